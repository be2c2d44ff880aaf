//! Live captions.

use plenary_domain::captions::Line;
use plenary_domain::status;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The latest captions of the running session in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CaptionsItem {
    /// The place of the language among those of the event.
    pub id: u32,
    pub lang: String,
    /// The oldest first: three, on the captioner's desk ten.
    pub lines: Vec<CaptionLine>,
    /// Where the screen shows them.
    pub place: CaptionPlace,
    /// Who writes, by the number that the writer gave itself; captioners only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub writer: Option<u32>,
}

/// A line of captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CaptionLine {
    pub text: String,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
}

/// Where the screen shows captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum CaptionPlace {
    Off,
    /// In a strip at the top.
    Strip,
    Alone,
}

impl From<&Line> for CaptionLine {
    fn from(line: &Line) -> CaptionLine {
        CaptionLine {
            text: line.text.clone(),
            at: line.at,
        }
    }
}

impl From<status::CaptionPlace> for CaptionPlace {
    fn from(place: status::CaptionPlace) -> CaptionPlace {
        match place {
            status::CaptionPlace::Off => CaptionPlace::Off,
            status::CaptionPlace::Strip => CaptionPlace::Strip,
            status::CaptionPlace::Alone => CaptionPlace::Alone,
        }
    }
}

impl From<CaptionPlace> for status::CaptionPlace {
    fn from(place: CaptionPlace) -> status::CaptionPlace {
        match place {
            CaptionPlace::Off => status::CaptionPlace::Off,
            CaptionPlace::Strip => status::CaptionPlace::Strip,
            CaptionPlace::Alone => status::CaptionPlace::Alone,
        }
    }
}
