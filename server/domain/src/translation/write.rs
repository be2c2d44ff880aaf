//! Decides translations. A command carries the original that it translates, so nobody translates what is no longer there.

use super::figures;
use super::passage::Passage;
use crate::fact::{Decision, Fact};
use crate::ids::QuestionId;
use crate::program::TITLE_CHARS_MAX;
use crate::question::QuestionState;
use crate::question::state::Verb;
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::stage::Stage;
use crate::state::State;
use crate::text;

/// A translation as somebody submits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub of: Passage,
    /// The original as it was on the page.
    pub original: String,
    pub lang: String,
    pub text: String,
    /// Some figures of the original are left out on purpose.
    pub without_figures: bool,
}

/// Decides a translation. That of what guests wrote waits for a moderator, unless a moderator wrote it.
///
/// # Errors
/// [`Rejection::Unknown`]; [`Rejection::NotFromHere`] for a question that is not asked any more, or an answer that is hidden; [`Rejection::OriginalChanged`];
/// [`Rejection::BadLanguage`]; [`Rejection::FiguresMissing`]; and what [`text::required`] refuses.
pub fn translate(state: &State, written: &Written, by: Actor) -> Decision {
    let info = state.event.info.as_ref().ok_or(Rejection::Unknown)?;
    let (source, original) = state.original(written.of).ok_or(Rejection::Unknown)?;
    if !info.langs.contains(&written.lang) || written.lang == source {
        return Err(Rejection::BadLanguage);
    }
    if *original != written.original {
        return Err(Rejection::OriginalChanged);
    }
    let chars_max = match written.of {
        Passage::Question(_) | Passage::Entry(_) => TextField::Translation.chars_max(),
        Passage::Reply(_) => TextField::Reply.chars_max(),
        Passage::Line(_) => TextField::Finding.chars_max(),
        Passage::PollTitle(_)
        | Passage::PollOption(..)
        | Passage::PollRule(..)
        | Passage::SurveyTitle(_)
        | Passage::SessionTitle(_)
        | Passage::PersonName(_)
        | Passage::PersonOrg(_)
        | Passage::GroupName(_)
        | Passage::GroupValue(..)
        | Passage::EventTitle
        | Passage::EventShort
        | Passage::EventVenue
        | Passage::LineBy(_) => TITLE_CHARS_MAX as u32,
    };
    let text = text::required_within(&written.text, TextField::Translation, chars_max)?;
    let missing = figures::missing(original, &text);
    if !missing.is_empty() && !written.without_figures {
        return Err(Rejection::FiguresMissing { figures: missing });
    }
    let lang = written.lang.clone();
    if let Passage::Question(id) = written.of {
        let q = state.questions.get(id).ok_or(Rejection::Unknown)?;
        if !is_asked(q.state) {
            return Err(Rejection::NotFromHere);
        }
        let is_there = q.screened.content().translations.get(&lang) == Some(&text);
        if is_there && q.screened.outdated(&lang).is_none() {
            return Ok(vec![]);
        }
        let of = original.to_owned();
        let mut facts = vec![Fact::QuestionTranslated(id, lang, text, of, by)];
        let reads = matches!(by, Actor::Staff(role) if role.screens_questions());
        if reads && q.screened.public().is_some() {
            facts.push(Fact::QuestionApproved(id, q.screened.revision() + 1, by));
        }
        return Ok(facts);
    }
    if let Passage::Entry(id) = written.of {
        return state.polls.translate_entry_into(id, &lang, text, by);
    }
    if let Passage::Reply(id) = written.of {
        let q = state.questions.get(id).ok_or(Rejection::Unknown)?;
        if !q.allows(Verb::Reply) {
            return Err(Rejection::NotFromHere);
        }
    }
    let texts = state.texts(written.of).ok_or(Rejection::Unknown)?;
    let is_there = texts.get(&lang) == Some(&text);
    let translations = &state.translations;
    if is_there
        && translations
            .outdated(written.of, source, &lang, texts)
            .is_none()
    {
        return Ok(vec![]);
    }
    let fact = Fact::TextTranslated(written.of, lang, Some(text), by, None);
    Ok(vec![fact])
}

/// Keeps a question off the screen that lacks a language, where the session requires all of them.
///
/// # Errors
/// [`Rejection::NeedsLanguage`].
pub fn gate(state: &State, id: QuestionId, to: QuestionState) -> Result<(), Rejection> {
    let is_gated = to == QuestionState::Now && state.is_gated();
    let langs = match is_gated {
        true => state.questions.lacking(id, state.event.langs()),
        false => vec![],
    };
    if langs.is_empty() {
        Ok(())
    } else {
        Err(Rejection::NeedsLanguage { langs })
    }
}

/// Keeps a question off the screen that a host chooses for it, as [`gate`] does.
///
/// # Errors
/// [`Rejection::NeedsLanguage`].
pub fn gate_stage(state: &State, stage: Stage) -> Result<(), Rejection> {
    if let Stage::Question(id) = stage {
        gate(state, id, QuestionState::Now)
    } else {
        Ok(())
    }
}

/// Returns true if a question in this state may still be shown.
pub(super) fn is_asked(state: QuestionState) -> bool {
    match state {
        QuestionState::Waiting
        | QuestionState::Approved
        | QuestionState::Next
        | QuestionState::Now
        | QuestionState::Answered => true,
        QuestionState::Declined
        | QuestionState::Withdrawn
        | QuestionState::Erased
        | QuestionState::Archived
        | QuestionState::Merged => false,
    }
}
