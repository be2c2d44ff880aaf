//! A group that people can belong to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::Texts;

/// A group that people can belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GroupItem {
    pub id: u8,
    /// The key in the event file.
    pub key: String,
    pub name: Texts,
    /// In the order of the event file.
    pub values: Vec<GroupValue>,
    /// Guests are asked once, and may skip.
    pub ask: bool,
    /// Single-use codes give a value of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub assigned: bool,
    /// The position in the event file.
    pub order: u32,
    /// Host only: the texts as they were written last, while a translation of one is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newer: Option<NewerGroup>,
}

/// The texts of a group as they were written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NewerGroup {
    pub name: Texts,
    /// In the order of the values.
    pub values: Vec<Texts>,
}

/// A value of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GroupValue {
    pub id: u8,
    /// The key in the event file.
    pub key: String,
    pub text: Texts,
}
