//! Points: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::points::{self, Gifts, Histogram, Points};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program};
use proptest::prelude::*;

fn poll(key: &str, session: &str, purse: u8, changeable: bool) -> PollInfo {
    let rules = Rules::Points(points::Rules { purse });
    let options = ["finance", "grid", "staff"];
    PollInfo {
        changeable,
        ..kind::poll(key, session, "How would you give them?", rules, &options)
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let tally = |given: [&[(u8, u32)]; 3]| {
        let given = given.map(|given| given.iter().copied().collect::<Histogram>());
        Tally::Points(given.into())
    };
    let counts = kind::counts(
        (
            tally([&[(0, 2), (40, 1)], &[(60, 1), (100, 2)], &[(0, 3)]]),
            3,
        ),
        Some((tally([&[(0, 1)], &[(100, 1)], &[(0, 1)]]), 1)),
    );
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("help", "dialogue", 100, true), 1),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(
                ParticipantId(150),
                id,
                Ballot::Points(Gifts::of(&[70, 0, 30])),
            ),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/points/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/points/scripts", script::Kind { ballot, edit });
}

/// Parses the points by option; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    if words.first().is_some_and(|word| word == "choice") {
        return Ok(Ballot::Choice(Picks::of(&[0])));
    }
    let points: Vec<u32> = words.iter().map(|w| w.parse()).collect::<Result<_, _>>()?;
    Ok(Ballot::Points(Gifts::of(&points)))
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-points" => {
            program.polls = vec![
                poll("help", "dialogue", 100, true),
                poll("dots", "round-table", 5, false),
            ];
        }
        "purse" => program.polls[0].rules = poll("", "", to.parse().expect("points"), true).rules,
        _ => return false,
    }
    true
}

prop_compose! {
    /// A number of options, a purse, and ballots of the right sum: each is where the purse is cut.
    fn polls()(options in 2..=20usize, purse in points::PURSE_MIN..=points::PURSE_MAX)(
        options in Just(options),
        purse in Just(purse),
        casts in prop::collection::vec(
            (0..20u32, prop::collection::vec(0..=purse, options - 1)),
            0..100,
        ),
    ) -> (usize, u8, Vec<(u32, Vec<u32>)>) {
        let cast = |(who, mut cuts): (u32, Vec<u8>)| {
            cuts.extend([0, purse]);
            cuts.sort_unstable();
            (who, cuts.windows(2).map(|cut| u32::from(cut[1] - cut[0])).collect())
        };
        (options, purse, casts.into_iter().map(cast).collect())
    }
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots((options, purse, casts) in polls()) {
        let rules = points::Rules { purse };
        let mut answers = Answers::new(&Rules::Points(rules), options);
        let mut last = BTreeMap::new();
        for (who, points) in casts {
            let ballot = Ballot::Points(Gifts::of(&points));
            prop_assert!(answers.check(options, &ballot).is_ok());
            answers.cast(ParticipantId(who), &ballot, Membership::default());
            let mut wrong = points.clone();
            wrong[who as usize % options] += 1;
            let wrong = Ballot::Points(Gifts::of(&wrong));
            prop_assert!(answers.check(options, &wrong).is_err());
            last.insert(who, points);
        }
        let mut expected = vec![Histogram::new(); options];
        for points in last.values() {
            for (given, points) in expected.iter_mut().zip(points) {
                *given.entry(*points as u8).or_default() += 1;
            }
        }
        prop_assert_eq!(answers.tally(), Tally::Points(expected.clone()));
        let sums: Vec<u32> = expected.iter().map(points::sum).collect();
        prop_assert_eq!(sums.iter().sum::<u32>(), last.len() as u32 * u32::from(purse));

        for option in 0..options {
            let mut sorted: Vec<u32> = last.values().map(|points| points[option]).collect();
            sorted.sort_unstable();
            let quarter = sorted.len() / 4;
            let middle = sorted.get(quarter..sorted.len() - quarter).filter(|m| !m.is_empty());
            let middle = middle.map(|m| (m[0] as u8, m[m.len() - 1] as u8));
            prop_assert_eq!(points::middle_half(&expected[option]), middle);
        }

        // Taking the ballots out again, in another order, leaves nothing. A weight counts like as many ballots.
        let mut tally = expected;
        for points in last.values().rev() {
            Points::count(&mut tally, &Gifts::of(points), 2);
        }
        for points in last.values() {
            Points::count(&mut tally, &Gifts::of(points), -3);
        }
        prop_assert_eq!(tally, Points::empty(&rules, options));
    }
}
