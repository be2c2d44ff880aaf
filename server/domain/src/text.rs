//! Cleans what guests write: normalises it, removes hidden characters, and counts characters as a person counts.
//!
//! Characters are extended grapheme clusters (UAX #29), so that 能源 counts two and a family emoji one.

use std::collections::BTreeMap;

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, VariationSelector};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::rejection::{Rejection, TextField};

/// A text in the event's languages, by BCP 47 tag.
pub type Texts = BTreeMap<String, String>;

/// Limit on a question in characters.
pub const QUESTION_CHARS_MAX: u32 = 300;
/// Limit on a name or an organisation in characters.
pub const NAME_CHARS_MAX: u32 = 60;
/// Limit on the note to the asker of a declined question in characters.
pub const NOTE_CHARS_MAX: u32 = 200;
/// Limit on a title or option in characters, in each language.
pub const TITLE_CHARS_MAX: usize = 200;
/// Limit on a label for questions in characters.
pub const LABEL_CHARS_MAX: u32 = 40;
/// Limit on a note for colleagues in characters.
pub const STAFF_NOTE_CHARS_MAX: u32 = 300;
/// Limit on a reply in writing in characters, in each language.
pub const REPLY_CHARS_MAX: u32 = 600;
/// Limit on what a guest writes into a poll in characters. Each poll has its own limit below it.
pub const ENTRY_CHARS_MAX: u32 = 300;
/// Limit on a term of the glossary in characters, in each language.
pub const TERM_CHARS_MAX: u32 = 60;
/// Limit on an announcement, and on the text that covers every page, in characters, in each language.
pub const ANNOUNCEMENT_CHARS_MAX: u32 = 200;
/// Limit on a message from backstage in characters, in each language.
pub const MESSAGE_CHARS_MAX: u32 = 200;
/// Limit on the name of a screen in characters.
pub const SCREEN_CHARS_MAX: u32 = 40;
/// Limit on a line of captions in characters, in each language.
pub const CAPTION_CHARS_MAX: u32 = 200;
/// Limit on a line of the report in characters, in each language.
pub const FINDING_CHARS_MAX: u32 = 500;
/// Limit on combining marks per character: enough for Vietnamese and Hebrew, too few to deface a line.
pub const MARKS_PER_CHAR_MAX: usize = 4;
/// Limit on code points per character. The longest emoji has 10, and the longest Sanskrit conjuncts have about as many. An
/// endless character would widen whatever shows it.
pub const CODE_POINTS_PER_CHAR_MAX: usize = 16;
/// Limit on the average bytes per character, which bounds emoji of many parts.
const BYTES_PER_CHAR_MAX: usize = 16;

impl TextField {
    /// Limit in characters.
    pub fn chars_max(self) -> u32 {
        match self {
            TextField::Text | TextField::Translation => QUESTION_CHARS_MAX,
            TextField::Name | TextField::Org => NAME_CHARS_MAX,
            TextField::Note => NOTE_CHARS_MAX,
            TextField::Entry => ENTRY_CHARS_MAX,
            TextField::Label => LABEL_CHARS_MAX,
            TextField::StaffNote => STAFF_NOTE_CHARS_MAX,
            TextField::Reply => REPLY_CHARS_MAX,
            TextField::Term => TERM_CHARS_MAX,
            TextField::Announcement => ANNOUNCEMENT_CHARS_MAX,
            TextField::Message => MESSAGE_CHARS_MAX,
            TextField::Screen => SCREEN_CHARS_MAX,
            TextField::Caption => CAPTION_CHARS_MAX,
            TextField::Finding => FINDING_CHARS_MAX,
            TextField::Title => TITLE_CHARS_MAX as u32,
        }
    }
}

/// Cleans a text and checks its length in characters. Line breaks become spaces; ends are trimmed; NFC.
///
/// Invisible characters are dropped: controls, private use, and those that Unicode lets a font ignore. Some are kept where they
/// have an effect: joiners and variation selectors after a base character, tags in a flag, and plain direction marks (LRM, RLM,
/// ALM). Overrides, embeddings and isolates are dropped, because an unclosed one reaches beyond its text; pages isolate each
/// text themselves. A character is truncated to [`CODE_POINTS_PER_CHAR_MAX`] code points. A text without a visible character is
/// empty.
///
/// # Errors
/// [`Rejection::TextTooLong`]. An empty result is no error here; see [`required`].
pub fn clean(raw: &str, field: TextField) -> Result<String, Rejection> {
    clean_within(raw, field, field.chars_max())
}

fn clean_within(raw: &str, field: TextField, chars_max: u32) -> Result<String, Rejection> {
    line(raw, chars_max).ok_or(Rejection::TextTooLong { field, chars_max })
}

/// Cleans a text as [`clean`] does; None if it is longer than `chars_max`.
pub fn line(raw: &str, chars_max: u32) -> Option<String> {
    // A cheap check first, because a hostile text must not cost more than a long honest one.
    if raw.len() > chars_max as usize * BYTES_PER_CHAR_MAX {
        return None;
    }
    let composed: String = raw.chars().filter(|c| !is_never_kept(*c)).nfc().collect();
    let mut line = Line::default();
    let mut rest = composed.as_str();
    while let Some(c) = rest.chars().next() {
        let flag = flag_bytes(rest);
        let (taken, after) = rest.split_at(flag.unwrap_or(c.len_utf8()));
        rest = after;
        match flag {
            Some(_) => line.flag(taken),
            None => line.push(c),
        }
    }
    let text = line.finish();
    (chars(&text) <= chars_max).then_some(text)
}

/// The text so far.
#[derive(Default)]
struct Line {
    text: String,
    /// The text ends with a visible character, followed only by marks and joiners.
    has_base: bool,
    is_visible: bool,
    /// Combining marks at the end.
    marks: usize,
    /// Code points of the last character.
    code_points: usize,
}

impl Line {
    fn push(&mut self, c: char) {
        if c.is_whitespace() || BLANKS.contains(&c) {
            self.has_base = false;
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.put(' ');
            }
            return;
        }
        let is_mark = unicode_normalization::char::is_combining_mark(c);
        let is_in_place = if is_variation(c) {
            self.has_base && self.marks == 0 && self.text.chars().next_back().is_some_and(is_seen)
        } else if is_mark {
            self.has_base && self.marks < MARKS_PER_CHAR_MAX
        } else if matches!(c, '\u{200c}' | '\u{200d}') {
            self.has_base
        } else if is_direction_mark(c) {
            !self.text.ends_with(c)
        } else {
            !is_ignorable(c)
        };
        if !is_in_place || !self.put(c) {
            return;
        }
        self.marks = if is_mark { self.marks + 1 } else { 0 };
        self.is_visible |= is_seen(c);
        self.has_base = (self.has_base || is_seen(c)) && !is_direction_mark(c);
    }

    /// Appends a flag made of tags, whole or not at all.
    fn flag(&mut self, flag: &str) {
        let before = self.text.len();
        if flag.chars().all(|c| self.put(c)) {
            (self.has_base, self.is_visible, self.marks) = (true, true, 0);
        } else {
            self.text.truncate(before);
        }
    }

    /// Appends a code point, unless its character is full.
    fn put(&mut self, c: char) -> bool {
        let at = self.text.len();
        self.text.push(c);
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        let begins = at == 0 || cursor.is_boundary(&self.text, 0) == Ok(true);
        if !begins && self.code_points == CODE_POINTS_PER_CHAR_MAX {
            self.text.truncate(at);
            return false;
        }
        self.code_points = if begins { 1 } else { self.code_points + 1 };
        true
    }

    fn finish(self) -> String {
        if self.is_visible {
            // Dropped characters may have separated two that compose.
            self.text.trim_end().nfc().collect()
        } else {
            String::new()
        }
    }
}

/// Cleans a text that must not be empty.
///
/// # Errors
/// [`Rejection::TextEmpty`], [`Rejection::TextTooLong`].
pub fn required(raw: &str, field: TextField) -> Result<String, Rejection> {
    required_within(raw, field, field.chars_max())
}

/// Cleans a text that must not be empty, with a limit of its own.
///
/// # Errors
/// As [`required`].
pub fn required_within(raw: &str, field: TextField, chars_max: u32) -> Result<String, Rejection> {
    let text = clean_within(raw, field, chars_max)?;
    if text.is_empty() {
        Err(Rejection::TextEmpty)
    } else {
        Ok(text)
    }
}

/// Cleans an optional text. An empty one counts as omitted.
///
/// # Errors
/// [`Rejection::TextTooLong`].
pub fn optional(raw: Option<&str>, field: TextField) -> Result<Option<String>, Rejection> {
    let text = clean(raw.unwrap_or_default(), field)?;
    Ok((!text.is_empty()).then_some(text))
}

/// Cleans a text in some of the event's languages.
///
/// # Errors
/// [`Rejection::BadLanguage`], [`Rejection::TextEmpty`] without a text in any language, [`Rejection::TextTooLong`].
pub fn some_of(langs: &[String], texts: &Texts, field: TextField) -> Result<Texts, Rejection> {
    let mut cleaned = Texts::new();
    for (lang, raw) in texts {
        if !langs.contains(lang) {
            return Err(Rejection::BadLanguage);
        }
        if let Some(text) = optional(Some(raw), field)? {
            cleaned.insert(lang.clone(), text);
        }
    }
    if cleaned.is_empty() {
        return Err(Rejection::TextEmpty);
    }
    Ok(cleaned)
}

/// Returns true for a day of the calendar, `YYYY-MM-DD`.
pub fn is_date(written: &str) -> bool {
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = written.split('-').collect::<Vec<_>>()[..] else {
        return false;
    };
    let (Ok(y), Ok(m), Ok(d)) = (
        year.parse::<u32>(),
        month.parse::<u32>(),
        day.parse::<u32>(),
    ) else {
        return false;
    };
    let is_leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let days = match m {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 0,
    };
    digits(year, 4) && digits(month, 2) && digits(day, 2) && (1..=days).contains(&d)
}

/// Returns a text's length in characters, as a person counts.
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

/// The form in which answers are counted as one: NFKC, lower case, without spaces and invisible characters, and without
/// punctuation at its ends. Marks inside stay, so that C, C# and C++ are three answers. Only punctuation is left as it is.
pub fn counted_as(text: &str) -> String {
    let seen = seen_alike(text);
    let is_at_end = |c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '"'
                | '\''
                | '('
                | ')'
                | '-'
                | '~'
                | '…'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '«'
                | '»'
                | '–'
                | '—'
                | '、'
                | '。'
                | '「'
                | '」'
                | '《'
                | '》'
                | '·'
        )
    };
    let within = seen.trim_matches(is_at_end);
    if within.is_empty() {
        seen
    } else {
        within.to_owned()
    }
}

/// Returns true if nothing in the text is visible: spaces, characters that fonts ignore, marks without a letter.
pub fn shows_nothing(text: &str) -> bool {
    !text.chars().any(is_seen)
}

/// Returns true if a character has more than [`CODE_POINTS_PER_CHAR_MAX`] code points.
pub fn has_endless_char(text: &str) -> bool {
    let mut characters = text.graphemes(true);
    characters.any(|one| one.chars().count() > CODE_POINTS_PER_CHAR_MAX)
}

/// Returns true if people cannot tell two texts apart: width, case, spaces and invisible characters make no difference.
pub fn look_alike(one: &str, other: &str) -> bool {
    seen_alike(one) == seen_alike(other)
}

fn seen_alike(text: &str) -> String {
    let is_skipped = |c: &char| c.is_whitespace() || BLANKS.contains(c) || is_never_kept(*c);
    let seen = text.nfkc().flat_map(char::to_lowercase);
    seen.filter(|c| !is_skipped(c) && !is_ignorable(*c))
        .collect()
}

/// Symbols without ink, which no Unicode property distinguishes from visible ones: the Braille blank, an empty note head, and
/// two empty hieroglyphs. They count as spaces.
const BLANKS: [char; 4] = ['\u{2800}', '\u{1d159}', '\u{13441}', '\u{13442}'];

/// Returns true if the character has ink of its own.
fn is_seen(c: char) -> bool {
    !(c.is_whitespace()
        || BLANKS.contains(&c)
        || is_never_kept(c)
        || is_ignorable(c)
        || unicode_normalization::char::is_combining_mark(c))
}

/// Returns true if Unicode lets a font show nothing for it: joiners, fillers, direction marks, variation selectors, tags and the like.
fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn is_variation(c: char) -> bool {
    CodePointSetData::new::<VariationSelector>().contains(c)
}

/// Returns true if it sets a direction in place, without effect on later text.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}')
}

/// Returns true if it never has a use in a line: controls except spaces, interlinear notes, private use and noncharacters.
fn is_never_kept(c: char) -> bool {
    let is_noncharacter = u32::from(c) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c);
    (c.is_control() && !c.is_whitespace())
        || is_noncharacter
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Returns the length in bytes of a subdivision's flag at the start of the text, such as England's: a black flag, the country
/// and subdivision in tags, and the closing tag (UTS #51, *Emoji Tag Sequences*).
fn flag_bytes(text: &str) -> Option<usize> {
    let tags = text.strip_prefix('\u{1f3f4}')?;
    let is_tag = |c: char| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let end = tags.find(|c| !is_tag(c))?;
    let is_closed = tags[end..].starts_with('\u{e007f}');
    let count = tags[..end].chars().count();
    let bytes = text.len() - tags.len() + end + '\u{e007f}'.len_utf8();
    (is_closed && (3..=6).contains(&count)).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_without_spaces_is_a_question() {
        assert_eq!(required("能源", TextField::Text).as_deref(), Ok("能源"));
    }

    #[test]
    fn characters_are_counted_as_people_count() {
        assert_eq!(chars("👩‍👩‍👧‍👦能e\u{301}"), 3);
        assert!(clean(&"能".repeat(300), TextField::Text).is_ok());
        assert_eq!(
            clean(&"能".repeat(301), TextField::Text),
            Err(Rejection::TextTooLong {
                field: TextField::Text,
                chars_max: 300
            })
        );
        assert!(clean(&"👩‍👩‍👧‍👦".repeat(20), TextField::Text).is_ok());
    }

    #[test]
    fn invisible_characters_are_dropped() {
        assert_eq!(
            clean("a\u{202e}b\u{0}c\u{200b}\u{2066}d\r\n e ", TextField::Text).as_deref(),
            Ok("abcd e")
        );
        for nothing in [" \u{200b}\u{200d} ", "\u{3164}", "\u{2800}", "\u{e0041}"] {
            assert_eq!(
                required(nothing, TextField::Text),
                Err(Rejection::TextEmpty)
            );
        }
    }

    #[test]
    fn a_text_in_which_nothing_can_be_seen_is_empty() {
        let alone = [
            "\u{301}",
            "\u{20dd}",
            "\u{903}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{e01ef}",
            "\u{180b}",
            "\u{180f}",
            "\u{1bca0}",
            "\u{1d173}",
            "\u{115f}",
            "\u{1160}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{2800}",
            "\u{1d159}",
            "\u{200b}",
            "\u{200e}",
            "\u{200f}",
            "\u{61c}",
            "\u{2066}\u{2069}",
            "\u{34f}",
            "\u{ad}",
            "\u{feff}",
            "\u{e000}",
            "\u{fffe}",
            "\u{fffb}",
            "\u{e0067}\u{e007f}",
            "\u{3000}",
            "\u{200d}\u{301}",
        ];
        for nothing in alone {
            assert_eq!(
                required(nothing, TextField::Text),
                Err(Rejection::TextEmpty),
                "{nothing:?}"
            );
            assert!(shows_nothing(nothing), "{nothing:?}");
            let twice = format!(" {nothing}\n{nothing}");
            assert_eq!(
                required(&twice, TextField::Text),
                Err(Rejection::TextEmpty),
                "{nothing:?}"
            );
        }
        for something in ["?", "\u{600}", "e\u{301}", "☺\u{fe0f}", "⠓", "\u{0e33}"] {
            assert!(required(something, TextField::Text).is_ok() && !shows_nothing(something));
        }
    }

    #[test]
    fn what_does_something_stays_where_it_does_it() {
        let kept = [
            "می\u{200c}خواهم",
            "葛\u{e0100}飾",
            "\u{1820}\u{180b}",
            "1\u{fe0f}\u{20e3}",
            "👩🏻\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩🏿",
        ];
        for text in kept {
            assert_eq!(clean(text, TextField::Text).as_deref(), Ok(text));
        }
        assert_eq!(
            clean("\u{200d}a\u{e0100}\u{fe00} \u{301}b", TextField::Text).as_deref(),
            Ok("a\u{e0100} b")
        );
        assert_eq!(clean("⠓⠊⠀⠽⠕⠥", TextField::Text).as_deref(), Ok("⠓⠊ ⠽⠕⠥"));
    }

    #[test]
    fn marks_of_direction_stay_and_what_turns_others_goes() {
        let arabic = "\u{200f}كم تبلغ كلفة C++\u{200f}؟ 12%\u{61c}";
        assert_eq!(clean(arabic, TextField::Text).as_deref(), Ok(arabic));
        assert_eq!(
            clean("a\u{200e}\u{200e}\u{200e}b", TextField::Text).as_deref(),
            Ok("a\u{200e}b")
        );
        let turning = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!(
            clean(&format!("a{turning}b"), TextField::Text).as_deref(),
            Ok("ab")
        );
    }

    #[test]
    fn a_flag_of_tags_stays_whole() {
        let england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        assert_eq!(
            (clean(england, TextField::Name).as_deref(), chars(england)),
            (Ok(england), 1)
        );
        let open = england.trim_end_matches('\u{e007f}');
        for no_flag in [
            open,
            "\u{1f3f4}\u{e0067}\u{e007f}",
            "\u{1f3f4}\u{e0001}\u{e007f}",
        ] {
            assert_eq!(clean(no_flag, TextField::Text).as_deref(), Ok("\u{1f3f4}"));
        }
        assert_eq!(clean(&england[4..], TextField::Text).as_deref(), Ok(""));
    }

    #[test]
    fn a_character_has_an_end() {
        let endless = format!("👩{}", "\u{200d}👩".repeat(60));
        assert!(has_endless_char(&endless));
        let cut = clean(&format!("{endless} Ann"), TextField::Name).expect("it fits");
        assert_eq!(cut, format!("👩{}\u{200d} Ann", "\u{200d}👩".repeat(7)));
        assert!(!has_endless_char(&cut));
        let family = "👨🏻\u{200d}👩🏽\u{200d}👧🏿\u{200d}👦🏾";
        assert_eq!(
            (clean(family, TextField::Name).as_deref(), chars(family)),
            (Ok(family), 1)
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_clean_stays_as_it_is(
            raw in "[a-z \u{301}\u{302}\u{323}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{fe0f}\u{2800}👩🏻🏴🇫\u{e0062}\u{e0067}\u{e007f}क\u{94d}ᄀ각\u{11a8}\u{3164}]{0,60}|\\PC{0,60}"
        ) {
            let once = clean(&raw, TextField::Text).expect("it is short");
            proptest::prop_assert!(!has_endless_char(&once));
            proptest::prop_assert_eq!(once.is_empty(), shows_nothing(&once));
            proptest::prop_assert_eq!(clean(&once, TextField::Text), Ok(once));
        }
    }

    #[test]
    fn marks_are_bounded_and_text_is_composed() {
        let zalgo = format!("e{}", "\u{301}".repeat(40));
        assert!(
            clean(&zalgo, TextField::Text)
                .is_ok_and(|text| text.chars().count() <= 1 + MARKS_PER_CHAR_MAX)
        );
        assert_eq!(clean("e\u{301}", TextField::Text).as_deref(), Ok("é"));
    }

    #[test]
    fn duplicates_are_seen_through_width_and_case() {
        assert_eq!(folded("ＬＥＥＤ 认证？"), folded("leed认证"));
    }

    #[test]
    fn answers_count_as_one_through_width_case_spaces_and_punctuation_around_them() {
        for other in [
            "energy",
            "ＥＮＥＲＧＹ",
            "Energy!",
            "“energy”",
            " en ergy.",
            "ene\u{200b}rgy",
        ] {
            assert_eq!(counted_as(other), "energy", "{other:?}");
        }
        assert_eq!(counted_as("清洁　能源。"), counted_as("清洁能源"));
        for (one, other) in [
            ("C", "C++"),
            ("C#", "C"),
            ("24/7", "247"),
            ("!", "?"),
            ("👍", "👎"),
        ] {
            assert_ne!(counted_as(one), counted_as(other));
        }
    }

    #[test]
    fn texts_that_a_person_takes_for_one_look_alike() {
        for other in ["yes", "Ｙｅｓ", " Y es", "Ye\u{200b}s", "Yes\u{2800}"] {
            assert!(look_alike("Yes", other), "{other:?}");
        }
        for (one, other) in [
            ("C", "C++"),
            ("+1", "-1"),
            ("👍", "👎"),
            ("e", "é"),
            ("Yes", "Yes?"),
        ] {
            assert!(!look_alike(one, other), "{one} {other}");
        }
    }
}
