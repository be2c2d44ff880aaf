//! How often each guest may ask for something over HTTP: some at once, and then one a second.

use dashmap::DashMap;
use plenary_domain::ids::{Millis, ParticipantId};

use crate::log::EventId;
use crate::room::Bucket;

/// Limit on guests who are remembered. Those who have waited are forgotten first.
const GUESTS_MAX: usize = 10_000;
/// A guest who has waited this long may be forgotten.
const WAITED_MS: Millis = 60_000;

/// The pace of each guest.
pub struct Pace {
    at_once: u32,
    guests: DashMap<(EventId, ParticipantId), (Bucket, Millis)>,
}

impl Pace {
    /// Returns a pace of so many at once.
    pub fn new(at_once: u32) -> Pace {
        Pace {
            at_once,
            guests: DashMap::new(),
        }
    }

    /// Returns true if a guest may have another one.
    pub fn take(&self, who: (EventId, ParticipantId), now: Millis) -> bool {
        if self.guests.len() >= GUESTS_MAX {
            self.guests
                .retain(|_, (_, last)| now.saturating_sub(*last) < WAITED_MS);
        }
        if self.guests.len() >= GUESTS_MAX && !self.guests.contains_key(&who) {
            return false;
        }
        let full = || (Bucket::full(self.at_once, now), now);
        let mut guest = self.guests.entry(who).or_insert_with(full);
        guest.1 = now;
        guest.0.take(self.at_once, 1, now).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: u32 = 10;

    #[test]
    fn each_guest_has_a_pace() {
        let pace = Pace::new(AT_ONCE);
        let (ann, bob) = (
            (EventId(1), ParticipantId(0)),
            (EventId(1), ParticipantId(1)),
        );
        for _ in 0..AT_ONCE {
            assert!(pace.take(ann, 5000));
        }
        assert!(!pace.take(ann, 5000) && pace.take(bob, 5000));
        assert!(!pace.take(ann, 5900) && pace.take(ann, 6000));
    }

    #[test]
    fn few_guests_are_remembered() {
        let pace = Pace::new(AT_ONCE);
        for guest in 0..GUESTS_MAX as u32 {
            assert!(pace.take((EventId(1), ParticipantId(guest)), 0));
        }
        let late = (EventId(1), ParticipantId(GUESTS_MAX as u32));
        assert!(!pace.take(late, WAITED_MS - 1) && pace.take(late, WAITED_MS));
        assert_eq!(pace.guests.len(), 1);
    }
}
