//! How many connections this server holds, and can hold: one file each, a few of them never for guests.

use crate::protocol::Role;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Connections that guests' sockets never take: for staff, screens, and requests.
pub const STAFF_PLACES: usize = 64;

/// A connection's file, given back when its last holder lets go: the request's connection, and then the socket that it
/// became.
pub type Seat = Arc<OwnedSemaphorePermit>;

/// The places of a server.
pub struct Places {
    most: usize,
    seats: Arc<Semaphore>,
    guests: AtomicUsize,
    sockets: AtomicUsize,
    /// Told when the last socket is gone.
    empty: Notify,
}

/// A socket's place, given back when dropped.
pub struct Place {
    places: Arc<Places>,
    is_guest: bool,
    _seat: Seat,
}

impl Places {
    /// So many connections in all.
    pub fn new(most: usize) -> Places {
        Places {
            most,
            seats: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
            guests: AtomicUsize::new(0),
            sockets: AtomicUsize::new(0),
            empty: Notify::new(),
        }
    }

    /// How many guests find a place.
    pub fn guests_max(&self) -> usize {
        self.most.saturating_sub(STAFF_PLACES)
    }

    /// A connection's seat, if there is one.
    pub fn seat(&self) -> Option<Seat> {
        self.seats.clone().try_acquire_owned().ok().map(Arc::new)
    }

    /// A socket's place, on the seat of the connection that it came by; None for one guest too many.
    pub fn take(self: &Arc<Places>, audience: Role, seat: Seat) -> Option<Place> {
        let is_guest = audience == Role::Participant;
        self.sockets.fetch_add(1, Ordering::AcqRel);
        let guests = if is_guest {
            self.guests.fetch_add(1, Ordering::AcqRel)
        } else {
            0
        };
        let place = Place {
            places: self.clone(),
            is_guest,
            _seat: seat,
        };
        (!is_guest || guests < self.guests_max()).then_some(place)
    }

    /// There is no place for another of this audience.
    pub fn is_full(&self, audience: Role) -> bool {
        audience == Role::Participant && self.guests.load(Ordering::Acquire) >= self.guests_max()
    }

    /// Waits until all sockets are gone.
    pub async fn empty(&self) {
        loop {
            let notified = self.empty.notified();
            if self.sockets.load(Ordering::Acquire) == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_guest {
            self.places.guests.fetch_sub(1, Ordering::AcqRel);
        }
        if self.places.sockets.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.places.empty.notify_waiters();
        }
    }
}
