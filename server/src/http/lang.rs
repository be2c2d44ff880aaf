//! The interface's languages, and the choice for a request.

use axum::http::{HeaderMap, header};

use super::auth::cookie;

/// The cookie in which a page stores the chosen language.
const COOKIE: &str = "plenary_lang";

/// The BCP 47 tag of an interface language: one of [`plenary_web::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lang(&'static str);

impl Lang {
    pub fn tag(self) -> &'static str {
        self.0
    }

    /// Returns the language chosen before, else the first supported one that the browser accepts, else the first of
    /// all.
    pub fn of(headers: &HeaderMap) -> Lang {
        if let Some(chosen) = cookie(headers, COOKIE).and_then(Lang::speaks) {
            return chosen;
        }
        let accepted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let mut wishes: Vec<(f32, Lang)> = accepted.split(',').filter_map(wish).collect();
        // A stable sort, so the first of equal preferences wins.
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        wishes.first().map_or_else(Lang::default, |(_, lang)| *lang)
    }

    /// Returns exactly that language, else another variant of it: any Chinese gets the Chinese we have.
    pub fn speaks(tag: &str) -> Option<Lang> {
        let tag = tag.trim();
        let tags = || plenary_web::languages().iter().map(|(tag, _)| *tag);
        tags()
            .find(|ours| ours.eq_ignore_ascii_case(tag))
            .or_else(|| tags().find(|ours| main(ours).eq_ignore_ascii_case(main(tag))))
            .map(Lang)
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

/// Returns the primary language, without script and region.
fn main(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
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

    fn lang(name: header::HeaderName, value: &str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        Lang::of(&headers).tag()
    }

    #[test]
    fn the_browser_decides_and_a_choice_overrides_it() {
        let accepts = |value| lang(header::ACCEPT_LANGUAGE, value);
        assert_eq!(accepts("zh-CN,zh;q=0.9,en;q=0.8"), "zh-Hans");
        assert_eq!(accepts("tlh, en;q=0.5, zh-TW;q=0.7"), "zh-Hans");
        assert_eq!(accepts("tlh"), "en");
        assert_eq!(accepts("en-GB, zh"), "en");
        assert_eq!(lang(header::COOKIE, "a=b; plenary_lang=zh-Hans"), "zh-Hans");
    }

    #[test]
    fn each_language_of_the_client_is_supported() {
        for (tag, _) in plenary_web::languages() {
            assert_eq!(lang(header::ACCEPT_LANGUAGE, tag), *tag);
        }
    }
}
