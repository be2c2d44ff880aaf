//! The floor of each session: who has it since when, the clock, the list of speakers, and how long each has spoken; and what
//! panelists offer to answer. The chair and the host lead it (`step.rs`).
//!
//! # Invariants
//! - At most one speaker has the floor, and only while the session runs: its end ends the turn.
//! - A speaker is on the list of a session at most once.
//! - Speaking time is the time for which the clock of one's turns ran. So the speaking times of a session sum to the time for which
//!   the floor was given, without pauses.
//! - An undo makes a step as if it had never been: a turn that goes on has gone on.

pub mod change;
pub mod step;
pub mod undo;

use std::collections::BTreeMap;

pub use change::{Change, Offer, Rules, Sides, Speaker, Standing, Turn, Waiting};

use crate::ids::{GroupId, Millis, Moment, PersonId, QuestionId, SessionId};
use crate::people::{Groups, Persons};
use crate::program::PersonInfo;

/// Limit on the speakers who wait in a session.
pub const LIST_MAX: usize = 60;
/// Limit on those from the hall who have spoken in a session.
pub const HALL_MAX: usize = 200;

/// The floor of one session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Floor {
    standing: Standing,
    /// Rises when the floor goes to somebody else or to nobody. A step of the clock names it.
    pub rev: u32,
    list: Vec<Waiting>,
    /// By entry: the sequence of its last change, also when it is gone.
    listed: BTreeMap<u32, u64>,
    pub rules: Rules,
    standing_changed: u64,
    rules_changed: u64,
}

/// The floors of all sessions that have had one, and the offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Floors {
    floors: BTreeMap<SessionId, Floor>,
    offers: BTreeMap<(QuestionId, PersonId), (Option<Offer>, u64)>,
    /// The sequence of the last change.
    pub changed: u64,
}

/// A side's speaking time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideTime {
    /// One of its people, who names it.
    pub person: PersonId,
    /// In the turns that are over.
    pub ms: u64,
    /// One of them has the floor.
    pub speaks: bool,
}

impl Floor {
    /// Returns who has the floor.
    pub fn turn(&self) -> Option<&Turn> {
        self.standing.turn.as_ref()
    }

    /// Returns the list in its own order.
    pub fn list(&self) -> &[Waiting] {
        &self.list
    }

    /// Returns the list in the order in which its speakers should have the floor: as it stands, or a side after another as long as
    /// more than one waits.
    pub fn order(&self, persons: &Persons, groups: &Groups) -> Vec<&Waiting> {
        let mut left: Vec<&Waiting> = self.list.iter().collect();
        let Some(sides) = self.rules.sides else {
            return left;
        };
        let side = |speaker: &Speaker| side(sides, persons, groups, speaker);
        let before = self.turn().map(|turn| &turn.speaker);
        let before = before.or(self.standing.last.as_ref());
        let mut last = before.map(side);
        let mut order = vec![];
        while !left.is_empty() {
            let other = left
                .iter()
                .position(|one| last.as_ref() != Some(&side(&one.speaker)));
            let next = left.remove(other.unwrap_or(0));
            last = Some(side(&next.speaker));
            order.push(next);
        }
        order
    }

    /// Returns the speaking times of the turns that are over, in ms.
    pub fn spoken(&self) -> impl Iterator<Item = (&Speaker, u64)> {
        self.standing
            .spoken
            .iter()
            .map(|(speaker, ms)| (speaker, *ms))
    }

    /// Returns the speaking times of all turns at this time, in ms.
    pub fn times(&self, at: Millis) -> BTreeMap<Speaker, u64> {
        let mut times = self.standing.spoken.clone();
        if let Some(turn) = self.turn() {
            *times.entry(turn.speaker.clone()).or_default() += turn.spoken_ms(at);
        }
        times
    }

    /// Returns the speaking times of the sides, in the turns that are over, and which of them has the floor. Without sides in turn,
    /// the sides are those of the first group that one of the speakers belongs to.
    pub fn times_of_sides(&self, persons: &Persons, groups: &Groups) -> Vec<SideTime> {
        let mut times: Vec<(Side, SideTime)> = vec![];
        let people = || self.spoken().filter_map(|(s, ms)| Some((s.person()?, ms)));
        let all = people().map(|(id, _)| id);
        let all = all.chain(self.turn().and_then(|turn| turn.speaker.person()));
        let Some(sides) = self.rules.sides.or_else(|| shared(persons, groups, all)) else {
            return vec![];
        };
        let now = self.turn().and_then(|turn| turn.speaker.person());
        let over = people().map(|(person, ms)| (person, ms, false));
        for (person, ms, speaks) in over.chain(now.map(|person| (person, 0, true))) {
            let Some(side) = side(sides, persons, groups, &Speaker::Person(person)) else {
                continue;
            };
            match times.iter_mut().find(|(known, _)| *known == side) {
                Some((_, time)) => {
                    time.ms += ms;
                    time.speaks |= speaks;
                }
                None => times.push((side, SideTime { person, ms, speaks })),
            }
        }
        times.sort_by(|(a, _), (b, _)| a.cmp(b));
        times.into_iter().map(|(_, time)| time).collect()
    }

    /// Returns what the sides of the speaking times are.
    pub fn sides(&self, persons: &Persons, groups: &Groups) -> Option<Sides> {
        let people = self.spoken().filter_map(|(speaker, _)| speaker.person());
        let people = people.chain(self.turn().and_then(|turn| turn.speaker.person()));
        self.rules.sides.or_else(|| shared(persons, groups, people))
    }

    fn entry(&self, id: u32) -> Option<&Waiting> {
        self.list.iter().find(|one| one.id == id)
    }

    /// Returns the entry behind this one.
    fn behind(&self, id: u32) -> Option<u32> {
        let place = self.list.iter().position(|one| one.id == id)?;
        self.list.get(place + 1).map(|one| one.id)
    }

    fn next(&self) -> u32 {
        self.listed.last_key_value().map_or(0, |(id, _)| id + 1)
    }

    fn stop(&mut self, at: Millis) {
        if let Some(turn) = self.standing.turn.take() {
            let ms = turn.spoken_ms(at);
            *self
                .standing
                .spoken
                .entry(turn.speaker.clone())
                .or_default() += ms;
            self.standing.last = Some(turn.speaker);
            self.rev += 1;
        }
    }

    fn apply(&mut self, change: &Change, now: Moment) {
        let Moment { seq, at } = now;
        match change {
            Change::Given(speaker, planned_s) => {
                self.stop(at);
                self.standing.turn = Some(Turn {
                    speaker: speaker.clone(),
                    planned_s: *planned_s,
                    given_at: at,
                    before_ms: 0,
                    running_since: Some(at),
                });
                self.rev += 1;
                self.standing_changed = seq;
            }
            Change::Ended => {
                self.stop(at);
                self.standing_changed = seq;
            }
            Change::Paused(on) => {
                if let Some(turn) = &mut self.standing.turn {
                    turn.before_ms = turn.spoken_ms(at);
                    turn.running_since = (!on).then_some(at);
                }
                self.standing_changed = seq;
            }
            Change::Planned(planned_s) => {
                if let Some(turn) = &mut self.standing.turn {
                    turn.planned_s = *planned_s;
                }
                self.standing_changed = seq;
            }
            Change::Restored(standing) => {
                let of = |turn: Option<&Turn>| turn.map(|t| (t.speaker.clone(), t.given_at));
                if of(self.turn()) != of(standing.turn.as_ref()) {
                    self.rev += 1;
                }
                self.standing = standing.clone();
                self.standing_changed = seq;
            }
            Change::Listed(waiting, before) => {
                self.list.retain(|one| one.id != waiting.id);
                let place = before.and_then(|id| self.list.iter().position(|one| one.id == id));
                let place = place.unwrap_or(self.list.len());
                self.list.insert(place, waiting.clone());
                self.listed.insert(waiting.id, seq);
            }
            Change::Struck(id) => {
                self.list.retain(|one| one.id != *id);
                self.listed.insert(*id, seq);
            }
            Change::Ruled(rules) => {
                self.rules = *rules;
                self.rules_changed = seq;
            }
        }
    }

    fn needs(&self, person: PersonId) -> bool {
        let is_it = |one: &Speaker| one.person() == Some(person);
        let turn = self.turn().map(|turn| &turn.speaker);
        let waiting = self.list.iter().map(|one| &one.speaker);
        let mut all = turn.into_iter().chain(waiting);
        all.any(is_it) || self.standing.spoken.keys().any(is_it)
    }

    fn forget(&mut self, person: PersonId, seq: u64) {
        let gone = Speaker::Person(person);
        // What the chair did last can be taken back, unless it was about this person.
        if !self.needs(person) && self.standing.last.as_ref() != Some(&gone) {
            return;
        }
        if self.turn().is_some_and(|turn| turn.speaker == gone) {
            self.standing.turn = None;
            self.rev += 1;
        }
        self.standing.spoken.remove(&gone);
        if self.standing.last.as_ref() == Some(&gone) {
            self.standing.last = None;
        }
        self.standing_changed = seq;
        for one in self.list.iter().filter(|one| one.speaker == gone) {
            self.listed.insert(one.id, seq);
        }
        self.list.retain(|one| one.speaker != gone);
    }
}

impl Floors {
    /// Returns the floor of a session, if it has had one.
    pub fn get(&self, session: SessionId) -> Option<&Floor> {
        self.floors.get(&session)
    }

    /// Returns the floors of all sessions that have had one.
    pub fn iter(&self) -> impl Iterator<Item = (SessionId, &Floor)> {
        self.floors.iter().map(|(id, floor)| (*id, floor))
    }

    /// Returns true if a person has the floor of a session, has had it, or waits for it.
    pub fn needs(&self, person: PersonId) -> bool {
        self.floors.values().any(|floor| floor.needs(person))
    }

    /// Returns what a panelist has offered.
    pub fn offer(&self, question: QuestionId, person: PersonId) -> Option<Offer> {
        self.offers.get(&(question, person))?.0
    }

    /// Returns all offers for a question.
    pub fn offers(&self, question: QuestionId) -> impl Iterator<Item = (PersonId, Offer)> {
        let from = (question, PersonId(0));
        let to = (question, PersonId(u32::MAX));
        let offers = self.offers.range(from..=to);
        offers.filter_map(|((_, person), (offer, _))| Some((*person, (*offer)?)))
    }

    pub(crate) fn apply(&mut self, session: SessionId, change: &Change, now: Moment) {
        self.floors.entry(session).or_default().apply(change, now);
        self.changed = now.seq;
    }

    pub(crate) fn offered(
        &mut self,
        question: QuestionId,
        person: PersonId,
        offer: Option<Offer>,
        seq: u64,
    ) {
        self.offers.insert((question, person), (offer, seq));
        self.changed = seq;
    }

    /// Ends the turn of a session that no longer runs.
    pub(crate) fn stopped(&mut self, session: SessionId, now: Moment) {
        if let Some(floor) = self.floors.get_mut(&session)
            && floor.turn().is_some()
        {
            floor.apply(&Change::Ended, now);
            self.changed = now.seq;
        }
    }

    pub(crate) fn kept(&mut self, session: SessionId, spoken: &[(PersonId, u64)], seq: u64) {
        let floor = self.floors.entry(session).or_default();
        let spoken = spoken.iter().map(|(id, ms)| (Speaker::Person(*id), *ms));
        floor.standing.spoken = spoken.collect();
        self.changed = seq;
    }

    pub(crate) fn session_removed(&mut self, session: SessionId, seq: u64) {
        if self.floors.remove(&session).is_some() {
            self.changed = seq;
        }
    }

    pub(crate) fn person_removed(&mut self, person: PersonId, seq: u64) {
        for floor in self.floors.values_mut() {
            floor.forget(person, seq);
        }
        self.offers.retain(|(_, by), _| *by != person);
        for one in self.offers.values_mut() {
            if one.0 == Some(Offer::Pass(Some(person))) {
                *one = (Some(Offer::Pass(None)), seq);
            }
        }
        self.changed = seq;
    }

    /// Sides of a group that is gone are no sides any more. A later group may have its id.
    pub(crate) fn group_removed(&mut self, group: GroupId, seq: u64) {
        let is_gone = |floor: &&mut Floor| floor.rules.sides == Some(Sides::Group(group));
        for floor in self.floors.values_mut().filter(is_gone) {
            floor.rules.sides = None;
            floor.rules_changed = seq;
            self.changed = seq;
        }
    }
}

/// A side, to compare with others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// The key of a group's value.
    Value(String),
    /// The first person of the organisation, which may be named in any language.
    Org(PersonId),
}

/// Returns the side of a speaker; None for those without one.
fn side(sides: Sides, persons: &Persons, groups: &Groups, speaker: &Speaker) -> Option<Side> {
    let id = speaker.person()?;
    let person = persons.get(id)?;
    match sides {
        Sides::Group(group) => {
            let value = person.groups.get(&groups.get(group)?.info.key)?;
            Some(Side::Value(value.clone()))
        }
        Sides::Org => persons.first_of_organisation(id).map(Side::Org),
    }
}

/// Returns the first group that one of these people belongs to.
fn shared(
    persons: &Persons,
    groups: &Groups,
    people: impl Iterator<Item = PersonId>,
) -> Option<Sides> {
    let people: Vec<&PersonInfo> = people.filter_map(|id| persons.get(id)).collect();
    let is_theirs = |key: &String| people.iter().any(|person| person.groups.contains_key(key));
    let groups = groups
        .iter()
        .filter(|(_, group)| is_theirs(&group.info.key));
    let first: Option<(GroupId, _)> = groups.min_by_key(|(_, group)| group.order);
    first.map(|(id, _)| Sides::Group(id))
}
