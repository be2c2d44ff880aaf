//! Reads the people and sessions of an event file, each with a key of its own and references to the others.

use std::ops::Range;

use plenary_domain::program::{PersonInfo, SessionInfo, SessionKind, TITLE_CHARS_MAX, Texts};
use toml::Spanned;
use toml::de::{DeArray, DeValue};

use super::groups::{GroupKeys, memberships};
use super::reader::{Fields, Reader};
use super::values;

pub const SESSION_KINDS: [(&str, SessionKind); 7] = [
    ("opening", SessionKind::Opening),
    ("keynote", SessionKind::Keynote),
    ("dialogue", SessionKind::Dialogue),
    ("round_table", SessionKind::RoundTable),
    ("cooperation", SessionKind::Cooperation),
    ("break", SessionKind::Break),
    ("other", SessionKind::Other),
];
/// The keys of things already read, and all that was written as one: a reference to a misspelt key is no second fault.
pub type Keys = Vec<String>;

pub fn person(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    groups: &GroupKeys,
) -> PersonInfo {
    reader.only(fields, &["key", "name", "org", "groups"]);
    PersonInfo {
        key: unique(reader, fields, keys),
        name: required_texts(reader, fields, "name"),
        org: required_texts(reader, fields, "org"),
        groups: memberships(reader, fields, groups),
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
        ],
    );
    let key = unique(reader, fields, keys);
    let kind = reader
        .required(fields, "kind")
        .map_or(SessionKind::Other, |value| {
            reader.word(value, &SESSION_KINDS)
        });
    let title = required_texts(reader, fields, "title");
    let start = reader
        .required(fields, "start")
        .map(|value| time(reader, value))
        .unwrap_or_default();
    let end_value = reader.required(fields, "end");
    let end = end_value
        .map(|value| time(reader, value))
        .unwrap_or_default();
    if let Some(value) = end_value.filter(|_| !start.is_empty() && !end.is_empty() && end <= start)
    {
        reader.fault(
            &value.span(),
            format!("the session ends at {end}: expected a time after its start, {start}"),
        );
    }
    let speakers = references(reader, fields, "speakers", people);
    let panelists = references(reader, fields, "panelists", people);
    SessionInfo {
        key,
        kind,
        title,
        start,
        end,
        speakers,
        panelists,
    }
}

/// A time in quotes, `"09:30"`, or the same as TOML has it.
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

/// Tables of a key, and a text in each language beside it.
pub fn keyed_texts(
    reader: &mut Reader<'_>,
    list: &DeArray<'_>,
    what: &'static str,
) -> Vec<(String, Texts)> {
    let mut keys = Keys::new();
    let tables: Vec<Fields<'_>> = list
        .iter()
        .filter_map(|value| reader.table(value, what))
        .collect();
    let keyed = tables.iter().map(|fields| {
        let key = unique(reader, fields, &mut keys);
        let texts: Vec<_> = fields
            .table
            .iter()
            .filter(|(key, _)| key.get_ref() != "key")
            .collect();
        (key, reader.texts_of(&fields.at, &texts, TITLE_CHARS_MAX))
    });
    keyed.collect()
}

pub fn required_texts(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Texts {
    reader
        .required(fields, key)
        .map(|value| reader.texts(value, TITLE_CHARS_MAX))
        .unwrap_or_default()
}

/// The table's own key, which no other of `keys` may be.
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
                    "the key `{written}` is taken: expected another one in {}",
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
            reader.fault(&value.span(), format!("`{person}` is in `{key}` already"));
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
