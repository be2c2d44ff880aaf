//! A scale in an event file: its `steps`, and optional labels for both ends, `low` and `high`.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::scale::{self, END_CHARS_MAX, STEPS_MAX, STEPS_MIN};
use plenary_domain::program::{OptionInfo, Texts};

use super::Kind;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "scale",
    keys: &["steps", "low", "high"],
    read,
}];

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let steps = reader.required(fields, "steps");
    let steps = steps.map_or(STEPS_MIN.into(), |value| {
        reader.number(value, STEPS_MIN.into(), STEPS_MAX.into())
    });
    let mut end = |key: &str| -> Texts {
        let words = fields.get(key);
        words
            .map(|value| reader.texts(value, END_CHARS_MAX))
            .unwrap_or_default()
    };
    let rules = scale::Rules {
        steps: steps as u8,
        low: end("low"),
        high: end("high"),
    };
    (Rules::Scale(rules), Vec::new())
}

pub fn write(out: &mut Out<'_>, rules: &scale::Rules) {
    out.pair("kind", "\"scale\"");
    out.pair("steps", &rules.steps.to_string());
    out.texts("low", &rules.low);
    out.texts("high", &rules.high);
}

#[cfg(test)]
mod tests {
    use crate::event_file::{parse, write};

    fn file(lines: &str) -> String {
        format!(
            r#"[event]
languages = ["en", "zh-Hans"]
title.en = "Workshop"
venue.en = "Hall"
date = 2018-08-02
zone = "Asia/Shanghai"

[[poll]]
key = "keynote"
kind = "scale"
{lines}
title.en = "How useful was it?"
"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        let faults = parse(&file(lines)).expect_err("it is faulty");
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "steps = 5\nlow.en = \"Not at all\"\nlow.zh-Hans = \"没有\"\nhigh.en = \"Very\"",
            "steps = 10",
            "steps = 3\nlive = \"never\"\nshow = \"both\"\nreveal = \"time_up\"",
        ] {
            let read = parse(&file(lines)).expect("a good file");
            let written = write::write(&read);
            assert!(written.contains(lines), "{written}");
            assert!(!written.contains("options"), "{written}");
            let again = parse(&written).expect("a good file");
            assert_eq!(again.program, read.program);
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults("steps = 11\nlow = 3"),
            [
                "11:9: 11 is out of range: expected 2 to 10",
                "12:7: found a whole number: expected a text in each language, { en = \"…\", zh-Hans = \"…\" }",
            ]
        );
        assert_eq!(
            faults("steps = 5\nshow = \"all\"\nreveal = 3"),
            [
                "12:8: \"all\" is not a known value: expected `shares`, `counts` or `both`",
                "13:10: found a whole number: expected `host` or `time_up`",
            ]
        );
        assert_eq!(
            faults("min = 1"),
            [
                "8:1: `steps` is missing in [[poll]]",
                "11:7: `min` is only for polls of kind `multiple`: remove it",
            ]
        );
        let long = format!("steps = 5\nhigh.en = \"{}\"", "x".repeat(41));
        assert_eq!(
            faults(&long),
            ["12:11: this text has 41 characters: expected at most 40"]
        );
    }
}
