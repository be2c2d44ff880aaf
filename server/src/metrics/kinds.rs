//! Numbers that any thread may change at any time without waiting.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Upper bounds of times, in microseconds.
const TIMES: [u64; 16] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000,
];
/// Upper bounds of numbers. They are as many as those of times, so that one type does for both.
const NUMBERS: [u64; 16] = [
    1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096,
];

/// A number that grows.
#[derive(Default)]
pub struct Counter(AtomicU64);

/// A number that grows and shrinks.
#[derive(Default)]
pub struct Gauge(AtomicI64);

/// How often values were how large, and their sum.
pub struct Histogram {
    bounds: &'static [u64; 16],
    /// The last one has those above all bounds.
    buckets: [AtomicU64; 17],
    sum: AtomicU64,
    /// How many of its units make one of the unit that is told.
    scale: f64,
}

/// What a histogram holds at one moment. Its buckets are cumulative.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Upper bounds, in the unit that is told; all values are in the last, which has none.
    pub buckets: Vec<(Option<f64>, u64)>,
    pub sum: f64,
    pub count: u64,
}

impl Counter {
    pub const fn new() -> Counter {
        Counter(AtomicU64::new(0))
    }

    pub fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Gauge {
    pub const fn new() -> Gauge {
        Gauge(AtomicI64::new(0))
    }

    pub fn add(&self, n: i64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    pub fn set(&self, n: i64) {
        self.0.store(n, Ordering::Relaxed);
    }

    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Histogram {
    /// Returns one of times. They are noted in microseconds and told in seconds.
    pub const fn of_times() -> Histogram {
        Histogram::new(&TIMES, 1e6)
    }

    /// Returns one of numbers.
    pub const fn of_numbers() -> Histogram {
        Histogram::new(&NUMBERS, 1.0)
    }

    const fn new(bounds: &'static [u64; 16], scale: f64) -> Histogram {
        Histogram {
            bounds,
            buckets: [const { AtomicU64::new(0) }; 17],
            sum: AtomicU64::new(0),
            scale,
        }
    }

    /// Notes a value.
    pub fn note(&self, value: u64) {
        let bucket = self.bounds.partition_point(|bound| *bound < value);
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
    }

    /// Returns what these histograms hold together. The sum may be of a moment later than the count.
    pub fn all<'a>(parts: impl IntoIterator<Item = &'a Histogram>) -> Option<Held> {
        let mut buckets = [0; 17];
        let (mut sum, mut like) = (0.0, None);
        for part in parts {
            for (all, one) in buckets.iter_mut().zip(&part.buckets) {
                *all += one.load(Ordering::Relaxed);
            }
            sum += part.sum.load(Ordering::Relaxed) as f64 / part.scale;
            like = Some((part.bounds, part.scale));
        }
        let (bounds, scale) = like?;
        let bounds = bounds.iter().map(|bound| Some(*bound as f64 / scale));
        let mut count = 0;
        let buckets = bounds.chain([None]).zip(buckets).map(|(bound, n)| {
            count += n;
            (bound, count)
        });
        let buckets = buckets.collect();
        Some(Held {
            buckets,
            sum,
            count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_in_each_bucket_that_reaches_it() {
        let (one, other) = (Histogram::of_times(), Histogram::of_times());
        for micros in [0, 100, 101, 9_999_999] {
            one.note(micros);
        }
        other.note(20_000_000);
        let held = Histogram::all([&one, &other]).expect("two");
        assert_eq!((held.count, held.sum), (5, 30.0002));
        let at = |bound| held.buckets.iter().find(|(of, _)| *of == bound);
        assert_eq!(at(Some(0.0001)), Some(&(Some(0.0001), 2)));
        assert_eq!(at(Some(0.00025)), Some(&(Some(0.00025), 3)));
        assert_eq!(at(Some(10.0)), Some(&(Some(10.0), 4)));
        assert_eq!(held.buckets.last(), Some(&(None, 5)));
    }
}
