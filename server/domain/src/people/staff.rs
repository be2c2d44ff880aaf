//! The people who act through a role link, and the server itself: their valid links, and their accepted commands.

use std::collections::BTreeMap;

use super::marks::{CLIENTS_PER_STAFF, Marks};
use super::persons::Persons;
use crate::fact::{Decision, Fact};
use crate::ids::ClientId;
use crate::rejection::Rejection;
use crate::role::{Actor, StaffRole};

/// The staff of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    /// By role; a missing role has generation 0.
    generations: BTreeMap<StaffRole, u32>,
    marks: BTreeMap<Actor, Marks>,
}

impl Staff {
    /// Returns the generation of a role's valid links. Links of other generations are revoked.
    pub fn generation(&self, role: StaffRole) -> u32 {
        self.generations.get(&role).copied().unwrap_or(0)
    }

    /// Returns the roles whose links were revoked, with the current generation.
    pub fn generations(&self) -> impl Iterator<Item = (StaffRole, u32)> {
        self.generations
            .iter()
            .map(|(role, generation)| (*role, *generation))
    }

    /// Returns the number of this client's newest accepted command.
    pub fn newest(&self, actor: Actor, client: ClientId) -> Option<u32> {
        self.marks.get(&actor)?.newest(client)
    }

    /// Decides to revoke all links of a role.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a panelist who does not exist.
    pub fn revoke(&self, persons: &Persons, role: StaffRole) -> Decision {
        self.revoke_to(persons, &[role], 0)
    }

    /// The same for several roles, with generations of at least this.
    ///
    /// # Errors
    /// As [`Staff::revoke`].
    pub fn revoke_to(&self, persons: &Persons, roles: &[StaffRole], least: u32) -> Decision {
        let revoked = roles.iter().map(|role| {
            if let StaffRole::Panelist(person) = role {
                persons.get(*person).ok_or(Rejection::Unknown)?;
            }
            let next = self.generation(*role).saturating_add(1);
            Ok(Fact::RoleRevoked(*role, next.max(least)))
        });
        revoked.collect()
    }

    pub(crate) fn revoked(&mut self, role: StaffRole, generation: u32) {
        self.generations.insert(role, generation);
    }

    pub(crate) fn accepted(&mut self, actor: Actor, client: ClientId, n: u32) {
        let marks = self.marks.entry(actor).or_default();
        marks.accepted(client, n, CLIENTS_PER_STAFF);
    }
}
