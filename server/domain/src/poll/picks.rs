//! The options that a ballot picks.

use std::fmt;

use minicbor::{Decode, Encode};

use super::kind::OPTIONS_MAX;

/// The options picked: bit i stands for option i.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Picks(#[n(0)] u32);

/// An option that no poll has.
const NO_OPTION: u32 = 1 << 31;

impl Picks {
    /// Makes picks from option indices. If an index is repeated or beyond the last possible option, the picks fit no
    /// poll.
    pub fn of(indices: &[u8]) -> Picks {
        let mut bits = 0u32;
        for &index in indices {
            let bit = match usize::from(index) {
                index if index < OPTIONS_MAX => 1 << index,
                _ => NO_OPTION,
            };
            bits |= if bits & bit == 0 { bit } else { NO_OPTION };
        }
        Picks(bits)
    }

    /// Returns the indices of the picked options, ascending.
    pub fn indices(self) -> impl Iterator<Item = u8> {
        (0..OPTIONS_MAX as u8).filter(move |index| self.0 & (1 << index) != 0)
    }

    /// Returns true if all of them are options of a poll with this many.
    pub fn fit(self, options: usize) -> bool {
        self.0 >> options.min(OPTIONS_MAX) == 0
    }

    /// Returns how many they are.
    pub fn count(self) -> u8 {
        self.0.count_ones() as u8
    }
}

impl fmt::Debug for Picks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.indices()).finish()
    }
}
