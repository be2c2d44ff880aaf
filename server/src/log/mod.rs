//! The durable log of facts: one history per event, written in batches. Each batch becomes durable as a whole or not at
//! all. The [`Catalogue`] lists the events, and [`Pictures`] are kept beside them. Nothing outside this module knows which log it uses; every log must pass
//! [`conformance`].
//!
//! # Invariants
//! - [`Appended::Ok`] comes only after the bytes are on disk.
//! - A batch is appended only at the expected position, so one of two writers is fenced out.
//! - A record is read back exactly as written: its checksum covers its place and its bytes.
//! - A follower gets every record once and in order. The log keeps no queue for followers: one that falls behind reads
//!   on from its position.

mod catalogue;
#[cfg(test)]
mod conformance;
mod follow;
mod memory;
mod pictures;
mod sqlite;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

pub use catalogue::{Catalogue, Header};
pub use memory::{Fault, MemoryLog};
pub use pictures::Pictures;
pub use sqlite::SqliteLog;

/// Names an event's history in this server's store; never on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// A place in an event's history. Another epoch is another history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub epoch: u32,
    /// Number of facts before this place.
    pub seq: u64,
}

/// One commit: an encoded [`Record`](plenary_domain::fact::Record) and the number of its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub facts: u32,
    pub bytes: Vec<u8>,
}

/// A record as read. It ends at `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub seq: u64,
    pub bytes: Vec<u8>,
}

/// Consecutive records of one history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The epoch of their history.
    pub epoch: u32,
    pub records: Vec<Stored>,
}

/// What a follower receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// The next records, in order.
    Records(Vec<Stored>),
    /// A history of this epoch has replaced the followed one. Its records follow from the beginning.
    Replaced(u32),
}

/// The stream of what becomes durable. It ends only after an error.
pub type Following = BoxStream<'static, Result<Followed, LogError>>;

/// The outcome of an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// Durable.
    Ok,
    /// Another writer has appended; this batch was not.
    Conflict { tail: Position },
    /// The batch may be durable or not. Only reading the log tells.
    Unknown(String),
    /// Nothing was appended.
    Failed(String),
}

/// Why a log operation failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    #[error("there is no such event")]
    NoEvent,
    #[error("the code {0} is taken")]
    CodeTaken(String),
    /// A record in the middle is not what was written. It is reported and never served.
    #[error("the record ending at {seq} is damaged: {why}")]
    Corrupt { seq: u64, why: String },
    #[error("the store failed: {0}")]
    Store(String),
}

/// A store of histories. Any task may call it; each event is expected to have one writer.
pub trait Log: Send + Sync + 'static {
    /// Appends a batch after `expected`, and returns once it is durable.
    fn append(
        &self,
        event: EventId,
        expected: Position,
        batch: Batch,
    ) -> BoxFuture<'static, Appended>;

    /// Reads up to `most` records that end after `after`, in order, as one consistent snapshot. Fewer than `most` means
    /// that the history ends there.
    ///
    /// # Errors
    /// [`LogError::Corrupt`] at the first damaged record; [`LogError::NoEvent`]; [`LogError::Store`].
    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>>;

    /// Returns the place of the last durable record.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`].
    fn tail(&self, event: EventId) -> BoxFuture<'static, Result<Position, LogError>>;

    /// Follows a history from a position: first the records already durable, then new ones. A slow follower costs the
    /// log no memory.
    ///
    /// # Errors
    /// The stream's last item: [`LogError::NoEvent`] when the event is deleted; [`LogError::Corrupt`]; [`LogError::Store`].
    fn follow(&self, event: EventId, after: Position) -> Following;

    /// Replaces the history with a new one, and overwrites the old bytes.
    fn replace(
        &self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> BoxFuture<'static, Appended>;

    /// Checks that the log can be written, by writing.
    ///
    /// # Errors
    /// [`LogError::Store`].
    fn check(&self) -> BoxFuture<'static, Result<(), LogError>>;
}

/// Prefixes a record with a checksum. It covers the place too, so one record cannot pass for another.
fn seal(epoch: u32, seq: u64, bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(bytes.len() + 4);
    sealed.extend(checksum(epoch, seq, bytes).to_le_bytes());
    sealed.extend(bytes);
    sealed
}

/// Verifies the checksum and removes it.
fn unseal(epoch: u32, seq: u64, sealed: &[u8]) -> Result<Vec<u8>, LogError> {
    let corrupt = |why: &str| LogError::Corrupt {
        seq,
        why: why.into(),
    };
    let (sum, bytes) = sealed
        .split_first_chunk::<4>()
        .ok_or_else(|| corrupt("it is truncated"))?;
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
