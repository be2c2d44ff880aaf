//! The steps of those who lead a session or sit on its panel. All are decided for the running session.

use super::{Change, Floor, Floors, HALL_MAX, LIST_MAX, Offer, Rules, Sides, Speaker, Waiting};
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, PersonId, QuestionId, SessionId};
use crate::people::{Groups, Persons};
use crate::question::{QuestionState, Questions};
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::{Actor, StaffRole};
use crate::session::Sessions;
use crate::text;

/// Shortest planned time of a turn, and shortest extension.
pub const TURN_MIN_S: u32 = 10;
/// Longest planned time of a turn.
pub const TURN_MAX_S: u32 = 3 * 60 * 60;

/// A step. `seen` is the floor's revision that the sender saw: a step that comes after somebody else's is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Gives the floor and starts the clock. The turn before is over.
    Give {
        to: Speaker,
        seconds: u32,
        seen: u32,
    },
    End {
        seen: u32,
    },
    Pause {
        on: bool,
        seen: u32,
    },
    Extend {
        seconds: u32,
        seen: u32,
    },
    /// Puts a speaker at the end of the list; panelists ask for the floor with it.
    List {
        speaker: Speaker,
    },
    /// Moves an entry before another one, or to the end.
    Place {
        entry: u32,
        before: Option<u32>,
    },
    /// Takes an entry off the list; panelists take their own back.
    Strike {
        entry: u32,
    },
    /// Changes how the session is led. What is None stays.
    Rule {
        sides: Option<Option<Sides>>,
        closed: Option<bool>,
        last: Option<bool>,
        hides_times: Option<bool>,
    },
    /// A panelist would take a question in the line, passes it on, or takes that back.
    Offer {
        question: QuestionId,
        offer: Option<Offer>,
    },
}

impl Step {
    /// Returns true if this role can take this step at all.
    pub fn is_of(&self, role: StaffRole) -> bool {
        match self {
            Step::List { speaker } => {
                role.leads() || role.person().is_some_and(|id| speaker.person() == Some(id))
            }
            // Of their own, which `decide` checks.
            Step::Strike { .. } => role.leads() || role.person().is_some(),
            Step::Offer { .. } => role.person().is_some(),
            Step::Give { .. }
            | Step::End { .. }
            | Step::Pause { .. }
            | Step::Extend { .. }
            | Step::Place { .. }
            | Step::Rule { .. } => role.leads(),
        }
    }
}

/// What a step depends on.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    pub persons: &'a Persons,
    pub groups: &'a Groups,
    pub questions: &'a Questions,
    pub sessions: &'a Sessions,
}

impl Room<'_> {
    /// Refuses a panelist who is neither a speaker nor a panelist of the running session.
    fn seats(&self, person: PersonId) -> Result<(), Rejection> {
        let info = self.persons.get(person).ok_or(Rejection::Unknown)?;
        let running = self.sessions.running();
        let (_, session) = running.ok_or(Rejection::NotFromHere)?;
        let mut seated = (session.info.speakers.iter()).chain(&session.info.panelists);
        if seated.any(|key| *key == info.key) {
            Ok(())
        } else {
            Err(Rejection::NotFromHere)
        }
    }
}

/// Returns who has the floor, for somebody whose step comes too late.
pub(super) fn now(floor: &Floor) -> StaleNow {
    let speaker = floor.turn().map(|turn| &turn.speaker);
    StaleNow::Floor {
        person: speaker.and_then(Speaker::person),
        hall: matches!(speaker, Some(Speaker::Hall(_))),
    }
}

impl Floors {
    /// Decides a step.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] while no session runs, without a turn, for questions that are not in the line, and for panelists, and
    /// people to whom they pass a question, who are not in the running session;
    /// [`Rejection::Stale`] if the floor went to somebody else meanwhile; [`Rejection::Unknown`], [`Rejection::OutOfRange`],
    /// [`Rejection::ListClosed`], [`Rejection::TooManySpeakers`], [`Rejection::NotAllowed`] for another's entry and a question passed to oneself, and those of
    /// [`text::required`].
    pub fn step(&self, room: Room<'_>, step: &Step, by: Actor, at: Millis) -> Decision {
        if let Step::Offer { question, offer } = step {
            return self.make_offer(room, *question, *offer, by);
        }
        let (id, _) = room.sessions.running().ok_or(Rejection::NotFromHere)?;
        if let (Step::List { .. }, Actor::Staff(StaffRole::Panelist(person))) = (step, by) {
            room.seats(person)?;
        }
        let none = Floor::default();
        let floor = self.get(id).unwrap_or(&none);
        let changes = floor.decide(room, step, by, at)?;
        let fact = |change| Fact::Floor(id, change, by);
        Ok(changes.into_iter().map(fact).collect())
    }

    /// Returns the end of the running turn, if there is one, for the end of its session.
    pub fn end_with(&self, session: Option<SessionId>, by: Actor) -> Option<Fact> {
        let id = session?;
        self.get(id)?.turn()?;
        Some(Fact::Floor(id, Change::Ended, by))
    }

    fn make_offer(
        &self,
        room: Room<'_>,
        question: QuestionId,
        offer: Option<Offer>,
        by: Actor,
    ) -> Decision {
        let Actor::Staff(StaffRole::Panelist(person)) = by else {
            return Err(Rejection::NotAllowed);
        };
        room.seats(person)?;
        let q = room.questions.get(question).ok_or(Rejection::Unknown)?;
        if let Some(Offer::Pass(Some(to))) = offer {
            if to == person {
                return Err(Rejection::NotAllowed);
            }
            room.seats(to)?;
        }
        if !matches!(q.state, QuestionState::Next | QuestionState::Now) {
            return Err(Rejection::NotFromHere);
        }
        Ok(if self.offer(question, person) == offer {
            vec![]
        } else {
            vec![Fact::Offered(question, person, offer)]
        })
    }
}

impl Floor {
    fn decide(
        &self,
        room: Room<'_>,
        step: &Step,
        by: Actor,
        at: Millis,
    ) -> Result<Vec<Change>, Rejection> {
        match step {
            Step::Give { to, seconds, seen } => self.give(room, to, *seconds, *seen),
            Step::End { seen } => {
                self.seen(*seen)?;
                Ok(vec![Change::Ended])
            }
            Step::Pause { on, seen } => {
                let is_paused = self.seen(*seen)?.running_since.is_none();
                let changes = (is_paused != *on).then_some(Change::Paused(*on));
                Ok(changes.into_iter().collect())
            }
            Step::Extend { seconds, seen } => {
                let planned = self.seen(*seen)?.planned_s.saturating_add(*seconds);
                within(*seconds)?;
                within(planned)?;
                Ok(vec![Change::Planned(planned)])
            }
            Step::List { speaker } => self.ask(room, speaker, by, at),
            Step::Place { entry, before } => {
                let waiting = self.entry(*entry).ok_or(Rejection::Unknown)?;
                if let Some(before) = before {
                    self.entry(*before).ok_or(Rejection::Unknown)?;
                }
                let is_there = *before == Some(*entry) || self.behind(*entry) == *before;
                let change = Change::Listed(waiting.clone(), *before);
                Ok((!is_there).then_some(change).into_iter().collect())
            }
            Step::Strike { entry } => {
                let waiting = self.entry(*entry).ok_or(Rejection::Unknown)?;
                let own = Step::List {
                    speaker: waiting.speaker.clone(),
                };
                match by {
                    Actor::Staff(role) if own.is_of(role) => Ok(vec![Change::Struck(*entry)]),
                    Actor::Staff(_) | Actor::Participant(_) | Actor::Clock | Actor::Operator => {
                        Err(Rejection::NotAllowed)
                    }
                }
            }
            Step::Rule {
                sides,
                closed,
                last,
                hides_times,
            } => {
                if let Some(Some(Sides::Group(group))) = sides {
                    room.groups.get(*group).ok_or(Rejection::Unknown)?;
                }
                let now = self.rules;
                let rules = Rules {
                    sides: sides.unwrap_or(now.sides),
                    closed: closed.unwrap_or(now.closed),
                    last: last.unwrap_or(now.last),
                    hides_times: hides_times.unwrap_or(now.hides_times),
                };
                let change = (rules != now).then_some(Change::Ruled(rules));
                Ok(change.into_iter().collect())
            }
            Step::Offer { .. } => Err(Rejection::NotFromHere),
        }
    }

    fn give(
        &self,
        room: Room<'_>,
        to: &Speaker,
        seconds: u32,
        seen: u32,
    ) -> Result<Vec<Change>, Rejection> {
        let to = checked(room, to)?;
        within(seconds)?;
        if self.turn().is_some_and(|turn| turn.speaker == to) {
            return Ok(vec![]);
        }
        if self.rev != seen {
            return Err(Rejection::Stale(now(self)));
        }
        let from_hall = |speaker: &Speaker| matches!(speaker, Speaker::Hall(_));
        let known = || {
            let now = self.turn().map(|turn| &turn.speaker);
            let before = self.standing.spoken.keys();
            before.filter(move |one| now != Some(one)).chain(now)
        };
        let is_new = from_hall(&to) && known().all(|one| *one != to);
        if is_new && known().filter(|one| from_hall(one)).count() >= HALL_MAX {
            let max = HALL_MAX as u32;
            return Err(Rejection::TooManySpeakers { max });
        }
        let waiting = self.list.iter().find(|one| one.speaker == to);
        let mut changes: Vec<Change> = waiting
            .map(|one| Change::Struck(one.id))
            .into_iter()
            .collect();
        changes.push(Change::Given(to, seconds));
        Ok(changes)
    }

    fn ask(
        &self,
        room: Room<'_>,
        speaker: &Speaker,
        by: Actor,
        at: Millis,
    ) -> Result<Vec<Change>, Rejection> {
        let speaker = checked(room, speaker)?;
        if self.list.iter().any(|one| one.speaker == speaker) {
            return Ok(vec![]);
        }
        if self.rules.closed && matches!(by, Actor::Staff(StaffRole::Panelist(_))) {
            return Err(Rejection::ListClosed);
        }
        if self.list.len() >= LIST_MAX {
            let max = LIST_MAX as u32;
            return Err(Rejection::TooManySpeakers { max });
        }
        let id = self.next();
        Ok(vec![Change::Listed(Waiting { id, speaker, at }, None)])
    }

    /// Returns the turn that the sender saw.
    fn seen(&self, seen: u32) -> Result<&super::Turn, Rejection> {
        if self.rev != seen {
            return Err(Rejection::Stale(now(self)));
        }
        self.turn().ok_or(Rejection::NotFromHere)
    }
}

fn within(seconds: u32) -> Result<(), Rejection> {
    if (TURN_MIN_S..=TURN_MAX_S).contains(&seconds) {
        Ok(())
    } else {
        let (min, max) = (TURN_MIN_S, TURN_MAX_S);
        Err(Rejection::OutOfRange { min, max })
    }
}

/// Returns the speaker, if the event has the person; a name from the hall is cleaned.
fn checked(room: Room<'_>, speaker: &Speaker) -> Result<Speaker, Rejection> {
    Ok(match speaker {
        Speaker::Person(id) => {
            room.persons.get(*id).ok_or(Rejection::Unknown)?;
            Speaker::Person(*id)
        }
        Speaker::Hall(name) => Speaker::Hall(text::required(name, TextField::Name)?),
    })
}
