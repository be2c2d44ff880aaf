//! The server that the hall goes to, and how it wants to be spoken to.

use std::net::SocketAddr;

use super::engine;
use super::seat::Seat;

/// How a server speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// Plenary's protocol, for an event.
    Plenary { code: String },
    /// The same frames over a bare WebSocket, without identities.
    Plain,
    /// The same frames as events of socket.io.
    SocketIo,
}

#[derive(Debug, Clone)]
pub struct Target {
    pub address: SocketAddr,
    pub dialect: Dialect,
}

impl Target {
    /// Where a seat's socket is; with its position, if it holds one and is to come back with it.
    pub fn socket_path(&self, seat: &Seat) -> String {
        match &self.dialect {
            Dialect::Plenary { code } => {
                let path = format!("/{code}/socket?role={}", seat.role.name());
                match seat.epoch {
                    Some(epoch) => format!("{path}&epoch={epoch}&seq={}", seat.seq),
                    None => path,
                }
            }
            Dialect::Plain => "/".to_owned(),
            Dialect::SocketIo => engine::PATH.to_owned(),
        }
    }

    /// Where a guest joins; None where nobody needs to.
    pub fn join_path(&self) -> Option<String> {
        match &self.dialect {
            Dialect::Plenary { code } => Some(format!("/{code}/join")),
            Dialect::Plain | Dialect::SocketIo => None,
        }
    }

    /// True if a client says that it is still there.
    pub fn wants_beats(&self) -> bool {
        self.join_path().is_some()
    }
}
