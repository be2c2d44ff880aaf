//! A quiz question. The correct answer is in no byte before a host tells it, except to hosts: neither in the rules nor in the
//! counts.

use std::collections::BTreeSet;

use plenary_domain::poll::kinds::quiz::{Answer, Counts, Quiz, Rules};
use plenary_domain::poll::picks::Picks;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};

/// A question about the options, with a time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuizRules {
    /// Several options are correct: a ballot picks one or more, and earns points if it picks exactly the correct ones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub several: bool,
    /// For a correct ballot.
    pub points: u16,
    /// The points fall with the time that was used, to half.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub speed: bool,
    /// The indices of the correct options; 0 is A. Absent before a host tells the answer, except for hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u8>>")]
    pub right: Vec<u8>,
}

/// The counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuizTally {
    /// Number of ballots that picked each option, by index.
    pub counts: Vec<u32>,
    /// Number of correct ballots. Absent before a host tells the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub right: Option<u32>,
}

impl Kind for Quiz {
    type Asked = QuizRules;
    /// The indices of the picked options; 0 is A.
    type Cast = Vec<u8>;
    type Counted = QuizTally;

    fn asked(rules: &Rules, told: bool) -> QuizRules {
        QuizRules {
            several: rules.is_several(),
            points: rules.points,
            speed: rules.speed,
            right: if told {
                rules.right.indices().collect()
            } else {
                vec![]
            },
        }
    }

    fn rules(asked: &QuizRules) -> Rules {
        Rules {
            right: Picks::of(&asked.right),
            points: asked.points,
            speed: asked.speed,
        }
    }

    fn cast(answer: &Answer) -> Vec<u8> {
        answer.picks.indices().collect()
    }

    fn ballot(indices: &Vec<u8>) -> Answer {
        Answer::of(indices)
    }

    fn counted(_: &Rules, counts: &Counts, told: bool) -> QuizTally {
        QuizTally {
            counts: counts.options.clone(),
            right: told.then_some(counts.right),
        }
    }

    fn any(
        asked: &QuizRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<u8> {
        let picks = if asked.several { 1 + below(options) } else { 1 };
        let mut chosen = BTreeSet::new();
        while chosen.len() < picks.min(options) {
            chosen.insert(((leaning(options, below) + poll as usize) % options) as u8);
        }
        chosen.into_iter().collect()
    }

    fn recount<'a>(
        asked: &QuizRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<u8>>,
    ) -> QuizTally {
        let (mut counts, mut right) = (vec![0; options], 0);
        for picks in ballots {
            for &index in picks {
                if let Some(count) = counts.get_mut(usize::from(index)) {
                    *count += 1;
                }
            }
            let sorted: BTreeSet<&u8> = picks.iter().collect();
            right += u32::from(sorted.into_iter().eq(&asked.right));
        }
        QuizTally {
            counts,
            right: (!asked.right.is_empty()).then_some(right),
        }
    }

    fn covers(counted: &QuizTally, part: &QuizTally) -> bool {
        let all = counted.counts.iter().zip(&part.counts);
        counted.counts.len() == part.counts.len()
            && all.into_iter().all(|(all, some)| all >= some)
            && counted.right.unwrap_or(u32::MAX) >= part.right.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    fn rules(right: &[u8]) -> Rules {
        Rules {
            right: Picks::of(right),
            points: 1000,
            speed: true,
        }
    }

    #[test]
    fn any_ballot_fits_its_poll() {
        let mut dice = dice(5);
        for (poll, right) in (0..200).zip([&[1][..], &[0, 3]].into_iter().cycle()) {
            let (rules, options) = (rules(right), 4);
            let picks = Quiz::any(&Quiz::asked(&rules, false), options, poll, &mut dice);
            assert!(
                Quiz::fits(&rules, options, &Quiz::ballot(&picks)),
                "{picks:?}"
            );
        }
    }

    #[test]
    fn a_recount_covers_its_parts() {
        let ballots = [vec![2, 0], vec![2], vec![9]];
        let asked = Quiz::asked(&rules(&[0, 2]), true);
        let count = |n| Quiz::recount(&asked, 3, ballots[..n].iter());
        assert_eq!((count(3).counts, count(3).right), (vec![1, 0, 2], Some(1)));
        assert!(Quiz::covers(&count(3), &count(1)));
        assert!(!Quiz::covers(&count(1), &count(2)));
    }

    #[test]
    fn the_answer_is_in_no_byte_before_it_is_told() {
        let json = |value: &dyn Fn(&[u8]) -> String| (value(&[1, 3]), value(&[0, 2]));
        let (one, other) =
            json(&|right| serde_json::to_string(&Quiz::asked(&rules(right), false)).expect("json"));
        assert_eq!(one, other);
        let (one, other) = json(&|right| {
            let rules = rules(right);
            let mut counts = Quiz::empty(&rules, 4);
            Quiz::count(&mut counts, &Answer::of(&[1, 3]), 5);
            serde_json::to_string(&Quiz::counted(&rules, &counts, false)).expect("json")
        });
        assert_eq!(one, other);
    }
}
