//! What every request passes before its handler: it must arrive completely and in time, and a phone's takes its turn.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use hyper::body::{Body as _, Incoming};
use tokio::time::{sleep, timeout};
use tower::Service;

use super::auth::{self, is_guest};
use super::turnstile::{Rank, TURN, Turn, Turnstile};
use super::visits::Visit;
use super::{BODY_BYTES_MAX, Error};
use super::{head, hosts, organise};
use crate::address::{Address, Proxies};
use crate::app::App;
use crate::guesses::{Guess, SLOWED};
use crate::metrics::{REFUSED, Refused};
use crate::socket::Seat;

/// Time limit for a request's body. The largest takes one packet or three.
const BODY_TIMEOUT: Duration = Duration::from_secs(5);
/// The same for an organiser's file over a slow line.
const FILE_TIMEOUT: Duration = Duration::from_secs(60);
/// Time limit from a whole request to its response.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// A browser that has come by https once comes by nothing else for a year.
const ALWAYS_HTTPS: &str = "max-age=31536000";

/// The gate of a server.
pub struct Gate {
    pub app: App,
    pub router: Router,
    pub turnstile: Turnstile,
    pub proxies: Proxies,
}

/// Whose share a request uses.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Address);

impl Gate {
    /// Answers a request. It is one future, and no layers of the router, because each layer would allocate its own for every
    /// phone of a hall that comes in.
    ///
    /// # Errors
    /// None.
    pub async fn pass(
        self: Arc<Gate>,
        visit: Arc<Visit>,
        seat: Seat,
        request: hyper::Request<Incoming>,
    ) -> Result<Response, Infallible> {
        let is_https = hosts::comes_by_https(&self.app, request.headers())
            && (visit.is_secure || !self.app.has_tls);
        let response = match self.go(&visit, seat, request).await {
            Ok(response) | Err(response) => response,
        };
        let mut response = super::headers(response).await;
        visit.answers(false);
        if is_https {
            let always = HeaderValue::from_static(ALWAYS_HTTPS);
            response
                .headers_mut()
                .insert(header::STRICT_TRANSPORT_SECURITY, always);
        }
        Ok(response)
    }

    async fn go(
        &self,
        visit: &Visit,
        seat: Seat,
        request: hyper::Request<Incoming>,
    ) -> Result<Response, Response> {
        let host = auth::host(request.headers());
        if !hosts::is_ours(&self.app, visit.local, request.uri().path(), host) {
            return Err(hosts::other(&self.app, request.headers()));
        }
        let path = request.uri().path();
        if self.app.has_tls && !visit.is_secure && !hosts::is_for_monitors(path) {
            return Err(hosts::to_https(
                &self.app,
                request.method(),
                request.uri(),
                request.headers(),
            ));
        }
        // A turn from the door is for this request, and for no later one on the same connection.
        let given = visit.turn.take_over();
        let (head, body) = request.into_parts();
        let is_file = head.uri.path().starts_with("/organise/")
            && organise::login(&self.app, &head.headers).is_some();
        let limits = if is_file {
            visit.is_trusted();
            (organise::BODY_BYTES_MAX, FILE_TIMEOUT)
        } else {
            (BODY_BYTES_MAX, BODY_TIMEOUT)
        };
        let body = received(body, limits)
            .await
            .map_err(IntoResponse::into_response)?;
        visit.answers(true);
        let address = head::address(&self.proxies, visit.peer, &head.headers);
        let turn = match head::phone(&head.method, head.uri.path(), head.uri.query()) {
            None => Turn::default(),
            Some(code) => match given {
                Some(turn) => turn,
                None => {
                    let rank = rank(&self.app, &code, &head.headers);
                    let turn = self.turnstile.pass(rank, address).await;
                    turn.ok_or_else(|| Error::busy().into_response())?
                }
            },
        };
        let mut request = Request::from_parts(head, body);
        request.extensions_mut().insert(Caller(address));
        request.extensions_mut().insert(seat);
        // A panic ends this request alone.
        let answering = AssertUnwindSafe(self.router.clone().call(request)).catch_unwind();
        let mut answering = pin!(answering);
        let mut answer = timeout(TURN, answering.as_mut()).await;
        if answer.is_err() {
            turn.end();
            answer = timeout(REQUEST_TIMEOUT - TURN, answering.as_mut()).await;
        }
        let response = match answer {
            Ok(Ok(Ok(response))) => response,
            Ok(Err(_)) => return Err(Error::panicked().into_response()),
            Err(_) => return Err(slow().into_response()),
        };
        if let Some(what) = response.extensions().get::<Guess>().copied() {
            self.slow(what, address, &turn).await;
        }
        Ok(response)
    }

    /// Counts a wrong guess, and answers late if somebody keeps guessing. Who waits has no turn.
    async fn slow(&self, what: Guess, from: Address, turn: &Turn) {
        let (guesses, now) = (&self.app.guesses, self.app.clock.now());
        guesses.note(what, from, now);
        if guesses.has(from, now) {
            turn.end();
            sleep(SLOWED).await;
        }
    }
}

/// Reads a whole body, so that nobody waits for the rest of a request later.
async fn received(body: Incoming, (bytes_max, patience): (usize, Duration)) -> Result<Body, Error> {
    if body.is_end_stream() {
        return Ok(Body::empty());
    }
    let body = timeout(patience, to_bytes(Body::new(body), bytes_max)).await;
    match body {
        Ok(Ok(body)) => Ok(Body::from(body)),
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
    REFUSED.refuse(Refused::Slow);
    Error::new(
        StatusCode::REQUEST_TIMEOUT,
        "too_slow",
        "The request took too long.",
    )
}
