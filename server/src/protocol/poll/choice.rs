//! Choice between options.

use std::collections::BTreeSet;

use plenary_domain::poll::kinds::choice::{Choice, Picks, Rules};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};

/// Between `min` and `max` options. Single choice is 1 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ChoiceRules {
    pub min: u8,
    pub max: u8,
}

impl Kind for Choice {
    type Asked = ChoiceRules;
    /// The indices of the picked options; 0 is A.
    type Cast = Vec<u8>;
    /// Number of ballots that picked each option, by index.
    type Counted = Vec<u32>;

    fn asked(rules: &Rules, _: bool) -> ChoiceRules {
        let Rules { min, max } = *rules;
        ChoiceRules { min, max }
    }

    fn rules(asked: &ChoiceRules) -> Rules {
        let ChoiceRules { min, max } = *asked;
        Rules { min, max }
    }

    fn cast(picks: &Picks) -> Vec<u8> {
        picks.indices().collect()
    }

    fn ballot(indices: &Vec<u8>) -> Picks {
        Picks::of(indices)
    }

    fn counted(_: &Rules, tally: &Vec<u32>, _: bool) -> Vec<u32> {
        tally.clone()
    }

    fn base(_: &Rules) -> Option<&'static str> {
        Some("votes")
    }

    fn any(
        asked: &ChoiceRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<u8> {
        let (min, max) = (usize::from(asked.min), usize::from(asked.max));
        let picks = min + below(max - min + 1);
        let mut chosen = BTreeSet::new();
        while chosen.len() < picks.min(options) {
            chosen.insert(((leaning(options, below) + poll as usize) % options) as u8);
        }
        chosen.into_iter().collect()
    }

    fn recount<'a>(
        _: &ChoiceRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<u8>>,
    ) -> Vec<u32> {
        let mut counts = vec![0; options];
        for &index in ballots.flatten() {
            if let Some(count) = counts.get_mut(usize::from(index)) {
                *count += 1;
            }
        }
        counts
    }

    fn covers(counted: &Vec<u32>, part: &Vec<u32>) -> bool {
        counted.len() == part.len() && counted.iter().zip(part).all(|(all, some)| all >= some)
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    #[test]
    fn any_ballot_fits_its_poll() {
        let (rules, options) = (Rules { min: 2, max: 3 }, 4);
        let mut dice = dice(5);
        for poll in 0..200 {
            let picks = Choice::any(&Choice::asked(&rules, true), options, poll, &mut dice);
            assert!(
                Choice::fits(&rules, options, &Choice::ballot(&picks)),
                "{picks:?}"
            );
        }
    }

    #[test]
    fn a_recount_covers_its_parts() {
        let ballots = [vec![0, 2], vec![2], vec![9]];
        let count = |n| Choice::recount(&ChoiceRules { min: 1, max: 2 }, 3, ballots[..n].iter());
        assert_eq!(count(3), [1, 0, 2]);
        assert!(Choice::covers(&count(3), &count(1)));
        assert!(!Choice::covers(&count(1), &count(2)));
    }
}
