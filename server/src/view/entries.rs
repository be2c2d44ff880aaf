//! What guests wrote into polls: all of it for those who screen it, and only approved texts, which only the domain can make,
//! for the counts that others see.

use std::cmp::Reverse;

use plenary_domain::ids::{EntryId, PollId};
use plenary_domain::poll as domain;
use plenary_domain::poll::entries::Entry;
use plenary_domain::poll::{Phase, Poll};
use plenary_domain::state::State;
use plenary_domain::text;

use crate::protocol::poll::kind::Read;
use crate::protocol::{EntryItem, Item, Tally};
use crate::role::Entry as Sight;

/// Limit on a poll's entries at a desk that no moderator has read: the oldest.
const WAITING_MAX: usize = 200;
/// Limit on a poll's entries at a desk that muted guests wrote: the oldest.
const MUTED_MAX: usize = 50;
/// Limit on a poll's approved and hidden entries at a desk: those with the most mentions.
const READ_MAX: usize = 300;
/// Limit on all entries at a desk. Those of the polls that changed last come first.
const ALL_MAX: usize = 1000;
/// Limit to which waiting entries are counted for everybody.
const COUNTED_MAX: usize = 999;

/// Returns the entries at a desk that screens them. Entries that nobody holds any more are left out, unless somebody has read
/// them.
pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    let Some(info) = state.event.info.as_ref().filter(|_| sight.screens_entries) else {
        return vec![];
    };
    let marked: Vec<String> = info
        .marked
        .iter()
        .map(|word| text::counted_as(word))
        .collect();
    let mut polls: Vec<(PollId, &Poll)> = state.polls.iter().collect();
    polls.retain(|(_, poll)| poll.phase != Phase::Ready);
    polls.sort_by_key(|(_, poll)| Reverse(poll.since));
    let entries = &state.polls.entries;
    let listed = polls.into_iter().flat_map(|(id, poll)| {
        let counted = |(id, entry)| (id, entry, poll.answers.mentions(id));
        let waiting = || {
            let waiting = entries.waiting(id).map(counted);
            waiting.filter(|(_, _, count)| *count > 0)
        };
        let heard = waiting().filter(|(_, entry, count)| muted(state, entry, *count) == 0);
        let unheard = waiting().filter(|(_, entry, count)| muted(state, entry, *count) > 0);
        let waiting = heard.take(WAITING_MAX).chain(unheard.take(MUTED_MAX));
        let mut read: Vec<_> = entries.read(id).map(counted).collect();
        let rank =
            |(id, entry, count): &(EntryId, &Entry, u32)| (Reverse(*count), entry.since, *id);
        if read.len() > READ_MAX {
            read.select_nth_unstable_by_key(READ_MAX, rank);
            read.truncate(READ_MAX);
        }
        read.sort_unstable_by_key(rank);
        waiting.chain(read).collect::<Vec<_>>()
    });
    listed
        .take(ALL_MAX)
        .map(|(id, entry, count)| Item::Entry(item(state, id, entry, count, &marked)))
        .collect()
}

/// Returns how many guests were muted with the one who alone wrote this. What somebody else writes as well is heard.
fn muted(state: &State, entry: &Entry, count: u32) -> u32 {
    let by = entry.by.filter(|_| count <= 1);
    by.map_or(0, |by| state.mutes.together(by))
}

fn item(state: &State, id: EntryId, entry: &Entry, count: u32, marked: &[String]) -> EntryItem {
    let entries = &state.polls.entries;
    let (taken, muted) = (entries.taken(entry.poll), muted(state, entry, count));
    let content = entry.screened.content();
    let said = text::counted_as(&content.text);
    EntryItem {
        id: id.0,
        poll: entry.poll.0,
        content: content.into(),
        state: entry.state.into(),
        count,
        pending: entry.screened.is_pending(),
        marked: marked.iter().any(|word| said.contains(word.as_str())),
        with: entry.with.map(|id| id.0),
        taken: taken == Some(id),
        muted,
        group: entry.group.clone(),
        headings: entries.headings_of(entry).clone(),
        at: entry.written_at,
        rev: entry.rev,
        can: entry.can().map(Into::into).collect(),
    }
}

/// Returns counts of a poll with what moderators approved of the guests' own words: as much as a picture holds.
pub fn read(
    state: &State,
    id: PollId,
    poll: &Poll,
    counts: &domain::Tally,
    told: bool,
) -> Option<Tally> {
    read_as(state, id, poll, counts, told, false)
}

/// Returns counts of a poll with everything that moderators approved of the guests' own words.
pub fn read_whole(state: &State, id: PollId, poll: &Poll, counts: &domain::Tally) -> Option<Tally> {
    read_as(state, id, poll, counts, true, true)
}

fn read_as(
    state: &State,
    id: PollId,
    poll: &Poll,
    counts: &domain::Tally,
    told: bool,
    whole: bool,
) -> Option<Tally> {
    let tally = Tally::of(&poll.info.rules, counts, told && poll.tells_answer())?;
    let entries = &state.polls.entries;
    let mentions = |id| counts.mentions(id);
    let waiting = entries.waiting(id).filter(|(id, _)| mentions(*id) > 0);
    let read = Read {
        waiting: waiting
            .take(if whole { usize::MAX } else { COUNTED_MAX })
            .count() as u32,
        clusters: entries.clusters(id, &mentions),
        taken: entries.taken(id),
        whole,
    };
    Some(tally.read(read, told))
}
