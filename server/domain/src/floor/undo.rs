//! The floor as it was before an act of staff, part by part, so that each step can be undone although others act meanwhile.

use super::{Change, Floors, LIST_MAX, Offer, Rules, Sides, Speaker, Standing, Waiting};
use crate::fact::Fact;
use crate::ids::{PersonId, QuestionId, SessionId};
use crate::people::{Groups, Persons};
use crate::rejection::StaleNow;
use crate::role::Actor;

/// A part of the floor before an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Standing(SessionId, Standing),
    /// An entry of the list, and the one behind it; None before it was there.
    Entry(SessionId, u32, Option<(Waiting, Option<u32>)>),
    Rules(SessionId, Rules),
    Offer(QuestionId, PersonId, Option<Offer>),
}

impl Part {
    /// Returns the part that a fact changes.
    pub fn of(floors: &Floors, fact: &Fact) -> Option<Part> {
        if let Fact::Offered(question, person, _) = fact {
            let offer = floors.offer(*question, *person);
            return Some(Part::Offer(*question, *person, offer));
        }
        let Fact::Floor(session, change, _) = fact else {
            return None;
        };
        let floor = floors.get(*session);
        Some(match change {
            Change::Given(..)
            | Change::Ended
            | Change::Paused(_)
            | Change::Planned(_)
            | Change::Restored(_) => {
                let standing = floor.map(|floor| floor.standing.clone());
                Part::Standing(*session, standing.unwrap_or_default())
            }
            Change::Listed(Waiting { id, .. }, _) | Change::Struck(id) => {
                let entry = floor.and_then(|floor| {
                    let waiting = floor.entry(*id)?.clone();
                    Some((waiting, floor.behind(*id)))
                });
                Part::Entry(*session, *id, entry)
            }
            Change::Ruled(_) => {
                let rules = floor.map(|floor| floor.rules);
                Part::Rules(*session, rules.unwrap_or_default())
            }
        })
    }

    /// Returns the sequence of the part's last change.
    pub fn revision(&self, floors: &Floors) -> Option<u64> {
        match self {
            Part::Standing(id, _) => floors.get(*id).map(|floor| floor.standing_changed),
            // An entry that is gone can come back.
            Part::Entry(id, entry, _) => floors.get(*id)?.listed.get(entry).copied(),
            Part::Rules(id, _) => floors.get(*id).map(|floor| floor.rules_changed),
            Part::Offer(question, person, _) => floors
                .offers
                .get(&(*question, *person))
                .map(|(_, seq)| *seq),
        }
    }

    /// Returns true if both are the same part, however it was.
    pub fn is_same(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Standing(a, _), Part::Standing(b, _))
            | (Part::Rules(a, _), Part::Rules(b, _)) => a == b,
            (Part::Entry(a, one, _), Part::Entry(b, other, _)) => (a, one) == (b, other),
            (Part::Offer(a, one, _), Part::Offer(b, other, _)) => (a, one) == (b, other),
            (Part::Standing(..) | Part::Entry(..) | Part::Rules(..) | Part::Offer(..), _) => false,
        }
    }

    /// Returns the session that must run when the part is as it was.
    pub fn needs(&self) -> Option<SessionId> {
        match self {
            Part::Standing(id, Standing { turn: Some(_), .. }) => Some(*id),
            Part::Standing(..) | Part::Entry(..) | Part::Rules(..) | Part::Offer(..) => None,
        }
    }

    /// Returns true if the part can be as it was: the list has room for the entry and no other of the same speaker, and what it
    /// names is still in the event.
    pub fn fits(&self, floors: &Floors, persons: &Persons, groups: &Groups) -> bool {
        let is_known = |one: &Speaker| one.person().is_none_or(|id| persons.get(id).is_some());
        match self {
            Part::Standing(_, was) => {
                let turn = was.turn.iter().map(|turn| &turn.speaker);
                turn.chain(was.spoken.keys()).chain(&was.last).all(is_known)
            }
            Part::Entry(id, entry, Some((waiting, _))) => {
                let list = floors.get(*id).map_or(&[][..], |floor| floor.list());
                let others = || list.iter().filter(|one| one.id != *entry);
                is_known(&waiting.speaker)
                    && others().count() < LIST_MAX
                    && others().all(|one| one.speaker != waiting.speaker)
            }
            Part::Rules(_, was) => match was.sides {
                Some(Sides::Group(group)) => groups.get(group).is_some(),
                Some(Sides::Org) | None => true,
            },
            Part::Offer(_, _, Some(Offer::Pass(Some(to)))) => persons.get(*to).is_some(),
            Part::Entry(_, _, None) | Part::Offer(..) => true,
        }
    }

    /// Returns true if nothing of an act can be undone once this part has changed: who has the floor is the act, and the entry that
    /// left the list with it is not.
    pub fn leads(&self) -> bool {
        matches!(self, Part::Standing(..))
    }

    /// Returns what makes the part as it was.
    pub fn restored(&self, by: Actor) -> Fact {
        match self {
            Part::Standing(id, was) => Fact::Floor(*id, Change::Restored(was.clone()), by),
            Part::Entry(id, entry, None) => Fact::Floor(*id, Change::Struck(*entry), by),
            Part::Entry(id, _, Some((waiting, behind))) => {
                Fact::Floor(*id, Change::Listed(waiting.clone(), *behind), by)
            }
            Part::Rules(id, was) => Fact::Floor(*id, Change::Ruled(*was), by),
            Part::Offer(question, person, was) => Fact::Offered(*question, *person, *was),
        }
    }

    /// Returns who has the floor, for somebody whose undo comes too late.
    pub fn now(&self, floors: &Floors) -> Option<StaleNow> {
        match self {
            Part::Standing(id, _) => floors.get(*id).map(super::step::now),
            Part::Entry(..) | Part::Rules(..) | Part::Offer(..) => None,
        }
    }
}
