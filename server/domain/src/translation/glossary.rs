//! The event's glossary: what is called what in its languages. The event file brings terms, and staff add more during the event.

use crate::edit::{Change, TextEdit, change};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Id as _, TermId};
use crate::program::{TERMS_MAX, TermInfo};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::slots::Slots;
use crate::text::{self, Texts};

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub info: TermInfo,
    /// Staff added it during the event.
    pub added: bool,
    /// The sequence of its last change.
    pub changed: u64,
}

/// The changes of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermEdit {
    pub texts: TextEdit,
    /// An empty text: it has none.
    pub note: Option<Change<String>>,
}

/// The terms of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    terms: Slots<TermId, Term>,
    /// The number of terms ever written: the next id.
    next: usize,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Glossary {
    /// Returns a term, if it exists.
    pub fn get(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id)
    }

    /// Returns all terms, by id.
    pub fn iter(&self) -> impl Iterator<Item = (TermId, &Term)> {
        self.terms.iter()
    }

    /// Returns the id of the next new term.
    pub fn next(&self) -> TermId {
        TermId::at(self.next)
    }

    /// Decides a new term, or other words for one. A term that is there already changes nothing.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::TooManyTerms`], [`Rejection::BadLanguage`], [`Rejection::TermAlone`] if it has a text in
    /// one language alone, [`Rejection::TextTooLong`].
    pub fn put(&self, event: &Event, id: Option<TermId>, info: &TermInfo, by: Actor) -> Decision {
        let langs = &event.info.as_ref().ok_or(Rejection::Unknown)?.langs;
        let info = checked(langs, info)?;
        let is_known = |(_, term): (TermId, &Term)| term.info == info;
        match id {
            Some(id) => {
                let term = self.get(id).ok_or(Rejection::Unknown)?;
                Ok(if term.info == info {
                    vec![]
                } else {
                    vec![Fact::TermPut(id, info, true, by)]
                })
            }
            None if self.iter().any(is_known) => Ok(vec![]),
            None if self.iter().count() >= TERMS_MAX => Err(Rejection::TooManyTerms {
                max: TERMS_MAX as u32,
            }),
            None => Ok(vec![Fact::TermPut(self.next(), info, true, by)]),
        }
    }

    /// Decides to change a term, field by field.
    ///
    /// # Errors
    /// [`StaleNow::Edited`](crate::rejection::StaleNow::Edited), and as [`Glossary::put`].
    pub fn edit(&self, event: &Event, id: TermId, edit: &TermEdit, by: Actor) -> Decision {
        let mut info = self.get(id).ok_or(Rejection::Unknown)?.info.clone();
        change(
            event.langs(),
            &mut info.texts,
            &edit.texts,
            TextField::Term,
            true,
        )?;
        let mut note = info.note.take().unwrap_or_default();
        Change::make(edit.note.clone(), &mut note)?;
        info.note = Some(note);
        self.put(event, Some(id), &info, by)
    }

    /// Decides to remove a term.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn remove(&self, id: TermId, by: Actor) -> Decision {
        self.get(id).ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::TermRemoved(id, by)])
    }

    pub(crate) fn was_put(&mut self, id: TermId, info: &TermInfo, added: bool, seq: u64) {
        let term = Term {
            info: info.clone(),
            added,
            changed: seq,
        };
        self.terms.put(id, term);
        self.next = self.next.max(id.index() + 1);
        self.changed = seq;
    }

    pub(crate) fn was_removed(&mut self, id: TermId, seq: u64) {
        self.terms.remove(id);
        self.changed = seq;
    }
}

/// Cleans a term. Words with markup stay words: pages show all texts as texts.
fn checked(langs: &[String], info: &TermInfo) -> Result<TermInfo, Rejection> {
    let mut texts = Texts::new();
    for (lang, raw) in &info.texts {
        if !langs.contains(lang) {
            return Err(Rejection::BadLanguage);
        }
        if let Some(text) = text::optional(Some(raw), TextField::Term)? {
            texts.insert(lang.clone(), text);
        }
    }
    if texts.len() < 2 {
        return Err(Rejection::TermAlone);
    }
    Ok(TermInfo {
        texts,
        note: text::optional(info.note.as_deref(), TextField::Note)?,
    })
}
