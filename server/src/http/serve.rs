//! Accepts connections: a deep backlog, a limit on how long a request's head may take, and an end that lets what is
//! under way finish.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use super::Error;
use super::turnstile::{Turn, Turnstile};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout};
use tower::Layer;

use crate::socket::Places;

/// Connections that wait to be accepted: a hall that joins at once is no reason for a second of delay.
const BACKLOG: u32 = 4096;
/// How long the head of a request may take.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a request may take from its head to its answer, its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// The least time between two lines of log about connections that could not be accepted.
const COMPLAINT: Duration = Duration::from_secs(1);
/// How long requests under way may take when the server ends.
const DRAIN: Duration = Duration::from_secs(5);

/// Takes the port.
///
/// # Errors
/// What the operating system says, such as that the port is taken.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A server that was killed is to come back at once on its port.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves as many connections as there are places, which a socket keeps after its upgrade, until `ending` turns true; then stops
/// accepting, does `closing`, and finishes the requests under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    places: Arc<Places>,
    mut ending: watch::Receiver<bool>,
    closing: impl Future<Output = ()>,
) {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(16 * 1024);
    // Each connection holds one end; when none is left they have all finished.
    let (open, mut finished) = mpsc::channel::<()>(1);
    let router = router.layer(axum::middleware::from_fn(in_time));
    let turnstile = Arc::new(Turnstile::new());
    let mut complained_at: Option<Instant> = None;
    loop {
        // Without a place the next one waits in the backlog: those before it have their time limits.
        let accepted = tokio::select! {
            accepted = async {
                let seat = places.seat().await;
                listener.accept().await.map(|(stream, _)| (stream, seat))
            } => accepted,
            _ = ending.wait_for(|ending| *ending) => break,
        };
        let (stream, seat) = match accepted {
            Ok(accepted) => accepted,
            Err(e) => {
                // Out of file descriptors, most likely: those who are here matter more than those who come.
                if complained_at.is_none_or(|at| at.elapsed() >= COMPLAINT) {
                    tracing::warn!(error = %e, "connections could not be accepted");
                    complained_at = Some(Instant::now());
                }
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let builder = builder.clone();
        let (open, mut ending) = (open.clone(), ending.clone());
        let (router, turnstile) = (router.clone(), turnstile.clone());
        tokio::spawn(async move {
            let _open = open;
            let turn = turnstile.enter(&stream, HEAD_TIMEOUT).await;
            let service = Extension(turn).layer(Extension(seat).layer(router));
            let connection = builder
                .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
                .with_upgrades();
            let mut connection = pin!(connection);
            // What a client does to its own connection is not news.
            tokio::select! {
                _ = connection.as_mut() => return,
                _ = ending.wait_for(|ending| *ending) => {}
            }
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        });
    }
    drop(listener);
    closing.await;
    drop(open);
    let _ = timeout(DRAIN, finished.recv()).await;
}

/// Ends a request that does not come to its end, such as one whose body is sent a byte a minute.
async fn in_time(Extension(turn): Extension<Turn>, request: Request, next: Next) -> Response {
    let response = timeout(REQUEST_TIMEOUT, next.run(request)).await;
    turn.end();
    response.unwrap_or_else(|_| {
        let message = "The request took too long.";
        Error::new(StatusCode::REQUEST_TIMEOUT, "too_slow", message).into_response()
    })
}
