//! What differs between the kinds of polls: what a ballot is, when it is valid, how it is counted. A kind is a file in
//! `kinds/` that implements [`Kind`], and a line in the table there. No kind knows another, nor rounds, groups or
//! weights, because those are the same for all.

use std::borrow::Cow;
use std::fmt::Debug;

use super::shares::Shares;
use super::written::Written;
use crate::ids::EntryId;
use crate::rejection::{PollFault, Wrong};
use crate::text::{Texts, chars};

/// Minimum number of options, where a kind has any.
pub const OPTIONS_MIN: usize = 2;
/// Maximum number of options: letters A to T can name them.
pub const OPTIONS_MAX: usize = 20;

/// A kind of poll.
pub trait Kind: Debug + Clone + PartialEq + Eq {
    /// What the event file sets.
    type Rules: Debug + Clone + PartialEq + Eq;
    /// One participant's answer. Keep it small, because memory holds each participant's.
    type Ballot: Debug + Clone + PartialEq + Eq;
    /// The counts derived from ballots.
    type Tally: Debug + Clone + PartialEq + Eq;

    /// Guests can answer it in the form of a survey, in their own time and in any order.
    const FITS_SURVEYS: bool = true;

    /// Returns the limits of a ballot, which the server reports for an invalid ballot.
    fn limits(rules: &Self::Rules) -> Limits;

    /// Returns true if a ballot fits a poll with this many options.
    fn fits(rules: &Self::Rules, options: usize, ballot: &Self::Ballot) -> bool;

    /// Checks the rules for a poll with this many options, whoever wrote them: an event file or a host. [`within`] and
    /// [`at_most`] say the usual faults.
    ///
    /// # Errors
    /// The first fault, named by the key of the event file. `options` is the key of the options' number.
    fn valid(rules: &Self::Rules, options: usize) -> Result<(), PollFault>;

    /// Returns true if ballots mean the same under both rules. Once there are ballots, only such a change is accepted.
    fn agree(rules: &Self::Rules, others: &Self::Rules) -> bool {
        rules == others
    }

    /// Returns true if a setting makes sense for polls of this kind with so many options. The event file refuses any other.
    fn takes(_: &Self::Rules, _options: usize, setting: Setting) -> bool {
        match setting {
            Setting::Show => false,
            Setting::Seconds
            | Setting::Changeable
            | Setting::Live
            | Setting::Reveal
            | Setting::Rounds
            | Setting::Named => true,
        }
    }

    /// Returns true if nothing but the number of ballots is known until the reveal, except to hosts: then even the counts of an
    /// open poll would influence voters. The poll has no live results for phones.
    fn is_held() -> bool {
        false
    }

    /// Returns true if a poll of this kind needs a time limit.
    fn is_timed() -> bool {
        false
    }

    /// Returns true if a ballot can usually be changed, where the poll does not say.
    fn is_usually_changeable() -> bool {
        true
    }

    /// Returns true if there is a correct answer. A host tells it after the counts.
    fn has_answer() -> bool {
        false
    }

    /// Notes in a ballot which part of the time was used when it was cast, in thousandths.
    fn stamp(_: &mut Self::Ballot, _: u16) {}

    /// Returns the points that a ballot earns once the correct answer is told.
    fn points(_: &Self::Rules, _: &Self::Ballot) -> u32 {
        0
    }

    /// Returns true if ballots may count by weights: if no number of it stands for people.
    fn weighs(_: &Self::Rules) -> bool {
        false
    }

    /// Returns the texts among the rules, in the event's languages. Optional ones may be empty.
    fn texts(_: &Self::Rules) -> Vec<&Texts> {
        vec![]
    }

    /// Returns the same texts as [`Kind::texts`], to be cleaned.
    fn texts_mut(_: &mut Self::Rules) -> Vec<&mut Texts> {
        vec![]
    }

    /// Returns the limit in characters on each text that a ballot may contain.
    fn chars_max(_: &Self::Rules) -> u32 {
        0
    }

    /// Returns the texts in a ballot.
    fn written(_: &Self::Ballot) -> &[Written] {
        &[]
    }

    /// Returns the texts in a ballot, to clean them and to name their entries.
    fn written_mut(_: &mut Self::Ballot) -> &mut [Written] {
        &mut []
    }

    /// Returns the tally before the first ballot.
    fn empty(rules: &Self::Rules, options: usize) -> Self::Tally;

    /// Adds a ballot with a weight, or removes it if `by` is negative.
    fn count(tally: &mut Self::Tally, ballot: &Self::Ballot, by: i32);

    /// Returns how many ballots contain this entry.
    fn mentions(_: &Self::Tally, _: EntryId) -> u32 {
        0
    }

    /// Returns the counts of `ballots` ballots as whole percents.
    fn shares(rules: &Self::Rules, tally: &Self::Tally, ballots: u32) -> Shares;

    /// Returns the number of answers for which hands can be raised; None if a show of hands makes no sense.
    fn hands(_: &Self::Rules, _: usize) -> Option<usize> {
        None
    }

    /// Returns the ballot that a hand raised for an answer stands for.
    fn hand(_: &Self::Rules, _options: usize, _answer: u8) -> Option<Self::Ballot> {
        None
    }

    /// Returns true if options can have pictures.
    fn has_pictures() -> bool {
        false
    }

    /// Returns true if the screen can show the answers with the most votes first.
    fn sorts() -> bool {
        false
    }

    /// Sets how many were present when voting closed, for counts that need it; None when it opens again.
    fn set_present(_: &mut Self::Tally, _: Option<u32>) {}
}

/// Returns a ballot with the entries of its texts, and without the texts. It is what counts, and what is left of the ballot when its
/// guest erases the texts.
pub(super) fn wordless<K: Kind>(ballot: &K::Ballot) -> Cow<'_, K::Ballot> {
    if K::written(ballot).is_empty() {
        return Cow::Borrowed(ballot);
    }
    let mut ballot = ballot.clone();
    for written in K::written_mut(&mut ballot) {
        written.text.clear();
    }
    Cow::Owned(ballot)
}

/// A setting that holds for every kind for which it makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Counts, shares or both; for kinds whose picture has either at each answer. A motion always shows both, because the share
    /// is nothing without the number that it is of; a quiz question shows how many knew it.
    Show,
    /// A time limit.
    Seconds,
    /// A ballot can be changed and taken back.
    Changeable,
    /// Who sees the results.
    Live,
    /// Who reveals them.
    Reveal,
    /// Further rounds of the same poll.
    Rounds,
    /// Ballots with the names of their guests.
    Named,
}

/// The minimum and maximum of a ballot's size or value, depending on the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub min: i64,
    pub max: i64,
}

/// Checks a number of a poll against its limits.
///
/// # Errors
/// A fault of this key.
pub fn within(
    field: &'static str,
    found: impl TryInto<u32>,
    min: impl TryInto<u32>,
    max: impl TryInto<u32>,
) -> Result<(), PollFault> {
    let found = found.try_into().unwrap_or(u32::MAX);
    let (min, max) = (min.try_into().unwrap_or(0), max.try_into().unwrap_or(0));
    if (min..=max).contains(&found) {
        Ok(())
    } else {
        Err(PollFault::of(field, Wrong::OutOfRange { found, min, max }))
    }
}

/// Checks the length of a text among the rules, in each language.
///
/// # Errors
/// A fault of this key.
pub fn at_most(field: &'static str, texts: &Texts, chars_max: usize) -> Result<(), PollFault> {
    let chars_max = chars_max as u32;
    match texts.iter().find(|(_, text)| chars(text) > chars_max) {
        None => Ok(()),
        Some((lang, _)) => Err(PollFault {
            lang: Some(lang.clone()),
            ..PollFault::of(field, Wrong::TooLong { chars_max })
        }),
    }
}
