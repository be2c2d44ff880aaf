//! A question from the hall: its text (in screening), its state, and its supporters.
//!
//! `ask.rs` decides the commands of its author and its supporters, `queue.rs` those of moderators, `merge.rs` makes one of questions
//! that ask the same, and `marking.rs` decides what staff write beside the text. `state.rs` says what each state allows, and
//! `settings.rs` what a session lets guests do. `marks.rs` is what colleagues mark for one another, `labels.rs` the labels of the
//! event, `addressee.rs` to whom it is put, and `history.rs` what happened. `carry.rs` decides what goes over into the next session, and `similar.rs` finds questions
//! that say nearly the same.

pub mod addressee;
pub mod ask;
pub mod carry;
pub mod history;
pub mod labels;
pub mod many;
pub mod marking;
pub mod marks;
pub mod merge;
pub mod queue;
pub mod settings;
pub mod similar;
pub mod standing;
pub mod state;

use std::collections::{BTreeMap, BTreeSet};

pub use crate::status::{Broken, DeclineReason, Promise};
pub use settings::Settings;
pub use state::QuestionState;

use addressee::Addressee;
use history::{History, Step, What};
use marks::Marks;
use similar::{Index, Measure};

use crate::fact::{Fact, Parting};
use crate::ids::{Id, Millis, Moment, ParticipantId, QuestionId, SessionId};
use crate::people::{Mutes, Participants};
use crate::role::Actor;
use crate::screening::{Content, Screened};
use crate::text::Texts;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The guest who asked it; None if staff did.
    pub author: Option<ParticipantId>,
    pub screened: Screened,
    pub to: Option<Addressee>,
    pub state: QuestionState,
    /// Rises with every change by staff or withdrawal; a command must have seen it. Upvotes do not count.
    pub rev: u32,
    /// How often its author worded it anew.
    rewordings: u32,
    /// The guests who support it, without those who are muted. With several texts, those who support or asked one of them, each
    /// once.
    pub upvotes: u32,
    /// The guests who gave their support to this very text.
    supporters: BTreeSet<ParticipantId>,
    /// The question that it was merged into.
    pub into: Option<QuestionId>,
    /// The question that it was merged into last, if it is no longer.
    pub left: Option<QuestionId>,
    /// The questions merged into it, in that order.
    pub merged: Vec<QuestionId>,
    /// Its state before it was merged.
    was: QuestionState,
    pub asked_at: Millis,
    /// The sequence at which it was last carried over, archived or brought back.
    pub settled: u64,
    /// The session it belongs to: the one that was running when it was asked, or that it was carried over into.
    pub session: Option<SessionId>,
    /// The sequence of the last move.
    pub since: u64,
    /// Numbers that move among those of all questions: others are told it instead of `since`, which counts ballots.
    pub turn: u64,
    /// Orders *next* questions: the turn at which it joined the line, unless the line was reordered.
    pub place: u64,
    pub moved_at: Millis,
    pub declined: Option<(DeclineReason, Option<String>)>,
    pub marks: Marks,
    /// The staff's answer in writing.
    pub reply: Option<Texts>,
    /// Rises with every change of the reply; a command must have seen it.
    pub reply_rev: u32,
    pub history: History,
    /// Guests who reported it, without those who were muted then.
    pub reports: u32,
    /// Earlier questions of its session that say nearly the same, the most similar first.
    pub similar: Vec<QuestionId>,
    /// The sequence of the last visible change.
    pub changed: u64,
}

/// Limit on the sessions whose questions one look-up compares.
pub const SESSIONS_LOOKED_MAX: usize = 6;

/// All questions ever asked, and whether guests may ask.
///
/// # Invariants
/// - At most one question is *now*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    questions: Vec<Question>,
    /// Muted guests, whose support does not count.
    unheard: BTreeSet<ParticipantId>,
    /// What guests may do outside of sessions, and in those without settings of their own.
    settings: Set<Settings>,
    /// What guests may do in a session; None again if it follows the event.
    of_sessions: BTreeMap<SessionId, Set<Option<Settings>>>,
    /// The sequence of the last change of any settings.
    pub settings_changed: u64,
    /// The texts of each session, of which withdrawn questions have none.
    texts: BTreeMap<Option<SessionId>, Index>,
    /// Only guests who asked something are in it: most do not.
    by_author: BTreeMap<ParticipantId, Vec<QuestionId>>,
    /// What guests reported, of those who reported something.
    reported_by: BTreeMap<ParticipantId, Vec<QuestionId>>,
    /// The sequence of the last change of a question.
    pub changed: u64,
    /// The number of questions that are neither withdrawn nor erased.
    alive: usize,
    /// The questions of the steps of the command under way, one for each step.
    unsigned: Vec<QuestionId>,
    /// The number of moves.
    turns: u64,
    /// The sequence at which a question was last answered that had been *now*.
    pub answered: u64,
    /// What is promised to the screen, or how the last promise ended.
    promise: Option<Promise>,
    /// The sequence of the last change of the promise.
    pub promise_changed: u64,
}

/// Settings, and the sequence of their last change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Set<T> {
    to: T,
    changed: u64,
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

    /// Returns true if any question is put to somebody who is meant.
    pub fn put_to(&self, is_meant: impl Fn(Addressee) -> bool) -> bool {
        self.iter().any(|(_, q)| q.to.is_some_and(&is_meant))
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

    /// Returns the languages of these in which guests cannot read a question. Where somebody asked the same in a language, its words
    /// stand for a translation.
    pub fn lacking(&self, id: QuestionId, langs: &[String]) -> Vec<String> {
        self.get(id).map_or_else(Vec::new, |q| {
            let lacking = q.screened.lacking(langs);
            lacking
                .into_iter()
                .filter(|lang| !q.merged.iter().any(|text| self.is_in(*text, lang)))
                .collect()
        })
    }

    /// Returns true if the public text of a question was asked in this language.
    pub(crate) fn is_in(&self, id: QuestionId, lang: &str) -> bool {
        let public = self.get(id).and_then(|q| q.screened.public());
        public.is_some_and(|public| public.content().lang == lang)
    }

    /// Returns what is promised to the screen, or how the last promise ended.
    pub fn promise(&self) -> Option<Promise> {
        self.promise
    }

    pub(crate) fn promised(&mut self, promise: Option<Promise>, seq: u64) {
        self.promise = promise;
        self.promise_changed = seq;
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
        if let Some(author) = question.author {
            self.by_author.entry(author).or_default().push(id);
        }
        self.changed = question.changed;
        self.alive += 1;
        let texts = self.texts.entry(question.session).or_default();
        texts.put(id, &question.screened.content().text);
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
        seq: u64,
    ) {
        let (Some(supporter), Some(q)) = (
            participants.get_mut(participant),
            self.questions.get(question.index()),
        ) else {
            return;
        };
        let counted = self.counts(participant, question);
        // Whoever ends the support no longer supports any of its texts.
        let merged = if on { vec![] } else { q.merged.clone() };
        for id in [question].into_iter().chain(merged) {
            let Some(text) = self.questions.get_mut(id.index()) else {
                continue;
            };
            if on && text.supporters.insert(participant) {
                supporter.upvotes.push(id);
            }
            if !on && text.supporters.remove(&participant) {
                supporter.upvotes.retain(|other| *other != id);
            }
            if id != question {
                text.upvotes = text.supporters.len() as u32;
            }
        }
        let counts = self.counts(participant, question);
        let q = &mut self.questions[question.index()];
        q.upvotes = q.upvotes + u32::from(counts) - u32::from(counted);
        q.changed = seq;
        self.changed = seq;
    }

    /// Returns true if a question counts this guest.
    fn counts(&self, guest: ParticipantId, id: QuestionId) -> bool {
        let has_several = self.get(id).is_some_and(|q| !q.merged.is_empty());
        !self.unheard.contains(&guest)
            && (self.supports(guest, id) || (has_several && self.asked_by(guest, id)))
    }

    /// Counts a guest's support of these questions and of what it asked, or no longer.
    pub(crate) fn weighed(
        &mut self,
        guest: ParticipantId,
        supported: &[QuestionId],
        counts: bool,
        seq: u64,
    ) {
        let asked = self.of(guest).map(|(id, _)| id);
        let texts = supported.iter().copied().chain(asked);
        let heads: BTreeSet<QuestionId> = texts.map(|id| self.head(id)).collect();
        let counted: Vec<(QuestionId, bool)> = heads
            .into_iter()
            .map(|id| (id, self.counts(guest, id)))
            .collect();
        if counts {
            self.unheard.remove(&guest);
        } else {
            self.unheard.insert(guest);
        }
        for (id, before) in counted {
            let now = self.counts(guest, id);
            if let Some(q) = self.questions.get_mut(id.index())
                && now != before
            {
                q.upvotes = q.upvotes + u32::from(now) - u32::from(before);
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

    /// Returns what guests may do with the questions of a session, or of none.
    pub fn settings(&self, session: Option<SessionId>) -> Settings {
        self.own_settings(session).unwrap_or(self.settings.to)
    }

    /// Returns the settings of a session, or those outside of sessions; None for a session that follows the event.
    pub fn own_settings(&self, session: Option<SessionId>) -> Option<Settings> {
        match session {
            Some(id) => self.of_sessions.get(&id)?.to,
            None => Some(self.settings.to),
        }
    }

    /// Returns the sequence of the last change of these settings.
    pub fn settings_changed_of(&self, session: Option<SessionId>) -> u64 {
        match session {
            Some(id) => self.of_sessions.get(&id).map_or(0, |set| set.changed),
            None => self.settings.changed,
        }
    }

    /// Returns the text of a question that guests see now, if any.
    pub fn seen_by_guests<'q>(&self, q: &'q Question) -> Option<&'q Content> {
        q.seen_by_guests(&self.settings(q.session))
    }

    /// Returns at most `max` questions of a session that are similar to a text, the most similar first.
    pub fn like(
        &self,
        session: Option<SessionId>,
        text: &str,
        measure: Measure,
        max: usize,
        keeps: impl Fn(QuestionId, &Question) -> bool,
    ) -> Vec<QuestionId> {
        let keeps = |id| self.get(id).is_some_and(|q| keeps(id, q));
        let texts = self.texts.get(&session);
        texts.map_or(vec![], |texts| texts.look_up(text, measure, max, keeps))
    }

    /// Returns at most `max` questions of any session that are similar to a text, the most similar of each session first. Of more
    /// sessions than [`SESSIONS_LOOKED_MAX`] with questions, the latest count.
    pub fn like_anywhere(
        &self,
        text: &str,
        measure: Measure,
        max: usize,
        keeps: impl Fn(QuestionId, &Question) -> bool,
    ) -> Vec<QuestionId> {
        let keeps = |id| self.get(id).is_some_and(|q| keeps(id, q));
        let sessions = self.texts.values().rev().filter(|texts| !texts.is_empty());
        let looked = sessions.take(SESSIONS_LOOKED_MAX);
        looked
            .flat_map(|texts| texts.look_up(text, measure, max, keeps))
            .collect()
    }

    pub(crate) fn posted(&mut self, id: QuestionId, revision: u32, seq: u64) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.screened.post(revision);
            q.changed = seq;
        }
        self.changed = seq;
    }

    pub(crate) fn likened(&mut self, id: QuestionId, similar: &[QuestionId], seq: u64) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.similar = similar.to_vec();
            q.changed = seq;
        }
        self.changed = seq;
    }

    pub(crate) fn reworded(&mut self, id: QuestionId, content: &Content, now: Moment) {
        self.change(id, now, |q| {
            q.screened.reword(content.clone());
            q.rewordings += 1;
        });
        self.index(id);
    }

    /// Returns the questions that a guest reported.
    pub fn reported_by(&self, guest: ParticipantId) -> &[QuestionId] {
        self.reported_by.get(&guest).map_or(&[], Vec::as_slice)
    }

    /// Notes a guest's report. A muted guest's does not count.
    pub(crate) fn reported(&mut self, by: ParticipantId, id: QuestionId, counts: bool, seq: u64) {
        let Some(q) = self.questions.get_mut(id.index()) else {
            return;
        };
        let reported = self.reported_by.entry(by).or_default();
        if reported.contains(&id) {
            return;
        }
        reported.push(id);
        if counts {
            q.reports += 1;
            q.changed = seq;
            self.changed = seq;
        }
    }

    /// Carries questions over into a session, and archives others. Returns how all of them stood.
    pub(crate) fn parted(
        &mut self,
        to: SessionId,
        carried: &[QuestionId],
        archived: &[QuestionId],
        now: Moment,
    ) -> Vec<Parting> {
        let mut before = self.partings(carried);
        before.extend(self.partings(archived));
        for id in carried {
            let Some(q) = self.get(*id) else { continue };
            let is_archived = q.state == QuestionState::Archived;
            let state = if is_archived { q.unarchived() } else { q.state };
            self.settle(*id, state, Some(to), now);
        }
        for id in archived {
            let session = self.get(*id).and_then(|q| q.session);
            self.settle(*id, QuestionState::Archived, session, now);
        }
        before
    }

    pub(crate) fn returned(&mut self, back: &[Parting], now: Moment) {
        for parting in back {
            self.settle(parting.question, parting.state, parting.session, now);
        }
    }

    /// Gives a question a state and a session. Its text is public or not, as before. A new session alone is no new revision: it
    /// takes nothing away from a moderator who is at work on it.
    fn settle(
        &mut self,
        id: QuestionId,
        state: QuestionState,
        session: Option<SessionId>,
        now: Moment,
    ) {
        let Some(q) = self.questions.get_mut(id.index()) else {
            return;
        };
        let was = q.session;
        q.session = session;
        q.settled = now.seq;
        q.changed = now.seq;
        self.changed = now.seq;
        if q.state != state {
            self.change(id, now, |q| q.state = state);
        }
        if was != session {
            self.unindex(id, was);
            self.index(id);
        }
        self.settle_merged(id, session, now);
    }

    /// Lets the texts of a question follow it into a session.
    fn settle_merged(&mut self, id: QuestionId, session: Option<SessionId>, now: Moment) {
        let merged = self.get(id).map_or(vec![], |q| q.merged.clone());
        for text in merged {
            let Some(q) = self.questions.get_mut(text.index()) else {
                continue;
            };
            let was = std::mem::replace(&mut q.session, session);
            if was != session {
                q.changed = now.seq;
                self.unindex(text, was);
                self.index(text);
            }
        }
    }

    /// Indexes a question's newest text in its session.
    fn index(&mut self, id: QuestionId) {
        if let Some(q) = self.questions.get(id.index())
            && q.state != QuestionState::Withdrawn
        {
            let texts = self.texts.entry(q.session).or_default();
            texts.put(id, &q.screened.content().text);
        }
    }

    fn unindex(&mut self, id: QuestionId, session: Option<SessionId>) {
        if let Some(texts) = self.texts.get_mut(&session) {
            texts.remove(id);
        }
    }

    pub(crate) fn withdrawn(
        &mut self,
        participants: &mut Participants,
        id: QuestionId,
        now: Moment,
    ) {
        self.pass_on(participants, id);
        self.leave(id, now);
        let session = self.get(id).and_then(|q| q.session);
        self.unindex(id, session);
        self.alive -= usize::from(self.get(id).is_some_and(Question::is_alive));
        self.change(id, now, |q| {
            q.state = QuestionState::Withdrawn;
            q.screened.unpublish();
        });
    }

    /// Forgets what questions said. A withdrawn one stays withdrawn, because staff do not see it.
    pub(crate) fn erased(
        &mut self,
        participants: &mut Participants,
        ids: &[QuestionId],
        now: Moment,
    ) {
        let is_erased = |id: &QuestionId| {
            let q = self.get(*id);
            q.is_some_and(|q| q.state == QuestionState::Erased)
        };
        let ids: Vec<QuestionId> = ids.iter().copied().filter(|id| !is_erased(id)).collect();
        for id in &ids {
            self.pass_on(participants, *id);
            self.leave(*id, now);
            self.alive -= usize::from(self.get(*id).is_some_and(Question::is_alive));
            let session = self.get(*id).and_then(|q| q.session);
            self.unindex(*id, session);
            self.change(*id, now, |q| {
                if q.state != QuestionState::Withdrawn {
                    q.state = QuestionState::Erased;
                }
                q.screened.erase();
                q.history.erase();
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
        self.index(id);
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
        self.index(id);
    }

    /// Moves a question. One that leaves the archive belongs to the running session.
    pub(crate) fn moved(
        &mut self,
        id: QuestionId,
        to: QuestionState,
        running: Option<SessionId>,
        now: Moment,
    ) {
        let from = self.get(id).map(|q| (q.state, q.session));
        if let Some((QuestionState::Archived, session)) = from
            && to != QuestionState::Archived
        {
            self.settle(id, QuestionState::Archived, running.or(session), now);
        }
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

    pub(crate) fn addressed(&mut self, id: QuestionId, to: Option<Addressee>, now: Moment) {
        self.change(id, now, |q| q.to = to);
    }

    /// Changes a question's marks, which are no part of its revision.
    pub(crate) fn marked(&mut self, id: QuestionId, seq: u64, mark: impl FnOnce(&mut Marks)) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            mark(&mut q.marks);
            q.marks.rev += 1;
            q.changed = seq;
        }
        self.changed = seq;
    }

    pub(crate) fn replied(&mut self, id: QuestionId, reply: Option<&Texts>, seq: u64) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.reply = reply.cloned();
            q.reply_rev += 1;
            q.changed = seq;
        }
        self.changed = seq;
    }

    /// Remembers a fact as a step in the life of its question. Call it before the fact is applied.
    pub(crate) fn remember(&mut self, fact: &Fact, at: Millis) {
        let mut steps: Vec<(QuestionId, Actor, What)> = history::step(fact).into_iter().collect();
        if let Fact::QuestionWithdrawn(id) = fact
            && let Some(guest) = self.get(*id).and_then(|q| q.author)
        {
            steps.push((*id, Actor::Participant(guest), What::Withdrawn));
        }
        if let Fact::QuestionMerged(id, into, by) = fact {
            steps.push((*into, *by, What::Joined(*id)));
        }
        if let Fact::QuestionSplit(id, _, by) = fact
            && let Some(kept) = self.get(*id).and_then(|q| q.into)
        {
            steps.push((kept, *by, What::Parted(*id)));
        }
        for (id, by, what) in steps {
            let before = self.standing(id).map(Box::new);
            let begins = !self.unsigned.contains(&id);
            if let Some(q) = self.questions.get_mut(id.index()) {
                q.history.add(Step {
                    at,
                    by,
                    desk: None,
                    what,
                    begins,
                    before,
                });
                if matches!(by, Actor::Staff(_)) {
                    self.unsigned.push(id);
                }
            }
        }
        if let Fact::Accepted(..) = fact {
            self.unsigned.clear();
        }
    }

    /// Says at which desk the steps of the command under way were decided.
    pub(crate) fn signed(&mut self, desk: u32) {
        for id in std::mem::take(&mut self.unsigned) {
            if let Some(q) = self.questions.get_mut(id.index()) {
                q.history.sign(desk);
            }
        }
    }

    pub(crate) fn set(&mut self, session: Option<SessionId>, to: Option<Settings>, seq: u64) {
        let changed = seq;
        match session {
            Some(id) => _ = self.of_sessions.insert(id, Set { to, changed }),
            None => {
                let to = to.unwrap_or_default();
                self.settings = Set { to, changed };
            }
        }
        self.settings_changed = seq;
    }

    fn change(&mut self, id: QuestionId, now: Moment, change: impl FnOnce(&mut Question)) {
        let mut kept = None;
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
            kept = q.into;
        }
        // It shows this text as well.
        if let Some(kept) = kept.and_then(|kept| self.questions.get_mut(kept.index())) {
            kept.changed = now.seq;
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
        author: Option<ParticipantId>,
        content: &Content,
        to: Option<Addressee>,
        session: Option<SessionId>,
        now: Moment,
    ) -> Question {
        Question {
            author,
            screened: Screened::proposed(content.clone()),
            to,
            state: QuestionState::Waiting,
            rev: 1,
            rewordings: 0,
            upvotes: 0,
            supporters: BTreeSet::new(),
            into: None,
            left: None,
            merged: vec![],
            was: QuestionState::Waiting,
            asked_at: now.at,
            settled: 0,
            session,
            since: now.seq,
            turn: 0,
            place: 0,
            moved_at: now.at,
            declined: None,
            marks: Marks::default(),
            reply: None,
            reply_rev: 0,
            history: History::default(),
            reports: 0,
            similar: vec![],
            changed: now.seq,
        }
    }

    /// Returns the guests who gave their support to this very text.
    pub fn supporters(&self) -> impl Iterator<Item = ParticipantId> {
        self.supporters.iter().copied()
    }

    /// Returns true if this guest asked it.
    pub fn is_by(&self, guest: ParticipantId) -> bool {
        self.author == Some(guest)
    }

    /// Returns how many guests were muted together with its asker, that one included; 0 if it is not muted.
    pub fn muted_with(&self, mutes: &Mutes) -> u32 {
        self.author.map_or(0, |by| mutes.together(by))
    }

    /// Returns true if one of these mutes silences its asker.
    pub fn is_muted(&self, mutes: &Mutes) -> bool {
        self.author.is_some_and(|by| mutes.has(by))
    }

    /// Returns the text that guests see, with these settings of its session: what a moderator approved or, where questions are
    /// published at once, what still waits.
    pub fn seen_by_guests(&self, settings: &Settings) -> Option<&Content> {
        let is_posted = settings.at_once && self.state == QuestionState::Waiting;
        let posted = self.screened.posted().filter(|_| is_posted);
        let public = self.screened.public().map(|public| public.content());
        public.or(posted.map(|posted| posted.content()))
    }
}
