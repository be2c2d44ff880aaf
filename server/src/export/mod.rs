//! An event as files: a spreadsheet, tables, charts, and its questions as text. All of them say what the report says; nothing is counted
//! here. The files for machines are `http/export`.
//!
//! No identity is in them, and of groups only what the report tells: the same values are left out of every file, so no two files together
//! say more than one.

mod chart;
mod csv;
mod markdown;
mod names;
mod results;
mod sheets;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{self, Write};

use crate::report::Report;

pub use chart::svg;
pub use sheets::{Cell, Sheet, sheets};

/// A file that an event is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
    Charts,
    Questions,
}

impl Format {
    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv | Format::Charts => "application/zip",
            Format::Questions => "text/markdown; charset=utf-8",
        }
    }

    /// Returns the name of the file for an event of this code.
    pub fn file(self, code: &str) -> String {
        match self {
            Format::Xlsx => format!("{code}.xlsx"),
            Format::Csv => format!("{code}-csv.zip"),
            Format::Charts => format!("{code}-charts.zip"),
            Format::Questions => format!("{code}-questions.md"),
        }
    }

    /// Writes the file, part by part. Call it where it may block.
    ///
    /// # Errors
    /// Those of `to`; errors of the format's own writer.
    pub fn write(self, report: &Report, to: impl Write) -> io::Result<()> {
        match self {
            Format::Xlsx => xlsx::write(report, to),
            Format::Csv => csv::write(report, to),
            Format::Charts => chart::write(report, to),
            Format::Questions => markdown::write(report, to),
        }
    }
}
