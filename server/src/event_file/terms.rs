//! Reads the glossary of an event file.

use plenary_domain::program::TermInfo;
use plenary_domain::text::{NOTE_CHARS_MAX, TERM_CHARS_MAX};

use super::reader::{Fields, Reader};
use super::values;

pub fn term(reader: &mut Reader<'_>, fields: &Fields<'_>, known: &mut Vec<TermInfo>) {
    reader.only(fields, &["text", "note"]);
    let value = reader.required(fields, "text");
    let texts = value
        .map(|value| reader.texts(value, TERM_CHARS_MAX as usize))
        .unwrap_or_default();
    let note = fields.get("note").map(|value| {
        reader.shaped(value, |written| {
            values::text(written, NOTE_CHARS_MAX as usize)
        })
    });
    let info = TermInfo { texts, note };
    let Some(value) = value else {
        return;
    };
    if info.texts.len() < 2 {
        let message = "the term has one language: expected its text in at least two of the event's";
        reader.fault(&value.span(), message);
    }
    if known.contains(&info) {
        reader.fault(&fields.at, "the term is there already");
    }
    known.push(info);
}
