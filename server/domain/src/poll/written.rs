//! What a guest writes into a ballot.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::ids::{EntryId, ParticipantId};

/// A text in a ballot, as its guest wrote it, and the entry under which it counts. In a command the text is not clean yet,
/// and the entry means nothing.
#[derive(Clone, Encode, Decode)]
pub struct Written {
    #[n(0)]
    pub entry: EntryId,
    /// Empty once its guest has erased it.
    #[n(1)]
    pub text: String,
    /// Who wrote it, in a ballot that is cast. The fact says that already.
    #[cbor(skip)]
    pub by: ParticipantId,
}

/// Who wrote a text makes no other answer of it.
impl PartialEq for Written {
    fn eq(&self, other: &Written) -> bool {
        (self.entry, &self.text) == (other.entry, &other.text)
    }
}

impl Eq for Written {}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Written { entry, text, .. } = self;
        let mut said = f.debug_struct("Written");
        said.field("entry", entry).field("text", text).finish()
    }
}

impl Written {
    /// Returns a text as a command carries it.
    pub fn raw(text: &str) -> Written {
        Written {
            entry: EntryId::default(),
            text: text.to_owned(),
            by: ParticipantId::default(),
        }
    }
}
