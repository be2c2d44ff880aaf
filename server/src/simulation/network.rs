//! A network that treats connections as real networks do. It delays, splits and stalls bytes. It cuts a connection for
//! one side, for both, or unnoticed, and delivers data in flight late. The server's end of a connection is a
//! [`Stream`].
//!
//! Bytes are never reordered within a direction, as TCP promises. Across connections any order is possible.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Read, Write};
use std::rc::Rc;

use plenary_domain::ids::Millis;

use super::pipe::{Chunk, Ended, Pipe};
use crate::client::Dice;
use crate::socket::Stream;

/// Names a connection, uniquely.
pub type LineId = usize;

/// All connections, and the dice that decide their fate.
pub struct Network {
    pub now: Millis,
    pub dice: Dice,
    /// Nothing is cut, stalled or refused any more.
    pub calm: bool,
    lines: Vec<Line>,
    news: Vec<(Millis, News)>,
}

/// Shared by the world and the server's ends.
pub type Shared = Rc<RefCell<Network>>;

/// What the world must handle at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// Bytes arrive.
    Land(LineId),
    /// The kernel reports the server's end as readable.
    Readable(LineId),
    /// The kernel reports the server's end as writable.
    Writable(LineId),
}

/// How a connection breaks.
#[derive(Debug, Clone, Copy)]
pub enum Cut {
    /// Both sides learn of it, in the middle of a frame.
    Reset,
    /// From now on the client's bytes, the server's bytes or both are lost. Nobody learns of it.
    Dark { up: bool, down: bool },
    /// Nothing moves for this long, then it continues.
    Stall(Millis),
}

/// How a client leaves a connection.
#[derive(Debug, Clone, Copy)]
pub enum Leave {
    /// The kernel reports it after the data written.
    Closed,
    /// The server does not learn of it. Data in flight arrives up to this much later.
    Silent(Millis),
}

struct Line {
    up: Pipe,
    down: Pipe,
    latency: Millis,
    server_is_gone: bool,
    client_is_gone: bool,
}

impl Network {
    pub fn new(seed: u64) -> Shared {
        Rc::new(RefCell::new(Network {
            now: 0,
            dice: Dice::new(seed),
            calm: false,
            lines: Vec::new(),
            news: Vec::new(),
        }))
    }

    /// Opens a new connection.
    pub fn open(&mut self) -> LineId {
        let capacity = match self.dice.below(10) {
            0..3 => 150 + self.dice.below(3000),
            _ => 8 * 1024 + self.dice.below(56 * 1024),
        };
        let latency = 1 + self.dice.below(60) as Millis;
        self.lines.push(Line {
            up: Pipe::new(usize::MAX),
            down: Pipe::new(capacity),
            latency,
            server_is_gone: false,
            client_is_gone: false,
        });
        self.lines.len() - 1
    }

    /// Returns the news since the last call.
    pub fn take_news(&mut self) -> Vec<(Millis, News)> {
        std::mem::take(&mut self.news)
    }

    /// Returns true if the server has its end of the connection.
    pub fn is_served(&self, id: LineId) -> bool {
        !self.lines[id].server_is_gone
    }

    /// Returns true if the kernel knows that no more will arrive.
    pub fn is_ended_for_server(&self, id: LineId) -> bool {
        self.lines[id].up.ended.is_some()
    }

    /// Delivers bytes at both ends of a connection. Returns true if the client has something to read.
    pub fn land(&mut self, id: LineId) -> bool {
        let now = self.now;
        let up = self.lines[id].up.land(now);
        let down = self.lines[id].down.land(now);
        let line = &mut self.lines[id];
        if up && line.server_is_gone && line.up.ended.is_none() {
            line.up.landed.clear();
            self.send_down(id, Chunk::End(Ended::Reset));
        } else if up && !line.server_is_gone {
            self.tell(News::Readable(id));
        }
        let line = &mut self.lines[id];
        if down && line.client_is_gone && line.down.ended.is_none() {
            line.down.landed.clear();
            self.send_up(id, Chunk::End(Ended::Reset));
        }
        down && !self.lines[id].client_is_gone
    }

    /// Returns what has arrived for the client, and whether that was the end.
    pub fn client_reads(&mut self, id: LineId) -> (Vec<u8>, Option<Ended>) {
        let pipe = &mut self.lines[id].down;
        let bytes = std::mem::take(&mut pipe.landed);
        let ended = pipe.ended;
        // Like a kernel: it reports a pipe as writable once there is a useful amount of room.
        if pipe.is_awaited && pipe.room() > pipe.capacity / 3 {
            pipe.is_awaited = false;
            self.tell(News::Writable(id));
        }
        (bytes, ended)
    }

    pub fn client_writes(&mut self, id: LineId, bytes: Vec<u8>) {
        for part in self.tear(bytes) {
            self.send_up(id, Chunk::Bytes(part));
        }
    }

    pub fn client_leaves(&mut self, id: LineId, leave: Leave) {
        self.lines[id].client_is_gone = true;
        match leave {
            Leave::Closed => self.send_up(id, Chunk::End(Ended::Finished)),
            Leave::Silent(late) => {
                let until = self.now + self.dice.below(late as usize + 1) as Millis;
                let line = &mut self.lines[id];
                line.up.stall(until);
                line.up.is_dark = true;
                line.down.darken(&mut self.dice);
                self.news.push((until, News::Land(id)));
            }
        }
    }

    pub fn cut(&mut self, id: LineId, cut: Cut) {
        let until = self.now;
        let line = &mut self.lines[id];
        match cut {
            Cut::Reset => {
                line.up.darken(&mut self.dice);
                line.down.darken(&mut self.dice);
                (line.up.is_dark, line.down.is_dark) = (false, false);
                self.send_up(id, Chunk::End(Ended::Reset));
                self.send_down(id, Chunk::End(Ended::Reset));
            }
            Cut::Dark { up, down } => {
                if up {
                    line.up.darken(&mut self.dice);
                }
                if down {
                    line.down.darken(&mut self.dice);
                }
            }
            Cut::Stall(time) => {
                line.up.stall(until + time);
                line.down.stall(until + time);
                self.news.push((until + time, News::Land(id)));
            }
        }
    }

    /// Removes the server's machine without notice to the clients.
    pub fn lose_power(&mut self) {
        for line in &mut self.lines {
            if !line.server_is_gone {
                line.down.is_dark = true;
            }
        }
    }

    fn send_up(&mut self, id: LineId, chunk: Chunk) {
        let at = self.now + self.delay(id);
        if let Some(at) = self.lines[id].up.send(chunk, at) {
            self.news.push((at, News::Land(id)));
        }
    }

    fn send_down(&mut self, id: LineId, chunk: Chunk) {
        let at = self.now + self.delay(id);
        if let Some(at) = self.lines[id].down.send(chunk, at) {
            self.news.push((at, News::Land(id)));
        }
    }

    fn delay(&mut self, id: LineId) -> Millis {
        let latency = self.lines[id].latency;
        let jitter = match self.dice.below(20) {
            0 if !self.calm => 200 + self.dice.below(1500),
            _ => self.dice.below(10),
        };
        latency + jitter as Millis
    }

    /// Reports an edge to the world, after the kernel's delay.
    fn tell(&mut self, news: News) {
        let late = match self.dice.below(10) {
            0 if !self.calm => self.dice.below(120),
            _ => self.dice.below(3),
        };
        self.news.push((self.now + late as Millis, news));
    }

    fn tear(&mut self, mut bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let mut parts = Vec::new();
        while bytes.len() > 1 && self.dice.chance(30) {
            let rest = bytes.split_off(1 + self.dice.below(bytes.len() - 1));
            parts.push(std::mem::replace(&mut bytes, rest));
        }
        parts.push(bytes);
        parts
    }
}

/// The server's end of a connection.
pub struct ServerEnd {
    pub network: Shared,
    pub id: LineId,
}

impl Read for ServerEnd {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut network = self.network.borrow_mut();
        let pipe = &mut network.lines[self.id].up;
        // A read takes everything available. The shard relies on it: a read shorter than its buffer was the rest.
        let n = pipe.landed.len().min(into.len());
        into[..n].copy_from_slice(&pipe.landed[..n]);
        pipe.landed.drain(..n);
        match (n, pipe.ended) {
            (0, None) => Err(ErrorKind::WouldBlock.into()),
            (0, Some(Ended::Finished)) => Ok(0),
            (0, Some(Ended::Reset)) => Err(ErrorKind::ConnectionReset.into()),
            (n, _) => Ok(n),
        }
    }
}

impl Write for ServerEnd {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut guard = self.network.borrow_mut();
        let network = &mut *guard;
        let line = &mut network.lines[self.id];
        if line.up.ended == Some(Ended::Reset) {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let most = line.down.room().min(bytes.len());
        let moody = !network.calm && network.dice.chance(4);
        if most == 0 || moody {
            line.down.is_awaited = most == 0;
            if moody && most > 0 {
                network.tell(News::Writable(self.id));
            }
            return Err(ErrorKind::WouldBlock.into());
        }
        let n = match network.dice.chance(20) {
            true => 1 + network.dice.below(most),
            false => most,
        };
        for part in network.tear(bytes[..n].to_vec()) {
            network.send_down(self.id, Chunk::Bytes(part));
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for ServerEnd {
    fn make_room(&mut self, bytes: usize) {
        self.network.borrow_mut().lines[self.id].down.capacity += bytes;
    }

    fn discard(&mut self) {
        let mut network = self.network.borrow_mut();
        if !std::mem::replace(&mut network.lines[self.id].down.finished, true) {
            network.send_down(self.id, Chunk::End(Ended::Reset));
        }
    }

    fn finish(&mut self) {
        let mut network = self.network.borrow_mut();
        if !std::mem::replace(&mut network.lines[self.id].down.finished, true) {
            network.send_down(self.id, Chunk::End(Ended::Finished));
        }
    }
}

impl Drop for ServerEnd {
    fn drop(&mut self) {
        let mut network = self.network.borrow_mut();
        let line = &mut network.lines[self.id];
        line.server_is_gone = true;
        // Like a kernel: unread data at close causes a reset, which can overtake sent data.
        if !line.up.landed.is_empty() {
            line.up.landed.clear();
            network.send_down(self.id, Chunk::End(Ended::Reset));
        } else if !line.down.finished {
            line.down.finished = true;
            network.send_down(self.id, Chunk::End(Ended::Finished));
        }
    }
}
