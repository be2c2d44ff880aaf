//! The voters of whom one ballot counts, in the order in which their ballots came.

use std::collections::BTreeMap;

use super::voters::{Voter, Which};

/// A line in which each voter stands once. What a ballot does to it takes O(log n) of n voters, because a value can have as many as
/// the hall.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    by_turn: BTreeMap<u64, Voter>,
    turns: BTreeMap<Voter, u64>,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Returns the voters, the first one first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Voter> {
        self.by_turn.values().copied()
    }

    /// Returns the voter whose ballot counts.
    pub(super) fn counting(&self, which: Which) -> Option<Voter> {
        match which {
            Which::First => self.iter().next(),
            Which::Last => self.iter().next_back(),
        }
    }

    /// Puts a voter at the end. Whoever stands in it stays where they are.
    pub(super) fn join(&mut self, by: Voter) {
        let next = self
            .by_turn
            .last_key_value()
            .map_or(0, |(turn, _)| turn + 1);
        if *self.turns.entry(by).or_insert(next) == next {
            self.by_turn.insert(next, by);
        }
    }

    pub(super) fn leave(&mut self, by: Voter) {
        if let Some(turn) = self.turns.remove(&by) {
            self.by_turn.remove(&turn);
        }
    }
}

/// Lines are equal if the same voters stand in the same order, whoever left them before.
impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Line {}
