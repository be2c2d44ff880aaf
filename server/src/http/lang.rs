//! The languages of a page. The event's texts come in the guest's language if the event has it. The interface uses the same
//! language if it supports it.

use axum::http::{HeaderMap, header};

use super::accept::weighted;
use super::auth::cookie;

/// The cookie in which a page stores the chosen language.
const COOKIE: &str = "plenary_lang";
/// Limit on preferences, more than any browser sends.
const WISHES_MAX: usize = 16;

/// The BCP 47 tag of an interface language: one of [`plenary_web::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lang(&'static str);

impl Lang {
    pub fn tag(self) -> &'static str {
        self.0
    }

    /// Returns exactly that language, else another variant of it: any Chinese gets the Chinese we have.
    pub fn speaks(tag: &str) -> Option<Lang> {
        nearest(tag, plenary_web::languages().iter().map(|(tag, _)| *tag)).map(Lang)
    }
}

impl Default for Lang {
    /// The language for readers of unsupported languages.
    fn default() -> Lang {
        Lang(
            plenary_web::languages()
                .first()
                .map_or("en", |(tag, _)| tag),
        )
    }
}

/// The reader of a page: both of its languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Reader {
    /// The language of the interface.
    pub lang: Lang,
    /// The language of the event's texts: one of the event's languages.
    pub reads: String,
}

impl Reader {
    /// Returns true if the event's texts, and so the page, run from right to left.
    pub fn is_right_to_left(&self) -> bool {
        plenary_web::right_to_left().contains(&main(&self.reads))
    }
}

/// A browser's preferred languages, most preferred first: the one chosen before, then those it accepts.
#[derive(Debug)]
pub(super) struct Wishes(Vec<String>);

impl Wishes {
    pub fn of(headers: &HeaderMap) -> Wishes {
        let mut wishes: Vec<(&str, f32)> = weighted(headers, header::ACCEPT_LANGUAGE)
            .take(WISHES_MAX)
            .filter(|(tag, weight)| *weight > 0.0 && !tag.is_empty())
            .collect();
        // A stable sort, so the first of equal preferences wins.
        wishes.sort_by(|a, b| b.1.total_cmp(&a.1));
        let chosen = cookie(headers, COOKIE).into_iter();
        let all = chosen.chain(wishes.into_iter().map(|(tag, _)| tag));
        Wishes(all.map(str::to_owned).collect())
    }

    /// Returns these wishes after another one, which a reader chose on the page.
    pub fn after(mut self, chosen: String) -> Wishes {
        self.0.insert(0, chosen);
        self
    }

    /// Returns the interface's language for a page without an event.
    pub fn lang(&self) -> Lang {
        let mut spoken = self.0.iter().filter_map(|tag| Lang::speaks(tag));
        spoken.next().unwrap_or_default()
    }

    /// Returns the languages of an event's page. If the interface does not support the texts' language, it uses another of the
    /// event's languages, most preferred first, else any preferred language.
    pub fn reader(&self, langs: &[String]) -> Reader {
        let of_event = |tag: &String| nearest(tag, langs.iter().map(String::as_str));
        let wished = || self.0.iter().filter_map(of_event);
        let reads = wished().next().or(langs.first().map(String::as_str));
        let mut words = reads.into_iter().chain(wished()).filter_map(Lang::speaks);
        Reader {
            lang: words.next().unwrap_or_else(|| self.lang()),
            reads: reads.unwrap_or_else(|| self.lang().tag()).to_owned(),
        }
    }
}

/// Returns exactly that language if available, else one with the same script, else another variant of it.
pub(super) fn nearest<'a>(
    tag: &str,
    langs: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let mut exact = langs.clone();
    let exact = exact.find(|lang| lang.eq_ignore_ascii_case(tag));
    let mut same = langs.filter(|lang| main(lang).eq_ignore_ascii_case(main(tag)));
    exact.or_else(|| {
        let first = same.clone().next();
        same.find(|lang| is_traditional(lang) == is_traditional(tag))
            .or(first)
    })
}

/// Returns the primary language, without script and region.
fn main(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Returns true for Chinese in traditional characters, which a tag names by script or by region.
fn is_traditional(tag: &str) -> bool {
    let has = |part: &str| tag.split('-').any(|of| of.eq_ignore_ascii_case(part));
    has("Hant") || (!has("Hans") && ["TW", "HK", "MO"].into_iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(name: header::HeaderName, value: &str) -> Wishes {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        Wishes::of(&headers)
    }

    fn accepts(value: &str) -> Wishes {
        wishes(header::ACCEPT_LANGUAGE, value)
    }

    /// Returns the language of the texts, and that of the interface.
    fn page(wishes: &Wishes, langs: &[&str]) -> (String, &'static str) {
        let langs: Vec<String> = langs.iter().map(|&tag| tag.to_owned()).collect();
        let reader = wishes.reader(&langs);
        (reader.reads, reader.lang.tag())
    }

    #[test]
    fn the_browser_decides_and_a_choice_overrides_it() {
        let spoken = |value| accepts(value).lang().tag();
        assert_eq!(spoken("zh-CN,zh;q=0.9,en;q=0.8"), "zh-Hans");
        assert_eq!(spoken("tlh, en;q=0.5, zh-TW;q=0.7"), "zh-Hans");
        assert_eq!(spoken("tlh"), "en");
        assert_eq!(spoken("en-GB, zh"), "en");
        assert_eq!(spoken("EN;Q=0.1, zh"), "zh-Hans");
        let chosen = wishes(header::COOKIE, "a=b; plenary_lang=zh-Hans");
        assert_eq!(chosen.lang().tag(), "zh-Hans");
    }

    #[test]
    fn each_language_of_the_client_is_supported() {
        for (tag, _) in plenary_web::languages() {
            assert_eq!(accepts(tag).lang().tag(), *tag);
        }
    }

    #[test]
    fn an_event_comes_in_the_guests_language_wherever_it_stands_in_the_file() {
        for (browser, langs, reads, speaks) in [
            ("fr-CA,fr;q=0.9,en;q=0.8", &["en", "fr"][..], "fr", "fr"),
            ("de-DE,de;q=0.9,en;q=0.8", &["en", "de"], "de", "en"),
            ("de-DE", &["de", "en"], "de", "en"),
            ("en-GB", &["ar", "en"], "en", "en"),
            ("ar-MA,ar;q=0.9,fr;q=0.8", &["ar", "en"], "ar", "fr"),
            (
                "ar-MA,ar;q=0.9,en;q=0.8,fr;q=0.7",
                &["ar", "en", "fr"],
                "ar",
                "en",
            ),
            ("zh-TW", &["zh-Hans", "zh-Hant"], "zh-Hant", "zh-Hans"),
            ("zh-CN", &["zh-Hant", "zh-Hans"], "zh-Hans", "zh-Hans"),
            ("zh-CN", &["zh-Hant"], "zh-Hant", "zh-Hans"),
        ] {
            assert_eq!(page(&accepts(browser), langs), (reads.to_owned(), speaks));
        }
    }

    #[test]
    fn an_event_without_the_guests_language_comes_in_its_first_with_words_to_match() {
        let zh = accepts("zh-CN,zh;q=0.9");
        assert_eq!(page(&zh, &["fr", "en"]), ("fr".to_owned(), "fr"));
        // The interface supports none of the event's languages, so it uses the guest's.
        assert_eq!(page(&zh, &["de"]), ("de".to_owned(), "zh-Hans"));
        assert_eq!(page(&accepts("sw"), &["de"]), ("de".to_owned(), "en"));
        assert_eq!(page(&zh, &[]), ("zh-Hans".to_owned(), "zh-Hans"));
    }

    #[test]
    fn a_choice_of_one_of_the_events_languages_counts_before_the_browser() {
        let mut headers = HeaderMap::new();
        let mut set = |name, value: &str| headers.insert(name, value.parse().expect("a header"));
        set(header::ACCEPT_LANGUAGE, "en-GB");
        set(header::COOKIE, "plenary_lang=ko");
        let chosen = Wishes::of(&headers);
        assert_eq!(page(&chosen, &["ja", "ko", "en"]), ("ko".to_owned(), "en"));
        assert_eq!(page(&chosen, &["fr", "en"]), ("en".to_owned(), "en"));
    }

    #[test]
    fn the_events_text_decides_the_direction() {
        for (tag, rtl) in [
            ("ar", true),
            ("he-IL", true),
            ("en", false),
            ("zh-Hans", false),
        ] {
            let reader = accepts("en").reader(&[tag.to_owned()]);
            assert_eq!(reader.is_right_to_left(), rtl, "{tag}");
        }
    }
}
