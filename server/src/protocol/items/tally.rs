//! The counts of a poll.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use plenary_domain::poll::hands;
use plenary_domain::poll::shares as domain;

use crate::protocol::poll::Tally;
use crate::protocol::same;

/// The counts of a poll: a separate item, so a vote changes few bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TallyItem {
    /// The poll.
    pub id: u32,
    /// Number of votes: the counted ballots, by their weights.
    pub count: u32,
    /// Number of counted ballots, where they have weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ballots: Option<u32>,
    /// Number of phones that were connected in the last minute before the poll closed; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub present: Option<u32>,
    /// `present` is the number of guests who had checked in at the door, and not of phones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub by_door: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tally: Option<Tally>,
    /// Present with the tally.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shares: Option<Shares>,
    /// The hands counted in the room, which `count`, `tally` and `shares` contain; present with the tally, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hands: Option<HandCount>,
    /// Number of votes from phones; present with `hands`. They count too, unless the hands count instead of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub phones: Option<u32>,
    /// The rounds that count before the current one, oldest first; absent while they are hidden from this viewer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<RoundTally>>")]
    pub earlier: Vec<RoundTally>,
    /// The ballots of the current round compared with those of the one before; present with the tally, unless hands count
    /// instead of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub again: Option<Again>,
    /// The current round's ballots from phones by group, once it is over; hands counted in the room belong to no group. Hosts
    /// get it for every group, everybody else for the one that the host shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<GroupTally>>")]
    pub groups: Vec<GroupTally>,
}

/// The counts by the values of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GroupTally {
    pub group: u8,
    /// In the order of the event file, without those that too few have, and without further ones from which one could tell
    /// those.
    pub values: Vec<ValueTally>,
    /// Some values are left out. A screen has no total of the poll then, and a phone has no such table.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub hides: bool,
}

/// The counts of the ballots cast under one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ValueTally {
    pub value: u8,
    /// Number of votes: the counted ballots, by their weights.
    pub count: u32,
    /// Number of counted ballots, where they have weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ballots: Option<u32>,
    pub tally: Tally,
    pub shares: Shares,
}

/// The counts of an earlier round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct RoundTally {
    /// Which round it is, from 1.
    pub nth: u32,
    /// Its result was revealed before the next round began.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub told: bool,
    /// Number of votes: the counted ballots, by their weights.
    pub count: u32,
    /// Number of counted ballots, where they have weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ballots: Option<u32>,
    pub tally: Tally,
    pub shares: Shares,
    /// As in the tally of the current round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hands: Option<HandCount>,
}

/// Hands, cards or proxies counted in the room, and entered by a host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct HandCount {
    pub what: Raised,
    /// They count instead of the ballots from phones. Otherwise both count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub instead: bool,
    /// By option of a choice; for, against and abstentions of a motion.
    pub counts: Vec<u32>,
}

/// What was counted in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Raised {
    Hands,
    Cards,
    Proxies,
}

same!(Raised, hands::What, [Hands, Cards, Proxies]);

impl HandCount {
    /// Returns how many were raised for all answers.
    pub fn all(&self) -> u32 {
        self.counts.iter().copied().fold(0, u32::saturating_add)
    }
}

impl From<&hands::Hands> for HandCount {
    fn from(hands: &hands::Hands) -> HandCount {
        HandCount {
            what: hands.what.into(),
            instead: hands.instead,
            counts: hands.counts.clone(),
        }
    }
}

impl From<HandCount> for hands::Hands {
    fn from(hands: HandCount) -> hands::Hands {
        hands::Hands {
            what: hands.what.into(),
            instead: hands.instead,
            counts: hands.counts,
        }
    }
}

/// A round compared with the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Again {
    /// Number of participants with a ballot in both.
    pub both: u32,
    /// Number of these whose ballots differ.
    pub changed: u32,
}

impl From<plenary_domain::poll::rounds::Again> for Again {
    fn from(again: plenary_domain::poll::rounds::Again) -> Again {
        let plenary_domain::poll::rounds::Again { both, changed } = again;
        Again { both, changed }
    }
}

/// The counts in percent. Equal counts have equal percents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Shares {
    /// Whole percents of the ballots, by option or step.
    pub percents: Vec<u8>,
    /// The percents do not add up to 100, because equal counts would differ otherwise. Say that they are rounded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub rounded: bool,
    /// The options or steps with the most ballots, once the result is revealed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u8>>")]
    pub leaders: Vec<u8>,
}

impl From<domain::Shares> for Shares {
    fn from(shares: domain::Shares) -> Shares {
        let domain::Shares {
            percents,
            rounded,
            leaders,
        } = shares;
        Shares {
            percents,
            rounded,
            leaders,
        }
    }
}
