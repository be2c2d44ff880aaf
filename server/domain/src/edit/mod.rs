//! The programme as hosts edit it, field by field: the event itself, its languages, the agenda, the people and
//! their groups. Polls have forms of their own
//! (`poll/make.rs`).
//!
//! An edit names for each field what its writer saw. Two editors who change different fields, or different languages of one text,
//! both get what they wrote; if the field is another one by now, the edit is refused and nothing is merged. An undo goes by the
//! same fields: it takes back those that are still as the act left them.

pub mod event;
pub mod group;
pub mod languages;
pub mod person;
pub mod session;

use std::collections::{BTreeMap, BTreeSet};

use crate::program::Texts;
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::text;

/// A field as its writer saw it, and as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<T> {
    pub was: T,
    pub now: T,
}

/// A text in some languages. An empty text: the language has none.
pub type TextEdit = BTreeMap<String, Change<String>>;

/// The rejection of an edit whose field is another one by now.
const STALE: Rejection = Rejection::Stale(StaleNow::Edited);

impl<T: PartialEq> Change<T> {
    /// Makes the change. One that somebody has made already changes nothing.
    ///
    /// # Errors
    /// [`StaleNow::Edited`].
    pub(crate) fn make(change: Option<Change<T>>, field: &mut T) -> Result<(), Rejection> {
        match change {
            Some(change) if change.now == *field => Ok(()),
            Some(change) if change.was != *field => Err(STALE),
            Some(change) => {
                *field = change.now;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// Makes the changes of a text, cleaned. It needs the event's first language, or with `optional` no language at all.
///
/// # Errors
/// [`StaleNow::Edited`], [`Rejection::BadLanguage`], [`Rejection::TextTooLong`], [`Rejection::TextEmpty`].
pub(crate) fn change(
    langs: &[String],
    texts: &mut Texts,
    edit: &TextEdit,
    field: TextField,
    optional: bool,
) -> Result<(), Rejection> {
    for (lang, change) in edit {
        if !langs.contains(lang) {
            return Err(Rejection::BadLanguage);
        }
        let now = text::clean(&change.now, field)?;
        let is = texts.get(lang).map_or("", String::as_str);
        if is == now {
            continue;
        }
        if is != change.was {
            return Err(STALE);
        }
        if now.is_empty() {
            texts.remove(lang);
        } else {
            texts.insert(lang.clone(), now);
        }
    }
    if edit.is_empty() {
        return Ok(());
    }
    complete(langs, texts, optional)
}

/// Cleans a new text in each of its languages, and leaves empty ones out.
///
/// # Errors
/// As [`change`].
fn written(langs: &[String], texts: &Texts, field: TextField) -> Result<Texts, Rejection> {
    let new = |text: &String| Change {
        was: String::new(),
        now: text.clone(),
    };
    let edit: TextEdit = (texts.iter().map(|(lang, text)| (lang.clone(), new(text)))).collect();
    let mut cleaned = Texts::new();
    change(langs, &mut cleaned, &edit, field, false)?;
    complete(langs, &cleaned, false)?;
    Ok(cleaned)
}

fn complete(langs: &[String], texts: &Texts, optional: bool) -> Result<(), Rejection> {
    let has_first = langs.first().is_none_or(|first| texts.contains_key(first));
    if has_first || optional && texts.is_empty() {
        Ok(())
    } else {
        Err(Rejection::TextEmpty)
    }
}

/// Puts a field back that is still as an act left it. Returns true if it did.
fn back<T: Clone + PartialEq>(was: &T, now: &T, field: &mut T) -> bool {
    let is_its = was != now && field == now;
    if is_its {
        *field = was.clone();
    }
    is_its
}

/// Puts each language of a text back that is still as an act left it. Returns true if it did so with any.
fn back_texts(was: &Texts, now: &Texts, texts: &mut Texts) -> bool {
    let langs: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    let mut any = false;
    for lang in langs {
        let mut text = texts.get(lang).cloned();
        if back(&was.get(lang).cloned(), &now.get(lang).cloned(), &mut text) {
            any = true;
            match text {
                Some(text) => drop(texts.insert(lang.clone(), text)),
                None => drop(texts.remove(lang)),
            }
        }
    }
    any
}
