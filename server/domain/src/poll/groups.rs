//! Counts how the members of each group value voted: a separate tally for each value. Says which of these counts may be
//! shown, exported or kept, because the counts of few voters would reveal how somebody voted: in one table ([`seen`]), and
//! between two tables of one round, which a host can close, reopen and close again ([`Told`]).

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};

use super::kind::Kind;
use super::voters::Voter;
use crate::ids::{GroupId, ValueId};
use crate::people::membership::Membership;

/// Minimum number of voters of a group's value whose counts may be seen, and of the voters by whom two tables of it differ.
pub const SPLIT_VOTERS_MIN: u32 = 5;

/// The counts of the ballots cast under one value of a group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Split<T> {
    #[n(0)]
    pub group: GroupId,
    #[n(1)]
    pub value: ValueId,
    #[n(2)]
    pub tally: T,
    /// The number of ballots.
    #[n(3)]
    pub count: u32,
    /// What weights add to it.
    #[n(4)]
    #[cbor(default)]
    pub extra: u32,
}

impl<T> Split<T> {
    /// Returns how many votes the ballots count for.
    pub fn votes(&self) -> u32 {
        self.count.saturating_add(self.extra)
    }

    /// Returns the same split with its tally converted.
    pub(super) fn map<U>(&self, tally: impl FnOnce(&T) -> U) -> Split<U> {
        Split {
            group: self.group,
            value: self.value,
            tally: tally(&self.tally),
            count: self.count,
            extra: self.extra,
        }
    }
}

/// Adds a ballot to the counts of each value under which it was cast with a weight, or removes it if `by` is negative. Keeps the order
/// of groups and values, and no value without ballots.
pub(super) fn count_split<K: Kind>(
    splits: &mut Vec<Split<K::Tally>>,
    membership: Membership,
    ballot: &K::Ballot,
    by: i32,
    empty: &K::Tally,
) {
    for (group, value) in membership.values() {
        let found =
            splits.binary_search_by_key(&(group, value), |split| (split.group, split.value));
        let at = found.unwrap_or_else(|at| {
            let split = Split {
                group,
                value,
                tally: empty.clone(),
                count: 0,
                extra: 0,
            };
            splits.insert(at, split);
            at
        });
        let split = &mut splits[at];
        K::count(&mut split.tally, ballot, by);
        split.count = split.count.saturating_add_signed(by.signum());
        split.extra = split.extra.saturating_add_signed(by - by.signum());
        if split.count == 0 {
            splits.remove(at);
        }
    }
}

/// Returns the values of a group whose counts may be seen, given the number of ballots and the splits of each round.
/// A value needs enough voters in every round. While the ballots outside the values seen, known by subtraction, would be
/// few, the smallest value is left out too.
pub fn seen<T>(group: GroupId, rounds: &[(u32, &[Split<T>])]) -> BTreeSet<ValueId> {
    let of_group = |splits: &[Split<T>], value| {
        let found = splits
            .iter()
            .find(|split| (split.group, split.value) == (group, value));
        found.map_or(0, |split| split.count)
    };
    let least = |value: ValueId| {
        let counts = rounds.iter().map(|(_, splits)| of_group(splits, value));
        counts.min().unwrap_or(0)
    };
    let splits = rounds.iter().flat_map(|(_, splits)| splits.iter());
    let mut seen: BTreeSet<ValueId> = splits
        .filter(|split| split.group == group)
        .map(|split| split.value)
        .collect();
    while let Some(smallest) = seen.iter().copied().min_by_key(|value| least(*value)) {
        let hides_few = rounds.iter().any(|(all, splits)| {
            let counted: u32 = seen.iter().map(|value| of_group(splits, *value)).sum();
            (1..SPLIT_VOTERS_MIN).contains(&all.saturating_sub(counted))
        });
        if least(smallest) >= SPLIT_VOTERS_MIN && !hides_few {
            break;
        }
        seen.remove(&smallest);
    }
    seen
}

/// The tables of one group in one round: what the last one showed, and which ballots count otherwise since.
///
/// # Invariants
/// - Two tables in a row differ by no voter or by enough of them, for each value that both show and for all other ballots
///   together, which are known by subtraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told<B> {
    /// The values in the last table. No table is without values.
    values: BTreeSet<ValueId>,
    /// By voter whose ballot came, changed or went since: what counted in that table, and what counts now.
    since: BTreeMap<Voter, [Option<Counting<B>>; 2]>,
    /// The last close showed no table, because it would have differed by few.
    pub withheld: bool,
}

/// A ballot that counts, under a value or none.
type Counting<B> = (Option<ValueId>, B);

impl<B: Clone + PartialEq> Told<B> {
    /// Returns a first table with these values.
    pub fn first(values: BTreeSet<ValueId>) -> Told<B> {
        Told {
            values,
            since: BTreeMap::new(),
            withheld: false,
        }
    }

    /// Notes that a voter's ballot counts, or that it no longer does.
    pub fn note(&mut self, voter: Voter, counting: Counting<B>, counts: bool) {
        let before = (!counts).then(|| counting.clone());
        let [_, now] = self.since.entry(voter).or_insert([before, None]);
        *now = counts.then_some(counting);
    }

    /// Closes the round, whose table would now show these values.
    pub fn close(&mut self, values: BTreeSet<ValueId>) {
        let is_new = !values.is_empty();
        self.withheld = is_new && self.differs_by_few(&values);
        if is_new && !self.withheld {
            *self = Told::first(values);
        }
    }

    fn differs_by_few(&self, values: &BTreeSet<ValueId>) -> bool {
        let both = |value: Option<ValueId>| {
            value.filter(|value| self.values.contains(value) && values.contains(value))
        };
        let mut voters: BTreeMap<Option<ValueId>, u32> = BTreeMap::new();
        for change in self.since.values() {
            let [then, now] = change.each_ref().map(|counting| {
                counting
                    .as_ref()
                    .map(|(value, ballot)| (both(*value), ballot))
            });
            if then != now {
                let of = [then, now].into_iter().flatten().map(|(value, _)| value);
                for value in of.collect::<BTreeSet<_>>() {
                    *voters.entry(value).or_default() += 1;
                }
            }
        }
        voters.values().any(|count| *count < SPLIT_VOTERS_MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(counts: &[u32]) -> Vec<Split<()>> {
        let splits = counts.iter().enumerate().map(|(value, count)| Split {
            group: GroupId(0),
            value: ValueId(value as u8),
            tally: (),
            count: *count,
            extra: 0,
        });
        splits.filter(|split| split.count > 0).collect()
    }

    fn seen_of(rounds: &[(u32, &[u32])]) -> Vec<u8> {
        let splits: Vec<_> = rounds
            .iter()
            .map(|(all, counts)| (*all, round(counts)))
            .collect();
        let rounds: Vec<_> = splits.iter().map(|(all, s)| (*all, s.as_slice())).collect();
        seen(GroupId(0), &rounds).iter().map(|v| v.0).collect()
    }

    #[test]
    fn few_voters_are_neither_shown_nor_known_by_subtraction() {
        assert_eq!(seen_of(&[(11, &[6, 5])]), [0, 1]);
        assert_eq!(seen_of(&[(20, &[6, 5])]), [0, 1]);
        assert_eq!(seen_of(&[(13, &[6, 5])]), [0], "two voters have no value");
        assert_eq!(
            seen_of(&[(20, &[9, 7, 4])]),
            [0],
            "the next smallest hides the small one"
        );
        assert_eq!(
            seen_of(&[(22, &[9, 7, 4, 2])]),
            [0, 1],
            "the small ones hide each other"
        );
        assert_eq!(seen_of(&[(8, &[4, 4])]), []);
        assert_eq!(seen_of(&[(9, &[9])]), [0]);
        assert_eq!(seen_of(&[(0, &[])]), []);
    }

    #[test]
    fn a_value_needs_enough_voters_in_every_round() {
        assert_eq!(seen_of(&[(30, &[9, 9, 12]), (25, &[9, 4, 12])]), [2]);
        assert_eq!(seen_of(&[(18, &[9, 9]), (18, &[9, 9])]), [0, 1]);
        assert_eq!(seen_of(&[(18, &[9, 9]), (9, &[9])]), [0]);
    }
}
