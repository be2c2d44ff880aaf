//! The sockets of guests and desks: a server's places in `places.rs`, and the shards that own the sockets. `shard.rs`
//! says what happens, `reactor.rs` when, and `stream.rs` over which transport. This module does not know how a
//! connection became a socket.

mod connection;
mod group;
mod places;
mod reactor;
mod secure;
mod shard;
mod stream;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use plenary_domain::ids::{LoginId, PollId};
use plenary_domain::role::Actor;

use crate::address::Address;
use crate::log::Position;
use crate::metrics::{REFUSED, Refused, of_shard};
use crate::protocol::Role;
use crate::room::{Attach, Room, SocketId};
use crate::websocket::Frame;

pub use connection::Entry;
pub use places::{Claim, Place, Places, Seat};
pub use secure::Secure;
pub use shard::Shard;
pub use stream::{Plain, Stream, Wire};

use reactor::Reactor;

/// The sockets of a server: one shard for staff and screens, so they never wait behind guests, and the others for
/// guests.
pub struct Sockets {
    pub places: Arc<Places>,
    staff: Arc<Reactor>,
    /// A guest's socket belongs to the shard that its number names.
    guests: Vec<Arc<Reactor>>,
    next_id: AtomicU64,
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
    /// It gets this poll alone.
    pub poll: Option<PollId>,
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
        let of_guests = |i| Reactor::start(format!("guests-{i}"), of_shard(i + 1));
        let guests = (0..guests.max(1)).map(of_guests);
        Ok(Sockets {
            places: Arc::new(places),
            staff: Reactor::start("staff".into(), of_shard(0))?,
            guests: guests.collect::<Result<_, _>>()?,
            next_id: AtomicU64::new(1),
        })
    }

    /// Returns false if a thread that owns sockets is stuck.
    pub fn are_alive(&self) -> bool {
        self.guests
            .iter()
            .chain([&self.staff])
            .all(|reactor| reactor.is_alive())
    }

    /// Returns a place for a socket, on its connection's seat. A socket that has to give way to it is closed. None if
    /// none has to.
    pub fn place(&self, claim: Claim, address: Address, seat: Seat) -> Option<Place> {
        let id = SocketId(self.next_id.fetch_add(1, Ordering::Relaxed));
        let Some((place, leaves)) = self.places.take(id, claim, address, seat) else {
            REFUSED.refuse(Refused::Full);
            return None;
        };
        if let Some(leaves) = leaves {
            self.of_guests(leaves).dismiss(leaves);
        }
        Some(place)
    }

    /// Gives a connection to a shard, where its room admits it.
    pub async fn enter(&self, stream: Wire, newcomer: Newcomer) {
        let Newcomer {
            room,
            audience,
            place,
            ..
        } = newcomer;
        let id = place.id;
        let reactor = match audience {
            Role::Participant | Role::Reader | Role::Slide => self.of_guests(id),
            Role::Host
            | Role::Moderator
            | Role::Interpreter
            | Role::Panelist
            | Role::Screen
            | Role::Chair
            | Role::Captioner
            | Role::Rapporteur
            | Role::Door => &self.staff,
        };
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
            stream,
            audience,
            room: room.clone(),
            held: newcomer.held,
            poll: newcomer.poll,
            welcome: newcomer.welcome,
            early: newcomer.early,
            place,
        });
        if !room.attach(attach).await {
            reactor.abandon(id);
        }
    }

    fn of_guests(&self, id: SocketId) -> &Arc<Reactor> {
        &self.guests[id.0 as usize % self.guests.len()]
    }
}
