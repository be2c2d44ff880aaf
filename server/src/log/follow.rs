//! Following on one machine: a bell for each event, rung when its history has moved, after which a follower reads on. So the
//! log's memory holds nothing of what a follower has not read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt;
use futures_util::stream;
use tokio::sync::watch;

use super::{EventId, Followed, Following, LogError, Position, Stretch};

/// The records that a follower reads at a time.
pub const FOLLOW_RECORDS: usize = 256;

/// Tells followers that a history has moved.
#[derive(Clone, Default)]
pub struct Bells(Arc<Mutex<HashMap<EventId, watch::Sender<()>>>>);

impl Bells {
    /// The bell of an event.
    fn listen(&self, event: EventId) -> watch::Receiver<()> {
        let mut bells = self.bells();
        // Those that nobody listens to any more.
        bells.retain(|_, bell| !bell.is_closed());
        let bell = bells.entry(event).or_insert_with(|| watch::channel(()).0);
        bell.subscribe()
    }

    /// Says that these histories have moved, after what moved them is durable.
    pub fn ring(&self, events: impl IntoIterator<Item = EventId>) {
        let bells = self.bells();
        if bells.is_empty() {
            return;
        }
        for event in events {
            if let Some(bell) = bells.get(&event) {
                bell.send_replace(());
            }
        }
    }

    /// Follows an event by reading whenever its bell has rung.
    pub fn follow<R>(
        &self,
        event: EventId,
        after: Position,
        read: impl Fn(u64, usize) -> R + Send + 'static,
    ) -> Following
    where
        R: Future<Output = Result<Stretch, LogError>> + Send,
    {
        let mut bell = self.listen(event);
        // What is durable already was not rung for.
        bell.mark_changed();
        let follower = Some(Follower {
            bell,
            at: after,
            read,
        });
        let next = |follower: Option<Follower<_>>| async {
            let mut follower = follower?;
            Some(match follower.next().await {
                Ok(followed) => (Ok(followed), Some(follower)),
                Err(e) => (Err(e), None),
            })
        };
        stream::unfold(follower, next).boxed()
    }

    fn bells(&self) -> MutexGuard<'_, HashMap<EventId, watch::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Follower<F> {
    bell: watch::Receiver<()>,
    at: Position,
    read: F,
}

impl<R, F> Follower<F>
where
    R: Future<Output = Result<Stretch, LogError>>,
    F: Fn(u64, usize) -> R,
{
    async fn next(&mut self) -> Result<Followed, LogError> {
        loop {
            if self.bell.changed().await.is_err() {
                return Err(LogError::Store("the log has ended".into()));
            }
            let Stretch { epoch, records } = (self.read)(self.at.seq, FOLLOW_RECORDS).await?;
            if epoch != self.at.epoch {
                self.at = Position { epoch, seq: 0 };
                self.bell.mark_changed();
                return Ok(Followed::Replaced(epoch));
            }
            // There may be more, which was rung for already.
            if records.len() == FOLLOW_RECORDS {
                self.bell.mark_changed();
            }
            if let Some(last) = records.last() {
                self.at.seq = last.seq;
                return Ok(Followed::Records(records));
            }
        }
    }
}
