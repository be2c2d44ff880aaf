//! What the screen shows, and what is on: the same for everybody.

use plenary_domain::on_now::{Thing, on_now};
use plenary_domain::question::QuestionState;
use plenary_domain::state::State;

use crate::protocol::items::stage::scene_of;
use crate::protocol::{Item, Scene, StageItem};

pub(super) fn item(state: &State) -> Option<Item> {
    state.event.info.as_ref()?;
    let on = on_now(state);
    let automatic = || automatic(state, on.first());
    Some(Item::Stage(StageItem {
        stage: state.on_stage.stage.into(),
        scene: scene_of(state.on_stage.stage).unwrap_or_else(automatic),
        on: on.iter().map(|thing| (*thing).into()).collect(),
    }))
}

/// The latest of what is on; for a session the questions that wait to be answered, if there are any.
fn automatic(state: &State, latest: Option<&Thing>) -> Scene {
    let waiting = || {
        state
            .questions
            .iter()
            .any(|(_, q)| matches!(q.state, QuestionState::Approved | QuestionState::Next))
    };
    match latest {
        Some(Thing::Poll(id)) => Scene::Poll(id.0),
        Some(Thing::Question(id)) => Scene::Question(id.0),
        Some(Thing::Session(_)) if state.questions.open && waiting() => Scene::Questions,
        Some(Thing::Session(id)) => Scene::Session(id.0),
        None => Scene::Holding,
    }
}
