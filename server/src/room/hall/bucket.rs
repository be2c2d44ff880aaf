//! Rate limits.

use plenary_domain::ids::Millis;

/// A token bucket in milliseconds of credit.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    tokens_milli: u64,
    pub(super) at: Millis,
}

impl Bucket {
    /// Returns a bucket full of this many tokens.
    pub fn full(tokens: u32, at: Millis) -> Bucket {
        Bucket {
            tokens_milli: u64::from(tokens) * 1000,
            at,
        }
    }

    /// Returns true if it has this many tokens, as of the last one taken.
    pub(super) fn has(&self, tokens: u32) -> bool {
        self.tokens_milli >= u64::from(tokens) * 1000
    }

    /// Takes so many tokens, or returns the milliseconds until they are there.
    pub fn take(
        &mut self,
        tokens: u32,
        burst: u32,
        per_second: u32,
        at: Millis,
    ) -> Result<(), u32> {
        let earned = at.saturating_sub(self.at) * u64::from(per_second);
        self.tokens_milli = (self.tokens_milli + earned).min(u64::from(burst) * 1000);
        self.at = self.at.max(at);
        let wanted = u64::from(tokens) * 1000;
        match self.tokens_milli.checked_sub(wanted) {
            Some(rest) => {
                self.tokens_milli = rest;
                Ok(())
            }
            None => Err(((wanted - self.tokens_milli) / u64::from(per_second.max(1))) as u32 + 1),
        }
    }
}
