//! A scale: a step from 1 to n, with labels for both ends. The result is the number of ballots on each step, and their median.

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, Setting, at_most, within};
use crate::poll::shares::Shares;
use crate::rejection::PollFault;
use crate::text::Texts;

/// Minimum number of steps.
pub const STEPS_MIN: u8 = 2;
/// Maximum number of steps: two rows of cells on a phone.
pub const STEPS_MAX: u8 = 10;
/// Limit on the label of an end in characters, in each language.
pub const END_CHARS_MAX: usize = 40;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale;

/// A scale's rules. A ballot is a step from 1 to `steps`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// From [`STEPS_MIN`] to [`STEPS_MAX`].
    #[n(0)]
    pub steps: u8,
    /// The label of step 1. If empty, the number stands alone.
    #[n(1)]
    pub low: Texts,
    /// The label of the last step. If empty, the number stands alone.
    #[n(2)]
    pub high: Texts,
}

impl Kind for Scale {
    type Rules = Rules;
    /// The step, from 1.
    type Ballot = u8;
    /// The number of ballots on each step.
    type Tally = Vec<u32>;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: 1,
            max: rules.steps.into(),
        }
    }

    fn fits(rules: &Rules, _: usize, step: &u8) -> bool {
        (1..=rules.steps).contains(step)
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, 0, 0)?;
        within("steps", rules.steps, STEPS_MIN, STEPS_MAX)?;
        at_most("low", &rules.low, END_CHARS_MAX)?;
        at_most("high", &rules.high, END_CHARS_MAX)
    }

    /// The labels of the ends may change.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        rules.steps == others.steps
    }

    fn takes(_: Setting) -> bool {
        true
    }

    fn texts(rules: &Rules) -> Vec<&Texts> {
        vec![&rules.low, &rules.high]
    }

    fn texts_mut(rules: &mut Rules) -> Vec<&mut Texts> {
        vec![&mut rules.low, &mut rules.high]
    }

    fn empty(rules: &Rules, _: usize) -> Vec<u32> {
        vec![0; rules.steps.into()]
    }

    fn count(tally: &mut Vec<u32>, step: &u8, by: i32) {
        let index = usize::from(*step).checked_sub(1);
        if let Some(count) = index.and_then(|index| tally.get_mut(index)) {
            *count = count.saturating_add_signed(by);
        }
    }

    fn shares(_: &Rules, tally: &Vec<u32>, _: u32) -> Shares {
        Shares::divided(tally)
    }
}

/// Returns the median of the ballots in tenths of a step; None without ballots. Ballots on a step count as spread
/// evenly over it, half a step to either side, so the median says more than the middle step. It lies between 1 and the
/// last step.
pub fn median_tenths(tally: &[u32]) -> Option<u32> {
    let all: u64 = tally.iter().copied().map(u64::from).sum();
    let (mut below, mut last) = (0, 0);
    for (step, count) in (1..).zip(tally.iter().copied().map(u64::from)) {
        if count == 0 {
            continue;
        }
        if 2 * below == all {
            // Half of the ballots end where an earlier step ends: take the middle of the gap.
            return u32::try_from(5 * (last + step)).ok();
        }
        if 2 * (below + count) > all {
            let into = 10 * (all - 2 * below) + count;
            return u32::try_from(10 * step - 5 + into / (2 * count)).ok();
        }
        (below, last) = (below + count, step);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_within_the_middle_step() {
        assert_eq!(median_tenths(&[0, 0, 0, 0, 0]), None);
        assert_eq!(median_tenths(&[0, 0, 0, 0, 1]), Some(50));
        assert_eq!(median_tenths(&[7, 0, 0, 0, 0]), Some(10));
        assert_eq!(median_tenths(&[1, 2, 6, 12, 10]), Some(40));
        assert_eq!(median_tenths(&[3, 3]), Some(15));
        assert_eq!(median_tenths(&[5, 0, 5]), Some(20));
        assert_eq!(median_tenths(&[0, 9, 1]), Some(21));
        assert_eq!(median_tenths(&[u32::MAX; 10]), Some(55));
    }

    #[test]
    fn a_ballot_is_a_step_of_its_scale() {
        let rules = Rules {
            steps: 5,
            low: Texts::new(),
            high: Texts::new(),
        };
        let fitting = (0..=u8::MAX).filter(|step| Scale::fits(&rules, 0, step));
        assert_eq!(fitting.collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}
