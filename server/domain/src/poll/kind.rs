//! What differs between the kinds of polls, and nothing else: what a ballot is, when it is valid, how it is counted.
//! A kind is a file in `kinds/` that implements [`Kind`], and a line in the table there. No kind knows of another, nor of rounds,
//! groups or weights: those are the same for all.

use std::fmt::Debug;

use super::shares::Shares;
use crate::text::Texts;

/// A kind of poll.
pub trait Kind: Debug + Clone + PartialEq + Eq {
    /// What the event file sets.
    type Rules: Debug + Clone + PartialEq + Eq;
    /// One participant's answer. Each participant's is held in memory: keep it small.
    type Ballot: Debug + Clone + PartialEq + Eq;
    /// The counts derived from ballots.
    type Tally: Debug + Clone + PartialEq + Eq;

    /// What a ballot must keep to, told to a guest whose ballot does not.
    fn limits(rules: &Self::Rules) -> Limits;

    /// Tells whether a ballot fits a poll with so many options.
    fn fits(rules: &Self::Rules, options: usize, ballot: &Self::Ballot) -> bool;

    /// Tells whether ballots mean the same under both rules. Only such a change is accepted once there are ballots.
    fn agree(rules: &Self::Rules, others: &Self::Rules) -> bool {
        rules == others
    }

    /// The texts among the rules, in the event's languages; one that may be left out may be empty.
    fn texts(_: &Self::Rules) -> Vec<&Texts> {
        vec![]
    }

    /// The tally before the first ballot.
    fn empty(rules: &Self::Rules, options: usize) -> Self::Tally;

    /// Counts a ballot in with a weight, or (`by` below zero) out again.
    fn count(tally: &mut Self::Tally, ballot: &Self::Ballot, by: i32);

    /// The counts of so many ballots as whole percents.
    fn shares(rules: &Self::Rules, tally: &Self::Tally, ballots: u32) -> Shares;
}

/// The least and the most of what a ballot consists of; what that is depends on the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub min: u32,
    pub max: u32,
}
