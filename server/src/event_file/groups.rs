//! Reads the groups of an event file, and the values its people belong to.

use std::collections::BTreeMap;

use plenary_domain::people::membership::GROUP_VALUES_MAX;
use plenary_domain::program::{GroupInfo, ValueInfo};
use toml::de::DeValue;

use super::items::{Keys, keyed_texts, required_texts, unique};
use super::reader::{Fields, Reader};
use super::values;

/// The keys of the groups read so far, each with the keys of its values.
pub type GroupKeys = Vec<(String, Keys)>;

pub fn group(reader: &mut Reader<'_>, fields: &Fields<'_>, known: &mut GroupKeys) -> GroupInfo {
    reader.only(fields, &["key", "name", "values", "ask"]);
    let mut keys: Keys = known.iter().map(|(key, _)| key.clone()).collect();
    let key = unique(reader, fields, &mut keys);
    let name = required_texts(reader, fields, "name");
    let values = values_of(reader, fields);
    let value_keys = values.iter().map(|value| value.key.clone()).collect();
    known.push((key.clone(), value_keys));
    GroupInfo {
        key,
        name,
        values,
        ask: fields.get("ask").is_some_and(|value| reader.boolean(value)),
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
    if !(2..=GROUP_VALUES_MAX).contains(&list.len()) {
        reader.fault(
            &value.span(),
            format!(
                "a list of {}: expected 2 to {GROUP_VALUES_MAX} values",
                list.len()
            ),
        );
    }
    keyed_texts(reader, list, "a value")
        .into_iter()
        .map(|(key, text)| ValueInfo { key, text })
        .collect()
}

/// Reads the values a person belongs to: `groups = { delegation = "us" }`.
pub fn memberships(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    known: &GroupKeys,
) -> BTreeMap<String, String> {
    let mut memberships = BTreeMap::new();
    let table = fields
        .get("groups")
        .and_then(|value| reader.table(value, "a table of values by group"));
    for (group, value) in table.iter().flat_map(|fields| fields.table.iter()) {
        let written = group.get_ref().as_ref();
        let Some((key, values)) = known.iter().find(|(key, _)| key == written) else {
            let keys: Keys = known.iter().map(|(key, _)| key.clone()).collect();
            let hint = values::hint(written, &keys);
            reader.echo(
                &group.span(),
                format!("no [[group]] has the key {written:?}{hint}"),
            );
            continue;
        };
        let DeValue::String(named) = value.get_ref() else {
            reader.expected(value, &format!("the key of a value of `{key}`"));
            continue;
        };
        if !values.iter().any(|value| value == named) {
            let hint = values::hint(named, values);
            reader.echo(
                &value.span(),
                format!("the group `{key}` has no value {named:?}{hint}"),
            );
        }
        memberships.insert(key.clone(), named.to_string());
    }
    memberships
}
