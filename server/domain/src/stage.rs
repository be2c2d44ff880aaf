//! The host's choice for the screen.

pub use crate::status::Stage;

use crate::fact::{Decision, Fact};
use crate::poll::Polls;
use crate::question::Questions;
use crate::rejection::Rejection;
use crate::session::Sessions;
use crate::survey::Surveys;

/// What the screen shows, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnStage {
    pub stage: Stage,
    /// The sequence of the last change.
    pub changed: u64,
}

impl OnStage {
    /// Decides what the screen shows.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotFromHere`] for a question whose text is not public.
    pub fn show(
        &self,
        stage: Stage,
        polls: &Polls,
        surveys: &Surveys,
        questions: &Questions,
        sessions: &Sessions,
    ) -> Decision {
        check(stage, polls, surveys, questions, sessions)?;
        Ok(if self.stage == stage {
            vec![]
        } else {
            vec![Fact::StageSet(stage)]
        })
    }

    pub(crate) fn set(&mut self, stage: Stage, seq: u64) {
        *self = OnStage {
            stage,
            changed: seq,
        };
    }
}

/// Checks that a screen can show this.
///
/// # Errors
/// [`Rejection::Unknown`]; [`Rejection::NotFromHere`] for a question whose text is not public.
pub fn check(
    stage: Stage,
    polls: &Polls,
    surveys: &Surveys,
    questions: &Questions,
    sessions: &Sessions,
) -> Result<(), Rejection> {
    match stage {
        Stage::Poll(id) => drop(polls.get(id).ok_or(Rejection::Unknown)?),
        Stage::Question(id) => {
            let q = questions.get(id).ok_or(Rejection::Unknown)?;
            if q.screened.public().is_none() {
                return Err(Rejection::NotFromHere);
            }
        }
        Stage::Survey(id) => drop(surveys.get(id).ok_or(Rejection::Unknown)?),
        Stage::Session(id) => drop(sessions.get(id).ok_or(Rejection::Unknown)?),
        Stage::Auto
        | Stage::Questions
        | Stage::Join
        | Stage::Blank
        | Stage::Holding
        | Stage::Cards
        | Stage::Board
        | Stage::Table => {}
    }
    Ok(())
}
