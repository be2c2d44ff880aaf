//! Points in an event file: the options, and how many `points` a ballot distributes over them.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::points::{self, PURSE_MAX, PURSE_MIN};
use plenary_domain::program::OptionInfo;

use super::{Kind, choice};
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "points",
    keys: &["points", "options"],
    read,
}];

/// Without `points`, there are 100.
fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let options = choice::options(reader, fields);
    let purse = fields.get("points").map_or(PURSE_MAX.into(), |value| {
        reader.number(value, PURSE_MIN.into(), PURSE_MAX.into())
    });
    let rules = points::Rules { purse: purse as u8 };
    (Rules::Points(rules), options)
}

pub fn write(out: &mut Out<'_>, rules: &points::Rules) {
    out.pair("kind", "\"points\"");
    out.pair("points", &rules.purse.to_string());
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::Rules;
    use plenary_domain::poll::kinds::points;

    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "budget"
kind = "points"
title.en = "How would you give them?"
{lines}"#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    const OPTIONS: &str = r#"options = [
  { key = "finance", en = "Finance" },
  { key = "grid", en = "Grid access", zh-Hans = "电网接入" },
]"#;

    #[test]
    fn what_is_written_is_read() {
        for (line, purse) in [("points = 5", 5), ("", 100)] {
            let (program, written) = written(&poll(&format!("{line}\n{OPTIONS}")));
            let rules = &program.polls[0].rules;
            assert_eq!(*rules, Rules::Points(points::Rules { purse }));
            assert!(written.contains(OPTIONS), "{written}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults(&format!("points = 101\nplaces = 2\n{OPTIONS}")),
            [
                "12:10: 101 is out of range: expected 5 to 100",
                "13:10: `places` is only for polls of kind `ranking`: remove it",
            ]
        );
        assert_eq!(
            faults("points = 2.5\noptions = [{ key = \"one\", en = \"One\" }]"),
            [
                "12:10: found a number with a fraction: expected a whole number from 5 to 100",
                "13:11: a list of 1: expected 2 to 20 options",
            ]
        );
    }
}
