//! The 2×2 matrix: each option gets a place between two axes, for example impact and effort. The result is the mean place of each
//! option, and how far the middle half of the guests spread on either axis.

use std::cmp::Ordering;
use std::fmt;

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, OPTIONS_MIN, at_most, within};
use crate::poll::shares::Shares;
use crate::rejection::{PollFault, Wrong};
use crate::text::Texts;

/// Minimum number of steps on an axis.
pub const STEPS_MIN: u8 = 2;
/// Maximum number of steps on an axis: their cells stand beside its name on a phone.
pub const STEPS_MAX: u8 = 5;
/// Maximum number of options, so that a ballot is a number of 64 bits and the picture has room for all.
pub const PLACED_MAX: usize = 10;
/// Limit on the name of an axis and of its ends in characters, in each language.
pub const AXIS_CHARS_MAX: usize = 40;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix;

/// A matrix's rules.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// The steps of both axes, from [`STEPS_MIN`] to [`STEPS_MAX`].
    #[n(0)]
    pub steps: u8,
    /// From left to right.
    #[n(1)]
    pub x: Axis,
    /// From the bottom to the top.
    #[n(2)]
    pub y: Axis,
    /// The corner towards which the leader is sought; None if no corner is better than another.
    #[n(3)]
    pub best: Option<Corner>,
}

/// An axis by its names, which are never empty.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Axis {
    #[n(0)]
    pub name: Texts,
    /// The end at step 1.
    #[n(1)]
    pub low: Texts,
    /// The end at the last step.
    #[n(2)]
    pub high: Texts,
}

/// A corner of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Corner {
    #[n(0)]
    TopRight,
    #[n(1)]
    TopLeft,
    #[n(2)]
    BottomRight,
    #[n(3)]
    BottomLeft,
}

impl Corner {
    fn is_right(self) -> bool {
        matches!(self, Corner::TopRight | Corner::BottomRight)
    }

    fn is_top(self) -> bool {
        matches!(self, Corner::TopRight | Corner::TopLeft)
    }
}

/// A step on each axis, from 1: x and y.
pub type Place = (u8, u8);

/// A place for each option, or none: six bits an option, the first lowest, x below y. 0 stands for an option without a place.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Places(#[n(0)] u64);

/// Places that fit no poll.
const NO_PLACES: Places = Places(1 << 63);
/// The bits of a step and of a place.
const STEP_BITS: usize = 3;
const PLACE_BITS: usize = 2 * STEP_BITS;

impl Places {
    /// Makes a ballot from the options' places in order. If there are too many, or one is outside any matrix, the ballot fits no
    /// poll.
    pub fn of(places: &[Option<Place>]) -> Places {
        let is_outside = |&(x, y): &Place| {
            let steps = 1..=STEPS_MAX;
            !steps.contains(&x) || !steps.contains(&y)
        };
        if places.len() > PLACED_MAX || places.iter().flatten().any(is_outside) {
            return NO_PLACES;
        }
        let bits = |(option, place): (usize, &Option<Place>)| {
            place.map_or(0, |(x, y)| {
                (u64::from(x) | u64::from(y) << STEP_BITS) << (PLACE_BITS * option)
            })
        };
        Places(places.iter().enumerate().map(bits).sum())
    }

    /// Returns the place of each of so many options; None where it has none.
    pub fn options(self, count: usize) -> impl Iterator<Item = Option<Place>> {
        (0..count.min(PLACED_MAX)).map(move |option| {
            let step = |bits: usize| ((self.0 >> (PLACE_BITS * option + bits)) & 0b111) as u8;
            Some((step(0), step(STEP_BITS))).filter(|place| *place != (0, 0))
        })
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places: Vec<Option<Place>> = self.options(PLACED_MAX).collect();
        let placed = places
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |last| last + 1);
        let name = |place: &Option<Place>| place.map_or("-".into(), |(x, y)| format!("{x},{y}"));
        let names: Vec<String> = places[..placed].iter().map(name).collect();
        write!(f, "[{}]", names.join(" "))
    }
}

/// The places of one option.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Placed {
    /// The number of ballots on each step from left to right.
    #[n(0)]
    pub x: Vec<u32>,
    /// The number of ballots on each step from the bottom to the top.
    #[n(1)]
    pub y: Vec<u32>,
}

impl Placed {
    /// Returns the number of ballots that give the option a place.
    pub fn ballots(&self) -> u64 {
        ballots(&self.x)
    }
}

fn ballots(counts: &[u32]) -> u64 {
    counts.iter().copied().map(u64::from).sum()
}

/// Returns the sum of the ballots' steps, the first of which is 1.
fn sum(counts: &[u32]) -> u64 {
    let counts = (1..).zip(counts.iter().copied().map(u64::from));
    counts.map(|(step, count)| step * count).sum()
}

/// Returns the mean of an axis in hundredths of a step, rounded half up; None without ballots.
pub fn mean_hundredths(counts: &[u32]) -> Option<u16> {
    let ballots = ballots(counts);
    let mean = (200 * sum(counts) + ballots).checked_div(2 * ballots)?;
    u16::try_from(mean).ok()
}

/// Returns the first and the last step of the middle half of the ballots on an axis: without the quarter on the lowest steps, and
/// the quarter on the highest, each rounded down. None without ballots.
pub fn middle_half(counts: &[u32]) -> Option<(u8, u8)> {
    let quarter = ballots(counts) / 4;
    let last = counts.len() as u8;
    let upwards = (1..=last).zip(counts.iter().copied());
    let downwards = (1..=last).rev().zip(counts.iter().rev().copied());
    Some((beyond(quarter, upwards)?, beyond(quarter, downwards)?))
}

/// Returns the step of the ballot after so many others.
fn beyond(others: u64, mut steps: impl Iterator<Item = (u8, u32)>) -> Option<u8> {
    let mut passed = 0;
    let found = steps.find(|(_, ballots)| {
        passed += u64::from(*ballots);
        passed > others
    });
    found.map(|(step, _)| step)
}

impl Kind for Matrix {
    type Rules = Rules;
    type Ballot = Places;
    /// By option.
    type Tally = Vec<Placed>;

    /// The first and the last step of an axis.
    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: 1,
            max: rules.steps.into(),
        }
    }

    fn fits(rules: &Rules, options: usize, ballot: &Places) -> bool {
        let steps = 1..=rules.steps;
        let are_known = ballot.0 >> (PLACE_BITS * options.min(PLACED_MAX)) == 0;
        let are_inside = ballot
            .options(options)
            .flatten()
            .all(|(x, y)| steps.contains(&x) && steps.contains(&y));
        ballot.0 != 0 && are_known && are_inside
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, PLACED_MAX)?;
        within("steps", rules.steps, STEPS_MIN, STEPS_MAX)?;
        for (field, axis) in [("x", &rules.x), ("y", &rules.y)] {
            for texts in [&axis.name, &axis.low, &axis.high] {
                if texts.is_empty() {
                    return Err(PollFault::of(field, Wrong::Missing));
                }
                at_most(field, texts, AXIS_CHARS_MAX)?;
            }
        }
        Ok(())
    }

    /// The names of the axes and of their ends, and the best corner, may change.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        rules.steps == others.steps
    }

    fn texts(rules: &Rules) -> Vec<&Texts> {
        let Rules { x, y, .. } = rules;
        vec![&x.name, &x.low, &x.high, &y.name, &y.low, &y.high]
    }

    fn texts_mut(rules: &mut Rules) -> Vec<&mut Texts> {
        let Rules { x, y, .. } = rules;
        vec![
            &mut x.name,
            &mut x.low,
            &mut x.high,
            &mut y.name,
            &mut y.low,
            &mut y.high,
        ]
    }

    /// Where others place an option pulls it there.
    fn is_held() -> bool {
        true
    }

    fn empty(rules: &Rules, options: usize) -> Vec<Placed> {
        let none = vec![0; rules.steps.into()];
        let placed = Placed {
            x: none.clone(),
            y: none,
        };
        vec![placed; options]
    }

    fn count(tally: &mut Vec<Placed>, ballot: &Places, by: i32) {
        for (placed, place) in tally.iter_mut().zip(ballot.options(PLACED_MAX)) {
            let Some((x, y)) = place else { continue };
            for (counts, step) in [(&mut placed.x, x), (&mut placed.y, y)] {
                if let Some(count) = counts.get_mut(usize::from(step).wrapping_sub(1)) {
                    *count = count.saturating_add_signed(by);
                }
            }
        }
    }

    /// The options nearest to the best corner lead, by the sum of their exact means. There are no percents.
    fn shares(rules: &Rules, tally: &Vec<Placed>, _: u32) -> Shares {
        Shares {
            leaders: rules
                .best
                .map(|best| nearest(best, rules.steps, tally))
                .unwrap_or_default(),
            ..Shares::default()
        }
    }
}

/// Returns the options that are nearest to a corner; none before the first ballot.
fn nearest(best: Corner, steps: u8, tally: &[Placed]) -> Vec<u8> {
    /// A sum of steps towards the corner, of so many ballots.
    type Score = (u64, u64);
    let score = |placed: &Placed| -> Option<Score> {
        let ballots = placed.ballots();
        let towards = |counts: &[u32], is_high: bool| {
            if is_high {
                sum(counts)
            } else {
                (ballots * (u64::from(steps) + 1)).saturating_sub(sum(counts))
            }
        };
        let sum = towards(&placed.x, best.is_right()) + towards(&placed.y, best.is_top());
        (ballots > 0).then_some((sum, ballots))
    };
    let compare = |a: &Score, b: &Score| -> Ordering {
        // As fractions, so that no rounding makes or breaks a tie.
        let product = |sum: u64, ballots: u64| u128::from(sum) * u128::from(ballots);
        product(a.0, b.1).cmp(&product(b.0, a.1))
    };
    let scores = || {
        (0..)
            .zip(tally)
            .map(|(option, placed)| (option, score(placed)))
    };
    let most = scores().filter_map(|(_, score)| score).max_by(compare);
    let leads = |score: Option<Score>| {
        let both = score.zip(most);
        both.is_some_and(|(score, most)| compare(&score, &most).is_eq())
    };
    let leaders = scores().filter(|(_, score)| leads(*score));
    leaders.map(|(option, _)| option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(steps: u8, best: Option<Corner>) -> Rules {
        let text = |text: &str| Texts::from([("en".into(), text.into())]);
        let axis = |name: &str| Axis {
            name: text(name),
            low: text("Low"),
            high: text("High"),
        };
        Rules {
            steps,
            x: axis("Effort"),
            y: axis("Impact"),
            best,
        }
    }

    #[test]
    fn a_ballot_places_some_options_and_each_on_both_axes() {
        let rules = rules(4, None);
        let fits =
            |options, places: &[Option<Place>]| Matrix::fits(&rules, options, &Places::of(places));
        assert!(fits(2, &[Some((1, 1))]) && fits(2, &[None, Some((4, 4))]));
        assert!(fits(10, &[Some((4, 1)); 10]));
        for wrong in [
            &[][..],
            &[None, None],
            &[Some((5, 1))],
            &[Some((1, 5))],
            &[Some((0, 1))],
            &[Some((1, 0))],
            &[Some((255, 255))],
            &[Some((1, 1)), Some((9, 1))],
            &[None, None, Some((1, 1))],
            &[Some((1, 1)); 11],
        ] {
            assert!(!fits(2, wrong), "{wrong:?}");
        }
        // A half of a place, and bits beyond all places.
        for bits in [0b000_100, 0b100_000, 0b111_001, 1 << 60, u64::MAX] {
            assert!(!Matrix::fits(&rules, 10, &Places(bits)), "{bits:b}");
        }
        let places = [Some((2, 3)), None, Some((4, 1))];
        let read: Vec<Option<Place>> = Places::of(&places).options(3).collect();
        assert_eq!(read, places);
        assert_eq!(format!("{:?}", Places::of(&places)), "[2,3 - 4,1]");
    }

    #[test]
    fn the_mean_is_rounded_once_and_the_middle_half_leaves_a_quarter_at_each_end() {
        assert_eq!(mean_hundredths(&[0, 0, 0]), None);
        assert_eq!(mean_hundredths(&[1, 2, 0]), Some(167));
        assert_eq!(mean_hundredths(&[0, 0, 0, 0, u32::MAX]), Some(500));
        assert_eq!(middle_half(&[0, 0, 0]), None);
        assert_eq!(middle_half(&[0, 1, 0]), Some((2, 2)));
        assert_eq!(middle_half(&[1, 1, 1]), Some((1, 3)));
        assert_eq!(middle_half(&[1, 2, 1]), Some((2, 2)));
        assert_eq!(middle_half(&[2, 1, 0, 1, 4]), Some((2, 5)));
        assert_eq!(middle_half(&[u32::MAX; 5]), Some((2, 4)));
    }

    #[test]
    fn the_options_nearest_to_the_best_corner_lead() {
        let mut tally = Matrix::empty(&rules(5, None), 4);
        // A: (5, 4) and (4, 5); B: (4.5, 4.5) of six; C: (1, 1); D: nobody.
        for (ballot, by) in [
            ([Some((5, 4)), Some((4, 5)), Some((1, 1))], 1),
            ([Some((4, 5)), Some((5, 4)), None], 1),
            ([None, Some((4, 5)), None], 2),
            ([None, Some((5, 4)), None], 2),
        ] {
            Matrix::count(&mut tally, &Places::of(&ballot), by);
        }
        let leaders = |best| Matrix::shares(&rules(5, best), &tally, 6).leaders;
        assert_eq!(leaders(Some(Corner::TopRight)), [0, 1]);
        assert_eq!(leaders(Some(Corner::BottomLeft)), [2]);
        assert_eq!(leaders(None), []);
        // All are as far from the other corners: (4.5, 4.5) and (1, 1).
        assert_eq!(leaders(Some(Corner::TopLeft)), [0, 1, 2]);
        assert_eq!(leaders(Some(Corner::BottomRight)), [0, 1, 2]);
        let none = Matrix::empty(&rules(5, None), 2);
        let best = rules(5, Some(Corner::TopRight));
        assert_eq!(Matrix::shares(&best, &none, 0), Shares::default());
    }

    #[test]
    fn the_axes_have_names_and_few_steps() {
        let valid = |rules: &Rules, options| Matrix::valid(rules, options).map_err(|f| f.field);
        let five = rules(5, None);
        assert_eq!(valid(&five, 2), Ok(()));
        assert_eq!(valid(&five, 1), Err("options".into()));
        assert_eq!(valid(&five, 11), Err("options".into()));
        assert_eq!(valid(&rules(1, None), 2), Err("steps".into()));
        assert_eq!(valid(&rules(6, None), 2), Err("steps".into()));
        let mut nameless = five.clone();
        nameless.y.low.clear();
        assert_eq!(valid(&nameless, 2), Err("y".into()));
        let mut long = five;
        long.x.high.insert("en".into(), "x".repeat(41));
        assert_eq!(valid(&long, 2), Err("x".into()));
    }
}
