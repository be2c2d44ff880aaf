//! Who is on the guest list, and who has come.

use plenary_domain::ids::ListedId;
use plenary_domain::people::groups::Groups;
use plenary_domain::people::guest_list::{GuestList, Listed};
use plenary_domain::people::listed::Who;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person on the guest list. Hosts and the door only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GuestItem {
    pub id: u32,
    #[serde(flatten)]
    pub who: GuestName,
    /// With what the single-use code on their badge ends. It finds the person and lets nobody vote.
    pub tail: String,
    /// The number of that code.
    pub code: u32,
    /// The values of assigned groups: group and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<(u8, u8)>>")]
    pub groups: Vec<(u8, u8)>,
    /// When they checked in, in Unix milliseconds; absent if they have not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub here: Option<u64>,
    /// They were not on the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub walk_in: bool,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GuestName {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub org: String,
    /// What the organiser's own badge says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub badge: String,
}

/// How many are on the list, and how many have come. Hosts and the door only, and only if there is a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ArrivalsItem {
    pub listed: u32,
    pub here: u32,
    /// By each value of an assigned group that somebody on the list has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ValueArrivals>>")]
    pub values: Vec<ValueArrivals>,
}

/// The same for one value of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ValueArrivals {
    pub group: u8,
    pub value: u8,
    pub listed: u32,
    pub here: u32,
}

impl From<&Who> for GuestName {
    fn from(who: &Who) -> GuestName {
        GuestName {
            name: who.name.clone(),
            org: who.org.clone(),
            badge: who.badge.clone(),
        }
    }
}

impl GuestItem {
    /// `tail` is the end of the text of the code.
    pub fn of(id: ListedId, listed: &Listed, tail: String) -> GuestItem {
        let values = listed.info.values.iter();
        GuestItem {
            id: id.0,
            who: (&listed.info.who).into(),
            tail,
            code: listed.info.code.0 + 1,
            groups: values.map(|(group, value)| (group.0, value.0)).collect(),
            here: listed.here,
            walk_in: listed.info.walk_in.is_some(),
        }
    }
}

impl ArrivalsItem {
    pub fn of(list: &GuestList, groups: &Groups) -> ArrivalsItem {
        let values = groups.iter().filter(|(_, group)| group.info.assigned);
        let values =
            values.flat_map(|(id, group)| group.values().map(move |(value, _)| (id, value)));
        let values = values.map(|(group, value)| {
            let (listed, here) = list.of_value(group, value);
            ValueArrivals {
                group: group.0,
                value: value.0,
                listed,
                here,
            }
        });
        ArrivalsItem {
            listed: list.len(),
            here: list.here(),
            values: values.filter(|of| of.listed > 0).collect(),
        }
    }
}
