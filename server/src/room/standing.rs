//! What a room may do with its state. Deciding requires the [`Tail`] of a writing room. Reading requires a replica,
//! which exists only while everything in it is durable or about to be; a failed append removes it.

use std::future::pending;
use std::sync::Arc;

use futures_util::StreamExt;
use plenary_domain::ids::Millis;
use tokio::time::{Duration, Instant};

use super::RoomTask;
use super::replica::Replica;
use super::writer::{self, Lost, Tail};
use crate::log::{EventId, Followed, Following, Log, LogError, Position};
use crate::node::Duty;
use crate::protocol::close;

/// How long a room waits after a log failure before it retries.
pub const READ_ONLY: Duration = Duration::from_secs(2);

/// What a room may do.
pub enum Standing {
    /// Decides, on the same state it shows.
    Writing { replica: Replica, tail: Tail },
    /// Another node decides, and this room follows its log.
    Following {
        replica: Replica,
        records: Following,
    },
    /// The log failed, and nobody knows what is durable. The room decides and reads nothing until it has read the log
    /// again.
    Recovering { until: Instant, held: Position },
}

impl Standing {
    /// Returns the standing of a room that has read its log to the end.
    pub fn of(duty: Duty, log: Arc<dyn Log>, event: EventId, replica: Replica) -> Standing {
        match duty {
            Duty::Writing => Standing::Writing {
                tail: Tail::new(log, event, &replica),
                replica,
            },
            Duty::Following => Standing::Following {
                records: log.follow(event, replica.position()),
                replica,
            },
        }
    }

    /// Returns the state to read from.
    pub fn replica(&self) -> Option<&Replica> {
        match self {
            Standing::Writing { replica, .. } | Standing::Following { replica, .. } => {
                Some(replica)
            }
            Standing::Recovering { .. } => None,
        }
    }

    /// Returns what deciding requires.
    pub fn writing(&mut self) -> Option<(&mut Replica, &mut Tail)> {
        match self {
            Standing::Writing { replica, tail } => Some((replica, tail)),
            Standing::Following { .. } | Standing::Recovering { .. } => None,
        }
    }

    /// Erases what nobody can read any more, because an erasure was cut off, before anybody is told of it.
    ///
    /// # Errors
    /// [`Lost`]: nobody knows whether that is durable.
    pub async fn erase_unreadable(&mut self, now: Millis) -> Result<(), Lost> {
        let Some((replica, tail)) = self.writing() else {
            return Ok(());
        };
        tail.tick(now);
        writer::erase_unreadable(tail, replica);
        tail.commit(replica).await.map(drop)
    }

    /// Returns true if this room decides commands now.
    pub fn is_writing(&self) -> bool {
        matches!(self, Standing::Writing { .. })
    }

    /// Returns when to retry the log.
    pub fn retry(&self) -> Option<Instant> {
        match self {
            Standing::Recovering { until, .. } => Some(*until),
            Standing::Writing { .. } | Standing::Following { .. } => None,
        }
    }

    /// Returns the next records of the followed log. Cancellation loses nothing.
    pub async fn followed(&mut self) -> Result<Followed, LogError> {
        match self {
            Standing::Following { records, .. } => match records.next().await {
                Some(followed) => followed,
                None => Err(LogError::Store("the log has shut down".into())),
            },
            Standing::Writing { .. } | Standing::Recovering { .. } => pending().await,
        }
    }

    fn position(&self) -> Position {
        match self {
            Standing::Writing { replica, .. } | Standing::Following { replica, .. } => {
                replica.position()
            }
            Standing::Recovering { held, .. } => *held,
        }
    }
}

impl RoomTask {
    /// Drops a state that cannot be trusted. The room reads it again after a while.
    pub(super) fn distrust(&mut self) {
        self.standing = Standing::Recovering {
            until: Instant::now() + READ_ONLY,
            held: self.standing.position(),
        };
        self.hall.changed = true;
    }

    /// Recovers once the retry is due and the log can be written again.
    pub(super) async fn recover(&mut self) {
        let waits = |until| until > Instant::now();
        if self.standing.retry().is_none_or(waits) {
            return;
        }
        // The check writes, which a follower must not do.
        if self.duty == Duty::Writing
            && let Err(why) = self.log.check().await
        {
            tracing::error!(event = %self.header.code, %why, "cannot write the log: the room stays read-only");
            self.distrust();
            return;
        }
        self.read_anew().await;
    }

    /// Drops the state, reads what is durable and compares. Returns true if the room can be trusted again.
    pub(super) async fn read_anew(&mut self) -> bool {
        self.distrust();
        let held = self.standing.position();
        let replica = match Replica::open(&*self.log, self.header.id).await {
            Ok(replica) => replica,
            Err(why) => {
                tracing::error!(event = %self.header.code, %why, "cannot read the log: the room stays read-only");
                self.distrust();
                return false;
            }
        };
        let durable = replica.position();
        if durable.epoch != held.epoch {
            self.numbering.begin_anew();
        }
        tracing::warn!(event = %self.header.code, ?held, ?durable, "read the log again");
        self.standing = Standing::of(self.duty, self.log.clone(), self.header.id, replica);
        if let Err(why) = self.standing.erase_unreadable(self.clock.now()).await {
            tracing::error!(event = %self.header.code, %why, "cannot append to the log: the room stays read-only");
            self.distrust();
            return false;
        }
        if let Some(replica) = self.standing.replica() {
            self.board.begin_anew(replica);
        }
        self.read_leaving();
        if durable.epoch != held.epoch {
            // In another history the participants are others. Connected sockets must reconnect to get their new
            // identity.
            self.hall.close_all(close::COME_BACK);
            // A socket that enters now gets its own data from this history, so it must hold a view of it. First deliver
            // what connected sockets were sent of the old history.
            self.hall.send();
            self.publish();
        }
        self.print_head().await;
        // A revocation that was never announced may be durable.
        self.hall.close_revoked(&self.board.entrance());
        // Acks were withheld, but their commands may be durable after all, so send everybody their own data again.
        self.tell_everybody();
        true
    }

    /// Applies what another node wrote. Returns false if the event is gone, and the room with it.
    pub(super) async fn follow(&mut self, followed: Result<Followed, LogError>) -> bool {
        let taken = match followed {
            Ok(Followed::Records(records)) => match &mut self.standing {
                Standing::Following { replica, .. } => replica.take(&records),
                Standing::Writing { .. } | Standing::Recovering { .. } => return true,
            },
            Ok(Followed::Replaced(_)) => {
                self.read_anew().await;
                return true;
            }
            Err(LogError::NoEvent) => return false,
            Err(why) => Err(why),
        };
        match taken {
            Ok(facts) => self.happened(&facts),
            Err(why) => {
                tracing::error!(event = %self.header.code, %why, "cannot follow the log");
                self.distrust();
            }
        }
        true
    }
}
