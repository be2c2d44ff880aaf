//! Plenary's pages as the server embeds them, compressed at build time: the part of each page's HTML that is the same
//! for everybody, and the assets.
//!
//! It is a crate of its own, so a change of the server never runs npm. It knows pages but nothing about HTTP: the
//! server writes an event's part before the block, and serves the assets, whose content never changes under their
//! names.

include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The path under which the server must serve the assets. Every path returned here starts with it.
pub const PREFIX: &str = "/a/";

/// The address of the tab icon, which staff pages name.
pub const ICON: &str = "/favicon.svg";
pub const ICON_SVG: &str = include_str!("icons/favicon.svg");

/// The address of a phone's home-screen icon, which phones know, and of the picture in link previews.
pub const TOUCH_ICON: &str = "/apple-touch-icon.png";
pub const TOUCH_ICON_PNG: &[u8] = include_bytes!("icons/apple-touch-icon.png");

/// HTML that is the same for everybody: a page from inside its head to the end of its body, or the scripts of one kind of poll
/// that follow it.
#[derive(Debug)]
pub struct Block {
    /// The page's own title, in addition to its event's; empty for the phone's page and for kinds.
    pub title: &'static str,
    pub html: &'static str,
    /// The same as raw deflate, flushed at its end so that another block can follow. A page's block can follow any
    /// stream. A kind's block refers back to its page's, and must follow that directly.
    pub deflate: &'static [u8],
    /// Of `html`.
    pub crc32: u32,
    /// The hashes of its inline scripts, in the form of a content security policy.
    pub scripts: &'static str,
    /// The hash of its inline styles, in the same form.
    pub styles: &'static str,
    /// It has its own typeface: a style sheet and fonts, which are assets.
    pub fonts: bool,
}

/// A file of the pages. Its name contains a hash of its content, so it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    pub bytes: &'static [u8],
    /// The same, compressed; None if that saves nothing, as with a font.
    pub gzip: Option<&'static [u8]>,
    pub content_type: &'static str,
    /// Including the quotes that the header requires.
    pub etag: &'static str,
}

/// Returns the HTML of a page, by its name in [`pages`], in a language (`en`, `zh-Hans`).
#[must_use]
pub fn page(name: &str, lang: &str) -> Option<&'static Block> {
    find(BLOCKS, &format!("{name}.{lang}"))
}

/// Returns the names of all pages.
pub fn pages() -> impl Iterator<Item = &'static str> {
    let (first, _) = LANGUAGES[0];
    let names = BLOCKS.iter().filter_map(|(name, _)| name.split_once('.'));
    names
        .filter(move |(_, rest)| *rest == first)
        .map(|(page, _)| page)
}

/// Returns a page's part for one kind of poll, unless the page's own script contains it.
#[must_use]
pub fn kind(page: &str, kind: &str, lang: &str) -> Option<&'static Block> {
    find(BLOCKS, &format!("{page}.{kind}.{lang}"))
}

/// Returns the asset at a path, with or without [`PREFIX`].
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    find(ASSETS, path.strip_prefix(PREFIX).unwrap_or(path))
}

/// Returns the path of the style sheet that brings the typeface of the screen and of print.
#[must_use]
pub fn type_sheet() -> Option<String> {
    let mut names = ASSETS.iter().map(|(name, _)| *name);
    let name = names.find(|name| name.ends_with(".css"))?;
    Some(format!("{PREFIX}{name}"))
}

/// Identifies this build of all pages. A page compares it with the server's.
#[must_use]
pub fn build_id() -> &'static str {
    BUILD
}

/// Returns the interface's languages: BCP 47 tag and endonym. Readers of other languages get the first.
#[must_use]
pub fn languages() -> &'static [(&'static str, &'static str)] {
    LANGUAGES
}

/// Returns the right-to-left languages, by primary tag.
#[must_use]
pub fn right_to_left() -> &'static [&'static str] {
    RIGHT_TO_LEFT
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
    fn the_pages_speak_each_language() {
        assert!(pages().any(|name| name == "phone"));
        for name in pages() {
            for (lang, _) in languages() {
                let page = page(name, lang).expect(name);
                assert!(page.html.contains("--accent"), "{name} has the tokens");
                assert!(page.html.contains("<noscript>"), "{name} in {lang}");
            }
        }
        assert!(page("phone", "tlh").is_none() && page("nothing", "en").is_none());
        assert!(asset("../Cargo.toml").is_none());
    }

    #[test]
    fn the_browsers_bars_have_the_papers_colour() {
        for name in pages() {
            let html = page(name, "en").expect(name).html;
            let colours: Vec<_> = html.split("\"theme-color\" content=\"").skip(1).collect();
            assert_eq!(colours.len(), 2, "{name} has both themes");
            for colour in colours {
                let colour = colour.split('"').next().expect(name);
                assert!(html.contains(&format!("--paper:{colour}")), "{name}");
            }
        }
    }

    #[test]
    fn the_icons_are_what_they_are_called() {
        assert!(ICON_SVG.starts_with("<svg"));
        assert_eq!(TOUCH_ICON_PNG[..8], *b"\x89PNG\r\n\x1a\n");
    }

    #[test]
    fn every_file_that_a_page_names_exists() {
        for (name, block) in BLOCKS {
            let quoted = block.html.split(['"', '\'', '`']);
            let named = |part: &&str| part.starts_with(PREFIX) && !part.ends_with(PREFIX);
            for path in quoted.filter(named) {
                assert!(asset(path).is_some(), "{name} names {path}");
            }
        }
    }

    #[test]
    fn a_guests_page_is_complete() {
        for (lang, _) in languages() {
            for name in ["phone", "home"] {
                let html = page(name, lang).expect(name).html;
                assert!(!html.contains("src=") && !html.contains("<link"), "{name}");
            }
        }
    }

    #[test]
    fn only_the_pictures_of_the_stage_and_print_bring_type() {
        for name in pages() {
            let typed = [
                "codes", "edit", "host", "lower", "print", "screen", "slide", "wifi",
            ]
            .contains(&name);
            let block = page(name, "en").expect(name);
            assert_eq!(block.fonts, typed, "{name}");
            assert_eq!(block.html.contains("rel=\"stylesheet\""), typed, "{name}");
        }
        let sheet = ASSETS.iter().find(|(name, _)| name.ends_with(".css"));
        let sheet = std::str::from_utf8(sheet.expect("a style sheet").1.bytes).expect("UTF-8");
        let named = sheet.split(['(', ')', ' ']);
        let named: Vec<_> = named.filter(|part| part.starts_with(PREFIX)).collect();
        assert!(named[0].ends_with(".txt"), "the licences come first");
        assert!(named.iter().all(|path| asset(path).is_some()));
        let fonts = ASSETS.iter().filter(|(name, _)| name.ends_with(".woff2"));
        assert_eq!(fonts.count(), named.len() - 1, "each font has its face");
    }

    #[test]
    fn no_script_ends_its_element_early() {
        for (name, block) in BLOCKS {
            let count = |part| block.html.matches(part).count();
            assert_eq!(count("<script"), count("</script>"), "{name}");
            assert_eq!(count("</style"), count("<style>"), "{name}");
            assert_eq!(count("<!--"), 0, "{name}");
        }
    }

    #[test]
    fn assets_are_compressed_and_tagged() {
        for (name, asset) in ASSETS {
            let font = name.ends_with(".woff2");
            assert_eq!(asset.gzip.is_none(), font, "{name} has its own gzip");
            assert!(asset.gzip.is_none_or(|gzip| gzip[..2] == [0x1f, 0x8b]));
            assert!(asset.etag.starts_with('"') && asset.etag.ends_with('"'));
        }
        assert_eq!(build_id().len(), 8);
    }
}
