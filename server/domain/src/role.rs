//! Who can act in an event.

use minicbor::{Decode, Encode};

use crate::ids::{ParticipantId, PersonId};

/// The roles that a link exists for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum StaffRole {
    #[n(0)]
    Moderator,
    /// One link a person.
    #[n(1)]
    Panelist(#[n(0)] PersonId),
    #[n(2)]
    Host,
    #[n(3)]
    Screen,
}

/// Who sends a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Actor {
    #[n(0)]
    Participant(#[n(0)] ParticipantId),
    #[n(1)]
    Staff(#[n(0)] StaffRole),
    /// A deadline that passed.
    #[n(2)]
    Clock,
    /// Whoever owns the server: the command line, or the server itself.
    #[n(3)]
    Operator,
}
