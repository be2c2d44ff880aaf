//! The client's eye on itself: a figure that is the client's own limit is marked as such.

use anyhow::Result;

use crate::client::Hall;
use crate::clock::{Nanos, ms};
use crate::report::OwnCheck;
use crate::server::account::{self, Spent};

/// The share of a core, used or waited for, beyond which a client measures itself.
const SHARE_MAX: f64 = 0.85;
/// The part of the p99 beyond which the client's own lag is a part of the answer.
const LAG_PART_MAX: f64 = 0.5;

/// Adds up the times in which something is measured.
#[derive(Debug, Default)]
pub struct Watch {
    since: Option<(Nanos, Spent)>,
    wall: Nanos,
    spent: Spent,
    lag_max: Nanos,
}

impl Watch {
    /// Something is measured from now on.
    ///
    /// # Errors
    /// There is no /proc.
    pub fn resume(&mut self, hall: &mut Hall) -> Result<()> {
        self.since = Some((hall.clock.now(), account::own()?));
        hall.forget_lag();
        Ok(())
    }

    /// Nothing is, until the next time.
    ///
    /// # Errors
    /// There is no /proc.
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

    /// How it was, beside the p99 that was measured.
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
    fn a_busy_or_a_late_client_is_told() {
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
