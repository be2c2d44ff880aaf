//! `GET /CODE/socket?role=…`: takes a connection from HTTP and hands it to the sockets.

use std::io;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use plenary_domain::role::Actor;
use serde::Deserialize;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

use super::Error;
use super::auth::{Page, host, same_origin, viewer};
use super::gate::Caller;
use super::transport::Transport;
use crate::app::App;
use crate::fanout::encode;
use crate::log::Position;
use crate::protocol::{self, Role, ServerFrame};
use crate::socket::{Newcomer, Plain, Seat, Secure, Sockets, Wire};
use crate::websocket::Frame;

/// The parameters in a socket's address.
#[derive(Debug, Deserialize)]
pub(super) struct Hello {
    role: Role,
    person: Option<String>,
    poll: Option<String>,
    secret: Option<String>,
    epoch: Option<u32>,
    seq: Option<u64>,
}

/// Upgrades a request to a WebSocket.
pub(super) async fn upgrade(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(hello): Query<Hello>,
    Extension(seat): Extension<Seat>,
    Extension(Caller(address)): Extension<Caller>,
    request: Request,
) -> Result<Response, Error> {
    let mut request = request.map(drop);
    same_origin(&app, request.headers())?;
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
        poll: hello.poll,
        secret: hello.secret,
    };
    let viewer = viewer(&app, &room, &page, request.headers())?;
    let poll = match page.poll {
        Some(key) if viewer.audience == Role::Slide => {
            let found = room.read(move |state| state.polls.by_key(&key));
            Some(found.await?.ok_or_else(Error::no_poll)?)
        }
        Some(_) | None => None,
    };
    let place = app.sockets.place(viewer.claim(), address, seat);
    let place = place.ok_or_else(Error::full)?;
    let newcomer = Newcomer {
        room,
        audience: viewer.audience,
        actor: viewer.actor,
        epoch: viewer.epoch,
        generation: viewer.generation,
        login: viewer.login,
        held: hello
            .epoch
            .zip(hello.seq)
            .map(|(epoch, seq)| Position { epoch, seq }),
        poll,
        address: host(request.headers()).to_ascii_lowercase(),
        welcome: Frame::text(encode(&welcome(&app, viewer.actor))),
        early: Vec::new(),
        place,
    };
    tokio::spawn(go(app.sockets, on_upgrade, newcomer));
    Ok(response.into_response())
}

pub(super) async fn go(sockets: Arc<Sockets>, on_upgrade: OnUpgrade, mut newcomer: Newcomer) {
    let upgraded = on_upgrade.await.map_err(io::Error::other);
    match upgraded.and_then(stream) {
        Ok((stream, early)) => {
            newcomer.early = early;
            sockets.enter(stream, newcomer).await;
        }
        Err(e) => tracing::debug!(error = %e, "a connection did not become a socket"),
    }
}

/// Returns the connection below an upgraded request, and the bytes already read from it. Only this function knows the
/// transport below HTTP.
fn stream(upgraded: Upgraded) -> io::Result<(Wire, Vec<u8>)> {
    let parts = upgraded
        .downcast::<TokioIo<Transport>>()
        .map_err(|_| io::Error::other("not a connection of ours"))?;
    let (stream, session) = parts.io.into_inner().into_inner();
    let plain = Plain::new(stream.into_std()?)?;
    let wire = match session {
        None => Wire::Plain(plain),
        Some(session) => Wire::Secure(Box::new(Secure::new(plain, session))),
    };
    Ok((wire, parts.read_buf.to_vec()))
}

fn welcome(app: &App, actor: Option<Actor>) -> ServerFrame {
    ServerFrame::Welcome {
        version: protocol::VERSION,
        now: app.clock.now(),
        build: plenary_web::build_id().to_owned(),
        joined: matches!(actor, Some(Actor::Participant(_))),
        person: match actor {
            Some(Actor::Staff(role)) => role.person().map(|person| person.0),
            Some(Actor::Participant(_) | Actor::Clock | Actor::Operator) | None => None,
        },
    }
}
