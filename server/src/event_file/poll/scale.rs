//! A scale in an event file: its `steps`, the number of the first one (`from`), how they `look`, optional labels for both ends,
//! `low` and `high`, and optional `options`, the items to rate. `nps` is the scale of a recommendation.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::scale::{
    self, END_CHARS_MAX, LAST_MAX, Look, STARS_MAX, STEPS_MAX, STEPS_MIN,
};
use plenary_domain::program::{OptionInfo, Texts};

use super::{Kind, choice};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, quoted, word};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        word: "scale",
        keys: &["steps", "from", "look", "low", "high", "options"],
        read,
    },
    Kind {
        word: "nps",
        keys: &["low", "high"],
        read: recommend,
    },
];

const LOOKS: [(&str, Look); 2] = [("numbers", Look::Numbers), ("stars", Look::Stars)];

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let look = fields.get("look");
    let look = look.map_or(Look::Numbers, |value| reader.word(value, &LOOKS));
    let from = match (fields.get("from"), look) {
        (Some(value), Look::Numbers) => reader.number(value, 0, 1),
        (Some(value), Look::Stars | Look::Recommend) => reader.number(value, 1, 1),
        (None, _) => 1,
    };
    let steps_max = match look {
        Look::Numbers | Look::Recommend => u32::from(LAST_MAX) + 1 - from,
        Look::Stars => STARS_MAX.into(),
    };
    let steps = reader.required(fields, "steps");
    let steps = steps.map_or(STEPS_MIN.into(), |value| {
        reader.number(value, STEPS_MIN.into(), steps_max)
    });
    let (low, high) = ends(reader, fields);
    let rules = scale::Rules {
        steps: steps as u8,
        low,
        high,
        from: from as u8,
        look,
    };
    let items = fields.get("options");
    let items = items.map(|_| choice::options(reader, fields));
    (Rules::Scale(rules), items.unwrap_or_default())
}

fn recommend(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let (low, high) = ends(reader, fields);
    let rules = scale::Rules {
        steps: STEPS_MAX,
        low,
        high,
        from: 0,
        look: Look::Recommend,
    };
    (Rules::Scale(rules), Vec::new())
}

fn ends(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Texts, Texts) {
    let mut end = |key: &str| -> Texts {
        let words = fields.get(key);
        words
            .map(|value| reader.texts(value, END_CHARS_MAX))
            .unwrap_or_default()
    };
    (end("low"), end("high"))
}

pub fn write(out: &mut Out<'_>, rules: &scale::Rules) {
    if rules.look == Look::Recommend {
        out.pair("kind", "\"nps\"");
    } else {
        out.pair("kind", "\"scale\"");
        out.pair("steps", &rules.steps.to_string());
        if rules.from != 1 {
            out.pair("from", &rules.from.to_string());
        }
        if rules.look != Look::Numbers {
            out.pair("look", &quoted(word(&LOOKS, rules.look)));
        }
    }
    out.texts("low", &rules.low);
    out.texts("high", &rules.high);
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "keynote"
{lines}
title.en = "How useful was it?""#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "kind = \"scale\"\nsteps = 5\nlow.en = \"Not at all\"\nlow.zh-Hans = \"没有\"\nhigh.en = \"Very\"",
            "kind = \"scale\"\nsteps = 10",
            "kind = \"scale\"\nsteps = 11\nfrom = 0",
            "kind = \"scale\"\nsteps = 5\nlook = \"stars\"",
            "kind = \"nps\"\nlow.en = \"Not at all\"",
            "kind = \"scale\"\nsteps = 3\nlive = \"never\"\nshow = \"both\"\nreveal = \"time_up\"",
        ] {
            let (_, written) = written(&poll(lines));
            assert!(written.contains(lines), "{written}");
            assert!(!written.contains("options"), "{written}");
        }
    }

    #[test]
    fn items_are_the_options() {
        let items = "kind = \"scale\"\nsteps = 5\noptions = [{ key = \"a\", en = \"A\" }]";
        let (program, _) = written(&poll(items));
        assert_eq!(program.polls[0].options.len(), 1);
        let item = |n: usize| format!("{{ key = \"k{n}\", en = \"K{n}\" }}");
        let many: Vec<String> = (0..11).map(item).collect();
        let many = format!(
            "kind = \"scale\"\nsteps = 5\noptions = [{}]",
            many.join(", ")
        );
        assert_eq!(
            faults(&many),
            ["12:11: a list of 11: expected 0 to 10 options"]
        );
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults("kind = \"scale\"\nsteps = 11\nlow = 3"),
            [
                "11:9: 11 is out of range: expected 2 to 10",
                "12:7: found a whole number: expected a text in each language, { en = \"…\", zh-Hans = \"…\" }",
            ]
        );
        assert_eq!(
            faults("kind = \"scale\"\nsteps = 5\nshow = \"all\"\nreveal = 3"),
            [
                "12:8: \"all\" is not a known value: expected `shares`, `counts` or `both`",
                "13:10: found a whole number: expected `host` or `time_up`",
            ]
        );
        assert_eq!(
            faults("kind = \"scale\"\nsteps = 7\nlook = \"stars\"\nfrom = 0"),
            [
                "11:9: 7 is out of range: expected 2 to 6",
                "13:8: 0 is out of range: expected 1 to 1",
            ]
        );
        assert_eq!(
            faults("kind = \"scale\""),
            ["8:1: `steps` is missing in [[poll]]"]
        );
        let [other] = &faults("kind = \"nps\"\nsteps = 5")[..] else {
            panic!("one fault");
        };
        assert!(
            other.starts_with("11:9: `steps` is only for polls of kind"),
            "{other}"
        );
        let long = format!(
            "kind = \"scale\"\nsteps = 5\nhigh.en = \"{}\"",
            "x".repeat(41)
        );
        assert_eq!(
            faults(&long),
            ["12:11: this text has 41 characters: expected at most 40"]
        );
    }
}
