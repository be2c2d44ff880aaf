//! *Leave the hall*. Unlike everything else it is told before it is durable, and also while nothing can be decided: a hall that
//! must be left does not wait for a disk. What is told says whether it is recorded; the writer records it as soon as the log takes
//! it.

use std::collections::VecDeque;

use plenary_domain::command::Command;
use plenary_domain::ids::Millis;
use plenary_domain::leaving::{self, Leaving};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text::Texts;

use super::RoomTask;
use super::hall::Hall;
use super::mailbox::{SocketId, ToRoom};
use super::replica::Replica;
use super::writer::Tail;
use crate::fanout::encode;
use crate::protocol::ServerFrame;
use crate::websocket::Frame;

/// Limit on what is kept of what a log that fails did not take: the latest.
const UNRECORDED_MAX: usize = 32;

/// What the room told everybody last.
#[derive(Debug, Default)]
pub struct Told {
    /// None: nothing, in this event.
    on: Option<bool>,
    /// When it was told. Each telling has a later one than that before it, also over restarts if it was recorded.
    at: Millis,
    /// What was told and is not known to be in the log, the oldest first.
    unrecorded: VecDeque<(bool, Millis)>,
    /// The text in the event's languages. It is kept, because there may be no state to read it from.
    texts: Texts,
}

impl Told {
    /// Returns the frame that tells it; None if there was nothing.
    pub fn frame(&self) -> Option<Frame> {
        let on = self.on?;
        let frame = ServerFrame::Leave {
            on,
            texts: if on { self.texts.clone() } else { Texts::new() },
            at: self.at,
            recorded: self.unrecorded.is_empty(),
        };
        Some(Frame::text(encode(&frame)))
    }

    /// When it was told last; 0: never.
    pub fn at(&self) -> Millis {
        self.at
    }

    fn tell(&mut self, on: bool, now: Millis) {
        self.on = Some(on);
        self.at = now.max(self.at + 1);
        if self.unrecorded.len() == UNRECORDED_MAX {
            self.unrecorded.pop_front();
        }
        self.unrecorded.push_back((on, self.at));
    }

    /// Takes over what the log says, unless something newer was told. Returns true if that is news.
    fn read(&mut self, state: &State) -> bool {
        self.texts = leaving::texts(&state.event);
        let Leaving { on, at, changed } = state.leaving;
        if changed == 0 {
            return false;
        }
        // One batch records all that was told before it.
        self.unrecorded.retain(|(_, told)| *told > at);
        let is_news = at > self.at || (at == self.at && self.unrecorded.is_empty());
        if is_news {
            (self.on, self.at) = (Some(on), at);
        }
        is_news
    }
}

/// Records what was told and is not in the log.
pub fn record_leaving(tail: &mut Tail, replica: &mut Replica, hall: &mut Hall) {
    for (on, _) in &hall.leave.unrecorded {
        // Hosts may always do this, and nothing else rejects it.
        let by = Actor::Staff(StaffRole::Host);
        let _ = tail.order(replica, by, &Command::SetLeaving { on: *on });
    }
    if !hall.leave.unrecorded.is_empty() {
        hall.leave.at = hall.leave.at.max(tail.at());
    }
}

impl RoomTask {
    /// Takes what hosts say about leaving out of a turn's messages, and tells it before the turn does anything else.
    pub(super) fn tell_leaving_first(&mut self, inbox: &mut Vec<ToRoom>) {
        inbox.retain(|message| {
            if let ToRoom::Leave(by, on) = message {
                self.leave(*by, *on);
            }
            !matches!(message, ToRoom::Leave(..))
        });
    }

    /// Tells everybody to leave the hall, or that it was taken back. Only hosts can do this.
    fn leave(&mut self, by: SocketId, on: bool) {
        let runs = matches!(self.hall.actor(by), Some(Actor::Staff(role)) if role.runs_event());
        if !runs {
            return;
        }
        tracing::warn!(event = %self.header.code, on, "leave the hall");
        self.hall.leave.tell(on, self.clock.now());
        self.hall.tell_leaving();
        self.hall.send();
    }

    /// Reads what the log says about leaving and its text. Tells it if it is news, or now known to be recorded.
    pub(super) fn read_leaving(&mut self) {
        let state = self.standing.replica().map(Replica::state);
        if state.is_some_and(|state| self.hall.leave.read(state)) {
            self.hall.tell_leaving();
        }
    }
}
