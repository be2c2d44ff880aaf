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
    /// A person that is there.
    pub fn get(&self, id: PersonId) -> Option<&PersonInfo> {
        self.persons.get(id)
    }

    /// The people that are there, by id.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &PersonInfo)> {
        self.persons.iter()
    }

    /// The person with this key.
    pub fn by_key(&self, key: &str) -> Option<PersonId> {
        self.iter().find(|(_, p)| p.key == key).map(|(id, _)| id)
    }

    /// The id that nobody had yet.
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
