//! The revisions of a guest's text. Only the revision that a moderator approved is public.
//!
//! # Invariants
//! - A [`Public`] value exists only inside [`Screened`], and only [`Screened::approve`] makes one, of the named revision.
//! - A new revision does not change the public text until it is approved itself.

use std::sync::Arc;

use minicbor::{Decode, Encode};

use crate::text::Texts;

/// A guest's text with its name and organisation, approved as a whole or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Content {
    #[n(0)]
    pub text: String,
    /// The language of `text`, one of the event's.
    #[n(1)]
    pub lang: String,
    /// The same text in other languages of the event.
    #[n(2)]
    pub translations: Texts,
    #[n(3)]
    pub name: Option<String>,
    #[n(4)]
    pub org: Option<String>,
}

impl Content {
    /// Returns what the guest said: the text, and the name and the organisation if given.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let all = [Some(&self.text), self.name.as_ref(), self.org.as_ref()];
        all.into_iter().flatten().map(String::as_str)
    }
}

/// Text that may be shown to the whole hall. Only this module can make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public(Arc<Content>);

impl Public {
    /// Returns the text.
    pub fn content(&self) -> &Content {
        &self.0
    }

    /// Returns the text without a copy, for what remembers it.
    pub(crate) fn shared(&self) -> Arc<Content> {
        self.0.clone()
    }
}

/// Text that phones may show before a moderator has read it, because the host lets questions be published at once. It is no
/// [`Public`] text, so no screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted(Arc<Content>);

impl Posted {
    /// Returns the text.
    pub fn content(&self) -> &Content {
        &self.0
    }
}

/// A text in screening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screened {
    revision: u32,
    content: Arc<Content>,
    /// The author's own text, once somebody has changed it.
    authored: Option<Arc<Content>>,
    public: Option<Public>,
    posted: Option<Posted>,
    /// By language: the original of which an interpreter made the translation. It is out of date if the text is another one now.
    translated: Texts,
}

impl Screened {
    /// Returns a text as a guest wrote it: revision 1, which only desks and its author see.
    pub fn proposed(content: Content) -> Screened {
        Screened {
            revision: 1,
            content: Arc::new(content),
            authored: None,
            public: None,
            posted: None,
            translated: Texts::new(),
        }
    }

    /// Returns the newest revision's number.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Returns the newest revision's text, for desks and the author.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Returns the text as its author wrote it.
    pub fn asked(&self) -> &Content {
        self.authored.as_deref().unwrap_or(&self.content)
    }

    /// Returns true if others read other words, or another name, than the author wrote. Translations do not count.
    pub fn is_reworded(&self) -> bool {
        let (public, asked) = (self.public(), self.asked());
        public.is_some_and(|Public(public)| {
            (&public.text, &public.name, &public.org) != (&asked.text, &asked.name, &asked.org)
        })
    }

    /// Returns the newest revision's text without a copy, for what remembers it.
    pub(crate) fn shared(&self) -> Arc<Content> {
        self.content.clone()
    }

    /// Returns true if somebody other than the author changed the text.
    pub fn edited(&self) -> bool {
        let authored = self.authored.as_deref();
        authored.is_some_and(|authored| *authored != *self.content)
    }

    /// Returns the approved text, if any.
    pub fn public(&self) -> Option<&Public> {
        self.public.as_ref()
    }

    /// Returns the languages of these in which nobody can read the public text; none if it has no public text.
    pub fn lacking(&self, langs: &[String]) -> Vec<String> {
        let Some(public) = self.public().map(Public::content) else {
            return vec![];
        };
        let is_there =
            |lang: &&String| **lang == public.lang || public.translations.contains_key(*lang);
        langs
            .iter()
            .filter(|lang| !is_there(lang))
            .cloned()
            .collect()
    }

    /// Returns true if the newest revision is public.
    pub fn is_public(&self) -> bool {
        self.public.is_some() && !self.is_pending()
    }

    /// Returns true if the newest revision is not what is public, although something is.
    pub fn is_pending(&self) -> bool {
        let public = self.public.as_ref();
        public.is_some_and(|Public(public)| **public != self.current())
    }

    /// By language: the originals of which interpreters made translations.
    pub fn translated(&self) -> &Texts {
        &self.translated
    }

    /// Returns the original of which the translation into this language was made, if the text is another one now.
    pub fn outdated(&self, lang: &str) -> Option<&str> {
        let of = self.translated.get(lang)?;
        (*of != self.content.text).then_some(of)
    }

    /// Returns true if this text would leave a translation behind that is public now.
    pub fn outdates(&self, content: &Content) -> bool {
        let public = self.public().map(|public| &public.content().translations);
        self.translated.iter().any(|(lang, of)| {
            let translation = content.translations.get(lang);
            *of != content.text
                && translation.is_some()
                && translation == self.content.translations.get(lang)
                && public.is_some_and(|public| public.contains_key(lang))
        })
    }

    /// The newest revision without translations that are out of date.
    fn current(&self) -> Content {
        let mut content = Content::clone(&self.content);
        content
            .translations
            .retain(|lang, _| self.outdated(lang).is_none());
        content
    }

    /// Adds a translation that was made of this original.
    pub(crate) fn translate(&mut self, lang: &str, text: &str, of: &str) {
        self.revision += 1;
        // The author's words stay as they are.
        if let Some(authored) = &mut self.authored {
            let translations = &mut Arc::make_mut(authored).translations;
            translations.insert(lang.to_owned(), text.to_owned());
        }
        let translations = &mut Arc::make_mut(&mut self.content).translations;
        translations.insert(lang.to_owned(), text.to_owned());
        self.translated.insert(lang.to_owned(), of.to_owned());
    }

    /// Returns the text that phones show before a moderator has read it, if any.
    pub fn posted(&self) -> Option<&Posted> {
        self.posted.as_ref()
    }

    /// Takes the author's own new text, which makes it the authored one.
    pub(crate) fn reword(&mut self, content: Content) {
        self.revision += 1;
        self.content = Arc::new(content);
        self.authored = None;
        self.posted = None;
    }

    /// Lets phones show the newest revision, if it is the named one.
    pub(crate) fn post(&mut self, revision: u32) {
        if revision == self.revision {
            self.posted = Some(Posted(self.content.clone()));
        }
    }

    pub(crate) fn edit(&mut self, content: Content) {
        self.revision += 1;
        self.posted = None;
        let before = &self.content.translations;
        self.translated
            .retain(|lang, _| content.translations.get(lang) == before.get(lang));
        let last = std::mem::replace(&mut self.content, Arc::new(content));
        self.authored.get_or_insert(last);
    }

    /// Makes the newest revision public, if it is the named one. A fact about an older revision changes nothing.
    pub(crate) fn approve(&mut self, revision: u32) {
        if revision == self.revision {
            let is_whole = self
                .translated
                .keys()
                .all(|lang| self.outdated(lang).is_none());
            self.public = Some(Public(if is_whole {
                self.content.clone()
            } else {
                Arc::new(self.current())
            }));
            self.posted = None;
        }
    }

    pub(crate) fn unpublish(&mut self) {
        self.public = None;
        self.posted = None;
    }

    /// Forgets what all revisions said.
    pub(crate) fn erase(&mut self) {
        self.content = Arc::default();
        self.translated.clear();
        self.authored = None;
        self.public = None;
        self.posted = None;
    }

    /// Replaces all revisions with what another guest wrote. It stays public only if a moderator approved exactly these words.
    pub(crate) fn pass_on(&mut self, content: Content, approved: bool) {
        let approved = approved && self.public.is_some();
        self.erase();
        self.revision += 1;
        self.content = Arc::new(content);
        if approved {
            self.approve(self.revision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Content {
        Content {
            text: text.into(),
            lang: "en".into(),
            translations: Texts::new(),
            name: None,
            org: None,
        }
    }

    #[test]
    fn an_approval_of_another_revision_shows_nothing() {
        let mut screened = Screened::proposed(words("first"));
        screened.edit(words("second"));
        screened.approve(1);
        assert_eq!(screened.public(), None);
        screened.approve(2);
        assert_eq!(
            screened.public().map(|p| p.content()),
            Some(&words("second"))
        );
        // A later edit is not public until it is approved itself.
        screened.edit(words("third"));
        assert_eq!(
            screened.public().map(|p| p.content()),
            Some(&words("second"))
        );
    }
}
