//! The event file: an event written by hand as TOML, and back. It owns the file's format, its limits and the sentences
//! that tell a person what is wrong and where; it never touches the disk, and it knows no event that runs.
//!
//! A file has one `[event]`, and any number of `[[group]]`, `[[person]]`, `[[session]]` and `[[poll]]`. A text is a table with one
//! text a language (`title = { en = "Opening", zh-Hans = "开幕式" }`); the event's first language is always there. An
//! event in one language may write plain strings. `deploy/events/chengdu.toml` is the example to learn from.

pub mod accent;
mod groups;
mod items;
mod languages;
mod parse;
mod poll;
mod reader;
mod syntax;
mod values;
mod write;
mod zones;

#[cfg(test)]
mod tests;

use plenary_domain::program::Program;

pub use parse::{check, parse};
pub use write::write;

/// The most bytes of an event file: 1 MiB.
pub const BYTES_MAX: usize = 1 << 20;
/// The most faults that are told at once.
pub const FAULTS_MAX: usize = 100;

/// An event file to begin with: commented, and good as it is, on this date in this zone.
pub fn new(date: &str, zone: &str) -> String {
    let file = include_str!("new.toml");
    file.replace("{date}", date).replace("{zone}", zone)
}

/// What an event file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFile {
    pub program: Program,
    /// The join code that the file wishes for, in upper case. An import gives another one where it is taken.
    pub code: Option<String>,
}

/// What there is to say of an event file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The event, or every fault found, in the order of the file and at most [`FAULTS_MAX`].
    pub file: Result<EventFile, Vec<Fault>>,
    /// What is probably not meant, though an event can be made of it; none beside faults.
    pub warnings: Vec<Fault>,
}

/// Something in an event file that is not as it should be, and where. Shown as `LINE:COLUMN: message`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
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
