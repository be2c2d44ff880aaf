//! What a host looks at before the doors open, and the rehearsal that a server plays on a copy of the event.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Limit on the phones of a rehearsal that plays on the machine of the server. Each takes two of its open files.
pub const REHEARSAL_PHONES_MAX: u32 = 500;

/// `GET /CODE/readiness` (hosts): what is ready and what is not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "readiness.ts")]
pub struct Readiness {
    /// The server's clock, in milliseconds since 1970.
    #[ts(type = "number")]
    pub now: u64,
    /// In the order in which a host goes through them.
    pub checks: Vec<Check>,
    pub rehearsal: Rehearsal,
}

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "readiness.ts")]
pub struct Check {
    pub verdict: Verdict,
    #[serde(flatten)]
    pub of: Checked,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "readiness.ts")]
pub enum Verdict {
    Good,
    /// The event can take place, but somebody should look.
    Look,
    /// The event cannot take place like this.
    Bad,
}

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "check", rename_all = "snake_case")]
#[ts(export, export_to = "readiness.ts")]
pub enum Checked {
    /// The address at which phones join.
    Address {
        url: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        fault: Option<AddressFault>,
    },
    /// The name and password of the hall's Wi-Fi are known.
    Wifi { known: bool },
    /// Texts of the programme that lack a language, by language.
    Texts { missing: BTreeMap<String, u32> },
    /// Polls whose texts the screen cannot show on one picture in all languages, by estimate.
    Fit { polls: Vec<u32> },
    /// The day of the event, seen from its time zone.
    Date { date: String, over: bool },
    /// The disk of the data folder. `free_mib` is none where the system does not tell.
    Disk {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        free_mib: Option<u32>,
    },
    /// The last complete backup, and how often the server takes one by itself.
    Backup {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "number")]
        at: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        every_min: Option<u32>,
    },
}

/// Why phones cannot join at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "readiness.ts")]
pub enum AddressFault {
    /// Only this machine reaches it.
    OnlyHere,
    /// The machine no longer has it.
    Gone,
}

/// `POST /CODE/rehearse` (hosts): how many phones play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "readiness.ts")]
pub struct Rehearse {
    pub phones: u32,
}

/// The rehearsal of an event that this server played last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export, export_to = "readiness.ts")]
pub enum Rehearsal {
    /// There was none since the server started.
    None,
    Playing {
        /// In milliseconds since 1970.
        #[ts(type = "number")]
        since: u64,
        phones: u32,
    },
    Over(RehearsalReport),
    /// There is no report, because the rehearsal could not be played.
    Failed {
        /// In English.
        why: String,
    },
}

/// What a rehearsal found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "readiness.ts")]
pub struct RehearsalReport {
    /// When it ended, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: u64,
    /// Everyone joined, nothing acknowledged was lost, every tally equalled the ballots, and nothing unapproved reached the screen.
    pub good: bool,
    pub phones: u32,
    pub joined: u32,
    pub seconds: u32,
    pub ballots: u32,
    pub questions: u32,
    pub upvotes: u32,
    /// Milliseconds from a tap to its answer: of half of them, of 99 in 100, and of the slowest.
    pub answer_ms: [f64; 3],
    pub polls: u32,
    /// Polls whose result was not that of the ballots.
    pub unequal: u32,
    /// Commands that were acknowledged and are gone.
    pub lost: u32,
    /// Phones that saw another result than the host.
    pub diverged: u32,
    /// Questions on the screen that nobody had approved.
    pub unapproved: u32,
    /// Phones that gave up.
    pub gave_up: u32,
    /// Times the screen showed an older count after a newer one.
    pub went_back: u32,
    /// Phones that were not told to leave the hall.
    pub unwarned: u32,
    /// Kinds of news that reached no screen.
    pub off_screen: u32,
    /// Frames that could not be read.
    pub unreadable: u32,
    /// How long news took to the screens.
    pub to_screens: Vec<ScreenTimes>,
}

/// How long one kind of news took to the screens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "readiness.ts")]
pub struct ScreenTimes {
    pub what: RehearsalNews,
    /// Milliseconds: of half of the arrivals, of 99 in 100, and of the slowest.
    pub ms: [f64; 3],
}

/// What a rehearsal times on its way to the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "readiness.ts")]
pub enum RehearsalNews {
    /// A question that was approved or put on the screen.
    Approval,
    /// A question that was taken back.
    Retraction,
    FloorChange,
    CaptionLine,
    Evacuation,
}
