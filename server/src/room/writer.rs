//! Decides commands on the working state and makes the facts durable, one commit a batch. Until the log has answered,
//! nothing is acked and no view is read: the room awaits [`Writer::commit`] before it does either.

use std::sync::Arc;

use plenary_domain::access::Actor;
use plenary_domain::command::Command;
use plenary_domain::decide::{self, Outcome};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ClientId, Millis};
use plenary_domain::rejection::Rejection;
use plenary_domain::state::State;

use crate::log::{Appended, Batch, EventId, Log, LogError, Position};

/// The records read at a time when a history is replayed.
const REPLAY_RECORDS: usize = 4096;

/// The writing side of a room.
pub struct Writer {
    log: Arc<dyn Log>,
    event: EventId,
    epoch: u32,
    state: State,
    /// Facts applied to the state and not yet durable.
    batch: Vec<Fact>,
    at: Millis,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Committed {
    /// Durable; or there was nothing to write. With the facts, which the state holds already.
    Ok(Vec<Fact>),
    /// Nobody may be told that it happened. The state holds what is not durable and must be read anew.
    Lost(String),
}

impl Writer {
    /// Replays a history.
    ///
    /// # Errors
    /// What the log says; a record of another version or a gap is [`LogError::Corrupt`].
    pub async fn open(log: Arc<dyn Log>, event: EventId) -> Result<Writer, LogError> {
        let Position { epoch, .. } = log.tail(event).await?;
        let state = replay(&*log, event).await?;
        let at = state.at;
        Ok(Writer {
            log,
            event,
            epoch,
            state,
            batch: vec![],
            at,
        })
    }

    /// The state, with what is in the batch.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The position of the state.
    pub fn position(&self) -> Position {
        Position {
            epoch: self.epoch,
            seq: self.state.seq,
        }
    }

    /// Time goes on; it never goes back.
    pub fn tick(&mut self, now: Millis) -> Millis {
        self.at = self.at.max(now);
        self.at
    }

    /// Decides a numbered command of a client.
    pub fn receive(
        &mut self,
        actor: Actor,
        client: ClientId,
        n: u32,
        command: &Command,
    ) -> Outcome {
        let outcome = decide::receive(&self.state, actor, client, n, command, self.at);
        if let Outcome::Accepted(facts) = &outcome {
            self.apply(facts);
        }
        outcome
    }

    /// Decides a command of the server itself, which needs no number.
    ///
    /// # Errors
    /// The domain's rejection.
    pub fn order(&mut self, actor: Actor, command: &Command) -> Result<Vec<Fact>, Rejection> {
        let facts = decide::decide(&self.state, actor, command, self.at)?;
        self.apply(&facts);
        Ok(facts)
    }

    /// Makes the batch durable.
    pub async fn commit(&mut self) -> Committed {
        if self.batch.is_empty() {
            return Committed::Ok(vec![]);
        }
        let facts = std::mem::take(&mut self.batch);
        let expected = Position {
            epoch: self.epoch,
            seq: self.state.seq - facts.len() as u64,
        };
        let record = Record { at: self.at, facts };
        let batch = Batch {
            facts: record.facts.len() as u32,
            bytes: record.encode(),
        };
        match self.log.append(self.event, expected, batch).await {
            Appended::Ok => Committed::Ok(record.facts),
            Appended::Conflict { tail } => {
                Committed::Lost(format!("somebody else wrote: the log is at {tail:?}"))
            }
            Appended::Unknown(why) => Committed::Lost(format!("unknown outcome: {why}")),
            Appended::Failed(why) => Committed::Lost(why),
        }
    }

    /// Tells whether the log can be written.
    ///
    /// # Errors
    /// What the log says.
    pub async fn check(&self) -> Result<(), LogError> {
        self.log.check().await
    }

    /// Throws the working state away and reads what is durable.
    ///
    /// # Errors
    /// As [`Writer::open`].
    pub async fn reload(&mut self) -> Result<(), LogError> {
        let Writer { state, epoch, .. } = Writer::open(self.log.clone(), self.event).await?;
        self.state = state;
        self.epoch = epoch;
        self.batch.clear();
        Ok(())
    }

    /// Puts a history without guest data in the place of this one, under a new epoch.
    pub async fn forget(&mut self, epoch: u32) -> Committed {
        let record = Record {
            at: self.at,
            facts: plenary_domain::retention::without_guests(&self.state),
        };
        let batch = Batch {
            facts: record.facts.len() as u32,
            bytes: record.encode(),
        };
        match self
            .log
            .replace(self.event, self.position(), epoch, batch)
            .await
        {
            Appended::Ok => Committed::Ok(record.facts),
            Appended::Conflict { tail } => {
                Committed::Lost(format!("somebody else wrote: the log is at {tail:?}"))
            }
            Appended::Unknown(why) | Appended::Failed(why) => Committed::Lost(why),
        }
    }

    fn apply(&mut self, facts: &[Fact]) {
        self.state.at = self.at;
        for fact in facts {
            self.state.apply(fact);
        }
        self.batch.extend_from_slice(facts);
    }
}

/// Reads a whole history into a state.
///
/// # Errors
/// As [`Writer::open`].
async fn replay(log: &dyn Log, event: EventId) -> Result<State, LogError> {
    let mut state = State::default();
    loop {
        let records = log.read(event, state.seq, REPLAY_RECORDS).await?;
        let end = records.len() < REPLAY_RECORDS;
        for stored in records {
            let corrupt = |why: String| LogError::Corrupt {
                seq: stored.seq,
                why,
            };
            let record = Record::decode(&stored.bytes).map_err(|e| corrupt(e.to_string()))?;
            state.apply_record(&record);
            if state.seq != stored.seq {
                return Err(corrupt(format!(
                    "a record is missing before it: {} facts are known",
                    state.seq
                )));
            }
        }
        if end {
            return Ok(state);
        }
    }
}
