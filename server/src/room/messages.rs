//! What a room is told.

use axum::extract::ws::Utf8Bytes;
use plenary_domain::access::Actor;
use plenary_domain::command::Command;
use plenary_domain::ids::{ClientId, ParticipantId};
use plenary_domain::import::Refused;
use plenary_domain::program::Program;
use plenary_domain::state::State;
use tokio::sync::{mpsc, oneshot, watch};

use super::hall::{Routed, SocketId};
use crate::protocol::Refusal;
use crate::view::Audience;

/// A socket that comes in.
pub struct Attach {
    pub audience: Audience,
    /// Who its commands come from; None if it only watches.
    pub actor: Option<Actor>,
    /// The generation of the role link that it came with; an older one is closed at once.
    pub generation: u32,
    /// Its Host header.
    pub address: String,
    pub routed: mpsc::Sender<Routed>,
    pub mine: watch::Sender<Option<Utf8Bytes>>,
}

/// Why there is no new participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRefused {
    /// Identities are made no faster than the event's headcount lets expect, or the server cannot write.
    Later { retry_ms: u32 },
    /// The event has as many participants as it may have.
    Full,
}

/// The answer to an order.
pub(super) type Done<T> = oneshot::Sender<Result<T, Refusal>>;

pub(super) enum ToRoom {
    Do {
        socket: SocketId,
        c: ClientId,
        n: u32,
        command: Command,
    },
    Join(oneshot::Sender<Result<ParticipantId, JoinRefused>>),
    Attach(Attach, oneshot::Sender<SocketId>),
    Detach(SocketId),
    Order {
        actor: Actor,
        command: Command,
        done: Done<()>,
    },
    Import {
        program: Box<Program>,
        done: Done<Vec<Refused>>,
    },
    Read(Box<dyn FnOnce(&State) + Send>),
    Forget(Done<()>),
    Close {
        code: u16,
        done: oneshot::Sender<()>,
    },
}
