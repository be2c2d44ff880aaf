//! Edits of the people of the programme.

use std::collections::BTreeMap;

use super::{Change, TextEdit, back_texts, change, written};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::floor::Floors;
use crate::ids::{GroupId, PersonId, ValueId};
use crate::people::{Groups, Persons};
use crate::program::{PEOPLE_MAX, PersonInfo, Texts};
use crate::question::Questions;
use crate::rejection::{Need, Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::session::Sessions;

/// A new person. Their groups come with an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDraft {
    pub name: Texts,
    pub org: Texts,
}

/// The changes of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonEdit {
    pub name: TextEdit,
    pub org: TextEdit,
    pub groups: BTreeMap<GroupId, Change<Option<ValueId>>>,
}

impl Persons {
    /// Decides a new person.
    ///
    /// # Errors
    /// [`Rejection::TooManyPeople`], and what a text can be refused for.
    pub fn make(&self, event: &Event, draft: &PersonDraft, by: Actor) -> Decision {
        if self.iter().count() >= PEOPLE_MAX {
            let max = PEOPLE_MAX as u32;
            return Err(Rejection::TooManyPeople { max });
        }
        let id = self.next();
        let keys = (id.0 + 1..).map(|n| format!("person-{n}"));
        let mut free = keys.filter(|key| self.by_key(key).is_none());
        let info = PersonInfo {
            key: free.next().unwrap_or_default(),
            name: written(event.langs(), &draft.name, TextField::Title)?,
            org: written(event.langs(), &draft.org, TextField::Title)?,
            groups: BTreeMap::new(),
        };
        Ok(vec![Fact::PersonWritten(id, Some(info), by)])
    }

    /// Decides to change a person, field by field.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for groups and their values; [`StaleNow::Edited`], and what a text can be refused for.
    pub fn edit(
        &self,
        event: &Event,
        groups: &Groups,
        id: PersonId,
        edit: &PersonEdit,
        by: Actor,
    ) -> Decision {
        let before = self.get(id).ok_or(Rejection::Unknown)?;
        let mut info = before.clone();
        let langs = event.langs();
        change(langs, &mut info.name, &edit.name, TextField::Title, false)?;
        change(langs, &mut info.org, &edit.org, TextField::Title, false)?;
        for (group, change) in &edit.groups {
            let group = groups.get(*group).ok_or(Rejection::Unknown)?;
            let key = |id: Option<ValueId>| {
                let of = |id| {
                    let mut values = group.values();
                    let found = values.find(|(one, _)| *one == id);
                    found.map(|(_, value)| value.key.clone())
                };
                id.map(|id| of(id).ok_or(Rejection::Unknown)).transpose()
            };
            let change = Change {
                was: key(change.was)?,
                now: key(change.now)?,
            };
            let mut value = info.groups.get(&group.info.key).cloned();
            Change::make(Some(change), &mut value)?;
            match value {
                Some(value) => drop(info.groups.insert(group.info.key.clone(), value)),
                None => drop(info.groups.remove(&group.info.key)),
            }
        }
        Ok(if info == *before {
            vec![]
        } else {
            vec![Fact::PersonWritten(id, Some(info), by)]
        })
    }

    /// Decides to remove a person whom nothing refers to. `seen` is the name that the sender saw.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`StaleNow::Edited`], [`Rejection::Needed`].
    pub fn drop(
        &self,
        sessions: &Sessions,
        questions: &Questions,
        floors: &Floors,
        id: PersonId,
        seen: &Texts,
        by: Actor,
    ) -> Decision {
        let info = self.get(id).ok_or(Rejection::Unknown)?;
        if info.name != *seen {
            return Err(Rejection::Stale(StaleNow::Edited));
        }
        match self.needed(sessions, questions, floors, id) {
            Some(by) => Err(Rejection::Needed { by }),
            None => Ok(vec![Fact::PersonWritten(id, None, by)]),
        }
    }

    /// Returns what a person cannot be removed for.
    pub fn needed(
        &self,
        sessions: &Sessions,
        questions: &Questions,
        floors: &Floors,
        id: PersonId,
    ) -> Option<Need> {
        let key = &self.get(id)?.key;
        let is_on = |keys: &[String]| keys.contains(key);
        if (sessions.iter()).any(|(_, s)| is_on(&s.info.speakers) || is_on(&s.info.panelists)) {
            Some(Need::Session)
        } else if questions.put_to(|to| to.needs() == Some(id)) {
            Some(Need::Question)
        } else if floors.needs(id) {
            Some(Need::Floor)
        } else {
            None
        }
    }
}

/// Returns a person with the fields as they were before an act that are still as it left them; None if there is none.
pub(crate) fn undone(
    was: &PersonInfo,
    now: &PersonInfo,
    current: &PersonInfo,
) -> Option<PersonInfo> {
    let mut info = current.clone();
    let back = [
        back_texts(&was.name, &now.name, &mut info.name),
        back_texts(&was.org, &now.org, &mut info.org),
        back_texts(&was.groups, &now.groups, &mut info.groups),
    ];
    back.contains(&true).then_some(info)
}
