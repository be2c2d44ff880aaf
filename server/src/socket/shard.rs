//! A shard owns sockets and writes shared frames straight to them. It is driven from outside: `reactor.rs` by kernel
//! events, the simulation by its dice. It works in small steps, so nobody waits long for others.
//!
//! # Invariants
//! - A socket has one position and no backlog. One that cannot take more has its [`Due`]; sweeps skip it. When it is
//!   writable again, it gets the changes since its position.
//! - A sweep brings the newest feed to all members of a group, one slice at a time. The next sweep starts when it ends,
//!   so the rate of tallies adapts to the size of the hall.
//! - Whatever one socket sends or does not read can end that socket and no other.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::sync::Arc;

use slab::Slab;

use super::connection::{Connection, Entry, Over, Phase, Waiting};
use super::group::{Group, Sweep};
use super::stream::Stream;
use crate::fanout::encode;
use crate::metrics::{AUDIENCES_MAX, OfShard, Shed, of_shard};
use crate::protocol::{BEAT_S, Role, SILENCE_S_MAX, ServerFrame, WRITE_S_MAX, close};
use crate::room::{Delivery, Room, SocketId};
use crate::websocket::Frame;

/// Sockets that a sweep writes to before the shard polls for events. Such a slice takes well below a millisecond.
const SLICE: usize = 64;
/// Slice size under load: answers matter more than tallies.
const SLICE_MIN: usize = 8;
/// Bytes read from a socket at a time, into one buffer shared by all.
const READ_BYTES: usize = 64 * 1024;
/// Seconds a socket may take to close after its close frame.
const PARTING_S: u32 = 2;
/// The sockets of one thread.
pub struct Shard<S> {
    sockets: Slab<Connection<S>>,
    slots: HashMap<SocketId, usize>,
    groups: Slab<Group>,
    /// The group whose sweep ran last. Rooms take turns.
    turn: usize,
    /// Sockets that may have more to read without another event from the kernel.
    unread: Vec<usize>,
    /// Rooms that were too busy to take the news that a socket is gone.
    untold: Vec<(Room, Role, SocketId)>,
    now_s: u32,
    input: Box<[u8]>,
    output: Vec<u8>,
    beat: Frame,
    numbers: &'static OfShard,
}

const _: () = assert!(Role::ALL.len() <= AUDIENCES_MAX);

impl<S> Default for Shard<S> {
    fn default() -> Shard<S> {
        Shard {
            sockets: Slab::new(),
            slots: HashMap::new(),
            groups: Slab::new(),
            turn: 0,
            unread: Vec::new(),
            untold: Vec::new(),
            now_s: 0,
            input: vec![0; READ_BYTES].into(),
            output: Vec::new(),
            beat: Frame::text(encode(&ServerFrame::Beat { n: None, now: None })),
            numbers: of_shard(0),
        }
    }
}

impl<S: Stream> Shard<S> {
    /// Returns an empty shard that notes its numbers here.
    pub fn counted(numbers: &'static OfShard) -> Shard<S> {
        Shard {
            numbers,
            ..Shard::default()
        }
    }

    /// Adds a socket. Returns its slot, which identifies its events.
    pub fn enter(&mut self, entry: Entry<S>) -> usize {
        let (id, group) = (entry.place.id, self.group(&entry.room, entry.audience));
        self.groups[group].waiting += 1;
        self.numbers.sockets[self.groups[group].audience as usize].add(1);
        let mut socket = Connection::new(entry, group, self.now_s);
        socket.hold_early();
        let slot = self.sockets.insert(socket);
        self.slots.insert(id, slot);
        slot
    }

    /// Returns the stream in a slot.
    pub fn stream(&mut self, slot: usize) -> Option<&mut S> {
        self.sockets.get_mut(slot).map(|socket| &mut socket.stream)
    }

    /// Drops all sockets after a panic in this shard. Their rooms are notified, and the clients reconnect.
    pub fn give_up(&mut self) {
        let mut untold = std::mem::take(&mut self.untold);
        for socket in self.sockets.drain() {
            if let (Phase::Admitted, Some(group)) = (&socket.phase, self.groups.get(socket.group)) {
                untold.push((group.room.clone(), group.audience, socket.id()));
            }
        }
        self.numbers.sockets.iter().for_each(|count| count.set(0));
        *self = Shard {
            untold,
            now_s: self.now_s,
            numbers: self.numbers,
            ..Shard::default()
        };
    }

    /// Returns true if the shard holds nothing.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.sockets.is_empty()
            && self.slots.is_empty()
            && self.groups.is_empty()
            && self.unread.is_empty()
            && self.untold.is_empty()
    }

    /// Drops a socket whose room ended before it was admitted.
    pub fn abandon(&mut self, id: SocketId) {
        if let Some(slot) = self.slots.get(&id) {
            self.end(*slot, goodbye(close::COME_BACK));
        }
    }

    /// Closes a socket whose place went to another one.
    pub fn dismiss(&mut self, id: SocketId) {
        // Before its admission its room does not know it. Then it ends when it is admitted.
        if let Some(slot) = self.slots.get(&id).copied()
            && matches!(self.sockets[slot].phase, Phase::Admitted)
        {
            self.shed(slot, Shed::GaveWay, close::TRY_LATER);
        }
    }

    /// Takes a room's deliveries. Consecutive ones for one socket go out in one write.
    pub fn deliver(&mut self, deliveries: Vec<Delivery>) {
        let mut output = std::mem::take(&mut self.output);
        let mut deliveries = deliveries.into_iter().peekable();
        while let Some(delivery) = deliveries.next() {
            let id = delivery.socket();
            let Some(slot) = self.slots.get(&id).copied() else {
                continue;
            };
            match delivery {
                Delivery::Admit(_, mine) => self.admit(slot, mine),
                Delivery::Close(_, code) => {
                    self.write(slot, &output);
                    output.clear();
                    self.end(slot, goodbye(code));
                }
                Delivery::Answer(_, frame, came_us) => {
                    let socket = &mut self.sockets[slot];
                    socket.under_way = socket.under_way.saturating_sub(1);
                    let now_us = self.groups[socket.group].room.micros();
                    self.numbers.acks.note(now_us.saturating_sub(came_us));
                    self.answer(slot, &frame, &mut output);
                }
                Delivery::Notice(_, frame) => self.answer(slot, &frame, &mut output),
                Delivery::Mine(_, frame) => match &mut self.sockets[slot].due {
                    Some(due) => due.mine = Some(frame),
                    None => output.extend_from_slice(frame.bytes()),
                },
            }
            let more = deliveries.peek().is_some_and(|next| next.socket() == id);
            if !more && !output.is_empty() {
                let shared = self.bring_up_to_date(slot, &mut output);
                self.write_with(slot, &output, shared);
                output.clear();
            }
        }
        self.output = output;
    }

    /// Checks what rooms have published.
    pub fn news(&mut self) {
        let groups: Vec<usize> = self.groups.iter().map(|(group, _)| group).collect();
        for group in groups {
            self.news_of(group);
        }
    }

    /// Advances one feed by a slice, which is smaller the more events and answers were `served` since the last. Returns
    /// true if there is more to do.
    pub fn sweep(&mut self, served: usize) -> bool {
        let waits = |(group, g): (usize, &Group)| g.sweep.is_some().then_some(group);
        let next = self
            .groups
            .iter()
            .filter_map(waits)
            .find(|group| *group > self.turn)
            .or_else(|| self.groups.iter().find_map(waits));
        let Some(group) = next else {
            return false;
        };
        self.turn = group;
        let Some(mut sweep) = self.groups[group].sweep.take() else {
            return false;
        };
        // A member that was written to meanwhile already has the newest feed; an older one would take it back.
        let newest = self.groups[group].feed.borrow().clone();
        if !Arc::ptr_eq(&newest, &sweep.feed) {
            (sweep.feed, sweep.frame) = (newest, None);
        }
        let slice = (SLICE / (1 + served)).max(SLICE_MIN);
        for _ in 0..slice.min(sweep.left) {
            sweep.left -= 1;
            // The group may have become shorter when members left.
            if let Some(slot) = self.groups[group].members.get(sweep.left).copied() {
                self.pass_on(slot, &mut sweep);
            }
            if !self.groups.contains(group) {
                return true;
            }
        }
        if sweep.left > 0 {
            self.groups[group].sweep = Some(sweep);
        } else {
            let now_us = self.groups[group].room.micros();
            let took_us = now_us.saturating_sub(sweep.begun_us);
            self.numbers.sweeps.note(took_us);
            self.news_of(group);
        }
        true
    }

    /// Handles a readable socket. With `to_the_end` the kernel sends no further event for the rest.
    pub fn readable(&mut self, slot: usize, to_the_end: bool) {
        let Some(socket) = self.sockets.get_mut(slot) else {
            return;
        };
        if matches!(socket.phase, Phase::Waiting(_)) {
            return;
        }
        match socket.stream.read(&mut self.input) {
            Ok(0) => self.end(slot, None),
            Ok(n) => {
                if to_the_end || n == self.input.len() || socket.stream.has_unread() {
                    self.unread.push(slot);
                }
                let mut input = std::mem::take(&mut self.input);
                self.take(slot, &mut input[..n]);
                self.input = input;
            }
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                // What came may be a part of something that cannot be read yet.
                if !socket.may_hold() {
                    self.shed(slot, Shed::Memory, close::TRY_LATER);
                }
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => self.unread.push(slot),
            Err(_) => self.end(slot, None),
        }
    }

    /// Handles a writable socket.
    pub fn writable(&mut self, slot: usize) {
        let Some(socket) = self.sockets.get_mut(slot) else {
            return;
        };
        match socket.stream.flush() {
            Ok(()) if socket.due.is_some() => self.catch_up(slot),
            Ok(()) => {}
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Err(_) => self.end(slot, None),
        }
    }

    /// Reads on where the kernel sends no further event. Returns true if anything is left to read.
    pub fn read_on(&mut self) -> bool {
        for slot in std::mem::take(&mut self.unread) {
            self.readable(slot, true);
        }
        let untold = std::mem::take(&mut self.untold);
        for (room, audience, id) in untold {
            self.tell_gone(room, audience, id);
        }
        !self.unread.is_empty()
    }

    /// Returns true if a busy room still has to be notified, so the shard must not sleep long.
    pub fn is_owing(&self) -> bool {
        !self.untold.is_empty()
    }

    /// Handles a passed second, counted from the shard's start: heartbeats, and the end of sockets that are silent or
    /// do not read.
    pub fn tick(&mut self, now_s: u32) {
        self.now_s = now_s;
        let (mut ended, mut quiet) = (Vec::new(), Vec::new());
        for (slot, socket) in &self.sockets {
            let since = |at_s: u32| now_s.saturating_sub(at_s);
            let stuck = socket
                .due
                .as_ref()
                .is_some_and(|due| since(due.since_s) >= WRITE_S_MAX);
            match socket.phase {
                // Its room admits it, or ends and drops it.
                Phase::Waiting(_) => {}
                Phase::Parting(until_s) if now_s > until_s => ended.push((slot, None)),
                Phase::Parting(_) => {}
                Phase::Admitted if since(socket.heard_at_s) >= SILENCE_S_MAX => {
                    self.numbers.shed.shed(Shed::Silent);
                    ended.push((slot, None));
                }
                Phase::Admitted if stuck => {
                    self.numbers.shed.shed(Shed::Slow);
                    ended.push((slot, goodbye(close::TRY_LATER)));
                }
                Phase::Admitted if since(socket.wrote_at_s) >= BEAT_S && socket.due.is_none() => {
                    quiet.push(slot);
                }
                Phase::Admitted => {}
            }
        }
        for (slot, goodbye) in ended {
            self.end(slot, goodbye);
        }
        let beat = self.beat.clone();
        for slot in quiet {
            self.write(slot, beat.bytes());
        }
        // Nobody wakes a shard when a room ends silently.
        self.news();
    }

    fn group(&mut self, room: &Room, audience: Role) -> usize {
        let known = self
            .groups
            .iter()
            .find(|(_, group)| group.audience == audience && group.room.is(room));
        if let Some((group, _)) = known {
            return group;
        }
        self.groups.insert(Group::new(room, audience))
    }

    /// From now on the room handles what the socket sends.
    fn admit(&mut self, slot: usize, mine: Option<Frame>) {
        let socket = &mut self.sockets[slot];
        let Phase::Waiting(waiting) = std::mem::replace(&mut socket.phase, Phase::Admitted) else {
            return;
        };
        let Waiting { welcome, early } = *waiting;
        socket.heard_at_s = self.now_s;
        let due = socket.wait(None, Vec::new(), self.now_s);
        (due.mine, due.hall) = (mine, true);
        let group = &mut self.groups[socket.group];
        group.waiting -= 1;
        socket.member = group.members.len();
        group.members.push(slot);
        if !socket.place.is_held() {
            self.shed(slot, Shed::GaveWay, close::TRY_LATER);
            return;
        }
        let Some(mut early) = early else {
            self.shed(slot, Shed::Memory, close::TRY_LATER);
            return;
        };
        let mut output = welcome.bytes().to_vec();
        self.send_due(slot, &mut output);
        if !early.is_empty() {
            self.take(slot, &mut early);
        }
        // The kernel may have sent its event before the socket was admitted.
        self.unread.push(slot);
    }

    /// Appends an answer to what goes out now, or queues it.
    fn answer(&mut self, slot: usize, frame: &Frame, output: &mut Vec<u8>) {
        if self.sockets[slot].due.is_none() {
            output.extend_from_slice(frame.bytes());
        } else {
            self.write(slot, frame.bytes());
        }
    }

    /// Appends the changes since a socket's position to output that goes out anyway, which saves a write. Returns that
    /// frame and where it begins.
    fn bring_up_to_date(&mut self, slot: usize, output: &mut Vec<u8>) -> Option<(Frame, usize)> {
        let socket = self.sockets.get_mut(slot)?;
        if !matches!(socket.phase, Phase::Admitted) || socket.due.is_some() {
            return None;
        }
        let feed = self.groups[socket.group].feed.borrow();
        let frame = feed.frame(socket.held, socket.poll)?;
        socket.held = Some(feed.position());
        let at = output.len();
        output.extend_from_slice(frame.bytes());
        Some((frame, at))
    }

    fn news_of(&mut self, group: usize) {
        let Some(g) = self.groups.get_mut(group) else {
            return;
        };
        match g.feed.has_changed() {
            // The room's task ended silently.
            Err(_) => {
                for slot in g.members.clone() {
                    self.end(slot, goodbye(close::COME_BACK));
                }
                return;
            }
            Ok(true) if g.sweep.is_none() => {
                let feed = g.feed.borrow_and_update().clone();
                let retracted = feed.retracted();
                g.sweep = Some(Sweep {
                    feed,
                    left: g.members.len(),
                    frame: None,
                    begun_us: g.room.micros(),
                });
                if std::mem::replace(&mut g.retracted, retracted) != retracted {
                    self.sever_before(group, retracted);
                }
            }
            Ok(_) => {}
        }
        let Some(g) = self.groups.get_mut(group) else {
            return;
        };
        let Some(hall) = g
            .hall
            .as_mut()
            .filter(|hall| hall.has_changed().unwrap_or(false))
        else {
            return;
        };
        let frame = hall.borrow_and_update().clone();
        let members = g.members.clone();
        for slot in members {
            match (&mut self.sockets[slot].due, &frame) {
                (Some(due), _) => due.hall = true,
                (None, Some(frame)) => self.write(slot, frame.bytes()),
                (None, None) => {}
            }
        }
    }

    /// Ends the members that are midway through a view with texts that were taken back meanwhile. They come back.
    fn sever_before(&mut self, group: usize, retracted: u64) {
        let members = self.groups.get(group).map(|group| group.members.clone());
        for slot in members.unwrap_or_default() {
            self.sever_if_before(slot, retracted);
        }
    }

    fn sever_if_before(&mut self, slot: usize, retracted: u64) -> bool {
        let socket = self.sockets.get_mut(slot);
        let Some(socket) = socket.filter(|socket| socket.is_midway_before(retracted)) else {
            return false;
        };
        // No goodbye: it would follow the rest of the view.
        socket.stream.discard();
        self.end(slot, None);
        true
    }

    /// Brings one member to the feed of a sweep.
    fn pass_on(&mut self, slot: usize, sweep: &mut Sweep) {
        let socket = &mut self.sockets[slot];
        if socket.due.is_some() {
            return;
        }
        let known = sweep
            .frame
            .as_ref()
            .is_some_and(|(poll, held, _)| (*poll, *held) == (socket.poll, socket.held));
        if !known {
            let frame = sweep.feed.frame(socket.held, socket.poll);
            sweep.frame = Some((socket.poll, socket.held, frame));
        }
        let Some((_, _, Some(frame))) = &sweep.frame else {
            return;
        };
        let passed = socket.pass_on(frame, sweep.feed.position(), self.now_s);
        self.settle(slot, passed);
    }

    /// Writes bytes that must not be lost. What cannot be written now waits.
    fn write(&mut self, slot: usize, bytes: &[u8]) {
        self.write_with(slot, bytes, None);
    }

    /// The same with bytes that contain a shared frame, whose unwritten rest is not copied for each socket.
    fn write_with(&mut self, slot: usize, bytes: &[u8], shared: Option<(Frame, usize)>) {
        let Some(socket) = self.sockets.get_mut(slot) else {
            return;
        };
        let written = socket.write(bytes, shared, self.now_s);
        self.settle(slot, written);
    }

    /// Writes the rest of a partly written frame, and then everything that is due.
    fn catch_up(&mut self, slot: usize) {
        let group = &self.groups[self.sockets[slot].group];
        let retracted = group.feed.borrow().retracted();
        if self.sever_if_before(slot, retracted) {
            return;
        }
        match self.sockets[slot].catch_up() {
            Ok(false) => {}
            Ok(true) => {
                let mut output = std::mem::take(&mut self.output);
                self.send_due(slot, &mut output);
                output.clear();
                self.output = output;
            }
            Err(over) => self.settle(slot, Err(over)),
        }
    }

    /// Ends a socket whose write failed.
    fn settle(&mut self, slot: usize, outcome: Result<(), Over>) {
        match outcome {
            Ok(()) => {}
            Err(Over::Lost) => self.end(slot, None),
            Err(Over::TooSlow) => self.shed(slot, Shed::Slow, close::TRY_LATER),
        }
    }

    /// Appends the changes since the socket's position, and what else is due, to `output` and writes it.
    fn send_due(&mut self, slot: usize, output: &mut Vec<u8>) {
        let socket = &mut self.sockets[slot];
        let Some(due) = socket.due.take() else {
            return;
        };
        let shared = self.bring_up_to_date(slot, output);
        let group = &self.groups[self.sockets[slot].group];
        if let Some(mine) = &due.mine {
            output.extend_from_slice(mine.bytes());
        }
        if let Some(hall) = group.hall.as_ref().filter(|_| due.hall)
            && let Some(frame) = &*hall.borrow()
        {
            output.extend_from_slice(frame.bytes());
        }
        self.write_with(slot, output, shared);
    }

    /// Parses what a client sent.
    fn take(&mut self, slot: usize, input: &mut [u8]) {
        // A write just now may have ended it.
        let Some(socket) = self.sockets.get_mut(slot) else {
            return;
        };
        socket.heard_at_s = self.now_s;
        if matches!(socket.phase, Phase::Parting(_)) {
            return;
        }
        let most = socket.frame_bytes_max();
        let mut reader = std::mem::take(&mut socket.reader);
        let mut output = std::mem::take(&mut self.output);
        let (id, group) = (socket.id(), &self.groups[socket.group]);
        let under_way = &mut socket.under_way;
        let outcome = reader.read(input, most, |incoming| {
            group.hear(id, incoming, under_way, &mut output)
        });
        socket.reader = reader;
        let may_hold = socket.may_hold();
        if !output.is_empty() {
            self.write(slot, &output);
            output.clear();
        }
        self.output = output;
        match outcome {
            Ok(ControlFlow::Continue(())) if !may_hold => {
                self.shed(slot, Shed::Memory, close::TRY_LATER);
            }
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(goodbye)) => self.end(slot, Some(goodbye)),
            Err(violation) => {
                tracing::debug!(%violation, "a client violates the protocol");
                self.shed(slot, Shed::Violation, violation.code());
            }
        }
    }

    /// Ends a socket whose client may not go on.
    fn shed(&mut self, slot: usize, why: Shed, code: u16) {
        self.numbers.shed.shed(why);
        self.end(slot, goodbye(code));
    }

    /// Ends a socket: notifies its room, and sends a close frame if the peer may read it.
    fn end(&mut self, slot: usize, goodbye: Option<Frame>) {
        let Some(socket) = self.sockets.get_mut(slot) else {
            return;
        };
        let parting = Phase::Parting(self.now_s + PARTING_S);
        match std::mem::replace(&mut socket.phase, parting) {
            Phase::Parting(_) => {
                self.sockets.remove(slot);
                return;
            }
            Phase::Waiting(_) => self.groups[socket.group].waiting -= 1,
            Phase::Admitted => {
                let group = &mut self.groups[socket.group];
                group.members.swap_remove(socket.member);
                if let Some(moved) = group.members.get(socket.member) {
                    let member = socket.member;
                    self.sockets[*moved].member = member;
                }
            }
        }
        let socket = &mut self.sockets[slot];
        self.slots.remove(&socket.id());
        let said = goodbye.is_some_and(|frame| socket.say_goodbye(&frame));
        let (id, group) = (socket.id(), socket.group);
        let g = &self.groups[group];
        let (room, audience) = (g.room.clone(), g.audience);
        self.numbers.sockets[audience as usize].add(-1);
        if g.members.is_empty() && g.waiting == 0 {
            self.groups.remove(group);
        }
        if !said {
            self.sockets.remove(slot);
        }
        self.tell_gone(room, audience, id);
    }

    fn tell_gone(&mut self, room: Room, audience: Role, id: SocketId) {
        if !room.detach(audience, id) {
            self.untold.push((room, audience, id));
        }
    }
}

fn goodbye(code: u16) -> Option<Frame> {
    Some(Frame::close(Some(code)))
}
