//! How often each guest may ask for something over HTTP: some at once, and then one a second.

use dashmap::DashMap;
use plenary_domain::ids::{Millis, ParticipantId};

use crate::log::EventId;
use crate::room::Bucket;

/// Limit on guests who are remembered. Who asked the longest ago is forgotten first, and may then ask as a newcomer may: else many
/// made-up guests could keep everybody else from asking.
const GUESTS_MAX: usize = 10_000;

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
            let waited_ms = self.waited_ms();
            self.guests
                .retain(|_, (_, last)| now.saturating_sub(*last) < waited_ms);
        }
        if self.guests.len() >= GUESTS_MAX && !self.guests.contains_key(&who) {
            let asked = self.guests.iter().map(|guest| (guest.1, *guest.key()));
            if let Some((_, longest_ago)) = asked.min() {
                self.guests.remove(&longest_ago);
            }
        }
        let full = || (Bucket::full(self.at_once, now), now);
        let mut guest = self.guests.entry(who).or_insert_with(full);
        guest.1 = now;
        guest.0.take(self.at_once, 1, now).is_ok()
    }

    /// A guest who has waited this long may ask as a newcomer may.
    fn waited_ms(&self) -> Millis {
        Millis::from(self.at_once) * 1000
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
        let late = |n: u32| (EventId(1), ParticipantId(GUESTS_MAX as u32 + n));
        let waited_ms = pace.waited_ms();
        assert!(
            pace.take(late(0), waited_ms - 1),
            "others keep nobody from asking"
        );
        assert_eq!(pace.guests.len(), GUESTS_MAX);
        assert!(pace.take(late(1), waited_ms));
        assert_eq!(pace.guests.len(), 2);
    }
}
