//! What a room may do with what it knows. Deciding needs the [`Tail`] of a room that writes, and reading needs a replica, which
//! is there only while all that it holds is durable or about to be: after a failed append there is none.

use std::future::pending;
use std::sync::Arc;

use futures_util::StreamExt;
use tokio::time::{Duration, Instant};

use super::RoomTask;
use super::replica::Replica;
use super::writer::Tail;
use crate::log::{EventId, Followed, Following, Log, LogError, Position};
use crate::node::Duty;
use crate::protocol::close;

/// How long a room waits after the log failed before it tries again.
pub const READ_ONLY: Duration = Duration::from_secs(2);

/// What a room may do.
pub enum Standing {
    /// It decides, on the one state that it also shows.
    Writing { replica: Replica, tail: Tail },
    /// Another node decides, and the log tells what.
    Following {
        replica: Replica,
        records: Following,
    },
    /// The log failed, and what is durable is not known: nothing is decided and nothing read before it was read anew.
    Recovering { until: Instant, held: Position },
}

impl Standing {
    /// The standing of a room that has read its log to the end.
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

    /// The state to read from.
    pub fn replica(&self) -> Option<&Replica> {
        match self {
            Standing::Writing { replica, .. } | Standing::Following { replica, .. } => {
                Some(replica)
            }
            Standing::Recovering { .. } => None,
        }
    }

    /// What it takes to decide.
    pub fn writing(&mut self) -> Option<(&mut Replica, &mut Tail)> {
        match self {
            Standing::Writing { replica, tail } => Some((replica, tail)),
            Standing::Following { .. } | Standing::Recovering { .. } => None,
        }
    }

    /// Whether commands are decided here and now.
    pub fn is_writing(&self) -> bool {
        matches!(self, Standing::Writing { .. })
    }

    /// When the log is to be tried again.
    pub fn retry(&self) -> Option<Instant> {
        match self {
            Standing::Recovering { until, .. } => Some(*until),
            Standing::Writing { .. } | Standing::Following { .. } => None,
        }
    }

    /// The next word of the log that is followed. Losing interest loses nothing.
    pub async fn followed(&mut self) -> Result<Followed, LogError> {
        match self {
            Standing::Following { records, .. } => match records.next().await {
                Some(followed) => followed,
                None => Err(LogError::Store("the log has ended".into())),
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
    /// Lets go of a state that cannot be trusted; it is read anew after a while.
    pub(super) fn distrust(&mut self) {
        self.standing = Standing::Recovering {
            until: Instant::now() + READ_ONLY,
            held: self.standing.position(),
        };
        self.hall.changed = true;
    }

    /// Goes on when the time has come and the log can be written again.
    pub(super) async fn recover(&mut self) {
        let waits = |until| until > Instant::now();
        if self.standing.retry().is_none_or(waits) {
            return;
        }
        // The check writes, which whoever follows never does.
        if self.duty == Duty::Writing
            && let Err(why) = self.log.check().await
        {
            tracing::error!(event = %self.header.code, %why, "the log cannot be written: the room stays read-only");
            self.distrust();
            return;
        }
        self.read_anew().await;
    }

    /// Throws the state away, reads what is durable and compares. Tells whether the room can be trusted now.
    pub(super) async fn read_anew(&mut self) -> bool {
        self.distrust();
        let held = self.standing.position();
        let replica = match Replica::open(&*self.log, self.header.id).await {
            Ok(replica) => replica,
            Err(why) => {
                tracing::error!(event = %self.header.code, %why, "the log cannot be read: the room stays read-only");
                self.distrust();
                return false;
            }
        };
        let durable = replica.position();
        tracing::warn!(event = %self.header.code, ?held, ?durable, "read the log anew");
        self.board.begin_anew(&replica);
        self.standing = Standing::of(self.duty, self.log.clone(), self.header.id, replica);
        if durable.epoch != held.epoch {
            // Another history: its participants are others, and whoever is here comes back as who they are in it.
            self.hall.close_all(close::COME_BACK);
            // Whoever comes in now is told what is their own of this history, and is to hold a view of it. Whoever is here was told
            // of the last one, and that comes first.
            self.hall.send();
            self.publish();
        }
        // A revocation that nobody was told of may be durable.
        self.hall.close_revoked(&self.board.entrance());
        // Acks were withheld, but what they were about may be durable after all: everybody looks again.
        self.tell_everybody();
        true
    }

    /// Takes over what another node has written. False if the event is gone, and the room with it.
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
                tracing::error!(event = %self.header.code, %why, "the log cannot be followed");
                self.distrust();
            }
        }
        true
    }
}
