//! Words of guests in an event file: how many (`max`), how long (`chars`), and what counts as a word of a Chinese answer
//! (`chinese`). All have a default.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::words::{self, CHARS_MAX, Chinese, WORDS_MAX};
use plenary_domain::program::OptionInfo;

use super::Kind;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::{Out, quoted, word};

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "words",
    keys: &["max", "chars", "chinese"],
    read,
}];

/// The words of a ballot if the file does not say.
const WORDS: u8 = 3;

const CHINESE: [(&str, Chinese); 2] = [("whole", Chinese::Whole), ("divided", Chinese::Divided)];

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let mut number = |key: &str, default: u8, max: u8| {
        let value = fields.get(key);
        value.map_or(default, |value| reader.number(value, 1, max.into()) as u8)
    };
    let (max, chars) = (
        number("max", WORDS, WORDS_MAX),
        number("chars", CHARS_MAX, CHARS_MAX),
    );
    let chinese = fields.get("chinese");
    let rules = words::Rules {
        max,
        chars,
        chinese: chinese.map_or(Chinese::Whole, |value| reader.word(value, &CHINESE)),
    };
    (Rules::Words(rules), Vec::new())
}

pub fn write(out: &mut Out<'_>, rules: &words::Rules) {
    out.pair("kind", "\"words\"");
    if rules.max != WORDS {
        out.pair("max", &rules.max.to_string());
    }
    if rules.chars != CHARS_MAX {
        out.pair("chars", &rules.chars.to_string());
    }
    if rules.chinese != Chinese::Whole {
        out.pair("chinese", &quoted(word(&CHINESE, rules.chinese)));
    }
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{self, written};
    use crate::event_file::{parse, write::write};

    fn poll(lines: &str) -> String {
        format!(
            r#"
key = "city"
kind = "words"
{lines}
title.en = "What makes a city sustainable?""#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in ["", "max = 1\nchars = 12\nchinese = \"divided\""] {
            written(&poll(lines));
        }
    }

    #[test]
    fn marked_words_are_read_and_written() {
        let marked = "marked_words = [\"spam\", \"广告\"]\n";
        let file =
            around::file(&poll("")).replacen("\n[[poll]]", &format!("{marked}\n[[poll]]"), 1);
        let read = parse(&file).expect("a good file");
        assert_eq!(read.program.event.marked, ["spam", "广告"]);
        let again = parse(&write(&read)).expect("a good file");
        assert_eq!(again.program, read.program);
    }

    #[test]
    fn faults_have_line_and_column() {
        assert_eq!(
            faults("max = 11\nchars = 0\nchinese = \"split\"\nsteps = 5"),
            [
                "12:7: 11 is out of range: expected 1 to 10",
                "13:9: 0 is out of range: expected 1 to 25",
                "14:11: \"split\" is not a known value: expected `whole` or `divided`",
                "15:9: `steps` is only for polls of kind `scale` or `matrix`: remove it",
            ]
        );
    }
}
