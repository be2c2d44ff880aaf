//! When things are due in an open loop: evenly, whatever the server does meanwhile. What is late was due all the same.

use crate::clock::{Nanos, S};

/// So many a second from `start` on, `total` in all.
#[derive(Debug, Clone)]
pub struct Schedule {
    start: Nanos,
    per_second: f64,
    total: u64,
    next: u64,
}

impl Schedule {
    pub fn new(start: Nanos, per_second: f64, total: u64) -> Schedule {
        Schedule {
            start,
            per_second,
            total,
            next: 0,
        }
    }

    /// The number and the moment of the next one, if it is due; then the one after it is the next.
    pub fn take(&mut self, now: Nanos) -> Option<(u64, Nanos)> {
        let due = self.next_due()?;
        if due > now {
            return None;
        }
        self.next += 1;
        Some((self.next - 1, due))
    }

    /// When the next one is due; None after the last.
    pub fn next_due(&self) -> Option<Nanos> {
        (self.next < self.total).then(|| self.due(self.next))
    }

    fn due(&self, number: u64) -> Nanos {
        // From the number, not from the last one: errors do not add up.
        self.start + (number as f64 * S as f64 / self.per_second) as Nanos
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MS;
    use crate::latency::Latency;

    #[test]
    fn things_are_due_evenly_and_end() {
        let mut schedule = Schedule::new(7 * S, 2000.0, 4000);
        assert_eq!(schedule.next_due(), Some(7 * S));
        assert_eq!(schedule.take(7 * S - 1), None);
        let mut dues = vec![];
        while let Some((number, due)) = schedule.take(100 * S) {
            assert_eq!(number, dues.len() as u64);
            dues.push(due);
        }
        assert_eq!(dues.len(), 4000);
        assert!(dues.windows(2).all(|two| two[1] - two[0] == S / 2000));
        assert_eq!(schedule.next_due(), None);
    }

    #[test]
    fn rates_that_do_not_divide_a_second_do_not_drift() {
        let mut schedule = Schedule::new(0, 3.0, 3001);
        let mut last = 0;
        while let Some((_, due)) = schedule.take(u64::MAX) {
            last = due;
        }
        assert_eq!(last, 1000 * S);
    }

    /// A server that answers in a millisecond, but stands still from 5.0 to 5.5 seconds. The client stands still with
    /// it, as one does that waits for each answer: it sends one ballot into the stall, and the 49 that were due
    /// meanwhile all at once afterwards.
    #[test]
    fn a_stall_shows_in_the_percentiles_though_few_were_sent_into_it() {
        let (mut from_due, mut from_sending) = (Latency::new(), Latency::new());
        let mut schedule = Schedule::new(0, 100.0, 1000);
        let mut now = 0;
        while let Some(due) = schedule.next_due() {
            now = now.max(due);
            let Some((_, due)) = schedule.take(now) else {
                unreachable!("it is due")
            };
            let sent = now;
            let stalled = (5 * S..5 * S + 500 * MS).contains(&now);
            now = if stalled { 5 * S + 500 * MS } else { now } + MS;
            from_due.record(due, now);
            from_sending.record(sent, now);
        }
        assert!(from_due.percentile_ms(99.0) > 400.0);
        assert!(from_due.max_ms() > 499.0);
        // This is the mistake that counting from the due time avoids: p99 would not know of half a second.
        assert!(from_sending.percentile_ms(99.0) < 2.0);
    }
}
