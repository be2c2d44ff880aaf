//! Connections without requests.

use crate::attacker::Attacker;
use crate::honest::{Event, in_time};

/// Files that the server may open. It has about 360 seats then.
const FEW_FILES: u32 = 400;

/// More silent connections a second than the server has seats for ten seconds of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_connections_use_up_no_seats() {
    let mut event = Event::start(Some(FEW_FILES)).await;
    let attacker = Attacker::at(&event.server, 2);
    let _attack = attacker.occupy(600, vec![]);
    event.goes_on().await;
}

/// Sockets that never joined take all places. A guest who joins gets one, and so do staff.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn watchers_give_way_to_guests_who_join() {
    let mut event = Event::start(Some(FEW_FILES)).await;
    let attacker = Attacker::at(&event.server, 2);
    let _attack = attacker.occupy(600, attacker.upgrade(""));
    let places = event.server.places();
    let full = async { while event.phones().await < places as u32 {} };
    in_time("the attack fills all places", full).await;
    event.goes_on().await;
}
