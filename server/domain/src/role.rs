//! Who can act in an event, and what each role may do.

use minicbor::{Decode, Encode};

use crate::ids::{ParticipantId, PersonId};

/// The roles that have links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum StaffRole {
    #[n(0)]
    Moderator,
    /// One link per person.
    #[n(1)]
    Panelist(#[n(0)] PersonId),
    #[n(2)]
    Host,
    #[n(3)]
    Screen,
    /// Translates texts into the event's other languages.
    #[n(4)]
    Interpreter,
    /// Leads the sessions: gives the floor and keeps the time.
    #[n(5)]
    Chair,
    /// Writes live captions: an interpreter at a desk, or a caption service.
    #[n(6)]
    Captioner,
    /// Writes the words of the report.
    #[n(7)]
    Rapporteur,
    /// Receives guests: finds them on the list and checks them in.
    #[n(8)]
    Door,
    /// Shows one poll at an address of its own: in somebody's slides, or in a video mixer. It has no page for people.
    #[n(9)]
    Slide,
}

impl StaffRole {
    /// Returns the person who owns the link, for roles with personal links.
    pub fn person(self) -> Option<PersonId> {
        match self {
            StaffRole::Panelist(person) => Some(person),
            StaffRole::Moderator
            | StaffRole::Host
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => None,
        }
    }

    /// Returns true if the role screens questions and decides which is answered next.
    pub fn screens_questions(self) -> bool {
        match self {
            StaffRole::Moderator | StaffRole::Host => true,
            StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role reads and writes notes about questions, for colleagues.
    pub fn notes_questions(self) -> bool {
        match self {
            StaffRole::Moderator | StaffRole::Host | StaffRole::Interpreter => true,
            StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role translates texts and writes the glossary.
    pub fn translates(self) -> bool {
        match self {
            StaffRole::Interpreter | StaffRole::Moderator | StaffRole::Host => true,
            StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role leads sessions: gives the floor, keeps the time, and takes the next question.
    pub fn leads(self) -> bool {
        match self {
            StaffRole::Chair | StaffRole::Host => true,
            StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role sends messages to panelists.
    pub fn is_backstage(self) -> bool {
        match self {
            StaffRole::Moderator | StaffRole::Host | StaffRole::Chair => true,
            StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role writes captions.
    pub fn writes_captions(self) -> bool {
        match self {
            StaffRole::Captioner => true,
            StaffRole::Host
            | StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role writes the words of the report.
    pub fn reports(self) -> bool {
        match self {
            StaffRole::Rapporteur | StaffRole::Host => true,
            StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Door
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role receives guests at the door.
    pub fn receives(self) -> bool {
        match self {
            StaffRole::Door | StaffRole::Host => true,
            StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Slide => false,
        }
    }

    /// Returns true if the role runs the event: sessions, polls, the screen, and who has links.
    pub fn runs_event(self) -> bool {
        match self {
            StaffRole::Host => true,
            StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Screen
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => false,
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
    /// The server's owner: the command line, or the server itself.
    #[n(3)]
    Operator,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_keeps_its_bytes_in_the_log() {
        for (role, bytes) in [
            (StaffRole::Moderator, [0x82, 0, 0x80].as_slice()),
            (StaffRole::Panelist(PersonId(3)), &[0x82, 1, 0x81, 3]),
            (StaffRole::Host, &[0x82, 2, 0x80]),
            (StaffRole::Screen, &[0x82, 3, 0x80]),
            (StaffRole::Interpreter, &[0x82, 4, 0x80]),
            (StaffRole::Chair, &[0x82, 5, 0x80]),
            (StaffRole::Captioner, &[0x82, 6, 0x80]),
            (StaffRole::Rapporteur, &[0x82, 7, 0x80]),
            (StaffRole::Door, &[0x82, 8, 0x80]),
            (StaffRole::Slide, &[0x82, 9, 0x80]),
        ] {
            let written = minicbor::to_vec(role).expect("to memory");
            assert_eq!(written, bytes, "{role:?}");
        }
    }
}
