//! The roles, one row each: their names, what they see, and what they may have. All that differs by role at the edge reads it
//! here; what a role may do is the domain's to say.

use plenary_domain::ids::PersonId;
use plenary_domain::role::StaffRole;

use crate::protocol::{Hall, Role};

/// A role at the edge.
pub struct Entry {
    pub role: Role,
    /// On the wire, in cookies and in addresses: `/CODE/NAME`.
    pub name: &'static str,
    /// Each holder has a link and a cookie of their own: `/CODE/NAME/PERSON`.
    pub has_person: bool,
    pub hall: HallSight,
    /// How the hall frame tells of those who are connected.
    pub presence: Presence,
    /// May have the links of all roles, and so whatever any of them may: the export and rehearsals too.
    pub sees_links: bool,
    /// May have the password of the hall's Wi-Fi.
    pub sees_wifi: bool,
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

/// How the hall frame tells of the sockets of a role.
#[derive(Clone, Copy)]
pub enum Presence {
    /// By their number.
    Counted(fn(&mut Hall) -> &mut u32),
    /// By who they are.
    Named(fn(&mut Hall) -> &mut Vec<u32>),
}

static PARTICIPANT: Entry = Entry {
    role: Role::Participant,
    name: "participant",
    has_person: false,
    hall: HallSight::Nothing,
    presence: Presence::Counted(|hall| &mut hall.phones),
    sees_links: false,
    sees_wifi: false,
};

static HOST: Entry = Entry {
    role: Role::Host,
    name: "host",
    has_person: false,
    hall: HallSight::Addresses,
    presence: Presence::Counted(|hall| &mut hall.hosts),
    sees_links: true,
    sees_wifi: true,
};

static MODERATOR: Entry = Entry {
    role: Role::Moderator,
    name: "moderator",
    has_person: false,
    hall: HallSight::People,
    presence: Presence::Counted(|hall| &mut hall.moderators),
    sees_links: false,
    sees_wifi: true,
};

static SCREEN: Entry = Entry {
    role: Role::Screen,
    name: "screen",
    has_person: false,
    hall: HallSight::Nothing,
    presence: Presence::Counted(|hall| &mut hall.screens),
    sees_links: false,
    sees_wifi: true,
};

static PANELIST: Entry = Entry {
    role: Role::Panelist,
    name: "panelist",
    has_person: true,
    hall: HallSight::Nothing,
    presence: Presence::Named(|hall| &mut hall.panelists),
    sees_links: false,
    sees_wifi: false,
};

/// The roles that have links, in the order in which those are shown.
pub static STAFF: [&Entry; Role::ALL.len() - 1] = [&HOST, &MODERATOR, &SCREEN, &PANELIST];

/// The row of a role.
pub fn of(role: Role) -> &'static Entry {
    match role {
        Role::Participant => &PARTICIPANT,
        Role::Moderator => &MODERATOR,
        Role::Panelist => &PANELIST,
        Role::Host => &HOST,
        Role::Screen => &SCREEN,
    }
}

/// The row of a role that has links.
pub fn of_staff(role: StaffRole) -> &'static Entry {
    match role {
        StaffRole::Moderator => &MODERATOR,
        StaffRole::Panelist(_) => &PANELIST,
        StaffRole::Host => &HOST,
        StaffRole::Screen => &SCREEN,
    }
}

/// The person whose link it is, of a role that has persons.
pub fn person(role: StaffRole) -> Option<PersonId> {
    match role {
        StaffRole::Panelist(person) => Some(person),
        StaffRole::Moderator | StaffRole::Host | StaffRole::Screen => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_one_row_and_its_name_is_that_of_the_wire() {
        let rows = Role::ALL.map(of);
        for row in rows {
            assert_eq!(
                serde_json::to_string(&row.role).expect("a name"),
                format!("\"{}\"", row.name)
            );
            assert_eq!(of(row.role).name, row.name);
            let is_staff = STAFF.iter().any(|staff| staff.role == row.role);
            assert_eq!(is_staff, row.role != Role::Participant);
        }
    }
}
