//! Surveys that hosts make during the event, and remove again. A host writes all questions at once; they are polls like any other.

use super::{SURVEY_POLLS_MAX, Survey, SurveyInfo, Surveys, run::Verb};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{PollId, SessionId, SurveyId};
use crate::people::Groups;
use crate::poll::kind::within;
use crate::poll::make::{self, fits_voters, off_stage, worded};
use crate::poll::voters::Voters;
use crate::poll::{Phase, Poll, Polls};
use crate::program::{PollInfo, SURVEYS_MAX, Texts};
use crate::rejection::{PollFault, Rejection, StaleNow, Wrong};
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

/// What the texts of a survey are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    pub polls: &'a Polls,
    pub event: &'a Event,
    pub sessions: &'a Sessions,
}

impl Surveys {
    /// Decides a new survey and its polls behind the others; with `open` it opens at once.
    ///
    /// # Errors
    /// [`Rejection::BadPoll`] with the place of the poll that is wrong, or without one for the survey's own title; as
    /// [`Polls::make`] otherwise.
    pub fn make(&self, writing: &Writing, groups: &Groups, draft: &Draft, open: bool) -> Decision {
        let Writing {
            polls,
            event,
            sessions,
        } = *writing;
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
            question(polls, event, sessions, &poll).map_err(|why| at_poll(why, at))
        };
        let fits = |info: &PollInfo| fits_voters(groups, info);
        let infos = (0..=u8::MAX).zip(&draft.polls).map(of);
        let infos = infos.collect::<Result<Vec<PollInfo>, Rejection>>()?;
        infos.iter().try_for_each(fits)?;
        if open && let Some(same) = self.same(polls, &title, &infos) {
            let phase = same.phase(polls);
            return Err(Rejection::Stale(StaleNow::Poll { phase }));
        }
        let made = polls.behind(infos)?;
        let opened: Vec<Fact> = made
            .iter()
            .map(|(id, ..)| Fact::PollOpened(*id, None))
            .collect();
        let mut facts = self.behind(title, made);
        if open {
            facts.extend(opened);
        }
        Ok(facts)
    }

    /// Decides to change the title and the polls of a survey, also of one of the event file. Its polls are told apart by their
    /// place. While nobody has answered and it has not opened, it can get more or lose the last ones; its session and its voters
    /// stay.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`]; as [`Surveys::make`] and [`Polls::rewrite`] otherwise.
    pub fn rewrite(
        &self,
        writing: &Writing,
        groups: &Groups,
        on_stage: &OnStage,
        id: SurveyId,
        seen: u64,
        draft: &Draft,
    ) -> Decision {
        let Writing {
            polls,
            event,
            sessions,
        } = *writing;
        let survey = self.as_seen(polls, id, seen)?;
        let title = worded(event, &draft.title)?;
        within("polls", draft.polls.len(), 1, SURVEY_POLLS_MAX)?;
        let its: Vec<(PollId, &Poll)> = survey.of(polls).collect();
        let is_fixed = survey.phase(polls) != Phase::Ready || survey.has_ballots(polls);
        if is_fixed && its.len() != draft.polls.len() {
            return Err(PollFault::of("polls", Wrong::Fixed).into());
        }
        let at = |place: usize| u8::try_from(place).unwrap_or(u8::MAX);
        let drafts = draft.polls.iter().map(|poll| make::Draft {
            session: None,
            voters: None,
            info: PollInfo {
                voters: its
                    .first()
                    .map_or_else(Voters::default, |(_, first)| first.info.voters.clone()),
                ..poll.info.clone()
            },
        });
        let drafts: Vec<make::Draft> = drafts.collect();
        let mut facts = vec![];
        for (place, ((poll, now), draft)) in its.iter().zip(&drafts).enumerate() {
            let changed = polls.rewrite(event, sessions, groups, *poll, now.rev, draft);
            facts.extend(changed.map_err(|why| at_poll(why, at(place)))?);
        }
        let more = drafts.iter().enumerate().skip(its.len());
        let more = more.map(|(place, draft)| {
            let info = question(polls, event, sessions, draft);
            let info = info.map_err(|why| at_poll(why, at(place)))?;
            Ok(PollInfo {
                session: survey.info.session.clone(),
                ..info
            })
        });
        let more = polls.behind(more.collect::<Result<_, Rejection>>()?)?;
        let gone = its.get(drafts.len()..).unwrap_or_default();
        let stay = its.iter().take(drafts.len());
        let keys = stay.map(|(_, poll)| poll.info.key.clone());
        let info = SurveyInfo {
            title,
            polls: keys
                .chain(more.iter().map(|(_, poll, _)| poll.key.clone()))
                .collect(),
            ..survey.info.clone()
        };
        facts.extend(gone.iter().flat_map(|(id, _)| off_stage(on_stage, *id)));
        let more = more.into_iter();
        facts.extend(more.map(|(id, info, order)| Fact::PollMade(id, info, order)));
        if info != survey.info {
            facts.push(Fact::SurveyWritten(id, Some(info), survey.order));
        }
        facts.extend(gone.iter().map(|(id, _)| Fact::PollDropped(*id)));
        Ok(facts)
    }

    /// Decides a copy of a survey and of its polls, without ballots and ready to open.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::BadPoll`] if there are too many.
    pub fn duplicate(&self, polls: &Polls, id: SurveyId, seen: u64) -> Decision {
        let survey = self.as_seen(polls, id, seen)?;
        within("survey", self.iter().count() + 1, 0, SURVEYS_MAX)?;
        let copies = survey.of(polls).map(|(_, poll)| PollInfo {
            live: poll.live,
            ..poll.info.clone()
        });
        let made = polls.behind(copies.collect())?;
        Ok(self.behind(survey.info.title.clone(), made))
    }

    /// Returns the facts of new polls and of the survey of them, behind the others.
    fn behind(&self, title: Texts, made: Vec<(PollId, PollInfo, u32)>) -> Vec<Fact> {
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
        let made = made.into_iter();
        let made = made.map(|(id, info, order)| Fact::PollMade(id, info, order));
        made.chain([Fact::SurveyWritten(id, Some(info), order)])
            .collect()
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
    polls: &Polls,
    event: &Event,
    sessions: &Sessions,
    draft: &make::Draft,
) -> Result<PollInfo, Rejection> {
    let info = polls.written(event, sessions, draft, &[])?;
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
