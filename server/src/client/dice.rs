//! Reproducible random numbers from a seed (SplitMix64), for jitter and simulated behaviour, never for secrets.

use std::time::Duration;

/// A seeded random number generator.
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

    /// Returns a number from 0 to `n` - 1, or 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.roll()) * n as u128) >> 64) as usize
    }

    /// Returns true with a probability of `percent` %.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent as usize
    }

    /// Returns a time from zero to `most`.
    pub fn up_to(&mut self, most: Duration) -> Duration {
        most.mul_f64(self.roll() as f64 / u64::MAX as f64)
    }

    /// Returns one of several, or None if there are none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for end in (1..things.len()).rev() {
            things.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (mut a, mut b) = (Dice::new(7), Dice::new(7));
        assert!((0..100).all(|_| a.roll() == b.roll()));
        assert_ne!(Dice::new(7).roll(), Dice::new(8).roll());
    }

    #[test]
    fn every_side_comes_up_and_none_beyond() {
        let mut dice = Dice::new(1);
        let mut seen = [0u32; 6];
        (0..6000).for_each(|_| seen[dice.below(6)] += 1);
        assert!(seen.iter().all(|&n| (800..1200).contains(&n)), "{seen:?}");
        assert_eq!(dice.below(0), 0);
        assert!(dice.up_to(Duration::from_secs(1)) <= Duration::from_secs(1));
    }
}
