//! What guests do with questions: ask, reword, support, report, withdraw. Staff ask here too.

use super::addressee::Addressee;
use super::queue::checked;
use super::settings::{Asking, LIMIT_MAX};
use super::similar::Measure;
use super::{Question, QuestionState, Questions};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Id, ParticipantId, QuestionId, SessionId};
use crate::language;
use crate::people::{Mutes, Participants};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::screening::Content;
use crate::text::{self, Texts};

/// Limit on one participant's questions that wait for a moderator.
pub const WAITING_PER_PARTICIPANT_MAX: u32 = 5;
/// Limit on one participant's questions in an event, with those withdrawn.
pub const PER_PARTICIPANT_MAX: u32 = LIMIT_MAX;
/// Limit on one participant's withdrawn questions, which nobody reads and which stay until the retention. Nobody is kept from withdrawing.
pub const WITHDRAWN_PER_PARTICIPANT_MAX: u32 = 10;
/// Limit on how often a guest words a question anew.
pub const REWORDINGS_MAX: u32 = 20;
/// Limit on an event's questions that staff or guests can see.
pub const PER_EVENT_MAX: usize = 20_000;
/// Limit on the questions that one participant reports in an event.
pub const REPORTS_PER_PARTICIPANT_MAX: u32 = 20;
/// Limit on the similar questions that a question names.
pub const SIMILAR_MAX: usize = 3;

/// Who asks, and where.
pub struct Audience<'a> {
    pub event: &'a Event,
    pub participants: &'a Participants,
    pub mutes: &'a Mutes,
    /// The running session.
    pub session: Option<SessionId>,
}

/// A question as a guest submits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub text: String,
    pub to: Option<Addressee>,
    pub name: Option<String>,
    pub org: Option<String>,
    /// The language that the guest's page is in.
    pub lang: Option<String>,
}

impl Questions {
    /// Decides a question from the hall. `to` is whom it names, if the event has them.
    ///
    /// # Errors
    /// [`Rejection::QuestionsPaused`], [`Rejection::QuestionsClosed`], [`Rejection::NeedsAsker`],
    /// [`Rejection::AlreadyAsked`], [`Rejection::TooManyQuestions`], and what [`text::required`] refuses.
    pub fn ask(
        &self,
        audience: &Audience<'_>,
        actor: Actor,
        asked: &Asked,
        to: Option<Addressee>,
    ) -> Decision {
        let Audience {
            event,
            participants,
            mutes,
            session,
        } = audience;
        let (author, _) = participants.acting(actor)?;
        let info = event.info.as_ref().ok_or(Rejection::Unknown)?;
        let settings = self.settings(*session);
        match settings.asking {
            Asking::Open => {}
            Asking::Paused => return Err(Rejection::QuestionsPaused),
            Asking::Closed => return Err(Rejection::QuestionsClosed),
        }
        let text = text::required(&asked.text, TextField::Text)?;
        let name = text::optional(asked.name.as_deref(), TextField::Name)?;
        let org = text::optional(asked.org.as_deref(), TextField::Org)?;
        if settings.named && (name.is_none() || org.is_none()) {
            return Err(Rejection::NeedsAsker);
        }
        let own = || self.of(author).map(|(_, q)| q);
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
        let withdrawn = own()
            .filter(|q| q.state == QuestionState::Withdrawn)
            .count() as u32;
        if withdrawn >= WITHDRAWN_PER_PARTICIPANT_MAX {
            return Err(Rejection::TooManyQuestions {
                max: WITHDRAWN_PER_PARTICIPANT_MAX,
            });
        }
        let is_of_session =
            |q: &&Question| q.session == *session && q.state != QuestionState::Withdrawn;
        if own().filter(is_of_session).count() as u32 >= settings.limit {
            return Err(Rejection::TooManyQuestions {
                max: settings.limit,
            });
        }
        let is_full = || {
            !mutes.has(author) && self.len() >= PER_EVENT_MAX && self.alive(mutes) >= PER_EVENT_MAX
        };
        if own().count() as u32 >= PER_PARTICIPANT_MAX || is_full() {
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
        let mut facts = vec![];
        facts.extend(self.likens(id, *session, &content.text));
        facts.extend(self.posts(audience, author, id, *session, &content, 1));
        facts.insert(0, Fact::QuestionAsked(id, author, content, to));
        Ok(facts)
    }

    /// Decides an author's new text for a question that waits. It is a new revision, so a moderator who saw the old text is told.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for somebody else's, [`Rejection::TooLate`] unless it waits,
    /// [`Rejection::TooManyRewordings`], [`Rejection::AlreadyAsked`], and what [`text::required`] refuses.
    pub fn reword(
        &self,
        audience: &Audience<'_>,
        actor: Actor,
        id: QuestionId,
        raw: &str,
    ) -> Decision {
        let (author, _) = audience.participants.acting(actor)?;
        let info = audience.event.info.as_ref().ok_or(Rejection::Unknown)?;
        let q = self.own(author, id)?;
        if q.state != QuestionState::Waiting {
            return Err(Rejection::TooLate { state: q.state });
        }
        let text = text::required(raw, TextField::Text)?;
        let before = q.screened.content();
        if text == before.text {
            return Ok(vec![]);
        }
        if q.rewordings >= REWORDINGS_MAX {
            let max = REWORDINGS_MAX;
            return Err(Rejection::TooManyRewordings { max });
        }
        let folded = text::folded(&text);
        let mut others = self.of(author).filter(|(other, _)| *other != id);
        if others.any(|(_, q)| q.says(&text, &folded)) {
            return Err(Rejection::AlreadyAsked);
        }
        let content = Content {
            lang: language::guess(&text, Some(&before.lang), &info.langs),
            text,
            translations: Texts::new(),
            name: before.name.clone(),
            org: before.org.clone(),
        };
        let mut facts = vec![];
        facts.extend(self.likens(id, q.session, &content.text));
        let revision = q.screened.revision() + 1;
        facts.extend(self.posts(audience, author, id, q.session, &content, revision));
        facts.insert(0, Fact::QuestionReworded(id, content));
        Ok(facts)
    }

    /// Returns a guest's own question. A guest is told the same of one that others asked and of one that does not exist.
    fn own(&self, guest: ParticipantId, id: QuestionId) -> Result<&Question, Rejection> {
        self.get(id)
            .filter(|q| q.is_by(guest))
            .ok_or(Rejection::Unknown)
    }

    /// Returns the fact that a text is like earlier ones, if this changes anything.
    fn likens(&self, id: QuestionId, session: Option<SessionId>, text: &str) -> Option<Fact> {
        let is_asked = |other, q: &Question| other != id && q.state != QuestionState::Withdrawn;
        let like = self.like(session, text, Measure::Whole, SIMILAR_MAX, is_asked);
        let before = self.get(id).map_or(&[][..], |q| &q.similar);
        (before != like).then_some(Fact::QuestionLikened(id, like))
    }

    /// Returns the fact that phones show a text before a moderator has read it, where the session publishes questions at once.
    fn posts(
        &self,
        audience: &Audience<'_>,
        author: ParticipantId,
        id: QuestionId,
        session: Option<SessionId>,
        content: &Content,
        revision: u32,
    ) -> Option<Fact> {
        let info = audience.event.info.as_ref()?;
        let is_marked = info.marks(content.said()).is_some();
        let waits = audience.mutes.has(author) || is_marked;
        let at_once = self.settings(session).at_once && !waits;
        at_once.then_some(Fact::QuestionPosted(id, revision))
    }

    /// Decides a guest's report of a question, which hides nothing.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a question that guests do not see, [`Rejection::OwnQuestion`], [`Rejection::TooManyReports`].
    pub fn report(&self, participants: &Participants, actor: Actor, id: QuestionId) -> Decision {
        let (by, _) = participants.acting(actor)?;
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if self.asked_by(by, id) {
            return Err(Rejection::OwnQuestion);
        }
        if self.seen_by_guests(q).is_none() {
            return Err(Rejection::Unknown);
        }
        if self.reported_by(by).contains(&id) {
            return Ok(vec![]);
        }
        let max = REPORTS_PER_PARTICIPANT_MAX;
        if self.reported_by(by).len() as u32 >= max {
            return Err(Rejection::TooManyReports { max });
        }
        Ok(vec![Fact::QuestionReported(by, id)])
    }

    /// Decides support for a question, or (with `on: false`) its end.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a question that guests do not see, [`Rejection::OwnQuestion`], [`Rejection::TooLate`],
    /// [`Rejection::UpvotesOff`].
    pub fn upvote(
        &self,
        participants: &Participants,
        actor: Actor,
        id: QuestionId,
        on: bool,
    ) -> Decision {
        let (participant, _) = participants.acting(actor)?;
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if self.asked_by(participant, id) {
            return Err(Rejection::OwnQuestion);
        }
        if self.seen_by_guests(q).is_none() {
            return Err(Rejection::Unknown);
        }
        if !(q.state.takes_upvotes() || q.state == QuestionState::Waiting) {
            return Err(Rejection::TooLate { state: q.state });
        }
        if on && !self.settings(q.session).upvotes {
            return Err(Rejection::UpvotesOff);
        }
        Ok(if self.supports(participant, id) == on {
            vec![]
        } else {
            vec![Fact::Upvoted(participant, id, on)]
        })
    }

    /// Decides an author's withdrawal of their question.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for somebody else's, [`Rejection::TooLate`].
    pub fn withdraw(&self, participants: &Participants, actor: Actor, id: QuestionId) -> Decision {
        let (participant, _) = participants.acting(actor)?;
        let q = self.own(participant, id)?;
        // A merged one is where the question is that it was merged into.
        let state = self.get(self.head(id)).map_or(q.state, |kept| kept.state);
        if matches!(state, QuestionState::Withdrawn | QuestionState::Erased) {
            Ok(vec![])
        } else if state.can_be_withdrawn() {
            let mut facts = self.handed_over(id, q, actor);
            facts.push(Fact::QuestionWithdrawn(id));
            Ok(facts)
        } else {
            Err(Rejection::TooLate { state })
        }
    }

    /// Decides a question by staff, which is approved at once and marked as theirs.
    ///
    /// # Errors
    /// [`Rejection::TooManyQuestions`], and what an edit by staff is refused for.
    pub fn ask_as_staff(
        &self,
        event: &Event,
        mutes: &Mutes,
        content: &Content,
        to: Option<Addressee>,
        by: Actor,
    ) -> Decision {
        let content = checked(event, content)?;
        if self.len() >= PER_EVENT_MAX && self.alive(mutes) >= PER_EVENT_MAX {
            let max = PER_EVENT_MAX as u32;
            return Err(Rejection::TooManyQuestions { max });
        }
        let id = QuestionId::at(self.len());
        Ok(vec![
            Fact::StaffAsked(id, content, to, by),
            Fact::QuestionApproved(id, 1, by),
        ])
    }
}

impl Question {
    /// Returns true if the question has exactly this text, and is neither withdrawn nor declined.
    fn says(&self, text: &str, folded: &str) -> bool {
        if matches!(
            self.state,
            QuestionState::Withdrawn | QuestionState::Erased | QuestionState::Declined
        ) {
            return false;
        }
        let own = &self.screened.content().text;
        // A text of symbols folds to nothing, so compare it as it is.
        own == text || (!folded.is_empty() && text::folded(own) == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Moment, MuteId, ParticipantId};
    use crate::program::EventInfo;
    use crate::screening::Content;

    /// An event as full of questions as it can be, each guest with as many as a guest can have, and one more guest.
    fn full() -> (Questions, Participants) {
        let (mut questions, mut participants) = (Questions::default(), Participants::default());
        for index in 0..PER_EVENT_MAX {
            let author = ParticipantId::at(index / PER_PARTICIPANT_MAX as usize);
            participants.joined(author);
            let content = Content {
                text: format!("Q{index}"),
                lang: "en".into(),
                translations: Texts::new(),
                name: None,
                org: None,
            };
            let question =
                Question::new(Some(author), &content, None, None, Moment { seq: 2, at: 0 });
            questions.asked(QuestionId::at(index), question);
        }
        participants.joined(ParticipantId::at(participants.len()));
        (questions, participants)
    }

    /// The last guest asks something.
    fn ask(questions: &Questions, participants: &Participants, mutes: &Mutes) -> Decision {
        let event = Event {
            info: Some(EventInfo {
                langs: vec!["en".into()],
                ..EventInfo::default()
            }),
            ..Event::default()
        };
        let asked = Asked {
            text: "Is anybody heard?".into(),
            to: None,
            name: None,
            org: None,
            lang: None,
        };
        let by = Actor::Participant(ParticipantId::at(participants.len() - 1));
        let audience = Audience {
            event: &event,
            participants,
            mutes,
            session: None,
        };
        questions.ask(&audience, by, &asked, None)
    }

    #[test]
    fn what_is_withdrawn_or_muted_takes_no_room_from_others() {
        let (mut questions, mut participants) = full();
        let mut mutes = Mutes::default();
        let is_full = Err(Rejection::TooManyQuestions {
            max: PER_PARTICIPANT_MAX,
        });
        assert_eq!(ask(&questions, &participants, &mutes), is_full);
        questions.withdrawn(&mut participants, QuestionId(7), Moment { seq: 3, at: 0 });
        // Once is enough.
        questions.withdrawn(&mut participants, QuestionId(7), Moment { seq: 4, at: 0 });
        assert!(ask(&questions, &participants, &mutes).is_ok());

        let (questions, participants) = full();
        mutes.muted(MuteId(0), &[ParticipantId(3)], 3);
        assert!(ask(&questions, &participants, &mutes).is_ok());
        mutes.unmuted(MuteId(0), 4);
        assert_eq!(ask(&questions, &participants, &mutes), is_full);
    }

    /// What the first guest is told who asks once more.
    fn first_asks(questions: &Questions, participants: &Participants) -> Decision {
        let event = Event {
            info: Some(EventInfo {
                langs: vec!["en".into()],
                ..EventInfo::default()
            }),
            ..Event::default()
        };
        let asked = Asked {
            text: "Once more?".into(),
            to: None,
            name: None,
            org: None,
            lang: None,
        };
        let audience = Audience {
            event: &event,
            participants,
            mutes: &Mutes::default(),
            session: None,
        };
        questions.ask(
            &audience,
            Actor::Participant(ParticipantId(0)),
            &asked,
            None,
        )
    }

    #[test]
    fn what_a_guest_withdraws_or_erases_counts_against_that_guest() {
        let now = Moment { seq: 3, at: 0 };
        let (mut questions, mut participants) = full();
        for index in 0..PER_PARTICIPANT_MAX {
            questions.withdrawn(&mut participants, QuestionId(index), now);
        }
        let max = WITHDRAWN_PER_PARTICIPANT_MAX;
        let refused = Err(Rejection::TooManyQuestions { max });
        assert_eq!(first_asks(&questions, &participants), refused);
        let (mut questions, mut participants) = full();
        let all: Vec<QuestionId> = (0..PER_PARTICIPANT_MAX).map(QuestionId).collect();
        questions.erased(&mut participants, &all, now);
        let max = PER_PARTICIPANT_MAX;
        let refused = Err(Rejection::TooManyQuestions { max });
        assert_eq!(first_asks(&questions, &participants), refused);
    }
}
