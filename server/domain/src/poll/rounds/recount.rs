//! The counts of polls of each kind, compared with a recount of the last ballots: whatever was cast, repeated, taken back, reset or
//! undone before, with weights, and with one ballot of each group.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::*;
use crate::ids::EntryId;
use crate::poll::kinds::choice::{self, Choice, Picks};
use crate::poll::kinds::estimate::{self, Estimate};
use crate::poll::kinds::free_choice::{self, FreeChoice};
use crate::poll::kinds::matrix::{self, Matrix, Placed, Places};
use crate::poll::kinds::motion::{self, Motion};
use crate::poll::kinds::points::{self, Gifts, Points};
use crate::poll::kinds::quiz::{self, Answer, Quiz};
use crate::poll::kinds::ranking::{self, Ranking};
use crate::poll::kinds::scale::{self, Scale, Steps};
use crate::poll::kinds::text::{self, Text};
use crate::poll::kinds::words::{self, Words};
use crate::poll::mentions::Mentions;
use crate::poll::written::Written;
use crate::text::Texts;

/// Something that happens to a poll.
#[derive(Debug, Clone)]
enum Step {
    /// By a voter: one of three ballots, under a value.
    Cast(u32, u8, u8),
    TakeBack(u32),
    /// The next round; true: the host reset the one before.
    Begin(bool),
    Resume,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..6_u32, 0..3_u8, 0..3_u8).prop_map(|(by, pick, value)| Step::Cast(by, pick, value)),
        3 => (0..6_u32).prop_map(Step::TakeBack),
        1 => any::<bool>().prop_map(Step::Begin),
        1 => Just(Step::Resume),
    ];
    prop::collection::vec(step, 0..60)
}

/// How the ballots of a poll count.
#[derive(Debug, Clone, Copy)]
struct Counting {
    coded: bool,
    /// By the voter's value.
    weights: [u16; 3],
    one_per_value: Option<Which>,
}

fn counting() -> impl Strategy<Value = Counting> {
    let which = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Which::First)),
        1 => Just(Some(Which::Last)),
    ];
    let weights = prop_oneof![Just([1; 3]), Just([1, 3, 1000])];
    (any::<bool>(), weights, which).prop_map(|(coded, weights, one_per_value)| Counting {
        coded,
        weights,
        one_per_value,
    })
}

impl Counting {
    /// The voters of a value cannot change where one of them counts.
    fn value(self, by: u32, value: u8) -> u8 {
        if self.one_per_value.is_some() {
            (by % 3) as u8
        } else {
            value
        }
    }

    fn voice(self, by: u32, value: u8) -> Voice {
        let value = self.value(by, value);
        let mut membership = Membership::default();
        membership.set(GroupId(0), Some(ValueId(value)));
        Voice {
            code: self.coded.then_some(CodeId(by)),
            membership,
            weight: NonZeroU16::new(self.weights[usize::from(value)]).expect("a weight"),
            unit: self.one_per_value.map(|which| Unit {
                value: ValueId(value),
                which,
            }),
        }
    }
}

/// What happened in a round: each ballot in order, with the voter's value, and None where one was taken back; and whether the
/// round is void.
type Naive = (Vec<(u32, Option<u8>, u8)>, bool);

/// The ballots that count, by voter, of those that were cast.
fn counted(cast: &[(u32, Option<u8>, u8)], how: Counting) -> Vec<(u32, u8, u8)> {
    let mut last: Vec<(u32, u8, u8)> = vec![];
    for (by, pick, value) in cast {
        let place = last.iter().position(|(voter, ..)| voter == by);
        match (place, pick) {
            (None, None) => {}
            (None, Some(pick)) => last.push((*by, *pick, *value)),
            (Some(place), None) => drop(last.remove(place)),
            (Some(place), Some(pick)) if how.one_per_value == Some(Which::Last) => {
                last.remove(place);
                last.push((*by, *pick, *value));
            }
            (Some(place), Some(pick)) => last[place] = (*by, *pick, *value),
        }
    }
    let all = last.clone();
    match how.one_per_value {
        None => {}
        Some(Which::First) => last.retain(|(by, _, value)| {
            let first = all.iter().find(|(_, _, other)| other == value);
            first.is_some_and(|(first, ..)| first == by)
        }),
        Some(Which::Last) => last.retain(|(by, _, value)| {
            let last = all.iter().rfind(|(_, _, other)| other == value);
            last.is_some_and(|(last, ..)| last == by)
        }),
    }
    last
}

/// A poll of a kind, with three ballots that differ.
struct Example<K: Kind> {
    rules: K::Rules,
    options: usize,
    ballots: [K::Ballot; 3],
    /// The counts of so many votes for each of the ballots, worked out by hand.
    tally: fn([u32; 3]) -> K::Tally,
}

impl<K: Kind> Example<K> {
    fn recounts(&self, steps: &[Step], how: Counting) -> TestCaseResult {
        for ballot in &self.ballots {
            prop_assert!(K::fits(&self.rules, self.options, ballot), "{ballot:?}");
        }
        let mut rounds: Rounds<K> = Rounds::new(self.rules.clone(), self.options);
        let mut naive: Vec<Naive> = vec![Naive::default()];
        for step in steps {
            let last = naive.last_mut().expect("a round");
            match *step {
                Step::Cast(by, pick, value) => {
                    let ballot = &self.ballots[usize::from(pick)];
                    rounds.cast(ParticipantId(by), ballot, how.voice(by, value));
                    last.0.push((by, Some(pick), how.value(by, value)));
                }
                Step::TakeBack(by) => {
                    rounds.take_back(ParticipantId(by), how.voice(by, 0));
                    last.0.push((by, None, 0));
                }
                Step::Begin(void) => {
                    rounds.begin(void, false);
                    last.1 = void;
                    naive.push(Naive::default());
                }
                Step::Resume => {
                    rounds.resume();
                    if naive.len() > 1 {
                        naive.pop();
                    }
                    naive.last_mut().expect("a round").1 = false;
                }
            }
        }
        prop_assert_eq!(rounds.iter().count(), naive.len());
        let again = rounds.recount(how.one_per_value);
        prop_assert_eq!(again, vec![Some(true); naive.len()]);
        for (i, (round, (cast, void))) in rounds.iter().zip(&naive).enumerate() {
            let ballots = counted(cast, how);
            prop_assert_eq!(round.ballots() as usize, ballots.len());
            prop_assert_eq!(round.mark.void, *void);
            let (tally, extra) = self.count(&ballots, how);
            prop_assert_eq!((round.tally(), round.extra()), (&tally, extra));
            let splits = (0..3_u8).filter_map(|value| {
                let of_value = ballots.iter().filter(|(_, _, of)| *of == value);
                let ballots: Vec<_> = of_value.copied().collect();
                let (tally, extra) = self.count(&ballots, how);
                let split = Split {
                    group: GroupId(0),
                    value: ValueId(value),
                    tally,
                    count: ballots.len() as u32,
                    extra,
                };
                (!ballots.is_empty()).then_some(split)
            });
            prop_assert_eq!(round.splits(), splits.collect::<Vec<_>>());
            if how.one_per_value.is_some() {
                continue;
            }
            let before = naive[..i].iter().rev().find(|(_, void)| !void);
            let before = before
                .map(|(cast, _)| counted(cast, how))
                .unwrap_or_default();
            let both = ballots.iter().filter_map(|(by, pick, _)| {
                let (_, before, _) = before.iter().find(|(voter, ..)| voter == by)?;
                Some(before != pick)
            });
            let both: Vec<bool> = both.collect();
            let again = Again {
                both: both.len() as u32,
                changed: both.iter().filter(|changed| **changed).count() as u32,
            };
            prop_assert_eq!(round.mark.again, again);
        }
        Ok(())
    }

    /// Counts ballots by hand. Returns also what weights add to their number.
    fn count(&self, ballots: &[(u32, u8, u8)], how: Counting) -> (K::Tally, u32) {
        let mut votes = [0; 3];
        for (_, pick, value) in ballots {
            votes[usize::from(*pick)] += u32::from(how.weights[usize::from(*value)]);
        }
        let extra = votes.iter().sum::<u32>() - ballots.len() as u32;
        ((self.tally)(votes), extra)
    }
}

/// Counts without zeros.
fn some<T: Ord>(counts: impl IntoIterator<Item = (T, u32)>) -> BTreeMap<T, u32> {
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn mentions<const N: usize>(counts: [(u32, u32); N]) -> Mentions {
    let counts = counts.map(|(entry, count)| (EntryId(entry), count));
    some(counts).into_iter().collect()
}

fn written(entry: u32) -> Written {
    Written {
        entry: EntryId(entry),
        ..Written::raw(&format!("text {entry}"))
    }
}

fn choice() -> Example<Choice> {
    Example {
        rules: choice::Rules { min: 1, max: 2 },
        options: 3,
        ballots: [Picks::of(&[0]), Picks::of(&[1]), Picks::of(&[0, 2])],
        tally: |[a, b, c]| vec![a + c, b, c],
    }
}

fn free_choice() -> Example<FreeChoice> {
    let ballot = |picks: &[u8], own: Option<u32>| free_choice::Ballot {
        picks: Picks::of(picks),
        own: own.map(|entry| Box::new(written(entry))),
        none: picks.is_empty() && own.is_none(),
    };
    Example {
        rules: free_choice::Rules {
            min: 1,
            max: 2,
            order: free_choice::Order::Given,
            other: true,
            none: Some(free_choice::Without::Abstain),
        },
        options: 2,
        ballots: [ballot(&[0], None), ballot(&[1], Some(7)), ballot(&[], None)],
        tally: |[a, b, c]| free_choice::Votes {
            answers: vec![a, b, b],
            base: a + b,
            none: c,
            own: mentions([(7, b)]),
        },
    }
}

fn scale() -> Example<Scale> {
    Example {
        rules: scale::Rules {
            steps: 5,
            low: Texts::new(),
            high: Texts::new(),
            from: 1,
            look: scale::Look::Numbers,
        },
        options: 2,
        ballots: [
            Steps::of(&[Some(1), Some(5)]),
            Steps::of(&[None, Some(5)]),
            Steps::of(&[Some(1), None]),
        ],
        tally: |[a, b, c]| vec![vec![0, a + c, 0, 0, 0, 0], vec![0, 0, 0, 0, 0, a + b]],
    }
}

fn motion() -> Example<Motion> {
    Example {
        rules: motion::Rules {
            base: motion::Base::Cast,
            majority: None,
        },
        options: 0,
        ballots: [motion::FOR, motion::AGAINST, motion::ABSTAIN],
        tally: |[for_it, against, abstained]| motion::Votes {
            for_it,
            against,
            abstained,
            present: None,
        },
    }
}

fn ranking() -> Example<Ranking> {
    Example {
        rules: ranking::Rules { places: 3 },
        options: 3,
        ballots: [&[0, 1, 2][..], &[2, 0], &[1]].map(ranking::Order::of),
        tally: |[a, b, c]| ranking::Tally {
            first: 2,
            points: vec![2 * a + b, a + 2 * c, 2 * b],
            firsts: vec![a, c, b],
        },
    }
}

fn points() -> Example<Points> {
    Example {
        rules: points::Rules { purse: 10 },
        options: 2,
        ballots: [[10, 0], [0, 10], [4, 6]].map(|gifts| Gifts::of(&gifts)),
        tally: |[a, b, c]| {
            vec![
                some([(10, a), (0, b), (4, c)]),
                some([(0, a), (10, b), (6, c)]),
            ]
        },
    }
}

fn estimate() -> Example<Estimate> {
    Example {
        rules: estimate::Rules {
            decimals: 0,
            from: -5,
            to: 10,
            step: 5,
            unit: Texts::new(),
            truth: None,
        },
        options: 0,
        ballots: [-5, 0, 10],
        tally: |[a, b, c]| some([(-5, a), (0, b), (10, c)]),
    }
}

fn matrix() -> Example<Matrix> {
    let axis = || matrix::Axis {
        name: Texts::new(),
        low: Texts::new(),
        high: Texts::new(),
    };
    Example {
        rules: matrix::Rules {
            steps: 3,
            x: axis(),
            y: axis(),
            best: None,
        },
        options: 2,
        ballots: [
            Places::of(&[Some((1, 3)), Some((2, 2))]),
            Places::of(&[None, Some((2, 1))]),
            Places::of(&[Some((3, 3)), None]),
        ],
        tally: |[a, b, c]| {
            vec![
                Placed {
                    x: vec![a, 0, c],
                    y: vec![0, 0, a + c],
                },
                Placed {
                    x: vec![0, a + b, 0],
                    y: vec![b, a, 0],
                },
            ]
        },
    }
}

fn quiz() -> Example<Quiz> {
    fn rules() -> quiz::Rules {
        quiz::Rules {
            right: Picks::of(&[1]),
            points: 100,
            speed: false,
        }
    }
    Example {
        rules: rules(),
        options: 3,
        ballots: [[0], [1], [2]].map(|picks| Answer::of(&picks)),
        tally: |[a, b, c]| {
            let mut counts = Quiz::empty(&rules(), 3);
            (counts.options, counts.right) = (vec![a, b, c], b);
            counts
        },
    }
}

fn text() -> Example<Text> {
    Example {
        rules: text::Rules { chars: 20 },
        options: 0,
        ballots: [written(1), written(2), written(3)],
        tally: |[a, b, c]| mentions([(1, a), (2, b), (3, c)]),
    }
}

fn words() -> Example<Words> {
    Example {
        rules: words::Rules {
            max: 2,
            chars: 20,
            chinese: words::Chinese::Whole,
        },
        options: 0,
        ballots: [
            vec![written(1)],
            vec![written(1), written(2)],
            vec![written(3)],
        ],
        tally: |[a, b, c]| mentions([(1, a + b), (2, b), (3, c)]),
    }
}

proptest! {
    #[test]
    fn the_counts_equal_a_recount_of_the_last_ballots(steps in steps(), how in counting()) {
        choice().recounts(&steps, how)?;
        free_choice().recounts(&steps, how)?;
        scale().recounts(&steps, how)?;
        motion().recounts(&steps, how)?;
        ranking().recounts(&steps, how)?;
        points().recounts(&steps, how)?;
        estimate().recounts(&steps, how)?;
        matrix().recounts(&steps, how)?;
        quiz().recounts(&steps, how)?;
        text().recounts(&steps, how)?;
        words().recounts(&steps, how)?;
    }
}
