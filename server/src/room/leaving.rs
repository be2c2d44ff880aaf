//! *Leave the hall*. Unlike everything else it is told before it is durable, and also while nothing can be decided: a hall that
//! must be left does not wait for a disk. What is told says whether it is recorded; the writer records it as soon as the log takes
//! it.

use plenary_domain::command::Command;
use plenary_domain::leaving;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::text::Texts;

use super::RoomTask;
use super::hall::Hall;
use super::mailbox::SocketId;
use super::replica::Replica;
use super::writer::Tail;
use crate::fanout::encode;
use crate::protocol::ServerFrame;
use crate::websocket::Frame;

/// What the room told everybody last.
#[derive(Debug, Default)]
pub struct Told {
    /// None: nothing, in this event.
    pub on: Option<bool>,
    recorded: bool,
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
            recorded: self.recorded,
        };
        Some(Frame::text(encode(&frame)))
    }
}

/// Records what was told and is not in the log.
pub fn record_leaving(tail: &mut Tail, replica: &mut Replica, hall: &Hall) {
    if let Some(on) = hall.leave.on.filter(|on| *on != replica.state().leaving.on) {
        // Hosts may always do this, and nothing else rejects it.
        let by = Actor::Staff(StaffRole::Host);
        let _ = tail.order(replica, by, &Command::SetLeaving { on });
    }
}

impl RoomTask {
    /// Tells everybody to leave the hall, or that it was taken back. Only hosts can do this.
    pub(super) fn leave(&mut self, by: SocketId, on: bool) {
        let runs = matches!(self.hall.actor(by), Some(Actor::Staff(role)) if role.runs_event());
        if !runs {
            return;
        }
        tracing::warn!(event = %self.header.code, on, "leave the hall");
        let recorded = self
            .standing
            .replica()
            .map(|replica| replica.state().leaving.on)
            == Some(on);
        self.tell_leaving(on, recorded);
        self.hall.send();
    }

    pub(super) fn tell_leaving(&mut self, on: bool, recorded: bool) {
        self.read_leaving();
        self.hall.leave.on = Some(on);
        self.hall.leave.recorded = recorded;
        self.hall.tell_leaving();
    }

    /// Keeps the text, and what is in the log unless something newer was told.
    pub(super) fn read_leaving(&mut self) {
        let Some(state) = self.standing.replica().map(Replica::state) else {
            return;
        };
        self.hall.leave.texts = leaving::texts(&state.event);
        if self.hall.leave.on.is_none() && state.leaving.changed > 0 {
            self.hall.leave.on = Some(state.leaving.on);
            self.hall.leave.recorded = true;
        }
    }
}
