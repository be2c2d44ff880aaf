//! What each kind of viewer may see: pure functions from state to items of the wire. What an audience may not see is
//! not made here, and so is in no frame.

mod own;
mod program;
mod questions;
mod scene;

use plenary_domain::ids::QuestionId;
use plenary_domain::state::State;

use crate::protocol::{Item, Role};
use crate::role;

pub use own::mine;

/// A part of a view that is made anew as a whole, when its part of the state has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Program,
    Tallies,
    Questions,
    Stage,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 4] = [Part::Program, Part::Tallies, Part::Questions, Part::Stage];

    /// The sequence since which this part is as it is.
    pub fn changed(self, state: &State) -> u64 {
        let program = state
            .event
            .changed
            .max(state.groups.changed)
            .max(state.persons.changed)
            .max(state.sessions.changed)
            .max(state.polls.changed)
            .max(state.questions.open_changed);
        let stage = state.on_stage.changed;
        match self {
            // The screen is shown a poll that is not open yet when it is on stage.
            Part::Program => program.max(stage),
            Part::Tallies => state.polls.tallies_changed.max(program),
            // The screen is shown the questions of its picture, which follow from the session that runs.
            Part::Questions => state.questions.changed.max(program).max(stage),
            Part::Stage => program.max(state.questions.changed).max(stage),
        }
    }
}

/// What stands in a view.
pub enum Entry {
    Item(Box<Item>),
    /// A question, which [`question`] makes. There can be thousands, of which few changed since the last look.
    Question {
        id: QuestionId,
        changed: u64,
    },
}

/// The entries of one part as one audience sees them.
pub fn entries(state: &State, code: &str, audience: Role, part: Part) -> Vec<Entry> {
    let sight = role::of(audience);
    let items = match part {
        Part::Program => program::items(state, code, sight),
        Part::Tallies => program::tallies(state, sight),
        Part::Questions => return questions::entries(state, sight),
        Part::Stage => scene::item(state, sight).into_iter().collect(),
    };
    items
        .into_iter()
        .map(|item| Entry::Item(Box::new(item)))
        .collect()
}

/// One question as an audience sees it; None if it may not.
pub fn question(state: &State, audience: Role, id: QuestionId) -> Option<Item> {
    questions::item(state, role::of(audience), id)
}
