//! What the server counts about itself. `http/metrics.rs` writes it down for Prometheus.
//!
//! The numbers are statics, because they are of the process and nothing that is decided may depend on them: they are only
//! written here, and read by whoever scrapes. A number costs an atomic addition without ordering, and those of a hot path
//! belong to one thread each. No label comes from outside: events, addresses and texts are in none.
//!
//! We do not use a library: the format is lines of text, and the known ones take a lock for each histogram.

mod commands;
mod kinds;
mod text;

use std::time::Duration;

pub use commands::{Commands, Kind, Outcome};
pub use kinds::{Counter, Gauge, Histogram};
pub use text::Page;

/// Limit on roles that sockets are counted by.
pub const AUDIENCES_MAX: usize = 16;
/// Limit on threads that own sockets: eight for guests, and one for staff.
pub const SHARDS_MAX: usize = 9;

/// What clients asked for, by kind and outcome.
pub static COMMANDS: Commands = Commands::new();
/// Messages that a room took in one turn.
pub static TURNS: Histogram = Histogram::of_numbers();
/// Rooms' batches in one transaction.
pub static MERGED: Histogram = Histogram::of_numbers();
/// A transaction of the log, from its begin to its end.
pub static COMMITS: Histogram = Histogram::of_times();
/// SQLite's COMMIT alone: the transaction's pages are written to the write-ahead log and synced.
pub static SYNCS: Histogram = Histogram::of_times();
/// Rooms' batches by what became of them.
pub static APPENDS: ByName<4> = ByName::new(["ok", "conflict", "failed", "unknown"]);
/// Who was not let in.
pub static REFUSED: ByName<5> = ByName::new(["door", "full", "line", "join", "slow"]);
/// Connections that make requests and were ended to make room.
pub static CUT: Counter = Counter::new();
/// Those of each shard.
pub static SHARDS: [OfShard; SHARDS_MAX] = [const { OfShard::new() }; SHARDS_MAX];

/// The places of the names in [`APPENDS`].
#[derive(Debug, Clone, Copy)]
pub enum Append {
    Ok,
    Conflict,
    Failed,
    Unknown,
}

/// The places of the names in [`REFUSED`].
#[derive(Debug, Clone, Copy)]
pub enum Refused {
    /// More connections wait for a seat than may.
    Door,
    /// There is no place for a socket.
    Full,
    /// A phone's turn did not come in time.
    Line,
    /// A guest could not join, because too many do, or because the log cannot be written.
    Join,
    /// A request did not arrive, or was not answered, in time.
    Slow,
}

/// The places of the names in [`OfShard::shed`].
#[derive(Debug, Clone, Copy)]
pub enum Shed {
    /// Its place went to another one.
    GaveWay,
    /// It does not read what it asked for.
    Slow,
    /// Nothing was heard of it.
    Silent,
    /// It violates the protocol.
    Violation,
    /// Too many bytes of unfinished messages are held.
    Memory,
}

/// The numbers of one shard. They are in cache lines of their own, so that threads do not slow each other down.
#[repr(align(128))]
pub struct OfShard {
    /// By role.
    pub sockets: [Gauge; AUDIENCES_MAX],
    /// From a command's arrival to its answer's departure.
    pub acks: Histogram,
    /// From the moment a view was published to the moment its last member was written to.
    pub sweeps: Histogram,
    /// Sockets that the server ended.
    pub shed: ByName<5>,
}

/// Counters with names.
pub struct ByName<const N: usize> {
    names: [&'static str; N],
    counts: [Counter; N],
}

impl<const N: usize> ByName<N> {
    const fn new(names: [&'static str; N]) -> ByName<N> {
        ByName {
            names,
            counts: [const { Counter::new() }; N],
        }
    }

    /// Returns the names with their counts.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.counts.iter().map(Counter::get);
        self.names.iter().copied().zip(counts)
    }
}

impl ByName<4> {
    /// Counts one batch.
    pub fn count(&self, what: Append) {
        self.counts[what as usize].add(1);
    }
}

impl ByName<5> {
    /// Counts one that was not let in.
    pub fn refuse(&self, why: Refused) {
        self.counts[why as usize].add(1);
    }

    /// Counts one that was ended.
    pub fn shed(&self, why: Shed) {
        self.counts[why as usize].add(1);
    }
}

impl OfShard {
    const fn new() -> OfShard {
        OfShard {
            sockets: [const { Gauge::new() }; AUDIENCES_MAX],
            acks: Histogram::of_times(),
            sweeps: Histogram::of_times(),
            shed: ByName::new(["gave_way", "slow", "silent", "violation", "memory"]),
        }
    }
}

/// Returns the numbers of the shard with this number.
pub fn of_shard(number: usize) -> &'static OfShard {
    &SHARDS[number % SHARDS_MAX]
}

/// Returns a time in the unit of histograms.
pub fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
