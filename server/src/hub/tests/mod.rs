//! What the hub promises about creating, deleting and closing events, and about a node that follows another.

mod erasure;
mod following;

use std::collections::BTreeMap;
use std::iter::empty;
use std::pin::pin;

use futures_util::FutureExt;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ListedId, ParticipantId};
use plenary_domain::import;
use plenary_domain::people::codes::CodeDraft;
use plenary_domain::people::guest_list::Row;
use plenary_domain::people::logins::VALID_MS;
use plenary_domain::retention::without_guests;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::shelf::{Shelf, TRASH_DAYS};

use super::*;
use crate::clock::Clock;
use crate::event_file;
use crate::log::{Catalogue, Log, MemoryLog};
use crate::server::DEMO;

#[test]
fn only_activity_of_people_postpones_the_end_of_their_data() {
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

#[test]
fn guests_data_needs_no_phone_and_comes_again_after_a_retention() {
    let mut state = State::default();
    let program = event_file::parse(DEMO).expect("the demo").program;
    let days = u64::from(program.event.retention_days);
    let at = 1_700_000_000_000;
    let record = |facts| Record { at, facts };
    state.apply_record(&record(import::plan(&state, &program).facts));
    for named in [false, true] {
        let drafts = [CodeDraft {
            groups: BTreeMap::new(),
            name: named.then(|| "Ann".to_owned()),
        }];
        let made = state.codes.make(&state.groups, &drafts).expect("made");
        state.apply_record(&record(made));
        let end = named.then(|| busy_until(&state) + days * DAY_MS);
        assert_eq!(retention_end(&state), end, "a number is nobody's");
    }
    let after_retention = |state: &State| {
        let mut after = State::default();
        after.apply_record(&record(without_guests(state)));
        assert_eq!(retention_end(&after), None, "all is gone");
        after
    };
    state = after_retention(&state);
    let rows = [Row {
        name: "Li Wei".into(),
        ..Row::default()
    }];
    let host = Actor::Staff(StaffRole::Host);
    let plan = state
        .guest_list
        .plan(&state.groups, &state.codes, &rows, host);
    state.apply_record(&record(plan.expect("a list").facts));
    let end = Some(busy_until(&state) + days * DAY_MS);
    assert_eq!(retention_end(&state), end);
    // Whoever is taken off the list was on it: the log has when they came, and the code that is theirs.
    let unlisted = Fact::GuestUnlisted(ListedId(0), host);
    state.apply_record(&record(vec![unlisted]));
    assert_eq!(retention_end(&state), end);
    after_retention(&state);
}

#[tokio::test]
async fn an_unfinished_event_is_gone_after_a_restart() {
    let log = Arc::new(MemoryLog::default());
    let address = ("http://10.0.0.1".to_owned(), "eth0".to_owned());
    let candidates: Arc<[(String, String)]> = Arc::from([address]);
    let node = Node::writing(log.clone(), Clock::fixed(1), candidates);
    let open = || Hub::open(node.clone());
    let hub = open().await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let whole = hub
        .create(program, empty(), None, None)
        .await
        .expect("made");
    let begun = log.create("CDU7K2", 7, 1, None).await.expect("begun");
    // Its room opens before its programme is written.
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
    assert!(log.tail(begun.id).await.is_err(), "the log still has it");
}

#[tokio::test]
async fn a_room_that_opens_while_its_event_is_deleted_is_closed() {
    let log = Arc::new(MemoryLog::default());
    let node = Node::writing(log.clone(), Clock::fixed(1), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub
        .create(program, empty(), None, None)
        .await
        .expect("made")
        .code;
    hub.close().await;
    log.be_stalled(true);
    let mut opening = pin!(hub.room(&code));
    assert!(opening.as_mut().now_or_never().is_none(), "stalled");
    // The hub has forgotten it, but it is still on disk.
    let (_, header) = hub.by_code.remove(&code).expect("known");
    hub.let_go(header.id, close::GONE).await;
    log.be_stalled(false);
    let opened = opening.await;
    assert!(matches!(opened, Err(HubError::NoEvent)), "the room opened");
    assert!(hub.rooms.is_empty(), "a room is left");

    // A room that was only evicted opens again for the next visitor.
    hub.by_code.insert(code.clone(), header.clone());
    log.be_stalled(true);
    let mut opening = pin!(hub.room(&code));
    assert!(opening.as_mut().now_or_never().is_none(), "stalled");
    hub.let_go(header.id, close::COME_BACK).await;
    log.be_stalled(false);
    assert!(opening.await.is_err(), "the room opened");
    assert!(hub.room(&code).await.is_ok());
}

#[tokio::test]
async fn a_room_that_is_evicted_is_kept_until_its_last_batch_is_written() {
    let log = Arc::new(MemoryLog::default());
    let node = Node::writing(log.clone(), Clock::fixed(1), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let mut program = event_file::parse(DEMO).expect("the demo").program;
    let header = hub
        .create(program.clone(), empty(), None, None)
        .await
        .expect("made");
    program.event.headcount += 1;
    log.be_stalled(true);
    let mut importing = pin!(hub.import(&header.code, program, empty()));
    assert!(importing.as_mut().now_or_never().is_none(), "stalled");
    let mut evicting = pin!(hub.let_go(header.id, close::COME_BACK));
    assert!(evicting.as_mut().now_or_never().is_none(), "it drains");
    let same = hub.room(&header.code).now_or_never();
    let room = same.expect("a second room opens").expect("the same room");
    log.be_stalled(false);
    importing.await.expect("imported");
    evicting.await;
    assert!(room.is_closed());
    assert!(hub.rooms.is_empty(), "a room is left");
}

#[tokio::test]
async fn hanging_up_while_a_room_opens_leaves_no_second_writer() {
    let log = Arc::new(MemoryLog::default());
    let hub_on = |url: &str| {
        let candidates = Arc::from([(url.to_owned(), "eth0".to_owned())]);
        Hub::open(Node::writing(log.clone(), Clock::fixed(1), candidates))
    };
    let hub = hub_on("http://10.0.0.1").await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub
        .create(program, empty(), None, None)
        .await
        .expect("made")
        .code;
    hub.close().await;
    // The room of this hub still has to log an address.
    let hub = hub_on("http://10.0.0.2").await.expect("a hub");
    assert!(hub.room(&code).now_or_never().is_none(), "the room opened");
    let room = hub.room(&code).await.expect("opened");
    let read = room.read(|_| ()).await;
    assert_eq!(read, Ok(()), "two rooms wrote");
}

#[tokio::test]
async fn a_server_that_is_full_of_events_takes_no_more_but_rehearses() {
    let log = Arc::new(MemoryLog::default());
    let node = Node::writing(log, Clock::fixed(1), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let make = || hub.create(program.clone(), empty(), None, None);
    let first = make().await.expect("made");
    for n in 1..EVENTS_MAX {
        let code = format!("{n:06}");
        hub.by_code.insert(code, first.clone());
    }
    let refused = make().await.expect_err("one too many");
    assert!(matches!(refused, HubError::TooManyEvents), "{refused}");
    let copy = hub.copy_for_rehearsal(&first.code, 10).await;
    copy.expect("a copy is no event");
    hub.by_code.remove("000001");
    make().await.expect("room for one");
}

#[tokio::test]
async fn an_opened_room_has_its_address() {
    let log = Arc::new(MemoryLog::default());
    let hub_on = |url: &str| {
        let candidates = Arc::from([(url.to_owned(), "eth0".to_owned())]);
        Hub::open(Node::writing(log.clone(), Clock::fixed(1), candidates))
    };
    let hub = hub_on("http://10.0.0.1").await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub
        .create(program, empty(), None, None)
        .await
        .expect("made")
        .code;
    hub.close().await;
    let hub = hub_on("http://10.0.0.2").await.expect("a hub");
    let room = hub.room(&code).await.expect("opened");
    let address = room.entrance().address.clone();
    assert_eq!(address.as_deref(), Some("http://10.0.0.2"));
}

#[tokio::test]
async fn the_sweep_ends_old_logins_and_never_one_of_an_event_that_is_on() {
    let log = Arc::new(MemoryLog::default());
    let clock = Clock::fixed(1);
    let node = Node::writing(log.clone(), clock.clone(), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let code = hub
        .create(program, empty(), None, None)
        .await
        .expect("made")
        .code;
    let room = hub.room(&code).await.expect("opened");
    for (role, hash) in [(StaffRole::Host, [1; 16]), (StaffRole::Screen, [2; 16])] {
        let logged_in = room.log_in(role, 0, hash, String::new());
        logged_in.await.expect("let in");
    }
    let is_in = |role, hash: [u8; 16]| room.entrance().login(role, &hash).is_some();
    let busy = room.read(busy_until).await.expect("read");
    let mut idle = BTreeSet::new();
    for (at, host) in [
        (busy, true),
        (busy + VALID_MS - 1, true),
        (busy + VALID_MS, false),
    ] {
        clock.set(at);
        // Another hour may be the first to look.
        hub.due.clear();
        hub.sweep(&mut idle).await;
        idle.clear();
        assert_eq!(is_in(StaffRole::Host, [1; 16]), host, "{at}");
        assert!(is_in(StaffRole::Screen, [2; 16]));
    }
}

/// Returns the size of an event's picture, if somebody is served it.
async fn pictured(hub: &Hub, code: &str) -> Option<usize> {
    let picture = hub.picture(code, "abc", Size::Phone).await;
    picture.ok().flatten().map(|bytes| bytes.len())
}

#[tokio::test]
async fn what_was_thrown_away_can_be_taken_back_for_thirty_days_and_is_deleted_then() {
    let clock = Clock::fixed(1);
    let node = Node::writing(Arc::new(MemoryLog::default()), clock.clone(), Arc::from([]));
    let hub = Hub::open(node).await.expect("a hub");
    let mut codes = vec![];
    for _ in 0..2 {
        let program = event_file::parse(DEMO).expect("the demo").program;
        let made = hub.create(program, empty(), None, None).await;
        codes.push(made.expect("made").code);
    }
    for code in &codes {
        let id = hub.header(code).expect("made").id;
        let picture = vec![(picture_name("abc", Size::Phone), vec![1])];
        let kept = hub.node.pictures.keep_pictures(id, picture).await;
        kept.expect("kept");
        assert_eq!(pictured(&hub, code).await, Some(1));
        let thrown = hub.shelve(code, Shelf::Trash(clock.now())).await;
        thrown.expect("thrown away");
        // Nobody is served anything of it.
        assert_eq!(pictured(&hub, code).await, None);
    }
    let mut idle = BTreeSet::new();
    let end = clock.now() + TRASH_DAYS * DAY_MS;
    clock.set(end - 1);
    hub.sweep(&mut idle).await;
    let back = hub.shelve(&codes[1], Shelf::Open).await;
    back.expect("taken back");
    assert_eq!(pictured(&hub, &codes[1]).await, Some(1));
    clock.set(end);
    hub.sweep(&mut idle).await;
    assert!(hub.header(&codes[0]).is_none(), "deleted");
    assert!(hub.header(&codes[1]).is_some(), "taken back");
}
