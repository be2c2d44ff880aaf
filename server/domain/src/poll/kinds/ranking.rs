//! Ranking: a ballot puts some of the options in order, the best one first. The result is Borda points, and how often each
//! option came first.

use std::fmt;

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, within};
use crate::poll::shares::Shares;
use crate::rejection::PollFault;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking;

/// How many places a ballot can fill: from 1 to `places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// At least 1, at most the number of options.
    #[n(0)]
    pub places: u8,
}

/// The options by place, the best first. The log holds their indices as a byte string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Order([u8; OPTIONS_MAX]);

/// Stands in the places after the last one.
const EMPTY: u8 = u8::MAX;

impl Order {
    /// Makes an order from option indices. If there are more indices than a poll can have options, or if one is beyond the
    /// last possible option, the order fits no poll.
    pub fn of(indices: &[u8]) -> Order {
        let mut places = [EMPTY; OPTIONS_MAX];
        if indices.len() > OPTIONS_MAX {
            return Order([0; OPTIONS_MAX]);
        }
        for (place, &index) in places.iter_mut().zip(indices) {
            *place = index.min(OPTIONS_MAX as u8);
        }
        Order(places)
    }

    /// Returns the option in each place, from the first.
    pub fn indices(&self) -> impl Iterator<Item = u8> {
        self.0.iter().copied().take_while(|index| *index != EMPTY)
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.indices()).finish()
    }
}

impl<C> Encode<C> for Order {
    fn encode<W: Write>(
        &self,
        to: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        to.bytes(&self.0[..self.indices().count()])?;
        Ok(())
    }
}

impl<C> Decode<'_, C> for Order {
    fn decode(from: &mut Decoder<'_>, _: &mut C) -> Result<Order, DecodeError> {
        Ok(Order::of(from.bytes()?))
    }
}

/// The result, by option.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Tally {
    /// The points for a first place. Each next place gives one point less. If a ballot ranks all options, the last one gets
    /// no point, as if it were not ranked.
    #[n(0)]
    pub first: u8,
    /// The sum of the points for the option's places.
    #[n(1)]
    pub points: Vec<u32>,
    /// The number of ballots that put the option first.
    #[n(2)]
    pub firsts: Vec<u32>,
}

/// Returns each option's rank by its points, from 1. Equal points have equal ranks. None before the first ballot.
pub fn ranks(points: &[u32]) -> Vec<u8> {
    if points.iter().all(|points| *points == 0) {
        return Vec::new();
    }
    let better = |own: &u32| points.iter().filter(|other| *other > own).count();
    points.iter().map(|own| better(own) as u8 + 1).collect()
}

impl Kind for Ranking {
    type Rules = Rules;
    type Ballot = Order;
    type Tally = Tally;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: 1,
            max: rules.places.into(),
        }
    }

    fn fits(rules: &Rules, options: usize, order: &Order) -> bool {
        let mut seen = 0u32;
        let are_new = order.indices().all(|index| {
            let bit = 1 << index;
            let is_new = usize::from(index) < options && seen & bit == 0;
            seen |= bit;
            is_new
        });
        let places = seen.count_ones() as u8;
        are_new && (1..=rules.places).contains(&places)
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, OPTIONS_MAX)?;
        within("places", rules.places, 1, options)
    }

    fn weighs(_: &Rules) -> bool {
        true
    }

    fn empty(rules: &Rules, options: usize) -> Tally {
        Tally {
            first: rules.places.min(options.saturating_sub(1) as u8),
            points: vec![0; options],
            firsts: vec![0; options],
        }
    }

    fn count(tally: &mut Tally, order: &Order, by: i32) {
        let first = i32::from(tally.first);
        for (place, index) in (0..).zip(order.indices()) {
            let index = usize::from(index);
            if let Some(points) = tally.points.get_mut(index) {
                *points = points.saturating_add_signed(by.saturating_mul(first - place));
            }
            if let Some(firsts) = tally.firsts.get_mut(index).filter(|_| place == 0) {
                *firsts = firsts.saturating_add_signed(by);
            }
        }
    }

    /// The points in percent of the points that first places on all ballots would give.
    fn shares(_: &Rules, tally: &Tally, ballots: u32) -> Shares {
        Shares::of_voters(&tally.points, ballots.saturating_mul(tally.first.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_orders_fit_no_poll() {
        let rules = Rules { places: 20 };
        let too_long = [1; OPTIONS_MAX + 1];
        for wrong in [
            &[][..],
            &[1, 1],
            &[0, 2, 0],
            &[20],
            &[0, 255, 1],
            &[255],
            &too_long,
        ] {
            assert!(!Ranking::fits(&rules, 20, &Order::of(wrong)), "{wrong:?}");
        }
        assert!(Ranking::fits(&rules, 20, &Order::of(&[19, 0])));
        assert!(!Ranking::fits(&rules, 19, &Order::of(&[19])));
        assert!(!Ranking::fits(
            &Rules { places: 1 },
            20,
            &Order::of(&[0, 1])
        ));
    }

    #[test]
    fn the_last_of_all_options_gets_no_point() {
        let first = |places, options| Ranking::empty(&Rules { places }, options).first;
        assert_eq!(
            [first(5, 5), first(4, 5), first(3, 5), first(1, 2)],
            [4, 4, 3, 1]
        );
    }

    #[test]
    fn equal_points_have_equal_ranks() {
        assert_eq!(ranks(&[4, 9, 4, 0, 9]), [3, 1, 3, 5, 1]);
        assert_eq!(ranks(&[0, 0]), [] as [u8; 0]);
    }

    #[test]
    fn a_ballot_is_small() {
        assert_eq!(size_of::<Order>(), OPTIONS_MAX);
    }
}
