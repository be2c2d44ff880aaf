//! What guests do with questions: ask, support, withdraw.

use super::{Question, QuestionState, Questions};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Id, PersonId, QuestionId};
use crate::language;
use crate::people::{Participants, Persons};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::screening::Content;
use crate::text::{self, Texts};

/// Limit on one participant's questions that wait for a moderator.
pub const WAITING_PER_PARTICIPANT_MAX: u32 = 5;
/// Limit on one participant's questions in an event.
pub const PER_PARTICIPANT_MAX: u32 = 50;
/// Limit on an event's questions.
pub const PER_EVENT_MAX: usize = 20_000;

/// A question as a guest submits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub text: String,
    pub to: Option<PersonId>,
    pub name: Option<String>,
    pub org: Option<String>,
    /// The language that the guest's page is in.
    pub lang: Option<String>,
}

impl Questions {
    /// Decides a question from the hall.
    ///
    /// # Errors
    /// [`Rejection::QuestionsPaused`], [`Rejection::Unknown`] for a missing person, [`Rejection::AlreadyAsked`],
    /// [`Rejection::TooManyQuestions`], and what [`text::required`] refuses.
    pub fn ask(
        &self,
        event: &Event,
        persons: &Persons,
        participants: &Participants,
        actor: Actor,
        asked: &Asked,
    ) -> Decision {
        let (author, participant) = participants.acting(actor)?;
        let info = event.info.as_ref().ok_or(Rejection::Unknown)?;
        if !self.open {
            return Err(Rejection::QuestionsPaused);
        }
        let text = text::required(&asked.text, TextField::Text)?;
        let name = text::optional(asked.name.as_deref(), TextField::Name)?;
        let org = text::optional(asked.org.as_deref(), TextField::Org)?;
        if let Some(person) = asked.to {
            persons.get(person).ok_or(Rejection::Unknown)?;
        }
        let own = || participant.questions.iter().filter_map(|id| self.get(*id));
        let folded = text::folded(&text);
        if own().any(|q| q.says(&text, &folded)) {
            return Err(Rejection::AlreadyAsked);
        }
        let waiting = own().filter(|q| q.state == QuestionState::Waiting).count() as u32;
        if waiting >= WAITING_PER_PARTICIPANT_MAX {
            return Err(Rejection::TooManyQuestions {
                max: WAITING_PER_PARTICIPANT_MAX,
            });
        }
        if own().count() as u32 >= PER_PARTICIPANT_MAX || self.len() >= PER_EVENT_MAX {
            return Err(Rejection::TooManyQuestions {
                max: PER_PARTICIPANT_MAX,
            });
        }
        let content = Content {
            lang: language::guess(&text, asked.lang.as_deref(), &info.langs),
            text,
            translations: Texts::new(),
            name,
            org,
        };
        let id = QuestionId::at(self.len());
        Ok(vec![Fact::QuestionAsked(id, author, content, asked.to)])
    }

    /// Decides support for a question, or (with `on: false`) its end.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a question that is not public, [`Rejection::OwnQuestion`], [`Rejection::TooLate`].
    pub fn upvote(
        &self,
        participants: &Participants,
        actor: Actor,
        id: QuestionId,
        on: bool,
    ) -> Decision {
        let (participant, supporter) = participants.acting(actor)?;
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if q.author == participant {
            return Err(Rejection::OwnQuestion);
        }
        if q.screened.public().is_none() {
            return Err(Rejection::Unknown);
        }
        if !q.state.takes_upvotes() {
            return Err(Rejection::TooLate { state: q.state });
        }
        Ok(if supporter.upvotes.contains(&id) == on {
            vec![]
        } else {
            vec![Fact::Upvoted(participant, id, on)]
        })
    }

    /// Decides an author's withdrawal of their question.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::NotAllowed`] for somebody else's, [`Rejection::TooLate`].
    pub fn withdraw(&self, participants: &Participants, actor: Actor, id: QuestionId) -> Decision {
        let (participant, _) = participants.acting(actor)?;
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if q.author != participant {
            return Err(Rejection::NotAllowed);
        }
        if q.state == QuestionState::Withdrawn {
            Ok(vec![])
        } else if q.state.can_be_withdrawn() {
            Ok(vec![Fact::QuestionWithdrawn(id)])
        } else {
            Err(Rejection::TooLate { state: q.state })
        }
    }
}

impl Question {
    /// Returns true if the question has exactly this text, and is neither withdrawn nor declined.
    fn says(&self, text: &str, folded: &str) -> bool {
        if matches!(
            self.state,
            QuestionState::Withdrawn | QuestionState::Declined
        ) {
            return false;
        }
        let own = &self.screened.content().text;
        // A text of symbols folds to nothing, so compare it as it is.
        own == text || (!folded.is_empty() && text::folded(own) == folded)
    }
}
