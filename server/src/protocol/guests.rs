//! A guest list that a host uploads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::items::guest::GuestName;

/// Limit on a guest list in bytes: room for thousands of people with long names.
pub const GUESTS_BYTES_MAX: usize = 2 << 20;

/// `POST /CODE/guests`: what a list changes, or with `?look=1` would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "guests.ts")]
pub struct GuestsRead {
    /// What is wrong with it. If there is anything, nothing was changed. At most 50, in their order.
    pub faults: Vec<GuestFault>,
    /// How many more faults there are.
    pub more: u32,
    pub added: Vec<GuestName>,
    /// People as they were and as they are now.
    pub changed: Vec<(GuestName, GuestName)>,
    /// People who keep their group, because somebody has entered the code of their badge already.
    pub kept: Vec<GuestName>,
    /// How many are as they were.
    pub same: u32,
    /// The headings of columns that were not read.
    pub ignored: Vec<String>,
}

/// A fault in a guest list, and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "guests.ts")]
pub struct GuestFault {
    /// As spreadsheets count, from 1. Absent for a fault of the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub row: Option<u32>,
    /// As spreadsheets name it: `A`. For a wrong encoding the number of the character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<String>,
    pub wrong: GuestWrong,
}

/// What is wrong with a guest list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "guests.ts")]
pub enum GuestWrong {
    /// The file is too large.
    TooLarge {
        bytes_max: u32,
    },
    /// The workbook takes more than this when it is unpacked.
    Unpacks {
        bytes_max: u32,
    },
    /// It is neither CSV nor a workbook that can be read.
    NoTable,
    /// It is not UTF-8: a sentence in English, which names the likely encoding.
    Encoding {
        message: String,
    },
    /// A quotation mark opens in this row and never closes.
    OpenQuote,
    Empty,
    /// No column is headed *name*.
    NoNames,
    /// Another column says the same.
    ColumnTwice,
    /// A formula. Only values are read.
    Formula,
    /// A person without a name.
    Missing,
    TooLong {
        chars_max: u32,
    },
    /// The row is the same person as this one.
    Twice {
        row: u32,
    },
    /// Several people on the list have this name and organisation; the badge would tell which.
    Several,
    /// The group has no such value.
    UnknownValue,
    /// Guests choose this group themselves.
    NotAssigned,
    /// More people than a list can have.
    TooMany {
        max: u32,
    },
}
