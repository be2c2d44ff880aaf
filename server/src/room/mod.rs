//! The live runtime of one event. One task owns the event's state (`replica/`), the right to decide if it has that
//! (`writer/`), and the hall. It knows sockets only as outlets for routed frames. It publishes what everybody may see
//! as feeds, which sockets follow on their own.
//!
//! One turn of the loop takes the waiting messages (staff first), decides them, makes them durable in one commit,
//! answers, updates participants' own data, and publishes at most once a tick (sooner after a staff command). A room
//! that follows another node's log decides nothing: it applies the log's records, and does the rest the same way.

mod hall;
mod leaving;
mod mailbox;
mod numbering;
mod replica;
mod standing;
#[cfg(test)]
mod tests;
mod turn;
mod writer;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::Shared;
use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, CodeId, LoginId, Millis, ParticipantId};
use plenary_domain::import::Plan;
use plenary_domain::people::mutes::Writing;
use plenary_domain::program::Program;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc, oneshot, watch};

use crate::address::Address;
use crate::clock::Clock;
use crate::fanout::Feed;
use crate::log::{Header, Log, LogError};
use crate::node::{Candidates, Duty, Node};
use crate::protocol::{Concerns, Hold, Rejection, Role};
use crate::role::{self, HallSight};
use crate::websocket::Frame;

pub use hall::Bucket;
pub use mailbox::{Attach, Delivery, JoinRejected, Outlet, SocketId};
#[cfg(test)]
pub use numbering::told;
pub use replica::{Entrance, STAFF_TICK, TICK};

use hall::Hall;
use mailbox::ToRoom;
use numbering::Numbering;
use replica::{Board, Boards, Replica};
use standing::Standing;
use turn::unavailable;
use writer::Joins;

/// Limit on waiting guest commands. A further one is rejected, and the phone retries.
const GUESTS_WAITING_MAX: usize = 16_384;
/// Limit on waiting staff commands. They have their own queue, so they never wait behind guests.
const STAFF_WAITING_MAX: usize = 1024;
/// Limit on messages in one batch, and so in one commit.
const BATCH_MAX: usize = 2048;

/// A handle on a room. Cheap to clone, and small, because each connection that comes in carries one.
#[derive(Clone)]
pub struct Room {
    pub header: Arc<Header>,
    ends: Arc<Ends>,
}

/// The ends of a room's channels, outside.
struct Ends {
    staff: mpsc::Sender<ToRoom>,
    guests: mpsc::Sender<ToRoom>,
    boards: Boards,
    clock: Clock,
    /// Those who wait are woken in order, so that a simulation can be repeated.
    settled: Shared<oneshot::Receiver<()>>,
    sockets: Arc<AtomicUsize>,
    tries: Arc<Tries>,
    holds: Arc<Holds>,
}

/// Wrong secrets of links that the room has not noted yet. They take no place in a mailbox.
#[derive(Default)]
struct Tries {
    new: AtomicU32,
    some: Notify,
}

/// What desks said last about their work, which the room has not noted yet: a word of each socket at most, so they take no place in a
/// mailbox.
#[derive(Default)]
struct Holds {
    new: Mutex<BTreeMap<SocketId, Held>>,
    some: Notify,
}

/// A desk's number for itself, and what it works on.
type Held = (u32, Option<Hold>);

impl Holds {
    fn take(&self) -> BTreeMap<SocketId, Held> {
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut new)
    }
}

/// The room's task.
struct RoomTask {
    header: Header,
    log: Arc<dyn Log>,
    duty: Duty,
    clock: Clock,
    candidates: Candidates,
    standing: Standing,
    numbering: Numbering,
    board: Board,
    hall: Hall,
    joins: Joins,
    /// None once the first turn is over.
    settled: Option<oneshot::Sender<()>>,
    sockets: Arc<AtomicUsize>,
    tries: Arc<Tries>,
    holds: Arc<Holds>,
}

impl Room {
    /// Replays an event and starts its task. Opening writes one thing alone, because nobody may be told of it before: that what nobody
    /// can read any more is erased. What else a writer owes, such as an address, it writes in its turns.
    ///
    /// # Errors
    /// Errors of the log. A room with a damaged history does not open.
    pub async fn open(node: &Node, header: Header) -> Result<Room, LogError> {
        let replica = Replica::open(&*node.log, header.id).await?;
        let mut standing = Standing::of(node.duty, node.log.clone(), header.id, replica);
        let erased = standing.erase_unreadable(node.clock.now()).await;
        erased.map_err(|why| LogError::Store(why.to_string()))?;
        let Some(replica) = standing.replica() else {
            return Err(LogError::Store("the log was not read".into()));
        };
        let mut numbering = Numbering::new(node.clock.clone());
        let at = numbering.next();
        #[cfg(test)]
        numbering::told::note(header.id, at.seq, replica.position());
        let board = Board::new(replica, &header.code, at);
        let (staff, staff_in) = mpsc::channel(STAFF_WAITING_MAX);
        let (guests, guests_in) = mpsc::channel(GUESTS_WAITING_MAX);
        let sockets = Arc::new(AtomicUsize::new(0));
        let (settled, settling) = oneshot::channel();
        let tries = Arc::<Tries>::default();
        let holds = Arc::<Holds>::default();
        let ends = Ends {
            staff,
            guests,
            boards: board.boards(),
            clock: node.clock.clone(),
            settled: settling.shared(),
            sockets: sockets.clone(),
            tries: tries.clone(),
            holds: holds.clone(),
        };
        let room = Room {
            header: Arc::new(header.clone()),
            ends: Arc::new(ends),
        };
        let mut hall = Hall::default();
        hall.open(node.clock.now());
        let task = RoomTask {
            header,
            log: node.log.clone(),
            duty: node.duty,
            clock: node.clock.clone(),
            candidates: node.candidates.clone(),
            standing,
            numbering,
            board,
            hall,
            joins: Joins::new(node.clock.now()),
            settled: Some(settled),
            sockets,
            tries,
            holds,
        };
        tokio::spawn(task.run(staff_in, guests_in));
        Ok(room)
    }

    /// Returns the view of an audience, to follow.
    pub fn feed(&self, audience: Role) -> watch::Receiver<Arc<Feed>> {
        self.ends.boards.feeds[audience as usize].clone()
    }

    /// Returns the hall frame of an audience, to follow. It is None before the first frame.
    pub fn hall(&self, audience: Role) -> Option<watch::Receiver<Option<Frame>>> {
        match role::of(audience).hall {
            HallSight::Nothing => None,
            HallSight::Present => Some(self.ends.boards.present.clone()),
            HallSight::People => Some(self.ends.boards.people.clone()),
            HallSight::Addresses => Some(self.ends.boards.addresses.clone()),
        }
    }

    /// The time of the clock that the room decides by.
    pub fn now(&self) -> Millis {
        self.ends.clock.now()
    }

    /// The same in microseconds since some moment before.
    pub fn micros(&self) -> u64 {
        self.ends.clock.micros()
    }

    /// Returns how many messages of staff and of guests wait.
    pub fn waiting(&self) -> (usize, usize) {
        let in_box = |mailbox: &mpsc::Sender<ToRoom>| mailbox.max_capacity() - mailbox.capacity();
        (in_box(&self.ends.staff), in_box(&self.ends.guests))
    }

    /// Returns who may come in, and where, as of the newest durable position. It never waits for the room.
    pub fn entrance(&self) -> Arc<Entrance> {
        self.ends.boards.entrance.borrow().clone()
    }

    /// Notes that somebody tried a wrong link, which hosts are told.
    pub fn tried(&self) {
        self.ends.tries.new.fetch_add(1, Ordering::Relaxed);
        self.ends.tries.some.notify_one();
    }

    /// Notes what a desk works on; None for nothing. It is told to the other desks, and never logged.
    pub fn hold(&self, socket: SocketId, me: u32, on: Option<Hold>) {
        let mut new = self
            .ends
            .holds
            .new
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        new.insert(socket, (me, on));
        drop(new);
        self.ends.holds.some.notify_one();
    }

    /// Tells everybody to leave the hall, or takes it back. A full mailbox drops it, and the host's page says that nothing came.
    pub fn leave(&self, socket: SocketId, on: bool) {
        let _ = self.ends.staff.try_send(ToRoom::Leave(socket, on));
    }

    /// Returns the number of sockets in this room.
    pub fn sockets(&self) -> usize {
        self.ends.sockets.load(Ordering::Relaxed)
    }

    /// Returns true if the room's task has ended.
    pub fn is_closed(&self) -> bool {
        self.ends.staff.is_closed()
    }

    /// Adds a socket, and admits it at its outlet. Returns false if the room has ended.
    pub async fn attach(&self, attach: Attach) -> bool {
        let mailbox = self.mailbox(attach.audience);
        let (done, attached) = oneshot::channel();
        let sent = mailbox.send(ToRoom::Attach(attach, done)).await;
        sent.is_ok() && attached.await.is_ok()
    }

    /// Reports that a socket is gone, after everything it sent. Returns false if the mailbox is full: retry.
    #[must_use]
    pub fn detach(&self, audience: Role, id: SocketId) -> bool {
        let sent = self.mailbox(audience).try_send(ToRoom::Detach(id));
        // A room that has ended has no sockets.
        !matches!(sent, Err(TrySendError::Full(_)))
    }

    /// Returns true if both are handles of the same running room.
    pub fn is(&self, other: &Room) -> bool {
        Arc::ptr_eq(&self.ends, &other.ends)
    }

    /// Sends a numbered command. The answer goes to the socket.
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
            came_us: self.micros(),
        });
        sent.map_err(|_| unavailable())
    }

    /// Creates a new participant, durably. Also returns the epoch of its history. While more guests join than the event
    /// expects, each address gets its share, and the others wait for a few seconds.
    ///
    /// # Errors
    /// [`JoinRejected`].
    pub async fn join(&self, address: Address) -> Result<(u32, ParticipantId), JoinRejected> {
        let (done, joined) = oneshot::channel();
        let sent = self.ends.guests.try_send(ToRoom::Join(address, done));
        sent.map_err(|_| JoinRejected::Unavailable { retry_ms: 1000 })?;
        joined
            .await
            .unwrap_or(Err(JoinRejected::Unavailable { retry_ms: 1000 }))
    }

    /// Binds a single-use code, whose text the caller has checked, to a guest.
    ///
    /// # Errors
    /// The rejection; [`Rejection::Unavailable`] if too many guests wait, or it could not be made durable.
    pub async fn take_code(&self, guest: ParticipantId, code: CodeId) -> Result<(), Rejection> {
        self.enter(guest, Command::TakeCode { code }).await
    }

    async fn enter(&self, guest: ParticipantId, command: Command) -> Result<(), Rejection> {
        let (done, outcome) = oneshot::channel();
        let order = ToRoom::Order {
            actor: Actor::Participant(guest),
            command,
            done,
        };
        self.ends
            .guests
            .try_send(order)
            .map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())?
    }

    /// Lets a browser in by a role's link of this generation. `hash` is that of its secret.
    ///
    /// # Errors
    /// [`Rejection::NotAllowed`] if the link was revoked meanwhile; otherwise as [`Room::order`].
    pub async fn log_in(
        &self,
        role: StaffRole,
        generation: u32,
        hash: [u8; 16],
        device: String,
    ) -> Result<LoginId, Rejection> {
        let log_in = Command::LogIn {
            role,
            generation,
            hash,
            device,
        };
        self.order(Actor::Operator, log_in).await?;
        // The entrance knows it before the order is answered.
        self.entrance().login(role, &hash).ok_or_else(unavailable)
    }

    /// Notes that a guest entered the hall's code, whose text the caller has checked.
    ///
    /// # Errors
    /// As [`Room::take_code`].
    pub async fn enter_hall(&self, guest: ParticipantId) -> Result<(), Rejection> {
        self.enter(guest, Command::EnterHall).await
    }

    /// Executes a command of the server's operator.
    ///
    /// # Errors
    /// The rejection; [`Rejection::Unavailable`] if it could not be made durable.
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

    /// Imports an event file. Returns what it could not change.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn import(&self, program: Program) -> Result<Plan, Rejection> {
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

    /// Reads the durable state.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] while there is no trusted state.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&State) -> T + Send + 'static,
    ) -> Result<T, Rejection> {
        let (done, outcome) = oneshot::channel();
        let reader = Box::new(move |state: &State| {
            let _ = done.send(read(state));
        });
        // Anybody may cause a read, so reads wait with the guests and never delay staff.
        let sent = self.ends.guests.send(ToRoom::Read(reader)).await;
        sent.map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())
    }

    /// Returns whom a mute of the guest who wrote this would concern; None if nobody wrote it.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] if the room has ended.
    pub async fn concerns(&self, of: Writing) -> Result<Option<Concerns>, Rejection> {
        let (done, told) = oneshot::channel();
        self.send(ToRoom::Concerns(of, done), told).await
    }

    /// Ends the login of a role's own browser.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn log_out(&self, role: StaffRole, login: LoginId) -> Result<(), Rejection> {
        self.order(Actor::Staff(role), Command::LogOut { login })
            .await
    }

    /// Waits for the room's first turn, in which a writer does what it owes. After it the entrance shows an address of
    /// this machine. Takes no place in a mailbox.
    pub async fn settled(&self) {
        // If the room has ended, its first turn is over too.
        let _ = self.ends.settled.clone().await;
    }

    /// Deletes guest data.
    ///
    /// # Errors
    /// As [`Room::order`].
    pub async fn forget(&self) -> Result<(), Rejection> {
        let (done, outcome) = oneshot::channel();
        self.send(ToRoom::Forget(done), outcome).await?
    }

    /// Closes all sockets with this code and ends the task, once earlier messages are done.
    pub async fn close(&self, code: u16) {
        let (done, closed) = oneshot::channel();
        let _ = self.send(ToRoom::Close { code, done }, closed).await;
    }

    fn mailbox(&self, audience: Role) -> &mpsc::Sender<ToRoom> {
        if !audience.is_staff() {
            &self.ends.guests
        } else {
            &self.ends.staff
        }
    }

    async fn send<T>(
        &self,
        message: ToRoom,
        outcome: oneshot::Receiver<T>,
    ) -> Result<T, Rejection> {
        let sent = self.ends.staff.send(message).await;
        sent.map_err(|_| unavailable())?;
        outcome.await.map_err(|_| unavailable())
    }
}
