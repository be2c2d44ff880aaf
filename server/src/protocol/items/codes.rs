//! The single-use codes of an event.

use plenary_domain::people::Codes;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The single-use codes of an event, for hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CodesItem {
    pub made: u32,
    /// How many of them a guest has entered.
    pub taken: u32,
}

impl CodesItem {
    /// Returns the codes; None if there are none.
    pub fn of(codes: &Codes) -> Option<CodesItem> {
        let item = CodesItem {
            made: codes.iter().count() as u32,
            taken: codes.taken() as u32,
        };
        (item.made > 0).then_some(item)
    }
}
