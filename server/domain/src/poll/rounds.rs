//! The ballots of one kind and their counts, round by round.

use super::groups::{Split, split};
use super::kind::Kind;
use crate::ids::{GroupId, Id as _, ParticipantId, ValueId};
use crate::people::membership::Membership;

/// The weight of a ballot.
const WEIGHT: i32 = 1;

/// Everything cast in a poll of one kind.
///
/// # Invariants
/// - Ballots are cast in the current round; earlier rounds do not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounds<K: Kind> {
    rules: K::Rules,
    past: Vec<Round<K>>,
    current: Round<K>,
}

/// One round.
///
/// # Invariants
/// - `tally` and `count` are the sum of `ballots`, or of ballots that were deleted by retention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round<K: Kind> {
    /// By participant.
    ballots: Vec<Option<Cast<K>>>,
    tally: K::Tally,
    count: u32,
    /// The counts by group of ballots that were deleted.
    kept: Option<Vec<Split<K::Tally>>>,
}

/// A cast ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast<K: Kind> {
    pub ballot: K::Ballot,
    /// The voter's declared values at that time.
    pub membership: Membership,
}

impl<K: Kind> Rounds<K> {
    /// A first round without ballots.
    pub fn new(rules: K::Rules, options: usize) -> Rounds<K> {
        Rounds {
            past: Vec::new(),
            current: Round::empty(K::empty(&rules, options)),
            rules,
        }
    }

    /// Returns what ballots must comply with.
    pub fn rules(&self) -> &K::Rules {
        &self.rules
    }

    /// Returns the round that takes ballots.
    pub fn current(&self) -> &Round<K> {
        &self.current
    }

    /// Returns all rounds, the current one last.
    pub fn iter(&self) -> impl Iterator<Item = &Round<K>> {
        self.past.iter().chain([&self.current])
    }

    /// Returns true if no round has or had a ballot.
    pub fn is_empty(&self) -> bool {
        self.iter().all(|round| round.count == 0)
    }

    /// Returns true if a ballot was cast under this group, or this value of it.
    pub fn has_cast_under(&self, group: GroupId, value: Option<ValueId>) -> bool {
        let is_meant =
            |(of, its): (GroupId, ValueId)| of == group && value.is_none_or(|value| value == its);
        self.iter().any(|round| {
            let mut casts = round.ballots.iter().flatten();
            let mut kept = round.kept.iter().flatten();
            casts.any(|cast| cast.membership.values().any(is_meant))
                || kept.any(|split| is_meant((split.group, split.value)))
        })
    }

    pub(super) fn reword(&mut self, rules: K::Rules) {
        self.rules = rules;
    }

    pub(super) fn cast(&mut self, by: ParticipantId, ballot: &K::Ballot, membership: Membership) {
        self.current.cast(by, ballot, membership);
    }

    /// Replaces deleted ballots with their counts. A round later than the current one becomes the current one.
    pub(super) fn keep(
        &mut self,
        round: u32,
        tally: K::Tally,
        count: u32,
        splits: Vec<Split<K::Tally>>,
    ) {
        let round = round as usize;
        while self.past.len() < round {
            let empty = Round::empty(tally.clone());
            self.past.push(std::mem::replace(&mut self.current, empty));
        }
        let kept = Round {
            ballots: Vec::new(),
            tally,
            count,
            kept: Some(splits),
        };
        match self.past.get_mut(round) {
            Some(past) => *past = kept,
            None => self.current = kept,
        }
    }
}

impl<K: Kind> Round<K> {
    fn empty(tally: K::Tally) -> Round<K> {
        Round {
            ballots: Vec::new(),
            tally,
            count: 0,
            kept: None,
        }
    }

    /// Returns the counts.
    pub fn tally(&self) -> &K::Tally {
        &self.tally
    }

    /// Returns the number of counted ballots.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Returns true if retention has deleted the ballots and kept only counts.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Returns the existing ballots.
    pub fn casts(&self) -> impl Iterator<Item = &Cast<K>> {
        self.ballots.iter().flatten()
    }

    /// Returns the existing ballots with their voters.
    pub fn voters(&self) -> impl Iterator<Item = (ParticipantId, &Cast<K>)> {
        let all = self.ballots.iter().enumerate();
        all.filter_map(|(index, cast)| Some((ParticipantId::at(index), cast.as_ref()?)))
    }

    /// Returns a participant's ballot.
    pub fn held(&self, by: ParticipantId) -> Option<&Cast<K>> {
        self.ballots.get(by.index())?.as_ref()
    }

    /// Returns the counts by each value of a group.
    pub fn splits(&self, rules: &K::Rules, options: usize) -> Vec<Split<K::Tally>> {
        match &self.kept {
            Some(kept) => kept.clone(),
            None => {
                let ballots = self.casts().map(|cast| (&cast.ballot, cast.membership));
                split::<K>(ballots, || K::empty(rules, options))
            }
        }
    }

    fn cast(&mut self, by: ParticipantId, ballot: &K::Ballot, membership: Membership) {
        if by.index() >= self.ballots.len() {
            self.ballots.resize(by.index() + 1, None);
        }
        let cast = Cast {
            ballot: ballot.clone(),
            membership,
        };
        match self.ballots[by.index()].replace(cast) {
            Some(old) => K::count(&mut self.tally, &old.ballot, -WEIGHT),
            None => self.count += 1,
        }
        K::count(&mut self.tally, ballot, WEIGHT);
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::choice::{Choice, Picks, Rules};
    use super::*;

    const RULES: Rules = Rules { min: 1, max: 2 };

    fn of(group: u8, value: u8) -> Membership {
        let mut membership = Membership::default();
        membership.set(GroupId(group), Some(ValueId(value)));
        membership
    }

    #[test]
    fn a_cast_ballot_is_small() {
        assert!(size_of::<Option<Cast<Choice>>>() <= 12);
    }

    #[test]
    fn a_ballot_counts_under_its_voters_values_at_the_time() {
        let mut rounds: Rounds<Choice> = Rounds::new(RULES, 2);
        rounds.cast(ParticipantId(0), &Picks::of(&[0]), of(0, 1));
        rounds.cast(ParticipantId(1), &Picks::of(&[0, 1]), of(0, 0));
        rounds.cast(ParticipantId(2), &Picks::of(&[1]), Membership::default());
        rounds.cast(ParticipantId(0), &Picks::of(&[1]), of(0, 0));
        assert_eq!(rounds.current().tally(), &[1, 3]);
        let split = Split {
            group: GroupId(0),
            value: ValueId(0),
            tally: vec![1, 2],
            count: 2,
        };
        assert_eq!(rounds.current().splits(&RULES, 2), [split]);
        assert!(rounds.has_cast_under(GroupId(0), None));
        assert!(rounds.has_cast_under(GroupId(0), Some(ValueId(0))));
        assert!(!rounds.has_cast_under(GroupId(0), Some(ValueId(1))));
    }

    #[test]
    fn the_kept_counts_of_each_round_are_restored() {
        let split = |tally: Vec<u32>| Split {
            group: GroupId(1),
            value: ValueId(3),
            tally,
            count: 1,
        };
        let mut rounds: Rounds<Choice> = Rounds::new(RULES, 2);
        rounds.keep(0, vec![2, 0], 2, vec![split(vec![1, 0])]);
        rounds.keep(1, vec![0, 3], 3, vec![]);
        let kept: Vec<_> = rounds
            .iter()
            .map(|round| {
                (
                    round.tally().clone(),
                    round.count(),
                    round.splits(&RULES, 2),
                )
            })
            .collect();
        assert_eq!(
            kept,
            [
                (vec![2, 0], 2, vec![split(vec![1, 0])]),
                (vec![0, 3], 3, vec![])
            ]
        );
        assert!(rounds.current().is_kept() && !rounds.is_empty());
        assert!(rounds.has_cast_under(GroupId(1), Some(ValueId(3))));
    }
}
