//! Everything about one question that its row at a desk has no room for: its history, the text as asked, notes, and what its
//! guest asks besides. A desk reads it when somebody opens the question, so rows stay small.

use plenary_domain::back;
use plenary_domain::ids::QuestionId;
use plenary_domain::question::history::{Step, What};
use plenary_domain::question::marks::Note;
use plenary_domain::question::{Question, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

use crate::protocol::{Deed, Leaf, LeafNote, LeafStep, Role};

/// Returns the leaf of a question; None for one that does not exist or was withdrawn.
pub fn leaf(state: &State, id: QuestionId) -> Option<Leaf> {
    let q = state.questions.get(id)?;
    let is_there =
        |q: &Question| !matches!(q.state, QuestionState::Withdrawn | QuestionState::Erased);
    if !is_there(q) {
        return None;
    }
    let others = q.author.into_iter().flat_map(|by| state.questions.of(by));
    let others = others
        .filter(|(other, q)| *other != id && is_there(q))
        .map(|(id, _)| id);
    Some(Leaf {
        id: id.0,
        asked: q.screened.asked().into(),
        at: q.asked_at,
        dropped: q.history.dropped,
        steps: (q.history.dropped..)
            .zip(q.history.steps())
            .map(|(number, one)| step(one, can_return(state, id, q, number)))
            .collect(),
        notes: q.marks.notes.iter().map(note).collect(),
        others: others.map(|id| id.0).collect(),
    })
}

/// Returns the role of whoever acted. Guests stay unnamed.
fn role_of(by: Actor) -> Option<Role> {
    match by {
        Actor::Participant(_) => Some(Role::Participant),
        Actor::Staff(role) => Some(role.into()),
        Actor::Clock | Actor::Operator => None,
    }
}

/// Returns true if a question can stand again as it stood after a step.
fn can_return(state: &State, id: QuestionId, q: &Question, step: u32) -> bool {
    let by = Actor::Staff(StaffRole::Moderator);
    back::back_to(state, id, q.rev, step, by).is_ok()
}

fn step(step: &Step, back: bool) -> LeafStep {
    let did = match step.what {
        What::Approved => Deed::Approved,
        What::Declined(reason) => Deed::Declined(reason.into()),
        What::Edited => Deed::Edited,
        What::Moved(to) => Deed::Moved(to.into()),
        What::Addressed(Some(to)) => Deed::Addressed(to.into()),
        What::Addressed(None) => Deed::AddressedToAll,
        What::Withdrawn => Deed::Withdrawn,
        What::Merged(into) => Deed::Merged(into.0),
        What::Joined(other) => Deed::Joined(other.0),
        What::Split => Deed::Split,
        What::Parted(other) => Deed::Parted(other.0),
        What::Labelled(label, true) => Deed::Labelled(label.0),
        What::Labelled(label, false) => Deed::Unlabelled(label.0),
        What::Starred(on) => Deed::Starred(on),
        What::Pinned(on) => Deed::Pinned(on),
        What::Settled(reports) => Deed::Settled(reports),
        What::Noted(on) => Deed::Noted(on),
        What::Replied(on) => Deed::Replied(on),
        What::ReplyTranslated(on) => Deed::ReplyTranslated(on),
    };
    LeafStep {
        at: step.at,
        by: role_of(step.by),
        n: step.desk,
        did,
        back,
    }
}

fn note(note: &Note) -> LeafNote {
    LeafNote {
        number: note.number,
        text: note.text.clone(),
        by: role_of(note.by),
        at: note.at,
    }
}
