//! The guest list: whom the organiser expects, and who has come. A person on it is not a browser: `Participants` are those. What
//! connects the two is the single-use code on the badge, which a guest may enter on a phone.
//!
//! # Invariants
//! - A person has checked in or has not; doing it again changes nothing. So two tablets at once give one check-in.
//! - Everybody on the list has a code of their own, which gives the values of assigned groups.
//! - Ids are not used again, so the key of somebody who was removed is never taken for another one's.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codes::{CODES_MAX, Codes};
use super::groups::Groups;
use super::listed::{ListedInfo, Who};
use super::membership::CodeInfo;
use crate::fact::{Decision, Fact};
use crate::ids::{CodeId, GroupId, ListedId, Millis, Moment, ValueId};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::text;

/// Limit on the people on an event's list.
pub const LISTED_MAX: usize = 3_000;
/// Limit on the people that a list ever had, those removed included.
pub const LISTED_EVER_MAX: usize = 20_000;
/// Limit on what an organiser's own badge says, in characters.
pub const BADGE_CHARS_MAX: u32 = 40;

/// A row of a list, as an organiser wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub org: String,
    pub badge: String,
    /// The key of a value, or its text in any language, by the key of its group.
    pub groups: BTreeMap<String, String>,
}

/// What is wrong with a list. Nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// From 0.
    pub row: usize,
    pub at: Cell,
    pub wrong: RowWrong,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Name,
    Org,
    Badge,
    Group(String),
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowWrong {
    /// A person without a name.
    Missing,
    TooLong {
        chars_max: u32,
    },
    /// Another row before it is the same person: the same badge, or the same name and organisation and not two badges.
    Twice {
        row: usize,
    },
    /// Several people on the list have this name and organisation, and the row does not say which badge.
    Several,
    /// The event has no such group, or the group no such value.
    Unknown,
    /// Guests declare this group themselves.
    NotAssigned,
    /// The list would have too many people.
    TooMany {
        max: u32,
    },
}

/// What a list changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub facts: Vec<Fact>,
    pub added: Vec<Who>,
    /// As they were, and as they become.
    pub changed: Vec<(Who, Who)>,
    /// People whose group stays as it was, because somebody has entered their code already.
    pub kept: Vec<Who>,
    pub same: usize,
}

/// A person on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub info: ListedInfo,
    /// When this person checked in, if they are here.
    pub here: Option<Millis>,
    /// The sequence of the last change.
    pub changed: u64,
}

/// The guest list of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestList {
    listed: BTreeMap<ListedId, Listed>,
    /// How many ids were given.
    given: u32,
    here: u32,
    /// How many were on the list, and how many of them came, when they were forgotten.
    kept: (u32, u32),
    /// The sequence of the last change.
    pub changed: u64,
}

impl GuestList {
    /// Returns a person on the list.
    pub fn get(&self, id: ListedId) -> Option<&Listed> {
        self.listed.get(&id)
    }

    /// Returns everybody on the list, by id.
    pub fn iter(&self) -> impl Iterator<Item = (ListedId, &Listed)> {
        self.listed.iter().map(|(id, listed)| (*id, listed))
    }

    /// Returns the person whose badge has this code.
    pub fn by_code(&self, code: CodeId) -> Option<&Listed> {
        self.listed.values().find(|listed| listed.info.code == code)
    }

    /// Returns how many are or were on the list, those who were forgotten included.
    pub fn len(&self) -> u32 {
        self.kept.0 + self.listed.len() as u32
    }

    /// Returns true if there never was a list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many have checked in, those who were forgotten included.
    pub fn here(&self) -> u32 {
        self.kept.1 + self.here
    }

    /// Returns how many of those with this value are on the list, and how many have checked in.
    pub fn of_value(&self, group: GroupId, value: ValueId) -> (u32, u32) {
        let of = |listed: &&Listed| listed.info.values.contains(&(group, value));
        let found = self.listed.values().filter(of);
        found.fold((0, 0), |(all, here), listed| {
            (all + 1, here + u32::from(listed.here.is_some()))
        })
    }

    /// Plans what a list changes: each row is a new person, or one who is known by the badge or else by name and organisation.
    /// People who are not in it stay as they are.
    ///
    /// # Errors
    /// All that is wrong with it, in its order. Nothing is taken then.
    pub fn plan(
        &self,
        groups: &Groups,
        codes: &Codes,
        rows: &[Row],
        by: Actor,
    ) -> Result<Plan, Vec<RowFault>> {
        let mut faults = vec![];
        let mut plan = Plan::default();
        let known = Known::of(self);
        let mut seen = Seen::default();
        let (mut next, mut made) = (self.given, vec![]);
        for (row, written) in rows.iter().enumerate() {
            let fault = |at, wrong| RowFault { row, at, wrong };
            let (who, values) = match read(groups, written) {
                Ok(read) => read,
                Err(found) => {
                    faults.extend(found.into_iter().map(|(at, wrong)| fault(at, wrong)));
                    continue;
                }
            };
            let found = match known.find(self, &who) {
                Ok(found) => found,
                Err(wrong) => {
                    faults.push(fault(Cell::Name, wrong));
                    continue;
                }
            };
            if let Err((at, earlier)) = seen.see(&who, found.map(|(id, _)| id), row) {
                faults.push(fault(at, RowWrong::Twice { row: earlier }));
                continue;
            }
            let Some((id, listed)) = found else {
                let code = CodeId(codes.next().0 + made.len() as u32);
                made.push(CodeInfo {
                    values: values.clone(),
                    name: None,
                });
                let info = ListedInfo {
                    who: who.clone(),
                    values,
                    code,
                    walk_in: None,
                };
                plan.facts.push(Fact::GuestListed(ListedId(next), info, by));
                plan.added.push(who);
                next += 1;
                continue;
            };
            let mut info = listed.info.clone();
            // A list without badges takes none away.
            let badge = if who.badge.is_empty() {
                info.who.badge.clone()
            } else {
                who.badge.clone()
            };
            info.who = Who { badge, ..who };
            if info.values != values {
                let is_taken = codes
                    .get(info.code)
                    .is_none_or(|code| code.holder.is_some());
                if is_taken {
                    plan.kept.push(info.who.clone());
                } else {
                    info.values = values;
                }
            }
            if info == listed.info {
                plan.same += 1;
            } else {
                plan.changed
                    .push((listed.info.who.clone(), info.who.clone()));
                plan.facts.push(Fact::GuestListed(id, info, by));
            }
        }
        let all = self.listed.len() + made.len();
        let max = LISTED_MAX as u32;
        if all > LISTED_MAX
            || next as usize > LISTED_EVER_MAX
            || codes.next().index() + made.len() > CODES_MAX
        {
            let row = rows
                .len()
                .saturating_sub(all.saturating_sub(LISTED_MAX).max(1));
            let wrong = RowWrong::TooMany { max };
            faults.push(RowFault {
                row,
                at: Cell::Name,
                wrong,
            });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        if !made.is_empty() {
            plan.facts.insert(0, Fact::CodesMade(codes.next(), made));
        }
        Ok(plan)
    }

    /// Decides a list, as [`GuestList::plan`] reads it.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] for a list with faults, which whoever sent it should have planned before.
    pub fn list(&self, groups: &Groups, codes: &Codes, rows: &[Row], by: Actor) -> Decision {
        let plan = self.plan(groups, codes, rows, by);
        plan.map(|plan| plan.facts)
            .map_err(|_| Rejection::NotFromHere)
    }

    /// Decides that somebody leaves the list. Their words are erased, and their code stays a code without a name.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn unlist(&self, id: ListedId, by: Actor) -> Decision {
        self.get(id).ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::GuestUnlisted(id, by)])
    }

    /// Decides that somebody checks in, or that this is taken back.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn check_in(&self, id: ListedId, on: bool, by: Actor) -> Decision {
        let listed = self.get(id).ok_or(Rejection::Unknown)?;
        Ok(if listed.here.is_some() == on {
            vec![]
        } else {
            vec![Fact::CheckedIn(id, on, by)]
        })
    }

    /// Decides that somebody who is not on the list comes in. `walk_in` is a number that the tablet drew, so that the same person,
    /// sent again, is not added again. A walk-in belongs to no group.
    ///
    /// # Errors
    /// [`Rejection::TextEmpty`], [`Rejection::TextTooLong`]; [`Rejection::OutOfRange`] with the limit.
    pub fn walk_in(
        &self,
        codes: &Codes,
        walk_in: u64,
        name: &str,
        org: &str,
        by: Actor,
    ) -> Decision {
        let is_meant = |listed: &Listed| listed.info.walk_in == Some(walk_in);
        if self.listed.values().any(is_meant) {
            return Ok(vec![]);
        }
        let who = Who {
            name: text::required(name, TextField::Name)?,
            org: text::clean(org, TextField::Org)?,
            badge: String::new(),
        };
        let code = codes.next();
        if self.listed.len() >= LISTED_MAX
            || self.given as usize >= LISTED_EVER_MAX
            || code.index() >= CODES_MAX
        {
            let max = LISTED_MAX as u32;
            return Err(Rejection::OutOfRange { min: 0, max });
        }
        let id = ListedId(self.given);
        let info = ListedInfo {
            who,
            values: vec![],
            code,
            walk_in: Some(walk_in),
        };
        Ok(vec![
            Fact::CodesMade(code, vec![CodeInfo::default()]),
            Fact::GuestListed(id, info, by),
            Fact::CheckedIn(id, true, by),
        ])
    }

    pub(crate) fn listed(&mut self, id: ListedId, info: &ListedInfo, seq: u64) {
        self.given = self.given.max(id.0 + 1);
        self.changed = seq;
        let listed = self.listed.entry(id).or_insert_with(|| Listed {
            info: ListedInfo::default(),
            here: None,
            changed: seq,
        });
        listed.info = info.clone();
        listed.changed = seq;
    }

    pub(crate) fn unlisted(&mut self, id: ListedId, seq: u64) {
        if let Some(listed) = self.listed.remove(&id) {
            self.here -= u32::from(listed.here.is_some());
            self.changed = seq;
        }
    }

    pub(crate) fn checked_in(&mut self, id: ListedId, on: bool, now: Moment) {
        if let Some(listed) = self.listed.get_mut(&id)
            && listed.here.is_some() != on
        {
            listed.here = on.then_some(now.at);
            listed.changed = now.seq;
            self.changed = now.seq;
            self.here = if on { self.here + 1 } else { self.here - 1 };
        }
    }

    pub(crate) fn arrivals_kept(&mut self, listed: u32, here: u32, seq: u64) {
        self.kept = (listed, here);
        self.changed = seq;
    }
}

/// A name with its organisation, as two of them are compared.
type Name = (String, String);

fn name(who: &Who) -> Name {
    (text::folded(&who.name), text::folded(&who.org))
}

/// The rows so far.
#[derive(Default)]
struct Seen {
    badges: HashMap<String, usize>,
    /// With true if the row has a badge.
    names: HashMap<Name, (usize, bool)>,
    people: HashMap<ListedId, usize>,
}

impl Seen {
    /// Notes a row, or returns the cell in which it is an earlier one's person, and that row.
    fn see(&mut self, who: &Who, of: Option<ListedId>, row: usize) -> Result<(), (Cell, usize)> {
        let has_badge = !who.badge.is_empty();
        if has_badge && let Some(row) = self.badges.insert(text::folded(&who.badge), row) {
            return Err((Cell::Badge, row));
        }
        if let Some((row, other)) = self.names.insert(name(who), (row, has_badge))
            && !(has_badge && other)
        {
            return Err((Cell::Name, row));
        }
        match of.and_then(|id| self.people.insert(id, row)) {
            Some(row) => Err((Cell::Name, row)),
            None => Ok(()),
        }
    }
}

/// Who is on the list already.
struct Known {
    badges: HashMap<String, ListedId>,
    names: HashMap<Name, ListedId>,
    /// The names of more than one.
    several: HashSet<Name>,
}

impl Known {
    fn of(list: &GuestList) -> Known {
        let mut known = Known {
            badges: HashMap::new(),
            names: HashMap::new(),
            several: HashSet::new(),
        };
        for (id, listed) in list.iter() {
            let who = &listed.info.who;
            if !who.badge.is_empty() {
                known.badges.insert(text::folded(&who.badge), id);
            }
            if known.names.insert(name(who), id).is_some() {
                known.several.insert(name(who));
            }
        }
        known
    }

    /// Returns who a row is about; None for a new person.
    fn find<'a>(
        &self,
        list: &'a GuestList,
        who: &Who,
    ) -> Result<Option<(ListedId, &'a Listed)>, RowWrong> {
        let has_badge = !who.badge.is_empty();
        let by_badge = self.badges.get(&text::folded(&who.badge));
        let id = if let Some(id) = by_badge.filter(|_| has_badge) {
            *id
        } else if self.several.contains(&name(who)) {
            return if has_badge {
                Ok(None)
            } else {
                Err(RowWrong::Several)
            };
        } else if let Some(id) = self.names.get(&name(who)) {
            *id
        } else {
            return Ok(None);
        };
        let listed = list.get(id);
        // Another badge is another person of the same name.
        let is_other = |listed: &&Listed| {
            let badge = &listed.info.who.badge;
            has_badge && !badge.is_empty() && text::folded(badge) != text::folded(&who.badge)
        };
        Ok(listed
            .filter(|listed| !is_other(listed))
            .map(|listed| (id, listed)))
    }
}

type Values = Vec<(GroupId, ValueId)>;

/// Reads a row, or says what is wrong with it.
fn read(groups: &Groups, row: &Row) -> Result<(Who, Values), Vec<(Cell, RowWrong)>> {
    let mut faults = vec![];
    let mut line = |raw: &str, chars_max: u32, at: Cell| {
        text::line(raw, chars_max).unwrap_or_else(|| {
            faults.push((at, RowWrong::TooLong { chars_max }));
            String::new()
        })
    };
    let chars_max = TextField::Name.chars_max();
    let who = Who {
        name: line(&row.name, chars_max, Cell::Name),
        org: line(&row.org, chars_max, Cell::Org),
        badge: line(&row.badge, BADGE_CHARS_MAX, Cell::Badge),
    };
    if who.name.is_empty() && faults.is_empty() {
        faults.push((Cell::Name, RowWrong::Missing));
    }
    let mut values = vec![];
    for (key, said) in row
        .groups
        .iter()
        .filter(|(_, said)| !said.trim().is_empty())
    {
        match value(groups, key, said.trim()) {
            Ok(value) => values.push(value),
            Err(wrong) => faults.push((Cell::Group(key.clone()), wrong)),
        }
    }
    values.sort();
    if faults.is_empty() {
        Ok((who, values))
    } else {
        Err(faults)
    }
}

/// Returns the value that a list means, by its key or by its text in any language.
fn value(groups: &Groups, key: &str, said: &str) -> Result<(GroupId, ValueId), RowWrong> {
    let (id, group) = groups.by_key(key).ok_or(RowWrong::Unknown)?;
    if !group.info.assigned {
        return Err(RowWrong::NotAssigned);
    }
    let folded = text::folded(said);
    let by_text = || {
        let mut values = group.values();
        let means = |text: &String| text::folded(text) == folded;
        let found = values.find(|(_, info)| info.text.values().any(means));
        found.map(|(value, _)| value)
    };
    let value = group.by_key(said).or_else(by_text);
    Ok((id, value.ok_or(RowWrong::Unknown)?))
}
