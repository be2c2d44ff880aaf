//! Phones as in a real hall: some do not read, some vanish, and some find no place. None of them may affect the others.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt;
use plenary::client::{Client, Event, Fault, Method, request};
use plenary::protocol::{
    Ballot, Command, QuestionContent, QuestionState, Role, SILENCE_S_MAX, close,
};
use plenary_tests::{Raw, Server, accepted, counts, open_poll, until};
use socket2::{Domain, Socket, Type};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

const SLOW: u32 = 1000;
/// Limit on the server's memory growth while all of them are behind.
const GROWTH_BYTES_MAX: u64 = 64 << 20;
/// The server's documented time limit for a socket that takes nothing.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);
/// Allowance for a loaded machine.
const SLACK: Duration = Duration::from_secs(10);
/// Pause between two polls of state that sends no event.
const LOOK: Duration = Duration::from_millis(50);
/// Upper bound on any wait. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A phone that takes in hardly anything. It has a small receive buffer and segments of Wi-Fi size, because loopback
/// segments are so large that its send buffers hold megabytes. It reads only when the test does.
async fn slow(server: &Server) -> WebSocketStream<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    socket.set_tcp_mss(1400).expect("small segments");
    let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
    socket.connect(&address.into()).expect("connected");
    socket.set_nonblocking(true).expect("set");
    let stream = TcpStream::from_std(socket.into()).expect("a stream");
    let code = server.link("/host#").code;
    let request = format!("ws://{address}/{code}/socket?role=participant");
    let request = request.into_client_request().expect("a request");
    let config = WebSocketConfig::default().read_buffer_size(1024);
    let opened = client_async_with_config(request, stream, Some(config)).await;
    opened.expect("a place").0
}

/// Returns the number of a process's open files.
fn files(pid: u32) -> usize {
    let files = std::fs::read_dir(format!("/proc/{pid}/fd"));
    files.expect("it runs").count()
}

fn phones(desk: &Client) -> Option<u32> {
    desk.view()
        .hall
        .as_ref()
        .map(|hall| hall.count(Role::Participant))
}

/// What a host sees. The host reads all the time, because one that reads now and then would be a slow reader too.
#[derive(Debug, Clone, Default)]
struct Seen {
    phones: Option<u32>,
    picks: Vec<u32>,
}

fn watched(mut host: Client, poll: u32) -> watch::Receiver<Seen> {
    let (tell, told) = watch::channel(Seen::default());
    tokio::spawn(async move {
        while !tell.is_closed() {
            let picks = counts(&host, poll).map(|(_, picks)| picks);
            tell.send_replace(Seen {
                phones: phones(&host),
                picks: picks.unwrap_or_default(),
            });
            // The channel closes when the host ends, so waiting tests notice.
            if !matches!(host.next().await, Ok(event) if event != Event::Lost) {
                break;
            }
        }
    });
    told
}

/// A text with few characters and many bytes, as halls write them.
fn long_words(first: u32) -> String {
    format!("{first} {}", "👩‍👩‍👧‍👦".repeat(180))
}

/// Opens a moderator's desk, and asks five questions from each of `guests` guests. Once approved, they are 4.5 KB each
/// for each phone.
async fn long_questions(server: &Server, guests: u32) -> Client {
    let mut desk = server.staff("/moderator#").await;
    for seed in 0..guests {
        let mut guest = server.guest(1000 + u64::from(seed)).await;
        for i in 0..5 {
            let text = long_words(i);
            let ask = Command::Ask {
                text,
                to: None,
                name: None,
                org: None,
                lang: None,
            };
            accepted(&mut guest, ask).await;
        }
    }
    until(&mut desk, |desk| {
        desk.view().questions().count() == 5 * guests as usize && phones(desk) == Some(0)
    })
    .await;
    desk
}

/// Changes all long questions: the first time it writes and approves them, and then it moves them. An edit would take
/// text back, which ends connections that are midway through it.
async fn change_all(desk: &mut Client, round: u32) {
    let seen: Vec<(u32, u32)> = desk
        .view()
        .questions()
        .filter_map(|question| Some((question.id, question.desk.as_ref()?.rev)))
        .collect();
    let mut last = 0;
    for (question, seen) in seen {
        let change = match round {
            0 => Command::EditApprove {
                question,
                seen,
                content: QuestionContent {
                    text: long_words(100),
                    lang: "en".into(),
                    translations: Default::default(),
                    name: None,
                    org: None,
                },
            },
            round => Command::Move {
                question,
                seen,
                to: match round % 2 {
                    0 => QuestionState::Approved,
                    _ => QuestionState::Next,
                },
            },
        };
        last = last.max(accepted(desk, change).await);
    }
    until(desk, |desk| desk.view().seq() >= last).await;
}

/// Sends an upgrade request with bytes directly after it, in one write.
fn knock(server: &Server, behind: &[u8]) -> std::net::TcpStream {
    let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
    let mut stream = std::net::TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let code = server.link("/host#").code;
    let head = format!(
        "GET /{code}/socket?role=participant HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    let bytes = [head.as_bytes(), behind].concat();
    stream.write_all(&bytes).expect("sent");
    stream
}

/// Encodes a short text frame, masked with zeros.
fn masked(text: &str) -> Vec<u8> {
    assert!(text.len() < 126);
    let mut frame = vec![0x81, 0x80 | text.len() as u8, 0, 0, 0, 0];
    frame.extend_from_slice(text.as_bytes());
    frame
}

/// Encodes a ballot of somebody who has not joined.
fn ballot(n: u32) -> Vec<u8> {
    masked(&format!(
        r#"{{"t":"do","c":7,"n":{n},"cmd":{{"cast":{{"poll":1,"ballot":{{"choice":[0]}}}}}}}}"#
    ))
}

/// Reads until `expected` rejections have come. Returns how many are of each kind.
fn refusals(stream: &mut std::net::TcpStream, expected: usize) -> (usize, usize) {
    let (mut heard, mut buffer) = (String::new(), [0; 4096]);
    loop {
        let count = |kind: &str| heard.matches(&format!(r#""kind":"{kind}""#)).count();
        let (not_joined, too_fast) = (count("not_joined"), count("too_fast"));
        if not_joined + too_fast >= expected {
            return (not_joined, too_fast);
        }
        let n = stream.read(&mut buffer).expect("an answer");
        assert!(n > 0, "closed after {heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_directly_after_an_upgrade_are_read_and_break_nothing() {
    let server = Server::start();
    let mut phone = knock(&server, &ballot(1));
    assert_eq!(refusals(&mut phone, 1), (1, 0));
    // The same for bytes that arrive after the upgrade's answer and before the room has admitted the socket.
    for _ in 0..100 {
        let mut phone = knock(&server, &[]);
        phone.read_exact(&mut [0]).expect("an answer");
        phone.write_all(&ballot(1)).expect("sent");
        assert_eq!(refusals(&mut phone, 1), (1, 0));
    }
    // Phones that send something and vanish before the answer.
    for _ in 0..500 {
        let mut phone = knock(&server, &ballot(1));
        // The answer's first byte comes before the room has admitted the socket.
        phone.read_exact(&mut [0]).expect("an answer");
        let phone = Socket::from(phone);
        phone.set_linger(Some(Duration::ZERO)).expect("set");
        drop(phone);
    }
    // All threads that met them still serve others.
    for seed in 0..16 {
        let mut guest = server.guest(seed).await;
        let live = until(&mut guest, |guest| guest.is_live());
        timeout(PATIENCE, live).await.expect("the room admits it");
    }
    assert!(!server.said().contains("panicked"), "{}", server.said());
}

#[test]
fn an_idle_connection_at_the_door_is_closed() {
    let server = Server::start();
    let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
    let mut silent = std::net::TcpStream::connect(address).expect("connected");
    silent.set_read_timeout(Some(PATIENCE)).expect("set");
    assert_eq!(silent.read(&mut [0]).expect("it is closed"), 0);
}

#[test]
fn an_answer_ends_a_phones_turn_while_its_connection_stays() {
    /// More than may have a turn at the same time.
    const PHONES: usize = 80;
    let server = Server::start();
    let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
    let code = server.link("/host#").code;
    let request =
        format!("POST /{code}/join HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n");
    let mut kept = vec![];
    for _ in 0..PHONES {
        let mut phone = std::net::TcpStream::connect(address).expect("connected");
        phone.set_read_timeout(Some(PATIENCE)).expect("set");
        phone.write_all(request.as_bytes()).expect("sent");
        let mut answer = [0; 1024];
        let n = phone.read(&mut answer).expect("an answer");
        assert!(answer[..n].starts_with(b"HTTP/1.1 200"), "it joins");
        kept.push(phone);
    }
    // No connection had to close for another to get its turn.
    let first = &kept[0];
    first.set_nonblocking(true).expect("set");
    let waits = first.peek(&mut [0]).map_err(|e| e.kind());
    assert_eq!(waits, Err(std::io::ErrorKind::WouldBlock));
}

#[test]
fn a_burst_from_one_phone_does_not_fill_the_shared_mailbox() {
    const SENT: u32 = 200;
    let server = Server::start();
    let mut phone = knock(&server, &[]);
    // Its view shows that the socket is open.
    let (mut heard, mut buffer) = (vec![], [0; 4096]);
    while !heard.windows(8).any(|part| part == b"snapshot") {
        let n = phone.read(&mut buffer).expect("a view");
        assert!(n > 0, "closed");
        heard.extend_from_slice(&buffer[..n]);
    }
    let ballots: Vec<u8> = (1..=SENT).flat_map(ballot).collect();
    phone.write_all(&ballots).expect("sent");
    let (not_joined, too_fast) = refusals(&mut phone, SENT as usize);
    assert!(not_joined >= 16, "{not_joined}");
    assert!(too_fast >= 50, "{too_fast}");
}

/// A phone keeps asking and never reads an answer. The server must not store the answers without limit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_that_asks_and_never_reads_is_closed() {
    let server = Server::start();
    let before = server.resident_bytes();
    let phone = slow(&server).await.into_inner();
    let mut phone = phone.into_std().expect("a socket");
    phone.set_nonblocking(false).expect("set");
    // Pings with 125 bytes and a zero mask. Each is answered with as many bytes.
    let head = [0x89, 0x80 | 125, 0, 0, 0, 0];
    let pings: Vec<u8> = head.into_iter().chain([b'x'; 125]).collect();
    let pings = pings.repeat(500);
    let asking = tokio::task::spawn_blocking(move || while phone.write_all(&pings).is_ok() {});
    let mut most = before;
    while !asking.is_finished() {
        most = most.max(server.resident_bytes());
        let growth = most - before;
        assert!(growth < GROWTH_BYTES_MAX, "it costs {growth} bytes");
        sleep(LOOK).await;
    }
    asking.await.expect("no panic");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_phones_that_do_not_read_share_one_view() {
    const COMING: u32 = 300;
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut desk = long_questions(&server, 20).await;
    change_all(&mut desk, 0).await;
    let before = server.resident_bytes();
    let mut behind = vec![];
    for _ in 0..COMING {
        behind.push(slow(&server).await);
    }
    let come = until(&mut host, |host| phones(host) == Some(COMING));
    timeout(PATIENCE, come).await.expect("they come");
    let growth = server.resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH_BYTES_MAX, "{growth} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_phones_that_do_not_read_harm_nobody() {
    // A soft limit of 1,024 is common, and each phone takes a file.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut desk = long_questions(&server, 4).await;
    let mut bystander = server.guest(1).await;
    let before = server.resident_bytes();
    let begun = Instant::now();
    let mut behind = vec![];
    for _ in 0..SLOW {
        behind.push(slow(&server).await);
    }
    let mut host = watched(host, poll);
    let come = host.wait_for(|seen| seen.phones == Some(SLOW + 1));
    timeout(PATIENCE, come)
        .await
        .expect("they come")
        .expect("a host");
    let flooded = Instant::now();
    let (mut most, mut round) = (server.resident_bytes(), 0);
    // The hall continues: changes for everybody, and a guest whose every vote is acked and counted.
    while host.borrow().phones != Some(1) {
        assert!(
            flooded.elapsed() < WRITE_TIMEOUT + SLACK,
            "the server still holds {:?} of {SLOW}",
            host.borrow().phones
        );
        change_all(&mut desk, round).await;
        let choice = round % 2;
        let cast = Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![choice as u8]),
        };
        timeout(PATIENCE, async {
            accepted(&mut bystander, cast).await;
            let counted = |seen: &Seen| seen.picks.get(choice as usize) == Some(&1);
            host.wait_for(counted).await.expect("a host");
            until(&mut bystander, |phone| {
                phone.view().questions().count() == 20
            })
            .await;
        })
        .await
        .expect("everybody else is served in time");
        most = most.max(server.resident_bytes());
        round += 1;
    }
    // Otherwise their silence closed them, and not their failure to read.
    assert!(
        begun.elapsed() < Duration::from_secs(SILENCE_S_MAX.into()),
        "the machine is too slow for this test"
    );
    let growth = most - before;
    println!(
        "{round} rounds, {} MiB more than {} MiB",
        growth >> 20,
        before >> 20
    );
    assert!(
        growth < GROWTH_BYTES_MAX,
        "{growth} bytes more than {before}"
    );
}

/// A phone that was too slow learns it when it reads again: first the frame in flight, then the reason for the close.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_phone_finally_reads_why_it_was_closed() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut desk = long_questions(&server, 4).await;
    let mut behind = slow(&server).await;
    let mut host = watched(host, poll);
    let come = host.wait_for(|seen| seen.phones == Some(1));
    timeout(PATIENCE, come)
        .await
        .expect("it comes")
        .expect("a host");
    let held = files(server.pid());
    let flooded = Instant::now();
    let mut round = 0;
    while host.borrow().phones != Some(0) {
        assert!(
            flooded.elapsed() < WRITE_TIMEOUT + SLACK,
            "the server still holds it"
        );
        change_all(&mut desk, round).await;
        round += 1;
    }
    // The phone reads again only after the server has closed it. The kernel still holds what was sent.
    let done = async {
        while files(server.pid()) >= held {
            sleep(LOOK).await;
        }
    };
    timeout(PATIENCE, done).await.expect("the server drops it");
    let mut frames = 0;
    let code = loop {
        let message = timeout(PATIENCE, behind.next()).await.expect("it ends");
        match message {
            Some(Ok(Message::Text(_))) => frames += 1,
            Some(Ok(Message::Close(frame))) => break frame.map(|frame| u16::from(frame.code)),
            Some(Ok(_)) => {}
            Some(Err(Error::Io(e))) => panic!("it broke after {frames} frames: {e}"),
            Some(Err(e)) => panic!("after {frames} frames: {e}"),
            None => break None,
        }
    };
    assert!(frames >= 2, "frames in flight came first: {frames}");
    assert_eq!(code, Some(close::TRY_LATER));
}

/// Starts a server with eight places for guests.
fn small() -> Server {
    let few = "ulimit -n 200; exec \"$@\"";
    let mut server = Server::unstarted(&["sh", "-c", few, "sh"]);
    server.restart();
    server
}

/// Takes a place that was just freed, because the hall may show a departure a moment early.
async fn seat(server: &Server, watcher: &Client) -> Raw {
    let seated = async {
        loop {
            match Raw::open(server, watcher).await {
                Ok(seated) => return seated,
                Err(shut) => assert_eq!(shut.status, 503),
            }
            sleep(LOOK).await;
        }
    };
    // The silent sockets here must not time out first.
    timeout(SLACK, seated).await.expect("a place is free")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_server_says_so_to_guests_and_keeps_places_for_staff() {
    let server = small();
    let watcher = Client::new(server.link("/host#").guest(), 1);
    let mut seated = vec![];
    for _ in 0..server.places() {
        seated.push(Raw::open(&server, &watcher).await.expect("a place"));
    }
    for _ in 0..3 {
        let Err(shut) = Raw::open(&server, &watcher).await else {
            panic!("a guest beyond the limit got in");
        };
        assert_eq!((shut.status, shut.kind.as_str()), (503, "server_full"));
        assert!(shut.retry_after_s.is_some_and(|seconds| seconds > 0));
    }
    // A browser does not tell its page why: the page asks who it is, and reads the same there.
    let link = server.link("/host#");
    let path = format!("/{}/me?role=participant", link.code);
    let me = request(&link.address, Method::GET, &path, &[], None).await;
    let Err(Fault::Refused { status, error, .. }) = me else {
        panic!("{me:?}")
    };
    assert_eq!((status, error.kind.as_str()), (503, "server_full"));
    let mut moderator = server.staff("/moderator#").await;
    let screen = server.staff("/screen#").await;
    let all = seated.len() as u32;
    until(&mut moderator, |m| {
        phones(m) == Some(all)
            && m.view()
                .hall
                .as_ref()
                .is_some_and(|hall| hall.count(Role::Screen) == 1)
    })
    .await;
    assert!(screen.is_live());
    // One leaves and one joins, however many staff connected in between.
    seated.pop();
    until(&mut moderator, |m| phones(m) == Some(all - 1)).await;
    seated.push(seat(&server, &watcher).await);
    let full = until(&mut moderator, |m| phones(m) == Some(all));
    timeout(PATIENCE, full).await.expect("full again");
}

/// Phones that vanish (empty battery, out of range) leave open connections. After the documented silence the server
/// drops them and gives their places to others. A phone that sends heartbeats stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vanished_phones_free_their_places_and_a_beating_one_stays() {
    // Run both in parallel, because each waits for nearly a minute. Both run to the end, even if one fails.
    let both = [
        tokio::spawn(silent_phones_are_dropped_and_beating_ones_stay()),
        tokio::spawn(silent_phones_free_their_places()),
    ];
    let mut failed = vec![];
    for part in both {
        failed.extend(part.await.err());
    }
    assert!(failed.is_empty(), "{failed:?}");
}

const SILENCE: Duration = Duration::from_secs(SILENCE_S_MAX as u64);

async fn silent_phones_are_dropped_and_beating_ones_stay() {
    const VANISHED: u32 = 10;
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut host = watched(host, poll);
    let watcher = Client::new(server.link("/host#").guest(), 1);
    let mut idle = server.guest(2).await;
    let begun = Instant::now();
    let mut vanished = vec![];
    for _ in 0..VANISHED {
        vanished.push(Raw::open(&server, &watcher).await.expect("a place"));
    }
    let all = host.wait_for(|seen| seen.phones == Some(1 + VANISHED));
    let all = timeout(PATIENCE, all).await.expect("they come").is_ok();
    assert!(all, "the host stays connected");
    // It sends heartbeats automatically, as every client does, and receives only the server's.
    let beating = tokio::spawn(async move {
        let end = begun + SILENCE + SLACK + Duration::from_secs(5);
        while let Ok(event) = timeout_at(end, idle.next()).await {
            let event = event.expect("the phone stays connected");
            assert_ne!(event, Event::Lost, "after {:?}", begun.elapsed());
        }
        idle
    });
    let gone = host.wait_for(|seen| seen.phones == Some(1));
    let gone = timeout_at(begun + SILENCE + SLACK, gone).await;
    let gone = gone
        .expect("vanished phones are dropped within a minute")
        .is_ok();
    assert!(gone, "the host stays connected");
    let waited = begun.elapsed();
    assert!(
        waited + Duration::from_secs(5) > SILENCE,
        "dropped after only {waited:?}"
    );
    let idle = beating.await.expect("the beating phone");
    assert!(idle.is_live() && begun.elapsed() > Duration::from_secs(60));
    assert_eq!(host.borrow().phones, Some(1));
}

async fn silent_phones_free_their_places() {
    let server = small();
    let watcher = Client::new(server.link("/host#").guest(), 1);
    let begun = Instant::now();
    let mut vanished = vec![];
    for _ in 0..server.places() {
        vanished.push(Raw::open(&server, &watcher).await.expect("a place"));
    }
    assert!(
        Raw::open(&server, &watcher).await.is_err(),
        "the server is full"
    );
    let mut others = vec![];
    while others.len() < vanished.len() {
        let late = begun.elapsed() > SILENCE + SLACK;
        assert!(!late, "{} of their places are free", others.len());
        match Raw::open(&server, &watcher).await {
            Ok(other) => others.push(other),
            Err(shut) => {
                assert_eq!(shut.kind, "server_full");
                sleep(10 * LOOK).await;
            }
        }
    }
}
