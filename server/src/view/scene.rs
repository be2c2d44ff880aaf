//! What the screen shows and what is on now, the same for everybody.

use std::collections::BTreeSet;

use plenary_domain::ids::QuestionId;
use plenary_domain::on_now::{self, on_now};
use plenary_domain::poll::Phase;
use plenary_domain::state::State;

use crate::protocol::{Item, KindOf, OtherScreen, StageItem, Thing};
use crate::role::{Entry as Sight, ProgramSight};

/// Limit on the questions in one picture.
const SHOWN_MAX: usize = 12;

pub(super) fn item(state: &State, sight: &Sight) -> Option<Item> {
    state.event.info.as_ref()?;
    let scene = on_now::scene(state);
    // The host's page also draws the screen's picture.
    let draws = sight.sees_stage || sight.program == ProgramSight::Run;
    let shown = if draws { shown(&scene) } else { &[] };
    Some(Item::Stage(StageItem {
        stage: state.on_stage.stage.into(),
        shown: shown.iter().map(|id| id.0).collect(),
        scene: scene.into(),
        on: on_now(state)
            .into_iter()
            .flat_map(|thing| things(state, thing))
            .collect(),
        next: state.sessions.coming().map(|id| id.0),
        kinds: if sight.program == ProgramSight::Public && !draws {
            kinds(state)
        } else {
            vec![]
        },
        next_question: (on_now::next_question(state).filter(|_| draws)).map(|id| id.0),
        screens: if draws { screens(state) } else { vec![] },
        promise: (state.questions.promise())
            .filter(|_| sight.screens_entries || sight.program == ProgramSight::Run)
            .map(Into::into),
        captions: (sight.program == ProgramSight::Run).then(|| state.captions.place.into()),
    }))
}

/// Returns the kinds of the polls that have not opened yet.
fn kinds(state: &State) -> Vec<u8> {
    let polls = state.polls.iter().map(|(_, poll)| poll);
    let coming = polls.filter(|poll| poll.phase == Phase::Ready);
    let kinds: BTreeSet<KindOf> = coming.map(|poll| KindOf::rules(&poll.info.rules)).collect();
    kinds.into_iter().map(|kind| kind as u8).collect()
}

/// Returns the screens beside the hall's, with what each shows now.
fn screens(state: &State) -> Vec<OtherScreen> {
    let screens = state.screens.iter().map(|(id, screen)| {
        let scene = on_now::scene_on(state, screen);
        OtherScreen {
            id: id.0,
            name: screen.name.clone(),
            stage: screen.stage.map(Into::into),
            shown: shown(&scene).iter().map(|id| id.0).collect(),
            scene: scene.into(),
        }
    });
    screens.collect()
}

/// Returns something that is on. The polls of a survey that are not told yet follow it.
fn things(state: &State, thing: on_now::Thing) -> Vec<Thing> {
    let mut things = vec![Thing::from(thing)];
    if let on_now::Thing::Survey(id) = thing
        && let Some(survey) = state.surveys.get(id)
    {
        let its = survey.of(&state.polls);
        let waiting = its.filter(|(_, poll)| matches!(poll.phase, Phase::Open | Phase::Closed));
        things.extend(waiting.map(|(id, _)| Thing::Poll(id.0)));
    }
    things
}

/// Returns the questions in the picture, the most supported first.
pub(super) fn shown(scene: &on_now::Scene) -> &[QuestionId] {
    match scene {
        on_now::Scene::Questions(waiting) => &waiting[..waiting.len().min(SHOWN_MAX)],
        on_now::Scene::Question(id) => std::slice::from_ref(id),
        on_now::Scene::Holding
        | on_now::Scene::Session(_)
        | on_now::Scene::Poll(_)
        | on_now::Scene::Survey(_)
        | on_now::Scene::Cards(_)
        | on_now::Scene::Table(_)
        | on_now::Scene::Board
        | on_now::Scene::Join
        | on_now::Scene::Blank => &[],
    }
}
