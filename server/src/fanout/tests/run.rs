//! A random run of the demo: what guests, moderators and the host do, step by step.

use plenary_domain::announcement::AnnouncementInfo;
use plenary_domain::cards::Card;
use plenary_domain::command::{Command, Company};
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::Fact;
use plenary_domain::floor::{Offer, Sides, Speaker, step as floor};
use plenary_domain::ids::{
    AnnouncementId, EntryId, LabelId, MessageId, NicknameId, ParticipantId, PersonId, PollId,
    QuestionId, ScreenId, SessionId,
};
use plenary_domain::people::mutes::Writing;
use plenary_domain::poll::Phase;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::kinds::quiz::Answer;
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Poll, PollInfo, Rules};
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::carry::Carry;
use plenary_domain::question::settings::{Asking, Change};
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;
use plenary_domain::status::CaptionPlace;
use plenary_domain::text::Texts;
use proptest::prelude::*;

use crate::event_file;
use crate::log::Position;
use crate::server::DEMO;

pub const GUESTS: u32 = 6;

/// A step of a run: who does what to which item, as small numbers.
#[derive(Debug, Clone)]
pub struct Step(pub u8, pub u32, pub u32);

/// Returns the position at which clients are told a state: here its place in the log.
pub fn at(state: &State) -> Position {
    Position {
        epoch: 9,
        seq: state.seq,
    }
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(
        (0u8..77, 0u32..GUESTS, 0u32..8).prop_map(|(a, b, c)| Step(a, b, c)),
        1..80,
    )
}

/// The demo with a few guests, and the state of its run.
pub struct Run {
    pub state: State,
    pub n: u32,
    /// What has happened since the test last looked.
    pub facts: Vec<Fact>,
}

impl Run {
    pub fn new() -> Run {
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
            facts: vec![],
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
        let (poll, seen, seconds) = (run.words(), 1, None);
        let open = Command::OpenPoll {
            poll,
            seen,
            seconds,
        };
        let host = Actor::Staff(StaffRole::Host);
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
    pub fn words(&self) -> PollId {
        let mut polls = self.state.polls.iter();
        let is_words = |poll: &Poll| matches!(poll.info.rules, Rules::Words(_));
        let found = polls.find(|(_, poll)| is_words(poll)).map(|(id, _)| id);
        found.expect("the demo asks for words")
    }

    /// A poll that links ballots to names.
    pub fn named(&self) -> PollId {
        let mut polls = self.state.polls.iter();
        let found = polls.find(|(_, poll)| poll.info.named).map(|(id, _)| id);
        found.expect("a named poll")
    }

    /// The poll of the demo that is a quiz question.
    pub fn quiz(&self) -> PollId {
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

    /// A step in the running session, mostly with the floor as it is.
    fn floor_step(&self, what: u8, which: u32) -> floor::Step {
        let running = self.state.sessions.running().map(|(id, _)| id);
        let table = running.and_then(|id| self.state.floors.get(id));
        let seen = table.map_or(0, |table| table.rev);
        let speaker = match which % 4 {
            3 => Speaker::Hall("Row 7".into()),
            id => Speaker::Person(PersonId(id)),
        };
        let (entry, on) = (which % 4, which > 3);
        match (what, which) {
            (71, _) => floor::Step::Give {
                to: speaker,
                seconds: 60,
                seen,
            },
            (72, 0) => floor::Step::End { seen },
            (72, 1..6) => floor::Step::Pause { on, seen },
            (72, _) => floor::Step::Extend { seconds: 30, seen },
            (73, 0) => floor::Step::Strike { entry },
            (73, 1) => floor::Step::Place {
                entry,
                before: None,
            },
            (73, _) => floor::Step::List { speaker },
            (_, 0..4) => floor::Step::Rule {
                sides: (which == 0).then_some(Some(Sides::Org)),
                closed: (which == 1).then_some(true),
                last: (which == 2).then_some(true),
                hides_times: (which == 3).then_some(true),
            },
            (_, _) => floor::Step::Offer {
                question: QuestionId(which),
                offer: match self.n % 5 {
                    0 | 1 => Some(Offer::Take),
                    2 => Some(Offer::Pass(None)),
                    3 => Some(Offer::Pass(Some(PersonId(entry)))),
                    _ => None,
                },
            },
        }
    }

    pub fn act(&mut self, actor: Actor, command: Command) {
        self.n += 1;
        let at = 1000 + u64::from(self.n) * 700;
        if let Outcome::Accepted(facts) = receive(&self.state, actor, 1, self.n, &command, at) {
            self.state.at = at;
            facts.iter().for_each(|fact| self.state.apply(fact));
            self.facts.extend(facts);
        }
    }

    pub fn step(&mut self, Step(what, who, which): &Step) {
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
                        to: addressee(*who),
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
            8 if *who == 1 => (guest, Command::EraseMine),
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
            12 if *which % 3 == 0 => (
                moderator,
                Command::Promise {
                    question,
                    seen: q_seen,
                },
            ),
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
                    carry: match who {
                        0 => None,
                        1 | 2 => Some(Carry::None),
                        3 => Some(Carry::All),
                        _ => Some(Carry::Picked(vec![question, QuestionId(1)])),
                    },
                },
            ),
            // What guests may do, in a session and outside of them.
            57 | 58 => (
                host,
                Command::SetQuestions {
                    session: (who % 2 == 0).then_some(session),
                    change: Change {
                        asking: (*which == 7).then_some(Asking::Paused),
                        at_once: Some(*who < 4),
                        upvotes: (*which > 4).then_some(*which > 5),
                        limit: (*which == 3).then_some(9),
                        ..Change::default()
                    },
                },
            ),
            59 => (guest, Command::Report { question }),
            60 => (
                guest,
                Command::Reword {
                    question,
                    text: format!("SECRET{} of guest {who}, anew", self.n),
                },
            ),
            61 => {
                let of = Writing::Question(question);
                let company = Company::Nobody;
                let command = match who {
                    0..=2 => Command::Mute { of, company },
                    _ => Command::Unmute { of },
                };
                (moderator, command)
            }
            21 => (
                moderator,
                Command::Address {
                    question,
                    seen: q_seen,
                    to: addressee(*who),
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
                        headings: (*who < 2)
                            .then(|| ("zh-Hans".to_owned(), format!("组 {which}")))
                            .into_iter()
                            .collect(),
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
                let draft = Box::new(Draft {
                    info,
                    session,
                    voters: None,
                });
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
            62 => {
                let into = QuestionId(*who);
                let seen = q_seen;
                (
                    moderator,
                    Command::Merge {
                        question,
                        seen,
                        into,
                    },
                )
            }
            63 => {
                let merged = self
                    .state
                    .questions
                    .iter()
                    .filter(|(_, q)| q.into.is_some());
                let merged: Vec<(QuestionId, u32)> = merged.map(|(id, q)| (id, q.rev)).collect();
                let Some((question, seen)) = merged.get(*which as usize).copied() else {
                    return;
                };
                (moderator, Command::Split { question, seen })
            }
            64 if who % 3 == 0 => {
                let (seen, step) = (q_seen, *which);
                let command = Command::BackTo {
                    question,
                    seen,
                    step,
                };
                (moderator, command)
            }
            64 => {
                let on = who % 2 == 0;
                let label = LabelId(*who);
                let command = match which % 3 {
                    0 => Command::Star { question, on },
                    1 => Command::Pin { question, on },
                    _ => Command::Label {
                        question,
                        label,
                        on,
                    },
                };
                (moderator, command)
            }
            65 => {
                let text = format!("SECRETNOTE{}", self.n);
                let command = match who {
                    0..4 => Command::Note { question, text },
                    _ => Command::DropNote { question, note: 0 },
                };
                (moderator, command)
            }
            66 => {
                let reply = self.state.questions.get(question);
                let seen = reply.map_or(0, |q| q.reply_rev);
                let texts = [("en".to_owned(), format!("REPLY{}", self.n))].into();
                let texts = if *who < 4 { texts } else { Texts::new() };
                (
                    moderator,
                    Command::Reply {
                        question,
                        seen,
                        texts,
                    },
                )
            }
            67 => {
                let content = Content {
                    text: format!("Staff ask {}", self.n),
                    lang: "en".to_owned(),
                    translations: Texts::new(),
                    name: None,
                    org: None,
                };
                (moderator, Command::AskAsStaff { content, to: None })
            }
            68 => {
                let texts = [("en".to_owned(), format!("SECRETLABEL{which}"))].into();
                let label = LabelId(*which);
                let command = match who {
                    0..4 => Command::MakeLabel { texts },
                    _ => Command::RemoveLabel { label },
                };
                (moderator, command)
            }
            69 => {
                let message = MessageId(*which);
                let command = match who {
                    0..3 => Command::SendMessage {
                        to: Some(PersonId(*which)),
                        texts: [("en".to_owned(), format!("SECRETMESSAGE{which}"))].into(),
                    },
                    3 => Command::WithdrawMessage { message },
                    _ => {
                        let panelist = Actor::Staff(StaffRole::Panelist(PersonId(*which)));
                        self.act(panelist, Command::SeeMessage { message });
                        return;
                    }
                };
                (moderator, command)
            }
            70 => {
                let announcement = AnnouncementId(*which);
                let one = self.state.announcements.get(announcement);
                let seen = one.map_or(0, |one| one.rev);
                let command = match who {
                    0..2 => Command::PutAnnouncement {
                        announcement: None,
                        seen,
                        info: AnnouncementInfo {
                            texts: [("en".to_owned(), format!("SECRETPLAN{}", self.n))].into(),
                            on_phones: which % 2 == 0,
                            on_screen: true,
                            ..AnnouncementInfo::default()
                        },
                        show: false,
                    },
                    2 => Command::SetLeaving { on: which % 2 == 0 },
                    3 => Command::DropAnnouncement { announcement, seen },
                    _ => Command::TurnAnnouncement {
                        announcement,
                        seen,
                        on: which % 3 > 0,
                    },
                };
                (host, command)
            }
            71..=74 => {
                let panelist = StaffRole::Panelist(PersonId(*which % 3));
                let by = match who {
                    0 | 1 => StaffRole::Chair,
                    2 | 3 => StaffRole::Host,
                    _ => panelist,
                };
                (
                    Actor::Staff(by),
                    Command::Floor(self.floor_step(*what, *which)),
                )
            }
            75 | 76 => {
                let lang = "en".to_owned();
                let command = match who {
                    0..=2 => Command::SendCaptions {
                        writer: *which,
                        texts: [(lang, format!("We are at {}.", self.n))].into(),
                    },
                    3 => Command::TakeCaptions {
                        writer: *which,
                        lang,
                        on: which % 3 > 0,
                    },
                    _ => Command::PlaceCaptions {
                        place: [CaptionPlace::Off, CaptionPlace::Strip, CaptionPlace::Alone]
                            [*which as usize % 3],
                    },
                };
                (Actor::Staff(StaffRole::Captioner), command)
            }
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
                    round: self
                        .state
                        .polls
                        .get(self.named())
                        .map_or(0, |p| p.answers.round()),
                    ballot: Ballot::Choice(Picks::of(&[(which % 3) as u8])),
                },
            ),
            53 => {
                let poll = self.named();
                let seen = self.state.polls.get(poll).map_or(0, |p| p.rev);
                let seconds = None;
                let command = match which {
                    0..3 => Command::OpenPoll {
                        poll,
                        seen,
                        seconds,
                    },
                    3 | 4 => Command::RepeatPoll {
                        poll,
                        seen,
                        seconds,
                    },
                    5 | 6 => Command::ClosePoll { poll, seen },
                    7 => Command::ResetPoll { poll, seen },
                    _ => Command::RevealPoll { poll, seen },
                };
                (host, command)
            }
            54 => {
                let of = Writing::Question(question);
                let everybody = (0..GUESTS).map(ParticipantId).collect();
                let command = match which {
                    0..3 => Command::Mute {
                        of,
                        company: Company::Nobody,
                    },
                    3 | 4 => Command::Mute {
                        of,
                        company: Company::Everybody(everybody),
                    },
                    _ => Command::Unmute { of },
                };
                (moderator, command)
            }
            55 | 56 => {
                let poll = self.words();
                let words = self.state.polls.get(poll).expect("the poll for words");
                let seen = words.rev;
                match (words.phase, which) {
                    (Phase::Open, 0..5) => (guest, Command::TakeBack { poll, round: 0 }),
                    (Phase::Open, 5) => (
                        host,
                        Command::SetLive {
                            poll,
                            seen,
                            live: plenary_domain::program::LiveResults::Everyone,
                        },
                    ),
                    (Phase::Revealed, 0..3) => (host, Command::HidePoll { poll, seen }),
                    (Phase::Revealed, 3) => (host, Command::ResetPoll { poll, seen }),
                    (Phase::Ready | Phase::Revealed, _) => (
                        host,
                        Command::OpenPoll {
                            poll,
                            seen,
                            seconds: None,
                        },
                    ),
                    (Phase::Open | Phase::Closed, _) => (host, Command::RevealPoll { poll, seen }),
                }
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
                let screen = ScreenId(which % 3);
                let command = match (who, which) {
                    (0, _) => Command::PutScreen {
                        screen: None,
                        name: format!("SECRETPLACE{}", self.n),
                    },
                    (1, 7) => Command::DropScreen { screen },
                    (1..3, _) => Command::ShowOn {
                        screen,
                        stage: Some(stage).filter(|stage| *stage != Stage::Auto),
                    },
                    _ => Command::Show { stage },
                };
                self.act(host, command);
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

/// Who does a step; None for guests.
pub fn actor_of(Step(what, ..): &Step) -> Option<Actor> {
    match what {
        9..=15 | 21 | 24 | 28 | 29 | 39 | 40 | 43..=45 | 54 | 61..=68 => {
            Some(Actor::Staff(StaffRole::Moderator))
        }
        16..=20 | 22 | 23 | 25 | 33 | 36 | 37 | 41 | 42 | 46..=49 | 53 | 57 | 58 => {
            Some(Actor::Staff(StaffRole::Host))
        }
        _ => None,
    }
}

/// Everybody, or somebody whom the event may lack.
fn addressee(who: u32) -> Option<Addressee> {
    match who % 4 {
        0 => Some(Addressee::Person(PersonId(who))),
        1 => Some(Addressee::Organisation(PersonId(who / 4))),
        2 => Some(Addressee::Session(SessionId(who / 4))),
        _ => None,
    }
}
