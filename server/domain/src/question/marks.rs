//! What colleagues mark on a question for one another: labels, a star, a pin, notes, and that they have looked at reports. No guest
//! ever sees any of it.
//!
//! # Invariants
//! - Marks change neither what guests see nor the revision of the question, so they never make another desk's command stale.

use crate::ids::{LabelId, Millis};
use crate::role::Actor;

/// Limit on a question's notes.
pub const NOTES_MAX: usize = 20;

/// The marks of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the order of labelling. A label may be gone from the event.
    pub labels: Vec<LabelId>,
    pub star: bool,
    /// It stands above the others at the desks.
    pub pin: bool,
    /// How many of the guests' reports colleagues have looked at. A later report is open again.
    pub settled: u32,
    /// In the order of writing.
    pub notes: Vec<Note>,
    /// The number of the next note.
    pub note_next: u32,
    /// Rises with every change of a mark.
    pub rev: u32,
}

/// A note for colleagues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number, which names it among the question's notes.
    pub number: u32,
    pub text: String,
    pub by: Actor,
    pub at: Millis,
}

impl Marks {
    pub(crate) fn label(&mut self, label: LabelId, on: bool) {
        self.labels.retain(|other| *other != label);
        if on {
            self.labels.push(label);
        }
    }

    /// Writes the note of this number, or takes it away.
    pub(crate) fn note(&mut self, number: u32, text: Option<&str>, by: Actor, at: Millis) {
        self.notes.retain(|note| note.number != number);
        if let Some(text) = text {
            let note = Note {
                number,
                text: text.to_owned(),
                by,
                at,
            };
            let place = self.notes.partition_point(|other| other.number < number);
            self.notes.insert(place, note);
            self.note_next = self.note_next.max(number + 1);
        }
    }
}
