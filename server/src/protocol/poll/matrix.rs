//! A 2×2 matrix: each option gets a place between two axes.

use std::collections::BTreeMap;

use plenary_domain::poll::kinds::matrix::{
    self as domain, Axis, Matrix, PLACED_MAX, Place, Placed, Places, Rules, mean_hundredths,
    middle_half,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};
use crate::protocol::{Texts, same};

/// Both axes have the steps 1 to `steps`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MatrixRules {
    pub steps: u8,
    /// From left to right.
    pub x: MatrixAxis,
    /// From the bottom to the top.
    pub y: MatrixAxis,
    /// Where the best options are; absent if no corner is better than another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub best: Option<MatrixCorner>,
}

/// An axis by the names of itself, of its first step and of its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MatrixAxis {
    pub name: Texts,
    pub low: Texts,
    pub high: Texts,
}

/// A corner of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum MatrixCorner {
    TopRight,
    TopLeft,
    BottomRight,
    BottomLeft,
}

same!(
    MatrixCorner,
    domain::Corner,
    [TopRight, TopLeft, BottomRight, BottomLeft]
);

/// Where the guests place the options. Until the reveal only hosts see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MatrixTally {
    /// By the options' indices. The poll's `shares` have no percents; their `leaders` are the options nearest to the best corner.
    pub options: Vec<MatrixOption>,
}

/// The places of one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MatrixOption {
    /// How many ballots give it a place.
    pub placed: u32,
    pub x: MatrixSpread,
    pub y: MatrixSpread,
}

/// The places of an option on one axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MatrixSpread {
    /// Number of ballots on each step.
    pub counts: Vec<u32>,
    /// In hundredths of a step: 412 is 4.12. Absent while nobody has placed the option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mean_hundredths: Option<u16>,
    /// The first and the last step of the middle half of the ballots. Absent while nobody has placed the option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub middle: Option<(u8, u8)>,
}

impl From<&Axis> for MatrixAxis {
    fn from(axis: &Axis) -> MatrixAxis {
        let Axis { name, low, high } = axis.clone();
        MatrixAxis { name, low, high }
    }
}

impl From<&MatrixAxis> for Axis {
    fn from(axis: &MatrixAxis) -> Axis {
        let MatrixAxis { name, low, high } = axis.clone();
        Axis { name, low, high }
    }
}

impl Kind for Matrix {
    type Asked = MatrixRules;
    /// The place of each option, in the order of the options: its steps on x and y, or null.
    type Cast = Vec<Option<Place>>;
    type Counted = MatrixTally;

    fn asked(rules: &Rules, _: bool) -> MatrixRules {
        MatrixRules {
            steps: rules.steps,
            x: (&rules.x).into(),
            y: (&rules.y).into(),
            best: rules.best.map(Into::into),
        }
    }

    fn rules(asked: &MatrixRules) -> Rules {
        Rules {
            steps: asked.steps,
            x: (&asked.x).into(),
            y: (&asked.y).into(),
            best: asked.best.map(Into::into),
        }
    }

    fn cast(ballot: &Places) -> Vec<Option<Place>> {
        let mut places: Vec<Option<Place>> = ballot.options(PLACED_MAX).collect();
        let placed = places.iter().rposition(Option::is_some);
        places.truncate(placed.map_or(0, |last| last + 1));
        places
    }

    fn ballot(places: &Vec<Option<Place>>) -> Places {
        Places::of(places)
    }

    fn counted(_: &Rules, tally: &Vec<Placed>, _: bool) -> MatrixTally {
        let spread = |counts: &[u32]| MatrixSpread {
            counts: counts.to_vec(),
            mean_hundredths: mean_hundredths(counts),
            middle: middle_half(counts),
        };
        let option = |placed: &Placed| MatrixOption {
            placed: placed.ballots() as u32,
            x: spread(&placed.x),
            y: spread(&placed.y),
        };
        MatrixTally {
            options: tally.iter().map(option).collect(),
        }
    }

    /// Places each option around a place of its own, and leaves out some.
    fn any(
        asked: &MatrixRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<Option<Place>> {
        let steps = usize::from(asked.steps);
        let mut place = |option: usize| {
            let mut step = |is_high: bool| {
                let from_end = leaning(steps, below);
                let step = if is_high {
                    steps - from_end
                } else {
                    1 + from_end
                };
                step as u8
            };
            let corner = option + poll as usize;
            let place = (
                step(corner.is_multiple_of(2)),
                step(!corner.is_multiple_of(3)),
            );
            let is_left_out = option > 0 && below(6) == 0;
            (!is_left_out).then_some(place)
        };
        let mut places: Vec<Option<Place>> = (0..options).map(&mut place).collect();
        while places.last() == Some(&None) {
            places.pop();
        }
        places
    }

    /// Takes the means and the middle of the sorted ballots.
    fn recount<'a>(
        asked: &MatrixRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<Option<Place>>>,
    ) -> MatrixTally {
        let ballots: Vec<&Vec<Option<Place>>> = ballots.collect();
        let option = |option: usize| {
            let places = ballots.iter().filter_map(|places| *places.get(option)?);
            let places: Vec<Place> = places.collect();
            MatrixOption {
                placed: places.len() as u32,
                x: recount_axis(asked.steps, places.iter().map(|(x, _)| *x).collect()),
                y: recount_axis(asked.steps, places.iter().map(|(_, y)| *y).collect()),
            }
        };
        MatrixTally {
            options: (0..options).map(option).collect(),
        }
    }

    fn covers(counted: &MatrixTally, part: &MatrixTally) -> bool {
        let covers = |all: &MatrixSpread, some: &MatrixSpread| {
            let (all, some) = (&all.counts, &some.counts);
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| all >= some)
        };
        let (all, some) = (&counted.options, &part.options);
        all.len() == some.len()
            && all.iter().zip(some).all(|(all, some)| {
                all.placed >= some.placed && covers(&all.x, &some.x) && covers(&all.y, &some.y)
            })
    }
}

fn recount_axis(steps: u8, mut found: Vec<u8>) -> MatrixSpread {
    found.sort_unstable();
    let mut on: BTreeMap<u8, u32> = (1..=steps).map(|step| (step, 0)).collect();
    for step in &found {
        *on.entry(*step).or_default() += 1;
    }
    let sum: f64 = found.iter().copied().map(f64::from).sum();
    let quarter = found.len() / 4;
    let middle = &found[quarter..found.len() - quarter];
    let (first, last) = (middle.first().copied(), middle.last().copied());
    MatrixSpread {
        counts: on.into_values().collect(),
        // The small addend keeps halves above the border, so they are rounded up.
        mean_hundredths: first.map(|_| (sum * 100.0 / found.len() as f64 + 1e-9).round() as u16),
        middle: first.zip(last),
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    fn rules(steps: u8) -> Rules {
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
            best: Some(domain::Corner::TopLeft),
        }
    }

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(6);
        for poll in 0..300 {
            let (rules, options) = (rules(2 + poll as u8 % 4), 2 + poll as usize % 9);
            let asked = Matrix::asked(&rules, true);
            assert_eq!(<Matrix as Kind>::rules(&asked), rules);
            let ballots: Vec<Vec<Option<Place>>> = (0..poll % 40)
                .map(|_| Matrix::any(&asked, options, poll, &mut dice))
                .collect();
            let mut tally = Matrix::empty(&rules, options);
            for places in &ballots {
                let ballot = Matrix::ballot(places);
                assert!(Matrix::fits(&rules, options, &ballot), "{places:?}");
                assert_eq!(Matrix::cast(&ballot), *places);
                Matrix::count(&mut tally, &ballot, 1);
            }
            let recount = Matrix::recount(&asked, options, ballots.iter());
            assert_eq!(Matrix::counted(&rules, &tally, true), recount);
            let part = Matrix::recount(&asked, options, ballots.iter().skip(1));
            assert!(Matrix::covers(&recount, &part));
            assert_eq!(Matrix::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn a_matrix_is_written_short() {
        let rules = rules(2);
        let json = |value: &MatrixRules| serde_json::to_string(value).expect("JSON");
        assert_eq!(
            json(&Matrix::asked(&rules, false)),
            r#"{"steps":2,"x":{"name":{"en":"Effort"},"low":{"en":"Low"},"high":{"en":"High"}},"y":{"name":{"en":"Impact"},"low":{"en":"Low"},"high":{"en":"High"}},"best":"top_left"}"#
        );
        let ballot = Matrix::ballot(&vec![None, Some((1, 2))]);
        assert_eq!(
            serde_json::to_string(&Matrix::cast(&ballot)).expect("JSON"),
            "[null,[1,2]]"
        );
        let mut tally = Matrix::empty(&rules, 2);
        Matrix::count(&mut tally, &ballot, 1);
        assert_eq!(
            serde_json::to_string(&Matrix::counted(&rules, &tally, true)).expect("JSON"),
            r#"{"options":[{"placed":0,"x":{"counts":[0,0]},"y":{"counts":[0,0]}},{"placed":1,"x":{"counts":[1,0],"mean_hundredths":100,"middle":[1,1]},"y":{"counts":[0,1],"mean_hundredths":200,"middle":[2,2]}}]}"#
        );
    }
}
