//! A ranking in an event file: its options, and how many places a ballot fills at most, `places`.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kind::{OPTIONS_MAX, OPTIONS_MIN};
use plenary_domain::poll::kinds::ranking;
use plenary_domain::program::OptionInfo;

use super::{Kind, choice};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "ranking",
    keys: &["places", "options"],
    read,
}];

/// Without `places`, a ballot may rank all options.
fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let options = choice::options(reader, fields);
    // If the options are invalid, check the number only against the limit.
    let count = if options.len() < OPTIONS_MIN {
        OPTIONS_MAX
    } else {
        options.len().min(OPTIONS_MAX)
    } as u32;
    let places = fields.get("places");
    let places = places.map_or(count, |value| reader.number(value, 1, count));
    let rules = ranking::Rules {
        places: places as u8,
    };
    (Rules::Ranking(rules), options)
}

pub fn write(out: &mut Out<'_>, rules: &ranking::Rules) {
    out.pair("kind", "\"ranking\"");
    out.pair("places", &rules.places.to_string());
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::Rules;
    use plenary_domain::poll::kinds::ranking;

    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "help"
kind = "ranking"
title.en = "What helps most?"
{lines}"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    const OPTIONS: &str = r#"options = [
  { key = "finance", en = "Finance" },
  { key = "grid", en = "Grid access", zh-Hans = "电网接入" },
  { key = "staff", en = "Staff" },
]"#;

    #[test]
    fn what_is_written_is_read() {
        for (line, places) in [("places = 2", 2), ("", 3)] {
            let (program, written) = written(&poll(&format!("{line}\n{OPTIONS}")));
            let rules = &program.polls[0].rules;
            assert_eq!(*rules, Rules::Ranking(ranking::Rules { places }));
            assert!(written.contains(OPTIONS), "{written}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults(&format!("places = 4\n{OPTIONS}\nsteps = 5")),
            [
                "12:10: 4 is out of range: expected 1 to 3",
                "18:9: `steps` is only for polls of kind `scale` or `matrix`: remove it",
            ]
        );
        assert_eq!(
            faults("places = \"all\""),
            [
                "8:1: `options` is missing in [[poll]]",
                "12:10: found a string: expected a whole number from 1 to 20",
            ]
        );
        assert_eq!(
            faults(&format!("show = \"counts\"\n{OPTIONS}")),
            ["12:8: `show` makes no sense for a poll of kind `ranking`: remove it"]
        );
        assert_eq!(
            faults("options = [{ key = \"one\", en = \"One\" }]"),
            ["12:11: a list of 1: expected 2 to 20 options"]
        );
    }
}
