//! The commands of scripts that edit the programme. A field is `name=now`; what its writer saw is what is there, or `was.name=`.

use std::collections::BTreeMap;
use std::error::Error;
use std::str::FromStr;

use plenary_domain::command::Command;
use plenary_domain::edit::event::EventEdit;
use plenary_domain::edit::group::{GivenBy, GroupDraft, GroupEdit};
use plenary_domain::edit::person::{PersonDraft, PersonEdit};
use plenary_domain::edit::session::{SessionDraft, SessionEdit};
use plenary_domain::edit::{Change, TextEdit};
use plenary_domain::ids::{GroupId, PersonId, SessionId, TermId, ValueId};
use plenary_domain::people::{Group, Persons};
use plenary_domain::program::{Accent, SessionKind, Texts, Wifi};
use plenary_domain::translation::glossary::TermEdit;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    let state = &said.room.state;
    let optional = |key| -> Result<Option<SessionId>, Box<dyn Error>> {
        Ok(said
            .key(key)
            .map(|id| id.parse())
            .transpose()?
            .map(SessionId))
    };
    Ok(Some(match said.name.as_str() {
        "edit_event" => {
            let info = state.event.info.clone().unwrap_or_default();
            let wifi = |text: &str| -> Result<Option<Wifi>, Box<dyn Error>> {
                Ok(text.split_once('/').map(|(name, password)| Wifi {
                    name: name.into(),
                    password: password.into(),
                }))
            };
            Command::EditEvent {
                edit: Box::new(EventEdit {
                    title: said.text("title", &info.title),
                    short: said.text("short", &info.short),
                    venue: said.text("venue", &info.venue),
                    leave: said.text("leave", &info.leave),
                    date: said.change("date", info.date, parsed)?,
                    wifi: said.change("wifi", info.wifi, wifi)?,
                    retention_days: said.change("days", info.retention_days, parsed)?,
                    zone: said.change("zone", info.zone, parsed)?,
                    accent: said.change("accent", info.accent, |text| Ok(accent(text)))?,
                }),
            }
        }
        "make_session" => Command::MakeSession {
            draft: SessionDraft {
                kind: SessionKind::Other,
                title: said.texts("title"),
                start: said.key("start").unwrap_or_default(),
                end: said.key("end").unwrap_or_default(),
            },
            before: optional("before")?,
        },
        "edit_session" => {
            let id = SessionId(said.id(0)?);
            let info = state.sessions.get(id).map(|session| session.info.clone());
            let info = info.ok_or("a session")?;
            let kind = |text: &str| match text {
                "keynote" => Ok(SessionKind::Keynote),
                "dialogue" => Ok(SessionKind::Dialogue),
                _ => Ok(SessionKind::Break),
            };
            let people = |keys: &[String]| ids(&state.persons, keys);
            Command::EditSession {
                session: id,
                edit: Box::new(SessionEdit {
                    kind: said.change("kind", info.kind, kind)?,
                    title: said.text("title", &info.title),
                    start: said.change("start", info.start, parsed)?,
                    end: said.change("end", info.end, parsed)?,
                    speakers: said.change("speakers", people(&info.speakers), list)?,
                    panelists: said.change("panelists", people(&info.panelists), list)?,
                }),
            }
        }
        "move_session" => {
            let id = SessionId(said.id(0)?);
            let mut all: Vec<_> = state.sessions.iter().collect();
            all.sort_by_key(|(_, session)| session.order);
            let behind = all.iter().skip_while(|(other, _)| *other != id).nth(1);
            let seen = match said.key("behind").as_deref() {
                Some("none") => None,
                Some(id) => Some(SessionId(id.parse()?)),
                None => behind.map(|(id, _)| *id),
            };
            Command::MoveSession {
                session: id,
                seen,
                before: optional("before")?,
            }
        }
        "drop_session" => Command::DropSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
        },
        "make_person" => Command::MakePerson {
            draft: PersonDraft {
                name: said.texts("name"),
                org: said.texts("org"),
            },
        },
        "edit_person" => {
            let id = PersonId(said.id(0)?);
            let info = state.persons.get(id).cloned().ok_or("a person")?;
            let mut groups = BTreeMap::new();
            for (group, of) in state.groups.iter() {
                let is = info.groups.get(&of.info.key);
                let is = is.and_then(|key| of.by_key(key));
                let value = |text: &str| Ok(of.by_key(text));
                let name = format!("group.{group}");
                if let Some(change) = said.change(&name, is, value)? {
                    groups.insert(GroupId(group.0), change);
                }
            }
            Command::EditPerson {
                person: id,
                edit: Box::new(PersonEdit {
                    name: said.text("name", &info.name),
                    org: said.text("org", &info.org),
                    groups,
                }),
            }
        }
        "drop_person" => {
            let id = PersonId(said.id(0)?);
            let name = state.persons.get(id).map(|person| person.name.clone());
            Command::DropPerson {
                person: id,
                seen: said.seen(name),
            }
        }
        "set_languages" => {
            let langs = |text: &str| Ok(text.split(',').map(str::to_owned).collect());
            let is = state.event.langs().to_vec();
            let change = said.change("now", is, langs)?;
            Command::SetLanguages(change.ok_or("now=en,zh-Hans")?)
        }
        "make_group" => {
            let values = (1..=said.key("values").map_or(Ok(2), |n| n.parse())?)
                .map(|n| said.texts(&format!("{n}")));
            Command::MakeGroup {
                draft: GroupDraft {
                    name: said.texts("name"),
                    values: values.collect(),
                },
            }
        }
        "edit_group" => {
            let id = GroupId(said.byte(0)?);
            let group = state.groups.get(id).ok_or("a group")?;
            let mut values = BTreeMap::new();
            for (value, info) in group.values() {
                let edit = said.text(&format!("{value}"), &info.text);
                if !edit.is_empty() {
                    values.insert(value, edit);
                }
            }
            let by = |text: &str| match text {
                "guests" => Ok(GivenBy::Guests),
                "codes" => Ok(GivenBy::Codes),
                _ => Ok(GivenBy::Programme),
            };
            Command::EditGroup {
                group: id,
                edit: Box::new(GroupEdit {
                    name: said.text("name", &group.info.name),
                    values,
                    given_by: said.change("by", GivenBy::of(&group.info), by)?,
                }),
            }
        }
        "drop_group" => {
            let id = GroupId(said.byte(0)?);
            let name = state.groups.get(id).map(|group| group.info.name.clone());
            Command::DropGroup {
                group: id,
                seen: said.seen(name),
            }
        }
        "make_value" => Command::MakeValue {
            group: GroupId(said.byte(0)?),
            text: said.texts("text"),
        },
        "drop_value" => {
            let group = GroupId(said.byte(0)?);
            let value = ValueId(said.byte(1)?);
            let mut values = state.groups.get(group).into_iter().flat_map(Group::values);
            let is = values.find(|(id, _)| *id == value);
            Command::DropValue {
                group,
                value,
                seen: said.seen(is.map(|(_, info)| info.text.clone())),
            }
        }
        "edit_term" => {
            let id = TermId(said.id(0)?);
            let info = state.glossary.get(id).map(|term| term.info.clone());
            let info = info.ok_or("a term")?;
            Command::EditTerm {
                term: id,
                edit: TermEdit {
                    texts: said.text("text", &info.texts),
                    note: said.change("note", info.note.unwrap_or_default(), parsed)?,
                },
            }
        }
        _ => return Ok(None),
    }))
}

/// An accent that is readable as it is.
fn accent(text: &str) -> Option<Accent> {
    (!text.is_empty()).then(|| Accent {
        written: text.into(),
        light: text.into(),
        dark: text.into(),
    })
}

impl Said<'_> {
    fn byte(&self, i: usize) -> Result<u8, Box<dyn Error>> {
        Ok(self.word(i)?.parse()?)
    }

    /// Returns a text as the sender saw it: `was.en=`, or as it is.
    fn seen(&self, is: Option<Texts>) -> Texts {
        let was = self.texts("was");
        if was.is_empty() {
            is.unwrap_or_default()
        } else {
            was
        }
    }

    /// Returns a text: `title.en=`.
    fn texts(&self, name: &str) -> Texts {
        let all = self.keys.iter();
        let its = all.filter_map(|(key, text)| {
            let lang = key.strip_prefix(name)?.strip_prefix('.')?;
            Some((lang.to_owned(), text.clone()))
        });
        its.collect()
    }

    fn text(&self, name: &str, is: &Texts) -> TextEdit {
        let change = |(lang, now): (String, String)| {
            let was = self.key(&format!("was.{name}.{lang}"));
            let was = was.or_else(|| is.get(&lang).cloned()).unwrap_or_default();
            (lang, Change { was, now })
        };
        self.texts(name).into_iter().map(change).collect()
    }

    fn change<T>(
        &self,
        name: &str,
        is: T,
        read: impl Fn(&str) -> Result<T, Box<dyn Error>>,
    ) -> Result<Option<Change<T>>, Box<dyn Error>> {
        let Some(now) = self.key(name) else {
            return Ok(None);
        };
        let was = self.key(&format!("was.{name}"));
        Ok(Some(Change {
            was: was.map_or(Ok(is), |was| read(&was))?,
            now: read(&now)?,
        }))
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, Box<dyn Error>>
where
    T::Err: Error + 'static,
{
    Ok(text.parse()?)
}

fn list(text: &str) -> Result<Vec<PersonId>, Box<dyn Error>> {
    let ids = text.split(',').filter(|id| !id.is_empty());
    Ok(ids
        .map(|id| id.parse().map(PersonId))
        .collect::<Result<_, _>>()?)
}

fn ids(persons: &Persons, keys: &[String]) -> Vec<PersonId> {
    keys.iter().filter_map(|key| persons.by_key(key)).collect()
}
