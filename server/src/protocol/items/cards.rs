//! The cards of a session.

use plenary_domain::cards as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::same;

/// The cards of a session. Guests see it while they can raise a card; a host always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CardsItem {
    /// The session.
    pub id: u32,
    /// The host lets guests raise cards while the session runs.
    pub open: bool,
    /// Hosts, and screens while they show the cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub numbers: Option<CardNumbers>,
    /// Host only: the numbers over time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub curve: Option<CardCurve>,
}

/// How many hold each card; it changes at most twice a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CardNumbers {
    pub green: u32,
    pub yellow: u32,
    pub red: u32,
}

/// The numbers over time, in a limited number of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CardCurve {
    /// Unix milliseconds of the first step's start.
    #[ts(type = "number")]
    pub from: u64,
    /// The length of a step; it doubles when there are too many.
    #[ts(type = "number")]
    pub step_ms: u64,
    /// The numbers of green, yellow and red cards at the end of each step. After the last one they stay.
    pub points: Vec<[u32; 3]>,
}

/// A card that a guest holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Card {
    /// Carry on.
    Green,
    /// I have a doubt.
    Yellow,
    /// Please stop.
    Red,
}

same!(Card, domain::Card, [Green, Yellow, Red]);

impl From<domain::Numbers> for CardNumbers {
    fn from([green, yellow, red]: domain::Numbers) -> CardNumbers {
        CardNumbers { green, yellow, red }
    }
}

impl From<&domain::Curve> for CardCurve {
    fn from(curve: &domain::Curve) -> CardCurve {
        CardCurve {
            from: curve.from,
            step_ms: curve.step_ms,
            points: curve.points.clone(),
        }
    }
}
