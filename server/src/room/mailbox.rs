//! What a room is told.

use std::sync::Arc;

use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, ParticipantId};
use plenary_domain::import::Plan;
use plenary_domain::program::Program;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use tokio::sync::oneshot;

use crate::protocol::{Rejection, Role};
use crate::websocket::Frame;

/// Names a socket; no two have the same while the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub u64);

/// What a room has for one socket.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// The room knows the socket now. With what is its participant's own.
    Admit(SocketId, Option<Frame>),
    /// The answer to a command.
    Answer(SocketId, Frame),
    /// What is its participant's own, anew: an older one that waits is of no use any more.
    Mine(SocketId, Frame),
    /// Say goodbye with this close code. The room has forgotten the socket already.
    Close(SocketId, u16),
}

impl Delivery {
    /// The socket that it is for.
    pub fn socket(&self) -> SocketId {
        match self {
            Delivery::Admit(id, _)
            | Delivery::Answer(id, _)
            | Delivery::Mine(id, _)
            | Delivery::Close(id, _) => *id,
        }
    }
}

/// Where sockets are: a room hands over what it has for them and never waits.
pub trait Outlet: Send + Sync {
    /// Takes what a turn of a room has for these sockets, in order.
    fn deliver(&self, deliveries: Vec<Delivery>);
    /// Says that a room has published something.
    fn wake(&self);
}

/// A socket that comes in.
pub struct Attach {
    pub id: SocketId,
    pub audience: Role,
    /// Who its commands come from; None if it only watches.
    pub actor: Option<Actor>,
    /// The history that a participant was known from; in another one it is closed at once, and comes back as who it is there.
    pub epoch: u32,
    /// The generation of the role link that it came with; an older one is closed at once.
    pub generation: u32,
    /// Its Host header.
    pub address: String,
    pub outlet: Arc<dyn Outlet>,
}

/// Why there is no new participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRejected {
    /// Identities are made no faster than the event's headcount lets expect.
    TooFast { retry_ms: u32 },
    /// The server is too busy, or cannot write.
    Unavailable { retry_ms: u32 },
    /// The event has as many participants as it may have.
    Full,
}

/// The answer to an order.
pub(super) type Done<T> = oneshot::Sender<Result<T, Rejection>>;

/// The answer to somebody who joins.
pub(super) type Joining = oneshot::Sender<Result<(u32, ParticipantId), JoinRejected>>;

pub(super) enum ToRoom {
    Do {
        socket: SocketId,
        c: ClientId,
        n: u32,
        command: Command,
    },
    Join(Joining),
    Attach(Attach, oneshot::Sender<()>),
    Detach(SocketId),
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
    Forget(Done<()>),
    Close {
        code: u16,
        done: oneshot::Sender<()>,
    },
}
