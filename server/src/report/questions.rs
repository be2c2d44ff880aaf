//! The questions of a session in a report. Only public text is in it; what nobody approved is counted, and declined questions are
//! counted by reason. An asker's name is not told.

use plenary_domain::ids::{Millis, QuestionId, SessionId};
use plenary_domain::question as domain;
use plenary_domain::question::history::What;
use plenary_domain::question::{DeclineReason, QuestionState};

use plenary_domain::state::State;
use plenary_domain::text::Texts;
use plenary_domain::translation::Passage;

use super::shown;

/// What became of a session's questions.
///
/// # Invariants
/// - A question that stands for others is counted once, and those that were merged into it are not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    /// Those that readers may see: answered ones first, in the order in which they were answered, then by support.
    pub listed: Vec<Question>,
    /// Answered on the stage.
    pub answered: u32,
    /// Answered in writing only.
    pub in_writing: u32,
    /// Approved, and without an answer.
    pub open: u32,
    /// Nobody has read them, and they have no answer.
    pub unread: u32,
    /// By reason, in the order of the reasons, without those of none.
    pub declined: Vec<(DeclineReason, u32)>,
    /// Merged into another one.
    pub merged: u32,
    /// Support that was given to the listed ones.
    pub upvotes: u32,
}

/// A question that readers may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    /// The language in which it was asked.
    pub lang: String,
    /// With its translations.
    pub text: Texts,
    pub to: Option<Texts>,
    pub answered: Answered,
    pub upvotes: u32,
    pub asked_at: Millis,
    /// The staff's answer in writing.
    pub reply: Option<Texts>,
    /// When it was written, if that is known.
    pub replied_at: Option<Millis>,
    /// The words of others who asked the same.
    pub merged: Vec<Texts>,
    /// A moderator changed the asker's words.
    pub edited: bool,
    /// A moderator or host asked it.
    pub staff: bool,
}

/// Whether and how a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// On the stage.
    Hall,
    /// Afterwards or beside it, in writing.
    Writing,
    No,
}

impl Questions {
    /// Returns how many were asked, without those that were withdrawn or erased.
    pub fn asked(&self) -> u32 {
        self.answered + self.in_writing + self.open + self.unread + self.merged + self.declined()
    }

    /// Returns how many were declined.
    pub fn declined(&self) -> u32 {
        self.declined.iter().map(|(_, count)| count).sum()
    }
}

/// Returns the questions of a session; those of no session, or of one that is gone, without an id.
pub(super) fn of(state: &State, session: Option<SessionId>) -> Questions {
    let home = |q: &domain::Question| q.session.filter(|id| state.sessions.get(*id).is_some());
    let own = state.questions.iter();
    let own = own.filter(|(_, q)| home(q) == session);
    let mut all = Questions::default();
    let mut declined = DeclineReason::ALL.map(|reason| (reason, 0));
    let mut listed = vec![];
    for (id, q) in own {
        let answered = answered(q);
        match q.state {
            QuestionState::Withdrawn | QuestionState::Erased => continue,
            QuestionState::Merged => {
                all.merged += 1;
                continue;
            }
            QuestionState::Declined => {
                let reason = q.declined.as_ref().map(|(reason, _)| *reason);
                let of = declined.iter_mut().find(|(one, _)| Some(*one) == reason);
                of.into_iter().for_each(|(_, count)| *count += 1);
                continue;
            }
            QuestionState::Waiting
            | QuestionState::Approved
            | QuestionState::Next
            | QuestionState::Now
            | QuestionState::Answered
            | QuestionState::Archived => {}
        }
        let public = q.screened.public().is_some();
        match answered {
            Answered::Hall => all.answered += 1,
            Answered::Writing => all.in_writing += 1,
            Answered::No if public => all.open += 1,
            Answered::No => all.unread += 1,
        }
        listed.extend(one(state, id, q, answered).map(|one| (q.since, one)));
    }
    // What was answered comes in that order.
    listed.sort_by_key(|(since, one)| match one.answered {
        Answered::Hall => (0, *since, one.id),
        Answered::Writing => (1, u64::from(u32::MAX - one.upvotes), one.id),
        Answered::No => (2, u64::from(u32::MAX - one.upvotes), one.id),
    });
    all.listed = listed.into_iter().map(|(_, one)| one).collect();
    all.upvotes = all.listed.iter().map(|one| one.upvotes).sum();
    all.declined = declined
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    all
}

fn answered(q: &domain::Question) -> Answered {
    if q.state == QuestionState::Answered {
        Answered::Hall
    } else if q.reply.is_some() {
        Answered::Writing
    } else {
        Answered::No
    }
}

/// Returns a question as readers see it; None if they may not.
fn one(
    state: &State,
    id: QuestionId,
    q: &domain::Question,
    answered: Answered,
) -> Option<Question> {
    let content = q.screened.public()?.content();
    let mut text = content.translations.clone();
    text.insert(content.lang.clone(), content.text.clone());
    let merged = q.merged.iter().filter_map(|id| {
        let content = state.questions.get(*id)?.screened.public()?.content();
        let mut text = content.translations.clone();
        text.insert(content.lang.clone(), content.text.clone());
        Some(text)
    });
    let steps = q.history.steps().iter();
    let replied = steps
        .rev()
        .find(|step| matches!(step.what, What::Replied(true)));
    Some(Question {
        id,
        lang: content.lang.clone(),
        text,
        to: q.to.and_then(|to| addressee(state, to)),
        answered,
        upvotes: q.upvotes,
        asked_at: q.asked_at,
        reply: state.reply(id).filter(|texts| !texts.is_empty()).cloned(),
        replied_at: replied.map(|step| step.at),
        merged: merged.collect(),
        edited: q.screened.edited(),
        staff: q.author.is_none(),
    })
}

fn addressee(state: &State, to: domain::addressee::Addressee) -> Option<Texts> {
    use domain::addressee::Addressee;
    Some(match to {
        Addressee::Person(id) => {
            shown(state, Passage::PersonName(id), &state.persons.get(id)?.name)
        }
        Addressee::Organisation(id) => {
            shown(state, Passage::PersonOrg(id), &state.persons.get(id)?.org)
        }
        Addressee::Session(id) => {
            let title = &state.sessions.get(id)?.info.title;
            shown(state, Passage::SessionTitle(id), title)
        }
    })
}
