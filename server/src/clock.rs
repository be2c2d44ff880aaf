//! The only home of `now()` and of randomness. All other code receives them as arguments, so tests control both.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use plenary_domain::ids::Millis;

/// A source of wall-clock time and of random numbers.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    /// The wall clock, read once at that instant. A clock correction during an event moves no deadline.
    System(Millis, Instant),
    /// Stands still until a test sets it. Random numbers count up.
    Fixed(Arc<AtomicU64>, Arc<AtomicU64>),
}

impl Clock {
    /// The machine's clock and the operating system's randomness.
    #[expect(clippy::disallowed_methods, reason = "the one home of now()")]
    pub fn system() -> Clock {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH);
        Clock(Source::System(
            wall.map_or(0, |d| d.as_millis() as u64),
            Instant::now(),
        ))
    }

    /// Returns a clock for tests: it stands at `at` until [`Clock::set`], and its random numbers are 1, 2, 3 …
    pub fn fixed(at: Millis) -> Clock {
        Clock(Source::Fixed(
            Arc::new(AtomicU64::new(at)),
            Arc::new(AtomicU64::new(0)),
        ))
    }

    /// Sets a fixed clock. A system clock ignores it.
    pub fn set(&self, at: Millis) {
        if let Source::Fixed(now, _) = &self.0 {
            now.store(at, Ordering::Relaxed);
        }
    }

    /// Returns milliseconds since the Unix epoch.
    pub fn now(&self) -> Millis {
        match &self.0 {
            Source::System(wall, since) => wall + since.elapsed().as_millis() as u64,
            Source::Fixed(now, _) => now.load(Ordering::Relaxed),
        }
    }

    /// Returns microseconds since some moment before. They never go back.
    pub fn micros(&self) -> u64 {
        match &self.0 {
            Source::System(_, since) => since.elapsed().as_micros() as u64,
            Source::Fixed(now, _) => now.load(Ordering::Relaxed) * 1000,
        }
    }

    /// Returns random bytes for a key or a number.
    ///
    /// # Panics
    /// If the operating system provides no randomness, because any secret made then would be guessable.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System(..) => {
                getrandom::fill(&mut bytes).expect("the operating system provides randomness")
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

    /// Returns a random number.
    pub fn random_u32(&self) -> u32 {
        u32::from_le_bytes(self.random())
    }
}
