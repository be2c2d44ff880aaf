//! Why a command may be rejected.

use crate::question::state::QuestionState;
use crate::status::{Phase, SessionState};

/// A rejection: the sender's fault, reported to the sender, without effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("this role may not do this")]
    NotAllowed,
    #[error("there is no such item")]
    Unknown,
    #[error("the poll is not open")]
    PollNotOpen,
    #[error("the ballot must be within the poll's limits, {min} to {max}")]
    BadBallot { min: u32, max: u32 },
    #[error("the ballot was cast and cannot be changed")]
    BallotFinal,
    #[error("questions are paused")]
    QuestionsPaused,
    #[error("the text is empty")]
    TextEmpty,
    #[error("the {field:?} has more than {chars_max} characters")]
    TextTooLong { field: TextField, chars_max: u32 },
    #[error("there are {max} questions already: the participant's, or *next* ones")]
    TooManyQuestions { max: u32 },
    #[error("this participant has already asked this")]
    AlreadyAsked,
    #[error("the question is the participant's own")]
    OwnQuestion,
    #[error("too late: the question is {state:?}")]
    TooLate { state: QuestionState },
    #[error("somebody else has changed it: {0:?}")]
    Stale(StaleNow),
    #[error("this is not possible in its current state")]
    NotFromHere,
    #[error("it cannot be undone")]
    CannotUndo,
    #[error("the language is not one of the event's")]
    BadLanguage,
    #[error("the number must be between {min} and {max}")]
    OutOfRange { min: u32, max: u32 },
    #[error("a later command of the same client was accepted")]
    Overtaken,
    #[error("the event is full: {max} participants")]
    EventFull { max: u32 },
}

/// A text of a command that has a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The words of a question.
    Text,
    /// A question in another of the event's languages.
    Translation,
    Name,
    Org,
    /// The note to the asker of a declined question.
    Note,
}

/// The current state of the item in a stale command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleNow {
    Question { state: QuestionState, edited: bool },
    Poll { phase: Phase },
    Session { state: SessionState },
}
