//! Edits of the programme, field by field. Each names what the sender saw, so that nobody overwrites what a colleague wrote.

use std::collections::BTreeMap;

use plenary_domain::edit::event as domain_event;
use plenary_domain::edit::{
    self as domain, group as domain_group, person as domain_person, session as domain_session,
};
use plenary_domain::ids::{GroupId, PersonId, ValueId};
use plenary_domain::program;
use plenary_domain::translation::glossary as domain_term;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::items::event::Wifi;
use crate::protocol::items::session::SessionKind;
use crate::protocol::rejection::Rejection;
use crate::protocol::same;
use crate::{accent, zones};

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
    /// A name of the IANA: `Asia/Shanghai`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zone: Option<Change<String>>,
    /// `#rrggbb` as it was written, which the server adjusts for each theme; null: the default accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accent: Option<Change<Option<String>>>,
}

/// Who says what a guest belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum GivenBy {
    /// Nobody: only people of the programme belong to the group.
    Programme,
    /// Guests, who are asked once.
    Guests,
    /// Their single-use codes.
    Codes,
}

same!(GivenBy, domain_group::GivenBy, [Programme, Guests, Codes]);

/// The changes of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct GroupEdit {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub name: TextEdit,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ValueEdit>>")]
    pub values: Vec<ValueEdit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub given_by: Option<Change<GivenBy>>,
}

/// The changes of a value's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct ValueEdit {
    pub value: u8,
    pub text: TextEdit,
}

/// The changes of a term of the glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "commands.ts")]
pub struct TermEdit {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<TextEdit>")]
    pub texts: TextEdit,
    /// An empty text: it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<Change<String>>,
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

/// Checks a value that the domain cannot check.
///
/// # Errors
/// [`Rejection::Malformed`].
fn checked<T>(field: &str, value: Result<T, String>) -> Result<T, Rejection> {
    value.map_err(|message| Rejection::Malformed {
        field: field.to_owned(),
        message,
    })
}

fn colour(written: Option<String>) -> Result<Option<program::Accent>, Rejection> {
    let correct = |written: String| {
        let accent = accent::correct(&written);
        let wrong = || format!("{written:?} is no colour: expected \"#rrggbb\"");
        checked("accent", accent.ok_or_else(wrong))
    };
    written.map(correct).transpose()
}

impl TryFrom<EventEdit> for domain_event::EventEdit {
    type Error = Rejection;

    /// Rejects a time zone that nobody knows, and an accent that is no colour.
    fn try_from(edit: EventEdit) -> Result<domain_event::EventEdit, Rejection> {
        let zone = |Change { was, now }: Change<String>| -> Result<_, Rejection> {
            let now = checked("zone", zones::zone(&now))?;
            Ok(domain::Change { was, now })
        };
        let accent = |Change { was, now }: Change<Option<String>>| -> Result<_, Rejection> {
            let [was, now] = [colour(was)?, colour(now)?];
            Ok(domain::Change { was, now })
        };
        Ok(domain_event::EventEdit {
            zone: edit.zone.map(zone).transpose()?,
            accent: edit.accent.map(accent).transpose()?,
            title: text(edit.title),
            short: text(edit.short),
            venue: text(edit.venue),
            leave: text(edit.leave),
            date: edit.date.map(Into::into),
            wifi: edit.wifi.map(|change| each(change, |w| w.map(network))),
            retention_days: edit.retention_days.map(Into::into),
        })
    }
}

impl From<GroupEdit> for domain_group::GroupEdit {
    fn from(edit: GroupEdit) -> domain_group::GroupEdit {
        let values = edit.values.into_iter();
        domain_group::GroupEdit {
            name: text(edit.name),
            values: (values.map(|edit| (ValueId(edit.value), text(edit.text)))).collect(),
            given_by: edit.given_by.map(Into::into),
        }
    }
}

impl From<TermEdit> for domain_term::TermEdit {
    fn from(edit: TermEdit) -> domain_term::TermEdit {
        domain_term::TermEdit {
            texts: text(edit.texts),
            note: edit.note.map(Into::into),
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
