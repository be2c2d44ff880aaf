//! Who answered what in named polls: for hosts alone, and not before the close.

use std::cmp::Reverse;

use plenary_domain::ids::PollId;
use plenary_domain::people::names::Name;
use plenary_domain::poll::Poll;
use plenary_domain::poll::kinds::Signed;
use plenary_domain::state::State;

use crate::protocol::{Item, Member, NamedBallot, NamedRound, NamesItem};
use crate::role::Entry as Sight;

/// Limit on the rows of one poll. Those of the latest round come first.
const ROWS_MAX: usize = 500;
/// Limit on all rows. The polls that changed last come first.
const ALL_MAX: usize = 2000;

/// Returns the names that this audience may see.
pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.sees_names {
        return vec![];
    }
    let mut polls: Vec<(PollId, &Poll)> = state.polls.iter().collect();
    polls.retain(|(_, poll)| poll.info.named);
    polls.sort_by_key(|(_, poll)| Reverse(poll.since));
    let mut room = ALL_MAX;
    let items = polls.into_iter().filter_map(|(id, poll)| {
        let rounds = rounds(state, poll, &mut room);
        (!rounds.is_empty()).then_some(Item::Names(NamesItem { id: id.0, rounds }))
    });
    items.collect()
}

/// Returns the rounds of a poll that are over and count, the latest first. `room` is what is left for rows.
fn rounds(state: &State, poll: &Poll, room: &mut usize) -> Vec<NamedRound> {
    let mut left = ROWS_MAX.min(*room);
    let rounds = (0..=poll.answers.round()).filter(|round| poll.tells_names(*round));
    let counted: Vec<(u32, u32)> = (1..).zip(rounds).collect();
    let told = counted.into_iter().rev().map(|(nth, round)| {
        let signed = poll.signed(round);
        let rows = signed.iter().take(left);
        let rows: Vec<NamedBallot> = rows
            .map(|(name, signed)| row(state, poll, name, signed))
            .collect();
        left -= rows.len();
        *room -= rows.len();
        NamedRound {
            nth,
            total: signed.len() as u32,
            rows,
        }
    });
    told.collect()
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
