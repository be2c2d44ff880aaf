//! The writing side: a thread that merges the waiting batches of all rooms into one transaction and one fsync.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use plenary_domain::ids::Millis;
use plenary_domain::letters::Kept;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::fold::{self, Fold};
use super::{APPLICATION_ID, BUSY, History, Lost, connect};
use crate::log::chain::{Head, Tag};
use crate::log::cipher::Key;
use crate::log::follow::Bells;
use crate::log::guests::Guests;
use crate::log::heads::Heads;
use crate::log::keyring::Keyring;
use crate::log::{Appended, Batch, EventId, Header, LogError, Position, record, restoring};
use crate::metrics::{COMMITS, MERGED, SYNCS, micros};

/// Limit on jobs merged into one transaction.
const JOBS_MAX: usize = 1024;
/// Delay before erasing the write-ahead log is retried.
const ERASE_AGAIN: Duration = Duration::from_secs(1);

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  -- The current one.
  history INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
);
-- The histories of an event, each of which replaced the one before it. The last record ends at tail and has the tag head: records
-- that are missing after it would leave no gap.
CREATE TABLE IF NOT EXISTS histories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  tail INTEGER NOT NULL,
  head BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS histories_of_events ON histories (event, id);
-- A record ends at seq and holds all facts since the record before it; body is its tag, a nonce, and the encrypted record.
CREATE TABLE IF NOT EXISTS records (
  history INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (history, seq)
) WITHOUT ROWID;
-- Bytes by name: the pictures of an event's options.
CREATE TABLE IF NOT EXISTS pictures (
  event INTEGER NOT NULL,
  name TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (event, name)
);
-- One row that is written to find out whether anything can be.
CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, n INTEGER NOT NULL);
";

/// A job for the writer.
pub enum Job {
    Append {
        event: EventId,
        expected: Position,
        batch: Batch,
        done: oneshot::Sender<Appended>,
    },
    Replace {
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
        done: oneshot::Sender<Appended>,
    },
    Create {
        code: String,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
        done: oneshot::Sender<Result<Header, LogError>>,
    },
    Check {
        done: oneshot::Sender<Result<(), LogError>>,
    },
    Delete {
        event: EventId,
        done: oneshot::Sender<Result<(), LogError>>,
    },
    KeepPictures {
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
        done: oneshot::Sender<Result<(), LogError>>,
    },
    DropPictures {
        event: EventId,
        /// Those that stay.
        names: BTreeSet<String>,
        done: oneshot::Sender<Result<(), LogError>>,
    },
    Accept {
        event: EventId,
        done: oneshot::Sender<Result<(), LogError>>,
    },
}

/// Owns the writing connection; lives on its thread.
pub struct Writer {
    path: PathBuf,
    db: Connection,
    fold: Fold,
    /// Where each event's next record goes; filled on first use.
    tails: HashMap<EventId, Tail>,
    keys: Keyring,
    guests: Guests,
    heads: Heads,
    lost: Lost,
    /// The write-ahead log may still hold deleted bytes, and the key files keys of what was replaced, deleted or erased.
    erase_due: bool,
    bells: Bells,
    /// The histories that the current transaction changes.
    moved: Vec<EventId>,
}

/// The end of a history, and the key for its next record.
#[derive(Clone)]
struct Tail {
    history: History,
    key: Key,
}

/// The epochs of each event, with true for its current one.
type Epochs = HashMap<EventId, Vec<(u32, bool)>>;

/// Reports the outcome once the transaction is durable.
type Answer = Box<dyn FnOnce(Result<(), Appended>)>;

impl Writer {
    /// Opens or creates the tables, and checks that they can be written.
    ///
    /// # Errors
    /// [`LogError::Store`].
    pub fn open(
        path: &Path,
        bells: Bells,
        (keys, guests): (Keyring, Guests),
        lost: Lost,
    ) -> Result<Writer, LogError> {
        let mut db = connect(path)?;
        db.execute_batch(SCHEMA)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        // A damaged list of events would look like an empty server, and be filled again.
        let list: String = db.query_row("PRAGMA quick_check('events')", [], |row| row.get(0))?;
        if list != "ok" {
            return Err(LogError::Store(format!(
                "the list of events is damaged: {list}"
            )));
        }
        let heads = Heads::open(&path.with_extension("heads"), keys.heads())
            .map_err(|e| LogError::Store(e.to_string()))?;
        let fold = Fold::start(connect(path)?, fold::PAGES)?;
        fold.watch(&mut db)?;
        let mut writer = Writer {
            path: path.into(),
            db,
            fold,
            tails: HashMap::new(),
            keys,
            guests,
            heads,
            lost,
            // A server that was killed may not have erased it.
            erase_due: true,
            bells,
            moved: Vec::new(),
        };
        writer.end_restore()?;
        writer.compare()?;
        writer.erase();
        // A read-only folder must fail here and not at the first ballot.
        writer.probe()?;
        Ok(writer)
    }

    /// Destroys the keys that a restore brought before it was cut off. They are not listed, so it can be run again.
    fn end_restore(&mut self) -> Result<(), LogError> {
        let said = |e: io::Error| LogError::Store(e.to_string());
        let brought = restoring::read(&self.path).map_err(said)?;
        let (current, _) = self.current()?;
        let is_known = |(event, epoch): (EventId, u32)| {
            let epochs = current.get(&event);
            epochs.is_some_and(|epochs| epochs.iter().any(|(known, _)| *known == epoch))
        };
        let gone = |of| brought.contains(&of) && !is_known(of);
        self.guests.discard(gone).map_err(said)?;
        self.keys.destroy(|of| !gone(of)).map_err(said)?;
        restoring::remove(&self.path).map_err(said)
    }

    /// Finds the events whose log does not contain the head that is remembered of it.
    fn compare(&mut self) -> Result<(), LogError> {
        let (current, ids) = self.current()?;
        let mut select = self.db.prepare(
            "SELECT r.body FROM histories h LEFT JOIN records r ON r.history = h.id AND r.seq = ?
             WHERE h.event = ? AND h.epoch = ?",
        )?;
        let (mut lost, mut deleted) = (HashMap::new(), vec![]);
        for (event, known) in self.heads.all() {
            let found = select.query_row(params![known.seq, event.0, known.epoch], |row| {
                Ok(match row.get_ref(0)?.as_blob() {
                    Ok(body) => record::tag(body) == Some(known.tag),
                    // No record ends at the beginning.
                    Err(_) => known.seq == 0,
                })
            });
            if found.optional()? == Some(true) {
                continue;
            }
            if !current.contains_key(&event) && event.0 <= ids {
                deleted.push(event);
                continue;
            }
            lost.insert(event, known);
        }
        drop(select);
        deleted
            .into_iter()
            .for_each(|event| self.heads.forget(event));
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = lost;
        Ok(())
    }

    /// Runs jobs until all senders are gone.
    pub fn run(mut self, inbox: &mpsc::Receiver<Job>) {
        loop {
            let next = if self.erase_due {
                inbox.recv_timeout(ERASE_AGAIN)
            } else {
                inbox.recv().map_err(RecvTimeoutError::from)
            };
            match next {
                Ok(first) => {
                    let mut jobs = vec![first];
                    jobs.extend(inbox.try_iter().take(JOBS_MAX - 1));
                    self.commit(jobs);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.erase_due {
                self.erase();
            }
        }
        let Writer { db, fold, .. } = self;
        drop(fold);
        // Leaves a single file, which is easy to copy.
        let _ = db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    fn commit(&mut self, jobs: Vec<Job>) {
        let mut answers: Vec<Answer> = Vec::with_capacity(jobs.len());
        let mut erased = false;
        MERGED.note(jobs.len() as u64);
        let begun_at = Instant::now();
        let begun = self.db.execute_batch("BEGIN IMMEDIATE");
        for job in jobs {
            if let Err(e) = &begun {
                refuse(job, &e.to_string());
                continue;
            }
            erased |= matches!(job, Job::Replace { .. } | Job::Delete { .. });
            if let Some(answer) = self.execute(job) {
                answers.push(answer);
            }
        }
        if begun.is_err() {
            return;
        }
        // Even if nobody knows whether the deletion is durable.
        self.erase_due |= erased;
        let synced_at = Instant::now();
        let committed = self.db.execute_batch("COMMIT");
        SYNCS.note(micros(synced_at.elapsed()));
        COMMITS.note(micros(begun_at.elapsed()));
        // Before anybody learns that what a guest wrote is erased. The list of erasures names these keys already.
        if let Err(e) = self.guests.destroy_doomed() {
            tracing::error!(error = %e, "cannot destroy the key of a guest; trying again");
            self.erase_due = true;
        }
        match committed {
            Ok(()) => {
                self.remember();
                if erased {
                    self.destroy_keys();
                }
                answers.into_iter().for_each(|answer| answer(Ok(())));
                self.bells.ring(self.moved.drain(..));
                self.fold.go_on(&self.db);
            }
            Err(e) => {
                // After a failed fsync nobody knows what the disk holds. A fresh connection reads what is really there.
                let unknown = Appended::Unknown(e.to_string());
                let _ = self.db.execute_batch("ROLLBACK");
                if let Ok(mut db) = connect(&self.path) {
                    // An unwatched log grows; that is no reason to stop writing.
                    let _ = self.fold.watch(&mut db);
                    self.db = db;
                }
                self.tails.clear();
                // The transaction may be durable all the same.
                self.bells.ring(self.moved.drain(..));
                answers
                    .into_iter()
                    .for_each(|answer| answer(Err(unknown.clone())));
            }
        }
    }

    /// Remembers where the histories that moved are now.
    fn remember(&mut self) {
        for event in &self.moved {
            let known = self.tails.get(event).map(|tail| Ok(tail.history));
            match known.unwrap_or_else(|| History::said(&self.db, *event)) {
                Ok(history) => self.heads.note(*event, history.head),
                Err(LogError::NoEvent) => self.heads.forget(*event),
                Err(e) => tracing::warn!(error = %e, "cannot read the head of a log"),
            }
        }
    }

    /// Truncates the write-ahead log, which would otherwise keep overwritten pages. A reader or a fold delays it.
    fn erase(&mut self) {
        self.fold.wait();
        let truncate = "PRAGMA wal_checkpoint(TRUNCATE)";
        // Nobody's ack waits until a long reader, such as a backup, is done.
        let _ = self.db.busy_timeout(Duration::ZERO);
        let busy = self.db.query_row(truncate, [], |row| row.get::<_, i64>(0));
        let _ = self.db.busy_timeout(BUSY);
        self.erase_due = busy != Ok(0) || !self.destroy_keys();
    }

    /// Destroys the keys of replaced histories and of deleted events. Keys that the log does not know stay: it may be an older
    /// copy. Returns false if something is left to do.
    fn destroy_keys(&mut self) -> bool {
        let destroyed = self.current().and_then(|(current, ids)| {
            let stays = |(event, epoch): (EventId, u32)| match current.get(&event) {
                Some(epochs) => epochs
                    .iter()
                    .all(|(known, is_current)| *known != epoch || *is_current),
                None => event.0 > ids,
            };
            // The list first, so that what is destroyed stays destroyed in a restored backup as well.
            let listed = self.guests.destroy(self.keys.histories(), stays);
            listed
                .and_then(|()| self.keys.destroy(stays))
                .map_err(|e| LogError::Store(e.to_string()))
        });
        if let Err(e) = &destroyed {
            tracing::error!(error = %e, "cannot destroy the keys of deleted data; trying again");
        }
        destroyed.is_ok()
    }

    /// Returns the epochs of all events, and the highest id that an event ever had.
    fn current(&self) -> Result<(Epochs, u32), LogError> {
        let mut select = self.db.prepare_cached(
            "SELECT e.id, h.epoch, h.id = e.history FROM events e JOIN histories h ON h.event = e.id",
        )?;
        let mut epochs = Epochs::new();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let known = epochs.entry(EventId(row.get(0)?)).or_default();
            known.push((row.get(1)?, row.get(2)?));
        }
        let highest = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'";
        let highest = self.db.query_row(highest, [], |row| row.get(0))?;
        Ok((epochs, highest))
    }

    /// Executes one job within the transaction. A job that fails on its own is rolled back on its own, and answered at
    /// once.
    fn execute(&mut self, job: Job) -> Option<Answer> {
        match job {
            Job::Append {
                event,
                expected,
                batch,
                done,
            } => answer_append(self.alone(|w| w.append(event, expected, &batch)), done),
            Job::Replace {
                event,
                expected,
                epoch,
                batch,
                done,
            } => {
                let replaced = self.alone(|w| w.replace(event, expected, epoch, &batch));
                answer_append(replaced, done)
            }
            Job::Create {
                code,
                epoch,
                at,
                expires_at,
                done,
            } => match self.alone(|w| w.create(&code, epoch, at, expires_at)) {
                Ok(header) => Some(Box::new(move |r| {
                    let _ = done.send(
                        r.map(|()| header)
                            .map_err(|e| LogError::Store(format!("{e:?}"))),
                    );
                })),
                Err(e) => {
                    let _ = done.send(Err(e));
                    None
                }
            },
            Job::Delete { event, done } => answer_plain(self.alone(|w| w.delete(event)), done),
            Job::Accept { event, done } => answer_plain(self.accept(event), done),
            Job::KeepPictures {
                event,
                pictures,
                done,
            } => answer_plain(self.keep_pictures(event, pictures), done),
            Job::DropPictures { event, names, done } => {
                answer_plain(self.drop_pictures_except(event, &names), done)
            }
            Job::Check { done } => answer_plain(self.probe(), done),
        }
    }

    /// Executes one job's statements, all of them or none.
    fn alone<T>(
        &mut self,
        job: impl FnOnce(&mut Writer) -> Result<T, LogError>,
    ) -> Result<T, LogError> {
        self.db.execute_batch("SAVEPOINT job")?;
        let done = job(self);
        let ended = self.db.execute_batch(match done {
            Ok(_) => "RELEASE job",
            Err(_) => "ROLLBACK TO job; RELEASE job",
        });
        if done.is_err() || ended.is_err() {
            self.tails.clear();
        }
        ended.map_err(LogError::from).and(done)
    }

    /// Returns the end of an event's current history.
    fn tail(&mut self, event: EventId) -> Result<Tail, LogError> {
        if let Some(tail) = self.tails.get(&event) {
            return Ok(tail.clone());
        }
        let history = History::of(&self.db, event)?;
        history.is_whole(event, &self.lost)?;
        let key = self.keys.get((event, history.head.epoch));
        let key = key.ok_or(LogError::NoKey)?;
        Ok(Tail { history, key })
    }

    fn append(
        &mut self,
        event: EventId,
        expected: Position,
        batch: &Batch,
    ) -> Result<Appended, LogError> {
        let tail = self.tail(event)?;
        if tail.history.head.position() != expected {
            let tail = tail.history.head.position();
            return Ok(Appended::Conflict { tail });
        }
        self.add(event, tail, batch)
    }

    /// Adds a record at the end of a history.
    fn add(&mut self, event: EventId, mut tail: Tail, batch: &Batch) -> Result<Appended, LogError> {
        let Tail { history, key } = &mut tail;
        let seq = history.head.seq + u64::from(batch.facts);
        let Kept {
            bytes,
            letters,
            erased,
        } = &batch.kept;
        let nonce = record::marked(self.keys.nonce(), !letters.is_empty());
        let of = (event, history.head.epoch);
        let letters = self.guests.seal(of, (seq, nonce), letters, erased);
        let letters = letters.map_err(|e| LogError::Store(e.to_string()))?;
        let (tag, body) = record::seal(key, nonce, history.head.tag, seq, bytes, &letters);
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO records (history, seq, body) VALUES (?, ?, ?)")?;
        insert.execute(params![history.id, seq, body])?;
        let mut note = self
            .db
            .prepare_cached("UPDATE histories SET tail = ?, head = ? WHERE id = ?")?;
        note.execute(params![seq, tag.bytes(), history.id])?;
        (history.head.seq, history.head.tag) = (seq, tag);
        drop((insert, note));
        self.tails.insert(event, tail);
        self.moved.push(event);
        Ok(Appended::Ok)
    }

    fn replace(
        &mut self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: &Batch,
    ) -> Result<Appended, LogError> {
        let head = self.tail(event)?.history.head;
        if head.position() != expected {
            let tail = head.position();
            return Ok(Appended::Conflict { tail });
        }
        let next = self.begin(event, epoch, head.tag)?;
        self.db.execute(
            "UPDATE events SET history = ? WHERE id = ?",
            params![next.history.id, event.0],
        )?;
        self.add(event, next, batch)
    }

    /// Begins a history. Its key is durable before it is used.
    fn begin(&mut self, event: EventId, epoch: u32, before: Tag) -> Result<Tail, LogError> {
        let key = self.keys.make((event, epoch));
        let key = key.map_err(|e| LogError::Store(e.to_string()))?;
        let tag = Tag::start(event, epoch, before);
        self.db.execute(
            "INSERT INTO histories (event, epoch, tail, head) VALUES (?, ?, 0, ?)",
            params![event.0, epoch, tag.bytes()],
        )?;
        let history = History {
            id: self.db.last_insert_rowid(),
            head: Head { epoch, seq: 0, tag },
        };
        Ok(Tail { history, key })
    }

    fn create(
        &mut self,
        code: &str,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
    ) -> Result<Header, LogError> {
        let taken = self
            .db
            .query_row("SELECT 1 FROM events WHERE code = ?", [code], |_| Ok(()))
            .optional()?
            .is_some();
        if taken {
            return Err(LogError::CodeTaken(code.into()));
        }
        self.db.execute(
            "INSERT INTO events (code, history, created_at, expires_at) VALUES (?, 0, ?, ?)",
            params![code, at, expires_at],
        )?;
        let id = EventId(self.db.last_insert_rowid() as u32);
        let tail = self.begin(id, epoch, Tag::default())?;
        self.db.execute(
            "UPDATE events SET history = ? WHERE id = ?",
            params![tail.history.id, id.0],
        )?;
        self.tails.insert(id, tail);
        self.moved.push(id);
        Ok(Header {
            id,
            code: code.into(),
            created_at: at,
            expires_at,
        })
    }

    fn probe(&mut self) -> Result<(), LogError> {
        let count = "INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = n + 1";
        self.db.execute(count, [])?;
        Ok(())
    }

    fn delete(&mut self, event: EventId) -> Result<(), LogError> {
        History::said(&self.db, event)?;
        for delete in [
            "DELETE FROM records WHERE history IN (SELECT id FROM histories WHERE event = ?)",
            "DELETE FROM histories WHERE event = ?",
            "DELETE FROM pictures WHERE event = ?",
            "DELETE FROM events WHERE id = ?",
        ] {
            self.db.execute(delete, [event.0])?;
        }
        self.tails.remove(&event);
        self.moved.push(event);
        Ok(())
    }

    fn accept(&mut self, event: EventId) -> Result<(), LogError> {
        History::of(&self.db, event)?;
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        // The head is remembered with the next record.
        lost.remove(&event);
        Ok(())
    }
}

impl Writer {
    fn keep_pictures(
        &mut self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<(), LogError> {
        History::said(&self.db, event)?;
        let mut insert = self.db.prepare_cached(
            "INSERT INTO pictures (event, name, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )?;
        for (name, body) in pictures {
            insert.execute(params![event.0, name, body])?;
        }
        Ok(())
    }

    fn drop_pictures_except(
        &mut self,
        event: EventId,
        names: &BTreeSet<String>,
    ) -> Result<(), LogError> {
        let mut select = self
            .db
            .prepare_cached("SELECT name FROM pictures WHERE event = ?")?;
        let known = select.query_map([event.0], |row| row.get(0))?;
        let known: Vec<String> = known.collect::<Result<_, _>>()?;
        let mut delete = self
            .db
            .prepare_cached("DELETE FROM pictures WHERE event = ? AND name = ?")?;
        for name in known.iter().filter(|name| !names.contains(*name)) {
            delete.execute(params![event.0, name])?;
        }
        Ok(())
    }
}

fn answer_plain(
    done_alone: Result<(), LogError>,
    done: oneshot::Sender<Result<(), LogError>>,
) -> Option<Answer> {
    if done_alone.is_err() {
        let _ = done.send(done_alone);
        return None;
    }
    Some(Box::new(move |r| {
        let _ = done.send(r.map_err(|e| LogError::Store(format!("{e:?}"))));
    }))
}

fn answer_append(
    appended: Result<Appended, LogError>,
    done: oneshot::Sender<Appended>,
) -> Option<Answer> {
    match appended.unwrap_or_else(|e| Appended::Failed(e.to_string())) {
        Appended::Ok => Some(Box::new(move |r| {
            let _ = done.send(r.err().unwrap_or(Appended::Ok));
        })),
        other @ (Appended::Conflict { .. } | Appended::Unknown(_) | Appended::Failed(_)) => {
            let _ = done.send(other);
            None
        }
    }
}

fn refuse(job: Job, why: &str) {
    let store = || LogError::Store(why.into());
    match job {
        Job::Append { done, .. } | Job::Replace { done, .. } => {
            drop(done.send(Appended::Failed(why.into())))
        }
        Job::Create { done, .. } => drop(done.send(Err(store()))),
        Job::Delete { done, .. }
        | Job::Accept { done, .. }
        | Job::KeepPictures { done, .. }
        | Job::DropPictures { done, .. }
        | Job::Check { done } => drop(done.send(Err(store()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A killed process loses nothing that the kernel holds, so only a power loss would reveal a missing fsync. The
    /// test checks the SQLite settings that request it.
    #[test]
    fn each_commit_is_synced_to_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.sqlite");
        let keys = Keyring::open(&path.with_extension("keys")).expect("keys");
        let guests = Guests::open(&path).expect("keys");
        let db = Writer::open(&path, Bells::default(), (keys, guests), Lost::default())
            .expect("opened")
            .db;
        let asked = |name: &str| {
            db.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .expect(name)
        };
        const FULL: i64 = 2;
        assert_eq!(asked("synchronous"), FULL);
        let mode: String = db
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .expect("a mode");
        assert_eq!(mode, "wal");
        assert_eq!(asked("secure_delete"), 1);
    }
}
