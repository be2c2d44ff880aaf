//! Who answered what in a named poll.

use plenary_domain::people::names::Name;
use plenary_domain::poll::kinds::Signed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::person::Member;
use crate::protocol::poll::Ballot;

/// The ballots of a named poll in its rounds that are over, with their names. Hosts only, because they alone were named to the
/// guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NamesItem {
    /// The poll.
    pub id: u32,
    /// The rounds that count, the latest first. Never empty.
    pub rounds: Vec<NamedRound>,
}

/// The ballots of one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NamedRound {
    /// From 1, among the rounds that count.
    pub nth: u32,
    /// The ballots that count. The rows can be fewer.
    pub total: u32,
    /// In the order of the names.
    pub rows: Vec<NamedBallot>,
}

/// A ballot with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NamedBallot {
    pub name: String,
    /// The name stands on the guest's code. Any other is what the guest says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub of_code: bool,
    pub ballot: Ballot,
    /// The values that the guest's code gave, where the poll looks at codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Member>>")]
    pub groups: Vec<Member>,
    /// How many votes it counts for; absent: one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub votes: Option<u16>,
}

impl NamedBallot {
    /// Converts a ballot. `groups` are the values that its guest's code gave.
    pub fn of(name: &Name, signed: &Signed, groups: Vec<Member>) -> NamedBallot {
        NamedBallot {
            name: name.text.clone(),
            of_code: name.by.is_none(),
            ballot: (&signed.ballot).into(),
            groups,
            votes: Some(signed.weight).filter(|votes| *votes > 1),
        }
    }
}
