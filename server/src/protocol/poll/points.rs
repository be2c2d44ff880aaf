//! A purse of points, distributed over options.

use plenary_domain::poll::kinds::points::{
    Gifts, Histogram, Points, Rules, mean_tenths, middle_half, step, sum,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};

/// Exactly `purse` points in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PointsRules {
    pub purse: u8,
    /// The step in which pages give points; a ballot may have any whole numbers. The server derives it from the purse.
    #[serde(default)]
    pub step: u8,
}

/// The result. Until the reveal only hosts see more than the shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PointsTally {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub given: Option<PointsGiven>,
}

/// What the guests gave each option, by index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PointsGiven {
    pub sums: Vec<u32>,
    /// Means in tenths of a point. Empty before the first ballot.
    pub means_tenths: Vec<u16>,
    /// The least and the most points that the middle half of the guests gave. Empty before the first ballot.
    pub middle: Vec<(u8, u8)>,
}

impl Kind for Points {
    type Asked = PointsRules;
    /// The points for each option, by index.
    type Cast = Vec<u32>;
    type Counted = PointsTally;

    fn asked(rules: &Rules, _: bool) -> PointsRules {
        PointsRules {
            purse: rules.purse,
            step: step(rules),
        }
    }

    fn rules(asked: &PointsRules) -> Rules {
        Rules { purse: asked.purse }
    }

    fn cast(gifts: &Gifts) -> Vec<u32> {
        gifts.points().iter().copied().map(u32::from).collect()
    }

    fn ballot(points: &Vec<u32>) -> Gifts {
        Gifts::of(points)
    }

    fn counted(_: &Rules, tally: &Vec<Histogram>, told: bool) -> PointsTally {
        let given = told.then(|| PointsGiven {
            sums: tally.iter().map(sum).collect(),
            means_tenths: tally.iter().filter_map(mean_tenths).collect(),
            middle: tally.iter().filter_map(middle_half).collect(),
        });
        PointsTally { given }
    }

    fn base(_: &Rules) -> Option<&'static str> {
        Some("all_points")
    }

    fn any(
        asked: &PointsRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<u32> {
        let mut points = vec![0; options];
        let mut left = u32::from(asked.purse);
        while left > 0 {
            let gift = left.min(asked.step.max(1).into());
            points[(leaning(options, below) + poll as usize) % options] += gift;
            left -= gift;
        }
        points
    }

    /// Takes the means and the middle of the sorted ballots.
    fn recount<'a>(
        _: &PointsRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<u32>>,
    ) -> PointsTally {
        let ballots: Vec<&Vec<u32>> = ballots.collect();
        let mut given = PointsGiven {
            sums: vec![],
            means_tenths: vec![],
            middle: vec![],
        };
        for option in 0..options {
            let mut points: Vec<u32> = ballots.iter().map(|ballot| ballot[option]).collect();
            points.sort_unstable();
            let sum: u32 = points.iter().sum();
            given.sums.push(sum);
            let quarter = points.len() / 4;
            if let [first, .., last] | [first @ last] = &points[quarter..points.len() - quarter] {
                // The small addend keeps halves of a tenth above the border, so they are rounded up.
                let mean = f64::from(sum) / points.len() as f64;
                given.means_tenths.push((mean * 10.0 + 1e-9).round() as u16);
                given.middle.push((*first as u8, *last as u8));
            }
        }
        PointsTally { given: Some(given) }
    }

    fn covers(counted: &PointsTally, part: &PointsTally) -> bool {
        let Some(some) = &part.given else {
            return true;
        };
        counted.given.as_ref().is_some_and(|all| {
            let (all, some) = (&all.sums, &some.sums);
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| all >= some)
        })
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(4);
        for poll in 0..300 {
            let options = 2 + poll as usize % 19;
            let rules = Rules {
                purse: 5 + (poll % 96) as u8,
            };
            let asked = Points::asked(&rules, true);
            assert_eq!(Points::rules(&asked), rules);
            let ballots: Vec<Vec<u32>> = (0..poll % 40)
                .map(|_| Points::any(&asked, options, poll, &mut dice))
                .collect();
            let mut tally = Points::empty(&rules, options);
            for ballot in &ballots {
                let gifts = Points::ballot(ballot);
                assert!(Points::fits(&rules, options, &gifts), "{ballot:?}");
                assert_eq!(Points::cast(&gifts), *ballot);
                Points::count(&mut tally, &gifts, 1);
            }
            let recount = Points::recount(&asked, options, ballots.iter());
            assert_eq!(Points::counted(&rules, &tally, true), recount);
            let part = Points::recount(&asked, options, ballots.iter().skip(1));
            assert!(Points::covers(&recount, &part));
            assert_eq!(Points::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn the_mean_and_the_middle_are_told_at_the_reveal() {
        let rules = Rules { purse: 100 };
        let mut tally = Points::empty(&rules, 2);
        for ballot in [[70, 30], [25, 75]] {
            Points::count(&mut tally, &Gifts::of(&ballot), 1);
        }
        let json =
            |told| serde_json::to_string(&Points::counted(&rules, &tally, told)).expect("JSON");
        assert_eq!(json(false), "{}");
        assert_eq!(
            json(true),
            r#"{"given":{"sums":[95,105],"means_tenths":[475,525],"middle":[[25,70],[30,75]]}}"#
        );
    }
}
