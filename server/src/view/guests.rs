//! The guest list, for hosts and the door.

use plenary_domain::ids::ListedId;
use plenary_domain::state::State;

use super::Entry;
use crate::code;
use crate::protocol::{ArrivalsItem, GuestItem, Item, ItemKind, ItemName};
use crate::role::Entry as Sight;

pub(super) fn entries(state: &State, sight: &Sight) -> Vec<Entry> {
    if !sight.receives || state.guest_list.is_empty() {
        return vec![];
    }
    let arrivals = ArrivalsItem::of(&state.guest_list, &state.groups);
    let guests = state.guest_list.iter().map(|(id, listed)| Entry::Kept {
        name: ItemName {
            kind: ItemKind::Guest,
            id: id.0,
        },
        changed: listed.changed,
    });
    let arrivals = Entry::Item(Box::new(Item::Arrivals(arrivals)));
    guests.chain([arrivals]).collect()
}

pub(super) fn item(state: &State, sight: &Sight, id: ListedId) -> Option<Item> {
    let listed = state.guest_list.get(id).filter(|_| sight.receives)?;
    Some(Item::Guest(GuestItem::of(
        id,
        listed,
        code::tail(listed.info.code),
    )))
}
