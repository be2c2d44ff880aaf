//! Takes back what staff marked on a question for colleagues.

use super::Undo;
use crate::fact::Fact;
use crate::ids::QuestionId;
use crate::question::marks::Marks;

impl Undo<'_> {
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
        if now.settled != was.settled {
            facts.push(Fact::ReportsSettled(id, was.settled, self.by));
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
