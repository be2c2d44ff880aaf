//! What a connection may hold, and for how long. Time is the runtime's; the handlers are the test's.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

use super::super::tests::app;
use super::super::turnstile::{Rank, TURN, TURNS};
use super::super::upgrade;
use super::super::visits::Visitor;
use super::*;
use crate::address::Address;
use crate::log::MemoryLog;

/// How long to wait before concluding that nothing happens.
const QUIET: Duration = Duration::from_millis(100);
const JOIN: &str = "POST /CDU7K2/join HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
const HALF: &str = "POST /CDU7K2/join HTTP/1.1\r\nX: ";

/// A server without a door.
struct Stage {
    server: Arc<Server>,
    turnstile: Turnstile,
    places: Arc<Places>,
    _ends: watch::Sender<bool>,
}

impl Stage {
    async fn with(router: Router) -> Stage {
        let app = app(&MemoryLog::default()).await;
        let (ends, ending) = watch::channel(false);
        let (turnstile, places) = (Turnstile::start(), app.sockets.places.clone());
        let gate = Gate {
            app,
            router,
            turnstile: turnstile.clone(),
            proxies: Proxies::default(),
        };
        Stage {
            server: Arc::new(Server {
                builder: builder(),
                gate: Arc::new(gate),
                visits: Arc::default(),
                certificates: None,
                handshakes: Turnstile::start(),
                ending,
            }),
            turnstile,
            places,
            _ends: ends,
        }
    }

    /// Connects with a small receive buffer, sends this, and is served. A turn comes from the door.
    async fn say(&self, request: &str, turn: Turn) -> TcpStream {
        let port = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
        let port = port.await.expect("a port");
        let local = port.local_addr().expect("an address");
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("set");
        let mut client = socket.connect(local).await.expect("connected");
        client.write_all(request.as_bytes()).await.expect("sent");
        let (stream, peer) = port.accept().await.expect("accepted");
        let (peer, stream) = (peer.ip(), stream.into_std().expect("a stream"));
        while stream.peek(&mut [0]).is_err() {
            yield_now().await;
        }
        let arrival = Arrival {
            stream,
            seat: self.places.seat().expect("a seat"),
            visitor: Visitor {
                peer,
                local,
                address: peer.into(),
                is_proxy: false,
                is_secure: false,
            },
            phone: None,
        };
        let (open, _) = mpsc::channel(1);
        tokio::spawn(connection(self.server.clone(), arrival, turn, open));
        client
    }

    async fn pass(&self) -> Option<Turn> {
        self.turnstile
            .pass(Rank::Stranger, Address::default())
            .await
    }

    /// Takes so many turns.
    async fn take(&self, count: usize) -> Vec<Turn> {
        let mut turns = vec![];
        for _ in 0..count {
            turns.extend(self.pass().await);
        }
        turns
    }

    /// Returns true if there is no turn now.
    async fn is_taken(&self) -> bool {
        timeout(QUIET, self.pass()).await.is_err()
    }
}

/// Reads one answer, or all until the end.
async fn answer(client: &mut TcpStream) -> String {
    let mut bytes = [0; 4096];
    let read = client.read(&mut bytes).await.expect("read");
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

/// A handler that never answers.
fn stalled() -> Router {
    counted(&Arc::default())
}

/// The same, with the number of requests that have reached it.
fn counted(reached: &Arc<AtomicUsize>) -> Router {
    let reached = reached.clone();
    let handler = move || {
        reached.fetch_add(1, Ordering::Relaxed);
        std::future::pending::<String>()
    };
    Router::new().route("/{code}/join", post(handler))
}

fn bytes4<A, B, C, D, F>(_: impl FnOnce(A, B, C, D) -> F) -> usize {
    size_of::<F>()
}

fn bytes3<A, B, C, F>(_: impl FnOnce(A, B, C) -> F) -> usize {
    size_of::<F>()
}

/// Each phone of a hall that comes in has these at the same time, and what the allocator does not get back stays.
#[test]
fn what_serves_a_phone_that_comes_in_is_small() {
    let connection = bytes4(connection);
    let request = bytes4(Gate::pass);
    let socket = bytes3(upgrade::go);
    assert!(
        connection <= 1536 && request <= 2560 && socket <= 1664,
        "{connection} {request} {socket}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_head_that_comes_byte_by_byte_ends_its_connection() {
    let stage = Stage::with(stalled()).await;
    let began = Instant::now();
    let mut client = stage.say(HALF, Turn::default()).await;
    let mut byte = [0];
    while timeout(Duration::from_secs(1), client.read(&mut byte))
        .await
        .is_err()
    {
        assert!(began.elapsed() < 2 * HEAD_TIMEOUT, "it goes on");
        let _ = client.write_all(b"x").await;
    }
    assert!(began.elapsed() >= HEAD_TIMEOUT, "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_turn_from_the_door_ends_although_its_request_does_not_come() {
    let stage = Stage::with(stalled()).await;
    let mut turns = stage.take(TURNS).await;
    let began = Instant::now();
    let _client = stage.say(HALF, turns.remove(0)).await;
    assert!(stage.is_taken().await);
    assert!(stage.pass().await.is_some());
    assert!(began.elapsed() <= 2 * TURN, "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_turn_ends_although_its_answer_takes_long() {
    let reached = Arc::<AtomicUsize>::default();
    let stage = Stage::with(counted(&reached)).await;
    let began = Instant::now();
    let mut clients = vec![];
    for _ in 0..TURNS {
        clients.push(stage.say(JOIN, Turn::default()).await);
    }
    // Time does not pass meanwhile.
    while reached.load(Ordering::Relaxed) < TURNS {
        yield_now().await;
    }
    assert!(stage.is_taken().await);
    assert!(stage.pass().await.is_some());
    assert!(began.elapsed() <= 2 * TURN, "{:?}", began.elapsed());
    let late = answer(&mut clients[0]).await;
    assert!(late.starts_with("HTTP/1.1 408 "), "{late}");
    assert!(
        began.elapsed() < Duration::from_secs(16),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn each_request_of_a_connection_takes_a_turn_of_its_own() {
    let joins = Router::new().route("/{code}/join", post(async || "joined"));
    let stage = Stage::with(joins).await;
    let mut turns = stage.take(TURNS).await;
    let mut client = stage.say(JOIN, turns.remove(0)).await;
    assert!(answer(&mut client).await.ends_with("joined"));
    // With the answer the turn is over, and the connection has none.
    turns.extend(timeout(QUIET, stage.pass()).await.ok().flatten());
    assert_eq!(turns.len(), TURNS);
    client.write_all(JOIN.as_bytes()).await.expect("sent");
    let early = timeout(QUIET, answer(&mut client)).await;
    assert!(early.is_err(), "{early:?}");
    turns.pop();
    assert!(answer(&mut client).await.ends_with("joined"));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_holds_no_turn_and_ends() {
    let stage = Stage::with(stalled()).await;
    let began = Instant::now();
    let body = JOIN.replace("\r\n\r\n", "\r\nContent-Length: 9\r\n\r\nnot");
    let mut clients = vec![];
    for _ in 0..TURNS {
        clients.push(stage.say(&body, Turn::default()).await);
    }
    // Not even for as long as it could keep one.
    sleep(QUIET).await;
    assert!(timeout(QUIET, stage.pass()).await.is_ok());
    let late = answer(&mut clients[0]).await;
    assert!(late.starts_with("HTTP/1.1 408 "), "{late}");
    assert!(
        began.elapsed() <= Duration::from_secs(6),
        "{:?}",
        began.elapsed()
    );
}

/// A client that asks and asks and reads nothing is asked for nothing new, and then it is gone.
#[tokio::test(start_paused = true)]
async fn who_reads_nothing_is_answered_little_and_not_for_long() {
    const ASKED: usize = 150;
    let made = Arc::<AtomicUsize>::default();
    let makes = made.clone();
    let large = move || {
        makes.fetch_add(1, Ordering::Relaxed);
        std::future::ready(vec![b'x'; 1 << 20])
    };
    let stage = Stage::with(Router::new().route("/large", get(large))).await;
    let began = Instant::now();
    let request = "GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(ASKED);
    let mut client = stage.say(&request, Turn::default()).await;
    while Arc::strong_count(&stage.server) > 1 {
        assert!(began.elapsed() < Duration::from_secs(60), "it goes on");
        sleep(QUIET).await;
    }
    let made = made.load(Ordering::Relaxed);
    assert!((1..10).contains(&made), "{made} answers of {ASKED}");
    // What the kernels hold, and no more.
    let mut rest = vec![];
    let _ = client.read_to_end(&mut rest).await;
    assert!(rest.len() < 4 << 20, "{} bytes", rest.len());
}
