//! Between the words of the domain and those of the wire: total functions without decisions. Enums are matched whole,
//! so that a new variant on either side does not compile before it is translated.

use plenary_domain as domain;
use plenary_domain::command::Command as DomainCommand;
use plenary_domain::ids::{GroupId, PersonId, PollId, QuestionId, SessionId, ValueId};
use plenary_domain::poll::choice::{Picks, Rules};
use plenary_domain::question::ask::Asked;
use plenary_domain::role::StaffRole;

use crate::protocol::{
    Ballot, Command, DeclineReason, LiveResults, Phase, PollKind, QuestionContent, QuestionState,
    Rejection, Role, Scene, SessionEnd, SessionKind, SessionState, Stage, StaleNow, Tally,
};

/// Pairs two enums variant by variant, both ways.
macro_rules! same {
    ($wire:ident, $inner:path, [$($variant:ident),+]) => {
        impl From<$inner> for $wire {
            fn from(inner: $inner) -> $wire {
                use $inner as Inner;
                match inner { $(Inner::$variant => $wire::$variant),+ }
            }
        }

        impl From<$wire> for $inner {
            fn from(wire: $wire) -> $inner {
                use $inner as Inner;
                match wire { $($wire::$variant => Inner::$variant),+ }
            }
        }
    };
}

same!(
    QuestionState,
    domain::question::QuestionState,
    [Waiting, Approved, Next, Now, Answered, Declined, Withdrawn]
);
same!(
    DeclineReason,
    domain::question::DeclineReason,
    [OffTopic, AlreadyAsked, ForAPerson, NotForDisplay, Other]
);
same!(Phase, domain::poll::Phase, [Ready, Open, Closed, Revealed]);
same!(
    SessionState,
    domain::session::SessionState,
    [Coming, Running, Ended]
);
same!(
    LiveResults,
    domain::program::LiveResults,
    [Count, Screen, Everyone]
);
same!(
    SessionKind,
    domain::program::SessionKind,
    [
        Opening,
        Keynote,
        Dialogue,
        RoundTable,
        Cooperation,
        Break,
        Other
    ]
);

impl From<&domain::poll::Rules> for PollKind {
    fn from(rules: &domain::poll::Rules) -> PollKind {
        match *rules {
            domain::poll::Rules::Choice(Rules { min, max }) => PollKind::Choice { min, max },
        }
    }
}

impl From<&domain::poll::Ballot> for Ballot {
    fn from(ballot: &domain::poll::Ballot) -> Ballot {
        match ballot {
            domain::poll::Ballot::Choice(picks) => Ballot::Choice(picks.indices().collect()),
        }
    }
}

impl From<domain::poll::Tally> for Tally {
    fn from(tally: domain::poll::Tally) -> Tally {
        match tally {
            domain::poll::Tally::Choice(counts) => Tally::Choice(counts),
        }
    }
}

impl From<domain::stage::Stage> for Stage {
    fn from(stage: domain::stage::Stage) -> Stage {
        match stage {
            domain::stage::Stage::Auto => Stage::Auto,
            domain::stage::Stage::Poll(id) => Stage::Poll(id.0),
            domain::stage::Stage::Questions => Stage::Questions,
            domain::stage::Stage::Question(id) => Stage::Question(id.0),
            domain::stage::Stage::Join => Stage::Join,
            domain::stage::Stage::Blank => Stage::Blank,
        }
    }
}

impl From<Stage> for domain::stage::Stage {
    fn from(stage: Stage) -> domain::stage::Stage {
        match stage {
            Stage::Auto => domain::stage::Stage::Auto,
            Stage::Poll(id) => domain::stage::Stage::Poll(PollId(id)),
            Stage::Questions => domain::stage::Stage::Questions,
            Stage::Question(id) => domain::stage::Stage::Question(QuestionId(id)),
            Stage::Join => domain::stage::Stage::Join,
            Stage::Blank => domain::stage::Stage::Blank,
        }
    }
}

/// A scene that a stage names outright; None for the automatic one.
pub fn scene_of(stage: domain::stage::Stage) -> Option<Scene> {
    match stage {
        domain::stage::Stage::Auto => None,
        domain::stage::Stage::Poll(id) => Some(Scene::Poll(id.0)),
        domain::stage::Stage::Questions => Some(Scene::Questions),
        domain::stage::Stage::Question(id) => Some(Scene::Question(id.0)),
        domain::stage::Stage::Join => Some(Scene::Join),
        domain::stage::Stage::Blank => Some(Scene::Blank),
    }
}

impl From<&domain::question::screening::Content> for QuestionContent {
    fn from(content: &domain::question::screening::Content) -> QuestionContent {
        QuestionContent {
            text: content.text.clone(),
            lang: content.lang.clone(),
            translations: content.translations.clone(),
            name: content.name.clone(),
            org: content.org.clone(),
        }
    }
}

impl From<QuestionContent> for domain::question::screening::Content {
    fn from(content: QuestionContent) -> domain::question::screening::Content {
        let QuestionContent {
            text,
            lang,
            translations,
            name,
            org,
        } = content;
        domain::question::screening::Content {
            text,
            lang,
            translations,
            name,
            org,
        }
    }
}

impl From<&domain::fact::SessionEnd> for SessionEnd {
    fn from(end: &domain::fact::SessionEnd) -> SessionEnd {
        SessionEnd {
            polls: end.polls.iter().map(|id| id.0).collect(),
            answered: end.answered.iter().map(|id| id.0).collect(),
            returned: end.returned.iter().map(|id| id.0).collect(),
        }
    }
}

/// The staff role that a page's role and person name; None for a participant, and for a panelist without a person.
pub fn staff_role(role: Role, person: Option<PersonId>) -> Option<StaffRole> {
    match role {
        Role::Participant => None,
        Role::Moderator => Some(StaffRole::Moderator),
        Role::Panelist => person.map(StaffRole::Panelist),
        Role::Host => Some(StaffRole::Host),
        Role::Screen => Some(StaffRole::Screen),
    }
}

/// Reads a command of the wire.
///
/// # Errors
/// A refusal for what the domain has no words for: a role without a link.
pub fn command(command: Command) -> Result<DomainCommand, Rejection> {
    let poll = PollId;
    let question = QuestionId;
    let session = SessionId;
    Ok(match command {
        Command::Cast {
            poll: id,
            ballot: Ballot::Choice(indices),
        } => {
            let picks = Picks::of(&indices);
            DomainCommand::Cast {
                poll: poll(id),
                ballot: domain::poll::Ballot::Choice(picks),
            }
        }
        Command::Ask {
            text,
            to,
            name,
            org,
        } => DomainCommand::Ask(Asked {
            text,
            to: to.map(PersonId),
            name,
            org,
        }),
        Command::Declare { group, value } => DomainCommand::Declare {
            group: GroupId(group),
            value: value.map(ValueId),
        },
        Command::Upvote { question: id, on } => DomainCommand::Upvote {
            question: question(id),
            on,
        },
        Command::Withdraw { question: id } => DomainCommand::Withdraw {
            question: question(id),
        },
        Command::Approve { question: id, seen } => DomainCommand::Approve {
            question: question(id),
            seen,
        },
        Command::Decline {
            question: id,
            seen,
            reason,
            note,
        } => DomainCommand::Decline {
            question: question(id),
            seen,
            reason: reason.into(),
            note,
        },
        Command::EditApprove {
            question: id,
            seen,
            content,
        } => DomainCommand::EditApprove {
            question: question(id),
            seen,
            content: content.into(),
        },
        Command::Move {
            question: id,
            seen,
            to,
        } => DomainCommand::Move {
            question: question(id),
            seen,
            to: to.into(),
        },
        Command::StartSession { session: id, seen } => DomainCommand::StartSession {
            session: session(id),
            seen,
        },
        Command::EndSession { session: id, seen } => DomainCommand::EndSession {
            session: session(id),
            seen,
        },
        Command::ResumeSession { session: id, seen } => DomainCommand::ResumeSession {
            session: session(id),
            seen,
        },
        Command::OpenPoll {
            poll: id,
            seen,
            seconds,
        } => DomainCommand::OpenPoll {
            poll: poll(id),
            seen,
            seconds,
        },
        Command::ExtendPoll {
            poll: id,
            seen,
            seconds,
        } => DomainCommand::ExtendPoll {
            poll: poll(id),
            seen,
            seconds,
        },
        Command::ClosePoll { poll: id, seen } => DomainCommand::ClosePoll {
            poll: poll(id),
            seen,
        },
        Command::RevealPoll { poll: id, seen } => DomainCommand::RevealPoll {
            poll: poll(id),
            seen,
        },
        Command::HidePoll { poll: id, seen } => DomainCommand::HidePoll {
            poll: poll(id),
            seen,
        },
        Command::SetLive {
            poll: id,
            seen,
            live,
        } => DomainCommand::SetLive {
            poll: poll(id),
            seen,
            live: live.into(),
        },
        Command::Show { stage } => DomainCommand::Show {
            stage: stage.into(),
        },
        Command::SetQuestions { open } => DomainCommand::SetQuestions { open },
        Command::ChooseAddress { url } => DomainCommand::ChooseAddress { url },
        Command::Revoke { role, person } => DomainCommand::Revoke {
            role: staff_role(role, person.map(PersonId)).ok_or(Rejection::Unknown)?,
        },
    })
}

impl From<domain::rejection::Rejection> for Rejection {
    fn from(rejection: domain::rejection::Rejection) -> Rejection {
        match rejection {
            domain::rejection::Rejection::NotAllowed => Rejection::NotAllowed,
            domain::rejection::Rejection::Unknown => Rejection::Unknown,
            domain::rejection::Rejection::PollNotOpen => Rejection::PollNotOpen,
            domain::rejection::Rejection::BadBallot { min, max } => {
                Rejection::BadBallot { min, max }
            }
            domain::rejection::Rejection::BallotFinal => Rejection::BallotFinal,
            domain::rejection::Rejection::QuestionsPaused => Rejection::QuestionsPaused,
            domain::rejection::Rejection::TextEmpty => Rejection::TextEmpty,
            domain::rejection::Rejection::TextTooLong { chars_max } => {
                Rejection::TextTooLong { chars_max }
            }
            domain::rejection::Rejection::TooManyQuestions { max } => {
                Rejection::TooManyQuestions { max }
            }
            domain::rejection::Rejection::AlreadyAsked => Rejection::AlreadyAsked,
            domain::rejection::Rejection::OwnQuestion => Rejection::OwnQuestion,
            domain::rejection::Rejection::TooLate { state } => Rejection::TooLate {
                state: state.into(),
            },
            domain::rejection::Rejection::Stale(now) => Rejection::Stale { now: now.into() },
            domain::rejection::Rejection::NotFromHere => Rejection::NotFromHere,
            domain::rejection::Rejection::BadLanguage => Rejection::BadLanguage,
            domain::rejection::Rejection::OutOfRange { min, max } => {
                Rejection::OutOfRange { min, max }
            }
            domain::rejection::Rejection::Overtaken => Rejection::Overtaken,
            // Joining goes over HTTP, which answers for itself.
            domain::rejection::Rejection::EventFull { max } => {
                Rejection::OutOfRange { min: 0, max }
            }
        }
    }
}

impl From<domain::rejection::StaleNow> for StaleNow {
    fn from(now: domain::rejection::StaleNow) -> StaleNow {
        match now {
            domain::rejection::StaleNow::Question { state, edited } => StaleNow::Question {
                state: state.into(),
                edited,
            },
            domain::rejection::StaleNow::Poll { phase } => StaleNow::Poll {
                phase: phase.into(),
            },
            domain::rejection::StaleNow::Session { state } => StaleNow::Session {
                state: state.into(),
            },
        }
    }
}
