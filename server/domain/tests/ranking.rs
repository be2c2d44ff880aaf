//! Rankings: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::ranking::{self, Order, Ranking};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program};
use proptest::prelude::*;

fn poll(key: &str, session: &str, places: u8, changeable: bool) -> PollInfo {
    let rules = Rules::Ranking(ranking::Rules { places });
    let options = ["finance", "grid", "standards", "staff"];
    PollInfo {
        changeable,
        ..kind::poll(key, session, "What helps most?", rules, &options)
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let tally = |points: [u32; 4], firsts: [u32; 4]| {
        Tally::Ranking(ranking::Tally {
            first: 3,
            points: points.into(),
            firsts: firsts.into(),
        })
    };
    let counts = kind::counts(
        (tally([96, 70, 41, 33], [20, 12, 8, 0]), 40),
        Some((tally([20, 11, 9, 8], [5, 2, 1, 0]), 8)),
    );
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("help", "dialogue", 4, true), 1),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(
                ParticipantId(150),
                id,
                Ballot::Ranking(Order::of(&[2, 0, 3])),
            ),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/ranking/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/ranking/scripts", script::Kind { ballot, edit });
}

/// Parses the options by place; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    if words.first().is_some_and(|word| word == "choice") {
        return Ok(Ballot::Choice(Picks::of(&[0])));
    }
    let indices: Vec<u8> = words.iter().map(|w| w.parse()).collect::<Result<_, _>>()?;
    Ok(Ballot::Ranking(Order::of(&indices)))
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-rankings" => {
            program.polls = vec![
                poll("help", "dialogue", 4, true),
                poll("first", "round-table", 2, false),
            ];
        }
        "places" => program.polls[0].rules = poll("", "", to.parse().expect("places"), true).rules,
        _ => return false,
    }
    true
}

/// Counts ballots one by one: the first of `first` places gives as many points.
fn recount<'a>(
    ballots: impl Iterator<Item = &'a Vec<u8>>,
    options: usize,
    first: u8,
) -> ranking::Tally {
    let (mut points, mut firsts) = (vec![0; options], vec![0; options]);
    for ballot in ballots {
        firsts[usize::from(ballot[0])] += 1;
        for (place, option) in ballot.iter().enumerate() {
            points[usize::from(*option)] += u32::from(first) - place as u32;
        }
    }
    ranking::Tally {
        first,
        points,
        firsts,
    }
}

prop_compose! {
    /// A number of options, of places, and ballots, some of which do not fit.
    fn polls()(options in 2..=20usize)(
        options in Just(options),
        places in 1..=options as u8,
        casts in prop::collection::vec((0..20u32, prop::collection::vec(0..21u8, 0..6)), 0..200),
    ) -> (usize, u8, Vec<(u32, Vec<u8>)>) {
        (options, places, casts)
    }
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots((options, places, casts) in polls()) {
        let rules = ranking::Rules { places };
        let mut answers = Answers::new(&Rules::Ranking(rules), options);
        let mut last = BTreeMap::new();
        for (who, order) in casts {
            let ballot = Ballot::Ranking(Order::of(&order));
            let is_unique = (1..order.len()).all(|i| !order[..i].contains(&order[i]));
            let is_known = order.iter().all(|index| usize::from(*index) < options);
            let fits = is_unique && is_known && (1..=usize::from(places)).contains(&order.len());
            prop_assert_eq!(answers.check(options, &ballot).is_ok(), fits);
            if fits {
                answers.cast(ParticipantId(who), &ballot, Membership::default());
                last.insert(who, order);
            }
        }
        let first = places.min(options as u8 - 1);
        let expected = recount(last.values(), options, first);
        prop_assert_eq!(answers.tally(), Tally::Ranking(expected.clone()));
        prop_assert_eq!(answers.count(), last.len() as u32);

        // Taking the ballots out again, in another order, leaves nothing. A weight counts like as many ballots.
        let mut tally = expected;
        for order in last.values().rev() {
            Ranking::count(&mut tally, &Order::of(order), 2);
        }
        for order in last.values() {
            Ranking::count(&mut tally, &Order::of(order), -3);
        }
        prop_assert_eq!(tally, Ranking::empty(&rules, options));
    }

    #[test]
    fn more_points_never_rank_lower(points in prop::collection::vec(0..30u32, 2..=20)) {
        let ranks = ranking::ranks(&points);
        for (own, rank) in points.iter().zip(&ranks) {
            for (other, its) in points.iter().zip(&ranks) {
                prop_assert_eq!(own.cmp(other), its.cmp(rank));
            }
        }
        prop_assert_eq!(ranks.is_empty(), points.iter().all(|points| *points == 0));
    }
}
