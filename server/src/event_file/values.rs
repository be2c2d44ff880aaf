//! The formats of single values in an event file: keys, codes, languages, dates, times, texts. Each function parses a
//! string into the value, or returns a sentence that says what was expected. None of them knows a position.

use plenary_domain::text::{CODE_POINTS_PER_CHAR_MAX, has_endless_char, shows_nothing};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Limit on a key in characters.
pub const KEY_CHARS_MAX: usize = 40;
/// Parses a stable key: lower-case letters, digits and `-`.
pub fn key(written: &str) -> Result<String, String> {
    let shaped = written
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if shaped && (1..=KEY_CHARS_MAX).contains(&written.len()) {
        return Ok(written.to_owned());
    }
    Err(format!(
        "{written:?} is not a key: expected 1 to {KEY_CHARS_MAX} of a-z, 0-9 and `-`"
    ))
}

/// Parses a join code as people write it. Returns it in upper case.
pub fn code(written: &str) -> Result<String, String> {
    crate::code::parse(written).ok_or_else(|| {
        let chars = crate::code::CHARS;
        format!("{written:?} is not a join code: expected {chars} of A-Z and 2-9 without I and O")
    })
}

/// Parses a language: a BCP 47 tag of language, script, region and variants, in its canonical case.
pub fn language(written: &str) -> Result<String, String> {
    let tag = plenary_domain::language::tag(written).ok_or_else(|| {
        format!(
            "{written:?} is not a language: expected a BCP 47 tag such as \"en\" or \"zh-Hans\""
        )
    })?;
    if tag != written {
        return Err(format!("write {tag:?} instead of {written:?}"));
    }
    Ok(tag)
}

/// Parses a local date, `YYYY-MM-DD`.
pub fn date(written: &str) -> Result<String, String> {
    let right = jiff::civil::Date::strptime("%Y-%m-%d", written)
        .is_ok_and(|date| date.to_string() == written);
    if right {
        return Ok(written.to_owned());
    }
    Err(format!(
        "{written:?} is not a date: expected one such as 2018-08-02"
    ))
}

/// Parses a local time, `HH:MM` from 00:00 to 23:59.
pub fn time(written: &str) -> Result<String, String> {
    let right = match written.as_bytes() {
        [
            h @ b'0'..=b'2',
            i @ b'0'..=b'9',
            b':',
            b'0'..=b'5',
            b'0'..=b'9',
        ] => *h < b'2' || *i < b'4',
        _ => false,
    };
    if right {
        return Ok(written.to_owned());
    }
    Err(format!(
        "{written:?} is not a time: expected HH:MM, such as \"09:30\""
    ))
}

/// Parses a colour, `#rrggbb`. Returns it in lower case.
pub fn colour(written: &str) -> Result<String, String> {
    let digits = written.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(written.to_ascii_lowercase());
    }
    Err(format!(
        "{written:?} is not a colour: expected `#rrggbb`, such as \"#0e5e4e\""
    ))
}

/// Limit on the path of a picture in characters.
const PATH_CHARS_MAX: usize = 200;

/// Parses the path of a file in the event file's folder, with `/` between its parts.
pub fn path(written: &str) -> Result<String, String> {
    let is_inside = |part: &str| !part.is_empty() && part != "." && part != "..";
    let is_plain = !written.contains(|c: char| c == '\\' || refused(c));
    if is_plain && written.chars().count() <= PATH_CHARS_MAX && written.split('/').all(is_inside) {
        return Ok(written.to_owned());
    }
    Err(format!(
        "{written:?} is not a file beside the event file: expected a path such as \"pictures/wind.jpg\", without `..`"
    ))
}

/// Parses a text of one line. Returns it trimmed and in NFC. It must not be empty, must not contain control or
/// direction-override characters, and may have at most `chars_max` characters, as people count them.
pub fn text(written: &str, chars_max: usize) -> Result<String, String> {
    if let Some(c) = written.chars().find(|&c| refused(c)) {
        return Err(format!(
            "the character U+{:04X} is not allowed in a text: expected one line of plain text",
            c as u32
        ));
    }
    let text: String = written.trim().nfc().collect();
    if text.is_empty() {
        return Err("this text is empty".to_owned());
    }
    if shows_nothing(&text) {
        return Err("this text has no visible characters".to_owned());
    }
    if has_endless_char(&text) {
        return Err(format!(
            "a character of this text has more than {CODE_POINTS_PER_CHAR_MAX} parts: remove some of them"
        ));
    }
    let chars = text.graphemes(true).count();
    if chars > chars_max {
        return Err(format!(
            "this text has {chars} characters: expected at most {chars_max}"
        ));
    }
    Ok(text)
}

/// Returns true for control characters, line and paragraph separators, and characters that change the direction of other text.
fn refused(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the entry of `known` that `written` most likely stands for.
pub fn nearest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let written = written.to_lowercase();
    let near = known.iter().map(|&candidate| {
        (
            strsim::osa_distance(&written, &candidate.to_lowercase()),
            candidate,
        )
    });
    let (distance, candidate) = near.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1.max(candidate.chars().count() / 3)).then_some(candidate)
}

/// Returns "; did you mean `a`?" if an entry of `known` is close.
pub fn hint(written: &str, known: &[String]) -> String {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    nearest(written, &known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

/// Returns "`a`, `b` or `c`".
pub fn one_of(known: &[&str]) -> String {
    match known {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [head @ .., last] => {
            let head: Vec<String> = head.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", head.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_bcp_47_tag_in_canonical_case() {
        for tag in [
            "en",
            "zh-Hans",
            "zh-Hans-CN",
            "es-419",
            "sl-rozaj",
            "de-1996",
            "yue",
        ] {
            assert_eq!(language(tag).as_deref(), Ok(tag));
        }
        assert_eq!(
            language("ZH-hans"),
            Err("write \"zh-Hans\" instead of \"ZH-hans\"".to_owned())
        );
        for wrong in [
            "",
            "e",
            "english",
            "en-",
            "en_US",
            "zh-Hans-CN-CN",
            "中文",
            "en-x-private",
        ] {
            assert!(
                language(wrong)
                    .unwrap_err()
                    .contains("expected a BCP 47 tag"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_text_counts_as_people_do() {
        assert_eq!(text(" e\u{301}👩‍👩‍👧 ", 2).as_deref(), Ok("é👩‍👩‍👧"));
        assert!(text("能源合作", 3).unwrap_err().contains("4 characters"));
        assert!(text("a\tb", 9).unwrap_err().contains("U+0009"));
        assert!(text("a\u{202e}b", 9).unwrap_err().contains("U+202E"));
        assert!(text(" \u{3000} ", 9).is_err());
    }

    #[test]
    fn dates_times_codes() {
        assert!(
            date("2018-02-29").is_err() && date("2020-02-29").is_ok() && date("2018-8-2").is_err()
        );
        assert!(
            time("23:59").is_ok()
                && time("24:00").is_err()
                && time("9:00").is_err()
                && time("19:60").is_err()
        );
        assert_eq!(code("cdu7k2").as_deref(), Ok("CDU7K2"));
        assert!(code("CDU7K").is_err() && code("CDU7KO").is_err() && code("CDU7K1").is_err());
    }
}
