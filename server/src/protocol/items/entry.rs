//! What guests wrote into polls, for those who screen it.

use std::collections::BTreeMap;

use plenary_domain::poll::{entries, reading};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::question::QuestionContent;
use crate::protocol::{Texts, is_zero, same};

/// A text that guests wrote into a poll. Moderators and hosts only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EntryItem {
    pub id: u32,
    pub poll: u32,
    /// As its first guest wrote it.
    pub content: QuestionContent,
    pub state: EntryState,
    /// The number of ballots with it.
    pub count: u32,
    /// It is approved, and a translation of it is not yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub pending: bool,
    /// It contains a word that the event file marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub marked: bool,
    /// The entry with which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub with: Option<u32>,
    /// The screen shows it large.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub taken: bool,
    /// Only a muted guest wrote it: how many were muted together, that guest included.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub muted: u32,
    /// The name of its group, as it was named first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<String>,
    /// What the group is called in the event's languages, where somebody said it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub headings: Texts,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// The revision for a command's `seen`.
    pub rev: u32,
    /// The commands available now.
    pub can: Vec<EntryVerb>,
}

/// The state of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum EntryState {
    Waiting,
    Approved,
    /// A moderator has read it and does not show it.
    Hidden,
}

/// What a desk can do with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum EntryVerb {
    Approve,
    Hide,
    /// Makes it count with an approved one.
    Join,
    /// Makes it count alone again.
    Part,
    Translate,
    Group,
    /// Shows it large on the screen.
    Take,
}

same!(EntryState, entries::EntryState, [Waiting, Approved, Hidden]);
same!(
    EntryVerb,
    reading::Verb,
    [Approve, Hide, Join, Part, Translate, Group, Take]
);
