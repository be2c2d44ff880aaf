//! The speakers and panelists of the programme.

use crate::ids::PersonId;
use crate::program::PersonInfo;
use crate::slots::Slots;

/// The speakers and panelists of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Persons {
    persons: Slots<PersonId, PersonInfo>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Persons {
    /// Returns a person, if it exists.
    pub fn get(&self, id: PersonId) -> Option<&PersonInfo> {
        self.persons.get(id)
    }

    /// Returns the existing people, by id.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &PersonInfo)> {
        self.persons.iter()
    }

    /// Returns the person with this key.
    pub fn by_key(&self, key: &str) -> Option<PersonId> {
        self.iter().find(|(_, p)| p.key == key).map(|(id, _)| id)
    }

    /// Returns the first person of this person's organisation, if it has a name.
    pub fn first_of_organisation(&self, id: PersonId) -> Option<PersonId> {
        let is_same = |other: &PersonId| self.same_organisation(id, *other);
        self.iter().map(|(other, _)| other).find(is_same)
    }

    /// Returns true if two people have the same organisation: its name agrees in a language, also where only one of them has a
    /// translation of it.
    pub fn same_organisation(&self, one: PersonId, other: PersonId) -> bool {
        let org = |id| self.get(id).map(|person| &person.org);
        match (org(one), org(other)) {
            (Some(one), Some(other)) => {
                one.iter().any(|(lang, text)| other.get(lang) == Some(text))
            }
            _ => false,
        }
    }

    /// Returns the next free id.
    pub fn next(&self) -> PersonId {
        self.persons.next()
    }

    pub(crate) fn put(&mut self, id: PersonId, info: &PersonInfo, seq: u64) {
        self.persons.put(id, info.clone());
        self.changed = seq;
    }

    pub(crate) fn removed(&mut self, id: PersonId, seq: u64) {
        self.persons.remove(id);
        self.changed = seq;
    }
}
