//! What guests wrote into polls and interpreters have to do: approved answers that lack a language, and those that wait for a
//! moderator. Answers that count together are one task, that of the text which others see.
//!
//! # Invariants
//! - Interpreters see no counts: neither what a task says nor its place tells how many guests gave an answer, or voted meanwhile.
//! - No poll has more than [`READ_MAX`] tasks of approved answers and [`WAITING_MAX`] of waiting ones.
//! - What only muted guests wrote waits for those who can hear them again.

use super::passage::Passage;
use super::queue::{MINOR, Part, Section, Task, is_on_screen, of_guest};
use crate::ids::{EntryId, PollId};
use crate::poll::entries::{Cluster, Entry};
use crate::poll::kinds::Rules;
use crate::poll::{Phase, Poll};
use crate::state::State;

/// Limit on a poll's tasks of approved answers: those that were written first.
pub const READ_MAX: usize = 100;
/// Limit on a poll's tasks of waiting answers: the oldest.
pub const WAITING_MAX: usize = 50;

/// Returns the tasks of all polls that have opened. In an event with one language there are none.
pub fn tasks(state: &State) -> Vec<Task> {
    let langs = state.event.langs();
    if langs.len() < 2 {
        return vec![];
    }
    let opened = state.polls.iter();
    let opened = opened.filter(|(_, poll)| poll.phase != Phase::Ready);
    opened
        .flat_map(|(id, poll)| {
            let approved = approved(state, id, poll, langs).into_iter();
            approved.chain(waiting(state, id, poll, langs))
        })
        .collect()
}

fn approved(state: &State, id: PollId, poll: &Poll, langs: &[String]) -> Vec<Task> {
    let entries = &state.polls.entries;
    let clusters = entries.clusters(id, &|entry| poll.answers.mentions(entry));
    let lacking = clusters.into_iter().filter_map(|cluster| {
        let part = part(state, poll, &cluster, langs)?;
        (!part.is_done()).then_some((cluster, part))
    });
    let mut lacking: Vec<(Cluster<'_>, Part)> = lacking.collect();
    lacking.sort_by_key(|(cluster, _)| cluster.head);
    lacking.truncate(READ_MAX);
    let is_shown = !lacking.is_empty() && is_on_screen(state, id);
    let tasks = lacking.into_iter().map(|(cluster, part)| {
        let is_taken = entries.taken(id) == Some(cluster.head);
        let (section, base) = match (is_shown, is_taken) {
            (true, true) => (Section::Screen, MINOR),
            (true, false) => (Section::Screen, 4 * MINOR),
            (false, _) => (Section::Answers, 0),
        };
        task(part, section, base + u64::from(cluster.head.0), id)
    });
    tasks.collect()
}

/// Returns the text of answers that count together; None if no ballot contains it any more.
fn part(state: &State, poll: &Poll, cluster: &Cluster<'_>, langs: &[String]) -> Option<Part> {
    let ((id, _), others) = cluster.texts.split_first()?;
    let entry = state.polls.entries.get(*id)?;
    let mut part = of_guest(Passage::Entry(*id), &entry.screened, langs);
    // Words of one meaning stand below each other, so each translates the others.
    if let Rules::Words(_) = poll.info.rules {
        let said = |lang: &String| {
            let mut others = others.iter().map(|(_, public)| public.content());
            others.any(|other| other.lang == *lang || other.translations.contains_key(lang))
        };
        part.missing.retain(|lang| !said(lang));
    }
    Some(part)
}

fn waiting<'a>(
    state: &'a State,
    id: PollId,
    poll: &'a Poll,
    langs: &'a [String],
) -> impl Iterator<Item = Task> + 'a {
    let counted = move |(id, entry)| (id, entry, poll.answers.mentions(id));
    let waiting = state.polls.entries.waiting(id).map(counted);
    let heard = waiting.filter(|(_, entry, count)| *count > 0 && is_heard(state, entry, *count));
    let lacking = heard.filter_map(move |(of, entry, _): (EntryId, &Entry, u32)| {
        let part = of_guest(Passage::Entry(of), &entry.screened, langs);
        (!part.is_done()).then(|| task(part, Section::Waiting, entry.written_at, id))
    });
    lacking.take(WAITING_MAX)
}

/// What somebody else wrote too is heard.
pub(super) fn is_heard(state: &State, entry: &Entry, count: u32) -> bool {
    count > 1 || entry.by.is_none_or(|by| !state.mutes.has(by))
}

fn task(part: Part, section: Section, rank: u64, answers: PollId) -> Task {
    Task {
        of: part.of.subject(),
        section,
        rank,
        answers: Some(answers),
        parts: vec![part],
    }
}
