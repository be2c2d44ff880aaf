//! An estimate of a number. Until the reveal the bytes tell how the estimates differ, but neither the numbers nor the true
//! value: columns without an axis.

use std::collections::BTreeMap;

use plenary_domain::poll::kinds::estimate::{
    Estimate, NO_NUMBER, Rules, Truth, bins, median_tenths, near,
};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};
use crate::protocol::Texts;

/// Up to this magnitude a JSON number is exact in every language.
const EXACT_MAX: f64 = 9_007_199_254_740_991.0;

/// A number from `from` to `to` in steps of `step`. All numbers are whole: with `decimals` 1, the number 125 is 12.5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EstimateRules {
    /// Digits after the decimal point of all numbers.
    pub decimals: u8,
    #[ts(type = "number")]
    pub from: i64,
    #[ts(type = "number")]
    pub to: i64,
    #[ts(type = "number")]
    pub step: i64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub unit: Texts,
    /// The true value. Absent before the reveal, except for hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub truth: Option<i64>,
    /// The largest distance from the true value that counts as close. Absent before the reveal, except for hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub tolerance: Option<i64>,
}

/// An estimated number. A number that is not whole, or too large to be exact, fits no poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(type = "number", export, export_to = "items.ts")]
pub struct EstimateNumber(pub i64);

impl<'de> Deserialize<'de> for EstimateNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<EstimateNumber, D::Error> {
        // A page's NaN and infinity arrive as null.
        let written = Option::<f64>::deserialize(deserializer)?;
        let whole = written.filter(|n| n.fract() == 0.0 && n.abs() <= EXACT_MAX);
        Ok(EstimateNumber(whole.map_or(NO_NUMBER, |n| n as i64)))
    }
}

/// How the estimates are distributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EstimateTally {
    /// Number of ballots in each column, from the lowest to the highest estimate.
    pub counts: Vec<u32>,
    /// Absent without ballots, and before the reveal, except for hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub told: Option<EstimateTold>,
}

/// What the columns mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EstimateTold {
    /// The lowest number of the first column.
    #[ts(type = "number")]
    pub from: i64,
    /// The distance of two columns: a multiple of the step.
    #[ts(type = "number")]
    pub width: i64,
    /// In tenths: 625 is 62.5.
    #[ts(type = "number")]
    pub median_tenths: i64,
    /// The ballots within the tolerance of the true value. Absent without a tolerance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub near: Option<EstimateNear>,
}

/// The ballots within the tolerance of the true value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EstimateNear {
    pub count: u32,
    /// Whole percent of all ballots.
    pub percent: u8,
    /// How many of them are in each column.
    pub counts: Vec<u32>,
}

impl Kind for Estimate {
    type Asked = EstimateRules;
    type Cast = EstimateNumber;
    type Counted = EstimateTally;

    fn asked(rules: &Rules, told: bool) -> EstimateRules {
        let truth = rules.truth.filter(|_| told);
        EstimateRules {
            decimals: rules.decimals,
            from: rules.from,
            to: rules.to,
            step: rules.step,
            unit: rules.unit.clone(),
            truth: truth.map(|truth| truth.value),
            tolerance: truth.and_then(|truth| truth.tolerance),
        }
    }

    fn rules(asked: &EstimateRules) -> Rules {
        let EstimateRules {
            decimals,
            from,
            to,
            step,
            unit,
            truth,
            tolerance,
        } = asked.clone();
        Rules {
            decimals,
            from,
            to,
            step,
            unit,
            truth: truth.map(|value| Truth { value, tolerance }),
        }
    }

    fn cast(value: &i64) -> EstimateNumber {
        EstimateNumber(*value)
    }

    fn ballot(cast: &EstimateNumber) -> i64 {
        cast.0
    }

    fn counted(rules: &Rules, tally: &BTreeMap<i64, u32>, told: bool) -> EstimateTally {
        let Some(bins) = bins(rules, tally, told) else {
            return EstimateTally {
                counts: Vec::new(),
                told: None,
            };
        };
        let all: u64 = tally.values().copied().map(u64::from).sum();
        let close = |counts: Vec<u32>| {
            let count: u32 = counts.iter().sum();
            EstimateNear {
                count,
                percent: ((u64::from(count) * 100 + all / 2) / all.max(1)) as u8,
                counts,
            }
        };
        let told = median_tenths(tally)
            .filter(|_| told)
            .map(|median_tenths| EstimateTold {
                from: bins.from,
                width: bins.width,
                median_tenths,
                near: near(rules, tally, &bins).map(close),
            });
        EstimateTally {
            counts: bins.counts,
            told,
        }
    }

    fn any(
        asked: &EstimateRules,
        _: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> EstimateNumber {
        let values = ((asked.to - asked.from) / asked.step + 1) as usize;
        let from_end = leaning(values, below) as i64 * asked.step;
        EstimateNumber(if poll.is_multiple_of(2) {
            asked.to - from_end
        } else {
            asked.from + from_end
        })
    }

    /// Takes the middle of the sorted ballots, and puts each in its column one by one.
    fn recount<'a>(
        asked: &EstimateRules,
        _: usize,
        ballots: impl Iterator<Item = &'a EstimateNumber>,
    ) -> EstimateTally {
        let mut values: Vec<i64> = ballots.map(|cast| cast.0).collect();
        values.sort_unstable();
        let (Some(lowest), Some(highest)) = (values.first(), values.last()) else {
            return EstimateTally {
                counts: Vec::new(),
                told: None,
            };
        };
        let low = asked.truth.unwrap_or(*lowest).min(*lowest);
        let high = asked.truth.unwrap_or(*highest).max(*highest);
        let mut width = asked.step;
        let column = |value: i64, width: i64| (value - asked.from).div_euclid(width);
        for factor in [2, 5, 10, 20, 50, 100, 200, 500, 1000] {
            if column(high, width) - column(low, width) >= 60 {
                width = factor * asked.step;
            }
        }
        let columns = (column(high, width) - column(low, width) + 1) as usize;
        let counted = |is_meant: &dyn Fn(i64) -> bool| {
            let mut counts = vec![0; columns];
            for value in values.iter().copied().filter(|value| is_meant(*value)) {
                counts[(column(value, width) - column(low, width)) as usize] += 1;
            }
            counts
        };
        let close = asked.truth.zip(asked.tolerance).map(|(truth, tolerance)| {
            let counts = counted(&|value| (value - truth).abs() <= tolerance);
            let count = counts.iter().sum();
            EstimateNear {
                count,
                percent: (f64::from(count) * 100.0 / values.len() as f64 + 1e-9).round() as u8,
                counts,
            }
        });
        let middle = values[(values.len() - 1) / 2] + values[values.len() / 2];
        EstimateTally {
            counts: counted(&|_| true),
            told: Some(EstimateTold {
                from: asked.from + column(low, width) * width,
                width,
                median_tenths: middle * 5,
                near: close,
            }),
        }
    }

    fn covers(counted: &EstimateTally, part: &EstimateTally) -> bool {
        counted.counts.iter().sum::<u32>() >= part.counts.iter().sum::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    fn rules(step: i64, truth: Option<i64>, tolerance: Option<i64>) -> Rules {
        Rules {
            decimals: 1,
            from: -50,
            to: -50 + 40 * step,
            step,
            unit: Texts::from([("en".into(), "kWh per m²".into())]),
            truth: truth.map(|value| Truth { value, tolerance }),
        }
    }

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(9);
        for poll in 0..300 {
            let tolerance = Some(i64::from(poll % 50)).filter(|_| poll % 3 == 0);
            let rules = rules(
                1 + i64::from(poll) % 9,
                Some(i64::from(poll) - 60),
                tolerance,
            );
            let asked = Estimate::asked(&rules, true);
            let ballots: Vec<EstimateNumber> = (0..poll % 40)
                .map(|_| Estimate::any(&asked, 0, poll, &mut dice))
                .collect();
            let mut tally = Estimate::empty(&rules, 0);
            for EstimateNumber(value) in &ballots {
                assert!(Estimate::fits(&rules, 0, value), "{value} of {rules:?}");
                Estimate::count(&mut tally, value, 1);
            }
            let recount = Estimate::recount(&asked, 0, ballots.iter());
            assert_eq!(Estimate::counted(&rules, &tally, true), recount);
            let part = Estimate::recount(&asked, 0, ballots.iter().skip(1));
            assert!(Estimate::covers(&recount, &part));
            assert_eq!(Estimate::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn neither_numbers_nor_the_true_value_are_in_the_bytes_until_told() {
        let rules = rules(1, Some(2500), Some(30));
        let tally = BTreeMap::from([(-20, 2), (-18, 1)]);
        let json = |told| {
            let (asked, counted) = (
                Estimate::asked(&rules, told),
                Estimate::counted(&rules, &tally, told),
            );
            serde_json::to_string(&(asked, counted)).expect("JSON")
        };
        let open = r#"[{"decimals":1,"from":-50,"to":-10,"step":1,"unit":{"en":"kWh per m²"}},{"counts":[2,0,1]}]"#;
        assert_eq!(json(false), open);
        for word in [
            r#""truth":2500"#,
            r#""tolerance":30"#,
            r#""median_tenths":-200"#,
        ] {
            assert!(json(true).contains(word), "{word}");
        }
    }

    #[test]
    fn what_is_no_whole_number_fits_no_poll() {
        let read = |json: &str| serde_json::from_str::<EstimateNumber>(json).map(|number| number.0);
        for (json, value) in [("70", 70), ("-5", -5), ("70.0", 70), ("7e1", 70), ("0", 0)] {
            assert_eq!(read(json).ok(), Some(value), "{json}");
        }
        for json in [
            "null",
            "1e308",
            "-1e308",
            "0.5",
            "9007199254740993",
            "18446744073709551616",
        ] {
            assert_eq!(read(json).ok(), Some(NO_NUMBER), "{json}");
        }
        for json in ["\"NaN\"", "[]", "{}", "true", "NaN"] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
