//! What is on now: the one rule that the screen, the phones and the desks follow. Pages draw the order made here and work none
//! of it out.
//!
//! # Invariants
//! - An open poll, the question being answered and the running session are always on.
//! - A closed poll is on until its result is revealed; of the revealed results the latest is on. Both leave when something ends
//!   after them: a session, or, while no session runs, the answer to a question. So no old result comes back when something
//!   newer goes away.
//! - The latest comes first. It is what the screen shows and what stands on top of the phone.

use std::cmp::Reverse;

use crate::ids::{PollId, QuestionId, SessionId};
use crate::poll::Phase;
use crate::question::QuestionState;
use crate::state::State;
use crate::status::SessionState;

/// Something that is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Poll(PollId),
    Question(QuestionId),
    Session(SessionId),
}

/// What is on now, the latest first; empty while nothing is.
pub fn on_now(state: &State) -> Vec<Thing> {
    let sessions = || state.sessions.iter();
    let answered_at = state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Answered)
        .map(|(_, q)| q.since)
        .max()
        .unwrap_or(0);
    let ended_at = sessions()
        .filter(|(_, s)| s.state == SessionState::Ended)
        .map(|(_, s)| s.since)
        .max()
        .unwrap_or(0);
    let running = state.sessions.running();
    let put_away_at = if running.is_some() {
        ended_at
    } else {
        ended_at.max(answered_at)
    };

    let polls = || state.polls.iter();
    let open = polls().filter(|(_, p)| p.phase == Phase::Open);
    let over = |phase| polls().filter(move |(_, p)| p.phase == phase && p.since > put_away_at);
    let result = over(Phase::Revealed).max_by_key(|(_, p)| p.since);
    let polls = open
        .chain(over(Phase::Closed))
        .chain(result)
        .map(|(id, p)| (p.since, Thing::Poll(id)));
    let questions = state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Now)
        .map(|(id, q)| (q.since, Thing::Question(id)));
    // When a question has been answered the session goes on, and not a poll from before.
    let session = running.map(|(id, s)| (s.since.max(answered_at), Thing::Session(id)));

    let mut things: Vec<(u64, Thing)> = polls.chain(questions).chain(session).collect();
    things.sort_by_key(|(since, _)| Reverse(*since));
    things.into_iter().map(|(_, thing)| thing).collect()
}
