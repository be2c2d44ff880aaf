//! Between the words of the domain and those of the wire: total functions without decisions. Enums are matched whole,
//! so that a new variant on either side does not compile before it is translated.

use plenary_domain as domain;
use plenary_domain::access::StaffRole;
use plenary_domain::command::{Command as Ask, Rejection};
use plenary_domain::ids::{PersonId, PollId, QuestionId, SessionId};
use plenary_domain::poll::choice::{Picks, Rules};

use crate::protocol::{
    Ballot, Command, DeclineReason, Delegation, Live, OrgKind, Phase, Place, PollKind,
    QuestionContent, Refusal, Role, Scene, SessionEnd, SessionKind, SessionState, Stage, StaleNow,
    Tally,
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
    Place,
    domain::question::Place,
    [Incoming, Approved, Next, Now, Answered, Declined, Withdrawn]
);
same!(
    DeclineReason,
    domain::question::DeclineReason,
    [OffTopic, AlreadyAsked, ForAPerson, NotForDisplay, Other]
);
same!(Phase, domain::state::Phase, [Ready, Open, Closed, Revealed]);
same!(
    SessionState,
    domain::state::SessionState,
    [Coming, Running, Ended]
);
same!(Live, domain::program::Live, [Count, Screen, Everyone]);
same!(Delegation, domain::program::Delegation, [Us, China]);
same!(
    OrgKind,
    domain::program::OrgKind,
    [Enterprise, City, Institute]
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

impl From<domain::poll::Kind> for PollKind {
    fn from(kind: domain::poll::Kind) -> PollKind {
        match kind {
            domain::poll::Kind::Choice(Rules { min, max }) => PollKind::Choice { min, max },
        }
    }
}

impl From<&domain::poll::Ballot> for Ballot {
    fn from(ballot: &domain::poll::Ballot) -> Ballot {
        match ballot {
            domain::poll::Ballot::Choice(picks) => Ballot::Picks(picks.places().collect()),
        }
    }
}

impl From<&domain::poll::Tally> for Tally {
    fn from(tally: &domain::poll::Tally) -> Tally {
        match tally {
            domain::poll::Tally::Choice(counts) => Tally::Picks(counts.clone()),
        }
    }
}

impl From<domain::state::Stage> for Stage {
    fn from(stage: domain::state::Stage) -> Stage {
        match stage {
            domain::state::Stage::Auto => Stage::Auto,
            domain::state::Stage::Poll(id) => Stage::Poll(id.0),
            domain::state::Stage::Questions => Stage::Questions,
            domain::state::Stage::Question(id) => Stage::Question(id.0),
            domain::state::Stage::Join => Stage::Join,
            domain::state::Stage::Blank => Stage::Blank,
        }
    }
}

impl From<Stage> for domain::state::Stage {
    fn from(stage: Stage) -> domain::state::Stage {
        match stage {
            Stage::Auto => domain::state::Stage::Auto,
            Stage::Poll(id) => domain::state::Stage::Poll(PollId(id)),
            Stage::Questions => domain::state::Stage::Questions,
            Stage::Question(id) => domain::state::Stage::Question(QuestionId(id)),
            Stage::Join => domain::state::Stage::Join,
            Stage::Blank => domain::state::Stage::Blank,
        }
    }
}

/// A scene that a stage names outright; None for the automatic one.
pub fn scene_of(stage: domain::state::Stage) -> Option<Scene> {
    match stage {
        domain::state::Stage::Auto => None,
        domain::state::Stage::Poll(id) => Some(Scene::Poll(id.0)),
        domain::state::Stage::Questions => Some(Scene::Questions),
        domain::state::Stage::Question(id) => Some(Scene::Question(id.0)),
        domain::state::Stage::Join => Some(Scene::Join),
        domain::state::Stage::Blank => Some(Scene::Blank),
    }
}

impl From<&domain::screening::Content> for QuestionContent {
    fn from(content: &domain::screening::Content) -> QuestionContent {
        QuestionContent {
            text: content.text.clone(),
            lang: content.lang.clone(),
            translations: content.translations.clone(),
            name: content.name.clone(),
            org: content.org.clone(),
        }
    }
}

impl From<QuestionContent> for domain::screening::Content {
    fn from(content: QuestionContent) -> domain::screening::Content {
        let QuestionContent {
            text,
            lang,
            translations,
            name,
            org,
        } = content;
        domain::screening::Content {
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
/// A refusal for what the domain has no words for: a ballot that names an option twice, a role without a link.
pub fn command(command: Command) -> Result<Ask, Refusal> {
    let poll = PollId;
    let question = QuestionId;
    let session = SessionId;
    Ok(match command {
        Command::Cast {
            poll: id,
            ballot: Ballot::Picks(places),
        } => {
            let picks = Picks::of(&places).ok_or(Refusal::BadBallot { min: 1, max: 1 })?;
            Ask::Cast {
                poll: poll(id),
                ballot: domain::poll::Ballot::Choice(picks),
            }
        }
        Command::Ask {
            text,
            to,
            name,
            org,
        } => Ask::Ask {
            text,
            to: to.map(PersonId),
            name,
            org,
        },
        Command::Upvote { question: id, on } => Ask::Upvote {
            question: question(id),
            on,
        },
        Command::Withdraw { question: id } => Ask::Withdraw {
            question: question(id),
        },
        Command::Approve { question: id, seen } => Ask::Approve {
            question: question(id),
            seen,
        },
        Command::Decline {
            question: id,
            seen,
            reason,
            note,
        } => Ask::Decline {
            question: question(id),
            seen,
            reason: reason.into(),
            note,
        },
        Command::EditApprove {
            question: id,
            seen,
            content,
        } => Ask::EditApprove {
            question: question(id),
            seen,
            content: content.into(),
        },
        Command::Move {
            question: id,
            seen,
            to,
        } => Ask::Move {
            question: question(id),
            seen,
            to: to.into(),
        },
        Command::StartSession { session: id, seen } => Ask::StartSession {
            session: session(id),
            seen,
        },
        Command::EndSession { session: id, seen } => Ask::EndSession {
            session: session(id),
            seen,
        },
        Command::ResumeSession { session: id, seen } => Ask::ResumeSession {
            session: session(id),
            seen,
        },
        Command::OpenPoll {
            poll: id,
            seen,
            seconds,
        } => Ask::OpenPoll {
            poll: poll(id),
            seen,
            seconds,
        },
        Command::ExtendPoll {
            poll: id,
            seen,
            seconds,
        } => Ask::ExtendPoll {
            poll: poll(id),
            seen,
            seconds,
        },
        Command::ClosePoll { poll: id, seen } => Ask::ClosePoll {
            poll: poll(id),
            seen,
        },
        Command::RevealPoll { poll: id, seen } => Ask::RevealPoll {
            poll: poll(id),
            seen,
        },
        Command::HidePoll { poll: id, seen } => Ask::HidePoll {
            poll: poll(id),
            seen,
        },
        Command::SetLive {
            poll: id,
            seen,
            live,
        } => Ask::SetLive {
            poll: poll(id),
            seen,
            live: live.into(),
        },
        Command::Show { stage } => Ask::Show {
            stage: stage.into(),
        },
        Command::SetQuestions { open } => Ask::SetQuestions { open },
        Command::ChooseAddress { url } => Ask::ChooseAddress { url },
        Command::Revoke { role, person } => Ask::Revoke {
            role: staff_role(role, person.map(PersonId)).ok_or(Refusal::Unknown)?,
        },
    })
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Refusal {
        match rejection {
            Rejection::NotAllowed => Refusal::NotAllowed,
            Rejection::Unknown => Refusal::Unknown,
            Rejection::PollNotOpen => Refusal::PollNotOpen,
            Rejection::BadBallot { min, max } => Refusal::BadBallot { min, max },
            Rejection::BallotFinal => Refusal::BallotFinal,
            Rejection::QuestionsPaused => Refusal::QuestionsPaused,
            Rejection::TextEmpty => Refusal::TextEmpty,
            Rejection::TextTooLong { chars_max } => Refusal::TextTooLong { chars_max },
            Rejection::TooManyQuestions { max } => Refusal::TooManyQuestions { max },
            Rejection::AlreadyAsked => Refusal::AlreadyAsked,
            Rejection::OwnQuestion => Refusal::OwnQuestion,
            Rejection::TooLate { place } => Refusal::TooLate {
                place: place.into(),
            },
            Rejection::Stale(now) => Refusal::Stale { now: now.into() },
            Rejection::NotFromHere => Refusal::NotFromHere,
            Rejection::BadLanguage => Refusal::BadLanguage,
            Rejection::OutOfRange { min, max } => Refusal::OutOfRange { min, max },
            Rejection::Overtaken => Refusal::Overtaken,
            // Joining goes over HTTP, which answers for itself.
            Rejection::EventFull { max } => Refusal::OutOfRange { min: 0, max },
        }
    }
}

impl From<domain::command::StaleNow> for StaleNow {
    fn from(now: domain::command::StaleNow) -> StaleNow {
        match now {
            domain::command::StaleNow::Question { place, edited } => StaleNow::Question {
                place: place.into(),
                edited,
            },
            domain::command::StaleNow::Poll { phase } => StaleNow::Poll {
                phase: phase.into(),
            },
            domain::command::StaleNow::Session { state } => StaleNow::Session {
                state: state.into(),
            },
        }
    }
}
