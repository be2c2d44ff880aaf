//! A question from the hall: its words (in screening), where it stands, and which moves are possible.

use minicbor::{Decode, Encode};

use crate::ids::{Millis, ParticipantId, PersonId, SessionId};
use crate::screening::Screened;

/// The most questions of one participant that wait for a moderator.
pub const WAITING_PER_PARTICIPANT_MAX: u32 = 5;
/// The most questions of one participant in an event.
pub const PER_PARTICIPANT_MAX: u32 = 50;
/// The most questions of an event.
pub const PER_EVENT_MAX: usize = 20_000;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum QuestionState {
    #[n(0)]
    Waiting,
    #[n(1)]
    Approved,
    #[n(2)]
    Next,
    #[n(3)]
    Now,
    #[n(4)]
    Answered,
    #[n(5)]
    Declined,
    #[n(6)]
    Withdrawn,
}

/// Why a question was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum DeclineReason {
    #[n(0)]
    OffTopic,
    #[n(1)]
    AlreadyAsked,
    #[n(2)]
    ForAPerson,
    #[n(3)]
    NotForDisplay,
    /// Only the note says why.
    #[n(4)]
    Other,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub author: ParticipantId,
    pub screened: Screened,
    pub to: Option<PersonId>,
    pub state: QuestionState,
    /// Rises with every change by staff or withdrawal; a command must have seen it. Upvotes do not count.
    pub rev: u32,
    /// Supporters.
    pub upvotes: u32,
    pub asked_at: Millis,
    /// The session that ran at that time.
    pub session: Option<SessionId>,
    /// The sequence of the last move.
    pub since: u64,
    pub moved_at: Millis,
    pub declined: Option<(DeclineReason, Option<String>)>,
    /// The sequence of the last change of anything that somebody sees of it.
    pub changed: u64,
}

impl QuestionState {
    /// Guests see it in the list of questions.
    pub fn is_public(self) -> bool {
        match self {
            QuestionState::Approved
            | QuestionState::Next
            | QuestionState::Now
            | QuestionState::Answered => true,
            QuestionState::Waiting | QuestionState::Declined | QuestionState::Withdrawn => false,
        }
    }

    /// Guests can support it.
    pub fn takes_upvotes(self) -> bool {
        matches!(
            self,
            QuestionState::Approved | QuestionState::Next | QuestionState::Now
        )
    }

    /// A plain move between two places is possible. Into *approved* from outside leads only an approval,
    /// so that public text always has an approver.
    pub fn can_move_to(self, to: QuestionState) -> bool {
        use QuestionState::{Answered, Approved, Declined, Next, Now, Waiting, Withdrawn};
        match (self, to) {
            (Approved, Next | Now | Answered | Waiting)
            | (Next, Approved | Now | Answered | Waiting)
            | (Now, Approved | Next | Answered | Waiting)
            | (Answered, Approved | Next | Now)
            | (Declined, Waiting) => true,
            (Waiting | Approved | Next | Now | Answered | Declined | Withdrawn, _) => false,
        }
    }
}
