//! Accepts connections on a thread of its own, so new arrivals are noticed even while a whole hall is being served.
//!
//! It separates phones from others. Requests that only phones make go through a turnstile, a few at a time; everybody
//! else walks past. Without it a moderator would wait behind every phone that arrived a moment earlier: in the kernel's
//! backlog, in the runtime's queue, or here.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use tokio::net::TcpSocket;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::Instant;

use crate::socket::{Places, Seat};

/// Connections that may wait to be accepted. A full backlog would cost a joining hall a second.
const BACKLOG: u32 = 4096;
/// Time limit for a connection to send its first bytes.
const PATIENCE: Duration = Duration::from_secs(10);
/// Minimum time between two polls for arrivals.
const MOMENT: Duration = Duration::from_millis(1);
/// Delay before it checks again for a place or a file.
const NO_PLACE: Duration = Duration::from_millis(20);
const SECOND: Duration = Duration::from_secs(1);
/// Minimum time between two log lines about failed accepts.
const COMPLAINT: Duration = Duration::from_secs(1);
/// Phones served at the same time, until their first answer. It is small, so others wait only milliseconds, and large
/// enough that one commit serves many joins.
const TURNS: usize = 64;
/// Bytes of a request that are inspected. An incomplete header gets no turn to occupy: the connection walks past, and
/// waits on its own.
const HEAD_BYTES: usize = 4096;
const EVENTS: usize = 1024;
const LISTENER: Token = Token(usize::MAX);
const LATCH: Token = Token(usize::MAX - 1);

/// A new connection.
pub struct Arrival {
    pub stream: std::net::TcpStream,
    pub seat: Seat,
    /// It makes a request that only phones make.
    pub is_phone: bool,
}

/// A phone's turn, which ends with the answer to its first request.
#[derive(Clone, Default)]
pub struct Turn(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl Turn {
    /// Lets the next one pass.
    pub fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Lets phones pass, a limited number at a time, until no more come.
pub async fn turnstile(
    mut phones: mpsc::UnboundedReceiver<Arrival>,
    mut go_on: impl FnMut(Arrival, Turn),
) {
    let turns = Arc::new(Semaphore::new(TURNS));
    while let Some(arrival) = phones.recv().await {
        // The semaphore is never closed.
        let permit = turns.clone().acquire_owned().await.ok();
        go_on(arrival, Turn(Arc::new(Mutex::new(permit))));
    }
}

/// Binds the port. Call it inside a runtime.
///
/// # Errors
/// Errors of the operating system, for example if the port is taken.
pub fn listen(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A restarted server must get its port back at once after a kill.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}

/// Accepts connections.
pub struct Door {
    poll: Poll,
    listener: TcpListener,
    places: Arc<Places>,
    /// Connections that have not sent anything.
    silent: Slab<Silent>,
    complained_at: Option<Instant>,
}

/// Closes a door from outside.
pub struct Latch(Waker);

struct Silent {
    stream: TcpStream,
    seat: Seat,
    until: Instant,
}

impl Latch {
    /// Stops admitting connections.
    pub fn shut(&self) {
        if let Err(e) = self.0.wake() {
            tracing::error!(error = %e, "cannot close the door");
        }
    }
}

impl Door {
    /// Returns a door on a port, and its latch.
    ///
    /// # Errors
    /// The operating system cannot wait for connections.
    pub fn open(listener: std::net::TcpListener, places: Arc<Places>) -> io::Result<(Door, Latch)> {
        let poll = Poll::new()?;
        let mut listener = TcpListener::from_std(listener);
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let latch = Latch(Waker::new(poll.registry(), LATCH)?);
        let door = Door {
            poll,
            listener,
            places,
            silent: Slab::new(),
            complained_at: None,
        };
        Ok((door, latch))
    }

    /// Admits connections while there are places, until it is shut. Blocks the thread.
    ///
    /// # Errors
    /// The operating system cannot wait.
    pub fn attend(mut self, let_in: impl Fn(Arrival)) -> io::Result<()> {
        let mut events = Events::with_capacity(EVENTS);
        let mut somebody_waits = true;
        let mut next_look = Instant::now();
        loop {
            let wait = if somebody_waits { NO_PLACE } else { SECOND };
            if let Err(e) = self.poll.poll(&mut events, Some(wait))
                && e.kind() != ErrorKind::Interrupted
            {
                return Err(e);
            }
            for event in &events {
                match event.token() {
                    LATCH => return Ok(()),
                    LISTENER => somebody_waits = true,
                    Token(slot) => self.has_spoken(slot, &let_in),
                }
            }
            if somebody_waits {
                somebody_waits = self.accept(&let_in);
            }
            let now = Instant::now();
            if now >= next_look {
                next_look = now + SECOND;
                self.silent.retain(|_, silent| silent.until > now);
            }
            // Avoids an interruption for each connection of a crowd.
            thread::sleep(MOMENT);
        }
    }

    /// Accepts waiting connections. Returns true if some must keep waiting.
    fn accept(&mut self, let_in: &impl Fn(Arrival)) -> bool {
        loop {
            // Without a free place the next connection waits in the backlog. Time limits free the places of earlier
            // ones.
            let Some(seat) = self.places.seat() else {
                return true;
            };
            match self.listener.accept() {
                Ok((stream, _)) => self.come_in(stream, seat, let_in),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return false,
                Err(e) if e.kind() == ErrorKind::ConnectionAborted => {}
                Err(e) => {
                    // Most likely out of file descriptors. Existing connections matter more than new ones.
                    let now = Instant::now();
                    if self.complained_at.is_none_or(|at| now >= at + COMPLAINT) {
                        tracing::warn!(error = %e, "cannot accept connections");
                        self.complained_at = Some(now);
                    }
                    return true;
                }
            }
        }
    }

    /// Admits a connection if its first bytes have arrived, as they mostly have in a crowd. Otherwise waits for them.
    fn come_in(&mut self, stream: TcpStream, seat: Seat, let_in: &impl Fn(Arrival)) {
        let mut head = [0; HEAD_BYTES];
        match stream.peek(&mut head) {
            Ok(seen) => let_in(arrival(stream, seat, &head[..seen])),
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                let until = Instant::now() + PATIENCE;
                let entry = self.silent.vacant_entry();
                let token = Token(entry.key());
                let silent = entry.insert(Silent {
                    stream,
                    seat,
                    until,
                });
                let watch =
                    self.poll
                        .registry()
                        .register(&mut silent.stream, token, Interest::READABLE);
                if watch.is_err() {
                    self.silent.remove(token.0);
                }
            }
            // The connection is gone.
            Err(_) => {}
        }
    }

    /// Handles the first bytes of a connection.
    fn has_spoken(&mut self, slot: usize, let_in: &impl Fn(Arrival)) {
        let Some(mut silent) = self.silent.try_remove(slot) else {
            return;
        };
        let _ = self.poll.registry().deregister(&mut silent.stream);
        self.come_in(silent.stream, silent.seat, let_in);
    }
}

fn arrival(stream: TcpStream, seat: Seat, head: &[u8]) -> Arrival {
    Arrival {
        is_phone: is_of_phones(head),
        stream: stream.into(),
        seat,
    }
}

/// Returns true for the two requests that a whole hall makes at once: a guest's socket, and a join.
fn is_of_phones(request: &[u8]) -> bool {
    if !request.windows(4).any(|end| end == b"\r\n\r\n") {
        return false;
    }
    let line = request.split(|byte| *byte == b'\r').next();
    let line = String::from_utf8_lossy(line.unwrap_or_default());
    let mut words = line.split(' ');
    match (words.next(), words.next()) {
        (Some("GET"), Some(target)) => target
            .split_once("/socket?")
            .is_some_and(|(_, query)| query.split('&').any(|pair| pair == "role=participant")),
        (Some("POST"), Some(target)) => target.ends_with("/join"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use super::*;

    const PHONE: &[u8] = b"GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n\r\n";
    const HOST: &[u8] = b"GET /CDU7K2/socket?role=host HTTP/1.1\r\nHost: x\r\n\r\n";
    const PATIENCE: Duration = Duration::from_secs(10);
    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    #[tokio::test]
    async fn the_door_distinguishes_phones_and_admits_nobody_without_a_place() {
        let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port");
        let address = listener.local_addr().expect("an address");
        let (door, latch) = Door::open(listener, Arc::new(Places::new(3))).expect("a door");
        let (let_in, came) = channel();
        let attended = thread::spawn(move || {
            door.attend(|arrival| let_in.send(arrival).expect("somebody looks"))
        });
        let knock = || std::net::TcpStream::connect(address).expect("the door is open");
        // Silent connections keep nobody out.
        let mut silent = knock();
        knock().write_all(PHONE).expect("sent");
        let phone = came.recv_timeout(PATIENCE).expect("let in");
        knock().write_all(HOST).expect("sent");
        let host = came.recv_timeout(PATIENCE).expect("let in");
        assert!(phone.is_phone && !host.is_phone);
        // There are three places.
        knock().write_all(PHONE).expect("sent");
        let none = came.recv_timeout(QUIET);
        assert!(matches!(none, Err(RecvTimeoutError::Timeout)), "no place");
        drop(host);
        came.recv_timeout(PATIENCE).expect("let in");
        silent.write_all(HOST).expect("sent");
        let spoke = came.recv_timeout(PATIENCE).expect("let in");
        assert!(!spoke.is_phone);
        latch.shut();
        let ended = attended.join().expect("no panic");
        assert!(ended.is_ok(), "{ended:?}");
    }

    #[tokio::test]
    async fn an_answer_lets_the_next_phone_pass() {
        let places = Arc::new(Places::new(TURNS + 2));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (phones, at_turnstile) = mpsc::unbounded_channel();
        let (go_on, mut turns) = mpsc::unbounded_channel();
        tokio::spawn(turnstile(at_turnstile, move |_, turn| {
            go_on.send(turn).expect("somebody looks");
        }));
        for _ in 0..TURNS + 2 {
            let arrival = Arrival {
                stream: std::net::TcpStream::connect(address).expect("connected"),
                seat: places.seat().expect("a place"),
                is_phone: true,
            };
            assert!(phones.send(arrival).is_ok(), "somebody looks");
        }
        let mut gone_on = vec![];
        for _ in 0..TURNS {
            gone_on.push(turns.recv().await.expect("a turn"));
        }
        let more = tokio::time::timeout(QUIET, turns.recv()).await;
        assert!(more.is_err(), "only a limited number at a time");
        gone_on[0].end();
        assert!(turns.recv().await.is_some());
        // A connection that ends without an answer has used its turn.
        drop(gone_on.pop());
        assert!(turns.recv().await.is_some());
    }

    #[test]
    fn only_requests_of_phones_wait() {
        for phone in [
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /CDU7K2/socket?epoch=1&seq=2&role=participant HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/join HTTP/1.1\r\n\r\n",
        ] {
            assert!(is_of_phones(phone.as_bytes()), "{phone}");
        }
        for other in [
            "GET /CDU7K2/socket?role=moderator HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?role=screen&epoch=1 HTTP/1.1\r\nX: role=participant\r\n\r\n",
            "POST /CDU7K2/auth HTTP/1.1\r\n\r\n",
            "GET /CDU7K2 HTTP/1.1\r\n\r\n",
            // An incomplete header.
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n",
            "G",
            "",
            "\u{fffd}\0",
        ] {
            assert!(!is_of_phones(other.as_bytes()), "{other}");
        }
    }
}
