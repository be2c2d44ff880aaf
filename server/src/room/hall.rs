//! What is known of a room and never logged: who is connected, by which address, and how fast each may go.

use std::collections::{BTreeMap, HashMap};

use plenary_domain::access::{Actor, StaffRole};
use plenary_domain::ids::{Millis, ParticipantId};
use tokio::sync::{mpsc, watch};

use axum::extract::ws::Utf8Bytes;

use crate::protocol::{Address, Hall as HallFrame};
use crate::view::Audience;

/// The frames routed to one socket that may wait: its unanswered commands, and a close. A socket that lets more
/// wait is closed, and comes back.
pub const ROUTED_MAX: usize = 64;

/// Commands of one participant in a burst: what an outbox sends after a break.
const BURST: u32 = 40;
/// Commands of one participant a second, in the long run.
const PER_SECOND: u32 = 5;

/// Names a socket within its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub u64);

/// A frame for one socket.
#[derive(Debug, Clone)]
pub enum Routed {
    /// An answer to a command.
    Answer(Utf8Bytes),
    /// Say goodbye with this close code.
    Close(u16),
}

/// The room's end of a socket.
pub struct Socket {
    pub audience: Audience,
    /// None: it only watches.
    pub actor: Option<Actor>,
    /// The address in its Host header.
    pub address: String,
    pub routed: mpsc::Sender<Routed>,
    /// What is its participant's own: the newest frame, and never a backlog.
    pub mine: watch::Sender<Option<Utf8Bytes>>,
}

/// Who is connected.
#[derive(Default)]
pub struct Hall {
    sockets: HashMap<SocketId, Socket>,
    by_participant: HashMap<ParticipantId, Vec<SocketId>>,
    buckets: HashMap<ParticipantId, Bucket>,
    /// Something in the hall frame may have changed since it was made last.
    pub changed: bool,
}

/// A token bucket in milliseconds of credit.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    tokens_milli: u64,
    at: Millis,
}

impl Bucket {
    /// A full bucket of so many tokens.
    pub fn full(tokens: u32, at: Millis) -> Bucket {
        Bucket {
            tokens_milli: u64::from(tokens) * 1000,
            at,
        }
    }

    /// Takes a token; without one, tells after how many milliseconds there is one.
    pub fn take(&mut self, burst: u32, per_second: u32, at: Millis) -> Result<(), u32> {
        let earned = at.saturating_sub(self.at) * u64::from(per_second);
        self.tokens_milli = (self.tokens_milli + earned).min(u64::from(burst) * 1000);
        self.at = self.at.max(at);
        match self.tokens_milli.checked_sub(1000) {
            Some(rest) => {
                self.tokens_milli = rest;
                Ok(())
            }
            None => Err(((1000 - self.tokens_milli) / u64::from(per_second.max(1))) as u32 + 1),
        }
    }
}

impl Hall {
    /// Takes a socket in.
    pub fn attach(&mut self, id: SocketId, socket: Socket) {
        if let Some(Actor::Participant(participant)) = socket.actor {
            self.by_participant.entry(participant).or_default().push(id);
        }
        self.sockets.insert(id, socket);
        self.changed = true;
    }

    /// Forgets a socket, and with its participant's last one how fast they went.
    pub fn detach(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.remove(&id) else {
            return;
        };
        self.changed = true;
        if let Some(Actor::Participant(participant)) = socket.actor
            && let Some(ids) = self.by_participant.get_mut(&participant)
        {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.by_participant.remove(&participant);
            }
        }
    }

    /// How many sockets there are.
    pub fn len(&self) -> usize {
        self.sockets.len()
    }

    /// Who a socket's commands come from; None for one that only watches or is gone.
    pub fn actor(&self, id: SocketId) -> Option<Actor> {
        self.sockets.get(&id)?.actor
    }

    /// Takes one command's worth of a participant's speed; staff are not limited.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn pace(&mut self, actor: Actor, at: Millis) -> Result<(), u32> {
        let Actor::Participant(id) = actor else {
            return Ok(());
        };
        // A full bucket is no news: forgetting those that refilled bounds the map.
        if self.buckets.len() > 2 * self.by_participant.len() + 1000 {
            self.buckets
                .retain(|_, bucket| at.saturating_sub(bucket.at) < 60_000);
        }
        self.buckets
            .entry(id)
            .or_insert_with(|| Bucket::full(BURST, at))
            .take(BURST, PER_SECOND, at)
    }

    /// Sends a frame to one socket; one that lets too many wait is told to go.
    pub fn route(&mut self, id: SocketId, routed: Routed) {
        let Some(socket) = self.sockets.get(&id) else {
            return;
        };
        if socket.routed.try_send(routed).is_err() {
            // Its task sees the closed channel and ends the connection.
            self.detach(id);
        }
    }

    /// The connected participants among these.
    pub fn connected<'a>(
        &'a self,
        ids: impl Iterator<Item = ParticipantId> + 'a,
    ) -> impl Iterator<Item = ParticipantId> + 'a {
        ids.filter(|id| self.by_participant.contains_key(id))
    }

    /// Hands a participant's own frame to each of their sockets.
    pub fn tell(&self, id: ParticipantId, mine: &Utf8Bytes) {
        for socket in self
            .by_participant
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|id| self.sockets.get(id))
        {
            socket.mine.send_replace(Some(mine.clone()));
        }
    }

    /// Closes the sockets of a role whose links were revoked. From now on nothing that they sent is carried out.
    pub fn close_role(&mut self, role: StaffRole, code: u16) {
        self.close(code, |socket| socket.actor == Some(Actor::Staff(role)));
    }

    /// Closes all sockets.
    pub fn close_all(&mut self, code: u16) {
        self.close(code, |_| true);
    }

    fn close(&mut self, code: u16, which: impl Fn(&Socket) -> bool) {
        let ids: Vec<SocketId> = self
            .sockets
            .iter()
            .filter(|(_, socket)| which(socket))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            if let Some(socket) = self.sockets.get(&id) {
                // One that has no room for the word is ended by its closed channel.
                let _ = socket.routed.try_send(Routed::Close(code));
            }
            self.detach(id);
        }
    }

    /// The hall for those who may see it; `candidates` are addresses with their source.
    pub fn frame(
        &self,
        candidates: &[(String, String)],
        chosen: Option<&str>,
        writable: bool,
    ) -> HallFrame {
        let mut frame = HallFrame {
            writable,
            ..HallFrame::default()
        };
        let mut by_address: BTreeMap<&str, u32> = BTreeMap::new();
        for socket in self.sockets.values() {
            match socket.audience {
                Audience::Participant => {
                    frame.phones += 1;
                    *by_address.entry(&socket.address).or_default() += 1;
                }
                Audience::Moderator => frame.moderators += 1,
                Audience::Host => frame.hosts += 1,
                Audience::Screen => frame.screens += 1,
                Audience::Panelist => {
                    if let Some(Actor::Staff(StaffRole::Panelist(person))) = socket.actor {
                        frame.panelists.push(person.0);
                    }
                }
            }
        }
        frame.panelists.sort_unstable();
        frame.panelists.dedup();
        let host = |url: &str| url.split("://").nth(1).unwrap_or(url).to_owned();
        frame.addresses = candidates
            .iter()
            .map(|(url, source)| Address {
                url: url.clone(),
                source: source.clone(),
                phones: by_address.remove(host(url).as_str()).unwrap_or(0),
                chosen: chosen == Some(url),
            })
            .collect();
        frame
    }
}
