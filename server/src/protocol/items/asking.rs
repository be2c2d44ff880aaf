//! What guests may do with questions, and what has become of those asked.

use plenary_domain::question::settings as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::question::DeclineReason;
use crate::protocol::{is_zero, same};

/// Whether guests may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Asking {
    Open,
    /// Not for the moment.
    Paused,
    /// Not any more in this session.
    Closed,
}

/// The order in which a guest first sees the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum QuestionOrder {
    Top,
    Newest,
}

same!(Asking, domain::Asking, [Open, Paused, Closed]);
same!(QuestionOrder, domain::Order, [Top, Newest]);

/// What guests may do with questions in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionSettings {
    pub asking: Asking,
    /// Phones show a question before a moderator has read it. Screens never do.
    pub at_once: bool,
    /// A question needs a name and an organisation.
    pub named: bool,
    /// Limit on one guest's questions in the session, without those withdrawn.
    pub limit: u32,
    pub upvotes: bool,
    pub order: QuestionOrder,
    /// A phone's list keeps its order until its guest asks for the new one.
    pub calm: bool,
}

impl From<domain::Settings> for QuestionSettings {
    fn from(settings: domain::Settings) -> QuestionSettings {
        let domain::Settings {
            asking,
            at_once,
            named,
            limit,
            upvotes,
            order,
            calm,
        } = settings;
        QuestionSettings {
            asking: asking.into(),
            at_once,
            named,
            limit,
            upvotes,
            order: order.into(),
            calm,
        }
    }
}

/// A change of what guests may do with questions in a session; without `session` outside of sessions, and in those without settings
/// of their own. What is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct QuestionChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asking: Option<Asking>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at_once: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub named: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub upvotes: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub order: Option<QuestionOrder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub calm: Option<bool>,
}

impl From<QuestionChange> for domain::Change {
    fn from(change: QuestionChange) -> domain::Change {
        let QuestionChange {
            session: _,
            asking,
            at_once,
            named,
            limit,
            upvotes,
            order,
            calm,
        } = change;
        domain::Change {
            asking: asking.map(Into::into),
            at_once,
            named,
            limit,
            upvotes,
            order: order.map(Into::into),
            calm,
        }
    }
}

/// What has become of the questions of the running session, or of the one that ended last. Only numbers, and no item while nobody
/// has asked anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct AskedItem {
    /// No moderator has decided yet.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub waiting: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub answered: u32,
    /// The number of questions declined for each reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<(DeclineReason, u32)>>")]
    pub declined: Vec<(DeclineReason, u32)>,
}
