//! The hall's one loop. It finds frames in the sockets' bytes and reports them to a script, which decides what to do
//! next.
//!
//! It knows the protocol, but no scenario.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use socket2::{Domain, Socket, Type};

use super::engine;
use super::frame::{self, Kind};
use super::http;
use super::seat::{Line, Phase, Role, Seat};
use super::sources::Sources;
use super::target::{Dialect, Target};
use super::text::Text;
use crate::clock::{Clock, Nanos, S};
use crate::dice::Dice;

/// Bytes read at a time.
const BUFFER_BYTES: usize = 256 * 1024;
/// Events taken at a time. With more, the last would wait for the first.
const EVENTS: usize = 1024;
/// A client that has been silent this long sends a heartbeat.
const BEAT: Nanos = 20 * S;
/// Interval between checks for silent seats, each of which covers a part of them.
const BEAT_LOOK: Nanos = S / 10;
const BEAT_PARTS: usize = 20;
/// A connection in progress: not an error, but the standard library has no name for it yet.
const EINPROGRESS: i32 = 115;
/// Number of poll options over which ballots rotate.
const OPTIONS: u32 = 4;

/// An event of a seat.
#[derive(Debug)]
pub enum News<'a> {
    /// The join was answered: the seat has its cookie.
    Joined,
    /// The server refused the request.
    Turned {
        status: u16,
        retry_after_s: Option<u64>,
    },
    /// The socket is open.
    Open,
    /// A frame.
    Text(Text<'a>, &'a [u8]),
    /// A command that was due at `due` is durable, and visible from `seq` on.
    Acked { due: Nanos, seq: u64 },
    /// A command was rejected.
    Refused { kind: &'a [u8] },
    /// The connection is gone.
    Lost { code: Option<u16> },
}

/// What a scenario does when something happens.
pub trait Script {
    /// # Errors
    /// They end the run.
    fn news(&mut self, hall: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()>;
}

pub struct Hall {
    pub clock: Clock,
    pub target: Target,
    /// The poll that ballots are for.
    pub poll: u32,
    pub dice: Dice,
    pub seats: Vec<Seat>,
    sources: Sources,
    /// The longest gap between two polls of the sockets since the last reset.
    pub lag_max: Nanos,
    epoll: Poll,
    /// Taken out for the duration of a turn.
    events: Option<Events>,
    buffer: Vec<u8>,
    /// Seats whose connection failed immediately.
    fallen: Vec<usize>,
    looked_at: Nanos,
    beat_at: Nanos,
    beat_next: usize,
    stop: Arc<AtomicBool>,
}

impl Hall {
    /// Returns an empty hall, whose seats connect from so many addresses. `stop` ends the run from outside.
    ///
    /// # Errors
    /// No epoll.
    pub fn new(
        clock: Clock,
        target: Target,
        sources: usize,
        stop: Arc<AtomicBool>,
    ) -> Result<Hall> {
        Ok(Hall {
            clock,
            target,
            poll: 1,
            dice: Dice::new(7),
            seats: vec![],
            sources: Sources::new(sources),
            lag_max: 0,
            epoll: Poll::new().context("no epoll")?,
            events: Some(Events::with_capacity(EVENTS)),
            buffer: vec![0; BUFFER_BYTES],
            fallen: vec![],
            looked_at: clock.now(),
            beat_at: 0,
            beat_next: 0,
            stop,
        })
    }

    /// Adds a client that is not connected.
    pub fn seat(&mut self, role: Role, cookie: &str) -> usize {
        let c = self.dice.roll() as u32;
        self.seats.push(Seat::new(role, cookie, c));
        self.seats.len() - 1
    }

    /// Requests the seat's identity.
    ///
    /// # Errors
    /// The system cannot provide a socket.
    pub fn join(&mut self, seat: usize) -> Result<()> {
        let path = self.target.join_path().context("no joins here")?;
        let request = http::post(self.target.address, &path);
        self.connect(seat, Phase::Joining, request)
    }

    /// Opens the seat's socket, at its position.
    ///
    /// # Errors
    /// The system cannot provide a socket.
    pub fn open(&mut self, seat: usize) -> Result<()> {
        let path = self.target.socket_path(&self.seats[seat]);
        let request = http::upgrade(self.target.address, &path, &self.seats[seat].cookie);
        self.connect(seat, Phase::Upgrading, request)
    }

    /// Cuts the seat's connection without a close frame, as when a phone loses its network.
    pub fn cut(&mut self, seat: usize) {
        self.seats[seat].line = None;
        self.seats[seat].phase = Phase::Away;
        self.seats[seat].generation += 1;
    }

    /// Sends a ballot that was due at `due`.
    pub fn cast(&mut self, seat: usize, due: Nanos) {
        self.put_ballot(seat, due);
        self.flush(seat);
    }

    /// Adds a ballot to the seat's buffer. [`Hall::flush`] sends several at once.
    pub fn put_ballot(&mut self, seat: usize, due: Nanos) {
        let pick = (self.seats[seat].n + seat as u32) % OPTIONS;
        let poll = self.poll;
        self.put_command(
            seat,
            due,
            &format!("{{\"cast\":{{\"poll\":{poll},\"ballot\":{{\"choice\":[{pick}]}}}}}}"),
        );
    }

    /// Sends a command that was due at `due`.
    pub fn command(&mut self, seat: usize, due: Nanos, command: &str) {
        self.put_command(seat, due, command);
        self.flush(seat);
    }

    fn put_command(&mut self, seat: usize, due: Nanos, command: &str) {
        let to = &mut self.seats[seat];
        to.n += 1;
        to.waiting.push_back((to.n, due));
        let text = format!(
            "{{\"t\":\"do\",\"c\":{},\"n\":{},\"cmd\":{command}}}",
            to.c, to.n
        );
        self.put(seat, Kind::Text, text.as_bytes());
    }

    pub(super) fn put(&mut self, seat: usize, kind: Kind, payload: &[u8]) {
        let mask = self.dice.roll() as u32;
        let now = self.clock.now();
        let seat = &mut self.seats[seat];
        seat.spoke = now;
        let Some(line) = &mut seat.line else { return };
        if kind == Kind::Text && self.target.dialect == Dialect::SocketIo && payload[0] == b'{' {
            let mut event = Vec::with_capacity(payload.len() + 10);
            engine::put(payload, &mut event);
            frame::put(kind, &event, mask, &mut line.out);
        } else {
            frame::put(kind, payload, mask, &mut line.out);
        }
    }

    /// Writes the seat's buffer.
    pub fn flush(&mut self, seat: usize) {
        if let Some(line) = &mut self.seats[seat].line {
            line.flush();
        }
    }

    /// Sends every client's heartbeat, so that none is needed for a while.
    pub fn beat_all(&mut self) {
        for seat in 0..self.seats.len() {
            if self.target.wants_beats() && self.seats[seat].phase == Phase::Open {
                self.beat(seat);
            }
        }
    }

    /// Waits for events until `until`, and reports them to the script. May return earlier.
    ///
    /// # Errors
    /// Errors of the script; the run was interrupted; the server violates the protocol.
    pub fn turn(&mut self, until: Nanos, script: &mut impl Script) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            bail!("interrupted");
        }
        for seat in std::mem::take(&mut self.fallen) {
            let now = self.clock.now();
            script.news(self, seat, now, News::Lost { code: None })?;
        }
        let mut events = self.events.take().context("a turn within a turn")?;
        let now = self.clock.now();
        self.lag_max = self.lag_max.max(now.saturating_sub(self.looked_at));
        let wait = Duration::from_nanos(until.saturating_sub(now).min(BEAT_LOOK));
        let polled = self.epoll.poll(&mut events, Some(wait));
        self.looked_at = self.clock.now();
        match polled {
            Err(e) if e.kind() != ErrorKind::Interrupted => return Err(e).context("epoll"),
            Err(_) => events.clear(),
            Ok(()) => {}
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        for event in &events {
            let seat = event.token().0;
            if event.is_writable() {
                self.flush(seat);
            }
            self.read(seat, event.is_read_closed(), &mut buffer, script)?;
        }
        self.buffer = buffer;
        self.events = Some(events);
        self.beat_some();
        Ok(())
    }

    /// Resets the lag, because time spent outside the loop on purpose does not count.
    pub fn forget_lag(&mut self) {
        self.looked_at = self.clock.now();
        self.lag_max = 0;
    }

    fn connect(&mut self, seat: usize, phase: Phase, request: Vec<u8>) -> Result<()> {
        self.cut(seat);
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).context("no socket")?;
        socket.set_nonblocking(true)?;
        socket.set_tcp_nodelay(true)?;
        if self.seats[seat].deaf {
            // The kernel's minimum.
            socket.set_recv_buffer_size(1)?;
        }
        self.sources.bind(&socket, seat)?;
        match socket.connect(&self.target.address.into()) {
            Ok(()) => {}
            Err(e) if e.raw_os_error() == Some(EINPROGRESS) => {}
            Err(e) if e.kind() == ErrorKind::ConnectionRefused => {
                self.fallen.push(seat);
                return Ok(());
            }
            Err(e) => return Err(e).context("cannot connect"),
        }
        let mut stream = TcpStream::from_std(socket.into());
        let interest = Interest::READABLE | Interest::WRITABLE;
        self.epoll
            .registry()
            .register(&mut stream, Token(seat), interest)?;
        let now = self.clock.now();
        let seat = &mut self.seats[seat];
        seat.spoke = now;
        seat.phase = phase;
        seat.waiting.clear();
        seat.line = Some(Line {
            stream,
            out: request,
            held: vec![],
        });
        Ok(())
    }

    fn beat(&mut self, seat: usize) {
        self.put(seat, Kind::Text, b"{\"t\":\"beat\"}");
        self.flush(seat);
    }

    /// Checks a part of the seats for long silence.
    fn beat_some(&mut self) {
        let now = self.clock.now();
        if now < self.beat_at || !self.target.wants_beats() {
            return;
        }
        self.beat_at = now + BEAT_LOOK;
        for _ in 0..self.seats.len().div_ceil(BEAT_PARTS) {
            let seat = self.beat_next % self.seats.len();
            self.beat_next = seat + 1;
            let silent = now.saturating_sub(self.seats[seat].spoke) >= BEAT;
            if silent && self.seats[seat].phase == Phase::Open {
                self.beat(seat);
            }
        }
    }
}
