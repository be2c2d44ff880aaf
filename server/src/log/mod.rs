//! The durable log of facts: one history per event, written in batches. Each batch becomes durable as a whole or not at
//! all. The [`Catalogue`] lists the events, and [`Pictures`] are kept beside them. Nothing outside this module knows which log it uses; every log must pass
//! [`conformance`].
//!
//! # Invariants
//! - [`Appended::Ok`] comes only after the bytes are on disk.
//! - A batch is appended only at the expected position, so one of two writers is fenced out.
//! - A record is read back exactly as written, after exactly the records before it: each carries a fingerprint of its place,
//!   its bytes and everything before it ([`chain`]).
//! - On disk a record is encrypted with the key of its history. Replacing a history destroys the key and keeps the records,
//!   so what they said is gone and the chain is whole ([`keyring`]).
//! - What guests write is in *letters*, encrypted with a key for each guest as well. Erasing what a guest wrote destroys that key
//!   and keeps the records ([`guests`]).
//! - A follower gets every record once and in order. The log keeps no queue for followers: one that falls behind reads
//!   on from its position.

pub mod backup;
mod catalogue;
mod chain;
mod cipher;
#[cfg(test)]
mod conformance;
mod follow;
mod guests;
mod heads;
mod keyring;
mod memory;
mod pictures;
mod record;
mod restoring;
mod sqlite;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use plenary_domain::fact::{BadRecord, Record};
use plenary_domain::ids::ParticipantId;
use plenary_domain::letters::{Kept, Letter};

pub use catalogue::{Catalogue, Header};
pub use chain::{Audit, Audited, Break, Head, Printed, Tag};
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

/// One commit: the number of facts of a [`Record`], and the record itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub facts: u32,
    pub kept: Kept,
}

/// A record as read. It ends at `seq`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    pub seq: u64,
    pub bytes: Vec<u8>,
    /// What guests wrote in it.
    pub letters: Vec<Letter>,
    /// The guests who wrote in it what nobody can read any more.
    pub unreadable: Vec<ParticipantId>,
}

impl Stored {
    /// Returns the record with what guests wrote in it. Texts that nobody can read any more are empty.
    ///
    /// # Errors
    /// [`BadRecord`].
    pub fn record(&self) -> Result<Record, BadRecord> {
        let mut record = Record::decode(&self.bytes)?;
        for letter in &self.letters {
            record.restore(&letter.words)?;
        }
        Ok(record)
    }
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
    /// The log lacks what is remembered beside it. Its event stays shut until an operator accepts the loss.
    #[error(
        "its log ends at {seq} and does not contain what it was at {known}: it was cut, or replaced by an older copy or another one; \
         restore the newest copy, or go on with this one: plenary verify CODE --accept"
    )]
    Lost { seq: u64, known: u64 },
    #[error(
        "its records cannot be read: their key was destroyed when guest data was deleted, or log.keys belongs to another log"
    )]
    NoKey,
    #[error("the store failed: {0}")]
    Store(String),
}

/// A store of histories. Any task may call it; each event is expected to have one writer.
pub trait Log: Send + Sync + 'static {
    /// Appends a batch after `expected`, and returns once it is durable. Then the keys of the guests who erased what they wrote are
    /// destroyed, also if nobody knows whether the batch is durable.
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

    /// Returns the end of the event's chain: the place of the last durable record, and the fingerprint of everything before it.
    ///
    /// # Errors
    /// As [`Log::tail`].
    fn head(&self, event: EventId) -> BoxFuture<'static, Result<Head, LogError>>;

    /// Checks the event's whole chain, also the histories that were replaced and events that do not open, and looks for a head
    /// that was printed once.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`]. What is wrong with the chain is in the audit.
    fn audit(
        &self,
        event: EventId,
        sought: Option<Printed>,
    ) -> BoxFuture<'static, Result<Audit, LogError>>;

    /// Opens an event whose loss was noticed. The loss is forgotten for good with the next record: until then, it is noticed
    /// again at the next start.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`].
    fn accept(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>>;

    /// Follows a history from a position: first the records already durable, then new ones. A slow follower costs the
    /// log no memory.
    ///
    /// # Errors
    /// The stream's last item: [`LogError::NoEvent`] when the event is deleted; [`LogError::Corrupt`]; [`LogError::Store`].
    fn follow(&self, event: EventId, after: Position) -> Following;

    /// Replaces the history with a new one, which continues its chain. The old records stay, and nobody can read them any more, nor
    /// what its guests wrote.
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
