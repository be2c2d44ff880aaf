//! What requests need of a busy room.

use std::iter::empty;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use plenary_domain::command::Command;
use plenary_domain::ids::QuestionId;
use plenary_domain::role::StaffRole;
use tokio::time::timeout;
use tower::{Layer, Service};

use super::gate::Caller;
use super::router;
use crate::address::Address;
use crate::app::App;
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
        drafts: None,
    }
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
