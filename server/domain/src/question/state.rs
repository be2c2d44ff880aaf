//! Where a question stands, and all that follows from that alone: who sees it, and what can be done with it. A new state is a line
//! in each of these.

use minicbor::{Decode, Encode};

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

/// What staff can do with a question: a command, or the state that a move leads to.
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
    /// All of them.
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

    /// A move to this state; None where no plain move leads.
    pub fn to(state: QuestionState) -> Option<Verb> {
        match state {
            QuestionState::Waiting => Some(Verb::Waiting),
            QuestionState::Approved => Some(Verb::Approved),
            QuestionState::Next => Some(Verb::Next),
            QuestionState::Now => Some(Verb::Now),
            QuestionState::Answered => Some(Verb::Answered),
            QuestionState::Declined | QuestionState::Withdrawn => None,
        }
    }

    /// It leaves the words where others see them, which takes words that were approved.
    pub fn shows(self) -> bool {
        match self {
            Verb::Approved | Verb::Next | Verb::Now | Verb::Answered => true,
            Verb::Approve | Verb::Decline | Verb::Edit | Verb::Address | Verb::Waiting => false,
        }
    }
}

impl QuestionState {
    /// All of them.
    pub const ALL: [QuestionState; 7] = [
        QuestionState::Waiting,
        QuestionState::Approved,
        QuestionState::Next,
        QuestionState::Now,
        QuestionState::Answered,
        QuestionState::Declined,
        QuestionState::Withdrawn,
    ];

    /// Guests see it in the list of questions.
    pub fn is_public(self) -> bool {
        use QuestionState::{Answered, Approved, Declined, Next, Now, Waiting, Withdrawn};
        match self {
            Approved | Next | Now | Answered => true,
            Waiting | Declined | Withdrawn => false,
        }
    }

    /// Guests can support it.
    pub fn takes_upvotes(self) -> bool {
        use QuestionState::{Answered, Approved, Declined, Next, Now, Waiting, Withdrawn};
        match self {
            Approved | Next | Now => true,
            Waiting | Answered | Declined | Withdrawn => false,
        }
    }

    /// Its author can take it back.
    pub fn can_be_withdrawn(self) -> bool {
        use QuestionState::{Answered, Approved, Declined, Next, Now, Waiting, Withdrawn};
        match self {
            Waiting | Approved | Next | Declined => true,
            Now | Answered | Withdrawn => false,
        }
    }

    /// It can be done where the question stands. Into *approved* from outside leads only an approval, so that public text always
    /// has an approver.
    pub fn allows(self, verb: Verb) -> bool {
        use QuestionState::{Answered, Approved, Declined, Next, Now, Waiting, Withdrawn};
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
            Withdrawn => false,
        }
    }
}
