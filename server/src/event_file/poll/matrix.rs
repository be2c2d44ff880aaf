//! A 2×2 matrix in an event file: the options, two axes, `x` and `y`, each with a `name` and the names of both ends, `low` and
//! `high`, the number of `steps` on both, and optionally the `best` corner.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::matrix::{
    self, AXIS_CHARS_MAX, Axis, Corner, STEPS_MAX, STEPS_MIN,
};
use plenary_domain::program::{OptionInfo, Texts};

use super::{Kind, choice};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, quoted, word};

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "matrix",
    keys: &["x", "y", "steps", "best", "options"],
    read,
}];

const CORNERS: [(&str, Corner); 4] = [
    ("top-right", Corner::TopRight),
    ("top-left", Corner::TopLeft),
    ("bottom-right", Corner::BottomRight),
    ("bottom-left", Corner::BottomLeft),
];

/// Without `steps`, there are five.
fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let options = choice::options(reader, fields);
    let rules = matrix::Rules {
        x: axis(reader, fields, "x"),
        y: axis(reader, fields, "y"),
        steps: fields.get("steps").map_or(STEPS_MAX, |value| {
            reader.number(value, STEPS_MIN.into(), STEPS_MAX.into()) as u8
        }),
        best: fields.get("best").map(|value| reader.word(value, &CORNERS)),
    };
    (Rules::Matrix(rules), options)
}

fn axis(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Axis {
    let what = if key == "x" {
        "the axis x"
    } else {
        "the axis y"
    };
    let axis = reader.required(fields, key);
    let axis = axis.and_then(|value| reader.table(value, what));
    if let Some(axis) = &axis {
        reader.only(axis, &["name", "low", "high"]);
    }
    let mut texts = |key: &str| -> Texts {
        let value = axis.as_ref().and_then(|axis| reader.required(axis, key));
        value
            .map(|value| reader.texts(value, AXIS_CHARS_MAX))
            .unwrap_or_default()
    };
    Axis {
        name: texts("name"),
        low: texts("low"),
        high: texts("high"),
    }
}

pub fn write(out: &mut Out<'_>, rules: &matrix::Rules) {
    out.pair("kind", "\"matrix\"");
    if rules.steps != STEPS_MAX {
        out.pair("steps", &rules.steps.to_string());
    }
    if let Some(best) = rules.best {
        out.pair("best", &quoted(word(&CORNERS, best)));
    }
    for (key, axis) in [("x", &rules.x), ("y", &rules.y)] {
        out.texts(&format!("{key}.name"), &axis.name);
        out.texts(&format!("{key}.low"), &axis.low);
        out.texts(&format!("{key}.high"), &axis.high);
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::Rules;

    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "first"
kind = "matrix"
title.en = "Which should come first?"
{lines}
options = [
  {{ key = "water", en = "Water" }},
  {{ key = "grid", en = "Grid", zh-Hans = "电网" }},
]"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    const AXES: &str = r#"x.name.en = "Effort"
x.name.zh-Hans = "难度"
x.low.en = "Little"
x.high.en = "Much"
y.name.en = "Impact"
y.low.en = "Low"
y.high.en = "High""#;

    #[test]
    fn what_is_written_is_read() {
        for (lines, steps) in [
            ("", 5),
            ("steps = 2", 2),
            ("best = \"top-left\"", 5),
            ("steps = 3\nbest = \"bottom-right\"", 3),
        ] {
            let (program, written) = written(&poll(&format!("{AXES}\n{lines}")));
            assert!(written.contains(AXES), "{written}");
            assert!(written.contains(lines), "{written}");
            let Rules::Matrix(rules) = &program.polls[0].rules else {
                panic!("a matrix");
            };
            assert_eq!(rules.steps, steps);
        }
        let tables = r#"x = { name = { en = "A" }, low = { en = "B" }, high = { en = "C" } }
y = { name = { en = "D" }, low = { en = "E" }, high = { en = "F" } }"#;
        written(&poll(tables));
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let long = "x".repeat(41);
        assert_eq!(
            faults(&format!(
                "{AXES}\nsteps = 6\nbest = \"top\"\nshow = \"counts\"\nplaces = 2"
            )),
            [
                "19:9: 6 is out of range: expected 2 to 5",
                "20:8: \"top\" is not a known value: expected `top-right`, `top-left`, `bottom-right` or `bottom-left`",
                "21:8: `show` makes no sense for a poll of kind `matrix`: remove it",
                "22:10: `places` is only for polls of kind `ranking`: remove it",
            ]
        );
        assert_eq!(
            faults(&AXES.replace("\"Much\"", &format!("\"{long}\""))),
            ["15:13: this text has 41 characters: expected at most 40"]
        );
        assert_eq!(
            faults(&AXES.replace("y.high.en = \"High\"", "")),
            ["16:1: `high` is missing in the axis y"]
        );
        assert_eq!(
            faults(&AXES.replace("x.low.en", "x.low.zh-Hans")),
            ["14:3: the text in `en` is missing: every text needs the event's first language"]
        );
        assert_eq!(
            faults("x = 3"),
            [
                "8:1: `y` is missing in [[poll]]",
                "12:5: found a whole number: expected the axis x",
            ]
        );
    }
}
