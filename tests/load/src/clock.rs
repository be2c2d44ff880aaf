//! The one clock of a run. All moments are nanoseconds since its start, so schedules and latencies are plain numbers
//! that tests can make up.

use std::time::{Duration, Instant};

/// Nanoseconds since the run's clock started.
pub type Nanos = u64;

pub const US: Nanos = 1_000;
pub const MS: Nanos = 1_000_000;
pub const S: Nanos = 1_000_000_000;

#[derive(Debug, Clone, Copy)]
pub struct Clock(Instant);

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the only place where the instrument reads the clock"
    )]
    pub fn start() -> Clock {
        Clock(Instant::now())
    }

    pub fn now(self) -> Nanos {
        u64::try_from(self.0.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Sleeps until a moment. Returns at once if it has passed.
    pub fn sleep_until(self, moment: Nanos) {
        let now = self.now();
        if moment > now {
            std::thread::sleep(Duration::from_nanos(moment - now));
        }
    }
}

/// Converts to milliseconds, for people.
pub fn ms(nanos: Nanos) -> f64 {
    nanos as f64 / MS as f64
}
