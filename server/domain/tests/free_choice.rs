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
use plenary_domain::poll::kinds::free_choice::{self, Order, Votes, Without};
use plenary_domain::poll::picks::Picks;
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program};
use plenary_domain::role::Actor;
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

fn said(entry: u32, text: &str) -> Option<Box<Written>> {
    Some(Box::new(Written {
        entry: EntryId(entry),
        text: text.into(),
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
        ("ballot_cast", cast(&[0, 2], None, false)),
        ("ballot_own", cast(&[1], said(70_000, "余热"), false)),
        ("ballot_none", cast(&[], None, true)),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/free_choice/facts.hex", shapes);
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
