//! The erasure of what a guest wrote: questions, names, and texts in polls. Ballots go on counting under the guest's number. What
//! another guest wrote too is then that guest's, and stays.

use std::collections::BTreeMap;

use crate::fact::{Decision, Fact};
use crate::ids::{EntryId, ParticipantId, PollId};
use crate::language;
use crate::poll::entries::Entry;
use crate::poll::written::Written;
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::screening::Content;
use crate::state::State;
use crate::text::Texts;

/// Decides that a guest erases what they wrote.
///
/// # Errors
/// As [`Participants::acting`](crate::people::Participants::acting).
pub fn of_sender(state: &State, actor: Actor) -> Decision {
    let (guest, _) = state.participants.acting(actor)?;
    // What is gone from the state may still be in a letter.
    if state.participants.has_written(guest) {
        of(state, guest, actor)
    } else {
        Ok(vec![])
    }
}

/// Decides the erasure of what a guest wrote, even if nothing of it can be read any more.
///
/// # Errors
/// [`Rejection::Unknown`].
pub fn of(state: &State, guest: ParticipantId, by: Actor) -> Decision {
    state.participants.get(guest).ok_or(Rejection::Unknown)?;
    let mut facts = passed_on(state, guest);
    // Where others asked the same, their question stays.
    let questions = &state.questions;
    let asked = questions.of(guest);
    facts.extend(asked.flat_map(|(id, q)| questions.handed_over(id, q, by)));
    facts.push(Fact::GuestErased(guest, by));
    Ok(facts)
}

/// Returns the facts that give a guest's entries to other guests who wrote them too.
fn passed_on(state: &State, guest: ParticipantId) -> Vec<Fact> {
    let entries = &state.polls.entries;
    let mut own: BTreeMap<PollId, BTreeMap<EntryId, (&Entry, Option<&Written>)>> = BTreeMap::new();
    for (id, entry) in entries.iter().filter(|(_, entry)| entry.by == Some(guest)) {
        own.entry(entry.poll).or_default().insert(id, (entry, None));
    }
    let mut facts = vec![];
    for (poll, mut own) in own {
        let texts = state.polls.get(poll).map(|poll| poll.answers.texts());
        for written in texts.unwrap_or_default() {
            if written.by == guest || written.text.is_empty() {
                continue;
            }
            if let Some((entry, heir)) = own.get_mut(&written.entry) {
                let is_exact = |written: &Written| written.text == shown(entry).text;
                if heir.is_none_or(|heir| !is_exact(heir) && is_exact(written)) {
                    *heir = Some(written);
                }
            }
        }
        facts.extend(own.into_iter().filter_map(|(id, (entry, heir))| {
            let Written { text, by, .. } = heir?;
            let is_exact = *text == shown(entry).text;
            let content = if is_exact {
                shown(entry).clone()
            } else {
                Content {
                    lang: language::guess(text, None, langs(state)),
                    text: text.clone(),
                    translations: Texts::new(),
                    name: None,
                    org: None,
                }
            };
            Some(Fact::EntryPassedOn(id, *by, content, is_exact))
        }));
    }
    facts
}

/// Returns what others see of an entry, or else what moderators see.
fn shown(entry: &Entry) -> &Content {
    let public = entry.screened.public();
    public.map_or(entry.screened.content(), |public| public.content())
}

fn langs(state: &State) -> &[String] {
    let info = state.event.info.as_ref();
    info.map_or(&[], |info| &info.langs)
}
