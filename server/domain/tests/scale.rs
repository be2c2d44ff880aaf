//! Scales: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::scale::{self, Look, Scale, Steps};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{OptionInfo, PollInfo, Program, Texts};
use proptest::prelude::*;

fn rules(steps: u8, low: &str) -> Rules {
    Rules::Scale(scale::Rules {
        steps,
        low: Texts::from([("en".into(), low.into())]),
        high: Texts::new(),
        from: 1,
        look: Look::Numbers,
    })
}

fn poll(key: &str, session: &str, changeable: bool) -> PollInfo {
    let rules = rules(5, "Not at all");
    PollInfo {
        changeable,
        ..kind::poll(key, session, "How useful was it?", rules, &[])
    }
}

fn of_look(from: u8, steps: u8, look: Look) -> PollInfo {
    let mut info = poll("useful", "dialogue", true);
    if let Rules::Scale(rules) = &mut info.rules {
        *rules = scale::Rules {
            from,
            steps,
            look,
            ..rules.clone()
        };
    }
    info
}

fn rated(steps: &[Option<u8>]) -> Ballot {
    Ballot::Scale(Steps::of(steps))
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let counts = kind::counts(
        (Tally::Scale(vec![vec![0, 0, 3, 9, 20, 8]]), 40),
        Some((Tally::Scale(vec![vec![0, 0, 0, 2, 5, 1]]), 8)),
    );
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("useful", "dialogue", true), 1),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, rated(&[Some(4)])),
        ),
        (
            "ballot_of_items",
            Fact::BallotCast(ParticipantId(150), id, rated(&[Some(10), None, Some(0)])),
        ),
        ("stars", Fact::PollPut(id, of_look(1, 5, Look::Stars), 1)),
        (
            "recommend",
            Fact::PollPut(id, of_look(0, 11, Look::Recommend), 1),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/scale/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/scale/scripts", script::Kind { ballot, edit });
}

/// Parses the steps of all items, `skip` for a skipped one; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    Ok(match words.first().ok_or("a step")?.as_str() {
        "choice" => Ballot::Choice(Picks::of(&[0])),
        _ => {
            let step = |word: &String| match word.as_str() {
                "skip" => Ok(None),
                step => step.parse().map(Some),
            };
            let steps: Result<Vec<Option<u8>>, _> = words.iter().map(step).collect();
            rated(&steps?)
        }
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
        "items" => {
            let names = to.split(' ').filter(|key| !key.is_empty());
            program.polls[0].options = names
                .map(|key| OptionInfo {
                    key: key.into(),
                    text: Texts::from([("en".into(), key.into())]),
                    picture: None,
                })
                .collect();
        }
        "recommend" => program.polls[0] = of_look(0, 11, Look::Recommend),
        "low" => program.polls[0].rules = rules(5, to),
        _ => return false,
    }
    true
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        from in 0..=1u8,
        steps in scale::STEPS_MIN..=scale::LAST_MAX,
        items in 0..=scale::ITEMS_MAX,
        casts in prop::collection::vec(
            (0..20u32, prop::collection::vec(prop::option::of(0..=12u8), 0..12)),
            0..200,
        ),
    ) {
        let PollInfo { rules, .. } = of_look(from, steps, Look::Numbers);
        let mut answers = Answers::new(&rules, items);
        let mut last = BTreeMap::new();
        let range = from..from + steps;
        for (who, steps) in casts {
            let ballot = rated(&steps);
            let rated = steps.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            let fits = (1..=items.max(1)).contains(&rated)
                && steps.len() <= scale::ITEMS_MAX
                && steps.iter().flatten().all(|step| range.contains(step));
            prop_assert_eq!(answers.check(items, &ballot).is_ok(), fits);
            if fits {
                answers.cast(ParticipantId(who), &ballot, Membership::default());
                last.insert(who, steps);
            }
        }
        let on = |item: usize, step: u8| {
            let cast = last.values().filter(|steps| steps.get(item) == Some(&Some(step)));
            cast.count() as u32
        };
        let recount: Vec<Vec<u32>> = (0..items.max(1))
            .map(|item| (0..from + steps).map(|step| on(item, step)).collect())
            .collect();
        prop_assert_eq!(answers.tally(), Tally::Scale(recount.clone()));
        prop_assert_eq!(answers.count(), last.len() as u32);
        // Taking the ballots out again leaves nothing.
        let mut counts = recount;
        last.values().for_each(|steps| Scale::count(&mut counts, &Steps::of(steps), -1));
        prop_assert!(counts.iter().flatten().all(|count| *count == 0));
    }

    #[test]
    fn the_median_is_the_same_from_both_ends(
        from in 0..=1u8,
        counts in prop::collection::vec(0..50u32, 2..=10),
    ) {
        let (first, last) = (u32::from(from), u32::from(from) + counts.len() as u32 - 1);
        let upside_down: Vec<u32> = counts.iter().rev().copied().collect();
        let median = scale::median_tenths(from, &counts);
        let other = scale::median_tenths(from, &upside_down);
        prop_assert_eq!(median.is_none(), counts.iter().all(|count| *count == 0));
        if let (Some(median), Some(other)) = (median, other) {
            prop_assert!((10 * first..=10 * last).contains(&median));
            // Halves of a tenth are rounded up from either end.
            let both = median + other - 10 * (first + last);
            prop_assert!(both <= 1, "{} and {}", median, other);
        }
    }
}
