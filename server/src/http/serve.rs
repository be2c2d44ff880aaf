//! Serves the connections from the door, and shuts down in a way that lets requests in progress finish.

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::auth::is_guest;
use super::door::{Arrival, Door, Doorkeeper};
use super::gate::Gate;
use super::paced::Paced;
use super::transport::Transport;
use super::turnstile::{Turn, Turnstile};
use super::visits::Visits;
use crate::address::Proxies;
use crate::app::App;
use crate::socket::Places;
use crate::tls::Certificates;

/// Time limit for a request's header, and for a handshake before the first.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Limit on bytes read ahead of a connection. It is also the limit on a request's head.
const READ_BYTES_MAX: usize = 16 * 1024;
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
    app: App,
    proxies: Proxies,
    certificates: Option<Arc<Certificates>>,
    mut ending: watch::Receiver<bool>,
    closing: impl Future<Output = ()>,
) -> io::Result<()> {
    // Each connection holds one end. The channel closes when all have finished.
    let (open, mut finished) = mpsc::channel::<()>(1);
    let turnstile = Turnstile::start();
    let visits = Arc::<Visits>::default();
    let places: Arc<Places> = app.sockets.places.clone();
    let gate = Gate {
        app: app.clone(),
        router,
        turnstile: turnstile.clone(),
        proxies: proxies.clone(),
    };
    let server = Arc::new(Server {
        builder: builder(),
        gate: Arc::new(gate),
        visits: visits.clone(),
        certificates,
        handshakes: Turnstile::start(),
        ending: ending.clone(),
    });
    let keeper = Doorkeeper {
        places,
        visits,
        proxies,
        is_guest: Box::new(move |code, cookies| is_guest(&app, code, cookies.iter().copied())),
    };
    let runtime = Handle::current();
    let go_on = move |arrival, turn| {
        runtime.spawn(connection(server.clone(), arrival, turn, open.clone()));
    };
    let let_in = move |arrival: Arrival| match arrival.phone {
        Some(rank) => {
            let go_on = go_on.clone();
            let address = arrival.visitor.address;
            turnstile.queue(rank, address, move |turn| go_on(arrival, turn));
        }
        None => go_on(arrival, Turn::default()),
    };
    let (door, latch) = Door::open(listener, keeper)?;
    let mut attended = spawn_blocking(move || door.attend(let_in));
    let attended = tokio::select! {
        failed = &mut attended => failed,
        // What it returns is a lock, which must not be held while connections end.
        () = async { drop(ending.wait_for(|ending| *ending).await) } => {
            latch.shut();
            attended.await
        }
    };
    closing.await;
    let _ = timeout(DRAIN, finished.recv()).await;
    attended.unwrap_or_else(|e| Err(io::Error::other(e)))
}

/// Returns how requests are read.
fn builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(READ_BYTES_MAX);
    builder
}

/// What every connection is served with.
struct Server {
    builder: http1::Builder,
    gate: Arc<Gate>,
    visits: Arc<Visits>,
    /// None: it speaks no TLS.
    certificates: Option<Arc<Certificates>>,
    /// The line for handshakes. It is apart from that of requests, because a turn there lasts as long as a commit.
    handshakes: Turnstile,
    ending: watch::Receiver<bool>,
}

/// Serves one connection to its end. When the server ends, asks it to end soon. Its arguments are small, because a future keeps
/// them beside what it makes of them, and a hall that comes in has many.
async fn connection(server: Arc<Server>, arrival: Arrival, turn: Turn, _open: mpsc::Sender<()>) {
    let Ok(stream) = TcpStream::from_std(arrival.stream) else {
        return;
    };
    let visiting = server.visits.enter(&arrival.visitor, turn.clone());
    let (visit, seat) = (visiting.visit.clone(), arrival.seat);
    let paced = Paced::new(stream, visit.clone());
    let transport = match &server.certificates {
        Some(certificates) if visit.is_secure => {
            let (certificates, line) = (certificates.clone(), server.handshakes.clone());
            let address = arrival.visitor.address;
            let shaking = Box::pin(timeout(
                HEAD_TIMEOUT,
                Transport::secure(paced, certificates, line, address),
            ));
            let mut ending = server.ending.clone();
            tokio::select! {
                shaken = shaking => match shaken {
                    Ok(Ok(transport)) => transport,
                    Ok(Err(_)) | Err(_) => return,
                },
                () = visit.is_cut() => return,
                _ = ending.wait_for(|ending| *ending) => return,
            }
        }
        Some(_) | None => Transport::Plain(paced),
    };
    let stream = TokioIo::new(transport);
    let (gate, its) = (server.gate.clone(), visit.clone());
    let service = service_fn(move |request| gate.clone().pass(its.clone(), seat.clone(), request));
    let mut connection = pin!(
        server
            .builder
            .serve_connection(stream, service)
            .with_upgrades()
    );
    // A turn whose request does not come after all must not be kept.
    let mut expired = pin!(turn.expire());
    let mut has_turn = true;
    let mut ending = server.ending.clone();
    loop {
        // A client's connection errors are not worth a log line.
        tokio::select! {
            _ = connection.as_mut() => return,
            () = visit.is_cut() => return,
            () = expired.as_mut(), if has_turn => has_turn = false,
            _ = ending.wait_for(|ending| *ending) => break,
        }
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

#[cfg(test)]
mod tests;
