//! Drives a shard as `socket/reactor.rs` does, in the same order, but with the world's events instead of the kernel's.
//! Edges come late and in any order, and messages from rooms wait until the shard's next turn.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use plenary_domain::ids::Millis;
use tokio::sync::Notify;

use super::network::{LineId, ServerEnd, Shared};
use super::truth::Truth;
use crate::client::Dice;
use crate::log::EventId;
use crate::protocol::ServerFrame;
use crate::room::{Delivery, Outlet, SocketId, told};
use crate::socket::{Entry, Shard};

/// Limit on consecutive turns in which a shard is busy without new input; each turn is a slice of a sweep.
const BUSY_TURNS_MAX: u32 = 200;

/// A shard and what waits for its next turn.
pub struct Driver {
    shard: Shard<ServerEnd>,
    network: Shared,
    pub post: Arc<Post>,
    entries: Vec<Entry<ServerEnd>>,
    edges: Vec<Edge>,
    /// The slots given to connections.
    slots: Vec<(LineId, usize)>,
    started_at: Millis,
    next_tick: Millis,
    busy_turns: u32,
    /// When the next turn is planned, and whether it has work.
    pub expected: Option<(Millis, bool)>,
}

/// A shard's inbox for messages from rooms.
pub struct Post {
    inbox: Mutex<Vec<Word>>,
    news: AtomicBool,
    stir: Arc<Notify>,
    truth: Truth,
    /// Events by the first socket id used for them.
    events: Mutex<Vec<(SocketId, EventId)>>,
}

enum Word {
    Abandon(SocketId),
    Deliver(Vec<Delivery>),
}

/// A kernel event of a socket.
struct Edge {
    slot: usize,
    readable: bool,
    /// No more input will arrive.
    closed: bool,
}

impl Post {
    pub fn abandon(&self, id: SocketId) {
        self.tell(Word::Abandon(id));
    }

    /// Notes the event that a socket belongs to.
    pub fn note(&self, id: SocketId, event: EventId) {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push((id, event));
    }

    fn tell(&self, word: Word) {
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.push(word);
        self.stir.notify_one();
    }

    /// Checks that nothing is sent before it is durable.
    fn check(&self, delivery: &Delivery) {
        let Delivery::Answer(id, frame, _) = delivery else {
            return;
        };
        if let Ok(ServerFrame::Ack { c, n, seq }) = serde_json::from_slice(frame.payload()) {
            let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, event)) = events.iter().find(|(of, _)| of == id) {
                let place = told::place(*event, seq).expect("the room told it");
                self.truth.check_ack(*event, c, n, place.seq);
            }
        }
    }

    fn is_waiting(&self) -> bool {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        !inbox.is_empty() || self.news.load(Ordering::Acquire)
    }
}

impl Outlet for Post {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        deliveries.iter().for_each(|delivery| self.check(delivery));
        self.tell(Word::Deliver(deliveries));
    }

    fn wake(&self) {
        self.news.store(true, Ordering::Release);
        self.stir.notify_one();
    }
}

impl Driver {
    pub fn new(network: Shared, now: Millis, stir: Arc<Notify>, truth: Truth) -> Driver {
        Driver {
            shard: Shard::default(),
            network,
            post: Arc::new(Post {
                inbox: Mutex::default(),
                news: AtomicBool::new(false),
                stir,
                truth,
                events: Mutex::default(),
            }),
            entries: Vec::new(),
            edges: Vec::new(),
            slots: Vec::new(),
            started_at: now,
            next_tick: now + 1000,
            busy_turns: 0,
            expected: None,
        }
    }

    pub fn enter(&mut self, entry: Entry<ServerEnd>) {
        self.entries.push(entry);
    }

    /// Adds a kernel event of a connection.
    pub fn edge(&mut self, line: LineId, readable: bool) {
        let network = self.network.borrow();
        if !network.is_served(line) {
            return;
        }
        if let Some((_, slot)) = self.slots.iter().rev().find(|(of, _)| *of == line) {
            self.edges.push(Edge {
                slot: *slot,
                readable,
                closed: network.is_ended_for_server(line),
            });
        }
    }

    /// Returns the latest time of the next turn; None: there is work now.
    pub fn next_turn(&self) -> Option<Millis> {
        let now = !self.edges.is_empty()
            || !self.entries.is_empty()
            || self.post.is_waiting()
            || self.busy_turns > 0
            || self.shard.is_owing();
        (!now).then_some(self.next_tick)
    }

    /// Runs one round of the loop in `reactor.rs`.
    ///
    /// # Errors
    /// The shard never becomes idle.
    pub fn turn(&mut self, now: Millis, dice: &mut Dice) -> Result<(), String> {
        let mut edges = std::mem::take(&mut self.edges);
        dice.shuffle(&mut edges);
        if edges.len() > 1 && dice.chance(20) {
            // The kernel reports a limited number at a time.
            self.edges = edges.split_off(1 + dice.below(edges.len() - 1));
        }
        for edge in edges {
            match edge.readable {
                true => self.shard.readable(edge.slot, edge.closed),
                false => self.shard.writable(edge.slot),
            }
        }
        for entry in std::mem::take(&mut self.entries) {
            self.take_in(entry);
        }
        let words = std::mem::take(
            &mut *self
                .post
                .inbox
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for word in words {
            match word {
                Word::Abandon(id) => self.shard.abandon(id),
                Word::Deliver(deliveries) => self.shard.deliver(deliveries),
            }
        }
        if self.post.news.swap(false, Ordering::AcqRel) {
            self.shard.news();
        }
        let mut busy = self.shard.read_on();
        // As if much else had been served, so slices are small and a sweep takes many turns.
        let served = if dice.chance(70) { 1000 } else { 0 };
        busy |= self.shard.sweep(served);
        if now >= self.next_tick {
            self.next_tick = now + 1000;
            self.shard.tick(((now - self.started_at) / 1000) as u32);
        }
        self.busy_turns = if busy { self.busy_turns + 1 } else { 0 };
        if self.busy_turns > BUSY_TURNS_MAX {
            return Err("a shard never becomes idle".into());
        }
        Ok(())
    }

    /// Returns true if the shard holds nothing.
    pub fn is_empty(&self) -> bool {
        self.shard.is_empty()
    }

    fn take_in(&mut self, entry: Entry<ServerEnd>) {
        let line = entry.stream.id;
        let slot = self.shard.enter(entry);
        self.slots.push((line, slot));
        // A new registration first reports the socket's current state.
        self.edges.push(Edge {
            slot,
            readable: false,
            closed: false,
        });
        self.edge(line, true);
    }
}
