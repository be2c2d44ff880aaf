//! A slot of the agenda.

use plenary_domain::{fact, session as domain};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asking::QuestionSettings;
use crate::protocol::{Texts, same};

/// A slot of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SessionItem {
    pub id: u32,
    pub kind: SessionKind,
    pub title: Texts,
    /// Host only: the title as it was written last, while a translation of it is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newer: Option<Texts>,
    /// Local times, `HH:MM`, as things stand.
    pub start: String,
    pub end: String,
    /// The times of the plan, if the session is now at others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub planned: Option<PlannedTimes>,
    /// Ids of people, in programme order.
    pub speakers: Vec<u32>,
    pub panelists: Vec<u32>,
    pub state: SessionState,
    /// The position in the agenda.
    pub order: u32,
    /// Staff only: the revision for a command's `seen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rev: Option<u32>,
    /// Host only: the commands available now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub can: Option<Vec<SessionVerb>>,
    /// Staff only: what guests may do with questions while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub questions: Option<QuestionSettings>,
    /// Staff only: what the end of this session changed, so it can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<SessionEnd>,
}

/// The local times, `HH:MM`, of a session's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PlannedTimes {
    pub start: String,
    pub end: String,
}

/// What the end of a session changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SessionEnd {
    /// Polls that the end closed.
    pub polls: Vec<u32>,
    /// The question that was *now* and became *answered*.
    pub answered: Vec<u32>,
    /// Questions that were *next* and returned to *approved*.
    pub returned: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SessionKind {
    Opening,
    Keynote,
    Dialogue,
    RoundTable,
    Cooperation,
    Break,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SessionState {
    Coming,
    Running,
    Ended,
    Skipped,
}

/// What the host can do with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SessionVerb {
    Start,
    End,
    Resume,
    Skip,
    Unskip,
    /// Shifts the agenda from here on.
    Shift,
}

same!(
    SessionState,
    domain::SessionState,
    [Coming, Running, Ended, Skipped]
);
same!(
    SessionKind,
    domain::SessionKind,
    [
        Opening,
        Keynote,
        Dialogue,
        RoundTable,
        Cooperation,
        Break,
        Other
    ]
);
same!(
    SessionVerb,
    domain::Verb,
    [Start, End, Resume, Skip, Unskip, Shift]
);

impl From<&fact::SessionEnd> for SessionEnd {
    fn from(end: &fact::SessionEnd) -> SessionEnd {
        SessionEnd {
            polls: end.polls.iter().map(|id| id.0).collect(),
            answered: end.answered.iter().map(|id| id.0).collect(),
            returned: end.returned.iter().map(|id| id.0).collect(),
        }
    }
}
