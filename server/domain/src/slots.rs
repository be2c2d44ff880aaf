//! Items of one noun by id. Ids are assigned once, in log order; a removed item leaves its slot empty.
//!
//! A copy shares the items with the original until one of the two changes an item, which copies that item alone. So a report can be made
//! from a copy of an event with half a million ballots, and the event stands still for no longer than the copy of some pointers.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::ids::Id;

/// Items by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slots<I, T> {
    slots: Vec<Option<Arc<T>>>,
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

impl<I: Id, T: Clone> Slots<I, T> {
    /// Returns the item with this id, if it exists.
    pub fn get(&self, id: I) -> Option<&T> {
        self.slots.get(id.index())?.as_deref()
    }

    /// Returns the item with this id, if it exists.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.slots.get_mut(id.index())?.as_mut().map(Arc::make_mut)
    }

    /// Returns the existing items, by id.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.slots
            .iter()
            .enumerate()
            .filter_map(|(index, thing)| Some((I::at(index), thing.as_deref()?)))
    }

    /// Returns the existing items, by id.
    pub fn each_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().flatten().map(Arc::make_mut)
    }

    /// Stores an item under this id.
    pub fn put(&mut self, id: I, thing: T) {
        let index = id.index();
        if index >= self.slots.len() {
            self.slots.resize_with(index + 1, || None);
        }
        self.slots[index] = Some(Arc::new(thing));
    }

    /// Empties the slot of this id.
    pub fn remove(&mut self, id: I) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            *slot = None;
        }
    }

    /// Returns true if there is no item.
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(Option::is_none)
    }

    /// Returns the next free id.
    pub fn next(&self) -> I {
        I::at(self.slots.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PollId;

    #[test]
    fn a_copy_shares_what_neither_changes_and_shows_no_change_of_the_other() {
        let mut slots: Slots<PollId, String> = Slots::default();
        slots.put(PollId(0), "first".to_owned());
        slots.put(PollId(1), "second".to_owned());
        let copy = slots.clone();
        let at = |slots: &Slots<PollId, String>, id| slots.get(PollId(id)).map(std::ptr::from_ref);
        assert_eq!(at(&slots, 0), at(&copy, 0));
        if let Some(first) = slots.get_mut(PollId(0)) {
            first.push_str(", changed");
        }
        slots.remove(PollId(1));
        assert_eq!(copy.get(PollId(0)).map(String::as_str), Some("first"));
        assert_eq!(copy.get(PollId(1)).map(String::as_str), Some("second"));
        assert_eq!(
            slots.get(PollId(0)).map(String::as_str),
            Some("first, changed")
        );
    }
}
