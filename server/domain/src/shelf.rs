//! Where an event stands in the list of its server: open, put away, or thrown away.

use minicbor::{Decode, Encode};

use crate::ids::Millis;

/// For how long an event that was thrown away can be restored, in days.
pub const TRASH_DAYS: u64 = 30;

/// Where an event stands in the list of its server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub enum Shelf {
    #[default]
    #[n(0)]
    Open,
    /// Out of the way, and otherwise as it was.
    #[n(1)]
    Archived,
    /// Nobody reaches it. It was thrown away at this time.
    #[n(2)]
    Trash(#[n(0)] Millis),
}

impl Shelf {
    /// Returns when the event and its keys are to be deleted.
    pub fn ends_at(self) -> Option<Millis> {
        match self {
            Shelf::Open | Shelf::Archived => None,
            Shelf::Trash(since) => Some(since + TRASH_DAYS * 24 * 60 * 60 * 1000),
        }
    }

    /// Returns true if nobody reaches the event.
    pub fn is_trash(self) -> bool {
        matches!(self, Shelf::Trash(_))
    }
}
