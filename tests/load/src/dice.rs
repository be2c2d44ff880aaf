//! Reproducible random numbers from a seed (SplitMix64), for jitter, client ids and masks.

use crate::clock::Nanos;

#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a time from `least` to `most`.
    pub fn between(&mut self, least: Nanos, most: Nanos) -> Nanos {
        least + self.roll() % (most.saturating_sub(least) + 1)
    }
}
