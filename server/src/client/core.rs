//! What a client knows and decides: its view, its commands without an answer, which frame is due, and when it comes
//! back. It has no transport and no clock of its own: [`Client`](super::Client) drives it over a real socket, and the
//! simulation over one that it cuts as it likes.

use std::time::Duration;

use tokio::time::Instant;

use super::outbox::Outbox;
use super::view::{Change, View};
use super::{Counts, Dice, End, Event};
use crate::protocol::{
    BEAT_S, ClientFrame, Command, Rejection, Role, SILENCE_S_MAX, ServerFrame, close,
};

/// The longest wait before a reconnect.
const WAIT_MAX: Duration = Duration::from_secs(10);
const BEAT: Duration = Duration::from_secs(BEAT_S as u64);
const SILENCE_MAX: Duration = Duration::from_secs(SILENCE_S_MAX as u64);

/// One page, without its socket.
pub struct Core {
    role: Role,
    dice: Dice,
    outbox: Outbox,
    view: View,
    line: Option<Line>,
    /// Failed tries to connect since the last hello.
    failures: u32,
    connected_before: bool,
    /// When the next try may be made.
    wait_until: Option<Instant>,
    counts: Counts,
}

/// Nothing came from the server for too long.
#[derive(Debug)]
pub struct Silent;

/// The socket that is open.
struct Line {
    /// The server has said hello.
    greeted: bool,
    /// Commands may be sent.
    joined: bool,
    /// When something last went out, and came in.
    spoke: Instant,
    heard: Instant,
}

impl Core {
    /// A client that has not connected yet. `seed` decides its client id and its jitter.
    pub fn new(role: Role, seed: u64) -> Core {
        let mut dice = Dice::new(seed);
        let outbox = Outbox::new(dice.roll() as u32);
        Core {
            role,
            dice,
            outbox,
            view: View::default(),
            line: None,
            failures: 0,
            connected_before: false,
            wait_until: None,
            counts: Counts::default(),
        }
    }

    pub fn view(&self) -> &View {
        &self.view
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// A join was put off by the server.
    pub fn count_put_off(&mut self) {
        self.counts.put_off += 1;
    }

    pub fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// The id that commands are sent under.
    pub fn client(&self) -> u32 {
        self.outbox.client()
    }

    /// Commands that have no answer yet.
    pub fn pending(&self) -> usize {
        self.outbox.len()
    }

    /// A socket is open.
    pub fn is_open(&self) -> bool {
        self.line.is_some()
    }

    /// A socket is open and the server has said hello.
    pub fn is_live(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.greeted)
    }

    /// Commands go out on the socket that is open.
    pub fn is_joined(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.joined)
    }

    /// Takes a command; gives the ticket that its answer will carry.
    pub fn push(&mut self, command: Command) -> u32 {
        self.outbox.push(command)
    }

    /// When the next try to connect may be made; None: now.
    pub fn wait_until(&self) -> Option<Instant> {
        self.wait_until
    }

    /// A try to connect is made. Until it is known to have succeeded it counts as failed.
    pub fn connecting(&mut self, now: Instant) {
        self.wait_until = Some(now + self.wait());
    }

    /// The socket did not open, or the server asks to wait for at least so long.
    pub fn put_off(&mut self, least: Option<Duration>, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.wait_until = Some(now + least.unwrap_or_default() + self.wait());
    }

    /// The socket is open.
    pub fn opened(&mut self, now: Instant) {
        self.counts.reconnects += u32::from(self.connected_before);
        self.connected_before = true;
        self.outbox.unsent();
        self.line = Some(Line {
            greeted: false,
            joined: false,
            spoke: now,
            heard: now,
        });
    }

    /// The other side closed the socket, or it broke.
    ///
    /// Errors: the client does not come back.
    pub fn closed(&mut self, code: Option<u16>, now: Instant) -> Result<Event, End> {
        self.lock();
        self.wait_until = Some(now + self.wait());
        match code {
            Some(close::REVOKED) => Err(End::Revoked),
            Some(close::GONE) => Err(End::Gone),
            Some(_) | None => Ok(Event::Lost),
        }
    }

    /// This side drops the socket and may come back at once.
    pub fn lock(&mut self) {
        self.line = None;
        self.wait_until = None;
        self.outbox.unsent();
    }

    /// Forgets the view and its position.
    pub fn start_over(&mut self) {
        self.view = View::default();
        self.lock();
    }

    /// The frame that is to go out on the open socket now, if there is one.
    ///
    /// Errors: the other side was silent for too long, and the socket counts as closed.
    pub fn due(&mut self, now: Instant) -> Result<Option<ClientFrame>, Silent> {
        let Some(line) = &mut self.line else {
            return Ok(None);
        };
        if now >= line.heard + SILENCE_MAX {
            return Err(Silent);
        }
        let may_act = line.greeted && line.joined;
        let frame = match may_act.then(|| self.outbox.send(now)).flatten() {
            Some(due) => {
                self.counts.resent += u32::from(due.again);
                ClientFrame::Do {
                    c: self.outbox.client(),
                    n: due.n,
                    cmd: due.command,
                }
            }
            None if now >= line.spoke + BEAT => ClientFrame::Beat { n: None },
            None => return Ok(None),
        };
        line.spoke = now;
        Ok(Some(frame))
    }

    /// When [`Core::due`] is to be asked again although nothing has come in; None without a socket.
    pub fn wake(&self) -> Option<Instant> {
        let line = self.line.as_ref()?;
        let quiet = (line.spoke + BEAT).min(line.heard + SILENCE_MAX);
        let put_off = self.outbox.wake().filter(|_| line.greeted && line.joined);
        Some(put_off.map_or(quiet, |wake| wake.min(quiet)))
    }

    /// A sign of life that is no frame of the protocol.
    pub fn heard(&mut self, now: Instant) {
        if let Some(line) = &mut self.line {
            line.heard = now;
        }
    }

    /// Takes a frame into the view and the outbox; None if it says nothing new. After [`Event::Lost`] the socket is to be
    /// dropped.
    pub fn take(&mut self, frame: &str, now: Instant) -> Option<Event> {
        self.heard(now);
        let Ok(frame) = serde_json::from_str::<ServerFrame>(frame) else {
            tracing::debug!(%frame, "a frame that this client does not know");
            self.counts.unreadable += 1;
            return None;
        };
        match frame {
            ServerFrame::Welcome { joined, .. } => {
                if let Some(line) = &mut self.line {
                    (line.greeted, line.joined) = (true, joined || self.role != Role::Participant);
                }
                self.failures = 0;
                self.view.greet();
                Some(Event::Online { joined })
            }
            ServerFrame::Snapshot(snapshot) => {
                self.view.replace(snapshot);
                Some(Event::View)
            }
            ServerFrame::Change {
                from,
                to,
                set,
                gone,
            } => match self.view.change(from, to, set, gone) {
                Change::Applied => Some(Event::View),
                Change::Known => None,
                Change::Gap => {
                    self.view.forget_position();
                    self.lock();
                    Some(Event::Lost)
                }
            },
            ServerFrame::Mine { seq, mine } => {
                self.view.own(seq, mine);
                Some(Event::Mine)
            }
            ServerFrame::Hall(hall) => {
                self.view.hall = Some(hall);
                Some(Event::Hall)
            }
            ServerFrame::Ack { c, n, seq } if c == self.outbox.client() => {
                let took = self.outbox.end(n, now)?;
                Some(Event::Acked {
                    ticket: n,
                    seq,
                    took,
                })
            }
            ServerFrame::Rejected { c, n, why } if c == self.outbox.client() => {
                if let Rejection::TooFast { retry_ms } | Rejection::Unavailable { retry_ms } = why {
                    let wait = Duration::from_millis(u64::from(retry_ms));
                    self.outbox.later(n, now + wait + self.dice.up_to(wait / 4));
                    return None;
                }
                self.outbox.end(n, now)?;
                Some(Event::Rejected { ticket: n, why })
            }
            ServerFrame::Ack { .. } | ServerFrame::Rejected { .. } | ServerFrame::Beat { .. } => {
                None
            }
        }
    }

    /// The first wait is 100 to 600 ms; then up to a bound that doubles.
    fn wait(&mut self) -> Duration {
        match self.failures {
            0 => Duration::from_millis(100) + self.dice.up_to(Duration::from_millis(500)),
            failures => self
                .dice
                .up_to(WAIT_MAX.min(Duration::from_millis(600) * 2u32.pow(failures.min(5)))),
        }
    }
}
