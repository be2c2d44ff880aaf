//! What really happened: every record that became durable, replayed at once, so that everything clients receive can be
//! checked against it. It also keeps what clients meant, by the names of their commands.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plenary_domain::command::Command as Ask;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ClientId, ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::{Answers, Ballot};
use plenary_domain::question::QuestionState;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use plenary_domain::text;

use crate::client::View;
use crate::log::{EventId, Position};
use crate::protocol::{Command, Item, Mine, Role, Snapshot};
use crate::view::{self, Entry, Part};

/// The items of a view by name.
pub type Items = BTreeMap<String, Item>;

/// Shared by the disk, which writes it, and all checks.
#[derive(Clone, Default)]
pub struct Truth(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    events: BTreeMap<EventId, Event>,
    meant: BTreeMap<(ClientId, u32), Command>,
    wrongs: Vec<String>,
}

struct Event {
    code: String,
    histories: Vec<History>,
    items: BTreeMap<(u32, u64, Role), Arc<Items>>,
}

/// One epoch of an event.
struct History {
    epoch: u32,
    /// After each record, by its sequence.
    states: BTreeMap<u64, Arc<State>>,
    accepted: BTreeMap<(ClientId, u32), (Actor, u64)>,
    /// The last ballots by poll and round as participants cast them, independent of the state's interpretation.
    ballots: BTreeMap<(PollId, u32, ParticipantId), Ballot>,
    /// Texts as asked, with how often.
    asked: BTreeMap<String, u32>,
}

impl Truth {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a broken promise.
    pub fn wrong(&self, what: impl Into<String>) {
        self.known().wrongs.push(what.into());
    }

    /// Returns the first broken promise.
    pub fn first_wrong(&self) -> Option<String> {
        self.known().wrongs.first().cloned()
    }

    /// Begins a new event, or a new history of one.
    pub fn begin(&self, event: EventId, code: &str, epoch: u32) {
        let mut known = self.known();
        let event = known.events.entry(event).or_insert_with(|| Event {
            code: code.to_owned(),
            histories: Vec::new(),
            items: BTreeMap::new(),
        });
        event.histories.push(History {
            epoch,
            states: BTreeMap::from([(0, Arc::default())]),
            accepted: BTreeMap::new(),
            ballots: BTreeMap::new(),
            asked: BTreeMap::new(),
        });
    }

    /// Takes a record that became durable.
    pub fn append(&self, event: EventId, record: &Record) {
        let known = &mut *self.known();
        let history = known
            .events
            .get_mut(&event)
            .and_then(|e| e.histories.last_mut());
        let history = history.expect("a record is of an event");
        if let Err(why) = history.append(record, &known.meant) {
            known.wrongs.push(why);
        }
    }

    /// Takes a command that a client sends. The same name always means the same command.
    pub fn mean(&self, c: ClientId, n: u32, command: &Command) {
        let mut known = self.known();
        let meant = known.meant.entry((c, n)).or_insert_with(|| command.clone());
        if meant != command {
            let why = format!("({c}, {n}) is {meant:?} and {command:?}");
            known.wrongs.push(why);
        }
    }

    /// Checks an ack as it leaves the room: the command, or a later one of its client, is durable, and so is everything
    /// up to `seq`.
    pub fn check_ack(&self, event: EventId, c: ClientId, n: u32, seq: u64) {
        let known = &mut *self.known();
        let histories = known.events.get(&event).map(|e| &e.histories);
        let durable = histories.into_iter().flatten().any(|h| {
            seq <= h.tail().0 && h.accepted.range((c, n)..=(c, u32::MAX)).next().is_some()
        });
        if !durable {
            let why = format!("({c}, {n}) was acked at {seq} and is not durable");
            known.wrongs.push(why);
        }
    }

    /// Returns true if exactly this command was accepted.
    pub fn is_accepted(&self, event: EventId, c: ClientId, n: u32) -> bool {
        let known = self.known();
        let mut histories = known.events[&event].histories.iter();
        histories.any(|h| h.accepted.contains_key(&(c, n)))
    }

    /// Returns the latest state.
    pub fn state(&self, event: EventId) -> (Position, Arc<State>) {
        let known = self.known();
        let history = known.events[&event].histories.last();
        let history = history.expect("an event has a history");
        let (seq, state) = history.tail();
        let epoch = history.epoch;
        (Position { epoch, seq }, state.clone())
    }

    /// Returns what an audience sees at a position; None if there is no such position.
    pub fn items(&self, event: EventId, at: Position, audience: Role) -> Option<Arc<Items>> {
        let mut known = self.known();
        let event = known.events.get_mut(&event)?;
        let key = (at.epoch, at.seq, audience);
        if let Some(items) = event.items.get(&key) {
            return Some(items.clone());
        }
        let history = event.histories.iter().find(|h| h.epoch == at.epoch)?;
        let items = items(history.states.get(&at.seq)?, &event.code, audience);
        Some(event.items.entry(key).or_insert(Arc::new(items)).clone())
    }

    /// Returns a participant's own data at a position; None if there is no such position.
    pub fn mine(&self, event: EventId, at: Position, id: ParticipantId) -> Option<Mine> {
        let known = self.known();
        let histories = &known.events.get(&event)?.histories;
        let history = histories.iter().find(|h| h.epoch == at.epoch)?;
        Some(view::mine(history.states.get(&at.seq)?, id))
    }

    /// Checks what only a whole history shows: each participant counts once, with their last ballot.
    pub fn check_counts(&self) {
        let known = &mut *self.known();
        for event in known.events.values() {
            let faults = event.histories.iter().flat_map(History::check_counts);
            known.wrongs.extend(faults);
        }
    }
}

impl History {
    fn tail(&self) -> (u64, &Arc<State>) {
        let (seq, state) = self.states.last_key_value().expect("there is a first");
        (*seq, state)
    }

    fn append(
        &mut self,
        record: &Record,
        meant: &BTreeMap<(ClientId, u32), Command>,
    ) -> Result<(), String> {
        let mut state = State::clone(self.tail().1);
        state.at = state.at.max(record.at);
        let mut outcome = Ok(());
        for fact in &record.facts {
            state.apply(fact);
            if let Fact::QuestionAsked(_, _, content, _) = fact {
                *self.asked.entry(content.text.clone()).or_default() += 1;
            }
            if let Fact::Accepted(actor, c, n) = fact {
                let known = self.accepted.insert((*c, *n), (*actor, state.seq));
                if let Some((_, before)) = known {
                    outcome = Err(format!(
                        "({c}, {n}) was accepted twice: at {before} and {}",
                        state.seq
                    ));
                }
                match meant.get(&(*c, *n)) {
                    None => outcome = Err(format!("({c}, {n}) was accepted but never sent")),
                    Some(command) => {
                        self.note(*actor, command);
                        if !has_effect(&state, *actor, command) {
                            outcome = Err(format!("({c}, {n}) has no effect: {command:?}"));
                        }
                    }
                }
            }
        }
        self.states.insert(state.seq, Arc::new(state));
        outcome
    }

    fn note(&mut self, actor: Actor, command: &Command) {
        let (Actor::Participant(id), Ok(ask)) = (actor, Ask::try_from(command.clone())) else {
            return;
        };
        if let Ask::Cast {
            poll,
            round,
            ballot,
        } = ask
        {
            self.ballots.insert((poll, round, id), ballot);
        } else if let Ask::TakeBack { poll, round } = ask {
            self.ballots.remove(&(poll, round, id));
        }
    }

    fn check_counts(&self) -> Vec<String> {
        let state = self.tail().1;
        let mut wrongs = Vec::new();
        for (id, poll) in state.polls.iter() {
            for (round, held) in (0..).zip(poll.answers.counts()) {
                let mut answers = Answers::new(&poll.info.rules, poll.info.options.len());
                let said = self.ballots.iter();
                for ((_, _, who), ballot) in said.filter(|((of, r, _), _)| (*of, *r) == (id, round))
                {
                    let ballot = &named(state, id, ballot);
                    answers.cast(*who, ballot, Membership::default());
                    let mut held = poll.answers.cast_by(*who);
                    // No command says when it arrived.
                    held.iter_mut().for_each(|(_, ballot)| ballot.stamp(0));
                    if !held.contains(&(round, ballot.clone())) {
                        wrongs.push(format!(
                            "participant {who} last cast {ballot:?} in round {round} of poll {id}"
                        ));
                    }
                }
                // The room counted them; no command says so.
                answers.set_present(held.mark.present);
                // After guests were forgotten, the kept counts have no ballots any more.
                let has_guests = !state.event.forgotten || answers.count() > 0;
                let (held, said) = ((held.count, held.tally), (answers.count(), answers.tally()));
                if has_guests && held != said {
                    wrongs.push(format!(
                        "round {round} of poll {id} has {held:?} instead of {said:?}"
                    ));
                }
            }
        }
        let twice = self.asked.iter().filter(|(_, times)| **times > 1);
        wrongs.extend(twice.map(|(text, times)| format!("{text:?} was asked {times} times")));
        wrongs
    }
}

/// Returns what an audience sees of a state.
fn items(state: &State, code: &str, audience: Role) -> Items {
    let parts = Part::ALL.iter();
    let entries = parts.flat_map(|part| view::entries(state, code, audience, *part));
    let items = entries.filter_map(|entry| match entry {
        Entry::Item(item) => Some(*item),
        Entry::Kept { name, .. } => view::item(state, audience, name),
    });
    let mut view = View::default();
    view.replace(Snapshot {
        epoch: 0,
        seq: state.seq,
        items: items.collect(),
    });
    view.items().clone()
}

/// Returns a ballot as the room keeps it: each text under the entry with which it counts.
fn named(state: &State, id: PollId, ballot: &Ballot) -> Ballot {
    let mut named = ballot.clone();
    let poll = state.polls.get(id);
    let texts = poll.and_then(|poll| poll.answers.written(&mut named));
    for written in texts.into_iter().flat_map(|(texts, _)| texts) {
        let counted_as = text::counted_as(&written.text);
        let known = state.polls.entries.find(id, &counted_as);
        written.entry = known.unwrap_or_default();
    }
    named
}

/// Returns true if a guest's command took effect, as of right after its acceptance.
fn has_effect(state: &State, actor: Actor, command: &Command) -> bool {
    let (Actor::Participant(id), Ok(ask)) = (actor, Ask::try_from(command.clone())) else {
        return true;
    };
    let Some(participant) = state.participants.get(id) else {
        return false;
    };
    if let Ask::Cast { poll, ballot, .. } = &ask {
        let said = named(state, *poll, ballot);
        let mut held = state
            .polls
            .get(*poll)
            .and_then(|poll| poll.answers.held(id));
        held.iter_mut().for_each(|ballot| ballot.stamp(0));
        return held == Some(said);
    }
    if let Ask::TakeBack { poll, .. } = &ask {
        let poll = state.polls.get(*poll);
        return poll.is_some_and(|p| p.answers.held(id).is_none());
    }
    if let Ask::Ask(asked) = &ask {
        let own = participant.questions.iter();
        let mut own = own.filter_map(|id| state.questions.get(*id));
        return own.any(|q| q.screened.content().text == asked.text);
    }
    if let Ask::Upvote { question, on } = &ask {
        return participant.upvotes.contains(question) == *on;
    }
    if let Ask::Withdraw { question } = &ask {
        return state
            .questions
            .get(*question)
            .is_some_and(|q| q.state == QuestionState::Withdrawn);
    }
    true
}
