//! The names on the ballots of a named poll.

use std::collections::BTreeMap;

use super::voters::Voter;
use crate::ids::ParticipantId;
use crate::people::names::Name;

/// The names by round and voter.
///
/// # Invariants
/// - In a named poll each ballot has a name, until its guest erases it or retention deletes both. In any other poll none has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<(u32, Voter), Name>);

impl Names {
    /// Returns the name on a voter's ballot.
    pub fn get(&self, round: u32, by: Voter) -> Option<&Name> {
        self.0.get(&(round, by))
    }

    pub(super) fn put(&mut self, round: u32, by: Voter, name: Name) {
        self.0.insert((round, by), name);
    }

    pub(super) fn remove(&mut self, round: u32, by: Voter) {
        self.0.remove(&(round, by));
    }

    /// Moves the name on a guest's ballot to that of their code, unless the code has a ballot.
    pub(super) fn hand_over(&mut self, round: u32, by: ParticipantId, to: Voter) {
        if let Some(name) = self.0.remove(&(round, by.into())) {
            self.0.entry((round, to)).or_insert(name);
        }
    }

    /// Drops the names that a guest gave on ballots of these voters, up to this round. Returns true if there were any.
    pub(super) fn erase(&mut self, by: ParticipantId, voters: &[Voter], round: u32) -> bool {
        let before = self.0.len();
        for voter in voters {
            for key in (0..=round).map(|round| (round, *voter)) {
                if self.0.get(&key).is_some_and(|name| name.by == Some(by)) {
                    self.0.remove(&key);
                }
            }
        }
        self.0.len() < before
    }
}
