//! Open text in an event file: how long a slip may be (`chars`).

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::text::{self, CHARS, CHARS_MAX};
use plenary_domain::program::OptionInfo;

use super::Kind;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "text",
    keys: &["chars"],
    read,
}];

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let chars = fields.get("chars");
    let chars = chars.map_or(CHARS, |value| {
        reader.number(value, 1, CHARS_MAX.into()) as u16
    });
    (Rules::Text(text::Rules { chars }), Vec::new())
}

pub fn write(out: &mut Out<'_>, rules: &text::Rules) {
    out.pair("kind", "\"text\"");
    if rules.chars != CHARS {
        out.pair("chars", &rules.chars.to_string());
    }
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{faults, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "home"
kind = "text"
{lines}
title.en = "Which practice would you take home?""#
        )
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in ["", "chars = 300"] {
            written(&poll(lines));
        }
    }

    #[test]
    fn faults_have_line_and_column() {
        let faults = faults(&poll("chars = 301\nmax = 2\ncolour = 1"));
        assert_eq!(faults[0], "11:9: 301 is out of range: expected 1 to 300");
        assert!(
            faults[1].starts_with("12:7: `max` is only for polls of kind"),
            "{}",
            faults[1]
        );
        // The keys of this kind, each once.
        let (_, expected) = faults[2].split_once("expected ").expect("a list");
        assert!(
            expected.contains("`chars`") && !expected.contains("`options`"),
            "{expected}"
        );
        assert_eq!(expected.matches("`key`").count(), 1, "{expected}");
    }
}
