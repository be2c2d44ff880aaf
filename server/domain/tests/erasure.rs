//! Erasure: whatever guests and staff do, a state has no text of a guest who erased theirs, its counts are as before, and a replay of
//! what the log can still read makes the same state.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{
    CodeId, EntryId, GroupId, NicknameId, ParticipantId, PollId, QuestionId, ValueId,
};
use plenary_domain::letters::Kept;
use plenary_domain::people::membership::CodeInfo;
use plenary_domain::poll::kinds::{choice::Picks, free_choice, quiz, text, words};
use plenary_domain::poll::voters::{OnePer, Voters};
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Rules, Tally};
use plenary_domain::program::{EventInfo, LiveResults, OptionInfo, PollInfo, Reveal, Show};
use plenary_domain::question::QuestionState;
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::state::State;
use plenary_domain::status::DeclineReason;
use plenary_domain::text::Texts;
use proptest::prelude::*;

const GUESTS: u32 = 4;
const HOST: Actor = Actor::Staff(StaffRole::Host);

#[derive(Debug, Clone)]
enum Act {
    Ask(u32),
    Withdraw(u32, u32),
    Upvote(u32, u32),
    Name(u32),
    Nickname(u32),
    Cast(u32, u32, u8),
    TakeBack(u32, u32),
    TakeCode(u32, u32),
    Release(u32),
    Read(u32, u8),
    Screen(u32, u8),
    Round(u32, u8),
    Undo,
    Erase(u32),
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 0..GUESTS;
    let poll = || 0..3u32;
    prop_oneof![
        4 => who().prop_map(Act::Ask),
        1 => (who(), 0..9u32).prop_map(|(who, id)| Act::Withdraw(who, id)),
        2 => who().prop_map(Act::Name),
        2 => who().prop_map(Act::Nickname),
        12 => (who(), poll(), 0..4u8).prop_map(|(who, poll, word)| Act::Cast(who, poll, word)),
        1 => (who(), poll()).prop_map(|(who, poll)| Act::TakeBack(who, poll)),
        2 => (who(), 0..3u32).prop_map(|(who, code)| Act::TakeCode(who, code)),
        1 => (0..3u32).prop_map(Act::Release),
        6 => (0..12u32, 0..6u8).prop_map(|(id, what)| Act::Read(id, what)),
        8 => (0..9u32, 0..10u8).prop_map(|(id, what)| Act::Screen(id, what)),
        3 => (who(), 0..9u32).prop_map(|(who, id)| Act::Upvote(who, id)),
        2 => (poll(), 0..4u8).prop_map(|(poll, what)| Act::Round(poll, what)),
        2 => Just(Act::Undo),
        3 => who().prop_map(Act::Erase),
    ]
}

fn event_info() -> EventInfo {
    EventInfo {
        langs: vec!["en".into(), "fr".into()],
        questions_open: true,
        ..EventInfo::default()
    }
}

fn polls() -> [PollInfo; 4] {
    let option = |key: &str| OptionInfo {
        key: key.into(),
        text: Texts::from([("en".into(), key.into())]),
        picture: None,
    };
    let poll = |key: &str, rules, options: &[&str]| PollInfo {
        key: key.into(),
        session: None,
        rules,
        title: Texts::from([("en".into(), key.into())]),
        options: options.iter().map(|key| option(key)).collect(),
        changeable: true,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
        named: false,
    };
    let words = words::Rules {
        max: 3,
        chars: 25,
        chinese: words::Chinese::Whole,
    };
    let free = free_choice::Rules {
        min: 1,
        max: 1,
        order: free_choice::Order::Given,
        other: true,
        none: None,
    };
    [
        poll("words", Rules::Words(words), &[]),
        PollInfo {
            voters: Voters {
                one_per: OnePer::Code,
                ..Voters::default()
            },
            named: true,
            ..poll("slips", Rules::Text(text::Rules { chars: 140 }), &[])
        },
        PollInfo {
            named: true,
            ..poll("own", Rules::FreeChoice(free), &["a", "b"])
        },
        PollInfo {
            seconds: Some(20),
            ..poll(
                "quiz",
                Rules::Quiz(quiz::Rules {
                    right: Picks::of(&[0]),
                    points: 1000,
                    speed: false,
                }),
                &["a", "b"],
            )
        },
    ]
}

/// An event with its log, as someone reads it who has no destroyed key.
struct Event {
    state: State,
    log: Vec<Kept>,
    n: u32,
}

impl Event {
    fn new() -> Event {
        let mut event = Event {
            state: State::default(),
            log: vec![],
            n: 0,
        };
        let code = CodeInfo {
            values: vec![(GroupId(0), ValueId(0))],
            name: None,
        };
        let mut facts = vec![Fact::EventDescribed(event_info())];
        facts.extend(
            (0..)
                .zip(polls())
                .map(|(id, poll)| Fact::PollPut(PollId(id), poll, id)),
        );
        facts.push(Fact::CodesMade(CodeId(0), vec![code; 3]));
        facts.extend((0..GUESTS).map(|id| Fact::Joined(ParticipantId(id))));
        facts.extend((0..4).map(|id| Fact::PollOpened(PollId(id), None)));
        event.commit(facts);
        event
    }

    fn commit(&mut self, facts: Vec<Fact>) {
        let mut record = Record { at: 1000, facts };
        self.state.apply_record(&record);
        let whole = record.clone();
        let kept = record.keep(&self.state);
        assert_eq!(record, whole, "a record that is kept stays as it was");
        for earlier in &mut self.log {
            earlier
                .letters
                .retain(|letter| !kept.erased.contains(&letter.guest));
        }
        self.log.push(kept);
    }

    fn act(&mut self, by: Actor, command: &Command) {
        self.n += 1;
        if let Ok(mut facts) = decide(&self.state, by, command, 1000) {
            facts.push(Fact::Accepted(by, 1, self.n));
            self.commit(facts);
        }
    }

    fn replayed(&self) -> State {
        let mut state = State::default();
        for kept in &self.log {
            let mut record = Record::decode(&kept.bytes).expect("a record");
            for letter in &kept.letters {
                record.restore(&letter.words).expect("a letter");
            }
            state.apply_record(&record);
        }
        state
    }

    fn tallies(&self) -> Vec<Vec<(Tally, u32)>> {
        let counts = self
            .state
            .polls
            .iter()
            .map(|(_, poll)| poll.answers.counts());
        counts
            .map(|rounds| rounds.into_iter().map(|of| (of.tally, of.count)).collect())
            .collect()
    }

    /// Returns the command of an act; `mark` is in each text that is its guest's alone.
    fn command(&self, act: &Act, mark: &str) -> (Actor, Command) {
        let guest = |who: u32| Actor::Participant(ParticipantId(who));
        let round = |poll| {
            self.state
                .polls
                .get(poll)
                .map_or(0, |poll| poll.answers.round())
        };
        match *act {
            Act::Ask(who) => (
                guest(who),
                Command::Ask(Asked {
                    text: format!("{mark}, is it?"),
                    to: None,
                    name: Some(format!("{mark} name")),
                    org: Some(format!("{mark} org")),
                    lang: None,
                }),
            ),
            Act::Withdraw(who, id) => (
                guest(who),
                Command::Withdraw {
                    question: QuestionId(id),
                },
            ),
            Act::Upvote(who, id) => (
                guest(who),
                Command::Upvote {
                    question: QuestionId(id),
                    on: true,
                },
            ),
            Act::Name(who) => (
                guest(who),
                Command::GiveName {
                    name: format!("{mark} name"),
                },
            ),
            Act::Nickname(who) => (
                guest(who),
                Command::ChooseNickname {
                    name: Some(format!("{mark} nick")),
                },
            ),
            Act::Cast(who, poll, word) => {
                let word = match word {
                    0 => mark.to_owned(),
                    1 => "shared".to_owned(),
                    2 => "Shared".to_owned(),
                    _ => "other".to_owned(),
                };
                let poll = PollId(poll);
                let ballot = match poll.0 {
                    0 => Ballot::Words(vec![Written::raw(&word), Written::raw(mark)]),
                    1 => Ballot::Text(Written::raw(&word)),
                    _ => Ballot::FreeChoice(free_choice::Ballot {
                        picks: Picks::of(&[]),
                        own: Some(Box::new(Written::raw(&word))),
                        none: false,
                    }),
                };
                (
                    guest(who),
                    Command::Cast {
                        poll,
                        round: round(poll),
                        ballot,
                    },
                )
            }
            Act::TakeBack(who, poll) => {
                let poll = PollId(poll);
                (
                    guest(who),
                    Command::TakeBack {
                        poll,
                        round: round(poll),
                    },
                )
            }
            Act::TakeCode(who, code) => (guest(who), Command::TakeCode { code: CodeId(code) }),
            Act::Release(code) => (HOST, Command::ReleaseCode { code: CodeId(code) }),
            Act::Read(id, what) => (HOST, self.read(EntryId(id), what)),
            Act::Screen(id, what) => (HOST, self.screen(QuestionId(id), what)),
            Act::Round(id, what) => {
                let poll = PollId(id);
                let seen = self.state.polls.get(poll).map_or(0, |poll| poll.rev);
                (
                    HOST,
                    match what {
                        0 => Command::ClosePoll { poll, seen },
                        1 => Command::ResetPoll { poll, seen },
                        2 => Command::OpenPoll {
                            poll,
                            seen,
                            seconds: None,
                        },
                        _ => Command::RepeatPoll {
                            poll,
                            seen,
                            seconds: None,
                        },
                    },
                )
            }
            Act::Undo => (
                HOST,
                Command::Undo {
                    client: 1,
                    n: self.n,
                },
            ),
            Act::Erase(who) => (guest(who), Command::EraseMine),
        }
    }

    fn read(&self, entry: EntryId, what: u8) -> Command {
        let seen = self
            .state
            .polls
            .entries
            .get(entry)
            .map_or(0, |entry| entry.rev);
        let nickname = NicknameId(entry.0);
        match what {
            0 | 1 => Command::ApproveEntries {
                entries: vec![(entry, seen)],
            },
            2 => Command::HideEntry { entry, seen },
            3 => Command::JoinEntry {
                entry,
                seen,
                with: Some(EntryId(0)),
            },
            4 => Command::TakeEntry {
                poll: PollId(0),
                entry: Some(entry),
            },
            _ => Command::ApproveNicknames {
                nicknames: vec![(
                    nickname,
                    self.state
                        .nicknames
                        .get(nickname)
                        .map_or(0, |name| name.rev),
                )],
            },
        }
    }

    fn screen(&self, question: QuestionId, what: u8) -> Command {
        let found = self.state.questions.get(question);
        let (seen, text) = found.map_or((0, String::new()), |q| {
            (q.rev, format!("{} (edited)", q.screened.content().text))
        });
        match what {
            0 | 1 => Command::Approve { question, seen },
            2 => Command::Decline {
                question,
                seen,
                reason: DeclineReason::Other,
                note: Some(format!("Not {text}")),
            },
            3 => Command::EditApprove {
                question,
                seen,
                content: Content {
                    text,
                    lang: "en".into(),
                    ..Content::default()
                },
            },
            4 | 5 => Command::Merge {
                question,
                seen,
                into: QuestionId((question.0 + u32::from(what) - 3) % 9),
            },
            6 => Command::Split { question, seen },
            7 => Command::Reply {
                question,
                seen: found.map_or(0, |q| q.reply_rev),
                texts: Texts::from([("en".into(), "In August.".into())]),
            },
            8 => Command::Note {
                question,
                text: "Row 3.".into(),
            },
            _ => Command::Move {
                question,
                seen,
                to: QuestionState::Now,
            },
        }
    }
}

proptest! {
    #[test]
    fn an_erased_text_is_nowhere_and_a_replay_makes_the_same_state(acts in prop::collection::vec(act(), 0..60)) {
        let mut event = Event::new();
        // The texts of each guest.
        let mut texts: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        for (n, act) in acts.iter().enumerate() {
            let mark = format!("Zq{n}z");
            let (by, command) = event.command(act, &mark);
            if let Actor::Participant(guest) = by {
                texts.entry(guest.0).or_default().insert(mark);
            }
            let before = event.tallies();
            event.act(by, &command);
            if let Act::Erase(who) = act {
                prop_assert_eq!(event.tallies(), before);
                let said = format!("{:?}", event.state);
                for text in texts.remove(who).unwrap_or_default() {
                    prop_assert!(!said.contains(&text), "{text} is still there");
                }
                prop_assert!(event.replayed() == event.state);
            }
        }
        let replayed = event.replayed();
        prop_assert!(replayed == event.state, "{replayed:#?}\n{:#?}", event.state);
        for (_, poll) in event.state.polls.iter() {
            prop_assert!(!poll.answers.recount(&poll.info.voters).contains(&Some(false)));
        }
    }
}

#[test]
fn no_text_of_a_guest_is_outside_the_letters() {
    let mut event = Event::new();
    let acts = [
        Act::Ask(0),
        Act::Ask(1),
        Act::Name(0),
        Act::Nickname(0),
        Act::Cast(0, 0, 0),
        Act::Cast(0, 2, 0),
        Act::Cast(1, 0, 1),
        Act::Screen(0, 2),
        Act::Screen(0, 3),
        Act::Read(0, 0),
    ];
    for act in &acts {
        let (by, command) = event.command(act, "Zqmark");
        event.act(by, &command);
    }
    let entry = EntryId(0);
    let seen = event.state.polls.entries.get(entry).expect("an entry").rev;
    let translations = Texts::from([("fr".into(), "Zqmark".into())]);
    event.act(
        HOST,
        &Command::TranslateEntry {
            entry,
            seen,
            translations,
        },
    );
    let holds = |bytes: &[u8]| bytes.windows(6).any(|window| window == b"Zqmark");
    let letters = event.log.iter().flat_map(|kept| &kept.letters);
    assert!(
        letters
            .clone()
            .filter(|letter| holds(&letter.words))
            .count()
            > 8
    );
    assert!(event.log.iter().all(|kept| !holds(&kept.bytes)));
}

#[test]
fn what_was_written_before_an_erasure_in_the_same_record_is_in_no_letter() {
    let mut event = Event::new();
    let guest = ParticipantId(0);
    let asked = |id, text: &str| {
        let content = Content {
            text: text.into(),
            ..Content::default()
        };
        Fact::QuestionAsked(QuestionId(id), guest, content, None)
    };
    event.commit(vec![
        asked(0, "Zqbefore"),
        Fact::GuestErased(guest, Actor::Participant(guest)),
        asked(1, "Zqafter"),
    ]);
    let kept = event.log.last().expect("a record");
    assert_eq!(kept.erased, [guest]);
    let words: Vec<u8> = kept
        .letters
        .iter()
        .flat_map(|letter| letter.words.clone())
        .collect();
    let holds = |text: &[u8]| words.windows(text.len()).any(|window| window == text);
    assert!(holds(b"Zqafter") && !holds(b"Zqbefore"));
    assert_eq!(event.replayed(), event.state);
}

/// The state forgets a nickname that its guest dropped; the log does not.
#[test]
fn what_is_gone_from_the_state_is_erased_from_the_log() {
    let mut event = Event::new();
    let guest = Actor::Participant(ParticipantId(0));
    let (by, chosen) = event.command(&Act::Nickname(0), "Zqmark");
    event.act(by, &chosen);
    event.act(guest, &Command::ChooseNickname { name: None });
    event.act(guest, &Command::EraseMine);
    let kept = event.log.last().expect("a record");
    assert_eq!(kept.erased, [ParticipantId(0)]);
    // Nothing is left, so a repeat destroys no key.
    event.act(guest, &Command::EraseMine);
    let kept = event.log.last().expect("a record");
    assert!(kept.erased.is_empty());
}
