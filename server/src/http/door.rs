//! Accepts connections on a thread of its own, so new arrivals are noticed even while a whole hall is being served.
//!
//! It separates phones from others by the request that has arrived, and makes room when all seats are taken: silent
//! connections go first, then visits that stand still, then the address with the most. So an address that has few is
//! always let in, whoever floods the door.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use tokio::net::TcpSocket;
use tokio::time::Instant;

use super::head::Head;
use super::turnstile::Rank;
use super::visits::{Visitor, Visits};
use crate::address::{Address, Proxies};
use crate::metrics::{CUT, REFUSED, Refused};
use crate::socket::{Places, Seat};

/// Connections that may wait to be accepted. A full backlog would cost a joining hall a second.
const BACKLOG: u32 = 4096;
/// Time limit for a connection to send its first bytes.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same while a seat is missing. The first bytes of a browser come with its connection.
const NO_PATIENCE: Duration = Duration::from_millis(100);
/// Minimum time between two polls for arrivals.
const MOMENT: Duration = Duration::from_millis(1);
/// Delay before it checks again for a seat or a file.
const NO_SEAT: Duration = Duration::from_millis(5);
const SECOND: Duration = Duration::from_secs(1);
/// Minimum time between two log lines about failed accepts.
const COMPLAINT: Duration = Duration::from_secs(1);
/// Accepted connections that wait for a seat. Each takes a file that is reserved for other things.
const STANDING_MAX: usize = 8;
/// After waiting so long for a seat, newcomers are accepted although they find none, to see who they are. Before that they
/// wait in the backlog, which turns nobody away.
const STANDING_TIME: Duration = Duration::from_millis(250);
/// Bytes of a request that are inspected. An incomplete request gets no turn to occupy: the connection walks past, and
/// takes its turn when the request is complete.
const HEAD_BYTES: usize = 4096;
/// The first byte of TLS, with which no request begins.
const HANDSHAKE: u8 = 0x16;
const EVENTS: usize = 1024;
const LISTENER: Token = Token(usize::MAX);
const LATCH: Token = Token(usize::MAX - 1);

/// A new connection.
pub struct Arrival {
    pub stream: std::net::TcpStream,
    pub seat: Seat,
    pub visitor: Visitor,
    /// The request that waits in it is one that only phones make.
    pub phone: Option<Rank>,
}

type IsGuest = Box<dyn Fn(&str, &[&str]) -> bool + Send>;

/// What the door asks and tells.
pub struct Doorkeeper {
    pub places: Arc<Places>,
    pub visits: Arc<Visits>,
    pub proxies: Proxies,
    /// Returns true if cookies make somebody a guest of the event with this code.
    pub is_guest: IsGuest,
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
    keeper: Doorkeeper,
    /// Connections that have not sent anything.
    silent: Slab<Silent>,
    /// Connections that have no seat.
    standing: Vec<Standing>,
    complained_at: Option<Instant>,
}

/// Closes a door from outside.
pub struct Latch(Waker);

struct Silent {
    stream: TcpStream,
    seat: Seat,
    peer: IpAddr,
    since: Instant,
}

struct Standing {
    stream: TcpStream,
    peer: IpAddr,
    since: Instant,
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
    pub fn open(listener: std::net::TcpListener, keeper: Doorkeeper) -> io::Result<(Door, Latch)> {
        let poll = Poll::new()?;
        let mut listener = TcpListener::from_std(listener);
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let latch = Latch(Waker::new(poll.registry(), LATCH)?);
        let door = Door {
            poll,
            listener,
            keeper,
            silent: Slab::new(),
            standing: Vec::new(),
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
            let wait = if somebody_waits { NO_SEAT } else { SECOND };
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
                let patience = |silent: &mut Silent| now - silent.since < PATIENCE;
                self.silent.retain(|_, silent| patience(silent));
            }
            // Avoids an interruption for each connection of a crowd.
            thread::sleep(MOMENT);
        }
    }

    /// Accepts waiting connections. Returns true if some must keep waiting.
    fn accept(&mut self, let_in: &impl Fn(Arrival)) -> bool {
        self.give_seats(let_in);
        loop {
            if self.standing.len() >= STANDING_MAX && !self.stands_long() {
                return true;
            }
            match self.listener.accept() {
                Ok((stream, peer)) => {
                    let standing = Standing {
                        stream,
                        peer: peer.ip(),
                        since: Instant::now(),
                    };
                    let seat = match self.standing.is_empty() {
                        true => self.keeper.places.seat(),
                        false => None,
                    };
                    match seat {
                        Some(seat) => self.come_in(standing, seat, let_in),
                        None => self.stand(standing),
                    }
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => return !self.standing.is_empty(),
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

    /// Returns true if newcomers have found no seat for too long.
    fn stands_long(&self) -> bool {
        let oldest = self.standing.first();
        oldest.is_some_and(|oldest| oldest.since.elapsed() >= STANDING_TIME)
    }

    /// Adds somebody without a seat. Beyond the limit, the newest of the address with the most is turned away.
    fn stand(&mut self, standing: Standing) {
        self.standing.push(standing);
        if self.standing.len() <= STANDING_MAX {
            return;
        }
        let from = |standing: &Standing| Address::from(standing.peer);
        let crowd = |standing: &Standing| {
            let address = from(standing);
            let of = self.standing.iter().filter(|other| from(other) == address);
            of.count()
        };
        let places = self.standing.iter().enumerate();
        let most = places.max_by_key(|(_, standing)| crowd(standing));
        if let Some((place, _)) = most {
            self.standing.remove(place);
            REFUSED.refuse(Refused::Door);
        }
    }

    /// Gives seats to those who stand, and makes room if there are too few.
    fn give_seats(&mut self, let_in: &impl Fn(Arrival)) {
        while !self.standing.is_empty() {
            let Some(seat) = self.keeper.places.seat().or_else(|| self.silence_leaves()) else {
                break;
            };
            let standing = self.fewest();
            let standing = self.standing.remove(standing);
            self.come_in(standing, seat, let_in);
        }
        if !self.standing.is_empty() {
            let newcomers = self.standing.iter().map(|standing| standing.peer.into());
            self.keeper.visits.make_room(newcomers);
        }
    }

    /// Returns the place of the oldest one who stands, of the address that has the fewest connections.
    fn fewest(&self) -> usize {
        let crowd = |standing: &Standing| {
            let address = Address::from(standing.peer);
            let of = |other: &&Standing| Address::from(other.peer) == address;
            let standing = self.standing.iter().filter(of);
            standing.count() + self.keeper.visits.count(address)
        };
        let places = self.standing.iter().enumerate();
        let fewest = places.min_by_key(|(_, standing)| crowd(standing));
        fewest.map_or(0, |(place, _)| place)
    }

    /// Ends the oldest connection that has sent nothing, and returns its seat.
    fn silence_leaves(&mut self) -> Option<Seat> {
        let silent = self.silent.iter();
        let oldest = silent.min_by_key(|(_, silent)| silent.since);
        let (slot, _) = oldest.filter(|(_, silent)| silent.since.elapsed() >= NO_PATIENCE)?;
        CUT.add(1);
        Some(self.silent.remove(slot).seat)
    }

    /// Admits a connection if its first bytes have arrived, as they mostly have in a crowd. Otherwise waits for them.
    fn come_in(&mut self, newcomer: Standing, seat: Seat, let_in: &impl Fn(Arrival)) {
        let Standing { stream, peer, .. } = newcomer;
        let mut bytes = [0; HEAD_BYTES];
        match stream.peek(&mut bytes) {
            Ok(seen) => let_in(self.arrival(stream, peer, seat, &bytes[..seen])),
            Err(e) if e.kind() == ErrorKind::WouldBlock => {
                let entry = self.silent.vacant_entry();
                let token = Token(entry.key());
                let silent = entry.insert(Silent {
                    stream,
                    seat,
                    peer,
                    since: Instant::now(),
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
        let newcomer = Standing {
            stream: silent.stream,
            peer: silent.peer,
            since: silent.since,
        };
        self.come_in(newcomer, silent.seat, let_in);
    }

    fn arrival(&self, stream: TcpStream, peer: IpAddr, seat: Seat, bytes: &[u8]) -> Arrival {
        let keeper = &self.keeper;
        let head = Head::of(bytes);
        let address = match &head {
            Some(head) => head.address(&keeper.proxies, peer),
            None => peer.into(),
        };
        let phone = head.and_then(|head| {
            Some(match (keeper.is_guest)(&head.phone?, &head.cookies) {
                true => Rank::Joined,
                false => Rank::Stranger,
            })
        });
        // A connection without an address is about to end.
        let nowhere = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        Arrival {
            visitor: Visitor {
                peer,
                local: stream.local_addr().unwrap_or(nowhere),
                address,
                is_proxy: keeper.proxies.trust(peer),
                is_secure: bytes.first() == Some(&HANDSHAKE),
            },
            stream: stream.into(),
            seat,
            phone,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

    use socket2::{Domain, Socket, Type};

    use super::*;
    use crate::http::turnstile::Turn;

    const PHONE: &[u8] = b"GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n\r\n";
    const GUEST: &[u8] = b"POST /CDU7K2/join HTTP/1.1\r\nCookie: guest=1\r\n\r\n";
    const HOST: &[u8] = b"GET /CDU7K2/socket?role=host HTTP/1.1\r\nHost: x\r\n\r\n";
    const WAIT: Duration = Duration::from_secs(30);
    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    struct Stage {
        address: SocketAddr,
        visits: Arc<Visits>,
        came: Receiver<Arrival>,
        latch: Latch,
        attended: thread::JoinHandle<io::Result<()>>,
    }

    fn stage(seats: usize) -> Stage {
        let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port");
        let address = listener.local_addr().expect("an address");
        let visits = Arc::<Visits>::default();
        let keeper = Doorkeeper {
            places: Arc::new(Places::new(seats)),
            visits: visits.clone(),
            proxies: Proxies::default(),
            is_guest: Box::new(|code, cookies| code == "CDU7K2" && cookies == ["guest=1"]),
        };
        let (door, latch) = Door::open(listener, keeper).expect("a door");
        let (let_in, came) = channel();
        let attended = thread::spawn(move || {
            door.attend(|arrival| {
                let _ = let_in.send(arrival);
            })
        });
        Stage {
            address,
            visits,
            came,
            latch,
            attended,
        }
    }

    impl Stage {
        /// Connects from 127.0.0.`from`.
        fn knock(&self, from: u8) -> std::net::TcpStream {
            let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
            let source = SocketAddr::from(([127, 0, 0, from], 0));
            socket.bind(&source.into()).expect("an address");
            socket
                .connect(&self.address.into())
                .expect("the door is open");
            let stream = std::net::TcpStream::from(socket);
            stream.set_read_timeout(Some(WAIT)).expect("set");
            stream
        }

        fn say(&self, from: u8, request: &[u8]) -> std::net::TcpStream {
            let mut stream = self.knock(from);
            stream.write_all(request).expect("sent");
            stream
        }

        fn next(&self) -> Arrival {
            self.came.recv_timeout(WAIT).expect("let in")
        }

        fn end(self) {
            self.latch.shut();
            let ended = self.attended.join().expect("no panic");
            assert!(ended.is_ok(), "{ended:?}");
        }
    }

    #[tokio::test]
    async fn the_door_distinguishes_phones_and_admits_nobody_without_a_seat() {
        let stage = stage(3);
        let kept: Vec<_> = [PHONE, GUEST, HOST]
            .map(|request| (stage.say(1, request), stage.next()))
            .into();
        let ranks: Vec<_> = kept.iter().map(|(_, arrival)| arrival.phone).collect();
        assert_eq!(ranks, [Some(Rank::Stranger), Some(Rank::Joined), None]);
        // There are three seats, and nobody can be asked to leave.
        let waiting = stage.say(1, PHONE);
        let none = stage.came.recv_timeout(QUIET);
        assert!(matches!(none, Err(RecvTimeoutError::Timeout)), "no seat");
        drop(kept);
        stage.next();
        drop(waiting);
        stage.end();
    }

    #[tokio::test]
    async fn silence_makes_room_and_keeps_nobody_out() {
        let stage = stage(2);
        let mut silent = [stage.knock(2), stage.knock(2), stage.knock(2)];
        let began = Instant::now();
        let _host = stage.say(1, HOST);
        assert_eq!(
            stage.next().visitor.address,
            IpAddr::from([127, 0, 0, 1]).into()
        );
        // The oldest was closed for it.
        assert_eq!(silent[0].read(&mut [0]).expect("it is closed"), 0);
        assert!(
            began.elapsed() < PATIENCE,
            "not only when its time was over"
        );
        stage.end();
    }

    #[tokio::test]
    async fn the_address_with_the_most_visits_makes_room_for_others() {
        let stage = stage(4);
        let mut flood = vec![];
        for _ in 0..4 {
            let stream = stage.say(2, HOST);
            let Arrival { visitor, seat, .. } = stage.next();
            let visiting = stage.visits.enter(&visitor, Turn::default());
            // One that stands still would make room for anybody.
            visiting.visit.answers(true);
            flood.push((stream, visiting, seat));
        }
        // More of the same, which find no seat, and hold up nobody behind them.
        let _crowd: Vec<_> = (0..40).map(|_| stage.say(2, HOST)).collect();
        let _staff = stage.say(1, HOST);
        let cut = flood.iter().map(|(_, visiting, _)| visiting.visit.clone());
        let cut = futures_util::future::select_all(
            cut.map(|visit| Box::pin(async move { visit.is_cut().await })),
        );
        let (_, place, _) = tokio::time::timeout(WAIT, cut)
            .await
            .expect("one is asked to leave");
        drop(flood.remove(place));
        let next = stage.next();
        assert_eq!(next.visitor.address, IpAddr::from([127, 0, 0, 1]).into());
        stage.end();
    }
}
