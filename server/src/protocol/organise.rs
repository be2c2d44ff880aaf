//! The organiser's page: the events of a server, and how new ones are made. Texts of templates come in all languages that they have.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Texts;

/// `GET /organise/events`: everything that the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct EventList {
    /// Those that can be read, the latest date first.
    pub events: Vec<EventLine>,
    /// Codes of events that cannot be opened; the server's output says why.
    pub unreadable: Vec<String>,
    pub templates: Vec<TemplateLine>,
    pub logins: Vec<OrganiserLogin>,
    /// The login of this browser.
    pub own: u32,
    /// For how long an event that was thrown away can be restored.
    pub trash_days: u32,
}

/// An event in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct EventLine {
    pub code: String,
    pub title: Texts,
    pub venue: Texts,
    pub langs: Vec<String>,
    /// ISO 8601 local date.
    pub date: String,
    pub zone: String,
    pub when: When,
    /// The title of the session that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub running: Option<Texts>,
    pub sessions: u32,
    pub polls: u32,
    pub people: u32,
    pub terms: u32,
    /// Guests who joined. Zero once they are forgotten.
    pub guests: u32,
    /// Texts of the programme that lack one of the event's languages.
    pub missing: u32,
    /// The guests' data was deleted at the end of its retention.
    pub forgotten: bool,
    pub archived: bool,
    /// It is in the trash, and deleted at this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub ends_at: Option<u64>,
}

/// When an event is, seen from its own time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "organise.ts")]
pub enum When {
    Today,
    Coming,
    Over,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct TemplateLine {
    pub key: String,
    pub title: Texts,
    pub sessions: u32,
    pub polls: u32,
}

/// A browser that the organiser's link let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct OrganiserLogin {
    pub id: u32,
    pub device: String,
    #[ts(type = "number")]
    pub at: u64,
    #[ts(type = "number")]
    pub seen_at: u64,
}

/// `POST /organise/events`: makes an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "organise.ts")]
pub enum NewEvent {
    /// From nothing.
    Nothing(Details),
    /// From the text of an event file.
    File {
        text: String,
    },
    Template {
        key: String,
        details: Details,
    },
    /// As the next of a series, after the event with this code.
    Series {
        after: String,
        details: Details,
        keep: Keep,
    },
    /// As a copy of the event with this code.
    Copy {
        of: String,
    },
}

/// What an organiser says about a new event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct Details {
    pub langs: Vec<String>,
    pub title: Texts,
    pub venue: Texts,
    pub date: String,
    pub zone: String,
}

/// What comes along from the event before. Its guests and what they wrote never do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct Keep {
    pub agenda: bool,
    /// Polls, surveys and the glossary.
    pub polls: bool,
    pub people: bool,
    /// The accent and the Wi-Fi.
    pub look: bool,
}

/// The answer to a new event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct MadeEvent {
    pub code: String,
    /// The link of its host.
    pub host: String,
}

/// `POST /organise/check`: what a file contains, or what is wrong in it. Nothing is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct CheckedFile {
    /// The file as text; empty if it is none.
    pub text: String,
    pub faults: Vec<FileFault>,
    pub warnings: Vec<FileFault>,
    /// Empty if there are faults.
    pub title: Texts,
    pub sessions: u32,
    pub polls: u32,
    pub people: u32,
    pub terms: u32,
}

/// A fault in an event file, and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "organise.ts")]
pub struct FileFault {
    /// Starts at 1.
    pub line: u32,
    /// In characters, starts at 1.
    pub column: u32,
    pub message: String,
}

/// `POST /organise/events/CODE`: changes an event in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "organise.ts")]
pub enum EventChange {
    /// The new title, in each of the event's languages.
    Rename(Texts),
    Archive,
    /// Takes it back out of the archive or the trash.
    Restore,
    /// Throws it away. `code` is the event's, typed by the organiser.
    Delete {
        code: String,
    },
}
