//! Whom a mute would concern, so that a moderator knows it before. Behind one address, everybody who came together may be the
//! whole hall.

use plenary_domain::ids::ParticipantId;
use plenary_domain::people::mutes::{COMPANY_MAX, Writing};
use plenary_domain::poll::entries::EntryState;
use plenary_domain::question::QuestionState;
use plenary_domain::state::State;

use crate::protocol::Concerns;

/// Returns whom a mute of the guest who wrote this would concern, together with these others; None if nobody wrote it.
pub fn concerns(state: &State, of: Writing, company: &[ParticipantId]) -> Option<Concerns> {
    let author = state.author(of).ok()?;
    let others = company.iter().copied().filter(|other| *other != author);
    let guests = [author].into_iter().chain(others);
    let guests = guests.filter(|guest| !state.mutes.has(*guest));
    let mut told = Concerns::default();
    for guest in guests.take(COMPANY_MAX) {
        told.guests += 1;
        told.waiting += waiting(state, guest);
    }
    Some(told)
}

/// Returns how much of what a guest wrote waits for a moderator.
fn waiting(state: &State, guest: ParticipantId) -> u32 {
    let questions = state.questions.of(guest);
    let questions = questions.filter(|(_, q)| q.state == QuestionState::Waiting);
    let entries = state.polls.entries.of_guest(guest);
    let entries = entries.filter(|(_, entry)| entry.state == EntryState::Waiting);
    let nickname = state.nicknames.of(guest);
    let nickname = nickname.filter(|name| name.state == EntryState::Waiting);
    (questions.count() + entries.count() + nickname.iter().count()) as u32
}
