//! Drives a shard: a thread that waits for kernel events of its sockets and for messages from rooms.

use std::convert::Infallible;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use mio::{Events, Interest, Poll, Token, Waker};
use tokio::time::Instant;

use super::connection::Entry;
use super::shard::Shard;
use super::stream::Wire;
use crate::metrics::OfShard;
use crate::room::{Delivery, Outlet, SocketId};

/// Events taken from the kernel at a time.
const EVENTS: usize = 256;
/// The token of messages from other threads. Sockets use their slots as tokens.
const WORD: Token = Token(usize::MAX);
const SECOND: Duration = Duration::from_secs(1);
/// Delay before a busy room is notified again.
const OWING: Duration = Duration::from_millis(10);
/// A thread that has not gone round for so long does not come back.
const STUCK: Duration = Duration::from_secs(10);

/// A handle on a shard's thread.
pub struct Reactor {
    inbox: Mutex<Vec<Word>>,
    news: AtomicBool,
    waker: Waker,
    numbers: &'static OfShard,
    started: Instant,
    /// The second after the start in which the thread last went round.
    beat_s: AtomicU32,
}

enum Word {
    Enter(Box<Entry<Wire>>),
    Abandon(SocketId),
    Dismiss(SocketId),
    Deliver(Vec<Delivery>),
}

impl Reactor {
    /// Starts a thread with a shard. It ends with the process.
    ///
    /// # Errors
    /// The operating system cannot provide a thread or a file for it.
    pub fn start(name: String, numbers: &'static OfShard) -> io::Result<Arc<Reactor>> {
        let poll = Poll::new()?;
        let reactor = Arc::new(Reactor {
            inbox: Mutex::default(),
            news: AtomicBool::new(false),
            waker: Waker::new(poll.registry(), WORD)?,
            numbers,
            started: Instant::now(),
            beat_s: AtomicU32::new(0),
        });
        let run = reactor.clone();
        thread::Builder::new()
            .name(name)
            .spawn(move || run.run(poll))?;
        Ok(reactor)
    }

    /// Hands a socket over. It is silent until its room admits it.
    pub fn enter(&self, entry: Entry<Wire>) {
        self.tell(Word::Enter(Box::new(entry)));
    }

    /// Drops a socket whose room ended before it was admitted.
    pub fn abandon(&self, id: SocketId) {
        self.tell(Word::Abandon(id));
    }

    /// Closes a socket whose place went to another one.
    pub fn dismiss(&self, id: SocketId) {
        self.tell(Word::Dismiss(id));
    }

    /// Returns false if the thread has been in one place for too long.
    pub fn is_alive(&self) -> bool {
        let beat = Duration::from_secs(self.beat_s.load(Ordering::Relaxed).into());
        self.started.elapsed().saturating_sub(beat) < STUCK
    }

    /// This queue is bounded: every new socket has a place, and every answer belongs to a command this thread has read.
    fn tell(&self, word: Word) {
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.push(word);
        // The message that fills an empty queue wakes the thread for all.
        if inbox.len() == 1 {
            self.wake_up();
        }
    }

    fn wake_up(&self) {
        if let Err(e) = self.waker.wake() {
            tracing::error!(error = %e, "cannot wake a shard");
        }
    }

    /// A panic closes this shard's sockets and leaves the rest of the hall alone. Their clients reconnect to the same
    /// thread.
    fn run(&self, mut poll: Poll) {
        let mut shard = Shard::counted(self.numbers);
        loop {
            let Err(_) = catch_unwind(AssertUnwindSafe(|| self.attend(&mut shard, &mut poll)));
            tracing::error!("a shard panicked: its sockets are closed, and clients reconnect");
            shard.give_up();
        }
    }

    fn attend(&self, shard: &mut Shard<Wire>, poll: &mut Poll) -> Infallible {
        let mut events = Events::with_capacity(EVENTS);
        let mut next_tick = Instant::now() + SECOND;
        let mut busy = false;
        loop {
            let wait = match (busy, shard.is_owing()) {
                (true, _) => Duration::ZERO,
                (false, true) => OWING,
                (false, false) => next_tick.saturating_duration_since(Instant::now()),
            };
            if let Err(e) = poll.poll(&mut events, Some(wait))
                && e.kind() != io::ErrorKind::Interrupted
            {
                tracing::error!(error = %e, "a shard cannot wait for events");
                thread::sleep(OWING);
            }
            let mut served = 0;
            for event in &events {
                served += 1;
                let Token(slot) = event.token();
                if event.token() == WORD {
                    continue;
                }
                if event.is_readable() || event.is_error() {
                    shard.readable(slot, event.is_read_closed() || event.is_error());
                }
                if event.is_writable() {
                    shard.writable(slot);
                }
            }
            let words =
                std::mem::take(&mut *self.inbox.lock().unwrap_or_else(PoisonError::into_inner));
            for word in words {
                match word {
                    Word::Enter(entry) => enter(shard, poll, *entry),
                    Word::Abandon(id) => shard.abandon(id),
                    Word::Dismiss(id) => shard.dismiss(id),
                    Word::Deliver(deliveries) => {
                        served += deliveries.len();
                        shard.deliver(deliveries);
                    }
                }
            }
            if self.news.swap(false, Ordering::AcqRel) {
                shard.news();
            }
            busy = shard.read_on();
            if shard.sweep(served) {
                busy = true;
                // Rooms and the log run before the next slice, because others' answers wait for them.
                thread::yield_now();
            }
            let now = Instant::now();
            if now >= next_tick {
                next_tick = now + SECOND;
                let now_s = (now - self.started).as_secs() as u32;
                self.beat_s.store(now_s, Ordering::Relaxed);
                shard.tick(now_s);
            }
        }
    }
}

impl Outlet for Reactor {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        self.tell(Word::Deliver(deliveries));
    }

    fn wake(&self) {
        if !self.news.swap(true, Ordering::AcqRel) {
            self.wake_up();
        }
    }
}

fn enter(shard: &mut Shard<Wire>, poll: &Poll, entry: Entry<Wire>) {
    let slot = shard.enter(entry);
    let Some(stream) = shard.stream(slot) else {
        return;
    };
    let both = Interest::READABLE | Interest::WRITABLE;
    if let Err(e) = poll.registry().register(stream, Token(slot), both) {
        // Its room will admit it; the first write to it then fails and ends it.
        tracing::warn!(error = %e, "cannot register a socket");
        stream.plain().cut();
    }
}
