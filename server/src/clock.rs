//! The only home of `now()` and of randomness. Everything else gets them handed in, so that tests own both.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use plenary_domain::ids::Millis;

/// A source of wall-clock time and of random numbers.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    /// The wall clock as it was at that instant: a correction while an event runs moves no deadline.
    System(Millis, Instant),
    /// Stands still until it is set; numbers are counted up.
    Fixed(Arc<AtomicU64>, Arc<AtomicU64>),
}

impl Clock {
    /// The machine's clock and the operating system's randomness.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn system() -> Clock {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH);
        Clock(Source::System(
            wall.map_or(0, |d| d.as_millis() as u64),
            Instant::now(),
        ))
    }

    /// A clock for tests: stands at `at` until [`Clock::set`]; its random numbers are 1, 2, 3 …
    pub fn fixed(at: Millis) -> Clock {
        Clock(Source::Fixed(
            Arc::new(AtomicU64::new(at)),
            Arc::new(AtomicU64::new(0)),
        ))
    }

    /// Sets a fixed clock; a system clock ignores it.
    pub fn set(&self, at: Millis) {
        if let Source::Fixed(now, _) = &self.0 {
            now.store(at, Ordering::Relaxed);
        }
    }

    /// Milliseconds since the Unix epoch.
    pub fn now(&self) -> Millis {
        match &self.0 {
            Source::System(wall, since) => wall + since.elapsed().as_millis() as u64,
            Source::Fixed(now, _) => now.load(Ordering::Relaxed),
        }
    }

    /// Fills a key or a number with randomness.
    ///
    /// # Panics
    /// If the operating system has no randomness to give: nothing secret could be made then.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System(..) => {
                getrandom::fill(&mut bytes).expect("the operating system gives randomness")
            }
            Source::Fixed(_, count) => {
                let n = count.fetch_add(1, Ordering::Relaxed) + 1;
                for (byte, of) in bytes.iter_mut().zip(n.to_le_bytes()) {
                    *byte = of;
                }
            }
        }
        bytes
    }

    /// A random number.
    pub fn random_u32(&self) -> u32 {
        u32::from_le_bytes(self.random())
    }
}
