//! Reads a backup, and finds every byte of it that is not the written one.

use std::collections::HashMap;
use std::io::{self, BufRead, ErrorKind, Read};

use sha2::{Digest, Sha256};

use super::{BackupError, Count, FRAME_BYTES_MAX, Frame, HASH_BYTES, MAGIC, Manifest};
use crate::log::chain::{Tag, Walk};
use crate::log::cipher::Key;
use crate::log::guests::Guests;
use crate::log::keyring::Of;
use crate::log::{Audit, Header, Stored, record};

/// Reads a backup to its end and hands out each frame but the manifest, which it compares with the others and returns. The frames are
/// not to be trusted before that.
///
/// # Errors
/// [`BackupError`]; those of `take`.
pub fn read(
    input: &mut dyn Read,
    mut take: impl FnMut(Frame) -> Result<(), BackupError>,
) -> Result<Manifest, BackupError> {
    let mut input = Input {
        input: io::BufReader::new(input),
        hash: Sha256::new(),
    };
    if input.exactly(MAGIC.len())? != MAGIC {
        return Err(BackupError::Foreign);
    }
    let mut count = Count::default();
    loop {
        let mut bytes = input.exactly(5)?;
        let length = u32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]) as usize;
        if length > FRAME_BYTES_MAX {
            return Err(damaged("a part is too long"));
        }
        let body = input.exactly(length)?;
        let frame = Frame::of(bytes[0], &body).ok_or_else(|| damaged("a part cannot be read"))?;
        bytes.extend(body);
        count.add(&frame, &bytes);
        match frame {
            Frame::Failure(why) => return Err(BackupError::GivenUp(why)),
            Frame::Manifest(manifest) => {
                input.end()?;
                agrees(&manifest, count)?;
                return Ok(manifest);
            }
            Frame::ServerKey(_)
            | Frame::Organisers(_)
            | Frame::Key(..)
            | Frame::Event(_)
            | Frame::History(_)
            | Frame::Record { .. }
            | Frame::Picture { .. }
            | Frame::Guest(..)
            | Frame::Erased(_) => take(frame)?,
        }
    }
}

fn agrees(manifest: &Manifest, count: Count) -> Result<(), BackupError> {
    let counts = (count.keys, count.guests, count.erasures);
    let told = (
        manifest.keys,
        manifest.guests.unwrap_or(0),
        manifest.erasures,
    );
    if counts != told {
        return Err(damaged("its keys are not those of its manifest"));
    }
    let found = count.listed();
    let wrong = found.iter().zip(&manifest.events).find(|(a, b)| a != b);
    if let Some((event, _)) = wrong {
        let why = format!("event {} is not as its manifest says", event.code);
        return Err(BackupError::Damaged(why));
    }
    if found.len() != manifest.events.len() {
        return Err(damaged("its events are not those of its manifest"));
    }
    Ok(())
}

fn damaged(why: &str) -> BackupError {
    BackupError::Damaged(why.into())
}

struct Input<R> {
    input: R,
    hash: Sha256,
}

impl<R: BufRead> Input<R> {
    fn exactly(&mut self, length: usize) -> Result<Vec<u8>, BackupError> {
        // A damaged length takes no more memory than there are bytes.
        let mut bytes = Vec::new();
        let read = (&mut self.input)
            .take(length as u64)
            .read_to_end(&mut bytes);
        read.map_err(cut)?;
        if bytes.len() < length {
            return Err(damaged("its end is missing"));
        }
        self.hash.update(&bytes);
        Ok(bytes)
    }

    /// Compares the last bytes with the hash of all before them.
    fn end(&mut self) -> Result<(), BackupError> {
        let hash = self.hash.clone().finalize();
        if self.exactly(HASH_BYTES)? != hash.as_slice() {
            return Err(damaged("its checksum is wrong"));
        }
        match self.input.fill_buf().map_err(cut)? {
            [] => Ok(()),
            _ => Err(damaged("something follows its end")),
        }
    }
}

/// What decrypts the file reports a changed byte like this.
fn cut(e: io::Error) -> BackupError {
    if e.kind() == ErrorKind::InvalidData {
        return BackupError::Damaged(e.to_string());
    }
    BackupError::Io(e)
}

/// An event of a backup, as it is checked.
pub struct Seen {
    pub header: Header,
    pub audit: Audit,
    /// The records of its current history that follow from one another, without what guests wrote; None: their key was destroyed.
    pub records: Option<Vec<Stored>>,
}

/// Reads a backup, checks the chains of its events, and hands out each of them.
///
/// # Errors
/// [`BackupError`]; a broken chain is in the event's audit.
pub fn verify(input: &mut dyn Read, mut event: impl FnMut(Seen)) -> Result<Manifest, BackupError> {
    let mut keys: HashMap<Of, Key> = HashMap::new();
    let mut open: Option<Open> = None;
    let manifest = read(input, |frame| {
        match frame {
            Frame::Key(of, key) => {
                keys.insert(of, Key::new(&key));
            }
            Frame::Event(header) => {
                if let Some(open) = open.replace(Open::new(header)) {
                    event(open.seen());
                }
            }
            Frame::History(head) => {
                let open = open.as_mut().ok_or_else(misplaced)?;
                open.next(head, &keys);
            }
            Frame::Record { seq, body } => {
                let open = open.as_mut().ok_or_else(misplaced)?;
                open.record(seq, &body)?;
            }
            Frame::ServerKey(_)
            | Frame::Organisers(_)
            | Frame::Picture { .. }
            | Frame::Guest(..)
            | Frame::Erased(_)
            | Frame::Manifest(_)
            | Frame::Failure(_) => {}
        }
        Ok(())
    })?;
    if let Some(open) = open {
        event(open.seen());
    }
    Ok(manifest)
}

pub(super) fn misplaced() -> BackupError {
    damaged("its parts are not in order")
}

/// The event that is being read.
struct Open {
    header: Header,
    walk: Option<(Walk, crate::log::Head)>,
    key: Option<Key>,
    records: Vec<Stored>,
    audit: Audit,
}

impl Open {
    fn new(header: Header) -> Open {
        Open {
            header,
            walk: None,
            key: None,
            records: vec![],
            audit: Audit {
                histories: vec![],
                lost: None,
                found: false,
            },
        }
    }

    fn next(&mut self, head: crate::log::Head, keys: &HashMap<Of, Key>) {
        let before = self.end();
        self.records.clear();
        self.key = keys.get(&(self.header.id, head.epoch)).cloned();
        let walk = Walk::new(self.header.id, head.epoch, before, None);
        self.walk = Some((walk, head));
    }

    fn record(&mut self, seq: u64, body: &[u8]) -> Result<(), BackupError> {
        let (walk, head) = self.walk.as_mut().ok_or_else(misplaced)?;
        let of = (self.header.id, head.epoch);
        let checked = record::check(walk.audited.head.tag, seq, body);
        let said = self
            .key
            .as_ref()
            .and_then(|key| record::says(key, seq, body));
        // The keys of guests are not needed to count.
        let stored = said.and_then(|said| Guests::in_memory().stored(of, seq, said).ok());
        walk.step(seq, checked, || stored.clone());
        if walk.audited.broken.is_none() {
            self.records.extend(stored);
        }
        Ok(())
    }

    /// Ends the current history. Returns the tag with which the next one begins.
    fn end(&mut self) -> Tag {
        let Some((mut walk, head)) = self.walk.take() else {
            return Tag::default();
        };
        walk.end(head);
        self.audit.histories.push(walk.audited);
        head.tag
    }

    fn seen(mut self) -> Seen {
        self.end();
        Seen {
            header: self.header,
            audit: self.audit,
            records: self.key.map(|_| self.records),
        }
    }
}
