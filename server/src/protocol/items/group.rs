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
