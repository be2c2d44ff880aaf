//! Sockets that send halves, many sockets of one guest, and sockets that read late.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use plenary::protocol::close;
use tokio::time::Instant;

use crate::attacker::Attacker;
use crate::honest::{Event, in_time};

/// Time limit for a blocking read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads the answer to an upgrade, and what follows, until this is in it. Returns false if the connection ends first.
fn reads_until(stream: &mut TcpStream, mark: &[u8]) -> bool {
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let (mut heard, mut buffer) = (vec![], [0; 4096]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return false,
            Ok(n) => heard.extend_from_slice(&buffer[..n]),
        }
        if heard.windows(mark.len()).any(|part| part == mark) {
            return true;
        }
    }
}

/// Returns the code with which the server closes; None if it just ends the connection.
fn closed_with(stream: &mut TcpStream) -> Option<u16> {
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let (mut heard, mut buffer) = (vec![], [0; 4096]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => heard.extend_from_slice(&buffer[..n]),
            Err(e) if e.kind() == ErrorKind::ConnectionReset => break,
            Err(e) => panic!("it stays open: {e}"),
        }
    }
    let close = heard.len().checked_sub(4)?;
    let &[0x88, 0x02, a, b] = &heard[close..] else {
        return None;
    };
    Some(u16::from_be_bytes([a, b]))
}

/// Encodes the start of a text frame of this length, masked with zeros.
fn begun(len: u16, sent: usize) -> Vec<u8> {
    let [a, b] = len.to_be_bytes();
    let mut frame = vec![0x81, 0x80 | 126, a, b, 0, 0, 0, 0];
    frame.extend(std::iter::repeat_n(b' ', sent));
    frame
}

/// What has not joined may send four kilobytes at once, and what the server holds for everybody is limited.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_frame_is_small_before_a_guest_has_joined() {
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let mut watcher = attacker.say(&attacker.upgrade("")).expect("connected");
    assert!(reads_until(&mut watcher, b"snapshot"), "it watches");
    watcher.write_all(&begun(16_000, 10)).expect("sent");
    assert_eq!(closed_with(&mut watcher), Some(close::TOO_LONG));
    // A guest's frames may be longer, for the longest ballots.
    let cookie = attacker.join().expect("joined");
    let mut guest = attacker.say(&attacker.upgrade(&cookie)).expect("connected");
    assert!(reads_until(&mut guest, b"snapshot"), "it is in");
    guest.write_all(&begun(16_000, 15_000)).expect("sent");
    // Enough of them to hold more than the server allows.
    let _attack = attacker.occupy(1000, [attacker.upgrade(""), begun(4_000, 3_900)].concat());
    let before = event.server.resident_bytes();
    event.goes_on().await;
    let growth = event.server.resident_bytes().saturating_sub(before);
    assert!(growth < 64 << 20, "{growth} bytes");
}

/// Eight sockets are for one guest with many tabs. The oldest of more is closed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_guest_has_few_sockets() {
    const SOCKETS: usize = 8;
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let cookie = attacker.join().expect("joined");
    let mut first = attacker.say(&attacker.upgrade(&cookie)).expect("connected");
    assert!(reads_until(&mut first, b"snapshot"), "it is in");
    let mut others = vec![];
    for _ in 0..SOCKETS {
        let mut other = attacker.say(&attacker.upgrade(&cookie)).expect("connected");
        assert!(reads_until(&mut other, b"snapshot"), "it is in");
        others.push(other);
    }
    assert_eq!(closed_with(&mut first), Some(close::TRY_LATER));
    drop(others);
    let _attack = attacker.occupy(400, attacker.upgrade(&cookie));
    event.goes_on().await;
}

/// A guest changes a vote as fast as the server allows, with many sockets that all hear of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_who_acts_all_the_time_is_told_now_and_then() {
    const WATCHED: Duration = Duration::from_secs(3);
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let cookie = attacker.join().expect("joined");
    let mut listener = attacker.say(&attacker.upgrade(&cookie)).expect("connected");
    assert!(reads_until(&mut listener, b"snapshot"), "it is in");
    let mut actor = attacker.say(&attacker.upgrade(&cookie)).expect("connected");
    assert!(reads_until(&mut actor, b"snapshot"), "it is in");
    actor.set_nonblocking(true).expect("set");
    listener
        .set_read_timeout(Some(Duration::from_millis(50)))
        .expect("set");
    let (began, mut n, mut heard) = (Instant::now(), 0, vec![]);
    let mut buffer = vec![0; 65_536];
    while began.elapsed() < WATCHED {
        n += 1;
        let text = format!(
            r#"{{"t":"do","c":7,"n":{n},"cmd":{{"cast":{{"poll":{},"ballot":{{"choice":[{}]}}}}}}}}"#,
            event.poll,
            n % 2
        );
        let mut frame = vec![0x81, 0x80 | text.len() as u8, 0, 0, 0, 0];
        assert!(text.len() < 126);
        frame.extend_from_slice(text.as_bytes());
        let _ = actor.write(&frame);
        let _ = actor.read(&mut buffer);
        if let Ok(read) = listener.read(&mut buffer) {
            heard.extend_from_slice(&buffer[..read]);
        }
    }
    let mark = br#"{"t":"mine""#;
    let told = heard
        .windows(mark.len())
        .filter(|part| part == mark)
        .count();
    // Forty commands at once, five a second after them; half of the forty are told at once.
    assert!(told <= 30, "told {told} times in {WATCHED:?}");
    in_time("the last state is told", async {}).await;
    event.goes_on().await;
}

/// A phone that stands still in the middle of a view does not get to read what was taken back meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reads_on_in_what_was_taken_back() {
    let mut event = Event::start(None).await;
    let mark = "a mark that is taken back";
    event.fills_the_view(mark).await;
    let attacker = Attacker::at(&event.server, 2);
    let mut late = attacker.say(&attacker.upgrade("")).expect("connected");
    // It has read the start of the view, and the kernels hold a part of the rest.
    late.set_read_timeout(Some(PATIENCE)).expect("set");
    let mut heard = vec![0; 1024];
    late.read_exact(&mut heard).expect("the start");
    event.takes_back(mark).await;
    // The server ends the connection, and nothing is left to read beyond what was on its way.
    let mut buffer = [0; 65_536];
    let ended = loop {
        match late.read(&mut buffer) {
            Ok(0) => break true,
            Ok(n) => heard.extend_from_slice(&buffer[..n]),
            Err(e) => break e.kind() == ErrorKind::ConnectionReset,
        }
    };
    assert!(ended, "it is not continued");
    let has = heard
        .windows(mark.len())
        .any(|part| part == mark.as_bytes());
    assert!(!has, "it reads what was taken back");
    // It comes back, and gets a view without it.
    let mut back = attacker.say(&attacker.upgrade("")).expect("connected");
    assert!(reads_until(&mut back, b"snapshot"), "it is back");
}
