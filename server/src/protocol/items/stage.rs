//! What the screen shows.

use plenary_domain::ids::{PollId, QuestionId};
use plenary_domain::stage as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct StageItem {
    /// What the host chose.
    pub stage: Stage,
    /// What that shows now.
    pub scene: Scene,
}

/// The host's choice for the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Stage {
    /// The current activity decides: see [`Scene`].
    Auto,
    Poll(u32),
    /// The top questions.
    Questions,
    /// One question in any state, if its text is public.
    Question(u32),
    /// The join code, large.
    Join,
    Blank,
}

/// What the screen shows, derived from the stage and the current activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Scene {
    /// The event's title, the join code, and what comes next.
    Holding,
    /// The running session, with its people.
    Session(u32),
    Poll(u32),
    Questions,
    Question(u32),
    Join,
    Blank,
}

impl From<domain::Stage> for Stage {
    fn from(stage: domain::Stage) -> Stage {
        match stage {
            domain::Stage::Auto => Stage::Auto,
            domain::Stage::Poll(id) => Stage::Poll(id.0),
            domain::Stage::Questions => Stage::Questions,
            domain::Stage::Question(id) => Stage::Question(id.0),
            domain::Stage::Join => Stage::Join,
            domain::Stage::Blank => Stage::Blank,
        }
    }
}

impl From<Stage> for domain::Stage {
    fn from(stage: Stage) -> domain::Stage {
        match stage {
            Stage::Auto => domain::Stage::Auto,
            Stage::Poll(id) => domain::Stage::Poll(PollId(id)),
            Stage::Questions => domain::Stage::Questions,
            Stage::Question(id) => domain::Stage::Question(QuestionId(id)),
            Stage::Join => domain::Stage::Join,
            Stage::Blank => domain::Stage::Blank,
        }
    }
}

/// Returns the scene that a stage names explicitly; None for the automatic one.
pub fn scene_of(stage: domain::Stage) -> Option<Scene> {
    match stage {
        domain::Stage::Auto => None,
        domain::Stage::Poll(id) => Some(Scene::Poll(id.0)),
        domain::Stage::Questions => Some(Scene::Questions),
        domain::Stage::Question(id) => Some(Scene::Question(id.0)),
        domain::Stage::Join => Some(Scene::Join),
        domain::Stage::Blank => Some(Scene::Blank),
    }
}
