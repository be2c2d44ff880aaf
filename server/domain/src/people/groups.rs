//! The groups of an event with their values, and guests' declarations.

use super::membership::{Belongs, GROUPS_MAX, VALUES_GIVEN_MAX};
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
/// - `ids` has one id per value in `info`, in the same order. A value keeps its id while it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub info: GroupInfo,
    pub ids: Vec<ValueId>,
    /// The position in the event file.
    pub order: u32,
}

/// The groups of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    groups: Slots<GroupId, Group>,
    /// By group id: an upper bound for the value ids ever used, including those of removed groups.
    values_given: [u8; GROUPS_MAX],
    /// The sequence of the last change.
    pub changed: u64,
}

impl Group {
    /// Returns the existing values, in the order of the event file.
    pub fn values(&self) -> impl Iterator<Item = (ValueId, &ValueInfo)> {
        self.ids.iter().copied().zip(&self.info.values)
    }

    /// Returns the value with this key.
    pub fn by_key(&self, key: &str) -> Option<ValueId> {
        self.values()
            .find(|(_, value)| value.key == key)
            .map(|(id, _)| id)
    }
}

impl Groups {
    /// Returns a group, if it exists.
    pub fn get(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id)
    }

    /// Returns the existing groups, by id.
    pub fn iter(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups.iter()
    }

    /// Returns the group with this key.
    pub fn by_key(&self, key: &str) -> Option<(GroupId, &Group)> {
        self.iter().find(|(_, group)| group.info.key == key)
    }

    /// Returns the unused group ids, lowest first.
    pub fn free(&self) -> impl Iterator<Item = GroupId> {
        (0..GROUPS_MAX)
            .map(GroupId::at)
            .filter(|id| self.get(*id).is_none())
    }

    /// Returns an upper bound for the value ids ever used by this group, or by an earlier one with its id.
    pub fn values_given(&self, id: GroupId) -> u8 {
        self.values_given.get(id.index()).copied().unwrap_or(0)
    }

    /// Returns an id for each value of a group: its current one, or the next that no value of any group with this id ever had. When
    /// none is left, it reuses one that no ballot carries.
    pub fn value_ids(&self, id: GroupId, info: &GroupInfo) -> Vec<ValueId> {
        let group = self.get(id).filter(|group| group.info.key == info.key);
        let mut taken: Vec<ValueId> = group.map(|group| group.ids.clone()).unwrap_or_default();
        let given = self.values_given(id);
        let ids = info.values.iter().map(|value| {
            let known = group.and_then(|group| group.by_key(&value.key));
            known.unwrap_or_else(|| {
                let mut free = (given..VALUES_GIVEN_MAX).chain(0..given).map(ValueId);
                let id = free.find(|id| !taken.contains(id)).unwrap_or_default();
                taken.push(id);
                id
            })
        });
        ids.collect()
    }

    /// Decides a guest's declaration. Without a value the guest skips the card.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotAllowed`] for a group that guests are not asked for.
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
