//! A client of the protocol, for tests and the rehearsal. It joins over HTTP, keeps a socket with a position, holds the
//! view, numbers its commands, resends them until they are answered, and reconnects. It is one value without tasks or
//! locks, so thousands fit beside a server. Its owner drives it with [`Client::next`] or [`Client::act`]. It knows only
//! the protocol.

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

use crate::protocol::{Auth, Command, Hold, Joined, Rejection};
use crate::role;

pub use core::{Core, Silent};
pub use dice::Dice;
pub use http::{Answer, Bounds, Fault, Method, Posting, open, post, request, request_within};
pub use link::{Address, BadLink, Link};
pub use view::View;

use socket::{Heard, Refused, Socket};

/// Time limit for joins that the server defers.
const JOIN_PATIENCE: Duration = Duration::from_secs(300);

/// What [`Client::next`] saw. The view already includes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The socket is open and the server has sent its welcome. Unanswered commands go out again.
    Online { joined: bool },
    /// The view changed, by a snapshot or a change.
    View,
    /// The client's own data changed.
    Mine,
    /// The hall figures changed (staff only).
    Hall,
    /// The hall is to be left, or no longer.
    Leave { on: bool },
    /// The command with this ticket is durable, and visible from `seq` on. `took` is the time since it was last sent:
    /// it covers the server's time, and not the time the phone was away.
    Acked {
        ticket: u32,
        seq: u64,
        took: Duration,
    },
    /// The server rejected the command with this ticket for good.
    Rejected { ticket: u32, why: Rejection },
    /// The socket is gone; the client is reconnecting.
    Lost,
}

/// Why a client does not reconnect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum End {
    #[error("the link was revoked")]
    Revoked,
    #[error("the event is gone")]
    Gone,
    #[error("the server refused: {0}")]
    NoAccess(String),
}

/// The outcome of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Acked { seq: u64, took: Duration },
    Rejected(Rejection),
}

/// A client's counters since it was created.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sockets opened after the first one.
    pub reconnects: u32,
    /// Joins that the server deferred.
    pub put_off: u32,
    /// Unreadable frames: always a bug on one of the two sides.
    pub unreadable: u32,
    /// Commands sent more than once.
    pub resent: u32,
}

impl Counts {
    /// Adds another client's counters.
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
    /// Returns a client that has not connected yet. `seed` decides its client id and its jitter.
    pub fn new(link: Link, seed: u64) -> Client {
        Client {
            core: Core::new(link.role, seed),
            link,
            cookies: Vec::new(),
            socket: None,
        }
    }

    /// Returns a second page of the same browser, with the same cookies and another client id.
    pub fn second_page(&self, seed: u64) -> Client {
        let mut page = Client::new(self.link.clone(), seed);
        page.cookies = self.cookies.clone();
        page
    }

    /// Returns the number under which this client sends its commands.
    pub fn id(&self) -> u32 {
        self.core.client()
    }

    /// Returns the current view of the event.
    pub fn view(&self) -> &View {
        self.core.view()
    }

    pub fn counts(&self) -> Counts {
        self.core.counts()
    }

    pub fn link(&self) -> &Link {
        &self.link
    }

    /// Returns the cookies of this browser, as `name=value`.
    pub fn cookies(&self) -> &[String] {
        &self.cookies
    }

    /// Returns this client's own random numbers, for simulated behaviour.
    pub fn dice(&mut self) -> &mut Dice {
        self.core.dice()
    }

    /// Returns true while a socket is open and welcomed.
    pub fn is_live(&self) -> bool {
        self.core.is_live()
    }

    /// Returns the number of unanswered commands.
    pub fn pending(&self) -> usize {
        self.core.pending()
    }

    /// `POST /CODE/join`: makes this browser a participant. While the server says "later" (429 or 503), it waits and
    /// retries, for five minutes at most.
    pub async fn join(&mut self) -> Result<Joined, Fault> {
        let path = format!("/{}/join", self.link.code);
        let patience = Instant::now() + JOIN_PATIENCE;
        let mut tries = 0u32;
        loop {
            match self.http(Method::POST, &path, None).await {
                Ok(answer) => {
                    // Reopen a watching socket as a participant's.
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

    /// `DELETE /CODE/auth`: ends the login of this browser.
    pub async fn sign_out(&mut self) -> Result<(), Fault> {
        let role = role::of(self.link.role).name;
        let person = self.link.person.as_deref();
        let person = person.map(|key| format!("&person={key}"));
        let path = format!(
            "/{}/auth?role={role}{}",
            self.link.code,
            person.unwrap_or_default()
        );
        self.http(Method::DELETE, &path, None).await.map(|_| ())
    }

    /// Sends a request with this browser's cookies, and keeps the cookies that come back.
    ///
    /// Errors: no connection, no response within ten seconds, or a status other than success.
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

    /// Queues a command, which goes out with the next [`Client::next`]. Returns the ticket that its answer will carry.
    pub fn send(&mut self, command: Command) -> u32 {
        self.core.push(command)
    }

    /// Tells the other desks what this one works on, with the next [`Client::next`].
    pub fn hold(&mut self, on: Option<Hold>) {
        self.core.hold(on);
    }

    /// Tells everybody to leave the hall, or takes that back, with the next [`Client::next`]. The answer is [`Event::Leave`].
    pub fn leave(&mut self, on: bool) {
        self.core.leave(on);
    }

    /// Sends a command and drives the client until it is answered, over as many sockets as it takes.
    ///
    /// Errors: the client will not reconnect.
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
                Event::Online { .. }
                | Event::View
                | Event::Mine
                | Event::Hall
                | Event::Leave { .. }
                | Event::Lost => {}
                Event::Acked { .. } | Event::Rejected { .. } => {}
            }
        }
    }

    /// Drives the client until its view reaches `seq`, for at most `most`. A view keeps its position while nothing it
    /// shows changes.
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

    /// Drops the socket without a close frame, as a phone does that locks or leaves the hall. The next [`Client::next`]
    /// reconnects with its position.
    pub fn lock(&mut self) {
        self.socket = None;
        self.core.lock();
    }

    /// Forgets the view and its position, and drops the socket, so the next view is a fresh snapshot.
    pub fn start_over(&mut self) {
        self.socket = None;
        self.core.start_over();
    }

    /// Waits for the next event. Connects if there is no socket, sends what is due, and sends heartbeats. Cancel-safe.
    ///
    /// Errors: the client does not reconnect. Further calls return the same error or try again.
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

    /// Tries once to open the socket, after the current wait. A failure sets the next wait.
    async fn connect(&mut self) -> Result<(), End> {
        if let Some(until) = self.core.wait_until() {
            tokio::time::sleep_until(until).await;
        }
        // Note it first, so a cancelled attempt is followed by a wait too.
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
