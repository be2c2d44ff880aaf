//! Whom a fact concerns beside the audiences.

use plenary_domain::access::Actor;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, QuestionId};
use plenary_domain::state::State;

/// The participants whose own things a fact changes.
pub fn concerned(state: &State, fact: &Fact) -> impl Iterator<Item = ParticipantId> + use<> {
    let author = |id: &QuestionId| state.questions.get(id.index()).map(|q| q.author);
    let pair = match fact {
        // Also for a command that changed nothing: its sender waits to see it confirmed.
        Fact::Accepted(Actor::Participant(id), ..)
        | Fact::BallotCast(id, ..)
        | Fact::QuestionAsked(_, id, ..) => [Some(*id), None],
        Fact::Upvoted(id, question, _) => [Some(*id), author(question)],
        Fact::QuestionWithdrawn(question)
        | Fact::QuestionApproved(question, ..)
        | Fact::QuestionDeclined(question, ..)
        | Fact::QuestionEdited(question, ..)
        | Fact::QuestionMoved(question, ..) => [author(question), None],
        Fact::EventDescribed(_)
        | Fact::PersonPut(..)
        | Fact::PersonRemoved(_)
        | Fact::SessionPut(..)
        | Fact::SessionRemoved(_)
        | Fact::PollPut(..)
        | Fact::PollRemoved(_)
        | Fact::Joined(_)
        | Fact::Accepted(..)
        | Fact::SessionStarted(_)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(_)
        | Fact::SessionUnstarted(_)
        | Fact::PollOpened(..)
        | Fact::PollExtended(..)
        | Fact::PollClosed(_)
        | Fact::PollRevealed(_)
        | Fact::PollHidden(_)
        | Fact::LiveSet(..)
        | Fact::StageSet(_)
        | Fact::QuestionsSet(_)
        | Fact::AddressChosen(..)
        | Fact::RoleRevoked(..)
        | Fact::TallyKept(..)
        | Fact::Forgotten => [None, None],
    };
    pair.into_iter().flatten()
}
