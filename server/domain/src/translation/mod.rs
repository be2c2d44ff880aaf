//! Translations: what interpreters write of texts in other languages of the event, and the event's glossary.
//!
//! The translations of what guests write, questions and answers in polls, are a part of its revision (`screening.rs`), and a
//! moderator approves them. Other texts are staff's, and so are their translations: they are shown at once. `write.rs` decides both,
//! `queue.rs` and `answers.rs` say what is to do, `readable.rs` what interpreters may read at all, `figures.rs` compares numbers, and
//! `wordings.rs` finds how something was said before.

pub mod answers;
pub mod figures;
pub mod glossary;
pub mod passage;
pub mod queue;
pub mod readable;
pub mod wordings;
pub mod write;

pub use glossary::Glossary;
pub use passage::{Passage, Subject};

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::ids::PollId;
use crate::poll::PollInfo;
use crate::text::Texts;

/// A translation of a text by staff, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The original of which it was made.
    pub of: String,
    pub text: String,
    /// The text in all languages after it.
    pub pair: Texts,
    pub seq: u64,
}

/// The translations of staff's texts that interpreters made.
///
/// A translation is *out of date* if its original has changed since and it has not. Until somebody renews it, guests and screens see
/// the text as it was when the translation was made, in all languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translations {
    made: BTreeMap<Passage, BTreeMap<String, Made>>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Translations {
    /// Returns the translation that an interpreter made of a text into a language, if it still stands in the text.
    pub fn made(&self, of: Passage, lang: &str, texts: &Texts) -> Option<&Made> {
        let made = self.made.get(&of)?.get(lang)?;
        (texts.get(lang) == Some(&made.text)).then_some(made)
    }

    /// Returns the language in which a text was written that has no first language: the first that no interpreter translated.
    pub fn source<'l>(
        &self,
        of: Passage,
        texts: &Texts,
        langs: &'l [String],
    ) -> Option<&'l String> {
        let there = || langs.iter().filter(|lang| texts.contains_key(*lang));
        let written = there().find(|lang| self.made(of, lang, texts).is_none());
        written.or_else(|| there().next())
    }

    /// Returns the original of which the translation into this language was made, if that has changed since. `first` is the
    /// language of the original.
    pub fn outdated(&self, of: Passage, first: &str, lang: &str, texts: &Texts) -> Option<&str> {
        let made = self.made(of, lang, texts)?;
        (texts.get(first) != Some(&made.of)).then_some(made.of.as_str())
    }

    /// Returns a text as guests see it: as it was, while one of its translations is out of date.
    pub fn shown<'a>(&'a self, of: Passage, first: &str, texts: &'a Texts) -> &'a Texts {
        let Some(made) = self.made.get(&of) else {
            return texts;
        };
        let outdated = made
            .keys()
            .filter(|lang| self.outdated(of, first, lang, texts).is_some());
        let latest = outdated
            .filter_map(|lang| made.get(lang))
            .max_by_key(|made| made.seq);
        latest.map_or(texts, |made| &made.pair)
    }

    /// Returns a poll as guests see it, with each text as [`Translations::shown`].
    pub fn shown_poll<'a>(&self, id: PollId, first: &str, info: &'a PollInfo) -> Cow<'a, PollInfo> {
        let is_old = |of: Passage, texts: &Texts| self.shown(of, first, texts) != texts;
        if !passages(id, info).any(|(of, texts)| is_old(of, texts)) {
            return Cow::Borrowed(info);
        }
        let mut shown = info.clone();
        shown.title = self
            .shown(Passage::PollTitle(id), first, &info.title)
            .clone();
        for (place, option) in (0..).zip(&mut shown.options) {
            let of = Passage::PollOption(id, place);
            option.text = self.shown(of, first, &option.text).clone();
        }
        for (place, texts) in (0..).zip(shown.rules.texts_mut()) {
            *texts = self
                .shown(Passage::PollRule(id, place), first, texts)
                .clone();
        }
        Cow::Owned(shown)
    }

    /// Returns all translations that were made, with their language.
    pub fn iter(&self) -> impl Iterator<Item = (Passage, &String, &Made)> {
        let of = |(of, made): (&Passage, _)| (*of, made);
        let all = self.made.iter().map(of);
        all.flat_map(|(of, made): (Passage, &BTreeMap<String, Made>)| {
            made.iter().map(move |(lang, made)| (of, lang, made))
        })
    }

    /// Remembers a translation; None: there is none any more.
    pub(crate) fn wrote(&mut self, of: Passage, lang: &str, made: Option<Made>, seq: u64) {
        let texts = self.made.entry(of).or_default();
        match made {
            Some(made) => drop(texts.insert(lang.to_owned(), made)),
            None => drop(texts.remove(lang)),
        }
        self.changed = seq;
    }
}

/// Replaces a text of a poll.
pub fn reword_poll(of: Passage, info: &mut PollInfo, texts: Texts) {
    let place = match of {
        Passage::PollTitle(_) => Some(&mut info.title),
        Passage::PollOption(_, place) => {
            let option = info.options.get_mut(usize::from(place));
            option.map(|option| &mut option.text)
        }
        Passage::PollRule(_, place) => info.rules.texts_mut().into_iter().nth(place.into()),
        Passage::Question(_)
        | Passage::SurveyTitle(_)
        | Passage::SessionTitle(_)
        | Passage::PersonName(_)
        | Passage::PersonOrg(_)
        | Passage::GroupName(_)
        | Passage::GroupValue(..)
        | Passage::EventTitle
        | Passage::EventShort
        | Passage::EventVenue
        | Passage::Reply(_)
        | Passage::Entry(_)
        | Passage::Line(_)
        | Passage::LineBy(_) => None,
    };
    if let Some(place) = place {
        *place = texts;
    }
}

/// Returns all texts of a poll that are not empty.
pub fn passages(id: PollId, info: &PollInfo) -> impl Iterator<Item = (Passage, &Texts)> {
    let title = [(Passage::PollTitle(id), &info.title)];
    let options = (0..).zip(&info.options);
    let options = options.map(move |(place, o)| (Passage::PollOption(id, place), &o.text));
    let rules = (0..).zip(info.rules.texts());
    let rules = rules.map(move |(place, texts)| (Passage::PollRule(id, place), texts));
    let all = title.into_iter().chain(options).chain(rules);
    all.filter(|(_, texts)| !texts.is_empty())
}
