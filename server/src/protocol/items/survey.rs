//! A survey, and how far the guests have come with it.

use std::collections::BTreeMap;

use plenary_domain::ids::SessionId;
use plenary_domain::survey as domain;
use plenary_domain::survey::make::Draft;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::poll::{Phase, PollDraft, VotersDraft};
use crate::protocol::{Texts, same};

/// Polls that guests answer as one form. Participants and the screen see it once it has opened; a host always sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SurveyItem {
    pub id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    pub title: Texts,
    /// Its polls, in the order of the form.
    pub polls: Vec<u32>,
    /// Open while its polls are; revealed once all their results are.
    pub phase: Phase,
    /// The highest `since` of its polls, or a higher number when it got other polls; a command's `seen`.
    #[ts(type = "number")]
    pub since: u64,
    /// The position in the file.
    pub order: u32,
    /// Host only: the commands available now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub can: Option<Vec<SurveyVerb>>,
}

/// A survey as a host writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SurveyDraft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    pub title: Texts,
    /// Its questions, 1 to 20. Their own `session` and `voters` are ignored.
    pub polls: Vec<PollDraft>,
    /// Guests need a single-use code, each for one form.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub one_per_code: bool,
    /// Of each group, by its key, a guest's code must give one of these values. The groups are assigned ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, Vec<String>>>")]
    pub only: BTreeMap<String, Vec<String>>,
}

impl From<SurveyDraft> for Draft {
    fn from(draft: SurveyDraft) -> Draft {
        let SurveyDraft {
            session,
            title,
            polls,
            one_per_code,
            only,
        } = draft;
        Draft {
            title,
            session: session.map(SessionId),
            voters: VotersDraft {
                code: one_per_code,
                only,
                ..VotersDraft::default()
            }
            .into(),
            polls: polls.into_iter().map(Into::into).collect(),
        }
    }
}

/// How far the guests have come with a survey: a separate item, so an answer changes few bytes. Screens and hosts only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ProgressItem {
    /// The survey.
    pub id: u32,
    /// Guests who have answered one of its polls.
    pub began: u32,
    /// Guests who have answered all of them.
    pub finished: u32,
}

/// What the host can do with a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SurveyVerb {
    Open,
    Close,
    Reveal,
    Hide,
    Repeat,
    Reset,
    Remove,
}

same!(
    SurveyVerb,
    domain::run::Verb,
    [Open, Close, Reveal, Hide, Repeat, Reset, Remove]
);
