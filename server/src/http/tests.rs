//! What requests need of a busy room, and of a handler that panics.

use std::iter::empty;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router};
use plenary_domain::command::Command;
use plenary_domain::ids::QuestionId;
use plenary_domain::role::StaffRole;
use tokio::sync::watch;
use tokio::time::timeout;
use tower::{Layer, Service};

use super::gate::Caller;
use super::{door, router, serve};
use crate::address::{Address, Proxies};
use crate::app::{App, Storage};
use crate::client;
use crate::clock::Clock;
use crate::event_file;
use crate::hub::Hub;
use crate::keys::{Keys, login_hash, login_secret};
use crate::log::MemoryLog;
use crate::node::Node;
use crate::protocol::Role;
use crate::room::SocketId;
use crate::server::DEMO;
use crate::socket::{Places, Sockets};

const PATIENCE: Duration = Duration::from_secs(30);

/// Returns the state of a server on this log, without events.
pub(super) async fn app(log: &MemoryLog) -> App {
    let clock = Clock::fixed(1);
    let folder = tempfile::tempdir().expect("a folder");
    let node = Node::writing(Arc::new(log.clone()), clock.clone(), Arc::from([]));
    App {
        hub: Arc::new(Hub::open(node).await.expect("a hub")),
        keys: Keys::open(folder.path(), &clock).expect("a key"),
        clock,
        public_url: None,
        sockets: Arc::new(Sockets::start(Places::new(100), 1).expect("threads")),
        guesses: Arc::default(),
        has_tls: false,
        frame_ancestors: Arc::from([]),
        drafts: None,
        organisers: Arc::default(),
        storage: Storage::default(),
        rehearsals: Arc::default(),
    }
}

#[tokio::test]
async fn a_handler_that_panics_ends_its_request_alone_and_tells_an_id() {
    let app = app(&MemoryLog::default()).await;
    let listener = door::listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
    let address = client::Address {
        https: false,
        host: "127.0.0.1".into(),
        port: listener.local_addr().expect("an address").port(),
    };
    let panics = async || -> &'static str { panic!("as a bug does") };
    let router = Router::new()
        .route("/bug", get(panics))
        .route("/healthz", get(async || "ok\n"));
    let (end, ending) = watch::channel(false);
    let proxies = Proxies::new(&[]);
    let served = serve::serve(listener, router, app, proxies, None, ending, async {});
    let served = tokio::spawn(served);
    let ask = |path| client::request(&address, client::Method::GET, path, &[], None);
    let told = timeout(PATIENCE, ask("/bug")).await.expect("in time");
    let Err(client::Fault::Refused { status, error, .. }) = told else {
        panic!("{told:?}");
    };
    assert_eq!((status, error.kind.as_str()), (500, "internal"));
    assert!(error.id.is_some_and(|id| id.len() == 8));
    assert!(!error.message.contains("as a bug does"));
    let told = timeout(PATIENCE, ask("/healthz")).await.expect("in time");
    assert_eq!(told.map(|answer| answer.status).ok(), Some(200));
    end.send_replace(true);
    let ended = timeout(PATIENCE, served).await.expect("in time");
    ended.expect("no panic").expect("served");
}

#[tokio::test(start_paused = true)]
async fn staff_are_known_while_the_guests_mailbox_is_full() {
    let log = MemoryLog::default();
    let app = app(&log).await;
    let program = event_file::parse(DEMO).expect("the demo").program;
    let event = app
        .hub
        .create(program, empty(), None, None)
        .await
        .expect("made");
    let room = app.room(&event.code).await.expect("opened");
    let secret = login_secret(&app.clock);
    let logged_in = room.log_in(StaffRole::Host, 0, login_hash(&secret), String::new());
    logged_in.await.expect("let in");
    // The room waits for its log, and takes nothing out of its mailboxes.
    log.be_stalled(true);
    let mut joining = pin!(room.join(Address::default()));
    let joined = timeout(Duration::from_secs(1), joining.as_mut()).await;
    assert!(joined.is_err(), "stalled");
    let fill = |n| {
        let command = Command::Withdraw {
            question: QuestionId(0),
        };
        room.command(Role::Participant, SocketId(1), 1, n, command)
    };
    assert!((1..).any(|n| fill(n).is_err()), "the mailbox never fills");
    let known = |secret: &str| {
        let request = Request::get(format!("/{}/me?role=host", event.code))
            .header(
                header::COOKIE,
                format!("plenary_{}_host={secret}", event.code),
            )
            .body(Body::empty());
        let caller = Extension(Caller(Address::default()));
        let mut router = caller.layer(router(app.clone()));
        router.call(request.expect("a request"))
    };
    for (secret, status) in [
        (secret.as_str(), StatusCode::NO_CONTENT),
        ("another", StatusCode::UNAUTHORIZED),
    ] {
        let answer = timeout(PATIENCE, known(secret)).await;
        let answer = answer
            .expect("staff wait behind guests")
            .expect("an answer");
        assert_eq!(answer.status(), status);
    }
}
