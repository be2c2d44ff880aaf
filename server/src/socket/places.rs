//! How many connections this server holds and can hold: one open file each, some of them reserved. Guests' sockets are
//! booked by address. When their places are taken, sockets that only watch give way to guests who joined, and among
//! equals the address that holds the most gives way.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::address::Address;
use crate::room::SocketId;

/// Connections reserved for staff, screens and requests. Guests' sockets never take them.
pub const STAFF_PLACES: usize = 64;

/// Limit on the bytes of incomplete frames that the server holds for all guests: half a thousand of the longest.
pub const HELD_BYTES_MAX: usize = 8 << 20;

/// A connection's open file, returned when its last holder drops it: the request's connection, and then its socket.
pub type Seat = Arc<Taken>;

/// See [`Seat`].
pub struct Taken(Arc<Places>);

/// The places of a server.
pub struct Places {
    most: usize,
    seats: AtomicUsize,
    guests: AtomicUsize,
    sockets: AtomicUsize,
    /// Bytes of incomplete frames.
    held_bytes: AtomicUsize,
    book: Mutex<Book>,
    /// Notified when the last socket is gone.
    empty: Notify,
}

/// Who holds the guests' places.
#[derive(Default)]
struct Book {
    watchers: Crowd,
    joined: Crowd,
}

/// Sockets by address.
#[derive(Default)]
struct Crowd {
    /// In order. A list takes half the memory of a tree, and moving its end for one of 20,000 takes microseconds.
    sockets: Vec<(Address, SocketId)>,
    /// How many each address has, to find the one with the most.
    by_size: BTreeSet<(usize, Address)>,
}

/// Whose socket asks for a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Staff or a screen.
    Staff,
    /// A guest who joined.
    Joined,
    /// A phone that only watches.
    Watcher,
}

/// A socket's place, returned when dropped.
pub struct Place {
    pub id: SocketId,
    claim: Claim,
    address: Address,
    seat: Seat,
    /// Bytes of an incomplete frame that are held for it.
    held_bytes: u32,
}

impl Places {
    /// Returns places for this many connections.
    pub fn new(most: usize) -> Places {
        Places {
            most,
            seats: AtomicUsize::new(0),
            guests: AtomicUsize::new(0),
            sockets: AtomicUsize::new(0),
            held_bytes: AtomicUsize::new(0),
            book: Mutex::default(),
            empty: Notify::new(),
        }
    }

    /// Returns how many guests can connect.
    pub fn guests_max(&self) -> usize {
        self.most.saturating_sub(STAFF_PLACES)
    }

    /// Returns how many more connections there are places for.
    pub fn free(&self) -> usize {
        self.most.saturating_sub(self.seats.load(Ordering::Relaxed))
    }

    /// Returns a seat for a connection, if one is free.
    pub fn seat(self: &Arc<Places>) -> Option<Seat> {
        let free = |taken: usize| (taken < self.most).then_some(taken + 1);
        let taken = self
            .seats
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, free);
        taken.is_ok().then(|| Arc::new(Taken(self.clone())))
    }

    /// Returns a place for a socket on its connection's seat, and the socket that must give way to it, if one must. None
    /// if nobody does.
    pub fn take(
        &self,
        id: SocketId,
        claim: Claim,
        address: Address,
        seat: Seat,
    ) -> Option<(Place, Option<SocketId>)> {
        self.sockets.fetch_add(1, Ordering::AcqRel);
        let place = Place {
            id,
            claim,
            address,
            seat,
            held_bytes: 0,
        };
        if claim == Claim::Staff {
            return Some((place, None));
        }
        let guests = self.guests.fetch_add(1, Ordering::AcqRel);
        // The place outlives the book's guard: a place that is dropped opens the book.
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let leaves = match guests < self.guests_max() {
            true => None,
            false => Some(book.give_way(claim, address)?),
        };
        if let Some(crowd) = book.crowd(claim) {
            crowd.add(address, id);
        }
        drop(book);
        Some((place, leaves))
    }

    /// Returns true if there is no place for such a socket.
    pub fn is_full(&self, claim: Claim, address: Address) -> bool {
        let book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        claim != Claim::Staff
            && self.guests.load(Ordering::Acquire) >= self.guests_max()
            && book.leaver(claim, address).is_none()
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

impl Book {
    fn crowd(&mut self, claim: Claim) -> Option<&mut Crowd> {
        match claim {
            Claim::Staff => None,
            Claim::Joined => Some(&mut self.joined),
            Claim::Watcher => Some(&mut self.watchers),
        }
    }

    /// Returns which kind of socket gives way, and at which address.
    fn leaver(&self, claim: Claim, address: Address) -> Option<(Claim, Address)> {
        match claim {
            Claim::Staff => None,
            Claim::Watcher => {
                let address = self.watchers.greedier(address)?;
                Some((Claim::Watcher, address))
            }
            Claim::Joined => match self.watchers.by_size.last() {
                Some((_, address)) => Some((Claim::Watcher, *address)),
                None => Some((Claim::Joined, self.joined.greedier(address)?)),
            },
        }
    }

    /// Strikes out the newest socket of those that give way.
    fn give_way(&mut self, claim: Claim, address: Address) -> Option<SocketId> {
        let (claim, address) = self.leaver(claim, address)?;
        let crowd = self.crowd(claim)?;
        let id = crowd.newest(address)?;
        crowd.remove(address, id);
        Some(id)
    }
}

impl Crowd {
    /// Returns the places of an address's sockets.
    fn of(&self, address: Address) -> Range<usize> {
        let start = self.sockets.partition_point(|(of, _)| *of < address);
        let sockets = &self.sockets[start..];
        start..start + sockets.partition_point(|(of, _)| *of == address)
    }

    fn size(&self, address: Address) -> usize {
        self.of(address).len()
    }

    fn contains(&self, address: Address, id: SocketId) -> bool {
        self.sockets.binary_search(&(address, id)).is_ok()
    }

    /// Returns the address with the most sockets, if it has more than this one even after giving way to it.
    fn greedier(&self, than: Address) -> Option<Address> {
        let (most, address) = self.by_size.last()?;
        (*most > self.size(than) + 1).then_some(*address)
    }

    fn newest(&self, address: Address) -> Option<SocketId> {
        let (_, newest) = self.sockets[self.of(address)].last()?;
        Some(*newest)
    }

    fn add(&mut self, address: Address, id: SocketId) {
        if let Err(place) = self.sockets.binary_search(&(address, id)) {
            let before = self.size(address);
            self.sockets.insert(place, (address, id));
            self.resized(address, before);
        }
    }

    fn remove(&mut self, address: Address, id: SocketId) {
        if let Ok(place) = self.sockets.binary_search(&(address, id)) {
            let before = self.size(address);
            self.sockets.remove(place);
            self.resized(address, before);
        }
    }

    fn resized(&mut self, address: Address, before: usize) {
        self.by_size.remove(&(before, address));
        let size = self.size(address);
        if size > 0 {
            self.by_size.insert((size, address));
        }
    }
}

impl Place {
    /// Returns true for a socket that only watches.
    pub fn is_watchers(&self) -> bool {
        self.claim == Claim::Watcher
    }

    /// Counts the bytes that are now held for it. Returns false if the server holds too many, and this one's have grown.
    /// Staff are never too many.
    pub fn holds(&mut self, bytes: usize) -> bool {
        let before = std::mem::replace(&mut self.held_bytes, bytes as u32) as usize;
        // Most frames arrive whole.
        if before == bytes {
            return true;
        }
        let all = &self.seat.0.held_bytes;
        let held = all.fetch_add(bytes, Ordering::AcqRel) + bytes - before;
        all.fetch_sub(before, Ordering::AcqRel);
        self.claim == Claim::Staff || bytes < before || held <= HELD_BYTES_MAX
    }

    /// Returns false once another socket was given this place.
    pub fn is_held(&self) -> bool {
        let places = &self.seat.0;
        let mut book = places.book.lock().unwrap_or_else(PoisonError::into_inner);
        let crowd = book.crowd(self.claim);
        crowd.is_none_or(|crowd| crowd.contains(self.address, self.id))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.seats.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.holds(0);
        let places = &self.seat.0;
        if self.claim != Claim::Staff {
            places.guests.fetch_sub(1, Ordering::AcqRel);
            let mut book = places.book.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(crowd) = book.crowd(self.claim) {
                crowd.remove(self.address, self.id);
            }
        }
        if places.sockets.fetch_sub(1, Ordering::AcqRel) == 1 {
            places.empty.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const PLACES: usize = 4;

    /// Places for four guests, and who holds them.
    struct Stage {
        places: Arc<Places>,
        held: Vec<Place>,
    }

    impl Stage {
        /// Asks for a place for a socket of this number. Returns which one leaves for it.
        fn take(&mut self, id: u64, claim: Claim, address: u8) -> Result<Option<u64>, ()> {
            let seat = self.places.seat().expect("a seat");
            let address = IpAddr::from(Ipv4Addr::new(127, 0, 0, address)).into();
            let taken = self.places.take(SocketId(id), claim, address, seat);
            let (place, leaves) = taken.ok_or(())?;
            self.held.push(place);
            self.held.retain(|place| Some(place.id) != leaves);
            Ok(leaves.map(|id| id.0))
        }
    }

    fn stage() -> Stage {
        let places = Arc::new(Places::new(STAFF_PLACES + PLACES));
        Stage {
            places,
            held: vec![],
        }
    }

    #[test]
    fn watchers_give_way_to_guests_who_joined_the_greediest_address_first() {
        let mut stage = stage();
        for (id, address) in [(1, 1), (2, 1), (3, 2), (4, 1)] {
            assert_eq!(stage.take(id, Claim::Watcher, address), Ok(None));
        }
        assert_eq!(stage.take(5, Claim::Watcher, 1), Err(()), "its own share");
        assert_eq!(stage.take(6, Claim::Watcher, 3), Ok(Some(4)), "the newest");
        assert_eq!(
            stage.take(7, Claim::Watcher, 3),
            Err(()),
            "no address has more"
        );
        assert_eq!(stage.take(8, Claim::Joined, 1), Ok(Some(2)));
        for id in 9..12 {
            assert!(
                stage
                    .take(id, Claim::Joined, 1)
                    .is_ok_and(|left| left.is_some())
            );
        }
        assert_eq!(stage.take(12, Claim::Joined, 1), Err(()), "nobody watches");
        assert_eq!(stage.take(13, Claim::Joined, 2), Ok(Some(11)));
        assert_eq!(
            stage.take(14, Claim::Joined, 2),
            Ok(Some(10)),
            "half for each"
        );
        assert_eq!(stage.take(15, Claim::Joined, 2), Err(()));
        assert_eq!(stage.take(16, Claim::Staff, 2), Ok(None));
        assert_eq!(stage.held.len(), PLACES + 1);
        stage.held.clear();
        let book = stage.places.book.lock().expect("not poisoned");
        for crowd in [&book.watchers, &book.joined] {
            assert!(crowd.sockets.is_empty() && crowd.by_size.is_empty());
        }
        assert_eq!(stage.places.seats.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn what_is_held_for_everybody_is_limited() {
        let mut stage = stage();
        for (id, claim) in [(1, Claim::Joined), (2, Claim::Watcher), (3, Claim::Staff)] {
            assert_eq!(stage.take(id, claim, 1), Ok(None));
        }
        let [one, other, staff] = &mut stage.held[..] else {
            panic!("three places");
        };
        assert!(one.holds(HELD_BYTES_MAX - 10) && other.holds(10));
        assert!(!other.holds(11));
        assert!(staff.holds(100) && other.holds(10), "less is no more");
        assert!(one.holds(0) && other.holds(1000));
        stage.held.clear();
        assert_eq!(stage.places.held_bytes.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_socket_that_gave_way_before_it_entered_holds_nothing() {
        let mut stage = stage();
        for id in 1..=PLACES as u64 {
            assert_eq!(stage.take(id, Claim::Watcher, 1), Ok(None));
        }
        let seat = stage.places.seat().expect("a seat");
        let taken = stage
            .places
            .take(SocketId(9), Claim::Joined, Address::default(), seat);
        let (newest, leaves) = taken.expect("a place");
        assert_eq!(leaves, Some(SocketId(4)));
        assert!(newest.is_held());
        let holds: Vec<bool> = stage.held.iter().map(Place::is_held).collect();
        assert_eq!(holds, [true, true, true, false]);
    }
}
