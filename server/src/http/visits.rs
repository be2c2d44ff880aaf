//! The connections that make requests, by address. When all seats are taken, some of these make room: those that have
//! come to a standstill, and then the address that has the most. When too many bytes of incomplete requests are held, the
//! address that holds the most of them gives some up. Sockets are no longer visits.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::turnstile::Turn;
use crate::address::Address;
use crate::metrics::CUT;

/// A connection without progress for this long has come to a standstill.
const STANDSTILL: Duration = Duration::from_millis(250);

/// Limit on the bytes of incomplete requests that are held for all visits: half a thousand of the longest heads. Nearly all requests
/// arrive whole, and are held for no time.
pub const HELD_BYTES_MAX: usize = 8 << 20;

/// All visits.
pub struct Visits {
    book: Mutex<BTreeMap<u64, Arc<Visit>>>,
    next: AtomicU64,
    /// Bytes of incomplete requests.
    held_bytes: AtomicUsize,
    began: Instant,
}

/// One connection's visit.
pub struct Visit {
    pub peer: IpAddr,
    /// The address of this machine that it came to.
    pub local: SocketAddr,
    /// Whose share it uses, as far as its first request told.
    address: Address,
    /// It is a trusted proxy's, which serves many.
    is_proxy: bool,
    /// It begins as TLS does.
    pub is_secure: bool,
    /// A turn that its first request was given at the door.
    pub turn: Turn,
    /// When it last sent or took a byte.
    moved_at_ms: AtomicU64,
    /// The server is making an answer. That it takes long is not the client's fault.
    is_answering: AtomicBool,
    /// Bytes that came since the last complete request.
    held_bytes: AtomicUsize,
    /// What is held for it is not counted: it is an organiser's.
    is_free: AtomicBool,
    visits: Weak<Visits>,
    is_cut: AtomicBool,
    cut: Notify,
    began: Instant,
}

/// Strikes out a visit when dropped.
pub struct Visiting {
    pub visit: Arc<Visit>,
    visits: Arc<Visits>,
    number: u64,
}

/// Who comes.
pub struct Visitor {
    pub peer: IpAddr,
    pub local: SocketAddr,
    pub address: Address,
    pub is_proxy: bool,
    pub is_secure: bool,
}

impl Default for Visits {
    fn default() -> Visits {
        Visits {
            book: Mutex::default(),
            next: AtomicU64::new(0),
            held_bytes: AtomicUsize::new(0),
            began: Instant::now(),
        }
    }
}

impl Visits {
    /// Books a visit.
    pub fn enter(self: &Arc<Visits>, visitor: &Visitor, turn: Turn) -> Visiting {
        let visit = Arc::new(Visit {
            peer: visitor.peer,
            local: visitor.local,
            address: visitor.address,
            is_proxy: visitor.is_proxy,
            is_secure: visitor.is_secure,
            turn,
            moved_at_ms: AtomicU64::new(0),
            is_answering: AtomicBool::new(false),
            held_bytes: AtomicUsize::new(0),
            is_free: AtomicBool::new(false),
            visits: Arc::downgrade(self),
            is_cut: AtomicBool::new(false),
            cut: Notify::new(),
            began: self.began,
        });
        visit.moved();
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.book().insert(number, visit.clone());
        Visiting {
            visit,
            visits: self.clone(),
            number,
        }
    }

    /// Returns how many visits come from an address.
    pub fn count(&self, address: Address) -> usize {
        let book = self.book();
        let visits = book.values().filter(|visit| visit.address == address);
        visits.count()
    }

    /// Ends visits so that newcomers from these addresses find room: one each, if anybody can be asked to leave for them.
    pub fn make_room(&self, newcomers: impl IntoIterator<Item = Address>) {
        let book = self.book();
        let mut staying: Vec<&Arc<Visit>> = book.values().filter(|visit| visit.may_end()).collect();
        let mut crowds: HashMap<Address, usize> = HashMap::new();
        for visit in &staying {
            *crowds.entry(visit.address).or_default() += 1;
        }
        for newcomer in newcomers {
            let crowd = |address: &Address| crowds.get(address).copied().unwrap_or(0);
            let own = crowd(&newcomer) + 1;
            let stands = |visit: &Arc<Visit>| visit.stands_still();
            let pushes = |visit: &Arc<Visit>| crowd(&visit.address) > own;
            let Some((place, _)) = staying
                .iter()
                .enumerate()
                .filter(|(_, visit)| stands(visit) || pushes(visit))
                // Of equals the last one is taken, and the first is the oldest.
                .rev()
                .max_by_key(|(_, visit)| (stands(visit), crowd(&visit.address)))
            else {
                continue;
            };
            let visit = staying.remove(place);
            if let Some(crowd) = crowds.get_mut(&visit.address) {
                *crowd -= 1;
            }
            visit.cut();
            CUT.add(1);
        }
    }

    /// Ends the visit that holds the most, of the address that holds the most: whoever sends a long request alone keeps it.
    fn relieve(&self) {
        let book = self.book();
        let held = |visit: &&Arc<Visit>| visit.held_bytes.load(Ordering::Relaxed);
        let holding = book
            .values()
            .filter(|visit| visit.may_end() && held(visit) > 0);
        let mut by_address: HashMap<Address, usize> = HashMap::new();
        for visit in holding.clone() {
            *by_address.entry(visit.address).or_default() += held(&visit);
        }
        let of = |address: &Address| by_address.get(address).copied().unwrap_or(0);
        if let Some(visit) = holding.max_by_key(|visit| (of(&visit.address), held(visit))) {
            visit.let_go();
            visit.cut();
            CUT.add(1);
        }
    }

    fn book(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Arc<Visit>>> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Notes that bytes have moved.
    pub fn moved(&self) {
        self.moved_at_ms.store(self.now_ms(), Ordering::Relaxed);
    }

    /// Notes that bytes have come, which are held until their request is complete. If the server holds too many, a visit ends.
    pub fn came(&self, bytes: usize) {
        self.moved();
        if self.is_free.load(Ordering::Relaxed) || self.is_cut.load(Ordering::Relaxed) {
            return;
        }
        let Some(visits) = self.visits.upgrade() else {
            return;
        };
        self.held_bytes.fetch_add(bytes, Ordering::AcqRel);
        let held = visits.held_bytes.fetch_add(bytes, Ordering::AcqRel) + bytes;
        if held > HELD_BYTES_MAX {
            visits.relieve();
        }
    }

    /// Stops counting what comes: whoever it is may send large files.
    pub fn is_trusted(&self) {
        self.is_free.store(true, Ordering::Relaxed);
        self.let_go();
    }

    /// Notes that nothing is held any more.
    fn let_go(&self) {
        let held = self.held_bytes.swap(0, Ordering::AcqRel);
        if let (1.., Some(visits)) = (held, self.visits.upgrade()) {
            visits.held_bytes.fetch_sub(held, Ordering::AcqRel);
        }
    }

    /// Notes that an answer is being made, or that it is made.
    pub fn answers(&self, is_answering: bool) {
        self.moved();
        if is_answering {
            self.let_go();
        }
        self.is_answering.store(is_answering, Ordering::Relaxed);
    }

    /// Waits until the visit must make room.
    pub async fn is_cut(&self) {
        self.cut.notified().await;
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
        // Kept for a connection that does not wait for it yet.
        self.cut.notify_one();
    }

    fn may_end(&self) -> bool {
        !self.is_proxy && !self.is_cut.load(Ordering::Relaxed)
    }

    fn stands_still(&self) -> bool {
        let moved_at_ms = self.moved_at_ms.load(Ordering::Relaxed);
        let stood_ms = self.now_ms().saturating_sub(moved_at_ms);
        !self.is_answering.load(Ordering::Relaxed) && stood_ms >= STANDSTILL.as_millis() as u64
    }

    fn now_ms(&self) -> u64 {
        self.began.elapsed().as_millis() as u64
    }
}

impl Drop for Visiting {
    fn drop(&mut self) {
        self.visits.book().remove(&self.number);
        self.visit.let_go();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use tokio::time::advance;

    use super::*;

    fn visit(visits: &Arc<Visits>, from: u8) -> Visiting {
        let peer = IpAddr::from([127, 0, 0, from]);
        let visitor = Visitor {
            peer,
            local: SocketAddr::from(([127, 0, 0, 1], 80)),
            address: peer.into(),
            is_proxy: from == 9,
            is_secure: false,
        };
        visits.enter(&visitor, Turn::default())
    }

    fn cut(visiting: &[Visiting]) -> Vec<bool> {
        let of = visiting
            .iter()
            .map(|one| one.visit.is_cut.load(Ordering::Relaxed));
        of.collect()
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_stands_still_makes_room_first_and_then_the_crowd() {
        let visits = Arc::<Visits>::default();
        let from = |n: u8| Address::from(IpAddr::from([127, 0, 0, n]));
        let mut all: Vec<Visiting> = [1, 1, 1, 2, 2, 9, 3]
            .into_iter()
            .map(|n| visit(&visits, n))
            .collect();
        visits.make_room([from(1)]);
        assert_eq!(cut(&all), [false; 7], "its own address has the most");
        visits.make_room([from(4)]);
        assert_eq!(cut(&all), [true, false, false, false, false, false, false]);
        assert!(all[0].visit.is_cut().now_or_never().is_some());
        advance(STANDSTILL).await;
        for moving in [1, 2, 3] {
            all[moving].visit.moved();
        }
        all[6].visit.answers(true);
        advance(STANDSTILL / 2).await;
        // Of those that stand still, one serves many and one waits for the server.
        visits.make_room([from(1), from(1)]);
        assert_eq!(cut(&all), [true, false, false, false, true, false, false]);
        visits.make_room([from(4), from(4), from(4)]);
        assert_eq!(
            cut(&all),
            [true, true, false, false, true, false, false],
            "all equal"
        );
        all.clear();
        assert!(visits.book().is_empty());
    }

    #[tokio::test]
    async fn who_holds_the_most_of_unfinished_requests_lets_go() {
        let visits = Arc::<Visits>::default();
        let all: Vec<Visiting> = [1, 1, 1, 2, 9].map(|n| visit(&visits, n)).into();
        let came = |at: usize, bytes| all[at].visit.came(bytes);
        came(0, HELD_BYTES_MAX / 4);
        came(1, HELD_BYTES_MAX / 8);
        came(4, HELD_BYTES_MAX / 4);
        came(3, 3 * HELD_BYTES_MAX / 8);
        assert_eq!(cut(&all), [false; 5]);
        // The other address has the longest request, and this one the most bytes.
        came(2, HELD_BYTES_MAX / 8);
        assert_eq!(cut(&all), [true, false, false, false, false]);
        // What is complete or gone is not held, and an organiser's file never.
        all[3].visit.answers(true);
        all[4].visit.is_trusted();
        came(4, HELD_BYTES_MAX);
        came(2, HELD_BYTES_MAX / 2);
        assert_eq!(cut(&all), [true, false, false, false, false]);
        drop(all);
        assert_eq!(visits.held_bytes.load(Ordering::Relaxed), 0);
    }
}
