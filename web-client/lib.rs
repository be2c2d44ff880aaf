//! The pages of Plenary as the server embeds them: each page's script, styles and texts, compressed at build time.
//!
//! A crate of its own, so that a change of the server never runs npm. It knows which files a page needs and
//! nothing of HTTP: the server writes the HTML and sends the assets, which never change under their names.

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// Where the server is to serve the assets; every path given out here begins with it.
pub const PREFIX: &str = "/a/";

/// What the HTML of a page must name.
#[derive(Debug)]
pub struct Page {
    /// The path of its script, a module.
    pub script: &'static str,
    /// Its styles, to be inlined.
    pub styles: &'static str,
    catalogues: &'static [(&'static str, &'static str)],
}

impl Page {
    /// The path of the module with this page's texts in `lang` (`en`, `zh-Hans`), to be preloaded.
    ///
    /// A page that shows several languages at once has its texts in its script, and none here.
    #[must_use]
    pub fn catalogue(&self, lang: &str) -> Option<&'static str> {
        find(self.catalogues, lang).copied()
    }
}

/// A file of the pages. Its name holds a hash of its content: it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    pub bytes: &'static [u8],
    /// The same, compressed.
    pub gzip: &'static [u8],
    pub content_type: &'static str,
    /// With the quotes that the header wants.
    pub etag: &'static str,
}

/// The page of that name: `phone`, `home`, `screen`, `moderator`, `host`, `panelist` or `wifi`.
#[must_use]
pub fn page(name: &str) -> Option<&'static Page> {
    find(PAGES, name)
}

/// The asset at a path, with or without [`PREFIX`].
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    find(ASSETS, path.strip_prefix(PREFIX).unwrap_or(path))
}

/// Names this build of all pages; a page compares it with the server's.
#[must_use]
pub fn build_id() -> &'static str {
    BUILD
}

/// The interface's languages: each one's BCP 47 tag and its name for itself. The first is for readers of all others.
#[must_use]
pub fn languages() -> &'static [(&'static str, &'static str)] {
    LANGUAGES
}

fn find<T>(table: &'static [(&'static str, T)], name: &str) -> Option<&'static T> {
    table
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_assets_that_are_here() {
        for (name, page) in PAGES {
            let script = asset(page.script).expect(name);
            assert_eq!(script.content_type, "text/javascript; charset=utf-8");
            for (lang, texts) in page.catalogues {
                assert!(asset(texts).is_some(), "{name} in {lang}: {texts}");
            }
            assert!(page.styles.contains("--accent"), "{name} has the tokens");
        }
    }

    #[test]
    fn the_guests_pages_are_here() {
        let phone = page("phone").expect("a phone page");
        for (lang, _) in languages() {
            assert!(phone.catalogue(lang).is_some(), "{lang}");
        }
        assert!(phone.catalogue("tlh").is_none() && page("home").is_some());
        assert!(page("nothing").is_none() && asset("../Cargo.toml").is_none());
    }

    #[test]
    fn assets_are_compressed_and_tagged() {
        for (name, asset) in ASSETS {
            assert_eq!(
                asset.gzip[..2],
                [0x1f, 0x8b],
                "{name} has a gzip of its own"
            );
            assert!(asset.etag.starts_with('"') && asset.etag.ends_with('"'));
        }
        assert_eq!(build_id().len(), 8);
    }

    #[test]
    fn styles_may_be_inlined() {
        for (name, page) in PAGES {
            assert!(
                !page.styles.contains("</"),
                "{name}: nothing in the styles ends the element"
            );
        }
    }
}
