//! The event file: reads an event that a person wrote in TOML, and writes one. This module owns the format, its limits,
//! and the sentences that say what is wrong and where. It never touches the disk, and knows no running event; its caller finds the
//! [`pictures`] that options name.
//!
//! A file has one `[event]`, and any number of `[[group]]`, `[[person]]`, `[[session]]`, `[[poll]]`, `[[survey]]` and `[[label]]`. A text is a table with one
//! text per language (`title = { en = "Opening", zh-Hans = "开幕式" }`); the event's first language is required. An
//! event in one language may use plain strings. `deploy/events/chengdu.toml` is a complete example.

mod groups;
mod items;
mod languages;
mod parse;
pub mod pictures;
mod poll;
mod questions;
mod reader;
mod survey;
mod syntax;
mod terms;
mod values;
mod write;

#[cfg(test)]
mod tests;

use plenary_domain::program::Program;

pub use parse::{check, check_with, parse, parse_with};
pub use write::write;

/// Limit on an event file in bytes: 1 MiB.
pub const BYTES_MAX: usize = 1 << 20;
/// Limit on reported faults.
pub const FAULTS_MAX: usize = 100;

/// Returns a commented event file to start from, valid as it is, with this date and time zone.
pub fn new(date: &str, zone: &str) -> String {
    let file = include_str!("new.toml");
    file.replace("{date}", date).replace("{zone}", zone)
}

/// The content of an event file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFile {
    pub program: Program,
    /// The join code that the file asks for, in upper case. If it is taken, an import assigns another one.
    pub code: Option<String>,
}

/// The result of checking an event file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The event, or all faults in file order, at most [`FAULTS_MAX`].
    pub file: Result<EventFile, Vec<Fault>>,
    /// Likely mistakes in a valid file; empty if there are faults.
    pub warnings: Vec<Fault>,
}

/// A fault in an event file and its place. Displays as `LINE:COLUMN: message`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Starts at 1.
    pub line: usize,
    /// In characters, starts at 1.
    pub column: usize,
    /// What was found, and what was expected.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for Fault {}
