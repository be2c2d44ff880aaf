//! The positions that clients see. A position in the log would tell a guest how many ballots have come since another one, also
//! while that number is held back. So a position is the time at which the room tells something, whoever caused it.
//!
//! # Invariants
//! - Positions rise within an epoch. What is told at one of them includes everything that was acked at a lower one.
//! - Nothing in a position depends on what others did.

use crate::clock::Clock;
use crate::log::Position;

/// Numbers what one run of the server tells of an event.
pub struct Numbering {
    clock: Clock,
    epoch: u32,
    last: u64,
}

impl Numbering {
    /// Returns a numbering that begins. Its epoch is random, so no client holds a position of it.
    pub fn new(clock: Clock) -> Numbering {
        Numbering {
            epoch: clock.random_u32(),
            clock,
            last: 0,
        }
    }

    /// Returns the next position.
    pub fn next(&mut self) -> Position {
        self.last = self.clock.micros().max(self.last + 1);
        Position {
            epoch: self.epoch,
            seq: self.last,
        }
    }

    /// Begins anew, so that nothing that was told before is valid.
    pub fn begin_anew(&mut self) {
        self.epoch = self.clock.random_u32();
    }
}

/// Which place in the log was told at which position, so that tests can compare what clients see with the log.
#[cfg(test)]
pub mod told {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use crate::log::{EventId, Position};

    thread_local! {
        static TOLD: RefCell<HashMap<(EventId, u64), Position>> = RefCell::default();
    }

    pub fn note(event: EventId, seq: u64, place: Position) {
        TOLD.with_borrow_mut(|told| told.insert((event, seq), place));
    }

    /// Returns the place in the log that was told at this sequence.
    pub fn place(event: EventId, seq: u64) -> Option<Position> {
        TOLD.with_borrow(|told| told.get(&(event, seq)).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_says_when_and_not_how_much_happened() {
        let clock = Clock::fixed(1000);
        let (mut quiet, mut busy) = (Numbering::new(clock.clone()), Numbering::new(clock.clone()));
        assert_ne!(quiet.epoch, busy.epoch);
        let first = busy.next().seq;
        (0..100).for_each(|_| assert!(busy.next().seq > first));
        clock.set(1001);
        assert_eq!(quiet.next().seq, busy.next().seq);
        let before = busy.next();
        busy.begin_anew();
        let after = busy.next();
        assert!(after.epoch != before.epoch && after.seq > before.seq);
    }
}
