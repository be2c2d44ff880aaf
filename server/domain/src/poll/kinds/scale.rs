//! Ratings on a scale: a step from 0 or 1 upwards for the poll itself, or for each of its options, which are the items then.
//! The result of an item is the number of ballots on each step, their median and mean; of a recommendation, the net promoter
//! score.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, Setting, at_most, within};
use crate::poll::shares::Shares;
use crate::rejection::{PollFault, Wrong};
use crate::text::Texts;

/// Minimum number of steps.
pub const STEPS_MIN: u8 = 2;
/// Maximum number of steps: two rows of cells on a phone.
pub const STEPS_MAX: u8 = 11;
/// Maximum number of the last step.
pub const LAST_MAX: u8 = 10;
/// Maximum number of stars: side by side on a phone.
pub const STARS_MAX: u8 = 6;
/// Limit on the items that one poll rates, so that a ballot is a number of 64 bits.
pub const ITEMS_MAX: usize = 10;
/// Limit on the label of an end in characters, in each language.
pub const END_CHARS_MAX: usize = 40;
/// The step at which a recommendation is neither for nor against, and that at which it is for.
const PASSIVE: usize = 7;
const PROMOTER: usize = 9;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale;

/// A scale's rules.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// From [`STEPS_MIN`] to [`STEPS_MAX`].
    #[n(0)]
    pub steps: u8,
    /// The label of the first step. If empty, the number stands alone.
    #[n(1)]
    pub low: Texts,
    /// The label of the last step. If empty, the number stands alone.
    #[n(2)]
    pub high: Texts,
    /// The number of the first step: 0 or 1.
    #[n(3)]
    pub from: u8,
    #[n(4)]
    pub look: Look,
}

/// How the steps look, and what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Look {
    #[n(0)]
    Numbers,
    /// One star up to [`STARS_MAX`].
    #[n(1)]
    Stars,
    /// From 0 to 10: would you recommend it? The result is the net promoter score.
    #[n(2)]
    Recommend,
}

impl Rules {
    /// Returns the number of the last step.
    pub fn last(&self) -> u8 {
        self.from.saturating_add(self.steps.saturating_sub(1))
    }
}

/// A step for each item, or none: four bits an item, the first lowest. 0 stands for a skipped item and n for step n - 1.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Steps(#[n(0)] u64);

/// Steps that fit no poll.
const NO_STEPS: Steps = Steps(1 << 63);

impl Steps {
    /// Makes a ballot from the items' steps in order. If there are too many, or one is too high for any scale, the ballot
    /// fits no poll.
    pub fn of(steps: &[Option<u8>]) -> Steps {
        if steps.len() > ITEMS_MAX || steps.iter().flatten().any(|step| *step > LAST_MAX) {
            return NO_STEPS;
        }
        let bits = |(item, step): (usize, &Option<u8>)| {
            step.map_or(0, |step| (u64::from(step) + 1) << (4 * item))
        };
        Steps(steps.iter().enumerate().map(bits).sum())
    }

    /// Returns the step of each of so many items; None where it is skipped.
    pub fn items(self, count: usize) -> impl Iterator<Item = Option<u8>> {
        (0..count.min(ITEMS_MAX))
            .map(move |item| ((self.0 >> (4 * item)) as u8 & 0xf).checked_sub(1))
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<Option<u8>> = self.items(ITEMS_MAX).collect();
        let rated = steps
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |last| last + 1);
        let name = |step: &Option<u8>| step.map_or("-".into(), |step| step.to_string());
        let names: Vec<String> = steps[..rated].iter().map(name).collect();
        write!(f, "[{}]", names.join(" "))
    }
}

impl Kind for Scale {
    type Rules = Rules;
    type Ballot = Steps;
    /// For each item, the number of ballots on each step.
    type Tally = Vec<Vec<u32>>;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: rules.from.into(),
            max: rules.last().into(),
        }
    }

    fn fits(rules: &Rules, options: usize, ballot: &Steps) -> bool {
        let items = options.clamp(1, ITEMS_MAX);
        let range = rules.from..=rules.last();
        let are_known = ballot.0 >> (4 * items) == 0;
        let are_on_scale = ballot
            .items(items)
            .flatten()
            .all(|step| range.contains(&step));
        ballot.0 != 0 && are_known && are_on_scale
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        let (items_max, steps_max) = match rules.look {
            Look::Numbers => (ITEMS_MAX, STEPS_MAX),
            Look::Stars => (ITEMS_MAX, STARS_MAX),
            Look::Recommend => (0, STEPS_MAX),
        };
        within("options", options, 0, items_max)?;
        within("from", rules.from, 0, 1)?;
        within(
            "steps",
            rules.steps,
            STEPS_MIN,
            steps_max.min(LAST_MAX + 1 - rules.from.min(1)),
        )?;
        let starts_right = match rules.look {
            Look::Numbers => true,
            Look::Stars => rules.from == 1,
            Look::Recommend => (rules.from, rules.steps) == (0, STEPS_MAX),
        };
        if !starts_right {
            return Err(PollFault::of("look", Wrong::Unfit));
        }
        at_most("low", &rules.low, END_CHARS_MAX)?;
        at_most("high", &rules.high, END_CHARS_MAX)
    }

    /// The labels of the ends, and numbers or stars, may change.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        let recommends = |rules: &Rules| rules.look == Look::Recommend;
        (rules.from, rules.steps, recommends(rules))
            == (others.from, others.steps, recommends(others))
    }

    /// Of rated items the screen shows medians, and of a recommendation its score.
    fn takes(rules: &Rules, options: usize, setting: Setting) -> bool {
        setting != Setting::Show || (options == 0 && rules.look != Look::Recommend)
    }

    fn texts(rules: &Rules) -> Vec<&Texts> {
        vec![&rules.low, &rules.high]
    }

    fn texts_mut(rules: &mut Rules) -> Vec<&mut Texts> {
        vec![&mut rules.low, &mut rules.high]
    }

    fn weighs(rules: &Rules) -> bool {
        rules.look != Look::Recommend
    }

    fn empty(rules: &Rules, options: usize) -> Vec<Vec<u32>> {
        // The counts start at step 0, so that an item counts without its rules.
        vec![vec![0; usize::from(rules.last()) + 1]; options.max(1)]
    }

    fn count(tally: &mut Vec<Vec<u32>>, ballot: &Steps, by: i32) {
        for (item, step) in tally.iter_mut().zip(ballot.items(ITEMS_MAX)) {
            if let Some(count) = step.and_then(|step| item.get_mut(usize::from(step))) {
                *count = count.saturating_add_signed(by);
            }
        }
    }

    /// The percents of each item's steps, item after item. Of several items the one with the highest median leads; of one,
    /// the step with the most ballots.
    fn shares(rules: &Rules, tally: &Vec<Vec<u32>>, _: u32) -> Shares {
        let items = tally
            .iter()
            .map(|item| Shares::divided(on_scale(rules, item)));
        let items: Vec<Shares> = items.collect();
        let leaders = match items.as_slice() {
            [item] => item.leaders.clone(),
            _ => highest(rules, tally),
        };
        Shares {
            percents: items
                .iter()
                .flat_map(|item| item.percents.clone())
                .collect(),
            // A recommendation shows its three groups.
            rounded: items.iter().any(|item| item.rounded)
                || groups(rules, tally).is_some_and(|groups| Shares::divided(&groups).rounded),
            leaders,
        }
    }
}

/// Returns an item's counts from the first step of the scale on.
pub fn on_scale<'a>(rules: &Rules, counts: &'a [u32]) -> &'a [u32] {
    counts.get(usize::from(rules.from)..).unwrap_or_default()
}

/// Returns the items with the highest median.
fn highest(rules: &Rules, tally: &[Vec<u32>]) -> Vec<u8> {
    let medians = || {
        tally
            .iter()
            .map(|item| median_tenths(rules.from, on_scale(rules, item)))
    };
    let best = medians().flatten().max();
    (0..)
        .zip(medians())
        .filter(|(_, median)| best.is_some() && *median == best)
        .map(|(item, _)| item)
        .collect()
}

/// Returns the median of the ballots in tenths of a step, where the counts start at step `from`; None without ballots. Ballots
/// on a step count as spread evenly over it, half a step to either side, so the median says more than the middle step. It
/// lies between the first and the last step.
pub fn median_tenths(from: u8, counts: &[u32]) -> Option<u32> {
    let all: u64 = counts.iter().copied().map(u64::from).sum();
    let (mut below, mut last) = (0, 0);
    let first = u64::from(from);
    for (step, count) in (first..).zip(counts.iter().copied().map(u64::from)) {
        if count == 0 {
            continue;
        }
        if all > 0 && 2 * below == all {
            // Half of the ballots end where an earlier step ends: take the middle of the gap.
            return u32::try_from(5 * (last + step)).ok();
        }
        if 2 * (below + count) > all {
            // In tenths of a step above half a step below this one.
            let into = (10 * (all - 2 * below) + count) / (2 * count);
            let tenths = (10 * step + into).saturating_sub(5);
            return u32::try_from(tenths.max(10 * first)).ok();
        }
        (below, last) = (below + count, step);
    }
    None
}

/// Returns the mean of the ballots in hundredths of a step, where the counts start at step `from`; None without ballots.
pub fn mean_hundredths(from: u8, counts: &[u32]) -> Option<u32> {
    let counts = || (u64::from(from)..).zip(counts.iter().copied().map(u64::from));
    let ballots: u64 = counts().map(|(_, count)| count).sum();
    let sum: u64 = counts().map(|(step, count)| step * count).sum();
    let mean = (200 * sum + ballots).checked_div(2 * ballots)?;
    u32::try_from(mean).ok()
}

/// Who recommends something, in whole percents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promoters {
    pub detractors: u8,
    pub passives: u8,
    pub promoters: u8,
}

impl Promoters {
    /// Counts steps 0 to 6, 7 and 8, and 9 and 10 of a recommendation; None for another scale, and without ballots.
    pub fn of(rules: &Rules, tally: &[Vec<u32>]) -> Option<Promoters> {
        let groups = groups(rules, tally)?;
        let [detractors, passives, promoters] = Shares::divided(&groups).percents[..] else {
            return None;
        };
        Some(Promoters {
            detractors,
            passives,
            promoters,
        })
    }

    /// Returns the net promoter score: the difference of the two printed percents.
    pub fn score(self) -> i8 {
        self.promoters as i8 - self.detractors as i8
    }
}

/// Returns the number of detractors, passives and promoters; None as for [`Promoters::of`].
fn groups(rules: &Rules, tally: &[Vec<u32>]) -> Option<[u32; 3]> {
    let [counts] = tally else { return None };
    if rules.look != Look::Recommend || counts.iter().all(|count| *count == 0) {
        return None;
    }
    let sum = |part: &[u32]| {
        part.iter()
            .fold(0u32, |sum, count| sum.saturating_add(*count))
    };
    Some([
        sum(counts.get(..PASSIVE)?),
        sum(counts.get(PASSIVE..PROMOTER)?),
        sum(counts.get(PROMOTER..)?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(from: u8, steps: u8, look: Look) -> Rules {
        Rules {
            steps,
            low: Texts::new(),
            high: Texts::new(),
            from,
            look,
        }
    }

    #[test]
    fn the_median_lies_within_the_middle_step() {
        let from_one = |counts: &[u32]| median_tenths(1, counts);
        assert_eq!(from_one(&[0, 0, 0, 0, 0]), None);
        assert_eq!(from_one(&[0, 0, 0, 0, 1]), Some(50));
        assert_eq!(from_one(&[7, 0, 0, 0, 0]), Some(10));
        assert_eq!(from_one(&[1, 2, 6, 12, 10]), Some(40));
        assert_eq!(from_one(&[3, 3]), Some(15));
        assert_eq!(from_one(&[5, 0, 5]), Some(20));
        assert_eq!(from_one(&[0, 9, 1]), Some(21));
        assert_eq!(from_one(&[u32::MAX; 10]), Some(55));
        assert_eq!(median_tenths(0, &[9, 1]), Some(1));
        assert_eq!(median_tenths(0, &[9, 0]), Some(0));
        assert_eq!(median_tenths(0, &[1, 0, 1]), Some(10));
    }

    #[test]
    fn the_mean_is_rounded_once() {
        assert_eq!(mean_hundredths(1, &[0, 0]), None);
        assert_eq!(mean_hundredths(1, &[1, 2, 0]), Some(167));
        assert_eq!(mean_hundredths(0, &[1, 2, 0]), Some(67));
    }

    #[test]
    fn a_ballot_has_a_step_of_its_scale_for_each_item_or_none() {
        let five = rules(1, 5, Look::Numbers);
        let fits = |options, steps: &[Option<u8>]| Scale::fits(&five, options, &Steps::of(steps));
        let fitting = (0..=u8::MAX).filter(|step| fits(0, &[Some(*step)]));
        assert_eq!(fitting.collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert!(fits(3, &[None, Some(5), Some(1)]));
        assert!(fits(3, &[Some(1)]));
        assert!(!fits(3, &[None, None, None]));
        assert!(!fits(3, &[]));
        assert!(!fits(3, &[None, None, None, Some(1)]));
        assert!(!fits(0, &[None, Some(1)]));
        assert!(!fits(10, &[Some(1); 11]));
        let ten = rules(0, 11, Look::Recommend);
        assert!(Scale::fits(&ten, 0, &Steps::of(&[Some(0)])));
        assert!(Scale::fits(&ten, 0, &Steps::of(&[Some(10)])));
        assert!(Scale::fits(
            &rules(0, 11, Look::Numbers),
            10,
            &Steps::of(&[Some(10); 10])
        ));
    }

    #[test]
    fn rules_fit_their_look() {
        assert!(Scale::valid(&rules(1, 10, Look::Numbers), 10).is_ok());
        assert!(Scale::valid(&rules(1, 11, Look::Numbers), 0).is_err());
        assert!(Scale::valid(&rules(0, 11, Look::Numbers), 0).is_ok());
        assert!(Scale::valid(&rules(0, 5, Look::Stars), 0).is_err());
        assert!(Scale::valid(&rules(1, 7, Look::Stars), 0).is_err());
        assert!(Scale::valid(&rules(0, 11, Look::Recommend), 0).is_ok());
        assert!(Scale::valid(&rules(0, 11, Look::Recommend), 2).is_err());
        assert!(Scale::valid(&rules(0, 10, Look::Recommend), 0).is_err());
        assert!(Scale::valid(&rules(2, 5, Look::Numbers), 0).is_err());
    }

    #[test]
    fn the_score_is_the_difference_of_the_printed_percents() {
        let nps = rules(0, 11, Look::Recommend);
        let tally = vec![vec![1, 0, 2, 3, 4, 8, 14, 29, 44, 36, 21]];
        let found = Promoters::of(&nps, &tally).expect("a score");
        let Promoters {
            detractors,
            passives,
            promoters,
        } = found;
        assert_eq!((detractors, passives, promoters), (20, 45, 35));
        assert_eq!(found.score(), 15);
        let mut none = tally;
        none[0].fill(0);
        assert_eq!(Promoters::of(&nps, &none), None);
        none[0][3] = 7;
        assert_eq!(Promoters::of(&nps, &none).map(Promoters::score), Some(-100));
    }

    #[test]
    fn a_recommendation_is_rounded_where_its_groups_are() {
        let recommend = rules(0, 11, Look::Recommend);
        let rounded = |counts: [u32; 11]| {
            let tally = vec![counts.to_vec()];
            Scale::shares(&recommend, &tally, counts.iter().sum()).rounded
        };
        // Three groups of five.
        assert!(rounded([3, 2, 0, 0, 0, 0, 0, 4, 1, 5, 0]));
        assert!(!rounded([5, 0, 0, 0, 0, 0, 0, 5, 0, 0, 10]));
    }

    #[test]
    fn the_item_with_the_highest_median_leads() {
        let five = rules(1, 5, Look::Numbers);
        let shares = |tally: &[[u32; 6]]| {
            let tally = tally.iter().map(|item| item.to_vec()).collect();
            Scale::shares(&five, &tally, 9)
        };
        let some = shares(&[[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 2, 0], [0, 0, 0, 0, 1, 0]]);
        assert_eq!(some.leaders, [1, 2]);
        assert_eq!(some.percents.len(), 15);
        assert_eq!(shares(&[[0; 6], [0; 6]]).leaders, []);
    }
}
