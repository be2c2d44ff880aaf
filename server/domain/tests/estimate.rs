//! Estimates: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind;
use plenary_domain::poll::kinds::estimate::{self, BINS_MAX, Estimate, NO_NUMBER, Truth};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{PollInfo, Program, Texts};
use proptest::prelude::*;

fn of(from: i64, to: i64, step: i64, truth: Option<i64>) -> estimate::Rules {
    estimate::Rules {
        decimals: 1,
        from,
        to,
        step,
        unit: Texts::from([("en".into(), "kWh".into())]),
        truth: truth.map(|value| Truth {
            value,
            tolerance: Some(60),
        }),
    }
}

fn poll(key: &str, session: &str, changeable: bool) -> PollInfo {
    let rules = Rules::Estimate(of(-100, 4000, 10, Some(620)));
    PollInfo {
        changeable,
        ..kind::poll(key, session, "How much did it use?", rules, &[])
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(2);
    let counts = kind::counts(
        (
            Tally::Estimate(BTreeMap::from([(-100, 1), (620, 30), (4000, 9)])),
            40,
        ),
        Some((Tally::Estimate(BTreeMap::from([(620, 8)])), 8)),
    );
    let shapes = vec![
        (
            "poll_put",
            Fact::PollPut(id, poll("use", "dialogue", true), 1),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Estimate(-100)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/estimate/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/estimate/scripts", script::Kind { ballot, edit });
}

/// Parses a number; `none` is no whole number, and `choice` a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    use plenary_domain::poll::kinds::choice::Picks;
    Ok(match words.first().ok_or("a number")?.as_str() {
        "choice" => Ballot::Choice(Picks::of(&[0])),
        "none" => Ballot::Estimate(NO_NUMBER),
        number => Ballot::Estimate(number.parse()?),
    })
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    let number = || to.parse().expect("a number");
    match what {
        "only-estimates" => {
            program.polls = vec![
                poll("use", "dialogue", true),
                poll("saved", "round-table", false),
            ];
        }
        "to" => program.polls[0].rules = Rules::Estimate(of(-100, number(), 10, Some(620))),
        "truth" => program.polls[0].rules = Rules::Estimate(of(-100, 4000, 10, Some(number()))),
        _ => return false,
    }
    true
}

/// A range of up to 500 numbers, and ballots in and around it.
fn casts() -> impl Strategy<Value = (estimate::Rules, Vec<(u32, i64)>)> {
    let rules = (-300..300i64, 1..500i64, 1..20i64, -400..10_000i64);
    let rules = rules
        .prop_map(|(from, steps, step, truth)| of(from, from + steps * step, step, Some(truth)));
    rules.prop_flat_map(|rules| {
        let (from, to, step) = (rules.from, rules.to, rules.step);
        let value = prop_oneof![
            8 => (0..=(to - from) / step).prop_map(move |n| from + n * step),
            1 => from - 30..=to + 30,
            1 => Just(NO_NUMBER),
        ];
        (
            Just(rules),
            prop::collection::vec((0..40u32, value), 0..200),
        )
    })
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots((rules, casts) in casts()) {
        let mut answers = Answers::new(&Rules::Estimate(rules.clone()), 0);
        let mut last = BTreeMap::new();
        for (who, value) in casts {
            if answers.check(0, &Ballot::Estimate(value)).is_ok() {
                answers.cast(ParticipantId(who), &Ballot::Estimate(value), Membership::default());
                last.insert(who, value);
            } else {
                let on_step = (value.saturating_sub(rules.from)) % rules.step == 0;
                prop_assert!(value < rules.from || value > rules.to || !on_step);
            }
        }
        let mut recount = BTreeMap::new();
        for value in last.values() {
            *recount.entry(*value).or_insert(0) += 1;
        }
        prop_assert_eq!(answers.tally(), Tally::Estimate(recount.clone()));
        prop_assert_eq!(answers.count(), last.len() as u32);

        let mut sorted: Vec<i64> = last.values().copied().collect();
        sorted.sort_unstable();
        let middle = (!sorted.is_empty())
            .then(|| 5 * (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]));
        prop_assert_eq!(estimate::median_tenths(&recount), middle);

        for told in [false, true] {
            let Some(bins) = estimate::bins(&rules, &recount, told) else {
                prop_assert!(recount.is_empty());
                continue;
            };
            prop_assert!(bins.counts.len() as i64 <= BINS_MAX);
            prop_assert_eq!(bins.counts.iter().sum::<u32>() as usize, last.len());
            let close = estimate::near(&rules, &recount, &bins).expect("a tolerance");
            prop_assert!(bins.counts.iter().zip(&close).all(|(all, near)| near <= all));
            let truth = rules.truth.expect("a true value").value;
            let counted = sorted.iter().filter(|value| (*value - truth).abs() <= 60).count();
            prop_assert_eq!(close.iter().sum::<u32>() as usize, counted);
        }
    }

    #[test]
    fn a_removed_ballot_leaves_nothing((rules, casts) in casts(), weight in 1..9i32) {
        let fits = casts.iter().map(|(_, value)| value).filter(|value| Estimate::fits(&rules, 0, value));
        let mut tally = Estimate::empty(&rules, 0);
        let values: Vec<&i64> = fits.collect();
        for value in &values {
            Estimate::count(&mut tally, value, weight);
        }
        for value in values.iter().rev() {
            Estimate::count(&mut tally, value, -weight);
        }
        prop_assert_eq!(tally, Estimate::empty(&rules, 0));
    }
}
