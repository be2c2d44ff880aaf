//! Accepts connections: a deep backlog, a limit on how long a request's head may take, and an end that lets what is
//! under way finish.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

/// Connections that wait to be accepted: a hall that joins at once is no reason for a second of delay.
const BACKLOG: u32 = 4096;
/// How long the head of a request may take.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
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

/// Serves until `ending` turns true; then stops accepting, does `closing`, and finishes the requests under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
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
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ending.wait_for(|ending| *ending) => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(e) => {
                // Out of file descriptors, most likely: those who are here matter more than those who come.
                tracing::warn!(error = %e, "a connection could not be accepted");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = builder
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let (open, mut ending) = (open.clone(), ending.clone());
        tokio::spawn(async move {
            let _open = open;
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
