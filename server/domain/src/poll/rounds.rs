//! The ballots of one kind and their counts, round by round.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use minicbor::{Decode, Encode};

use super::groups::{Split, Told, count_split, seen};
use super::kind::{Kind, wordless};
use super::line::Line;
use super::seal::Seal;
use super::voters::{Unit, Voice, Voter, Which};
use crate::ids::{CodeId, GroupId, Id as _, ParticipantId, ValueId};
use crate::people::membership::{Belongs, Membership};

/// Limit on the rounds of a poll, with those that were reset.
pub const ROUNDS_MAX: usize = 20;

/// Everything cast in a poll of one kind.
///
/// # Invariants
/// - Ballots are cast in the current round; earlier rounds do not change, but guests can erase the words in them.
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
/// - `tally`, `count`, `extra` and `splits` are the sum of the ballots that count, or of ballots that were deleted by retention.
/// - Each voter of a unit has a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round<K: Kind> {
    /// By participant.
    guests: Vec<Option<Cast<K>>>,
    /// By single-use code.
    codes: Vec<Option<Cast<K>>>,
    /// The voters of each value under which one ballot counts, in the order in which their ballots came.
    units: BTreeMap<ValueId, Line>,
    tally: K::Tally,
    count: u32,
    /// What weights add to the number of ballots.
    extra: u32,
    /// By each value under which ballots were cast, in the order of groups and values.
    splits: Vec<Split<K::Tally>>,
    /// The tables by group that were shown of it.
    told: BTreeMap<GroupId, Told<(K::Ballot, NonZeroU16)>>,
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
    /// Those present are the guests who had checked in, and not the phones connected.
    #[n(5)]
    #[cbor(default)]
    pub by_door: bool,
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
    /// The voter's values at that time.
    pub membership: Membership,
    /// How many votes it counts for.
    pub weight: NonZeroU16,
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

    /// Counts the ballots of each round again, one by one. Returns whether this finds what was counted as they came; None for a
    /// round whose ballots retention has deleted. `which` says which ballot of a unit counts.
    pub fn recount(&self, which: Option<Which>) -> Vec<Option<bool>> {
        let is_right = |round: &Round<K>| {
            let mut again = Round::<K>::empty(self.empty.clone());
            again.guests.clone_from(&round.guests);
            again.codes.clone_from(&round.codes);
            let in_line: BTreeSet<Voter> = round.units.values().flat_map(Line::iter).collect();
            let counting = round
                .units
                .values()
                .filter_map(|line| line.counting(which?));
            let counting: BTreeSet<Voter> = counting.collect();
            for (by, _) in round.voters() {
                if !in_line.contains(&by) || counting.contains(&by) {
                    again.count(Some(by), 1, &self.empty);
                }
            }
            K::set_present(&mut again.tally, round.mark.present);
            again.tally == round.tally
                && (again.count, again.extra) == (round.count, round.extra)
                && again.splits == round.splits
        };
        self.iter()
            .map(|round| (!round.is_kept).then(|| is_right(round)))
            .collect()
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

    pub(super) fn cast(&mut self, by: ParticipantId, ballot: &K::Ballot, voice: Voice) {
        let mut cast = Cast {
            ballot: ballot.clone(),
            membership: voice.membership,
            weight: voice.weight,
        };
        for written in K::written_mut(&mut cast.ballot) {
            written.by = by;
        }
        if voice.code.is_some() {
            // Cast before the guest entered the code.
            self.replace(by.into(), None, None);
        }
        self.replace(voice.voter(by), voice.unit, Some(cast));
    }

    pub(super) fn take_back(&mut self, by: ParticipantId, voice: Voice) {
        self.replace(voice.voter(by), voice.unit, None);
    }

    /// Gives a guest's own ballot of the current round to the guest's code, unless the code has one.
    pub(super) fn hand_over(&mut self, by: ParticipantId, voice: Voice) {
        let Some(cast) = self.current.held(by.into()).cloned() else {
            return;
        };
        self.replace(by.into(), None, None);
        if self.current.held(voice.voter(by)).is_none() {
            self.cast(by, &cast.ballot, voice);
        }
    }

    /// Forgets what a guest wrote into ballots of these voters, also of earlier rounds. The ballots go on counting.
    pub(super) fn erase(&mut self, by: ParticipantId, voters: &[Voter]) {
        for round in self.past.iter_mut().chain([&mut self.current]) {
            // A code's ballot may be of a guest who had the code before.
            for voter in voters {
                let Some(cast) = round.held_mut(*voter) else {
                    continue;
                };
                let texts = K::written_mut(&mut cast.ballot).iter_mut();
                for written in texts.filter(|written| written.by == by) {
                    written.text = String::new();
                }
            }
        }
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

    /// Drops the current round, and continues the one before it. Returns true if that was told.
    pub(super) fn resume(&mut self) -> bool {
        let Some(mut round) = self.past.pop() else {
            return false;
        };
        let was_told = std::mem::take(&mut round.mark.told);
        round.mark.void = false;
        self.current = round;
        was_told
    }

    /// Returns the values of a group whose counts one table may show.
    pub fn seen(&self, group: GroupId) -> BTreeSet<ValueId> {
        let counted = self
            .iter()
            .filter(|round| !round.mark.void && round.count > 0);
        let rounds: Vec<_> = counted.map(|round| (round.count, round.splits())).collect();
        seen(group, &rounds)
    }

    /// Notes which tables by group the close of the current round shows.
    pub(super) fn close(&mut self) {
        let groups: BTreeSet<GroupId> = self.current.splits.iter().map(|s| s.group).collect();
        for group in groups {
            let values = self.seen(group);
            let told = &mut self.current.told;
            match told.get_mut(&group) {
                Some(told) => told.close(values),
                None if values.is_empty() => {}
                None => drop(told.insert(group, Told::first(values))),
            }
        }
    }

    pub(super) fn set_present(&mut self, present: Option<u32>, by_door: bool) {
        K::set_present(&mut self.current.tally, present);
        self.current.mark.present = present;
        self.current.mark.by_door = by_door;
    }

    /// Replaces deleted ballots with their counts. A round later than the current one becomes the current one.
    pub(super) fn keep(
        &mut self,
        round: u32,
        tally: K::Tally,
        (count, extra): (u32, u32),
        splits: Vec<Split<K::Tally>>,
        mark: Mark,
    ) {
        let round = round as usize;
        while self.past.len() < round {
            let next = Round::empty(self.empty.clone());
            self.past.push(std::mem::replace(&mut self.current, next));
        }
        let kept = Round {
            count,
            extra,
            splits,
            mark,
            is_kept: true,
            ..Round::empty(tally)
        };
        match self.past.get_mut(round) {
            Some(past) => *past = kept,
            None => self.current = kept,
        }
    }

    /// Replaces a voter's ballot in the current round.
    fn replace(&mut self, by: Voter, unit: Option<Unit>, new: Option<Cast<K>>) {
        let Rounds {
            current,
            past,
            empty,
            ..
        } = self;
        current.count(current.counting(by, unit), -1, empty);
        let old = current.put(by, new.clone());
        if let Some(Unit { value, which }) = unit {
            current.line_up(by, value, which, new.is_some());
        }
        current.count(current.counting(by, unit), 1, empty);
        let before = past.iter().rev().find(|round| !round.mark.void);
        // Of a unit, other voters than before may have answered.
        let before = before.filter(|_| unit.is_none());
        if let Some(before) = before.and_then(|round| round.held(by)) {
            let again = &mut current.mark.again;
            for (cast, sum) in [(&old, -1), (&new, 1)] {
                if let Some(cast) = cast {
                    let [now, then] = [&cast.ballot, &before.ballot].map(wordless::<K>);
                    let changed = i32::from(now != then);
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
            guests: Vec::new(),
            codes: Vec::new(),
            units: BTreeMap::new(),
            tally,
            count: 0,
            extra: 0,
            splits: Vec::new(),
            told: BTreeMap::new(),
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

    /// Returns what weights add to the number of ballots.
    pub fn extra(&self) -> u32 {
        self.extra
    }

    /// Returns how many votes the ballots count for.
    pub fn votes(&self) -> u32 {
        self.count.saturating_add(self.extra)
    }

    /// Returns true if retention has deleted the ballots and kept only counts.
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Returns the existing ballots with their voters.
    pub fn voters(&self) -> impl Iterator<Item = (Voter, &Cast<K>)> {
        let guests = self.guests.iter().enumerate();
        let guests = guests
            .filter_map(|(index, cast)| Some((ParticipantId::at(index).into(), cast.as_ref()?)));
        let codes = self.codes.iter().enumerate();
        let codes = codes
            .filter_map(|(index, cast)| Some((Voter::Code(CodeId::at(index)), cast.as_ref()?)));
        let voters = guests.chain(codes);
        #[cfg(test)]
        let voters = voters.inspect(|_| super::looked::count());
        voters
    }

    /// Returns a voter's ballot.
    pub fn held(&self, by: Voter) -> Option<&Cast<K>> {
        find(&self.guests, &self.codes, by)
    }

    fn held_mut(&mut self, by: Voter) -> Option<&mut Cast<K>> {
        #[cfg(test)]
        super::looked::count();
        let cast = match by {
            Voter::Guest(id) => self.guests.get_mut(id.index()),
            Voter::Code(id) => self.codes.get_mut(id.index()),
        };
        cast?.as_mut()
    }

    /// Returns the ballots that count, with their voters: each, or `which` of a unit's.
    pub fn counted(&self, which: Option<Which>) -> Vec<(Voter, &Cast<K>)> {
        let Some(which) = which else {
            return self.voters().collect();
        };
        let counting = self.units.values();
        counting
            .filter_map(|line| line.counting(which))
            .filter_map(|by| Some((by, self.held(by)?)))
            .collect()
    }

    /// Returns the voter whose ballot counts: this one, or of a unit the first or the last.
    pub fn counting(&self, by: Voter, unit: Option<Unit>) -> Option<Voter> {
        let Some(Unit { value, which }) = unit else {
            return Some(by);
        };
        self.units.get(&value)?.counting(which)
    }

    /// Returns the voter whose ballot counted until that of [`Round::counting`] came. A first ballot gives way to none.
    pub fn overtaken(&self, unit: Unit) -> Option<Voter> {
        match unit.which {
            Which::First => None,
            Which::Last => self.units.get(&unit.value)?.iter().nth_back(1),
        }
    }

    /// Returns true if the last close showed no table of this group, because it would have differed by few voters from the one
    /// before.
    pub fn withholds(&self, group: GroupId) -> bool {
        self.told.get(&group).is_some_and(|told| told.withheld)
    }

    /// Returns the groups that [`Round::withholds`].
    pub fn withheld(&self) -> impl Iterator<Item = GroupId> {
        let told = self.told.iter().filter(|(_, told)| told.withheld);
        told.map(|(group, _)| *group)
    }

    /// Returns the counts by each value under which ballots were cast, in the order of groups and values.
    pub fn splits(&self) -> &[Split<K::Tally>] {
        &self.splits
    }

    /// Puts a ballot in its place, and returns the one that was there.
    fn put(&mut self, by: Voter, new: Option<Cast<K>>) -> Option<Cast<K>> {
        let (places, index) = match by {
            Voter::Guest(id) => (&mut self.guests, id.index()),
            Voter::Code(id) => (&mut self.codes, id.index()),
        };
        if index >= places.len() {
            new.as_ref()?;
            places.resize(index + 1, None);
        }
        std::mem::replace(&mut places[index], new)
    }

    /// Puts a voter in the line of their unit, or takes them out. A ballot cast again is the last one, and the first stays first.
    fn line_up(&mut self, by: Voter, value: ValueId, which: Which, has_ballot: bool) {
        let line = self.units.entry(value).or_default();
        if !has_ballot || which == Which::Last {
            line.leave(by);
        }
        if has_ballot {
            line.join(by);
        }
        if line.is_empty() {
            self.units.remove(&value);
        }
    }

    /// Adds the ballot of a voter to the counts, or removes it if `sign` is negative.
    fn count(&mut self, of: Option<Voter>, sign: i32, empty: &K::Tally) {
        let cast = of.and_then(|of| find(&self.guests, &self.codes, of));
        let (Some(by), Some(cast)) = (of, cast) else {
            return;
        };
        for (group, told) in &mut self.told {
            let value = match cast.membership.of(*group) {
                Belongs::To(value) => Some(value),
                Belongs::Skipped | Belongs::Unknown => None,
            };
            let ballot = wordless::<K>(&cast.ballot).into_owned();
            told.note(by, (value, (ballot, cast.weight)), sign > 0);
        }
        let weight = i32::from(cast.weight.get());
        K::count(&mut self.tally, &cast.ballot, sign * weight);
        self.count = self.count.saturating_add_signed(sign);
        self.extra = self.extra.saturating_add_signed(sign * (weight - 1));
        count_split::<K>(
            &mut self.splits,
            cast.membership,
            &cast.ballot,
            sign * weight,
            empty,
        );
    }
}

fn find<'a, K: Kind>(
    guests: &'a [Option<Cast<K>>],
    codes: &'a [Option<Cast<K>>],
    by: Voter,
) -> Option<&'a Cast<K>> {
    #[cfg(test)]
    super::looked::count();
    let cast = match by {
        Voter::Guest(id) => guests.get(id.index()),
        Voter::Code(id) => codes.get(id.index()),
    };
    cast?.as_ref()
}

#[cfg(test)]
mod recount;
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
        rounds.cast(ParticipantId(0), &Picks::of(&[0]), of(0, 1).into());
        rounds.cast(ParticipantId(1), &Picks::of(&[0, 1]), of(0, 0).into());
        let none = Membership::default().into();
        rounds.cast(ParticipantId(2), &Picks::of(&[1]), none);
        rounds.cast(ParticipantId(0), &Picks::of(&[1]), of(0, 0).into());
        assert_eq!(rounds.current().tally(), &[1, 3]);
        let split = Split {
            group: GroupId(0),
            value: ValueId(0),
            tally: vec![1, 2],
            count: 2,
            extra: 0,
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
            extra: 2,
        };
        let void = Mark {
            void: true,
            ..Mark::default()
        };
        let mut rounds: Rounds<Choice> = Rounds::new(RULES, 2);
        rounds.keep(0, vec![2, 0], (2, 0), vec![split(vec![1, 0])], void);
        rounds.keep(1, vec![0, 3], (2, 1), vec![], Mark::default());
        let kept: Vec<_> = rounds
            .iter()
            .map(|round| {
                (
                    round.tally().clone(),
                    (round.ballots(), round.extra()),
                    round.splits().to_vec(),
                    round.mark,
                )
            })
            .collect();
        assert_eq!(
            kept,
            [
                (vec![2, 0], (2, 0), vec![split(vec![1, 0])], void),
                (vec![0, 3], (2, 1), vec![], Mark::default())
            ]
        );
        assert!(rounds.current().is_kept() && !rounds.is_empty());
        assert!(rounds.has_cast_under(GroupId(1), Some(ValueId(3))));
    }

    #[test]
    fn a_recount_finds_what_was_counted_wrongly() {
        let mut rounds: Rounds<Choice> = Rounds::new(RULES, 2);
        rounds.keep(0, vec![2, 0], (2, 0), vec![], Mark::default());
        rounds.begin(false, false);
        rounds.cast(ParticipantId(0), &Picks::of(&[0]), of(0, 1).into());
        assert_eq!(rounds.recount(None), [None, Some(true)]);
        let right = rounds.clone();
        rounds.current.tally[1] += 1;
        assert_eq!(rounds.recount(None), [None, Some(false)]);
        rounds = right.clone();
        rounds.current.count += 1;
        assert_eq!(rounds.recount(None), [None, Some(false)]);
        rounds = right;
        rounds.current.splits.clear();
        assert_eq!(rounds.recount(None), [None, Some(false)]);
    }

    /// The ballots that count, by voter: the value, or none, and the pick.
    type Table = BTreeMap<u32, (Option<u8>, u8)>;

    /// Returns by how many voters two tables differ: for each value that both show, and for the rest, which subtraction tells.
    fn differences(one: &(Vec<u8>, Table), other: &(Vec<u8>, Table)) -> Vec<usize> {
        let both: Vec<u8> = one
            .0
            .iter()
            .copied()
            .filter(|v| other.0.contains(v))
            .collect();
        let told = |value: Option<u8>| value.filter(|value| both.contains(value));
        let parts = both.iter().map(|value| Some(*value)).chain([None]);
        let parts = parts.map(|part| {
            let in_part = |ballots: &Table| -> BTreeMap<u32, u8> {
                let meant = ballots
                    .iter()
                    .filter(|(_, (value, _))| told(*value) == part);
                meant.map(|(by, (_, pick))| (*by, *pick)).collect()
            };
            let (one, other) = (in_part(&one.1), in_part(&other.1));
            let voters: BTreeSet<u32> = one.keys().chain(other.keys()).copied().collect();
            voters
                .iter()
                .filter(|by| one.get(by) != other.get(by))
                .count()
        });
        parts.collect()
    }

    /// Adds what splits counted, picks by option.
    fn sum<'a>(splits: impl Iterator<Item = &'a Split<Vec<u32>>>) -> (Vec<u32>, u32) {
        splits.fold((vec![0; 2], 0), |(tally, count), split| {
            let added = tally.iter().zip(&split.tally).map(|(a, b)| a + b);
            (added.collect(), count + split.count)
        })
    }

    proptest! {
        /// Whoever knows the total and the table of a group, and subtracts one from the other, learns nothing of fewer than
        /// five ballots: neither of a value that is left out nor of those who gave none.
        #[test]
        fn the_total_less_the_table_is_of_nobody_or_of_enough(
            ballots in prop::collection::vec((0..5_u8, 0..2_u8), 0..60),
            later in prop::collection::vec((0..5_u8, 0..2_u8), 0..60),
        ) {
            let mut rounds: Rounds<Choice> = Rounds::new(Rules { min: 1, max: 1 }, 2);
            let mut cast = |ballots: &[(u8, u8)], begins| {
                if begins {
                    rounds.begin(false, true);
                }
                for (by, (value, pick)) in (0..).zip(ballots) {
                    let membership = match value {
                        4 => Membership::default(),
                        value => of(0, *value),
                    };
                    rounds.cast(ParticipantId(by), &Picks::of(&[*pick]), membership.into());
                }
            };
            cast(&ballots, false);
            cast(&later, !later.is_empty());
            let seen = rounds.seen(GroupId(0));
            for round in rounds.iter().filter(|round| round.ballots() > 0) {
                let table = || round.splits().iter().filter(|split| seen.contains(&split.value));
                prop_assert!(table().all(|split| split.count >= 5));
                prop_assert_eq!(table().count(), seen.len());
                let (tally, count) = sum(table());
                let rest = round.tally().iter().zip(tally).map(|(all, told)| all - told).sum::<u32>();
                prop_assert_eq!(rest, round.ballots() - count);
                prop_assert!(!(1..5).contains(&rest) || seen.is_empty(), "{rest} ballots are told by subtraction");
            }
        }

        /// However often a host closes and reopens a poll, two tables in a row differ by no voter or by five and more. A table
        /// is withheld for this reason only.
        #[test]
        fn tables_in_a_row_never_differ_by_few(
            first in prop::collection::vec((0..24_u32, 0..2_u8, 0..4_u8), 30),
            steps in prop::collection::vec((0..40_u32, 0..2_u8, 0..4_u8, 0..14_u8), 0..120),
        ) {
            let value = |value: u8| (value < 3).then_some(value);
            let membership = |v: u8| value(v).map_or(Membership::default(), |v| of(0, v));
            let mut rounds: Rounds<Choice> = Rounds::new(Rules { min: 1, max: 1 }, 2);
            let mut counting = Table::new();
            let mut last: Option<(Vec<u8>, Table)> = None;
            let first = first.into_iter().map(|(by, pick, value)| (by, pick, value, 2));
            let again = steps.into_iter().chain([(0, 0, 0, 0)]);
            for (by, pick, v, what) in first.chain([(0, 0, 0, 0)]).chain(again) {
                match what {
                    0 => {
                        rounds.close();
                        let values: Vec<u8> = rounds.seen(GroupId(0)).iter().map(|v| v.0).collect();
                        let table = (values, counting.clone());
                        if table.0.is_empty() {
                            continue;
                        }
                        let few = last.as_ref().is_some_and(|last| {
                            differences(last, &table).iter().any(|n| (1..5).contains(n))
                        });
                        prop_assert_eq!(rounds.current().withholds(GroupId(0)), few);
                        if !few {
                            last = Some(table);
                        }
                    }
                    1 => {
                        rounds.take_back(ParticipantId(by), membership(v).into());
                        counting.remove(&by);
                    }
                    _ => {
                        rounds.cast(ParticipantId(by), &Picks::of(&[pick]), membership(v).into());
                        counting.insert(by, (value(v), pick));
                    }
                }
            }
        }
    }
}
