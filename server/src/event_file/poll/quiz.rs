//! A quiz question in an event file: the options, which of them are `right`, a time limit, and optionally the `points` of a correct
//! answer and whether `speed` counts.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::quiz::{self, POINTS, POINTS_MAX};
use plenary_domain::poll::picks::Picks;
use plenary_domain::program::OptionInfo;
use toml::Spanned;
use toml::de::DeValue;

use super::{Kind, choice};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::values;
use crate::event_file::write::{Out, quoted};

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "quiz",
    keys: &["right", "points", "speed", "options"],
    read,
}];

/// Without `points`, a correct answer has 1000.
fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let options = choice::options(reader, fields);
    reader.required(fields, "seconds");
    for key in ["one_per", "only", "weights"] {
        if let Some(value) = fields.get(key) {
            let message = format!("`{key}` makes no sense for a poll of kind `quiz`: remove it");
            reader.echo(&value.span(), message);
        }
    }
    let right = reader
        .required(fields, "right")
        .map_or(vec![], |value| right(reader, value, &options));
    let rules = quiz::Rules {
        right: Picks::of(&right),
        points: fields.get("points").map_or(POINTS, |value| {
            reader.number(value, 1, POINTS_MAX.into()) as u16
        }),
        speed: fields
            .get("speed")
            .is_some_and(|value| reader.boolean(value)),
    };
    (Rules::Quiz(rules), options)
}

/// Reads the key of the correct option, or a list of them.
fn right(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, options: &[OptionInfo]) -> Vec<u8> {
    let keys: Vec<String> = options.iter().map(|option| option.key.clone()).collect();
    let index = |reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>| {
        let DeValue::String(written) = value.get_ref() else {
            reader.expected(value, "the key of an option");
            return None;
        };
        let found = keys.iter().position(|known| known == written);
        if found.is_none() {
            let hint = values::hint(written, &keys);
            let message = format!("no option has the key {written:?}{hint}");
            reader.echo(&value.span(), message);
        }
        found
    };
    let DeValue::Array(list) = value.get_ref() else {
        let only = index(reader, value);
        return only.into_iter().map(|index| index as u8).collect();
    };
    let mut right: Vec<u8> = vec![];
    for value in list {
        let Some(index) = index(reader, value).map(|index| index as u8) else {
            continue;
        };
        if right.contains(&index) {
            let key = &keys[usize::from(index)];
            reader.fault(&value.span(), format!("the option {key:?} is listed twice"));
        } else {
            right.push(index);
        }
    }
    right
}

pub fn write(out: &mut Out<'_>, rules: &quiz::Rules, options: &[OptionInfo]) {
    out.pair("kind", "\"quiz\"");
    let keys = rules.right.indices();
    let keys = keys.filter_map(|index| options.get(usize::from(index)));
    let keys: Vec<String> = keys.map(|option| quoted(&option.key)).collect();
    match keys.as_slice() {
        [only] => out.pair("right", only),
        several => out.pair("right", &format!("[{}]", several.join(", "))),
    }
    if rules.points != POINTS {
        out.pair("points", &rules.points.to_string());
    }
    if rules.speed {
        out.pair("speed", "true");
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::Rules;
    use plenary_domain::poll::kinds::quiz;
    use plenary_domain::poll::picks::Picks;

    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "level"
kind = "quiz"
title.en = "Which is the highest level?"
{lines}"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    const OPTIONS: &str = r#"options = [
  { key = "gold", en = "Gold" },
  { key = "platinum", en = "Platinum", zh-Hans = "铂金级" },
  { key = "silver", en = "Silver" },
]"#;

    #[test]
    fn what_is_written_is_read() {
        for (lines, right, points, speed) in [
            ("right = \"platinum\"", &[1][..], 1000, false),
            (
                "right = [\"silver\", \"gold\"]\npoints = 500\nspeed = true",
                &[0, 2],
                500,
                true,
            ),
        ] {
            let (program, written) = written(&poll(&format!("seconds = 20\n{lines}\n{OPTIONS}")));
            let right = Picks::of(right);
            let rules = quiz::Rules {
                right,
                points,
                speed,
            };
            assert_eq!(program.polls[0].rules, Rules::Quiz(rules));
            assert!(!program.polls[0].changeable && !written.contains("changeable"));
            assert!(written.contains(OPTIONS), "{written}");
        }
        let (program, written) = written(&poll(&format!(
            "seconds = 20\nchangeable = true\nlive = \"never\"\nright = \"gold\"\n{OPTIONS}"
        )));
        assert!(program.polls[0].changeable && written.contains("changeable = true"));
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults(&format!(
                "right = [\"platnum\", \"gold\", \"gold\"]\n{OPTIONS}"
            )),
            [
                "8:1: `seconds` is missing in [[poll]]",
                "12:10: no option has the key \"platnum\"; did you mean `platinum`?",
                "12:29: the option \"gold\" is listed twice",
            ]
        );
        assert_eq!(
            faults(&format!(
                "seconds = 20\nright = []\npoints = 0\nspeed = \"yes\"\nlive = \"everyone\"\nshow = \"both\"\n{OPTIONS}"
            )),
            [
                "13:9: 0 is out of range: expected 1 to 3",
                "14:10: 0 is out of range: expected 1 to 10000",
                "15:9: found a string: expected true or false",
                "16:8: `live` makes sense for a poll of kind `quiz` only as `count` or `never`: its counts are held back until the reveal",
                "17:8: `show` makes no sense for a poll of kind `quiz`: remove it",
            ]
        );
        assert_eq!(
            faults(&format!("seconds = 20\n{OPTIONS}")),
            ["8:1: `right` is missing in [[poll]]"]
        );
    }
}
