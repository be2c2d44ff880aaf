//! The counts of a poll.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::poll::Tally;

/// The counts of a poll: a separate item, so a vote changes few bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TallyItem {
    /// The poll.
    pub id: u32,
    /// Number of counted ballots.
    pub count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tally: Option<Tally>,
}
