//! The messages a room receives and sends.

use std::sync::Arc;

use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, LoginId, ParticipantId};
use plenary_domain::import::Plan;
use plenary_domain::people::mutes::Writing;
use plenary_domain::program::Program;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use tokio::sync::oneshot;

use crate::address::Address;
use crate::protocol::{Concerns, Rejection, Role};
use crate::websocket::Frame;

/// Names a socket, uniquely while the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub u64);

/// What a room sends to one socket.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// The room has admitted the socket. Carries its participant's own data.
    Admit(SocketId, Option<Frame>),
    /// The answer to a command that came at this time, in the room's microseconds.
    Answer(SocketId, Frame, u64),
    /// A frame that answers nothing.
    Notice(SocketId, Frame),
    /// Its participant's own data. It replaces an older one that still waits.
    Mine(SocketId, Frame),
    /// Close the socket with this code. The room has already forgotten it.
    Close(SocketId, u16),
}

impl Delivery {
    /// Returns the socket it is for.
    pub fn socket(&self) -> SocketId {
        match self {
            Delivery::Admit(id, _)
            | Delivery::Answer(id, ..)
            | Delivery::Notice(id, _)
            | Delivery::Mine(id, _)
            | Delivery::Close(id, _) => *id,
        }
    }
}

/// Delivers to sockets. The room never waits for it.
pub trait Outlet: Send + Sync {
    /// Takes everything one turn of a room has for these sockets, in order.
    fn deliver(&self, deliveries: Vec<Delivery>);
    /// Tells the sockets that a room has published something.
    fn wake(&self);
}

/// A socket that joins a room.
pub struct Attach {
    pub id: SocketId,
    pub audience: Role,
    /// Who its commands come from; None if it only watches.
    pub actor: Option<Actor>,
    /// The history in which the participant is known. A socket from another history is closed at once, and reconnects
    /// with a new identity.
    pub epoch: u32,
    /// The generation of its role link. A socket with an older one is closed at once.
    pub generation: u32,
    /// The login that brought a role's page here. It is closed with it.
    pub login: Option<LoginId>,
    /// Its Host header.
    pub address: String,
    pub outlet: Arc<dyn Outlet>,
}

/// Why a guest did not become a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRejected {
    /// The event's headcount limits how fast guests may join.
    TooFast { retry_ms: u32 },
    /// The server is too busy, or cannot write.
    Unavailable { retry_ms: u32 },
    /// The event has reached its limit of participants.
    Full,
}

/// The reply channel of an order.
pub(super) type Done<T> = oneshot::Sender<Result<T, Rejection>>;

/// The reply channel of a join.
pub(super) type Joining = oneshot::Sender<Result<(u32, ParticipantId), JoinRejected>>;

pub(super) enum ToRoom {
    Do {
        socket: SocketId,
        c: ClientId,
        n: u32,
        command: Command,
        /// When it came, in the room's microseconds.
        came_us: u64,
    },
    Join(Address, Joining),
    Attach(Attach, oneshot::Sender<()>),
    Detach(SocketId),
    /// A host tells everybody to leave the hall, or takes it back.
    Leave(SocketId, bool),
    Order {
        actor: Actor,
        command: Command,
        done: Done<()>,
    },
    Import {
        program: Box<Program>,
        done: Done<Plan>,
    },
    Read(Box<dyn FnOnce(&State) + Send>),
    Concerns(Writing, oneshot::Sender<Option<Concerns>>),
    Forget(Done<()>),
    Close {
        code: u16,
        done: oneshot::Sender<()>,
    },
}
