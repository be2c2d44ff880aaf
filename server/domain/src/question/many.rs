//! One decision about many questions. It is one act, so one undo takes it back.

use super::Questions;
use super::addressee::Addressee;
use super::labels::Labels;
use super::merge::MERGED_MAX;
use crate::fact::Decision;
use crate::ids::{LabelId, QuestionId};
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::status::DeclineReason;

/// Limit on the questions of one decision.
pub const MANY_MAX: usize = 300;

/// What is decided about each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Many {
    Approve,
    Decline(DeclineReason, Option<String>),
    /// Puts them to somebody, or to the panel.
    Address(Option<Addressee>),
    /// Puts a label on, or takes it off.
    Label(LabelId, bool),
    /// Merges them into this one, which may be among them.
    Merge(QuestionId),
}

impl Questions {
    /// Decides the same about many questions, each with the revision seen. Those that somebody else was faster with, or that do
    /// not allow it, are left as they are.
    ///
    /// # Errors
    /// [`Rejection::TooManyQuestions`]; the first of them if none is left; those that concern all of them, such as a text that
    /// is too long, [`Rejection::MergeInto`] or [`Rejection::TooManyMerged`].
    pub fn many(
        &self,
        labels: &Labels,
        questions: &[(QuestionId, u32)],
        many: &Many,
        by: Actor,
    ) -> Decision {
        if questions.len() > MANY_MAX {
            let max = MANY_MAX as u32;
            return Err(Rejection::TooManyQuestions { max });
        }
        let mut each = questions.to_vec();
        each.sort_unstable();
        each.dedup_by_key(|(id, _)| *id);
        let mut texts = 0;
        if let Many::Merge(into) = many {
            each.retain(|(id, _)| id != into);
            texts = self.texts(*into).count();
        }
        let mut facts = vec![];
        let mut refused = None;
        for (id, seen) in each {
            let one = match many {
                Many::Approve => self.approve(id, seen, by),
                Many::Decline(reason, note) => self.decline(id, seen, *reason, note.as_deref(), by),
                Many::Address(to) => self.address(id, seen, *to, by),
                Many::Label(label, on) => self.label(labels, id, *label, *on, by),
                Many::Merge(into) => self.merge(id, seen, *into, by),
            };
            match one {
                Ok(more) => {
                    if matches!(many, Many::Merge(_)) {
                        texts += self.texts(id).count();
                    }
                    facts.extend(more);
                }
                Err(why @ (Rejection::Unknown | Rejection::Stale(_) | Rejection::NotFromHere)) => {
                    refused.get_or_insert(why);
                }
                Err(why) => return Err(why),
            }
        }
        // Each alone had room.
        if texts > MERGED_MAX + 1 {
            let max = MERGED_MAX as u32;
            return Err(Rejection::TooManyMerged { max });
        }
        match refused {
            Some(why) if facts.is_empty() => Err(why),
            _ => Ok(facts),
        }
    }
}
