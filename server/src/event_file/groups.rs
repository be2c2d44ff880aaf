//! Reads the groups of an event file, and the values its people belong to.

use std::collections::BTreeMap;
use std::ops::Range;

use plenary_domain::people::membership::{GROUP_VALUES_MAX, GROUP_VALUES_MIN, VALUE_CHARS_MAX};
use plenary_domain::program::{GroupInfo, ValueInfo};
use toml::Spanned;
use toml::de::DeValue;

use super::items::{Keys, keyed_texts, required_texts, unique};
use super::reader::{Fields, Reader};
use super::values;

pub fn group(reader: &mut Reader<'_>, fields: &Fields<'_>, known: &[GroupInfo]) -> GroupInfo {
    reader.only(fields, &["key", "name", "values", "ask", "assigned"]);
    let mut keys: Keys = known.iter().map(|group| group.key.clone()).collect();
    let key = unique(reader, fields, &mut keys);
    let name = required_texts(reader, fields, "name");
    let values = values_of(reader, fields);
    let mut flag = |name| {
        let value = fields.get(name);
        value.is_some_and(|value| reader.boolean(value))
    };
    let (ask, assigned) = (flag("ask"), flag("assigned"));
    if let Some(value) = fields.get("ask").filter(|_| ask && assigned) {
        reader.fault(
            &value.span(),
            "single-use codes assign this group, so guests cannot be asked for it: remove `ask` or `assigned`",
        );
    }
    GroupInfo {
        key,
        name,
        values,
        ask,
        assigned,
    }
}

fn values_of(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<ValueInfo> {
    let Some(value) = reader.required(fields, "values") else {
        return Vec::new();
    };
    let Some(list) = reader.array(value, "a list of values, each { key = \"…\", en = \"…\" }")
    else {
        return Vec::new();
    };
    if !(GROUP_VALUES_MIN..=GROUP_VALUES_MAX).contains(&list.len()) {
        reader.fault(
            &value.span(),
            format!(
                "a list of {}: expected {GROUP_VALUES_MIN} to {GROUP_VALUES_MAX} values",
                list.len()
            ),
        );
    }
    keyed_texts(reader, list, "a value", VALUE_CHARS_MAX, &[])
        .into_iter()
        .map(|(key, text)| ValueInfo { key, text })
        .collect()
}

/// Reads the values a person belongs to: `groups = { delegation = "us" }`.
pub fn memberships(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    known: &[GroupInfo],
) -> BTreeMap<String, String> {
    let mut memberships = BTreeMap::new();
    let table = fields
        .get("groups")
        .and_then(|value| reader.table(value, "a table of values by group"));
    for (group, value) in table.iter().flat_map(|fields| fields.table.iter()) {
        let written = group.get_ref().as_ref();
        if let Some(group) = named(reader, &group.span(), written, known) {
            let value = value_of(reader, value, group);
            memberships.insert(group.key.clone(), value);
        }
    }
    memberships
}

/// Returns the group with this key; reports a fault at `at` if there is none.
pub fn named<'k>(
    reader: &mut Reader<'_>,
    at: &Range<usize>,
    written: &str,
    known: &'k [GroupInfo],
) -> Option<&'k GroupInfo> {
    let group = known.iter().find(|group| group.key == written);
    if group.is_none() {
        let keys: Keys = known.iter().map(|group| group.key.clone()).collect();
        let hint = values::hint(written, &keys);
        reader.echo(at, format!("no [[group]] has the key {written:?}{hint}"));
    }
    group
}

/// Reads the key of a value of a group.
pub fn value_of(
    reader: &mut Reader<'_>,
    value: &Spanned<DeValue<'_>>,
    group: &GroupInfo,
) -> String {
    let DeValue::String(named) = value.get_ref() else {
        let key = &group.key;
        reader.expected(value, &format!("the key of a value of `{key}`"));
        return String::new();
    };
    has_value(reader, &value.span(), named, group);
    named.to_string()
}

/// Reports a fault at `at` if the group has no value with this key.
pub fn has_value(reader: &mut Reader<'_>, at: &Range<usize>, named: &str, group: &GroupInfo) {
    if !group.values.iter().any(|value| value.key == named) {
        let keys: Keys = group.values.iter().map(|value| value.key.clone()).collect();
        let hint = values::hint(named, &keys);
        let key = &group.key;
        reader.echo(
            at,
            format!("the group `{key}` has no value {named:?}{hint}"),
        );
    }
}
