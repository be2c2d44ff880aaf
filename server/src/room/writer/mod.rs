//! The deciding side of a room. It decides commands on the replica's state and makes the facts durable, one commit per
//! batch. Everything here needs a [`Tail`], which exists only while the room writes. The room awaits [`Tail::commit`]
//! before it acks anything or reads a view.

mod commands;
mod duties;
mod joins;

use std::sync::Arc;

use plenary_domain::command::Command;
use plenary_domain::decide::{self, Outcome};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ClientId, Millis};
use plenary_domain::question::history;
use plenary_domain::rejection::Rejection;
use plenary_domain::role::Actor;
use plenary_domain::state::State;

use super::replica::Replica;
use crate::log::{Appended, Batch, EventId, Log, Position};
use crate::metrics::{APPENDS, Append};

pub use duties::{
    count_present, erase_unreadable, keep_secret, pass_announcements, pass_deadlines,
    settle_address, tell_cards,
};
pub use joins::Joins;

/// The end of a history, where its one writer appends.
pub struct Tail {
    log: Arc<dyn Log>,
    event: EventId,
    /// Facts that the replica has applied and that are not yet durable.
    batch: Vec<Fact>,
    /// The time of the batch.
    at: Millis,
}

/// What becomes of a numbered command if the batch becomes durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    Accepted,
    /// It was accepted before, and has no second effect.
    Repeated,
    Rejected(Rejection),
}

/// The batch must not be announced. The replica holds facts that may not be durable, and must be dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Lost(String);

impl Tail {
    /// Returns the tail at the end of what the replica has read.
    pub fn new(log: Arc<dyn Log>, event: EventId, replica: &Replica) -> Tail {
        Tail {
            log,
            event,
            batch: vec![],
            at: replica.state().at,
        }
    }

    /// Moves the time forward, never back.
    pub fn tick(&mut self, now: Millis) {
        self.at = self.at.max(now);
    }

    /// The time of the batch.
    pub fn at(&self) -> Millis {
        self.at
    }

    /// Decides a numbered command of a client. `desk` is the number of the desk that sends it.
    pub fn receive(
        &mut self,
        replica: &mut Replica,
        actor: Actor,
        client: ClientId,
        n: u32,
        command: &Command,
        desk: Option<u32>,
    ) -> Decided {
        match decide::receive(replica.state(), actor, client, n, command, self.at) {
            Outcome::Accepted(mut facts) => {
                if let Some(desk) = desk
                    && facts.iter().any(history::is_step)
                {
                    // The mark of the command stays last.
                    facts.insert(facts.len() - 1, Fact::AtDesk(desk));
                }
                self.put(replica, facts);
                Decided::Accepted
            }
            Outcome::Repeated => Decided::Repeated,
            Outcome::Rejected(rejection) => Decided::Rejected(rejection),
        }
    }

    /// Decides a command of the server itself, which needs no number. Returns the number of facts.
    ///
    /// # Errors
    /// The domain's rejection.
    pub fn order(
        &mut self,
        replica: &mut Replica,
        actor: Actor,
        command: &Command,
    ) -> Result<usize, Rejection> {
        let facts = decide::decide(replica.state(), actor, command, self.at)?;
        let count = facts.len();
        self.put(replica, facts);
        Ok(count)
    }

    /// Makes the batch durable, and returns its facts. The replica has already applied them.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn commit(&mut self, replica: &Replica) -> Result<Vec<Fact>, Lost> {
        if self.batch.is_empty() {
            return Ok(vec![]);
        }
        let facts = std::mem::take(&mut self.batch);
        let Position { epoch, seq } = replica.position();
        let expected = Position {
            epoch,
            seq: seq - facts.len() as u64,
        };
        let mut record = Record { at: self.at, facts };
        let batch = batch(&mut record, replica.state());
        let appended = self.log.append(self.event, expected, batch).await;
        durable(appended).map(|()| record.facts)
    }

    /// Replaces the history with one without guest data, under a new epoch. The replica is outdated afterwards.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn forget(&self, replica: &Replica, epoch: u32) -> Result<(), Lost> {
        let mut record = Record {
            at: self.at,
            facts: plenary_domain::retention::without_guests(replica.state()),
        };
        let batch = batch(&mut record, replica.state());
        let expected = replica.position();
        let replaced = self.log.replace(self.event, expected, epoch, batch).await;
        durable(replaced)
    }

    fn put(&mut self, replica: &mut Replica, facts: Vec<Fact>) {
        replica.apply(self.at, &facts);
        self.batch.extend(facts);
    }
}

fn batch(record: &mut Record, after: &State) -> Batch {
    Batch {
        facts: record.facts.len() as u32,
        kept: record.keep(after),
    }
}

fn durable(appended: Appended) -> Result<(), Lost> {
    APPENDS.count(match &appended {
        Appended::Ok => Append::Ok,
        Appended::Conflict { .. } => Append::Conflict,
        Appended::Unknown(_) => Append::Unknown,
        Appended::Failed(_) => Append::Failed,
    });
    match appended {
        Appended::Ok => Ok(()),
        Appended::Conflict { tail } => Err(Lost(format!(
            "another writer appended: the log is at {tail:?}"
        ))),
        Appended::Unknown(why) => Err(Lost(format!("unknown outcome: {why}"))),
        Appended::Failed(why) => Err(Lost(why)),
    }
}
