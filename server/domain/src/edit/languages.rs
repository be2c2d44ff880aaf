//! The languages of the event. A language that goes takes its texts with it, in one act; what guests wrote keeps its language.

use super::Change;
use crate::fact::{Decision, Fact};
use crate::language;
use crate::program::{EventInfo, LANGS_MAX, Texts};
use crate::rejection::{Need, Rejection};
use crate::role::Actor;
use crate::state::State;

/// Decides which languages the event has. The first stays, because every text has it. The texts of a language that goes are
/// removed.
///
/// # Errors
/// [`StaleNow::Edited`](crate::rejection::StaleNow::Edited); [`Rejection::OutOfRange`]; [`Rejection::BadLanguage`] for a tag that is
/// none, or one too many times; [`Rejection::Needed`] for the first language, and for one in which guests have written.
pub fn change(state: &State, change: &Change<Vec<String>>, by: Actor) -> Decision {
    let before = state.event.info.as_ref().ok_or(Rejection::Unknown)?;
    let mut langs = before.langs.clone();
    Change::make(Some(change.clone()), &mut langs)?;
    if langs == before.langs {
        return Ok(vec![]);
    }
    if !(1..=LANGS_MAX).contains(&langs.len()) {
        return Err(Rejection::OutOfRange {
            min: 1,
            max: LANGS_MAX as u32,
        });
    }
    let is_tag = |lang: &String| language::tag(lang).as_ref() == Some(lang);
    let is_twice = |lang: &String| langs.iter().filter(|other| *other == lang).count() > 1;
    if !langs.iter().all(is_tag) || langs.iter().any(is_twice) {
        return Err(Rejection::BadLanguage);
    }
    if langs.first() != before.langs.first() {
        return Err(Rejection::Needed { by: Need::First });
    }
    if before
        .langs
        .iter()
        .any(|lang| !langs.contains(lang) && is_written(state, lang))
    {
        return Err(Rejection::Needed { by: Need::Written });
    }
    let mut info = before.clone();
    info.langs.clone_from(&langs);
    let mut facts = texts(state, &langs, by);
    let mut event = Fact::EventWritten(info, by);
    keep(&mut event, &langs);
    facts.insert(0, event);
    Ok(facts)
}

/// Returns true if guests have written in this language.
pub fn is_written(state: &State, lang: &str) -> bool {
    let asked = state.questions.iter();
    let entered = state.polls.entries.iter();
    asked
        .map(|(_, q)| q.screened.content())
        .chain(entered.map(|(_, entry)| entry.screened.content()))
        .any(|content| content.lang == lang)
}

/// Returns the parts of the programme that have texts in other languages, without them. The event itself is not among them.
pub(crate) fn texts(state: &State, langs: &[String], by: Actor) -> Vec<Fact> {
    let mut changed = vec![];
    for fact in parts(state, by) {
        let mut kept = fact.clone();
        let is_whole = keep(&mut kept, langs);
        if let (Fact::TermPut(id, ..), false) = (&fact, is_whole) {
            changed.push(Fact::TermRemoved(*id, by));
        } else if kept != fact {
            changed.push(kept);
        }
    }
    changed
}

/// Returns all parts of the programme as they are.
fn parts(state: &State, by: Actor) -> impl Iterator<Item = Fact> {
    let sessions = (state.sessions.iter())
        .map(move |(id, s)| Fact::SessionWritten(id, Some(s.info.clone()), s.order, by));
    let people = (state.persons.iter())
        .map(move |(id, person)| Fact::PersonWritten(id, Some(person.clone()), by));
    let groups = state.groups.iter().map(move |(id, group)| {
        let (info, ids) = (group.info.clone(), group.ids.clone());
        Fact::GroupWritten(id, Some(info), ids, group.order, by)
    });
    let polls =
        (state.polls.iter()).map(move |(id, poll)| Fact::PollChanged(id, poll.info.clone()));
    let surveys = (state.surveys.iter())
        .map(move |(id, survey)| Fact::SurveyWritten(id, Some(survey.info.clone()), survey.order));
    let terms = (state.glossary.iter())
        .map(move |(id, term)| Fact::TermPut(id, term.info.clone(), term.added, by));
    sessions
        .chain(people)
        .chain(groups)
        .chain(polls)
        .chain(surveys)
        .chain(terms)
}

/// Leaves only texts in these languages in a fact of the programme. Returns false if nothing is left that it could say.
pub(crate) fn keep(fact: &mut Fact, langs: &[String]) -> bool {
    let spoken = |texts: &mut Texts| texts.retain(|lang, _| langs.contains(lang));
    if let Fact::EventWritten(info, _) = fact {
        let EventInfo {
            title,
            short,
            venue,
            leave,
            ..
        } = info;
        [title, short, venue, leave].into_iter().for_each(spoken);
    } else if let Fact::SessionWritten(_, Some(info), ..) = fact {
        spoken(&mut info.title);
    } else if let Fact::PersonWritten(_, Some(info), _) = fact {
        [&mut info.name, &mut info.org].into_iter().for_each(spoken);
    } else if let Fact::GroupWritten(_, Some(info), ..) = fact {
        spoken(&mut info.name);
        info.values
            .iter_mut()
            .map(|value| &mut value.text)
            .for_each(spoken);
    } else if let Fact::PollChanged(_, info) | Fact::PollRestored(_, info, ..) = fact {
        spoken(&mut info.title);
        info.options
            .iter_mut()
            .map(|option| &mut option.text)
            .for_each(spoken);
        info.rules.texts_mut().into_iter().for_each(spoken);
    } else if let Fact::SurveyWritten(_, Some(info), _) = fact {
        spoken(&mut info.title);
    } else if let Fact::TermPut(_, info, ..) = fact {
        spoken(&mut info.texts);
        return info.texts.len() > 1;
    } else if let Fact::TextTranslated(_, lang, Some(_), ..) = fact {
        return langs.contains(lang);
    }
    true
}

/// Fits the facts of an undo to the languages that the event has after it: nothing comes back in a language that is gone.
///
/// # Errors
/// [`Rejection::CannotUndo`] if a language would go in which somebody has written since.
pub(crate) fn fit(state: &State, facts: &mut Vec<Fact>, by: Actor) -> Result<(), Rejection> {
    let now = state.event.langs();
    let langs = facts.iter().find_map(|fact| {
        if let Fact::EventWritten(info, _) = fact {
            Some(info.langs.clone())
        } else {
            None
        }
    });
    let langs = langs.unwrap_or_else(|| now.to_vec());
    let mut gone = now.iter().filter(|lang| !langs.contains(lang)).peekable();
    if gone.peek().is_some() {
        let event = state.event.info.clone();
        let event = event.map(|info| Fact::EventWritten(info, Actor::Operator));
        let mut kept = event.clone();
        if let Some(kept) = &mut kept {
            keep(kept, &langs);
        }
        let others = texts(state, &langs, Actor::Operator);
        if kept != event || !others.is_empty() || gone.any(|lang| is_written(state, lang)) {
            return Err(Rejection::CannotUndo);
        }
    }
    let event = state.event.info.clone();
    let event = event.map(|info| Fact::EventWritten(info, by));
    let is_there = |fact: &Fact| {
        parts(state, by)
            .chain(event.clone())
            .any(|part| part == *fact)
    };
    facts.retain_mut(|fact| {
        let whole = fact.clone();
        // Without what would come back in another language, a fact may say nothing new.
        keep(fact, &langs) && (*fact == whole || !is_there(fact))
    });
    Ok(())
}
