//! What really happened: every record that became durable, replayed at once, so that everything clients receive can be
//! checked against it. It also keeps what clients meant, by the names of their commands.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plenary_domain::command::Command as Ask;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ClientId, CodeId, Id, ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::voters::{OnePer, Voice, Voter, Which};
use plenary_domain::poll::{Answers, Ballot, Phase};
use plenary_domain::question::QuestionState;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use plenary_domain::text;

use super::server::Cookie;
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
    /// The last ballots by poll and round, in the order in which they came, independent of the state's interpretation.
    ballots: BTreeMap<(PollId, u32), Vec<Said>>,
    /// Who has or had which code.
    codes: BTreeSet<(ParticipantId, CodeId)>,
    /// Texts as asked, with how often.
    asked: BTreeMap<String, u32>,
}

/// A ballot as a guest cast it.
struct Said {
    by: Voter,
    ballot: Ballot,
    /// The value that the voter's code gives, by its key.
    value: Option<String>,
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
            codes: BTreeSet::new(),
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

    /// Checks an ack as it leaves the room: the command, or a later one of its client, is durable and has come to pass at `seq`, as
    /// has everything up to it.
    pub fn check_ack(&self, event: EventId, c: ClientId, n: u32, seq: u64) {
        let known = &mut *self.known();
        let histories = known.events.get(&event).map(|e| &e.histories);
        let durable = histories.into_iter().flatten().any(|h| {
            let mut known = h.accepted.range((c, n)..=(c, u32::MAX));
            seq <= h.tail().0 && known.any(|(_, (_, at))| *at <= seq)
        });
        if !durable {
            let why = format!("({c}, {n}) was acked at {seq} and is not durable");
            known.wrongs.push(why);
        }
    }

    /// Checks that a code which the server says a guest has entered is theirs in the log.
    pub fn check_code(&self, event: EventId, (epoch, guest): Cookie, code: CodeId) {
        let known = &mut *self.known();
        let histories = known.events.get(&event).map(|e| &e.histories);
        let mut histories = histories.into_iter().flatten();
        if !histories.any(|h| h.epoch == epoch && h.codes.contains(&(guest, code))) {
            let why =
                format!("participant {guest} entered code {code:?} and the log does not say so");
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
        for (at, fact) in record.facts.iter().enumerate() {
            state.apply(fact);
            if let Fact::QuestionAsked(_, _, content, _) = fact {
                *self.asked.entry(content.text.clone()).or_default() += 1;
            }
            if let Fact::CodeTaken(by, code) = fact {
                self.codes.insert((*by, *code));
                self.hand_over(&state, *by);
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
                        self.note(&state, *actor, command);
                        // The log never gets the words of a guest whom the same record erases.
                        let mut later = record.facts[at..].iter().filter_map(Fact::erased);
                        let is_erased = later.any(|id| *actor == Actor::Participant(id));
                        if !is_erased && !has_effect(&state, *actor, command) {
                            outcome = Err(format!("({c}, {n}) has no effect: {command:?}"));
                        }
                    }
                }
            }
        }
        self.states.insert(state.seq, Arc::new(state));
        outcome
    }

    fn note(&mut self, state: &State, actor: Actor, command: &Command) {
        let (Actor::Participant(id), Ok(ask)) = (actor, Ask::try_from(command.clone())) else {
            return;
        };
        if let Ask::Cast {
            poll,
            round,
            ballot,
        } = ask
        {
            let ballot = named(state, poll, &ballot);
            self.say(state, id, (poll, round), Some(ballot));
        } else if let Ask::TakeBack { poll, round } = ask {
            self.say(state, id, (poll, round), None);
        }
    }

    /// Notes a guest's newest ballot, or that there is none any more.
    fn say(
        &mut self,
        state: &State,
        id: ParticipantId,
        (poll, round): (PollId, u32),
        ballot: Option<Ballot>,
    ) {
        let Some(voters) = state.polls.get(poll).map(|poll| &poll.info.voters) else {
            return;
        };
        let said = self.ballots.entry((poll, round)).or_default();
        let by = voter(state, poll, id);
        let at = said.iter().position(|said| said.by == by);
        if by != Voter::Guest(id) && ballot.is_some() {
            // Cast before the guest entered a code.
            said.retain(|said| said.by != Voter::Guest(id));
        }
        match (ballot, at) {
            (None, None) => {}
            (None, Some(_)) => said.retain(|said| said.by != by),
            (Some(ballot), Some(at))
                if matches!(voters.one_per, OnePer::Value(_, Which::First)) =>
            {
                said[at].ballot = ballot;
            }
            (Some(ballot), _) => {
                said.retain(|said| said.by != by);
                let value = value_of(state, by);
                said.push(Said { by, ballot, value });
            }
        }
    }

    /// Gives the ballots of a guest who has entered a code to the code, where a poll looks at codes.
    fn hand_over(&mut self, state: &State, id: ParticipantId) {
        for (poll, open) in state.polls.iter() {
            if open.phase != Phase::Open || open.info.voters.is_everybody() {
                continue;
            }
            let round = (poll, open.answers.round());
            let Some(said) = self.ballots.get_mut(&round) else {
                continue;
            };
            let own = said.iter().position(|said| said.by == Voter::Guest(id));
            let Some(own) = own.map(|at| said.remove(at)) else {
                continue;
            };
            let by = voter(state, poll, id);
            if said.iter().all(|said| said.by != by) {
                self.say(state, id, round, Some(own.ballot));
            }
        }
    }

    fn check_counts(&self) -> Vec<String> {
        let state = self.tail().1;
        let mut wrongs = Vec::new();
        for (id, poll) in state.polls.iter() {
            for (round, held) in (0..).zip(poll.answers.counts()) {
                let mut answers = Answers::new(&poll.info.rules, poll.info.options.len());
                let said = self
                    .ballots
                    .get(&(id, round))
                    .map_or(&[][..], Vec::as_slice);
                for (place, Said { by, ballot, value }) in (0..).zip(said) {
                    let mut held = poll.answers.cast_by(*by);
                    // No command says when it arrived.
                    held.iter_mut().for_each(|(_, ballot)| ballot.stamp(0));
                    let is_it = |(of, held): &(u32, Ballot)| {
                        *of == round && *held == as_erased(state, id, ballot, held)
                    };
                    if !held.iter().any(is_it) {
                        wrongs.push(format!(
                            "{by:?} last cast {ballot:?} in round {round} of poll {id}"
                        ));
                    }
                    let value = value.as_ref();
                    let (before, after) = (&said[..place], &said[place + 1..]);
                    let others = match &poll.info.voters.one_per {
                        OnePer::Guest | OnePer::Code => &[][..],
                        OnePer::Value(_, Which::First) => before,
                        OnePer::Value(_, Which::Last) => after,
                    };
                    if others.iter().any(|other| other.value.as_ref() == value) {
                        continue;
                    }
                    let weights = poll.info.voters.weights.as_ref();
                    let weight = weights.and_then(|weights| weights.values.get(value?));
                    let weight = weight.and_then(|weight| NonZeroU16::new(*weight));
                    let voice = Voice {
                        weight: weight.unwrap_or(NonZeroU16::MIN),
                        ..Voice::from(Membership::default())
                    };
                    answers.cast(ParticipantId::at(place), ballot, voice);
                }
                // The room counted them; no command says so.
                answers.set_present(held.mark.present, held.mark.by_door);
                // After guests were forgotten, the kept counts have no ballots any more.
                let has_guests = !state.event.forgotten || answers.count() > 0;
                let votes = held.count.saturating_add(held.extra);
                let held = (held.count, votes, held.tally);
                let said = (answers.count(), answers.votes(), answers.tally());
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

/// Returns whose ballot in a poll a guest's is: the code's, if the poll looks at codes.
fn voter(state: &State, poll: PollId, id: ParticipantId) -> Voter {
    let looks = state
        .polls
        .get(poll)
        .is_some_and(|poll| !poll.info.voters.is_everybody());
    let code = state.participants.get(id).and_then(|guest| guest.code);
    code.filter(|_| looks).map_or(Voter::Guest(id), Voter::Code)
}

/// Returns the key of the value that a voter's code gives.
fn value_of(state: &State, by: Voter) -> Option<String> {
    let Voter::Code(code) = by else { return None };
    let (group, value) = *state.codes.get(code)?.info.values.first()?;
    let (_, group) = state.groups.iter().find(|(id, _)| *id == group)?;
    let (_, value) = group.values().find(|(id, _)| *id == value)?;
    Some(value.key.clone())
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

/// Returns a ballot without the texts that its guest has erased from the one that the room holds.
fn as_erased(state: &State, id: PollId, ballot: &Ballot, held: &Ballot) -> Ballot {
    let mut ballot = ballot.clone();
    let poll = state.polls.get(id);
    let texts = poll.and_then(|poll| poll.answers.written(&mut ballot));
    for (written, held) in texts
        .into_iter()
        .flat_map(|(texts, _)| texts)
        .zip(held.texts())
    {
        if held.text.is_empty() {
            written.text.clear();
        }
    }
    ballot
}

/// Returns true if a guest's command took effect, as of right after its acceptance.
fn has_effect(state: &State, actor: Actor, command: &Command) -> bool {
    let (Actor::Participant(id), Ok(ask)) = (actor, Ask::try_from(command.clone())) else {
        return true;
    };
    if state.participants.get(id).is_none() {
        return false;
    }
    if let Ask::Cast { poll, ballot, .. } = &ask {
        let said = named(state, *poll, ballot);
        let by = voter(state, *poll, id);
        let held = state.polls.get(*poll);
        let mut held = held.and_then(|poll| poll.answers.held(by));
        held.iter_mut().for_each(|ballot| ballot.stamp(0));
        return held == Some(said);
    }
    if let Ask::TakeBack { poll, .. } = &ask {
        let by = voter(state, *poll, id);
        let poll = state.polls.get(*poll);
        return poll.is_some_and(|p| p.answers.held(by).is_none());
    }
    if let Ask::Ask(asked) = &ask {
        let mut own = state.questions.of(id);
        return own.any(|(_, q)| q.screened.content().text == asked.text);
    }
    if let Ask::Upvote { question, on } = &ask {
        return state.questions.supports(id, *question) == *on;
    }
    if let Ask::EraseMine = &ask {
        let mut own = state.questions.of(id);
        let is_gone = own.all(|(_, q)| q.screened.content().text.is_empty())
            && state.polls.entries.of_guest(id).next().is_none()
            && state.nicknames.of(id).is_none();
        return is_gone && !state.participants.has_written(id);
    }
    if let Ask::Report { question } = &ask {
        return state.questions.reported_by(id).contains(question);
    }
    if let Ask::Reword { question, text } = &ask {
        let q = state.questions.get(*question);
        return q.is_some_and(|q| q.screened.content().text == *text);
    }
    if let Ask::Withdraw { question } = &ask {
        return state
            .questions
            .get(*question)
            .is_some_and(|q| matches!(q.state, QuestionState::Withdrawn | QuestionState::Erased));
    }
    true
}
