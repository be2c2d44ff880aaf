//! What a guest wrote can be read until it is erased, and the records stay whole.

use plenary_domain::ids::ParticipantId;
use plenary_domain::letters::{Kept, Letter};

use crate::log::{
    Appended, Batch, Catalogue, EventId, Fault, Log, MemoryLog, Position, SqliteLog, Stored,
};

const ANN: ParticipantId = ParticipantId(3);
const BEN: ParticipantId = ParticipantId(4);

fn letter(guest: ParticipantId, words: &str) -> Letter {
    Letter {
        guest,
        words: words.into(),
    }
}

fn batch(letters: &[Letter], erased: &[ParticipantId]) -> Batch {
    Batch {
        facts: 1,
        kept: Kept {
            bytes: b"a record".to_vec(),
            letters: letters.to_vec(),
            erased: erased.to_vec(),
        },
    }
}

async fn append(log: &impl Log, event: EventId, seq: u64, batch: Batch) -> Appended {
    log.append(event, Position { epoch: 7, seq }, batch).await
}

fn stored(seq: u64, letters: &[Letter], unreadable: &[ParticipantId]) -> Stored {
    Stored {
        seq,
        bytes: b"a record".to_vec(),
        letters: letters.to_vec(),
        unreadable: unreadable.to_vec(),
    }
}

async fn keeps_letters(log: &(impl Log + Catalogue)) {
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let other = log.create("BBBBBB", 7, 1, None).await.expect("created").id;
    let both = [letter(ANN, "Ann, one"), letter(BEN, "Ben, one")];
    let of_ann = [letter(ANN, "Ann, two")];
    for of in [event, other] {
        assert_eq!(append(log, of, 0, batch(&both, &[])).await, Appended::Ok);
        assert_eq!(append(log, of, 1, batch(&[], &[])).await, Appended::Ok);
    }
    assert_eq!(
        append(log, event, 2, batch(&of_ann, &[])).await,
        Appended::Ok
    );
    let read = async |of| log.read(of, 0, 9).await.expect("read").records;
    let of_other = [stored(1, &both, &[]), stored(2, &[], &[])];
    assert_eq!(read(other).await, of_other);
    assert_eq!(
        read(event).await,
        [
            stored(1, &both, &[]),
            stored(2, &[], &[]),
            stored(3, &of_ann, &[])
        ]
    );
    // What she writes in the same batch is written after the erasure.
    let again = [letter(ANN, "Ann, again")];
    let erasing = append(log, event, 3, batch(&again, &[ANN])).await;
    assert_eq!(erasing, Appended::Ok);
    assert_eq!(
        read(event).await,
        [
            stored(1, &both[1..], &[ANN]),
            stored(2, &[], &[]),
            stored(3, &[], &[ANN]),
            stored(4, &again, &[])
        ]
    );
    assert_eq!(read(other).await, of_other, "an event of its own");
    // A second writer erases nothing.
    let late = append(log, event, 3, batch(&[], &[BEN])).await;
    assert!(matches!(late, Appended::Conflict { .. }));
    assert_eq!(read(event).await[0], stored(1, &both[1..], &[ANN]));

    // Retention destroys what is left.
    let at = Position { epoch: 7, seq: 4 };
    let replaced = log.replace(event, at, 8, batch(&[], &[])).await;
    assert_eq!(replaced, Appended::Ok);
    assert_eq!(read(event).await, [stored(1, &[], &[])]);
    let audit = log.audit(event, None).await.expect("checked");
    assert!(audit.histories.iter().all(|of| of.broken.is_none()));
    assert_eq!(audit.histories[0].records, 4);
}

#[tokio::test]
async fn memory_keeps_letters() {
    keeps_letters(&MemoryLog::default()).await;
}

#[tokio::test]
async fn sqlite_keeps_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    keeps_letters(&SqliteLog::open(&path).expect("opened")).await;
    let keys = std::fs::read(path.with_extension("guests")).expect("read");
    let used = keys
        .chunks(64)
        .filter(|slot| slot.iter().any(|byte| *byte != 0));
    assert_eq!(used.count(), 2, "those of the other event");
}

/// A guest who asked for it must not be readable because the disk failed.
#[tokio::test]
async fn an_erasure_of_unknown_outcome_destroys_the_key() {
    let log = MemoryLog::default();
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let letters = [letter(ANN, "Ann, one")];
    assert_eq!(
        append(&log, event, 0, batch(&letters, &[])).await,
        Appended::Ok
    );
    log.fail_next(Fault::UnknownLost);
    let unknown = append(&log, event, 1, batch(&[], &[ANN])).await;
    assert!(matches!(unknown, Appended::Unknown(_)));
    let records = log.read(event, 0, 9).await.expect("read").records;
    assert_eq!(records, [stored(1, &[], &[ANN])]);
}

/// A ballot must not pay for what others write.
#[tokio::test]
async fn a_record_without_letters_is_as_large_as_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let plain = batch(&[], &[]);
    let bytes = plain.kept.bytes.len();
    assert_eq!(append(&log, event, 0, plain).await, Appended::Ok);
    let db = rusqlite::Connection::open(&path).expect("opened");
    let length = db.query_row("SELECT length(body) FROM records", [], |row| {
        row.get::<_, usize>(0)
    });
    // Its tag and its nonce.
    assert_eq!(length, Ok(bytes + 16 + 4));
}
