//! Compares two Plenary binaries: did a change make the server cheaper, more expensive, or neither?
//!
//! Each round gives one ratio, because both ran in the same minute. The result is the median of those.

use std::collections::BTreeMap;

use serde::Serialize;

use super::results::{Results, median};
use crate::peer::Contender;

/// The figures: scenario, figure, unit, and whether more is better.
const FIGURES: [(&str, &str, &str, bool); 7] = [
    ("fan-out", "server CPU a message", "µs", false),
    ("fan-out", "last phone p50", "ms", false),
    ("burst", "acks a second", "1/s", true),
    ("burst", "server CPU a ballot", "µs", false),
    ("steady", "ack p50", "ms", false),
    ("steady", "ack p99", "ms", false),
    ("join", "memory a phone", "KiB", false),
];
/// Ratios within this distance of 1 count as equal.
const SAME: f64 = 0.05;

/// One figure of Plenary divided by that of the other.
#[derive(Debug, Serialize)]
pub struct Ratio {
    pub scenario: &'static str,
    pub figure: &'static str,
    pub unit: &'static str,
    /// The medians of both.
    pub this: f64,
    pub other: f64,
    /// The median of the rounds' ratios.
    pub ratio: f64,
    pub rounds: Vec<f64>,
    pub difference: Difference,
    /// One of them was client-bound in at least half of the rounds.
    pub client_bound: bool,
}

/// What a ratio says about Plenary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    Same,
    Better,
    Worse,
    /// The median differs from 1, but the rounds disagree on the direction.
    Unclear,
}

impl Difference {
    fn of(ratio: f64, rounds: &[f64], more_is_better: bool) -> Difference {
        let is_above = |ratio: &f64| *ratio > 1.0;
        if (ratio - 1.0).abs() <= SAME {
            Difference::Same
        } else if rounds.iter().any(is_above) && !rounds.iter().all(is_above) {
            Difference::Unclear
        } else if is_above(&ratio) == more_is_better {
            Difference::Better
        } else {
            Difference::Worse
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Difference::Same => "same",
            Difference::Better => "better",
            Difference::Worse => "worse",
            Difference::Unclear => "unclear",
        }
    }
}

/// Returns the share of time in which the client was runnable and other programs had its core, in percent, for the
/// worst scenario. The client is alone on its core, so this shows how busy the machine was otherwise.
pub fn waited_percent(results: &Results, other: &str) -> f64 {
    let both = results.contenders.iter();
    let both = both.filter(|one| **one == Contender::Plenary || one.name() == other);
    let waited = both.flat_map(|one| {
        let scenarios = FIGURES.iter().map(|(scenario, ..)| *scenario);
        // Other programs do not change how much memory a hall takes.
        let timed = scenarios.filter(|scenario| *scenario != "join");
        timed.filter_map(|scenario| results.client_waited(one, scenario))
    });
    100.0 * waited.fold(0.0, f64::max)
}

/// Returns the ratios to each other Plenary by name, for the scenarios that both played.
pub fn all(results: &Results) -> BTreeMap<String, Vec<Ratio>> {
    let plenaries = results.contenders.iter().filter(|one| one.is_plenary());
    let others = plenaries.filter(|one| **one != Contender::Plenary);
    others
        .map(|other| {
            let ratios = FIGURES
                .iter()
                .filter_map(|figure| ratio(results, other, *figure));
            (other.name().to_owned(), ratios.collect())
        })
        .collect()
}

fn ratio(
    results: &Results,
    other: &Contender,
    (scenario, figure, unit, more_is_better): (&'static str, &'static str, &'static str, bool),
) -> Option<Ratio> {
    let of = |contender| results.median(contender, scenario, figure);
    let (this, that) = (of(&Contender::Plenary)?, of(other)?);
    let rounds = |contender| results.rounds(contender, scenario, figure).into_iter();
    let pairs = rounds(&Contender::Plenary).zip(rounds(other));
    // A very small hall may not have grown the memory at all.
    let pairs = pairs.filter(|((this, _), (other, _))| *this > 0.0 && *other > 0.0);
    let rounds: Vec<f64> = pairs.map(|((this, _), (other, _))| this / other).collect();
    let ratio = median(rounds.clone())?;
    let difference = Difference::of(ratio, &rounds, more_is_better);
    Some(Ratio {
        scenario,
        figure,
        unit,
        this: this.value,
        other: that.value,
        ratio,
        rounds,
        difference,
        client_bound: this.client_bound || that.client_bound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn ratios_are_those_of_each_round() {
        let old = Contender::Given("old=plenary:/x".parse().unwrap());
        let plain = Contender::Given("plain=x".parse().unwrap());
        let all_of = vec![Contender::Plenary, old.clone(), plain.clone()];
        let mut results = Results::new(10, all_of);
        // The machine is twice as slow in the second round, and the new binary is always a tenth cheaper.
        for (this, other) in [(9.0, 10.0), (18.0, 20.0), (9.9, 11.0)] {
            for (contender, cpu) in [(&Contender::Plenary, this), (&old, other), (&plain, 7.0)] {
                let mut report = Report::new("fan-out");
                report.figure("server CPU a message", cpu, "µs");
                results.add(contender, vec![report]);
            }
        }
        let ratios = all(&results);
        assert_eq!(ratios.keys().collect::<Vec<_>>(), ["old"]);
        let [cpu] = &ratios["old"][..] else {
            panic!("one figure was found: {ratios:?}");
        };
        assert_eq!((cpu.this, cpu.other, cpu.rounds.len()), (9.9, 11.0, 3));
        assert!((cpu.ratio - 0.9).abs() < 1e-9, "{cpu:?}");
        assert_eq!(cpu.difference, Difference::Better);
    }

    #[test]
    fn a_difference_is_more_than_five_percent_and_in_all_rounds() {
        for (ratio, rounds, more_is_better, difference) in [
            (1.049, [1.0, 1.2], false, Difference::Same),
            (0.951, [0.8, 1.1], true, Difference::Same),
            (1.06, [1.05, 1.07], false, Difference::Worse),
            (0.94, [0.93, 0.95], false, Difference::Better),
            (1.06, [1.05, 1.07], true, Difference::Better),
            (0.94, [0.93, 0.95], true, Difference::Worse),
            (1.3, [0.9, 1.7], false, Difference::Unclear),
        ] {
            let found = Difference::of(ratio, &rounds, more_is_better);
            assert_eq!(found, difference, "{ratio}");
        }
    }
}
