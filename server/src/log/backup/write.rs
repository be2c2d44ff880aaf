//! Takes a backup. It reads the store's files with a connection of its own, in one transaction: the writer goes on, and whatever it
//! commits meanwhile is not in the backup.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use plenary_domain::ids::Millis;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::{BackupError, Count, Frame, MAGIC, Manifest};
use crate::log::guests::{self, Erased};
use crate::log::keyring::{self, Of};
use crate::log::sqlite::{BUSY, History, blob};
use crate::log::{EventId, Header, LogError};

/// How a backup is taken.
#[derive(Clone, Copy)]
pub struct Terms {
    /// That of the data folder.
    pub format: u32,
    pub made_at: Millis,
    /// Without them it leaves out the keys of guests.
    pub texts: bool,
}

/// Writes a backup of the log in `log` and of the server's key. What it needs is read on the calling thread.
///
/// # Errors
/// [`BackupError`]. Then the backup is useless.
pub fn write(
    log: &Path,
    server_key: [u8; 32],
    organisers: Option<Vec<u8>>,
    Terms {
        format,
        made_at,
        texts,
    }: Terms,
    out: &mut dyn Write,
) -> Result<Manifest, BackupError> {
    let mut out = Out {
        out,
        hash: Sha256::new(),
        count: Count::default(),
    };
    out.raw(MAGIC)?;
    let db = Connection::open_with_flags(log, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    db.busy_timeout(BUSY)?;
    // What the list named before the moment is none of the changes that come in between.
    let list = log.with_extension("erased");
    let before: Erased = guests::listed(&list)?.into_iter().collect();
    let db = db.unchecked_transaction()?;
    // The first read fixes the moment. Keys are durable before records, so those of all records are read after it.
    let headers = headers(&db)?;
    let highest = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'";
    let highest = db.query_row(highest, [], |row| row.get(0))?;
    out.frame(&Frame::ServerKey(server_key))?;
    if let Some(bytes) = organisers {
        out.frame(&Frame::Organisers(bytes))?;
    }
    let current = current(&db)?;
    for (of, key) in keyring::kept(&log.with_extension("keys"))? {
        if current.contains(&of) && !before.has_history(of) {
            out.frame(&Frame::Key(of, key))?;
        }
    }
    for header in headers {
        event(&db, header, &mut out)?;
    }
    // In this order, so that no key of the file was destroyed before the list was read.
    let guests = guests::kept(&log.with_extension("guests"))?;
    let erased = guests::listed(&list)?;
    let gone: Erased = erased.iter().copied().collect();
    if current
        .iter()
        .any(|of| gone.has_history(*of) && !before.has_history(*of))
    {
        return Err(BackupError::Changed);
    }
    let stays = |name: &guests::Name| current.contains(&name.0) && !gone.has(*name);
    for (name, key) in guests.into_iter().filter(|(name, _)| texts && stays(name)) {
        out.frame(&Frame::Guest(name, key))?;
    }
    for name in erased {
        out.frame(&Frame::Erased(name))?;
    }
    let count = std::mem::take(&mut out.count);
    let (keys, guests, erasures) = (count.keys, count.guests, count.erasures);
    let manifest = Manifest {
        format,
        version: env!("CARGO_PKG_VERSION").into(),
        made_at,
        highest,
        events: count.listed(),
        keys,
        guests: texts.then_some(guests),
        erasures,
    };
    out.frame(&Frame::Manifest(manifest.clone()))?;
    let hash = out.hash.finalize();
    out.out.write_all(&hash)?;
    out.out.flush()?;
    Ok(manifest)
}

/// Tells a reader that a backup was given up, as far as it can still be told.
pub fn give_up(why: &BackupError, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&Frame::Failure(why.to_string()).bytes()?)?;
    out.flush()
}

struct Out<'a> {
    out: &'a mut dyn Write,
    hash: Sha256,
    count: Count,
}

impl Out<'_> {
    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }

    fn frame(&mut self, frame: &Frame) -> io::Result<()> {
        let bytes = frame.bytes()?;
        self.count.add(frame, &bytes);
        self.raw(&bytes)
    }
}

fn headers(db: &Connection) -> Result<Vec<Header>, LogError> {
    let select = "SELECT id, code, created_at, expires_at FROM events ORDER BY id";
    let mut select = db.prepare(select)?;
    let headers = select.query_map([], |row| {
        Ok(Header {
            id: EventId(row.get(0)?),
            code: row.get(1)?,
            created_at: row.get(2)?,
            expires_at: row.get(3)?,
        })
    })?;
    Ok(headers.collect::<Result<_, _>>()?)
}

/// Returns the current histories of all events. Nobody is to read the others.
fn current(db: &Connection) -> Result<HashSet<Of>, LogError> {
    let select = "SELECT e.id, h.epoch FROM events e JOIN histories h ON h.id = e.history";
    let mut select = db.prepare(select)?;
    let current = select.query_map([], |row| Ok((EventId(row.get(0)?), row.get(1)?)))?;
    Ok(current.collect::<Result<_, _>>()?)
}

fn event(db: &Connection, header: Header, out: &mut Out<'_>) -> Result<(), BackupError> {
    let id = header.id;
    out.frame(&Frame::Event(header))?;
    let select = "SELECT id, epoch, tail, head FROM histories WHERE event = ? ORDER BY id";
    let mut select = db.prepare_cached(select)?;
    for history in select.query_map([id.0], History::read)? {
        let history = history?;
        out.frame(&Frame::History(history.head))?;
        let mut select =
            db.prepare_cached("SELECT seq, body FROM records WHERE history = ? ORDER BY seq")?;
        let mut rows = select.query([history.id])?;
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            let body = blob(row, seq)?.to_vec();
            out.frame(&Frame::Record { seq, body })?;
        }
    }
    let select = "SELECT name, body FROM pictures WHERE event = ? ORDER BY name";
    let mut select = db.prepare_cached(select)?;
    let mut rows = select.query([id.0])?;
    while let Some(row) = rows.next()? {
        let (name, body) = (row.get(0)?, row.get(1)?);
        out.frame(&Frame::Picture { name, body })?;
    }
    Ok(())
}
