//! Serves the connections from the door: time limits for requests, and a shutdown that lets requests in progress
//! finish.

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use super::Error;
use super::door::{self, Arrival, Door, Turn};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tower::Layer;

use crate::origin::Origin;
use crate::socket::Places;

/// Time limit for a request's header.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Time limit from a request's header to its response, including the body.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// Time limit for requests in progress at shutdown.
const DRAIN: Duration = Duration::from_secs(5);

/// Serves as many connections as there are places, until `ending` becomes true. A socket keeps its place after the
/// upgrade. At shutdown it stops accepting, runs `closing`, and finishes the requests in progress.
///
/// # Errors
/// The operating system cannot wait for connections.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    places: Arc<Places>,
    mut ending: watch::Receiver<bool>,
    closing: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(16 * 1024);
    // Each connection holds one end. The channel closes when all have finished.
    let (open, mut finished) = mpsc::channel::<()>(1);
    let router = router.layer(axum::middleware::from_fn(in_time));
    let (runtime, until) = (Handle::current(), ending.clone());
    let go_on = move |arrival, turn| {
        let connection = connection(
            arrival,
            turn,
            builder.clone(),
            router.clone(),
            until.clone(),
        );
        let open = open.clone();
        runtime.spawn(async move {
            let _open = open;
            connection.await;
        });
    };
    let (phones, at_turnstile) = mpsc::unbounded_channel();
    tokio::spawn(door::turnstile(at_turnstile, go_on.clone()));
    let let_in = move |arrival: Arrival| {
        if arrival.is_phone {
            // The turnstile ends when no more connections come.
            let _ = phones.send(arrival);
        } else {
            go_on(arrival, Turn::default());
        }
    };
    let (door, latch) = Door::open(listener, places)?;
    let mut attended = spawn_blocking(move || door.attend(let_in));
    let attended = tokio::select! {
        failed = &mut attended => failed,
        _ = ending.wait_for(|ending| *ending) => {
            latch.shut();
            attended.await
        }
    };
    closing.await;
    let _ = timeout(DRAIN, finished.recv()).await;
    attended.unwrap_or_else(|e| Err(io::Error::other(e)))
}

/// Serves one connection to its end. When `ending` becomes true, asks it to end soon.
async fn connection(
    arrival: Arrival,
    turn: Turn,
    builder: http1::Builder,
    router: Router,
    mut ending: watch::Receiver<bool>,
) {
    let Arrival { stream, seat, .. } = arrival;
    let Ok(stream) = TcpStream::from_std(stream) else {
        return;
    };
    let _ = stream.set_nodelay(true);
    let Ok(peer) = stream.peer_addr() else {
        return;
    };
    let origin = Extension(Origin::of(peer.ip()));
    let service = Extension(turn).layer(Extension(seat).layer(origin.layer(router)));
    let connection = builder
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    let mut connection = pin!(connection);
    // A client's connection errors are not worth a log line.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = ending.wait_for(|ending| *ending) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Ends a request that takes too long, for example with a body sent one byte per minute.
async fn in_time(Extension(turn): Extension<Turn>, request: Request, next: Next) -> Response {
    let response = timeout(REQUEST_TIMEOUT, next.run(request)).await;
    turn.end();
    response.unwrap_or_else(|_| {
        let message = "The request took too long.";
        Error::new(StatusCode::REQUEST_TIMEOUT, "too_slow", message).into_response()
    })
}
