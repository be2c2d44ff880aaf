//! Hands, cards or proxies that were counted in the room and entered by a host. They never mix silently with the phones' ballots:
//! they are kept beside them, and a result says which of both it contains.

use minicbor::{Decode, Encode};

/// Limit on the hands for one answer.
pub const HANDS_MAX: u32 = 100_000;

/// A count in the room.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Hands {
    #[n(0)]
    pub what: What,
    /// They count instead of the phones' ballots. Otherwise both count.
    #[n(1)]
    pub instead: bool,
    /// By answer.
    #[n(2)]
    pub counts: Vec<u32>,
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum What {
    #[n(0)]
    Hands,
    #[n(1)]
    Cards,
    #[n(2)]
    Proxies,
}

impl Hands {
    /// Returns how many there are.
    pub fn total(&self) -> u32 {
        self.counts.iter().copied().fold(0, u32::saturating_add)
    }
}
