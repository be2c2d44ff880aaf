//! Takes back what staff decided about a question, and what they marked on it for colleagues.

use super::Undo;
use crate::acts::{Before, Standing};
use crate::fact::{Fact, Parting};
use crate::ids::QuestionId;
use crate::question::marks::Marks;
use crate::question::{Question, QuestionState};
use crate::screening::{Content, Public};

impl Undo<'_> {
    pub(super) fn question(&self, id: QuestionId, q: &Question, was: &Standing) -> Vec<Fact> {
        if was.state == QuestionState::Now && q.state != QuestionState::Now && self.is_taken() {
            return vec![];
        }
        let mut facts = vec![];
        let screened = &q.screened;
        let (mut revision, mut content) = (screened.revision(), screened.shared());
        let mut at = q.state;
        let mut public = screened.public().map(Public::shared);
        if was.into != q.into {
            match was.into {
                None => {
                    facts.push(Fact::QuestionSplit(id, was.state, self.by));
                    public = public.filter(|_| was.state != QuestionState::Waiting);
                }
                Some(kept) if self.takes_back(id, kept) => {
                    facts.push(Fact::QuestionMerged(id, kept, self.by));
                }
                Some(_) => return vec![],
            }
            at = was.state;
        }
        // Only an approval of the newest revision makes a text public, so what was public comes first.
        let hidden = was
            .public
            .as_ref()
            .filter(|was| public.as_ref() != Some(*was));
        let first = hidden.unwrap_or(&was.content);
        if content != *first {
            let edited = Content::clone(first);
            facts.push(Fact::QuestionEdited(id, edited, self.by));
            (revision, content) = (revision + 1, first.clone());
        }
        if was.to != q.to && self.state.addressee(was.to).is_ok() {
            facts.push(Fact::QuestionAddressed(id, was.to, self.by));
        }
        if hidden.is_some() {
            facts.push(Fact::QuestionApproved(id, revision, self.by));
            if matches!(at, QuestionState::Waiting | QuestionState::Declined) {
                at = QuestionState::Approved;
            }
        }
        if content != was.content {
            let edited = Content::clone(&was.content);
            facts.push(Fact::QuestionEdited(id, edited, self.by));
        }
        if *screened.translated() != was.translated {
            for (lang, of) in &was.translated {
                let (lang, of) = (lang.clone(), of.clone());
                if let Some(text) = was.content.translations.get(&lang).cloned() {
                    facts.push(Fact::QuestionTranslated(id, lang, text, of, self.by));
                }
            }
        }
        match &was.declined {
            Some((reason, note)) if was.state == QuestionState::Declined => {
                if at != QuestionState::Declined {
                    facts.push(Fact::QuestionDeclined(id, *reason, note.clone(), self.by));
                }
            }
            Some(_) | None => {
                if at != was.state && was.state == QuestionState::Archived {
                    facts.push(Fact::QuestionsReturned(vec![Parting {
                        question: id,
                        state: was.state,
                        session: was.session,
                    }]));
                } else if at != was.state {
                    facts.push(Fact::QuestionMoved(id, was.state, self.by));
                }
            }
        }
        let is_back = at != was.state && was.behind.is_some();
        let is_elsewhere =
            at == QuestionState::Next && self.state.questions.behind(id) != was.behind;
        if was.state == QuestionState::Next && (is_back || is_elsewhere) {
            facts.push(Fact::QuestionPlaced(id, was.behind, self.by));
        }
        facts
    }

    /// Returns true if a question can be merged again into one that it was merged into before.
    fn takes_back(&self, id: QuestionId, kept: QuestionId) -> bool {
        let questions = &self.state.questions;
        let takes = |before: QuestionState| before.takes_merged();
        // What this undo splits off takes what it had.
        let comes_back = self.untouched.iter().any(|before| {
            matches!(before, Before::Question(other, was) if *other == kept && was.into.is_none())
        });
        let is_kept = questions.get(kept).is_some_and(|q| takes(q.state));
        id != kept && (is_kept || comes_back) && questions.has_room_merged(id, kept)
    }

    pub(super) fn marks(&self, id: QuestionId, now: &Marks, was: &Marks) -> Vec<Fact> {
        let mut facts = vec![];
        for label in now.labels.iter().filter(|one| !was.labels.contains(one)) {
            facts.push(Fact::QuestionLabelled(id, *label, false, self.by));
        }
        for label in was.labels.iter().filter(|one| !now.labels.contains(one)) {
            facts.push(Fact::QuestionLabelled(id, *label, true, self.by));
        }
        if now.star != was.star {
            facts.push(Fact::QuestionStarred(id, was.star, self.by));
        }
        if now.pin != was.pin {
            facts.push(Fact::QuestionPinned(id, was.pin, self.by));
        }
        for note in now.notes.iter().filter(|one| !was.notes.contains(one)) {
            facts.push(Fact::QuestionNoted(id, note.number, None, self.by));
        }
        // In the name of who wrote it.
        for note in was.notes.iter().filter(|one| !now.notes.contains(one)) {
            let text = Some(note.text.clone());
            facts.push(Fact::QuestionNoted(id, note.number, text, note.by));
        }
        facts
    }
}
