//! The event itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asking::QuestionSettings;
use crate::protocol::Texts;

/// The event itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EventItem {
    pub code: String,
    /// The event's languages, in its own order.
    pub langs: Vec<String>,
    pub title: Texts,
    /// A short title for narrow headers; the title if the file has no short one.
    pub short: Texts,
    pub venue: Texts,
    /// ISO 8601 local date.
    pub date: String,
    /// IANA time zone.
    pub zone: String,
    /// `#rrggbb`, adjusted for contrast on light paper and on dark ink. Absent: the default accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accent: Option<Accent>,
    /// Guests may ask questions now.
    pub questions: bool,
    /// What guests may do with questions now: in the running session, or outside of sessions. Absent: the default, or that with
    /// questions paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asking: Option<QuestionSettings>,
    /// Days for which guest data is kept.
    pub retention_days: u32,
    /// The address in QR codes, including the code: `http://192.168.8.20:8080/CDU7K2`.
    pub join: String,
    /// Some polls are only for guests in the hall.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub hall: bool,
    /// Everybody may read the book of questions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub book: bool,
    /// The hall's Wi-Fi, for the roles that show it to guests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wifi: Option<Wifi>,
    /// Host only: its texts as they were written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub written: Option<Box<WrittenEvent>>,
    /// The hall is being left: what covers every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub leave: Option<Texts>,
}

/// The texts of the event as they were written, also while a translation is out of date, and its accent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct WrittenEvent {
    pub title: Texts,
    /// May be empty.
    pub short: Texts,
    pub venue: Texts,
    /// What covers the pages when the hall is left. May be empty.
    pub leave: Texts,
    /// The code of the event before it in its series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<String>,
    /// The accent, `#rrggbb`. Absent: the default accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accent: Option<String>,
}

/// The hall's Wi-Fi, as one types it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Wifi {
    pub name: String,
    /// Absent for an open network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub password: Option<String>,
}

/// An accent for each theme, `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Accent {
    pub light: String,
    pub dark: String,
}
