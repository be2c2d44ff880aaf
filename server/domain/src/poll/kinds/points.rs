//! Points: a ballot distributes a purse of points over the options. The result is the mean of each option, and the points that the
//! middle half of the guests gave it.

use std::collections::BTreeMap;
use std::fmt;

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, within};
use crate::poll::shares::Shares;
use crate::rejection::PollFault;

/// Minimum purse.
pub const PURSE_MIN: u8 = 5;
/// Maximum purse. It bounds the counts: for each option, how many guests gave it 0, 1, … or all points.
pub const PURSE_MAX: u8 = 100;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points;

/// A ballot gives exactly this many points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// From [`PURSE_MIN`] to [`PURSE_MAX`].
    #[n(0)]
    pub purse: u8,
}

/// Returns the step in which a guest gives points. A large purse is given in tens or fives if it consists of them.
pub fn step(rules: &Rules) -> u8 {
    match rules.purse {
        purse if purse > 20 && purse % 10 == 0 => 10,
        purse if purse > 20 && purse % 5 == 0 => 5,
        _ => 1,
    }
}

/// The points for each option, by index. The log holds them as a byte string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Gifts {
    points: [u8; OPTIONS_MAX],
    /// The number of options, or more than any poll has if the ballot fits none.
    len: u8,
}

impl Gifts {
    /// Makes a ballot from the points for each option. If there are more than a poll can have options, or more points than a
    /// purse can have, the ballot fits no poll.
    pub fn of(points: &[u32]) -> Gifts {
        let mut gifts = Gifts {
            points: [0; OPTIONS_MAX],
            len: points.len().try_into().unwrap_or(u8::MAX),
        };
        for (gift, &points) in gifts.points.iter_mut().zip(points) {
            match u8::try_from(points) {
                Ok(points) => *gift = points,
                Err(_) => gifts.len = u8::MAX,
            }
        }
        gifts
    }

    /// Returns the points for each option.
    pub fn points(&self) -> &[u8] {
        &self.points[..usize::from(self.len).min(OPTIONS_MAX)]
    }
}

impl fmt::Debug for Gifts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.points()).finish()
    }
}

impl<C> Encode<C> for Gifts {
    fn encode<W: Write>(
        &self,
        to: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        to.bytes(self.points())?;
        Ok(())
    }
}

impl<C> Decode<'_, C> for Gifts {
    fn decode(from: &mut Decoder<'_>, _: &mut C) -> Result<Gifts, DecodeError> {
        let points: Vec<u32> = from.bytes()?.iter().copied().map(u32::from).collect();
        Ok(Gifts::of(&points))
    }
}

/// How many ballots gave an option so many points, without the numbers that nobody gave.
pub type Histogram = BTreeMap<u8, u32>;

/// Returns the sum of the points.
pub fn sum(given: &Histogram) -> u32 {
    let products = given
        .iter()
        .map(|(points, ballots)| u32::from(*points).saturating_mul(*ballots));
    products.fold(0, u32::saturating_add)
}

/// Returns the mean in tenths of a point, rounded half up; None without ballots.
pub fn mean_tenths(given: &Histogram) -> Option<u16> {
    let ballots = ballots(given);
    let tenths = 10 * u64::from(sum(given));
    (ballots > 0).then(|| ((2 * tenths + ballots) / (2 * ballots)) as u16)
}

/// Returns the least and the most points that the middle half of the ballots gave: without the quarter that gave least, and the
/// quarter that gave most, each rounded down. None without ballots.
pub fn middle_half(given: &Histogram) -> Option<(u8, u8)> {
    let quarter = ballots(given) / 4;
    Some((
        beyond(quarter, given.iter())?,
        beyond(quarter, given.iter().rev())?,
    ))
}

/// Returns the points of the ballot after so many others.
fn beyond<'a>(others: u64, mut given: impl Iterator<Item = (&'a u8, &'a u32)>) -> Option<u8> {
    let mut passed = 0;
    let found = given.find(|(_, ballots)| {
        passed += u64::from(**ballots);
        passed > others
    });
    found.map(|(points, _)| *points)
}

fn ballots(given: &Histogram) -> u64 {
    given.values().copied().map(u64::from).sum()
}

impl Kind for Points {
    type Rules = Rules;
    type Ballot = Gifts;
    /// By option.
    type Tally = Vec<Histogram>;

    /// Both are the sum.
    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: rules.purse.into(),
            max: rules.purse.into(),
        }
    }

    fn fits(rules: &Rules, options: usize, gifts: &Gifts) -> bool {
        let sum: u32 = gifts.points.iter().copied().map(u32::from).sum();
        usize::from(gifts.len) == options && options <= OPTIONS_MAX && sum == u32::from(rules.purse)
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, OPTIONS_MAX)?;
        within("points", rules.purse, PURSE_MIN, PURSE_MAX)
    }

    fn weighs(_: &Rules) -> bool {
        true
    }

    fn empty(_: &Rules, options: usize) -> Vec<Histogram> {
        vec![Histogram::new(); options]
    }

    fn count(tally: &mut Vec<Histogram>, gifts: &Gifts, by: i32) {
        for (given, &points) in tally.iter_mut().zip(gifts.points()) {
            let ballots = given.entry(points).or_default();
            *ballots = ballots.saturating_add_signed(by);
            if *ballots == 0 {
                given.remove(&points);
            }
        }
    }

    /// The points of each option in percent of all points.
    fn shares(_: &Rules, tally: &Vec<Histogram>, _: u32) -> Shares {
        Shares::divided(&tally.iter().map(sum).collect::<Vec<u32>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_gives_exactly_the_purse() {
        let rules = Rules { purse: 100 };
        let fits = |options, points: &[u32]| Points::fits(&rules, options, &Gifts::of(points));
        assert!(fits(3, &[100, 0, 0]) && fits(3, &[33, 33, 34]) && fits(20, &[5; 20]));
        for wrong in [
            &[][..],
            &[100],
            &[50, 50],
            &[50, 50, 0, 0],
            &[50, 49, 0],
            &[50, 51, 0],
            &[0, 0, 0],
            &[356, 0, 0],
            &[u32::MAX, 101, 0],
            &[5; 20],
        ] {
            assert!(!fits(3, wrong), "{wrong:?}");
        }
        assert!(!fits(256, &[0; 256]) && !fits(21, &[&[100][..], &[0; 20]].concat()));
    }

    #[test]
    fn the_middle_half_leaves_a_quarter_at_each_end() {
        let of = |points: &[u8]| {
            let mut given = Histogram::new();
            points
                .iter()
                .for_each(|p| *given.entry(*p).or_default() += 1);
            given
        };
        assert_eq!(middle_half(&of(&[])), None);
        assert_eq!(middle_half(&of(&[30])), Some((30, 30)));
        assert_eq!(middle_half(&of(&[10, 20, 30])), Some((10, 30)));
        assert_eq!(middle_half(&of(&[0, 20, 30, 100])), Some((20, 30)));
        assert_eq!(
            middle_half(&of(&[0, 0, 20, 40, 100, 100, 100])),
            Some((0, 100))
        );
        assert_eq!(
            middle_half(&of(&[0, 0, 20, 20, 40, 50, 60, 100])),
            Some((20, 50))
        );
        assert_eq!(mean_tenths(&of(&[10, 20, 21])), Some(170));
        assert_eq!(mean_tenths(&of(&[0, 33])), Some(165));
        assert_eq!(mean_tenths(&of(&[])), None);
    }

    #[test]
    fn a_ballot_is_small() {
        assert_eq!(size_of::<Gifts>(), OPTIONS_MAX + 1);
    }
}
