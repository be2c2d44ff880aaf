//! What the server serves over HTTP: pages, assets, QR codes, identities, exports, health. Each handler checks the
//! sender. Changes of an event go through its room.

mod accept;
mod aids;
mod assets;
mod auth;
mod book;
mod codes;
mod concerns;
mod device;
mod document;
pub mod door;
mod error;
mod export;
mod files;
mod first;
mod fresh;
mod gate;
mod guests;
mod head;
mod hosts;
mod lang;
mod leaf;
mod live;
pub mod metrics;
mod mine;
mod organise;
mod pace;
mod paced;
mod pages;
mod pictures;
mod preview;
pub mod qr;
mod readiness;
mod rehearsal;
mod report;
mod series;
pub mod serve;
mod similar;
#[cfg(test)]
mod tests;
mod transcript;
mod transport;
mod turnstile;
mod upgrade;
mod visits;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{delete, get, post};
use axum::{Extension, Router};

use crate::app::App;
use crate::protocol::Role;
use crate::role;

pub use error::Error;

/// Returns the file for machines, for tests that compare it with other files.
#[cfg(test)]
pub(crate) fn exported(event: &plenary_domain::state::State, code: &str) -> serde_json::Value {
    serde_json::to_value(export::export(event, code)).unwrap_or_default()
}

/// Limit on a request's body in bytes.
const BODY_BYTES_MAX: usize = 4096;

/// Returns all routes of a server. The gate in front of them adds what all responses have.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for entry in role::staff() {
        let name = entry.name;
        if entry.role == Role::Screen {
            continue;
        }
        router = if entry.has_person {
            let page =
                async move |app, kept, Path((code, person)): Path<(String, String)>, headers| {
                    pages::staff(app, kept, code, headers, entry, Some(person)).await
                };
            router.route(&format!("/{{code}}/{name}/{{person}}"), get(page))
        } else {
            let page = async move |app, kept, Path(code): Path<String>, headers| {
                pages::staff(app, kept, code, headers, entry, None).await
            };
            router.route(&format!("/{{code}}/{name}"), get(page))
        };
    }
    router
        .route("/", get(pages::home))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route(plenary_web::ICON, get(assets::icon))
        .route("/favicon.ico", get(assets::touch_icon))
        .route(plenary_web::TOUCH_ICON, get(assets::touch_icon))
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /\n"))
        .route("/a/{file}", get(assets::asset))
        .merge(organising())
        .route("/{code}", get(pages::phone))
        .route("/{code}/", get(pages::phone))
        .route("/{code}/wifi", get(pages::wifi))
        .route("/{code}/screen", get(pages::screen))
        .route("/{code}/address", get(auth::address))
        .route("/{code}/lower", get(pages::lower))
        .route("/{code}/qr.svg", get(qr::join))
        .route("/{code}/wifi.svg", get(qr::wifi))
        .route("/{code}/link.svg", get(qr::link))
        .route("/{code}/pictures/{hash}/{size}", get(pictures::picture))
        .route("/{code}/join", post(auth::join))
        .route("/{code}/code", post(codes::enter))
        .route("/{code}/similar", post(similar::similar))
        .route("/{code}/aids", post(aids::aids))
        .route("/{code}/fit", post(aids::fit))
        .route("/{code}/draft", post(aids::draft))
        .route("/{code}/hall", get(codes::hall))
        .route("/{code}/codes", get(pages::codes))
        .route("/{code}/edit", get(pages::edit))
        .route("/{code}/preview/{poll}", get(preview::preview))
        .route("/{code}/print", get(pages::print))
        .route(
            "/{code}/guests",
            get(pages::guests)
                .post(guests::read)
                .layer(DefaultBodyLimit::max(guests::BODY_BYTES_MAX)),
        )
        .route("/{code}/codes.json", get(codes::list))
        .route("/{code}/code.svg", get(codes::qr))
        .route("/{code}/auth", post(auth::trade).delete(auth::leave))
        .route("/{code}/me", get(auth::me))
        .route("/{code}/links", get(auth::links))
        .route("/{code}/concerns", get(concerns::concerns))
        .route("/{code}/export.json", get(export::json))
        .route("/{code}/report", get(report::page))
        .route("/{code}/series", get(series::page))
        .route("/{code}/export.xlsx", get(files::xlsx))
        .route("/{code}/export.csv.zip", get(files::csv))
        .route("/{code}/charts.zip", get(files::charts))
        .route("/{code}/questions.md", get(files::questions))
        .route("/{code}/mine.json", get(mine::json))
        .route("/{code}/live.json", get(live::json))
        .route("/{code}/questions", get(book::page))
        .route("/{code}/questions/{id}", get(leaf::json))
        .route(
            "/{code}/rehearsal",
            post(rehearsal::start).delete(rehearsal::end),
        )
        .route("/{code}/readiness", get(readiness::readiness))
        .route(
            "/{code}/rehearse",
            post(readiness::start).delete(readiness::stop),
        )
        .route("/{code}/captions", get(transcript::desk))
        .route("/{code}/transcript.vtt", get(transcript::vtt))
        .route("/{code}/transcript.txt", get(transcript::text))
        .route("/{code}/socket", get(upgrade::upgrade))
        .fallback(pages::lost)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(Extension(Arc::<pages::Cache>::default()))
        .layer(Extension(Arc::<book::Books>::default()))
        .layer(Extension(Arc::<report::Editions>::default()))
        .layer(Extension(Arc::<live::Lives>::default()))
        .layer(Extension(Arc::<codes::Tries>::default()))
        .layer(Extension(Arc::<similar::Looks>::default()))
        .with_state(app)
}

/// Returns the routes of the organiser, whose bodies may be files. The gate lets those through by the same limit.
fn organising() -> Router<App> {
    Router::new()
        .route("/organise", get(pages::organise))
        .route(
            "/organise/auth",
            post(organise::trade).delete(organise::leave),
        )
        .route("/organise/logins/{id}", delete(organise::end_login))
        .route("/organise/events", get(organise::list).post(organise::make))
        .route("/organise/check", post(organise::check))
        .route("/organise/events/{code}", post(organise::change))
        .route("/organise/events/{code}/host", get(organise::host))
        .route("/organise/events/{code}/file", get(organise::file))
        .layer(DefaultBodyLimit::max(organise::BODY_BYTES_MAX))
}

/// Adds the headers common to all responses. Turns the framework's own errors (a body that is not JSON, a wrong method)
/// into ours.
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

/// Returns true if a client has the answer with this tag already.
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).into_iter();
    let tags = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    let mut tags = tags.map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|tag| tag == etag || tag == "*")
}

/// Anybody may ask, so it tells nobody why, and nobody can fill the log by asking.
async fn ready(State(app): State<App>) -> Result<&'static str, Error> {
    app.hub.check().await.map_err(|why| {
        tracing::debug!(%why, "not ready");
        Error::unready()
    })?;
    Ok("ready\n")
}
