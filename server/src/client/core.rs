//! What a client knows and decides: its view, its unanswered commands, the next frame to send, and when to reconnect.
//! It has no transport and no clock: [`Client`](super::Client) drives it over a real socket, the simulation over one
//! that it can cut.

use std::time::Duration;

use tokio::time::Instant;

use super::outbox::Outbox;
use super::view::{Change, View};
use super::{Counts, Dice, End, Event};
use crate::protocol::{
    BEAT_S, ClientFrame, Command, Hold, Rejection, Role, SILENCE_S_MAX, ServerFrame, close,
};

/// Longest random wait before a reconnect.
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
    /// What it says beside its commands as soon as it can.
    said: Option<ClientFrame>,
    /// Failed attempts to connect since the last welcome.
    failures: u32,
    connected_before: bool,
    /// When the next attempt may start.
    wait_until: Option<Instant>,
    counts: Counts,
}

/// The server was silent for too long.
#[derive(Debug)]
pub struct Silent;

/// The open socket.
struct Line {
    /// The server has sent its welcome.
    greeted: bool,
    /// Commands may be sent.
    joined: bool,
    /// When something was last sent, and last received.
    spoke: Instant,
    heard: Instant,
}

impl Core {
    /// Returns a client that has not connected yet. `seed` decides its client id and its jitter.
    pub fn new(role: Role, seed: u64) -> Core {
        let mut dice = Dice::new(seed);
        let outbox = Outbox::new(dice.roll() as u32);
        Core {
            role,
            dice,
            outbox,
            view: View::default(),
            line: None,
            said: None,
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

    /// Counts a join that the server deferred.
    pub fn count_put_off(&mut self) {
        self.counts.put_off += 1;
    }

    pub fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// Returns the id under which it sends commands.
    pub fn client(&self) -> u32 {
        self.outbox.client()
    }

    /// Returns the number of unanswered commands.
    pub fn pending(&self) -> usize {
        self.outbox.len()
    }

    /// Returns true if a socket is open.
    pub fn is_open(&self) -> bool {
        self.line.is_some()
    }

    /// Returns true if a socket is open and the server has sent its welcome.
    pub fn is_live(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.greeted)
    }

    /// Returns true if commands may go out on the open socket.
    pub fn is_joined(&self) -> bool {
        self.line.as_ref().is_some_and(|line| line.joined)
    }

    /// Queues a command. Returns the ticket that its answer will carry.
    pub fn push(&mut self, command: Command) -> u32 {
        self.outbox.push(command)
    }

    /// Queues what its desk works on. It replaces what has not been said yet.
    pub fn hold(&mut self, on: Option<Hold>) {
        let me = self.outbox.client();
        self.said = Some(ClientFrame::Hold { me, on });
    }

    /// Queues the word to leave the hall, or that it is taken back.
    pub fn leave(&mut self, on: bool) {
        self.said = Some(ClientFrame::Leave { on });
    }

    /// Returns when the next attempt to connect may start; None: now.
    pub fn wait_until(&self) -> Option<Instant> {
        self.wait_until
    }

    /// Starts an attempt to connect. It counts as failed until it has succeeded.
    pub fn connecting(&mut self, now: Instant) {
        self.wait_until = Some(now + self.wait());
    }

    /// Notes that the socket did not open, or that the server asked for a wait of at least `least`.
    pub fn put_off(&mut self, least: Option<Duration>, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.wait_until = Some(now + least.unwrap_or_default() + self.wait());
    }

    /// Notes that the socket is open.
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

    /// Notes that the peer closed the socket, or that it broke.
    ///
    /// Errors: the client does not reconnect.
    pub fn closed(&mut self, code: Option<u16>, now: Instant) -> Result<Event, End> {
        self.lock();
        self.wait_until = Some(now + self.wait());
        match code {
            Some(close::REVOKED | close::SIGNED_OUT) => Err(End::Revoked),
            Some(close::GONE) => Err(End::Gone),
            Some(_) | None => Ok(Event::Lost),
        }
    }

    /// Drops the socket from this side. The client may reconnect at once.
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

    /// Returns the frame to send now on the open socket, if any.
    ///
    /// Errors: the server was silent for too long, and the socket counts as closed.
    pub fn due(&mut self, now: Instant) -> Result<Option<ClientFrame>, Silent> {
        let Some(line) = &mut self.line else {
            return Ok(None);
        };
        if now >= line.heard + SILENCE_MAX {
            return Err(Silent);
        }
        if line.greeted
            && let Some(said) = self.said.take()
        {
            line.spoke = now;
            return Ok(Some(said));
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

    /// Returns when to call [`Core::due`] again if nothing arrives; None without a socket.
    pub fn wake(&self) -> Option<Instant> {
        let line = self.line.as_ref()?;
        let quiet = (line.spoke + BEAT).min(line.heard + SILENCE_MAX);
        let put_off = self.outbox.wake().filter(|_| line.greeted && line.joined);
        Some(put_off.map_or(quiet, |wake| wake.min(quiet)))
    }

    /// Notes a sign of life that is not a protocol frame.
    pub fn heard(&mut self, now: Instant) {
        if let Some(line) = &mut self.line {
            line.heard = now;
        }
    }

    /// Applies a frame to the view and the outbox. Returns None if it brings nothing new. Drop the socket after
    /// [`Event::Lost`].
    pub fn take(&mut self, frame: &str, now: Instant) -> Option<Event> {
        self.heard(now);
        let Ok(frame) = serde_json::from_str::<ServerFrame>(frame) else {
            tracing::debug!(bytes = frame.len(), "cannot read a frame");
            self.counts.unreadable += 1;
            return None;
        };
        match frame {
            ServerFrame::Welcome { joined, .. } => {
                if let Some(line) = &mut self.line {
                    (line.greeted, line.joined) = (true, joined || self.role != Role::Participant);
                }
                self.failures = 0;
                self.view.greet(joined);
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
            ServerFrame::Leave { on, .. } => Some(Event::Leave { on }),
            ServerFrame::Ack { .. }
            | ServerFrame::Rejected { .. }
            | ServerFrame::Messages { .. }
            | ServerFrame::Beat { .. } => None,
        }
    }

    /// The first wait is 100 to 600 ms. Later ones are random, up to a bound that doubles.
    fn wait(&mut self) -> Duration {
        match self.failures {
            0 => Duration::from_millis(100) + self.dice.up_to(Duration::from_millis(500)),
            failures => self
                .dice
                .up_to(WAIT_MAX.min(Duration::from_millis(600) * 2u32.pow(failures.min(5)))),
        }
    }
}
