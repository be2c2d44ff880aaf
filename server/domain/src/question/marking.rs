//! What staff write about a question beside its text: marks for colleagues, and a reply that everybody reads.

use super::labels::Labels;
use super::marks::NOTES_MAX;
use super::state::Verb;
use super::{Question, QuestionState, Questions};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{LabelId, QuestionId};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::text::{self, Texts};

impl Questions {
    /// Decides to put a label on a question, or to take it off.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a missing question or label; [`Rejection::NotFromHere`] for a withdrawn question.
    pub fn label(
        &self,
        labels: &Labels,
        id: QuestionId,
        label: LabelId,
        on: bool,
        by: Actor,
    ) -> Decision {
        let q = self.known(id)?;
        labels.get(label).ok_or(Rejection::Unknown)?;
        let has = q.marks.labels.contains(&label);
        Ok(unless(has == on, Fact::QuestionLabelled(id, label, on, by)))
    }

    /// Decides to star a question, or to take the star away.
    ///
    /// # Errors
    /// As [`Questions::label`].
    pub fn star(&self, id: QuestionId, on: bool, by: Actor) -> Decision {
        let q = self.known(id)?;
        Ok(unless(
            q.marks.star == on,
            Fact::QuestionStarred(id, on, by),
        ))
    }

    /// Decides to pin a question above the others at the desks, or no longer.
    ///
    /// # Errors
    /// As [`Questions::label`].
    pub fn pin(&self, id: QuestionId, on: bool, by: Actor) -> Decision {
        let q = self.known(id)?;
        Ok(unless(q.marks.pin == on, Fact::QuestionPinned(id, on, by)))
    }

    /// Decides that so many reports of guests about a question were looked at. One that came meanwhile stays open.
    ///
    /// # Errors
    /// As [`Questions::label`].
    pub fn settle_reports(&self, id: QuestionId, reports: u32, by: Actor) -> Decision {
        let q = self.known(id)?;
        let settled = reports.min(q.reports);
        Ok(unless(
            settled <= q.marks.settled,
            Fact::ReportsSettled(id, settled, by),
        ))
    }

    /// Decides a note for colleagues.
    ///
    /// # Errors
    /// As [`Questions::label`]; [`Rejection::TextEmpty`], [`Rejection::TextTooLong`], [`Rejection::TooManyNotes`].
    pub fn note(&self, id: QuestionId, raw: &str, by: Actor) -> Decision {
        let q = self.known(id)?;
        let text = text::required(raw, TextField::StaffNote)?;
        if q.marks.notes.len() >= NOTES_MAX {
            let max = NOTES_MAX as u32;
            return Err(Rejection::TooManyNotes { max });
        }
        let number = q.marks.note_next;
        Ok(vec![Fact::QuestionNoted(id, number, Some(text), by)])
    }

    /// Decides to take a note away.
    ///
    /// # Errors
    /// As [`Questions::label`]; [`Rejection::Unknown`] for a missing note.
    pub fn drop_note(&self, id: QuestionId, number: u32, by: Actor) -> Decision {
        let q = self.known(id)?;
        let mut notes = q.marks.notes.iter();
        let note = notes.find(|note| note.number == number);
        note.ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::QuestionNoted(id, number, None, by)])
    }

    /// Decides the staff's reply in writing, in place of the last one; without texts it is taken back. It is public at once
    /// where the question is, and its asker reads it in any case. `seen` is the reply's revision.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`], [`Rejection::BadLanguage`],
    /// [`Rejection::TextTooLong`].
    pub fn reply(
        &self,
        event: &Event,
        id: QuestionId,
        seen: u32,
        texts: &Texts,
        by: Actor,
    ) -> Decision {
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if q.reply_rev != seen {
            return Err(q.stale());
        }
        if !q.allows(Verb::Reply) {
            return Err(Rejection::NotFromHere);
        }
        let info = event.info.as_ref().ok_or(Rejection::Unknown)?;
        let mut reply = Texts::new();
        for (lang, raw) in texts {
            if !info.langs.contains(lang) {
                return Err(Rejection::BadLanguage);
            }
            if let Some(text) = text::optional(Some(raw), TextField::Reply)? {
                reply.insert(lang.clone(), text);
            }
        }
        let reply = (!reply.is_empty()).then_some(reply);
        Ok(unless(
            q.reply == reply,
            Fact::QuestionReplied(id, reply, by),
        ))
    }

    /// Returns a question that can have marks.
    fn known(&self, id: QuestionId) -> Result<&Question, Rejection> {
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if matches!(q.state, QuestionState::Withdrawn | QuestionState::Erased) {
            Err(Rejection::NotFromHere)
        } else {
            Ok(q)
        }
    }
}

/// Returns a fact, unless it is so already.
fn unless(is_so: bool, fact: Fact) -> Vec<Fact> {
    if is_so { vec![] } else { vec![fact] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Moment;
    use crate::role::StaffRole;
    use crate::screening::Content;

    #[test]
    fn a_question_has_only_so_many_notes_and_room_again_when_one_goes() {
        let (id, by) = (QuestionId(0), Actor::Staff(StaffRole::Moderator));
        let mut questions = Questions::default();
        let now = Moment { seq: 1, at: 0 };
        let asked = Question::new(None, &Content::default(), None, None, now);
        questions.asked(id, asked);
        for number in 0..NOTES_MAX as u32 {
            assert!(questions.note(id, "Row 3", by).is_ok());
            questions.marked(id, 1, |marks| marks.note(number, Some("Row 3"), by, 0));
        }
        let max = NOTES_MAX as u32;
        let is_full = Err(Rejection::TooManyNotes { max });
        assert_eq!(questions.note(id, "Row 4", by), is_full);
        questions.marked(id, 1, |marks| marks.note(7, None, by, 0));
        assert!(questions.note(id, "Row 4", by).is_ok());
    }
}
