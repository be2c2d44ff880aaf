//! The client's check of itself: marks figures that may be the client's own limit.

use anyhow::Result;

use crate::client::Hall;
use crate::clock::{Nanos, ms};
use crate::report::OwnCheck;
use crate::server::account::{self, Spent};

/// Above this share of a core, used or waited for, the client measures itself.
const SHARE_MAX: f64 = 0.85;
/// Above this part of the p99, the client's own lag distorts it.
const LAG_PART_MAX: f64 = 0.5;

/// Adds up the periods of measurement.
#[derive(Debug, Default)]
pub struct Watch {
    since: Option<(Nanos, Spent)>,
    wall: Nanos,
    spent: Spent,
    lag_max: Nanos,
}

impl Watch {
    /// Starts a period of measurement.
    ///
    /// # Errors
    /// No `/proc`.
    pub fn resume(&mut self, hall: &mut Hall) -> Result<()> {
        self.since = Some((hall.clock.now(), account::own()?));
        hall.forget_lag();
        Ok(())
    }

    /// Ends a period of measurement.
    ///
    /// # Errors
    /// No `/proc`.
    pub fn pause(&mut self, hall: &mut Hall) -> Result<()> {
        if let Some((wall, before)) = self.since.take() {
            let spent = account::own()?.since(before);
            self.wall += hall.clock.now() - wall;
            self.spent.ran += spent.ran;
            self.spent.waited += spent.waited;
            self.lag_max = self.lag_max.max(hall.lag_max);
        }
        Ok(())
    }

    /// Returns the client's state, relative to the measured p99.
    pub fn check(&self, p99_ms: f64) -> OwnCheck {
        let share = |time| time as f64 / self.wall.max(1) as f64;
        let (cpu_share, waited_share) = (share(self.spent.ran), share(self.spent.waited));
        let lag_max_ms = ms(self.lag_max);
        OwnCheck {
            cpu_share,
            waited_share,
            lag_max_ms,
            bound: cpu_share + waited_share > SHARE_MAX || lag_max_ms > LAG_PART_MAX * p99_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{MS, S};

    #[test]
    fn a_busy_or_late_client_is_reported() {
        let watch = |ran, waited, lag_max| Watch {
            since: None,
            wall: S,
            spent: Spent { ran, waited },
            lag_max,
        };
        assert!(!watch(S / 2, S / 10, MS).check(10.0).bound);
        assert!(watch(9 * S / 10, 0, MS).check(10.0).bound);
        assert!(watch(S / 2, 4 * S / 10, MS).check(10.0).bound);
        assert!(watch(S / 2, 0, 6 * MS).check(10.0).bound);
    }
}
