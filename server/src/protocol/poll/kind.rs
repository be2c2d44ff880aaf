//! What a kind of poll has on the wire, its translation from the domain's words, and what a player needs to take part in such a
//! poll and to check its result.

use plenary_domain::poll::kind as domain;

/// A kind of poll on the wire.
pub trait Kind: domain::Kind {
    /// What a poll asks for.
    type Asked;
    /// One participant's answer.
    type Cast;
    /// The counts.
    type Counted;

    fn asked(rules: &Self::Rules) -> Self::Asked;
    fn cast(ballot: &Self::Ballot) -> Self::Cast;
    /// Whether it fits the poll is for the domain to say.
    fn ballot(cast: &Self::Cast) -> Self::Ballot;
    fn counted(tally: &Self::Tally) -> Self::Counted;

    /// A ballot that fits the poll, as one of many guests casts it: most of them lean towards one answer, which differs by `poll`.
    /// `below` throws the dice: a number from 0 to one less than its argument.
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

    /// Tells whether a tally can have come from the ballots of `part` and others.
    fn covers(counted: &Self::Counted, part: &Self::Counted) -> bool;
}

/// A number below `n`, more often a low one.
pub fn leaning(n: usize, below: &mut dyn FnMut(usize) -> usize) -> usize {
    below(n).min(below(n))
}

/// Dice for tests.
#[cfg(test)]
pub fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut at = seed;
    move |n| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (at >> 33) as usize % n
    }
}
