//! What each kind of viewer may see: pure functions from state to wire items. This module never makes an item that an
//! audience may not see, so no frame can contain it.

mod own;
mod program;
mod questions;
mod scene;

use plenary_domain::ids::QuestionId;
use plenary_domain::state::State;

use crate::protocol::{Item, Role};
use crate::role;

pub use own::mine;

/// A part of a view, remade as a whole when its part of the state changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Program,
    Tallies,
    Questions,
    Stage,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 4] = [Part::Program, Part::Tallies, Part::Questions, Part::Stage];

    /// Returns the sequence of this part's last change.
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
            // The screen gets a ready poll while the poll is on stage.
            Part::Program => program.max(stage),
            Part::Tallies => state.polls.tallies_changed.max(program),
            // The screen gets the questions in its picture, which depend on the running session.
            Part::Questions => state.questions.changed.max(program).max(stage),
            Part::Stage => program.max(state.questions.changed).max(stage),
        }
    }
}

/// An entry of a view.
pub enum Entry {
    Item(Box<Item>),
    /// A question; [`question`] makes its item. There can be thousands, and few change between two updates.
    Question {
        id: QuestionId,
        changed: u64,
    },
}

/// Returns the entries of one part as one audience sees them.
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

/// Returns a question as an audience sees it; None if it may not see it.
pub fn question(state: &State, audience: Role, id: QuestionId) -> Option<Item> {
    questions::item(state, role::of(audience), id)
}
