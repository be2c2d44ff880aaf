//! What becomes of a session's questions when the next session starts: the host carries them over, and the others are archived.

use super::{Question, QuestionState, Questions};
use crate::fact::{Fact, Parting};
use crate::ids::{QuestionId, SessionId};

/// Limit on the questions that a host can pick one by one.
pub const PICKED_MAX: usize = 300;

/// What a host carries over into the session that starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carry {
    None,
    All,
    Picked(Vec<QuestionId>),
}

impl Questions {
    /// Returns what becomes of the questions that nobody has answered when this session starts. Those of the session itself come
    /// back if they were archived. None: everything stays where it is.
    pub(crate) fn part(&self, to: SessionId, carry: Option<&Carry>) -> Option<Fact> {
        let carry = carry?;
        let (mut carried, mut archived) = (vec![], vec![]);
        for (id, q) in self.iter() {
            let is_own = q.session == Some(to);
            match q.state {
                QuestionState::Archived if is_own => carried.push(id),
                QuestionState::Waiting | QuestionState::Approved | QuestionState::Next
                    if !is_own =>
                {
                    let comes = match carry {
                        Carry::None => false,
                        Carry::All => true,
                        Carry::Picked(picked) => picked.contains(&id),
                    };
                    let list = if comes { &mut carried } else { &mut archived };
                    list.push(id);
                }
                QuestionState::Waiting
                | QuestionState::Approved
                | QuestionState::Next
                | QuestionState::Now
                | QuestionState::Answered
                | QuestionState::Declined
                | QuestionState::Withdrawn
                | QuestionState::Erased
                | QuestionState::Archived => {}
            }
        }
        let changes = !carried.is_empty() || !archived.is_empty();
        changes.then_some(Fact::QuestionsParted(to, carried, archived))
    }

    /// Returns the fact that brings back the questions of a session which goes on: those archived with it, and those of `before`
    /// that nobody has moved since.
    pub(crate) fn rejoin(&self, session: SessionId, before: &[Parting]) -> Option<Fact> {
        let mut back: Vec<Parting> = before
            .iter()
            .filter(|p| self.is_parted(p))
            .copied()
            .collect();
        let archived = self.iter().filter(|(id, q)| {
            q.state == QuestionState::Archived
                && q.session == Some(session)
                && back.iter().all(|parting| parting.question != *id)
        });
        let archived: Vec<Parting> = archived
            .map(|(id, q)| Parting {
                question: id,
                state: q.unarchived(),
                session: Some(session),
            })
            .collect();
        back.extend(archived);
        (!back.is_empty()).then_some(Fact::QuestionsReturned(back))
    }

    /// Returns true if a question is still where the parting left it.
    pub(crate) fn is_parted(&self, parting: &Parting) -> bool {
        self.get(parting.question).is_some_and(|q| {
            let is_carried = q.state == parting.state && q.session != parting.session;
            q.state == QuestionState::Archived || is_carried
        })
    }

    /// Returns how these questions stand.
    pub(crate) fn partings(&self, ids: &[QuestionId]) -> Vec<Parting> {
        let standing = |id: &QuestionId| {
            let q = self.get(*id)?;
            Some(Parting {
                question: *id,
                state: q.state,
                session: q.session,
            })
        };
        ids.iter().filter_map(standing).collect()
    }
}

impl Question {
    /// Returns the state in which an archived question comes back.
    pub(crate) fn unarchived(&self) -> QuestionState {
        match self.screened.public() {
            Some(_) => QuestionState::Approved,
            None => QuestionState::Waiting,
        }
    }
}
