//! The ballots of one kind and their counts, round by round.

use minicbor::{Decode, Encode};

use super::groups::{Split, count_split};
use super::kind::Kind;
use super::seal::Seal;
use crate::ids::{GroupId, Id as _, ParticipantId, ValueId};
use crate::people::membership::Membership;

/// The weight of a ballot.
const WEIGHT: i32 = 1;

/// Limit on the rounds of a poll, with those that were reset.
pub const ROUNDS_MAX: usize = 20;

/// Everything cast in a poll of one kind.
///
/// # Invariants
/// - Ballots are cast in the current round; earlier rounds do not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounds<K: Kind> {
    rules: K::Rules,
    /// The tally of a round without ballots.
    empty: K::Tally,
    past: Vec<Round<K>>,
    current: Round<K>,
}

/// One round.
///
/// # Invariants
/// - `tally`, `count` and `splits` are the sum of `ballots`, or of ballots that were deleted by retention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round<K: Kind> {
    /// By participant.
    ballots: Vec<Option<Cast<K>>>,
    tally: K::Tally,
    count: u32,
    /// By each value under which ballots were cast, in the order of groups and values.
    splits: Vec<Split<K::Tally>>,
    pub mark: Mark,
    /// The ballots were deleted.
    is_kept: bool,
}

/// What is known of a round beside its counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Mark {
    /// The host has reset the round: its ballots do not count.
    #[n(0)]
    #[cbor(default)]
    pub void: bool,
    /// Its result was revealed before the next round began.
    #[n(1)]
    #[cbor(default)]
    pub told: bool,
    #[n(2)]
    #[cbor(default)]
    pub again: Again,
    /// How many were present when it closed.
    #[n(3)]
    pub present: Option<u32>,
    #[n(4)]
    #[cbor(default)]
    pub seal: Seal,
}

/// A round compared with the last counted one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Again {
    /// Participants with a ballot in both.
    #[n(0)]
    pub both: u32,
    /// Of these, the ones whose ballots differ.
    #[n(1)]
    pub changed: u32,
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
        let empty = K::empty(&rules, options);
        Rounds {
            rules,
            past: Vec::new(),
            current: Round::empty(empty.clone()),
            empty,
        }
    }

    /// Returns what ballots must comply with.
    pub fn rules(&self) -> &K::Rules {
        &self.rules
    }

    /// Returns the counts before the first ballot.
    pub fn empty(&self) -> &K::Tally {
        &self.empty
    }

    /// Returns the round that takes ballots.
    pub fn current(&self) -> &Round<K> {
        &self.current
    }

    /// Returns the rounds before the current one.
    pub fn past(&self) -> &[Round<K>] {
        &self.past
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
        let is_meant = |split: &Split<K::Tally>| {
            split.group == group && value.is_none_or(|value| value == split.value)
        };
        self.iter().any(|round| round.splits.iter().any(is_meant))
    }

    pub(super) fn reword(&mut self, rules: K::Rules) {
        self.rules = rules;
    }

    pub(super) fn cast(&mut self, by: ParticipantId, ballot: &K::Ballot, membership: Membership) {
        let cast = Cast {
            ballot: ballot.clone(),
            membership,
        };
        self.replace(by, Some(cast));
    }

    pub(super) fn take_back(&mut self, by: ParticipantId) {
        self.replace(by, None);
    }

    /// Notes the fingerprint of the ballots so far.
    pub(super) fn seal(&mut self, seal: Seal) {
        self.current.mark.seal = seal;
    }

    /// Ends the current round, and begins the next one.
    pub(super) fn begin(&mut self, void: bool, told: bool) {
        let next = Round::empty(self.empty.clone());
        let mut ended = std::mem::replace(&mut self.current, next);
        ended.mark.void = void;
        ended.mark.told = told;
        self.past.push(ended);
    }

    /// Drops the current round, and continues the one before it.
    pub(super) fn resume(&mut self) {
        if let Some(mut round) = self.past.pop() {
            round.mark.void = false;
            round.mark.told = false;
            self.current = round;
        }
    }

    pub(super) fn set_present(&mut self, present: Option<u32>) {
        K::set_present(&mut self.current.tally, present);
        self.current.mark.present = present;
    }

    /// Replaces deleted ballots with their counts. A round later than the current one becomes the current one.
    pub(super) fn keep(
        &mut self,
        round: u32,
        tally: K::Tally,
        count: u32,
        splits: Vec<Split<K::Tally>>,
        mark: Mark,
    ) {
        let round = round as usize;
        while self.past.len() < round {
            let next = Round::empty(self.empty.clone());
            self.past.push(std::mem::replace(&mut self.current, next));
        }
        let kept = Round {
            ballots: Vec::new(),
            tally,
            count,
            splits,
            mark,
            is_kept: true,
        };
        match self.past.get_mut(round) {
            Some(past) => *past = kept,
            None => self.current = kept,
        }
    }

    /// Replaces a participant's ballot in the current round.
    fn replace(&mut self, by: ParticipantId, new: Option<Cast<K>>) {
        let old = self.current.put(by, new.clone());
        for (cast, weight) in [(&old, -WEIGHT), (&new, WEIGHT)] {
            if let Some(cast) = cast {
                self.current.count(cast, weight, &self.empty);
            }
        }
        let before = self.past.iter().rev().find(|round| !round.mark.void);
        if let Some(before) = before.and_then(|round| round.held(by)) {
            let again = &mut self.current.mark.again;
            for (cast, sum) in [(&old, -1), (&new, 1)] {
                if let Some(cast) = cast {
                    let changed = i32::from(cast.ballot != before.ballot);
                    again.both = again.both.saturating_add_signed(sum);
                    again.changed = again.changed.saturating_add_signed(sum * changed);
                }
            }
        }
    }
}

impl<K: Kind> Round<K> {
    fn empty(tally: K::Tally) -> Round<K> {
        Round {
            ballots: Vec::new(),
            tally,
            count: 0,
            splits: Vec::new(),
            mark: Mark::default(),
            is_kept: false,
        }
    }

    /// Returns the counts.
    pub fn tally(&self) -> &K::Tally {
        &self.tally
    }

    /// Returns the number of counted ballots.
    pub fn ballots(&self) -> u32 {
        self.count
    }

    /// Returns true if retention has deleted the ballots and kept only counts.
    pub fn is_kept(&self) -> bool {
        self.is_kept
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

    /// Returns the counts by each value under which ballots were cast, in the order of groups and values.
    pub fn splits(&self) -> &[Split<K::Tally>] {
        &self.splits
    }

    /// Puts a ballot in its place, and returns the one that was there.
    fn put(&mut self, by: ParticipantId, new: Option<Cast<K>>) -> Option<Cast<K>> {
        if by.index() >= self.ballots.len() {
            new.as_ref()?;
            self.ballots.resize(by.index() + 1, None);
        }
        std::mem::replace(&mut self.ballots[by.index()], new)
    }

    fn count(&mut self, cast: &Cast<K>, weight: i32, empty: &K::Tally) {
        K::count(&mut self.tally, &cast.ballot, weight);
        self.count = self.count.saturating_add_signed(weight.signum());
        count_split::<K>(
            &mut self.splits,
            cast.membership,
            &cast.ballot,
            weight,
            empty,
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_eq!(rounds.current().splits(), [split]);
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
        let void = Mark {
            void: true,
            ..Mark::default()
        };
        let mut rounds: Rounds<Choice> = Rounds::new(RULES, 2);
        rounds.keep(0, vec![2, 0], 2, vec![split(vec![1, 0])], void);
        rounds.keep(1, vec![0, 3], 3, vec![], Mark::default());
        let kept: Vec<_> = rounds
            .iter()
            .map(|round| {
                (
                    round.tally().clone(),
                    round.ballots(),
                    round.splits().to_vec(),
                    round.mark,
                )
            })
            .collect();
        assert_eq!(
            kept,
            [
                (vec![2, 0], 2, vec![split(vec![1, 0])], void),
                (vec![0, 3], 3, vec![], Mark::default())
            ]
        );
        assert!(rounds.current().is_kept() && !rounds.is_empty());
        assert!(rounds.has_cast_under(GroupId(1), Some(ValueId(3))));
    }

    /// Something that happens to a poll.
    #[derive(Debug, Clone)]
    enum Step {
        Cast(u32, u8, u8),
        TakeBack(u32),
        /// The next round; true: the host reset the one before.
        Begin(bool),
        Resume,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            8 => (0..6_u32, 0..3_u8, 0..3_u8).prop_map(|(by, pick, value)| Step::Cast(by, pick, value)),
            3 => (0..6_u32).prop_map(Step::TakeBack),
            1 => any::<bool>().prop_map(Step::Begin),
            1 => Just(Step::Resume),
        ];
        prop::collection::vec(step, 0..60)
    }

    /// The last ballots of a round by participant, with the voter's value, and whether the round is void.
    type Naive = (std::collections::BTreeMap<u32, (u8, u8)>, bool);

    proptest! {
        /// The counts are those of the last ballots, in each round, whatever was cast, taken back, reset or undone before.
        #[test]
        fn the_counts_equal_a_recount_of_the_last_ballots(steps in steps()) {
            let rules = Rules { min: 1, max: 1 };
            let mut rounds: Rounds<Choice> = Rounds::new(rules, 3);
            let mut naive: Vec<Naive> = vec![Naive::default()];
            for step in steps {
                let last = naive.last_mut().expect("a round");
                match step {
                    Step::Cast(by, pick, value) => {
                        rounds.cast(ParticipantId(by), &Picks::of(&[pick]), of(0, value));
                        last.0.insert(by, (pick, value));
                    }
                    Step::TakeBack(by) => {
                        rounds.take_back(ParticipantId(by));
                        last.0.remove(&by);
                    }
                    Step::Begin(void) => {
                        rounds.begin(void, false);
                        last.1 = void;
                        naive.push(Naive::default());
                    }
                    Step::Resume => {
                        rounds.resume();
                        if naive.len() > 1 {
                            naive.pop();
                        }
                        naive.last_mut().expect("a round").1 = false;
                    }
                }
            }
            prop_assert_eq!(rounds.iter().count(), naive.len());
            for (i, (round, (ballots, void))) in rounds.iter().zip(&naive).enumerate() {
                let on = |pick, value: Option<u8>| {
                    let meant = |(p, v): &&(u8, u8)| *p == pick && value.is_none_or(|value| value == *v);
                    ballots.values().filter(meant).count() as u32
                };
                prop_assert_eq!(round.tally(), &vec![on(0, None), on(1, None), on(2, None)]);
                prop_assert_eq!(round.ballots() as usize, ballots.len());
                prop_assert_eq!(round.mark.void, *void);
                let splits = (0..3_u8).map(|value| Split {
                    group: GroupId(0),
                    value: ValueId(value),
                    tally: vec![on(0, Some(value)), on(1, Some(value)), on(2, Some(value))],
                    count: ballots.values().filter(|(_, v)| *v == value).count() as u32,
                });
                let splits: Vec<_> = splits.filter(|split| split.count > 0).collect();
                prop_assert_eq!(round.splits(), splits);
                let before = naive[..i].iter().rev().find(|(_, void)| !void);
                let both = ballots.iter().filter_map(|(by, (pick, _))| {
                    let (before, _) = before?.0.get(by)?;
                    Some(before != pick)
                });
                let both: Vec<bool> = both.collect();
                let again = Again {
                    both: both.len() as u32,
                    changed: both.iter().filter(|changed| **changed).count() as u32,
                };
                prop_assert_eq!(round.mark.again, again);
            }
        }
    }
}
