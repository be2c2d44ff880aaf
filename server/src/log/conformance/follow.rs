//! What a room that follows another node's writer relies on.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::time::timeout;

use super::batch;
use crate::log::follow::FOLLOW_RECORDS;
use crate::log::{
    Appended, Catalogue, EventId, Followed, Following, Log, LogError, MemoryLog, Position,
    SqliteLog,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// Returns the next thing the follower receives.
async fn next(following: &mut Following) -> Result<Followed, LogError> {
    let next = timeout(PATIENCE, following.next()).await;
    next.expect("received in time").expect("not ended")
}

/// Returns the records up to a sequence.
async fn up_to(following: &mut Following, seq: u64) -> Vec<(u64, String)> {
    let mut read = Vec::new();
    while read.last().is_none_or(|(last, _)| *last < seq) {
        match next(following).await {
            Ok(Followed::Records(records)) => read.extend(
                records
                    .into_iter()
                    .map(|r| (r.seq, String::from_utf8_lossy(&r.bytes).into_owned())),
            ),
            other => panic!("no records: {other:?}"),
        }
    }
    read
}

async fn append(log: &impl Log, event: EventId, at: Position, text: &str) {
    let appended = log.append(event, at, batch(2, text)).await;
    assert_eq!(appended, Appended::Ok);
}

async fn can_be_followed(log: &(impl Log + Catalogue)) {
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let other = log.create("BBBBBB", 7, 1, None).await.expect("created").id;
    let at = |seq| Position { epoch: 7, seq };
    append(log, event, at(0), "one").await;
    append(log, event, at(2), "two").await;

    // From the beginning and from the middle: first the existing records, then new ones, once and in order.
    let mut whole = log.follow(event, at(0));
    let mut rest = log.follow(event, at(2));
    let two = (4, "two".to_owned());
    assert_eq!(up_to(&mut whole, 4).await, [(2, "one".into()), two.clone()]);
    assert_eq!(up_to(&mut rest, 4).await, [two]);
    append(log, other, at(0), "another event").await;
    append(log, event, at(4), "three").await;
    append(log, event, at(6), "four").await;
    let later = [(6, "three".to_owned()), (8, "four".to_owned())];
    assert_eq!(up_to(&mut whole, 8).await, later);
    assert_eq!(up_to(&mut rest, 8).await, later);

    // A follower that pauses for long resumes at its position, and reads in limited chunks.
    let many = 2 * FOLLOW_RECORDS as u64 + 10;
    for i in 0..many {
        append(log, event, at(8 + 2 * i), "many").await;
    }
    let Ok(Followed::Records(first)) = next(&mut whole).await else {
        panic!("no records");
    };
    assert_eq!(first.len(), FOLLOW_RECORDS);
    let end = 8 + 2 * many;
    let seqs = up_to(&mut whole, end).await.into_iter().map(|(seq, _)| seq);
    let missing: Vec<u64> = (first[FOLLOW_RECORDS - 1].seq + 2..=end)
        .step_by(2)
        .collect();
    assert_eq!(seqs.collect::<Vec<_>>(), missing);

    // The history is replaced. Every follower learns it: one that had read further than the new history goes, and one
    // that never reached the end of the old one.
    let replaced = log.replace(event, at(end), 8, batch(1, "kept")).await;
    assert_eq!(replaced, Appended::Ok);
    let kept = [(1, "kept".to_owned())];
    for following in [&mut whole, &mut rest] {
        assert_eq!(next(following).await, Ok(Followed::Replaced(8)));
        assert_eq!(up_to(following, 1).await, kept);
    }
    append(log, event, Position { epoch: 8, seq: 1 }, "on").await;
    assert_eq!(up_to(&mut whole, 3).await, [(3, "on".into())]);

    log.delete(event).await.expect("deleted");
    assert_eq!(next(&mut whole).await, Err(LogError::NoEvent));
    assert!(whole.next().await.is_none(), "the stream ended");
    assert_eq!(
        next(&mut log.follow(event, at(0))).await,
        Err(LogError::NoEvent)
    );
}

#[tokio::test]
async fn memory_can_be_followed() {
    can_be_followed(&MemoryLog::default()).await;
}

#[tokio::test]
async fn sqlite_can_be_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    can_be_followed(&SqliteLog::open(&folder.path().join("log.sqlite")).expect("opened")).await;
}

#[tokio::test]
async fn followers_never_receive_a_damaged_record() {
    let log = MemoryLog::default();
    let event = log.create("AAAAAA", 7, 1, None).await.expect("created").id;
    let start = Position { epoch: 7, seq: 0 };
    append(&log, event, start, "one").await;
    log.damage(event, 0);
    assert!(matches!(
        next(&mut log.follow(event, start)).await,
        Err(LogError::Corrupt { seq: 2, .. })
    ));
}
