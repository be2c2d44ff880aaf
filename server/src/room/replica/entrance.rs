//! How people come in: what requests are checked against without waiting for the room.

use std::collections::BTreeMap;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{LoginId, PersonId};
use plenary_domain::role::StaffRole;

use super::Replica;

/// An event's address and links, and what is open to everybody, as of the newest durable position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// The history in which guests are known.
    pub epoch: u32,
    /// The address at which guests join; None before the first was chosen.
    pub address: Option<String>,
    /// Nobody comes in.
    pub in_trash: bool,
    /// Everybody may read the book of questions.
    pub is_book_published: bool,
    /// The people of the programme, with their keys.
    people: Vec<(PersonId, String)>,
    generations: BTreeMap<StaffRole, u32>,
    /// The hash of each login's secret.
    logins: BTreeMap<LoginId, (StaffRole, [u8; 16])>,
}

impl Entrance {
    /// Returns the entrance of an event.
    pub fn of(replica: &Replica) -> Entrance {
        let state = replica.state();
        Entrance {
            epoch: replica.position().epoch,
            address: state.event.address.as_ref().map(|(url, _)| url.clone()),
            in_trash: state.event.shelf.is_trash(),
            is_book_published: state.event.book,
            people: state
                .persons
                .iter()
                .map(|(id, p)| (id, p.key.clone()))
                .collect(),
            generations: state.staff.generations().collect(),
            logins: state
                .logins
                .iter()
                .map(|(id, login)| (id, (login.role, *login.hash)))
                .collect(),
        }
    }

    /// Returns true if these facts can change an entrance.
    pub fn is_changed_by(facts: &[Fact]) -> bool {
        facts.iter().any(|fact| {
            matches!(
                fact,
                Fact::PersonPut(..)
                    | Fact::PersonRemoved(_)
                    | Fact::AddressChosen(..)
                    | Fact::EventShelved(_)
                    | Fact::BookPublished(..)
                    | Fact::RoleRevoked(..)
                    | Fact::LoggedIn(..)
                    | Fact::LoginEnded(..)
            )
        })
    }

    /// Returns the people who have links, by id, with their keys.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &str)> {
        self.people.iter().map(|(id, key)| (*id, key.as_str()))
    }

    /// Returns the person with this key.
    pub fn person(&self, key: &str) -> Option<PersonId> {
        self.people()
            .find(|(_, of)| *of == key)
            .map(|(person, _)| person)
    }

    /// Returns the login of a role with a secret of this hash.
    pub fn login(&self, role: StaffRole, hash: &[u8; 16]) -> Option<LoginId> {
        let is_meant = |(_, login): &(&LoginId, &(StaffRole, [u8; 16]))| *login == &(role, *hash);
        self.logins.iter().find(is_meant).map(|(id, _)| *id)
    }

    /// Returns true if a role has this login.
    pub fn has_login(&self, role: StaffRole, login: LoginId) -> bool {
        self.logins.get(&login).is_some_and(|(of, _)| *of == role)
    }

    /// Returns the generation of this role's valid links; None for a person who does not exist.
    pub fn generation(&self, role: StaffRole) -> Option<u32> {
        if let StaffRole::Panelist(person) = role
            && self.people().all(|(id, _)| id != person)
        {
            return None;
        }
        Some(self.generations.get(&role).copied().unwrap_or(0))
    }
}
