//! The live runtime of one event: one task that owns the writer, the views and the hall. It knows sockets only as
//! channels for routed frames; what all may see it publishes as feeds, which the sockets follow by themselves.
//!
//! One turn of the loop: take what waits (staff first), decide it, make it durable in one commit, answer, tell those
//! whose own things changed, and publish at most once a tick (a shorter one when staff did something).

mod hall;
mod mailbox;
#[cfg(test)]
mod tests;
mod turn;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use plenary_domain::access::Actor;
use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, ParticipantId};
use plenary_domain::import::Conflict;
use plenary_domain::program::Program;
use plenary_domain::state::State;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use crate::clock::Clock;
use crate::fanout::{Feed, View};
use crate::log::{Header, Log, LogError};
use crate::protocol::Rejection;
use crate::view::Audience;
use crate::websocket::Frame;

pub use hall::Bucket;
pub use mailbox::{Attach, Delivery, JoinRejected, Outlet, SocketId};

use hall::Hall;
use mailbox::ToRoom;
use writer::Writer;

/// The least time between two publications of a view.
pub const TICK: Duration = Duration::from_millis(100);
/// The same when staff did something: who stands on the stage waits for it to be seen.
const STAFF_TICK: Duration = Duration::from_millis(20);
/// Commands of guests that may wait; the next is told to come again.
const GUESTS_WAITING_MAX: usize = 16_384;
/// Commands of staff that may wait: their own queue, so that guests never stand before them.
const STAFF_WAITING_MAX: usize = 1024;
/// The most messages of one batch, and so of one commit.
const BATCH_MAX: usize = 2048;
/// How long a room stays read-only after a failed append before it tries again.
const READ_ONLY: Duration = Duration::from_secs(2);

/// A room, as the rest of the server sees it. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    pub header: Header,
    staff: mpsc::Sender<ToRoom>,
    guests: mpsc::Sender<ToRoom>,
    feeds: [watch::Receiver<Arc<Feed>>; 5],
    desks: watch::Receiver<Option<Frame>>,
    hosts: watch::Receiver<Option<Frame>>,
    sockets: Arc<AtomicUsize>,
}

/// The room's task.
struct RoomTask {
    header: Header,
    clock: Clock,
    writer: Writer,
    hall: Hall,
    views: [View; 5],
    feeds: [watch::Sender<Arc<Feed>>; 5],
    desks: watch::Sender<Option<Frame>>,
    hosts: watch::Sender<Option<Frame>>,
    sockets: Arc<AtomicUsize>,
    joins: Bucket,
    candidates: Arc<[(String, String)]>,
    /// When the views were published last.
    published_at: Instant,
    /// Something durable happened that the views do not show yet.
    dirty: bool,
    /// And it is what staff did, or the end of a poll.
    is_urgent: bool,
    /// Set after a failed append, when the state may hold what is not durable: until then it is neither read nor changed.
    read_only_until: Option<Instant>,
}

impl Room {
    /// Replays an event and starts its task. `candidates` are join addresses with their source, the best first.
    ///
    /// # Errors
    /// What the log says: the room of a damaged history is not opened.
    pub async fn open(
        log: Arc<dyn Log>,
        header: Header,
        clock: Clock,
        candidates: Arc<[(String, String)]>,
    ) -> Result<Room, LogError> {
        let writer = Writer::open(log, header.id).await?;
        let epoch = writer.position().epoch;
        let mut views = Audience::ALL.map(View::new);
        let feeds = views.each_mut().map(|view| {
            let first = view.update(writer.state(), &header.code, epoch);
            watch::channel(first.expect("the first update of a view has news"))
        });
        let feeds_out = feeds.each_ref().map(|(_, out)| out.clone());
        let (desks, desks_out) = watch::channel(None);
        let (hosts, hosts_out) = watch::channel(None);
        let (staff, staff_in) = mpsc::channel(STAFF_WAITING_MAX);
        let (guests, guests_in) = mpsc::channel(GUESTS_WAITING_MAX);
        let sockets = Arc::new(AtomicUsize::new(0));
        let room = Room {
            header: header.clone(),
            staff,
            guests,
            feeds: feeds_out,
            desks: desks_out,
            hosts: hosts_out,
            sockets: sockets.clone(),
        };
        let task = RoomTask {
            // How many at once is asked at each join: an import may change it.
            joins: Bucket::full(u32::MAX, clock.now()),
            header,
            clock,
            writer,
            hall: Hall::default(),
            views,
            feeds: feeds.map(|(feed, _)| feed),
            desks,
            hosts,
            sockets,
            candidates,
            published_at: Instant::now() - TICK,
            dirty: false,
            is_urgent: false,
            read_only_until: None,
        };
        tokio::spawn(task.run(staff_in, guests_in));
        Ok(room)
    }

    /// The view of an audience, to be followed.
    pub fn feed(&self, audience: Audience) -> watch::Receiver<Arc<Feed>> {
        self.feeds[audience as usize].clone()
    }

    /// The hall frame of an audience, to be followed; None before the first.
    pub fn hall(&self, audience: Audience) -> Option<watch::Receiver<Option<Frame>>> {
        match audience {
            Audience::Host => Some(self.hosts.clone()),
            Audience::Moderator => Some(self.desks.clone()),
            Audience::Participant | Audience::Panelist | Audience::Screen => None,
        }
    }

    /// The sockets in this room.
    pub fn sockets(&self) -> usize {
        self.sockets.load(Ordering::Relaxed)
    }

    /// The room's task has ended.
    pub fn is_closed(&self) -> bool {
        self.staff.is_closed()
    }

    /// Takes a socket in, and admits it at its outlet; false if the room has ended.
    pub async fn attach(&self, attach: Attach) -> bool {
        let mailbox = self.mailbox(attach.audience);
        let (done, attached) = oneshot::channel();
        let sent = mailbox.send(ToRoom::Attach(attach, done)).await;
        sent.is_ok() && attached.await.is_ok()
    }

    /// Tells that a socket is gone, after all that it sent. False if the mailbox is full: try again.
    #[must_use]
    pub fn detach(&self, audience: Audience, id: SocketId) -> bool {
        let sent = self.mailbox(audience).try_send(ToRoom::Detach(id));
        // A room that has ended has no sockets.
        !matches!(sent, Err(TrySendError::Full(_)))
    }

    /// Whether both are handles of the same running room.
    pub fn is(&self, other: &Room) -> bool {
        self.staff.same_channel(&other.staff)
    }

    /// Hands in a numbered command; its answer is routed to the socket.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] if too many commands wait, or the room has ended.
    pub fn command(
        &self,
        audience: Audience,
        socket: SocketId,
        c: ClientId,
        n: u32,
        command: Command,
    ) -> Result<(), Rejection> {
        let sent = self.mailbox(audience).try_send(ToRoom::Do {
            socket,
            c,
            n,
            command,
        });
        sent.map_err(|_| Rejection::Unavailable { retry_ms: 1000 })
    }

    /// Makes a new participant, durably; gives the epoch of the history that it is of, too.
    ///
    /// # Errors
    /// [`JoinRejected`].
    pub async fn join(&self) -> Result<(u32, ParticipantId), JoinRejected> {
        let (done, joined) = oneshot::channel();
        self.guests
            .try_send(ToRoom::Join(done))
            .map_err(|_| JoinRejected::Unavailable { retry_ms: 1000 })?;
        joined
            .await
            .unwrap_or(Err(JoinRejected::Unavailable { retry_ms: 1000 }))
    }

    /// Carries out a command of the server's owner.
    ///
    /// # Errors
    /// The refusal; [`Rejection::Unavailable`] if it could not be made durable.
    pub async fn order(&self, actor: Actor, command: Command) -> Result<(), Rejection> {
        let (done, outcome) = oneshot::channel();
        self.send(
            ToRoom::Order {
                actor,
                command,
                done,
            },
            outcome,
        )
        .await?
    }

    /// Takes an event file in; returns what it could not change.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn import(&self, program: Program) -> Result<Vec<Conflict>, Rejection> {
        let (done, outcome) = oneshot::channel();
        self.send(
            ToRoom::Import {
                program: Box::new(program),
                done,
            },
            outcome,
        )
        .await?
    }

    /// Reads from the durable state.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] while there is none that can be trusted.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&State) -> T + Send + 'static,
    ) -> Result<T, Rejection> {
        let (done, outcome) = oneshot::channel();
        let reader = Box::new(move |state: &State| {
            let _ = done.send(read(state));
        });
        // Anybody's page is made by this: it stands with the guests, and never before the staff.
        let unavailable = || Rejection::Unavailable { retry_ms: 1000 };
        let sent = self.guests.send(ToRoom::Read(reader)).await;
        sent.map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())
    }

    /// Deletes guest data.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn forget(&self) -> Result<(), Rejection> {
        let (done, outcome) = oneshot::channel();
        self.send(ToRoom::Forget(done), outcome).await?
    }

    /// Closes all sockets with this code and ends the task, after what was handed in before.
    pub async fn close(&self, code: u16) {
        let (done, closed) = oneshot::channel();
        let _ = self.send(ToRoom::Close { code, done }, closed).await;
    }

    fn mailbox(&self, audience: Audience) -> &mpsc::Sender<ToRoom> {
        if audience == Audience::Participant {
            &self.guests
        } else {
            &self.staff
        }
    }

    async fn send<T>(
        &self,
        message: ToRoom,
        outcome: oneshot::Receiver<T>,
    ) -> Result<T, Rejection> {
        let unavailable = Rejection::Unavailable { retry_ms: 1000 };
        self.staff
            .send(message)
            .await
            .map_err(|_| unavailable.clone())?;
        outcome.await.map_err(|_| unavailable)
    }
}
