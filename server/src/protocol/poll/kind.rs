//! A kind of poll on the wire, its translation from the domain, and what a simulated player needs to take part in such
//! a poll and check its result.

use plenary_domain::ids::EntryId;
use plenary_domain::poll::entries::Cluster;
use plenary_domain::poll::kind as domain;

/// What moderators approved of what guests wrote into a poll.
pub struct Read<'a> {
    pub clusters: Vec<Cluster<'a>>,
    /// Entries that no moderator has read.
    pub waiting: u32,
    /// The entry that is taken up.
    pub taken: Option<EntryId>,
    /// All of it is wanted, for an export, and not only what a picture holds.
    pub whole: bool,
}

/// The base of those present, as [`Present`] says who they are.
pub const PHONES: &str = "phones_connected_at_the_close";
pub const WITH_HANDS: &str = "phones_and_hands_at_the_close";
pub const CHECKED_IN: &str = "guests_checked_in_at_the_close";

/// Who is known to be present at a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    Phones,
    /// Phones, and those who raised a hand in the room.
    WithHands,
    /// Guests who had checked in at the door.
    CheckedIn,
}

impl Present {
    pub fn of(by_door: bool, hands: bool) -> Present {
        match (by_door, hands) {
            (true, _) => Present::CheckedIn,
            (false, true) => Present::WithHands,
            (false, false) => Present::Phones,
        }
    }
}

/// A kind of poll on the wire.
pub trait Kind: domain::Kind {
    /// The rules of a poll.
    type Asked;
    /// One participant's answer.
    type Cast;
    /// The counts.
    type Counted;

    /// `told` is true after the reveal, and always for hosts and exports. Anything that would influence voters, such as the
    /// right answer, is left out before.
    fn asked(rules: &Self::Rules, told: bool) -> Self::Asked;
    /// Converts the rules that a host wrote, which are as told. The domain decides whether they are valid.
    fn rules(asked: &Self::Asked) -> Self::Rules;
    fn cast(ballot: &Self::Ballot) -> Self::Cast;
    /// Converts a ballot. The domain decides whether it fits the poll.
    fn ballot(cast: &Self::Cast) -> Self::Ballot;
    /// `told` as for [`Kind::asked`].
    fn counted(rules: &Self::Rules, tally: &Self::Tally, told: bool) -> Self::Counted;

    /// Adds what moderators approved of the guests' own words. `told` as for [`Kind::asked`].
    fn read(_: &mut Self::Counted, _: Read<'_>, _: bool) {}

    /// Names what 100 % of the shares is, for exports; None if there are no shares.
    fn base(_: &Self::Rules) -> Option<&'static str> {
        None
    }

    /// Returns a ballot that fits the poll, as one of many guests casts it. Most lean towards one answer, which depends
    /// on `poll`. `below` throws the dice: it returns a number below its argument.
    fn any(
        asked: &Self::Asked,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Self::Cast;

    /// Counts ballots one by one, without the domain's code.
    fn recount<'a>(
        asked: &Self::Asked,
        options: usize,
        ballots: impl Iterator<Item = &'a Self::Cast>,
    ) -> Self::Counted
    where
        Self::Cast: 'a;

    /// Returns true if a tally can consist of the ballots of `part` and others.
    fn covers(counted: &Self::Counted, part: &Self::Counted) -> bool;
}

/// Returns a number below `n`, more often a low one.
pub fn leaning(n: usize, below: &mut dyn FnMut(usize) -> usize) -> usize {
    below(n).min(below(n))
}

/// Returns dice for tests.
#[cfg(test)]
pub fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut at = seed;
    move |n| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (at >> 33) as usize % n
    }
}
