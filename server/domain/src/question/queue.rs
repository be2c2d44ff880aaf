//! What moderators do with questions: approve, decline, edit, and move them through *next*, *now* and *answered*.

use std::collections::BTreeSet;

use super::addressee::Addressee;
use super::settings::{Change, LIMIT_MAX};
use super::standing::Standing;
use super::state::{QuestionState, Verb};
use super::{DeclineReason, Question, Questions};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{QuestionId, SessionId};
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::{Actor, StaffRole};
use crate::screening::{Content, Public};
use crate::text::{self, Texts};

/// Limit on an event's *next* questions. Every guest gets all of them, and the end of a session moves each.
pub const NEXT_MAX: u32 = 100;

impl Question {
    /// Returns true if the question allows this now. Verbs that show the text require an approved one.
    pub fn allows(&self, verb: Verb) -> bool {
        // A translation or an edit waits to be shown.
        let is_pending =
            verb == Verb::Approve && self.state.is_public() && self.screened.is_pending();
        is_pending || self.state.allows(verb) && (!verb.shows() || self.screened.public().is_some())
    }

    /// Returns the rejection of a command that has seen something else.
    pub(super) fn stale(&self) -> Rejection {
        Rejection::Stale(StaleNow::Question {
            state: self.state,
            edited: self.screened.edited(),
        })
    }

    /// Returns what this role can do with the question now.
    pub fn can(&self, role: StaffRole) -> impl Iterator<Item = Verb> {
        Verb::ALL
            .into_iter()
            .filter(move |verb| may(role, *verb, Some(self)) && self.allows(*verb))
    }
}

/// Returns true if a role may do this to a question and its state allows it.
pub fn may(role: StaffRole, verb: Verb, question: Option<&Question>) -> bool {
    // Panelists may mark a question addressed to them as answered.
    let is_theirs = |q: &Question| {
        q.state == QuestionState::Now && q.to.and_then(Addressee::person) == role.person()
    };
    // The chair takes the questions of the line, and says who answers; what guests may read is not the chair's to say.
    let leads = |q: &Question| match verb {
        Verb::Now => q.state == QuestionState::Next,
        Verb::Answered => q.state == QuestionState::Now,
        Verb::Address => matches!(q.state, QuestionState::Next | QuestionState::Now),
        Verb::Next => q.state == QuestionState::Now,
        Verb::Approve
        | Verb::Decline
        | Verb::Edit
        | Verb::Merge
        | Verb::Split
        | Verb::Reply
        | Verb::Waiting
        | Verb::Approved => false,
    };
    role.screens_questions()
        || (role.leads() && question.is_some_and(leads))
        || (verb == Verb::Answered && role.person().is_some() && question.is_some_and(is_theirs))
}

impl Questions {
    /// Decides to approve exactly the revision seen.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn approve(&self, id: QuestionId, seen: u32, by: Actor) -> Decision {
        let q = self.seen(id, seen, Verb::Approve)?;
        let revision = q.screened.revision();
        Ok(vec![Fact::QuestionApproved(id, revision, by)])
    }

    /// Decides to decline a question, for a reason that its author sees.
    ///
    /// # Errors
    /// As [`Questions::approve`]; [`Rejection::TextTooLong`] for the note.
    pub fn decline(
        &self,
        id: QuestionId,
        seen: u32,
        reason: DeclineReason,
        note: Option<&str>,
        by: Actor,
    ) -> Decision {
        self.seen(id, seen, Verb::Decline)?;
        let note = text::optional(note, TextField::Note)?;
        Ok(vec![Fact::QuestionDeclined(id, reason, note, by)])
    }

    /// Decides a new text for a question, and approves it. If it leaves a translation behind that an interpreter made, guests and the
    /// screen keep the old pair until somebody renews the translation or approves the text without it.
    ///
    /// # Errors
    /// As [`Questions::approve`]; [`Rejection::BadLanguage`], and those of [`text::required`].
    pub fn edit_approve(
        &self,
        event: &Event,
        id: QuestionId,
        seen: u32,
        content: &Content,
        by: Actor,
    ) -> Decision {
        let q = self.seen(id, seen, Verb::Edit)?;
        let content = checked(event, content)?;
        let revision = q.screened.revision() + 1;
        let keeps_pair = q.screened.outdates(&content);
        let mut facts = vec![Fact::QuestionEdited(id, content, by)];
        if !keeps_pair {
            facts.push(Fact::QuestionApproved(id, revision, by));
        }
        Ok(facts)
    }

    /// Decides a question's next state. Only one question is *now*, so the previous one becomes *answered*.
    ///
    /// # Errors
    /// As [`Questions::approve`]; [`Rejection::TooManyQuestions`] if the line is full.
    pub fn move_to(&self, id: QuestionId, seen: u32, to: QuestionState, by: Actor) -> Decision {
        match Verb::to(to) {
            Some(verb) => drop(self.seen(id, seen, verb)?),
            None => {
                self.as_seen(id, seen)?;
                return Err(Rejection::NotFromHere);
            }
        }
        if to == QuestionState::Next && !self.has_room_next(1) {
            return Err(Rejection::TooManyQuestions { max: NEXT_MAX });
        }
        let mut facts = vec![];
        if to == QuestionState::Now {
            let before = self.at(QuestionState::Now);
            facts.extend(before.map(|id| Fact::QuestionMoved(id, QuestionState::Answered, by)));
        }
        facts.push(Fact::QuestionMoved(id, to, by));
        Ok(facts)
    }

    /// Decides a *next* question's place in the line: before another one, or at the end.
    ///
    /// # Errors
    /// As [`Questions::approve`]; also [`Rejection::NotFromHere`] if the other question is not in the line.
    pub fn reorder(
        &self,
        id: QuestionId,
        seen: u32,
        before: Option<QuestionId>,
        by: Actor,
    ) -> Decision {
        self.as_seen(id, seen)?;
        let line = self.line();
        let place = |id: QuestionId| line.iter().position(|other| *other == id);
        let at = place(id).ok_or(Rejection::NotFromHere)?;
        let to = match before {
            Some(before) => place(before).ok_or(Rejection::NotFromHere)?,
            None => line.len(),
        };
        Ok(if to == at || to == at + 1 {
            vec![]
        } else {
            vec![Fact::QuestionPlaced(id, before, by)]
        })
    }

    /// Decides the addressee of a question, whom the event has. Its text stays as it is, approved or not.
    ///
    /// # Errors
    /// As [`Questions::approve`].
    pub fn address(&self, id: QuestionId, seen: u32, to: Option<Addressee>, by: Actor) -> Decision {
        let q = self.seen(id, seen, Verb::Address)?;
        Ok(if q.to == to {
            vec![]
        } else {
            vec![Fact::QuestionAddressed(id, to, by)]
        })
    }

    /// Decides what guests may do with questions in a session, or outside of sessions.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] unless the session `is_known`, [`Rejection::OutOfRange`] for the limit.
    pub fn set_questions(
        &self,
        is_known: bool,
        session: Option<SessionId>,
        change: Change,
    ) -> Decision {
        if !is_known {
            return Err(Rejection::Unknown);
        }
        let settings = change.apply(self.settings(session));
        if !(1..=LIMIT_MAX).contains(&settings.limit) {
            return Err(Rejection::OutOfRange {
                min: 1,
                max: LIMIT_MAX,
            });
        }
        Ok(if self.settings(session) == settings {
            vec![]
        } else {
            vec![Fact::QuestionsSet(session, Some(settings))]
        })
    }

    /// Returns true if the line has room for so many more.
    fn has_room_next(&self, more: usize) -> bool {
        self.at(QuestionState::Next).count() + more <= NEXT_MAX as usize
    }

    /// Returns true if the line takes all that these facts bring into it, in whichever way they come.
    pub(crate) fn line_takes(&self, facts: &[Fact]) -> bool {
        let mut joining = BTreeSet::new();
        for fact in facts {
            if let Fact::QuestionMoved(id, QuestionState::Next, _)
            | Fact::QuestionSplit(id, QuestionState::Next, _) = fact
            {
                joining.insert(*id);
            } else if let Fact::QuestionsReturned(back) = fact {
                let next = back.iter().filter(|of| of.state == QuestionState::Next);
                joining.extend(next.map(|of| of.question));
            }
        }
        joining.is_empty() || self.has_room_next(joining.len())
    }

    /// Returns how a question stands.
    pub(crate) fn standing(&self, id: QuestionId) -> Option<Standing> {
        let q = self.get(id)?;
        Some(Standing {
            state: q.state,
            content: q.screened.shared(),
            public: q.screened.public().map(Public::shared),
            translated: q.screened.translated().clone(),
            to: q.to,
            session: q.session,
            behind: self.behind(id),
            declined: q.declined.clone(),
            into: q.into,
        })
    }

    /// Returns the question as the sender saw it, if the verb is possible.
    pub(super) fn seen(
        &self,
        id: QuestionId,
        seen: u32,
        verb: Verb,
    ) -> Result<&Question, Rejection> {
        let q = self.as_seen(id, seen)?;
        if q.allows(verb) {
            Ok(q)
        } else {
            Err(Rejection::NotFromHere)
        }
    }

    /// Returns the question as the sender saw it.
    pub(crate) fn as_seen(&self, id: QuestionId, seen: u32) -> Result<&Question, Rejection> {
        let q = self.get(id).ok_or(Rejection::Unknown)?;
        if q.rev == seen {
            return Ok(q);
        }
        Err(q.stale())
    }
}

/// Cleans a moderator's text by the rules for guests' texts. Only the event's languages are allowed.
pub(super) fn checked(event: &Event, content: &Content) -> Result<Content, Rejection> {
    let info = event.info.as_ref().ok_or(Rejection::Unknown)?;
    if !info.langs.contains(&content.lang) {
        return Err(Rejection::BadLanguage);
    }
    let mut translations = Texts::new();
    for (lang, raw) in &content.translations {
        if !info.langs.contains(lang) || *lang == content.lang {
            return Err(Rejection::BadLanguage);
        }
        if let Some(text) = text::optional(Some(raw), TextField::Translation)? {
            translations.insert(lang.clone(), text);
        }
    }
    Ok(Content {
        text: text::required(&content.text, TextField::Text)?,
        lang: content.lang.clone(),
        translations,
        name: text::optional(content.name.as_deref(), TextField::Name)?,
        org: text::optional(content.org.as_deref(), TextField::Org)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Id, Moment, ParticipantId};

    #[test]
    fn the_line_has_an_end() {
        let mut questions = Questions::default();
        let moderator = Actor::Staff(StaffRole::Moderator);
        let mut now = Moment { seq: 0, at: 0 };
        let content = Content {
            text: "How?".to_owned(),
            lang: "en".to_owned(),
            translations: Texts::new(),
            name: None,
            org: None,
        };
        for index in 0..=NEXT_MAX as usize {
            now.seq += 1;
            let question = Question::new(Some(ParticipantId::at(0)), &content, None, None, now);
            let id = QuestionId::at(index);
            questions.asked(id, question);
            questions.approved(id, 1, now);
        }
        let last = QuestionId::at(NEXT_MAX as usize);
        for index in 0..NEXT_MAX as usize {
            let id = QuestionId::at(index);
            let decided = questions.move_to(id, 2, QuestionState::Next, moderator);
            assert!(decided.is_ok(), "{decided:?}");
            questions.moved(id, QuestionState::Next, None, now);
        }
        let full = Err(Rejection::TooManyQuestions { max: NEXT_MAX });
        let ask =
            |questions: &Questions| questions.move_to(last, 2, QuestionState::Next, moderator);
        assert_eq!(ask(&questions), full);
        questions.moved(QuestionId::at(7), QuestionState::Answered, None, now);
        assert!(ask(&questions).is_ok());
    }
}
