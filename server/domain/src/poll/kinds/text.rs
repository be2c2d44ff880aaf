//! Open text: one slip of paper of each guest. Nobody else reads one before a moderator has approved it
//! (`poll/entries.rs`).

use std::slice;

use minicbor::{Decode, Encode};

use crate::ids::EntryId;
use crate::poll::kind::{Kind, Limits, within};
use crate::poll::mentions::Mentions;
use crate::poll::shares::Shares;
use crate::poll::written::Written;
use crate::rejection::PollFault;
use crate::text::ENTRY_CHARS_MAX;

/// Limit on a slip in characters, if the event file does not say.
pub const CHARS: u16 = 140;
/// The largest limit that an event file may set.
pub const CHARS_MAX: u16 = ENTRY_CHARS_MAX as u16;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text;

/// How long a slip may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// Limit in characters, from 1 to [`CHARS_MAX`].
    #[n(0)]
    pub chars: u16,
}

impl Kind for Text {
    type Rules = Rules;
    type Ballot = Written;
    /// The number of ballots with each entry.
    type Tally = Mentions;

    fn limits(_: &Rules) -> Limits {
        Limits { min: 1, max: 1 }
    }

    fn fits(_: &Rules, _: usize, _: &Written) -> bool {
        true
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, 0, 0)?;
        within("chars", rules.chars, 1, CHARS_MAX)
    }

    /// Slips may become longer or shorter: those that are written stay.
    fn agree(_: &Rules, _: &Rules) -> bool {
        true
    }

    fn chars_max(rules: &Rules) -> u32 {
        rules.chars.into()
    }

    fn written(slip: &Written) -> &[Written] {
        slice::from_ref(slip)
    }

    fn written_mut(slip: &mut Written) -> &mut [Written] {
        slice::from_mut(slip)
    }

    fn empty(_: &Rules, _: usize) -> Mentions {
        Mentions::default()
    }

    fn count(tally: &mut Mentions, slip: &Written, by: i32) {
        tally.count(slip.entry, by);
    }

    fn mentions(tally: &Mentions, entry: EntryId) -> u32 {
        tally.of(entry)
    }

    /// Slips are read and not compared.
    fn shares(_: &Rules, _: &Mentions, _: u32) -> Shares {
        Shares::default()
    }
}
