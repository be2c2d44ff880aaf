//! Everything that is known of an event, made from its facts alone. Applying a fact cannot fail, and is the same on
//! every node and in every replay.
//!
//! # Invariants
//! - `seq` counts the facts applied; `at` never goes back.
//! - A poll's tally is the sum of its ballots (or of ballots deleted by retention, which then accept no more).
//! - At most one question is *now*, at most one session runs.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::access::{Actor, StaffRole};
use crate::fact::{Fact, Record, SessionEnd};
use crate::ids::{ClientId, Millis, ParticipantId, PersonId, PollId, QuestionId, SessionId};
use crate::poll::{Ballot, Tally};
use crate::program::{EventInfo, LiveResults, PersonInfo, PollInfo, Program, SessionInfo};
use crate::question::{Question, QuestionState};
use crate::screening::Screened;

/// The clients of one participant whose commands are told apart from resent ones. The least recently accepted is
/// forgotten first; a command resent by a forgotten client counts as a new one.
pub const CLIENTS_PER_PARTICIPANT: usize = 8;
/// The same for each holder of a role link, who may share it with others.
pub const CLIENTS_PER_STAFF: usize = 64;

/// How far a poll is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Ready,
    Open,
    Closed,
    Revealed,
}

/// How far a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    Coming,
    Running,
    Ended,
}

/// What the screen is told to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Stage {
    #[n(0)]
    Auto,
    #[n(1)]
    Poll(#[n(0)] PollId),
    #[n(2)]
    Questions,
    #[n(3)]
    Question(#[n(0)] QuestionId),
    #[n(4)]
    Join,
    #[n(5)]
    Blank,
}

/// A slot of the agenda, live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub info: SessionInfo,
    /// The place in the event file.
    pub order: u32,
    pub state: SessionState,
    pub rev: u32,
    /// The sequence at which it started or ended last.
    pub since: u64,
    pub ended: Option<SessionEnd>,
}

/// A poll, live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    pub info: PollInfo,
    pub order: u32,
    pub phase: Phase,
    pub live: LiveResults,
    pub closes_at: Option<Millis>,
    pub rev: u32,
    /// The sequence of the last change of phase.
    pub since: u64,
    /// By participant.
    pub ballots: Vec<Option<Ballot>>,
    pub tally: Tally,
    pub count: u32,
}

/// A browser that takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    pub marks: Vec<Mark>,
    pub questions: Vec<QuestionId>,
    pub upvotes: Vec<QuestionId>,
}

/// The highest command number accepted of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub client: ClientId,
    pub n: u32,
}

/// The sequences of the last changes, by kind of item, so that a view looks again only at what changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// The event, sessions, people, and definitions and phases of polls.
    pub program: u64,
    pub tallies: u64,
    pub questions: u64,
    pub stage: u64,
}

/// The state of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Facts applied so far.
    pub seq: u64,
    /// The time of the last commit.
    pub at: Millis,
    /// The time of the last thing that a guest or one of the staff did; what the server does by itself does not count.
    pub last_act: Millis,
    /// None before the first import.
    pub info: Option<EventInfo>,
    pub questions_open: bool,
    /// By id; None where one was removed.
    pub people: Vec<Option<PersonInfo>>,
    pub sessions: Vec<Option<Session>>,
    pub polls: Vec<Option<Poll>>,
    pub participants: Vec<Participant>,
    pub questions: Vec<Question>,
    pub stage: Stage,
    /// The address of QR codes, and who chose it: the host, or the server as operator.
    pub address: Option<(String, Actor)>,
    /// By role; a role that is not there has generation 0.
    pub generations: BTreeMap<StaffRole, u32>,
    pub staff_marks: BTreeMap<Actor, Vec<Mark>>,
    /// Guest data was deleted at the end of its retention.
    pub forgotten: bool,
    pub changes: Changes,
}

impl Default for State {
    fn default() -> State {
        State {
            seq: 0,
            at: 0,
            last_act: 0,
            info: None,
            questions_open: false,
            people: Vec::new(),
            sessions: Vec::new(),
            polls: Vec::new(),
            participants: Vec::new(),
            questions: Vec::new(),
            stage: Stage::Auto,
            address: None,
            generations: BTreeMap::new(),
            staff_marks: BTreeMap::new(),
            forgotten: false,
            changes: Changes::default(),
        }
    }
}

impl State {
    /// Applies one commit.
    pub fn apply_record(&mut self, record: &Record) {
        self.at = self.at.max(record.at);
        for fact in &record.facts {
            self.apply(fact);
        }
    }

    /// Applies one fact, which happened at `self.at`. A fact about something that is not there changes nothing but `seq`.
    pub fn apply(&mut self, fact: &Fact) {
        self.seq += 1;
        let seq = self.seq;
        match fact {
            Fact::EventDescribed(info) => {
                if self.info.is_none() {
                    self.questions_open = info.questions_open;
                }
                self.info = Some(info.clone());
                self.changes.program = seq;
            }
            Fact::PersonPut(id, info) => {
                put(&mut self.people, id.index(), Some(info.clone()));
                self.changes.program = seq;
            }
            Fact::PersonRemoved(id) => {
                put(&mut self.people, id.index(), None);
                self.changes.program = seq;
            }
            Fact::SessionPut(id, info, order) => self.put_session(*id, info, *order),
            Fact::SessionRemoved(id) => {
                put(&mut self.sessions, id.index(), None);
                self.changes.program = seq;
            }
            Fact::PollPut(id, info, order) => self.put_poll(*id, info, *order),
            Fact::PollRemoved(id) => {
                put(&mut self.polls, id.index(), None);
                self.changes.program = seq;
            }
            Fact::Joined(id) => {
                self.last_act = self.at;
                if id.index() >= self.participants.len() {
                    self.participants
                        .resize(id.index() + 1, Participant::default());
                }
            }
            Fact::Accepted(actor, client, n) => self.mark(*actor, *client, *n),
            Fact::BallotCast(participant, poll, ballot) => self.cast(*participant, *poll, ballot),
            Fact::QuestionAsked(id, author, content, to) => {
                debug_assert_eq!(
                    id.index(),
                    self.questions.len(),
                    "questions are numbered in the order of asking"
                );
                let running = self.running().map(|(id, _)| id);
                self.questions.push(Question {
                    author: *author,
                    screened: Screened::proposed(content.clone()),
                    to: *to,
                    state: QuestionState::Waiting,
                    rev: 1,
                    upvotes: 0,
                    asked_at: self.at,
                    session: running,
                    since: seq,
                    moved_at: self.at,
                    declined: None,
                    changed: seq,
                });
                if let Some(participant) = self.participants.get_mut(author.index()) {
                    participant.questions.push(*id);
                }
                self.changes.questions = seq;
            }
            Fact::Upvoted(participant, question, on) => self.upvote(*participant, *question, *on),
            Fact::QuestionWithdrawn(id) => self.change_question(*id, |q| {
                q.state = QuestionState::Withdrawn;
                q.screened.unpublish();
            }),
            Fact::QuestionApproved(id, revision, _) => self.change_question(*id, |q| {
                q.screened.approve(*revision);
                q.declined = None;
                if matches!(q.state, QuestionState::Waiting | QuestionState::Declined) {
                    q.state = QuestionState::Approved;
                }
            }),
            Fact::QuestionDeclined(id, reason, note, _) => self.change_question(*id, |q| {
                q.state = QuestionState::Declined;
                q.declined = Some((*reason, note.clone()));
                q.screened.unpublish();
            }),
            Fact::QuestionEdited(id, content, _) => {
                self.change_question(*id, |q| q.screened.edit(content.clone()))
            }
            Fact::QuestionMoved(id, to, _) => self.change_question(*id, |q| {
                q.state = *to;
                if *to == QuestionState::Waiting {
                    q.screened.unpublish();
                    q.declined = None;
                }
            }),
            Fact::SessionStarted(id) => self.change_session(*id, |s| {
                s.state = SessionState::Running;
                s.ended = None;
            }),
            Fact::SessionEnded(id, end) => self.change_session(*id, |s| {
                s.state = SessionState::Ended;
                s.ended = Some(end.clone());
            }),
            Fact::SessionResumed(id) => self.change_session(*id, |s| {
                s.state = SessionState::Running;
                s.ended = None;
            }),
            Fact::SessionUnstarted(id) => self.change_session(*id, |s| {
                s.state = SessionState::Coming;
                s.ended = None;
            }),
            Fact::PollOpened(id, closes_at) => self.change_poll(*id, |p| {
                p.phase = Phase::Open;
                p.closes_at = *closes_at;
                p.since = seq;
            }),
            Fact::PollExtended(id, closes_at) => {
                self.change_poll(*id, |p| p.closes_at = *closes_at)
            }
            Fact::PollClosed(id) => self.change_poll(*id, |p| {
                p.phase = Phase::Closed;
                p.closes_at = None;
                p.since = seq;
            }),
            Fact::PollRevealed(id) => self.change_poll(*id, |p| {
                p.phase = Phase::Revealed;
                p.closes_at = None;
                p.since = seq;
            }),
            Fact::PollHidden(id) => self.change_poll(*id, |p| {
                p.phase = Phase::Closed;
                p.since = seq;
            }),
            Fact::LiveSet(id, live) => self.change_poll(*id, |p| p.live = *live),
            Fact::StageSet(stage) => {
                self.stage = *stage;
                self.changes.stage = seq;
            }
            Fact::QuestionsSet(open) => {
                self.questions_open = *open;
                self.changes.program = seq;
            }
            Fact::AddressChosen(url, by) => {
                self.address = Some((url.clone(), *by));
                self.changes.program = seq;
            }
            Fact::RoleRevoked(role, generation) => {
                self.generations.insert(*role, *generation);
            }
            Fact::TallyKept(id, tally, count) => self.change_poll(*id, |p| {
                p.tally = tally.clone();
                p.count = *count;
            }),
            Fact::Forgotten => self.forgotten = true,
        }
    }

    /// When the clock has something to do next.
    pub fn next_deadline(&self) -> Option<(Millis, PollId)> {
        let open = self.polls().filter(|(_, p)| p.phase == Phase::Open);
        open.filter_map(|(id, p)| Some((p.closes_at?, id))).min()
    }

    /// The number of the newest accepted command of this client.
    pub fn accepted(&self, actor: Actor, client: ClientId) -> Option<u32> {
        let marks = match actor {
            Actor::Participant(id) => self.participants.get(id.index()).map(|p| &p.marks),
            Actor::Staff(_) | Actor::Clock | Actor::Operator => self.staff_marks.get(&actor),
        };
        let mark = marks?.iter().find(|mark| mark.client == client)?;
        Some(mark.n)
    }

    /// The generation of a role's links; a link of another one is revoked.
    pub fn generation(&self, role: StaffRole) -> u32 {
        self.generations.get(&role).copied().unwrap_or(0)
    }

    /// The people that are there, by id.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &PersonInfo)> {
        self.people
            .iter()
            .enumerate()
            .filter_map(|(i, p)| Some((PersonId(i as u32), p.as_ref()?)))
    }

    /// The sessions that are there, by id.
    pub fn sessions(&self) -> impl Iterator<Item = (SessionId, &Session)> {
        self.sessions
            .iter()
            .enumerate()
            .filter_map(|(i, s)| Some((SessionId(i as u32), s.as_ref()?)))
    }

    /// The polls that are there, by id.
    pub fn polls(&self) -> impl Iterator<Item = (PollId, &Poll)> {
        self.polls
            .iter()
            .enumerate()
            .filter_map(|(i, p)| Some((PollId(i as u32), p.as_ref()?)))
    }

    /// All questions ever asked, by id.
    pub fn questions(&self) -> impl Iterator<Item = (QuestionId, &Question)> {
        self.questions
            .iter()
            .enumerate()
            .map(|(i, q)| (QuestionId(i as u32), q))
    }

    /// A person that is there.
    pub fn person(&self, id: PersonId) -> Option<&PersonInfo> {
        self.people.get(id.index())?.as_ref()
    }

    /// The person with this key.
    pub fn person_by_key(&self, key: &str) -> Option<PersonId> {
        self.people().find(|(_, p)| p.key == key).map(|(id, _)| id)
    }

    /// The session with this key.
    pub fn session_by_key(&self, key: &str) -> Option<SessionId> {
        self.sessions()
            .find(|(_, s)| s.info.key == key)
            .map(|(id, _)| id)
    }

    /// A session that is there.
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.get(id.index())?.as_ref()
    }

    /// A poll that is there.
    pub fn poll(&self, id: PollId) -> Option<&Poll> {
        self.polls.get(id.index())?.as_ref()
    }

    /// The running session.
    pub fn running(&self) -> Option<(SessionId, &Session)> {
        self.sessions()
            .find(|(_, s)| s.state == SessionState::Running)
    }

    /// The event as its file would say it, in the file's order. None before the first import.
    pub fn program(&self) -> Option<Program> {
        let mut sessions: Vec<&Session> = self.sessions().map(|(_, s)| s).collect();
        sessions.sort_by_key(|s| s.order);
        let mut polls: Vec<&Poll> = self.polls().map(|(_, p)| p).collect();
        polls.sort_by_key(|p| p.order);
        Some(Program {
            event: self.info.clone()?,
            people: self.people().map(|(_, p)| p.clone()).collect(),
            sessions: sessions.into_iter().map(|s| s.info.clone()).collect(),
            polls: polls.into_iter().map(|p| p.info.clone()).collect(),
        })
    }

    fn put_session(&mut self, id: SessionId, info: &SessionInfo, order: u32) {
        self.changes.program = self.seq;
        if let Some(Some(session)) = self.sessions.get_mut(id.index()) {
            session.info = info.clone();
            session.order = order;
            session.rev += 1;
            return;
        }
        let session = Session {
            info: info.clone(),
            order,
            state: SessionState::Coming,
            rev: 1,
            since: self.seq,
            ended: None,
        };
        put(&mut self.sessions, id.index(), Some(session));
    }

    fn put_poll(&mut self, id: PollId, info: &PollInfo, order: u32) {
        self.changes.program = self.seq;
        if let Some(Some(poll)) = self.polls.get_mut(id.index()) {
            if poll.count == 0 {
                poll.tally = info.kind.empty_tally(info.options.len());
            }
            if poll.info.live != info.live {
                poll.live = info.live;
            }
            poll.info = info.clone();
            poll.order = order;
            poll.rev += 1;
            return;
        }
        let poll = Poll {
            info: info.clone(),
            order,
            phase: Phase::Ready,
            live: info.live,
            closes_at: None,
            rev: 1,
            since: self.seq,
            ballots: Vec::new(),
            tally: info.kind.empty_tally(info.options.len()),
            count: 0,
        };
        put(&mut self.polls, id.index(), Some(poll));
    }

    fn cast(&mut self, participant: ParticipantId, poll: PollId, ballot: &Ballot) {
        let Some(Some(poll)) = self.polls.get_mut(poll.index()) else {
            return;
        };
        if participant.index() >= poll.ballots.len() {
            poll.ballots.resize(participant.index() + 1, None);
        }
        match poll.ballots[participant.index()].replace(ballot.clone()) {
            Some(old) => poll.tally.remove(&old),
            None => poll.count += 1,
        }
        poll.tally.add(ballot);
        self.changes.tallies = self.seq;
    }

    fn upvote(&mut self, participant: ParticipantId, question: QuestionId, on: bool) {
        let (Some(supporter), Some(q)) = (
            self.participants.get_mut(participant.index()),
            self.questions.get_mut(question.index()),
        ) else {
            return;
        };
        match (supporter.upvotes.iter().position(|id| *id == question), on) {
            (None, true) => {
                supporter.upvotes.push(question);
                q.upvotes += 1;
            }
            (Some(at), false) => {
                supporter.upvotes.swap_remove(at);
                q.upvotes -= 1;
            }
            (None, false) | (Some(_), true) => {}
        }
        q.changed = self.seq;
        self.changes.questions = self.seq;
    }

    fn mark(&mut self, actor: Actor, client: ClientId, n: u32) {
        self.last_act = self.at;
        let (marks, most) = match actor {
            Actor::Participant(id) => match self.participants.get_mut(id.index()) {
                Some(participant) => (&mut participant.marks, CLIENTS_PER_PARTICIPANT),
                None => return,
            },
            Actor::Staff(_) | Actor::Clock | Actor::Operator => (
                self.staff_marks.entry(actor).or_default(),
                CLIENTS_PER_STAFF,
            ),
        };
        // The least recently accepted client stands first.
        match marks.iter().position(|mark| mark.client == client) {
            Some(at) => {
                let mark = marks.remove(at);
                marks.push(Mark {
                    client,
                    n: n.max(mark.n),
                });
            }
            None => {
                if marks.len() >= most {
                    marks.remove(0);
                }
                marks.push(Mark { client, n });
            }
        }
    }

    fn change_question(&mut self, id: QuestionId, change: impl FnOnce(&mut Question)) {
        if let Some(q) = self.questions.get_mut(id.index()) {
            let place = q.state;
            change(q);
            q.rev += 1;
            q.changed = self.seq;
            if q.state != place {
                q.since = self.seq;
                q.moved_at = self.at;
            }
        }
        self.changes.questions = self.seq;
    }

    fn change_session(&mut self, id: SessionId, change: impl FnOnce(&mut Session)) {
        if let Some(Some(session)) = self.sessions.get_mut(id.index()) {
            change(session);
            session.rev += 1;
            session.since = self.seq;
        }
        self.changes.program = self.seq;
    }

    fn change_poll(&mut self, id: PollId, change: impl FnOnce(&mut Poll)) {
        if let Some(Some(poll)) = self.polls.get_mut(id.index()) {
            change(poll);
            poll.rev += 1;
        }
        self.changes.program = self.seq;
        self.changes.tallies = self.seq;
    }
}

fn put<T>(items: &mut Vec<Option<T>>, index: usize, item: Option<T>) {
    if index >= items.len() {
        items.resize_with(index + 1, || None);
    }
    items[index] = item;
}
