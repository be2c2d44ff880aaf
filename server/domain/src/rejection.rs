//! Why a command may be refused.

use crate::question::state::QuestionState;
use crate::status::{Phase, SessionState};

/// A refusal: the sender's fault, told to the sender, with no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("this role may not do this")]
    NotAllowed,
    #[error("there is no such item")]
    Unknown,
    #[error("the poll is not open")]
    PollNotOpen,
    #[error("the ballot must keep to the poll's limits, {min} to {max}")]
    BadBallot { min: u32, max: u32 },
    #[error("the ballot was cast and cannot be changed")]
    BallotFinal,
    #[error("questions are paused")]
    QuestionsPaused,
    #[error("the text is empty")]
    TextEmpty,
    #[error("the text has more than {chars_max} characters")]
    TextTooLong { chars_max: u32 },
    #[error("{max} questions of this participant wait already")]
    TooManyQuestions { max: u32 },
    #[error("this participant asked exactly this already")]
    AlreadyAsked,
    #[error("the question is one's own")]
    OwnQuestion,
    #[error("too late: the question is {state:?}")]
    TooLate { state: QuestionState },
    #[error("somebody changed it meanwhile: {0:?}")]
    Stale(StaleNow),
    #[error("it cannot go there from where it is")]
    NotFromHere,
    #[error("it cannot be taken back")]
    CannotUndo,
    #[error("the language is not one of the event's")]
    BadLanguage,
    #[error("the number must lie between {min} and {max}")]
    OutOfRange { min: u32, max: u32 },
    #[error("a later command of the same client was accepted")]
    Overtaken,
    #[error("the event is full: {max} participants")]
    EventFull { max: u32 },
}

/// What the item is now that a stale command was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleNow {
    Question { state: QuestionState, edited: bool },
    Poll { phase: Phase },
    Session { state: SessionState },
}
