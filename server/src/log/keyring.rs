//! The keys of histories, in a file of their own beside the log. Destroying a key deletes what its history says, on this disk
//! and in every copy of the log, while the records and their chain stay.
//!
//! The file consists of slots of a fixed size. A key never moves: it is written once, synced before it is used, and
//! overwritten in place. So no older copy of it is left by the store itself, as there would be in a database. What a file
//! system or a disk copies below a file (snapshots, copy on write, wear levelling) is out of reach; an operator who needs
//! more encrypts the disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::EventId;
use super::cipher::{KEY_BYTES, Key};
use crate::clock::Clock;
use crate::private;

const SLOT_BYTES: usize = 64;
/// The use of a slot, the event and the epoch.
const NAME_BYTES: usize = 12;
const CHECK_BYTES: usize = 16;
/// The use of a slot: 0 is a free one.
const HISTORY: u32 = 1;
const HEADS: u32 = 2;

/// A history: an event's id and an epoch.
pub(super) type Of = (EventId, u32);

/// All keys. Cheap to clone.
#[derive(Clone)]
pub(super) struct Keyring(Arc<Mutex<Ring>>);

struct Ring {
    clock: Clock,
    /// None: the keys live as long as the process.
    file: Option<File>,
    /// Which history each slot serves; None: it is free.
    slots: Vec<Option<Of>>,
    keys: HashMap<Of, Key>,
    heads: [u8; KEY_BYTES],
}

impl Keyring {
    /// Returns keys that no file holds.
    pub fn in_memory() -> Keyring {
        Keyring(Arc::new(Mutex::new(Ring {
            clock: Clock::fixed(0),
            file: None,
            slots: vec![],
            keys: HashMap::new(),
            heads: [0; KEY_BYTES],
        })))
    }

    /// Reads the file, or creates it.
    ///
    /// # Errors
    /// Errors of the file system; a damaged slot.
    pub fn open(path: &Path) -> io::Result<Keyring> {
        let file = private::file(path)?;
        let bytes = fs::read(path)?;
        let mut ring = Ring {
            clock: Clock::system(),
            file: Some(file),
            slots: vec![],
            keys: HashMap::new(),
            heads: [0; KEY_BYTES],
        };
        let mut has_heads = false;
        // A slot that was being added when the machine lost power was never used.
        for slot in bytes.chunks_exact(SLOT_BYTES) {
            let (kind, of, key) = read(slot).ok_or_else(|| {
                let place = ring.slots.len() * SLOT_BYTES;
                let why = format!("{} is damaged at byte {place}", path.display());
                io::Error::new(io::ErrorKind::InvalidData, why)
            })?;
            if kind == HISTORY {
                ring.keys.insert(of, Key::new(&key));
            } else if kind == HEADS {
                (ring.heads, has_heads) = (key, true);
            }
            ring.slots.push((kind != 0).then_some(of));
        }
        if !has_heads {
            ring.heads = ring.write(HEADS, (EventId(0), 0))?;
            sync_folder(path)?;
        }
        Ok(Keyring(Arc::new(Mutex::new(ring))))
    }

    /// Returns the key of a history, unless it was destroyed.
    pub fn get(&self, of: Of) -> Option<Key> {
        self.ring().keys.get(&of).cloned()
    }

    /// Returns the key of a history, and makes it durable first if it is new.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn make(&self, of: Of) -> io::Result<Key> {
        let mut ring = self.ring();
        if let Some(key) = ring.keys.get(&of) {
            return Ok(key.clone());
        }
        let key = Key::new(&ring.write(HISTORY, of)?);
        ring.keys.insert(of, key.clone());
        Ok(key)
    }

    /// Overwrites the keys of the histories that are not to stay.
    ///
    /// # Errors
    /// Errors of the file system. Keys that are not overwritten for certain are still there.
    pub fn destroy(&self, stays: impl Fn(Of) -> bool) -> io::Result<()> {
        let mut ring = self.ring();
        let Ring {
            file, slots, keys, ..
        } = &mut *ring;
        let mut doomed = vec![];
        for (place, of) in slots.iter().enumerate() {
            if let Some(of) = of.filter(|of| keys.contains_key(of) && !stays(*of)) {
                if let Some(file) = file {
                    file.write_all_at(&[0; SLOT_BYTES], (place * SLOT_BYTES) as u64)?;
                }
                doomed.push((place, of));
            }
        }
        if doomed.is_empty() {
            return Ok(());
        }
        if let Some(file) = file {
            file.sync_all()?;
        }
        for (place, of) in doomed {
            slots[place] = None;
            keys.remove(&of);
        }
        Ok(())
    }

    /// Returns the histories that have a key.
    pub fn histories(&self) -> Vec<Of> {
        self.ring().keys.keys().copied().collect()
    }

    /// Puts keys that a backup kept into free slots, and returns once they are durable.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn put(&self, keys: &[(Of, [u8; KEY_BYTES])]) -> io::Result<()> {
        let mut ring = self.ring();
        for (of, key) in keys {
            let free = ring.slots.iter().position(Option::is_none);
            let place = free.unwrap_or(ring.slots.len());
            if let Some(file) = &ring.file {
                file.write_all_at(&slot(HISTORY, *of, key), (place * SLOT_BYTES) as u64)?;
            }
            if place == ring.slots.len() {
                ring.slots.push(None);
            }
            ring.slots[place] = Some(*of);
            ring.keys.insert(*of, Key::new(key));
        }
        ring.file.as_ref().map_or(Ok(()), File::sync_all)
    }

    /// The key that authenticates the remembered heads.
    pub fn heads(&self) -> [u8; KEY_BYTES] {
        self.ring().heads
    }

    /// Returns bytes that are not used twice with a key and a place.
    pub fn nonce<const N: usize>(&self) -> [u8; N] {
        self.ring().clock.random()
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    /// Writes a new key into a free slot.
    fn write(&mut self, kind: u32, of: Of) -> io::Result<[u8; KEY_BYTES]> {
        let key: [u8; KEY_BYTES] = self.clock.random();
        let free = self.slots.iter().position(Option::is_none);
        let place = free.unwrap_or(self.slots.len());
        if let Some(file) = &self.file {
            file.write_all_at(&slot(kind, of, &key), (place * SLOT_BYTES) as u64)?;
            file.sync_all()?;
        }
        if place == self.slots.len() {
            self.slots.push(None);
        }
        self.slots[place] = Some(of);
        Ok(key)
    }
}

/// Reads the keys of histories from the file, which a running server may be writing: a slot that is half written is read again.
///
/// # Errors
/// Errors of the file system; a damaged slot.
pub(super) fn kept(path: &Path) -> io::Result<Vec<(Of, [u8; KEY_BYTES])>> {
    whole(path, SLOT_BYTES, read).map(|slots| {
        let slots = slots.into_iter();
        let histories = slots.filter(|(kind, _, _)| *kind == HISTORY);
        histories.map(|(_, of, key)| (of, key)).collect()
    })
}

/// Times that a file is read before a slot counts as damaged.
const READS: u32 = 20;

/// Reads a file of slots that its owner may be writing. A file that is not there has none.
///
/// # Errors
/// Errors of the file system; a damaged slot.
pub(super) fn whole<T>(
    path: &Path,
    slot_bytes: usize,
    read: impl Fn(&[u8]) -> Option<T>,
) -> io::Result<Vec<T>> {
    for _ in 0..READS {
        let bytes = match fs::read(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
            bytes => bytes?,
        };
        let slots = bytes.chunks_exact(slot_bytes);
        if let Some(slots) = slots.map(&read).collect() {
            return Ok(slots);
        }
        std::thread::yield_now();
    }
    let why = format!("{} is damaged", path.display());
    Err(io::Error::new(io::ErrorKind::InvalidData, why))
}

/// Syncs the names of a folder's files. Without its name, a new file of keys would be gone after a power loss, and with it whatever
/// they encrypt.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn slot(kind: u32, (event, epoch): Of, key: &[u8; KEY_BYTES]) -> [u8; SLOT_BYTES] {
    let mut slot = [0; SLOT_BYTES];
    slot[..4].copy_from_slice(&kind.to_le_bytes());
    slot[4..8].copy_from_slice(&event.0.to_le_bytes());
    slot[8..12].copy_from_slice(&epoch.to_le_bytes());
    slot[NAME_BYTES..NAME_BYTES + KEY_BYTES].copy_from_slice(key);
    let check = Sha256::digest(&slot[..NAME_BYTES + KEY_BYTES]);
    slot[NAME_BYTES + KEY_BYTES..][..CHECK_BYTES].copy_from_slice(&check[..CHECK_BYTES]);
    slot
}

/// Reads a slot; None if it is damaged.
fn read(bytes: &[u8]) -> Option<(u32, Of, [u8; KEY_BYTES])> {
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let of = (EventId(number(4)?), number(8)?);
    let key: [u8; KEY_BYTES] = *bytes.get(NAME_BYTES..)?.first_chunk()?;
    let kind = number(0)?;
    let is_free = bytes.iter().all(|byte| *byte == 0);
    let is_whole = [HISTORY, HEADS].contains(&kind) && slot(kind, of, &key) == bytes;
    (is_free || is_whole).then_some((kind, of, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Of = (EventId(1), 7);
    const TWO: Of = (EventId(1), 8);

    fn hide(key: &Key) -> [u8; 16] {
        let mut bytes = [0; 16];
        key.apply(1, [0; 4], &mut bytes);
        bytes
    }

    #[test]
    fn keys_stay_until_they_are_destroyed_and_are_then_in_no_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.keys");
        let ring = Keyring::open(&path).expect("opened");
        let one = hide(&ring.make(ONE).expect("made"));
        let two = hide(&ring.make(TWO).expect("made"));
        assert_ne!(one, two);
        assert_eq!(hide(&ring.make(ONE).expect("the same")), one);
        let before = fs::read(&path).expect("read");
        let (heads, key) = (
            ring.heads(),
            before[SLOT_BYTES + NAME_BYTES..][..KEY_BYTES].to_vec(),
        );
        drop(ring);

        let ring = Keyring::open(&path).expect("opened again");
        assert_eq!(ring.heads(), heads);
        assert_eq!(ring.get(ONE).as_ref().map(hide), Some(one));
        ring.destroy(|of| of != ONE).expect("destroyed");
        assert!(ring.get(ONE).is_none());
        let after = fs::read(&path).expect("read");
        assert!(!after.windows(8).any(|bytes| bytes == &key[..8]));
        drop(ring);

        let ring = Keyring::open(&path).expect("opened again");
        assert!(ring.get(ONE).is_none());
        assert_eq!(ring.get(TWO).as_ref().map(hide), Some(two));
        // The free slot is used again, and the old key does not come back.
        assert_ne!(hide(&ring.make(ONE).expect("made")), one);
        assert_eq!(fs::read(&path).expect("read").len(), before.len());
    }

    #[test]
    fn a_damaged_key_is_reported_and_a_torn_one_was_never_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.keys");
        Keyring::open(&path)
            .and_then(|ring| ring.make(ONE))
            .expect("made");
        let whole = fs::read(&path).expect("read");
        for at in [SLOT_BYTES, SLOT_BYTES + NAME_BYTES + 3, SLOT_BYTES + 50] {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(&path, bytes).expect("written");
            let why = Keyring::open(&path).err().expect("damaged").to_string();
            assert!(why.ends_with("log.keys is damaged at byte 64"), "{why}");
        }
        fs::write(&path, &whole[..SLOT_BYTES + 40]).expect("torn");
        let ring = Keyring::open(&path).expect("opened");
        assert!(ring.get(ONE).is_none());
        ring.make(ONE).expect("made");
        drop(ring);
        assert!(Keyring::open(&path).expect("whole").get(ONE).is_some());
    }
}
