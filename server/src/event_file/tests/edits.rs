//! What hosts edit in the browser exports to a file that imports to the same event.

use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::edit::event::EventEdit;
use plenary_domain::edit::group::{GivenBy, GroupDraft, GroupEdit};
use plenary_domain::edit::person::{PersonDraft, PersonEdit};
use plenary_domain::edit::session::{SessionDraft, SessionEdit};
use plenary_domain::edit::{Change, TextEdit};
use plenary_domain::ids::{GroupId, PersonId, SessionId, TermId};
use plenary_domain::program::TermInfo;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::translation::glossary::TermEdit;

use super::*;

/// An event with sessions, people and a poll of each kind.
const EVENT: &str = include_str!("../../simulation/event.toml");
const HOST: Actor = Actor::Staff(StaffRole::Host);

/// An edit by numbers, which are taken modulo what there is.
#[derive(Debug, Clone)]
enum Edit {
    MakeSession(String, u8, Option<u8>),
    Title(u8, bool, String),
    Times(u8, u16, u16),
    Move(u8, Option<u8>),
    DropSession(u8),
    Seat(u8, Vec<u8>),
    MakePerson(String, String),
    Name(u8, bool, String),
    DropPerson(u8),
    Event(String, String),
    Look(u8, u8),
    Languages(u8),
    MakeGroup(String, Vec<String>),
    Group(u8, bool, String, u8),
    Value(u8, u8, bool, String),
    MakeValue(u8, String),
    DropValue(u8, u8),
    DropGroup(u8),
    Belong(u8, u8, Option<u8>),
    MakeTerm(String, String, Option<String>),
    Term(u8, bool, String, String),
    DropTerm(u8),
    Undo(u8),
}

fn edits() -> impl Strategy<Value = Edit> {
    // Also what a file could not hold as it is: ends of lines, quotes, marks, nothing.
    let text = || "[a-z \"'\\\\\n\u{202e}é中<&]{0,12}|Opening|开幕";
    let people = proptest::collection::vec(any::<u8>(), 0..4);
    prop_oneof![
        (text(), any::<u8>(), proptest::option::of(any::<u8>()))
            .prop_map(|(title, at, before)| Edit::MakeSession(title, at, before)),
        (any::<u8>(), any::<bool>(), text()).prop_map(|(id, first, t)| Edit::Title(id, first, t)),
        (any::<u8>(), 0..1500u16, 0..1500u16).prop_map(|(id, a, b)| Edit::Times(id, a, b)),
        (any::<u8>(), proptest::option::of(any::<u8>())).prop_map(|(id, to)| Edit::Move(id, to)),
        any::<u8>().prop_map(Edit::DropSession),
        (any::<u8>(), people).prop_map(|(id, who)| Edit::Seat(id, who)),
        (text(), text()).prop_map(|(name, org)| Edit::MakePerson(name, org)),
        (any::<u8>(), any::<bool>(), text()).prop_map(|(id, first, t)| Edit::Name(id, first, t)),
        any::<u8>().prop_map(Edit::DropPerson),
        (text(), text()).prop_map(|(title, short)| Edit::Event(title, short)),
        (any::<u8>(), any::<u8>()).prop_map(|(zone, accent)| Edit::Look(zone, accent)),
        any::<u8>().prop_map(Edit::Languages),
        (text(), proptest::collection::vec(text(), 1..4))
            .prop_map(|(name, values)| Edit::MakeGroup(name, values)),
        (any::<u8>(), any::<bool>(), text(), any::<u8>())
            .prop_map(|(id, first, t, by)| Edit::Group(id, first, t, by)),
        (any::<u8>(), any::<u8>(), any::<bool>(), text())
            .prop_map(|(id, value, first, t)| Edit::Value(id, value, first, t)),
        (any::<u8>(), text()).prop_map(|(id, t)| Edit::MakeValue(id, t)),
        (any::<u8>(), any::<u8>()).prop_map(|(id, value)| Edit::DropValue(id, value)),
        any::<u8>().prop_map(Edit::DropGroup),
        (any::<u8>(), any::<u8>(), proptest::option::of(any::<u8>()))
            .prop_map(|(id, group, value)| Edit::Belong(id, group, value)),
        (text(), text(), proptest::option::of(text()))
            .prop_map(|(a, b, note)| Edit::MakeTerm(a, b, note)),
        (any::<u8>(), any::<bool>(), text(), text())
            .prop_map(|(id, first, t, note)| Edit::Term(id, first, t, note)),
        any::<u8>().prop_map(Edit::DropTerm),
        any::<u8>().prop_map(Edit::Undo),
    ]
    .boxed()
}

fn changed(langs: &[String], texts: &Texts, first: bool, now: &str) -> TextEdit {
    let lang = &langs[if first { 0 } else { langs.len() - 1 }];
    let was = texts.get(lang).cloned().unwrap_or_default();
    let now = now.to_owned();
    TextEdit::from([(lang.clone(), Change { was, now })])
}

fn command(state: &State, n: u32, edit: &Edit) -> Command {
    let langs = state.event.langs();
    let sessions: Vec<SessionId> = state.sessions.iter().map(|(id, _)| id).collect();
    let people: Vec<PersonId> = state.persons.iter().map(|(id, _)| id).collect();
    let session = |n: &u8| {
        let any = sessions.get(usize::from(*n) % sessions.len().max(1));
        any.copied().unwrap_or_default()
    };
    let person = |n: &u8| {
        let any = people.get(usize::from(*n) % people.len().max(1));
        any.copied().unwrap_or_default()
    };
    let group = |n: &u8| {
        let all: Vec<GroupId> = state.groups.iter().map(|(id, _)| id).collect();
        let any = all.get(usize::from(*n) % all.len().max(1));
        any.copied().unwrap_or_default()
    };
    let value = |group: GroupId, n: &u8| {
        let all = state.groups.get(group);
        let all: Vec<_> = all.into_iter().flat_map(|group| group.values()).collect();
        let any = all.get(usize::from(*n) % all.len().max(1));
        any.map(|(id, info)| (*id, info.text.clone()))
            .unwrap_or_default()
    };
    let term = |n: &u8| {
        let all: Vec<TermId> = state.glossary.iter().map(|(id, _)| id).collect();
        let any = all.get(usize::from(*n) % all.len().max(1));
        any.copied().unwrap_or_default()
    };
    let texts = |text: &str| {
        let each = langs.iter().map(|lang| (lang.clone(), text.to_owned()));
        each.collect::<Texts>()
    };
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let of_session = |id: SessionId, edit: SessionEdit| Command::EditSession {
        session: id,
        edit: Box::new(edit),
    };
    match edit {
        Edit::MakeSession(title, at, before) => Command::MakeSession {
            draft: SessionDraft {
                kind: SessionKind::Other,
                title: texts(title),
                start: time(u16::from(*at)),
                end: time(u16::from(*at) + 30),
            },
            before: before.as_ref().map(session),
        },
        Edit::Title(id, first, text) => {
            let id = session(id);
            let title = state.sessions.get(id).map(|s| s.info.title.clone());
            let title = changed(langs, &title.unwrap_or_default(), *first, text);
            of_session(
                id,
                SessionEdit {
                    title,
                    ..SessionEdit::default()
                },
            )
        }
        Edit::Times(id, start, end) => {
            let id = session(id);
            let (was_start, was_end) = state.sessions.get(id).map_or_else(Default::default, |s| {
                (s.info.start.clone(), s.info.end.clone())
            });
            let change = |was, now| Some(Change { was, now });
            of_session(
                id,
                SessionEdit {
                    start: change(was_start, time(*start)),
                    end: change(was_end, time(*end)),
                    ..SessionEdit::default()
                },
            )
        }
        Edit::Move(id, to) => {
            let id = session(id);
            let mut order: Vec<_> = state.sessions.iter().collect();
            order.sort_by_key(|(_, s)| s.order);
            let behind = order.iter().skip_while(|(other, _)| *other != id).nth(1);
            Command::MoveSession {
                session: id,
                seen: behind.map(|(id, _)| *id),
                before: to.as_ref().map(session),
            }
        }
        Edit::DropSession(id) => {
            let session = session(id);
            let seen = state.sessions.get(session).map_or(0, |s| s.rev);
            Command::DropSession { session, seen }
        }
        Edit::Seat(id, who) => {
            let id = session(id);
            let keys = state.sessions.get(id).map(|s| s.info.panelists.clone());
            let keys = keys.unwrap_or_default();
            let was = keys.iter().filter_map(|key| state.persons.by_key(key));
            let panelists = Change {
                was: was.collect(),
                now: who.iter().map(person).collect(),
            };
            of_session(
                id,
                SessionEdit {
                    panelists: Some(panelists),
                    ..SessionEdit::default()
                },
            )
        }
        Edit::MakePerson(name, org) => Command::MakePerson {
            draft: PersonDraft {
                name: texts(name),
                org: texts(org),
            },
        },
        Edit::Name(id, first, text) => {
            let id = person(id);
            let name = state.persons.get(id).map(|person| person.name.clone());
            let name = changed(langs, &name.unwrap_or_default(), *first, text);
            Command::EditPerson {
                person: id,
                edit: Box::new(PersonEdit {
                    name,
                    ..PersonEdit::default()
                }),
            }
        }
        Edit::DropPerson(id) => {
            let person = person(id);
            let seen = state.persons.get(person).map(|person| person.name.clone());
            Command::DropPerson {
                person,
                seen: seen.unwrap_or_default(),
            }
        }
        Edit::Event(title, short) => {
            let info = state.event.info.clone().unwrap_or_default();
            let mut edit = EventEdit {
                title: changed(langs, &info.title, true, title),
                ..EventEdit::default()
            };
            edit.short.extend(changed(langs, &info.short, true, short));
            Command::EditEvent {
                edit: Box::new(edit),
            }
        }
        Edit::Look(zone, accent) => {
            let info = state.event.info.clone().unwrap_or_default();
            let zones = ["Asia/Shanghai", "Europe/Paris"];
            let accents = [None, Some("#0e5e4e"), Some("#FFCC00")];
            let accent = accents[usize::from(*accent) % accents.len()];
            Command::EditEvent {
                edit: Box::new(EventEdit {
                    zone: Some(Change {
                        was: info.zone,
                        now: zones[usize::from(*zone) % zones.len()].to_owned(),
                    }),
                    accent: Some(Change {
                        was: info.accent,
                        now: accent.and_then(crate::accent::correct),
                    }),
                    ..EventEdit::default()
                }),
            }
        }
        Edit::Languages(now) => {
            let more: [&[&str]; 4] = [&[], &["fr"], &["fr", "zh-Hans"], &["zh-Hans"]];
            let more = more[usize::from(*now) % more.len()];
            let first = langs.first().map(String::as_str);
            let now = first.into_iter().chain(more.iter().copied());
            Command::SetLanguages(Change {
                was: langs.to_vec(),
                now: now.map(str::to_owned).collect(),
            })
        }
        Edit::MakeGroup(name, values) => Command::MakeGroup {
            draft: GroupDraft {
                name: texts(name),
                values: values.iter().map(|value| texts(value)).collect(),
            },
        },
        Edit::Group(id, first, text, by) => {
            let id = group(id);
            let info = state.groups.get(id).map(|group| &group.info);
            let name = info.map(|info| info.name.clone()).unwrap_or_default();
            let all = [GivenBy::Programme, GivenBy::Guests, GivenBy::Codes];
            let given_by = info.map(|info| Change {
                was: GivenBy::of(info),
                now: all[usize::from(*by) % all.len()],
            });
            Command::EditGroup {
                group: id,
                edit: Box::new(GroupEdit {
                    name: changed(langs, &name, *first, text),
                    given_by,
                    ..GroupEdit::default()
                }),
            }
        }
        Edit::Value(id, of, first, text) => {
            let id = group(id);
            let (of, is) = value(id, of);
            Command::EditGroup {
                group: id,
                edit: Box::new(GroupEdit {
                    values: [(of, changed(langs, &is, *first, text))].into(),
                    ..GroupEdit::default()
                }),
            }
        }
        Edit::MakeValue(id, text) => Command::MakeValue {
            group: group(id),
            text: texts(text),
        },
        Edit::DropValue(id, of) => {
            let group = group(id);
            let (value, seen) = value(group, of);
            Command::DropValue { group, value, seen }
        }
        Edit::DropGroup(id) => {
            let group = group(id);
            let seen = state.groups.get(group).map(|group| group.info.name.clone());
            Command::DropGroup {
                group,
                seen: seen.unwrap_or_default(),
            }
        }
        Edit::Belong(id, of, to) => {
            let (id, of) = (person(id), group(of));
            let info = state.groups.get(of);
            let is = state.persons.get(id).zip(info);
            let was =
                is.and_then(|(person, group)| group.by_key(person.groups.get(&group.info.key)?));
            let now = to.as_ref().map(|to| value(of, to).0);
            Command::EditPerson {
                person: id,
                edit: Box::new(PersonEdit {
                    groups: [(of, Change { was, now })].into(),
                    ..PersonEdit::default()
                }),
            }
        }
        Edit::MakeTerm(one, other, note) => {
            let (first, last) = (langs.first(), langs.last());
            let all = [(first, one), (last, other)];
            let texts = all.into_iter();
            let texts = texts.filter_map(|(lang, text)| Some((lang?.clone(), text.clone())));
            Command::PutTerm {
                term: None,
                info: TermInfo {
                    texts: texts.collect(),
                    note: note.clone(),
                },
            }
        }
        Edit::Term(id, first, text, note) => {
            let id = term(id);
            let info = state.glossary.get(id).map(|term| term.info.clone());
            let (is, was) = info.map(|info| (info.texts, info.note)).unwrap_or_default();
            Command::EditTerm {
                term: id,
                edit: TermEdit {
                    texts: changed(langs, &is, *first, text),
                    note: Some(Change {
                        was: was.unwrap_or_default(),
                        now: note.clone(),
                    }),
                },
            }
        }
        Edit::DropTerm(id) => Command::RemoveTerm { term: term(id) },
        Edit::Undo(back) => Command::Undo {
            client: 1,
            n: n.saturating_sub(u32::from(*back) % 6 + 1),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_hosts_edit_exports_to_a_file_that_imports_to_the_same_event(
        edits in proptest::collection::vec(edits(), 1..40),
    ) {
        let file = parse(EVENT).expect("an event");
        let mut state = State::default();
        for fact in import::plan(&state, &file.program).facts {
            state.apply(&fact);
        }
        let mut accepted = 0;
        for (n, edit) in (1..).zip(&edits) {
            let command = command(&state, n, edit);
            if let Outcome::Accepted(facts) = receive(&state, HOST, 1, n, &command, 0) {
                facts.iter().for_each(|fact| state.apply(fact));
                accepted += 1;
            }
            let orders: std::collections::BTreeSet<u32> =
                state.sessions.iter().map(|(_, s)| s.order).collect();
            prop_assert_eq!(orders.len(), state.sessions.iter().count(), "each has a place of its own");
        }
        prop_assert!(accepted > 0 || edits.len() < 20);
        let program = state.program().expect("an event");
        let exported = write(&EventFile { code: None, program: program.clone() });
        let read = parse(&exported).map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{exported}")))?;
        prop_assert_eq!(&read.program, &program);
        // Into an event of its own, and into this one, in which it changes nothing that guests see.
        let mut other = State::default();
        for fact in import::plan(&other, &read.program).facts {
            other.apply(&fact);
        }
        prop_assert_eq!(other.program(), Some(program.clone()));
        for fact in import::plan(&state, &read.program).facts {
            state.apply(&fact);
        }
        prop_assert_eq!(state.program(), Some(program));
    }
}
