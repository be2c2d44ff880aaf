//! Surveys that hosts make during the event, and remove again. A host writes all questions at once; they are polls like any other.

use super::{SURVEY_POLLS_MAX, Survey, SurveyInfo, Surveys, run::Verb};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{SessionId, SurveyId};
use crate::poll::kind::within;
use crate::poll::make::{self, off_stage, worded, written};
use crate::poll::voters::Voters;
use crate::poll::{Phase, Polls};
use crate::program::{PollInfo, SURVEYS_MAX, Texts};
use crate::rejection::{PollFault, Rejection, StaleNow};
use crate::session::Sessions;
use crate::stage::{OnStage, Stage};

/// A survey as a host writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub title: Texts,
    pub session: Option<SessionId>,
    /// Who may answer, for all its polls alike.
    pub voters: Voters,
    /// Its polls, whose sessions and voters are ignored.
    pub polls: Vec<make::Draft>,
}

impl Surveys {
    /// Decides a new survey and its polls behind the others; with `open` it opens at once.
    ///
    /// # Errors
    /// [`Rejection::BadPoll`] with the place of the poll that is wrong, or without one for the survey's own title; as
    /// [`Polls::make`] otherwise.
    pub fn make(
        &self,
        polls: &Polls,
        event: &Event,
        sessions: &Sessions,
        draft: &Draft,
        open: bool,
    ) -> Decision {
        let title = worded(event, &draft.title)?;
        within("polls", draft.polls.len(), 1, SURVEY_POLLS_MAX)?;
        within("survey", self.iter().count() + 1, 0, SURVEYS_MAX)?;
        let in_hall = event.info.as_ref().is_some_and(|event| event.in_hall);
        let of = |(at, poll): (u8, &make::Draft)| {
            let mut poll = poll.clone();
            poll.session = draft.session;
            poll.info.voters = Voters {
                in_hall,
                ..draft.voters.clone()
            };
            question(event, sessions, &poll).map_err(|why| at_poll(why, at))
        };
        let infos = (0..=u8::MAX).zip(&draft.polls).map(of);
        let infos = infos.collect::<Result<Vec<PollInfo>, Rejection>>()?;
        if open && let Some(same) = self.same(polls, &title, &infos) {
            let phase = same.phase(polls);
            return Err(Rejection::Stale(StaleNow::Poll { phase }));
        }
        let made = polls.behind(infos)?;
        let id = self.next();
        let taken = |key: &String| self.by_key(key).is_some();
        let mut keys = (id.0 + 1..).map(|n| format!("made-{n}"));
        let info = SurveyInfo {
            key: keys.find(|key| !taken(key)).unwrap_or_default(),
            session: made.first().and_then(|(_, poll, _)| poll.session.clone()),
            title,
            polls: made.iter().map(|(_, poll, _)| poll.key.clone()).collect(),
        };
        let last = self.iter().map(|(_, survey)| survey.order).max();
        let order = last.map_or(0, |order| order + 1);
        let opened: Vec<Fact> = made
            .iter()
            .map(|(id, ..)| Fact::PollOpened(*id, None))
            .collect();
        let made = made
            .into_iter()
            .map(|(id, info, order)| Fact::PollMade(id, info, order));
        let mut facts: Vec<Fact> = made.collect();
        facts.push(Fact::SurveyWritten(id, Some(info), order));
        if open {
            facts.extend(opened);
        }
        Ok(facts)
    }

    /// Decides to remove a survey that has no ballot and is not open, with its polls.
    ///
    /// # Errors
    /// As [`Surveys::open`].
    pub fn remove(&self, polls: &Polls, on_stage: &OnStage, id: SurveyId, seen: u64) -> Decision {
        let survey = self.seen(polls, id, seen, Verb::Remove)?;
        let is_shown = on_stage.stage == Stage::Survey(id);
        let mut facts: Vec<Fact> = is_shown
            .then_some(Fact::StageSet(Stage::Auto))
            .into_iter()
            .collect();
        facts.extend(survey.of(polls).flat_map(|(id, _)| off_stage(on_stage, id)));
        facts.push(Fact::SurveyWritten(id, None, survey.order));
        facts.extend(survey.of(polls).map(|(id, _)| Fact::PollDropped(id)));
        Ok(facts)
    }

    /// Returns the open survey that asks the same, so that a second tap does not ask twice.
    fn same(&self, polls: &Polls, title: &Texts, infos: &[PollInfo]) -> Option<&Survey> {
        self.iter().map(|(_, survey)| survey).find(|survey| {
            let its = survey.of(polls).map(|(_, poll)| &poll.info.title);
            survey.phase(polls) == Phase::Open
                && survey.info.title == *title
                && its.eq(infos.iter().map(|info| &info.title))
        })
    }
}

/// Returns a question as a host wrote it.
fn question(
    event: &Event,
    sessions: &Sessions,
    draft: &make::Draft,
) -> Result<PollInfo, Rejection> {
    let info = written(event, sessions, draft, &[])?;
    make::fits_survey(&info)?;
    Ok(info)
}

/// Says which of the polls is wrong.
fn at_poll(why: Rejection, at: u8) -> Rejection {
    if let Rejection::BadPoll(fault) = why {
        let poll = Some(at);
        PollFault { poll, ..*fault }.into()
    } else {
        why
    }
}
