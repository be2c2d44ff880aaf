//! Free choices: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{EntryId, ParticipantId, PollId};
use plenary_domain::poll::kinds::choice;
use plenary_domain::poll::kinds::free_choice::{self, Order, Votes, Without};
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::picks::Picks;
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Rules, Tally};
use plenary_domain::program::{EventInfo, Picture, PollInfo, Program, Texts};
use plenary_domain::rejection::{PollFault, Rejection, Wrong};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text;
use proptest::prelude::*;

const RULES: free_choice::Rules = free_choice::Rules {
    min: 1,
    max: 2,
    order: Order::Random,
    other: true,
    none: Some(Without::Abstain),
};

fn poll(key: &str, rules: free_choice::Rules) -> PollInfo {
    kind::poll(
        key,
        None,
        "What comes first?",
        Rules::FreeChoice(rules),
        &["Solar", "Wind", "Water"],
    )
}

/// A poll whose second option has a picture.
fn pictured() -> PollInfo {
    let mut poll = poll("first", RULES);
    poll.options[1].picture = Some(Picture {
        hash: "k3F9-_aB01cdEFgh".into(),
        file: "pictures/wind.jpg".into(),
    });
    poll
}

fn said(entry: u32, text: &str) -> Option<Box<Written>> {
    Some(Box::new(Written {
        entry: EntryId(entry),
        ..Written::raw(text)
    }))
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let (id, guest) = (PollId(2), ParticipantId(150));
    let bound = free_choice::Rules {
        order: Order::Given,
        other: false,
        none: Some(Without::NoneOfThese),
        ..RULES
    };
    let votes = Votes {
        answers: vec![9, 4, 0, 3],
        base: 12,
        none: 5,
        own: [(EntryId(3), 2), (EntryId(70_000), 1)]
            .into_iter()
            .collect(),
    };
    let counts = (Tally::FreeChoice(votes), 17);
    let counts = kind::counts(counts.clone(), Some(counts));
    let cast = |picks: &[u8], own, none| {
        let ballot = free_choice::Ballot {
            picks: Picks::of(picks),
            own,
            none,
        };
        Fact::BallotCast(guest, id, Ballot::FreeChoice(ballot))
    };
    let shapes = vec![
        ("poll_put", Fact::PollPut(id, poll("first", RULES), 1)),
        ("poll_put_bound", Fact::PollPut(id, poll("first", bound), 1)),
        ("poll_put_pictured", Fact::PollPut(id, pictured(), 1)),
        ("ballot_cast", cast(&[0, 2], None, false)),
        ("ballot_own", cast(&[1], said(70_000, "余热"), false)),
        ("ballot_none", cast(&[], None, true)),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/free_choice/facts.hex", shapes);
}

/// A host changes words and order; a picture goes with its option, or leaves it, and is never one from elsewhere.
#[test]
fn a_host_keeps_the_pictures_of_the_event_and_adds_none() {
    let mut state = State::default();
    state.apply(&Fact::EventDescribed(EventInfo {
        langs: vec!["en".into()],
        title: Texts::new(),
        short: Texts::new(),
        venue: Texts::new(),
        date: "2018-08-02".into(),
        zone: "UTC".into(),
        accent: None,
        headcount: 200,
        retention_days: 30,
        questions_open: true,
        wifi: None,
        marked: vec![],
        leave: Texts::new(),
        after: None,
        in_hall: false,
    }));
    let id = PollId(0);
    let before = pictured();
    state.apply(&Fact::PollPut(id, before.clone(), 0));
    let change = |state: &State, rules: Rules, hashes: [Option<&str>; 3]| {
        let mut info = PollInfo {
            rules,
            ..before.clone()
        };
        for (option, hash) in info.options.iter_mut().zip(hashes) {
            // As a host's page knows it: without its file.
            option.picture = hash.map(|hash| Picture {
                hash: hash.into(),
                file: String::new(),
            });
        }
        let draft = Box::new(Draft {
            info,
            session: None,
            voters: None,
        });
        let seen = state.polls.get(id).expect("a poll").rev;
        let order = Command::ChangePoll {
            poll: id,
            seen,
            draft,
        };
        decide(state, Actor::Staff(StaffRole::Host), &order, 9)
    };
    let known = before.options[1]
        .picture
        .as_ref()
        .map(|picture| picture.hash.as_str());
    let free = Rules::FreeChoice(RULES);
    assert_eq!(
        change(&state, free.clone(), [None, known, None]),
        Ok(vec![])
    );
    let moved = change(&state, free.clone(), [known, None, None]).expect("allowed");
    let [Fact::PollChanged(_, info)] = &moved[..] else {
        panic!("{moved:?}")
    };
    assert_eq!(info.options[0].picture, before.options[1].picture);
    assert_eq!(info.options[1].picture, None);
    let refused = Err(Rejection::BadPoll(Box::new(PollFault {
        option: Some(2),
        ..PollFault::of("picture", Wrong::Unfit)
    })));
    assert_eq!(
        change(&state, free, [None, None, Some("elsewhere")]),
        refused
    );
    // Another kind would not show it.
    let plain = Rules::Choice(choice::Rules { min: 1, max: 1 });
    assert_eq!(change(&state, plain, [None, None, known]), refused);
    // A copy has it too.
    let seen = state.polls.get(id).expect("a poll").rev;
    let copy = Command::DuplicatePoll { poll: id, seen };
    let copied = decide(&state, Actor::Staff(StaffRole::Host), &copy, 9).expect("allowed");
    let [Fact::PollMade(_, info, _)] = &copied[..] else {
        panic!("{copied:?}")
    };
    assert_eq!(info.options, before.options);
}

#[test]
fn scripts() {
    script::run("tests/free_choice/scripts", script::Kind { ballot, edit });
}

/// Parses the indices of options, `none`, and own words, which begin with a letter; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    let mut picks = vec![];
    let mut ballot = free_choice::Ballot::default();
    for word in words {
        match (word.as_str(), word.parse()) {
            ("choice", _) => return Ok(Ballot::Choice(Picks::of(&[0]))),
            ("none", _) => ballot.none = true,
            (_, Ok(index)) => picks.push(index),
            (own, Err(_)) => ballot.own = Some(Box::new(Written::raw(own))),
        }
    }
    ballot.picks = Picks::of(&picks);
    Ok(Ballot::FreeChoice(ballot))
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    let single = free_choice::Rules {
        min: 1,
        max: 1,
        ..RULES
    };
    let of = match (what, to) {
        ("only-free", _) => {
            let bound = free_choice::Rules {
                other: false,
                none: None,
                ..single
            };
            program.polls = vec![
                poll("first", RULES),
                poll("single", single),
                poll("bound", bound),
            ];
            return true;
        }
        ("rules", "given") => free_choice::Rules {
            order: Order::Given,
            ..single
        },
        ("rules", "random") => single,
        ("rules", "none") => free_choice::Rules {
            none: Some(Without::NoneOfThese),
            ..single
        },
        ("rules", "other") => free_choice::Rules {
            other: false,
            ..single
        },
        _ => return false,
    };
    program.polls[1].rules = Rules::FreeChoice(of);
    true
}

/// Casts a ballot. Returns true if it is taken.
fn cast(state: &mut State, guest: u32, picks: &[u8], own: Option<&str>, none: bool) -> bool {
    let ballot = free_choice::Ballot {
        picks: Picks::of(picks),
        own: own.map(|own| Box::new(Written::raw(own))),
        none,
    };
    let command = Command::Cast {
        poll: PollId(0),
        round: 0,
        ballot: Ballot::FreeChoice(ballot),
    };
    let facts = decide(state, Actor::Participant(ParticipantId(guest)), &command, 0);
    let is_taken = facts.is_ok();
    facts
        .into_iter()
        .flatten()
        .for_each(|fact| state.apply(&fact));
    is_taken
}

const SAID: [&str; 5] = [
    "Waste heat",
    "ＷＡＳＴＥ heat!",
    "余热",
    "Cargo bikes",
    "\u{202e}bikes",
];

/// A ballot as a guest sends it, right or wrong.
fn a_ballot() -> impl Strategy<Value = (u32, Vec<u8>, Option<usize>, bool)> {
    (
        0..12_u32,
        prop::collection::vec(0..4_u8, 0..4),
        prop::option::of(0..SAID.len()),
        prop::bool::weighted(0.2),
    )
}

/// The picks, the own words and whether it abstains.
type Cast = (Vec<u8>, Option<&'static str>, bool);

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        max in 1..4_u8,
        other in any::<bool>(),
        none in any::<bool>(),
        ballots in prop::collection::vec(a_ballot(), 0..80),
    ) {
        let rules = free_choice::Rules {
            max,
            other,
            none: none.then_some(Without::Abstain),
            ..RULES
        };
        let mut state = State::default();
        state.apply(&Fact::PollPut(PollId(0), poll("first", rules), 0));
        state.apply(&Fact::PollOpened(PollId(0), None));
        for guest in 0..12 {
            state.apply(&Fact::Joined(ParticipantId(guest)));
        }
        let mut last = BTreeMap::new();
        for (guest, picks, own, is_none) in ballots {
            let own = own.map(|own| SAID[own]);
            if cast(&mut state, guest, &picks, own, is_none) {
                let count = picks.len() + usize::from(own.is_some());
                prop_assert!(own.is_none() || other);
                let fits = if is_none {
                    none && count == 0
                } else {
                    (1..=max.into()).contains(&count)
                };
                prop_assert!(fits);
                prop_assert!(picks.iter().all(|pick| *pick < 3));
                last.insert(guest, (picks, own, is_none));
            }
        }
        let poll = state.polls.get(PollId(0)).expect("the poll");
        let Tally::FreeChoice(votes) = poll.answers.tally() else { panic!("a free choice") };
        let count = |meant: &dyn Fn(&Cast) -> bool| {
            last.values().filter(|ballot| meant(ballot)).count() as u32
        };
        let mut answers: Vec<u32> = (0..3).map(|i| count(&|(picks, ..)| picks.contains(&i))).collect();
        answers.extend(other.then(|| count(&|(_, own, _)| own.is_some())));
        prop_assert_eq!(&votes.answers, &answers);
        prop_assert_eq!(votes.none, count(&|(.., none)| *none));
        prop_assert_eq!(votes.base, count(&|(.., none)| !none));
        prop_assert_eq!(poll.answers.count(), votes.base + votes.none);
        prop_assert_eq!(votes.own.sum(), count(&|(_, own, _)| own.is_some()));
        for (id, entry) in state.polls.entries.iter() {
            let form = text::counted_as(&entry.screened.content().text);
            let mentions = count(&|(_, own, _)| own.is_some_and(|own| text::counted_as(own) == form));
            prop_assert_eq!(votes.own.of(id), mentions);
        }
        // Abstentions change no share, and a share is of the ballots with a pick.
        let shares = poll.shares();
        prop_assert_eq!(shares.percents.len(), answers.len());
        if max == 1 && !shares.rounded && votes.base > 0 {
            prop_assert_eq!(shares.percents.iter().map(|p| u32::from(*p)).sum::<u32>(), 100);
        }
        prop_assert!(shares.leaders.iter().all(|i| answers[usize::from(*i)] > 0));
    }
}
