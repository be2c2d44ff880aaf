//! The roles, one row each: their names, what they see, and what they may have. Whatever differs by role at the edge reads it
//! here; what a role may do is the domain's to say.

use plenary_domain::question::{Question, QuestionState};
use plenary_domain::role::StaffRole;

use crate::protocol::Role;

/// A role at the edge.
pub struct Entry {
    pub role: Role,
    /// On the wire, in cookies and in addresses: `/CODE/NAME`.
    pub name: &'static str,
    /// Each holder has a link and a cookie of their own: `/CODE/NAME/PERSON`.
    pub has_person: bool,
    pub questions: QuestionSight,
    /// As whom its viewers act on a question, which then says what they can do with it; None: they only read it.
    pub acts_as: fn(&Question) -> Option<StaffRole>,
    pub program: ProgramSight,
    pub tallies: TallySight,
    /// Sees what the host puts on the screen even if nobody else does yet.
    pub sees_stage: bool,
    pub hall: HallSight,
    /// May have the links of all roles, and so whatever any of them may: the export and rehearsals too.
    pub sees_links: bool,
    /// May have the password of the hall's Wi-Fi.
    pub sees_wifi: bool,
}

/// Which questions a role sees.
#[derive(Debug, Clone, Copy)]
pub enum QuestionSight {
    /// Only what is public: all that are next and now, and of the others so many.
    Public {
        /// The most supported that are approved.
        top: usize,
        /// The newest that are approved, beside those.
        newest: usize,
        /// The last that were answered.
        answered: usize,
    },
    /// Whatever guests asked, public or not, in these states.
    Asked(&'static [QuestionState]),
}

/// What a role sees of sessions and polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramSight {
    /// Polls from their opening on.
    Public,
    /// All polls, and what the end of a session did.
    Whole,
    /// Also what can be done with each.
    Run,
}

/// Which counts a role sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallySight {
    Nothing,
    /// As guests: revealed, or shown to everyone while the poll is open.
    Public,
    /// As the screen: how many voted from the opening on, and the bars unless the host holds them back.
    Screen,
    All,
}

/// What a role sees of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HallSight {
    Nothing,
    /// Who is connected.
    People,
    /// Also the addresses that guests come by.
    Addresses,
}

/// What a desk that screens questions has to do with.
const NOT_WITHDRAWN: &[QuestionState] = &[
    QuestionState::Waiting,
    QuestionState::Approved,
    QuestionState::Next,
    QuestionState::Now,
    QuestionState::Answered,
    QuestionState::Declined,
];

/// In the order of [`Role::ALL`].
static TABLE: [Entry; Role::ALL.len()] = [
    Entry {
        role: Role::Participant,
        name: "participant",
        has_person: false,
        questions: QuestionSight::Public {
            top: 50,
            newest: 50,
            answered: 20,
        },
        acts_as: |_| None,
        program: ProgramSight::Public,
        tallies: TallySight::Public,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
    },
    Entry {
        role: Role::Host,
        name: "host",
        has_person: false,
        questions: QuestionSight::Asked(NOT_WITHDRAWN),
        acts_as: |_| Some(StaffRole::Host),
        program: ProgramSight::Run,
        tallies: TallySight::All,
        sees_stage: false,
        hall: HallSight::Addresses,
        sees_links: true,
        sees_wifi: true,
    },
    Entry {
        role: Role::Moderator,
        name: "moderator",
        has_person: false,
        questions: QuestionSight::Asked(NOT_WITHDRAWN),
        acts_as: |_| Some(StaffRole::Moderator),
        program: ProgramSight::Whole,
        // They have no use for them.
        tallies: TallySight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: true,
    },
    Entry {
        role: Role::Interpreter,
        name: "interpreter",
        has_person: false,
        // What can still come before the hall. Why a moderator declined something is not an interpreter's.
        questions: QuestionSight::Asked(&[
            QuestionState::Waiting,
            QuestionState::Approved,
            QuestionState::Next,
            QuestionState::Now,
        ]),
        acts_as: |_| None,
        program: ProgramSight::Whole,
        tallies: TallySight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
    },
    Entry {
        role: Role::Screen,
        name: "screen",
        has_person: false,
        questions: QuestionSight::Public {
            top: 12,
            newest: 0,
            answered: 0,
        },
        acts_as: |_| None,
        program: ProgramSight::Public,
        tallies: TallySight::Screen,
        sees_stage: true,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: true,
    },
    Entry {
        role: Role::Panelist,
        name: "panelist",
        has_person: true,
        questions: QuestionSight::Public {
            top: usize::MAX,
            newest: 0,
            answered: 20,
        },
        // One may say that the question put to them is answered, and take that back.
        acts_as: |question| {
            let acts = question.state == QuestionState::Now || question.said_by.is_some();
            question.to.filter(|_| acts).map(StaffRole::Panelist)
        },
        program: ProgramSight::Public,
        tallies: TallySight::Public,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
    },
];

/// The rows of the roles that have links, in the order in which those are shown.
pub fn staff() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().filter(|entry| entry.role.is_staff())
}

/// The row of a role.
pub fn of(role: Role) -> &'static Entry {
    &TABLE[role as usize]
}

#[cfg(test)]
mod tests {
    use plenary_domain::ids::PersonId;

    use super::*;
    use crate::protocol::staff_role;

    #[test]
    fn each_role_has_one_row_and_its_name_is_that_of_the_wire() {
        for (role, row) in Role::ALL.into_iter().zip(&TABLE) {
            assert_eq!((row.role, of(role).role), (role, role));
            assert_eq!(
                serde_json::to_string(&role).expect("a name"),
                format!("\"{}\"", row.name)
            );
            let person = row.has_person.then_some(PersonId(3));
            let staff = staff_role(role, person);
            assert_eq!(staff.is_some(), role.is_staff());
            assert_eq!(staff.and_then(StaffRole::person), person);
            assert!(staff.is_none_or(|staff| Role::from(staff) == role));
        }
    }
}
