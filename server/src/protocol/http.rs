//! The bodies of HTTP requests and responses.

use std::collections::BTreeMap;

use plenary_domain::translation::wordings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::items::addressee::Addressee;
use super::items::question::{DeclineReason, QuestionContent, QuestionState};
use super::items::task::Passage;
use super::role::Role;

/// `POST /CODE/join`: makes this browser a participant. The identity is in the response's cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Joined {
    /// False: this browser was already a participant.
    pub fresh: bool,
}

/// `POST /CODE/auth`: trades a role secret for a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Auth {
    pub role: Role,
    /// The panelist's key, as in the page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<String>,
    /// The part after `#` in the link.
    pub secret: String,
}

/// `GET /CODE/links` (hosts): one link per role and panelist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct RoleLink {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<u32>,
    pub url: String,
}

/// `GET /CODE/address?poll=ID` (hosts): the address that shows one poll alone, in slides or in a video mixer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct PollAddress {
    pub url: String,
    /// The origins whose pages may contain it. None: the operator named none.
    pub origins: Vec<String>,
}

/// `POST /CODE/code` (guests): enters a single-use code, as a guest types or scans it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct EnterCode {
    pub code: String,
}

/// `POST /CODE/similar` (guests): what a guest has typed so far. The answer has the similar questions that guests see, the most
/// similar first, at most three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Typed {
    pub text: String,
}

/// `GET /CODE/hall` (hosts, moderators, screens): the code that the screen shows to those in the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct HallCode {
    /// Five letters and digits.
    pub code: String,
    /// Milliseconds until the next code.
    #[ts(type = "number")]
    pub left_ms: u64,
}

/// `GET /CODE/codes.json` (hosts): one for each single-use code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct CodeCard {
    /// The number on the card, from 1.
    pub n: u32,
    /// Ten letters and digits.
    pub code: String,
    /// Joins the event and enters the code.
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// What the code says of its guest: the key of a value, by the key of its group.
    #[ts(as = "BTreeMap<String, String>")]
    pub groups: BTreeMap<String, String>,
    /// A guest has entered it.
    pub taken: bool,
}

/// `GET /CODE/concerns?question=17` (hosts, moderators; also `entry`, `nickname`): whom a mute of the guest who wrote it would concern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Concerns {
    /// That guest, and everybody who came with that guest and is not muted.
    pub guests: u32,
    /// What of theirs no moderator has read: questions, nicknames and answers. It moves to the list of muted guests.
    pub waiting: u32,
}

/// The body of every HTTP error: a stable kind, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct HttpError {
    pub kind: String,
    pub message: String,
    /// The id of the server's log line, for errors of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
}

/// `GET /CODE/questions/ID` (moderators, hosts): what a row at the desk has no room for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Leaf {
    pub id: u32,
    /// The text as asked, before any edit.
    pub asked: QuestionContent,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
    /// Number of steps before the first one here.
    pub dropped: u32,
    /// What happened since, in order; the last 60 steps.
    pub steps: Vec<LeafStep>,
    /// Notes of colleagues, in the order of writing.
    pub notes: Vec<LeafNote>,
    /// The other questions of the same guest.
    pub others: Vec<u32>,
}

/// A step in the life of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct LeafStep {
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// Who did it. Absent: the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<Role>,
    /// The number of the desk among those of the role, if the server knew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub n: Option<u32>,
    pub did: Deed,
    /// The question can stand again as it stood after this step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub back: bool,
}

/// What a step did. Numbers are ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "http.ts")]
pub enum Deed {
    Approved,
    Declined(DeclineReason),
    Edited,
    Moved(QuestionState),
    Addressed(Addressee),
    AddressedToAll,
    Withdrawn,
    /// Into this question.
    Merged(u32),
    /// This question was merged into it.
    Joined(u32),
    /// It stands alone again.
    Split,
    /// This question was split off.
    Parted(u32),
    Labelled(u32),
    Unlabelled(u32),
    Starred(bool),
    Pinned(bool),
    /// So many reports of guests were looked at; 0: they are open again.
    Settled(u32),
    /// A note was written; false: one was taken away.
    Noted(bool),
    /// The reply was written or changed; false: it was taken back.
    Replied(bool),
    /// The reply was translated; false: that translation was taken back.
    ReplyTranslated(bool),
}

/// A note for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct LeafNote {
    /// Names it in commands.
    pub number: u32,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<Role>,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
}

/// The body of `POST /CODE/aids` and `POST /CODE/draft` (interpreters): a text, and a language of the event into which it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct AidsOf {
    pub of: Passage,
    pub lang: String,
}

/// `POST /CODE/aids`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Aids {
    /// Earlier wordings of the text or of similar ones, the most similar first, at most three.
    pub wordings: Vec<Wording>,
    /// A machine makes drafts.
    pub drafts: bool,
}

/// How a similar text was put into the language before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Wording {
    pub of: Passage,
    pub original: String,
    pub text: String,
    /// How similar the originals are, in percent.
    pub share: u8,
}

impl From<wordings::Wording> for Wording {
    fn from(wording: wordings::Wording) -> Wording {
        let wordings::Wording {
            of,
            original,
            text,
            share,
        } = wording;
        Wording {
            of: of.into(),
            original,
            text,
            share,
        }
    }
}

/// `POST /CODE/draft`: what a machine makes of a text. A person has to read and save it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Draft {
    pub text: String,
}

/// The body of `POST /CODE/fit` (interpreters): a translation that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct FitOf {
    pub of: Passage,
    pub lang: String,
    pub text: String,
}

/// What the screen makes of a text, by estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "http.ts")]
pub enum Fit {
    /// All languages fit.
    Whole,
    /// They fit in small letters.
    Small,
    /// They stand on pages that turn.
    Pages,
    /// Languages are left out.
    Languages,
}
