//! Who may answer a poll of an event file, and how much an answer counts: `in_hall`, `one_per`, `only` and `weights`. The last ones name
//! assigned groups, because a guest can declare anything.

use std::collections::BTreeMap;
use std::ops::Range;

use plenary_domain::poll::voters::{OnePer, Voters, WEIGHT_MAX, Weights, Which};
use plenary_domain::program::GroupInfo;
use toml::Spanned;
use toml::de::DeValue;

use crate::event_file::groups::{has_value, named, value_of};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, list, quoted, word};

const ONE_PER: [(&str, bool); 2] = [("guest", false), ("code", true)];
const WHICH: [(&str, Which); 2] = [("first", Which::First), ("last", Which::Last)];

pub fn voters(reader: &mut Reader<'_>, fields: &Fields<'_>, groups: &[GroupInfo]) -> Voters {
    let one_per = fields
        .get("one_per")
        .map(|value| one_per(reader, value, groups))
        .unwrap_or_default();
    Voters {
        one_per,
        only: only(reader, fields, groups),
        weights: weights(reader, fields, groups),
        in_hall: fields
            .get("in_hall")
            .map_or(reader.in_hall, |value| reader.boolean(value)),
    }
}

/// Reads `one_per = "code"`, or `one_per = { group = "organisation", counts = "last" }`.
fn one_per(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, groups: &[GroupInfo]) -> OnePer {
    let DeValue::Table(table) = value.get_ref() else {
        return match reader.word(value, &ONE_PER) {
            true => OnePer::Code,
            false => OnePer::Guest,
        };
    };
    let fields = Fields {
        table,
        at: value.span(),
        what: "one_per",
    };
    reader.only(&fields, &["group", "counts"]);
    let which = reader
        .required(&fields, "counts")
        .map_or(Which::Last, |value| reader.word(value, &WHICH));
    let group = reader.required(&fields, "group").and_then(|value| {
        let key = reader.shaped(value, |written| Ok(written.to_owned()));
        assigned(reader, &value.span(), &key, groups)
    });
    group.map_or(OnePer::Guest, |group| {
        OnePer::Value(group.key.clone(), which)
    })
}

/// Reads `only = { delegation = ["us", "china"] }`.
fn only(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    groups: &[GroupInfo],
) -> BTreeMap<String, Vec<String>> {
    let mut only = BTreeMap::new();
    let table = fields
        .get("only")
        .and_then(|value| reader.table(value, "a table of lists of values by group"));
    for (key, value) in table.iter().flat_map(|fields| fields.table.iter()) {
        let Some(group) = assigned(reader, &key.span(), key.get_ref(), groups) else {
            continue;
        };
        let list = reader.array(value, &format!("a list of values of `{}`", group.key));
        if list.is_some_and(|list| list.is_empty()) {
            reader.fault(&value.span(), "a list of 0: expected at least one value");
        }
        let values = list.into_iter().flat_map(|list| list.iter());
        let values = values.map(|value| value_of(reader, value, group)).collect();
        only.insert(group.key.clone(), values);
    }
    only
}

/// Reads `weights = { role = { jury = 10 } }`.
fn weights(reader: &mut Reader<'_>, fields: &Fields<'_>, groups: &[GroupInfo]) -> Option<Weights> {
    let value = fields.get("weights")?;
    let table = reader.table(value, "a table with one group, { role = { jury = 10 } }")?;
    let mut entries = table.table.iter();
    let (Some((key, value)), None) = (entries.next(), entries.next()) else {
        reader.fault(&value.span(), "expected the weights of one group");
        return None;
    };
    let group = assigned(reader, &key.span(), key.get_ref(), groups)?;
    let table = reader.table(value, "a table of weights by value")?;
    let values = table.table.iter().map(|(key, value)| {
        has_value(reader, &key.span(), key.get_ref(), group);
        let weight = reader.number(value, 1, WEIGHT_MAX.into());
        (key.get_ref().to_string(), weight as u16)
    });
    Some(Weights {
        group: group.key.clone(),
        values: values.collect(),
    })
}

/// Returns the group with this key, if codes assign it; reports a fault otherwise.
fn assigned<'k>(
    reader: &mut Reader<'_>,
    at: &Range<usize>,
    key: &str,
    groups: &'k [GroupInfo],
) -> Option<&'k GroupInfo> {
    let group = named(reader, at, key, groups)?;
    if !group.assigned {
        let key = &group.key;
        reader.fault(
            at,
            format!("guests say themselves what they are of `{key}`: only a group with `assigned = true` can decide this"),
        );
        return None;
    }
    Some(group)
}

pub fn write(out: &mut Out<'_>, voters: &Voters) {
    if voters.in_hall != out.in_hall {
        out.pair("in_hall", &voters.in_hall.to_string());
    }
    match &voters.one_per {
        OnePer::Guest => {}
        OnePer::Code => out.pair("one_per", "\"code\""),
        OnePer::Value(group, which) => {
            let (group, which) = (quoted(group), quoted(word(&WHICH, *which)));
            out.pair(
                "one_per",
                &format!("{{ group = {group}, counts = {which} }}"),
            );
        }
    }
    if !voters.only.is_empty() {
        let groups = voters.only.iter();
        let groups: Vec<String> = groups
            .map(|(group, values)| format!("{group} = {}", list(values)))
            .collect();
        out.pair("only", &format!("{{ {} }}", groups.join(", ")));
    }
    if let Some(Weights { group, values }) = &voters.weights {
        let values: Vec<String> = values
            .iter()
            .map(|(value, weight)| format!("{value} = {weight}"))
            .collect();
        let values = values.join(", ");
        out.pair("weights", &format!("{{ {group} = {{ {values} }} }}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "field"
kind = "single"
{lines}
title.en = "Which field?"
options = [{{ key = "a", en = "Energy" }}, {{ key = "b", en = "Water" }}]

[[group]]
key = "organisation"
name.en = "Organisation"
assigned = true
values = [{{ key = "city", en = "City" }}, {{ key = "firm", en = "Firm" }}]

[[group]]
key = "delegation"
name.en = "Delegation"
ask = true
values = [{{ key = "us", en = "US" }}, {{ key = "cn", en = "China" }}]"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "",
            r#"one_per = "code""#,
            r#"one_per = { group = "organisation", counts = "first" }"#,
            r#"one_per = { group = "organisation", counts = "last" }
only = { organisation = ["city"] }
weights = { organisation = { city = 1000, firm = 2 } }"#,
        ] {
            let (_, written) = written(&poll(lines));
            assert!(written.contains(lines), "{written}");
        }
        let (program, written) = written(&poll(r#"one_per = "guest""#));
        assert!(program.polls[0].voters.is_everybody() && !written.contains("one_per"));
    }

    #[test]
    fn only_assigned_groups_decide_who_votes() {
        let declared = "guests say themselves what they are of `delegation`: only a group with `assigned = true` can decide this";
        assert_eq!(
            faults(r#"only = { delegation = ["us"] }"#),
            [format!("11:10: {declared}")]
        );
        assert_eq!(
            faults(r#"weights = { delegation = { us = 2 } }"#),
            [format!("11:13: {declared}")]
        );
        assert_eq!(
            faults(r#"one_per = { group = "delegation", counts = "last" }"#),
            [format!("11:21: {declared}")]
        );
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults("one_per = \"person\""),
            ["11:11: \"person\" is not a known value: expected `guest` or `code`"]
        );
        assert_eq!(
            faults(r#"one_per = { group = "organization", counts = "both" }"#),
            [
                "11:21: no [[group]] has the key \"organization\"; did you mean `organisation`?",
                "11:46: \"both\" is not a known value: expected `first` or `last`",
            ]
        );
        assert_eq!(
            faults(
                r#"only = { organisation = [] }
weights = { organisation = { city = 1001, town = 2 } }"#
            ),
            [
                "11:25: a list of 0: expected at least one value",
                "12:37: 1001 is out of range: expected 1 to 1000",
                "12:43: the group `organisation` has no value \"town\"",
            ]
        );
    }

    #[test]
    fn ballots_are_not_weighed_where_the_result_stands_for_people() {
        let of = |kind: &str| {
            let lines = poll("weights = { organisation = { city = 2 } }");
            let lines = lines.replacen("kind = \"single\"", kind, 1);
            let start = lines.find("options").expect("options");
            let end = lines.find("\n\n").expect("a group");
            format!("{}{}", &lines[..start], &lines[end + 1..])
        };
        let weighs = ["kind = \"motion\"", "kind = \"scale\"\nsteps = 5"];
        for kind in weighs {
            written(&of(kind));
        }
        let votes = "weights = { organisation = { city = 2 } }";
        written(&poll(&format!("none = \"abstain\"\n{votes}")));
        let own_words = around::faults(&poll(&format!("other = true\n{votes}")));
        assert!(own_words.iter().any(|fault| fault.contains("by weights")));
        for kind in [
            "kind = \"motion\"\nbase = \"present\"",
            "kind = \"nps\"",
            "kind = \"words\"",
            "kind = \"text\"",
        ] {
            let faults = around::faults(&of(kind));
            assert!(
                faults.iter().any(|fault| fault.ends_with(
                    "ballots cannot count by weights here: the result stands for people"
                )),
                "{kind}: {faults:?}"
            );
        }
    }
}
