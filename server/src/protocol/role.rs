//! The roles: who has a page, and with it a view that all of one role share.

use plenary_domain::ids::PersonId;
use plenary_domain::role::StaffRole;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The roles that have a page, in the order in which they are listed. All of one role see the same items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Role {
    Participant,
    Host,
    Moderator,
    Interpreter,
    Screen,
    Panelist,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 6] = [
        Role::Participant,
        Role::Host,
        Role::Moderator,
        Role::Interpreter,
        Role::Screen,
        Role::Panelist,
    ];

    /// Has a link; everybody else is a guest.
    pub fn is_staff(self) -> bool {
        self != Role::Participant
    }
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Role {
        match role {
            StaffRole::Host => Role::Host,
            StaffRole::Moderator => Role::Moderator,
            StaffRole::Interpreter => Role::Interpreter,
            StaffRole::Screen => Role::Screen,
            StaffRole::Panelist(_) => Role::Panelist,
        }
    }
}

/// The staff role that a page's role and person name; None for a participant, and for a panelist without a person.
pub fn staff_role(role: Role, person: Option<PersonId>) -> Option<StaffRole> {
    match role {
        Role::Participant => None,
        Role::Host => Some(StaffRole::Host),
        Role::Moderator => Some(StaffRole::Moderator),
        Role::Interpreter => Some(StaffRole::Interpreter),
        Role::Screen => Some(StaffRole::Screen),
        Role::Panelist => person.map(StaffRole::Panelist),
    }
}
