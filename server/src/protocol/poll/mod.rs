//! What differs between the kinds of polls: what a poll asks for, a ballot, a tally. A kind is a file, and a variant of each.

pub mod choice;

use plenary_domain::poll as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a poll asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum PollKind {
    Choice(choice::ChoiceRules),
}

/// One participant's answer to a poll, of the poll's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Ballot {
    Choice(choice::Ballot),
}

/// The counts of a poll, of its kind; absent while they are hidden from this viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Tally {
    Choice(choice::Tally),
}

impl From<&domain::Rules> for PollKind {
    fn from(rules: &domain::Rules) -> PollKind {
        match rules {
            domain::Rules::Choice(rules) => PollKind::Choice(rules.into()),
        }
    }
}

impl From<&domain::Ballot> for Ballot {
    fn from(ballot: &domain::Ballot) -> Ballot {
        match ballot {
            domain::Ballot::Choice(picks) => Ballot::Choice(picks.indices().collect()),
        }
    }
}

impl From<Ballot> for domain::Ballot {
    fn from(ballot: Ballot) -> domain::Ballot {
        match ballot {
            Ballot::Choice(indices) => {
                domain::Ballot::Choice(domain::kinds::choice::Picks::of(&indices))
            }
        }
    }
}

impl From<domain::Tally> for Tally {
    fn from(tally: domain::Tally) -> Tally {
        match tally {
            domain::Tally::Choice(counts) => Tally::Choice(counts),
        }
    }
}
