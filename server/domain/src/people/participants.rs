//! The browsers that take part, by order of joining.

use super::marks::{CLIENTS_PER_PARTICIPANT, Marks};
use super::membership::{Belongs, Membership};
use crate::fact::{Decision, Fact};
use crate::ids::{ClientId, GroupId, Id, ParticipantId, QuestionId, ValueId};
use crate::program::PARTICIPANTS_MAX;
use crate::rejection::Rejection;
use crate::role::Actor;

/// A browser that takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    pub marks: Marks,
    /// What this participant said to belong to; each ballot keeps what it was cast with.
    pub membership: Membership,
    /// The questions that this participant asked.
    pub questions: Vec<QuestionId>,
    /// The questions that this participant supports.
    pub upvotes: Vec<QuestionId>,
}

/// All participants of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants(Vec<Participant>);

impl Participants {
    /// How many joined.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Nobody joined.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All ids, by order of joining.
    pub fn ids(&self) -> impl Iterator<Item = ParticipantId> + use<> {
        (0..self.0.len()).map(ParticipantId::at)
    }

    /// A participant that this event knows.
    pub fn get(&self, id: ParticipantId) -> Option<&Participant> {
        self.0.get(id.index())
    }

    /// A participant that this event knows.
    pub fn get_mut(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        self.0.get_mut(id.index())
    }

    /// What a participant belongs to.
    pub fn membership(&self, id: ParticipantId) -> Membership {
        self.get(id)
            .map(|participant| participant.membership)
            .unwrap_or_default()
    }

    /// Somebody said something about this group, or that they belong to this value of it.
    pub fn have_said(&self, group: GroupId, value: Option<ValueId>) -> bool {
        self.0.iter().any(|participant| {
            let said = participant.membership.of(group);
            match value {
                Some(value) => said == Belongs::To(value),
                None => said != Belongs::Unknown,
            }
        })
    }

    /// The participant who acts.
    ///
    /// # Errors
    /// [`Rejection::NotAllowed`] for everybody else; [`Rejection::Unknown`] for one that this event does not know.
    pub fn acting(&self, actor: Actor) -> Result<(ParticipantId, &Participant), Rejection> {
        match actor {
            Actor::Participant(id) => Ok((id, self.get(id).ok_or(Rejection::Unknown)?)),
            Actor::Staff(_) | Actor::Clock | Actor::Operator => Err(Rejection::NotAllowed),
        }
    }

    /// Decides a join.
    ///
    /// # Errors
    /// [`Rejection::EventFull`].
    pub fn join(&self) -> Decision {
        if self.len() >= PARTICIPANTS_MAX {
            return Err(Rejection::EventFull {
                max: PARTICIPANTS_MAX as u32,
            });
        }
        Ok(vec![Fact::Joined(ParticipantId::at(self.len()))])
    }

    pub(crate) fn joined(&mut self, id: ParticipantId) {
        if id.index() >= self.0.len() {
            self.0.resize(id.index() + 1, Participant::default());
        }
    }

    pub(crate) fn declared(&mut self, id: ParticipantId, group: GroupId, value: Option<ValueId>) {
        if let Some(participant) = self.get_mut(id) {
            participant.membership.set(group, value);
        }
    }

    pub(crate) fn accepted(&mut self, id: ParticipantId, client: ClientId, n: u32) {
        if let Some(participant) = self.get_mut(id) {
            participant
                .marks
                .accepted(client, n, CLIENTS_PER_PARTICIPANT);
        }
    }
}
