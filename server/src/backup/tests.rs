use plenary_domain::ids::ParticipantId;
use plenary_domain::letters::{Kept, Letter};

use super::*;
use crate::keys::Keys;
use crate::log::backup::{Frame, verify};
use crate::log::{Appended, Batch, Catalogue, EventId, Log, Pictures, Position, SqliteLog};

const CODE: &str = "CDU7K2";
const WORDS: &str = "what a guest wrote";

fn batch(bytes: &str, guest: Option<u32>) -> Batch {
    let letters = guest.map(|guest| Letter {
        guest: ParticipantId(guest),
        words: WORDS.into(),
    });
    Batch {
        facts: 1,
        kept: Kept {
            bytes: bytes.into(),
            letters: letters.into_iter().collect(),
            erased: vec![],
        },
    }
}

/// Returns a folder with one event, in which two guests wrote something.
async fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    Keys::make(folder.path(), &Clock::fixed(0)).expect("a key");
    let log = SqliteLog::open(&folder.path().join(LOG)).expect("opened");
    let header = log.create(CODE, 7, 1, None).await.expect("created");
    for (seq, guest) in [Some(0), Some(1), None].into_iter().enumerate() {
        let at = Position {
            epoch: 7,
            seq: seq as u64,
        };
        let done = log.append(header.id, at, batch("a record", guest)).await;
        assert_eq!(done, Appended::Ok);
    }
    let pictures = vec![("a picture".into(), vec![1, 2, 3])];
    log.keep_pictures(header.id, pictures).await.expect("kept");
    folder
}

fn taken(folder: &Path, texts: bool) -> Vec<u8> {
    let mut bytes = vec![];
    write(folder, &Clock::fixed(5), texts, &mut bytes).expect("taken");
    bytes
}

/// Returns a file with these bytes, in a folder of its own.
fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.backup");
    fs::write(&file, bytes).expect("written");
    (folder, file)
}

async fn records(folder: &Path, event: EventId) -> Vec<crate::log::Stored> {
    let log = SqliteLog::open(&folder.join(LOG)).expect("opened");
    log.read(event, 0, 100).await.expect("read").records
}

#[tokio::test]
async fn a_restored_folder_is_the_one_that_was_taken() {
    let from = folder().await;
    let (_own, file) = file(&taken(from.path(), true));
    let to = tempfile::tempdir().expect("a folder");
    let restored = restore(&file, None, to.path(), &Into::Empty, &[]).expect("restored");
    assert_eq!(restored.events, [(CODE.to_owned(), None)]);
    let (was, is) = (
        records(from.path(), EventId(1)).await,
        records(to.path(), EventId(1)).await,
    );
    assert_eq!(was, is);
    assert_eq!(is[0].letters[0].words, WORDS.as_bytes());
    let log = SqliteLog::open(&to.path().join(LOG)).expect("opened");
    let picture = log.picture(EventId(1), "a picture".into()).await;
    assert_eq!(picture, Ok(Some(vec![1, 2, 3])));
    let key = |folder: &Path| fs::read(folder.join("server.key")).expect("read");
    assert_eq!(key(from.path()), key(to.path()));
    drop(log);
    // A second one does not fit.
    let why = restore(&file, None, to.path(), &Into::Empty, &[]).expect_err("not empty");
    assert!(why.to_string().contains("is not empty"), "{why}");
}

#[tokio::test]
async fn a_flipped_bit_anywhere_is_found() {
    let from = folder().await;
    let whole = taken(from.path(), true);
    verify(&mut whole.as_slice(), |seen| {
        assert!(seen.audit.histories.iter().all(|one| one.broken.is_none()));
        assert_eq!(seen.records.map(|records| records.len()), Some(3));
    })
    .expect("whole");
    for at in 0..whole.len() {
        for bit in [1, 0x10, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            assert!(
                backup::read(&mut bytes.as_slice(), |_| Ok(())).is_err(),
                "byte {at}"
            );
        }
        assert!(
            backup::read(&mut &whole[..at], |_| Ok(())).is_err(),
            "{at} bytes"
        );
    }
    assert!(
        backup::read(
            &mut [whole.as_slice(), b"x"].concat().as_slice(),
            |_| Ok(())
        )
        .is_err()
    );
}

/// Returns a backup with another word in its manifest, and the checksum that fits.
fn said(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    use sha2::Digest;
    let at = bytes
        .windows(from.len())
        .rposition(|some| some == from.as_bytes());
    let at = at.expect("the manifest says it");
    let mut bytes = [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat();
    let end = bytes.len() - 32;
    let hash = sha2::Sha256::digest(&bytes[..end]);
    bytes[end..].copy_from_slice(&hash);
    bytes
}

/// A manifest is compared with what it lists, also where somebody made the last checksum fit.
#[tokio::test]
async fn a_manifest_that_does_not_match_is_found() {
    let from = folder().await;
    let whole = taken(from.path(), true);
    for (from, to, told) in [
        ("\"records\":3", "\"records\":2", "event CDU7K2 is not as"),
        ("\"pictures\":1", "\"pictures\":0", "event CDU7K2 is not as"),
        ("\"guests\":2", "\"guests\":1", "its keys are not those"),
        (
            "\"code\":\"CDU7K2\"",
            "\"code\":\"CDU7K3\"",
            "event CDU7K2 is not as",
        ),
    ] {
        let bytes = said(&whole, from, to);
        let why = backup::read(&mut bytes.as_slice(), |_| Ok(())).expect_err(from);
        assert!(why.to_string().contains(told), "{why}");
    }
}

#[tokio::test]
async fn what_a_guest_erased_stays_erased_whatever_the_list_comes_from() {
    let from = folder().await;
    let before = taken(from.path(), true);
    let log = SqliteLog::open(&from.path().join(LOG)).expect("opened");
    let mut erasure = batch("an erasure", None);
    erasure.kept.erased = vec![ParticipantId(0)];
    let at = Position { epoch: 7, seq: 3 };
    assert_eq!(log.append(EventId(1), at, erasure).await, Appended::Ok);
    drop(log);
    let after = taken(from.path(), true);
    let list = from.path().join(LIST);
    let readable = async |bytes: &[u8], lists: &[PathBuf], into: Option<&Path>, beside: bool| {
        let (own, file) = file(bytes);
        if beside {
            fs::copy(&list, own.path().join(LIST)).expect("copied");
        }
        let to = tempfile::tempdir().expect("a folder");
        if let Some(list) = into {
            fs::copy(list, to.path().join(LIST)).expect("copied");
        }
        restore(&file, None, to.path(), &Into::Empty, lists).expect("restored");
        let records = records(to.path(), EventId(1)).await;
        let read: Vec<bool> = records[..2]
            .iter()
            .map(|one| !one.letters.is_empty())
            .collect();
        assert_eq!(records[0].unreadable.is_empty(), read[0]);
        (read[0], read[1])
    };
    // A copy from before still has it, and nothing here knows better.
    assert_eq!(readable(&before, &[], None, false).await, (true, true));
    let erased = (false, true);
    assert_eq!(
        readable(&before, std::slice::from_ref(&list), None, false).await,
        erased
    );
    assert_eq!(readable(&before, &[], Some(&list), false).await, erased);
    assert_eq!(readable(&before, &[], None, true).await, erased);
    assert_eq!(readable(&after, &[], None, false).await, erased);
    // The key is in no byte of the newer backup.
    let mut keys = vec![];
    backup::read(&mut before.as_slice(), |frame| {
        if let Frame::Guest((_, 0, _), key) = frame {
            keys.push(key);
        }
        Ok(())
    })
    .expect("read");
    assert_eq!(keys.len(), 1);
    assert!(!after.windows(32).any(|some| some == keys[0]));
}

#[tokio::test]
async fn without_texts_nobody_ever_reads_them() {
    let from = folder().await;
    let (_own, file) = file(&taken(from.path(), false));
    let to = tempfile::tempdir().expect("a folder");
    restore(&file, None, to.path(), &Into::Empty, &[]).expect("restored");
    let records = records(to.path(), EventId(1)).await;
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record.letters.is_empty()));
}

#[tokio::test]
async fn a_deleted_event_stays_deleted() {
    let from = folder().await;
    let before = taken(from.path(), true);
    let log = SqliteLog::open(&from.path().join(LOG)).expect("opened");
    log.delete(EventId(1)).await.expect("deleted");
    drop(log);
    let list = from.path().join(LIST);
    let (_own, file) = file(&before);
    let to = tempfile::tempdir().expect("a folder");
    let restored = restore(&file, None, to.path(), &Into::Empty, &[list]).expect("restored");
    assert_eq!(restored.deleted, [CODE.to_owned()]);
    assert!(restored.events.is_empty());
    let why = restore(&file, None, from.path(), &Into::Beside(CODE), &[]);
    let why = why.expect_err("deleted").to_string();
    assert!(why.contains("stays deleted"), "{why}");
}

#[tokio::test]
async fn one_event_comes_beside_others_and_takes_a_new_number_if_its_own_is_taken() {
    let from = folder().await;
    let (_own, file) = file(&taken(from.path(), true));
    let to = tempfile::tempdir().expect("a folder");
    let log = SqliteLog::open(&to.path().join(LOG)).expect("opened");
    let other = log.create("CDU7K3", 7, 1, None).await.expect("created");
    let at = Position { epoch: 7, seq: 0 };
    let done = log
        .append(other.id, at, batch("another record", Some(0)))
        .await;
    assert_eq!(done, Appended::Ok);
    drop(log);
    let beside = Into::Beside(CODE);
    let restored = restore(&file, None, to.path(), &beside, &[]).expect("restored");
    assert_eq!(restored.events, [(CODE.to_owned(), Some(2))]);
    let is = records(to.path(), EventId(2)).await;
    assert_eq!(is, records(from.path(), EventId(1)).await);
    assert_eq!(records(to.path(), EventId(1)).await.len(), 1);
    let log = SqliteLog::open(&to.path().join(LOG)).expect("opened");
    let audit = log.audit(EventId(2), None).await.expect("checked");
    assert!(audit.histories[0].broken.is_none());
    drop(log);
    let why = restore(&file, None, to.path(), &beside, &[]).expect_err("there already");
    assert!(
        why.to_string().contains("has an event CDU7K2 already"),
        "{why}"
    );
    let why = restore(&file, None, to.path(), &Into::Beside("AAAAAA"), &[]);
    assert!(why.is_err());
}

#[tokio::test]
async fn a_passphrase_hides_everything_and_a_wrong_one_leaves_the_folder_alone() {
    let from = folder().await;
    let clock = Clock::system();
    let own = tempfile::tempdir().expect("a folder");
    let path = own.path().join("a.backup.age");
    let right = Passphrase::of("correct horse battery staple").expect("a passphrase");
    let wrong = Passphrase::of("another").expect("a passphrase");
    let write = |out: &mut dyn Write| write(from.path(), &clock, true, out);
    keep(&path, Some(&right), &clock, write).expect("kept");
    let bytes = fs::read(&path).expect("read");
    assert!(!bytes.windows(6).any(|some| some == CODE.as_bytes()));
    let again = keep(&path, None, &clock, write)
        .expect_err("there")
        .to_string();
    assert!(again.contains("is there already"), "{again}");
    let to = tempfile::tempdir().expect("a folder");
    for passphrase in [None, Some(&wrong)] {
        let why = restore(&path, passphrase, to.path(), &Into::Empty, &[]);
        let why = why.expect_err("refused").to_string();
        assert!(why.contains("passphrase"), "{why}");
        assert_eq!(fs::read_dir(to.path()).expect("listed").count(), 0);
    }
    restore(&path, Some(&right), to.path(), &Into::Empty, &[]).expect("restored");
    assert_eq!(records(to.path(), EventId(1)).await.len(), 3);
    // A file that cannot be written leaves none.
    let failed = keep(&own.path().join("b.backup"), None, &clock, |out| {
        out.write_all(b"half")?;
        Err(io::Error::from(io::ErrorKind::StorageFull).into())
    });
    assert!(
        failed
            .expect_err("full")
            .to_string()
            .starts_with("cannot write ")
    );
    assert_eq!(fs::read_dir(own.path()).expect("listed").count(), 1);
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_run_again() {
    let from = folder().await;
    let (_own, file) = file(&taken(from.path(), true));
    let to = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        (MARK, ""),
        (LOG, "half a log"),
        ("log.sqlite-journal", "x"),
        ("log.keys", "x"),
        (LIST, ""),
    ] {
        fs::write(to.path().join(name), bytes).expect("written");
    }
    assert!(is_half_restored(to.path()));
    restore(&file, None, to.path(), &Into::Empty, &[]).expect("restored");
    assert!(!is_half_restored(to.path()));
    assert_eq!(records(to.path(), EventId(1)).await.len(), 3);
}

/// Returns the keys in a backup, of histories and of guests.
fn keys(bytes: &[u8]) -> (Vec<[u8; 32]>, Vec<[u8; 32]>) {
    let (mut histories, mut guests) = (vec![], vec![]);
    let read = backup::read(&mut &*bytes, |frame| {
        if let Frame::Key(_, key) = frame {
            histories.push(key);
        } else if let Frame::Guest(_, key) = frame {
            guests.push(key);
        }
        Ok(())
    });
    read.expect("whole");
    (histories, guests)
}

fn contains(file: &Path, key: &[u8]) -> bool {
    let bytes = fs::read(file).expect("read");
    bytes.windows(key.len()).any(|some| some == key)
}

/// Adds an event in which guest 0 wrote something.
async fn another(folder: &Path, epoch: u32) -> EventId {
    let log = SqliteLog::open(&folder.join(LOG)).expect("opened");
    let other = log.create("CDU7K3", epoch, 1, None).await.expect("created");
    let at = Position { epoch, seq: 0 };
    let done = log.append(other.id, at, batch("a record", Some(0))).await;
    assert_eq!(done, Appended::Ok);
    other.id
}

async fn erase(folder: &Path, event: EventId, at: Position) {
    let log = SqliteLog::open(&folder.join(LOG)).expect("opened");
    let mut erasure = batch("an erasure", None);
    erasure.kept.erased = vec![ParticipantId(0)];
    assert_eq!(log.append(event, at, erasure).await, Appended::Ok);
}

#[tokio::test]
async fn one_event_brings_no_erasures_of_others() {
    let from = tempfile::tempdir().expect("a folder");
    Keys::make(from.path(), &Clock::fixed(0)).expect("a key");
    let other = another(from.path(), 9).await;
    let (_early, early) = file(&taken(from.path(), true));
    let to = tempfile::tempdir().expect("a folder");
    restore(&early, None, to.path(), &Into::Empty, &[]).expect("restored");
    // Erased there, and not here.
    erase(from.path(), other, Position { epoch: 9, seq: 1 }).await;
    let log = SqliteLog::open(&from.path().join(LOG)).expect("opened");
    log.create(CODE, 7, 1, None).await.expect("created");
    drop(log);
    let (_late, late) = file(&taken(from.path(), true));
    let list = from.path().join(LIST);
    let beside = |code| {
        restore(
            &late,
            None,
            to.path(),
            &Into::Beside(code),
            std::slice::from_ref(&list),
        )
    };
    for (code, is_done) in [("CDU7K3", false), (CODE, true)] {
        assert_eq!(beside(code).is_ok(), is_done, "{code}");
        let records = records(to.path(), other).await;
        assert_eq!(records[0].letters[0].words, WORDS.as_bytes(), "{code}");
    }
}

#[tokio::test]
async fn an_event_with_a_new_number_stays_erased_and_deleted() {
    let from = folder().await;
    let (_own, file) = file(&taken(from.path(), true));
    let to = tempfile::tempdir().expect("a folder");
    another(to.path(), 9).await;
    let restored = restore(&file, None, to.path(), &Into::Beside(CODE), &[]).expect("restored");
    assert_eq!(restored.events, [(CODE.to_owned(), Some(2))]);
    erase(to.path(), EventId(2), Position { epoch: 7, seq: 3 }).await;
    let list = [to.path().join(LIST)];
    let again = tempfile::tempdir().expect("a folder");
    let restored = restore(&file, None, again.path(), &Into::Empty, &list).expect("restored");
    assert_eq!(restored.erased, 1);
    let read = records(again.path(), EventId(1)).await;
    assert!(read[0].letters.is_empty() && !read[1].letters.is_empty());
    let log = SqliteLog::open(&to.path().join(LOG)).expect("opened");
    log.delete(EventId(2)).await.expect("deleted");
    drop(log);
    let again = tempfile::tempdir().expect("a folder");
    let restored = restore(&file, None, again.path(), &Into::Empty, &list).expect("restored");
    assert_eq!(restored.deleted, [CODE.to_owned()]);
}

/// The commit fails when the keys are durable, as it does for one that is killed in between.
#[tokio::test]
async fn an_event_whose_restore_was_cut_off_after_its_keys_can_be_restored() {
    let from = folder().await;
    let bytes = taken(from.path(), true);
    let ((histories, guests), (_own, file)) = (keys(&bytes), file(&bytes));
    let to = tempfile::tempdir().expect("a folder");
    // The number was given before, so a key of it that the log does not know is one of a deleted event.
    let other = another(to.path(), 9).await;
    let log = SqliteLog::open(&to.path().join(LOG)).expect("opened");
    log.delete(other).await.expect("deleted");
    drop(log);
    let sql = |said: &str| {
        let db = rusqlite::Connection::open(to.path().join(LOG)).expect("opened");
        db.execute_batch(said).expect("done");
    };
    sql("CREATE TABLE kept (id INTEGER PRIMARY KEY);
         CREATE TABLE promised (id INTEGER REFERENCES kept (id) DEFERRABLE INITIALLY DEFERRED);
         CREATE TRIGGER promise AFTER INSERT ON records BEGIN INSERT INTO promised VALUES (1); END;");
    let list = fs::read(to.path().join(LIST)).expect("read");
    let restore = || restore(&file, None, to.path(), &Into::Beside(CODE), &[]);
    restore().expect_err("no commit");
    sql("DROP TRIGGER promise; DROP TABLE promised; DROP TABLE kept;");
    let (keys, letters) = (to.path().join("log.keys"), to.path().join("log.guests"));
    assert!(contains(&keys, &histories[0]) && contains(&letters, &guests[0]));
    drop(SqliteLog::open(&to.path().join(LOG)).expect("opened"));
    assert!(!contains(&keys, &histories[0]) && !contains(&letters, &guests[0]));
    assert_eq!(fs::read(to.path().join(LIST)).expect("read"), list);
    assert!(!to.path().join("log.restoring").exists());
    restore().expect("restored");
    assert!(!to.path().join("log.restoring").exists());
    let read = records(to.path(), EventId(1)).await;
    assert_eq!(read[0].letters[0].words, WORDS.as_bytes());
}

#[tokio::test]
async fn a_backup_has_the_format_of_its_folder() {
    let from = folder().await;
    let bytes = taken(from.path(), true);
    let (_own, older) = file(&bytes);
    let to = tempfile::tempdir().expect("a folder");
    restore(&older, None, to.path(), &Into::Empty, &[]).expect("restored");
    assert_eq!(format(to.path()), Ok(Some(0)));
    assert!(to.path().join("format").exists());
    // Beside events of another format nothing is restored.
    mark(to.path(), FORMAT).expect("marked");
    let why = restore(&older, None, to.path(), &Into::Beside(CODE), &[]);
    let why = why.expect_err("another format").to_string();
    assert!(why.contains("of another format"), "{why}");
    // A newer one is read by nobody here.
    let (_own, newer) = file(&said(&bytes, "\"format\":0", "\"format\":7"));
    let empty = tempfile::tempdir().expect("a folder");
    for (folder, into) in [(&empty, Into::Empty), (&to, Into::Beside(CODE))] {
        let why = restore(&newer, None, folder.path(), &into, &[]);
        let why = why.expect_err("newer").to_string();
        assert!(why.contains("use that version or a newer one"), "{why}");
    }
    fs::write(from.path().join("format"), "7\n").expect("written");
    let why = write_closed(from.path(), &Clock::fixed(5), true, &mut vec![]);
    let why = why.expect_err("newer").to_string();
    assert!(why.contains("it has format 7"), "{why}");
}

#[tokio::test]
async fn an_older_copy_beside_a_newer_list_is_backed_up_without_keys_and_loses_them_at_the_next_start()
 {
    let from = folder().await;
    let (histories, guests) = keys(&taken(from.path(), true));
    let older = [LOG, "log.keys", "log.guests"].map(|name| {
        let path = from.path().join(name);
        let bytes = fs::read(&path).expect("read");
        (path, bytes)
    });
    let log = SqliteLog::open(&from.path().join(LOG)).expect("opened");
    log.delete(EventId(1)).await.expect("deleted");
    drop(log);
    for (path, bytes) in older {
        fs::write(path, bytes).expect("written");
    }
    let at = |name: &str| from.path().join(name);
    assert!(contains(&at("log.keys"), &histories[0]) && contains(&at("log.guests"), &guests[0]));
    let bytes = taken(from.path(), true);
    assert_eq!(keys(&bytes), (vec![], vec![]));
    let (_own, file) = file(&bytes);
    let to = tempfile::tempdir().expect("a folder");
    let restored = restore(&file, None, to.path(), &Into::Empty, &[]).expect("restored");
    assert_eq!(restored.deleted, [CODE.to_owned()]);
    // A start destroys them.
    drop(SqliteLog::open(&at(LOG)).expect("opened"));
    assert!(!contains(&at("log.keys"), &histories[0]) && !contains(&at("log.guests"), &guests[0]));
}

#[tokio::test]
async fn a_list_that_is_none_is_refused_and_a_missing_one_beside_is_not() {
    let from = folder().await;
    let (own, file) = file(&taken(from.path(), true));
    erase(from.path(), EventId(1), Position { epoch: 7, seq: 3 }).await;
    let list = fs::read(from.path().join(LIST)).expect("read");
    let to = tempfile::tempdir().expect("a folder");
    let (named, beside) = (own.path().join("a-list"), own.path().join(LIST));
    let restore = |lists: &[PathBuf]| restore(&file, None, to.path(), &Into::Empty, lists);
    let mut damaged = list.clone();
    damaged[3] ^= 1;
    for wrong in [&b"not a list"[..], &damaged, &list[..list.len() - 1]] {
        for (path, lists) in [(&named, &[named.clone()][..]), (&beside, &[][..])] {
            fs::write(path, wrong).expect("written");
            let why = restore(lists).expect_err("refused").to_string();
            assert!(why.ends_with("it is not a whole list of erasures"), "{why}");
            fs::remove_file(path).expect("removed");
        }
    }
    assert!(restore(std::slice::from_ref(&named)).is_err(), "not there");
    assert_eq!(fs::read_dir(to.path()).expect("listed").count(), 0);
    fs::write(&named, list).expect("written");
    assert_eq!(restore(&[named]).expect("restored").erased, 1);
}

#[tokio::test]
async fn a_restore_that_is_run_again_deletes_what_it_left_and_nothing_else() {
    let from = folder().await;
    let bytes = taken(from.path(), true);
    let to = tempfile::tempdir().expect("a folder");
    let at = |name: &str| to.path().join(name);
    for (name, bytes) in [
        (MARK, &b""[..]),
        (LOG, &b"half a log"[..]),
        ("a.backup", &bytes[..]),
        ("photo.jpg", &b"mine"[..]),
    ] {
        fs::write(at(name), bytes).expect("written");
    }
    let restore = |file: &Path| restore(file, None, to.path(), &Into::Empty, &[]);
    let why = restore(&at("a.backup"))
        .expect_err("somebody's")
        .to_string();
    assert!(
        why.contains("is not of the restore that was cut off"),
        "{why}"
    );
    assert!(at("photo.jpg").exists() && at("a.backup").exists() && at(LOG).exists());
    fs::remove_file(at("photo.jpg")).expect("removed");
    fs::remove_file(at("a.backup")).expect("removed");
    // Nothing goes before the backup is read.
    let (_own, damaged) = file(&bytes[..bytes.len() - 1]);
    restore(&damaged).expect_err("damaged");
    assert!(at(LOG).exists());
    let (_own, whole) = file(&bytes);
    restore(&whole).expect("restored");
    assert_eq!(records(to.path(), EventId(1)).await.len(), 3);
}

#[tokio::test]
async fn a_backup_that_takes_too_long_is_given_up() {
    let from = folder().await;
    let (clock, mut bytes) = (Clock::fixed(5), vec![]);
    let mut out = Timely {
        out: &mut bytes,
        clock: &clock,
        until: 5,
    };
    let why = write_from(from.path(), &clock, true, &mut out);
    assert!(
        why.expect_err("given up")
            .to_string()
            .starts_with("it took too long")
    );
}
