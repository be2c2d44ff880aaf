//! How one comes in: what a request is held against before it reaches the room, and so without waiting for it.

use std::collections::BTreeMap;

use plenary_domain::fact::Fact;
use plenary_domain::ids::PersonId;
use plenary_domain::role::StaffRole;

use super::Replica;

/// An event's address and links, as of the newest durable position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// The history that guests are known from.
    pub epoch: u32,
    /// The address that guests join by; None before the first was chosen.
    pub address: Option<String>,
    /// The people of the programme, with their keys.
    people: Vec<(PersonId, String)>,
    generations: BTreeMap<StaffRole, u32>,
}

impl Entrance {
    /// The entrance of an event.
    pub fn of(replica: &Replica) -> Entrance {
        let state = replica.state();
        Entrance {
            epoch: replica.position().epoch,
            address: state.event.address.as_ref().map(|(url, _)| url.clone()),
            people: state
                .persons
                .iter()
                .map(|(id, p)| (id, p.key.clone()))
                .collect(),
            generations: state.staff.generations().collect(),
        }
    }

    /// Whether these facts are of the kinds that it is made of.
    pub fn is_changed_by(facts: &[Fact]) -> bool {
        facts.iter().any(|fact| {
            matches!(
                fact,
                Fact::PersonPut(..)
                    | Fact::PersonRemoved(_)
                    | Fact::AddressChosen(..)
                    | Fact::RoleRevoked(..)
            )
        })
    }

    /// The people who have links, by id, with their keys.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &str)> {
        self.people.iter().map(|(id, key)| (*id, key.as_str()))
    }

    /// The person with this key.
    pub fn person(&self, key: &str) -> Option<PersonId> {
        self.people()
            .find(|(_, of)| *of == key)
            .map(|(person, _)| person)
    }

    /// The generation of the links that let in as this role; None for a person who is not there.
    pub fn generation(&self, role: StaffRole) -> Option<u32> {
        if let StaffRole::Panelist(person) = role
            && self.people().all(|(id, _)| id != person)
        {
            return None;
        }
        Some(self.generations.get(&role).copied().unwrap_or(0))
    }
}
