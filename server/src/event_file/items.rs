//! Reads the people and sessions of an event file. Each has its own key and can refer to others.

use std::ops::Range;

use plenary_domain::program::{
    GroupInfo, LabelInfo, PersonInfo, SessionInfo, SessionKind, TITLE_CHARS_MAX, Texts,
};
use plenary_domain::text::{LABEL_CHARS_MAX, look_alike};
use toml::Spanned;
use toml::de::{DeArray, DeValue};

use super::groups::memberships;
use super::questions::questions;
use super::reader::{Fields, Reader};
use super::values;
use crate::picture::head::{self, Cut};

pub const SESSION_KINDS: [(&str, SessionKind); 7] = [
    ("opening", SessionKind::Opening),
    ("keynote", SessionKind::Keynote),
    ("dialogue", SessionKind::Dialogue),
    ("round_table", SessionKind::RoundTable),
    ("cooperation", SessionKind::Cooperation),
    ("break", SessionKind::Break),
    ("other", SessionKind::Other),
];
/// Limit on a session past midnight. A later end counts as a mistake.
const MINUTES_PAST_MIDNIGHT_MAX: u32 = 12 * 60;
const DAY_MINUTES: u32 = 24 * 60;

/// The keys read so far, including invalid ones, so a reference to a misspelt key is not a second fault.
pub type Keys = Vec<String>;

pub fn person(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    groups: &[GroupInfo],
) -> PersonInfo {
    reader.only(fields, &["key", "name", "org", "groups"]);
    PersonInfo {
        key: unique(reader, fields, keys),
        name: required_texts(reader, fields, "name"),
        org: required_texts(reader, fields, "org"),
        groups: memberships(reader, fields, groups),
    }
}

/// Reads a label for questions. A label that staff made during the event may lack the event's first language.
pub fn label(reader: &mut Reader<'_>, fields: &Fields<'_>, keys: &mut Keys) -> LabelInfo {
    reader.only(fields, &["key", "text"]);
    LabelInfo {
        key: unique(reader, fields, keys),
        text: reader
            .required(fields, "text")
            .map(|value| reader.texts(value, LABEL_CHARS_MAX as usize))
            .unwrap_or_default(),
    }
}

pub fn session(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    people: &Keys,
) -> SessionInfo {
    reader.only(
        fields,
        &[
            "key",
            "kind",
            "title",
            "start",
            "end",
            "speakers",
            "panelists",
            "questions",
            "cards",
        ],
    );
    let key = unique(reader, fields, keys);
    let kind = reader
        .required(fields, "kind")
        .map_or(SessionKind::Other, |value| {
            reader.word(value, &SESSION_KINDS)
        });
    let title = required_texts(reader, fields, "title");
    warn_if_cut(reader, fields, &key, &title);
    let start = reader
        .required(fields, "start")
        .map(|value| time(reader, value))
        .unwrap_or_default();
    let end_value = reader.required(fields, "end");
    let end = end_value
        .map(|value| time(reader, value))
        .unwrap_or_default();
    if let (Some(value), Some((from, to))) = (end_value, minutes_of(&start, &end))
        && (to == from || to - from > MINUTES_PAST_MIDNIGHT_MAX && end < start)
    {
        reader.fault(
            &value.span(),
            format!("the session ends at {end}: expected a time after its start, {start}"),
        );
    }
    let speakers = references(reader, fields, "speakers", people);
    let panelists = references(reader, fields, "panelists", people);
    let questions = fields
        .get("questions")
        .and_then(|value| reader.table(value, "[session.questions]"))
        .map(|fields| questions(reader, &fields));
    let cards = fields
        .get("cards")
        .is_some_and(|value| reader.boolean(value));
    SessionInfo {
        key,
        kind,
        title,
        start,
        end,
        speakers,
        panelists,
        questions,
        cards,
    }
}

/// Warns of a title that the head of the screen does not show in all languages.
fn warn_if_cut(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str, title: &Texts) {
    let what = match head::cut(title, &reader.langs) {
        None => return,
        Some(Cut::Languages) => "shows its first language only",
        Some(Cut::Title) => "leaves it out",
    };
    let at = fields.get("title").map_or(fields.at.clone(), Spanned::span);
    reader.warn(
        &at,
        format!(
            "session `{key}`: above polls and questions the screen {what}, because the title is too long for its head"
        ),
    );
}

/// Returns a session's start and end in minutes from midnight, past 24:00 if it ends on the next day. None after a fault.
fn minutes_of(start: &str, end: &str) -> Option<(u32, u32)> {
    let minutes = |time: &str| {
        let (hours, minutes) = time.split_once(':')?;
        Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?)
    };
    let (start, end) = (minutes(start)?, minutes(end)?);
    Some((start, if end < start { end + DAY_MINUTES } else { end }))
}

/// Warns about overlapping sessions.
pub fn warn_of_overlaps(reader: &mut Reader<'_>, tables: &[Fields<'_>], sessions: &[SessionInfo]) {
    let times: Vec<_> = sessions
        .iter()
        .map(|s| minutes_of(&s.start, &s.end))
        .collect();
    for (i, (session, fields)) in sessions.iter().zip(tables).enumerate() {
        let overlaps = |j: &usize| {
            let (Some((start, end)), Some((from, to))) = (times[i], times[*j]) else {
                return false;
            };
            // A session after midnight may be written with the time of its own day.
            let during = |start, end| start < to && from < end;
            during(start, end)
                || during(start + DAY_MINUTES, end + DAY_MINUTES)
                || start < to + DAY_MINUTES && from + DAY_MINUTES < end
        };
        let Some(other) = (0..i).find(overlaps).map(|j| &sessions[j]) else {
            continue;
        };
        let at = fields.get("start").map_or(fields.at.clone(), Spanned::span);
        reader.warn(
            &at,
            format!(
                "`{}` ({} to {}) overlaps `{}` ({} to {}): change a time, unless both really run at once",
                session.key, session.start, session.end, other.key, other.start, other.end
            ),
        );
    }
}

/// Reads a time in quotes, `"09:30"`, or as a TOML time.
fn time(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> String {
    let DeValue::Datetime(written) = value.get_ref() else {
        return reader.shaped(value, values::time);
    };
    let whole = |time: &toml::value::Time| {
        time.second.unwrap_or(0) == 0 && time.nanosecond.unwrap_or(0) == 0
    };
    if let (None, Some(time)) = (written.date, written.time.filter(whole)) {
        return format!("{:02}:{:02}", time.hour, time.minute);
    }
    reader.expected(value, "a time of hours and minutes, such as \"09:30\"");
    String::new()
}

/// Reads tables with a key and a text in each language.
pub fn keyed_texts(
    reader: &mut Reader<'_>,
    list: &DeArray<'_>,
    what: &'static str,
    chars_max: usize,
    besides: &[&str],
) -> Vec<(String, Texts)> {
    let mut keys = Keys::new();
    let tables: Vec<Fields<'_>> = list
        .iter()
        .filter_map(|value| reader.table(value, what))
        .collect();
    let mut read: Vec<(String, Texts)> = Vec::new();
    for fields in &tables {
        let key = unique(reader, fields, &mut keys);
        let entries: Vec<_> = fields
            .table
            .iter()
            .filter(|(key, _)| key.get_ref() != "key" && !besides.contains(&key.get_ref().as_ref()))
            .collect();
        let texts = reader.texts_of(&fields.at, &entries, chars_max);
        for (lang, value) in entries {
            let lang = lang.get_ref().as_ref();
            let alike = |text: &str| {
                read.iter()
                    .find(|(_, texts)| texts.get(lang).is_some_and(|other| look_alike(text, other)))
            };
            let text = texts.get(lang).filter(|text| !text.is_empty());
            if let Some((other, _)) = text.and_then(|text| alike(text)) {
                reader.fault(
                    &value.span(),
                    format!("this looks the same as `{other}` in `{lang}`: use different words"),
                );
            }
        }
        read.push((key, texts));
    }
    read
}

pub fn required_texts(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Texts {
    reader
        .required(fields, key)
        .map(|value| reader.texts(value, TITLE_CHARS_MAX))
        .unwrap_or_default()
}

/// Reads the table's own key, which must not be in `keys` yet.
pub fn unique(reader: &mut Reader<'_>, fields: &Fields<'_>, keys: &mut Keys) -> String {
    let Some(value) = reader.required(fields, "key") else {
        return String::new();
    };
    let key = reader.shaped(value, values::key);
    if let DeValue::String(written) = value.get_ref() {
        if keys.iter().any(|known| known == written) {
            reader.fault(
                &value.span(),
                format!(
                    "the key `{written}` is already used: choose another one in {}",
                    fields.what
                ),
            );
        }
        keys.push(written.to_string());
    }
    key
}

fn references(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
    people: &Keys,
) -> Vec<String> {
    let Some(list) = fields
        .get(key)
        .and_then(|value| reader.array(value, "a list of people's keys"))
    else {
        return Vec::new();
    };
    let mut references: Vec<String> = Vec::new();
    for value in list.iter() {
        let person = reference(reader, value, "person", people);
        if !person.is_empty() && references.contains(&person) {
            reader.fault(&value.span(), format!("`{person}` is already in `{key}`"));
        }
        references.push(person);
    }
    references
}

pub fn reference(
    reader: &mut Reader<'_>,
    value: &Spanned<DeValue<'_>>,
    what: &str,
    keys: &Keys,
) -> String {
    let DeValue::String(written) = value.get_ref() else {
        reader.expected(value, &format!("the key of a {what}"));
        return String::new();
    };
    if !keys.iter().any(|key| key == written) {
        let hint = values::hint(written, keys);
        let at: Range<usize> = value.span();
        reader.echo(&at, format!("no [[{what}]] has the key {written:?}{hint}"));
    }
    written.to_string()
}
