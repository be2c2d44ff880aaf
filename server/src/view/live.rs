//! What anybody may read of an event at this moment: what guests see, without any text that nobody has approved.

use plenary_domain::state::State;

use super::{Entry, Part, entries_of, item_of};
use crate::protocol::Item;
use crate::role;

/// Returns the public items of an event, in a fixed order.
pub fn live(state: &State, code: &str) -> Vec<Item> {
    let sight = &role::EVERYBODY;
    let entries = Part::ALL
        .into_iter()
        .flat_map(|part| entries_of(state, code, sight, part));
    let items = entries.filter_map(|entry| match entry {
        Entry::Item(item) => Some(*item),
        Entry::Kept { name, .. } => item_of(state, sight, name),
    });
    items.collect()
}
