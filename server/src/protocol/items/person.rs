//! A speaker or panelist.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::Texts;

/// A speaker or panelist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PersonItem {
    pub id: u32,
    /// The key in the event file, also part of the panelist's address.
    pub key: String,
    pub name: Texts,
    pub org: Texts,
    /// Host only: the texts as they were written last, while a translation of one is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newer: Option<NewerPerson>,
    /// The groups this person belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Member>>")]
    pub groups: Vec<Member>,
}

/// The texts of a person as they were written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NewerPerson {
    pub name: Texts,
    pub org: Texts,
}

/// Membership in a value of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Member {
    pub group: u8,
    pub value: u8,
}
