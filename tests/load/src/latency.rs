//! Latencies as an HDR histogram with three digits, from a microsecond to ten minutes. Nothing is averaged.

use hdrhistogram::Histogram;

use crate::clock::{Nanos, S, US, ms};

/// The longest latency the histogram distinguishes; a longer one counts as this long.
const LONGEST: Nanos = 600 * S;

/// A distribution of latencies.
#[derive(Debug, Clone)]
pub struct Latency(Histogram<u64>);

impl Latency {
    pub fn new() -> Latency {
        let histogram = Histogram::new_with_bounds(US, LONGEST, 3);
        Latency(histogram.unwrap_or_else(|e| unreachable!("the bounds are constants: {e}")))
    }

    /// Counts one latency from the due time and not from the sending, because a ballot that waits to be sent waits too.
    pub fn record(&mut self, due: Nanos, done: Nanos) {
        self.0.saturating_record(done.saturating_sub(due).max(1));
    }

    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// Returns the latency below which `percent` % lie, in milliseconds; 0 if empty.
    pub fn percentile_ms(&self, percent: f64) -> f64 {
        ms(self.0.value_at_quantile(percent / 100.0))
    }

    pub fn max_ms(&self) -> f64 {
        ms(self.0.max())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MS;

    #[test]
    fn percentiles_are_those_of_the_sorted_list() {
        let mut latency = Latency::new();
        for tenth_ms in (1..=10_000u64).rev() {
            latency.record(5 * S, 5 * S + tenth_ms * MS / 10);
        }
        assert_eq!(latency.count(), 10_000);
        for (percent, expected_ms) in [(50.0, 500.0), (99.0, 990.0), (99.9, 999.0)] {
            let got = latency.percentile_ms(percent);
            assert!((got / expected_ms - 1.0).abs() < 0.002, "p{percent}: {got}");
        }
        assert!((latency.max_ms() / 1000.0 - 1.0).abs() < 0.002);
    }

    #[test]
    fn nothing_is_zero_and_what_is_too_long_counts_as_the_longest() {
        let mut latency = Latency::new();
        assert_eq!((latency.count(), latency.percentile_ms(99.0)), (0, 0.0));
        latency.record(0, 5000 * S);
        latency.record(10, 5);
        assert_eq!(latency.count(), 2);
        assert!(latency.max_ms() >= 600_000.0 * 0.99, "{}", latency.max_ms());
    }
}
