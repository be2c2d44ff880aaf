//! Lets the requests of phones pass, a few at a time. Without it, staff would wait in the runtime's queue behind every
//! phone of a hall that arrived a moment earlier.
//!
//! Only a request that has arrived completely takes a turn, so nobody can occupy one by sending slowly; a turn ends with
//! the answer, and after half a second in any case. The line is fair among addresses. Guests who joined go before those
//! who did not, and leave every fourth turn to them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::Instant;

use crate::address::Address;
use crate::line::Line;
use crate::metrics::{REFUSED, Refused};

/// Turns at the same time. Few, so that others wait only milliseconds, and enough that one commit serves many joins.
pub const TURNS: usize = 64;
/// Time limit for a turn. A stalled disk must not hold up requests that do not need it.
pub const TURN: Duration = Duration::from_millis(500);
/// Time limit for waiting.
const WAIT: Duration = Duration::from_secs(10);
/// Every so many turns, one is for those who have not joined.
const NEWCOMERS_EVERY: u32 = 4;

/// Who asks. Staff do not come here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// A guest of the event, by a valid cookie.
    Joined,
    Stranger,
}

/// A phone's turn, which ends when it is dropped or ended.
#[derive(Clone, Default)]
pub struct Turn(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

/// A handle on the turnstile. It ends when all handles are gone.
#[derive(Clone)]
pub struct Turnstile(mpsc::UnboundedSender<Waiting>);

struct Waiting {
    rank: Rank,
    address: Address,
    until: Instant,
    go_on: Box<dyn FnOnce(Turn) + Send>,
}

/// Those who wait.
#[derive(Default)]
struct Lines {
    joined: Line<Waiting>,
    strangers: Line<Waiting>,
    turns: u32,
}

impl Turn {
    /// Lets the next one pass.
    pub fn end(&self) {
        self.take();
    }

    /// Takes the turn over; an empty one if it has ended.
    #[must_use]
    pub fn take_over(&self) -> Option<Turn> {
        self.take()
            .map(|permit| Turn(Arc::new(Mutex::new(Some(permit)))))
    }

    /// Ends it when its time is over.
    pub async fn expire(&self) {
        if self.is_held() {
            tokio::time::sleep(TURN).await;
            self.end();
        }
    }

    fn is_held(&self) -> bool {
        let permit = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        permit.is_some()
    }

    fn take(&self) -> Option<OwnedSemaphorePermit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Turnstile {
    /// Starts a turnstile. Call it inside a runtime.
    pub fn start() -> Turnstile {
        let (turnstile, waiting) = mpsc::unbounded_channel();
        tokio::spawn(run(waiting));
        Turnstile(turnstile)
    }

    /// Calls `go_on` when the turn comes, and never if that takes too long. This queue is bounded: whoever waits holds
    /// a connection's seat.
    pub fn queue(&self, rank: Rank, address: Address, go_on: impl FnOnce(Turn) + Send + 'static) {
        let waiting = Waiting {
            rank,
            address,
            until: Instant::now() + WAIT,
            go_on: Box::new(go_on),
        };
        // It ends after everybody who could wait.
        let _ = self.0.send(waiting);
    }

    /// Waits for a turn. None if it does not come in time.
    pub async fn pass(&self, rank: Rank, address: Address) -> Option<Turn> {
        let (passed, turn) = oneshot::channel();
        self.queue(rank, address, |turn| {
            let _ = passed.send(turn);
        });
        turn.await.ok()
    }
}

async fn run(mut coming: mpsc::UnboundedReceiver<Waiting>) {
    let turns = Arc::new(Semaphore::new(TURNS));
    let mut lines = Lines::default();
    loop {
        // The semaphore is never closed.
        let permit = turns.clone().acquire_owned().await.ok();
        if lines.is_empty() {
            match coming.recv().await {
                Some(waiting) => lines.push(waiting),
                None => return,
            }
        }
        while let Ok(waiting) = coming.try_recv() {
            lines.push(waiting);
        }
        let now = Instant::now();
        let mut waiting = std::iter::from_fn(|| lines.next());
        let next = waiting.find(|waiting| {
            let is_early = waiting.until > now;
            if !is_early {
                REFUSED.refuse(Refused::Line);
            }
            is_early
        });
        if let Some(waiting) = next {
            (waiting.go_on)(Turn(Arc::new(Mutex::new(permit))));
        }
    }
}

impl Lines {
    fn is_empty(&self) -> bool {
        self.joined.is_empty() && self.strangers.is_empty()
    }

    fn push(&mut self, waiting: Waiting) {
        let line = match waiting.rank {
            Rank::Joined => &mut self.joined,
            Rank::Stranger => &mut self.strangers,
        };
        line.push(waiting.address, waiting);
    }

    fn next(&mut self) -> Option<Waiting> {
        self.turns = self.turns.wrapping_add(1);
        let (first, second) = match self.turns.is_multiple_of(NEWCOMERS_EVERY) {
            false => (&mut self.joined, &mut self.strangers),
            true => (&mut self.strangers, &mut self.joined),
        };
        first.pop().or_else(|| second.pop())
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use tokio::time::timeout;

    use super::*;

    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    fn address(n: u8) -> Address {
        IpAddr::from([127, 0, 0, n]).into()
    }

    /// Takes all turns, and returns them.
    async fn occupied(turnstile: &Turnstile) -> Vec<Turn> {
        let mut turns = vec![];
        for _ in 0..TURNS {
            turns.extend(turnstile.pass(Rank::Stranger, address(1)).await);
        }
        assert_eq!(turns.len(), TURNS);
        turns
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_ends_lets_the_next_one_pass() {
        let turnstile = Turnstile::start();
        let mut turns = occupied(&turnstile).await;
        let mut waiting = std::pin::pin!(turnstile.pass(Rank::Stranger, address(2)));
        let early = timeout(QUIET, waiting.as_mut()).await;
        assert!(early.is_err(), "a few at a time");
        turns[0].end();
        turns.extend(waiting.await);
        // One that is dropped has ended.
        turns.swap_remove(1);
        turns.extend(turnstile.pass(Rank::Stranger, address(2)).await);
        // Nobody holds one for long.
        turns[2].expire().await;
        turns.extend(turnstile.pass(Rank::Stranger, address(2)).await);
        // One that is taken over is held by its new holder.
        let own = turns[3].take_over().expect("held");
        turns[3].end();
        let mut waiting = std::pin::pin!(turnstile.pass(Rank::Stranger, address(2)));
        assert!(timeout(QUIET, waiting.as_mut()).await.is_err());
        drop(own);
        assert!(waiting.await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_from_one_address_waits_behind_itself() {
        let turnstile = Turnstile::start();
        let turns = occupied(&turnstile).await;
        let (tell, mut told) = mpsc::unbounded_channel();
        for (rank, from, count) in [
            (Rank::Stranger, 1, 1000),
            (Rank::Stranger, 2, 1),
            (Rank::Joined, 3, 8),
        ] {
            for _ in 0..count {
                let tell = tell.clone();
                turnstile.queue(rank, address(from), move |_| {
                    let _ = tell.send(from);
                });
            }
        }
        drop(turns);
        let mut order = vec![];
        for _ in 0..11 {
            order.extend(told.recv().await);
        }
        let at = |from| order.iter().position(|other| *other == from);
        assert!(at(2) < at(1), "{order:?}");
        assert_eq!(
            order.iter().filter(|from| **from == 3).count(),
            8,
            "{order:?}"
        );
        assert!(at(2) < Some(NEWCOMERS_EVERY as usize), "{order:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let turnstile = Turnstile::start();
        let turns = occupied(&turnstile).await;
        let late = tokio::spawn({
            let turnstile = turnstile.clone();
            async move { turnstile.pass(Rank::Stranger, address(2)).await.is_some() }
        });
        tokio::time::sleep(WAIT).await;
        drop(turns);
        assert_eq!(late.await.ok(), Some(false));
        assert!(turnstile.pass(Rank::Stranger, address(2)).await.is_some());
    }
}
