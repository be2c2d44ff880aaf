//! Edits of the groups that people can belong to. Ballots, guests, codes, polls and people refer to a group and to its values: what
//! one of them needs stays.

use std::collections::BTreeMap;

use super::{Change, TextEdit, back, back_texts, change, written};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{GroupId, ValueId};
use crate::people::membership::{GROUP_VALUES_MAX, GROUP_VALUES_MIN, GROUPS_MAX};
use crate::people::{Codes, Groups, Participants, Persons};
use crate::poll::{Poll, Polls};
use crate::program::{GroupInfo, PersonInfo, Texts, ValueInfo};
use crate::rejection::{Need, Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::text;

/// A new group. Who gives its values comes with an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupDraft {
    pub name: Texts,
    pub values: Vec<Texts>,
}

/// Who says what a guest belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    /// Nobody: only people of the programme belong to the group.
    Programme,
    /// Guests, who are asked once.
    Guests,
    /// Their single-use codes.
    Codes,
}

/// The changes of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupEdit {
    pub name: TextEdit,
    pub values: BTreeMap<ValueId, TextEdit>,
    pub given_by: Option<Change<GivenBy>>,
}

impl GivenBy {
    /// Returns who gives the values of a group.
    pub fn of(info: &GroupInfo) -> GivenBy {
        match (info.ask, info.assigned) {
            (_, true) => GivenBy::Codes,
            (true, false) => GivenBy::Guests,
            (false, false) => GivenBy::Programme,
        }
    }
}

/// What can refer to a group.
#[derive(Clone, Copy)]
pub struct Used<'a> {
    pub polls: &'a Polls,
    pub participants: &'a Participants,
    pub codes: &'a Codes,
    pub persons: &'a Persons,
}

impl Groups {
    /// Decides a new group, behind the others.
    ///
    /// # Errors
    /// [`Rejection::OutOfRange`] for too many groups and for the number of values; [`Rejection::LabelTaken`] for values that look the
    /// same, and what a text can be refused for.
    pub fn make(&self, event: &Event, draft: &GroupDraft, by: Actor) -> Decision {
        // An outdated page may still name a value of the group's old id, which must be unknown then.
        let id = (self.free()).min_by_key(|id| (self.values_given(*id), *id));
        let id = id.ok_or(Rejection::OutOfRange {
            min: 0,
            max: GROUPS_MAX as u32,
        })?;
        if !(GROUP_VALUES_MIN..=GROUP_VALUES_MAX).contains(&draft.values.len()) {
            return Err(OUT_OF_VALUES);
        }
        let keys = (self.iter().count() + 1..).map(|n| format!("group-{n}"));
        let mut free = keys.filter(|key| self.by_key(key).is_none());
        let langs = event.langs();
        let mut info = GroupInfo {
            key: free.next().unwrap_or_default(),
            name: written(langs, &draft.name, TextField::Title)?,
            values: vec![],
            ask: false,
            assigned: false,
        };
        for text in &draft.values {
            let text = written(langs, text, TextField::Label)?;
            info.values.push(new_value(&info, text));
        }
        told_apart(&info)?;
        let order = self.iter().map(|(_, group)| group.order + 1).max();
        let ids = self.value_ids(id, &info);
        let order = order.unwrap_or_default();
        Ok(vec![Fact::GroupWritten(id, Some(info), ids, order, by)])
    }

    /// Decides to change a group, field by field.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for values; [`StaleNow::Edited`]; [`Rejection::Needed`] for a group that turns from declared to
    /// assigned, or back; and what a text can be refused for.
    pub fn edit(
        &self,
        event: &Event,
        used: Used<'_>,
        id: GroupId,
        edit: &GroupEdit,
        by: Actor,
    ) -> Decision {
        let group = self.get(id).ok_or(Rejection::Unknown)?;
        let langs = event.langs();
        let mut info = group.info.clone();
        change(langs, &mut info.name, &edit.name, TextField::Title, false)?;
        for (value, edit) in &edit.values {
            let at = group.ids.iter().position(|id| id == value);
            let value = at.and_then(|at| info.values.get_mut(at));
            let text = &mut value.ok_or(Rejection::Unknown)?.text;
            change(langs, text, edit, TextField::Label, false)?;
        }
        let mut given_by = GivenBy::of(&info);
        Change::make(edit.given_by.clone(), &mut given_by)?;
        if given_by != GivenBy::of(&info) {
            info.ask = given_by == GivenBy::Guests;
            info.assigned = given_by == GivenBy::Codes;
        }
        if info.assigned != group.info.assigned
            && let Some(by) = self.needed(used, id, None)
        {
            return Err(Rejection::Needed { by });
        }
        self.rewritten(id, info, by)
    }

    /// Decides another value of a group, behind the others.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::OutOfRange`], and what a text can be refused for.
    pub fn make_value(&self, event: &Event, id: GroupId, text: &Texts, by: Actor) -> Decision {
        let group = self.get(id).ok_or(Rejection::Unknown)?;
        let mut info = group.info.clone();
        if info.values.len() >= GROUP_VALUES_MAX {
            return Err(OUT_OF_VALUES);
        }
        let text = written(event.langs(), text, TextField::Label)?;
        info.values.push(new_value(&info, text));
        self.rewritten(id, info, by)
    }

    /// Decides to remove a value to which nothing refers. `seen` is its text as the sender saw it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`StaleNow::Edited`], [`Rejection::Needed`]; [`Rejection::OutOfRange`] for one of the last two.
    pub fn drop_value(
        &self,
        used: Used<'_>,
        id: GroupId,
        value: ValueId,
        seen: &Texts,
        by: Actor,
    ) -> Decision {
        let group = self.get(id).ok_or(Rejection::Unknown)?;
        let mut values = group.values();
        let (_, info) = (values.find(|(id, _)| *id == value)).ok_or(Rejection::Unknown)?;
        if info.text != *seen {
            return Err(Rejection::Stale(StaleNow::Edited));
        }
        if let Some(by) = self.needed(used, id, Some((value, &info.key))) {
            return Err(Rejection::Needed { by });
        }
        if group.ids.len() <= GROUP_VALUES_MIN {
            return Err(OUT_OF_VALUES);
        }
        let mut left = group.info.clone();
        left.values.retain(|other| other.key != info.key);
        self.rewritten(id, left, by)
    }

    /// Decides to remove a group to which nothing refers. `seen` is its name as the sender saw it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`StaleNow::Edited`], [`Rejection::Needed`].
    pub fn drop(&self, used: Used<'_>, id: GroupId, seen: &Texts, by: Actor) -> Decision {
        let group = self.get(id).ok_or(Rejection::Unknown)?;
        if group.info.name != *seen {
            return Err(Rejection::Stale(StaleNow::Edited));
        }
        match self.needed(used, id, None) {
            Some(by) => Err(Rejection::Needed { by }),
            None => Ok(vec![Fact::GroupWritten(id, None, vec![], group.order, by)]),
        }
    }

    /// Returns what a group, or a value of it, cannot be removed for.
    pub fn needed(
        &self,
        used: Used<'_>,
        id: GroupId,
        value: Option<(ValueId, &str)>,
    ) -> Option<Need> {
        let polls = used.polls.iter().map(|(_, poll)| poll);
        let people = used.persons.iter().map(|(_, person)| person);
        self.needed_among(used, people, polls, id, value)
    }

    /// As [`Groups::needed`], where of people and polls only these stay.
    pub(crate) fn needed_among<'a>(
        &self,
        used: Used<'_>,
        mut people: impl Iterator<Item = &'a PersonInfo>,
        mut polls: impl Iterator<Item = &'a Poll>,
        id: GroupId,
        value: Option<(ValueId, &str)>,
    ) -> Option<Need> {
        let key = &self.get(id)?.info.key;
        let (value_id, value_key) = value.unzip();
        let is_of = |person: &PersonInfo| {
            let named = person.groups.get(key);
            named.is_some_and(|named| value_key.is_none_or(|key| named == key))
        };
        if used.polls.have_cast_under(id, value_id) {
            Some(Need::Ballots)
        } else if used.participants.have_said(id, value_id) {
            Some(Need::Said)
        } else if used.codes.give(id, value_id) {
            Some(Need::Codes)
        } else if polls.any(|poll| poll.info.voters.names(key, value_key)) {
            Some(Need::Voters)
        } else if people.any(is_of) {
            Some(Need::Person)
        } else {
            None
        }
    }

    /// Writes a group anew.
    ///
    /// # Errors
    /// [`Rejection::LabelTaken`] if two of its values look the same.
    pub(crate) fn rewritten(&self, id: GroupId, info: GroupInfo, by: Actor) -> Decision {
        let Some(group) = self.get(id).filter(|group| group.info != info) else {
            return Ok(vec![]);
        };
        told_apart(&info)?;
        let ids = self.value_ids(id, &info);
        let order = group.order;
        Ok(vec![Fact::GroupWritten(id, Some(info), ids, order, by)])
    }
}

/// Returns a group with the fields as they were before an act that are still as it left them; None if there is none.
pub(crate) fn undone(was: &GroupInfo, now: &GroupInfo, current: &GroupInfo) -> Option<GroupInfo> {
    let mut info = current.clone();
    let mut any = back_texts(&was.name, &now.name, &mut info.name);
    let mut given_by = (info.ask, info.assigned);
    any |= back(
        &(was.ask, was.assigned),
        &(now.ask, now.assigned),
        &mut given_by,
    );
    (info.ask, info.assigned) = given_by;
    let find = |info: &GroupInfo, key: &str| info.values.iter().position(|v| v.key == key);
    for value in &now.values {
        let Some(at) = find(&info, &value.key) else {
            continue;
        };
        match find(was, &value.key).and_then(|at| was.values.get(at)) {
            Some(old) => any |= back_texts(&old.text, &value.text, &mut info.values[at].text),
            None if info.values[at] == *value => {
                info.values.remove(at);
                any = true;
            }
            None => {}
        }
    }
    for (at, value) in was.values.iter().enumerate() {
        if find(now, &value.key).is_none() && find(&info, &value.key).is_none() {
            info.values.insert(at.min(info.values.len()), value.clone());
            any = true;
        }
    }
    any.then_some(info)
}

const OUT_OF_VALUES: Rejection = Rejection::OutOfRange {
    min: GROUP_VALUES_MIN as u32,
    max: GROUP_VALUES_MAX as u32,
};

/// Checks that people can tell the values of a group apart, in each language.
///
/// # Errors
/// [`Rejection::LabelTaken`].
fn told_apart(info: &GroupInfo) -> Result<(), Rejection> {
    let are_alike = |one: &Texts, other: &Texts| {
        let mut both = one
            .iter()
            .filter_map(|(lang, text)| Some((text, other.get(lang)?)));
        both.any(|(one, other)| text::look_alike(one, other))
    };
    let mut values = info.values.iter().enumerate();
    let is_taken = values.any(|(at, value)| {
        let mut earlier = info.values[..at].iter();
        earlier.any(|other| are_alike(&value.text, &other.text))
    });
    if is_taken {
        Err(Rejection::LabelTaken)
    } else {
        Ok(())
    }
}

fn new_value(info: &GroupInfo, text: Texts) -> ValueInfo {
    let is_free = |key: &String| info.values.iter().all(|value| value.key != *key);
    let mut free = (info.values.len() + 1..).map(|n| format!("value-{n}"));
    ValueInfo {
        key: free.find(is_free).unwrap_or_default(),
        text,
    }
}
