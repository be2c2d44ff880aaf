//! Options in order, the best one first.

use plenary_domain::poll::kinds::ranking::{self, Order, Ranking, Rules, ranks};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};

/// From 1 to `places` of the options in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct RankingRules {
    pub places: u8,
}

/// The result of a ranking. Until the reveal only hosts see more than the shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct RankingTally {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ladder: Option<Ladder>,
}

/// What ranks the options, by index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Ladder {
    /// The points for a first place; each next place gives one point less.
    pub first: u8,
    pub points: Vec<u32>,
    /// Number of ballots with the option in the first place.
    pub firsts: Vec<u32>,
    /// By points, from 1. Equal points have equal ranks. Empty before the first ballot.
    pub ranks: Vec<u8>,
}

impl Kind for Ranking {
    type Asked = RankingRules;
    /// The indices of the options, the best first.
    type Cast = Vec<u8>;
    type Counted = RankingTally;

    fn asked(rules: &Rules, _: bool) -> RankingRules {
        RankingRules {
            places: rules.places,
        }
    }

    fn rules(asked: &RankingRules) -> Rules {
        Rules {
            places: asked.places,
        }
    }

    fn cast(order: &Order) -> Vec<u8> {
        order.indices().collect()
    }

    fn ballot(indices: &Vec<u8>) -> Order {
        Order::of(indices)
    }

    fn counted(_: &Rules, tally: &ranking::Tally, told: bool) -> RankingTally {
        let ladder = told.then(|| Ladder {
            first: tally.first,
            points: tally.points.clone(),
            firsts: tally.firsts.clone(),
            ranks: ranks(&tally.points),
        });
        RankingTally { ladder }
    }

    fn base(_: &Rules) -> Option<&'static str> {
        Some("first_places_on_all_ballots")
    }

    fn any(
        asked: &RankingRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<u8> {
        let places = 1 + below(asked.places.into());
        let mut order: Vec<u8> = vec![];
        while order.len() < places.min(options) {
            let option = ((leaning(options, below) + poll as usize) % options) as u8;
            if !order.contains(&option) {
                order.push(option);
            }
        }
        order
    }

    /// Gives points place by place, and ranks by sorting.
    fn recount<'a>(
        asked: &RankingRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<u8>>,
    ) -> RankingTally {
        let first = usize::from(asked.places).min(options - 1);
        let (mut points, mut firsts) = (vec![0; options], vec![0; options]);
        for ballot in ballots {
            for (place, option) in ballot.iter().copied().map(usize::from).enumerate() {
                points[option] += (first - place) as u32;
                firsts[option] += u32::from(place == 0);
            }
        }
        let mut sorted = points.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let rank = |own: &u32| sorted.iter().position(|points| points == own);
        let ranks = points.iter().filter_map(rank).map(|at| at as u8 + 1);
        RankingTally {
            ladder: Some(Ladder {
                first: first as u8,
                ranks: ranks.filter(|_| sorted[0] > 0).collect(),
                points,
                firsts,
            }),
        }
    }

    fn covers(counted: &RankingTally, part: &RankingTally) -> bool {
        let Some(some) = &part.ladder else {
            return true;
        };
        let covers = |all: &[u32], some: &[u32]| {
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| all >= some)
        };
        counted.ladder.as_ref().is_some_and(|all| {
            covers(&all.points, &some.points) && covers(&all.firsts, &some.firsts)
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
        let mut dice = dice(3);
        for poll in 0..300 {
            let options = 2 + poll as usize % 19;
            let rules = Rules {
                places: 1 + (poll % options as u32) as u8,
            };
            let asked = Ranking::asked(&rules, true);
            let ballots: Vec<Vec<u8>> = (0..poll % 40)
                .map(|_| Ranking::any(&asked, options, poll, &mut dice))
                .collect();
            let mut tally = Ranking::empty(&rules, options);
            for ballot in &ballots {
                let order = Ranking::ballot(ballot);
                assert!(Ranking::fits(&rules, options, &order), "{ballot:?}");
                assert_eq!(Ranking::cast(&order), *ballot);
                Ranking::count(&mut tally, &order, 1);
            }
            let recount = Ranking::recount(&asked, options, ballots.iter());
            assert_eq!(Ranking::counted(&rules, &tally, true), recount);
            let part = Ranking::recount(&asked, options, ballots.iter().skip(1));
            assert!(Ranking::covers(&recount, &part));
            assert_eq!(Ranking::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn points_and_ranks_are_told_at_the_reveal() {
        let rules = Rules { places: 2 };
        let mut tally = Ranking::empty(&rules, 3);
        Ranking::count(&mut tally, &Order::of(&[2, 0]), 1);
        let json =
            |told| serde_json::to_string(&Ranking::counted(&rules, &tally, told)).expect("JSON");
        assert_eq!(json(false), "{}");
        assert_eq!(
            json(true),
            r#"{"ladder":{"first":2,"points":[1,0,2],"firsts":[0,0,1],"ranks":[2,3,1]}}"#
        );
    }
}
