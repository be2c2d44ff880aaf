//! What a room learns about sockets that end at a bad moment.

use std::io::{self, ErrorKind, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use plenary_domain::command::Command;
use plenary_domain::ids::QuestionId;
use tokio::sync::mpsc;

use super::connection::Entry;
use super::places::{Claim, HELD_BYTES_MAX, Places};
use super::shard::Shard;
use super::stream::Stream;
use crate::address::Address;
use crate::clock::Clock;
use crate::log::{Catalogue, MemoryLog};
use crate::node::Node;
use crate::protocol::{Role, WATCHER_FRAME_BYTES_MAX};
use crate::room::{Attach, Delivery, Outlet, Room, SocketId};
use crate::websocket::Frame;

/// A stream that panics, or ends.
struct Fake {
    is_broken: bool,
}

impl Read for Fake {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        assert!(!self.is_broken, "a defect");
        Ok(0)
    }
}

impl Write for Fake {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Fake {
    fn make_room(&mut self, _: usize) {}
    fn discard(&mut self) {}
    fn finish(&mut self) {}
}

const ID: SocketId = SocketId(1);

struct Ear(mpsc::UnboundedSender<Vec<Delivery>>);

impl Outlet for Ear {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        let _ = self.0.send(deliveries);
    }

    fn wake(&self) {}
}

/// A shard with one socket, which its room has admitted.
struct Stage<S> {
    shard: Shard<S>,
    slot: usize,
    room: Room,
    places: Arc<Places>,
}

async fn stage<S: Stream>(stream: S) -> Stage<S> {
    let stage = stage_with(stream, Arc::new(Places::new(70)), vec![]).await;
    assert_eq!(stage.room.sockets(), 1);
    stage
}

/// The same with bytes that came before the room knew the socket.
async fn stage_with<S: Stream>(stream: S, places: Arc<Places>, early: Vec<u8>) -> Stage<S> {
    let log = MemoryLog::default();
    let header = log.create("CDU7K2", 9, 1, None).await.expect("created");
    let node = Node::writing(Arc::new(log), Clock::fixed(1), Arc::from([]));
    let room = Room::open(&node, header).await.expect("opened");
    let (ear, mut heard) = mpsc::unbounded_channel();
    let mut shard = Shard::default();
    let seat = places.seat().expect("a seat");
    let taken = places.take(ID, Claim::Watcher, Address::default(), seat);
    let slot = shard.enter(Entry {
        stream,
        audience: Role::Participant,
        room: room.clone(),
        held: None,
        poll: None,
        welcome: Frame::text(String::new()),
        early,
        place: taken.expect("a place").0,
    });
    let attach = Attach {
        id: ID,
        audience: Role::Participant,
        actor: None,
        epoch: 9,
        generation: 0,
        login: None,
        address: String::new(),
        outlet: Arc::new(Ear(ear)),
    };
    assert!(room.attach(attach).await);
    shard.deliver(heard.recv().await.expect("admitted"));
    Stage {
        shard,
        slot,
        room,
        places,
    }
}

impl<S: Stream> Stage<S> {
    /// Returns how many sockets the room knows.
    async fn known(&self) -> usize {
        // The room answers after everything sent earlier.
        let _ = self.room.read(|_| ()).await;
        self.room.sockets()
    }

    /// Checks that the room knows that nobody is connected.
    async fn is_empty(&self) {
        assert!(self.shard.is_empty());
        self.places.empty().await;
        assert_eq!(self.known().await, 0);
    }
}

/// A stream that takes in more than it returns at a time, and holds back writes until a flush, as TLS does.
struct Veiled {
    unread: Vec<u8>,
    held: Vec<u8>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl Read for Veiled {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.unread.is_empty() {
            return Err(ErrorKind::WouldBlock.into());
        }
        let n = self.unread.len().min(10);
        bytes[..n].copy_from_slice(&self.unread[..n]);
        self.unread.drain(..n);
        Ok(n)
    }
}

impl Write for Veiled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut sent = self.sent.lock().expect("not poisoned");
        sent.append(&mut self.held);
        Ok(())
    }
}

impl Stream for Veiled {
    fn make_room(&mut self, _: usize) {}
    fn discard(&mut self) {}
    fn finish(&mut self) {}

    fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }
}

#[tokio::test]
async fn a_stream_may_hold_bytes_without_a_kernel_event() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let veiled = Veiled {
        unread: vec![],
        held: vec![],
        sent: sent.clone(),
    };
    let mut stage = stage(veiled).await;
    let (shard, slot) = (&mut stage.shard, stage.slot);
    while shard.read_on() {}
    // Masked with zeros: a ping of twelve bytes, of which one read returns only a part.
    let ping = b"\x89\x8c\0\0\0\0twelve bytes";
    shard.stream(slot).expect("the socket exists").unread = ping.to_vec();
    shard.readable(slot, false);
    while shard.read_on() {}
    shard.writable(slot);
    let pong = Frame::pong(b"twelve bytes");
    let sent = sent.lock().expect("not poisoned").clone();
    assert!(sent.ends_with(pong.bytes()), "{sent:?}");
}

/// What a client sends with its request waits until the room knows its socket, and is counted meanwhile.
#[tokio::test]
async fn what_comes_with_the_request_counts_like_half_a_frame() {
    let fake = || Fake { is_broken: false };
    let places = || Arc::new(Places::new(70));
    // A part of the longest frame that a socket may send before it has joined.
    let half = |len: usize| {
        let mut bytes = vec![0x81, 0xfe, 0x10, 0];
        bytes.resize(len, 0);
        bytes
    };
    let waits = stage_with(fake(), places(), half(WATCHER_FRAME_BYTES_MAX)).await;
    assert_eq!(waits.known().await, 1);
    let long = stage_with(fake(), places(), half(WATCHER_FRAME_BYTES_MAX + 1)).await;
    assert_eq!(long.known().await, 0);
    // Other sockets hold nearly all that the server holds for guests.
    let places = places();
    let seat = places.seat().expect("a seat");
    let other = places.take(SocketId(2), Claim::Joined, Address::default(), seat);
    let mut other = other.expect("a place").0;
    assert!(other.holds(HELD_BYTES_MAX - 100));
    let fits = stage_with(fake(), places.clone(), half(100)).await;
    assert_eq!(fits.known().await, 1);
    drop(fits);
    let many = stage_with(fake(), places.clone(), half(101)).await;
    assert_eq!(many.known().await, 0);
    // What was dropped counts no longer.
    assert!(other.holds(HELD_BYTES_MAX));
}

#[tokio::test]
async fn a_shard_recovers_from_a_panic_and_notifies_its_rooms() {
    let mut stage = stage(Fake { is_broken: true }).await;
    let broke = catch_unwind(AssertUnwindSafe(|| stage.shard.readable(stage.slot, false)));
    assert!(broke.is_err());
    stage.shard.give_up();
    stage.shard.read_on();
    stage.is_empty().await;
}

#[tokio::test]
async fn a_busy_room_is_notified_later_that_a_socket_is_gone() {
    let mut stage = stage(Fake { is_broken: false }).await;
    // The room's task does not run until this one waits for something.
    let fill = |n| {
        let beat = Command::Withdraw {
            question: QuestionId(0),
        };
        stage.room.command(Role::Participant, ID, 1, n, beat)
    };
    let full = (1..).find(|n| fill(*n).is_err());
    assert!(full.is_some_and(|n| n > 1000));
    stage.shard.readable(stage.slot, false);
    assert!(stage.shard.is_owing(), "the mailbox had no room");
    let _ = stage.room.read(|_| ()).await;
    stage.shard.read_on();
    stage.is_empty().await;
}
