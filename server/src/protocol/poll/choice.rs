//! Choice between options.

use plenary_domain::poll::kinds::choice::Rules;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Between `min` and `max` options; single choice is 1 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ChoiceRules {
    pub min: u8,
    pub max: u8,
}

/// The indices (0 is A) of the options picked.
pub type Ballot = Vec<u8>;

/// Ballots that picked each option, by index.
pub type Tally = Vec<u32>;

impl From<&Rules> for ChoiceRules {
    fn from(rules: &Rules) -> ChoiceRules {
        let Rules { min, max } = *rules;
        ChoiceRules { min, max }
    }
}
