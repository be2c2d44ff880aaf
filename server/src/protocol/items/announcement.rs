//! Announcements.

use plenary_domain::announcement as domain;
use plenary_domain::announcements::Announcement;
use plenary_domain::ids::AnnouncementId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::Texts;

/// An announcement. Hosts see all, everybody else what is on where they look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct AnnouncementItem {
    pub id: u32,
    /// In at least one of the event's languages.
    pub texts: Texts,
    /// It is a break, and everybody is back at this hour: Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub back: Option<u64>,
    /// When it was last shown: Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub at: Option<u64>,
    /// Hosts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub desk: Option<AnnouncementDesk>,
}

/// What hosts see of an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct AnnouncementDesk {
    pub airing: Airing,
    pub phones: bool,
    pub screen: bool,
    /// The clock shows it then: Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub from: Option<u64>,
    /// The clock ends it then: Unix milliseconds. A break without it ends at its hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub until: Option<u64>,
    pub rev: u32,
}

/// How far an announcement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Airing {
    Planned,
    On,
    Over,
}

impl AnnouncementItem {
    /// Returns an announcement, with or without what only hosts see.
    pub fn of(id: AnnouncementId, one: &Announcement, host: bool) -> AnnouncementItem {
        let info = &one.info;
        AnnouncementItem {
            id: id.0,
            texts: info.texts.clone(),
            back: info.back,
            at: one.shown_at,
            desk: host.then(|| AnnouncementDesk {
                airing: one.airing.into(),
                phones: info.on_phones,
                screen: info.on_screen,
                from: info.from,
                until: info.until,
                rev: one.rev,
            }),
        }
    }
}

impl From<domain::Airing> for Airing {
    fn from(airing: domain::Airing) -> Airing {
        match airing {
            domain::Airing::Planned => Airing::Planned,
            domain::Airing::On => Airing::On,
            domain::Airing::Over => Airing::Over,
        }
    }
}
