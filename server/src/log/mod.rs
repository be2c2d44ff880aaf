//! The durable log of facts: one history an event, written in batches, each of which is durable whole or not at all. Which
//! events there are is told by the [`Catalogue`]. Nothing outside this module knows which log it is; [`conformance`] is what
//! every log must pass.
//!
//! # Invariants
//! - [`Appended::Ok`] comes after the bytes are on the disk, never before.
//! - A batch is appended only at the expected position, so that of two writers one is fenced out.
//! - A record that comes back is the one that went in: each carries a checksum over its place and its bytes.
//! - A follower gets every record once and in order, and the log keeps nothing for it: one that falls behind reads on from
//!   where it is.

mod catalogue;
#[cfg(test)]
mod conformance;
mod follow;
mod memory;
mod sqlite;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

pub use catalogue::{Catalogue, Header};
pub use memory::{Fault, MemoryLog};
pub use sqlite::SqliteLog;

/// Names an event's history in the store of this server; never on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// A place in an event's history. Another epoch is another history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub epoch: u32,
    /// Facts before this place.
    pub seq: u64,
}

/// One commit: an encoded [`Record`](plenary_domain::fact::Record) and the number of its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub facts: u32,
    pub bytes: Vec<u8>,
}

/// A record as read: it ends at `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub seq: u64,
    pub bytes: Vec<u8>,
}

/// Consecutive records of one history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The history that they are of.
    pub epoch: u32,
    pub records: Vec<Stored>,
}

/// What a follower is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// The next records, in order.
    Records(Vec<Stored>),
    /// Another history, of this epoch, stands in the place of the one that was followed. Its records follow, from its beginning.
    Replaced(u32),
}

/// Tells a follower what becomes durable. It never ends by itself, and ends after an error.
pub type Following = BoxStream<'static, Result<Followed, LogError>>;

/// What became of an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// Durable.
    Ok,
    /// Somebody else has written: nothing was appended.
    Conflict { tail: Position },
    /// It may be durable or not; only reading the log tells.
    Unknown(String),
    /// Nothing was appended.
    Failed(String),
}

/// Why a log did not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    #[error("there is no such event")]
    NoEvent,
    #[error("the code {0} is taken")]
    CodeTaken(String),
    /// A record in the middle is not what was written. It is reported and never served.
    #[error("the record that ends at {seq} is damaged: {why}")]
    Corrupt { seq: u64, why: String },
    #[error("the store failed: {0}")]
    Store(String),
}

/// A store of histories. Calls may come from any task; appends to one event are expected from one writer.
pub trait Log: Send + Sync + 'static {
    /// Appends a batch after `expected`, and returns when it is durable.
    fn append(
        &self,
        event: EventId,
        expected: Position,
        batch: Batch,
    ) -> BoxFuture<'static, Appended>;

    /// Reads up to `most` records that end after `after`, in order, all of one moment. Fewer than `most` means that the end
    /// was reached.
    ///
    /// # Errors
    /// [`LogError::Corrupt`] at the first damaged record; [`LogError::NoEvent`]; [`LogError::Store`].
    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>>;

    /// The place of the last durable record.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`].
    fn tail(&self, event: EventId) -> BoxFuture<'static, Result<Position, LogError>>;

    /// Follows a history from a position on: first what is durable after it, then what becomes so. A slow follower holds
    /// nothing of the log's memory.
    ///
    /// # Errors
    /// The stream's last item: [`LogError::NoEvent`] when the event is deleted; [`LogError::Corrupt`]; [`LogError::Store`].
    fn follow(&self, event: EventId, after: Position) -> Following;

    /// Puts a new history in the place of the old one, whose bytes are overwritten.
    fn replace(
        &self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> BoxFuture<'static, Appended>;

    /// Tells whether the log can be written, by writing.
    ///
    /// # Errors
    /// [`LogError::Store`].
    fn check(&self) -> BoxFuture<'static, Result<(), LogError>>;
}

/// Puts a checksum before the bytes of a record. It covers the place too, so that a record cannot stand in for another.
fn seal(epoch: u32, seq: u64, bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(bytes.len() + 4);
    sealed.extend(checksum(epoch, seq, bytes).to_le_bytes());
    sealed.extend(bytes);
    sealed
}

/// Takes the checksum off again.
fn unseal(epoch: u32, seq: u64, sealed: &[u8]) -> Result<Vec<u8>, LogError> {
    let corrupt = |why: &str| LogError::Corrupt {
        seq,
        why: why.into(),
    };
    let (sum, bytes) = sealed
        .split_first_chunk::<4>()
        .ok_or_else(|| corrupt("it is cut short"))?;
    if u32::from_le_bytes(*sum) != checksum(epoch, seq, bytes) {
        return Err(corrupt("its checksum is wrong"));
    }
    Ok(bytes.to_vec())
}

fn checksum(epoch: u32, seq: u64, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&epoch.to_le_bytes());
    hasher.update(&seq.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize()
}
