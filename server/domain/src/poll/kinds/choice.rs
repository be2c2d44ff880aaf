//! Choice between options: one (single choice) or several (multiple choice, between a minimum and a maximum).

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, Setting, within};
pub use crate::poll::picks::Picks;
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
        picks.fit(options) && (rules.min..=rules.max).contains(&picks.count())
    }

    fn sorts() -> bool {
        true
    }

    fn takes(_: &Rules, _options: usize, _: Setting) -> bool {
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

    fn hand(_: &Rules, _: usize, option: u8) -> Option<Picks> {
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
