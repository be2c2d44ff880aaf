//! The interface's languages, and which of them a request wants.

use axum::http::{HeaderMap, header};

use super::auth::cookie;

/// The cookie in which a page remembers the language that was chosen.
const COOKIE: &str = "plenary_lang";

/// A language that the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    En,
    ZhHans,
}

impl Lang {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::ZhHans => "zh-Hans",
        }
    }

    /// The language chosen before, else the first that the browser accepts and we speak, else English.
    pub fn of(headers: &HeaderMap) -> Lang {
        if let Some(chosen) = cookie(headers, COOKIE).and_then(Lang::speaks) {
            return chosen;
        }
        let accepted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let mut wishes: Vec<(f32, Lang)> = accepted.split(',').filter_map(wish).collect();
        // Stable: of equal wishes the first stands.
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        wishes.first().map_or(Lang::En, |(_, lang)| *lang)
    }

    /// Any Chinese is served in Simplified Chinese, any English in English.
    fn speaks(tag: &str) -> Option<Lang> {
        match tag.trim().split('-').next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::ZhHans),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

fn wish(part: &str) -> Option<(f32, Lang)> {
    let mut fields = part.split(';');
    let lang = Lang::speaks(fields.next()?)?;
    let quality = fields
        .find_map(|field| field.trim().strip_prefix("q="))
        .and_then(|q| q.parse().ok())
        .unwrap_or(1.0);
    (quality > 0.0).then_some((quality, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(name: header::HeaderName, value: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        Lang::of(&headers)
    }

    #[test]
    fn the_browser_decides_and_a_choice_overrides_it() {
        assert_eq!(
            lang(header::ACCEPT_LANGUAGE, "zh-CN,zh;q=0.9,en;q=0.8"),
            Lang::ZhHans
        );
        assert_eq!(
            lang(header::ACCEPT_LANGUAGE, "de, en;q=0.5, zh-TW;q=0.7"),
            Lang::ZhHans
        );
        assert_eq!(lang(header::ACCEPT_LANGUAGE, "fr"), Lang::En);
        assert_eq!(lang(header::ACCEPT_LANGUAGE, "en-GB, zh"), Lang::En);
        assert_eq!(
            lang(header::COOKIE, "a=b; plenary_lang=zh-Hans"),
            Lang::ZhHans
        );
    }
}
