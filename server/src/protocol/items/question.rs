//! A question from the hall.

use std::collections::BTreeMap;

use plenary_domain::question as domain;
use plenary_domain::screening::Content;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::addressee::Addressee;
use crate::protocol::{Role, Texts, is_zero, same};

/// A question, as far as this viewer may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionItem {
    pub id: u32,
    pub content: QuestionContent,
    /// To whom it is put; absent: to everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Addressee>,
    pub state: QuestionState,
    pub upvotes: u32,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
    /// Numbers the last move among those of all questions: the question that moved last has the highest number.
    #[ts(type = "number")]
    pub since: u64,
    /// The place in the line of *next* questions, lowest first. Other questions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub place: Option<u64>,
    /// A moderator or host asked it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub staff: bool,
    /// The questions merged into it, in the words of those who asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<MergedText>>")]
    pub merged: Vec<MergedText>,
    /// With `merged`: the guests who support or asked its own text. `upvotes` counts those of all texts, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub own: Option<u32>,
    /// The staff's reply in writing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub reply: Texts,
    /// Moderators and hosts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub desk: Option<QuestionDesk>,
}

/// A question that was merged into another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MergedText {
    pub id: u32,
    pub content: QuestionContent,
    /// The guests who support or asked this text.
    pub upvotes: u32,
}

/// Who moved a question: a role, and the number of the desk if the server knew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MovedBy {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub n: Option<u32>,
}

/// What desks see of a question in addition to its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionDesk {
    /// The revision for a command's `seen`.
    pub rev: u32,
    /// The commands available now; on a panelist's page, those of the addressed panelist.
    pub can: Vec<QuestionVerb>,
    /// The session it belongs to: the one in which it was asked, or into which it was carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// A moderator changed the asker's text.
    pub edited: bool,
    /// A moderator muted the guest who asked it: how many were muted together, that guest included.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub muted: u32,
    /// Phones show it although no moderator has read it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub posted: bool,
    /// Reports of guests at which nobody of the staff has looked.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub reports: u32,
    /// Reports at which somebody has looked.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub settled: u32,
    /// Earlier questions of its session that say nearly the same, the most similar first, at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub similar: Vec<u32>,
    /// The word of the event's list that marks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub marked: Option<String>,
    /// Unix milliseconds of the last move.
    #[ts(type = "number")]
    pub moved_at: u64,
    /// Who made the last move. Absent: not staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<MovedBy>,
    /// The question that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub into: Option<u32>,
    /// In the order of labelling.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub labels: Vec<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub star: bool,
    /// It stands above the others at the desks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub pin: bool,
    /// Number of notes for colleagues; the leaf has their texts.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub notes: u32,
    /// Rises with every change of a label, star, pin or note, and when reports are looked at.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub marks: u32,
    /// The revision of the reply, for the command's `seen`.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub reply: u32,
}

/// One revision of a guest's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionContent {
    /// The question as asked (or as edited).
    pub text: String,
    /// The language of `text`: one of the event's.
    pub lang: String,
    /// The same text in others of the event's languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub translations: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub org: Option<String>,
}

/// A question's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum QuestionState {
    Waiting,
    Approved,
    Next,
    Now,
    Answered,
    Declined,
    Withdrawn,
    /// Its author erased what it said: its `content` is empty.
    Erased,
    /// Put away with its session, unanswered.
    Archived,
    /// It is one of the texts of another question.
    Merged,
}

/// Why a question was declined; shown in the asker's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum DeclineReason {
    OffTopic,
    AlreadyAsked,
    ForAPerson,
    NotForDisplay,
    /// Only the note gives the reason.
    Other,
}

/// What a desk can do with a question: a command, or the target state of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum QuestionVerb {
    Approve,
    Decline,
    Edit,
    Address,
    Merge,
    Split,
    Reply,
    Waiting,
    Approved,
    Next,
    Now,
    Answered,
}

same!(
    QuestionState,
    domain::QuestionState,
    [
        Waiting, Approved, Next, Now, Answered, Declined, Withdrawn, Erased, Archived, Merged
    ]
);
same!(
    DeclineReason,
    domain::DeclineReason,
    [OffTopic, AlreadyAsked, ForAPerson, NotForDisplay, Other]
);
same!(
    QuestionVerb,
    domain::state::Verb,
    [
        Approve, Decline, Edit, Address, Merge, Split, Reply, Waiting, Approved, Next, Now,
        Answered
    ]
);

impl From<&Content> for QuestionContent {
    fn from(content: &Content) -> QuestionContent {
        QuestionContent {
            text: content.text.clone(),
            lang: content.lang.clone(),
            translations: content.translations.clone(),
            name: content.name.clone(),
            org: content.org.clone(),
        }
    }
}

impl From<QuestionContent> for Content {
    fn from(content: QuestionContent) -> Content {
        let QuestionContent {
            text,
            lang,
            translations,
            name,
            org,
        } = content;
        Content {
            text,
            lang,
            translations,
            name,
            org,
        }
    }
}
