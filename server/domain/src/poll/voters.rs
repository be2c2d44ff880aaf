//! Who may answer a poll, and how much an answer counts: the settings, and what they make of one ballot. The settings name
//! assigned groups only, because a guest can declare anything.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use minicbor::{Decode, Encode};

use crate::ids::{CodeId, ParticipantId, ValueId};
use crate::people::membership::Membership;

/// Limit on the weight of a ballot.
pub const WEIGHT_MAX: u16 = 1000;

/// Who may answer a poll, and how much an answer counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Voters {
    #[n(0)]
    #[cbor(default)]
    pub one_per: OnePer,
    /// Only guests with one of these values in each of these groups may answer, by key. Empty: everybody.
    #[n(1)]
    #[cbor(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// How many votes a ballot counts for, by a value of its voter. None: one.
    #[n(2)]
    pub weights: Option<Weights>,
    /// Only guests who were seen in the hall may answer: they entered a code that the screen shows.
    #[n(3)]
    #[cbor(default)]
    pub in_hall: bool,
}

/// How it is known that voters are different people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// It is not: a voter is a browser, and one person can be several.
    Open,
    /// Each browser was in the hall.
    InHall,
    /// Each voter has a single-use code.
    Code,
}

/// Of whose ballots one counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub enum OnePer {
    /// A guest, which is a browser.
    #[default]
    #[n(0)]
    Guest,
    /// A single-use code. Guests without one may not answer.
    #[n(1)]
    Code,
    /// A value of this group, by its key. Guests without one may not answer.
    #[n(2)]
    Value(#[n(0)] String, #[n(1)] Which),
}

/// Which of several ballots counts, in the order of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Which {
    /// That of the first voter, who can still change it.
    #[n(0)]
    First,
    /// The one cast last.
    #[n(1)]
    Last,
}

/// The weights of ballots by the values of one group. A ballot without one of them counts once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Weights {
    /// The group's key.
    #[n(0)]
    pub group: String,
    /// By the value's key, 1 to [`WEIGHT_MAX`].
    #[n(1)]
    pub values: BTreeMap<String, u16>,
}

impl Voters {
    /// Returns true if everybody may answer, and each ballot counts once.
    pub fn is_everybody(&self) -> bool {
        *self == Voters::default()
    }

    /// Returns true if codes decide who answers, or how much an answer counts.
    pub fn reads_codes(&self) -> bool {
        self.needs_code() || self.weights.is_some()
    }

    /// Returns how voters are verified.
    pub fn verified(&self) -> Verified {
        if self.needs_code() {
            Verified::Code
        } else if self.in_hall {
            Verified::InHall
        } else {
            Verified::Open
        }
    }

    /// Returns true if a guest without a code may not answer.
    pub fn needs_code(&self) -> bool {
        self.one_per != OnePer::Guest || !self.only.is_empty()
    }

    /// Returns true if the settings name this group, or this value of it.
    pub fn names(&self, group: &str, value: Option<&str>) -> bool {
        let only = self.only.get(group).is_some_and(|values| {
            value.is_none_or(|value| values.iter().any(|named| named == value))
        });
        let weighs = self.weights.as_ref().is_some_and(|weights| {
            weights.group == group && value.is_none_or(|value| weights.values.contains_key(value))
        });
        let is_unit = matches!(&self.one_per, OnePer::Value(of, _) if of == group);
        only || weighs || (is_unit && value.is_none())
    }
}

/// Whose ballot it is. In polls that look at codes, a ballot belongs to its guest's code, so that a guest who goes on with the
/// code in another browser has the same ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voter {
    Guest(ParticipantId),
    Code(CodeId),
}

impl Voter {
    /// Returns the guest; None for a code.
    pub fn guest(self) -> Option<ParticipantId> {
        match self {
            Voter::Guest(id) => Some(id),
            Voter::Code(_) => None,
        }
    }
}

impl From<ParticipantId> for Voter {
    fn from(id: ParticipantId) -> Voter {
        Voter::Guest(id)
    }
}

/// How a guest's ballot counts in one poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// The code whose ballot it is; None: the guest's own.
    pub code: Option<CodeId>,
    /// The voter's values at that time.
    pub membership: Membership,
    /// How many votes it counts for.
    pub weight: NonZeroU16,
    pub unit: Option<Unit>,
}

/// The voters of whose ballots one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    pub value: ValueId,
    pub which: Which,
}

impl Voice {
    /// Returns whose ballot a guest's is.
    pub fn voter(self, by: ParticipantId) -> Voter {
        self.code.map_or(Voter::Guest(by), Voter::Code)
    }
}

impl From<Membership> for Voice {
    /// A guest's own ballot, which counts once.
    fn from(membership: Membership) -> Voice {
        Voice {
            code: None,
            membership,
            weight: NonZeroU16::MIN,
            unit: None,
        }
    }
}
