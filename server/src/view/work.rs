//! What interpreters have to do, and the glossary.

use plenary_domain::question::{Question, QuestionState};
use plenary_domain::state::State;
use plenary_domain::translation::{Subject, answers, queue};

use super::Entry;
use crate::protocol::{Item, ItemKind, ItemName, TermItem, task_id};
use crate::role::{Entry as Sight, ProgramSight};

/// Returns the tasks of interpreters.
pub(super) fn tasks(state: &State, sight: &Sight) -> Vec<Entry> {
    if !sight.translates {
        return vec![];
    }
    let program = queue::subjects(state).filter_map(|of| item(state, sight, of));
    let program = program.map(|item| Entry::Item(Box::new(item)));
    let questions = state.questions.iter();
    let questions = questions
        .filter(|(id, q)| is_heard(state, q) && queue::is_task(state, Subject::Question(*id)));
    let questions = questions.map(|(id, q)| Entry::Kept {
        name: ItemName {
            kind: ItemKind::Task,
            id: task_id(Subject::Question(id)),
        },
        changed: q.changed.max(state.event.changed),
    });
    program.chain(questions).collect()
}

/// Returns the tasks of interpreters about what guests wrote into polls.
pub(super) fn answers(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.translates {
        return vec![];
    }
    let tasks = answers::tasks(state).into_iter();
    tasks.map(|task| Item::Task(task.into())).collect()
}

/// Returns the task of an item, if there is one.
pub(super) fn item(state: &State, sight: &Sight, of: Subject) -> Option<Item> {
    if !sight.translates {
        return None;
    }
    if let Subject::Question(id) = of {
        let q = state.questions.get(id)?;
        is_heard(state, q).then_some(())?;
    }
    Some(Item::Task(queue::task(state, of)?.into()))
}

/// Only those who can hear muted guests again see what they ask.
fn is_heard(state: &State, q: &Question) -> bool {
    q.state != QuestionState::Waiting || !q.is_muted(&state.mutes)
}

/// Returns the glossary, for those who translate or edit the programme.
pub(super) fn terms(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.translates && sight.program != ProgramSight::Run {
        return vec![];
    }
    let terms = state.glossary.iter();
    terms
        .map(|(id, term)| Item::Term(TermItem::of(id, term)))
        .collect()
}
