//! One page of one browser: the client's own core on a simulated connection, with every frame that comes in held against the
//! truth before anybody acts on it.

use std::collections::BTreeMap;

use plenary_domain::ids::Millis;
use tokio::time::Instant;

use super::framing::{Decoder, Incoming};
use super::network::LineId;
use super::server::Cookie;
use super::truth::Truth;
use crate::client::{Core, Event};
use crate::log::{EventId, Position};
use crate::protocol::{Rejection, Role, ServerFrame};

/// One page.
pub struct Page {
    pub browser: usize,
    pub event: EventId,
    pub audience: Role,
    pub core: Core,
    pub line: Option<LineId>,
    /// The try to connect that is under way, if one is.
    pub attempt: u32,
    pub is_knocking: bool,
    /// It reads nothing, or does not come back, until then.
    pub deaf_until: Millis,
    pub away_until: Millis,
    /// It was closed, and does not come back.
    pub is_left: bool,
    /// When it is looked after next.
    pub wake_at: Millis,
    /// What has no answer yet, by number: what a browser keeps in its storage.
    pub unanswered: BTreeMap<u32, String>,
    /// Another page's commands that this one sends for it.
    pub errand: Option<Errand>,
    connection: Connection,
    /// The last place that was shown, and that one's own was told at.
    seen: Option<Position>,
    own_seen: Option<Position>,
}

/// Commands that another page of the same browser left behind; sent one at a time, under their own names.
pub struct Errand {
    pub client: u32,
    pub left: BTreeMap<u32, String>,
    /// The one that is under way.
    pub sent: Option<u32>,
}

/// What belongs to the connection that is open.
#[derive(Default)]
struct Connection {
    decoder: Decoder,
    /// Who the server takes this page for.
    cookie: Option<Cookie>,
    is_greeted: bool,
    /// The newest place that an ack has promised.
    acked: u64,
}

/// What came of what was read.
pub enum Heard {
    Events(Vec<Event>),
    /// The server said goodbye.
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
            connection: Connection::default(),
            seen: None,
            own_seen: None,
        }
    }

    /// The position to come back with.
    pub fn held(&self) -> Option<Position> {
        let position = self.core.view().position();
        position.map(|(epoch, seq)| Position { epoch, seq })
    }

    /// A connection is open, on which the server takes this page for that one.
    pub fn opened(&mut self, line: LineId, cookie: Option<Cookie>, now: Instant) {
        self.core.opened(now);
        self.line = Some(line);
        self.errand.iter_mut().for_each(|errand| errand.sent = None);
        self.connection = Connection {
            cookie,
            ..Connection::default()
        };
    }

    /// Takes what came in.
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
                Incoming::Pong(_) => truth.wrong("a pong that nobody asked for"),
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
            ServerFrame::Ack { c, n, seq } => {
                let told = matches!(event, Some(Event::Acked { .. }));
                if told && !truth.is_accepted(self.event, *c, *n) {
                    return Err("it was never accepted".into());
                }
                self.connection.acked = self.connection.acked.max(*seq);
            }
            ServerFrame::Hall(_) if self.audience == Role::Participant => {
                return Err("a guest is told of the hall".into());
            }
            ServerFrame::Welcome { .. }
            | ServerFrame::Hall(_)
            | ServerFrame::Rejected { .. }
            | ServerFrame::Beat { .. } => {}
        }
        self.answered(&frame);
        Ok(event)
    }

    /// The view never goes back within a history, and is what the log says at its place.
    fn check_view(&mut self, truth: &Truth) -> Result<(), String> {
        let held = self.held().ok_or("a view without a position")?;
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
            let names: Vec<&String> = items
                .keys()
                .chain(expected.keys())
                .filter(differs)
                .collect();
            return Err(format!(
                "{:?} at {held:?} is not so: {names:?}",
                self.audience
            ));
        }
        Ok(())
    }

    /// The same for what is one's own.
    fn check_mine(&mut self, seq: u64, truth: &Truth) -> Result<(), String> {
        let (epoch, id) = self.connection.cookie.ok_or("nobody has something own")?;
        let at = Position { epoch, seq };
        let before = self.own_seen.replace(at);
        if before.is_some_and(|before| before.epoch == epoch && before.seq > seq) {
            return Err(format!("what is one's own goes back from {before:?}"));
        }
        if seq < self.connection.acked {
            return Err(format!("an ack promised {}", self.connection.acked));
        }
        let expected = truth
            .mine(self.event, at, id)
            .ok_or(format!("{at:?} is not durable"))?;
        if self.core.view().mine != expected {
            return Err(format!(
                "one's own at {at:?} is {expected:?}, and it shows {:?} of {} beside a view at {:?}",
                self.core.view().mine,
                self.core.view().mine_seq,
                self.held(),
            ));
        }
        Ok(())
    }

    /// When all is calm: what this page shows is what a fresh page would show.
    pub fn check_converged(&self, truth: &Truth) -> Result<(), String> {
        let (at, _) = truth.state(self.event);
        let held = self.held().ok_or("it holds no view")?;
        let expected = truth.items(self.event, at, self.audience);
        if held.epoch != at.epoch
            || expected.is_none_or(|items| *items != *self.core.view().items())
        {
            return Err(format!("the view at {held:?} is not the one at {at:?}"));
        }
        if !self.core.is_live() || self.core.pending() > 0 {
            return Err(format!("{} commands have no answer", self.core.pending()));
        }
        let (view, cookie) = (self.core.view(), self.connection.cookie);
        let own = cookie.map(|(_, id)| truth.mine(self.event, at, id));
        if view.mine != own.flatten().unwrap_or_default() {
            return Err(format!(
                "one's own at {} is not the one at {at:?}",
                view.mine_seq
            ));
        }
        Ok(())
    }

    /// An errand's next command, if the last one has its answer.
    fn answered(&mut self, frame: &ServerFrame) {
        let (c, n) = match frame {
            ServerFrame::Rejected {
                why:
                    Rejection::TooFast { .. } | Rejection::Unavailable { .. } | Rejection::NotJoined,
                ..
            } => {
                // Whoever it is for sends it again.
                self.errand.iter_mut().for_each(|e| e.left.clear());
                return;
            }
            ServerFrame::Ack { c, n, .. } | ServerFrame::Rejected { c, n, .. } => (c, n),
            ServerFrame::Welcome { .. }
            | ServerFrame::Snapshot(_)
            | ServerFrame::Change { .. }
            | ServerFrame::Mine { .. }
            | ServerFrame::Hall(_)
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
