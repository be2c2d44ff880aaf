//! The embedded log: one SQLite file and one writer (`writer.rs`) on its own thread. Readers share a second connection.

mod fold;
mod wal;
mod writer;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use plenary_domain::ids::Millis;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::oneshot;

use self::writer::{Job, Writer};
use super::follow::Bells;
use super::{
    Appended, Batch, Catalogue, EventId, Following, Header, Log, LogError, Pictures, Position,
    Stored, Stretch, unseal,
};

/// Older versions can lose committed records when a WAL is reset (fixed in 3.51.3).
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Marks the file as ours.
const APPLICATION_ID: i32 = 0x504c_4e59;

/// A log in one SQLite file. Dropping it waits for its thread to finish the last job and to fold the WAL into the file.
pub struct SqliteLog {
    /// None only while dropping.
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<thread::JoinHandle<()>>,
    reader: Reader,
    bells: Bells,
}

/// The reading side.
#[derive(Clone)]
struct Reader(Arc<Mutex<Connection>>);

impl SqliteLog {
    /// Opens or creates the file. The caller holds the folder's lock.
    ///
    /// # Errors
    /// [`LogError::Store`] if the file cannot be opened or written, is not a Plenary log, or has lost commits.
    pub fn open(path: &Path) -> Result<SqliteLog, LogError> {
        if rusqlite::version_number() < SQLITE_VERSION_MIN {
            return Err(LogError::Store(format!(
                "SQLite {} is too old",
                rusqlite::version()
            )));
        }
        // Create it before SQLite does, because only the owner may read what guests wrote. SQLite gives the files
        // beside it the same mode.
        fs::OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)
            .map_err(|e| LogError::Store(e.to_string()))?;
        sound(path)?;
        let bells = Bells::default();
        let writer = Writer::open(path, bells.clone())?;
        let reader = Reader(Arc::new(Mutex::new(connect(path)?)));
        let (jobs, inbox) = mpsc::channel();
        let writer = thread::Builder::new()
            .name("log".into())
            .spawn(move || writer.run(&inbox))
            .map_err(|e| LogError::Store(e.to_string()))?;
        Ok(SqliteLog {
            jobs: Some(jobs),
            writer: Some(writer),
            reader,
            bells,
        })
    }

    fn job<T: Send + 'static>(
        &self,
        job: impl FnOnce(oneshot::Sender<T>) -> Job,
        gone: T,
    ) -> BoxFuture<'static, T> {
        let (done, outcome) = oneshot::channel();
        let sent = self
            .jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(job(done)).is_ok());
        async move {
            if sent {
                outcome.await.unwrap_or(gone)
            } else {
                gone
            }
        }
        .boxed()
    }
}

impl Reader {
    fn query<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, LogError>> {
        let Reader(db) = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            query(&db.lock().unwrap_or_else(PoisonError::into_inner))
        });
        async move {
            task.await
                .unwrap_or_else(|e| Err(LogError::Store(e.to_string())))
        }
        .boxed()
    }

    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>> {
        self.query(move |db| {
            // One transaction, so everything read is of one moment.
            let db = db.unchecked_transaction()?;
            let Head { epoch, tail } = head_of(&db, event)?;
            let mut select = db.prepare_cached(
                "SELECT seq, body FROM records WHERE event = ? AND seq > ? ORDER BY seq LIMIT ?",
            )?;
            let mut rows = select.query(params![event.0, after, most])?;
            let mut records: Vec<Stored> = Vec::new();
            while let Some(row) = rows.next()? {
                let seq = row.get(0)?;
                let body = row.get_ref(1)?;
                let sealed = body.as_blob().map_err(|e| LogError::Corrupt {
                    seq,
                    why: e.to_string(),
                })?;
                records.push(Stored {
                    seq,
                    bytes: unseal(epoch, seq, sealed)?,
                });
            }
            let end = records.last().map_or(after, |last| last.seq);
            match tail {
                Some(tail) if records.len() < most && end < tail => Err(missing(tail, end)),
                Some(_) | None => Ok(Stretch { epoch, records }),
            }
        })
    }
}

impl Drop for SqliteLog {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(writer) = self.writer.take() {
            // A panicking writer has already reported it.
            let _ = writer.join();
        }
    }
}

impl Log for SqliteLog {
    fn append(
        &self,
        event: EventId,
        expected: Position,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        // If the thread dies, it may have written before.
        self.job(
            |done| Job::Append {
                event,
                expected,
                batch,
                done,
            },
            Appended::Unknown("the log has shut down".into()),
        )
    }

    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>> {
        self.reader.read(event, after, most)
    }

    fn tail(&self, event: EventId) -> BoxFuture<'static, Result<Position, LogError>> {
        self.reader
            .query(move |db| tail_of(&*db.unchecked_transaction()?, event))
    }

    fn follow(&self, event: EventId, after: Position) -> Following {
        let reader = self.reader.clone();
        let read = move |after, most| reader.read(event, after, most);
        self.bells.follow(event, after, read)
    }

    fn replace(
        &self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        let gone = Appended::Unknown("the log has shut down".into());
        self.job(
            |done| Job::Replace {
                event,
                expected,
                epoch,
                batch,
                done,
            },
            gone,
        )
    }

    fn check(&self) -> BoxFuture<'static, Result<(), LogError>> {
        self.job(
            |done| Job::Check { done },
            Err(LogError::Store("the log has shut down".into())),
        )
    }
}

impl Catalogue for SqliteLog {
    fn create(
        &self,
        code: &str,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
    ) -> BoxFuture<'static, Result<Header, LogError>> {
        let code = code.to_owned();
        self.job(
            |done| Job::Create {
                code,
                epoch,
                at,
                expires_at,
                done,
            },
            Err(LogError::Store("the log has shut down".into())),
        )
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Header>, LogError>> {
        self.reader.query(|db| {
            let mut select = db.prepare_cached(
                "SELECT id, code, created_at, expires_at FROM events ORDER BY id",
            )?;
            let headers = select.query_map([], |row| {
                Ok(Header {
                    id: EventId(row.get(0)?),
                    code: row.get(1)?,
                    created_at: row.get(2)?,
                    expires_at: row.get(3)?,
                })
            })?;
            Ok(headers.collect::<Result<_, _>>()?)
        })
    }

    fn delete(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        self.job(
            |done| Job::Delete { event, done },
            Err(LogError::Store("the log has shut down".into())),
        )
    }
}

impl Pictures for SqliteLog {
    fn keep_pictures(
        &self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        self.job(
            |done| Job::KeepPictures {
                event,
                pictures,
                done,
            },
            Err(LogError::Store("the log has shut down".into())),
        )
    }

    fn picture(
        &self,
        event: EventId,
        name: String,
    ) -> BoxFuture<'static, Result<Option<Vec<u8>>, LogError>> {
        self.reader.query(move |db| {
            let mut select =
                db.prepare_cached("SELECT body FROM pictures WHERE event = ? AND name = ?")?;
            Ok(select
                .query_row(params![event.0, name], |row| row.get(0))
                .optional()?)
        })
    }

    fn drop_pictures_except(
        &self,
        event: EventId,
        names: BTreeSet<String>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        self.job(
            |done| Job::DropPictures { event, names, done },
            Err(LogError::Store("the log has shut down".into())),
        )
    }
}

/// Refuses a write-ahead log in which SQLite would silently lose acked commits, as far as that can be detected.
fn sound(path: &Path) -> Result<(), LogError> {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    let wal = Path::new(&wal);
    match wal::damage(wal) {
        Ok(None) => Ok(()),
        Ok(Some(wal::Damage { at, commits })) => Err(LogError::Store(format!(
            "{wal} is damaged at byte {at}, and at least {commits} later commits would be lost; to continue without them, \
             copy the folder first, then run: truncate -s {at} {wal}",
            wal = wal.display()
        ))),
        Err(e) => Err(LogError::Store(e.to_string())),
    }
}

fn connect(path: &Path) -> Result<Connection, LogError> {
    let db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON;",
    )?;
    let ours: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if ours != 0 && ours != APPLICATION_ID {
        return Err(LogError::Store(format!(
            "{} belongs to another program",
            path.display()
        )));
    }
    Ok(db)
}

/// An event's row about its history.
struct Head {
    epoch: u32,
    /// Where its last record ends, if the row says so.
    tail: Option<u64>,
}

fn head_of(db: &Connection, event: EventId) -> Result<Head, LogError> {
    let select = "SELECT epoch, tail FROM events WHERE id = ?";
    let head = db.query_row(select, [event.0], |row| {
        Ok(Head {
            epoch: row.get(0)?,
            tail: row.get(1)?,
        })
    });
    head.optional()?.ok_or(LogError::NoEvent)
}

/// Call it within a transaction, because another writer could append in between otherwise.
fn tail_of(db: &Connection, event: EventId) -> Result<Position, LogError> {
    let Head { epoch, tail } = head_of(db, event)?;
    let seq: Option<u64> = db.query_row(
        "SELECT max(seq) FROM records WHERE event = ?",
        [event.0],
        |row| row.get(0),
    )?;
    let seq = seq.unwrap_or(0);
    match tail {
        Some(tail) if tail != seq => Err(missing(tail, seq)),
        Some(_) | None => Ok(Position { epoch, seq }),
    }
}

fn missing(tail: u64, end: u64) -> LogError {
    LogError::Corrupt {
        seq: tail,
        why: format!("it is missing; the last record ends at {end}"),
    }
}

impl From<rusqlite::Error> for LogError {
    fn from(e: rusqlite::Error) -> LogError {
        LogError::Store(e.to_string())
    }
}
