//! The writing side: a thread that merges the waiting batches of all rooms into one transaction and one fsync.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use plenary_domain::ids::Millis;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::oneshot;

use super::fold::{self, Fold};
use super::{APPLICATION_ID, connect, head_of, tail_of};
use crate::log::follow::Bells;
use crate::log::{Appended, Batch, EventId, Header, LogError, Position, seal};

/// Limit on jobs merged into one transaction.
const JOBS_MAX: usize = 1024;
/// Delay before erasing the write-ahead log is retried.
const ERASE_AGAIN: Duration = Duration::from_secs(1);

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  epoch INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  -- Where the last record ends: records that are missing after it would leave no gap. NULL before this was kept.
  tail INTEGER
);
-- A record ends at seq and holds all facts since the record before it; body is a checksum and the encoded record.
CREATE TABLE IF NOT EXISTS records (
  event INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (event, seq)
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
}

/// Owns the writing connection; lives on its thread.
pub struct Writer {
    path: PathBuf,
    db: Connection,
    fold: Fold,
    /// Where each event's next record goes; filled on first use.
    tails: HashMap<EventId, Position>,
    /// The write-ahead log may still hold deleted bytes.
    erase_due: bool,
    bells: Bells,
    /// The histories that the current transaction changes.
    moved: Vec<EventId>,
}

/// Reports the outcome once the transaction is durable.
type Answer = Box<dyn FnOnce(Result<(), Appended>)>;

impl Writer {
    /// Opens or creates the tables, and checks that they can be written.
    ///
    /// # Errors
    /// [`LogError::Store`].
    pub fn open(path: &Path, bells: Bells) -> Result<Writer, LogError> {
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
        let keeps_tails = "SELECT count(*) FROM pragma_table_info('events') WHERE name = 'tail'";
        if db.query_row(keeps_tails, [], |row| row.get::<_, u32>(0))? == 0 {
            db.execute_batch("ALTER TABLE events ADD COLUMN tail INTEGER")?;
        }
        let fold = Fold::start(connect(path)?, fold::PAGES)?;
        fold.watch(&mut db)?;
        let mut writer = Writer {
            path: path.into(),
            db,
            fold,
            tails: HashMap::new(),
            // A server that was killed may not have erased it.
            erase_due: true,
            bells,
            moved: Vec::new(),
        };
        writer.erase();
        // A read-only folder must fail here and not at the first ballot.
        writer.probe()?;
        Ok(writer)
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
        match self.db.execute_batch("COMMIT") {
            Ok(()) => {
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

    /// Truncates the write-ahead log, which would otherwise keep overwritten pages. A reader or a fold delays it.
    fn erase(&mut self) {
        self.fold.wait();
        let truncate = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = self.db.query_row(truncate, [], |row| row.get::<_, i64>(0));
        self.erase_due = busy != Ok(0);
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
            } => {
                let appended = self.savepoint(|w| w.append(event, expected, &batch));
                answer_append(appended, done)
            }
            Job::Replace {
                event,
                expected,
                epoch,
                batch,
                done,
            } => {
                let appended = self.savepoint(|w| w.replace(event, expected, epoch, &batch));
                answer_append(appended, done)
            }
            Job::Create {
                code,
                epoch,
                at,
                expires_at,
                done,
            } => match self.create(&code, epoch, at, expires_at) {
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
            Job::Delete { event, done } => answer_plain(self.delete(event), done),
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

    fn savepoint(
        &mut self,
        job: impl FnOnce(&mut Writer) -> Result<Appended, LogError>,
    ) -> Appended {
        let failed = |e: &dyn std::fmt::Display| Appended::Failed(e.to_string());
        if let Err(e) = self.db.execute_batch("SAVEPOINT job") {
            return failed(&e);
        }
        match job(self) {
            Ok(appended) => match self.db.execute_batch("RELEASE job") {
                Ok(()) => appended,
                Err(e) => {
                    self.tails.clear();
                    failed(&e)
                }
            },
            Err(e) => {
                self.tails.clear();
                let _ = self.db.execute_batch("ROLLBACK TO job; RELEASE job");
                failed(&e)
            }
        }
    }

    fn append(
        &mut self,
        event: EventId,
        expected: Position,
        batch: &Batch,
    ) -> Result<Appended, LogError> {
        let tail = match self.tails.get(&event) {
            Some(tail) => *tail,
            None => tail_of(&self.db, event)?,
        };
        if tail != expected {
            return Ok(Appended::Conflict { tail });
        }
        let seq = tail.seq + u64::from(batch.facts);
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO records (event, seq, body) VALUES (?, ?, ?)")?;
        insert.execute(params![event.0, seq, seal(tail.epoch, seq, &batch.bytes)])?;
        let mut note = self
            .db
            .prepare_cached("UPDATE events SET tail = ? WHERE id = ?")?;
        note.execute(params![seq, event.0])?;
        self.tails.insert(
            event,
            Position {
                epoch: tail.epoch,
                seq,
            },
        );
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
        let tail = tail_of(&self.db, event)?;
        if tail != expected {
            return Ok(Appended::Conflict { tail });
        }
        self.db
            .execute("DELETE FROM records WHERE event = ?", [event.0])?;
        self.db.execute(
            "UPDATE events SET epoch = ? WHERE id = ?",
            params![epoch, event.0],
        )?;
        let start = Position { epoch, seq: 0 };
        self.tails.insert(event, start);
        self.append(event, start, batch)
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
            "INSERT INTO events (code, epoch, created_at, expires_at, tail) VALUES (?, ?, ?, ?, 0)",
            params![code, epoch, at, expires_at],
        )?;
        let id = EventId(self.db.last_insert_rowid() as u32);
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
        head_of(&self.db, event)?;
        self.db
            .execute("DELETE FROM records WHERE event = ?", [event.0])?;
        self.db
            .execute("DELETE FROM pictures WHERE event = ?", [event.0])?;
        self.db
            .execute("DELETE FROM events WHERE id = ?", [event.0])?;
        self.tails.remove(&event);
        self.moved.push(event);
        Ok(())
    }
}

impl Writer {
    fn keep_pictures(
        &mut self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<(), LogError> {
        head_of(&self.db, event)?;
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

fn answer_append(appended: Appended, done: oneshot::Sender<Appended>) -> Option<Answer> {
    match appended {
        Appended::Ok => Some(Box::new(move |r| {
            let _ = done.send(r.err().unwrap_or(Appended::Ok));
        })),
        Appended::Conflict { .. } | Appended::Unknown(_) | Appended::Failed(_) => {
            let _ = done.send(appended);
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
        let db = Writer::open(&folder.path().join("log.sqlite"), Bells::default())
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
