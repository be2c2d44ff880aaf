//! The reading side of a room: an event's state as in its log, its publications, and who may come in. It follows the
//! log and never decides. A writer decides on this same state, because a room never holds two.

mod board;
mod entrance;

use std::collections::BTreeSet;

use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{Millis, ParticipantId, PersonId};
use plenary_domain::state::State;

use crate::fanout::encode;
use crate::log::{EventId, Log, LogError, Position, Stored, Stretch};
use crate::protocol::ServerFrame;
use crate::view;
use crate::websocket::Frame;

pub use board::{Board, Boards, STAFF_TICK, TICK};
pub use entrance::Entrance;

/// Records read at a time when a history is replayed.
const REPLAY_RECORDS: usize = 4096;

/// A state and its place in the log.
pub struct Replica {
    epoch: u32,
    state: State,
    /// The guests whose keys were destroyed before the log says so: a restore, or a kill in the middle of an erasure.
    unreadable: BTreeSet<ParticipantId>,
}

impl Replica {
    /// Replays what is durable.
    ///
    /// # Errors
    /// Errors of the log. A gap or a record of another version is [`LogError::Corrupt`].
    pub async fn open(log: &dyn Log, event: EventId) -> Result<Replica, LogError> {
        let mut replica = Replica {
            epoch: log.tail(event).await?.epoch,
            state: State::default(),
            unreadable: BTreeSet::new(),
        };
        let mut reading = log.read(event, 0, REPLAY_RECORDS);
        loop {
            let Stretch { epoch, records } = reading.await?;
            if epoch != replica.epoch {
                // The history was replaced meanwhile.
                replica = Replica {
                    epoch,
                    state: State::default(),
                    unreadable: BTreeSet::new(),
                };
                reading = log.read(event, 0, REPLAY_RECORDS);
                continue;
            }
            let Some(last) = records.last().filter(|_| records.len() == REPLAY_RECORDS) else {
                replica.replay(&records)?;
                return Ok(replica);
            };
            // The log checks and decrypts the next records while these are applied.
            reading = log.read(event, last.seq, REPLAY_RECORDS);
            replica.replay(&records)?;
        }
    }

    /// Returns the state. While a writer's batch is not yet durable, only the writer may read it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the place of the state.
    pub fn position(&self) -> Position {
        Position {
            epoch: self.epoch,
            seq: self.state.seq,
        }
    }

    /// Applies the next records of the log, and returns their facts.
    ///
    /// # Errors
    /// [`LogError::Corrupt`]; drop the state then.
    pub fn take(&mut self, records: &[Stored]) -> Result<Vec<Fact>, LogError> {
        let mut facts = Vec::new();
        for stored in records {
            facts.extend(self.step(stored)?.facts);
        }
        Ok(facts)
    }

    /// Applies many records, and keeps none of their facts: those of a whole history fill more memory than its state.
    fn replay(&mut self, records: &[Stored]) -> Result<(), LogError> {
        records.iter().try_for_each(|stored| {
            self.step(stored)?;
            Ok(())
        })
    }

    fn step(&mut self, stored: &Stored) -> Result<Record, LogError> {
        let corrupt = |why: String| LogError::Corrupt {
            seq: stored.seq,
            why,
        };
        let record = stored.record().map_err(|e| corrupt(e.to_string()))?;
        self.state.apply_record(&record);
        self.note_erased(&record.facts);
        self.unreadable.extend(&stored.unreadable);
        if self.state.seq != stored.seq {
            return Err(corrupt(format!(
                "a record before it is missing: {} facts are known",
                self.state.seq
            )));
        }
        Ok(record)
    }

    /// Applies what the room's own writer has decided and is about to append.
    pub fn apply(&mut self, at: Millis, facts: &[Fact]) {
        self.state.at = at;
        for fact in facts {
            self.state.apply(fact);
        }
        self.note_erased(facts);
    }

    /// Returns a guest of whom nothing can be read, although nobody erased it.
    pub fn unreadable(&self) -> Option<ParticipantId> {
        self.unreadable.first().copied()
    }

    fn note_erased(&mut self, facts: &[Fact]) {
        // In most rooms there is never any.
        if self.unreadable.is_empty() {
            return;
        }
        for fact in facts {
            if let Some(guest) = fact.erased() {
                self.unreadable.remove(&guest);
            }
        }
    }

    /// Encodes the frame with the messages that a panelist has not seen yet.
    pub fn messages(&self, person: PersonId) -> Frame {
        let messages = view::own_messages(&self.state, person);
        Frame::text(encode(&ServerFrame::Messages { messages }))
    }

    /// Encodes the frame with a participant's own data, told at this position.
    pub fn mine(&self, id: ParticipantId, at: Position) -> Frame {
        Frame::text(encode(&ServerFrame::Mine {
            seq: at.seq,
            mine: view::mine(&self.state, id),
        }))
    }
}
