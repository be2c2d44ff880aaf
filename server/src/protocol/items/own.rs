//! What is a participant's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::question::{DeclineReason, QuestionContent, QuestionState};
use crate::protocol::poll::Ballot;

/// What is the participant's own, whole; replaces the last one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Mine {
    pub ballots: Vec<OwnBallot>,
    pub questions: Vec<OwnQuestion>,
    /// Questions supported.
    pub upvotes: Vec<u32>,
    /// What one was asked about and has answered or skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Declared>>")]
    pub declared: Vec<Declared>,
}

/// A participant's own ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnBallot {
    pub poll: u32,
    pub ballot: Ballot,
}

/// A guest's own question, with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnQuestion {
    pub id: u32,
    /// The guest's words; the approved ones as soon as there are any.
    pub content: QuestionContent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<u32>,
    pub state: QuestionState,
    pub upvotes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
}

/// A participant's answer to which value of a group they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Declared {
    pub group: u8,
    /// Absent: the participant would not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<u8>,
}
