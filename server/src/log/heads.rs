//! The last head of each event, remembered in a small file beside the log. A log that was cut, or replaced by an older copy,
//! does not contain it. The file is authenticated with a key of the key file, so one who can write but not read does not make
//! it agree.
//!
//! It follows the log: a head is written after its record is durable, and without a sync of its own. After a crash it may be
//! older than the log, which is fine, and never newer. Two copies take turns, so that a torn write leaves one.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::EventId;
use super::chain::{Head, TAG_BYTES, Tag};
use super::cipher::KEY_BYTES;
use crate::private;

const COPY_BYTES: usize = 64;
/// Event, epoch, place, turn and tag; what follows authenticates them.
const SAID_BYTES: usize = 4 + 4 + 8 + 8 + TAG_BYTES;
const MAC_BYTES: usize = 16;

/// The file.
pub(super) struct Heads {
    file: File,
    key: [u8; KEY_BYTES],
    places: HashMap<EventId, Place>,
    free: Vec<u64>,
    end: u64,
    fails: bool,
}

/// Where an event's two copies are.
struct Place {
    pair: u64,
    /// Rises with each write, which goes to the copy of its parity.
    turn: u64,
    head: Head,
}

impl Heads {
    /// Reads the file, or creates it. Copies that are not authentic are ignored.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn open(path: &Path, key: [u8; KEY_BYTES]) -> io::Result<Heads> {
        let file = private::file(path)?;
        let bytes = fs::read(path)?;
        let mut heads = Heads {
            file,
            key,
            places: HashMap::new(),
            free: vec![],
            end: 0,
            fails: false,
        };
        for pair in bytes.chunks(2 * COPY_BYTES) {
            let copies = pair.chunks(COPY_BYTES).filter_map(|copy| heads.read(copy));
            match copies.max_by_key(|(_, turn, _)| *turn) {
                Some((event, turn, head)) => {
                    let pair = heads.end;
                    heads.places.insert(event, Place { pair, turn, head });
                }
                None => heads.free.push(heads.end),
            }
            heads.end += 1;
        }
        Ok(heads)
    }

    /// Returns what is remembered.
    pub fn all(&self) -> impl Iterator<Item = (EventId, Head)> {
        self.places
            .iter()
            .map(|(event, place)| (*event, place.head))
    }

    /// Remembers a head that is durable in the log.
    pub fn note(&mut self, event: EventId, head: Head) {
        let (free, end) = (&mut self.free, &mut self.end);
        let place = self.places.entry(event).or_insert_with(|| Place {
            pair: free.pop().unwrap_or_else(|| {
                *end += 1;
                *end - 1
            }),
            turn: 0,
            head,
        });
        place.turn += 1;
        place.head = head;
        let (pair, turn) = (place.pair, place.turn);
        let copy = self.copy(event, turn, head);
        let at = (2 * pair + turn % 2) * COPY_BYTES as u64;
        let written = self.file.write_all_at(&copy, at);
        self.report(written);
    }

    /// Forgets a deleted event.
    pub fn forget(&mut self, event: EventId) {
        if let Some(Place { pair, .. }) = self.places.remove(&event) {
            self.free.push(pair);
            let at = 2 * pair * COPY_BYTES as u64;
            let written = self.file.write_all_at(&[0; 2 * COPY_BYTES], at);
            self.report(written);
        }
    }

    /// A head that is not written makes a loss harder to notice. That is no reason to stop writing the log.
    fn report(&mut self, written: io::Result<()>) {
        let failed = written.is_err();
        if let Err(e) = written
            && !self.fails
        {
            tracing::warn!(error = %e, "cannot remember the head of the log beside it");
        }
        self.fails = failed;
    }

    fn copy(&self, event: EventId, turn: u64, head: Head) -> [u8; COPY_BYTES] {
        let mut copy = [0; COPY_BYTES];
        copy[..4].copy_from_slice(&event.0.to_le_bytes());
        copy[4..8].copy_from_slice(&head.epoch.to_le_bytes());
        copy[8..16].copy_from_slice(&head.seq.to_le_bytes());
        copy[16..24].copy_from_slice(&turn.to_le_bytes());
        copy[24..SAID_BYTES].copy_from_slice(&head.tag.bytes());
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC accepts keys of any length");
        mac.update(&copy[..SAID_BYTES]);
        let mac = mac.finalize().into_bytes();
        copy[SAID_BYTES..SAID_BYTES + MAC_BYTES].copy_from_slice(&mac[..MAC_BYTES]);
        copy
    }

    fn read(&self, copy: &[u8]) -> Option<(EventId, u64, Head)> {
        let small = |at: usize| Some(u32::from_le_bytes(*copy.get(at..)?.first_chunk()?));
        let large = |at: usize| Some(u64::from_le_bytes(*copy.get(at..)?.first_chunk()?));
        let event = EventId(small(0)?);
        let turn = large(16)?;
        let head = Head {
            epoch: small(4)?,
            seq: large(8)?,
            tag: Tag::of(copy.get(24..SAID_BYTES)?)?,
        };
        (self.copy(event, turn, head) == copy).then_some((event, turn, head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; KEY_BYTES] = [7; KEY_BYTES];

    fn head(seq: u64) -> Head {
        let tag = Tag::default().then(seq, b"");
        Head { epoch: 7, seq, tag }
    }

    #[test]
    fn the_newest_whole_copy_is_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log.heads");
        let mut heads = Heads::open(&path, KEY).expect("opened");
        let (one, two) = (EventId(1), EventId(2));
        heads.note(one, head(1));
        heads.note(two, head(5));
        heads.note(one, head(2));
        heads.note(one, head(3));
        let bytes = fs::read(&path).expect("read");
        let again = |bytes: &[u8], key| {
            fs::write(&path, bytes).expect("written");
            let heads = Heads::open(&path, key).expect("opened");
            let known = |event| {
                heads
                    .all()
                    .find(|(of, _)| *of == event)
                    .map(|(_, head)| head)
            };
            (known(one), known(two))
        };
        assert_eq!(again(&bytes, KEY), (Some(head(3)), Some(head(5))));
        assert_eq!(again(&bytes, [8; KEY_BYTES]), (None, None));
        // The third turn of the first event, in its second copy.
        let mut torn = bytes.clone();
        torn[COPY_BYTES + 9] ^= 1;
        assert_eq!(again(&torn, KEY), (Some(head(2)), Some(head(5))));
        assert_eq!(again(&bytes[..COPY_BYTES], KEY), (Some(head(2)), None));

        fs::write(&path, &bytes).expect("written");
        let mut heads = Heads::open(&path, KEY).expect("opened");
        heads.forget(one);
        heads.note(EventId(3), head(9));
        let bytes = fs::read(&path).expect("read");
        assert_eq!(again(&bytes, KEY), (None, Some(head(5))));
    }
}
