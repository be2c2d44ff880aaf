//! What someone asks for, and why it may be refused.

use crate::access::StaffRole;
use crate::ids::{PersonId, PollId, QuestionId, SessionId};
use crate::poll::Ballot;
use crate::program::{LiveResults, Program};
use crate::question::{DeclineReason, QuestionState};
use crate::screening::Content;
use crate::state::{Phase, SessionState, Stage};

/// What someone asks for. `seen` is the revision of the item that the sender saw.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Cast {
        poll: PollId,
        ballot: Ballot,
    },
    Ask {
        text: String,
        to: Option<PersonId>,
        name: Option<String>,
        org: Option<String>,
    },
    Upvote {
        question: QuestionId,
        on: bool,
    },
    Withdraw {
        question: QuestionId,
    },

    Approve {
        question: QuestionId,
        seen: u32,
    },
    Decline {
        question: QuestionId,
        seen: u32,
        reason: DeclineReason,
        note: Option<String>,
    },
    EditApprove {
        question: QuestionId,
        seen: u32,
        content: Content,
    },
    Move {
        question: QuestionId,
        seen: u32,
        to: QuestionState,
    },

    StartSession {
        session: SessionId,
        seen: u32,
    },
    EndSession {
        session: SessionId,
        seen: u32,
    },
    ResumeSession {
        session: SessionId,
        seen: u32,
    },
    OpenPoll {
        poll: PollId,
        seen: u32,
        seconds: Option<u32>,
    },
    ExtendPoll {
        poll: PollId,
        seen: u32,
        seconds: u32,
    },
    ClosePoll {
        poll: PollId,
        seen: u32,
    },
    RevealPoll {
        poll: PollId,
        seen: u32,
    },
    HidePoll {
        poll: PollId,
        seen: u32,
    },
    SetLive {
        poll: PollId,
        seen: u32,
        live: LiveResults,
    },
    Show {
        stage: Stage,
    },
    SetQuestions {
        open: bool,
    },
    ChooseAddress {
        url: String,
    },
    Revoke {
        role: StaffRole,
    },

    /// Makes a new participant.
    Join,
    /// Takes an event file; what it cannot change any more is left as it is, see [`crate::import`].
    Import {
        program: Box<Program>,
    },
    /// Closes what was to close by now.
    PassDeadline {
        poll: PollId,
    },
}

/// A refusal: the sender's fault, told to the sender, with no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("this role may not do this")]
    NotAllowed,
    #[error("there is no such item")]
    Unknown,
    #[error("the poll is not open")]
    PollNotOpen,
    #[error("the ballot needs {min} to {max} of the options")]
    BadBallot { min: u8, max: u8 },
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
