//! A label under which staff file questions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::Texts;

/// A label for questions. Moderators, interpreters and hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct LabelItem {
    pub id: u32,
    /// Staff may write it in one language only.
    pub text: Texts,
    /// The position among the labels.
    pub order: u32,
}
