//! What differs between the kinds of polls, and nothing else: what a ballot is, when it is valid, how it is counted.
//! A new kind is a variant of [`Kind`], [`Ballot`] and [`Tally`], and a file beside `choice.rs`; the life of a poll
//! (ready, open, closed, revealed) is the same for all and lives in `decide` and `state`.

use minicbor::{Decode, Encode};

use super::choice;
use crate::rejection::Rejection;

/// What a poll asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Kind {
    /// Some of the options.
    #[n(0)]
    Choice(#[n(0)] choice::Rules),
}

/// One participant's answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Ballot {
    #[n(0)]
    Choice(#[n(0)] choice::Picks),
}

/// The counts derived from ballots.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Tally {
    #[n(0)]
    Choice(#[n(0)] Vec<u32>),
}

impl Kind {
    /// Tells whether a ballot fits a poll with so many options.
    pub fn validate(&self, options: usize, ballot: &Ballot) -> Result<(), Rejection> {
        match (self, ballot) {
            (Kind::Choice(rules), Ballot::Choice(picks)) => rules.validate(options, *picks),
        }
    }

    /// The tally before the first ballot.
    pub fn empty_tally(&self, options: usize) -> Tally {
        match self {
            Kind::Choice(_) => Tally::Choice(vec![0; options]),
        }
    }
}

impl Tally {
    /// Counts a ballot in.
    pub fn add(&mut self, ballot: &Ballot) {
        match (self, ballot) {
            (Tally::Choice(counts), Ballot::Choice(picks)) => choice::add(counts, *picks),
        }
    }

    /// Takes a ballot out that was counted before.
    pub fn remove(&mut self, ballot: &Ballot) {
        match (self, ballot) {
            (Tally::Choice(counts), Ballot::Choice(picks)) => choice::remove(counts, *picks),
        }
    }
}
