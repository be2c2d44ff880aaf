//! Feeds every parser of outside bytes with bytes that nobody should send. A target must hold for any input: it panics on
//! a fault. `tests/short.rs` runs each target on mutated seeds with every test run; `tests/long/fuzz` runs libFuzzer.

mod commands;
mod event_file;
mod records;
mod requests;
mod sockets;

/// A parser, what must hold for any input, and inputs to begin with.
pub struct Target {
    pub name: &'static str,
    /// Panics on a fault.
    pub run: fn(&[u8]),
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All targets.
pub const TARGETS: [Target; 5] = [
    sockets::TARGET,
    commands::TARGET,
    event_file::TARGET,
    records::TARGET,
    requests::TARGET,
];
