//! Items of one noun by id. Ids are assigned once, in log order; a removed item leaves its slot empty.

use std::marker::PhantomData;

use crate::ids::Id;

/// Items by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slots<I, T> {
    slots: Vec<Option<T>>,
    id: PhantomData<I>,
}

impl<I, T> Default for Slots<I, T> {
    fn default() -> Slots<I, T> {
        Slots {
            slots: Vec::new(),
            id: PhantomData,
        }
    }
}

impl<I: Id, T> Slots<I, T> {
    /// Returns the item with this id, if it exists.
    pub fn get(&self, id: I) -> Option<&T> {
        self.slots.get(id.index())?.as_ref()
    }

    /// Returns the item with this id, if it exists.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.slots.get_mut(id.index())?.as_mut()
    }

    /// Returns the existing items, by id.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.slots
            .iter()
            .enumerate()
            .filter_map(|(index, thing)| Some((I::at(index), thing.as_ref()?)))
    }

    /// Returns the existing items, by id.
    pub fn each_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().flatten()
    }

    /// Stores an item under this id.
    pub fn put(&mut self, id: I, thing: T) {
        let index = id.index();
        if index >= self.slots.len() {
            self.slots.resize_with(index + 1, || None);
        }
        self.slots[index] = Some(thing);
    }

    /// Empties the slot of this id.
    pub fn remove(&mut self, id: I) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            *slot = None;
        }
    }

    /// Returns the next free id.
    pub fn next(&self) -> I {
        I::at(self.slots.len())
    }
}
