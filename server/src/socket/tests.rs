//! What a defect in a shard does to others.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::mpsc;

use super::places::Places;
use super::shard::{Entry, Shard, Stream};
use crate::clock::Clock;
use crate::log::{Log, MemoryLog};
use crate::room::{Attach, Delivery, Outlet, Room, SocketId};
use crate::view::Audience;
use crate::websocket::Frame;

/// A stream that brings out a defect.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("a defect");
    }
}

impl Write for Broken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Broken {
    fn make_room(&mut self, _: usize) {}
    fn finish(&mut self) {}
}

struct Ear(mpsc::UnboundedSender<Vec<Delivery>>);

impl Outlet for Ear {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        let _ = self.0.send(deliveries);
    }

    fn wake(&self) {}
}

#[tokio::test]
async fn a_shard_that_broke_begins_anew_and_its_rooms_know_who_is_gone() {
    let log = MemoryLog::default();
    let header = log.create("CDU7K2", 9, 1, None).await.expect("created");
    let room = Room::open(Arc::new(log), header, Clock::fixed(1), Arc::from([]));
    let room = room.await.expect("opened");
    let (places, id) = (Arc::new(Places::new(70)), SocketId(1));
    let (ear, mut heard) = mpsc::unbounded_channel();
    let mut shard = Shard::default();
    let seat = places.seat().expect("a seat");
    let slot = shard.enter(Entry {
        id,
        stream: Broken,
        audience: Audience::Participant,
        room: room.clone(),
        held: None,
        welcome: Frame::text(String::new()),
        early: vec![],
        place: places.take(Audience::Participant, seat).expect("a place"),
    });
    let attach = Attach {
        id,
        audience: Audience::Participant,
        actor: None,
        epoch: 9,
        generation: 0,
        address: String::new(),
        outlet: Arc::new(Ear(ear)),
    };
    assert!(room.attach(attach).await);
    shard.deliver(heard.recv().await.expect("admitted"));
    assert_eq!(room.sockets(), 1);
    let broke = catch_unwind(AssertUnwindSafe(|| shard.readable(slot, false)));
    assert!(broke.is_err());
    shard.give_up();
    shard.read_on();
    assert!(shard.is_empty());
    places.empty().await;
    // Whatever the room is told after it was told that the socket is gone comes after that.
    let _ = room.read(|_| ()).await;
    assert_eq!(room.sockets(), 0);
}
