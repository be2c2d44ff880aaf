//! Merging questions that ask the same: one is kept, and the texts of the others stand beside its own, in the words of those who
//! asked.
//!
//! # Invariants
//! - A merged question has no questions merged into it: chains are flattened.
//! - Each text keeps its own supporters. A question with several texts counts every guest who supports one of them or asked one
//!   of them, each once, so a split gives back exactly what came with a text, and what came since stays with the kept one.

use std::iter::once;

use super::state::{QuestionState, Verb};
use super::{Question, Questions};
use crate::fact::{Decision, Fact};
use crate::ids::{Moment, ParticipantId, QuestionId};
use crate::people::Participants;
use crate::rejection::Rejection;
use crate::role::Actor;

/// Limit on the questions merged into one.
pub const MERGED_MAX: usize = 20;

impl Questions {
    /// Returns the question that stands for this one: the one that it was merged into, or itself.
    pub fn head(&self, id: QuestionId) -> QuestionId {
        self.get(id).and_then(|q| q.into).unwrap_or(id)
    }

    /// Returns the question and those merged into it.
    pub fn texts(&self, id: QuestionId) -> impl Iterator<Item = (QuestionId, &Question)> {
        let merged = self.get(id).into_iter().flat_map(|q| &q.merged).copied();
        once(id)
            .chain(merged)
            .filter_map(|id| Some((id, self.get(id)?)))
    }

    /// Returns true if a guest supports one of the texts of a question.
    pub fn supports(&self, guest: ParticipantId, id: QuestionId) -> bool {
        self.texts(id).any(|(_, q)| q.supporters.contains(&guest))
    }

    /// Returns true if a guest asked one of the texts of a question.
    pub fn asked_by(&self, guest: ParticipantId, id: QuestionId) -> bool {
        self.texts(id).any(|(_, q)| q.is_by(guest))
    }

    /// Returns the guests whom one text of a question with several brings: those who support it, and the one who asked it.
    pub fn brings(&self, id: QuestionId) -> u32 {
        let q = self.get(id).into_iter();
        let guests = q.flat_map(Question::brings);
        guests.filter(|guest| self.hears(*guest)).count() as u32
    }

    /// Decides to merge a question into another one. That approves exactly the revision seen, because others read it wherever
    /// they read the kept one. What was merged into it comes along.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`]; [`Rejection::MergeIntoItself`];
    /// [`Rejection::MergeInto`] for a question that cannot be kept; [`Rejection::TooManyMerged`].
    pub fn merge(&self, id: QuestionId, seen: u32, into: QuestionId, by: Actor) -> Decision {
        if id == into {
            return Err(Rejection::MergeIntoItself);
        }
        let kept = self.get(into).ok_or(Rejection::Unknown)?;
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        // Before the revision, because merging into one of its own texts is a circle and no race.
        if !kept.state.takes_merged() {
            return Err(Rejection::MergeInto { state: kept.state });
        }
        self.seen(id, seen, Verb::Merge)?;
        if !self.has_room_merged(id, into) {
            let max = MERGED_MAX as u32;
            return Err(Rejection::TooManyMerged { max });
        }
        let along = q.merged.iter();
        let mut facts: Vec<Fact> = along
            .map(|text| Fact::QuestionMerged(*text, into, by))
            .collect();
        facts.push(Fact::QuestionMerged(id, into, by));
        if !q.screened.is_public() {
            let revision = q.screened.revision();
            facts.push(Fact::QuestionApproved(id, revision, by));
        }
        Ok(facts)
    }

    /// Decides to take a question out of the one that it was merged into. It is approved if others have read it there, and waits
    /// otherwise, unless it was approved before. Out of an archived question it comes archived.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn split(&self, id: QuestionId, seen: u32, by: Actor) -> Decision {
        let q = self.seen(id, seen, Verb::Split)?;
        let kept = q.into.and_then(|kept| self.get(kept));
        let to = if kept.is_some_and(|kept| kept.state == QuestionState::Archived) {
            QuestionState::Archived
        } else if self.is_read(q) {
            QuestionState::Approved
        } else {
            QuestionState::Waiting
        };
        Ok(vec![Fact::QuestionSplit(id, to, by)])
    }

    /// Returns true if others may have read a merged question: in the one that it was merged into, or before.
    fn is_read(&self, q: &Question) -> bool {
        let kept = q.into.and_then(|kept| self.get(kept));
        let is_public = kept.is_some_and(|kept| kept.screened.public().is_some());
        is_public || q.was != QuestionState::Waiting
    }

    /// Returns true if a question with those merged into it has room in another one.
    pub fn has_room_merged(&self, id: QuestionId, into: QuestionId) -> bool {
        let texts = |id| self.texts(id).count();
        texts(id) + texts(into) <= MERGED_MAX + 1
    }

    /// Returns the facts before a question is withdrawn or erased: the first of those merged into it takes its place, and it becomes
    /// one of that one's texts. The others who asked and supported it lose nothing.
    pub(crate) fn handed_over(&self, id: QuestionId, q: &Question, by: Actor) -> Vec<Fact> {
        let Some((first, others)) = q.merged.split_first() else {
            return vec![];
        };
        let to = match q.state {
            QuestionState::Approved | QuestionState::Next | QuestionState::Archived => q.state,
            QuestionState::Now | QuestionState::Answered => QuestionState::Approved,
            QuestionState::Waiting
            | QuestionState::Declined
            | QuestionState::Withdrawn
            | QuestionState::Erased
            | QuestionState::Merged => QuestionState::Waiting,
        };
        let mut facts = vec![Fact::QuestionSplit(*first, to, by)];
        if to == QuestionState::Next {
            facts.push(Fact::QuestionPlaced(*first, Some(id), by));
        }
        let texts = others.iter().copied().chain([id]);
        facts.extend(texts.map(|text| Fact::QuestionMerged(text, *first, by)));
        facts
    }

    pub(crate) fn merged(&mut self, id: QuestionId, into: QuestionId, now: Moment) {
        if id == into || self.get(into).is_none() {
            return;
        }
        self.leave(id, now);
        self.change(id, now, |q| {
            // Only an undo merges in the archive, and it was something else before it came there.
            if q.state != QuestionState::Archived {
                q.was = q.state;
            }
            q.state = QuestionState::Merged;
            q.into = Some(into);
        });
        self.change(into, now, |q| q.merged.push(id));
        self.recount(into);
    }

    pub(crate) fn split_off(&mut self, id: QuestionId, to: QuestionState, now: Moment) {
        let is_read = self.get(id).is_some_and(|q| self.is_read(q));
        let hides = match to {
            QuestionState::Waiting => true,
            QuestionState::Archived => !is_read,
            QuestionState::Approved
            | QuestionState::Next
            | QuestionState::Now
            | QuestionState::Answered
            | QuestionState::Declined
            | QuestionState::Withdrawn
            | QuestionState::Erased
            | QuestionState::Merged => false,
        };
        self.leave(id, now);
        self.change(id, now, |q| {
            q.state = to;
            if hides {
                q.screened.unpublish();
            }
        });
        self.recount(id);
    }

    /// Lets whoever supports a merged question support the one that it was merged into.
    pub(super) fn pass_on(&mut self, participants: &mut Participants, id: QuestionId) {
        let Some((q, kept)) = self.get(id).and_then(|q| Some((q, q.into?))) else {
            return;
        };
        let supporters: Vec<ParticipantId> = q.supporters.iter().copied().collect();
        for guest in supporters {
            let asked = self.get(kept).is_some_and(|kept| kept.is_by(guest));
            let is_new = !asked
                && self
                    .questions
                    .get_mut(kept.index())
                    .is_some_and(|kept| kept.supporters.insert(guest));
            if let Some(guest) = participants.get_mut(guest) {
                guest.upvotes.retain(|other| *other != id);
                if is_new {
                    guest.upvotes.push(kept);
                }
            }
        }
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.supporters.clear();
            q.upvotes = 0;
        }
    }

    /// Takes a question out of the one that it was merged into.
    pub(super) fn leave(&mut self, id: QuestionId, now: Moment) {
        let Some(kept) = self.get(id).and_then(|q| q.into) else {
            return;
        };
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.into = None;
            q.left = Some(kept);
        }
        self.change(kept, now, |kept| kept.merged.retain(|text| *text != id));
        self.recount(kept);
    }

    /// Returns true if the guest is not muted.
    fn hears(&self, guest: ParticipantId) -> bool {
        !self.unheard.contains(&guest)
    }

    /// Counts the guests of a question anew.
    fn recount(&mut self, id: QuestionId) {
        let Some(q) = self.get(id) else { return };
        let heard = |guest: &ParticipantId| self.hears(*guest);
        let count = if q.merged.is_empty() {
            q.supporters.iter().copied().filter(heard).count()
        } else {
            let texts = self.texts(id).map(|(_, text)| text);
            let guests = texts.flat_map(Question::brings).filter(heard);
            let mut guests: Vec<ParticipantId> = guests.collect();
            guests.sort();
            guests.dedup();
            guests.len()
        };
        if let Some(q) = self.questions.get_mut(id.index()) {
            q.upvotes = count as u32;
        }
    }
}

impl Question {
    /// Returns the guests who support this very text, and the one who asked it.
    fn brings(&self) -> impl Iterator<Item = ParticipantId> {
        let asker = self.author.filter(|by| !self.supporters.contains(by));
        self.supporters.iter().copied().chain(asker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;
    use crate::role::StaffRole;
    use crate::screening::Content;

    #[test]
    fn a_question_takes_only_so_many_and_each_brings_those_that_it_took() {
        let mut questions = Questions::default();
        let now = Moment { seq: 1, at: 0 };
        for index in 0..MERGED_MAX + 2 {
            let content = Content {
                text: format!("Q{index}"),
                lang: "en".into(),
                ..Content::default()
            };
            let by = Some(ParticipantId::at(index));
            let question = Question::new(by, &content, None, None, now);
            questions.asked(QuestionId::at(index), question);
        }
        let [kept, last, more] = [0, MERGED_MAX, MERGED_MAX + 1].map(QuestionId::at);
        for index in 1..MERGED_MAX {
            questions.merged(QuestionId::at(index), kept, now);
        }
        let merge = |questions: &Questions, id, into| {
            let seen = questions.get(id).map_or(0, |q| q.rev);
            questions.merge(id, seen, into, Actor::Staff(StaffRole::Moderator))
        };
        let max = MERGED_MAX as u32;
        let is_full = Err(Rejection::TooManyMerged { max });
        questions.merged(more, last, now);
        assert_eq!(merge(&questions, last, kept), is_full);
        questions.split_off(more, QuestionState::Waiting, now);
        assert!(merge(&questions, last, kept).is_ok());
        questions.merged(last, kept, now);
        assert_eq!(merge(&questions, more, kept), is_full);
        assert_eq!(merge(&questions, kept, more), is_full);
    }
}
