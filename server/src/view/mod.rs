//! What each kind of viewer may see: pure functions from state to wire items. This module never makes an item that an
//! audience may not see, so no frame can contain it.

mod backstage;
mod board;
mod book;
mod captions;
mod cards;
mod concerns;
mod entries;
mod fit;
mod floor;
mod guests;
mod kept;
mod leaf;
mod live;
mod names;
mod own;
mod program;
mod questions;
mod report;
mod scene;
mod work;

use plenary_domain::ids::{ListedId, PollId, QuestionId};
use plenary_domain::state::State;

use crate::protocol::{Item, ItemKind, ItemName, Role, task_subject};
use crate::role::{self, Entry as Sight, ProgramSight};

pub use backstage::own_messages;
pub use board::row as board_row;
pub use book::{Asked, Book, Chapter, Counts, Outcome, book};
pub use concerns::concerns;
pub use entries::{read, read_whole};
pub use fit::fit;
pub use kept::{Kept, kept};
pub use leaf::leaf;
pub use live::live;
pub use names::row as named_ballot;
pub use own::mine;
pub use program::{again, group_tally};
pub use questions::similar;

/// A part of a view, remade as a whole when its part of the state changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Program,
    Tallies,
    Entries,
    Questions,
    Stage,
    Cards,
    Floor,
    Board,
    Nicknames,
    Names,
    Codes,
    Logins,
    Labels,
    Tasks,
    Answers,
    Terms,
    Messages,
    Announcements,
    Captions,
    Report,
    Guests,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 21] = [
        Part::Program,
        Part::Tallies,
        Part::Entries,
        Part::Questions,
        Part::Stage,
        Part::Cards,
        Part::Floor,
        Part::Board,
        Part::Nicknames,
        Part::Names,
        Part::Codes,
        Part::Logins,
        Part::Labels,
        Part::Tasks,
        Part::Answers,
        Part::Terms,
        Part::Messages,
        Part::Announcements,
        Part::Captions,
        Part::Report,
        Part::Guests,
    ];

    /// Returns the sequence of this part's last change.
    pub fn changed(self, state: &State) -> u64 {
        let program = state
            .event
            .changed
            .max(state.groups.changed)
            .max(state.persons.changed)
            .max(state.sessions.changed)
            .max(state.polls.changed)
            .max(state.surveys.changed)
            .max(state.questions.settings_changed)
            .max(state.translations.changed)
            .max(state.leaving.changed);
        let stage = state.on_stage.changed.max(state.screens.changed);
        match self {
            // The screen gets a ready poll while the poll is on stage.
            Part::Program => program.max(stage),
            Part::Tallies => (state.polls.tallies_changed)
                .max(state.polls.entries.changed)
                .max(program),
            // What nobody mentions is left out.
            Part::Entries if state.polls.entries.changed == 0 => program,
            Part::Entries => (state.polls.tallies_changed)
                .max(state.polls.entries.changed)
                .max(program),
            // The screen gets the questions in its picture, which depend on the running session.
            Part::Questions => state.questions.changed.max(program).max(stage),
            // With the stage *cards*, the scene depends on whether there are any.
            Part::Stage => program
                .max(state.questions.changed)
                .max(state.cards.changed)
                .max(state.polls.scores.changed)
                .max(state.captions.place_changed)
                .max(state.questions.promise_changed)
                .max(stage),
            Part::Codes => state.codes.changed,
            Part::Logins => state.logins.changed,
            Part::Labels => state.labels.changed,
            // What is on the screen is urgent.
            Part::Tasks => (state.questions.changed)
                .max(state.reports.changed)
                .max(program)
                .max(stage),
            Part::Answers if state.polls.entries.changed == 0 => 0,
            // What nobody mentions is left out, and what is on the screen is urgent.
            Part::Answers => Part::Stage.changed(state).max(Part::Entries.changed(state)),
            Part::Terms => state.glossary.changed,
            Part::Messages => state.backstage.changed,
            Part::Announcements => state.announcements.changed,
            Part::Report => state.reports.changed,
            Part::Guests => state.guest_list.changed.max(state.groups.changed),
            // Another session begins without lines.
            Part::Captions => state.captions.changed.max(program),
            Part::Cards => state.cards.changed.max(program).max(stage),
            // With the question, an offer leaves the line.
            Part::Floor => (state.floors.changed)
                .max(state.questions.changed)
                .max(program),
            Part::Board => (state.polls.scores.changed)
                .max(state.nicknames.changed)
                .max(program)
                .max(stage),
            // No ballot comes after the close.
            Part::Names => program,
            Part::Nicknames => state.nicknames.changed.max(program),
        }
    }
}

/// An entry of a view.
pub enum Entry {
    Item(Box<Item>),
    /// An item that [`item`] makes if it has changed since the last update: one of thousands of questions, or the result of a poll
    /// in which thousands have written.
    Kept {
        name: ItemName,
        changed: u64,
    },
}

/// Returns the entries of one part as one audience sees them.
pub fn entries(state: &State, code: &str, audience: Role, part: Part) -> Vec<Entry> {
    entries_of(state, code, role::of(audience), part)
}

fn entries_of(state: &State, code: &str, sight: &Sight, part: Part) -> Vec<Entry> {
    // Readers have captions alone.
    if sight.program == ProgramSight::Nothing && part != Part::Captions {
        return vec![];
    }
    let items = match part {
        Part::Program => program::items(state, code, sight),
        Part::Tallies => return program::tallies(state, sight),
        Part::Entries => entries::items(state, sight),
        Part::Questions => return questions::entries(state, sight),
        Part::Stage => scene::item(state, sight).into_iter().collect(),
        Part::Cards => cards::items(state, sight),
        Part::Floor => floor::items(state, sight),
        Part::Board => board::item(state, sight).into_iter().collect(),
        Part::Nicknames => board::nicknames(state, sight),
        Part::Names => names::items(state, sight),
        Part::Codes => program::codes(state, sight),
        Part::Logins => program::logins(state, sight),
        Part::Labels => questions::labels(state, sight),
        Part::Tasks => return work::tasks(state, sight),
        Part::Answers => work::answers(state, sight),
        Part::Terms => work::terms(state, sight),
        Part::Messages => backstage::messages(state, sight),
        Part::Announcements => backstage::announcements(state, sight),
        Part::Captions => captions::items(state, sight),
        Part::Report => report::items(state, sight),
        Part::Guests => return guests::entries(state, sight),
    };
    items
        .into_iter()
        .map(|item| Entry::Item(Box::new(item)))
        .collect()
}

/// Returns the question or the tally of this name as an audience sees it; None if it may not see it.
pub fn item(state: &State, audience: Role, name: ItemName) -> Option<Item> {
    item_of(state, role::of(audience), name)
}

fn item_of(state: &State, sight: &Sight, name: ItemName) -> Option<Item> {
    let ItemName { kind, id } = name;
    match kind {
        ItemKind::Question => questions::item(state, sight, QuestionId(id)),
        ItemKind::Tally => program::tally(state, sight, PollId(id)),
        ItemKind::Task => work::item(state, sight, task_subject(id)?),
        ItemKind::Guest => guests::item(state, sight, ListedId(id)),
        ItemKind::Event
        | ItemKind::Group
        | ItemKind::Person
        | ItemKind::Session
        | ItemKind::Survey
        | ItemKind::Poll
        | ItemKind::Progress
        | ItemKind::Entry
        | ItemKind::Asked
        | ItemKind::Stage
        | ItemKind::Cards
        | ItemKind::Floor
        | ItemKind::Board
        | ItemKind::Nickname
        | ItemKind::Names
        | ItemKind::Login
        | ItemKind::Label
        | ItemKind::Term
        | ItemKind::Message
        | ItemKind::Announcement
        | ItemKind::Captions
        | ItemKind::Report
        | ItemKind::Line
        | ItemKind::Arrivals
        | ItemKind::Codes => None,
    }
}

#[cfg(test)]
mod tests;
