//! *Show it when it is there*: a question that lacks a language is promised to the screen, and goes there by itself with the approval of
//! its translation. There is one promise at a time. Whatever else becomes of the question ends the promise and says why.

use crate::fact::{Decision, Fact};
use crate::ids::QuestionId;
use crate::question::QuestionState;
use crate::role::Actor;
use crate::state::State;
use crate::status::{Broken, Promise};

/// Decides to promise a question. One that lacks no language any more goes on the screen at once.
///
/// # Errors
/// Those of [`Questions::move_to`](crate::question::Questions::move_to).
pub fn make(state: &State, id: QuestionId, seen: u32, by: Actor) -> Decision {
    let at_once = state.questions.move_to(id, seen, QuestionState::Now, by)?;
    if state.questions.lacking(id, state.event.langs()).is_empty() {
        return Ok(at_once);
    }
    let before = in_force(state).map(|promise| promise.question);
    let promise = Promise {
        question: id,
        instead: before,
        broken: None,
    };
    Ok(if before == Some(id) {
        vec![]
    } else {
        vec![Fact::Promised(Some(promise), by)]
    })
}

/// Decides to take the promise back, or the word of how it ended.
///
/// # Errors
/// None.
pub fn drop(state: &State, by: Actor) -> Decision {
    let is_there = state.questions.promise().is_some();
    Ok(is_there
        .then_some(Fact::Promised(None, by))
        .into_iter()
        .collect())
}

/// Adds to the facts of a command what they make of the promise: it is kept, or it ends.
pub fn follow(state: &State, mut facts: Vec<Fact>, by: Actor) -> Vec<Fact> {
    let Some(promise) = in_force(state) else {
        return facts;
    };
    // A new promise, or an undo, says itself what holds.
    if facts.iter().any(|fact| matches!(fact, Fact::Promised(..))) {
        return facts;
    }
    let id = promise.question;
    if facts.iter().any(|fact| is_shown(fact, id)) {
        facts.push(Fact::Promised(None, by));
    } else if let Some(broken) = facts.iter().find_map(|fact| broken(state, fact, id)) {
        let broken = Some(broken);
        facts.push(Fact::Promised(Some(Promise { broken, ..promise }), by));
    } else if is_there(state, &facts, id) {
        let before = state.questions.at(QuestionState::Now);
        facts.extend(before.map(|id| Fact::QuestionMoved(id, QuestionState::Answered, by)));
        facts.push(Fact::QuestionMoved(id, QuestionState::Now, by));
        facts.push(Fact::Promised(None, by));
    }
    facts
}

/// Returns the promise that is neither kept nor broken.
pub fn in_force(state: &State) -> Option<Promise> {
    let promise = state.questions.promise();
    promise.filter(|promise| promise.broken.is_none())
}

fn is_shown(fact: &Fact, id: QuestionId) -> bool {
    matches!(fact, Fact::QuestionMoved(moved, QuestionState::Now, _) if *moved == id)
}

/// Returns true if guests can read the question in all languages after these facts, one of which approves it or merges another one
/// into it.
fn is_there(state: &State, facts: &[Fact], id: QuestionId) -> bool {
    let Some(q) = state.questions.get(id) else {
        return false;
    };
    let mut screened = q.screened.clone();
    let mut merged = q.merged.clone();
    let mut is_meant = false;
    for fact in facts {
        if let Fact::QuestionEdited(of, content, _) = fact
            && *of == id
        {
            screened.edit(content.clone());
        } else if let Fact::QuestionTranslated(of, lang, text, original, _) = fact
            && *of == id
        {
            screened.translate(lang, text, original);
        } else if let Fact::QuestionApproved(of, revision, _) = fact
            && *of == id
        {
            screened.approve(*revision);
            is_meant = true;
        } else if let Fact::QuestionMerged(text, into, _) = fact
            && *into == id
        {
            merged.push(*text);
            is_meant = true;
        }
    }
    let is_in = |text: QuestionId, lang: &str| {
        let q = state.questions.get(text);
        q.is_some_and(|q| q.screened.content().lang == lang)
    };
    let lacking = screened.lacking(state.event.langs());
    is_meant
        && lacking
            .iter()
            .all(|lang| merged.iter().any(|text| is_in(*text, lang)))
}

/// Returns why a fact ends the promise of this question, if it does.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most facts are not about the line of questions"
)]
fn broken(state: &State, fact: &Fact, id: QuestionId) -> Option<Broken> {
    let is_by = |guest| state.questions.get(id).is_some_and(|q| q.is_by(guest));
    let broken = match fact {
        Fact::QuestionDeclined(of, ..) if *of == id => Broken::Declined,
        Fact::QuestionWithdrawn(of) if *of == id => Broken::Withdrawn,
        Fact::GuestErased(guest, _) if is_by(*guest) => Broken::Withdrawn,
        Fact::QuestionMerged(of, ..) if *of == id => Broken::Merged,
        Fact::QuestionMoved(of, QuestionState::Waiting | QuestionState::Answered, _)
            if *of == id =>
        {
            Broken::Moved
        }
        Fact::QuestionMoved(of, QuestionState::Now, _) if *of != id => Broken::Other,
        Fact::SessionStarted(_)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(_)
        | Fact::SessionUnstarted(_) => Broken::Session,
        _ => return None,
    };
    Some(broken)
}
