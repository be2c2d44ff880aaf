//! Counts how the members of each group value voted: a separate tally for each value.

use minicbor::{Decode, Encode};

use super::kind::Kind;
use crate::ids::{GroupId, ValueId};
use crate::people::membership::Membership;

/// The counts of the ballots cast under one value of a group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Split<T> {
    #[n(0)]
    pub group: GroupId,
    #[n(1)]
    pub value: ValueId,
    #[n(2)]
    pub tally: T,
    #[n(3)]
    pub count: u32,
}

impl<T> Split<T> {
    /// Returns the same split with its tally converted.
    pub(super) fn map<U>(&self, tally: impl FnOnce(&T) -> U) -> Split<U> {
        Split {
            group: self.group,
            value: self.value,
            tally: tally(&self.tally),
            count: self.count,
        }
    }
}

/// Counts ballots by each value under which they were cast, in the order of groups and values.
pub(super) fn split<'a, K: Kind + 'a>(
    ballots: impl Iterator<Item = (&'a K::Ballot, Membership)>,
    empty: impl Fn() -> K::Tally,
) -> Vec<Split<K::Tally>> {
    let mut splits: Vec<Split<K::Tally>> = vec![];
    for (ballot, membership) in ballots {
        for (group, value) in membership.values() {
            let key = |split: &Split<K::Tally>| (split.group, split.value);
            let at = match splits.binary_search_by_key(&(group, value), key) {
                Ok(at) => at,
                Err(at) => {
                    let split = Split {
                        group,
                        value,
                        tally: empty(),
                        count: 0,
                    };
                    splits.insert(at, split);
                    at
                }
            };
            K::count(&mut splits[at].tally, ballot, 1);
            splits[at].count += 1;
        }
    }
    splits
}
