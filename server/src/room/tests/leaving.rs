//! What a room promises about *Leave the hall* while its log fails, hangs, or was read anew.

use super::super::standing::READ_ONLY;
use tokio::time::advance;

use super::*;

fn leaves(frame: &Frame) -> Option<(bool, bool)> {
    if let ServerFrame::Leave { on, recorded, .. } = decoded(frame) {
        Some((on, recorded))
    } else {
        None
    }
}

impl Guest {
    /// Waits until it is told to leave the hall, or that it was taken back: (on, recorded).
    async fn told_to_leave(&mut self) -> (bool, bool) {
        leaves(&self.leave().await).expect("such a frame")
    }

    async fn leave(&mut self) -> Frame {
        loop {
            if let Some(Delivery::Notice(_, frame)) = self.deliveries.recv().await
                && leaves(&frame).is_some()
            {
                return frame;
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_hall_is_told_to_leave_while_the_log_fails_and_it_is_recorded_afterwards() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.log.fail_next(Fault::Failed);
    let refused = stage.send(&mut guest, 1, Command::EraseMine).await;
    assert!(
        matches!(refused, ServerFrame::Rejected { .. }),
        "{refused:?}"
    );
    // Nothing can be decided now.
    stage.room.leave(host.id, true);
    assert_eq!(guest.told_to_leave().await, (true, false));
    assert_eq!(host.told_to_leave().await, (true, false));
    // The room reads its log again, and records what it told.
    assert_eq!(guest.told_to_leave().await, (true, true));
    let recorded = stage.room.read(|state| state.leaving.on).await;
    assert_eq!(recorded, Ok(true));
    // Whoever comes now is told at once.
    let (_, mut late) = stage.guest().await;
    assert_eq!(late.told_to_leave().await, (true, true));
    stage.room.leave(host.id, false);
    assert_eq!(guest.told_to_leave().await, (false, false));
    assert_eq!(guest.told_to_leave().await, (false, true));
}

#[tokio::test(start_paused = true)]
async fn a_room_that_opened_again_has_the_text_to_leave_while_its_log_fails() {
    let mut stage = stage().await;
    let header = Header::clone(&stage.room.header);
    stage.room.close(close::COME_BACK).await;
    let node = Node::writing(
        Arc::new(stage.log.clone()),
        stage.clock.clone(),
        Arc::default(),
    );
    stage.room = Room::open(&node, header).await.expect("opened");
    let host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.log.fail_next(Fault::Failed);
    let _ = stage.send(&mut guest, 1, Command::EraseMine).await;
    stage.room.leave(host.id, true);
    let ServerFrame::Leave { texts, .. } = decoded(&guest.leave().await) else {
        panic!("another frame")
    };
    assert!(
        texts["en"].starts_with("Please leave the hall"),
        "{texts:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_told_about_leaving_is_dated_later_than_what_was_told_before() {
    let mut stage = stage().await;
    let header = Header::clone(&stage.room.header);
    let mut last = 0;
    for on in [true, false, true] {
        let host = stage.host().await;
        let (_, mut guest) = stage.guest().await;
        stage.room.leave(host.id, on);
        loop {
            let ServerFrame::Leave {
                on: told,
                at,
                recorded,
                ..
            } = decoded(&guest.leave().await)
            else {
                panic!("another frame")
            };
            // What the log said before comes first.
            assert!(at > last || (told != on && at == last), "{at} after {last}");
            if told == on && recorded {
                last = at;
                break;
            }
        }
        stage.room.close(close::COME_BACK).await;
        let log = Arc::new(stage.log.clone());
        let node = Node::writing(log, stage.clock.clone(), Arc::default());
        stage.room = Room::open(&node, header.clone()).await.expect("opened");
    }
}

#[tokio::test(start_paused = true)]
async fn leaving_is_known_to_be_recorded_once_an_unknown_outcome_is_resolved() {
    for fault in [Fault::UnknownWritten, Fault::UnknownLost] {
        let stage = stage().await;
        let host = stage.host().await;
        let (_, mut guest) = stage.guest().await;
        stage.log.fail_next(fault);
        stage.room.leave(host.id, true);
        assert_eq!(guest.told_to_leave().await, (true, false));
        assert_eq!(guest.told_to_leave().await, (true, true));
    }
}

#[tokio::test(start_paused = true)]
async fn all_that_was_told_while_the_log_failed_is_recorded_and_told_once() {
    let stage = stage().await;
    let host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    let before = stage.room.read(|state| state.seq).await.expect("read");
    stage.log.fail_next(Fault::Failed);
    for on in [true, false] {
        stage.room.leave(host.id, on);
        assert_eq!(guest.told_to_leave().await, (on, false));
    }
    assert_eq!(guest.told_to_leave().await, (false, true));
    let seq = stage.room.read(|state| state.seq).await;
    assert_eq!(seq, Ok(before + 2), "both are recorded");
}

#[tokio::test(start_paused = true)]
async fn a_log_that_hangs_when_it_is_read_again_does_not_delay_leaving() {
    let stage = stage().await;
    let host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.log.fail_next(Fault::Failed);
    let _ = stage.send(&mut guest, 1, Command::EraseMine).await;
    stage.log.be_stalled(true);
    stage.room.leave(host.id, true);
    // Now the log is due to be read.
    advance(READ_ONLY).await;
    let told = timeout(Duration::from_secs(1), guest.told_to_leave()).await;
    assert_eq!(told, Ok((true, false)));
}
