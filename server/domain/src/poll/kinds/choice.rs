//! Choice between options: one (single choice) or several (multiple choice, between a minimum and a maximum).

use std::fmt;

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, Setting, within};
use crate::poll::shares::Shares;
use crate::rejection::PollFault;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice;

/// How many options a ballot picks. Single choice is 1 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// At least 1.
    #[n(0)]
    pub min: u8,
    /// At least `min`, at most the number of options.
    #[n(1)]
    pub max: u8,
}

/// The options picked: bit i stands for option i.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Picks(#[n(0)] u32);

/// An option that no poll has.
const NO_OPTION: u32 = 1 << 31;

impl Picks {
    /// Makes picks from option indices. If an index is repeated or beyond the last possible option, the picks fit no
    /// poll.
    pub fn of(indices: &[u8]) -> Picks {
        let mut bits = 0u32;
        for &index in indices {
            let bit = match usize::from(index) {
                index if index < OPTIONS_MAX => 1 << index,
                _ => NO_OPTION,
            };
            bits |= if bits & bit == 0 { bit } else { NO_OPTION };
        }
        Picks(bits)
    }

    /// Returns the indices of the picked options, ascending.
    pub fn indices(self) -> impl Iterator<Item = u8> {
        (0..OPTIONS_MAX as u8).filter(move |index| self.0 & (1 << index) != 0)
    }
}

impl fmt::Debug for Picks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.indices()).finish()
    }
}

impl Kind for Choice {
    type Rules = Rules;
    type Ballot = Picks;
    /// The number of ballots for each option.
    type Tally = Vec<u32>;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: rules.min.into(),
            max: rules.max.into(),
        }
    }

    fn fits(rules: &Rules, options: usize, picks: &Picks) -> bool {
        let are_known = picks.0 >> options.min(OPTIONS_MAX) == 0;
        let count = picks.0.count_ones() as u8;
        are_known && (rules.min..=rules.max).contains(&count)
    }

    fn takes(_: Setting) -> bool {
        true
    }

    fn weighs(_: &Rules) -> bool {
        true
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, OPTIONS_MAX)?;
        within("min", rules.min, 1, options)?;
        within("max", rules.max, rules.min, options)
    }

    /// With several options, nobody can count voters by their hands.
    fn hands(rules: &Rules, options: usize) -> Option<usize> {
        (rules.max == 1).then_some(options)
    }

    fn hand(option: u8) -> Option<Picks> {
        Some(Picks::of(&[option]))
    }

    fn empty(_: &Rules, options: usize) -> Vec<u32> {
        vec![0; options]
    }

    fn count(tally: &mut Vec<u32>, picks: &Picks, by: i32) {
        for index in picks.indices() {
            if let Some(count) = tally.get_mut(usize::from(index)) {
                *count = count.saturating_add_signed(by);
            }
        }
    }

    fn shares(rules: &Rules, tally: &Vec<u32>, ballots: u32) -> Shares {
        if rules.max == 1 {
            Shares::divided(tally)
        } else {
            Shares::of_voters(tally, ballots)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_indices_fit_no_poll() {
        let rules = Rules { min: 1, max: 20 };
        for wrong in [&[][..], &[1, 1], &[20], &[0, 255]] {
            assert!(!Choice::fits(&rules, 20, &Picks::of(wrong)), "{wrong:?}");
        }
        assert!(Choice::fits(&rules, 20, &Picks::of(&[19, 0])));
        assert!(!Choice::fits(&rules, 19, &Picks::of(&[19])));
    }
}
