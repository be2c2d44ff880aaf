//! A question from the hall: its text (in screening), its state, and its supporters.
//!
//! `ask.rs` decides the commands of its author and its supporters, and `queue.rs` those of moderators. `state.rs` says what
//! each state allows.

pub mod ask;
pub mod queue;
pub mod state;

pub use crate::status::DeclineReason;
pub use state::QuestionState;

use std::collections::BTreeMap;

use crate::ids::{Id, Millis, Moment, ParticipantId, PersonId, QuestionId, SessionId};
use crate::people::{Mutes, Participants};
use crate::screening::{Content, Screened};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub author: ParticipantId,
    pub screened: Screened,
    pub to: Option<PersonId>,
    pub state: QuestionState,
    /// Rises with every change by staff or withdrawal; a command must have seen it. Upvotes do not count.
    pub rev: u32,
    /// Supporters, without those who are muted.
    pub upvotes: u32,
    pub asked_at: Millis,
    /// The session that was running then.
    pub session: Option<SessionId>,
    /// The sequence of the last move.
    pub since: u64,
    /// Numbers that move among those of all questions: others are told it instead of `since`, which counts ballots.
    pub turn: u64,
    /// Orders *next* questions: the turn at which it joined the line, unless the line was reordered.
    pub place: u64,
    pub moved_at: Millis,
    pub declined: Option<(DeclineReason, Option<String>)>,
    /// The sequence of the last visible change.
    pub changed: u64,
}

/// All questions ever asked, and whether guests may ask.
///
/// # Invariants
/// - At most one question is *now*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    questions: Vec<Question>,
    /// Only guests who asked something are in it: most do not.
    by_author: BTreeMap<ParticipantId, Vec<QuestionId>>,
    /// Guests may ask.
    pub open: bool,
    /// The sequence of the last change of `open`.
    pub open_changed: u64,
    /// The sequence of the last change of a question.
    pub changed: u64,
    /// The number of questions that are neither withdrawn nor erased.
    alive: usize,
    /// The number of moves.
    turns: u64,
    /// The sequence at which a question was last answered that had been *now*.
    pub answered: u64,
}

impl Questions {
    /// Returns a question, if it exists.
    pub fn get(&self, id: QuestionId) -> Option<&Question> {
        self.questions.get(id.index())
    }

    /// Returns all questions ever asked, by id.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, &Question)> {
        self.questions
            .iter()
            .enumerate()
            .map(|(index, q)| (QuestionId::at(index), q))
    }

    /// Returns the questions that a guest asked, by id.
    pub fn of(&self, author: ParticipantId) -> impl Iterator<Item = (QuestionId, &Question)> {
        let ids = self.by_author.get(&author).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// Returns the questions in this state, by id.
    pub fn at(&self, state: QuestionState) -> impl Iterator<Item = QuestionId> {
        self.iter()
            .filter(move |(_, q)| q.state == state)
            .map(|(id, _)| id)
    }

    /// Returns the *next* questions, in order.
    pub fn line(&self) -> Vec<QuestionId> {
        let mut line: Vec<QuestionId> = self.at(QuestionState::Next).collect();
        line.sort_by_key(|id| (self.questions[id.index()].place, *id));
        line
    }

    /// Returns the question behind a *next* one in the line.
    pub fn behind(&self, id: QuestionId) -> Option<QuestionId> {
        self.get(id).filter(|q| q.state == QuestionState::Next)?;
        let line = self.line();
        let at = line.iter().position(|other| *other == id)?;
        line.get(at + 1).copied()
    }

    /// Returns the number of questions ever asked.
    pub fn len(&self) -> usize {
        self.questions.len()
    }

    /// Returns the number of questions that staff or guests can read: not those that were withdrawn or erased, nor those of muted guests that
    /// wait.
    pub fn alive(&self, mutes: &Mutes) -> usize {
        let questions = mutes.guests().flat_map(|id| self.of(id));
        let waiting = questions.filter(|(_, q)| q.state == QuestionState::Waiting);
        self.alive - waiting.count()
    }

    /// Returns true if nobody has asked anything.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    pub(crate) fn asked(&mut self, id: QuestionId, mut question: Question) {
        debug_assert_eq!(
            id.index(),
            self.questions.len(),
            "questions are numbered in the order of asking"
        );
        self.by_author.entry(question.author).or_default().push(id);
        self.changed = question.changed;
        self.alive += 1;
        self.turns += 1;
        question.turn = self.turns;
        self.questions.push(question);
    }

    pub(crate) fn upvoted(
        &mut self,
        participants: &mut Participants,
        participant: ParticipantId,
        question: QuestionId,
        on: bool,
        counts: bool,
        seq: u64,
    ) {
        let (Some(supporter), Some(q)) = (
            participants.get_mut(participant),
            self.questions.get_mut(question.index()),
        ) else {
            return;
        };
        match (supporter.upvotes.iter().position(|id| *id == question), on) {
            (None, true) => {
                supporter.upvotes.push(question);
                q.upvotes += u32::from(counts);
            }
            (Some(at), false) => {
                supporter.upvotes.swap_remove(at);
                q.upvotes -= u32::from(counts);
            }
            (None, false) | (Some(_), true) => {}
        }
        q.changed = seq;
        self.changed = seq;
    }

    /// Counts a guest's support of these questions, or no longer.
    pub(crate) fn weighed(&mut self, supported: &[QuestionId], counts: bool, seq: u64) {
        for id in supported {
            if let Some(q) = self.questions.get_mut(id.index()) {
                q.upvotes = q.upvotes.saturating_add_signed(if counts { 1 } else { -1 });
                q.changed = seq;
            }
        }
    }

    /// Marks what these guests asked as changed, without a new revision.
    pub(crate) fn touched(&mut self, of: &[ParticipantId], seq: u64) {
        let ids = of.iter().filter_map(|id| self.by_author.get(id)).flatten();
        for id in ids {
            if let Some(q) = self.questions.get_mut(id.index()) {
                q.changed = seq;
            }
        }
        self.changed = seq;
    }

    pub(crate) fn withdrawn(&mut self, id: QuestionId, now: Moment) {
        self.alive -= usize::from(self.get(id).is_some_and(Question::is_alive));
        self.change(id, now, |q| {
            q.state = QuestionState::Withdrawn;
            q.screened.unpublish();
        });
    }

    /// Forgets what questions said. A withdrawn one stays withdrawn, because staff do not see it.
    pub(crate) fn erased(&mut self, ids: &[QuestionId], now: Moment) {
        let is_erased = |id: &QuestionId| {
            let q = self.get(*id);
            q.is_some_and(|q| q.state == QuestionState::Erased)
        };
        let ids: Vec<QuestionId> = ids.iter().copied().filter(|id| !is_erased(id)).collect();
        for id in &ids {
            self.alive -= usize::from(self.get(*id).is_some_and(Question::is_alive));
            self.change(*id, now, |q| {
                if q.state != QuestionState::Withdrawn {
                    q.state = QuestionState::Erased;
                }
                q.screened.erase();
                q.declined = None;
            });
        }
    }

    pub(crate) fn approved(&mut self, id: QuestionId, revision: u32, now: Moment) {
        self.change(id, now, |q| {
            q.screened.approve(revision);
            q.declined = None;
            if matches!(q.state, QuestionState::Waiting | QuestionState::Declined) {
                q.state = QuestionState::Approved;
            }
        });
    }

    pub(crate) fn declined(
        &mut self,
        id: QuestionId,
        reason: DeclineReason,
        note: Option<&str>,
        now: Moment,
    ) {
        self.change(id, now, |q| {
            q.state = QuestionState::Declined;
            q.declined = Some((reason, note.map(str::to_owned)));
            q.screened.unpublish();
        });
    }

    pub(crate) fn edited(&mut self, id: QuestionId, content: &Content, now: Moment) {
        self.change(id, now, |q| q.screened.edit(content.clone()));
    }

    pub(crate) fn translated(
        &mut self,
        id: QuestionId,
        lang: &str,
        text: &str,
        of: &str,
        now: Moment,
    ) {
        self.change(id, now, |q| q.screened.translate(lang, text, of));
    }

    pub(crate) fn moved(&mut self, id: QuestionId, to: QuestionState, now: Moment) {
        let was_now = self.get(id).map(|q| q.state) == Some(QuestionState::Now);
        if was_now && to == QuestionState::Answered {
            self.answered = now.seq;
        }
        self.change(id, now, |q| {
            q.state = to;
            if to == QuestionState::Waiting {
                q.screened.unpublish();
                q.declined = None;
            }
        });
    }

    /// Reorders the *next* questions. The set of places stays; the questions swap places.
    pub(crate) fn placed(&mut self, id: QuestionId, before: Option<QuestionId>, now: Moment) {
        let mut line = self.line();
        let places: Vec<u64> = line
            .iter()
            .map(|id| self.questions[id.index()].place)
            .collect();
        line.retain(|other| *other != id);
        let at = before.and_then(|before| line.iter().position(|other| *other == before));
        line.insert(at.unwrap_or(line.len()), id);
        for (id, place) in line.into_iter().zip(places) {
            let q = &mut self.questions[id.index()];
            if q.place != place {
                q.place = place;
                q.changed = now.seq;
            }
        }
        self.change(id, now, |_| {});
    }

    pub(crate) fn addressed(&mut self, id: QuestionId, to: Option<PersonId>, now: Moment) {
        self.change(id, now, |q| q.to = to);
    }

    pub(crate) fn set_open(&mut self, open: bool, seq: u64) {
        self.open = open;
        self.open_changed = seq;
    }

    fn change(&mut self, id: QuestionId, now: Moment, change: impl FnOnce(&mut Question)) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            let before = q.state;
            change(q);
            q.rev += 1;
            q.changed = now.seq;
            if q.state != before {
                self.turns += 1;
                q.since = now.seq;
                q.turn = self.turns;
                q.place = self.turns;
                q.moved_at = now.at;
            }
        }
        self.changed = now.seq;
    }
}

impl Question {
    fn is_alive(&self) -> bool {
        !matches!(self.state, QuestionState::Withdrawn | QuestionState::Erased)
    }

    /// Returns a new question, which waits for a moderator.
    pub(crate) fn new(
        author: ParticipantId,
        content: &Content,
        to: Option<PersonId>,
        session: Option<SessionId>,
        now: Moment,
    ) -> Question {
        Question {
            author,
            screened: Screened::proposed(content.clone()),
            to,
            state: QuestionState::Waiting,
            rev: 1,
            upvotes: 0,
            asked_at: now.at,
            session,
            since: now.seq,
            turn: 0,
            place: 0,
            moved_at: now.at,
            declined: None,
            changed: now.seq,
        }
    }
}
