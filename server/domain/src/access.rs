//! Who may ask for what. Every command passes [`authorise`], whatever socket it came from.

use minicbor::{Decode, Encode};

use crate::command::{Command, Rejection};
use crate::ids::{ParticipantId, PersonId};
use crate::question::QuestionState;
use crate::state::State;

/// The roles that a link exists for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum StaffRole {
    #[n(0)]
    Moderator,
    /// One link a person.
    #[n(1)]
    Panelist(#[n(0)] PersonId),
    #[n(2)]
    Host,
    #[n(3)]
    Screen,
}

/// Who sends a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Actor {
    #[n(0)]
    Participant(#[n(0)] ParticipantId),
    #[n(1)]
    Staff(#[n(0)] StaffRole),
    /// A deadline that passed.
    #[n(2)]
    Clock,
    /// Whoever owns the server: the command line, or the server itself.
    #[n(3)]
    Operator,
}

/// Tells whether this actor may ask for this.
///
/// # Errors
/// [`Rejection::NotAllowed`]; [`Rejection::Unknown`] for a participant that this event does not know.
pub fn authorise(state: &State, actor: Actor, command: &Command) -> Result<(), Rejection> {
    use StaffRole::{Host, Moderator, Panelist, Screen};
    let allowed = match command {
        Command::Cast { .. }
        | Command::Ask { .. }
        | Command::Upvote { .. }
        | Command::Withdraw { .. } => match actor {
            Actor::Participant(id) if id.index() >= state.participants.len() => {
                return Err(Rejection::Unknown);
            }
            Actor::Participant(_) => true,
            Actor::Staff(_) | Actor::Clock | Actor::Operator => false,
        },
        Command::Move { question, to, .. } => match actor {
            Actor::Staff(Moderator | Host) => true,
            // Panelists may say that they have answered what was put to them.
            Actor::Staff(Panelist(person)) => {
                *to == QuestionState::Answered
                    && state
                        .questions
                        .get(question.index())
                        .is_some_and(|q| q.state == QuestionState::Now && q.to == Some(person))
            }
            Actor::Staff(Screen) | Actor::Participant(_) | Actor::Clock | Actor::Operator => false,
        },
        Command::Approve { .. } | Command::Decline { .. } | Command::EditApprove { .. } => {
            matches!(actor, Actor::Staff(Moderator | Host))
        }
        Command::StartSession { .. }
        | Command::EndSession { .. }
        | Command::ResumeSession { .. }
        | Command::OpenPoll { .. }
        | Command::ExtendPoll { .. }
        | Command::ClosePoll { .. }
        | Command::RevealPoll { .. }
        | Command::HidePoll { .. }
        | Command::SetLive { .. }
        | Command::Show { .. }
        | Command::SetQuestions { .. } => matches!(actor, Actor::Staff(Host)),
        // The server chooses the first address, and another one when the machine has lost it.
        Command::ChooseAddress { .. } | Command::Revoke { .. } => {
            matches!(actor, Actor::Staff(Host) | Actor::Operator)
        }
        Command::Join | Command::Import { .. } => matches!(actor, Actor::Operator),
        Command::PassDeadline { .. } => matches!(actor, Actor::Clock),
    };
    if allowed {
        Ok(())
    } else {
        Err(Rejection::NotAllowed)
    }
}
