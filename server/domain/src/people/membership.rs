//! Which value of each of the event's groups somebody belongs to.

use crate::ids::{GroupId, Id, ValueId};

/// The most groups of an event.
pub const GROUPS_MAX: usize = 4;
/// The most values of a group.
pub const GROUP_VALUES_MAX: usize = 50;

/// The most ids of values that a group's id can have: what is left of a byte.
pub const VALUES_GIVEN_MAX: u8 = u8::MAX - FIRST_VALUE;

/// What is known of somebody and one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// Nobody has said.
    Unknown,
    /// The guest was asked and would not say.
    Skipped,
    To(ValueId),
}

/// Somebody's value in each group: a byte a group, since each ballot keeps one of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Membership([u8; GROUPS_MAX]);

const UNKNOWN: u8 = 0;
const SKIPPED: u8 = 1;
const FIRST_VALUE: u8 = 2;

impl Membership {
    /// What is known of this group.
    pub fn of(self, group: GroupId) -> Belongs {
        match self.0.get(group.index()).copied().unwrap_or(UNKNOWN) {
            UNKNOWN => Belongs::Unknown,
            SKIPPED => Belongs::Skipped,
            value => Belongs::To(ValueId(value - FIRST_VALUE)),
        }
    }

    /// All groups that something is known of.
    pub fn iter(self) -> impl Iterator<Item = (GroupId, Belongs)> {
        (0..GROUPS_MAX)
            .map(GroupId::at)
            .map(move |group| (group, self.of(group)))
            .filter(|(_, belongs)| *belongs != Belongs::Unknown)
    }

    /// The values that it belongs to, by group.
    pub fn values(self) -> impl Iterator<Item = (GroupId, ValueId)> {
        self.iter().filter_map(|(group, belongs)| match belongs {
            Belongs::To(value) => Some((group, value)),
            Belongs::Skipped | Belongs::Unknown => None,
        })
    }

    /// Sets the value of a group; None says that the guest would not tell.
    pub(crate) fn set(&mut self, group: GroupId, value: Option<ValueId>) {
        if let Some(byte) = self.0.get_mut(group.index()) {
            *byte = value.map_or(SKIPPED, |value| FIRST_VALUE.saturating_add(value.0));
        }
    }
}
