//! Guests' and desks' sockets: the upgrade here, the places of a server in `places.rs`, and behind it the shards that own the
//! sockets: `shard.rs` says what happens, `reactor.rs` when.

mod connection;
mod group;
mod places;
mod reactor;
mod shard;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use plenary_domain::access::{Actor, StaffRole};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

use crate::fanout::encode;
use crate::http::{App, Error, Page, Viewer, host, same_origin, viewer};
use crate::log::Position;
use crate::protocol::{self, Role, ServerFrame};
use crate::room::{Attach, Room, SocketId};
use crate::view::Audience;
use crate::websocket::Frame;

pub use connection::{Entry, Stream};
pub use places::{Place, Places, Seat};
pub use shard::Shard;

use reactor::Reactor;

/// The sockets of a server: one shard for staff and screens, which guests never stand before, and the others for guests.
pub struct Sockets {
    pub places: Arc<Places>,
    staff: Arc<Reactor>,
    guests: Vec<Arc<Reactor>>,
    next_id: AtomicU64,
    next_shard: AtomicUsize,
}

/// What the address of a socket says.
#[derive(Debug, Deserialize)]
pub struct Hello {
    role: Role,
    person: Option<String>,
    epoch: Option<u32>,
    seq: Option<u64>,
}

impl Sockets {
    /// Starts a thread for staff and so many for guests.
    ///
    /// # Errors
    /// The operating system has no thread or no file for one.
    pub fn start(places: Places, guests: usize) -> io::Result<Sockets> {
        let guests = (0..guests.max(1)).map(|i| Reactor::start(format!("guests-{i}")));
        Ok(Sockets {
            places: Arc::new(places),
            staff: Reactor::start("staff".into())?,
            guests: guests.collect::<Result<_, _>>()?,
            next_id: AtomicU64::new(1),
            next_shard: AtomicUsize::new(0),
        })
    }

    fn reactor(&self, audience: Audience) -> &Arc<Reactor> {
        if audience != Audience::Participant {
            return &self.staff;
        }
        let next = self.next_shard.fetch_add(1, Ordering::Relaxed);
        &self.guests[next % self.guests.len()]
    }
}

/// A guest or desk on the way from its HTTP request to its shard.
struct Arrival {
    viewer: Viewer,
    room: Room,
    held: Option<Position>,
    /// The address that it came by.
    address: String,
    place: Place,
}

/// `GET /CODE/socket?role=…`: becomes a WebSocket.
pub async fn upgrade(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(hello): Query<Hello>,
    headers: HeaderMap,
    Extension(seat): Extension<Seat>,
    mut request: Request,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let on_upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let accepted = create_response_with_body(&request, Body::empty);
    let (Some(on_upgrade), Ok(response)) = (on_upgrade, accepted) else {
        let message = "This address is for WebSocket connections of version 13.";
        let error = Error::new(StatusCode::BAD_REQUEST, "bad_request", message);
        return Ok(([(header::SEC_WEBSOCKET_VERSION, "13")], error).into_response());
    };
    let room = app.room(&code).await?;
    let page = Page {
        role: hello.role,
        person: hello.person,
    };
    let viewer = viewer(&app, &room, &page, &headers).await?;
    let place = app.sockets.places.take(viewer.audience, seat);
    let place = place.ok_or_else(|| {
        let message = "The server has as many guests as it can hold. Try again shortly.";
        Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "server_full",
            message,
            5000,
        )
    })?;
    let arrival = Arrival {
        viewer,
        room,
        held: hello
            .epoch
            .zip(hello.seq)
            .map(|(epoch, seq)| Position { epoch, seq }),
        address: host(&headers).to_ascii_lowercase(),
        place,
    };
    tokio::spawn(async move {
        if let Err(e) = arrival.go(&app, on_upgrade).await {
            tracing::debug!(error = %e, "a connection did not become a socket");
        }
    });
    Ok(response.into_response())
}

impl Arrival {
    /// Takes the connection out of the hands of HTTP and gives it to a shard, where the room admits it.
    async fn go(self, app: &App, on_upgrade: OnUpgrade) -> io::Result<()> {
        let upgraded = on_upgrade.await.map_err(io::Error::other)?;
        let parts = upgraded
            .downcast::<TokioIo<TcpStream>>()
            .map_err(|_| io::Error::other("not a plain connection"))?;
        let stream = reactor::prepare(parts.io.into_inner().into_std()?)?;
        let Viewer {
            audience,
            actor,
            epoch,
            generation,
        } = self.viewer;
        let id = SocketId(app.sockets.next_id.fetch_add(1, Ordering::Relaxed));
        let reactor = app.sockets.reactor(audience);
        let attach = Attach {
            id,
            audience,
            actor,
            epoch,
            generation,
            address: self.address,
            outlet: reactor.clone(),
        };
        reactor.enter(Entry {
            id,
            stream,
            audience,
            room: self.room.clone(),
            held: self.held,
            welcome: Frame::text(encode(&welcome(app, actor))),
            early: parts.read_buf.to_vec(),
            place: self.place,
        });
        if !self.room.attach(attach).await {
            reactor.abandon(id);
        }
        Ok(())
    }
}

fn welcome(app: &App, actor: Option<Actor>) -> ServerFrame {
    ServerFrame::Welcome {
        version: protocol::VERSION,
        now: app.clock.now(),
        build: plenary_web::build_id().to_owned(),
        joined: matches!(actor, Some(Actor::Participant(_))),
        person: match actor {
            Some(Actor::Staff(StaffRole::Panelist(person))) => Some(person.0),
            Some(Actor::Participant(_) | Actor::Staff(_) | Actor::Clock | Actor::Operator)
            | None => None,
        },
    }
}
