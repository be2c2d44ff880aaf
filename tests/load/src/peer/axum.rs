//! axum's WebSocket out of the box: default settings, a task for each socket, and tokio's broadcast to reach them all.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use tokio::net::TcpListener;
use tokio::sync::{Notify, broadcast};
use tokio::time::sleep;

use super::Place;
use super::tally::Tally;

/// Minimum time between two tallies.
const PACE: Duration = Duration::from_millis(100);
/// Tallies that may wait for a slow socket.
const WAITING_MAX: usize = 16;

struct Poll {
    tally: Mutex<Tally>,
    news: Notify,
    tallies: broadcast::Sender<Utf8Bytes>,
}

/// Serves until it is killed.
///
/// # Errors
/// The port is taken.
pub fn serve(place: &Place) -> Result<()> {
    rlimit::increase_nofile_limit(u64::MAX)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let poll = Arc::new(Poll {
            tally: Mutex::new(Tally::new(place.first)),
            news: Notify::new(),
            tallies: broadcast::channel(WAITING_MAX).0,
        });
        tokio::spawn(tell(poll.clone()));
        let listener = TcpListener::bind(("127.0.0.1", place.port)).await?;
        println!("listening on {}", listener.local_addr()?.port());
        let router = Router::new().route("/", any(upgrade)).with_state(poll);
        axum::serve(listener, router).await?;
        Ok(())
    })
}

/// Sends the tally to everybody when it has changed, at most once per interval.
async fn tell(poll: Arc<Poll>) {
    loop {
        poll.news.notified().await;
        let frame = poll.lock().frame();
        if let Some(frame) = frame {
            // It is fine if nobody is connected.
            let _ = poll.tallies.send(frame.into());
        }
        sleep(PACE).await;
    }
}

async fn upgrade(State(poll): State<Arc<Poll>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|socket| follow(poll, socket))
}

async fn follow(poll: Arc<Poll>, mut socket: WebSocket) {
    let mut tallies = poll.tallies.subscribe();
    let mut voter = None;
    loop {
        let answer = tokio::select! {
            tally = tallies.recv() => match tally {
                Ok(tally) => Some(tally),
                Err(broadcast::error::RecvError::Lagged(_)) => None,
                Err(broadcast::error::RecvError::Closed) => return,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(said) => {
                        let answer = poll.lock().take(&mut voter, said);
                        poll.news.notify_one();
                        answer.map(Utf8Bytes::from)
                    }
                    Err(_) => return,
                },
                Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_))) => None,
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
            },
        };
        if let Some(frame) = answer
            && socket.send(Message::Text(frame)).await.is_err()
        {
            return;
        }
    }
}

impl Poll {
    fn lock(&self) -> std::sync::MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
