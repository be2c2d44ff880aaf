//! The book of questions: what was asked and approved, what became of it, and how many questions were declined for which reason. All of
//! its texts are public ones; nobody who asked is named.

use std::cmp::Reverse;

use plenary_domain::ids::{Millis, QuestionId, SessionId};
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::history::What;
use plenary_domain::question::{DeclineReason, Question, QuestionState};
use plenary_domain::state::State;
use plenary_domain::translation::Passage;

use super::program::shown;
use super::questions;
use crate::protocol::{self, Item, Texts};
use crate::role;

/// The book of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub langs: Vec<String>,
    pub title: Texts,
    pub venue: Texts,
    /// ISO 8601 local date.
    pub date: String,
    /// IANA time zone.
    pub zone: String,
    /// `#rrggbb` on light paper and on dark ink.
    pub accent: Option<(String, String)>,
    /// The sessions with questions, in their order; at the end what was asked outside of them.
    pub chapters: Vec<Chapter>,
    pub counts: Counts,
    /// In the order of the reasons, without those that nobody gave.
    pub declined: Vec<(protocol::DeclineReason, u32)>,
}

/// The questions of a session, the most supported first.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// None for those outside of sessions.
    pub session: Option<u32>,
    /// The key of the session in the event file.
    pub key: String,
    pub title: Texts,
    pub questions: Vec<Asked>,
}

/// What became of all questions. Each is in one of the counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the book.
    pub approved: u32,
    /// Stand for another question, which asks the same.
    pub merged: u32,
    /// No moderator has read them.
    pub waiting: u32,
    pub declined: u32,
    pub withdrawn: u32,
}

impl Counts {
    /// Returns how many were asked, without those whose guest erased them.
    pub fn asked(&self) -> u32 {
        self.approved + self.merged + self.waiting + self.declined + self.withdrawn
    }
}

/// A question of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub number: u32,
    pub text: String,
    /// The language in which it was asked.
    pub lang: String,
    pub translations: Texts,
    /// The person, organisation or session to whom it is put.
    pub to: Texts,
    pub upvotes: u32,
    pub outcome: Outcome,
    /// The staff's answer in writing.
    pub reply: Texts,
    /// When that answer was given, in Unix milliseconds; None if nobody remembers.
    pub replied_at: Option<Millis>,
    /// A moderator changed its words.
    pub edited: bool,
}

/// What became of a question of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// In the hall, at this time in Unix milliseconds.
    Answered(Millis),
    /// In writing alone.
    Written,
    Open,
}

impl Book {
    /// Returns all questions.
    pub fn questions(&self) -> impl Iterator<Item = &Asked> {
        self.chapters.iter().flat_map(|chapter| &chapter.questions)
    }
}

/// Returns the book of an event; None before there is a programme.
pub fn book(state: &State) -> Option<Book> {
    let info = state.event.info.as_ref()?;
    let text = |of, texts| shown(state, of, texts);
    let mut sessions: Vec<(SessionId, u32)> =
        state.sessions.iter().map(|(id, s)| (id, s.order)).collect();
    sessions.sort_by_key(|(_, order)| *order);
    let of = |session: Option<SessionId>| {
        let own = state.questions.iter();
        let own = own.filter(|(_, q)| q.session == session);
        let mut asked: Vec<Asked> = own.filter_map(|(id, q)| asked(state, id, q)).collect();
        asked.sort_by_key(|asked| (Reverse(asked.upvotes), asked.number));
        asked
    };
    let chapters = sessions.into_iter().filter_map(|(id, _)| {
        let session = state.sessions.get(id)?;
        Some(Chapter {
            session: Some(id.0),
            key: session.info.key.clone(),
            title: text(Passage::SessionTitle(id), &session.info.title),
            questions: of(Some(id)),
        })
    });
    let rest = Chapter {
        session: None,
        key: String::new(),
        title: Texts::new(),
        questions: of(None),
    };
    let chapters: Vec<Chapter> = chapters
        .chain([rest])
        .filter(|chapter| !chapter.questions.is_empty())
        .collect();
    let declined = DeclineReason::ALL.into_iter().map(|reason| {
        let is_meant = |q: &Question| {
            q.state == QuestionState::Declined
                && q.declined.as_ref().is_some_and(|(why, _)| *why == reason)
        };
        let count = state.questions.iter().filter(|(_, q)| is_meant(q)).count();
        (reason.into(), count as u32)
    });
    Some(Book {
        langs: info.langs.clone(),
        title: text(Passage::EventTitle, &info.title),
        venue: text(Passage::EventVenue, &info.venue),
        date: info.date.clone(),
        zone: info.zone.clone(),
        accent: info
            .accent
            .as_ref()
            .map(|accent| (accent.light.clone(), accent.dark.clone())),
        counts: counts(state, &chapters),
        chapters,
        declined: declined.filter(|(_, count)| *count > 0).collect(),
    })
}

fn counts(state: &State, chapters: &[Chapter]) -> Counts {
    let listed = chapters.iter().map(|chapter| chapter.questions.len());
    let mut counts = Counts {
        approved: listed.sum::<usize>() as u32,
        ..Counts::default()
    };
    for (_, q) in state.questions.iter() {
        match q.state {
            // Guests who are muted are not told, and nobody reads what they ask.
            QuestionState::Waiting if q.is_muted(&state.mutes) => {}
            QuestionState::Waiting => counts.waiting += 1,
            QuestionState::Declined => counts.declined += 1,
            QuestionState::Withdrawn => counts.withdrawn += 1,
            QuestionState::Merged => counts.merged += 1,
            QuestionState::Approved
            | QuestionState::Next
            | QuestionState::Now
            | QuestionState::Answered
            | QuestionState::Archived
            | QuestionState::Erased => {}
        }
    }
    counts
}

/// Returns a question as everybody may read it; None if it is not public.
fn asked(state: &State, id: QuestionId, q: &Question) -> Option<Asked> {
    if !q.state.is_public() {
        return None;
    }
    let Some(Item::Question(item)) = questions::item(state, &role::EVERYBODY, id) else {
        return None;
    };
    let steps = q.history.steps();
    let replied = steps
        .iter()
        .rev()
        .find(|step| step.what == What::Replied(true));
    let outcome = match (q.state, item.reply.is_empty()) {
        (QuestionState::Answered, _) => Outcome::Answered(q.moved_at),
        (_, false) => Outcome::Written,
        (_, true) => Outcome::Open,
    };
    Some(Asked {
        number: id.0 + 1,
        text: item.content.text,
        lang: item.content.lang,
        translations: item.content.translations,
        to: q.to.map(|to| addressee(state, to)).unwrap_or_default(),
        upvotes: item.upvotes,
        outcome,
        replied_at: replied
            .map(|step| step.at)
            .filter(|_| !item.reply.is_empty()),
        reply: item.reply,
        edited: q.screened.is_reworded(),
    })
}

fn addressee(state: &State, to: Addressee) -> Texts {
    let text = |of, texts| shown(state, of, texts);
    match to {
        Addressee::Person(id) => {
            let person = state.persons.get(id);
            person.map(|person| text(Passage::PersonName(id), &person.name))
        }
        Addressee::Organisation(id) => {
            let person = state.persons.get(id);
            person.map(|person| text(Passage::PersonOrg(id), &person.org))
        }
        Addressee::Session(id) => {
            let session = state.sessions.get(id);
            session.map(|session| text(Passage::SessionTitle(id), &session.info.title))
        }
    }
    .unwrap_or_default()
}
