//! The roles: each has a page and a view, shared by all who hold the role.

use plenary_domain::ids::PersonId;
use plenary_domain::role::StaffRole;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The roles that have a page, in listing order. All holders of one role see the same items.
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
    Chair,
    Captioner,
    /// Writes the words of the report.
    Rapporteur,
    /// Receives guests.
    Door,
    /// Reads captions and nothing else: a guest's second socket, for those who ask for them.
    Reader,
    /// One poll in somebody's slides or in a video mixer, by an address of its own.
    Slide,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 12] = [
        Role::Participant,
        Role::Host,
        Role::Moderator,
        Role::Interpreter,
        Role::Screen,
        Role::Panelist,
        Role::Chair,
        Role::Captioner,
        Role::Rapporteur,
        Role::Door,
        Role::Reader,
        Role::Slide,
    ];

    /// Returns true if the role has a page behind a link. All others come as guests do.
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Participant | Role::Reader | Role::Slide)
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
            StaffRole::Chair => Role::Chair,
            StaffRole::Captioner => Role::Captioner,
            StaffRole::Rapporteur => Role::Rapporteur,
            StaffRole::Door => Role::Door,
            StaffRole::Slide => Role::Slide,
        }
    }
}

/// Returns the role whose links can be revoked, for a page's role and person; None for a guest, and for a panelist without a person.
pub fn staff_role(role: Role, person: Option<PersonId>) -> Option<StaffRole> {
    match role {
        Role::Participant | Role::Reader => None,
        Role::Host => Some(StaffRole::Host),
        Role::Moderator => Some(StaffRole::Moderator),
        Role::Interpreter => Some(StaffRole::Interpreter),
        Role::Screen => Some(StaffRole::Screen),
        Role::Panelist => person.map(StaffRole::Panelist),
        Role::Chair => Some(StaffRole::Chair),
        Role::Captioner => Some(StaffRole::Captioner),
        Role::Rapporteur => Some(StaffRole::Rapporteur),
        Role::Door => Some(StaffRole::Door),
        Role::Slide => Some(StaffRole::Slide),
    }
}
