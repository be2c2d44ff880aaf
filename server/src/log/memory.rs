//! A log that lives as long as the process. Tests use it to cause each failure a real log can have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use plenary_domain::ids::Millis;
use tokio::sync::watch;

use super::follow::Bells;
use super::{
    Appended, Batch, Catalogue, EventId, Following, Header, Log, LogError, Pictures, Position,
    Stored, Stretch, seal, unseal,
};

/// How the next append fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written, and the log reports that.
    Failed,
    /// The batch is written, but the log cannot tell.
    UnknownWritten,
    /// The batch is not written, but the log cannot tell.
    UnknownLost,
}

/// A log in memory.
#[derive(Clone, Default)]
pub struct MemoryLog {
    store: Arc<Mutex<Store>>,
    bells: Bells,
    stalled: Arc<watch::Sender<bool>>,
}

#[derive(Default)]
struct Store {
    events: BTreeMap<EventId, History>,
    next: u32,
    faults: Vec<Fault>,
    broken: bool,
}

struct History {
    header: Header,
    epoch: u32,
    seq: u64,
    records: Vec<(u64, Vec<u8>)>,
    pictures: BTreeMap<String, Vec<u8>>,
}

impl MemoryLog {
    /// Makes the next append fail. Several calls make several appends fail, in order.
    pub fn fail_next(&self, fault: Fault) {
        self.store().faults.push(fault);
    }

    /// Makes all writes fail, or (with false) succeed again.
    pub fn be_broken(&self, broken: bool) {
        self.store().broken = broken;
    }

    /// Flips a bit in a stored record, as a failing disk does.
    pub fn damage(&self, event: EventId, record: usize) {
        if let Some((_, bytes)) = self
            .store()
            .events
            .get_mut(&event)
            .and_then(|h| h.records.get_mut(record))
            && let Some(last) = bytes.last_mut()
        {
            *last ^= 1;
        }
    }

    /// Stalls reads and appends, or (with false) lets them continue.
    pub fn be_stalled(&self, stalled: bool) {
        self.stalled.send_replace(stalled);
    }

    /// Returns the number of an event's records.
    pub fn records(&self, event: EventId) -> usize {
        self.store()
            .events
            .get(&event)
            .map_or(0, |history| history.records.len())
    }

    /// Runs `work` on the store once it is not stalled.
    fn when_let<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> BoxFuture<'static, T> {
        let this = self.clone();
        if !*self.stalled.borrow() {
            return ready(work(&mut this.store())).boxed();
        }
        async move {
            // This log owns the sender, so the wait cannot fail.
            let _ = this.stalled.subscribe().wait_for(|stalled| !stalled).await;
            work(&mut this.store())
        }
        .boxed()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    fn append(&mut self, event: EventId, expected: Position, batch: Batch) -> Appended {
        let told = (!self.faults.is_empty()).then(|| self.faults.remove(0));
        let fault = told.or(self.broken.then_some(Fault::Failed));
        let Some(history) = self.events.get_mut(&event) else {
            return Appended::Failed("no such event".into());
        };
        let tail = Position {
            epoch: history.epoch,
            seq: history.seq,
        };
        if tail != expected {
            return Appended::Conflict { tail };
        }
        if matches!(fault, None | Some(Fault::UnknownWritten)) {
            history.seq += u64::from(batch.facts);
            history
                .records
                .push((history.seq, seal(tail.epoch, history.seq, &batch.bytes)));
        }
        match fault {
            None => Appended::Ok,
            Some(Fault::Failed) => Appended::Failed("told to fail".into()),
            Some(Fault::UnknownWritten | Fault::UnknownLost) => {
                Appended::Unknown("told to report an unknown outcome".into())
            }
        }
    }

    fn replace(
        &mut self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> Appended {
        if let Some(history) = self.events.get_mut(&event)
            && (Position {
                epoch: history.epoch,
                seq: history.seq,
            }) == expected
        {
            history.epoch = epoch;
            history.seq = 0;
            history.records.clear();
            return self.append(event, Position { epoch, seq: 0 }, batch);
        }
        self.append(event, expected, batch)
    }

    fn read(&self, event: EventId, after: u64, most: usize) -> Result<Stretch, LogError> {
        let history = self.events.get(&event).ok_or(LogError::NoEvent)?;
        let epoch = history.epoch;
        let first = history.records.partition_point(|(seq, _)| *seq <= after);
        let later = history.records[first..].iter().take(most);
        let records = later.map(|(seq, sealed)| {
            Ok(Stored {
                seq: *seq,
                bytes: unseal(epoch, *seq, sealed)?,
            })
        });
        Ok(Stretch {
            epoch,
            records: records.collect::<Result<_, LogError>>()?,
        })
    }
}

impl Log for MemoryLog {
    fn append(
        &self,
        event: EventId,
        expected: Position,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        let bells = self.bells.clone();
        self.when_let(move |store| {
            let appended = store.append(event, expected, batch);
            bells.ring([event]);
            appended
        })
    }

    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>> {
        self.when_let(move |store| store.read(event, after, most))
    }

    fn tail(&self, event: EventId) -> BoxFuture<'static, Result<Position, LogError>> {
        let store = self.store();
        let tail = store.events.get(&event).map(|h| Position {
            epoch: h.epoch,
            seq: h.seq,
        });
        ready(tail.ok_or(LogError::NoEvent)).boxed()
    }

    fn follow(&self, event: EventId, after: Position) -> Following {
        let this = self.clone();
        let read = move |after, most| this.read(event, after, most);
        self.bells.follow(event, after, read)
    }

    fn replace(
        &self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        let bells = self.bells.clone();
        self.when_let(move |store| {
            let replaced = store.replace(event, expected, epoch, batch);
            bells.ring([event]);
            replaced
        })
    }

    fn check(&self) -> BoxFuture<'static, Result<(), LogError>> {
        let broken = self.store().broken;
        let failed = broken.then(|| LogError::Store("told to fail".into()));
        ready(failed.map_or(Ok(()), Err)).boxed()
    }
}

impl Catalogue for MemoryLog {
    fn create(
        &self,
        code: &str,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
    ) -> BoxFuture<'static, Result<Header, LogError>> {
        let mut store = self.store();
        if store.events.values().any(|h| h.header.code == code) {
            return ready(Err(LogError::CodeTaken(code.into()))).boxed();
        }
        store.next += 1;
        let id = EventId(store.next);
        let header = Header {
            id,
            code: code.into(),
            created_at: at,
            expires_at,
        };
        store.events.insert(
            id,
            History {
                header: header.clone(),
                epoch,
                seq: 0,
                records: vec![],
                pictures: BTreeMap::new(),
            },
        );
        ready(Ok(header)).boxed()
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Header>, LogError>> {
        let store = self.store();
        let headers = store.events.values().map(|h| h.header.clone());
        ready(Ok(headers.collect())).boxed()
    }

    fn delete(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        let deleted = self.store().events.remove(&event);
        self.bells.ring([event]);
        ready(deleted.map(|_| ()).ok_or(LogError::NoEvent)).boxed()
    }
}

impl Pictures for MemoryLog {
    fn keep_pictures(
        &self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        let mut store = self.store();
        let history = store.events.get_mut(&event);
        let kept = history.map(|history| history.pictures.extend(pictures));
        ready(kept.ok_or(LogError::NoEvent)).boxed()
    }

    fn picture(
        &self,
        event: EventId,
        name: String,
    ) -> BoxFuture<'static, Result<Option<Vec<u8>>, LogError>> {
        let store = self.store();
        let history = store.events.get(&event);
        let found = history.and_then(|history| history.pictures.get(&name).cloned());
        ready(Ok(found)).boxed()
    }

    fn drop_pictures_except(
        &self,
        event: EventId,
        names: BTreeSet<String>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        if let Some(history) = self.store().events.get_mut(&event) {
            history.pictures.retain(|name, _| names.contains(name));
        }
        ready(Ok(())).boxed()
    }
}
