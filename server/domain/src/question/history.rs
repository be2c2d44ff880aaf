//! What happened to a question, for colleagues at the desks: when, and by whom, and how it stood before. It begins with the first act
//! after the asking.

use crate::fact::Fact;
use crate::ids::{LabelId, Millis, QuestionId};
use crate::question::addressee::Addressee;
use crate::question::standing::Standing;
use crate::question::state::QuestionState;
use crate::role::Actor;
use crate::status::DeclineReason;
use crate::translation::passage::Passage;

/// Limit on the steps that a question remembers: the latest. The log has all of them.
pub const STEPS_MAX: usize = 60;

/// One step in the life of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: Millis,
    pub by: Actor,
    /// The number of the desk among those of its role, if the room knew it.
    pub desk: Option<u32>,
    pub what: What,
    /// It is the first of its act.
    pub(super) begins: bool,
    /// How the question stood before; None once its guest's texts are erased.
    pub(super) before: Option<Box<Standing>>,
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Approved,
    Declined(DeclineReason),
    Edited,
    Moved(QuestionState),
    Addressed(Option<Addressee>),
    Withdrawn,
    /// It became a text of this question.
    Merged(QuestionId),
    /// This question became one of its texts.
    Joined(QuestionId),
    /// It stands alone again.
    Split,
    /// This question is no longer one of its texts.
    Parted(QuestionId),
    Labelled(LabelId, bool),
    Starred(bool),
    Pinned(bool),
    /// Colleagues have looked at so many reports; 0: they are open again.
    Settled(u32),
    /// A note was written, or taken away.
    Noted(bool),
    /// The written reply was given or changed, or taken back.
    Replied(bool),
    /// The reply was put into another language, or that translation was taken back.
    ReplyTranslated(bool),
}

/// The latest steps of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    steps: Vec<Step>,
    /// Steps before these that are no longer remembered.
    pub dropped: u32,
}

impl History {
    /// Returns the steps in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns how the question stood after a step, by its number among all steps: as it stood before the next act. None for the last
    /// act, and for a step that is no longer remembered.
    pub fn after(&self, step: u32) -> Option<&Standing> {
        self.later(step).first()?.before.as_deref()
    }

    /// Returns the questions that became texts of this one after a step.
    pub fn joined_after(&self, step: u32) -> impl Iterator<Item = QuestionId> {
        self.later(step).iter().filter_map(|step| {
            if let What::Joined(other) = step.what {
                Some(other)
            } else {
                None
            }
        })
    }

    /// Returns the steps after a step and the others of its act.
    fn later(&self, step: u32) -> &[Step] {
        let at = step.checked_sub(self.dropped).map(|at| at as usize + 1);
        let rest = at.and_then(|at| self.steps.get(at..)).unwrap_or_default();
        let same_act = rest.iter().take_while(|other| !other.begins).count();
        &rest[same_act..]
    }

    /// Returns how the question stood before it was last merged into another one.
    pub fn before_merge(&self, into: QuestionId) -> Option<&Standing> {
        let mut steps = self.steps.iter().rev();
        let merge = steps.find(|step| step.what == What::Merged(into))?;
        merge.before.as_deref()
    }

    /// Forgets what the question said.
    pub(super) fn erase(&mut self) {
        for step in &mut self.steps {
            step.before = None;
        }
    }

    /// Says at which desk the last step was decided that does not say it yet.
    pub(super) fn sign(&mut self, desk: u32) {
        if let Some(step) = self.steps.iter_mut().rev().find(|step| step.desk.is_none()) {
            step.desk = Some(desk);
        }
    }

    pub(super) fn add(&mut self, step: Step) {
        if self.steps.len() == STEPS_MAX {
            self.steps.remove(0);
            self.dropped += 1;
        }
        self.steps.push(step);
    }
}

/// Returns true if a fact is a step in the life of a question.
pub fn is_step(fact: &Fact) -> bool {
    step(fact).is_some()
}

/// Returns the question that a fact is about, who caused it, and what it did; None for facts about anything else, and for those
/// that are no step in the life of a question.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most facts are not about questions"
)]
pub(super) fn step(fact: &Fact) -> Option<(QuestionId, Actor, What)> {
    Some(match fact {
        Fact::QuestionApproved(id, _, by) => (*id, *by, What::Approved),
        Fact::QuestionDeclined(id, reason, _, by) => (*id, *by, What::Declined(*reason)),
        Fact::QuestionEdited(id, _, by) => (*id, *by, What::Edited),
        Fact::QuestionMoved(id, to, by) => (*id, *by, What::Moved(*to)),
        Fact::QuestionAddressed(id, to, by) => (*id, *by, What::Addressed(*to)),
        Fact::QuestionMerged(id, into, by) => (*id, *by, What::Merged(*into)),
        Fact::QuestionSplit(id, _, by) => (*id, *by, What::Split),
        Fact::QuestionLabelled(id, label, on, by) => (*id, *by, What::Labelled(*label, *on)),
        Fact::QuestionStarred(id, on, by) => (*id, *by, What::Starred(*on)),
        Fact::QuestionPinned(id, on, by) => (*id, *by, What::Pinned(*on)),
        Fact::ReportsSettled(id, reports, by) => (*id, *by, What::Settled(*reports)),
        Fact::QuestionNoted(id, _, text, by) => (*id, *by, What::Noted(text.is_some())),
        Fact::QuestionReplied(id, texts, by) => (*id, *by, What::Replied(texts.is_some())),
        Fact::TextTranslated(Passage::Reply(id), _, text, by, _) => {
            (*id, *by, What::ReplyTranslated(text.is_some()))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::StaffRole;

    #[test]
    fn a_desk_signs_what_it_decided_and_nothing_before() {
        let step = |at| Step {
            at,
            by: Actor::Staff(StaffRole::Moderator),
            desk: None,
            what: What::Approved,
            begins: true,
            before: None,
        };
        let mut history = History::default();
        history.add(step(1));
        history.sign(2);
        history.add(step(2));
        history.add(step(3));
        history.sign(1);
        history.sign(1);
        let desks: Vec<Option<u32>> = history.steps().iter().map(|step| step.desk).collect();
        assert_eq!(desks, [Some(2), Some(1), Some(1)]);
    }
}
