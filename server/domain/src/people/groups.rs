//! The groups of an event and their values, and what guests say that they belong to.

use super::membership::{Belongs, GROUPS_MAX};
use super::participants::Participants;
use crate::fact::{Decision, Fact};
use crate::ids::{GroupId, Id, ValueId};
use crate::program::{GroupInfo, ValueInfo};
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::slots::Slots;

/// A group of the event.
///
/// # Invariants
/// - `ids` has an id for each of the values in `info`, in their order. A value keeps its id while it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub info: GroupInfo,
    pub ids: Vec<ValueId>,
    /// The place in the event file.
    pub order: u32,
}

/// The groups of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    groups: Slots<GroupId, Group>,
    /// By group: the ids of values given so far lie below, those of a group that was removed too.
    values_given: [u8; GROUPS_MAX],
    /// The sequence of the last change.
    pub changed: u64,
}

impl Group {
    /// The values that are there, in the order of the event file.
    pub fn values(&self) -> impl Iterator<Item = (ValueId, &ValueInfo)> {
        self.ids.iter().copied().zip(&self.info.values)
    }

    /// The value with this key.
    pub fn by_key(&self, key: &str) -> Option<ValueId> {
        self.values()
            .find(|(_, value)| value.key == key)
            .map(|(id, _)| id)
    }
}

impl Groups {
    /// A group that is there.
    pub fn get(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id)
    }

    /// The groups that are there, by id.
    pub fn iter(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups.iter()
    }

    /// The group with this key.
    pub fn by_key(&self, key: &str) -> Option<(GroupId, &Group)> {
        self.iter().find(|(_, group)| group.info.key == key)
    }

    /// The ids that no group has, lowest first.
    pub fn free(&self) -> impl Iterator<Item = GroupId> {
        (0..GROUPS_MAX)
            .map(GroupId::at)
            .filter(|id| self.get(*id).is_none())
    }

    /// The ids of values that this group, or another one with its id before it, was given lie below.
    pub fn values_given(&self, id: GroupId) -> u8 {
        self.values_given.get(id.index()).copied().unwrap_or(0)
    }

    /// Decides what a guest says to belong to; without a value the guest would not tell.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotAllowed`] for a group that guests are not asked about.
    pub fn declare(
        &self,
        participants: &Participants,
        actor: Actor,
        id: GroupId,
        value: Option<ValueId>,
    ) -> Decision {
        let (by, participant) = participants.acting(actor)?;
        let group = self.get(id).ok_or(Rejection::Unknown)?;
        if !group.info.ask {
            return Err(Rejection::NotAllowed);
        }
        if value.is_some_and(|value| !group.ids.contains(&value)) {
            return Err(Rejection::Unknown);
        }
        let said = value.map_or(Belongs::Skipped, Belongs::To);
        Ok(if participant.membership.of(id) == said {
            vec![]
        } else {
            vec![Fact::Declared(by, id, value)]
        })
    }

    pub(crate) fn put(
        &mut self,
        id: GroupId,
        info: &GroupInfo,
        ids: &[ValueId],
        order: u32,
        seq: u64,
    ) {
        let group = Group {
            info: info.clone(),
            ids: ids.to_vec(),
            order,
        };
        self.groups.put(id, group);
        if let Some(given) = self.values_given.get_mut(id.index()) {
            let next = ids.iter().map(|value| value.0.saturating_add(1)).max();
            *given = next.unwrap_or(0).max(*given);
        }
        self.changed = seq;
    }

    pub(crate) fn removed(&mut self, id: GroupId, seq: u64) {
        self.groups.remove(id);
        self.changed = seq;
    }
}
