//! A motion: for, against or abstain. The result is the share of those in favour in a named whole, the 100 %, and, where a
//! majority is needed, whether the motion is adopted.

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, within};
use crate::poll::shares::Shares;
use crate::rejection::PollFault;

/// A ballot for the motion.
pub const FOR: u8 = 0;
/// A ballot against it.
pub const AGAINST: u8 = 1;
/// An abstention.
pub const ABSTAIN: u8 = 2;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motion;

/// A motion's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    #[n(0)]
    pub base: Base,
    /// None: the vote is an opinion, and nothing is adopted.
    #[n(1)]
    pub majority: Option<Majority>,
}

/// What 100 % is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Base {
    /// All votes, abstentions included.
    #[n(0)]
    Cast,
    /// The votes for and against.
    #[n(1)]
    WithoutAbstentions,
    /// All phones that were connected when voting closed, and at least all votes.
    #[n(2)]
    Present,
}

/// How much of the base must be in favour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Majority {
    /// More than half.
    #[n(0)]
    Simple,
    /// At least three fifths.
    #[n(1)]
    ThreeFifths,
    /// At least two thirds.
    #[n(2)]
    TwoThirds,
    /// At least three quarters.
    #[n(3)]
    ThreeQuarters,
}

impl Majority {
    /// Returns true if `votes` out of `base` are enough. Of nothing, nothing is.
    pub fn is_reached(self, votes: u32, base: u32) -> bool {
        let (votes, base) = (u64::from(votes), u64::from(base));
        base > 0
            && match self {
                Majority::Simple => 2 * votes > base,
                Majority::ThreeFifths => 5 * votes >= 3 * base,
                Majority::TwoThirds => 3 * votes >= 2 * base,
                Majority::ThreeQuarters => 4 * votes >= 3 * base,
            }
    }
}

/// A motion's counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Votes {
    #[n(0)]
    pub for_it: u32,
    #[n(1)]
    pub against: u32,
    #[n(2)]
    pub abstained: u32,
    /// The phones connected when voting closed, and at least the votes; None until then, and where the base is another.
    #[n(3)]
    pub present: Option<u32>,
}

impl Votes {
    /// Returns the number that is 100 %; None if the number of those present is not known yet.
    pub fn base(&self, rules: Rules) -> Option<u32> {
        match rules.base {
            Base::Cast => Some(self.for_it + self.against + self.abstained),
            Base::WithoutAbstentions => Some(self.for_it + self.against),
            Base::Present => self.present,
        }
    }

    /// Returns whether the motion is adopted; None without a majority to reach, without votes, or without a known base.
    pub fn is_adopted(&self, rules: Rules) -> Option<bool> {
        let (majority, base) = (rules.majority?, self.base(rules)?);
        let is_voted = self.for_it + self.against + self.abstained > 0;
        is_voted.then(|| majority.is_reached(self.for_it, base))
    }

    /// Returns how many of those present did not vote; None if that does not matter or is not known yet.
    pub fn absent(&self, rules: Rules) -> Option<u32> {
        let present = self.present.filter(|_| rules.base == Base::Present)?;
        Some(present.saturating_sub(self.for_it + self.against + self.abstained))
    }

    /// Returns the parts of the base: for and against, then abstentions and those who did not vote if they belong to it.
    fn parts(&self, rules: Rules) -> Option<Vec<u32>> {
        let sides = [self.for_it, self.against];
        Some(match rules.base {
            Base::WithoutAbstentions => sides.to_vec(),
            Base::Cast => [&sides[..], &[self.abstained]].concat(),
            Base::Present => [&sides[..], &[self.abstained, self.absent(rules)?]].concat(),
        })
    }
}

impl Kind for Motion {
    type Rules = Rules;
    /// [`FOR`], [`AGAINST`] or [`ABSTAIN`].
    type Ballot = u8;
    type Tally = Votes;

    fn limits(_: &Rules) -> Limits {
        Limits {
            min: FOR.into(),
            max: ABSTAIN.into(),
        }
    }

    fn fits(_: &Rules, _: usize, side: &u8) -> bool {
        (FOR..=ABSTAIN).contains(side)
    }

    fn valid(_: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, 0, 0)
    }

    fn hands(_: &Rules, _: usize) -> Option<usize> {
        Some(usize::from(ABSTAIN) + 1)
    }

    fn hand(_: &Rules, _: usize, side: u8) -> Option<u8> {
        Some(side)
    }

    fn weighs(rules: &Rules) -> bool {
        rules.base != Base::Present
    }

    fn is_held() -> bool {
        true
    }

    fn empty(_: &Rules, _: usize) -> Votes {
        Votes::default()
    }

    fn count(votes: &mut Votes, side: &u8, by: i32) {
        let count = match *side {
            FOR => &mut votes.for_it,
            AGAINST => &mut votes.against,
            _ => &mut votes.abstained,
        };
        *count = count.saturating_add_signed(by);
    }

    /// The percents of the parts of the base: for and against, then abstentions and those who did not vote if they belong to
    /// it. The leader is what the picture stresses: the motion if it is adopted, nothing if it is not, and the larger side of
    /// an opinion.
    fn shares(rules: &Rules, votes: &Votes, _: u32) -> Shares {
        let Some(parts) = votes.parts(*rules) else {
            return Shares::default();
        };
        let leaders = match (votes.is_adopted(*rules), rules.majority) {
            (Some(true), _) => vec![FOR],
            (Some(false), _) | (None, Some(_)) => vec![],
            (None, None) => Shares::divided(&parts[..2]).leaders,
        };
        Shares {
            leaders,
            ..Shares::divided(&parts)
        }
    }

    fn set_present(votes: &mut Votes, present: Option<u32>) {
        votes.present = present;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(for_it: u32, against: u32, abstained: u32) -> Votes {
        Votes {
            for_it,
            against,
            abstained,
            present: Some(10),
        }
    }

    const fn rules(base: Base, majority: Option<Majority>) -> Rules {
        Rules { base, majority }
    }

    #[test]
    fn a_majority_is_reached_exactly() {
        for (majority, base, least) in [
            (Majority::Simple, 10, 6),
            (Majority::Simple, 11, 6),
            (Majority::ThreeFifths, 10, 6),
            (Majority::TwoThirds, 9, 6),
            (Majority::TwoThirds, 10, 7),
            (Majority::ThreeQuarters, 8, 6),
            (Majority::ThreeQuarters, u32::MAX, 3_221_225_472),
        ] {
            assert!(majority.is_reached(least, base), "{majority:?} of {base}");
            assert!(
                !majority.is_reached(least - 1, base),
                "{majority:?} of {base}"
            );
        }
        assert!(!Majority::TwoThirds.is_reached(0, 0));
    }

    #[test]
    fn the_base_decides() {
        let simple = Some(Majority::Simple);
        let adopted = |base, votes: Votes| votes.is_adopted(rules(base, simple));
        let close = votes(4, 3, 2);
        assert_eq!(adopted(Base::WithoutAbstentions, close), Some(true));
        assert_eq!(adopted(Base::Cast, close), Some(false));
        assert_eq!(adopted(Base::Present, votes(5, 0, 0)), Some(false));
        assert_eq!(adopted(Base::Present, votes(6, 0, 0)), Some(true));
        // All abstained: it is not adopted. Nobody voted: nothing is said.
        assert_eq!(
            adopted(Base::WithoutAbstentions, votes(0, 0, 3)),
            Some(false)
        );
        assert_eq!(adopted(Base::Cast, votes(0, 0, 0)), None);
        let unknown = Votes {
            present: None,
            ..close
        };
        assert_eq!(adopted(Base::Present, unknown), None);
        assert_eq!(close.is_adopted(rules(Base::Cast, None)), None);
    }

    #[test]
    fn the_parts_of_the_base_are_a_whole() {
        let percents = |base| {
            let shares = Motion::shares(&rules(base, None), &votes(4, 2, 1), 7);
            (shares.percents, shares.leaders)
        };
        assert_eq!(percents(Base::WithoutAbstentions), (vec![67, 33], vec![0]));
        assert_eq!(percents(Base::Cast), (vec![57, 29, 14], vec![0]));
        assert_eq!(percents(Base::Present), (vec![40, 20, 10, 30], vec![0]));
        let missed = Motion::shares(
            &rules(Base::Cast, Some(Majority::TwoThirds)),
            &votes(4, 2, 1),
            7,
        );
        assert_eq!(missed.leaders, []);
    }
}
