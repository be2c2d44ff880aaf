//! Computes what is on now: one rule for the screen, the phones and the desks. Pages draw the order computed here, and
//! never compute it themselves.
//!
//! # Invariants
//! - An open poll, the question being answered and the running session are always on.
//! - A closed poll is on until its result is revealed. Among the revealed results, the latest is on. Both leave when
//!   something ends after them: a session or, while no session runs, the answer to the question that was *now*. So an old
//!   result never returns when something newer leaves.
//! - A survey is on as one thing while its polls are open, and until all their results are revealed. Each result is a poll's.
//! - The latest comes first. The screen shows it, and the phone puts it on top.
//! - A session shows its title until one of its own questions is approved or moved, and then its own unanswered questions.
//!   Its own questions are those asked while it ran, and those put to it, to one of its people or to their organisation, unless
//!   they were asked in another session of these. The others appear when the host puts the questions on the screen.

use std::cmp::Reverse;
use std::iter;

use crate::ids::{PollId, QuestionId, SessionId, SurveyId};
use crate::poll::{Phase, Poll};
use crate::question::addressee::Addressee;
use crate::question::settings::Asking;
use crate::question::{Question, QuestionState};
use crate::screens::Screen;
use crate::session::Session;
use crate::stage::{self, Stage};
use crate::state::State;
use crate::status::SessionState;

/// Something that is on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Poll(PollId),
    /// The polls of a survey, as one form.
    Survey(SurveyId),
    Question(QuestionId),
    Session(SessionId),
}

/// Returns what is on now, the latest first.
pub fn on_now(state: &State) -> Vec<Thing> {
    let sessions = || state.sessions.iter();
    let answered_at = state.questions.answered;
    let ended_at = sessions()
        .filter(|(_, s)| s.state == SessionState::Ended)
        .map(|(_, s)| s.since)
        .max()
        .unwrap_or(0);
    let running = state.sessions.running();
    let put_away_at = if running.is_some() {
        ended_at
    } else {
        ended_at.max(answered_at)
    };

    let polls = || state.polls.iter();
    let alone = || polls().filter(|(_, p)| p.survey.is_none());
    let open = alone().filter(|(_, p)| p.phase == Phase::Open);
    let is_over = move |p: &Poll, phase| p.phase == phase && p.since > put_away_at;
    let over = alone().filter(|(_, p)| is_over(p, Phase::Closed));
    let result = polls()
        .filter(|(_, p)| is_over(p, Phase::Revealed))
        .max_by_key(|(_, p)| p.since);
    let polls = open
        .chain(over)
        .chain(result)
        .map(|(id, p)| (p.since, Thing::Poll(id)));
    // The part of it that is not revealed decides its place: its first result is later than the rest.
    let surveys = state.surveys.iter().filter_map(|(id, survey)| {
        let phase = survey.phase(&state.polls);
        let is_on = |p: &Poll| match phase {
            Phase::Open => p.phase == Phase::Open,
            Phase::Closed => is_over(p, Phase::Closed),
            Phase::Ready | Phase::Revealed => false,
        };
        let on = survey.of(&state.polls).filter(|(_, p)| is_on(p));
        Some((on.map(|(_, p)| p.since).max()?, Thing::Survey(id)))
    });
    let questions = state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Now)
        .map(|(id, q)| (q.since, Thing::Question(id)));
    // After an answered question the session comes back, and not an earlier poll.
    let session = running.map(|(id, s)| (s.since.max(answered_at), Thing::Session(id)));

    let mut things: Vec<(u64, Thing)> = polls
        .chain(surveys)
        .chain(questions)
        .chain(session)
        .collect();
    things.sort_by_key(|(since, _)| Reverse(*since));
    things.into_iter().map(|(_, thing)| thing).collect()
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scene {
    /// The event's title, the join code, and what comes next.
    Holding,
    Session(SessionId),
    Poll(PollId),
    /// How far the guests have come with a survey.
    Survey(SurveyId),
    /// The unanswered public questions, the most supported first.
    Questions(Vec<QuestionId>),
    Question(QuestionId),
    /// The cards of this session.
    Cards(SessionId),
    /// The people of this session, who speaks, and the clock.
    Table(SessionId),
    /// The leaderboard.
    Board,
    Join,
    Blank,
}

/// Returns what the hall's screen shows: the host's choice, or the latest thing that is on.
pub fn scene(state: &State) -> Scene {
    of_stage(state, state.on_stage.stage)
}

/// Returns what a screen beside the hall's shows: the host's choice for it, or what the hall's shows if there is none, or none any
/// more.
pub fn scene_on(state: &State, screen: &Screen) -> Scene {
    chosen(state, screen).map_or_else(|| scene(state), |stage| of_stage(state, stage))
}

/// Returns what hosts chose for any screen, the hall's first.
pub fn stages(state: &State) -> impl Iterator<Item = Stage> {
    let others = state.screens.iter();
    let chosen = others.filter_map(|(_, screen)| chosen(state, screen));
    iter::once(state.on_stage.stage).chain(chosen)
}

/// Returns what hosts chose for a screen, if it can still be shown.
fn chosen(state: &State, screen: &Screen) -> Option<Stage> {
    let State {
        polls,
        surveys,
        questions,
        sessions,
        ..
    } = state;
    let can_show =
        |stage: &Stage| stage::check(*stage, polls, surveys, questions, sessions).is_ok();
    screen.stage.filter(can_show)
}

fn of_stage(state: &State, stage: Stage) -> Scene {
    match stage {
        Stage::Poll(id) => Scene::Poll(id),
        Stage::Survey(id) => Scene::Survey(id),
        Stage::Question(id) => Scene::Question(id),
        Stage::Questions => Scene::Questions(waiting(state, |_| true)),
        Stage::Join => Scene::Join,
        Stage::Blank => Scene::Blank,
        Stage::Session(id) => Scene::Session(id),
        Stage::Holding => Scene::Holding,
        Stage::Cards if let Some(id) = state.cards.active(&state.sessions) => Scene::Cards(id),
        Stage::Board if !state.polls.scores.leaders().is_empty() => Scene::Board,
        Stage::Table if let Some((id, _)) = state.sessions.running() => Scene::Table(id),
        Stage::Auto | Stage::Cards | Stage::Board | Stage::Table => match on_now(state).first() {
            Some(Thing::Poll(id)) => Scene::Poll(*id),
            Some(Thing::Survey(id)) => Scene::Survey(*id),
            Some(Thing::Question(id)) => Scene::Question(*id),
            Some(Thing::Session(id)) => of_session(state, *id),
            None => Scene::Holding,
        },
    }
}

fn of_session(state: &State, id: SessionId) -> Scene {
    let Some(session) = state.sessions.get(id) else {
        return Scene::Session(id);
    };
    let is_own = |q: &Question| is_own(state, id, session, q);
    let is_put_away = |q: &Question| q.state == QuestionState::Archived;
    let has_moved =
        |q: &Question| q.since > session.started && q.state.is_public() && !is_put_away(q);
    let begun = state
        .questions
        .iter()
        .any(|(_, q)| has_moved(q) && is_own(q));
    // Those that are in the line are answered when no more are taken, but not while all pause.
    let asking = state.questions.settings(Some(id)).asking;
    if !begun || asking == Asking::Paused {
        return Scene::Session(id);
    }
    let waiting = waiting(state, is_own);
    if waiting.is_empty() {
        Scene::Session(id)
    } else {
        Scene::Questions(waiting)
    }
}

/// Returns true if the question belongs to this session.
fn is_own(state: &State, id: SessionId, session: &Session, q: &Question) -> bool {
    if q.session == Some(id) {
        return true;
    }
    let is_in = |to: Addressee, id: SessionId, session: &Session| {
        let info = &session.info;
        let mut keys = info.speakers.iter().chain(&info.panelists);
        match to {
            Addressee::Person(person) => {
                let key = state.persons.get(person).map(|p| &p.key);
                key.is_some_and(|key| keys.any(|other| other == key))
            }
            Addressee::Organisation(person) => keys.any(|key| {
                let other = state.persons.by_key(key);
                other.is_some_and(|other| state.persons.same_organisation(person, other))
            }),
            Addressee::Session(to) => to == id,
        }
    };
    let asked_in = q.session.and_then(|id| Some((id, state.sessions.get(id)?)));
    q.to.is_some_and(|to| {
        is_in(to, id, session) && !asked_in.is_some_and(|(id, session)| is_in(to, id, session))
    })
}

/// Returns the question that comes next in the running session: the first in the line that may go on the screen. Pictures of the
/// session announce it.
pub fn next_question(state: &State) -> Option<QuestionId> {
    state.sessions.running()?;
    let mut line = state.questions.line().into_iter();
    line.find(|id| {
        state
            .questions
            .get(*id)
            .is_some_and(|q| may_be_shown(state, *id, q))
    })
}

/// Returns true if the question has public text, in every language that the session requires.
fn may_be_shown(state: &State, id: QuestionId, q: &Question) -> bool {
    let lacks = || !state.questions.lacking(id, state.event.langs()).is_empty();
    q.screened.public().is_some() && !(state.is_gated() && lacks())
}

/// Returns the unanswered public questions that may go on the screen, the most supported first.
fn waiting(state: &State, is_meant: impl Fn(&Question) -> bool) -> Vec<QuestionId> {
    let mut waiting: Vec<(QuestionId, &Question)> = state
        .questions
        .iter()
        .filter(|(_, q)| matches!(q.state, QuestionState::Approved | QuestionState::Next))
        .filter(|(id, q)| is_meant(q) && may_be_shown(state, *id, q))
        .collect();
    waiting.sort_by_key(|(id, q)| (Reverse(q.upvotes), q.asked_at, *id));
    waiting.into_iter().map(|(id, _)| id).collect()
}
