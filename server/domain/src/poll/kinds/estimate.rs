//! An estimate of a number: a range, a step and a unit, and optionally the true value. The result is the distribution of the
//! estimates, their exact median, and how many came close.
//!
//! Numbers are whole everywhere: with `decimals` 1, the number 125 is 12.5.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, at_most, within};
use crate::poll::shares::Shares;
use crate::rejection::{PollFault, Wrong};
use crate::text::Texts;

/// Limit on the different numbers of a poll. It bounds the memory of a tally.
pub const VALUES_MAX: i64 = 10_001;
/// Maximum number of digits after the decimal point.
pub const DECIMALS_MAX: u8 = 3;
/// Limit on each number, in either direction and without decimals.
pub const VALUE_MAX: i64 = 1_000_000_000;
/// Limit on the unit in characters, in each language.
pub const UNIT_CHARS_MAX: usize = 24;
/// Maximum number of columns of a picture.
pub const BINS_MAX: i64 = 60;

/// A number that no poll accepts: it is outside every range.
pub const NO_NUMBER: i64 = i64::MIN;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate;

/// An estimate's rules. A ballot is a number `from + n * step`, at most `to`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// Digits after the decimal point of all numbers.
    #[n(0)]
    pub decimals: u8,
    #[n(1)]
    pub from: i64,
    /// Above `from` by a multiple of `step`.
    #[n(2)]
    pub to: i64,
    /// At least 1. At most [`VALUES_MAX`] numbers fit between `from` and `to`.
    #[n(3)]
    pub step: i64,
    /// If empty, the number stands alone.
    #[n(4)]
    pub unit: Texts,
    /// Told with the result.
    #[n(5)]
    pub truth: Option<Truth>,
}

/// The true value, and what counts as close to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Truth {
    /// Need not be on a step.
    #[n(0)]
    pub value: i64,
    /// The largest distance from the true value that counts as close. At least 0.
    #[n(1)]
    pub tolerance: Option<i64>,
}

impl Truth {
    /// Returns true if a number is close to the true value; None if nothing says what is close.
    fn is_near(&self, value: i64) -> Option<bool> {
        let tolerance = self.tolerance?;
        Some(value.abs_diff(self.value) <= tolerance.unsigned_abs())
    }
}

/// The estimates in columns of equal width, which begin with the lowest and end with the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bins {
    /// The lowest number of the first column.
    pub from: i64,
    /// The distance of two columns: a multiple of the step.
    pub width: i64,
    /// At most [`BINS_MAX`].
    pub counts: Vec<u32>,
}

impl Kind for Estimate {
    type Rules = Rules;
    /// The number.
    type Ballot = i64;
    /// The number of ballots for each estimated number; at most [`VALUES_MAX`] of them.
    type Tally = BTreeMap<i64, u32>;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: rules.from,
            max: rules.to,
        }
    }

    fn fits(rules: &Rules, _: usize, value: &i64) -> bool {
        (rules.from..=rules.to).contains(value) && (value - rules.from) % rules.step.max(1) == 0
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, 0, 0)?;
        within("step", rules.decimals, 0, DECIMALS_MAX)?;
        let max = VALUE_MAX * 10i64.pow(rules.decimals.into());
        let (from, to, step) = (rules.from, rules.to, rules.step);
        let fit = |field: &'static str, fits: bool| match fits {
            true => Ok(()),
            false => Err(PollFault::of(field, Wrong::Unfit)),
        };
        let is_number = |value: i64| value.unsigned_abs() <= max.unsigned_abs();
        fit("from", is_number(from))?;
        fit("step", (1..=max).contains(&step))?;
        let is_range = is_number(to) && to > from && (to - from) % step == 0;
        fit("to", is_range && (to - from) / step < VALUES_MAX)?;
        if let Some(Truth { value, tolerance }) = rules.truth {
            fit("truth", is_number(value))?;
            fit("tolerance", (0..=max).contains(&tolerance.unwrap_or(0)))?;
        }
        at_most("unit", &rules.unit, UNIT_CHARS_MAX)
    }

    /// The unit's words and the true value may change.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        let range = |rules: &Rules| (rules.decimals, rules.from, rules.to, rules.step);
        range(rules) == range(others)
    }

    fn texts(rules: &Rules) -> Vec<&Texts> {
        vec![&rules.unit]
    }

    fn texts_mut(rules: &mut Rules) -> Vec<&mut Texts> {
        vec![&mut rules.unit]
    }

    fn empty(_: &Rules, _: usize) -> BTreeMap<i64, u32> {
        BTreeMap::new()
    }

    fn count(tally: &mut BTreeMap<i64, u32>, value: &i64, by: i32) {
        let count = tally.entry(*value).or_default();
        *count = count.saturating_add_signed(by);
        if *count == 0 {
            tally.remove(value);
        }
    }

    /// None: shares of single numbers say nothing, and would tell an open poll's numbers.
    fn shares(_: &Rules, _: &BTreeMap<i64, u32>, _: u32) -> Shares {
        Shares::default()
    }
}

/// Returns the exact median in tenths, so that the middle of two numbers is whole; None without ballots.
pub fn median_tenths(tally: &BTreeMap<i64, u32>) -> Option<i64> {
    let all: u64 = tally.values().copied().map(u64::from).sum();
    let at = |index: u64| {
        let mut left = index;
        tally.iter().find_map(|(value, count)| {
            let count = u64::from(*count);
            if left < count {
                return Some(*value);
            }
            left -= count;
            None
        })
    };
    Some(5 * (at(all.checked_sub(1)? / 2)? + at(all / 2)?))
}

/// Returns the estimates in columns; None without ballots. The columns are as narrow as [`BINS_MAX`] allows, of 1, 2, 5, 10, …
/// steps. With `truth` they extend to the true value, which an open poll must not tell.
pub fn bins(rules: &Rules, tally: &BTreeMap<i64, u32>, truth: bool) -> Option<Bins> {
    let step = rules.step.max(1);
    let index = |value: i64| (value - rules.from).div_euclid(step);
    let truth = rules
        .truth
        .filter(|_| truth)
        .map(|truth| index(truth.value));
    let (lowest, highest) = (
        index(*tally.first_key_value()?.0),
        index(*tally.last_key_value()?.0),
    );
    let low = lowest.min(truth.unwrap_or(lowest));
    let high = highest.max(truth.unwrap_or(highest));
    let columns = |steps: i64| high.div_euclid(steps) - low.div_euclid(steps) + 1;
    let steps = (0..)
        .flat_map(|tens| [1, 2, 5].map(|n: i64| n.saturating_mul(10i64.saturating_pow(tens))))
        .find(|steps| columns(*steps) <= BINS_MAX)?;
    let first = low.div_euclid(steps);
    let mut counts = vec![0; columns(steps) as usize];
    for (value, count) in tally {
        counts[(index(*value).div_euclid(steps) - first) as usize] += count;
    }
    Some(Bins {
        from: rules.from + first * steps * step,
        width: steps * step,
        counts,
    })
}

/// Returns the ballots close to the true value, in the same columns; None if there is no true value or no tolerance.
pub fn near(rules: &Rules, tally: &BTreeMap<i64, u32>, bins: &Bins) -> Option<Vec<u32>> {
    let truth = rules.truth?;
    let mut counts = vec![0; bins.counts.len()];
    for (value, count) in tally {
        if truth.is_near(*value)? {
            counts[((value - bins.from) / bins.width) as usize] += count;
        }
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(from: i64, to: i64, step: i64) -> Rules {
        Rules {
            decimals: 0,
            from,
            to,
            step,
            unit: Texts::new(),
            truth: None,
        }
    }

    fn tally(values: &[i64]) -> BTreeMap<i64, u32> {
        let mut tally = BTreeMap::new();
        for value in values {
            Estimate::count(&mut tally, value, 1);
        }
        tally
    }

    #[test]
    fn a_ballot_is_a_number_on_a_step_of_the_range() {
        let rules = rules(-10, 10, 5);
        let fitting = (-20..=20).filter(|value| Estimate::fits(&rules, 0, value));
        assert_eq!(fitting.collect::<Vec<_>>(), [-10, -5, 0, 5, 10]);
        for wrong in [NO_NUMBER, i64::MAX] {
            assert!(!Estimate::fits(&rules, 0, &wrong));
        }
    }

    #[test]
    fn rules_are_a_range_of_steps() {
        let fault = |rules: &Rules| Estimate::valid(rules, 0).map_err(|fault| fault.field);
        for (from, to, step) in [
            (0, 1, 1),
            (-5, 5, 5),
            (0, 10_000, 1),
            (-1_000_000_000, 1_000_000_000, 1_000_000),
        ] {
            assert_eq!(fault(&rules(from, to, step)), Ok(()), "{from} to {to}");
        }
        for (from, to, step, wrong) in [
            (0, 0, 1, "to"),
            (1, 0, 1, "to"),
            (0, 5, 3, "to"),
            (0, 10_001, 1, "to"),
            (0, 5, 0, "step"),
            (0, 5, -1, "step"),
            (i64::MIN, i64::MAX, 1, "from"),
            (0, i64::MAX, 1, "to"),
            (0, 5, i64::MAX, "step"),
        ] {
            assert_eq!(
                fault(&rules(from, to, step)),
                Err(wrong.into()),
                "{from} to {to}"
            );
        }
        let mut far = rules(0, 5, 1);
        for (value, tolerance, wrong) in [(i64::MIN, None, "truth"), (3, Some(-1), "tolerance")] {
            far.truth = Some(Truth { value, tolerance });
            assert_eq!(fault(&far), Err(wrong.into()));
        }
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        assert_eq!(median_tenths(&tally(&[])), None);
        assert_eq!(median_tenths(&tally(&[7])), Some(70));
        assert_eq!(median_tenths(&tally(&[9, 1, 2])), Some(20));
        assert_eq!(median_tenths(&tally(&[1, 2, 2, 3, 400, 400])), Some(25));
        assert_eq!(median_tenths(&tally(&[-3, 0])), Some(-15));
    }

    #[test]
    fn columns_reach_from_the_lowest_to_the_highest_estimate() {
        let one = rules(0, 10_000, 1);
        assert_eq!(bins(&one, &tally(&[]), true), None);
        let all = bins(&one, &tally(&[70]), true).expect("columns");
        assert_eq!((all.from, all.width, all.counts), (70, 1, vec![1]));
        let all = bins(&one, &tally(&[60, 61, 179]), true).expect("columns");
        assert_eq!((all.from, all.width, all.counts.len()), (60, 2, 60));
        assert_eq!((all.counts[0], all.counts[59]), (2, 1));
        let all = bins(&one, &tally(&[0, 10_000]), true).expect("columns");
        assert_eq!((all.width, all.counts.len()), (200, 51));
        let fives = rules(-20, 20, 5);
        let all = bins(&fives, &tally(&[-15, 5]), true).expect("columns");
        assert_eq!(
            (all.from, all.width, all.counts),
            (-15, 5, vec![1, 0, 0, 0, 1])
        );
    }

    #[test]
    fn only_told_columns_extend_to_the_true_value() {
        let mut rules = rules(0, 400, 1);
        rules.truth = Some(Truth {
            value: 62,
            tolerance: Some(5),
        });
        let tally = tally(&[66, 67, 67, 68]);
        let open = bins(&rules, &tally, false).expect("columns");
        assert_eq!(open.counts, [1, 2, 1]);
        let told = bins(&rules, &tally, true).expect("columns");
        assert_eq!((told.from, &*told.counts), (62, &[0, 0, 0, 0, 1, 2, 1][..]));
        assert_eq!(near(&rules, &tally, &told), Some(vec![0, 0, 0, 0, 1, 2, 0]));
        rules.truth = None;
        assert_eq!(near(&rules, &tally, &told), None);
    }
}
