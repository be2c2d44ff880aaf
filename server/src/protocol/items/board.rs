//! The leaderboard of the quiz, and the nicknames on it.

use plenary_domain::people::nicknames as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::{EntryState, EntryVerb};
use crate::protocol::is_zero;

/// The leaderboard. Hosts see it once an answer is told, and everybody else while it is on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct BoardItem {
    /// Number of questions whose answer is told.
    pub questions: u32,
    /// Number of guests who answered any of them.
    pub players: u32,
    /// The players with the most points, at most ten. Those with equal points have equal ranks.
    pub rows: Vec<BoardRow>,
    /// Number of further players with as many points as the last row.
    #[serde(default, skip_serializing_if = "crate::protocol::is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub beside: u32,
}

/// A player on the leaderboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct BoardRow {
    pub rank: u32,
    pub points: u32,
    /// The points of the last question.
    #[serde(default, skip_serializing_if = "crate::protocol::is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub gained: u32,
    /// The nickname. Absent for a guest without an approved one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<BoardName>,
}

/// An approved nickname.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct BoardName {
    pub text: String,
    /// One of the event's languages, as the script says.
    pub lang: String,
}

/// A nickname that a guest chose. Moderators and hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NicknameItem {
    pub id: u32,
    pub text: String,
    /// One of the event's languages, as the script says.
    pub lang: String,
    pub state: EntryState,
    /// It contains a word that the event file marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub marked: bool,
    /// A moderator muted the guest who chose it: how many were muted together, that guest included.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub muted: u32,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// The revision for a command's `seen`.
    pub rev: u32,
    /// The commands available now.
    pub can: Vec<EntryVerb>,
}

impl From<domain::Verb> for EntryVerb {
    fn from(verb: domain::Verb) -> EntryVerb {
        match verb {
            domain::Verb::Approve => EntryVerb::Approve,
            domain::Verb::Hide => EntryVerb::Hide,
        }
    }
}
