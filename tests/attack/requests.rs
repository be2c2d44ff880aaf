//! Requests that never end, and answers that nobody takes.

use crate::attacker::Attacker;
use crate::honest::{Event, script};

/// Files that the server may open in attacks that want to use up all of them.
const FEW_FILES: u32 = 700;
/// More connections than it has seats then.
const MANY: usize = 720;

/// The turnstile is for whole requests of phones, and for nothing that looks like one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_whose_bodies_never_come_hold_up_nobody() {
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let body = "Content-Length: 99\r\n";
    let lookalikes = attacker.request("POST", "/auth?x=/join", body);
    let joins = attacker.request("POST", "/join", body);
    let sockets = attacker.request("GET", "/socket?role=participant", body);
    let _attacks = [lookalikes, joins, sockets].map(|request| attacker.occupy(200, request));
    event.goes_on().await;
}

/// Heads that never end, one byte after the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_whose_heads_never_end_use_up_no_seats() {
    let mut event = Event::start(Some(FEW_FILES)).await;
    let attacker = Attacker::at(&event.server, 2);
    let half = b"GET /half HTTP/1.1\r\nHost: x\r\nX-Slow: ".to_vec();
    let _attack = attacker.occupy(MANY, half);
    event.goes_on().await;
}

/// Each connection asks for a large file many times, and reads none of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_nobody_reads_cost_little_and_hold_up_nobody() {
    /// Limit on the growth of the server's memory.
    const GROWTH_BYTES_MAX: u64 = 64 << 20;
    let mut event = Event::start(Some(FEW_FILES)).await;
    let attacker = Attacker::at(&event.server, 2);
    let script = script(&event.server).await;
    let request = format!(
        "GET {script} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        event.server.port()
    );
    let before = event.server.resident_bytes();
    let _attack = attacker.occupy(MANY, request.repeat(50).into_bytes());
    event.goes_on().await;
    let growth = event.server.resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH_BYTES_MAX, "{growth} bytes");
}
