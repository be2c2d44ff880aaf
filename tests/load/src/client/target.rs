//! The server that the hall connects to, and its dialect.

use std::net::SocketAddr;

use super::engine;
use super::seat::Seat;

/// A server's dialect.
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
    /// Returns the address of a seat's socket, with its position if it reconnects with one.
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

    /// Returns the path at which guests join; None if this server has no joins.
    pub fn join_path(&self) -> Option<String> {
        match &self.dialect {
            Dialect::Plenary { code } => Some(format!("/{code}/join")),
            Dialect::Plain | Dialect::SocketIo => None,
        }
    }

    /// Returns true if clients send heartbeats.
    pub fn wants_beats(&self) -> bool {
        self.join_path().is_some()
    }
}
