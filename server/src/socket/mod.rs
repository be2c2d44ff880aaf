//! The sockets of guests and desks: a server's places in `places.rs`, and the shards that own the sockets. `shard.rs`
//! says what happens, `reactor.rs` when, and `stream.rs` over which transport. This module does not know how a
//! connection became a socket.

mod connection;
mod group;
mod places;
mod reactor;
mod shard;
mod stream;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use plenary_domain::ids::LoginId;
use plenary_domain::role::Actor;

use crate::log::Position;
use crate::protocol::Role;
use crate::room::{Attach, Room, SocketId};
use crate::websocket::Frame;

pub use connection::Entry;
pub use places::{Place, Places, Seat};
pub use shard::Shard;
pub use stream::{Plain, Stream};

use reactor::Reactor;

/// The sockets of a server: one shard for staff and screens, so they never wait behind guests, and the others for
/// guests.
pub struct Sockets {
    pub places: Arc<Places>,
    staff: Arc<Reactor>,
    guests: Vec<Arc<Reactor>>,
    next_id: AtomicU64,
    next_shard: AtomicUsize,
}

/// A guest or desk that arrives with a connection.
pub struct Newcomer {
    pub room: Room,
    pub audience: Role,
    /// Who its commands come from; None if it only watches.
    pub actor: Option<Actor>,
    /// The history in which a guest is known.
    pub epoch: u32,
    /// Of a role's link.
    pub generation: u32,
    /// The login that brought a role's page here.
    pub login: Option<LoginId>,
    /// The position of the view that the client holds.
    pub held: Option<Position>,
    /// The address it connected to.
    pub address: String,
    /// The first frame it gets.
    pub welcome: Frame,
    /// What it sent directly after its request.
    pub early: Vec<u8>,
    pub place: Place,
}

impl Sockets {
    /// Starts one thread for staff and `guests` threads for guests.
    ///
    /// # Errors
    /// The operating system cannot provide a thread or a file for one.
    pub fn start(places: Places, guests: usize) -> io::Result<Sockets> {
        let guests = (0..guests.max(1)).map(|i| Reactor::start(format!("guests-{i}")));
        Ok(Sockets {
            places: Arc::new(places),
            staff: Reactor::start("staff".into())?,
            guests: guests.collect::<Result<_, _>>()?,
            next_id: AtomicU64::new(1),
            next_shard: AtomicUsize::new(0),
        })
    }

    /// Gives a connection to a shard, where its room admits it.
    pub async fn enter(&self, stream: Plain, newcomer: Newcomer) {
        let Newcomer { room, audience, .. } = newcomer;
        let id = SocketId(self.next_id.fetch_add(1, Ordering::Relaxed));
        let reactor = self.reactor(audience);
        let attach = Attach {
            id,
            audience,
            actor: newcomer.actor,
            epoch: newcomer.epoch,
            generation: newcomer.generation,
            login: newcomer.login,
            address: newcomer.address,
            outlet: reactor.clone(),
        };
        reactor.enter(Entry {
            id,
            stream,
            audience,
            room: room.clone(),
            held: newcomer.held,
            welcome: newcomer.welcome,
            early: newcomer.early,
            place: newcomer.place,
        });
        if !room.attach(attach).await {
            reactor.abandon(id);
        }
    }

    fn reactor(&self, audience: Role) -> &Arc<Reactor> {
        if audience != Role::Participant {
            return &self.staff;
        }
        let next = self.next_shard.fetch_add(1, Ordering::Relaxed);
        &self.guests[next % self.guests.len()]
    }
}
