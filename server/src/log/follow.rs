//! Following on one machine. Each event has a bell, rung when its history grows or is replaced; a follower then reads
//! on. The log holds nothing in memory for followers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt;
use futures_util::stream;
use tokio::sync::watch;

use super::{EventId, Followed, Following, LogError, Position, Stretch};

/// Records a follower reads at a time.
pub const FOLLOW_RECORDS: usize = 256;

/// Wakes followers when a history moves.
#[derive(Clone, Default)]
pub struct Bells(Arc<Mutex<HashMap<EventId, watch::Sender<()>>>>);

impl Bells {
    /// Returns the bell of an event.
    fn listen(&self, event: EventId) -> watch::Receiver<()> {
        let mut bells = self.bells();
        // Drops the bells nobody listens to any more.
        bells.retain(|_, bell| !bell.is_closed());
        let bell = bells.entry(event).or_insert_with(|| watch::channel(()).0);
        bell.subscribe()
    }

    /// Rings the bells of these histories. Call it after the change is durable.
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

    /// Follows an event by reading whenever its bell rings.
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
        // No bell rings for records that are already durable.
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
                return Err(LogError::Store("the log has shut down".into()));
            }
            let Stretch { epoch, records } = (self.read)(self.at.seq, FOLLOW_RECORDS).await?;
            if epoch != self.at.epoch {
                self.at = Position { epoch, seq: 0 };
                self.bell.mark_changed();
                return Ok(Followed::Replaced(epoch));
            }
            // There may be more records, whose bell has rung already.
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
