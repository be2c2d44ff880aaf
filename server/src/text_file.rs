//! Reads a text file that a person wrote. It must be UTF-8. The error for another encoding names it and says what to do.

use std::path::Path;
use std::{fs, io};

/// The most likely encoding of a file that is not Unicode, by the first letters of its language.
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

/// Number of leading bytes that are checked for UTF-16.
const HEAD_BYTES: usize = 1024;

/// Why a file cannot be read: a sentence that starts with the file and, if known, the place.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error(
        "{file}:{line}:{column}: the file is not UTF-8 but probably {encoding}: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
    )]
    Encoding {
        file: String,
        line: usize,
        column: usize,
        encoding: &'static str,
    },
}

/// Reads a whole file.
///
/// # Errors
/// [`Unreadable`].
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let file = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| Unreadable::File(file.clone(), e))?;
    decode(bytes, file)
}

/// Reads the bytes of a file that has no name.
///
/// # Errors
/// The line and the column, and what is wrong there.
pub fn text_of(bytes: Vec<u8>) -> Result<String, (usize, usize, String)> {
    decode(bytes, String::new()).map_err(|wrong| match wrong {
        Unreadable::File(_, e) => (1, 1, e.to_string()),
        Unreadable::Encoding {
            line,
            column,
            encoding,
            ..
        } => {
            let message =
                format!("the file is not UTF-8 but probably {encoding}: save it as UTF-8");
            (line, column, message)
        }
    })
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

/// Returns true if the file starts with a UTF-16 byte order mark, or if more than a quarter of its first bytes are zero,
/// as in Latin text in UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let nothing = head.iter().filter(|byte| **byte == 0).count();
    head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || nothing * 4 > head.len()
}

/// Guesses the encoding: that of the first quoted language with an encoding of its own. Otherwise the letters decide:
/// Chinese ones have two bytes each, and Western European ones stand alone among ASCII letters.
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
            "my.toml:3:10: the file is not UTF-8 but probably GBK: save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        );
        assert!(told(b"title.zh = \"\xc4\xdc\xd4\xb4\"").contains("probably GBK"));
        let japanese = b"languages = [\"ja\", \"en\"]\ntitle.ja = \"\x93\xfa\x96\x7b\"\n";
        assert!(
            told(japanese)
                .starts_with("my.toml:2:13: the file is not UTF-8 but probably Shift-JIS")
        );
        let russian =
            b"languages = [\"ru\", \"zh-Hans\"]\ntitle.ru = \"\xdd\xed\xe5\xf0\xe3\xe8\xff\"\n";
        assert!(told(russian).contains("probably Windows-1251"));
        let german = b"languages = [\"de\"]\ntitle = \"B\xfcrgerversammlung K\xf6ln\"\n";
        assert!(
            told(german)
                .starts_with("my.toml:2:11: the file is not UTF-8 but probably Windows-1252")
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
                told(&bytes).starts_with("my.toml:1:1: the file is not UTF-8 but probably UTF-16:")
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
