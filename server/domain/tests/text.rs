//! Open text: its facts, its rules and what moderators do with slips as scripts, and that a tally equals a recount of the last
//! ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{EntryId, ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kinds::text;
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program};
use proptest::prelude::*;

fn poll(key: &str, chars: u16, changeable: bool) -> PollInfo {
    let rules = Rules::Text(text::Rules { chars });
    PollInfo {
        changeable,
        ..kind::poll(key, None, "Which practice would you take home?", rules, &[])
    }
}

fn slip(entry: u32, text: &str) -> Ballot {
    Ballot::Text(Written {
        entry: EntryId(entry),
        ..Written::raw(text)
    })
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let tally = Tally::Text(
        [(EntryId(3), 1), (EntryId(70_000), 2)]
            .into_iter()
            .collect(),
    );
    let counts = kind::counts((tally, 3), None);
    let shapes = vec![
        ("poll_put", Fact::PollPut(id, poll("home", 140, true), 1)),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, slip(70_000, "One desk")),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/text/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/text/scripts", script::Kind { ballot, edit });
}

/// Parses a slip as it is.
fn ballot(said: &[String]) -> Result<Ballot, Box<dyn Error>> {
    Ok(Ballot::Text(Written::raw(said.first().ok_or("a slip")?)))
}

fn edit(program: &mut Program, what: &str, _: &str) -> bool {
    if what == "only-text" {
        program.polls = vec![poll("home", 40, true), poll("once", 300, false)];
    }
    what == "only-text"
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(casts in prop::collection::vec((0..20u32, 0..9u32), 0..200)) {
        let mut answers = Answers::new(&Rules::Text(text::Rules { chars: 140 }), 0);
        let mut last = BTreeMap::new();
        for (who, entry) in casts {
            answers.cast(ParticipantId(who), &slip(entry, "slip"), Membership::default());
            last.insert(who, entry);
        }
        let mut counts: BTreeMap<EntryId, u32> = BTreeMap::new();
        for entry in last.values() {
            *counts.entry(EntryId(*entry)).or_default() += 1;
        }
        prop_assert_eq!(answers.count(), last.len() as u32);
        prop_assert_eq!(answers.tally(), Tally::Text(counts.into_iter().collect()));
    }
}
