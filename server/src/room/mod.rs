//! The live runtime of one event: one task that owns the event's state (`replica/`), the right to decide where it has that
//! (`writer/`), and the hall. It knows sockets only as channels for routed frames; what all may see it publishes as feeds, which
//! the sockets follow by themselves.
//!
//! One turn of the loop: take what waits (staff first), decide it, make it durable in one commit, answer, tell those
//! whose own things changed, and publish at most once a tick (a shorter one when staff did something). A room that follows
//! another node's log decides nothing: it applies what the log tells, and does the rest in the same way.

mod hall;
mod mailbox;
mod replica;
mod standing;
#[cfg(test)]
mod tests;
mod turn;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, Millis, ParticipantId};
use plenary_domain::import::Conflict;
use plenary_domain::program::Program;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::Clock;
use crate::fanout::Feed;
use crate::log::{Header, Log, LogError};
use crate::node::{Duty, Node};
use crate::protocol::{Rejection, Role};
use crate::role::{self, HallSight};
use crate::websocket::Frame;

pub use hall::Bucket;
pub use mailbox::{Attach, Delivery, JoinRejected, Outlet, SocketId};
pub use replica::{Entrance, STAFF_TICK, TICK};

use hall::Hall;
use mailbox::ToRoom;
use replica::{Board, Boards, Replica};
use standing::Standing;
use turn::unavailable;

/// Commands of guests that may wait; the next is told to come again.
const GUESTS_WAITING_MAX: usize = 16_384;
/// Commands of staff that may wait: their own queue, so that guests never stand before them.
const STAFF_WAITING_MAX: usize = 1024;
/// The most messages of one batch, and so of one commit.
const BATCH_MAX: usize = 2048;

/// A room, as the rest of the server sees it. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    pub header: Header,
    staff: mpsc::Sender<ToRoom>,
    guests: mpsc::Sender<ToRoom>,
    boards: Boards,
    clock: Clock,
    settled: watch::Receiver<bool>,
    sockets: Arc<AtomicUsize>,
}

/// The room's task.
struct RoomTask {
    header: Header,
    log: Arc<dyn Log>,
    duty: Duty,
    clock: Clock,
    candidates: Arc<[(String, String)]>,
    standing: Standing,
    board: Board,
    hall: Hall,
    joins: Bucket,
    /// The first turn is over.
    settled: watch::Sender<bool>,
    sockets: Arc<AtomicUsize>,
}

impl Room {
    /// Replays an event and starts its task. That writes nothing: what a writer owes, such as an address, it writes in its turns.
    ///
    /// # Errors
    /// What the log says: the room of a damaged history is not opened.
    pub async fn open(node: &Node, header: Header) -> Result<Room, LogError> {
        let replica = Replica::open(&*node.log, header.id).await?;
        let board = Board::new(&replica, &header.code);
        let (staff, staff_in) = mpsc::channel(STAFF_WAITING_MAX);
        let (guests, guests_in) = mpsc::channel(GUESTS_WAITING_MAX);
        let sockets = Arc::new(AtomicUsize::new(0));
        let settled = watch::Sender::new(false);
        let room = Room {
            header: header.clone(),
            staff,
            guests,
            boards: board.boards(),
            clock: node.clock.clone(),
            settled: settled.subscribe(),
            sockets: sockets.clone(),
        };
        let standing = Standing::of(node.duty, node.log.clone(), header.id, replica);
        let task = RoomTask {
            header,
            log: node.log.clone(),
            duty: node.duty,
            clock: node.clock.clone(),
            candidates: node.candidates.clone(),
            standing,
            board,
            hall: Hall::default(),
            // How many at once is asked at each join: an import may change it.
            joins: Bucket::full(u32::MAX, node.clock.now()),
            settled,
            sockets,
        };
        tokio::spawn(task.run(staff_in, guests_in));
        Ok(room)
    }

    /// The view of an audience, to be followed.
    pub fn feed(&self, audience: Role) -> watch::Receiver<Arc<Feed>> {
        self.boards.feeds[audience as usize].clone()
    }

    /// The hall frame of an audience, to be followed; None before the first.
    pub fn hall(&self, audience: Role) -> Option<watch::Receiver<Option<Frame>>> {
        match role::of(audience).hall {
            HallSight::Nothing => None,
            HallSight::People => Some(self.boards.people.clone()),
            HallSight::Addresses => Some(self.boards.addresses.clone()),
        }
    }

    /// The time of the clock that the room decides by.
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Who may come in, and where, as of the newest durable position. It is there whatever the room is busy with.
    pub fn entrance(&self) -> Arc<Entrance> {
        self.boards.entrance.borrow().clone()
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
    pub fn detach(&self, audience: Role, id: SocketId) -> bool {
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
        audience: Role,
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
        sent.map_err(|_| unavailable())
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
        let sent = self.guests.send(ToRoom::Read(reader)).await;
        sent.map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())
    }

    /// Waits for the room's first turn, in which a writer does what it owes: from then on the entrance shows an address that is
    /// there. Takes no place in a mailbox.
    pub async fn settled(&self) {
        // A room that has ended has had its turn too.
        let _ = self
            .settled
            .clone()
            .wait_for(|is_settled| *is_settled)
            .await;
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

    fn mailbox(&self, audience: Role) -> &mpsc::Sender<ToRoom> {
        if audience == Role::Participant {
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
        let sent = self.staff.send(message).await;
        sent.map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())
    }
}
