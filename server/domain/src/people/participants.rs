//! The browsers that take part, in joining order.

use std::collections::{BTreeMap, BTreeSet};

use super::marks::{CLIENTS_PER_PARTICIPANT, Marks};
use super::membership::{Belongs, Membership};
use crate::fact::{Decision, Fact};
use crate::ids::{ClientId, CodeId, GroupId, Id, ParticipantId, QuestionId, ValueId};
use crate::program::PARTICIPANTS_MAX;
use crate::rejection::Rejection;
use crate::role::Actor;

/// A browser that takes part. It is small, because there are as many as phones: what few have is kept beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    pub marks: Marks,
    /// The values this participant declared or was assigned. Each ballot keeps those at the time it was cast.
    pub membership: Membership,
    /// The single-use code that this participant has.
    pub code: Option<CodeId>,
    /// This participant entered a code that the screen in the hall showed.
    pub in_hall: bool,
    /// The questions this participant supports.
    pub upvotes: Vec<QuestionId>,
}

/// All participants of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants {
    all: Vec<Participant>,
    /// The names that some gave for named polls.
    names: BTreeMap<ParticipantId, String>,
    /// Those who have written something since they last erased what they wrote.
    writers: BTreeSet<ParticipantId>,
}

impl Participants {
    /// Returns the number of participants.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns true if nobody has joined.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns all ids, in joining order.
    pub fn ids(&self) -> impl Iterator<Item = ParticipantId> + use<> {
        (0..self.all.len()).map(ParticipantId::at)
    }

    /// Returns a participant, if this event has it.
    pub fn get(&self, id: ParticipantId) -> Option<&Participant> {
        self.all.get(id.index())
    }

    /// Returns a participant, if this event has it.
    pub fn get_mut(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        self.all.get_mut(id.index())
    }

    /// Returns the name that a participant gave.
    pub fn name(&self, of: ParticipantId) -> Option<&str> {
        self.names.get(&of).map(String::as_str)
    }

    /// Returns true if the log may have something that this participant wrote, also if it is nowhere else any more.
    pub fn has_written(&self, id: ParticipantId) -> bool {
        self.writers.contains(&id)
    }

    /// Returns true if anybody has declared something about this group, or this value of it.
    pub fn have_said(&self, group: GroupId, value: Option<ValueId>) -> bool {
        self.all.iter().any(|participant| {
            let said = participant.membership.of(group);
            match value {
                Some(value) => said == Belongs::To(value),
                None => said != Belongs::Unknown,
            }
        })
    }

    /// Returns the acting participant.
    ///
    /// # Errors
    /// [`Rejection::NotAllowed`] for all other actors; [`Rejection::Unknown`] for one that this event does not have.
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

    /// Decides that a participant was seen in the hall.
    ///
    /// # Errors
    /// As [`Participants::acting`].
    pub fn enter_hall(&self, actor: Actor) -> Decision {
        let (id, participant) = self.acting(actor)?;
        Ok(if participant.in_hall {
            vec![]
        } else {
            vec![Fact::SeenInHall(id)]
        })
    }

    pub(crate) fn seen_in_hall(&mut self, id: ParticipantId) {
        if let Some(participant) = self.get_mut(id) {
            participant.in_hall = true;
        }
    }

    pub(crate) fn joined(&mut self, id: ParticipantId) {
        if id.index() >= self.all.len() {
            self.all.resize(id.index() + 1, Participant::default());
        }
    }

    pub(crate) fn declared(&mut self, id: ParticipantId, group: GroupId, value: Option<ValueId>) {
        if let Some(participant) = self.get_mut(id) {
            participant.membership.set(group, value);
        }
    }

    pub(crate) fn named(&mut self, id: ParticipantId, name: &str) {
        if self.get(id).is_some() {
            self.names.insert(id, name.to_owned());
        }
    }

    pub(crate) fn wrote(&mut self, id: ParticipantId) {
        self.writers.insert(id);
    }

    pub(crate) fn erased(&mut self, id: ParticipantId) {
        self.writers.remove(&id);
        self.names.remove(&id);
    }

    pub(crate) fn code_taken(
        &mut self,
        id: ParticipantId,
        code: CodeId,
        values: &[(GroupId, ValueId)],
    ) {
        if let Some(participant) = self.get_mut(id) {
            participant.code = Some(code);
            for (group, value) in values {
                participant.membership.set(*group, Some(*value));
            }
        }
    }

    pub(crate) fn code_released(&mut self, id: ParticipantId, values: &[(GroupId, ValueId)]) {
        if let Some(participant) = self.get_mut(id) {
            participant.code = None;
            for (group, _) in values {
                participant.membership.clear(*group);
            }
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
