//! One guest's or desk's socket: the upgrade, and one task that reads commands and writes frames.
//!
//! A socket keeps one position and never a backlog: when it can write again it gets what changed since. What it says
//! wrong ends itself and nobody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use plenary_domain::access::{Actor, StaffRole};
use serde::Deserialize;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite;

use crate::fanout::{Feed, encode};
use crate::http::{App, Error, Viewer, host, same_origin, viewer};
use crate::log::Position;
use crate::protocol::{
    self, BEAT_S, CLIENT_FRAME_BYTES_MAX, ClientFrame, Refusal, Role, SILENCE_S_MAX, ServerFrame,
    close,
};
use crate::room::{Attach, ROUTED_MAX, Room, Routed, SocketId};
use crate::view::Audience;
use crate::wire;

/// Bytes that a socket reads at a time; frames of clients are small.
const READ_BUFFER_BYTES: usize = 4096;
/// How long a frame may take to be taken by the client's side before the socket is closed.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);
/// Places that guests never take.
const STAFF_PLACES: usize = 64;

/// How many sockets this server holds, and can hold.
pub struct Places {
    taken: AtomicUsize,
    most: usize,
    /// Told when the last place is given back.
    empty: Notify,
}

/// A place that is given back when dropped.
struct Held(Arc<Places>);

/// What the address of a socket says.
#[derive(Debug, Deserialize)]
pub struct Hello {
    role: Role,
    person: Option<String>,
    epoch: Option<u32>,
    seq: Option<u64>,
}

impl Places {
    /// So many places in all, of which a few are kept for staff and screens.
    pub fn new(most: usize) -> Places {
        Places {
            taken: AtomicUsize::new(0),
            most,
            empty: Notify::new(),
        }
    }

    /// How many guests find a place.
    pub fn guests_max(&self) -> usize {
        self.most.saturating_sub(STAFF_PLACES)
    }

    /// Waits until all sockets are gone.
    pub async fn empty(&self) {
        loop {
            let notified = self.empty.notified();
            if self.taken.load(Ordering::Acquire) == 0 {
                return;
            }
            notified.await;
        }
    }

    fn take(self: &Arc<Places>, audience: Audience) -> Option<Held> {
        let most = if audience == Audience::Participant {
            self.guests_max()
        } else {
            self.most
        };
        let taken = self.taken.fetch_add(1, Ordering::AcqRel);
        let held = Held(self.clone());
        (taken < most).then_some(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.0.taken.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.empty.notify_waiters();
        }
    }
}

/// `GET /CODE/socket?role=…`: becomes a WebSocket.
pub async fn upgrade(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(hello): Query<Hello>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    let page = crate::http::Page {
        role: hello.role,
        person: hello.person,
    };
    let viewer = viewer(&app, &room, &page, &headers).await?;
    let held = app.places.take(viewer.audience).ok_or_else(|| {
        let message = "The server has as many guests as it can hold. Try again shortly.";
        Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "server_full",
            message,
            5000,
        )
    })?;
    let position = hello
        .epoch
        .zip(hello.seq)
        .map(|(epoch, seq)| Position { epoch, seq });
    let address = host(&headers).to_ascii_lowercase();
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(CLIENT_FRAME_BYTES_MAX)
        .max_frame_size(CLIENT_FRAME_BYTES_MAX);
    Ok(upgrade.on_upgrade(move |stream| async move {
        let _held = held;
        run(&app, &room, viewer, address, position, stream).await;
    }))
}

/// A socket's task.
struct Connection {
    stream: WebSocket,
    /// When something was last written.
    wrote_at: Instant,
    /// When something last came in.
    heard_at: Instant,
}

/// Why a socket ends: the code that its client is told, if there is somebody to tell.
struct End(Option<u16>);

async fn run(
    app: &App,
    room: &Room,
    viewer: Viewer,
    address: String,
    position: Option<Position>,
    stream: WebSocket,
) {
    let Viewer {
        audience,
        actor,
        generation,
    } = viewer;
    let (routed, mut answers) = mpsc::channel(ROUTED_MAX);
    let (mine, own) = watch::channel(None);
    let feed = room.feed(audience);
    let attach = Attach {
        audience,
        actor,
        generation,
        address,
        routed,
        mine,
    };
    let now = Instant::now();
    let mut connection = Connection {
        stream,
        wrote_at: now,
        heard_at: now,
    };
    let Some(id) = room.attach(attach).await else {
        connection.say_goodbye(close::COME_BACK).await;
        return;
    };
    let welcome = ServerFrame::Welcome {
        version: protocol::VERSION,
        now: app.clock.now(),
        build: plenary_web::build_id().to_owned(),
        joined: matches!(actor, Some(Actor::Participant(_))),
        person: match actor {
            Some(Actor::Staff(StaffRole::Panelist(person))) => Some(person.0),
            Some(Actor::Participant(_) | Actor::Staff(_) | Actor::Clock | Actor::Operator)
            | None => None,
        },
    };
    let followed = Followed {
        feed,
        own,
        hall: room.hall(audience),
        position,
    };
    let End(code) = match connection.write(encode(&welcome).into()).await {
        Ok(()) => {
            connection
                .follow(room, audience, id, followed, &mut answers)
                .await
        }
        Err(end) => end,
    };
    room.detach(audience, id).await;
    if let Some(code) = code {
        connection.say_goodbye(code).await;
    }
}

/// What a socket follows by itself.
struct Followed {
    feed: watch::Receiver<Arc<Feed>>,
    own: watch::Receiver<Option<Utf8Bytes>>,
    hall: Option<watch::Receiver<Utf8Bytes>>,
    position: Option<Position>,
}

impl Connection {
    async fn follow(
        &mut self,
        room: &Room,
        audience: Audience,
        id: SocketId,
        mut followed: Followed,
        answers: &mut mpsc::Receiver<Routed>,
    ) -> End {
        // What is there already counts as news to a new socket.
        followed.feed.mark_changed();
        followed.own.mark_changed();
        if let Some(hall) = &mut followed.hall {
            hall.mark_changed();
        }
        loop {
            let beat = self.wrote_at + Duration::from_secs(BEAT_S.into());
            let silence = self.heard_at + Duration::from_secs(SILENCE_S_MAX.into());
            let step = tokio::select! {
                biased;
                routed = answers.recv() => match routed {
                    Some(Routed::Answer(frame)) => self.write(frame).await,
                    Some(Routed::Close(code)) => Err(End(Some(code))),
                    // The room let go of a socket that left too many answers waiting.
                    None => Err(End(Some(close::TRY_LATER))),
                },
                Ok(()) = followed.feed.changed() => {
                    let feed = followed.feed.borrow_and_update().clone();
                    match feed.frame(followed.position) {
                        Some(frame) => {
                            followed.position = Some(feed.position());
                            self.write(frame).await
                        }
                        None => Ok(()),
                    }
                }
                Ok(()) = followed.own.changed() => {
                    let frame = followed.own.borrow_and_update().clone();
                    match frame {
                        Some(frame) => self.write(frame).await,
                        None => Ok(()),
                    }
                }
                Ok(()) = changed(&mut followed.hall) => {
                    let frame = followed.hall.as_mut().map(|hall| hall.borrow_and_update().clone()).unwrap_or_default();
                    if frame.is_empty() { Ok(()) } else { self.write(frame).await }
                }
                message = self.stream.recv() => {
                    self.heard_at = Instant::now();
                    self.take(room, audience, id, message).await
                }
                () = sleep_until(beat) => self.write(encode(&ServerFrame::Beat).into()).await,
                () = sleep_until(silence) => Err(End(None)),
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn take(
        &mut self,
        room: &Room,
        audience: Audience,
        id: SocketId,
        message: Option<Result<Message, axum::Error>>,
    ) -> Result<(), End> {
        let text = match message {
            None | Some(Ok(Message::Close(_))) => return Err(End(None)),
            Some(Ok(Message::Text(text))) => text,
            // Answered by the protocol layer.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
            Some(Ok(Message::Binary(_))) => return Err(End(Some(close::NONSENSE))),
            Some(Err(e)) => {
                let inner = e.into_inner();
                let too_long =
                    matches!(inner.downcast_ref(), Some(tungstenite::Error::Capacity(_)));
                let code = if too_long {
                    close::TOO_LONG
                } else {
                    close::NONSENSE
                };
                return Err(End(Some(code)));
            }
        };
        let (c, n, cmd) = match serde_json::from_str(&text) {
            Ok(ClientFrame::Do { c, n, cmd }) => (c, n, cmd),
            Ok(ClientFrame::Beat) => return Ok(()),
            Err(e) => {
                tracing::debug!(error = %e, "a frame is not of the protocol");
                return Err(End(Some(close::NONSENSE)));
            }
        };
        let refused = match wire::command(cmd) {
            Ok(command) => room.command(audience, id, c, n, command).err(),
            Err(refusal) => Some(refusal),
        };
        match refused {
            None => Ok(()),
            Some(why @ Refusal::Unavailable { .. }) if room.is_closed() => {
                tracing::debug!(?why, "the room ended under a socket");
                Err(End(Some(close::COME_BACK)))
            }
            Some(why) => {
                self.write(encode(&ServerFrame::Refused { c, n, why }).into())
                    .await
            }
        }
    }

    async fn write(&mut self, frame: Utf8Bytes) -> Result<(), End> {
        self.wrote_at = Instant::now();
        match timeout(WRITE_TIMEOUT, self.stream.send(Message::Text(frame))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End(None)),
            Err(_) => Err(End(Some(close::TRY_LATER))),
        }
    }

    async fn say_goodbye(&mut self, code: u16) {
        let frame = CloseFrame {
            code,
            reason: Utf8Bytes::default(),
        };
        // A peer that does not read is not waited for.
        let _ = timeout(Duration::from_secs(1), async {
            self.stream.send(Message::Close(Some(frame))).await?;
            // The other side closes; what it still says is not for us any more.
            while let Some(Ok(_)) = self.stream.recv().await {}
            Ok::<(), axum::Error>(())
        })
        .await;
    }
}

/// Waits for news of the hall; without a hall, for ever.
async fn changed(
    hall: &mut Option<watch::Receiver<Utf8Bytes>>,
) -> Result<(), watch::error::RecvError> {
    match hall {
        Some(hall) => hall.changed().await,
        None => std::future::pending().await,
    }
}
