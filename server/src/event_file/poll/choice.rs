//! A choice poll in an event file: `single`, or `multiple` with `min` and `max`. Whatever frees a guest from the options makes it a
//! free choice: their `order` on phones, own words (`other`), what a ballot without a pick says (`none`), and the options' pictures.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kind::OPTIONS_MAX;
use plenary_domain::poll::kinds::choice;
use plenary_domain::poll::kinds::free_choice::{self, Order, Without};
use plenary_domain::program::{OptionInfo, Picture, TITLE_CHARS_MAX};
use toml::Spanned;
use toml::de::DeValue;

use super::Kind;
use crate::event_file::items::keyed_texts;
use crate::event_file::pictures::picture;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, quoted, word};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        word: "single",
        keys: &["order", "other", "none", "options"],
        read: single,
    },
    Kind {
        word: "multiple",
        keys: &["min", "max", "order", "other", "none", "options"],
        read: multiple,
    },
];

const ORDERS: [(&str, Order); 2] = [("given", Order::Given), ("random", Order::Random)];

const NONES: [(&str, Without); 2] = [
    ("abstain", Without::Abstain),
    ("none_of_these", Without::NoneOfThese),
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

pub fn write_free(out: &mut Out<'_>, rules: &free_choice::Rules) {
    let free_choice::Rules { min, max, .. } = *rules;
    write(out, &choice::Rules { min, max });
    if rules.order != Order::Given {
        out.pair("order", &quoted(word(&ORDERS, rules.order)));
    }
    if rules.other {
        out.pair("other", "true");
    }
    if let Some(none) = rules.none {
        out.pair("none", &quoted(word(&NONES, none)));
    }
}

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, multiple: bool) -> (Rules, Vec<OptionInfo>) {
    let order = fields.get("order");
    let order = order.map_or(Order::Given, |value| reader.word(value, &ORDERS));
    let other = fields.get("other");
    let other = other.is_some_and(|value| reader.boolean(value));
    let none = fields.get("none");
    let none = none.map(|value| reader.word(value, &NONES));
    let options = pictured(reader, fields, picture);
    let has_pictures = options.iter().any(|option| option.picture.is_some());
    let (min, max) = bounds(reader, fields, multiple, options.len(), other);
    let rules = if order == Order::Given && !other && none.is_none() && !has_pictures {
        Rules::Choice(choice::Rules { min, max })
    } else {
        Rules::FreeChoice(free_choice::Rules {
            min,
            max,
            order,
            other,
            none,
        })
    };
    (rules, options)
}

/// Reads how many options a ballot picks. `min` and `max` are for `multiple`; the defaults are 1 and all options, with own words.
fn bounds(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    multiple: bool,
    options: usize,
    other: bool,
) -> (u8, u8) {
    // If the options are invalid, check a bound only against the limit.
    let count = if options < 2 {
        OPTIONS_MAX
    } else {
        options.min(OPTIONS_MAX)
    } as u32;
    let most = count + u32::from(other);
    let mut bound = |key: &str, least: u32, most: u32, default: u32| match fields.get(key) {
        Some(value) if multiple => reader.number(value, least, most),
        Some(_) | None => default,
    };
    let min = bound("min", 1, count, 1);
    let max = bound("max", min, most, if multiple { most.max(min) } else { 1 });
    (min as u8, max as u8)
}

/// Reads the `options` of a poll, each with a key and its texts, and reports pictures.
pub(super) fn options(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<OptionInfo> {
    pictured(reader, fields, |reader, value| {
        let message = "`picture` is only for polls of kind `single` or `multiple`: remove it";
        reader.echo(&value.span(), message);
        None
    })
}

/// Reads the `options` of a poll, each with a key, its texts, and a picture if it has one.
fn pictured(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    picture: impl Fn(&mut Reader<'_>, &Spanned<DeValue<'_>>) -> Option<Picture>,
) -> Vec<OptionInfo> {
    let Some(value) = reader.required(fields, "options") else {
        return Vec::new();
    };
    let Some(list) = reader.array(value, "a list of options, each { key = \"…\", en = \"…\" }")
    else {
        return Vec::new();
    };
    let tables = list.iter().filter_map(|value| match value.get_ref() {
        DeValue::Table(table) => Some(table.get("picture")),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => None,
    });
    keyed_texts(reader, list, "an option", TITLE_CHARS_MAX, &["picture"])
        .into_iter()
        .zip(tables)
        .map(|((key, text), value)| OptionInfo {
            key,
            text,
            picture: value.and_then(|value| picture(reader, value)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::Rules;

    use crate::event_file::poll::around::{faults, written};

    const OPTIONS: &str =
        "options = [{ key = \"a\", en = \"Solar\" }, { key = \"b\", en = \"Wind\" }]";

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "first"
title.en = "What comes first?"
{OPTIONS}
{lines}"#
        )
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "kind = \"single\"\norder = \"random\"",
            "kind = \"single\"\nother = true",
            "kind = \"single\"\nnone = \"abstain\"",
            "kind = \"multiple\"\nmin = 1\nmax = 3\norder = \"random\"\nother = true\nnone = \"none_of_these\"",
        ] {
            let (program, written) = written(&poll(lines));
            assert!(written.contains(lines), "{written}");
            let rules = &program.polls[0].rules;
            assert!(matches!(rules, Rules::FreeChoice(_)), "{rules:?}");
        }
    }

    #[test]
    fn without_a_freedom_it_is_a_choice() {
        for lines in ["", "order = \"given\"", "other = false"] {
            let (program, _) = written(&poll(&format!("kind = \"single\"\n{lines}")));
            let rules = &program.polls[0].rules;
            assert!(matches!(rules, Rules::Choice(_)), "{rules:?}");
        }
    }

    #[test]
    fn faults_have_line_and_column() {
        assert_eq!(
            faults(&poll(
                "kind = \"single\"\norder = \"mixed\"\nother = \"yes\"\nnone = true"
            )),
            [
                "13:9: \"mixed\" is not a known value: expected `given` or `random`",
                "14:9: found a string: expected true or false",
                "15:8: found true or false: expected `abstain` or `none_of_these`",
            ]
        );
        // Own words make room for one pick more.
        assert_eq!(
            faults(&poll("kind = \"multiple\"\nmax = 4\nother = true")),
            ["13:7: 4 is out of range: expected 1 to 3"]
        );
        let of_scale =
            "key = \"a\"\ntitle.en = \"A\"\nkind = \"scale\"\nsteps = 5\nnone = \"abstain\"";
        assert_eq!(
            faults(of_scale),
            ["13:8: `none` is only for polls of kind `single` or `multiple`: remove it"]
        );
    }
}
