//! A question's state, and everything that depends on it alone: who sees the question, and what staff can do with it. A
//! new state adds a line to each match.

use minicbor::{Decode, Encode};

/// A question's state.
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
    /// Its author erased what it said.
    #[n(7)]
    Erased,
    /// Put away with its session, unanswered.
    #[n(8)]
    Archived,
}

/// What staff can do with a question: a command, or the target state of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Approve,
    Decline,
    Edit,
    Address,
    Waiting,
    Approved,
    Next,
    Now,
    Answered,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 9] = [
        Verb::Approve,
        Verb::Decline,
        Verb::Edit,
        Verb::Address,
        Verb::Waiting,
        Verb::Approved,
        Verb::Next,
        Verb::Now,
        Verb::Answered,
    ];

    /// Returns the move to this state; None if no plain move leads there.
    pub fn to(state: QuestionState) -> Option<Verb> {
        match state {
            QuestionState::Waiting => Some(Verb::Waiting),
            QuestionState::Approved => Some(Verb::Approved),
            QuestionState::Next => Some(Verb::Next),
            QuestionState::Now => Some(Verb::Now),
            QuestionState::Answered => Some(Verb::Answered),
            QuestionState::Declined
            | QuestionState::Withdrawn
            | QuestionState::Erased
            | QuestionState::Archived => None,
        }
    }

    /// Returns true if others see the text afterwards, which requires an approved text.
    pub fn shows(self) -> bool {
        match self {
            Verb::Approved | Verb::Next | Verb::Now | Verb::Answered => true,
            Verb::Approve | Verb::Decline | Verb::Edit | Verb::Address | Verb::Waiting => false,
        }
    }
}

impl QuestionState {
    /// All states.
    pub const ALL: [QuestionState; 9] = [
        QuestionState::Waiting,
        QuestionState::Approved,
        QuestionState::Next,
        QuestionState::Now,
        QuestionState::Answered,
        QuestionState::Declined,
        QuestionState::Withdrawn,
        QuestionState::Erased,
        QuestionState::Archived,
    ];

    /// Returns true if guests see it in the list of questions, or among earlier ones.
    pub fn is_public(self) -> bool {
        use QuestionState::{
            Answered, Approved, Archived, Declined, Erased, Next, Now, Waiting, Withdrawn,
        };
        match self {
            Approved | Next | Now | Answered | Archived => true,
            Waiting | Declined | Withdrawn | Erased => false,
        }
    }

    /// Returns true if guests can support it. One that waits takes support while phones show it at once.
    pub fn takes_upvotes(self) -> bool {
        use QuestionState::{
            Answered, Approved, Archived, Declined, Erased, Next, Now, Waiting, Withdrawn,
        };
        match self {
            Approved | Next | Now => true,
            Waiting | Answered | Declined | Withdrawn | Erased | Archived => false,
        }
    }

    /// Returns true if its author can withdraw it.
    pub fn can_be_withdrawn(self) -> bool {
        use QuestionState::{
            Answered, Approved, Archived, Declined, Erased, Next, Now, Waiting, Withdrawn,
        };
        match self {
            Waiting | Approved | Next | Declined | Archived => true,
            Now | Answered | Withdrawn | Erased => false,
        }
    }

    /// Returns true if this is possible in the question's state. Only an approval leads to *approved* from outside, so
    /// public text always has an approver.
    pub fn allows(self, verb: Verb) -> bool {
        use QuestionState::{
            Answered, Approved, Archived, Declined, Erased, Next, Now, Waiting, Withdrawn,
        };
        match self {
            Waiting => matches!(
                verb,
                Verb::Approve | Verb::Decline | Verb::Edit | Verb::Address
            ),
            Approved => matches!(
                verb,
                Verb::Decline
                    | Verb::Edit
                    | Verb::Address
                    | Verb::Waiting
                    | Verb::Next
                    | Verb::Now
                    | Verb::Answered
            ),
            Next => matches!(
                verb,
                Verb::Decline
                    | Verb::Edit
                    | Verb::Address
                    | Verb::Waiting
                    | Verb::Approved
                    | Verb::Now
                    | Verb::Answered
            ),
            Now => matches!(
                verb,
                Verb::Edit
                    | Verb::Address
                    | Verb::Waiting
                    | Verb::Approved
                    | Verb::Next
                    | Verb::Answered
            ),
            Answered => matches!(
                verb,
                Verb::Edit | Verb::Address | Verb::Approved | Verb::Next | Verb::Now
            ),
            Declined => matches!(
                verb,
                Verb::Approve | Verb::Edit | Verb::Address | Verb::Waiting
            ),
            Archived => matches!(verb, Verb::Waiting | Verb::Approved),
            Withdrawn | Erased => false,
        }
    }
}
