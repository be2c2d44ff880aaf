//! A scale with labels for both ends.

use std::collections::BTreeMap;

use plenary_domain::poll::kinds::scale::{Rules, Scale, median_tenths};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};
use crate::protocol::Texts;

/// A step from 1 to `steps`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScaleRules {
    pub steps: u8,
    /// The label of step 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub low: Texts,
    /// The label of the last step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub high: Texts,
}

/// How the ballots are distributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScaleTally {
    /// Number of ballots on each step, from step 1 on.
    pub counts: Vec<u32>,
    /// In tenths of a step: 41 is 4.1. Absent while there is no ballot, and before the reveal, except for hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub median_tenths: Option<u32>,
}

impl Kind for Scale {
    type Asked = ScaleRules;
    /// The step, from 1.
    type Cast = u8;
    type Counted = ScaleTally;

    fn asked(rules: &Rules, _: bool) -> ScaleRules {
        let Rules { steps, low, high } = rules.clone();
        ScaleRules { steps, low, high }
    }

    fn rules(asked: &ScaleRules) -> Rules {
        let ScaleRules { steps, low, high } = asked.clone();
        Rules { steps, low, high }
    }

    fn cast(step: &u8) -> u8 {
        *step
    }

    fn ballot(step: &u8) -> u8 {
        *step
    }

    fn counted(_: &Rules, tally: &Vec<u32>, told: bool) -> ScaleTally {
        ScaleTally {
            counts: tally.clone(),
            median_tenths: told.then(|| median_tenths(tally)).flatten(),
        }
    }

    fn any(asked: &ScaleRules, _: usize, poll: u32, below: &mut dyn FnMut(usize) -> usize) -> u8 {
        let from_end = leaning(asked.steps.into(), below) as u8;
        if poll.is_multiple_of(2) {
            asked.steps - from_end
        } else {
            1 + from_end
        }
    }

    /// Takes the median of the sorted ballots, each spread over its step.
    fn recount<'a>(
        asked: &ScaleRules,
        _: usize,
        ballots: impl Iterator<Item = &'a u8>,
    ) -> ScaleTally {
        let mut steps: Vec<u8> = ballots.copied().collect();
        steps.sort_unstable();
        let on = |step| steps.iter().filter(|cast| **cast == step).count();
        let counts = (1..=asked.steps).map(|step| on(step) as u32);
        let middle = steps.len() / 2;
        let median = steps.get(middle).map(|&upper| {
            let lower = steps[(steps.len() - 1) / 2];
            if lower != upper {
                return (f64::from(lower) + f64::from(upper)) / 2.0;
            }
            let before = steps.iter().filter(|step| **step < upper).count();
            let into = steps.len() as f64 / 2.0 - before as f64;
            f64::from(upper) - 0.5 + into / on(upper) as f64
        });
        ScaleTally {
            counts: counts.collect(),
            // The small addend keeps halves of a tenth above the border, so they are rounded up.
            median_tenths: median.map(|median| (median * 10.0 + 1e-9).round() as u32),
        }
    }

    fn covers(counted: &ScaleTally, part: &ScaleTally) -> bool {
        let (all, some) = (&counted.counts, &part.counts);
        all.len() == some.len() && all.iter().zip(some).all(|(all, some)| all >= some)
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    fn rules(steps: u8) -> Rules {
        Rules {
            steps,
            low: Texts::new(),
            high: Texts::from([("en".into(), "Very".into())]),
        }
    }

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(9);
        for poll in 0..300 {
            let rules = rules(2 + poll as u8 % 9);
            let asked = Scale::asked(&rules, true);
            let ballots: Vec<u8> = (0..poll % 40)
                .map(|_| Scale::any(&asked, 0, poll, &mut dice))
                .collect();
            let mut tally = Scale::empty(&rules, 0);
            for step in &ballots {
                assert!(Scale::fits(&rules, 0, step), "{step} of {}", rules.steps);
                Scale::count(&mut tally, step, 1);
            }
            let recount = Scale::recount(&asked, 0, ballots.iter());
            assert_eq!(Scale::counted(&rules, &tally, true), recount);
            let part = Scale::recount(&asked, 0, ballots.iter().skip(1));
            assert!(Scale::covers(&recount, &part));
            assert_eq!(Scale::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn the_median_is_told_at_the_reveal() {
        let median = |told| Scale::counted(&rules(5), &vec![0, 0, 0, 0, 1], told).median_tenths;
        assert_eq!((median(false), median(true)), (None, Some(50)));
    }

    #[test]
    fn absent_fields_are_not_written() {
        let json = |value| serde_json::to_string(&value).expect("JSON");
        assert_eq!(
            json(Scale::asked(&rules(5), true)),
            r#"{"steps":5,"high":{"en":"Very"}}"#
        );
        assert_eq!(
            serde_json::to_string(&Scale::counted(&rules(5), &vec![0, 0], true)).expect("JSON"),
            r#"{"counts":[0,0]}"#
        );
    }
}
