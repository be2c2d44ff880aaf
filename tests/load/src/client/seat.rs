//! One client of the hall: a phone, or one of the staff. It holds its identity, its view's position, and its
//! connection.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};

use mio::net::TcpStream;

use crate::clock::Nanos;

/// The role of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Participant,
    Host,
    Moderator,
    Screen,
}

impl Role {
    /// As in a socket's address.
    pub fn name(self) -> &'static str {
        match self {
            Role::Participant => "participant",
            Role::Host => "host",
            Role::Moderator => "moderator",
            Role::Screen => "screen",
        }
    }
}

/// The state of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Away,
    /// An HTTP request is in progress.
    Joining,
    /// The upgrade is in progress.
    Upgrading,
    Open,
}

/// A connection and its incomplete data.
pub struct Line {
    pub stream: TcpStream,
    /// Not yet written.
    pub out: Vec<u8>,
    /// Read, but incomplete.
    pub held: Vec<u8>,
}

/// One client.
pub struct Seat {
    pub role: Role,
    /// Empty before the join.
    pub cookie: Box<str>,
    pub phase: Phase,
    pub line: Option<Line>,
    /// Rises with each connection, so news of an older one can be dropped.
    pub generation: u32,
    /// The client id of its commands.
    pub c: u32,
    /// The number of its last command.
    pub n: u32,
    /// The position of its view.
    pub epoch: Option<u32>,
    pub seq: u64,
    /// Unanswered commands, and when each was due.
    pub waiting: VecDeque<(u32, Nanos)>,
    /// When it last sent something.
    pub spoke: Nanos,
    /// Never reads after the upgrade, and has the smallest possible receive buffer.
    pub deaf: bool,
}

impl Seat {
    pub fn new(role: Role, cookie: &str, c: u32) -> Seat {
        Seat {
            role,
            cookie: cookie.into(),
            phase: Phase::Away,
            line: None,
            generation: 0,
            c,
            n: 0,
            epoch: None,
            seq: 0,
            waiting: VecDeque::new(),
            spoke: 0,
            deaf: false,
        }
    }

    /// Removes an answered command. Returns when it was due, or None if it was not waiting.
    pub fn answered(&mut self, n: u32) -> Option<Nanos> {
        let at = self.waiting.iter().position(|(waiting, _)| *waiting == n)?;
        self.waiting.remove(at).map(|(_, due)| due)
    }
}

impl Line {
    /// Writes what the system takes. The rest waits until the socket is writable. Reading the line reports errors.
    pub fn flush(&mut self) {
        let mut written = 0;
        while written < self.out.len() {
            match self.stream.write(&self.out[written..]) {
                Ok(0) => break,
                Ok(n) => written += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.out.drain(..written);
    }
}

/// Returns true if an error only means that there is nothing to read yet.
pub fn later(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::NotConnected
    )
}
