//! How many ballots contain each entry of a poll. It grows with the guests, so copies of it share one map, and a ballot copies
//! the map only while another copy is held.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::ids::EntryId;

/// The number of ballots with each entry.
///
/// # Invariants
/// - No number is zero.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mentions(Arc<BTreeMap<EntryId, u32>>);

impl Mentions {
    /// Returns the number of ballots with this entry.
    pub fn of(&self, entry: EntryId) -> u32 {
        self.0.get(&entry).copied().unwrap_or_default()
    }

    /// Returns the number of entries that a ballot contains.
    pub fn entries(&self) -> u32 {
        self.0.len() as u32
    }

    /// Returns the mentions of all entries together.
    pub fn sum(&self) -> u32 {
        self.0.values().sum()
    }

    /// Adds ballots with this entry, or removes them if `by` is negative.
    pub fn count(&mut self, entry: EntryId, by: i32) {
        let counts = Arc::make_mut(&mut self.0);
        let count = counts.entry(entry).or_default();
        *count = count.saturating_add_signed(by);
        if *count == 0 {
            counts.remove(&entry);
        }
    }
}

impl FromIterator<(EntryId, u32)> for Mentions {
    fn from_iter<I: IntoIterator<Item = (EntryId, u32)>>(counts: I) -> Mentions {
        Mentions(Arc::new(counts.into_iter().collect()))
    }
}

impl fmt::Debug for Mentions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C> Encode<C> for Mentions {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        self.0.as_ref().encode(e, ctx)
    }
}

impl<'b, C> Decode<'b, C> for Mentions {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Mentions, decode::Error> {
        Ok(Mentions(Arc::new(BTreeMap::decode(d, ctx)?)))
    }
}
