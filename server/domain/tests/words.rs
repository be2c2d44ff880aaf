//! Words: their facts, their rules and what moderators do with them as scripts, and that a tally equals a recount of the last
//! ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{EntryId, ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kinds::words::{self, Chinese};
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text;
use proptest::prelude::*;

fn rules(max: u8) -> Rules {
    Rules::Words(words::Rules {
        max,
        chars: 25,
        chinese: Chinese::Whole,
    })
}

fn poll(key: &str, max: u8, changeable: bool) -> PollInfo {
    PollInfo {
        changeable,
        ..kind::poll(key, None, "What makes a city sustainable?", rules(max), &[])
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let tally = Tally::Words(
        [(EntryId(3), 4), (EntryId(70_000), 1)]
            .into_iter()
            .collect(),
    );
    let counts = kind::counts((tally, 4), None);
    let words = vec![
        Written {
            entry: EntryId(3),
            ..Written::raw("Energy")
        },
        Written {
            entry: EntryId(70_000),
            ..Written::raw("能源")
        },
    ];
    let shapes = vec![
        ("poll_put", Fact::PollPut(id, poll("city", 3, true), 1)),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Words(words)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/words/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/words/scripts", script::Kind { ballot, edit });
}

/// Parses words as they are; `choice` is a ballot of another kind.
fn ballot(said: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    Ok(match said.first().map(String::as_str) {
        Some("choice") => Ballot::Choice(Picks::of(&[0])),
        _ => Ballot::Words(said.iter().map(|word| Written::raw(word)).collect()),
    })
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-words" => program.polls = vec![poll("city", 3, true), poll("once", 2, false)],
        "max" => program.polls[0].rules = rules(to.parse().expect("a number")),
        _ => return false,
    }
    true
}

/// An event with one open poll for three words, and as many guests.
fn open(guests: u32) -> State {
    let mut state = State::default();
    state.apply(&Fact::PollPut(PollId(0), poll("city", 3, true), 0));
    state.apply(&Fact::PollOpened(PollId(0), None));
    for guest in 0..guests {
        state.apply(&Fact::Joined(ParticipantId(guest)));
    }
    state
}

fn cast(state: &mut State, guest: u32, said: &[&str]) -> bool {
    let command = Command::Cast {
        poll: PollId(0),
        round: 0,
        ballot: Ballot::Words(said.iter().map(|word| Written::raw(word)).collect()),
    };
    let actor = Actor::Participant(ParticipantId(guest));
    let facts = decide(state, actor, &command, 0);
    let is_taken = facts.is_ok();
    facts
        .into_iter()
        .flatten()
        .for_each(|fact| state.apply(&fact));
    is_taken
}

fn moderate(state: &mut State, command: &Command) {
    let by = Actor::Staff(StaffRole::Moderator);
    let facts = decide(state, by, command, 0);
    facts
        .into_iter()
        .flatten()
        .for_each(|fact| state.apply(&fact));
}

const SAID: [&str; 8] = [
    "energy",
    "ENERGY",
    "Ｅｎｅｒｇｙ！",
    "能源",
    "能 源",
    "C",
    "C++",
    "👨‍👩‍👧",
];

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        ballots in prop::collection::vec((0..12u32, prop::collection::vec(0..SAID.len(), 0..5)), 0..80),
    ) {
        let mut state = open(12);
        let mut last: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (guest, said) in ballots {
            let said: Vec<&str> = said.into_iter().map(|word| SAID[word]).collect();
            if cast(&mut state, guest, &said) {
                last.insert(guest, said);
            }
        }
        let poll = state.polls.get(PollId(0)).expect("the poll");
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let plain = |word: &str| text::counted_as(word);
        for word in last.values().flatten() {
            *counts.entry(plain(word)).or_default() += 1;
        }
        for (id, entry) in state.polls.entries.iter() {
            let count = counts.get(&plain(&entry.screened.content().text));
            prop_assert_eq!(poll.answers.mentions(id), count.copied().unwrap_or_default());
        }
        let Tally::Words(tally) = poll.answers.tally() else { panic!("words") };
        prop_assert_eq!(tally.sum(), counts.values().sum::<u32>());
        let held = counts.values().filter(|count| **count > 0);
        let held = held.count();
        prop_assert_eq!(tally.entries() as usize, held);
        // Only these count against the limit of the event.
        prop_assert_eq!(state.polls.entries.alive(&state.mutes), held);
        prop_assert_eq!(poll.answers.count(), last.len() as u32);
    }

    /// Whatever guests write and moderators do: each text that others see was approved by a moderator as it is, and joined words
    /// count once each.
    #[test]
    fn nobody_sees_a_word_that_no_moderator_approved(
        steps in prop::collection::vec((0..4u8, 0..8u32, 0..8u32), 0..60),
    ) {
        let mut state = open(8);
        let mut approved: Vec<String> = vec![];
        for (what, a, b) in steps {
            let rev = |state: &State, id| state.polls.entries.get(EntryId(id)).map_or(0, |e| e.rev);
            match what {
                0 => drop(cast(&mut state, a, &[SAID[b as usize]])),
                1 => {
                    let entries = vec![(EntryId(a), rev(&state, a))];
                    moderate(&mut state, &Command::ApproveEntries { entries });
                }
                2 => {
                    let seen = rev(&state, a);
                    moderate(&mut state, &Command::HideEntry { entry: EntryId(a), seen });
                }
                _ => {
                    let seen = rev(&state, a);
                    let with = (a != b).then_some(EntryId(b));
                    moderate(&mut state, &Command::JoinEntry { entry: EntryId(a), seen, with });
                }
            }
            approved.clear();
            for (_, entry) in state.polls.entries.iter() {
                if entry.screened.public().is_some() {
                    approved.push(entry.screened.content().text.clone());
                }
            }
            let poll = state.polls.get(PollId(0)).expect("the poll");
            let entries = &state.polls.entries;
            let clusters = entries.clusters(PollId(0), &|id| poll.answers.mentions(id));
            let shown = clusters.iter().flat_map(|cluster| &cluster.texts);
            for (id, text) in shown {
                prop_assert!(approved.contains(&text.content().text), "{}", id);
            }
            let mentioned: u32 = entries.iter()
                .filter(|(_, entry)| entry.screened.public().is_some())
                .map(|(id, _)| poll.answers.mentions(id))
                .sum();
            prop_assert_eq!(clusters.iter().map(|cluster| cluster.count).sum::<u32>(), mentioned);
        }
    }
}

#[test]
fn a_hall_of_distinct_words_is_counted_word_by_word() {
    let mut answers = Answers::new(&rules(3), 0);
    for guest in 0..1000 {
        let words = (0..3).map(|n| Written {
            entry: EntryId(guest * 3 + n),
            ..Written::raw("word")
        });
        let ballot = Ballot::Words(words.collect());
        answers.cast(ParticipantId(guest), &ballot, Membership::default());
    }
    assert_eq!(answers.mentions(EntryId(2999)), 1);
    assert_eq!(answers.count(), 1000);
}
