//! Who may send which command. Every command passes [`authorise`], whatever socket it came from.

pub use crate::role::{Actor, StaffRole};

use crate::command::Command;
use crate::ids::QuestionId;
use crate::question::queue::may;
use crate::question::state::Verb;
use crate::rejection::Rejection;
use crate::state::State;

/// Checks that this actor may send this command.
///
/// # Errors
/// [`Rejection::NotAllowed`]; [`Rejection::Unknown`] for a participant that this event does not have.
pub fn authorise(state: &State, actor: Actor, command: &Command) -> Result<(), Rejection> {
    let moderates = |id: &QuestionId, verb| match actor {
        Actor::Staff(role) => may(role, verb, state.questions.get(*id)),
        Actor::Participant(_) | Actor::Clock | Actor::Operator => false,
    };
    let staff = |may: fn(StaffRole) -> bool| matches!(actor, Actor::Staff(role) if may(role));
    let allowed = match command {
        Command::Cast { .. }
        | Command::TakeBack { .. }
        | Command::Declare { .. }
        | Command::TakeCode { .. }
        | Command::GiveName { .. }
        | Command::EnterHall
        | Command::EraseMine
        | Command::Ask(_)
        | Command::RaiseCard { .. }
        | Command::LowerCard { .. }
        | Command::ChooseNickname { .. }
        | Command::Upvote { .. }
        | Command::Reword { .. }
        | Command::Report { .. }
        | Command::Withdraw { .. } => return state.participants.acting(actor).map(|_| ()),
        Command::Approve { question, .. } => moderates(question, Verb::Approve),
        Command::Decline { question, .. } => moderates(question, Verb::Decline),
        Command::EditApprove { question, .. } => moderates(question, Verb::Edit),
        Command::Address { question, .. } => moderates(question, Verb::Address),
        // A command of another role is not found.
        Command::Undo { .. } => matches!(actor, Actor::Staff(_)),
        Command::Move { question, to, .. } => match Verb::to(*to) {
            Some(verb) => moderates(question, verb),
            None => staff(StaffRole::screens_questions),
        },
        Command::Reorder { question, .. } => moderates(question, Verb::Next),
        Command::Merge { question, .. } => moderates(question, Verb::Merge),
        Command::Split { question, .. } => moderates(question, Verb::Split),
        Command::Reply { question, .. } => moderates(question, Verb::Reply),
        Command::Note { .. } | Command::DropNote { .. } => staff(StaffRole::notes_questions),
        Command::Promise { .. }
        | Command::DropPromise
        | Command::AskAsStaff { .. }
        | Command::Label { .. }
        | Command::Star { .. }
        | Command::Pin { .. }
        | Command::SettleReports { .. }
        | Command::Many { .. }
        | Command::BackTo { .. }
        | Command::MakeLabel { .. }
        | Command::RemoveLabel { .. }
        | Command::ApproveEntries { .. }
        | Command::HideEntry { .. }
        | Command::JoinEntry { .. }
        | Command::TranslateEntry { .. }
        | Command::GroupEntry { .. }
        | Command::TakeEntry { .. }
        | Command::ApproveNicknames { .. }
        | Command::HideNickname { .. }
        | Command::Mute { .. }
        | Command::Unmute { .. } => staff(StaffRole::screens_questions),
        Command::Translate(_)
        | Command::PutTerm { .. }
        | Command::EditTerm { .. }
        | Command::RemoveTerm { .. } => staff(StaffRole::translates),
        Command::SendMessage { .. } | Command::WithdrawMessage { .. } => {
            staff(StaffRole::is_backstage)
        }
        Command::SeeMessage { .. } => {
            matches!(actor, Actor::Staff(StaffRole::Panelist(_)))
        }
        Command::SendCaptions { .. }
        | Command::CorrectCaption { .. }
        | Command::TakeCaptions { .. } => staff(StaffRole::writes_captions),
        Command::PlaceCaptions { .. } => {
            staff(StaffRole::writes_captions) || staff(StaffRole::runs_event)
        }
        Command::WriteLine { .. } | Command::MoveLine { .. } | Command::FinishReport { .. } => {
            staff(StaffRole::reports)
        }
        Command::CheckIn { .. } | Command::WalkIn { .. } => staff(StaffRole::receives),
        Command::ListGuests { .. }
        | Command::UnlistGuest { .. }
        | Command::ShowReport { .. }
        | Command::PutAnnouncement { .. }
        | Command::TurnAnnouncement { .. }
        | Command::DropAnnouncement { .. }
        | Command::SetLeaving { .. } => staff(StaffRole::runs_event),
        Command::StartSession { .. }
        | Command::EndSession { .. }
        | Command::ResumeSession { .. }
        | Command::SkipSession { .. }
        | Command::UnskipSession { .. }
        | Command::ShiftAgenda { .. }
        | Command::EditEvent { .. }
        | Command::MakeSession { .. }
        | Command::EditSession { .. }
        | Command::MoveSession { .. }
        | Command::DropSession { .. }
        | Command::MakePerson { .. }
        | Command::EditPerson { .. }
        | Command::DropPerson { .. }
        | Command::SetLanguages(_)
        | Command::MakeGroup { .. }
        | Command::EditGroup { .. }
        | Command::DropGroup { .. }
        | Command::MakeValue { .. }
        | Command::DropValue { .. }
        | Command::OpenPoll { .. }
        | Command::ExtendPoll { .. }
        | Command::ClosePoll { .. }
        | Command::RevealPoll { .. }
        | Command::HidePoll { .. }
        | Command::TellAnswer { .. }
        | Command::RepeatPoll { .. }
        | Command::ResetPoll { .. }
        | Command::SplitPoll { .. }
        | Command::SortPoll { .. }
        | Command::SetLive { .. }
        | Command::CountHands { .. }
        | Command::MakePoll { .. }
        | Command::ChangePoll { .. }
        | Command::DuplicatePoll { .. }
        | Command::RemovePoll { .. }
        | Command::ReleaseCode { .. }
        | Command::OpenSurvey { .. }
        | Command::CloseSurvey { .. }
        | Command::RevealSurvey { .. }
        | Command::HideSurvey { .. }
        | Command::RepeatSurvey { .. }
        | Command::ResetSurvey { .. }
        | Command::MakeSurvey { .. }
        | Command::ChangeSurvey { .. }
        | Command::DuplicateSurvey { .. }
        | Command::RemoveSurvey { .. }
        | Command::Show { .. }
        | Command::PutScreen { .. }
        | Command::ShowOn { .. }
        | Command::DropScreen { .. }
        | Command::SetCards { .. }
        | Command::PublishBook { .. }
        | Command::SetQuestions { .. } => staff(StaffRole::runs_event),
        Command::Floor(step) => matches!(actor, Actor::Staff(role) if step.is_of(role)),
        // The server chooses the first address, and a new one when the machine no longer has it.
        Command::ChooseAddress { .. } | Command::Revoke { .. } => {
            actor == Actor::Operator || staff(StaffRole::runs_event)
        }
        // The clock ends what is old.
        Command::EndLogin { .. } => {
            matches!(actor, Actor::Operator | Actor::Clock) || staff(StaffRole::runs_event)
        }
        // Of their own, which `Logins::log_out` checks.
        Command::LogOut { .. } => matches!(actor, Actor::Staff(_)),
        Command::Join
        | Command::Shelve { .. }
        | Command::EraseGuest { .. }
        | Command::LogIn { .. }
        | Command::RevokeLost { .. }
        | Command::Import { .. }
        | Command::MakeCodes { .. }
        | Command::CountPresent { .. }
        | Command::KeepSecret { .. } => matches!(actor, Actor::Operator),
        Command::PassDeadline { .. }
        | Command::PassAnnouncement { .. }
        | Command::TellCards { .. } => matches!(actor, Actor::Clock),
    };
    if allowed {
        Ok(())
    } else {
        Err(Rejection::NotAllowed)
    }
}
