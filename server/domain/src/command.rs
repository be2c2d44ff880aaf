//! What someone asks for.

use crate::ids::{ClientId, GroupId, PersonId, PollId, QuestionId, SessionId, ValueId};
use crate::poll::Ballot;
use crate::program::{LiveResults, Program};
use crate::question::ask::Asked;
use crate::question::screening::Content;
use crate::question::state::QuestionState;
use crate::role::StaffRole;
use crate::status::{DeclineReason, Stage};

/// What someone asks for. `seen` is the revision of the item that the sender saw.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Cast {
        poll: PollId,
        ballot: Ballot,
    },
    Ask(Asked),
    /// Says what a guest belongs to; without a value the guest would not tell.
    Declare {
        group: GroupId,
        value: Option<ValueId>,
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
    /// Puts a question that is next before another one, or at the end of the line.
    Reorder {
        question: QuestionId,
        seen: u32,
        before: Option<QuestionId>,
    },
    /// Changes whom it is addressed to; None: everybody.
    Address {
        question: QuestionId,
        seen: u32,
        to: Option<PersonId>,
    },
    /// Takes back what a command of the same role did.
    Undo {
        client: ClientId,
        n: u32,
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
    SkipSession {
        session: SessionId,
        seen: u32,
    },
    UnskipSession {
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
