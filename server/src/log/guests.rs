//! The keys of guests, in a file of their own beside the log (`log.guests`), and the list of those that were destroyed (`log.erased`).
//! A guest has no key before the first text, and a new one after each erasure. Destroying a key erases what the guest wrote, on
//! this disk and in every copy of the log, while the records and their chain stay.
//!
//! Keys are kept as in `log.keys` ([`keyring`](super::keyring)): written once, synced before their first use, and overwritten in
//! place. The list has no keys, so it can be copied anywhere. It names a key before the record of the erasure is written, and the
//! key is destroyed after it. A server that is killed in between destroys the key at the next start, and so does one that finds the
//! key again in an older copy of `log.guests`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plenary_domain::ids::ParticipantId;
use plenary_domain::letters::Letter;
use sha2::{Digest, Sha256};

use super::cipher::{KEY_BYTES, Key, Nonce};
use super::keyring::Of;
use super::record::Said;
use super::{EventId, LogError, Stored, keyring};
use crate::clock::Clock;
use crate::private;

/// Event, epoch, guest, and the key's number.
const NAME_BYTES: usize = 16;
const CHECK_BYTES: usize = 16;
const SLOT_BYTES: usize = NAME_BYTES + KEY_BYTES + CHECK_BYTES;
const ENTRY_BYTES: usize = NAME_BYTES + CHECK_BYTES;
/// Guest, the key's number, and the length of what follows.
const SECTION_BYTES: usize = 12;
/// In the list: all guests of a history.
pub(super) const ALL: u32 = u32::MAX;

/// The keys of all guests. Cheap to clone.
#[derive(Clone)]
pub(super) struct Guests(Arc<Mutex<Ring>>);

struct Ring {
    clock: Clock,
    /// None: the keys live as long as the process.
    files: Option<Files>,
    /// The key that each guest has now.
    keys: HashMap<(Of, u32), GuestKey>,
    /// The places of keys that are on the list and not yet overwritten.
    doomed: Vec<u32>,
    free: Vec<u32>,
    /// Number of places.
    end: u32,
}

struct Files {
    keys: File,
    erased: File,
    /// Where the list ends.
    end: u64,
}

struct GuestKey {
    place: u32,
    /// Random, so that an older key of the same guest is not taken for this one.
    number: u32,
    bytes: [u8; KEY_BYTES],
}

/// The name of a key: the history, the guest, and the key's number.
pub(super) type Name = (Of, u32, u32);

/// What lists of destroyed keys name. Epochs are random, so an event's number says nothing here: a restored event may have another one
/// than the list that names its keys.
#[derive(Clone, Default)]
pub(super) struct Erased(HashSet<(u32, u32, u32)>);

impl Erased {
    /// Returns true if this key of a guest is named, alone or with its history.
    pub fn has(&self, (of, guest, number): Name) -> bool {
        self.0.contains(&(of.1, guest, number)) || self.has_history(of)
    }

    /// Returns true if a history is named with all its guests.
    pub fn has_history(&self, (_, epoch): Of) -> bool {
        self.0.contains(&(epoch, ALL, 0))
    }
}

impl Extend<Name> for Erased {
    fn extend<T: IntoIterator<Item = Name>>(&mut self, names: T) {
        let names = names.into_iter();
        self.0
            .extend(names.map(|((_, epoch), guest, number)| (epoch, guest, number)));
    }
}

impl FromIterator<Name> for Erased {
    fn from_iter<T: IntoIterator<Item = Name>>(names: T) -> Erased {
        let mut erased = Erased::default();
        erased.extend(names);
        erased
    }
}

/// The letters of a record: those that can be read, and the guests of the others.
#[derive(Default)]
struct Opened {
    letters: Vec<Letter>,
    unreadable: Vec<ParticipantId>,
}

impl Guests {
    /// Returns keys that no file holds.
    pub fn in_memory() -> Guests {
        Guests(Arc::new(Mutex::new(Ring {
            clock: Clock::fixed(0),
            files: None,
            keys: HashMap::new(),
            doomed: vec![],
            free: vec![],
            end: 0,
        })))
    }

    /// Reads the files beside the log, or creates them, and destroys the keys that are on the list.
    ///
    /// # Errors
    /// Errors of the file system; a damaged key.
    pub fn open(log: &Path) -> io::Result<Guests> {
        let (keys_path, list_path) = (log.with_extension("guests"), log.with_extension("erased"));
        let has_log = fs::metadata(log).is_ok_and(|file| file.len() > 0);
        if has_log && !keys_path.exists() {
            let path = keys_path.display();
            tracing::warn!(
                "{path} is missing: nobody can read what guests wrote, and it counts as erased"
            );
        }
        let (keys, erased) = (private::file(&keys_path)?, private::file(&list_path)?);
        keyring::sync_folder(log)?;
        let (bytes, list) = (fs::read(&keys_path)?, fs::read(&list_path)?);
        let list: Erased = entries(&list).collect();
        let mut ring = Ring {
            clock: Clock::system(),
            files: Some(Files {
                keys,
                erased,
                end: (fs::metadata(&list_path)?.len() as usize / ENTRY_BYTES * ENTRY_BYTES) as u64,
            }),
            keys: HashMap::new(),
            doomed: vec![],
            free: vec![],
            end: 0,
        };
        // A slot that was being added when the machine lost power was never used.
        for slot in bytes.chunks_exact(SLOT_BYTES) {
            let place = ring.end;
            ring.end += 1;
            if slot.iter().all(|byte| *byte == 0) {
                ring.free.push(place);
                continue;
            }
            let (of, guest, number) = named(slot).ok_or_else(|| {
                let at = place as usize * SLOT_BYTES;
                let why = format!("{} is damaged at byte {at}", keys_path.display());
                io::Error::new(io::ErrorKind::InvalidData, why)
            })?;
            if list.has((of, guest, number)) {
                ring.doomed.push(place);
                continue;
            }
            let mut bytes = [0; KEY_BYTES];
            bytes.copy_from_slice(&slot[NAME_BYTES..][..KEY_BYTES]);
            let key = GuestKey {
                place,
                number,
                bytes,
            };
            ring.keys.insert((of, guest), key);
        }
        ring.destroy_doomed()?;
        Ok(Guests(Arc::new(Mutex::new(ring))))
    }

    /// Puts the keys of guests on the list, and encrypts letters with the keys that their guests have then. The keys on the list are
    /// destroyed by [`Guests::destroy_doomed`].
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn seal(
        &self,
        of: Of,
        (seq, nonce): (u64, Nonce),
        letters: &[Letter],
        erased: &[ParticipantId],
    ) -> io::Result<Vec<u8>> {
        let mut sealed = vec![];
        if letters.is_empty() && erased.is_empty() {
            return Ok(sealed);
        }
        let mut ring = self.ring();
        ring.doom(erased.iter().map(|guest| (of, guest.0)))?;
        ring.make(of, letters)?;
        for Letter { guest, words } in letters {
            let Some(key) = ring.keys.get(&(of, guest.0)) else {
                return Err(io::Error::other("a guest's key is gone"));
            };
            sealed.extend(guest.0.to_le_bytes());
            sealed.extend(key.number.to_le_bytes());
            sealed.extend((words.len() as u32).to_le_bytes());
            let start = sealed.len();
            sealed.extend(words);
            Key::new(&key.bytes).apply(seq, nonce, &mut sealed[start..]);
        }
        Ok(sealed)
    }

    /// Decrypts the letters of a record; None if they are not as [`Guests::seal`] returned them.
    fn open_letters(
        &self,
        of: Of,
        (seq, nonce): (u64, Nonce),
        mut sealed: &[u8],
    ) -> Option<Opened> {
        let mut opened = Opened::default();
        if sealed.is_empty() {
            return Some(opened);
        }
        let ring = self.ring();
        while !sealed.is_empty() {
            let (head, rest) = sealed.split_at_checked(SECTION_BYTES)?;
            let [guest, number, length] = [0, 4, 8].map(|at| small(head, at));
            let (words, rest) = rest.split_at_checked(length? as usize)?;
            sealed = rest;
            let guest = ParticipantId(guest?);
            match ring.keys.get(&(of, guest.0)) {
                Some(key) if Some(key.number) == number => {
                    let mut words = words.to_vec();
                    Key::new(&key.bytes).apply(seq, nonce, &mut words);
                    opened.letters.push(Letter { guest, words });
                }
                Some(_) | None => opened.unreadable.push(guest),
            }
        }
        Some(opened)
    }

    /// Returns a record as read, with its letters.
    ///
    /// # Errors
    /// [`LogError::Corrupt`].
    pub fn stored(&self, of: Of, seq: u64, said: Said) -> Result<Stored, LogError> {
        let opened = self.open_letters(of, (seq, said.nonce), &said.letters);
        let Opened {
            letters,
            unreadable,
        } = opened.ok_or_else(|| LogError::Corrupt {
            seq,
            why: "what its guests wrote is truncated".into(),
        })?;
        Ok(Stored {
            seq,
            bytes: said.bytes,
            letters,
            unreadable,
        })
    }

    /// Overwrites the keys that are on the list.
    ///
    /// # Errors
    /// Errors of the file system. Keys that are not overwritten for certain are tried again.
    pub fn destroy_doomed(&self) -> io::Result<()> {
        self.ring().destroy_doomed()
    }

    /// Destroys all keys of the histories that are not to stay. `known` are histories that are to be on the list even if their guests
    /// wrote nothing, so that no backup brings them back.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn destroy(&self, known: Vec<Of>, stays: impl Fn(Of) -> bool) -> io::Result<()> {
        let mut ring = self.ring();
        let gone: BTreeSet<Of> = ring.keys.keys().map(|(of, _)| *of).chain(known).collect();
        let gone: Vec<Of> = gone.into_iter().filter(|of| !stays(*of)).collect();
        ring.doom(gone.into_iter().map(|of| (of, ALL)))?;
        ring.destroy_doomed()
    }

    /// Destroys the keys of these histories without a word on the list: what they encrypt never came into the log.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn discard(&self, gone: impl Fn(Of) -> bool) -> io::Result<()> {
        let mut ring = self.ring();
        let Ring { keys, doomed, .. } = &mut *ring;
        keys.retain(|(of, _), key| {
            let stays = !gone(*of);
            if !stays {
                doomed.push(key.place);
            }
            stays
        });
        ring.destroy_doomed()
    }

    /// Puts names on the list that are not on it.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn list(&self, names: &HashSet<Name>) -> io::Result<()> {
        let mut ring = self.ring();
        let Some(files) = &mut ring.files else {
            return Ok(());
        };
        let mut known = vec![0; files.end as usize];
        files.erased.read_exact_at(&mut known, 0)?;
        let known: HashSet<Name> = entries(&known).collect();
        let list: Vec<u8> = names.difference(&known).copied().flat_map(entry).collect();
        files.erased.write_all_at(&list, files.end)?;
        files.erased.sync_all()?;
        files.end += list.len() as u64;
        Ok(())
    }

    /// Puts keys that a backup kept into free slots, and returns once they are durable.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn put(&self, keys: Vec<(Name, [u8; KEY_BYTES])>) -> io::Result<()> {
        let mut ring = self.ring();
        for ((of, guest, number), bytes) in keys {
            let place = ring.free.pop().unwrap_or(ring.end);
            ring.end = ring.end.max(place + 1);
            let key = GuestKey {
                place,
                number,
                bytes,
            };
            if let Some(files) = &ring.files {
                files.keys.write_all_at(
                    &slot((of, guest, number), &bytes),
                    u64::from(place) * SLOT_BYTES as u64,
                )?;
            }
            ring.keys.insert((of, guest), key);
        }
        ring.files
            .as_ref()
            .map_or(Ok(()), |files| files.keys.sync_all())
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the keys of guests from the file, which a running server may be writing.
///
/// # Errors
/// Errors of the file system; a damaged slot.
pub(super) fn kept(path: &Path) -> io::Result<Vec<(Name, [u8; KEY_BYTES])>> {
    let slots = keyring::whole(path, SLOT_BYTES, |slot| {
        if slot.iter().all(|byte| *byte == 0) {
            return Some(None);
        }
        let key = *slot.get(NAME_BYTES..)?.first_chunk()?;
        Some(Some((named(slot)?, key)))
    })?;
    Ok(slots.into_iter().flatten().collect())
}

/// Reads a list that somebody named, every byte of it.
///
/// # Errors
/// Errors of the file system; it is something else, or only a part of a list.
pub(super) fn whole_list(path: &Path) -> io::Result<Vec<Name>> {
    let list = fs::read(path)?;
    let names: Vec<Name> = entries(&list).collect();
    if names.len() * ENTRY_BYTES != list.len() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not a whole list of erasures",
        ));
    }
    Ok(names)
}

/// Reads a list of destroyed keys; one that is not there is empty.
///
/// # Errors
/// Errors of the file system.
pub(super) fn listed(path: &Path) -> io::Result<Vec<Name>> {
    match fs::read(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(vec![]),
        list => Ok(entries(&list?).collect()),
    }
}

impl Ring {
    /// Puts the keys of these guests on the list.
    fn doom(&mut self, guests: impl Iterator<Item = (Of, u32)>) -> io::Result<()> {
        let (mut names, mut gone): (Vec<Name>, Vec<(Of, u32)>) = (vec![], vec![]);
        for (of, guest) in guests {
            if guest == ALL {
                names.push((of, ALL, 0));
                gone.extend(self.keys.keys().filter(|(its, _)| *its == of));
            } else if let Some(key) = self.keys.get(&(of, guest)) {
                names.push((of, guest, key.number));
                gone.push((of, guest));
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        if let Some(files) = &mut self.files {
            let list: Vec<u8> = names.into_iter().flat_map(entry).collect();
            files.erased.write_all_at(&list, files.end)?;
            files.erased.sync_all()?;
            files.end += list.len() as u64;
        }
        let places = gone.iter().filter_map(|guest| self.keys.remove(guest));
        self.doomed.extend(places.map(|key| key.place));
        Ok(())
    }

    /// Makes the keys that the guests of these letters lack.
    fn make(&mut self, of: Of, letters: &[Letter]) -> io::Result<()> {
        let lack = letters.iter().map(|letter| letter.guest.0);
        let lack: Vec<u32> = lack
            .filter(|guest| !self.keys.contains_key(&(of, *guest)))
            .collect();
        let mut made = vec![];
        for guest in &lack {
            let key = GuestKey {
                place: self.free.pop().unwrap_or(self.end),
                number: u32::from_le_bytes(self.clock.random()),
                bytes: self.clock.random(),
            };
            self.end = self.end.max(key.place + 1);
            made.push((*guest, key));
        }
        let written = self.write(of, &made);
        if written.is_err() {
            self.free.extend(made.iter().map(|(_, key)| key.place));
        } else {
            let made = made.into_iter();
            self.keys
                .extend(made.map(|(guest, key)| ((of, guest), key)));
        }
        written
    }

    fn write(&self, of: Of, made: &[(u32, GuestKey)]) -> io::Result<()> {
        let Some(files) = self.files.as_ref().filter(|_| !made.is_empty()) else {
            return Ok(());
        };
        for (guest, key) in made {
            let slot = slot((of, *guest, key.number), &key.bytes);
            let at = u64::from(key.place) * SLOT_BYTES as u64;
            files.keys.write_all_at(&slot, at)?;
        }
        files.keys.sync_all()
    }

    fn destroy_doomed(&mut self) -> io::Result<()> {
        if self.doomed.is_empty() {
            return Ok(());
        }
        if let Some(files) = &self.files {
            for place in &self.doomed {
                let at = u64::from(*place) * SLOT_BYTES as u64;
                files.keys.write_all_at(&[0; SLOT_BYTES], at)?;
            }
            files.keys.sync_all()?;
        }
        self.free.append(&mut self.doomed);
        Ok(())
    }
}

fn name(((event, epoch), guest, number): Name) -> [u8; NAME_BYTES] {
    let mut name = [0; NAME_BYTES];
    for (at, part) in [event.0, epoch, guest, number].into_iter().enumerate() {
        name[4 * at..][..4].copy_from_slice(&part.to_le_bytes());
    }
    name
}

fn slot(of: Name, key: &[u8; KEY_BYTES]) -> Vec<u8> {
    let mut slot = name(of).to_vec();
    slot.extend(key);
    slot.extend(check(&slot));
    slot
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&Sha256::digest(bytes)[..CHECK_BYTES]);
    check
}

fn entry(of: Name) -> [u8; ENTRY_BYTES] {
    let mut entry = [0; ENTRY_BYTES];
    entry[..NAME_BYTES].copy_from_slice(&name(of));
    entry[NAME_BYTES..].copy_from_slice(&check(&name(of)));
    entry
}

/// Reads the name at the beginning of a slot or an entry; None if it is damaged.
fn named(bytes: &[u8]) -> Option<Name> {
    let (said, kept) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
    let [event, epoch, guest, number] = [0, 4, 8, 12].map(|at| small(bytes, at));
    let of = (EventId(event?), epoch?);
    (check(said) == kept).then_some((of, guest?, number?))
}

/// Returns the whole entries of the list. One that was being written when the machine lost power was never acted on.
fn entries(list: &[u8]) -> impl Iterator<Item = Name> {
    list.chunks_exact(ENTRY_BYTES).filter_map(named)
}

fn small(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Returns a list with the entries of `to` and those that only `from` has; None if there are none of these.
///
/// # Errors
/// Errors of the file system.
pub fn merged(from: &Path, to: &Path) -> io::Result<Option<Vec<u8>>> {
    let (from, known) = (listed(from)?, listed(to)?);
    let has: HashSet<&Name> = known.iter().collect();
    let lacks: Vec<Name> = from
        .iter()
        .filter(|name| !has.contains(name))
        .copied()
        .collect();
    let all = known.iter().chain(&lacks).copied();
    Ok((!lacks.is_empty()).then(|| all.flat_map(entry).collect()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const OF: Of = (EventId(1), 7);
    const AT: (u64, Nonce) = (3, [1; 4]);
    const ANN: ParticipantId = ParticipantId(0);
    const BEN: ParticipantId = ParticipantId(5);

    fn letter(guest: ParticipantId, words: &str) -> Letter {
        Letter {
            guest,
            words: words.into(),
        }
    }

    fn letters() -> [Letter; 2] {
        [letter(ANN, "Ann's words"), letter(BEN, "Ben's words")]
    }

    /// Returns who can still be read, and who cannot.
    fn read(guests: &Guests, sealed: &[u8]) -> (Vec<ParticipantId>, Vec<ParticipantId>) {
        let opened = guests.open_letters(OF, AT, sealed).expect("whole");
        assert!(opened.letters.iter().all(|one| letters().contains(one)));
        let read = opened.letters.iter().map(|one| one.guest).collect();
        (read, opened.unreadable)
    }

    fn bytes(log: &Path) -> Vec<u8> {
        fs::read(log.with_extension("guests")).expect("read")
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log.sqlite");
        (folder, log)
    }

    #[test]
    fn a_destroyed_key_is_in_no_byte_and_the_others_stay() {
        let (_folder, log) = folder();
        let guests = Guests::open(&log).expect("opened");
        let sealed = guests.seal(OF, AT, &letters(), &[]).expect("sealed");
        assert!(!sealed.windows(5).any(|five| five == b"words"));
        assert_eq!(read(&guests, &sealed), (vec![ANN, BEN], vec![]));
        let before = bytes(&log);
        let key = before[NAME_BYTES..][..KEY_BYTES].to_vec();

        guests.seal(OF, AT, &[], &[ANN]).expect("on the list");
        assert_eq!(read(&guests, &sealed), (vec![BEN], vec![ANN]));
        guests.destroy_doomed().expect("destroyed");
        assert!(!bytes(&log).windows(8).any(|eight| eight == &key[..8]));
        drop(guests);

        let guests = Guests::open(&log).expect("opened again");
        assert_eq!(read(&guests, &sealed), (vec![BEN], vec![ANN]));
        // A new key is another one, in the free place. It does not read what the old one wrote.
        let again = guests.seal(OF, AT, &letters(), &[]).expect("sealed");
        assert_eq!(read(&guests, &again), (vec![ANN, BEN], vec![]));
        assert_eq!(read(&guests, &sealed), (vec![BEN], vec![ANN]));
        assert_eq!(bytes(&log).len(), before.len());
    }

    #[test]
    fn an_erasure_that_was_cut_off_and_one_in_an_older_copy_happen_at_the_next_start() {
        let (_folder, log) = folder();
        let guests = Guests::open(&log).expect("opened");
        let sealed = guests.seal(OF, AT, &letters(), &[]).expect("sealed");
        let older = bytes(&log);
        // Killed before the key was overwritten.
        guests.seal(OF, AT, &[], &[ANN]).expect("on the list");
        assert_eq!(bytes(&log), older);
        drop(guests);
        let guests = Guests::open(&log).expect("opened again");
        assert_eq!(read(&guests, &sealed), (vec![BEN], vec![ANN]));
        guests.destroy(vec![], |of| of != OF).expect("destroyed");
        drop(guests);
        for known in [vec![], older] {
            fs::write(log.with_extension("guests"), known).expect("an older copy");
            let guests = Guests::open(&log).expect("opened");
            assert_eq!(read(&guests, &sealed), (vec![], vec![ANN, BEN]));
            assert!(bytes(&log).iter().all(|byte| *byte == 0));
        }
    }

    #[test]
    fn a_torn_end_was_never_used_and_a_damaged_key_is_reported() {
        let (_folder, log) = folder();
        let guests = Guests::open(&log).expect("opened");
        let sealed = guests.seal(OF, AT, &letters(), &[]).expect("sealed");
        guests.seal(OF, AT, &[], &[ANN]).expect("on the list");
        drop(guests);
        let (list, whole) = (log.with_extension("erased"), bytes(&log));
        let erased = fs::read(&list).expect("read");
        fs::write(&list, &erased[..20]).expect("torn");
        let guests = Guests::open(&log).expect("opened");
        assert_eq!(read(&guests, &sealed), (vec![ANN, BEN], vec![]));
        // The next entry takes the place of the torn one.
        guests.seal(OF, AT, &[], &[ANN]).expect("on the list");
        assert_eq!(fs::read(&list).expect("read"), erased);
        drop(guests);
        fs::remove_file(&list).expect("removed");
        for at in [0, 20, SLOT_BYTES - 1] {
            let mut bytes = whole.clone();
            bytes[SLOT_BYTES + at] ^= 4;
            fs::write(log.with_extension("guests"), bytes).expect("written");
            let why = Guests::open(&log).err().expect("damaged").to_string();
            assert!(why.ends_with("log.guests is damaged at byte 64"), "{why}");
        }
        fs::write(log.with_extension("guests"), &whole[..SLOT_BYTES + 40]).expect("torn");
        let guests = Guests::open(&log).expect("opened");
        assert_eq!(read(&guests, &sealed).0.len(), 1);
    }

    #[test]
    fn damaged_letters_are_no_panic() {
        let guests = Guests::in_memory();
        let sealed = guests.seal(OF, AT, &letters(), &[]).expect("sealed");
        for cut in 1..sealed.len() {
            let _ = guests.open_letters(OF, AT, &sealed[cut..]);
            let _ = guests.open_letters(OF, AT, &sealed[..cut]);
        }
        assert!(
            guests
                .open_letters(OF, AT, &sealed[..SECTION_BYTES + 3])
                .is_none()
        );
    }
}
