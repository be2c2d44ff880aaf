//! The embedded log: one SQLite file and one writer (`writer.rs`) on its own thread. Readers share two connections, one of them for
//! reads that take no time.

mod fold;
mod wal;
mod writer;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use plenary_domain::ids::Millis;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::oneshot;

use self::writer::{Job, Writer};
use super::chain::{Tag, Walk};
use super::follow::Bells;
use super::guests::{self, Erased, Guests};
use super::keyring::Keyring;
use super::{
    Appended, Audit, Batch, Catalogue, EventId, Following, Head, Header, Log, LogError, Pictures,
    Position, Printed, Stored, Stretch, record,
};
use crate::private;

/// Older versions can lose committed records when a WAL is reset (fixed in 3.51.3).
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Time that a connection waits for another.
pub(in crate::log) const BUSY: Duration = Duration::from_secs(5);
/// Marks the file as ours.
const APPLICATION_ID: i32 = 0x504c_4e59;

/// A log in one SQLite file. Dropping it waits for its thread to finish the last job and to fold the WAL into the file.
pub struct SqliteLog {
    /// None only while dropping.
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<thread::JoinHandle<()>>,
    reader: Reader,
    /// For reads that take no time, so that a room never waits for somebody who reads a whole history.
    glance: Reader,
    bells: Bells,
}

/// The reading side.
#[derive(Clone)]
struct Reader {
    db: Arc<Mutex<Connection>>,
    keys: Keyring,
    guests: Guests,
    lost: Lost,
}

/// The events whose log lacks what is remembered beside it, with what is remembered.
type Lost = Arc<Mutex<HashMap<EventId, Head>>>;

impl SqliteLog {
    /// Opens or creates the file, and beside it the keys (`log.keys`, `log.guests`), the list of destroyed ones (`log.erased`) and the
    /// remembered heads (`log.heads`), which share its name. The caller holds the folder's lock.
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
        private::file(path).map_err(|e| LogError::Store(e.to_string()))?;
        sound(path)?;
        let bells = Bells::default();
        let keys = Keyring::open(&path.with_extension("keys"))
            .map_err(|e| LogError::Store(e.to_string()))?;
        let guests = Guests::open(path).map_err(|e| LogError::Store(e.to_string()))?;
        // As those of guests: an older copy of the keys has some that are destroyed.
        guests::listed(&path.with_extension("erased"))
            .map(|list| list.into_iter().collect::<Erased>())
            .and_then(|erased| keys.destroy(|of| !erased.has_history(of)))
            .map_err(|e| LogError::Store(e.to_string()))?;
        let lost = Lost::default();
        let (shared, known) = ((keys.clone(), guests.clone()), lost.clone());
        let writer = Writer::open(path, bells.clone(), shared, known)?;
        let read = || -> Result<Reader, LogError> {
            Ok(Reader {
                db: Arc::new(Mutex::new(connect(path)?)),
                keys: keys.clone(),
                guests: guests.clone(),
                lost: lost.clone(),
            })
        };
        let (reader, glance) = (read()?, read()?);
        let (jobs, inbox) = mpsc::channel();
        let writer = thread::Builder::new()
            .name("log".into())
            .spawn(move || writer.run(&inbox))
            .map_err(|e| LogError::Store(e.to_string()))?;
        Ok(SqliteLog {
            jobs: Some(jobs),
            writer: Some(writer),
            reader,
            glance,
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
        let db = self.db.clone();
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
        let Reader {
            keys, guests, lost, ..
        } = self.clone();
        self.query(move |db| {
            // One transaction, so everything read is of one moment.
            let db = db.unchecked_transaction()?;
            let history = History::of(&db, event)?;
            history.is_whole(event, &lost)?;
            let of = (event, history.head.epoch);
            let key = keys.get(of).ok_or(LogError::NoKey)?;
            let mut tag = history.tag_before(&db, event, after)?;
            let mut select = db.prepare_cached(
                "SELECT seq, body FROM records WHERE history = ? AND seq > ? ORDER BY seq LIMIT ?",
            )?;
            let mut rows = select.query(params![history.id, after, most])?;
            let mut records: Vec<Stored> = Vec::new();
            while let Some(row) = rows.next()? {
                let seq = row.get(0)?;
                let said;
                (tag, said) = record::unseal(&key, tag, seq, blob(row, seq)?)?;
                records.push(guests.stored(of, seq, said)?);
            }
            let end = records.last().map_or(after, |last| last.seq);
            if records.len() < most && end < history.head.seq {
                return Err(missing(history.head.seq, end));
            }
            if end == history.head.seq && tag != history.head.tag {
                return Err(LogError::Corrupt {
                    seq: end,
                    why: "it is not the one that was written last".into(),
                });
            }
            let epoch = history.head.epoch;
            Ok(Stretch { epoch, records })
        })
    }

    fn audit(
        &self,
        event: EventId,
        sought: Option<Printed>,
    ) -> BoxFuture<'static, Result<Audit, LogError>> {
        let Reader {
            keys, guests, lost, ..
        } = self.clone();
        self.query(move |db| {
            let db = db.unchecked_transaction()?;
            History::said(&db, event)?;
            let select = "SELECT id, epoch, tail, head FROM histories WHERE event = ? ORDER BY id";
            let mut select = db.prepare(select)?;
            let histories = select.query_map([event.0], History::read)?;
            let (mut audited, mut found, mut before) = (vec![], false, Tag::default());
            for history in histories {
                let History { id, head } = history?;
                let of = (event, head.epoch);
                let key = keys.get(of);
                let mut walk = Walk::new(event, head.epoch, before, sought);
                let mut select =
                    db.prepare("SELECT seq, body FROM records WHERE history = ? ORDER BY seq")?;
                let mut rows = select.query([id])?;
                while let Some(row) = rows.next()? {
                    let (seq, before) = (row.get(0)?, walk.audited.head.tag);
                    let sealed = blob(row, seq)?;
                    walk.step(seq, record::check(before, seq, sealed), || {
                        let said = record::says(key.as_ref()?, seq, sealed)?;
                        guests.stored(of, seq, said).ok()
                    });
                }
                walk.end(head);
                before = head.tag;
                found |= walk.found;
                audited.push(walk.audited);
            }
            Ok(Audit {
                histories: audited,
                lost: lost_of(&lost, event),
                found,
            })
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
        let head = self.head(event);
        async move { Ok(head.await?.position()) }.boxed()
    }

    fn head(&self, event: EventId) -> BoxFuture<'static, Result<Head, LogError>> {
        let lost = self.glance.lost.clone();
        self.glance.query(move |db| {
            let history = History::of(&*db.unchecked_transaction()?, event)?;
            history.is_whole(event, &lost)?;
            Ok(history.head)
        })
    }

    fn audit(
        &self,
        event: EventId,
        sought: Option<Printed>,
    ) -> BoxFuture<'static, Result<Audit, LogError>> {
        self.reader.audit(event, sought)
    }

    fn accept(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        self.job(
            |done| Job::Accept { event, done },
            Err(LogError::Store("the log has shut down".into())),
        )
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
        self.glance.query(|db| {
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

/// Refuses a write-ahead log in which SQLite would silently lose acked commits, as far as that can be detected. Call it
/// before anybody opens the file.
///
/// # Errors
/// [`LogError::Store`].
pub fn sound(path: &Path) -> Result<(), LogError> {
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

pub(in crate::log) fn connect(path: &Path) -> Result<Connection, LogError> {
    let db = Connection::open(path)?;
    db.busy_timeout(BUSY)?;
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

/// The current history of an event, as its row says.
#[derive(Clone, Copy)]
pub(in crate::log) struct History {
    pub id: i64,
    pub head: Head,
}

impl History {
    /// Call it within a transaction, because another writer could append in between otherwise.
    fn of(db: &Connection, event: EventId) -> Result<History, LogError> {
        let history = History::said(db, event)?;
        let last: Option<u64> = db
            .prepare_cached("SELECT max(seq) FROM records WHERE history = ?")?
            .query_row([history.id], |row| row.get(0))?;
        let last = last.unwrap_or(0);
        if last != history.head.seq {
            return Err(missing(history.head.seq, last));
        }
        Ok(history)
    }

    /// Returns what the row says, unchecked.
    fn said(db: &Connection, event: EventId) -> Result<History, LogError> {
        let mut select = db.prepare_cached(
            "SELECT h.id, h.epoch, h.tail, h.head FROM events e JOIN histories h ON h.id = e.history WHERE e.id = ?",
        )?;
        let history = select.query_row([event.0], History::read).optional()?;
        history.ok_or(LogError::NoEvent)
    }

    pub fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<History> {
        let tag = row.get_ref(3)?.as_blob().ok().and_then(Tag::of);
        let head = Head {
            epoch: row.get(1)?,
            seq: row.get(2)?,
            // A damaged one agrees with no record.
            tag: tag.unwrap_or_default(),
        };
        Ok(History {
            id: row.get(0)?,
            head,
        })
    }

    /// Refuses an event whose log lacks what is remembered beside it.
    fn is_whole(&self, event: EventId, lost: &Lost) -> Result<(), LogError> {
        match lost_of(lost, event) {
            None => Ok(()),
            Some(known) => Err(LogError::Lost {
                seq: self.head.seq,
                known: known.seq,
            }),
        }
    }

    /// Returns the tag of the last record that ends at `after` or before.
    fn tag_before(&self, db: &Connection, event: EventId, after: u64) -> Result<Tag, LogError> {
        let mut select = db.prepare_cached(
            "SELECT seq, body FROM records WHERE history = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
        )?;
        let mut rows = select.query(params![self.id, after])?;
        if let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            return record::tag(blob(row, seq)?).ok_or(LogError::Corrupt {
                seq,
                why: "it is truncated".into(),
            });
        }
        let mut select = db.prepare_cached(
            "SELECT head FROM histories WHERE event = ? AND id < ? ORDER BY id DESC LIMIT 1",
        )?;
        let before = select.query_row(params![event.0, self.id], |row| {
            Ok(row.get_ref(0)?.as_blob().ok().and_then(Tag::of))
        });
        let before = before.optional()?.flatten().unwrap_or_default();
        Ok(Tag::start(event, self.head.epoch, before))
    }
}

fn lost_of(lost: &Lost, event: EventId) -> Option<Head> {
    let lost = lost.lock().unwrap_or_else(PoisonError::into_inner);
    lost.get(&event).copied()
}

pub(in crate::log) fn blob<'r>(row: &'r rusqlite::Row<'_>, seq: u64) -> Result<&'r [u8], LogError> {
    let corrupt = |why: String| LogError::Corrupt { seq, why };
    let body = row.get_ref(1).map_err(|e| corrupt(e.to_string()))?;
    body.as_blob().map_err(|e| corrupt(e.to_string()))
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
