//! Guesses which of the event's languages a guest's text is in.
//!
//! The guest's page names its language. The guess trusts it unless the text's script contradicts it. Statistics fail on a
//! dozen characters, but every letter has a known script.

/// Scripts that tell languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Han,
    Kana,
    Hangul,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
}

/// Weight of a letter in a dense script, because one such letter says as much as several of an alphabet, and Chinese
/// sentences often contain Latin names.
const DENSE: usize = 4;

impl Script {
    const ALL: [Script; 10] = [
        Script::Latin,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::Cyrillic,
        Script::Greek,
        Script::Arabic,
        Script::Hebrew,
        Script::Devanagari,
        Script::Thai,
    ];

    fn has(self, c: char) -> bool {
        match self {
            Script::Latin => {
                c.is_alphabetic()
                    && matches!(c, 'A'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
            }
            Script::Han => {
                matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
            }
            Script::Kana => {
                matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}')
            }
            Script::Hangul => {
                matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
            }
            Script::Cyrillic => matches!(c, '\u{400}'..='\u{52f}'),
            Script::Greek => matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'),
            Script::Arabic => {
                matches!(c, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            }
            Script::Hebrew => matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{fb1d}'..='\u{fb4f}'),
            Script::Devanagari => matches!(c, '\u{904}'..='\u{97f}'),
            Script::Thai => matches!(c, '\u{e01}'..='\u{e5b}'),
        }
    }

    /// Returns the dominant script of a text; None without letters.
    fn of(text: &str) -> Option<Script> {
        let weight = |script: Script| {
            let letters = text.chars().filter(|c| script.has(*c)).count();
            match script {
                Script::Han | Script::Kana | Script::Hangul => letters * DENSE,
                Script::Latin
                | Script::Cyrillic
                | Script::Greek
                | Script::Arabic
                | Script::Hebrew
                | Script::Devanagari
                | Script::Thai => letters,
            }
        };
        // On a tie the later script wins: Latin names occur in any text, but letters of another script are there for a reason.
        let (weight_max, script) = Script::ALL
            .into_iter()
            .map(|script| (weight(script), script))
            .max_by_key(|(weight, _)| *weight)?;
        if weight_max == 0 {
            return None;
        }
        // Japanese sentences have many Han letters, but Chinese ones have no kana.
        let has_kana = weight(Script::Kana) > 0;
        Some(if script == Script::Han && has_kana {
            Script::Kana
        } else {
            script
        })
    }

    /// Returns true if the language of this tag uses the script.
    fn writes(self, tag: &str) -> bool {
        let mut subtags = tag.split('-');
        let language = subtags.next().unwrap_or_default();
        match subtags.find(|subtag| subtag.len() == 4) {
            Some("Latn") => return self == Script::Latin,
            Some("Cyrl") => return self == Script::Cyrillic,
            Some("Arab") => return self == Script::Arabic,
            Some(_) | None => {}
        }
        match language {
            "zh" | "yue" => self == Script::Han,
            "ja" => matches!(self, Script::Kana | Script::Han),
            "ko" => self == Script::Hangul,
            "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" => {
                self == Script::Cyrillic
            }
            "el" => self == Script::Greek,
            "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" => self == Script::Arabic,
            "he" | "yi" => self == Script::Hebrew,
            "hi" | "mr" | "ne" => self == Script::Devanagari,
            "th" => self == Script::Thai,
            _ => self == Script::Latin,
        }
    }
}

/// Guesses which of the event's languages a text is in: the one the author's page names (`said`), unless the text is in a
/// script that this language does not use and another of the event's languages does. Without `said`, it is the first
/// language that uses the script, or else the event's first.
pub fn guess(text: &str, said: Option<&str>, langs: &[String]) -> String {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let is_said = |lang: &&String| said.is_some_and(|said| **lang == *said);
    let is_of_said = |lang: &&String| said.is_some_and(|said| primary(lang) == primary(said));
    let said = langs.iter().find(is_said);
    let said = said.or_else(|| langs.iter().find(is_of_said));
    let script = Script::of(text);
    let fits = |lang: &&String| script.is_some_and(|script| script.writes(lang));
    said.filter(fits)
        .or_else(|| langs.iter().find(fits))
        .or(said)
        .or(langs.first())
        .cloned()
        .unwrap_or_else(|| "en".into())
}

/// Returns a language as a BCP 47 tag of language, script, region and variants, in its canonical case; None for anything else.
pub fn tag(written: &str) -> Option<String> {
    let mut parts = written.split('-').peekable();
    let first = parts.next().unwrap_or_default();
    if !matches!(first.len(), 2 | 3) || !first.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut tag = first.to_ascii_lowercase();
    let alphabetic = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    if let Some(script) = parts.next_if(|part| part.len() == 4 && alphabetic(part)) {
        let (head, tail) = script.split_at(1);
        tag = format!(
            "{tag}-{}{}",
            head.to_ascii_uppercase(),
            tail.to_ascii_lowercase()
        );
    }
    let region = |part: &&str| {
        (part.len() == 2 && alphabetic(part))
            || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    if let Some(region) = parts.next_if(region) {
        tag = format!("{tag}-{}", region.to_ascii_uppercase());
    }
    for variant in parts {
        let digit_first = variant.len() == 4 && variant.as_bytes()[0].is_ascii_digit();
        let shaped = (digit_first || (5..=8).contains(&variant.len()))
            && variant.bytes().all(|b| b.is_ascii_alphanumeric());
        if !shaped {
            return None;
        }
        tag = format!("{tag}-{}", variant.to_ascii_lowercase());
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str, said: &str, langs: &[&str]) -> String {
        let langs: Vec<String> = langs.iter().map(|lang| (*lang).to_owned()).collect();
        guess(text, (!said.is_empty()).then_some(said), &langs)
    }

    #[test]
    fn the_page_says_it_and_the_script_corrects_it() {
        let fr_en = ["fr", "en"];
        assert_eq!(guessed("How long does it take?", "en", &fr_en), "en");
        assert_eq!(guessed("Combien de temps ?", "fr", &fr_en), "fr");
        assert_eq!(guessed("How long?", "en-GB", &fr_en), "en");
        assert_eq!(guessed("How long?", "de", &fr_en), "fr");
        assert_eq!(guessed("How long?", "", &fr_en), "fr");
        let asian = ["ja", "ko", "en"];
        assert_eq!(guessed("再エネの費用はいくらですか", "en", &asian), "ja");
        assert_eq!(guessed("비용은 얼마입니까?", "en", &asian), "ko");
        assert_eq!(guessed("What does it cost?", "ja", &asian), "en");
        assert_eq!(guessed("費用", "ko", &asian), "ja");
        assert_eq!(guessed("费用", "zh-Hans", &["ja", "zh-Hans"]), "zh-Hans");
        assert_eq!(guessed("ما هي تكلفة LEED؟", "en", &["en", "ar"]), "ar");
        assert_eq!(guessed("Сколько?", "en", &["en", "uk", "ru"]), "uk");
        assert_eq!(guessed("Сколько?", "ru", &["en", "uk", "ru"]), "ru");
        assert_eq!(
            guessed("Koliko?", "sr-Latn", &["sr-Cyrl", "sr-Latn"]),
            "sr-Latn"
        );
    }

    #[test]
    fn latin_names_do_not_make_a_sentence_latin() {
        let langs = ["en", "zh-Hans"];
        assert_eq!(
            guessed("WELL 健康社区认证需要多少成本？", "en", &langs),
            "zh-Hans"
        );
        assert_eq!(guessed("What about 能源?", "zh-Hans", &langs), "en");
    }

    #[test]
    fn where_letters_say_nothing_the_page_does() {
        let langs = ["en", "zh-Hans"];
        assert_eq!(guessed("???", "zh-Hans", &langs), "zh-Hans");
        assert_eq!(guessed("???", "", &langs), "en");
        assert_eq!(guessed("能源", "", &["en"]), "en");
    }
}
