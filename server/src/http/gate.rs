//! What every request passes before its handler: it must arrive completely and in time, and a phone's takes its turn.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::Body as _;
use tokio::time::{sleep, timeout};

use super::auth::{self, is_guest};
use super::turnstile::{Rank, TURN, Turn, Turnstile};
use super::visits::Visit;
use super::{BODY_BYTES_MAX, Error};
use super::{head, hosts};
use crate::address::{Address, Proxies};
use crate::app::App;

/// Time limit for a request's body. The largest takes one packet or three.
const BODY_TIMEOUT: Duration = Duration::from_secs(5);
/// Time limit from a whole request to its response.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// A browser that has come by https once comes by nothing else for a year.
const ALWAYS_HTTPS: &str = "max-age=31536000";

/// The gate of a server.
#[derive(Clone)]
pub struct Gate {
    pub app: App,
    pub turnstile: Turnstile,
    pub proxies: Proxies,
}

/// Whose share a request uses.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Address);

/// Lets a request pass.
pub async fn pass(
    State(gate): State<Gate>,
    Extension(visit): Extension<Arc<Visit>>,
    request: Request,
    next: Next,
) -> Response {
    let is_https = hosts::comes_by_https(&gate.app, request.headers());
    let response = match go(&gate, &visit, request, next).await {
        Ok(response) => response,
        Err(response) => super::headers(response).await,
    };
    visit.answers(false);
    if !is_https {
        return response;
    }
    let mut response = response;
    let always = HeaderValue::from_static(ALWAYS_HTTPS);
    response
        .headers_mut()
        .insert(header::STRICT_TRANSPORT_SECURITY, always);
    response
}

async fn go(
    gate: &Gate,
    visit: &Visit,
    request: Request,
    next: Next,
) -> Result<Response, Response> {
    let host = auth::host(request.headers());
    if !hosts::is_ours(&gate.app, visit.local, request.uri().path(), host) {
        return Err(hosts::other(&gate.app, request.headers()));
    }
    // A turn from the door is for this request, and for no later one on the same connection.
    let given = visit.turn.take_over();
    let mut request = received(request)
        .await
        .map_err(IntoResponse::into_response)?;
    visit.answers(true);
    let address = head::address(&gate.proxies, visit.peer, request.headers());
    request.extensions_mut().insert(Caller(address));
    let uri = request.uri();
    let turn = match head::phone(request.method(), uri.path(), uri.query()) {
        None => Turn::default(),
        Some(code) => match given {
            Some(turn) => turn,
            None => {
                let rank = rank(&gate.app, code, request.headers());
                let turn = gate.turnstile.pass(rank, address).await;
                turn.ok_or_else(|| Error::busy().into_response())?
            }
        },
    };
    request.extensions_mut().insert(turn.clone());
    let answering = async {
        tokio::select! {
            response = next.run(request) => response,
            never = async {
                sleep(TURN).await;
                turn.end();
                std::future::pending().await
            } => never,
        }
    };
    let response = timeout(REQUEST_TIMEOUT, answering).await;
    response.map_err(|_| slow().into_response())
}

/// Reads the whole body, so that nobody waits for the rest of a request later.
async fn received(request: Request) -> Result<Request, Error> {
    if request.body().is_end_stream() {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let body = timeout(BODY_TIMEOUT, to_bytes(body, BODY_BYTES_MAX)).await;
    match body {
        Ok(Ok(body)) => Ok(Request::from_parts(parts, Body::from(body))),
        Ok(Err(_)) => Err(Error::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The request's body is too large or incomplete.",
        )),
        Err(_) => Err(slow()),
    }
}

fn rank(app: &App, code: &str, headers: &HeaderMap) -> Rank {
    let cookies = headers.get_all(header::COOKIE).into_iter();
    match is_guest(app, code, cookies.filter_map(|line| line.to_str().ok())) {
        true => Rank::Joined,
        false => Rank::Stranger,
    }
}

fn slow() -> Error {
    Error::new(
        StatusCode::REQUEST_TIMEOUT,
        "too_slow",
        "The request took too long.",
    )
}
