//! One page of one browser: the client's own core on a simulated connection. Every incoming frame is checked against
//! the truth before anything acts on it.

use std::collections::BTreeMap;

use plenary_domain::ids::{Millis, PersonId};
use tokio::time::Instant;

use super::framing::{Decoder, Incoming};
use super::network::LineId;
use super::server::Cookie;
use super::stage;
use super::truth::Truth;
use crate::client::{Core, Event};
use crate::log::{EventId, Position};
use crate::protocol::{OwnMessage, Rejection, Role, ServerFrame};
use crate::room::told;
use crate::view;

/// One page.
pub struct Page {
    pub browser: usize,
    pub event: EventId,
    pub audience: Role,
    pub core: Core,
    pub line: Option<LineId>,
    /// The number of the current attempt to connect.
    pub attempt: u32,
    pub is_knocking: bool,
    /// Until then it reads nothing, or stays away.
    pub deaf_until: Millis,
    pub away_until: Millis,
    /// It was closed, and does not return.
    pub is_left: bool,
    /// When it is next serviced.
    pub wake_at: Millis,
    /// Unanswered commands by number: what a browser keeps in its storage.
    pub unanswered: BTreeMap<u32, String>,
    /// Another page's commands that this one sends for it.
    pub errand: Option<Errand>,
    /// A panelist's messages, as they were told last.
    messages: Vec<OwnMessage>,
    connection: Connection,
    /// The last places in the log that were shown, of the view and of its own data.
    seen: Option<Position>,
    own_seen: Option<Position>,
}

/// Commands that another page of the same browser left behind. They are sent one at a time, under their own names.
pub struct Errand {
    pub client: u32,
    pub left: BTreeMap<u32, String>,
    /// The one in flight.
    pub sent: Option<u32>,
}

/// What belongs to the open connection.
#[derive(Default)]
struct Connection {
    decoder: Decoder,
    /// The server's identity for this page.
    cookie: Option<Cookie>,
    is_greeted: bool,
}

/// The outcome of reading.
pub enum Heard {
    Events(Vec<Event>),
    /// The server sent a close frame.
    Goodbye(Option<u16>),
}

impl Page {
    pub fn new(browser: usize, event: EventId, audience: Role, seed: u64) -> Page {
        Page {
            browser,
            event,
            audience,
            core: Core::new(audience, seed),
            line: None,
            attempt: 0,
            is_knocking: false,
            deaf_until: 0,
            away_until: 0,
            is_left: false,
            wake_at: Millis::MAX,
            unanswered: BTreeMap::new(),
            errand: None,
            messages: Vec::new(),
            connection: Connection::default(),
            seen: None,
            own_seen: None,
        }
    }

    /// Returns the position to reconnect with.
    pub fn held(&self) -> Option<Position> {
        let position = self.core.view().position();
        position.map(|(epoch, seq)| Position { epoch, seq })
    }

    /// Notes that a connection is open, on which the server identifies this page by `cookie`.
    pub fn opened(&mut self, line: LineId, cookie: Option<Cookie>, now: Instant) {
        self.core.opened(now);
        self.line = Some(line);
        self.errand.iter_mut().for_each(|errand| errand.sent = None);
        self.connection = Connection {
            cookie,
            ..Connection::default()
        };
    }

    /// Handles incoming bytes.
    pub fn hear(&mut self, bytes: &[u8], now: Instant, truth: &Truth) -> Heard {
        let frames = match self.connection.decoder.read(bytes) {
            Ok(frames) => frames,
            Err(why) => {
                truth.wrong(format!("a frame is torn: {why}"));
                return Heard::Goodbye(None);
            }
        };
        let mut events = Vec::new();
        for frame in frames {
            match frame {
                Incoming::Text(text) => match self.take(&text, now, truth) {
                    Ok(event) => events.extend(event),
                    Err(why) => truth.wrong(format!("{why}, in {text}")),
                },
                Incoming::Pong(payload) if payload == b"?" => self.core.heard(now),
                Incoming::Pong(_) => truth.wrong("an unrequested pong"),
                Incoming::Close(code) => return Heard::Goodbye(code),
            }
        }
        Heard::Events(events)
    }

    fn take(&mut self, text: &str, now: Instant, truth: &Truth) -> Result<Option<Event>, String> {
        let frame: ServerFrame = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let is_welcome = matches!(frame, ServerFrame::Welcome { .. });
        if std::mem::replace(&mut self.connection.is_greeted, true) == is_welcome {
            return Err("the welcome is not the first frame, or not the only one".into());
        }
        let event = self.core.take(text, now);
        match &frame {
            ServerFrame::Snapshot(_) | ServerFrame::Change { .. } => {
                if event != Some(Event::View) {
                    return Err("it does not follow from what was sent before".into());
                }
                self.check_view(truth)?;
            }
            ServerFrame::Mine { seq, .. } => self.check_mine(*seq, truth)?,
            ServerFrame::Ack { c, n, .. } => {
                let told = matches!(event, Some(Event::Acked { .. }));
                if told && !truth.is_accepted(self.event, *c, *n) {
                    return Err("it was never accepted".into());
                }
            }
            ServerFrame::Hall(_)
                if matches!(
                    self.audience,
                    Role::Participant | Role::Reader | Role::Slide
                ) =>
            {
                return Err("a guest received hall figures".into());
            }
            ServerFrame::Messages { messages } => {
                if self.audience != Role::Panelist {
                    return Err("it is for panelists".into());
                }
                self.messages.clone_from(messages);
            }
            ServerFrame::Welcome { .. }
            | ServerFrame::Hall(_)
            | ServerFrame::Leave { .. }
            | ServerFrame::Rejected { .. }
            | ServerFrame::Beat { .. } => {}
        }
        self.answered(&frame);
        Ok(event)
    }

    /// Checks that the view never goes back within a history, and matches the log at its position.
    fn check_view(&mut self, truth: &Truth) -> Result<(), String> {
        let held = self.held().ok_or("a view without a position")?;
        let held = told::place(self.event, held.seq).ok_or("nobody told that position")?;
        let before = self.seen.replace(held);
        if before.is_some_and(|before| before.epoch == held.epoch && before.seq > held.seq) {
            return Err(format!("the view goes back from {before:?}"));
        }
        let expected = truth
            .items(self.event, held, self.audience)
            .ok_or(format!("{held:?} is not durable"))?;
        let items = self.core.view().items();
        if *items != *expected {
            let differs = |name: &&String| items.get(*name) != expected.get(*name);
            let names = items.keys().chain(expected.keys()).filter(differs);
            let names: Vec<String> = names
                .map(|name| {
                    format!(
                        "{name}: {:?}, not {:?}",
                        items.get(name),
                        expected.get(name)
                    )
                })
                .collect();
            return Err(format!(
                "{:?} at {held:?} differs from the log: {names:?}",
                self.audience
            ));
        }
        Ok(())
    }

    /// The same for the page's own data.
    fn check_mine(&mut self, seq: u64, truth: &Truth) -> Result<(), String> {
        let (epoch, id) = self
            .connection
            .cookie
            .ok_or("own data without a participant")?;
        let at = told::place(self.event, seq).ok_or("nobody told that position")?;
        if at.epoch != epoch {
            return Err("own data of another history".into());
        }
        let before = self.own_seen.replace(at);
        if before.is_some_and(|before| before.epoch == epoch && before.seq > at.seq) {
            return Err(format!("own data goes back from {before:?}"));
        }
        let expected = truth
            .mine(self.event, at, id)
            .ok_or(format!("{at:?} is not durable"))?;
        if self.core.view().mine != expected {
            return Err(format!(
                "own data at {at:?} is {expected:?}, and it shows {:?} of {} beside a view at {:?}",
                self.core.view().mine,
                self.core.view().mine_seq,
                self.held(),
            ));
        }
        Ok(())
    }

    /// After the storm: checks that this page shows what a fresh page would show.
    pub fn check_converged(&self, truth: &Truth) -> Result<(), String> {
        let (at, state) = truth.state(self.event);
        let held = self.held().ok_or("it has no view")?;
        let held = told::place(self.event, held.seq).ok_or("nobody told that position")?;
        let expected = truth.items(self.event, at, self.audience);
        if held.epoch != at.epoch
            || expected.is_none_or(|items| *items != *self.core.view().items())
        {
            return Err(format!("the view at {held:?} is not the one at {at:?}"));
        }
        if !self.core.is_live() || self.core.pending() > 0 {
            return Err(format!("{} commands are unanswered", self.core.pending()));
        }
        if self.audience == Role::Panelist
            && self.messages != view::own_messages(&state, PersonId(stage::PANELIST))
        {
            return Err(format!("its messages are {:?}", self.messages));
        }
        let (view, cookie) = (self.core.view(), self.connection.cookie);
        let own = cookie.map(|(_, id)| truth.mine(self.event, at, id));
        let own = own.flatten().unwrap_or_default();
        if view.mine != own {
            return Err(format!(
                "own data at {} is {:?} and not {own:?}, as at {at:?}",
                view.mine_seq, view.mine
            ));
        }
        Ok(())
    }

    /// Prepares an errand's next command once the last one is answered.
    fn answered(&mut self, frame: &ServerFrame) {
        let (c, n) = match frame {
            ServerFrame::Rejected {
                why:
                    Rejection::TooFast { .. } | Rejection::Unavailable { .. } | Rejection::NotJoined,
                ..
            } => {
                // The page it belongs to sends it again.
                self.errand.iter_mut().for_each(|e| e.left.clear());
                return;
            }
            ServerFrame::Ack { c, n, .. } | ServerFrame::Rejected { c, n, .. } => (c, n),
            ServerFrame::Welcome { .. }
            | ServerFrame::Snapshot(_)
            | ServerFrame::Change { .. }
            | ServerFrame::Mine { .. }
            | ServerFrame::Hall(_)
            | ServerFrame::Messages { .. }
            | ServerFrame::Leave { .. }
            | ServerFrame::Beat { .. } => return,
        };
        match &mut self.errand {
            Some(errand) if errand.client == *c => {
                errand.left.remove(n);
            }
            Some(_) | None => _ = self.unanswered.remove(n),
        }
    }
}
