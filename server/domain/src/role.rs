//! Who can act in an event, and what each role may do.

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
    /// Puts texts into the other languages of the event.
    #[n(4)]
    Interpreter,
}

impl StaffRole {
    /// The person whose link it is, of a role that has persons.
    pub fn person(self) -> Option<PersonId> {
        match self {
            StaffRole::Panelist(person) => Some(person),
            StaffRole::Moderator | StaffRole::Host | StaffRole::Screen | StaffRole::Interpreter => {
                None
            }
        }
    }

    /// Screens what guests ask, and says what is answered next.
    pub fn screens_questions(self) -> bool {
        match self {
            StaffRole::Moderator | StaffRole::Host => true,
            StaffRole::Panelist(_) | StaffRole::Screen | StaffRole::Interpreter => false,
        }
    }

    /// Runs the event: sessions, polls, the screen, and who has links.
    pub fn runs_event(self) -> bool {
        match self {
            StaffRole::Host => true,
            StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter => false,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_keeps_the_bytes_that_it_has_in_the_log() {
        for (role, bytes) in [
            (StaffRole::Moderator, [0x82, 0, 0x80].as_slice()),
            (StaffRole::Panelist(PersonId(3)), &[0x82, 1, 0x81, 3]),
            (StaffRole::Host, &[0x82, 2, 0x80]),
            (StaffRole::Screen, &[0x82, 3, 0x80]),
            (StaffRole::Interpreter, &[0x82, 4, 0x80]),
        ] {
            let written = minicbor::to_vec(role).expect("to memory");
            assert_eq!(written, bytes, "{role:?}");
        }
    }
}
