//! Matrices: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::matrix::{self, Axis, Corner, Matrix, Place, Placed, Places};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program, Texts};
use proptest::prelude::*;

fn text(text: &str) -> Texts {
    Texts::from([("en".into(), text.into())])
}

fn rules(steps: u8, low: &str) -> matrix::Rules {
    let axis = |name: &str| Axis {
        name: text(name),
        low: text(low),
        high: text("High"),
    };
    matrix::Rules {
        steps,
        x: axis("Effort"),
        y: axis("Impact"),
        best: Some(Corner::TopLeft),
    }
}

fn poll(key: &str, session: &str, changeable: bool) -> PollInfo {
    let rules = Rules::Matrix(rules(5, "Low"));
    let options = ["water", "grid", "staff"];
    PollInfo {
        changeable,
        ..kind::poll(key, session, "Which should come first?", rules, &options)
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let placed = |x: [u32; 5], y: [u32; 5]| Placed {
        x: x.into(),
        y: y.into(),
    };
    let tally = |count| {
        Tally::Matrix(vec![
            placed([count, 0, 0, 0, 1], [0, 0, count, 1, 0]),
            placed([0; 5], [0; 5]),
        ])
    };
    let counts = kind::counts((tally(7), 8), Some((tally(5), 6)));
    let places = Places::of(&[Some((4, 1)), None, Some((5, 5))]);
    let mut anywhere = poll("first", "dialogue", false);
    if let Rules::Matrix(rules) = &mut anywhere.rules {
        rules.best = None;
    }
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("first", "dialogue", true), 1),
        ),
        ("no_best_corner", Fact::PollPut(id, anywhere, 1)),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Matrix(places)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/matrix/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/matrix/scripts", script::Kind { ballot, edit });
}

/// Parses the places of the options, x and y as `4-1`, `skip` for an option without one; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    if words.first().is_some_and(|word| word == "choice") {
        return Ok(Ballot::Choice(Picks::of(&[0])));
    }
    let place = |word: &String| -> Result<Option<Place>, Box<dyn Error>> {
        if word == "skip" {
            return Ok(None);
        }
        let (x, y) = word.split_once('-').ok_or("a place")?;
        Ok(Some((x.parse()?, y.parse()?)))
    };
    let places: Vec<Option<Place>> = words.iter().map(place).collect::<Result<_, _>>()?;
    Ok(Ballot::Matrix(Places::of(&places)))
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-matrices" => {
            program.polls = vec![
                poll("first", "dialogue", true),
                poll("second", "round-table", false),
            ];
        }
        "steps" => {
            program.polls[0].rules = Rules::Matrix(rules(to.parse().expect("steps"), "Low"));
        }
        "low" => program.polls[0].rules = Rules::Matrix(rules(5, to)),
        _ => return false,
    }
    true
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        steps in matrix::STEPS_MIN..=matrix::STEPS_MAX,
        options in 2..=matrix::PLACED_MAX,
        casts in prop::collection::vec(
            (0..20u32, prop::collection::vec(prop::option::of((0..=6u8, 0..=6u8)), 0..12)),
            0..200,
        ),
        within in any::<bool>(),
    ) {
        let rules = matrix::Rules { steps, ..rules(5, "Low") };
        let mut answers = Answers::new(&Rules::Matrix(rules.clone()), options);
        let mut last = BTreeMap::new();
        let range = 1..=steps;
        for (who, mut places) in casts {
            if within {
                // Most places of the strategy are outside the matrix; here all are inside.
                places.truncate(options);
                for (x, y) in places.iter_mut().flatten() {
                    (*x, *y) = (1 + *x % steps, 1 + *y % steps);
                }
            }
            let ballot = Ballot::Matrix(Places::of(&places));
            let placed = places.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            let fits = (1..=options).contains(&placed)
                && places.len() <= matrix::PLACED_MAX
                && places.iter().flatten().all(|(x, y)| range.contains(x) && range.contains(y));
            prop_assert_eq!(answers.check(options, &ballot).is_ok(), fits);
            if fits {
                answers.cast(ParticipantId(who), &ballot, Membership::default());
                last.insert(who, places);
            }
        }
        let mut expected = Matrix::empty(&rules, options);
        for places in last.values() {
            for (placed, place) in expected.iter_mut().zip(places) {
                if let Some((x, y)) = place {
                    placed.x[usize::from(*x) - 1] += 1;
                    placed.y[usize::from(*y) - 1] += 1;
                }
            }
        }
        prop_assert_eq!(answers.tally(), Tally::Matrix(expected.clone()));
        prop_assert_eq!(answers.count(), last.len() as u32);

        // Taking the ballots out again, in another order, leaves nothing. A weight counts like as many ballots.
        let mut tally = expected;
        for places in last.values().rev() {
            Matrix::count(&mut tally, &Places::of(places), 2);
        }
        for places in last.values() {
            Matrix::count(&mut tally, &Places::of(places), -3);
        }
        prop_assert_eq!(tally, Matrix::empty(&rules, options));
    }

    #[test]
    fn the_mean_and_the_middle_half_are_those_of_the_sorted_ballots(
        counts in prop::collection::vec(0..40u32, 2..=5),
    ) {
        let mut sorted: Vec<u64> = vec![];
        for (step, count) in (1..).zip(&counts) {
            sorted.extend(std::iter::repeat_n(step, *count as usize));
        }
        let quarter = sorted.len() / 4;
        let middle = sorted.get(quarter..sorted.len() - quarter).filter(|m| !m.is_empty());
        let middle = middle.map(|m| (m[0] as u8, m[m.len() - 1] as u8));
        prop_assert_eq!(matrix::middle_half(&counts), middle);
        let (sum, ballots) = (sorted.iter().sum::<u64>(), sorted.len() as u64);
        let mean = matrix::mean_hundredths(&counts).map(u64::from);
        prop_assert_eq!(mean.is_none(), ballots == 0);
        if let Some(mean) = mean {
            // Off by half a hundredth at most, upwards where it is exactly half.
            prop_assert!(2 * mean * ballots <= 200 * sum + ballots);
            prop_assert!(2 * mean * ballots > 200 * sum - ballots);
        }
    }
}
