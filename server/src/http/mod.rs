//! What the server answers over HTTP: pages, assets, QR codes, identities, exports, health. Each handler checks who asks;
//! what changes an event goes through its room.

mod assets;
mod auth;
mod document;
pub mod door;
mod error;
mod export;
mod lang;
mod pages;
pub mod qr;
mod rehearsal;
pub mod serve;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use plenary_domain::access::StaffRole;

use crate::clock::Clock;
use crate::hub::Hub;
use crate::keys::Keys;
use crate::log::Header;
use crate::protocol::RoleLink;
use crate::room::Room;
use crate::socket::{self, Sockets};

pub use auth::{Page, Viewer, host, same_origin, viewer};
pub use error::Error;

/// The most bytes of a request's body: none is more than a few words.
const BODY_BYTES_MAX: usize = 4096;

/// What all handlers share.
#[derive(Clone)]
pub struct App {
    pub hub: Arc<Hub>,
    pub keys: Keys,
    pub clock: Clock,
    /// As configured: it may be another address than the one that requests name.
    pub public_url: Option<String>,
    pub sockets: Arc<Sockets>,
    pages: Arc<pages::Cache>,
}

impl App {
    /// The shared part of a server.
    pub fn new(
        hub: Arc<Hub>,
        keys: Keys,
        clock: Clock,
        public_url: Option<String>,
        sockets: Sockets,
    ) -> App {
        App {
            hub,
            keys,
            clock,
            public_url,
            sockets: Arc::new(sockets),
            pages: Arc::default(),
        }
    }

    /// The room of an event, by its code as somebody wrote it.
    ///
    /// # Errors
    /// `no_event`; `internal` if the event's log is damaged.
    pub async fn room(&self, code: &str) -> Result<Room, Error> {
        let code = crate::code::parse(code).ok_or_else(Error::no_event)?;
        Ok(self.hub.room(&code).await?)
    }

    /// The links of all roles of an event, the host's first, on the address that guests join by.
    ///
    /// # Errors
    /// `unavailable` while the event cannot be read.
    pub async fn links(&self, room: &Room) -> Result<Vec<RoleLink>, Error> {
        let fallback = self
            .hub
            .candidates()
            .first()
            .map(|(url, _)| url.clone())
            .unwrap_or_default();
        let keys = self.keys.clone();
        let event = room.header.clone();
        let links = room.read(move |state| {
            let base = state
                .address
                .as_ref()
                .map_or(fallback, |(url, _)| url.clone());
            let mut roles = vec![StaffRole::Host, StaffRole::Moderator, StaffRole::Screen];
            roles.extend(state.people().map(|(id, _)| StaffRole::Panelist(id)));
            let link = |role: StaffRole| {
                let person = match role {
                    StaffRole::Panelist(id) => state.person(id).map(|p| (id.0, p.key.as_str())),
                    StaffRole::Host | StaffRole::Moderator | StaffRole::Screen => None,
                };
                let secret = keys.role_secret(&event, role, state.generation(role));
                role_link(&base, &event, role, person, &secret)
            };
            roles.into_iter().map(link).collect()
        });
        Ok(links.await?)
    }
}

fn role_link(
    base: &str,
    event: &Header,
    role: StaffRole,
    person: Option<(u32, &str)>,
    secret: &str,
) -> RoleLink {
    let (role, name) = auth::role_name(role);
    let page = match person {
        Some((_, key)) => format!("{name}/{key}"),
        None => name.to_owned(),
    };
    RoleLink {
        role,
        person: person.map(|(id, _)| id),
        url: format!("{base}/{}/{page}#{secret}", event.code),
    }
}

/// All routes of a server.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(pages::home))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /\n"))
        .route("/a/{file}", get(assets::asset))
        .route("/{code}", get(pages::phone))
        .route("/{code}/", get(pages::phone))
        .route("/{code}/moderator", get(pages::moderator))
        .route("/{code}/host", get(pages::run_of_show))
        .route("/{code}/screen", get(pages::screen))
        .route("/{code}/panelist/{person}", get(pages::panelist))
        .route("/{code}/wifi", get(pages::wifi))
        .route("/{code}/qr.svg", get(qr::join))
        .route("/{code}/wifi.svg", get(qr::wifi))
        .route("/{code}/join", post(auth::join))
        .route("/{code}/auth", post(auth::trade))
        .route("/{code}/me", get(auth::me))
        .route("/{code}/links", get(auth::links))
        .route("/{code}/export.json", get(export::json))
        .route(
            "/{code}/rehearsal",
            post(rehearsal::start).delete(rehearsal::end),
        )
        .route("/{code}/socket", get(socket::upgrade))
        .fallback(pages::lost)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::map_response(headers))
        .with_state(app)
}

/// Headers that every answer carries. What the framework refuses by itself (a body that is not JSON, a wrong method)
/// becomes an error like all others.
async fn headers(response: Response) -> Response {
    let mut response = error::plain_to_json(response).await;
    let headers = response.headers_mut();
    let set = |headers: &mut HeaderMap, name, value: &'static str| {
        headers
            .entry(name)
            .or_insert(axum::http::HeaderValue::from_static(value));
    };
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    );
    set(headers, header::CACHE_CONTROL, "no-store");
    response
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.hub.check().await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(e) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {e}\n")),
    }
}
