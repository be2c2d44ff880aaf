//! What a guest may write: normalised, freed of what can harm a line, and counted as a person counts.
//!
//! Characters are extended grapheme clusters (UAX #29), so that 能源 counts two and a family emoji one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::rejection::Rejection;

/// A text in the event's languages, by BCP 47 tag.
pub type Texts = BTreeMap<String, String>;

/// The most characters of a question.
pub const QUESTION_CHARS_MAX: u32 = 300;
/// The most characters of a name or an organisation.
pub const NAME_CHARS_MAX: u32 = 60;
/// The most characters of a note to a declined asker.
pub const NOTE_CHARS_MAX: u32 = 200;
/// The most combining marks that one character keeps: enough for Vietnamese and Hebrew, too few to deface a line.
pub const MARKS_PER_CHAR_MAX: usize = 4;
/// The most bytes that one character may take on average: bounds what many-part emoji can smuggle in.
const BYTES_PER_CHAR_MAX: usize = 16;

/// Cleans a text and checks its length in characters. Line breaks become spaces; ends are trimmed; NFC.
///
/// # Errors
/// [`Rejection::TextTooLong`]; an empty result is no error here, see [`required`].
pub fn clean(raw: &str, chars_max: u32) -> Result<String, Rejection> {
    let too_long = Rejection::TextTooLong { chars_max };
    // Cheap first: a hostile text must not cost more than a long honest one.
    if raw.len() > chars_max as usize * BYTES_PER_CHAR_MAX {
        return Err(too_long);
    }
    let mut text = String::with_capacity(raw.len());
    let mut marks = 0;
    let mut spaced = true;
    for c in raw.nfc() {
        if c.is_whitespace() {
            if !spaced {
                text.push(' ');
            }
            spaced = true;
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        marks = if unicode_normalization::char::is_combining_mark(c) {
            marks + 1
        } else {
            0
        };
        if marks > MARKS_PER_CHAR_MAX {
            continue;
        }
        text.push(c);
        spaced = false;
    }
    text.truncate(text.trim_end().len());
    // Joiners alone are nothing that a person sees.
    if text
        .chars()
        .all(|c| matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'))
    {
        text.clear();
    }
    if chars(&text) > chars_max {
        Err(too_long)
    } else {
        Ok(text)
    }
}

/// Cleans a text that must not be empty.
///
/// # Errors
/// [`Rejection::TextEmpty`], [`Rejection::TextTooLong`].
pub fn required(raw: &str, chars_max: u32) -> Result<String, Rejection> {
    let text = clean(raw, chars_max)?;
    if text.is_empty() {
        Err(Rejection::TextEmpty)
    } else {
        Ok(text)
    }
}

/// Cleans a text that may be left out; an empty one counts as left out.
///
/// # Errors
/// [`Rejection::TextTooLong`].
pub fn optional(raw: Option<&str>, chars_max: u32) -> Result<Option<String>, Rejection> {
    let text = clean(raw.unwrap_or_default(), chars_max)?;
    Ok((!text.is_empty()).then_some(text))
}

/// The length of a text in characters, as a person counts.
pub fn chars(text: &str) -> u32 {
    text.graphemes(true).count() as u32
}

/// The form in which two texts are compared: NFKC (full-width forms folded), lower case, without spaces and punctuation.
pub fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Control characters, bidi overrides and isolates, and what else takes part in a line without being seen.
/// The joiners stay: emoji and some scripts need them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_without_spaces_is_a_question() {
        assert_eq!(required("能源", 300).as_deref(), Ok("能源"));
    }

    #[test]
    fn characters_are_counted_as_people_count() {
        assert_eq!(chars("👩‍👩‍👧‍👦能e\u{301}"), 3);
        assert!(clean(&"能".repeat(300), 300).is_ok());
        assert_eq!(
            clean(&"能".repeat(301), 300),
            Err(Rejection::TextTooLong { chars_max: 300 })
        );
        assert!(clean(&"👩‍👩‍👧‍👦".repeat(20), 300).is_ok());
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(
            clean("a\u{202e}b\u{0}c\u{200b}\u{2066}d\r\n e ", 300).as_deref(),
            Ok("abcd e")
        );
        for nothing in [" \u{200b}\u{200d} ", "\u{3164}", "\u{2800}", "\u{e0041}"] {
            assert_eq!(required(nothing, 300), Err(Rejection::TextEmpty));
        }
    }

    #[test]
    fn marks_are_bounded_and_text_is_composed() {
        let zalgo = format!("e{}", "\u{301}".repeat(40));
        assert!(
            clean(&zalgo, 300).is_ok_and(|text| text.chars().count() <= 1 + MARKS_PER_CHAR_MAX)
        );
        assert_eq!(clean("e\u{301}", 300).as_deref(), Ok("é"));
    }

    #[test]
    fn duplicates_are_seen_through_width_and_case() {
        assert_eq!(folded("ＬＥＥＤ 认证？"), folded("leed认证"));
    }
}
