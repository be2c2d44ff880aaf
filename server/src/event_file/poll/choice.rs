//! A choice poll in an event file: `single`, or `multiple` with `min` and `max`.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kind::OPTIONS_MAX;
use plenary_domain::poll::kinds::choice;
use plenary_domain::program::OptionInfo;

use super::Kind;
use crate::event_file::items::keyed_texts;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        word: "single",
        keys: &["options"],
        read: single,
    },
    Kind {
        word: "multiple",
        keys: &["min", "max", "options"],
        read: multiple,
    },
];

fn single(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    read(reader, fields, false)
}

fn multiple(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    read(reader, fields, true)
}

pub fn write(out: &mut Out<'_>, rules: &choice::Rules) {
    if rules.min == 1 && rules.max == 1 {
        out.pair("kind", "\"single\"");
    } else {
        out.pair("kind", "\"multiple\"");
        out.pair("min", &rules.min.to_string());
        out.pair("max", &rules.max.to_string());
    }
}

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, multiple: bool) -> (Rules, Vec<OptionInfo>) {
    let options = options(reader, fields);
    let rules = bounds(reader, fields, multiple, options.len());
    (Rules::Choice(rules), options)
}

/// Reads how many options a ballot picks. `min` and `max` are for `multiple`; the defaults are 1 and all options.
fn bounds(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    multiple: bool,
    options: usize,
) -> choice::Rules {
    // If the options are invalid, check a bound only against the limit.
    let count = if options < 2 {
        OPTIONS_MAX
    } else {
        options.min(OPTIONS_MAX)
    } as u32;
    let mut bound = |key: &str, least: u32, default: u32| match fields.get(key) {
        Some(value) if multiple => reader.number(value, least, count),
        Some(_) | None => default,
    };
    let min = bound("min", 1, 1);
    let max = bound("max", min, if multiple { count.max(min) } else { 1 });
    choice::Rules {
        min: min as u8,
        max: max as u8,
    }
}

/// Reads the `options` of a poll, each with a key and its texts.
pub(super) fn options(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<OptionInfo> {
    let Some(value) = reader.required(fields, "options") else {
        return Vec::new();
    };
    let Some(list) = reader.array(value, "a list of options, each { key = \"…\", en = \"…\" }")
    else {
        return Vec::new();
    };
    keyed_texts(reader, list, "an option")
        .into_iter()
        .map(|(key, text)| OptionInfo { key, text })
        .collect()
}
