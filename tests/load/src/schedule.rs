//! The due times of an open loop: evenly spaced, whatever the server does. Lateness does not move them.

use crate::clock::{Nanos, S};

/// `total` due times at `per_second` a second, from `start` on.
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

    /// Takes the next due time, with its number, if it has come.
    pub fn take(&mut self, now: Nanos) -> Option<(u64, Nanos)> {
        let due = self.next_due()?;
        if due > now {
            return None;
        }
        self.next += 1;
        Some((self.next - 1, due))
    }

    /// Returns the next due time; None after the last.
    pub fn next_due(&self) -> Option<Nanos> {
        (self.next < self.total).then(|| self.due(self.next))
    }

    fn due(&self, number: u64) -> Nanos {
        // Computed from the number and not from the previous time, so errors do not add up.
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

    /// A server that answers within a millisecond, but stalls from 5.0 to 5.5 seconds. The client waits for each
    /// answer, so it stalls too: it sends one ballot into the stall, and afterwards the 49 due meanwhile all at once.
    #[test]
    fn a_stall_shows_in_the_percentiles_although_few_ballots_hit_it() {
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
        // Counting from the sending makes this mistake: p99 would hide half a second.
        assert!(from_sending.percentile_ms(99.0) < 2.0);
    }
}
