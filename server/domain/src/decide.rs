//! Command in, facts or rejection out. Pure: what it may know is in the state and its arguments.

use std::cmp::Ordering;

use crate::access::{Actor, StaffRole, authorise};
use crate::command::{Command, Rejection, StaleNow};
use crate::fact::{Fact, SessionEnd};
use crate::ids::{ClientId, Millis, ParticipantId, PollId, QuestionId, SessionId};
use crate::import;
use crate::program::PARTICIPANTS_MAX;
use crate::question::{
    PER_EVENT_MAX, PER_PARTICIPANT_MAX, Question, QuestionState, WAITING_PER_PARTICIPANT_MAX,
};
use crate::screening::Content;
use crate::state::{Phase, Poll, Session, SessionState, Stage, State};
use crate::text::{self, NAME_CHARS_MAX, NOTE_CHARS_MAX, QUESTION_CHARS_MAX};

/// The least and most seconds of a poll that closes by itself, and of one extension.
pub const POLL_SECONDS: (u32, u32) = (5, 86_400);

/// What became of a numbered command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted now; the facts end with its mark.
    Accepted(Vec<Fact>),
    /// It was accepted before, and has no second effect.
    Repeated,
    Rejected(Rejection),
}

/// Decides a numbered command: a repeat of the newest accepted one does nothing, a rejected one is decided anew. Of older
/// ones it is not known any more what became of them, and nothing is said that could be false.
pub fn receive(
    state: &State,
    actor: Actor,
    client: ClientId,
    n: u32,
    command: &Command,
    at: Millis,
) -> Outcome {
    match state.accepted(actor, client).map(|newest| n.cmp(&newest)) {
        Some(Ordering::Equal) => return Outcome::Repeated,
        Some(Ordering::Less) => return Outcome::Rejected(Rejection::Overtaken),
        Some(Ordering::Greater) | None => {}
    }
    match decide(state, actor, command, at) {
        Ok(mut facts) => {
            facts.push(Fact::Accepted(actor, client, n));
            Outcome::Accepted(facts)
        }
        Err(rejection) => Outcome::Rejected(rejection),
    }
}

/// Decides a command at a time that is not before `state.at`. No facts means: it is so already.
///
/// # Errors
/// A [`Rejection`]; nothing happened then.
pub fn decide(
    state: &State,
    actor: Actor,
    command: &Command,
    at: Millis,
) -> Result<Vec<Fact>, Rejection> {
    authorise(state, actor, command)?;
    match command {
        Command::Cast { poll, ballot } => {
            let participant = participant(actor)?;
            let (id, poll) = (*poll, state.poll(*poll).ok_or(Rejection::Unknown)?);
            if poll.phase != Phase::Open || poll.closes_at.is_some_and(|end| end <= at) {
                return Err(Rejection::PollNotOpen);
            }
            poll.info.kind.validate(poll.info.options.len(), ballot)?;
            match poll
                .ballots
                .get(participant.index())
                .and_then(Option::as_ref)
            {
                Some(old) if old == ballot => Ok(vec![]),
                Some(_) if !poll.info.changeable => Err(Rejection::BallotFinal),
                Some(_) | None => Ok(vec![Fact::BallotCast(participant, id, ballot.clone())]),
            }
        }
        Command::Ask {
            text,
            to,
            name,
            org,
        } => ask(
            state,
            participant(actor)?,
            text,
            *to,
            name.as_deref(),
            org.as_deref(),
        ),
        Command::Upvote { question, on } => {
            let participant = participant(actor)?;
            let q = state
                .questions
                .get(question.index())
                .ok_or(Rejection::Unknown)?;
            if q.author == participant {
                return Err(Rejection::OwnQuestion);
            }
            if q.screened.public().is_none() {
                return Err(Rejection::Unknown);
            }
            if !q.state.takes_upvotes() {
                return Err(Rejection::TooLate { state: q.state });
            }
            let supports = state.participants[participant.index()]
                .upvotes
                .contains(question);
            Ok(if supports == *on {
                vec![]
            } else {
                vec![Fact::Upvoted(participant, *question, *on)]
            })
        }
        Command::Withdraw { question } => {
            let q = state
                .questions
                .get(question.index())
                .ok_or(Rejection::Unknown)?;
            if q.author != participant(actor)? {
                return Err(Rejection::NotAllowed);
            }
            match q.state {
                QuestionState::Withdrawn => Ok(vec![]),
                QuestionState::Now | QuestionState::Answered => {
                    Err(Rejection::TooLate { state: q.state })
                }
                QuestionState::Waiting
                | QuestionState::Approved
                | QuestionState::Next
                | QuestionState::Declined => Ok(vec![Fact::QuestionWithdrawn(*question)]),
            }
        }

        Command::Approve { question, seen } => {
            let q = seen_question(state, *question, *seen)?;
            match q.state {
                QuestionState::Waiting | QuestionState::Declined => {
                    Ok(vec![Fact::QuestionApproved(
                        *question,
                        q.screened.revision(),
                        actor,
                    )])
                }
                QuestionState::Approved
                | QuestionState::Next
                | QuestionState::Now
                | QuestionState::Answered
                | QuestionState::Withdrawn => Err(Rejection::NotFromHere),
            }
        }
        Command::Decline {
            question,
            seen,
            reason,
            note,
        } => {
            let q = seen_question(state, *question, *seen)?;
            let note = text::optional(note.as_deref(), NOTE_CHARS_MAX)?;
            match q.state {
                QuestionState::Waiting | QuestionState::Approved | QuestionState::Next => {
                    Ok(vec![Fact::QuestionDeclined(
                        *question, *reason, note, actor,
                    )])
                }
                QuestionState::Now
                | QuestionState::Answered
                | QuestionState::Declined
                | QuestionState::Withdrawn => Err(Rejection::NotFromHere),
            }
        }
        Command::EditApprove {
            question,
            seen,
            content,
        } => {
            let q = seen_question(state, *question, *seen)?;
            if q.state == QuestionState::Withdrawn {
                return Err(Rejection::NotFromHere);
            }
            let content = checked(state, content)?;
            let revision = q.screened.revision() + 1;
            Ok(vec![
                Fact::QuestionEdited(*question, content, actor),
                Fact::QuestionApproved(*question, revision, actor),
            ])
        }
        Command::Move { question, seen, to } => {
            let q = seen_question(state, *question, *seen)?;
            if !q.state.can_move_to(*to) || (to.is_public() && q.screened.public().is_none()) {
                return Err(Rejection::NotFromHere);
            }
            let mut facts = vec![];
            if *to == QuestionState::Now {
                // One question is answered at a time: the last one makes room.
                let before = state
                    .questions()
                    .filter(|(_, q)| q.state == QuestionState::Now);
                facts.extend(
                    before.map(|(id, _)| Fact::QuestionMoved(id, QuestionState::Answered, actor)),
                );
            }
            facts.push(Fact::QuestionMoved(*question, *to, actor));
            Ok(facts)
        }

        Command::StartSession { session, seen } => {
            let s = seen_session(state, *session, *seen)?;
            if s.state == SessionState::Running {
                return Err(Rejection::NotFromHere);
            }
            let mut facts = match state.running() {
                Some((id, _)) => end_session(state, id, actor),
                None => vec![],
            };
            facts.push(Fact::SessionStarted(*session));
            Ok(facts)
        }
        Command::EndSession { session, seen } => {
            let s = seen_session(state, *session, *seen)?;
            if s.state != SessionState::Running {
                return Err(Rejection::NotFromHere);
            }
            Ok(end_session(state, *session, actor))
        }
        Command::ResumeSession { session, seen } => {
            let s = seen_session(state, *session, *seen)?;
            let Some(end) = s.ended.as_ref().filter(|_| s.state == SessionState::Ended) else {
                return Err(Rejection::NotFromHere);
            };
            Ok(resume_session(state, *session, end, actor))
        }
        Command::OpenPoll {
            poll,
            seen,
            seconds,
        } => {
            let p = seen_poll(state, *poll, *seen)?;
            // After a reveal a ballot would be cast knowing the result, and the deleted ballots of old cannot be replaced.
            if !matches!(p.phase, Phase::Ready | Phase::Closed) || (state.forgotten && p.count > 0)
            {
                return Err(Rejection::NotFromHere);
            }
            Ok(vec![Fact::PollOpened(*poll, deadline(at, *seconds)?)])
        }
        Command::ExtendPoll {
            poll,
            seen,
            seconds,
        } => {
            let p = seen_poll(state, *poll, *seen)?;
            let Some(end) = p.closes_at.filter(|_| p.phase == Phase::Open) else {
                return Err(Rejection::NotFromHere);
            };
            Ok(vec![Fact::PollExtended(
                *poll,
                deadline(end.max(at), Some(*seconds))?,
            )])
        }
        Command::ClosePoll { poll, seen } => {
            let p = seen_poll(state, *poll, *seen)?;
            if p.phase == Phase::Open {
                Ok(vec![Fact::PollClosed(*poll)])
            } else {
                Err(Rejection::NotFromHere)
            }
        }
        Command::RevealPoll { poll, seen } => {
            let p = seen_poll(state, *poll, *seen)?;
            match p.phase {
                Phase::Open => Ok(vec![Fact::PollClosed(*poll), Fact::PollRevealed(*poll)]),
                Phase::Closed => Ok(vec![Fact::PollRevealed(*poll)]),
                Phase::Ready | Phase::Revealed => Err(Rejection::NotFromHere),
            }
        }
        Command::HidePoll { poll, seen } => {
            let p = seen_poll(state, *poll, *seen)?;
            if p.phase == Phase::Revealed {
                Ok(vec![Fact::PollHidden(*poll)])
            } else {
                Err(Rejection::NotFromHere)
            }
        }
        Command::SetLive { poll, seen, live } => {
            let p = seen_poll(state, *poll, *seen)?;
            Ok(if p.live == *live {
                vec![]
            } else {
                vec![Fact::LiveSet(*poll, *live)]
            })
        }
        Command::Show { stage } => {
            match stage {
                Stage::Poll(id) => drop(state.poll(*id).ok_or(Rejection::Unknown)?),
                Stage::Question(id) => {
                    let q = state.questions.get(id.index()).ok_or(Rejection::Unknown)?;
                    if q.screened.public().is_none() {
                        return Err(Rejection::NotFromHere);
                    }
                }
                Stage::Auto | Stage::Questions | Stage::Join | Stage::Blank => {}
            }
            Ok(if state.stage == *stage {
                vec![]
            } else {
                vec![Fact::StageSet(*stage)]
            })
        }
        Command::SetQuestions { open } => Ok(if state.questions_open == *open {
            vec![]
        } else {
            vec![Fact::QuestionsSet(*open)]
        }),
        Command::ChooseAddress { url } => {
            let known = state
                .address
                .as_ref()
                .is_some_and(|chosen| *chosen == (url.clone(), actor));
            Ok(if known {
                vec![]
            } else {
                vec![Fact::AddressChosen(url.clone(), actor)]
            })
        }
        Command::Revoke { role } => {
            if let StaffRole::Panelist(person) = role {
                state.person(*person).ok_or(Rejection::Unknown)?;
            }
            Ok(vec![Fact::RoleRevoked(*role, state.generation(*role) + 1)])
        }

        Command::Join => {
            let id = state.participants.len();
            if id >= PARTICIPANTS_MAX {
                return Err(Rejection::EventFull {
                    max: PARTICIPANTS_MAX as u32,
                });
            }
            Ok(vec![Fact::Joined(ParticipantId(id as u32))])
        }
        Command::Import { program } => Ok(import::plan(state, program).facts),
        Command::PassDeadline { poll } => {
            let due = state
                .poll(*poll)
                .filter(|p| p.phase == Phase::Open && p.closes_at.is_some_and(|end| end <= at));
            Ok(due.map(|_| Fact::PollClosed(*poll)).into_iter().collect())
        }
    }
}

fn participant(actor: Actor) -> Result<ParticipantId, Rejection> {
    match actor {
        Actor::Participant(id) => Ok(id),
        Actor::Staff(_) | Actor::Clock | Actor::Operator => Err(Rejection::NotAllowed),
    }
}

fn ask(
    state: &State,
    author: ParticipantId,
    raw: &str,
    to: Option<crate::ids::PersonId>,
    name: Option<&str>,
    org: Option<&str>,
) -> Result<Vec<Fact>, Rejection> {
    let info = state.info.as_ref().ok_or(Rejection::Unknown)?;
    if !state.questions_open {
        return Err(Rejection::QuestionsPaused);
    }
    let text = text::required(raw, QUESTION_CHARS_MAX)?;
    let name = text::optional(name, NAME_CHARS_MAX)?;
    let org = text::optional(org, NAME_CHARS_MAX)?;
    if let Some(person) = to {
        state.person(person).ok_or(Rejection::Unknown)?;
    }
    let own = || {
        state.participants[author.index()]
            .questions
            .iter()
            .map(|id| &state.questions[id.index()])
    };
    let folded = text::folded(&text);
    let alive =
        |q: &&Question| !matches!(q.state, QuestionState::Withdrawn | QuestionState::Declined);
    // A text of signs alone folds to nothing and is compared as it stands.
    if own().filter(alive).any(|q| {
        let other = &q.screened.content().text;
        *other == text || (!folded.is_empty() && text::folded(other) == folded)
    }) {
        return Err(Rejection::AlreadyAsked);
    }
    let waiting = own().filter(|q| q.state == QuestionState::Waiting).count() as u32;
    if waiting >= WAITING_PER_PARTICIPANT_MAX {
        return Err(Rejection::TooManyQuestions {
            max: WAITING_PER_PARTICIPANT_MAX,
        });
    }
    if own().count() as u32 >= PER_PARTICIPANT_MAX || state.questions.len() >= PER_EVENT_MAX {
        return Err(Rejection::TooManyQuestions {
            max: PER_PARTICIPANT_MAX,
        });
    }
    let lang = text::guess_lang(&text, &info.langs);
    let id = QuestionId(state.questions.len() as u32);
    let content = Content {
        text,
        lang,
        translations: Default::default(),
        name,
        org,
    };
    Ok(vec![Fact::QuestionAsked(id, author, content, to)])
}

/// Cleans what a moderator wrote: the same rules as for a guest, and only the event's languages.
fn checked(state: &State, content: &Content) -> Result<Content, Rejection> {
    let info = state.info.as_ref().ok_or(Rejection::Unknown)?;
    if !info.langs.contains(&content.lang) {
        return Err(Rejection::BadLanguage);
    }
    let mut translations = crate::program::Texts::new();
    for (lang, raw) in &content.translations {
        if !info.langs.contains(lang) || *lang == content.lang {
            return Err(Rejection::BadLanguage);
        }
        if let Some(text) = text::optional(Some(raw), QUESTION_CHARS_MAX)? {
            translations.insert(lang.clone(), text);
        }
    }
    Ok(Content {
        text: text::required(&content.text, QUESTION_CHARS_MAX)?,
        lang: content.lang.clone(),
        translations,
        name: text::optional(content.name.as_deref(), NAME_CHARS_MAX)?,
        org: text::optional(content.org.as_deref(), NAME_CHARS_MAX)?,
    })
}

/// What the end of a session does: its open polls close, the question being answered counts as answered, and those
/// that were next wait with the approved ones. Nothing is revealed and nothing is lost.
fn end_session(state: &State, id: SessionId, actor: Actor) -> Vec<Fact> {
    let polls: Vec<PollId> = polls_of(state, id)
        .filter(|(_, p)| p.phase == Phase::Open)
        .map(|(id, _)| id)
        .collect();
    let at = |place| {
        state
            .questions()
            .filter(move |(_, q)| q.state == place)
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    let end = SessionEnd {
        polls,
        answered: at(QuestionState::Now),
        returned: at(QuestionState::Next),
    };
    let mut facts: Vec<Fact> = end.polls.iter().map(|id| Fact::PollClosed(*id)).collect();
    facts.extend(
        end.answered
            .iter()
            .map(|id| Fact::QuestionMoved(*id, QuestionState::Answered, actor)),
    );
    facts.extend(
        end.returned
            .iter()
            .map(|id| Fact::QuestionMoved(*id, QuestionState::Approved, actor)),
    );
    facts.push(Fact::SessionEnded(id, end));
    facts
}

/// Takes an end back: what it did is undone where nobody has touched it since. A session that started in its place
/// is coming again; what it had opened is closed.
fn resume_session(state: &State, id: SessionId, end: &SessionEnd, actor: Actor) -> Vec<Fact> {
    let mut facts = vec![];
    let mut now_free = !state
        .questions
        .iter()
        .any(|q| q.state == QuestionState::Now);
    if let Some((other, _)) = state.running() {
        let open = polls_of(state, other).filter(|(_, p)| p.phase == Phase::Open);
        facts.extend(open.map(|(id, _)| Fact::PollClosed(id)));
        facts.push(Fact::SessionUnstarted(other));
    }
    facts.push(Fact::SessionResumed(id));
    let closed = end
        .polls
        .iter()
        .filter(|id| state.poll(**id).is_some_and(|p| p.phase == Phase::Closed));
    facts.extend(closed.map(|id| Fact::PollOpened(*id, None)));
    let still = |id: &QuestionId, place| {
        state
            .questions
            .get(id.index())
            .is_some_and(|q| q.state == place)
    };
    for id in &end.answered {
        if still(id, QuestionState::Answered) && now_free {
            facts.push(Fact::QuestionMoved(*id, QuestionState::Now, actor));
            now_free = false;
        }
    }
    let returned = end
        .returned
        .iter()
        .filter(|id| still(id, QuestionState::Approved));
    facts.extend(returned.map(|id| Fact::QuestionMoved(*id, QuestionState::Next, actor)));
    facts
}

fn polls_of(state: &State, session: SessionId) -> impl Iterator<Item = (PollId, &Poll)> {
    let key = state.session(session).map(|s| s.info.key.as_str());
    state
        .polls()
        .filter(move |(_, p)| p.info.session.as_deref() == key && key.is_some())
}

fn deadline(from: Millis, seconds: Option<u32>) -> Result<Option<Millis>, Rejection> {
    let (min, max) = POLL_SECONDS;
    match seconds {
        Some(s) if !(min..=max).contains(&s) => Err(Rejection::OutOfRange { min, max }),
        Some(s) => Ok(Some(from + u64::from(s) * 1000)),
        None => Ok(None),
    }
}

fn seen_question(state: &State, id: QuestionId, seen: u32) -> Result<&Question, Rejection> {
    let q = state.questions.get(id.index()).ok_or(Rejection::Unknown)?;
    if q.rev == seen {
        return Ok(q);
    }
    Err(Rejection::Stale(StaleNow::Question {
        state: q.state,
        edited: q.screened.edited(),
    }))
}

fn seen_poll(state: &State, id: PollId, seen: u32) -> Result<&Poll, Rejection> {
    let p = state.poll(id).ok_or(Rejection::Unknown)?;
    if p.rev == seen {
        Ok(p)
    } else {
        Err(Rejection::Stale(StaleNow::Poll { phase: p.phase }))
    }
}

fn seen_session(state: &State, id: SessionId, seen: u32) -> Result<&Session, Rejection> {
    let s = state.session(id).ok_or(Rejection::Unknown)?;
    if s.rev == seen {
        Ok(s)
    } else {
        Err(Rejection::Stale(StaleNow::Session { state: s.state }))
    }
}
