//! Convergence, screening and privacy of outgoing frames, over random runs of an event.

use std::collections::BTreeMap;

use plenary_domain::cards::Card;
use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, decide, receive};
use plenary_domain::ids::{
    EntryId, NicknameId, ParticipantId, PersonId, PollId, QuestionId, SessionId,
};
use plenary_domain::poll::Phase;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::kinds::quiz::{self, Answer};
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::run;
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Poll, PollInfo, Rules};
use plenary_domain::question::Question;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::state::Verb;
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::rejection::Rejection;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::session;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;
use proptest::prelude::*;
use serde_json::Value;

use super::View;
use crate::event_file;
use crate::log::Position;
use crate::protocol::{Item, LiveResults, Role, Snapshot};
use crate::server::DEMO;

const GUESTS: u32 = 6;

/// A step of a run: who does what to which item, as small numbers.
#[derive(Debug, Clone)]
struct Step(u8, u32, u32);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(
        (0u8..54, 0u32..GUESTS, 0u32..8).prop_map(|(a, b, c)| Step(a, b, c)),
        1..80,
    )
}

/// The demo with a few guests, and the state of its run.
struct Run {
    state: State,
    n: u32,
}

impl Run {
    fn new() -> Run {
        let mut program = event_file::parse(DEMO).expect("the demo").program;
        // Among those that no step rewrites or removes.
        let named = PollInfo {
            key: "named".into(),
            named: true,
            ..program.polls[0].clone()
        };
        program.polls.push(named);
        let mut run = Run {
            state: State::default(),
            n: 0,
        };
        run.act(
            Actor::Operator,
            Command::Import {
                program: Box::new(program),
            },
        );
        for _ in 0..GUESTS {
            run.act(Actor::Operator, Command::Join);
        }
        // Gives the first steps something to move and support.
        for which in 0..4 {
            run.step(&Step(4, which, 0));
        }
        for which in 0..3 {
            run.step(&Step(9, 0, which));
        }
        let host = Actor::Staff(StaffRole::Host);
        let (poll, seen, seconds) = (run.words(), 1, None);
        let open = Command::OpenPoll {
            poll,
            seen,
            seconds,
        };
        run.act(host, open);
        let (poll, seen) = (run.named(), 1);
        let open = Command::OpenPoll {
            poll,
            seen,
            seconds,
        };
        run.act(host, open);
        run
    }

    /// The poll of the demo that asks for words.
    fn words(&self) -> PollId {
        let mut polls = self.state.polls.iter();
        let is_words = |poll: &Poll| matches!(poll.info.rules, Rules::Words(_));
        let found = polls.find(|(_, poll)| is_words(poll)).map(|(id, _)| id);
        found.expect("the demo asks for words")
    }

    /// A poll that links ballots to names.
    fn named(&self) -> PollId {
        let mut polls = self.state.polls.iter();
        let found = polls.find(|(_, poll)| poll.info.named).map(|(id, _)| id);
        found.expect("a named poll")
    }

    /// The poll of the demo that is a quiz question.
    fn quiz(&self) -> PollId {
        let mut polls = self.state.polls.iter();
        let is_quiz = |poll: &Poll| matches!(poll.info.rules, Rules::Quiz(_));
        let found = polls.find(|(_, poll)| is_quiz(poll)).map(|(id, _)| id);
        found.expect("the demo has a quiz")
    }

    /// Brings the quiz question one step further.
    fn quiz_master(&self, which: u32) -> Command {
        let poll = self.quiz();
        let quiz = self.state.polls.get(poll).expect("the quiz");
        let seen = quiz.rev;
        match (quiz.phase, which) {
            (Phase::Ready | Phase::Closed, 0..3) => Command::OpenPoll {
                poll,
                seen,
                seconds: None,
            },
            (Phase::Revealed, 0) => Command::HidePoll { poll, seen },
            (Phase::Revealed, 1) => Command::Show {
                stage: Stage::Board,
            },
            (Phase::Revealed, _) => Command::TellAnswer { poll, seen },
            (Phase::Ready | Phase::Open | Phase::Closed, _) => Command::RevealPoll { poll, seen },
        }
    }

    fn act(&mut self, actor: Actor, command: Command) {
        self.n += 1;
        let at = 1000 + u64::from(self.n) * 700;
        if let Outcome::Accepted(facts) = receive(&self.state, actor, 1, self.n, &command, at) {
            self.state.at = at;
            facts.iter().for_each(|fact| self.state.apply(fact));
        }
    }

    fn step(&mut self, Step(what, who, which): &Step) {
        let guest = Actor::Participant(ParticipantId(*who));
        let moderator = Actor::Staff(StaffRole::Moderator);
        let host = Actor::Staff(StaffRole::Host);
        let question = QuestionId(*which);
        let poll = PollId(*which % 4);
        let session = SessionId(*which % 3);
        let round = self.state.polls.get(poll).map_or(0, |p| p.answers.round());
        let q_seen = self.state.questions.get(question).map_or(0, |q| q.rev);
        let p_seen = self.state.polls.get(poll).map_or(0, |p| p.rev);
        let s_seen = self.state.sessions.get(session).map_or(0, |s| s.rev);
        let to = |to| Command::Move {
            question,
            seen: q_seen,
            to,
        };
        let (actor, command) = match what {
            0..=3 => (
                guest,
                Command::Cast {
                    poll,
                    round,
                    ballot: Ballot::Choice(Picks::of(&[(which % 3) as u8])),
                },
            ),
            26 | 27 => (
                guest,
                Command::Cast {
                    poll: self.words(),
                    round: 0,
                    ballot: Ballot::Words(vec![Written::raw(&format!("SECRETWORD{which}"))]),
                },
            ),
            35 => (
                guest,
                Command::Cast {
                    poll: self.quiz(),
                    round: 0,
                    ballot: Ballot::Quiz(Answer::of(&[(which % 4) as u8])),
                },
            ),
            36 | 37 => (host, self.quiz_master(*which)),
            38 => (
                guest,
                Command::ChooseNickname {
                    name: (*which > 0).then(|| format!("SECRETNICK{which}")),
                },
            ),
            39 | 40 => {
                let name = NicknameId(*which % 4);
                let seen = self.state.nicknames.get(name).map_or(0, |name| name.rev);
                let command = if who % 3 > 0 {
                    Command::ApproveNicknames {
                        nicknames: vec![(name, seen)],
                    }
                } else {
                    Command::HideNickname {
                        nickname: name,
                        seen,
                    }
                };
                (moderator, command)
            }
            28 | 29 => {
                let entry = EntryId(*which);
                let seen = self.state.polls.entries.get(entry).map_or(0, |e| e.rev);
                let command = match who {
                    0..=2 => Command::ApproveEntries {
                        entries: vec![(entry, seen)],
                    },
                    3 | 4 => Command::HideEntry { entry, seen },
                    _ => Command::JoinEntry {
                        entry,
                        seen,
                        with: Some(EntryId(0)),
                    },
                };
                (moderator, command)
            }
            4 | 5 => {
                let text = format!("SECRET{} of guest {who}", self.n);
                (
                    guest,
                    Command::Ask(Asked {
                        lang: None,
                        text,
                        to: (who % 2 == 0).then_some(PersonId(*who)),
                        name: Some(format!("SECRETNAME{who}")),
                        org: None,
                    }),
                )
            }
            6 | 7 => (
                guest,
                Command::Upvote {
                    question,
                    on: who % 2 == 0,
                },
            ),
            8 if who % 2 == 0 => (guest, Command::TakeBack { poll, round }),
            8 => (guest, Command::Withdraw { question }),
            9 | 10 => (
                moderator,
                Command::Approve {
                    question,
                    seen: q_seen,
                },
            ),
            11 => {
                let note = Some("A note".into());
                (
                    moderator,
                    Command::Decline {
                        question,
                        seen: q_seen,
                        reason: DeclineReason::OffTopic,
                        note,
                    },
                )
            }
            12 => (moderator, to(QuestionState::Next)),
            13 => (moderator, to(QuestionState::Now)),
            14 => (moderator, to(QuestionState::Answered)),
            15 => (moderator, to(QuestionState::Waiting)),
            16 | 17 => (
                host,
                Command::OpenPoll {
                    poll,
                    seen: p_seen,
                    seconds: (who % 2 == 0).then_some(60),
                },
            ),
            18 if *who == 3 => (host, Command::ResetPoll { poll, seen: p_seen }),
            18 => (host, Command::RevealPoll { poll, seen: p_seen }),
            19 if *who == 1 => (
                host,
                Command::SplitPoll {
                    poll,
                    seen: p_seen,
                    group: None,
                },
            ),
            19 if who % 2 == 0 => (
                host,
                Command::RepeatPoll {
                    poll,
                    seen: p_seen,
                    seconds: None,
                },
            ),
            19 => (host, Command::HidePoll { poll, seen: p_seen }),
            20 => (
                host,
                Command::StartSession {
                    session,
                    seen: s_seen,
                },
            ),
            21 => (
                moderator,
                Command::Address {
                    question,
                    seen: q_seen,
                    to: (who % 2 == 0).then_some(PersonId(*who)),
                },
            ),
            22 => (
                host,
                Command::SkipSession {
                    session,
                    seen: s_seen,
                },
            ),
            23 | 24 => {
                let n = self.n.saturating_sub(*which);
                let by = if *what == 23 { host } else { moderator };
                (by, Command::Undo { client: 1, n })
            }
            30 | 31 => {
                let card = Card::ALL[*which as usize % 3];
                (guest, Command::RaiseCard { session, card })
            }
            32 => (guest, Command::LowerCard { session }),
            33 => {
                let open = who % 4 != 0;
                (host, Command::SetCards { session, open })
            }
            34 => (Actor::Clock, Command::TellCards { session }),
            41 | 42 => {
                let hands = (*who < 5).then(|| Hands {
                    what: What::Hands,
                    instead: who % 2 == 0,
                    counts: vec![*which; 3],
                });
                let seen = p_seen;
                (host, Command::CountHands { poll, seen, hands })
            }
            43..=45 => {
                let entry = EntryId(*which);
                let seen = self.state.polls.entries.get(entry).map_or(0, |e| e.rev);
                let command = match what {
                    43 => Command::GroupEntry {
                        entry,
                        seen,
                        group: (*who < 4).then(|| format!("Group {who}")),
                    },
                    44 => Command::TakeEntry {
                        poll: self.words(),
                        entry: (*who < 4).then_some(entry),
                    },
                    _ => Command::TranslateEntry {
                        entry,
                        seen,
                        translations: [("zh-Hans".to_owned(), format!("词 {who}"))].into(),
                    },
                };
                (moderator, command)
            }
            46 | 47 => {
                let info = self.state.polls.get(poll).map(|p| p.info.clone());
                let Some(mut info) = info else { return };
                info.title.insert("en".into(), format!("Title {who}"));
                let session = Some(session);
                let draft = Box::new(Draft { info, session });
                let open = who % 2 == 0;
                let seen = p_seen;
                let command = match what {
                    46 => Command::MakePoll { draft, open },
                    _ => Command::ChangePoll { poll, seen, draft },
                };
                (host, command)
            }
            48 => (host, Command::DuplicatePoll { poll, seen: p_seen }),
            49 => (host, Command::RemovePoll { poll, seen: p_seen }),
            50 => (
                guest,
                Command::GiveName {
                    name: format!("SECRETSIGN{who}"),
                },
            ),
            51 | 52 => (
                guest,
                Command::Cast {
                    poll: self.named(),
                    round: 0,
                    ballot: Ballot::Choice(Picks::of(&[(which % 3) as u8])),
                },
            ),
            53 => {
                let poll = self.named();
                let seen = self.state.polls.get(poll).map_or(0, |p| p.rev);
                let seconds = None;
                let command = match which {
                    0..5 => Command::OpenPoll {
                        poll,
                        seen,
                        seconds,
                    },
                    5 | 6 => Command::ClosePoll { poll, seen },
                    _ => Command::RevealPoll { poll, seen },
                };
                (host, command)
            }
            _ => {
                let live = [
                    plenary_domain::program::LiveResults::Count,
                    plenary_domain::program::LiveResults::Everyone,
                    plenary_domain::program::LiveResults::Never,
                ][*who as usize % 3];
                let stage = match which {
                    0..3 => Stage::Auto,
                    3 | 4 => Stage::Cards,
                    _ => Stage::Question(question),
                };
                self.act(host, Command::Show { stage });
                (
                    host,
                    Command::SetLive {
                        poll,
                        seen: p_seen,
                        live,
                    },
                )
            }
        };
        self.act(actor, command);
    }
}

/// A client that knows only frames.
#[derive(Default)]
struct Client {
    held: Option<Position>,
    items: BTreeMap<String, Value>,
}

impl Client {
    fn take(&mut self, frame: &str) {
        let frame: Value = serde_json::from_str(frame).expect("JSON");
        if frame["t"] == "snapshot" {
            self.items.clear();
        } else {
            let held = self.held.expect("a client with a view").seq;
            assert!(
                frame["from"].as_u64() <= Some(held) && frame["to"].as_u64() > Some(held),
                "never backwards"
            );
        }
        let items = frame
            .get("set")
            .or(frame.get("items"))
            .and_then(Value::as_array);
        for item in items.into_iter().flatten() {
            let typed: Item = serde_json::from_value(item.clone()).expect("an item");
            self.items.insert(typed.name().to_string(), item.clone());
        }
        for gone in frame["gone"].as_array().into_iter().flatten() {
            self.items.remove(gone.as_str().expect("a name"));
        }
    }
}

fn fresh(snapshot: &str) -> BTreeMap<String, Value> {
    let snapshot: Snapshot = serde_json::from_str(snapshot).expect("a snapshot");
    snapshot
        .items
        .iter()
        .map(|item| {
            (
                item.name().to_string(),
                serde_json::to_value(item).expect("JSON"),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// For every audience, a snapshot plus all later changes equals a fresh snapshot, however long a client slept.
    #[test]
    fn everybody_converges(steps in steps(), naps in prop::collection::vec(0usize..5, 80)) {
        let mut run = Run::new();
        let mut views = Role::ALL.map(View::new);
        let mut feeds = views.each_mut().map(|view| view.update(&run.state, "CDU7K2", 9).expect("first"));
        let mut clients = Role::ALL.map(|_| [Client::default(), Client::default()]);
        for (step, nap) in steps.iter().zip(&naps) {
            run.step(step);
            for ((view, feed), clients) in views.iter_mut().zip(&mut feeds).zip(&mut clients) {
                if let Some(next) = view.update(&run.state, "CDU7K2", 9) {
                    *feed = next;
                }
                // The first client follows each step. The second sleeps now and then.
                for (client, awake) in clients.iter_mut().zip([true, *nap == 0]) {
                    if !awake {
                        continue;
                    }
                    if let Some(frame) = feed.frame(client.held) {
                        client.take(std::str::from_utf8(frame.payload()).expect("text"));
                        client.held = Some(feed.position());
                    }
                    prop_assert_eq!(&client.items, &fresh(&feed.snapshot()));
                }
                let mut anew = View::new(view.audience);
                let anew = anew.update(&run.state, "CDU7K2", 9).expect("first");
                prop_assert_eq!(fresh(&feed.snapshot()), fresh(&anew.snapshot()), "a view is a function of the state");
            }
        }
    }

    /// No guest's words reach the screen, the phones or a panelist unless exactly those words were approved. Hidden
    /// counts appear in no byte of an audience that may not see them.
    #[test]
    fn no_frame_shows_what_is_not_public(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            run.step(step);
        }
        let words: Vec<(String, bool)> = run.state.questions.iter().map(|(_, q)| {
            let shown = q.screened.public().is_some() && q.state.is_public();
            (q.screened.content().text.clone(), shown)
        }).chain(run.state.polls.entries.iter().map(|(_, entry)| {
            (entry.screened.content().text.clone(), entry.screened.public().is_some())
        })).collect();
        let on_board = run.state.on_stage.stage == Stage::Board;
        let named = run.state.nicknames.iter().map(|(_, name)| {
            let public = name.screened.public().map(|public| public.content().text.clone());
            let text = name.screened.content().text.clone();
            let is_public = public.as_ref() == Some(&text);
            (text, on_board && is_public)
        });
        // Two guests can choose the same name.
        let shown: Vec<String> = run.state.nicknames.iter()
            .filter_map(|(_, name)| Some(name.screened.public()?.content().text.clone()))
            .collect();
        let named: Vec<(String, bool)> = named
            .map(|(text, is_shown)| (text.clone(), is_shown || (on_board && shown.contains(&text))))
            .collect();
        for audience in [Role::Participant, Role::Panelist, Role::Screen] {
            let feed = View::new(audience).update(&run.state, "CDU7K2", 9).expect("first");
            let bytes = feed.snapshot();
            for (text, shown) in words.iter().chain(&named) {
                prop_assert!(*shown || !bytes.contains(&format!("\"{text}\"")), "{text} in {audience:?}");
            }
            let snapshot: Snapshot = serde_json::from_str(&bytes).expect("a snapshot");
            for item in &snapshot.items {
                let Item::Tally(tally) = item else { continue };
                let poll = run.state.polls.get(PollId(tally.id)).expect("a poll");
                let live: LiveResults = poll.live.into();
                let revealed = poll.phase == Phase::Revealed;
                if audience == Role::Screen {
                    prop_assert!(tally.tally.is_none() || revealed || live != LiveResults::Count);
                    prop_assert!(revealed || tally.again.is_none());
                } else {
                    prop_assert!(live != LiveResults::Never);
                    prop_assert!(revealed || live == LiveResults::Everyone);
                    prop_assert!(revealed || tally.earlier.is_empty());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The names of a named poll reach hosts alone, and no host before the close. Each guest knows their own.
    #[test]
    fn names_reach_only_hosts_and_only_after_the_close(steps in steps()) {
        let mut run = Run::new();
        let mut views = Role::ALL.map(View::new);
        for step in &steps {
            run.step(step);
            let poll = run.state.polls.get(run.named()).expect("a poll");
            let is_over = matches!(poll.phase, Phase::Closed | Phase::Revealed);
            let total = if is_over { poll.answers.count() } else { 0 };
            for view in &mut views {
                let audience = view.audience;
                let Some(feed) = view.update(&run.state, "CDU7K2", 9) else { continue };
                let bytes = feed.snapshot();
                let names = bytes.matches("SECRETSIGN").count() as u32;
                if audience == Role::Host {
                    prop_assert_eq!(names, total);
                } else {
                    prop_assert_eq!(names, 0, "{:?}", audience);
                    prop_assert!(!bytes.contains("\"k\":\"names\""));
                }
            }
            for who in 0..GUESTS {
                let own = super::encode(&crate::view::mine(&run.state, ParticipantId(who)));
                for other in (0..GUESTS).filter(|other| *other != who) {
                    let sign = format!("SECRETSIGN{other}");
                    prop_assert!(!own.contains(&sign));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The server accepts each verb an item offers its viewer, and rejects every other verb.
    #[test]
    fn an_item_offers_exactly_the_accepted_verbs(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            run.step(step);
        }
        let state = &run.state;
        for (id, q) in state.questions.iter() {
            let panelist = q.to.map(|to| (Role::Panelist, StaffRole::Panelist(to)));
            let desks = [(Role::Moderator, StaffRole::Moderator), (Role::Host, StaffRole::Host)];
            for (audience, role) in desks.into_iter().chain(panelist) {
                let item = crate::view::question(state, audience, id);
                let Some(Item::Question(item)) = item else { continue };
                let can = item.desk.map(|desk| desk.can).unwrap_or_default();
                for verb in Verb::ALL {
                    let said = can.contains(&verb.into());
                    prop_assert_eq!(said, accepts(state, role, &question_command(id, q, verb)), "{:?}", verb);
                }
            }
        }
        let feed = View::new(Role::Host).update(state, "CDU7K2", 9).expect("first");
        let snapshot: Snapshot = serde_json::from_str(&feed.snapshot()).expect("a snapshot");
        for item in &snapshot.items {
            if let Item::Poll(item) = item {
                let can = item.can.clone().expect("a host's item");
                for verb in run::Verb::ALL {
                    let command = poll_command(PollId(item.id), item.rev.expect("a host's item"), verb);
                    prop_assert_eq!(can.contains(&verb.into()), accepts(state, StaffRole::Host, &command));
                }
            }
            if let Item::Session(item) = item {
                let can = item.can.clone().expect("a host's item");
                for verb in session::Verb::ALL {
                    let command = session_command(SessionId(item.id), item.rev.expect("a host's item"), verb);
                    prop_assert_eq!(can.contains(&verb.into()), accepts(state, StaffRole::Host, &command));
                }
            }
        }
    }
}

/// The parts of an event that an act can change, without numbers that rise with every change.
fn standing(state: &State) -> String {
    let mut all = format!("{:?} {}\n", state.on_stage.stage, state.questions.open);
    for (id, p) in state.polls.iter() {
        let counts = p.answers.counts();
        let (phase, live, hands, split) = (p.phase, p.live, p.hands(), p.split);
        let taken = state.polls.entries.taken(id);
        all += &format!("poll {id} {phase:?} {live:?} {hands:?} {split:?} {taken:?} {counts:?}\n");
        all += &format!("written {:?} {} {}\n", p.info, p.order, p.made);
    }
    for (id, e) in state.polls.entries.iter() {
        let (content, public) = (e.screened.content(), e.screened.public());
        all += &format!(
            "entry {id} {:?} {:?} {:?} {content:?} {public:?}\n",
            e.state, e.with, e.group
        );
    }
    for (id, s) in state.sessions.iter() {
        all += &format!("session {id} {:?} {:?}\n", s.state, s.ended);
    }
    for (id, _) in state.cards.iter().filter(|(_, hands)| hands.open) {
        all += &format!("cards {id} open\n");
    }
    for (id, q) in state.questions.iter() {
        let (content, public) = (q.screened.content(), q.screened.public());
        all += &format!(
            "{id} {:?} {:?} {content:?} {public:?} {:?}\n",
            q.state, q.to, q.declined
        );
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Undoing an act of staff restores the previous state, at once and after the act was repeated.
    #[test]
    fn an_undo_restores_what_was(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            let (before, by) = (standing(&run.state), actor_of(step));
            run.step(step);
            let (n, after) = (run.n, standing(&run.state));
            let is_staff = matches!(by, Some(Actor::Staff(_)));
            if let (Some(by), true, false) = (by, is_staff, before == after) {
                run.act(by, Command::Undo { client: 1, n });
                // Two acts of the host are one step.
                if step.0 != 25 {
                    let differs = difference(&standing(&run.state), &before);
                    prop_assert_eq!(differs, "", "{:?}", step);
                    run.act(by, Command::Undo { client: 1, n: run.n });
                    let differs = difference(&standing(&run.state), &after);
                    prop_assert_eq!(differs, "", "{:?} again", step);
                }
            }
        }
    }
}

/// Returns the lines that only one of two standings has.
fn difference(one: &str, other: &str) -> String {
    let only = |this: &str, that: &str| -> String {
        let lines = this
            .lines()
            .filter(|line| !that.lines().any(|l| l == *line));
        lines.map(|line| format!("{line}\n")).collect()
    };
    only(one, other) + &only(other, one)
}

/// Who does a step; None for guests.
fn actor_of(Step(what, ..): &Step) -> Option<Actor> {
    match what {
        9..=15 | 21 | 24 | 28 | 29 | 39 | 40 | 43..=45 => Some(Actor::Staff(StaffRole::Moderator)),
        16..=20 | 22 | 23 | 25 | 33 | 36 | 37 | 41 | 42 | 46..=49 | 53 => {
            Some(Actor::Staff(StaffRole::Host))
        }
        _ => None,
    }
}

fn accepts(state: &State, role: StaffRole, command: &Command) -> bool {
    match decide(state, Actor::Staff(role), command, state.at) {
        Ok(_) => true,
        Err(why) => {
            assert!(
                matches!(why, Rejection::NotFromHere | Rejection::NotAllowed),
                "{why:?}"
            );
            false
        }
    }
}

fn question_command(question: QuestionId, q: &Question, verb: Verb) -> Command {
    let seen = q.rev;
    let to = |to| Command::Move { question, seen, to };
    match verb {
        Verb::Approve => Command::Approve { question, seen },
        Verb::Decline => Command::Decline {
            question,
            seen,
            reason: DeclineReason::OffTopic,
            note: None,
        },
        Verb::Edit => Command::EditApprove {
            question,
            seen,
            content: q.screened.content().clone(),
        },
        // Addressing a question to the same person changes nothing, and is accepted all the same.
        Verb::Address => Command::Address {
            question,
            seen,
            to: q.to,
        },
        Verb::Waiting => to(QuestionState::Waiting),
        Verb::Approved => to(QuestionState::Approved),
        Verb::Next => to(QuestionState::Next),
        Verb::Now => to(QuestionState::Now),
        Verb::Answered => to(QuestionState::Answered),
    }
}

fn poll_command(poll: PollId, seen: u32, verb: run::Verb) -> Command {
    match verb {
        run::Verb::Open => Command::OpenPoll {
            poll,
            seen,
            seconds: Some(60),
        },
        run::Verb::Extend => Command::ExtendPoll {
            poll,
            seen,
            seconds: 60,
        },
        run::Verb::Close => Command::ClosePoll { poll, seen },
        run::Verb::Reveal => Command::RevealPoll { poll, seen },
        run::Verb::Hide => Command::HidePoll { poll, seen },
        run::Verb::Tell => Command::TellAnswer { poll, seen },
        run::Verb::Count => Command::CountHands {
            poll,
            seen,
            hands: None,
        },
        run::Verb::Remove => Command::RemovePoll { poll, seen },
        run::Verb::Repeat => Command::RepeatPoll {
            poll,
            seen,
            seconds: Some(60),
        },
        run::Verb::Reset => Command::ResetPoll { poll, seen },
    }
}

fn session_command(session: SessionId, seen: u32, verb: session::Verb) -> Command {
    match verb {
        session::Verb::Start => Command::StartSession { session, seen },
        session::Verb::End => Command::EndSession { session, seen },
        session::Verb::Resume => Command::ResumeSession { session, seen },
        session::Verb::Skip => Command::SkipSession { session, seen },
        session::Verb::Unskip => Command::UnskipSession { session, seen },
    }
}

/// The answer of a question is told last: until then, two questions that differ only in it look the same to everybody but the
/// host, whatever else is told.
#[test]
fn two_answers_look_the_same_until_one_is_told() {
    let mut runs = [Run::new(), Run::new()];
    let quiz = runs[0].quiz();
    for (run, right) in runs.iter_mut().zip([1, 2]) {
        let mut program = run.state.program().expect("a programme");
        let key = run
            .state
            .polls
            .get(quiz)
            .expect("the quiz")
            .info
            .key
            .clone();
        let poll = program.polls.iter_mut().find(|poll| poll.key == key);
        poll.expect("the quiz").rules = Rules::Quiz(quiz::Rules {
            right: Picks::of(&[right]),
            points: 1000,
            speed: false,
        });
        let program = Box::new(program);
        run.act(Actor::Operator, Command::Import { program });
    }
    let seen = |run: &Run, audience| {
        let feed = View::new(audience).update(&run.state, "CDU7K2", 9);
        let snapshot = feed.expect("first").snapshot();
        let mine = (0..GUESTS).map(|who| crate::view::mine(&run.state, ParticipantId(who)));
        let mine = serde_json::to_string(&mine.collect::<Vec<_>>()).expect("JSON");
        format!("{snapshot}{mine}")
    };
    let rev = |run: &Run| run.state.polls.get(quiz).expect("the quiz").rev;
    type Step = fn(PollId, u32) -> Command;
    let steps: [Step; 6] = [
        |poll, _| Command::Show {
            stage: Stage::Poll(poll),
        },
        |poll, seen| Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        },
        |poll, seen| Command::SetLive {
            poll,
            seen,
            live: plenary_domain::program::LiveResults::Everyone,
        },
        |poll, seen| Command::ClosePoll { poll, seen },
        |poll, seen| Command::RevealPoll { poll, seen },
        |poll, seen| Command::TellAnswer { poll, seen },
    ];
    let host = Actor::Staff(StaffRole::Host);
    for (at, step) in steps.into_iter().enumerate() {
        for run in &mut runs {
            let command = step(quiz, rev(run));
            run.act(host, command);
            for who in 0..3 {
                let guest = Actor::Participant(ParticipantId(who));
                let ballot = Ballot::Quiz(Answer::of(&[who as u8]));
                run.act(
                    guest,
                    Command::Cast {
                        poll: quiz,
                        round: 0,
                        ballot,
                    },
                );
            }
        }
        for audience in Role::ALL.into_iter().filter(|role| *role != Role::Host) {
            let is_same = seen(&runs[0], audience) == seen(&runs[1], audience);
            assert_eq!(is_same, at < 5, "{audience:?} after step {at}");
        }
    }
}

#[test]
fn another_epoch_or_an_unknown_position_gets_a_snapshot() {
    let run = Run::new();
    let feed = View::new(Role::Participant)
        .update(&run.state, "CDU7K2", 9)
        .expect("first");
    let seq = feed.position().seq;
    let kind = |held| {
        feed.frame(held)
            .map(|frame| frame.payload().starts_with(b"{\"t\":\"snapshot\""))
    };
    assert_eq!(
        kind(Some(Position { epoch: 9, seq })),
        None,
        "there are no changes"
    );
    assert_eq!(kind(Some(Position { epoch: 8, seq })), Some(true));
    assert_eq!(
        kind(Some(Position {
            epoch: 9,
            seq: seq + 1
        })),
        Some(true)
    );
    assert_eq!(
        kind(Some(Position {
            epoch: 9,
            seq: seq - 1
        })),
        Some(true),
        "a position older than this process"
    );
    assert_eq!(kind(None), Some(true));
}

#[test]
fn an_interpreter_reads_questions_that_may_still_be_shown_and_no_reasons() {
    use crate::protocol::QuestionState::{Next, Now, Waiting};

    let mut run = Run::new();
    // The first three are approved; the fourth waits.
    for step in [Step(12, 0, 1), Step(13, 0, 2), Step(11, 0, 0)] {
        run.step(&step);
    }
    let mut view = View::new(Role::Interpreter);
    let feed = view.update(&run.state, "CDU7K2", 9).expect("first");
    let bytes = feed.snapshot();
    let snapshot: Snapshot = serde_json::from_str(&bytes).expect("a snapshot");
    let questions: Vec<_> = snapshot
        .items
        .iter()
        .filter_map(|item| {
            let Item::Question(question) = item else {
                return None;
            };
            Some((question.id, question.state))
        })
        .collect();
    assert_eq!(questions, [(1, Next), (2, Now), (3, Waiting)]);
    for secret in [
        "A note",
        "off_topic",
        "\"desk\"",
        "\"tally\"",
        "participant",
    ] {
        assert!(!bytes.contains(secret), "{secret} in {bytes}");
    }
}
