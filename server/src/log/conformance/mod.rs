//! One suite for every log: what the room relies on.

mod chain;
mod follow;
mod letters;

use std::collections::BTreeSet;

use plenary_domain::letters::Kept;

use super::{
    Appended, Batch, Catalogue, Fault, Log, LogError, MemoryLog, Pictures, Position, SqliteLog,
    Stretch,
};

fn batch(facts: u32, text: &str) -> Batch {
    Batch {
        facts,
        kept: Kept {
            bytes: text.as_bytes().to_vec(),
            ..Kept::default()
        },
    }
}

async fn conforms(log: &(impl Log + Catalogue)) {
    let a = log.create("AAAAAA", 7, 1, None).await.expect("created");
    let b = log.create("BBBBBB", 8, 2, Some(99)).await.expect("created");
    assert_eq!(
        log.create("AAAAAA", 9, 3, None).await,
        Err(LogError::CodeTaken("AAAAAA".into()))
    );
    assert_eq!(
        log.list().await.expect("listed"),
        vec![a.clone(), b.clone()]
    );
    assert_eq!(log.tail(a.id).await, Ok(Position { epoch: 7, seq: 0 }));

    let at = |seq| Position { epoch: 7, seq };
    assert_eq!(log.append(a.id, at(0), batch(2, "one")).await, Appended::Ok);
    assert_eq!(log.append(a.id, at(2), batch(3, "two")).await, Appended::Ok);
    assert_eq!(
        log.append(b.id, Position { epoch: 8, seq: 0 }, batch(1, "other"))
            .await,
        Appended::Ok
    );

    // A second writer is fenced out, by its position and by its epoch.
    assert_eq!(
        log.append(a.id, at(2), batch(1, "late")).await,
        Appended::Conflict { tail: at(5) }
    );
    let strange = Position { epoch: 8, seq: 5 };
    assert_eq!(
        log.append(a.id, strange, batch(1, "lost")).await,
        Appended::Conflict { tail: at(5) }
    );
    assert_eq!(log.tail(a.id).await, Ok(at(5)));

    let Stretch { epoch, records } = log.read(a.id, 0, 10).await.expect("read");
    assert_eq!(epoch, 7);
    let texts: Vec<_> = records
        .iter()
        .map(|r| (r.seq, String::from_utf8_lossy(&r.bytes).into_owned()))
        .collect();
    assert_eq!(texts, vec![(2, "one".into()), (5, "two".into())]);
    assert_eq!(log.read(a.id, 2, 10).await.expect("read").records.len(), 1);
    assert_eq!(log.read(a.id, 0, 1).await.expect("read").records.len(), 1);
    assert_eq!(log.read(a.id, 5, 1).await.expect("read").records.len(), 0);

    // Many concurrent batches: each is stored at its place or refused, and none is lost.
    let racers = (0..50).map(|i| log.append(a.id, at(5), batch(1, &format!("racer {i}"))));
    let won = futures_util::future::join_all(racers)
        .await
        .into_iter()
        .filter(|a| *a == Appended::Ok)
        .count();
    assert_eq!(won, 1);

    assert_eq!(
        log.replace(a.id, at(6), 70, batch(4, "kept")).await,
        Appended::Ok
    );
    assert_eq!(log.tail(a.id).await, Ok(Position { epoch: 70, seq: 4 }));
    let kept = log.read(a.id, 0, 10).await.expect("read");
    assert_eq!(
        (kept.epoch, kept.records.len(), kept.records[0].seq),
        (70, 1, 4)
    );
    assert!(matches!(
        log.append(a.id, at(6), batch(1, "old epoch")).await,
        Appended::Conflict { .. }
    ));

    log.delete(a.id).await.expect("deleted");
    assert_eq!(log.tail(a.id).await, Err(LogError::NoEvent));
    assert_eq!(log.read(a.id, 0, 10).await, Err(LogError::NoEvent));
    assert_eq!(log.delete(a.id).await, Err(LogError::NoEvent));
    // Ids are not reused, so the room of a deleted event cannot write into another event.
    let c = log
        .create("AAAAAA", 7, 4, None)
        .await
        .expect("the code is free again");
    assert!(c.id > b.id);
    assert_eq!(log.list().await.expect("listed"), vec![b, c]);
}

async fn keeps_pictures(log: &(impl Log + Catalogue + Pictures)) {
    let a = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let b = log.create("BBBBBB", 8, 2, None).await.expect("created").id;
    let of = |event, name: &str| log.picture(event, name.to_owned());
    let named = |names: &[&str]| {
        let names = names.iter();
        names
            .map(|name| (name.to_string(), name.as_bytes().to_vec()))
            .collect()
    };
    assert_eq!(log.keep_pictures(a, named(&["sun", "wind"])).await, Ok(()));
    // An import again keeps what is there.
    assert_eq!(log.keep_pictures(a, named(&["sun", "sea"])).await, Ok(()));
    assert_eq!(log.keep_pictures(b, named(&["sun"])).await, Ok(()));
    assert_eq!(of(a, "sun").await, Ok(Some(b"sun".to_vec())));
    assert_eq!(of(a, "moon").await, Ok(None));
    assert_eq!(of(b, "wind").await, Ok(None), "each event has its own");
    let kept = BTreeSet::from(["sun".to_owned()]);
    assert_eq!(log.drop_pictures_except(a, kept).await, Ok(()));
    assert_eq!(of(a, "sea").await, Ok(None));
    assert_eq!(log.delete(a).await, Ok(()));
    assert_eq!(of(a, "sun").await, Ok(None), "they go with their event");
    assert_eq!(of(b, "sun").await, Ok(Some(b"sun".to_vec())));
    assert_eq!(
        log.keep_pictures(a, named(&["sun"])).await,
        Err(LogError::NoEvent)
    );
}

#[tokio::test]
async fn both_logs_keep_pictures() {
    keeps_pictures(&MemoryLog::default()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    keeps_pictures(&log).await;
    drop(log);
    let log = SqliteLog::open(&path).expect("opened");
    let left = log.list().await.expect("listed")[0].id;
    assert!(matches!(log.picture(left, "sun".into()).await, Ok(Some(_))));
}

#[tokio::test]
async fn memory_conforms() {
    conforms(&MemoryLog::default()).await;
}

#[tokio::test]
async fn sqlite_conforms() {
    let folder = tempfile::tempdir().expect("a folder");
    conforms(&SqliteLog::open(&folder.path().join("log.sqlite")).expect("opened")).await;
}

#[tokio::test]
async fn sqlite_keeps_what_it_acked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let header = log.create("AAAAAA", 7, 1, None).await.expect("created");
    let appended = log
        .append(header.id, Position { epoch: 7, seq: 0 }, batch(1, "one"))
        .await;
    assert_eq!(appended, Appended::Ok);
    // Read while the writer is alive, because an acked batch must not wait in memory.
    let again = SqliteLog::open(&path).expect("opened again");
    assert_eq!(
        again
            .read(header.id, 0, 9)
            .await
            .expect("read")
            .records
            .len(),
        1
    );
}

#[tokio::test]
async fn a_damaged_record_is_reported_and_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let log = SqliteLog::open(&path).expect("opened");
    let header = log.create("AAAAAA", 7, 1, None).await.expect("created");
    for (seq, text) in [(0, "one"), (1, "two"), (2, "three")] {
        assert_eq!(
            log.append(header.id, Position { epoch: 7, seq }, batch(1, text))
                .await,
            Appended::Ok
        );
    }
    rusqlite::Connection::open(&path)
        .and_then(|db| {
            db.execute(
                "UPDATE records SET body = x'00112233747a6f' WHERE seq = 2",
                [],
            )
        })
        .expect("damaged");
    assert!(matches!(
        log.read(header.id, 0, 9).await,
        Err(LogError::Corrupt { seq: 2, .. })
    ));

    // If the last record is missing, no gap shows it.
    rusqlite::Connection::open(&path)
        .and_then(|db| db.execute_batch("DELETE FROM records WHERE seq >= 2"))
        .expect("damaged");
    assert!(matches!(
        log.read(header.id, 0, 9).await,
        Err(LogError::Corrupt { seq: 3, .. })
    ));
    assert!(matches!(
        log.tail(header.id).await,
        Err(LogError::Corrupt { seq: 3, .. })
    ));

    let memory = MemoryLog::default();
    let header = memory.create("AAAAAA", 7, 1, None).await.expect("created");
    assert_eq!(
        memory
            .append(header.id, Position { epoch: 7, seq: 0 }, batch(1, "one"))
            .await,
        Appended::Ok
    );
    memory.damage(header.id, 0);
    assert!(matches!(
        memory.read(header.id, 0, 9).await,
        Err(LogError::Corrupt { seq: 1, .. })
    ));
}

#[tokio::test]
async fn the_memory_log_fails_on_request() {
    let log = MemoryLog::default();
    let header = log.create("AAAAAA", 7, 1, None).await.expect("created");
    let start = Position { epoch: 7, seq: 0 };
    log.fail_next(Fault::Failed);
    log.fail_next(Fault::UnknownLost);
    log.fail_next(Fault::UnknownWritten);
    assert!(matches!(
        log.append(header.id, start, batch(1, "a")).await,
        Appended::Failed(_)
    ));
    assert!(matches!(
        log.append(header.id, start, batch(1, "b")).await,
        Appended::Unknown(_)
    ));
    assert!(matches!(
        log.append(header.id, start, batch(1, "c")).await,
        Appended::Unknown(_)
    ));
    assert_eq!(
        log.read(header.id, 0, 9).await.expect("read").records.len(),
        1
    );
}
