//! A participant's own data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::addressee::Addressee;
use super::cards::Card;
use super::entry::EntryState;
use super::question::{DeclineReason, QuestionContent, QuestionState};
use crate::protocol::Texts;
use crate::protocol::is_zero;
use crate::protocol::poll::Ballot;

/// The participant's own data, always whole; replaces the last one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Mine {
    pub ballots: Vec<OwnBallot>,
    pub questions: Vec<OwnQuestion>,
    /// The questions this participant supports.
    pub upvotes: Vec<u32>,
    /// The questions this participant reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub reports: Vec<u32>,
    /// The groups this participant was asked for and has answered or skipped, or of which their code gives a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Declared>>")]
    pub declared: Vec<Declared>,
    /// The cards this participant holds up, one in a session at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<OwnCard>>")]
    pub cards: Vec<OwnCard>,
    /// The number on this participant's single-use code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<u32>,
    /// The name under which this participant answers named polls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<OwnName>,
    /// This participant entered the hall's code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub hall: bool,
    /// The nickname this participant chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub nickname: Option<OwnNickname>,
    /// This participant's place on the leaderboard, once the answer of a question they answered is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<OwnPlace>,
}

/// The name under which a participant answers named polls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnName {
    pub text: String,
    /// It stands on the participant's code, so they cannot change it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub of_code: bool,
}

/// A participant's own nickname, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnNickname {
    pub text: String,
    pub state: EntryState,
}

/// A participant's own place on the leaderboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnPlace {
    /// One more than the number of players with more points.
    pub rank: u32,
    pub points: u32,
    /// Number of players.
    pub players: u32,
}

/// A participant's own card in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnCard {
    pub session: u32,
    pub card: Card,
}

/// A participant's own ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnBallot {
    pub poll: u32,
    /// The ballot counts in this round of the poll.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub round: u32,
    pub ballot: Ballot,
    /// What it earned, once the correct answer is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub points: Option<u32>,
    /// What became of each text in the ballot, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<OwnEntry>>")]
    pub written: Vec<OwnEntry>,
    /// It does not count, because another ballot of the participant's organisation does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub replaced: bool,
}

/// What became of a text in a participant's ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnEntry {
    /// The entry under which it counts.
    pub id: u32,
    pub state: EntryState,
}

/// A guest's own question, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnQuestion {
    pub id: u32,
    /// The guest's text; the approved text once there is one.
    pub content: QuestionContent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Addressee>,
    pub state: QuestionState,
    pub upvotes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// Others see it already, although no moderator has read it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub posted: bool,
    /// The session it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
    /// Staff changed the words, or the name, that others read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub edited: bool,
    /// The staff's reply in writing.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub reply: Texts,
    /// The question that it was merged into: support, reason, note and reply are that one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub joined: Option<JoinedInto>,
}

/// What became of a question that was merged into another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct JoinedInto {
    pub id: u32,
    pub state: QuestionState,
    /// The other question, where everybody sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub content: Option<QuestionContent>,
}

/// A participant's answer to one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Declared {
    pub group: u8,
    /// Absent: the participant skipped it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<u8>,
}
