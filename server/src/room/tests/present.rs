//! How many were present when a poll closed, where the server was down meanwhile.

use super::*;

/// A poll whose time ended while the server was down has the phones that come back, and not the few that were the first: otherwise
/// seven of twenty would be all of those present.
#[tokio::test(start_paused = true)]
async fn phones_have_time_to_come_back_before_those_present_are_counted() {
    let mut stage = stage().await;
    let mut host = stage.host().await;
    let (voter, mut guest) = stage.guest().await;
    let (other, _silent) = stage.guest().await;
    stage.open_poll(&mut host).await;
    let cast = stage.send(&mut guest, 1, cast(0)).await;
    assert!(matches!(cast, ServerFrame::Ack { .. }), "{cast:?}");
    let header = Header::clone(&stage.room.header);
    stage.room.close(close::COME_BACK).await;
    let log = Arc::new(stage.log.clone());
    let node = Node::writing(log, stage.clock.clone(), Arc::default());
    stage.clock.set(1_000_000 + 40_000);
    stage.room = Room::open(&node, header).await.expect("opened");
    let mut feed = stage.room.feed(Role::Screen);
    let closed = feed.wait_for(|feed| feed.snapshot().contains("\"phase\":\"closed\""));
    closed.await.expect("its time is up");
    let present = || async {
        let read = stage.room.read(|state| {
            let poll = state.polls.get(PollId(0)).expect("a poll");
            poll.answers.mark().present
        });
        read.await.expect("readable")
    };
    for id in [voter, other] {
        let of = Some(Actor::Participant(id));
        stage.attach(Role::Participant, of, 1).await;
    }
    assert_eq!(present().await, None);
    stage.clock.set(1_000_000 + 40_000 + 15_000);
    let counted = feed.wait_for(|feed| feed.snapshot().contains("\"present\":2"));
    counted.await.expect("both are back");
    assert_eq!(present().await, Some(2));
}
