//! The steps of those who lead a session or sit on its panel.

use plenary_domain::floor::step as domain;
use plenary_domain::ids::QuestionId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::items::floor::{Offer, Sides, Speaker};

/// A step in the running session. `seen` is the floor's `rev` as the sender saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum FloorStep {
    /// Gives the floor for this time, and starts the clock. The turn before is over.
    Give {
        to: Speaker,
        seconds: u32,
        seen: u32,
    },
    /// Ends the turn.
    End { seen: u32 },
    /// Pauses the clock, or lets it run again.
    Pause { on: bool, seen: u32 },
    /// Adds time to the turn.
    Extend { seconds: u32, seen: u32 },
    /// Puts a speaker on the list. Panelists can put themselves.
    List { speaker: Speaker },
    /// Moves an entry of the list before another one, or to the end without `before`.
    Place {
        entry: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// Takes an entry off the list. Panelists can take theirs.
    Strike { entry: u32 },
    /// Sets whether a side speaks after another: by this, or in the order of the list without it.
    InTurn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        sides: Option<Sides>,
    },
    /// Closes the list for panelists, or opens it.
    Close { on: bool },
    /// Says that the question on the screen, or else the next one, is the last.
    Last { on: bool },
    /// Shows the speaking times on the chair's page, or hides them.
    HideTimes { on: bool },
    /// A panelist would take a question in the line, or passes it on; without `offer` neither.
    Offer {
        question: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        offer: Option<Offer>,
    },
}

impl From<FloorStep> for domain::Step {
    fn from(step: FloorStep) -> domain::Step {
        let (sides, closed, last, hides_times) = match step {
            FloorStep::Give { to, seconds, seen } => {
                let to = to.into();
                return domain::Step::Give { to, seconds, seen };
            }
            FloorStep::End { seen } => return domain::Step::End { seen },
            FloorStep::Pause { on, seen } => return domain::Step::Pause { on, seen },
            FloorStep::Extend { seconds, seen } => return domain::Step::Extend { seconds, seen },
            FloorStep::List { speaker } => {
                let speaker = speaker.into();
                return domain::Step::List { speaker };
            }
            FloorStep::Place { entry, before } => return domain::Step::Place { entry, before },
            FloorStep::Strike { entry } => return domain::Step::Strike { entry },
            FloorStep::Offer { question, offer } => {
                return domain::Step::Offer {
                    question: QuestionId(question),
                    offer: offer.map(Into::into),
                };
            }
            FloorStep::InTurn { sides } => {
                let sides = sides.map(Into::into);
                (Some(sides), None, None, None)
            }
            FloorStep::Close { on } => (None, Some(on), None, None),
            FloorStep::Last { on } => (None, None, Some(on), None),
            FloorStep::HideTimes { on } => (None, None, None, Some(on)),
        };
        domain::Step::Rule {
            sides,
            closed,
            last,
            hides_times,
        }
    }
}
