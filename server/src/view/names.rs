//! Who answered what in named polls: for hosts alone, and not before the close.

use std::cmp::Reverse;

use plenary_domain::ids::PollId;
use plenary_domain::people::names::Name;
use plenary_domain::poll::Poll;
use plenary_domain::poll::kinds::Signed;
use plenary_domain::state::State;

use crate::protocol::{Item, Member, NamedBallot, NamesItem};
use crate::role::Entry as Sight;

/// Limit on the rows of one poll.
const ROWS_MAX: usize = 500;
/// Limit on all rows. The polls that changed last come first.
const ALL_MAX: usize = 2000;

/// Returns the names that this audience may see.
pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.sees_names {
        return vec![];
    }
    let told = |(_, poll): &(PollId, &Poll)| poll.tells_names(poll.answers.round());
    let mut polls: Vec<(PollId, &Poll)> = state.polls.iter().filter(told).collect();
    polls.sort_by_key(|(_, poll)| Reverse(poll.since));
    let mut room = ALL_MAX;
    let items = polls.into_iter().map(|(id, poll)| {
        let signed = poll.signed(poll.answers.round());
        let rows = signed.iter().take(ROWS_MAX.min(room));
        let rows: Vec<NamedBallot> = rows
            .map(|(name, signed)| row(state, poll, name, signed))
            .collect();
        room -= rows.len();
        Item::Names(NamesItem {
            id: id.0,
            total: signed.len() as u32,
            rows,
        })
    });
    items.collect()
}

/// Returns a ballot with its name, and with what the guest's code says of the guest where the poll looks at codes.
pub fn row(state: &State, poll: &Poll, name: &Name, signed: &Signed) -> NamedBallot {
    let looks_at_codes = !poll.info.voters.is_everybody();
    let values = signed.membership.values().filter(|(group, _)| {
        let group = state.groups.get(*group);
        looks_at_codes && group.is_some_and(|group| group.info.assigned)
    });
    let groups = values.map(|(group, value)| Member {
        group: group.0,
        value: value.0,
    });
    NamedBallot::of(name, signed, groups.collect())
}
