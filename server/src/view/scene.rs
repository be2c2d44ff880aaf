//! What the screen shows when nobody says what: the latest of what happened on the stage.

use plenary_domain::poll::Phase;
use plenary_domain::question::QuestionState;
use plenary_domain::session::SessionState;
use plenary_domain::state::State;

use crate::protocol::items::stage::scene_of;
use crate::protocol::{Item, Scene, StageItem};

pub(super) fn item(state: &State) -> Option<Item> {
    state.event.info.as_ref()?;
    let scene = scene_of(state.on_stage.stage).unwrap_or_else(|| automatic(state));
    Some(Item::Stage(StageItem {
        stage: state.on_stage.stage.into(),
        scene,
    }))
}

/// An open poll, a poll just closed or revealed, the question being answered, or the session: whichever came last.
/// When a question has been answered the session is what comes last, and not a poll from before.
fn automatic(state: &State) -> Scene {
    let on_stage = |session: &Option<String>| match session
        .as_deref()
        .and_then(|key| state.sessions.by_key(key))
    {
        Some(id) => state
            .sessions
            .get(id)
            .is_none_or(|s| s.state != SessionState::Ended),
        None => true,
    };
    let polls = state.polls.iter().filter(|(_, p)| match p.phase {
        Phase::Ready => false,
        Phase::Open => true,
        Phase::Closed | Phase::Revealed => on_stage(&p.info.session),
    });
    let polls = polls.map(|(id, p)| (p.since, Scene::Poll(id.0)));
    let now = state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Now);
    let now = now.map(|(id, q)| (q.since, Scene::Question(id.0)));
    let answered = state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Answered)
        .map(|(_, q)| q.since)
        .max();
    let waiting = state
        .questions
        .iter()
        .any(|(_, q)| matches!(q.state, QuestionState::Approved | QuestionState::Next));
    let session = state.sessions.running().map(|(id, s)| {
        let scene = if waiting && state.questions.open {
            Scene::Questions
        } else {
            Scene::Session(id.0)
        };
        (s.since.max(answered.unwrap_or(0)), scene)
    });
    let latest = polls
        .chain(now)
        .chain(session)
        .max_by_key(|(since, _)| *since);
    latest.map_or(Scene::Holding, |(_, scene)| scene)
}
