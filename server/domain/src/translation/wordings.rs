//! Earlier wordings: how the same text, or nearly the same, was put into a language before in this event. They are offered to whoever
//! translates, and nobody has to take them.
//!
//! # Invariants
//! - A wording of a guest's text is one that a moderator approved.
//! - There is none for a text that interpreters may not read: it would tell what the text is like.
//! - A look-up compares at most [`STAFF_MAX`] texts of staff, besides what [`Questions::like_anywhere`] compares.
//!
//! [`Questions::like_anywhere`]: crate::question::Questions::like_anywhere

use std::cmp::Reverse;

use super::passage::Passage;
use super::passages;
use super::queue::{passages_of, subjects};
use super::readable::is_readable;
use crate::ids::QuestionId;
use crate::question::Question;
use crate::question::similar::{self, Measure};
use crate::state::State;
use crate::text;
use crate::translation::Subject;

/// Limit on the wordings offered for one text.
pub const WORDINGS_MAX: usize = 3;
/// Limit on the texts of staff that are compared. Those of about the same length come first in the programme's order.
pub const STAFF_MAX: usize = 400;

/// A text that was translated before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub of: Passage,
    pub original: String,
    pub text: String,
    /// How similar the originals are, in percent.
    pub share: u8,
}

/// Returns the wordings for a text in a language, the most similar original first, each translation once.
pub fn wordings(state: &State, of: Passage, lang: &str) -> Vec<Wording> {
    let original = state.original(of).filter(|_| is_readable(state, of));
    let Some((source, original)) = original else {
        return vec![];
    };
    let mut found = of_guests(state, of, original, source, lang);
    found.extend(of_staff(state, of, original, source, lang));
    found.sort_by_key(|wording| Reverse(wording.share));
    let mut once: Vec<Wording> = vec![];
    for wording in found {
        if !once.iter().any(|other| other.text == wording.text) {
            once.push(wording);
        }
    }
    once.truncate(WORDINGS_MAX);
    once
}

fn of_guests(state: &State, of: Passage, original: &str, source: &str, lang: &str) -> Vec<Wording> {
    let keeps = |id: QuestionId, q: &Question| {
        let public = q.screened.public().map(|public| public.content());
        Passage::Question(id) != of
            && public.is_some_and(|public| {
                public.lang == source && public.translations.contains_key(lang)
            })
    };
    let found = state
        .questions
        .like_anywhere(original, Measure::Whole, WORDINGS_MAX, keeps);
    let wording = |id: QuestionId| {
        let public = state.questions.get(id)?.screened.public()?.content();
        Some(Wording {
            of: Passage::Question(id),
            original: public.text.clone(),
            text: public.translations.get(lang)?.clone(),
            // The index has the newest text, of which the public one may be an earlier one.
            share: similar::alike(original, &public.text)?,
        })
    };
    found.into_iter().filter_map(wording).collect()
}

fn of_staff(state: &State, of: Passage, original: &str, source: &str, lang: &str) -> Vec<Wording> {
    let polls = state.polls.iter();
    let polls = polls.flat_map(|(id, poll)| passages(id, &poll.info).map(|(of, _)| of));
    let others = subjects(state).filter(|of| !matches!(of, Subject::Poll(_)));
    let others = others.flat_map(|of| passages_of(state, of));
    let size = original.chars().count();
    let is_about = |text: &str| {
        let other = text.chars().count();
        other * 2 >= size && other <= size * 2
    };
    let folded = text::folded(original);
    let wording = |passage: Passage| {
        let texts = state.texts(passage).filter(|_| passage != of)?;
        let (before, text) = (texts.get(source)?, texts.get(lang)?);
        is_about(before).then_some((passage, before, text))
    };
    let near = polls.chain(others).filter_map(wording).take(STAFF_MAX);
    near.filter_map(|(of, before, text)| {
        let share = if text::folded(before) == folded {
            100
        } else {
            similar::alike(original, before)?
        };
        Some(Wording {
            of,
            original: before.clone(),
            text: text.clone(),
            share,
        })
    })
    .collect()
}
