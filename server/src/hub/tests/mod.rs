//! What the hub promises of events that are made, deleted and left, and of a node that follows another.

mod following;

use std::pin::pin;

use futures_util::FutureExt;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::ParticipantId;
use plenary_domain::import;
use plenary_domain::role::Actor;

use super::*;
use crate::clock::Clock;
use crate::event_file;
use crate::log::{Catalogue, Log, MemoryLog};
use crate::server::DEMO;

#[test]
fn only_what_people_do_puts_the_end_of_their_data_off() {
    let mut state = State::default();
    let program = event_file::parse(DEMO).expect("the demo").program;
    let days = u64::from(program.event.retention_days);
    let mut at = 1_700_000_000_000;
    let mut happens = |state: &mut State, facts: Vec<Fact>| {
        at += DAY_MS;
        state.apply_record(&Record { at, facts });
        at
    };
    let imported = import::plan(&state, &program).facts;
    happens(&mut state, imported);
    assert_eq!(retention_end(&state), None, "there is no guest data");
    let joined = happens(&mut state, vec![Fact::Joined(ParticipantId(0))]);
    assert_eq!(retention_end(&state), Some(joined + days * DAY_MS));
    let moved = Fact::AddressChosen("http://10.0.0.9".into(), Actor::Operator);
    happens(&mut state, vec![moved]);
    assert_eq!(retention_end(&state), Some(joined + days * DAY_MS));
    let guest = Actor::Participant(ParticipantId(0));
    let voted = happens(&mut state, vec![Fact::Accepted(guest, 1, 1)]);
    assert_eq!(retention_end(&state), Some(voted + days * DAY_MS));
}

#[tokio::test]
async fn an_event_that_was_begun_and_never_made_is_gone_after_a_restart() {
    let log = Arc::new(MemoryLog::default());
    let address = ("http://10.0.0.1".to_owned(), "eth0".to_owned());
    let candidates: Arc<[(String, String)]> = Arc::from([address]);
    let node = Node::writing(log.clone(), Clock::fixed(1), candidates);
    let open = || Hub::open(node.clone());
    let hub = open().await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let whole = hub.create(program, None, None).await.expect("made");
    let begun = log.create("CDU7K2", 7, 1, None).await.expect("begun");
    // Its room opens before the programme is in it.
    let room = Room::open(&node, begun.clone()).await.expect("opened");
    assert!(
        room.read(|state| state.event.info.is_none())
            .await
            .expect("read")
    );
    let codes: Vec<String> = open()
        .await
        .expect("a hub")
        .events()
        .into_iter()
        .map(|header| header.code)
        .collect();
    assert_eq!(codes, [whole.code]);
    assert!(log.tail(begun.id).await.is_err(), "it is in the log");
}

#[tokio::test]
async fn a_room_that_opens_while_its_event_is_deleted_is_not_left_behind() {
    let log = Arc::new(MemoryLog::default());
    let node = Node::writing(log.clone(), Clock::fixed(1), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub.create(program, None, None).await.expect("made").code;
    hub.close().await;
    log.be_stalled(true);
    let mut opening = pin!(hub.room(&code));
    assert!(opening.as_mut().now_or_never().is_none(), "the log hangs");
    // Known no more, but not yet gone from the disk.
    let (_, header) = hub.by_code.remove(&code).expect("known");
    hub.let_go(header.id, close::GONE).await;
    log.be_stalled(false);
    let opened = opening.await;
    assert!(matches!(opened, Err(HubError::NoEvent)), "it is open");
    assert!(hub.rooms.is_empty(), "no sweep would see it");

    // One that is only let go of is opened again by whoever comes next.
    hub.by_code.insert(code.clone(), header.clone());
    log.be_stalled(true);
    let mut opening = pin!(hub.room(&code));
    assert!(opening.as_mut().now_or_never().is_none(), "the log hangs");
    hub.let_go(header.id, close::COME_BACK).await;
    log.be_stalled(false);
    assert!(opening.await.is_err(), "it is open");
    assert!(hub.room(&code).await.is_ok());
}

#[tokio::test]
async fn whoever_hangs_up_while_a_room_opens_leaves_no_second_writer_behind() {
    let log = Arc::new(MemoryLog::default());
    let hub_on = |url: &str| {
        let candidates = Arc::from([(url.to_owned(), "eth0".to_owned())]);
        Hub::open(Node::writing(log.clone(), Clock::fixed(1), candidates))
    };
    let hub = hub_on("http://10.0.0.1").await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub.create(program, None, None).await.expect("made").code;
    hub.close().await;
    // The room of this hub owes an address.
    let hub = hub_on("http://10.0.0.2").await.expect("a hub");
    assert!(hub.room(&code).now_or_never().is_none(), "it is open");
    let room = hub.room(&code).await.expect("opened");
    let read = room.read(|_| ()).await;
    assert_eq!(read, Ok(()), "two have written");
}

#[tokio::test]
async fn whoever_opens_a_room_finds_an_address_that_is_there() {
    let log = Arc::new(MemoryLog::default());
    let hub_on = |url: &str| {
        let candidates = Arc::from([(url.to_owned(), "eth0".to_owned())]);
        Hub::open(Node::writing(log.clone(), Clock::fixed(1), candidates))
    };
    let hub = hub_on("http://10.0.0.1").await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub.create(program, None, None).await.expect("made").code;
    hub.close().await;
    let hub = hub_on("http://10.0.0.2").await.expect("a hub");
    let room = hub.room(&code).await.expect("opened");
    let address = room.entrance().address.clone();
    assert_eq!(address.as_deref(), Some("http://10.0.0.2"));
}
