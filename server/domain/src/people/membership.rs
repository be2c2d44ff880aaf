//! A person's value in each group, as declared, or as a single-use code gives it.

use minicbor::{Decode, Encode};

use crate::ids::{GroupId, Id, ValueId};

/// Limit on an event's groups.
pub const GROUPS_MAX: usize = 4;
/// Least number of a group's values.
pub const GROUP_VALUES_MIN: usize = 2;
/// Limit on a group's values.
pub const GROUP_VALUES_MAX: usize = 50;
/// Limit on the name of a group's value in characters, in each language: it stands at each bar of a result split by the group.
pub const VALUE_CHARS_MAX: usize = 40;

/// Limit on value ids under one group id: the rest of a byte.
pub const VALUES_GIVEN_MAX: u8 = u8::MAX - FIRST_VALUE;

/// What is known of a person and one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// Nothing was declared or assigned.
    Unknown,
    /// The guest skipped the question.
    Skipped,
    To(ValueId),
}

/// What a code gives its guest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct CodeInfo {
    /// Values of assigned groups.
    #[n(0)]
    pub values: Vec<(GroupId, ValueId)>,
    /// Whose code it is, for the card and the host.
    #[n(1)]
    pub name: Option<String>,
}

/// A person's value in each group, in one byte per group, because each ballot keeps a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Membership([u8; GROUPS_MAX]);

const UNKNOWN: u8 = 0;
const SKIPPED: u8 = 1;
const FIRST_VALUE: u8 = 2;

impl Membership {
    /// Returns what is known of this group.
    pub fn of(self, group: GroupId) -> Belongs {
        match self.0.get(group.index()).copied().unwrap_or(UNKNOWN) {
            UNKNOWN => Belongs::Unknown,
            SKIPPED => Belongs::Skipped,
            value => Belongs::To(ValueId(value - FIRST_VALUE)),
        }
    }

    /// Returns all groups of which something is known.
    pub fn iter(self) -> impl Iterator<Item = (GroupId, Belongs)> {
        (0..GROUPS_MAX)
            .map(GroupId::at)
            .map(move |group| (group, self.of(group)))
            .filter(|(_, belongs)| *belongs != Belongs::Unknown)
    }

    /// Returns the values, by group.
    pub fn values(self) -> impl Iterator<Item = (GroupId, ValueId)> {
        self.iter().filter_map(|(group, belongs)| match belongs {
            Belongs::To(value) => Some((group, value)),
            Belongs::Skipped | Belongs::Unknown => None,
        })
    }

    /// Forgets what is known of a group.
    pub(crate) fn clear(&mut self, group: GroupId) {
        if let Some(byte) = self.0.get_mut(group.index()) {
            *byte = UNKNOWN;
        }
    }

    /// Sets the value of a group; None means that the guest skipped it.
    pub(crate) fn set(&mut self, group: GroupId, value: Option<ValueId>) {
        if let Some(byte) = self.0.get_mut(group.index()) {
            *byte = value.map_or(SKIPPED, |value| FIRST_VALUE.saturating_add(value.0));
        }
    }
}
