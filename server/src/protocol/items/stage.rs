//! What the screen shows.

use plenary_domain::ids::{PollId, QuestionId, SessionId, SurveyId};
use plenary_domain::on_now;
use plenary_domain::question::{Broken, Promise};
use plenary_domain::stage as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::captions::CaptionPlace;
use crate::protocol::same;

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct StageItem {
    /// What the host chose.
    pub stage: Stage,
    /// What that shows now.
    pub scene: Scene,
    /// What is on now, the latest first. Phones show it in this order. With the stage `auto` the screen shows the first.
    pub on: Vec<Thing>,
    /// The next session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<u32>,
    /// Guests and panelists: the kinds of the polls that have not opened yet, so that phones fetch what they need for them ahead. By their
    /// place in the list of kinds, from 0, because each byte of a phone's first page counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u8>>")]
    pub kinds: Vec<u8>,
    /// Screens and hosts only: the question that comes next in the running session, for the pictures of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next_question: Option<u32>,
    /// Screens and hosts only: the questions shown, the most supported first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub shown: Vec<u32>,
    /// Screens and hosts only: the screens beside the hall's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<OtherScreen>>")]
    pub screens: Vec<OtherScreen>,
    /// Hosts only: where the screen shows captions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub captions: Option<CaptionPlace>,
    /// Moderators and hosts only: what is promised to the screen, or how the last promise ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promise: Option<ScreenPromise>,
}

/// A question that goes on the screen by itself when its translation is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScreenPromise {
    pub question: u32,
    /// It took the place of the promise of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub instead: Option<u32>,
    /// It ended, and the question does not go on the screen by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub broken: Option<PromiseBroken>,
}

/// Why a promise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum PromiseBroken {
    Declined,
    /// Or erased by its author.
    Withdrawn,
    /// It is one of the texts of another question.
    Merged,
    /// It was moved to where it waits to be read, or to the answered ones.
    Moved,
    /// Another question went on the screen.
    Other,
    /// The session ended, or another one began.
    Session,
}

same!(
    PromiseBroken,
    Broken,
    [Declined, Withdrawn, Merged, Moved, Other, Session]
);

impl From<Promise> for ScreenPromise {
    fn from(promise: Promise) -> ScreenPromise {
        ScreenPromise {
            question: promise.question.0,
            instead: promise.instead.map(|id| id.0),
            broken: promise.broken.map(Into::into),
        }
    }
}

/// A screen beside the hall's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OtherScreen {
    /// It is in the screen's link: `#SECRET&screen=ID`.
    pub id: u32,
    pub name: String,
    /// What the host chose for it; without it, it shows what the hall's does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stage: Option<Stage>,
    /// What it shows now.
    pub scene: Scene,
    /// The questions shown, the most supported first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub shown: Vec<u32>,
}

/// Something that is on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Thing {
    /// An open poll, one that waits for its result, or the latest result.
    Poll(u32),
    /// An open survey, or one with results to come. Its polls follow it, each as a poll, for clients that know no surveys.
    Survey(u32),
    /// The question being answered.
    Question(u32),
    /// The running session.
    Session(u32),
}

/// The host's choice for the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Stage {
    /// The current activity decides: see [`Scene`].
    Auto,
    Poll(u32),
    /// How far the guests have come with a survey.
    Survey(u32),
    /// The top questions.
    Questions,
    /// One question in any state, if its text is public.
    Question(u32),
    /// The join code, large.
    Join,
    Blank,
    /// A session's title page, with its people.
    Session(u32),
    /// The event's title, the join code, and what comes next.
    Holding,
    /// The cards of the running session; like `auto` while it takes none.
    Cards,
    /// The leaderboard; like `auto` while nobody has points.
    Board,
    /// The people of the running session, who speaks, and the clock; like `auto` while no session runs.
    Table,
}

/// What the screen shows, derived from the stage and the current activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Scene {
    /// The event's title, the join code, and what comes next.
    Holding,
    /// A session, with its people.
    Session(u32),
    Poll(u32),
    /// How far the guests have come with a survey.
    Survey(u32),
    Questions,
    Question(u32),
    /// The cards of this session.
    Cards(u32),
    /// The people of this session, who speaks, and the clock.
    Table(u32),
    /// The leaderboard.
    Board,
    Join,
    Blank,
}

impl From<on_now::Scene> for Scene {
    fn from(scene: on_now::Scene) -> Scene {
        match scene {
            on_now::Scene::Holding => Scene::Holding,
            on_now::Scene::Session(id) => Scene::Session(id.0),
            on_now::Scene::Poll(id) => Scene::Poll(id.0),
            on_now::Scene::Survey(id) => Scene::Survey(id.0),
            on_now::Scene::Questions(_) => Scene::Questions,
            on_now::Scene::Question(id) => Scene::Question(id.0),
            on_now::Scene::Cards(id) => Scene::Cards(id.0),
            on_now::Scene::Table(id) => Scene::Table(id.0),
            on_now::Scene::Board => Scene::Board,
            on_now::Scene::Join => Scene::Join,
            on_now::Scene::Blank => Scene::Blank,
        }
    }
}

impl From<on_now::Thing> for Thing {
    fn from(thing: on_now::Thing) -> Thing {
        match thing {
            on_now::Thing::Poll(id) => Thing::Poll(id.0),
            on_now::Thing::Survey(id) => Thing::Survey(id.0),
            on_now::Thing::Question(id) => Thing::Question(id.0),
            on_now::Thing::Session(id) => Thing::Session(id.0),
        }
    }
}

impl From<domain::Stage> for Stage {
    fn from(stage: domain::Stage) -> Stage {
        match stage {
            domain::Stage::Auto => Stage::Auto,
            domain::Stage::Poll(id) => Stage::Poll(id.0),
            domain::Stage::Survey(id) => Stage::Survey(id.0),
            domain::Stage::Questions => Stage::Questions,
            domain::Stage::Question(id) => Stage::Question(id.0),
            domain::Stage::Join => Stage::Join,
            domain::Stage::Blank => Stage::Blank,
            domain::Stage::Session(id) => Stage::Session(id.0),
            domain::Stage::Holding => Stage::Holding,
            domain::Stage::Cards => Stage::Cards,
            domain::Stage::Board => Stage::Board,
            domain::Stage::Table => Stage::Table,
        }
    }
}

impl From<Stage> for domain::Stage {
    fn from(stage: Stage) -> domain::Stage {
        match stage {
            Stage::Auto => domain::Stage::Auto,
            Stage::Poll(id) => domain::Stage::Poll(PollId(id)),
            Stage::Survey(id) => domain::Stage::Survey(SurveyId(id)),
            Stage::Questions => domain::Stage::Questions,
            Stage::Question(id) => domain::Stage::Question(QuestionId(id)),
            Stage::Join => domain::Stage::Join,
            Stage::Blank => domain::Stage::Blank,
            Stage::Session(id) => domain::Stage::Session(SessionId(id)),
            Stage::Holding => domain::Stage::Holding,
            Stage::Cards => domain::Stage::Cards,
            Stage::Board => domain::Stage::Board,
            Stage::Table => domain::Stage::Table,
        }
    }
}
