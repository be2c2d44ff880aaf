//! A motion: for, against or abstain.

use plenary_domain::poll::kinds::motion::{
    self as domain, ABSTAIN, AGAINST, FOR, Motion, Rules, Votes,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, PHONES, leaning};
use crate::protocol::same;

/// What 100 % is, and the majority that is needed, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MotionRules {
    pub base: MotionBase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub majority: Option<Majority>,
}

/// What 100 % is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum MotionBase {
    /// All votes, abstentions included.
    Cast,
    /// The votes for and against.
    WithoutAbstentions,
    /// The guests who have checked in when voting closes, if there are any, or else the phones connected and the hands raised beside
    /// them, and at least all votes.
    Present,
}

/// How much of the base must be in favour: more than half, or at least the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Majority {
    Simple,
    ThreeFifths,
    TwoThirds,
    ThreeQuarters,
}

/// The votes. Before the reveal only hosts see them. The poll's `shares` are those of the base: for and against, then
/// abstentions and those who did not vote, if they belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MotionTally {
    /// For, against, abstentions.
    pub counts: [u32; 3],
    /// Those present who did not vote, if they belong to the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub absent: Option<u32>,
    /// The number that is 100 %. Absent while voting is open, if it is the number of those present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub base: Option<u32>,
    /// Absent if no majority is needed, and while there is no vote or no base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub adopted: Option<bool>,
}

same!(
    MotionBase,
    domain::Base,
    [Cast, WithoutAbstentions, Present]
);
same!(
    Majority,
    domain::Majority,
    [Simple, ThreeFifths, TwoThirds, ThreeQuarters]
);

impl Kind for Motion {
    type Asked = MotionRules;
    /// 0: for; 1: against; 2: abstain.
    type Cast = u8;
    type Counted = MotionTally;

    fn asked(rules: &Rules, _: bool) -> MotionRules {
        MotionRules {
            base: rules.base.into(),
            majority: rules.majority.map(Into::into),
        }
    }

    fn rules(asked: &MotionRules) -> Rules {
        Rules {
            base: asked.base.into(),
            majority: asked.majority.map(Into::into),
        }
    }

    fn cast(side: &u8) -> u8 {
        *side
    }

    fn ballot(side: &u8) -> u8 {
        *side
    }

    fn counted(rules: &Rules, votes: &Votes, _: bool) -> MotionTally {
        MotionTally {
            counts: [votes.for_it, votes.against, votes.abstained],
            absent: votes.absent(*rules),
            base: votes.base(*rules),
            adopted: votes.is_adopted(*rules),
        }
    }

    fn base(rules: &Rules) -> Option<&'static str> {
        Some(match rules.base {
            domain::Base::Cast => "votes",
            domain::Base::WithoutAbstentions => "votes_for_and_against",
            domain::Base::Present => PHONES,
        })
    }

    fn any(_: &MotionRules, _: usize, poll: u32, below: &mut dyn FnMut(usize) -> usize) -> u8 {
        match (leaning(3, below) as u8, poll.is_multiple_of(2)) {
            (FOR, true) => AGAINST,
            (AGAINST, true) => FOR,
            (side, _) => side,
        }
    }

    /// The number of those present is not in the ballots, so what depends on it is left out.
    fn recount<'a>(
        asked: &MotionRules,
        _: usize,
        ballots: impl Iterator<Item = &'a u8>,
    ) -> MotionTally {
        let ballots: Vec<u8> = ballots.copied().collect();
        let on = |side| ballots.iter().filter(|cast| **cast == side).count() as u32;
        let counts = [on(FOR), on(AGAINST), on(ABSTAIN)];
        let base = match asked.base {
            MotionBase::Cast => Some(counts.iter().sum()),
            MotionBase::WithoutAbstentions => Some(counts[0] + counts[1]),
            MotionBase::Present => None,
        };
        let needed = asked.majority.map(|majority| match majority {
            Majority::Simple => 0.5,
            Majority::ThreeFifths => 0.6,
            Majority::TwoThirds => 2.0 / 3.0,
            Majority::ThreeQuarters => 0.75,
        });
        let adopted = match (needed, base) {
            (Some(needed), Some(base)) if !ballots.is_empty() => {
                let votes = f64::from(counts[0]);
                let least = needed * f64::from(base);
                let is_more = votes > least + 1e-6;
                let is_equal = (votes - least).abs() <= 1e-6;
                let equals = asked.majority != Some(Majority::Simple) && base > 0;
                Some(is_more || (is_equal && equals))
            }
            (Some(_) | None, Some(_) | None) => None,
        };
        MotionTally {
            counts,
            absent: None,
            base,
            adopted,
        }
    }

    fn covers(counted: &MotionTally, part: &MotionTally) -> bool {
        counted
            .counts
            .iter()
            .zip(part.counts)
            .all(|(all, some)| *all >= some)
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
        let bases = [domain::Base::Cast, domain::Base::WithoutAbstentions];
        let majorities = [
            None,
            Some(domain::Majority::Simple),
            Some(domain::Majority::ThreeFifths),
            Some(domain::Majority::TwoThirds),
            Some(domain::Majority::ThreeQuarters),
        ];
        for poll in 0..400 {
            let rules = Rules {
                base: bases[poll as usize % 2],
                majority: majorities[poll as usize % 5],
            };
            let asked = Motion::asked(&rules, false);
            let ballots: Vec<u8> = (0..poll % 30)
                .map(|_| Motion::any(&asked, 0, poll, &mut dice))
                .collect();
            let mut votes = Motion::empty(&rules, 0);
            for side in &ballots {
                assert!(Motion::fits(&rules, 0, side));
                Motion::count(&mut votes, side, 1);
            }
            let recount = Motion::recount(&asked, 0, ballots.iter());
            assert_eq!(Motion::counted(&rules, &votes, true), recount);
            let part = Motion::recount(&asked, 0, ballots.iter().skip(1));
            assert!(Motion::covers(&recount, &part));
            assert_eq!(Motion::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn absent_fields_are_not_written() {
        let rules = Rules {
            base: domain::Base::Present,
            majority: None,
        };
        let json = serde_json::to_string(&Motion::asked(&rules, true)).expect("JSON");
        assert_eq!(json, r#"{"base":"present"}"#);
        let counted = Motion::counted(&rules, &Votes::default(), true);
        let json = serde_json::to_string(&counted).expect("JSON");
        assert_eq!(json, r#"{"counts":[0,0,0]}"#);
    }
}
