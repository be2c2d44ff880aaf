//! A text file that a person wrote. It is read as UTF-8, and one in another encoding is told by name, with what to do about it.

use std::path::Path;
use std::{fs, io};

/// What a file in a language's own encoding most probably is, by the first letters of the language.
const ENCODINGS: [(&str, &str); 13] = [
    ("zh-Hant", "Big5"),
    ("zh-TW", "Big5"),
    ("zh-HK", "Big5"),
    ("zh", "GBK"),
    ("ja", "Shift-JIS"),
    ("ko", "EUC-KR"),
    ("ru", "Windows-1251"),
    ("uk", "Windows-1251"),
    ("bg", "Windows-1251"),
    ("el", "Windows-1253"),
    ("tr", "Windows-1254"),
    ("he", "Windows-1255"),
    ("ar", "Windows-1256"),
];

/// The bytes at the beginning that are looked at for those of UTF-16.
const HEAD_BYTES: usize = 1024;

/// Why there is no text, in a sentence that begins with the file and, where there is one, the place.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error(
        "{file}:{line}:{column}: the file is not UTF-8, it looks like {encoding}: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
    )]
    Encoding {
        file: String,
        line: usize,
        column: usize,
        encoding: &'static str,
    },
}

/// Reads a file whole.
///
/// # Errors
/// [`Unreadable`].
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let file = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| Unreadable::File(file.clone(), e))?;
    decode(bytes, file)
}

fn decode(bytes: Vec<u8>, file: String) -> Result<String, Unreadable> {
    let is_utf16 = is_utf16(&bytes);
    let not_utf8 = match String::from_utf8(bytes) {
        Ok(text) if !is_utf16 => return Ok(text),
        Ok(text) => (text.into_bytes(), 0),
        Err(e) => {
            let valid = e.utf8_error().valid_up_to();
            (e.into_bytes(), if is_utf16 { 0 } else { valid })
        }
    };
    let (bytes, at) = not_utf8;
    let before = String::from_utf8_lossy(&bytes[..at]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Err(Unreadable::Encoding {
        file,
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        encoding: if is_utf16 { "UTF-16" } else { encoding(&bytes) },
    })
}

/// It begins as UTF-16 does, or every other byte is nothing, as in plain words of UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let nothing = head.iter().filter(|byte| **byte == 0).count();
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || nothing * 4 > head.len()
}

/// The encoding of the first language that the file names in quotes and that has one of its own. Else by its letters: those of
/// Chinese are two bytes each, and those of Western Europe stand alone among plain ones.
fn encoding(bytes: &[u8]) -> &'static str {
    let plain = String::from_utf8_lossy(bytes);
    let named = |tag: &str| {
        let quoted = plain.find(&format!("\"{tag}\""));
        quoted.or(plain.find(&format!("\"{tag}-")))
    };
    // Of two tags at one place the longer one is meant, which stands first in the table.
    let by_language = ENCODINGS
        .iter()
        .filter_map(|(tag, encoding)| Some((named(tag)?, *encoding)))
        .min_by_key(|(at, _)| *at);
    let is_high = |byte: &u8| *byte >= 0x80;
    let runs = bytes.split(|byte| !is_high(byte)).map(<[u8]>::len);
    let (alone, together) = runs.fold((0, 0), |(alone, together), run| match run {
        0 => (alone, together),
        1 => (alone + 1, together),
        _ => (alone, together + 1),
    });
    match by_language {
        _ if alone > together => "Windows-1252",
        Some((_, encoding)) => encoding,
        None => "GBK",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        let error = decode(bytes.to_vec(), "my.toml".into()).expect_err("not UTF-8");
        error.to_string()
    }

    #[test]
    fn an_encoding_is_told_by_name_and_place() {
        let gbk = b"[event]\nlanguages = [\"zh-Hans\"]\ntitle = \"\xc4\xdc\xd4\xb4\"\n";
        assert_eq!(
            told(gbk),
            "my.toml:3:10: the file is not UTF-8, it looks like GBK: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        );
        assert!(told(b"title.zh = \"\xc4\xdc\xd4\xb4\"").contains("looks like GBK"));
        let japanese = b"languages = [\"ja\", \"en\"]\ntitle.ja = \"\x93\xfa\x96\x7b\"\n";
        assert!(
            told(japanese)
                .starts_with("my.toml:2:13: the file is not UTF-8, it looks like Shift-JIS")
        );
        let russian =
            b"languages = [\"ru\", \"zh-Hans\"]\ntitle.ru = \"\xdd\xed\xe5\xf0\xe3\xe8\xff\"\n";
        assert!(told(russian).contains("looks like Windows-1251"));
        let german = b"languages = [\"de\"]\ntitle = \"B\xfcrgerversammlung K\xf6ln\"\n";
        assert!(
            told(german)
                .starts_with("my.toml:2:11: the file is not UTF-8, it looks like Windows-1252")
        );
    }

    #[test]
    fn utf_16_is_told_with_and_without_its_mark() {
        let text = "[event]\ntitle = \"能源 and energy\"\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            [&[0xff, 0xfe][..], &little].concat(),
            [&[0xfe, 0xff][..], &big].concat(),
            little,
            big,
        ] {
            assert!(
                told(&bytes)
                    .starts_with("my.toml:1:1: the file is not UTF-8, it looks like UTF-16:")
            );
        }
    }

    #[test]
    fn utf_8_is_text_with_and_without_its_mark() {
        for text in ["", "能源", "\u{feff}[event]"] {
            assert_eq!(decode(text.into(), String::new()).expect("text"), text);
        }
    }
}
