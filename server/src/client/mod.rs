//! A client of the wire, for tests, the load generator and the rehearsal: it joins over HTTP, keeps a socket with a
//! position, holds the view, numbers its commands and sends them again until they are answered, and comes back by itself.
//! It is one value without a task or a lock of its own, so that thousands fit beside a server; whoever holds it drives
//! it by [`Client::next`] or [`Client::act`]. It knows nothing of the server but the protocol.

mod core;
mod dice;
mod http;
mod link;
mod outbox;
mod socket;
mod view;

#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::{Auth, Command, Joined, Rejection};

pub use core::{Core, Silent};
pub use dice::Dice;
pub use http::{Answer, Fault, Method, request};
pub use link::{Address, BadLink, Link};
pub use view::View;

use socket::{Heard, Refused, Socket};

/// The longest that a join is tried for while the server says "later".
const JOIN_PATIENCE: Duration = Duration::from_secs(300);

/// What [`Client::next`] saw. What it carries is in the view already.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The socket is open and the server has said hello. Commands that were not answered go out again now.
    Online { joined: bool },
    /// The view changed: a snapshot or a change came.
    View,
    /// What is one's own changed.
    Mine,
    /// Who is connected changed (staff).
    Hall,
    /// The command with this ticket is durable, and visible from `seq` on; `took` is the time since its last
    /// sending: what the server took, and not what the phone was away.
    Acked {
        ticket: u32,
        seq: u64,
        took: Duration,
    },
    /// The command with this ticket was refused for good.
    Rejected { ticket: u32, why: Rejection },
    /// The socket went; the client is coming back.
    Lost,
}

/// Why a client does not come back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum End {
    #[error("the link was revoked")]
    Revoked,
    #[error("the event is gone")]
    Gone,
    #[error("the server says no: {0}")]
    NoAccess(String),
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Acked { seq: u64, took: Duration },
    Rejected(Rejection),
}

/// What a client counted since it was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sockets opened after the first one.
    pub reconnects: u32,
    /// Joins that the server put off.
    pub put_off: u32,
    /// Frames that could not be read: always a fault of one of the two sides.
    pub unreadable: u32,
    /// Commands sent more than once.
    pub resent: u32,
}

impl Counts {
    /// Adds what another client counted.
    pub fn add(&mut self, other: Counts) {
        self.reconnects += other.reconnects;
        self.put_off += other.put_off;
        self.unreadable += other.unreadable;
        self.resent += other.resent;
    }
}

/// One browser, or one staff page.
pub struct Client {
    link: Link,
    cookies: Vec<String>,
    core: Core,
    socket: Option<Socket>,
}

impl Client {
    /// A client that has not connected yet. `seed` decides its client id and its jitter.
    pub fn new(link: Link, seed: u64) -> Client {
        Client {
            core: Core::new(link.role, seed),
            link,
            cookies: Vec::new(),
            socket: None,
        }
    }

    /// A second page of the same browser: the same cookies, another client id.
    pub fn second_page(&self, seed: u64) -> Client {
        let mut page = Client::new(self.link.clone(), seed);
        page.cookies = self.cookies.clone();
        page
    }

    /// What is seen of the event now.
    pub fn view(&self) -> &View {
        self.core.view()
    }

    pub fn counts(&self) -> Counts {
        self.core.counts()
    }

    pub fn link(&self) -> &Link {
        &self.link
    }

    /// The cookies of this browser, `name=value`.
    pub fn cookies(&self) -> &[String] {
        &self.cookies
    }

    /// The seconds that nothing but this client's own dice decide; for its play.
    pub fn dice(&mut self) -> &mut Dice {
        self.core.dice()
    }

    /// True while a socket is open and greeted.
    pub fn is_live(&self) -> bool {
        self.core.is_live()
    }

    /// Commands that have no answer yet.
    pub fn pending(&self) -> usize {
        self.core.pending()
    }

    /// `POST /CODE/join`: makes this browser a participant. Waits and tries again for as long as the server says "later"
    /// (429 or 503), for five minutes at most.
    pub async fn join(&mut self) -> Result<Joined, Fault> {
        let path = format!("/{}/join", self.link.code);
        let patience = Instant::now() + JOIN_PATIENCE;
        let mut tries = 0u32;
        loop {
            match self.http(Method::POST, &path, None).await {
                Ok(answer) => {
                    // A socket that only watches is opened anew as a participant's.
                    if self.core.is_open() && !self.core.is_joined() {
                        self.lock();
                    }
                    return answer.json();
                }
                Err(fault) if fault.is_later() && Instant::now() < patience => {
                    self.core.count_put_off();
                    tries += 1;
                    let least = fault.retry_after().unwrap_or(Duration::from_millis(200));
                    let spread = Duration::from_millis(500) * 2u32.pow(tries.min(4));
                    tokio::time::sleep(least + self.core.dice().up_to(spread)).await;
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// `POST /CODE/auth`: trades the secret of the link for a cookie.
    pub async fn auth(&mut self) -> Result<(), Fault> {
        let auth = Auth {
            role: self.link.role,
            person: self.link.person.clone(),
            secret: self.link.secret.clone().unwrap_or_default(),
        };
        let body =
            serde_json::to_string(&auth).map_err(|error| Fault::Unreadable(error.to_string()))?;
        let path = format!("/{}/auth", self.link.code);
        self.http(Method::POST, &path, Some(body)).await.map(|_| ())
    }

    /// A request with this browser's cookies; keeps the cookies that come back.
    ///
    /// Errors: no connection, no answer within ten seconds, or an answer that is not a success.
    pub async fn http(
        &mut self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<Answer, Fault> {
        let answer = request(&self.link.address, method, path, &self.cookies, body).await?;
        for cookie in &answer.cookies {
            let name = cookie.split('=').next().unwrap_or_default();
            self.cookies
                .retain(|known| known.split('=').next() != Some(name));
            self.cookies.push(cookie.clone());
        }
        Ok(answer)
    }

    /// Puts a command into the outbox; it goes out with the next [`Client::next`]. Returns the ticket that its
    /// answer will carry.
    pub fn send(&mut self, command: Command) -> u32 {
        self.core.push(command)
    }

    /// Sends a command and drives the client until it is answered, over as many sockets as it takes.
    ///
    /// Errors: the client has come to its end.
    pub async fn act(&mut self, command: Command) -> Result<Outcome, End> {
        let mine = self.send(command);
        loop {
            match self.next().await? {
                Event::Acked { ticket, seq, took } if ticket == mine => {
                    return Ok(Outcome::Acked { seq, took });
                }
                Event::Rejected { ticket, why } if ticket == mine => {
                    return Ok(Outcome::Rejected(why));
                }
                Event::Online { .. } | Event::View | Event::Mine | Event::Hall | Event::Lost => {}
                Event::Acked { .. } | Event::Rejected { .. } => {}
            }
        }
    }

    /// Drives the client until what it holds is at `seq` or later, but no longer than `most`: a view stays behind while
    /// nothing moves that it shows.
    pub async fn until(&mut self, seq: u64, most: Duration) -> Result<(), End> {
        let until = Instant::now() + most;
        while self.view().seq().max(self.view().mine_seq) < seq {
            match tokio::time::timeout_at(until, self.next()).await {
                Ok(event) => event.map(|_| ())?,
                Err(_) => return Ok(()),
            }
        }
        Ok(())
    }

    /// Drives the client for a while.
    pub async fn rest(&mut self, time: Duration) -> Result<(), End> {
        let until = Instant::now() + time;
        loop {
            match tokio::time::timeout_at(until, self.next()).await {
                Ok(event) => event.map(|_| ())?,
                Err(_) => return Ok(()),
            }
        }
    }

    /// Drops the socket without a goodbye, as a phone does that locks or leaves the hall. It comes back with its
    /// position at the next [`Client::next`].
    pub fn lock(&mut self) {
        self.socket = None;
        self.core.lock();
    }

    /// Forgets the view and its position, and drops the socket: what is held after the next snapshot is fresh.
    pub fn start_over(&mut self) {
        self.socket = None;
        self.core.start_over();
    }

    /// Waits for what comes next: connects where there is no socket, sends what is due, keeps the beat. Safe to cancel.
    ///
    /// Errors: the client does not come back; further calls give the same or try anew.
    pub async fn next(&mut self) -> Result<Event, End> {
        loop {
            let Some(socket) = &mut self.socket else {
                self.connect().await?;
                continue;
            };
            let said = match self.core.due(Instant::now()) {
                Ok(frame) => frame.is_none_or(|frame| socket.queue(&frame).is_ok()),
                Err(Silent) => false,
            };
            if !said {
                return self.closed(None);
            }
            match socket.next(self.core.wake()).await {
                Ok(Heard::Frame(frame)) => {
                    let event = self.core.take(&frame, Instant::now());
                    if !self.core.is_open() {
                        self.socket = None;
                    }
                    if let Some(event) = event {
                        return Ok(event);
                    }
                }
                Ok(Heard::Sign) => self.core.heard(Instant::now()),
                Ok(Heard::Nothing) => {}
                Err(closed) => return self.closed(closed.code),
            }
        }
    }

    fn closed(&mut self, code: Option<u16>) -> Result<Event, End> {
        self.socket = None;
        self.core.closed(code, Instant::now())
    }

    /// Tries once to open the socket, after the wait that is due. On a failure the next wait is set.
    async fn connect(&mut self) -> Result<(), End> {
        if let Some(until) = self.core.wait_until() {
            tokio::time::sleep_until(until).await;
        }
        // Said first: a cancelled try is followed by a wait too.
        self.core.connecting(Instant::now());
        match Socket::open(&self.link, self.core.view().position(), &self.cookies).await {
            Ok(socket) => {
                self.core.opened(Instant::now());
                self.socket = Some(socket);
                Ok(())
            }
            Err(Refused::Final(message)) => Err(End::NoAccess(message)),
            Err(Refused::Gone) => Err(End::Gone),
            Err(Refused::Later(least)) => {
                self.core.put_off(least, Instant::now());
                Ok(())
            }
        }
    }
}
