//! The agenda, live: the running session, and the effects of a session's end on polls and questions.

pub use crate::program::{SessionInfo, SessionKind};
pub use crate::status::SessionState;

use crate::delay::{Delay, Place, SHIFT_MINUTES_MAX, Shift};
use crate::fact::{Decision, Fact, Parting, SessionEnd};
use crate::ids::{Millis, Moment, PollId, QuestionId, SessionId, SurveyId};
use crate::poll::{Phase, Poll, Polls};
use crate::question::carry::{Carry, PICKED_MAX};
use crate::question::{QuestionState, Questions};
use crate::rejection::{Rejection, StaleNow};
use crate::role::Actor;
use crate::slots::Slots;

/// A slot of the agenda, live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub info: SessionInfo,
    /// The position in the event file.
    pub order: u32,
    pub state: SessionState,
    /// How far it is from its plan.
    pub delay: Delay,
    /// The sequence of the last change of its plan, its delay or its place.
    pub timed: u64,
    /// Rises with every change. A command must name the current one.
    pub rev: u32,
    /// The sequence of its last start or end.
    pub since: u64,
    /// The sequence of its last start. Undoing an end leaves it unchanged.
    pub started: u64,
    pub ended: Option<SessionEnd>,
    /// When it really began, for the first time, and when it ended, for the last: what a report says beside the plan.
    pub real: RealTimes,
    /// Its state before its last start, which an undo restores.
    pub before_start: Option<Box<Rest>>,
    /// How the questions stood that its last start carried over or archived.
    pub parted: Vec<Parting>,
}

/// A session that does not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    pub state: SessionState,
    pub since: u64,
    pub ended: Option<SessionEnd>,
    pub real: RealTimes,
}

/// When a session took place. A start or an end that was undone counts for nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RealTimes {
    pub began: Option<Millis>,
    /// None while it runs.
    pub ended: Option<Millis>,
}

/// All sessions of an event.
///
/// # Invariants
/// - At most one session runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sessions {
    sessions: Slots<SessionId, Session>,
    /// The sequence of the last change.
    pub changed: u64,
}

/// What a host can do with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Start,
    End,
    Resume,
    Skip,
    Unskip,
    /// Shifts the agenda from here on.
    Shift,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 6] = [
        Verb::Start,
        Verb::End,
        Verb::Resume,
        Verb::Skip,
        Verb::Unskip,
        Verb::Shift,
    ];
}

impl Session {
    /// Returns true if the session's state allows this.
    pub fn allows(&self, verb: Verb) -> bool {
        match verb {
            Verb::Start => self.state != SessionState::Running,
            Verb::End => self.state == SessionState::Running,
            Verb::Resume => self.state == SessionState::Ended && self.ended.is_some(),
            Verb::Skip => self.state == SessionState::Coming,
            Verb::Unskip => self.state == SessionState::Skipped,
            Verb::Shift => matches!(self.state, SessionState::Coming | SessionState::Running),
        }
    }

    /// Returns the local times, `HH:MM`, at which it begins and ends as things stand.
    pub fn times(&self) -> (String, String) {
        self.delay.times(&self.info)
    }

    /// Returns its delay after a shift. One that runs has begun, so that only its end moves.
    fn delayed(&self, minutes: i32) -> Result<Delay, Rejection> {
        let begun = self.state == SessionState::Running;
        let delay = Delay {
            start: self.delay.start + if begun { 0 } else { minutes },
            end: self.delay.end + minutes,
        };
        let most = delay.start.unsigned_abs().max(delay.end.unsigned_abs());
        let lasts = begun.then(|| delay.minutes(&self.info)).flatten();
        if most > SHIFT_MINUTES_MAX {
            Err(OFF_THE_DAY)
        } else if lasts.is_some_and(|minutes| minutes < 0) {
            Err(Rejection::BadTimes)
        } else {
            Ok(delay)
        }
    }

    /// Returns where it stands in the agenda.
    pub fn place(&self, id: SessionId) -> Place {
        Place {
            session: id,
            order: self.order,
            start: self.info.start.clone(),
            end: self.info.end.clone(),
            delay: self.delay,
        }
    }

    /// Returns what a host can do with the session now.
    pub fn can(&self) -> impl Iterator<Item = Verb> {
        Verb::ALL.into_iter().filter(|verb| self.allows(*verb))
    }
}

impl Sessions {
    /// Returns a session, if it exists.
    pub fn get(&self, id: SessionId) -> Option<&Session> {
        self.sessions.get(id)
    }

    /// Returns the existing sessions, by id.
    pub fn iter(&self) -> impl Iterator<Item = (SessionId, &Session)> {
        self.sessions.iter()
    }

    /// Returns the session with this key.
    pub fn by_key(&self, key: &str) -> Option<SessionId> {
        self.iter()
            .find(|(_, s)| s.info.key == key)
            .map(|(id, _)| id)
    }

    /// Returns the running session.
    pub fn running(&self) -> Option<(SessionId, &Session)> {
        self.iter().find(|(_, s)| s.state == SessionState::Running)
    }

    /// Returns the next session: the first upcoming one after the running one in the agenda, or after the one that ended last.
    /// It is a break only if nothing else is left.
    pub fn coming(&self) -> Option<SessionId> {
        let ended = self.iter().filter(|(_, s)| s.state == SessionState::Ended);
        let ended = ended.max_by_key(|(_, s)| s.since);
        let place = self.running().or(ended).map(|(_, s)| s.order);
        self.iter()
            .filter(|(_, s)| s.state == SessionState::Coming)
            .filter(|(_, s)| place.is_none_or(|place| s.order > place))
            .min_by_key(|(_, s)| (s.info.kind == SessionKind::Break, s.order))
            .map(|(id, _)| id)
    }

    /// Returns the next free id.
    pub fn next(&self) -> SessionId {
        self.sessions.next()
    }

    /// Decides the start of a session; the running one ends in the same step. `carry` says what becomes of the questions that
    /// nobody has answered; without it they stay where they are.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`]; [`Rejection::OutOfRange`] for too many picked
    /// questions.
    pub fn start(
        &self,
        polls: &Polls,
        questions: &Questions,
        id: SessionId,
        seen: u32,
        carry: Option<&Carry>,
        by: Actor,
    ) -> Decision {
        self.seen(id, seen, Verb::Start)?;
        if let Some(Carry::Picked(picked)) = carry
            && picked.len() > PICKED_MAX
        {
            return Err(Rejection::OutOfRange {
                min: 0,
                max: PICKED_MAX as u32,
            });
        }
        let mut facts = match self.running() {
            Some((running, session)) => end(running, session, polls, questions, by),
            None => vec![],
        };
        facts.push(Fact::SessionStarted(id));
        facts.extend(questions.part(id, carry));
        Ok(facts)
    }

    /// Decides the end of the running session.
    ///
    /// # Errors
    /// As [`Sessions::start`].
    pub fn end(
        &self,
        polls: &Polls,
        questions: &Questions,
        id: SessionId,
        seen: u32,
        by: Actor,
    ) -> Decision {
        let session = self.seen(id, seen, Verb::End)?;
        Ok(end(id, session, polls, questions, by))
    }

    /// Decides to undo the end of a session and its effects, except on items that somebody has changed since. A session
    /// started in its place returns to its previous state, and the polls it opened close.
    ///
    /// # Errors
    /// As [`Sessions::start`].
    pub fn resume(
        &self,
        polls: &Polls,
        questions: &Questions,
        id: SessionId,
        seen: u32,
        by: Actor,
    ) -> Decision {
        let session = self.seen(id, seen, Verb::Resume)?;
        let Some(end) = &session.ended else {
            return Err(Rejection::NotFromHere);
        };
        let mut facts = vec![];
        let mut parted = &[][..];
        if let Some((other, running)) = self.running() {
            facts.extend(open_polls(running, polls).map(Fact::PollClosed));
            facts.push(Fact::SessionUnstarted(other));
            parted = &running.parted;
        }
        facts.push(Fact::SessionResumed(id));
        facts.extend(questions.rejoin(id, parted));
        let still_closed = |id: &&PollId| polls.get(**id).is_some_and(|p| p.phase == Phase::Closed);
        // A survey whose results are being told stays closed.
        let survey = |id: &PollId| polls.get(*id).and_then(|poll| poll.survey);
        let told = end.polls.iter().filter(|id| !still_closed(id));
        let told: Vec<SurveyId> = told.filter_map(survey).collect();
        let closed = end.polls.iter().filter(still_closed);
        let closed = closed.filter(|id| survey(id).is_none_or(|survey| !told.contains(&survey)));
        facts.extend(closed.map(|id| Fact::PollOpened(*id, None)));
        let still = |id: &QuestionId, state| questions.get(*id).is_some_and(|q| q.state == state);
        let answered = end
            .answered
            .iter()
            .find(|id| still(id, QuestionState::Answered));
        if let Some(id) = answered.filter(|_| questions.at(QuestionState::Now).next().is_none()) {
            facts.push(Fact::QuestionMoved(*id, QuestionState::Now, by));
        }
        let returned = end
            .returned
            .iter()
            .filter(|id| still(id, QuestionState::Approved));
        facts.extend(returned.map(|id| Fact::QuestionMoved(*id, QuestionState::Next, by)));
        Ok(facts)
    }

    /// Decides to skip a session.
    ///
    /// # Errors
    /// As [`Sessions::start`].
    pub fn skip(&self, id: SessionId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Skip)?;
        Ok(vec![Fact::SessionSkipped(id)])
    }

    /// Decides to restore a skipped session to *coming*.
    ///
    /// # Errors
    /// As [`Sessions::start`].
    pub fn unskip(&self, id: SessionId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Unskip)?;
        Ok(vec![Fact::SessionUnskipped(id)])
    }

    /// Decides to shift the rest of the agenda, from a session on: what is over stays, and of a running session only the end
    /// moves.
    ///
    /// # Errors
    /// As [`Sessions::start`]; [`Rejection::OutOfRange`] for no minutes, or too many of them, also together with earlier
    /// shifts; [`Rejection::BadTimes`] if the running session would end before it began.
    pub fn shift(&self, from: SessionId, seen: u32, minutes: i32, by: Actor) -> Decision {
        let first = self.seen(from, seen, Verb::Shift)?;
        if minutes == 0 || minutes.unsigned_abs() > SHIFT_MINUTES_MAX {
            return Err(OFF_THE_DAY);
        }
        let rest = self.iter().filter(|(_, session)| {
            session.order >= first.order && session.state != SessionState::Ended
        });
        let shifts: Result<Vec<Shift>, Rejection> = rest
            .map(|(session, one)| {
                let delay = one.delayed(minutes)?;
                Ok(Shift { session, delay })
            })
            .collect();
        Ok(vec![Fact::AgendaShifted(shifts?, by)])
    }

    /// Returns the session as the sender saw it, if the verb is possible.
    fn seen(&self, id: SessionId, seen: u32, verb: Verb) -> Result<&Session, Rejection> {
        let session = self.get(id).ok_or(Rejection::Unknown)?;
        if session.rev != seen {
            let state = session.state;
            return Err(Rejection::Stale(StaleNow::Session { state }));
        }
        if session.allows(verb) {
            Ok(session)
        } else {
            Err(Rejection::NotFromHere)
        }
    }

    pub(crate) fn put(&mut self, id: SessionId, info: &SessionInfo, order: u32, seq: u64) {
        self.changed = seq;
        if let Some(session) = self.sessions.get_mut(id) {
            // Another plan says when it is now.
            if (&session.info.start, &session.info.end) != (&info.start, &info.end) {
                session.delay = Delay::default();
                session.timed = seq;
            }
            if session.order != order {
                session.timed = seq;
            }
            session.info = info.clone();
            session.order = order;
            session.rev += 1;
            return;
        }
        let session = Session {
            info: info.clone(),
            order,
            state: SessionState::Coming,
            delay: Delay::default(),
            timed: seq,
            rev: 1,
            since: seq,
            started: 0,
            ended: None,
            real: RealTimes::default(),
            before_start: None,
            parted: vec![],
        };
        self.sessions.put(id, session);
    }

    /// Stores what a host wrote. At the place of another session, a new one comes before it.
    pub(crate) fn written(&mut self, id: SessionId, info: &SessionInfo, order: u32, seq: u64) {
        let is_taken = |(other, one): (SessionId, &Session)| other != id && one.order == order;
        if self.get(id).is_none() && self.iter().any(is_taken) {
            let behind = self.sessions.each_mut().filter(|one| one.order >= order);
            for one in behind {
                one.order += 1;
                one.timed = seq;
            }
        }
        self.put(id, info, order, seq);
    }

    pub(crate) fn placed(&mut self, places: &[Place], seq: u64) {
        for place in places {
            if let Some(session) = self.sessions.get_mut(place.session) {
                session.info.start.clone_from(&place.start);
                session.info.end.clone_from(&place.end);
                session.order = place.order;
                session.delay = place.delay;
                session.timed = seq;
                session.rev += 1;
            }
        }
        self.changed = seq;
    }

    pub(crate) fn removed(&mut self, id: SessionId, seq: u64) {
        self.sessions.remove(id);
        self.changed = seq;
    }

    pub(crate) fn started(&mut self, id: SessionId, Moment { seq, at }: Moment) {
        let before = self.get(id).map(|session| Rest {
            state: session.state,
            since: session.since,
            ended: session.ended.clone(),
            real: session.real,
        });
        self.enter(id, SessionState::Running, None, seq);
        if let Some(session) = self.sessions.get_mut(id) {
            session.real.began.get_or_insert(at);
            session.real.ended = None;
            session.started = seq;
            session.before_start = before.map(Box::new);
            session.parted.clear();
        }
    }

    pub(crate) fn parted(&mut self, id: SessionId, before: Vec<Parting>) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.parted = before;
        }
    }

    pub(crate) fn ended(&mut self, id: SessionId, end: &SessionEnd, Moment { seq, at }: Moment) {
        self.enter(id, SessionState::Ended, Some(end.clone()), seq);
        if let Some(session) = self.sessions.get_mut(id) {
            session.real.ended = Some(at);
        }
    }

    pub(crate) fn resumed(&mut self, id: SessionId, seq: u64) {
        self.enter(id, SessionState::Running, None, seq);
        if let Some(session) = self.sessions.get_mut(id) {
            session.since = session.started;
            session.real.ended = None;
        }
    }

    pub(crate) fn unstarted(&mut self, id: SessionId, seq: u64) {
        let before = self
            .get(id)
            .and_then(|session| session.before_start.clone());
        let Some(before) = before else {
            return self.enter(id, SessionState::Coming, None, seq);
        };
        self.enter(id, before.state, before.ended, seq);
        // An earlier end does not become a later one, which would put away what came after it.
        if let Some(session) = self.sessions.get_mut(id) {
            session.since = before.since;
            session.real = before.real;
        }
    }

    pub(crate) fn skipped(&mut self, id: SessionId, seq: u64) {
        self.enter(id, SessionState::Skipped, None, seq);
    }

    pub(crate) fn unskipped(&mut self, id: SessionId, seq: u64) {
        self.enter(id, SessionState::Coming, None, seq);
    }

    pub(crate) fn shifted(&mut self, shifts: &[Shift], seq: u64) {
        for shift in shifts {
            if let Some(session) = self.sessions.get_mut(shift.session) {
                session.delay = shift.delay;
                session.timed = seq;
                session.rev += 1;
            }
        }
        self.changed = seq;
    }

    fn enter(&mut self, id: SessionId, state: SessionState, ended: Option<SessionEnd>, seq: u64) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.state = state;
            session.ended = ended;
            session.rev += 1;
            session.since = seq;
        }
        self.changed = seq;
    }
}

/// The rejection of a shift of nothing, or of more than half a day.
const OFF_THE_DAY: Rejection = Rejection::OutOfRange {
    min: 1,
    max: SHIFT_MINUTES_MAX,
};

/// The effects of a session's end: its open polls close, the question being answered counts as answered, and *next*
/// questions return to the approved ones. Nothing is revealed and nothing is lost.
fn end(
    id: SessionId,
    session: &Session,
    polls: &Polls,
    questions: &Questions,
    by: Actor,
) -> Vec<Fact> {
    let end = SessionEnd {
        polls: open_polls(session, polls).collect(),
        answered: questions.at(QuestionState::Now).collect(),
        returned: questions.at(QuestionState::Next).collect(),
    };
    let to = |state| move |id: &QuestionId| Fact::QuestionMoved(*id, state, by);
    let mut facts: Vec<Fact> = end.polls.iter().copied().map(Fact::PollClosed).collect();
    facts.extend(end.answered.iter().map(to(QuestionState::Answered)));
    facts.extend(end.returned.iter().map(to(QuestionState::Approved)));
    facts.push(Fact::SessionEnded(id, end));
    facts
}

fn open_polls(session: &Session, polls: &Polls) -> impl Iterator<Item = PollId> {
    let of_session = |poll: &Poll| poll.info.session.as_deref() == Some(&session.info.key);
    polls
        .iter()
        .filter(move |(_, poll)| poll.phase == Phase::Open && of_session(poll))
        .map(|(id, _)| id)
}
