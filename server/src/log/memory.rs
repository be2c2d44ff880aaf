//! A log that lives as long as the process. Tests use it to cause each failure a real log can have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use plenary_domain::ids::{Millis, ParticipantId};
use plenary_domain::letters::Kept;
use tokio::sync::watch;

use super::chain::{Tag, Walk};
use super::follow::Bells;
use super::guests::Guests;
use super::keyring::Keyring;
use super::{
    Appended, Audit, Batch, Catalogue, EventId, Following, Head, Header, Log, LogError, Pictures,
    Position, Printed, Stretch, record,
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

struct Store {
    events: BTreeMap<EventId, Event>,
    keys: Keyring,
    guests: Guests,
    next: u32,
    faults: Vec<Fault>,
    broken: bool,
}

impl Default for Store {
    fn default() -> Store {
        Store {
            events: BTreeMap::new(),
            keys: Keyring::in_memory(),
            guests: Guests::in_memory(),
            next: 0,
            faults: vec![],
            broken: false,
        }
    }
}

struct Event {
    header: Header,
    past: Vec<History>,
    history: History,
    /// The head as it was last, whatever became of the records.
    known: Head,
    pictures: BTreeMap<String, Vec<u8>>,
}

struct History {
    /// The tag before the first record.
    start: Tag,
    head: Head,
    /// Where each record ends, and the record as a disk would hold it.
    records: Vec<(u64, Vec<u8>)>,
}

impl History {
    fn new(event: EventId, epoch: u32, before: Tag) -> History {
        let start = Tag::start(event, epoch, before);
        History {
            start,
            head: Head {
                epoch,
                seq: 0,
                tag: start,
            },
            records: vec![],
        }
    }
}

impl Event {
    fn lost(&self) -> Option<Head> {
        let Event { known, history, .. } = self;
        let mut places = history.records.iter();
        let is_there = known.epoch != history.head.epoch
            || known.seq == 0
            || places
                .any(|(seq, sealed)| *seq == known.seq && record::tag(sealed) == Some(known.tag));
        (!is_there).then_some(*known)
    }

    fn is_whole(&self) -> Result<(), LogError> {
        match self.lost() {
            None => Ok(()),
            Some(known) => Err(LogError::Lost {
                seq: self.history.records.last().map_or(0, |(seq, _)| *seq),
                known: known.seq,
            }),
        }
    }
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
            .and_then(|of| of.history.records.get_mut(record))
            && let Some(last) = bytes.last_mut()
        {
            *last ^= 1;
        }
    }

    /// Drops all records from this one on, as an older copy of a file does.
    pub fn cut(&self, event: EventId, record: usize) {
        if let Some(Event { history, .. }) = self.store().events.get_mut(&event) {
            history.records.truncate(record);
            let last = history.records.last();
            (history.head.seq, history.head.tag) = match last {
                Some((seq, sealed)) => (*seq, record::tag(sealed).unwrap_or_default()),
                None => (0, history.start),
            };
        }
    }

    /// Destroys the key of a guest, as a start does with one that the list of destroyed keys names. The log may be of before.
    pub fn lose_key(&self, event: EventId, guest: ParticipantId) {
        let store = self.store();
        if let Some(Event { history, .. }) = store.events.get(&event) {
            let of = (event, history.head.epoch);
            let place = (0, record::marked(store.keys.nonce(), false));
            // Keys in memory can always be destroyed.
            let _ = store.guests.seal(of, place, &[], &[guest]);
            let _ = store.guests.destroy_doomed();
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
            .map_or(0, |of| of.history.records.len())
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
        let Some(of) = self.events.get_mut(&event) else {
            return Appended::Failed("no such event".into());
        };
        if let Err(e) = of.is_whole() {
            return Appended::Failed(e.to_string());
        }
        let head = of.history.head;
        if head.position() != expected {
            let tail = head.position();
            return Appended::Conflict { tail };
        }
        let Some(key) = self.keys.get((event, head.epoch)) else {
            return Appended::Failed(LogError::NoKey.to_string());
        };
        let seq = head.seq + u64::from(batch.facts);
        let Kept {
            bytes,
            letters,
            erased,
        } = &batch.kept;
        let nonce = record::marked(self.keys.nonce(), !letters.is_empty());
        // Keys in memory can always be made and destroyed.
        let sealed = self
            .guests
            .seal((event, head.epoch), (seq, nonce), letters, erased);
        let letters = sealed.unwrap_or_default();
        let _ = self.guests.destroy_doomed();
        if matches!(fault, None | Some(Fault::UnknownWritten)) {
            let (tag, sealed) = record::seal(&key, nonce, head.tag, seq, bytes, &letters);
            of.history.records.push((seq, sealed));
            of.history.head = Head { seq, tag, ..head };
            of.known = of.history.head;
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
        if let Some(of) = self.events.get_mut(&event)
            && of.history.head.position() == expected
            && self.keys.make((event, epoch)).is_ok()
        {
            let next = History::new(event, epoch, of.history.head.tag);
            of.known = next.head;
            of.past.push(std::mem::replace(&mut of.history, next));
            // A key in memory can always be destroyed.
            let stays = |(of, key)| of != event || key == epoch;
            let _ = self.guests.destroy(self.keys.histories(), stays);
            let _ = self.keys.destroy(stays);
            return self.append(event, Position { epoch, seq: 0 }, batch);
        }
        self.append(event, expected, batch)
    }

    fn read(&self, event: EventId, after: u64, most: usize) -> Result<Stretch, LogError> {
        let of = self.events.get(&event).ok_or(LogError::NoEvent)?;
        of.is_whole()?;
        let History {
            start,
            head: Head { epoch, .. },
            records,
        } = &of.history;
        let of = (event, *epoch);
        let key = self.keys.get(of).ok_or(LogError::NoKey)?;
        let first = records.partition_point(|(seq, _)| *seq <= after);
        let mut tag = match first.checked_sub(1) {
            Some(before) => record::tag(&records[before].1).unwrap_or_default(),
            None => *start,
        };
        let later = records[first..].iter().take(most);
        let records = later.map(|(seq, sealed)| {
            let said;
            (tag, said) = record::unseal(&key, tag, *seq, sealed)?;
            self.guests.stored(of, *seq, said)
        });
        Ok(Stretch {
            epoch: *epoch,
            records: records.collect::<Result<_, LogError>>()?,
        })
    }

    fn audit(&self, event: EventId, sought: Option<Printed>) -> Result<Audit, LogError> {
        let of = self.events.get(&event).ok_or(LogError::NoEvent)?;
        let (mut histories, mut found, mut before) = (vec![], false, Tag::default());
        for history in of.past.iter().chain([&of.history]) {
            let epoch = history.head.epoch;
            let of = (event, epoch);
            let key = self.keys.get(of);
            let mut walk = Walk::new(event, epoch, before, sought);
            for (seq, sealed) in &history.records {
                let checked = record::check(walk.audited.head.tag, *seq, sealed);
                walk.step(*seq, checked, || {
                    let said = record::says(key.as_ref()?, *seq, sealed)?;
                    self.guests.stored(of, *seq, said).ok()
                });
            }
            walk.end(history.head);
            before = history.head.tag;
            found |= walk.found;
            histories.push(walk.audited);
        }
        Ok(Audit {
            histories,
            lost: of.lost(),
            found,
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
        let head = self.head(event);
        async move { Ok(head.await?.position()) }.boxed()
    }

    fn head(&self, event: EventId) -> BoxFuture<'static, Result<Head, LogError>> {
        let store = self.store();
        let of = store.events.get(&event).ok_or(LogError::NoEvent);
        ready(of.and_then(|of| of.is_whole().map(|()| of.history.head))).boxed()
    }

    fn audit(
        &self,
        event: EventId,
        sought: Option<Printed>,
    ) -> BoxFuture<'static, Result<Audit, LogError>> {
        ready(self.store().audit(event, sought)).boxed()
    }

    fn accept(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        let mut store = self.store();
        let accepted = store
            .events
            .get_mut(&event)
            .map(|of| of.known = of.history.head);
        ready(accepted.ok_or(LogError::NoEvent)).boxed()
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
        if store.events.values().any(|of| of.header.code == code) {
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
        // Only files fail.
        let _ = store.keys.make((id, epoch));
        let history = History::new(id, epoch, Tag::default());
        store.events.insert(
            id,
            Event {
                header: header.clone(),
                past: vec![],
                known: history.head,
                history,
                pictures: BTreeMap::new(),
            },
        );
        ready(Ok(header)).boxed()
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Header>, LogError>> {
        let store = self.store();
        let headers = store.events.values().map(|of| of.header.clone());
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
        let known = store.events.get_mut(&event);
        let kept = known.map(|known| known.pictures.extend(pictures));
        ready(kept.ok_or(LogError::NoEvent)).boxed()
    }

    fn picture(
        &self,
        event: EventId,
        name: String,
    ) -> BoxFuture<'static, Result<Option<Vec<u8>>, LogError>> {
        let store = self.store();
        let known = store.events.get(&event);
        let found = known.and_then(|known| known.pictures.get(&name).cloned());
        ready(Ok(found)).boxed()
    }

    fn drop_pictures_except(
        &self,
        event: EventId,
        names: BTreeSet<String>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        if let Some(known) = self.store().events.get_mut(&event) {
            known.pictures.retain(|name, _| names.contains(name));
        }
        ready(Ok(())).boxed()
    }
}
