//! What a guest writes into a ballot.

use minicbor::{Decode, Encode};

use crate::ids::EntryId;

/// A text in a ballot, as its guest wrote it, and the entry under which it counts. In a command the text is not clean yet,
/// and the entry means nothing.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Written {
    #[n(0)]
    pub entry: EntryId,
    #[n(1)]
    pub text: String,
}

impl Written {
    /// Returns a text as a command carries it.
    pub fn raw(text: &str) -> Written {
        Written {
            entry: EntryId::default(),
            text: text.to_owned(),
        }
    }
}
