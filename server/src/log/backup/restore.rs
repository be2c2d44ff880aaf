//! Puts a backup, or one event of it, into a log that nobody has open. Erasures are applied first: a key that is on any list stays
//! destroyed. The keys are durable before the records, and all records come in one transaction. One event brings only what lists say of
//! it: the others of the folder are none of its business.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use super::read::misplaced;
use super::{BackupError, Frame, Manifest, read};
use crate::log::chain::{Head, TAG_BYTES, Tag};
use crate::log::guests::{self, Erased, Guests, Name};
use crate::log::keyring::{Keyring, Of};
use crate::log::sqlite::connect;
use crate::log::{EventId, Header, SqliteLog, record, restoring};

/// Where a backup goes.
pub enum Into<'a> {
    /// An empty log.
    Empty,
    /// Beside other events: the event with this code.
    Beside(&'a str),
}

/// What was restored.
#[derive(Debug, Default)]
pub struct Restored {
    pub server_key: Option<[u8; 32]>,
    /// Who organises, for a whole folder.
    pub organisers: Option<Vec<u8>>,
    /// The codes, and the new number of an event whose own was taken. Its heads are new then.
    pub events: Vec<(String, Option<u32>)>,
    /// The codes of events whose guest data was deleted later. They stay deleted.
    pub deleted: Vec<String>,
    /// Keys of guests that stay destroyed.
    pub erased: usize,
}

/// What the first pass finds: nothing is restored from a damaged backup.
struct Checked {
    manifest: Manifest,
    erased: HashSet<Name>,
    /// The epochs of each event.
    epochs: HashMap<EventId, HashSet<u32>>,
    /// The current history of each event.
    current: HashMap<EventId, u32>,
    codes: HashMap<String, EventId>,
}

/// Restores what `open` reads, which is called twice. `lists` are further lists of erasures, as `log.erased`, and each must be a whole
/// one; that of the folder is always applied.
///
/// # Errors
/// [`BackupError`]; the events of the log are as they were.
pub fn restore<R: Read>(
    mut open: impl FnMut() -> Result<R, BackupError>,
    log: &Path,
    into: &Into<'_>,
    lists: &[PathBuf],
) -> Result<Restored, BackupError> {
    let checked = check(&mut open()?)?;
    let mut names = checked.erased.clone();
    for list in lists {
        names.extend(names_in(list)?);
    }
    names.extend(guests::listed(&log.with_extension("erased"))?);
    let erased: Erased = names.iter().copied().collect();
    let mut restored = Restored::default();
    let is_deleted = |event: &EventId| {
        let epoch = checked.current.get(event);
        epoch.is_some_and(|epoch| erased.has_history((*event, *epoch)))
    };
    if let Into::Beside(code) = into {
        let event = checked.codes.get(*code);
        let event = event.ok_or_else(|| refused(format!("the backup has no event {code}")))?;
        if is_deleted(event) {
            return Err(refused(format!(
                "event {code} or its guest data was deleted after this backup was taken, and stays deleted"
            )));
        }
        let own = checked.epochs.get(event);
        names.retain(|((_, epoch), _, _)| own.is_some_and(|own| own.contains(epoch)));
    }
    // Creates what is missing.
    drop(SqliteLog::open(log)?);
    let guests = Guests::open(log)?;
    let db = connect(log)?;
    let transaction = db.unchecked_transaction()?;
    let mut store = Store::new(&transaction, into);
    let is_wanted = |header: &Header| match into {
        Into::Empty => !is_deleted(&header.id),
        Into::Beside(code) => header.code == *code,
    };
    read(&mut open()?, |frame| store.take(frame, &is_wanted))?;
    store.end()?;
    // Old histories of an event are unreadable, so only their records are left.
    let numbers = store.numbers;
    let renamed = |(event, epoch): Of| Some((*numbers.get(&event)?, epoch));
    let keys = store.keys.into_iter();
    let keys = keys.filter(|(of, _)| !erased.has_history(*of));
    let keys: Vec<_> = keys
        .filter_map(|(of, key)| Some((renamed(of)?, key)))
        .collect();
    let mut kept = vec![];
    for ((of, guest, number), key) in store.guests {
        let Some(to) = renamed(of) else { continue };
        if erased.has((of, guest, number)) {
            restored.erased += 1;
        } else {
            kept.push(((to, guest, number), key));
        }
    }
    // Nothing can refuse the event any more.
    guests.list(&names)?;
    let brought = keys.iter().map(|(of, _)| *of);
    restoring::write(log, brought.chain(kept.iter().map(|((of, ..), _)| *of)))?;
    Keyring::open(&log.with_extension("keys"))?.put(&keys)?;
    guests.put(kept)?;
    if matches!(into, Into::Empty) {
        let highest = checked.manifest.highest;
        transaction.execute("DELETE FROM sqlite_sequence WHERE name = 'events'", [])?;
        transaction.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES ('events', ?)",
            [highest],
        )?;
        restored.server_key = store.server_key;
        restored.organisers = store.organisers;
        let listed = checked.codes.iter().filter(|(_, event)| is_deleted(event));
        restored.deleted = listed.map(|(code, _)| code.clone()).collect();
    }
    restored.events = store.events;
    drop(guests);
    transaction.commit()?;
    drop(db);
    // Folds the write-ahead log into one file, and removes the mark.
    drop(SqliteLog::open(log)?);
    Ok(restored)
}

/// Makes sure that each of these files is a whole list of erasures.
///
/// # Errors
/// A line that names the one that is none.
pub fn are_lists(lists: &[PathBuf]) -> Result<(), BackupError> {
    lists.iter().try_for_each(|list| names_in(list).map(|_| ()))
}

fn names_in(list: &Path) -> Result<Vec<Name>, BackupError> {
    let read = guests::whole_list(list);
    read.map_err(|e| refused(format!("{}: {e}", list.display())))
}

fn refused(why: String) -> BackupError {
    BackupError::Refused(why)
}

fn check(input: &mut dyn Read) -> Result<Checked, BackupError> {
    let (mut erased, mut current, mut codes) = (HashSet::new(), HashMap::new(), HashMap::new());
    let mut epochs: HashMap<EventId, HashSet<u32>> = HashMap::new();
    let mut last = None;
    let manifest = read(input, |frame| {
        match frame {
            Frame::Event(header) => {
                last = Some(header.id);
                codes.insert(header.code, header.id);
            }
            Frame::History(head) => {
                let event = last.ok_or_else(misplaced)?;
                current.insert(event, head.epoch);
                epochs.entry(event).or_default().insert(head.epoch);
            }
            Frame::Erased(name) => {
                erased.insert(name);
            }
            Frame::ServerKey(_)
            | Frame::Organisers(_)
            | Frame::Key(..)
            | Frame::Record { .. }
            | Frame::Picture { .. }
            | Frame::Guest(..)
            | Frame::Manifest(_)
            | Frame::Failure(_) => {}
        }
        Ok(())
    })?;
    Ok(Checked {
        manifest,
        erased,
        epochs,
        current,
        codes,
    })
}

/// Takes the frames of the second pass.
struct Store<'a> {
    db: &'a Connection,
    is_beside: bool,
    server_key: Option<[u8; 32]>,
    organisers: Option<Vec<u8>>,
    keys: Vec<(Of, [u8; 32])>,
    guests: Vec<(Name, [u8; 32])>,
    /// The number of each restored event, by that in the backup.
    numbers: HashMap<EventId, EventId>,
    events: Vec<(String, Option<u32>)>,
    open: Option<Open>,
}

/// The event that is being restored.
struct Open {
    code: String,
    from: EventId,
    to: EventId,
    history: Option<History>,
    /// The last tag of the history before, in the backup and in the log.
    before: (Tag, Tag),
}

struct History {
    row: i64,
    /// As the backup has it.
    head: Head,
    /// The tags so far, in the backup and in the log.
    tags: (Tag, Tag),
}

impl<'a> Store<'a> {
    fn new(db: &'a Connection, into: &Into<'_>) -> Store<'a> {
        Store {
            db,
            is_beside: matches!(into, Into::Beside(_)),
            server_key: None,
            organisers: None,
            keys: vec![],
            guests: vec![],
            numbers: HashMap::new(),
            events: vec![],
            open: None,
        }
    }

    fn take(
        &mut self,
        frame: Frame,
        is_wanted: &impl Fn(&Header) -> bool,
    ) -> Result<(), BackupError> {
        match frame {
            Frame::ServerKey(key) => self.server_key = Some(key),
            Frame::Organisers(bytes) => self.organisers = Some(bytes),
            Frame::Key(of, key) => self.keys.push((of, key)),
            Frame::Guest(name, key) => self.guests.push((name, key)),
            Frame::Event(header) => {
                self.end()?;
                if is_wanted(&header) {
                    self.begin(&header)?;
                }
            }
            Frame::History(head) => self.history(head)?,
            Frame::Record { seq, body } => self.record(seq, body)?,
            Frame::Picture { name, body } => {
                if let Some(open) = &self.open {
                    self.db.execute(
                        "INSERT INTO pictures (event, name, body) VALUES (?, ?, ?)",
                        params![open.to.0, name, body],
                    )?;
                }
            }
            Frame::Erased(_) | Frame::Manifest(_) | Frame::Failure(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, header: &Header) -> Result<(), BackupError> {
        let taken = |what: &str| format!("SELECT 1 FROM events WHERE {what} = ?");
        let code = self
            .db
            .query_row(&taken("code"), [&header.code], |_| Ok(()));
        if code.optional()?.is_some() {
            return Err(refused(format!(
                "the folder has an event {} already: restore into another folder",
                header.code
            )));
        }
        let number = self.db.query_row(&taken("id"), [header.id.0], |_| Ok(()));
        let own = number.optional()?.is_none().then_some(header.id.0);
        self.db.execute(
            "INSERT INTO events (id, code, history, created_at, expires_at) VALUES (?, ?, 0, ?, ?)",
            params![own, header.code, header.created_at, header.expires_at],
        )?;
        let to = EventId(self.db.last_insert_rowid() as u32);
        self.numbers.insert(header.id, to);
        self.open = Some(Open {
            code: header.code.clone(),
            from: header.id,
            to,
            history: None,
            before: Default::default(),
        });
        Ok(())
    }

    fn history(&mut self, head: Head) -> Result<(), BackupError> {
        self.end_history()?;
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        self.db.execute(
            "INSERT INTO histories (event, epoch, tail, head) VALUES (?, ?, ?, ?)",
            params![open.to.0, head.epoch, head.seq, head.tag.bytes()],
        )?;
        let row = self.db.last_insert_rowid();
        let start = |event, before| Tag::start(event, head.epoch, before);
        let tags = (
            start(open.from, open.before.0),
            start(open.to, open.before.1),
        );
        open.history = Some(History { row, head, tags });
        Ok(())
    }

    /// Adds a record. Beside other events its chain is checked, because one that gets another number is chained anew, and that must
    /// not hide a break.
    fn record(&mut self, seq: u64, mut body: Vec<u8>) -> Result<(), BackupError> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let history = open.history.as_mut().ok_or_else(misplaced)?;
        if self.is_beside {
            history.tags.0 = record::check(history.tags.0, seq, &body)?;
            history.tags.1 = history.tags.1.then(seq, &body[TAG_BYTES..]);
            body[..TAG_BYTES].copy_from_slice(&history.tags.1.bytes());
        }
        let insert = "INSERT INTO records (history, seq, body) VALUES (?, ?, ?)";
        let mut insert = self.db.prepare_cached(insert)?;
        insert.execute(params![history.row, seq, body])?;
        Ok(())
    }

    fn end_history(&mut self) -> Result<(), BackupError> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let Some(History { row, head, tags }) = open.history.take() else {
            return Ok(());
        };
        self.db.execute(
            "UPDATE events SET history = ? WHERE id = ?",
            params![row, open.to.0],
        )?;
        if !self.is_beside {
            open.before = (head.tag, head.tag);
            return Ok(());
        }
        if tags.0 != head.tag {
            return Err(refused(format!(
                "event {} is damaged in the log that the backup was taken of: its last record is another one",
                open.code
            )));
        }
        open.before = tags;
        self.db.execute(
            "UPDATE histories SET head = ? WHERE id = ?",
            params![tags.1.bytes(), row],
        )?;
        Ok(())
    }

    fn end(&mut self) -> Result<(), BackupError> {
        self.end_history()?;
        if let Some(Open { code, from, to, .. }) = self.open.take() {
            self.events.push((code, (from != to).then_some(to.0)));
        }
        Ok(())
    }
}
