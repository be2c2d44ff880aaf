//! Who speaks, who waits for the floor, and how long each has spoken.

use plenary_domain::floor as domain;
use plenary_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The floor of the running session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct FloorItem {
    pub session: u32,
    /// Who has the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn: Option<Turn>,
    /// The question on the screen, or else the next one, is the last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub last: bool,
    /// The chair, hosts, moderators and panelists only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub desk: Option<FloorDesk>,
}

/// A turn, with its clock. The speaker has spoken for `spoken_ms`, and since `running_since`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Turn {
    pub speaker: Speaker,
    pub planned_s: u32,
    #[ts(type = "number")]
    pub spoken_ms: u64,
    /// Unix milliseconds; absent while the clock pauses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub running_since: Option<u64>,
}

/// Somebody who can have the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Speaker {
    Person(u32),
    /// Somebody from the hall, in the words of the chair.
    Hall(String),
}

/// What desks see of the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct FloorDesk {
    /// Rises when the floor goes to somebody else or to nobody; for a step's `seen`.
    pub rev: u32,
    /// The list of speakers, in the order in which they should have the floor.
    pub list: Vec<WaitingSpeaker>,
    /// Panelists can no longer ask for the floor.
    pub closed: bool,
    /// The sides speak in turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub in_turn: Option<Sides>,
    /// The chair's page does not show the times.
    pub hides_times: bool,
    /// The speaking times of turns that are over.
    pub times: Vec<SpeakingTime>,
    /// What the sides are, and their speaking times in turns that are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sides: Option<Sides>,
    pub side_times: Vec<SideTime>,
    /// What panelists offer for the questions in the line.
    pub offers: Vec<OfferOf>,
}

/// Somebody on the list of speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct WaitingSpeaker {
    pub id: u32,
    pub speaker: Speaker,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
}

/// How long somebody has spoken, without pauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SpeakingTime {
    pub speaker: Speaker,
    #[ts(type = "number")]
    pub ms: u64,
}

/// How long the people of a side have spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SideTime {
    /// One of its people: the side has this person's organisation, or value of the group.
    pub person: u32,
    /// In the turns that are over.
    #[ts(type = "number")]
    pub ms: u64,
    /// One of them has the floor: the turn's time belongs to this side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub speaks: bool,
}

/// What parts the speakers into sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Sides {
    Group(u8),
    Org,
}

/// A panelist's offer for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OfferOf {
    pub question: u32,
    pub person: u32,
    pub offer: Offer,
}

/// What a panelist says about a question in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Offer {
    /// I would take this one.
    Take,
    /// Somebody else should: this person, or anybody.
    Pass(Option<u32>),
}

impl From<&domain::Turn> for Turn {
    fn from(turn: &domain::Turn) -> Turn {
        Turn {
            speaker: (&turn.speaker).into(),
            planned_s: turn.planned_s,
            spoken_ms: turn.before_ms,
            running_since: turn.running_since,
        }
    }
}

impl From<&domain::Speaker> for Speaker {
    fn from(speaker: &domain::Speaker) -> Speaker {
        match speaker {
            domain::Speaker::Person(id) => Speaker::Person(id.0),
            domain::Speaker::Hall(name) => Speaker::Hall(name.clone()),
        }
    }
}

impl From<Speaker> for domain::Speaker {
    fn from(speaker: Speaker) -> domain::Speaker {
        match speaker {
            Speaker::Person(id) => domain::Speaker::Person(PersonId(id)),
            Speaker::Hall(name) => domain::Speaker::Hall(name),
        }
    }
}

impl From<domain::Sides> for Sides {
    fn from(sides: domain::Sides) -> Sides {
        match sides {
            domain::Sides::Group(id) => Sides::Group(id.0),
            domain::Sides::Org => Sides::Org,
        }
    }
}

impl From<Sides> for domain::Sides {
    fn from(sides: Sides) -> domain::Sides {
        match sides {
            Sides::Group(id) => domain::Sides::Group(plenary_domain::ids::GroupId(id)),
            Sides::Org => domain::Sides::Org,
        }
    }
}

impl From<domain::Offer> for Offer {
    fn from(offer: domain::Offer) -> Offer {
        match offer {
            domain::Offer::Take => Offer::Take,
            domain::Offer::Pass(to) => Offer::Pass(to.map(|id| id.0)),
        }
    }
}

impl From<Offer> for domain::Offer {
    fn from(offer: Offer) -> domain::Offer {
        match offer {
            Offer::Take => domain::Offer::Take,
            Offer::Pass(to) => domain::Offer::Pass(to.map(PersonId)),
        }
    }
}
