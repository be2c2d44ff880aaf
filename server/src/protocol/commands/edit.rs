//! Edits of the programme, field by field. Each names what the sender saw, so that nobody overwrites what a colleague wrote.

use std::collections::BTreeMap;

use plenary_domain::edit::event as domain_event;
use plenary_domain::edit::{self as domain, person as domain_person, session as domain_session};
use plenary_domain::ids::{GroupId, PersonId, ValueId};
use plenary_domain::program;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::items::event::Wifi;
use crate::protocol::items::session::SessionKind;

/// A field as the sender saw it, and as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct Change<T> {
    pub was: T,
    pub now: T,
}

/// The changes of a text, by language. An empty text: the language has none.
pub type TextEdit = BTreeMap<String, Change<String>>;

/// The changes of the event itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct EventEdit {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub title: TextEdit,
    /// Without a text, the title is used.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub short: TextEdit,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub venue: TextEdit,
    /// Without a text, the server's own covers the pages when the hall is left.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub leave: TextEdit,
    /// `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub date: Option<Change<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wifi: Option<Change<Option<Wifi>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retention_days: Option<Change<u32>>,
}

/// The changes of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct SessionEdit {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub title: TextEdit,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<Change<SessionKind>>,
    /// Of the plan: `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub start: Option<Change<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub end: Option<Change<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub speakers: Option<Change<Vec<u32>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub panelists: Option<Change<Vec<u32>>>,
}

/// The changes of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct PersonEdit {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub name: TextEdit,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub org: TextEdit,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<GroupChange>>")]
    pub groups: Vec<GroupChange>,
}

/// Another value of a group; absent: none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct GroupChange {
    pub group: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub was: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub now: Option<u8>,
}

impl<T, U: From<T>> From<Change<T>> for domain::Change<U> {
    fn from(change: Change<T>) -> domain::Change<U> {
        domain::Change {
            was: change.was.into(),
            now: change.now.into(),
        }
    }
}

fn text(edit: TextEdit) -> domain::TextEdit {
    let changes = edit.into_iter();
    changes
        .map(|(lang, change)| (lang, change.into()))
        .collect()
}

fn each<T, U>(change: Change<T>, to: impl Fn(T) -> U) -> domain::Change<U> {
    domain::Change {
        was: to(change.was),
        now: to(change.now),
    }
}

fn people(change: Change<Vec<u32>>) -> domain::Change<Vec<PersonId>> {
    each(change, |ids| ids.into_iter().map(PersonId).collect())
}

fn network(wifi: Wifi) -> program::Wifi {
    program::Wifi {
        name: wifi.name,
        password: wifi.password.unwrap_or_default(),
    }
}

impl From<EventEdit> for domain_event::EventEdit {
    fn from(edit: EventEdit) -> domain_event::EventEdit {
        domain_event::EventEdit {
            title: text(edit.title),
            short: text(edit.short),
            venue: text(edit.venue),
            leave: text(edit.leave),
            date: edit.date.map(Into::into),
            wifi: edit.wifi.map(|change| each(change, |w| w.map(network))),
            retention_days: edit.retention_days.map(Into::into),
        }
    }
}

impl From<SessionEdit> for domain_session::SessionEdit {
    fn from(edit: SessionEdit) -> domain_session::SessionEdit {
        domain_session::SessionEdit {
            kind: edit.kind.map(Into::into),
            title: text(edit.title),
            start: edit.start.map(Into::into),
            end: edit.end.map(Into::into),
            speakers: edit.speakers.map(people),
            panelists: edit.panelists.map(people),
        }
    }
}

impl From<PersonEdit> for domain_person::PersonEdit {
    fn from(edit: PersonEdit) -> domain_person::PersonEdit {
        let value = |GroupChange { group, was, now }| {
            let [was, now] = [was, now].map(|id| id.map(ValueId));
            (GroupId(group), domain::Change { was, now })
        };
        domain_person::PersonEdit {
            name: text(edit.name),
            org: text(edit.org),
            groups: edit.groups.into_iter().map(value).collect(),
        }
    }
}
