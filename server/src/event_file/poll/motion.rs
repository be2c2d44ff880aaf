//! A motion in an event file: its `base`, what 100 % is, and the `majority` that is needed, if any.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::motion::{self, Base, Majority};
use plenary_domain::program::OptionInfo;

use super::Kind;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, quoted, word};

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "motion",
    keys: &["base", "majority"],
    read,
}];

const BASES: [(&str, Base); 3] = [
    ("without-abstentions", Base::WithoutAbstentions),
    ("cast", Base::Cast),
    ("present", Base::Present),
];

const MAJORITIES: [(&str, Majority); 4] = [
    ("simple", Majority::Simple),
    ("three-fifths", Majority::ThreeFifths),
    ("two-thirds", Majority::TwoThirds),
    ("three-quarters", Majority::ThreeQuarters),
];

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let base = fields.get("base");
    let majority = fields.get("majority");
    let rules = motion::Rules {
        base: base.map_or(Base::WithoutAbstentions, |value| reader.word(value, &BASES)),
        majority: majority.map(|value| reader.word(value, &MAJORITIES)),
    };
    (Rules::Motion(rules), Vec::new())
}

pub fn write(out: &mut Out<'_>, rules: &motion::Rules) {
    out.pair("kind", "\"motion\"");
    if rules.base != Base::WithoutAbstentions {
        out.pair("base", &quoted(word(&BASES, rules.base)));
    }
    if let Some(majority) = rules.majority {
        out.pair("majority", &quoted(word(&MAJORITIES, majority)));
    }
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "liaison"
kind = "motion"
{lines}
title.en = "The workshop founds a liaison group.""#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "",
            "majority = \"simple\"",
            "base = \"cast\"\nmajority = \"three-fifths\"",
            "base = \"present\"\nmajority = \"two-thirds\"",
            "base = \"present\"\nmajority = \"three-quarters\"",
        ] {
            let (_, written) = written(&poll(lines));
            assert!(written.contains(lines), "{written}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert_eq!(
            faults("base = \"all\"\nmajority = 2"),
            [
                "11:8: \"all\" is not a known value: expected `without-abstentions`, `cast` or `present`",
                "12:12: found a whole number: expected `simple`, `three-fifths`, `two-thirds` or `three-quarters`",
            ]
        );
        let [other] = &faults("options = []")[..] else {
            panic!("one fault");
        };
        assert!(
            other.starts_with("11:11: `options` is only for polls of kind"),
            "{other}"
        );
    }
}
