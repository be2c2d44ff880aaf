//! Choice between options: one (single choice) or several (multiple choice, between a minimum and a maximum).

use minicbor::{Decode, Encode};

use crate::rejection::Rejection;

/// The most options of a choice poll: what letters A to T can name, and a ballot's bits can hold.
pub const OPTIONS_MAX: usize = 20;

/// How many options a ballot picks. Single choice is 1 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// At least 1.
    #[n(0)]
    pub min: u8,
    /// At least `min`, at most the number of options.
    #[n(1)]
    pub max: u8,
}

/// The options picked: bit i stands for option i.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Picks(#[n(0)] pub u32);

impl Picks {
    /// Makes picks from option indices; None if one comes twice or is past the last possible option.
    pub fn of(indices: &[u8]) -> Option<Picks> {
        let mut bits = 0u32;
        for &index in indices {
            if usize::from(index) >= OPTIONS_MAX || bits & (1 << index) != 0 {
                return None;
            }
            bits |= 1 << index;
        }
        Some(Picks(bits))
    }

    /// The indices of the options picked, rising.
    pub fn indices(self) -> impl Iterator<Item = u8> {
        (0..OPTIONS_MAX as u8).filter(move |index| self.0 & (1 << index) != 0)
    }
}

impl Rules {
    pub(super) fn validate(&self, options: usize, picks: Picks) -> Result<(), Rejection> {
        let known = picks.0 >> options.min(31) == 0;
        let count = picks.0.count_ones() as u8;
        if known && (self.min..=self.max).contains(&count) {
            Ok(())
        } else {
            Err(Rejection::BadBallot {
                min: self.min,
                max: self.max,
            })
        }
    }
}

pub(super) fn add(counts: &mut [u32], picks: Picks) {
    for index in picks.indices() {
        if let Some(count) = counts.get_mut(usize::from(index)) {
            *count += 1;
        }
    }
}

pub(super) fn remove(counts: &mut [u32], picks: Picks) {
    for index in picks.indices() {
        if let Some(count) = counts.get_mut(usize::from(index)) {
            *count = count.saturating_sub(1);
        }
    }
}
