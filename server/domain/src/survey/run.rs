//! What hosts do with a survey: open, close, reveal, hide, repeat and reset all its polls at once. Each is one act, and its undo concerns
//! all polls too.

use super::{Survey, Surveys};
use crate::fact::{Decision, Fact};
use crate::ids::SurveyId;
use crate::poll::kind::Setting;
use crate::poll::{Phase, Poll, Polls};
use crate::rejection::{Rejection, StaleNow};

/// What a host can do with a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    Close,
    Reveal,
    Hide,
    /// Open the next round of all its polls.
    Repeat,
    /// Discard the ballots of the current round in all its polls.
    Reset,
    Remove,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 7] = [
        Verb::Open,
        Verb::Close,
        Verb::Reveal,
        Verb::Hide,
        Verb::Repeat,
        Verb::Reset,
        Verb::Remove,
    ];
}

impl Survey {
    /// Returns true if a host can do this now.
    pub fn allows(&self, polls: &Polls, verb: Verb) -> bool {
        let phase = self.phase(polls);
        let all = |holds: fn(&Poll) -> bool| self.of(polls).all(|(_, poll)| holds(poll));
        let any = |phase| self.of(polls).any(|(_, poll)| poll.phase == phase);
        match verb {
            // After a reveal a ballot would be cast knowing the result, and deleted ballots cannot be replaced.
            Verb::Open => {
                !self.polls.is_empty()
                    && matches!(phase, Phase::Ready | Phase::Closed)
                    && !any(Phase::Revealed)
                    && all(|poll| !poll.answers.is_kept())
            }
            Verb::Close => phase == Phase::Open,
            Verb::Reveal => matches!(phase, Phase::Open | Phase::Closed),
            Verb::Hide => any(Phase::Revealed),
            Verb::Repeat => {
                matches!(phase, Phase::Closed | Phase::Revealed)
                    && all(|poll| {
                        poll.answers.may_begin()
                            && poll
                                .info
                                .rules
                                .takes(poll.info.options.len(), Setting::Rounds)
                    })
            }
            Verb::Reset => phase != Phase::Ready && all(|poll| poll.answers.may_begin()),
            Verb::Remove => phase != Phase::Open && all(Poll::is_empty),
        }
    }

    /// Returns what a host can do with the survey now.
    pub fn can(&self, polls: &Polls) -> impl Iterator<Item = Verb> {
        let verbs = Verb::ALL.into_iter();
        verbs.filter(|verb| self.allows(polls, *verb))
    }
}

impl Surveys {
    /// Decides the opening of all polls of a survey. It has no time limit.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn open(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let its = self.seen(polls, id, seen, Verb::Open)?.of(polls);
        let facts = its.map(|(id, _)| Fact::PollOpened(id, None));
        Ok(facts.collect())
    }

    /// Decides the close of a survey.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn close(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let survey = self.seen(polls, id, seen, Verb::Close)?;
        Ok(closed(survey, polls).collect())
    }

    /// Decides that everybody sees all results; an open survey closes first. The result of the first poll is the latest, so that
    /// the screen shows it.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn reveal(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let survey = self.seen(polls, id, seen, Verb::Reveal)?;
        let hidden = |poll: &Poll| matches!(poll.phase, Phase::Open | Phase::Closed);
        let its = survey.of(polls).rev().filter(|(_, poll)| hidden(poll));
        let revealed = its.map(|(id, _)| Fact::PollRevealed(id));
        Ok(closed(survey, polls).chain(revealed).collect())
    }

    /// Decides to hide all revealed results of a survey again.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn hide(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let its = self.seen(polls, id, seen, Verb::Hide)?.of(polls);
        let revealed = its.filter(|(_, poll)| poll.phase == Phase::Revealed);
        Ok(revealed.map(|(id, _)| Fact::PollHidden(id)).collect())
    }

    /// Decides the opening of the next round of all polls, which begin it together. If nobody has answered, the round goes on.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn repeat(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let survey = self.seen(polls, id, seen, Verb::Repeat)?;
        let is_next = survey.of(polls).any(|(_, poll)| poll.has_votes());
        let its = survey.of(polls).flat_map(|(id, _)| {
            let ended = is_next.then_some(Fact::RoundEnded(id));
            ended.into_iter().chain([Fact::PollOpened(id, None)])
        });
        Ok(its.collect())
    }

    /// Decides to discard the ballots of the current round of all polls. The survey is ready again.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn reset(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let its = self.seen(polls, id, seen, Verb::Reset)?.of(polls);
        let facts = its.filter_map(|(id, poll)| match poll.phase {
            _ if poll.has_votes() => Some(Fact::RoundVoided(id)),
            Phase::Open | Phase::Closed | Phase::Revealed => Some(Fact::PollUnopened(id)),
            Phase::Ready => None,
        });
        Ok(facts.collect())
    }

    /// Returns the survey as the sender saw it.
    pub(super) fn as_seen(
        &self,
        polls: &Polls,
        id: SurveyId,
        seen: u64,
    ) -> Result<&Survey, Rejection> {
        let survey = self.get(id).ok_or(Rejection::Unknown)?;
        if survey.since(polls) != seen {
            let phase = survey.phase(polls);
            return Err(Rejection::Stale(StaleNow::Poll { phase }));
        }
        Ok(survey)
    }

    /// Returns the survey as the sender saw it, if the verb is possible.
    pub(super) fn seen(
        &self,
        polls: &Polls,
        id: SurveyId,
        seen: u64,
        verb: Verb,
    ) -> Result<&Survey, Rejection> {
        let survey = self.as_seen(polls, id, seen)?;
        if survey.allows(polls, verb) {
            Ok(survey)
        } else {
            Err(Rejection::NotFromHere)
        }
    }
}

fn closed(survey: &Survey, polls: &Polls) -> impl Iterator<Item = Fact> {
    let open = survey
        .of(polls)
        .filter(|(_, poll)| poll.phase == Phase::Open);
    open.map(|(id, _)| Fact::PollClosed(id))
}
