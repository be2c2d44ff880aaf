//! Whoever changes, drops or puts back records is noticed, and deleted data is gone from the disk while its records stay.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::batch;
use crate::log::keyring::Keyring;
use crate::log::{
    Appended, Audit, Audited, Catalogue, EventId, Head, Header, Log, LogError, MemoryLog, Position,
    Printed, SqliteLog,
};

const SECRET: &str = "a guest's secret words";

async fn append(log: &impl Log, event: EventId, seq: u64, text: &str) {
    let at = Position { epoch: 7, seq };
    assert_eq!(log.append(event, at, batch(1, text)).await, Appended::Ok);
}

/// Returns an event with three records.
async fn three(log: &(impl Log + Catalogue)) -> Header {
    let header = log.create("AAAAAA", 7, 1, None).await.expect("created");
    for (seq, text) in (0..).zip(["one", SECRET, "three"]) {
        append(log, header.id, seq, text).await;
    }
    header
}

async fn audit(log: &impl Log, event: EventId) -> Audit {
    log.audit(event, None).await.expect("checked")
}

/// Returns where the current history breaks, and what is read there.
async fn broken(log: &impl Log, event: EventId) -> Option<(u64, Option<Vec<u8>>)> {
    let audit = audit(log, event).await;
    let Audited { broken, .. } = audit.histories.last().cloned().expect("a history");
    broken.map(|broken| (broken.seq, broken.says.map(|says| says.bytes)))
}

async fn is_chained(log: &(impl Log + Catalogue)) {
    let header = log.create("AAAAAA", 7, 1, None).await.expect("created");
    let event = header.id;
    let mut heads: Vec<Head> = vec![log.head(event).await.expect("a head")];
    for (seq, text) in (0..).zip(["one", "two", "two"]) {
        append(log, event, seq, text).await;
        heads.push(log.head(event).await.expect("a head"));
    }
    for (i, head) in heads.iter().enumerate() {
        assert_eq!((head.epoch, head.seq), (7, i as u64));
        assert!(heads[..i].iter().all(|other| other.tag != head.tag), "{i}");
    }
    let other = log.create("BBBBBB", 7, 1, None).await.expect("created").id;
    append(log, other, 0, "one").await;
    let of_other = log.head(other).await.expect("a head");
    assert_ne!(of_other.tag, heads[1].tag, "an event of its own");

    // Guest data is deleted. The chain goes on, and all heads that were printed are still in it.
    let at = heads[3].position();
    let replaced = log.replace(event, at, 8, batch(2, "kept")).await;
    assert_eq!(replaced, Appended::Ok);
    let newest = log.head(event).await.expect("a head");
    assert_eq!((newest.epoch, newest.seq), (8, 2));
    let Audit {
        histories, lost, ..
    } = audit(log, event).await;
    assert_eq!(lost, None);
    let told: Vec<_> = histories
        .iter()
        .map(|of| (of.epoch, of.records, of.head, of.broken.clone()))
        .collect();
    assert_eq!(told, [(7, 3, heads[3], None), (8, 1, newest, None)]);
    for head in heads[1..].iter().chain([&newest]) {
        let sought = Some(Printed::from(*head));
        assert!(log.audit(event, sought).await.expect("checked").found);
        assert!(!log.audit(other, sought).await.expect("checked").found);
    }
    // A history that begins in the same way but not after the old one is another.
    let begins = log.create("CCCCCC", 8, 1, None).await.expect("created").id;
    let at = Position { epoch: 8, seq: 0 };
    assert_eq!(log.append(begins, at, batch(2, "kept")).await, Appended::Ok);
    assert_ne!(log.head(begins).await.expect("a head").tag, newest.tag);
}

#[tokio::test]
async fn memory_is_chained() {
    is_chained(&MemoryLog::default()).await;
}

#[tokio::test]
async fn sqlite_is_chained() {
    let folder = tempfile::tempdir().expect("a folder");
    is_chained(&SqliteLog::open(&folder.path().join("log.sqlite")).expect("opened")).await;
}

#[tokio::test]
async fn the_first_changed_record_is_named() {
    let memory = MemoryLog::default();
    let event = three(&memory).await.id;
    assert_eq!(broken(&memory, event).await, None);
    memory.damage(event, 1);
    let (seq, says) = broken(&memory, event).await.expect("broken");
    let says = String::from_utf8(says.expect("readable")).expect("text");
    assert_eq!((seq, &says[..8]), (2, &SECRET[..8]));

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let event = three(&log).await.id;
    assert_eq!(broken(&log, event).await, None);
    let change = |sql: &str| {
        let changed = Connection::open(&path).and_then(|db| db.execute(sql, []));
        assert_eq!(changed.expect("changed"), 1, "{sql}");
    };
    // Two records that change places.
    change("UPDATE records SET seq = 9 WHERE seq = 1");
    change("UPDATE records SET seq = 1 WHERE seq = 2");
    change("UPDATE records SET seq = 2 WHERE seq = 9");
    assert_eq!(broken(&log, event).await.map(|(seq, _)| seq), Some(1));
    assert!(matches!(
        log.read(event, 0, 9).await,
        Err(LogError::Corrupt { seq: 1, .. })
    ));
    change("UPDATE records SET seq = 9 WHERE seq = 1");
    change("UPDATE records SET seq = 1 WHERE seq = 2");
    change("UPDATE records SET seq = 2 WHERE seq = 9");
    assert_eq!(broken(&log, event).await, None);
    // One in the middle that is gone.
    change("DELETE FROM records WHERE seq = 2");
    assert_eq!(broken(&log, event).await.map(|(seq, _)| seq), Some(3));
}

/// Somebody who knows the format writes a record anew with all tags after it, and the head in the same file.
#[tokio::test]
async fn a_history_written_anew_does_not_have_the_head_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let event = three(&log).await.id;
    let printed = Printed::from(log.head(event).await.expect("a head"));
    drop(log);
    let forged = tempfile::tempdir().expect("a folder");
    let other = SqliteLog::open(&forged.path().join("log.sqlite")).expect("opened");
    let same = other
        .create("AAAAAA", 7, 1, None)
        .await
        .expect("created")
        .id;
    assert_eq!(same, event);
    for (seq, text) in (0..).zip(["one", "other words", "three"]) {
        append(&other, event, seq, text).await;
    }
    drop(other);
    for file in ["log.sqlite", "log.keys"] {
        fs::copy(forged.path().join(file), folder.path().join(file)).expect("copied");
    }
    let log = SqliteLog::open(&path).expect("opened");
    // With the keys the forger also has the heads, so a printed one must tell.
    let audit = log.audit(event, Some(printed)).await.expect("checked");
    assert_eq!(
        (audit.histories[0].broken.clone(), audit.found),
        (None, false)
    );
    drop(log);

    // Without the keys, the heads tell.
    let log = SqliteLog::open(&forged.path().join("log.sqlite")).expect("opened");
    append(&log, event, 3, "four").await;
    drop(log);
    fs::copy(path, forged.path().join("log.sqlite")).expect("copied");
    let log = SqliteLog::open(&forged.path().join("log.sqlite")).expect("opened");
    let lost = Err(LogError::Lost { seq: 3, known: 4 });
    assert_eq!(log.head(event).await, lost);
}

async fn is_noticed(log: &(impl Log + Catalogue), event: EventId, known: Head) {
    let lost = LogError::Lost { seq: 1, known: 3 };
    assert_eq!(log.tail(event).await, Err(lost.clone()));
    let at = Position { epoch: 7, seq: 1 };
    let appended = log.append(event, at, batch(1, "on")).await;
    assert_eq!(appended, Appended::Failed(lost.to_string()));
    assert_eq!(audit(log, event).await.lost, Some(known));

    log.accept(event).await.expect("accepted");
    assert_eq!(log.tail(event).await, Ok(at));
    assert_eq!(log.append(event, at, batch(1, "on")).await, Appended::Ok);
    assert_eq!(audit(log, event).await.lost, None);
}

#[tokio::test]
async fn an_older_copy_is_noticed_until_somebody_accepts_it() {
    let memory = MemoryLog::default();
    let event = three(&memory).await.id;
    let known = memory.head(event).await.expect("a head");
    memory.cut(event, 1);
    is_noticed(&memory, event, known).await;

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    append(&log, event, 0, "one").await;
    drop(log);
    let older = fs::read(&path).expect("read");
    let log = SqliteLog::open(&path).expect("opened");
    append(&log, event, 1, "two").await;
    append(&log, event, 2, "three").await;
    let known = log.head(event).await.expect("a head");
    drop(log);
    fs::write(&path, &older).expect("put back");
    // Before the next record, a crash takes the acceptance back.
    let log = SqliteLog::open(&path).expect("opened");
    log.accept(event).await.expect("accepted");
    drop(log);
    is_noticed(&SqliteLog::open(&path).expect("opened"), event, known).await;
    // It stays accepted.
    let log = SqliteLog::open(&path).expect("opened");
    assert_eq!(log.tail(event).await, Ok(Position { epoch: 7, seq: 2 }));
}

/// Returns true if any file of the folder contains the secret, or these bytes.
fn holds(folder: &Path, sought: &[u8]) -> bool {
    let mut files = fs::read_dir(folder).expect("listed");
    files.any(|file| {
        let bytes = fs::read(file.expect("a file").path()).expect("read");
        bytes.windows(sought.len()).any(|window| window == sought)
    })
}

/// A long read keeps SQLite from cutting its write-ahead log. It does not keep deleted words.
#[tokio::test]
async fn deleted_words_cannot_be_read_even_while_somebody_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let keys = path.with_extension("keys");
    let log = SqliteLog::open(&path).expect("opened");
    let event = three(&log).await.id;
    assert!(!holds(folder.path(), SECRET.as_bytes()), "it is encrypted");
    let backup = fs::read(&keys).expect("keys");
    let key = backup.chunks(64).nth(1).expect("the first event's")[12..44].to_vec();
    assert!(holds(folder.path(), &key));
    let reader = Connection::open(&path).expect("opened");
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM records")
        .expect("it reads");
    let at = Position { epoch: 7, seq: 3 };
    let replaced = log.replace(event, at, 8, batch(1, "kept")).await;
    assert_eq!(replaced, Appended::Ok);
    assert!(!holds(folder.path(), &key), "the key is destroyed");
    let audited = audit(&log, event).await;
    assert_eq!(audited.histories[0].records, 3, "its records stay");
    let kept = log.read(event, 0, 9).await.expect("read");
    assert_eq!(kept.records[0].bytes, b"kept");
    drop(reader);

    // Deleting the event destroys the other key.
    let key = fs::read(&keys)
        .expect("keys")
        .chunks(64)
        .nth(2)
        .expect("a key")[12..44]
        .to_vec();
    assert!(holds(folder.path(), &key));
    log.delete(event).await.expect("deleted");
    assert!(!holds(folder.path(), &key));
    drop(log);
    assert!(!holds(folder.path(), SECRET.as_bytes()));
}

/// An older copy of the log comes back without the keys of that time: what was deleted since stays deleted.
#[tokio::test]
async fn a_restored_log_does_not_bring_deleted_words_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let event = three(&log).await.id;
    drop(log);
    let backup = fs::read(&path).expect("read");
    let log = SqliteLog::open(&path).expect("opened");
    let at = Position { epoch: 7, seq: 3 };
    let replaced = log.replace(event, at, 8, batch(1, "kept")).await;
    assert_eq!(replaced, Appended::Ok);
    drop(log);
    let newest = fs::read(&path).expect("read");
    fs::write(&path, backup).expect("restored");
    let log = SqliteLog::open(&path).expect("opened");
    log.accept(event).await.expect("accepted");
    assert_eq!(log.read(event, 0, 9).await, Err(LogError::NoKey));
    drop(log);
    // The mistake can be mended: the keys of the newest log are still there.
    fs::write(&path, newest).expect("restored");
    let log = SqliteLog::open(&path).expect("opened");
    log.accept(event).await.expect("accepted");
    let kept = log.read(event, 0, 9).await.expect("read");
    assert_eq!(kept.records[0].bytes, b"kept");
}

/// A crash between the commit and the destruction of the key.
#[tokio::test]
async fn a_key_that_survived_a_crash_is_destroyed_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let keys = path.with_extension("keys");
    let log = SqliteLog::open(&path).expect("opened");
    let event = three(&log).await.id;
    let before = fs::read(&keys).expect("read");
    let at = Position { epoch: 7, seq: 3 };
    let replaced = log.replace(event, at, 8, batch(1, "kept")).await;
    assert_eq!(replaced, Appended::Ok);
    drop(log);
    let mut both = before;
    both.extend_from_slice(&fs::read(&keys).expect("read")[128..]);
    fs::write(&keys, both).expect("written");
    let ring = Keyring::open(&keys).expect("opened");
    assert!(ring.get((event, 7)).is_some() && ring.get((event, 8)).is_some());
    let log = SqliteLog::open(&path).expect("opened");
    let ring = Keyring::open(&keys).expect("opened");
    assert!(ring.get((event, 7)).is_none() && ring.get((event, 8)).is_some());
    assert!(log.read(event, 0, 9).await.is_ok());
}
