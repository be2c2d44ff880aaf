//! Scales: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{GroupId, ParticipantId, PollId, ValueId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::groups::Split;
use plenary_domain::poll::kinds::scale;
use plenary_domain::poll::rounds::Mark;
use plenary_domain::poll::{Answers, Ballot, Counts, Rules, Tally};
use plenary_domain::program::{LiveResults, PollInfo, Program, Reveal, Show, Texts};
use proptest::prelude::*;

fn rules(steps: u8, low: &str) -> Rules {
    Rules::Scale(scale::Rules {
        steps,
        low: Texts::from([("en".into(), low.into())]),
        high: Texts::new(),
    })
}

fn poll(key: &str, session: &str, changeable: bool) -> PollInfo {
    PollInfo {
        key: key.into(),
        session: Some(session.into()),
        rules: rules(5, "Not at all"),
        title: Texts::from([("en".into(), "How useful was it?".into())]),
        options: vec![],
        changeable,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let counts = Counts {
        tally: Tally::Scale(vec![0, 3, 9, 20, 8]),
        count: 40,
        splits: vec![Split {
            group: GroupId(1),
            value: ValueId(4),
            tally: Tally::Scale(vec![0, 0, 2, 5, 1]),
            count: 8,
        }],
        mark: Mark::default(),
    };
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("useful", "dialogue", true), 1),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Scale(4)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/scale/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/scale/scripts", script::Kind { ballot, edit });
}

/// Parses a step; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    Ok(match words.first().ok_or("a step")?.as_str() {
        "choice" => Ballot::Choice(Picks::of(&[0])),
        step => Ballot::Scale(step.parse()?),
    })
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-scales" => {
            program.polls = vec![
                poll("useful", "dialogue", true),
                poll("clear", "round-table", false),
            ];
        }
        "steps" => program.polls[0].rules = rules(to.parse().expect("steps"), "Not at all"),
        "low" => program.polls[0].rules = rules(5, to),
        _ => return false,
    }
    true
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        steps in scale::STEPS_MIN..=scale::STEPS_MAX,
        casts in prop::collection::vec((0..20u32, 1..=scale::STEPS_MAX), 0..200),
    ) {
        let mut answers = Answers::new(&rules(steps, ""), 0);
        let mut last = BTreeMap::new();
        for (who, step) in casts {
            if answers.check(0, &Ballot::Scale(step)).is_ok() {
                answers.cast(ParticipantId(who), &Ballot::Scale(step), Membership::default());
                last.insert(who, step);
            } else {
                prop_assert!(step > steps);
            }
        }
        let on = |step| last.values().filter(|cast| **cast == step).count() as u32;
        prop_assert_eq!(answers.tally(), Tally::Scale((1..=steps).map(on).collect()));
        prop_assert_eq!(answers.count(), last.len() as u32);
    }

    #[test]
    fn the_median_is_the_same_from_both_ends(counts in prop::collection::vec(0..50u32, 2..=10)) {
        let steps = counts.len() as u32;
        let upside_down: Vec<u32> = counts.iter().rev().copied().collect();
        let median = scale::median_tenths(&counts);
        let other = scale::median_tenths(&upside_down);
        prop_assert_eq!(median.is_none(), counts.iter().all(|count| *count == 0));
        if let (Some(median), Some(other)) = (median, other) {
            prop_assert!((10..=10 * steps).contains(&median));
            // Halves of a tenth are rounded up from either end.
            let both = median + other - 10 * (steps + 1);
            prop_assert!(both <= 1, "{} and {}", median, other);
        }
    }
}
