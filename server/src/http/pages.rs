//! The HTML of each page. It is never cached by the browser and carries the current snapshot as data, so that the first
//! answer paints; styles are inlined (their hash is in the CSP), scripts are hashed assets.

use std::io::Write;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dashmap::DashMap;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::Error;
use super::assets::takes_gzip;
use super::auth::{Page as Asker, host, require, viewer};
use super::first_paint::{self, escape};
use super::lang::Lang;
use crate::app::App;
use crate::hub::HubError;
use crate::log::{EventId, Position};
use crate::role::Entry;
use crate::room::Room;
use crate::view::Audience;

/// Phone pages by event and language: a hall that joins gets the same bytes until something changes.
#[derive(Default)]
pub struct Cache(DashMap<(EventId, Lang), (Position, Arc<Html>)>);

/// A page, plain and compressed.
struct Html {
    plain: Bytes,
    gzip: Bytes,
}

/// What a page is made of.
struct Shell<'a> {
    /// Of the web client's bundle.
    name: &'static str,
    lang: Lang,
    title: &'a str,
    /// `data-…` attributes of the root.
    data: &'a [(&'static str, &'a str)],
    /// HTML within `#app`, made by us.
    paint: &'a str,
    snapshot: Option<&'a str>,
}

pub(super) async fn home(headers: HeaderMap) -> Response {
    home_page(&headers, None)
}

/// A page that is not there: for a browser the page with the field for a code, for a machine an error.
pub(super) async fn lost(method: Method, headers: HeaderMap) -> Response {
    let accepts = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    if method == Method::GET && accepts.is_some_and(|accept| accept.contains("text/html")) {
        return home_page(&headers, Some(""));
    }
    Error::new(
        StatusCode::NOT_FOUND,
        "no_page",
        "There is nothing at this address.",
    )
    .into_response()
}

pub(super) async fn phone(
    State(app): State<App>,
    Extension(pages): Extension<Arc<Cache>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let lang = Lang::of(&headers);
    let feed = room.feed(Audience::Participant).borrow().clone();
    let key = (room.header.id, lang);
    let known = pages
        .0
        .get(&key)
        .filter(|entry| entry.0 == feed.position())
        .map(|entry| entry.1.clone());
    let html = match known {
        Some(html) => html,
        None => {
            let painted = room.read(move |state| {
                (
                    first_paint::title(state, lang),
                    first_paint::phone(state, lang),
                )
            });
            let (title, paint) = match painted.await {
                Ok(painted) => painted,
                Err(refusal) => return Error::from(refusal).into_response(),
            };
            let snapshot = feed.snapshot();
            let html = Arc::new(shell(&Shell {
                name: "phone",
                lang,
                title: &title,
                data: &[("code", &room.header.code), ("role", "participant")],
                paint: &paint,
                snapshot: Some(&snapshot),
            }));
            // Pages of events that were deleted go with the next new page.
            let alive = app.hub.events();
            pages
                .0
                .retain(|(id, _), _| alive.iter().any(|header| header.id == *id));
            pages.0.insert(key, (feed.position(), html.clone()));
            html
        }
    };
    send(&headers, "phone", &html, StatusCode::OK)
}

/// The page of the hall's Wi-Fi: with what the screen sees, for whoever of the staff asks.
pub(super) async fn wifi(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let (name, audience) = match require(&app, &room, &headers, |role| role.sees_wifi) {
        Ok(role) => (role.name, Some(Audience::Screen)),
        Err(_) => ("screen", None),
    };
    staff_page(&headers, &room, "wifi", name, None, audience).await
}

/// The page of a role that has links.
pub(super) async fn staff(
    State(app): State<App>,
    code: String,
    headers: HeaderMap,
    entry: &'static Entry,
    person: Option<String>,
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let role = entry.role;
    let asker = Asker { role, person };
    // Without its cookie the page gets no view: it trades its link for one first.
    let audience = viewer(&app, &room, &asker, &headers)
        .ok()
        .map(|viewer| viewer.audience);
    let (name, person) = (entry.name, asker.person.as_deref());
    staff_page(&headers, &room, name, name, person, audience).await
}

async fn staff_page(
    headers: &HeaderMap,
    room: &Room,
    name: &'static str,
    role: &str,
    person: Option<&str>,
    audience: Option<Audience>,
) -> Response {
    let lang = Lang::of(headers);
    let title = match room
        .read(move |state| first_paint::title(state, lang))
        .await
    {
        Ok(title) => title,
        Err(refusal) => return Error::from(refusal).into_response(),
    };
    let snapshot = audience.map(|audience| room.feed(audience).borrow().clone().snapshot());
    let mut data = vec![("code", room.header.code.as_str()), ("role", role)];
    data.extend(person.map(|person| ("person", person)));
    let html = shell(&Shell {
        name,
        lang,
        title: &title,
        data: &data,
        paint: "",
        snapshot: snapshot.as_deref(),
    });
    send(headers, name, &html, StatusCode::OK)
}

/// The page with a field for the code; it also says that a code is not known here.
fn home_page(headers: &HeaderMap, missing: Option<&str>) -> Response {
    let lang = Lang::of(headers);
    let mut data = vec![];
    if let Some(code) = missing {
        data.push(("missing", "1"));
        data.push(("code", code));
    }
    let html = shell(&Shell {
        name: "home",
        lang,
        title: "Plenary",
        data: &data,
        paint: "",
        snapshot: None,
    });
    let status = if missing.is_some() {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    send(headers, "home", &html, status)
}

fn shell(page: &Shell<'_>) -> Html {
    let Some(files) = plenary_web::page(page.name) else {
        unreachable!("the web client has a bundle for each page, see its build")
    };
    let tag = page.lang.tag();
    let mut html = format!(
        "<!doctype html><html lang=\"{tag}\" data-build=\"{}\"",
        plenary_web::build_id()
    );
    for (name, value) in page.data {
        html.push_str(&format!(" data-{name}=\"{}\"", escape(value)));
    }
    let title = escape(page.title);
    html.push_str(&format!(
        "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><style>{}</style>\
         <link rel=\"modulepreload\" href=\"{}\">",
        files.styles, files.script
    ));
    if let Some(catalogue) = files.catalogue(tag) {
        html.push_str(&format!(
            "<link rel=\"modulepreload\" href=\"{catalogue}\">"
        ));
    }
    html.push_str(&format!(
        "</head><body><div id=\"app\">{}</div>",
        page.paint
    ));
    if let Some(snapshot) = page.snapshot {
        // Within a script element only `<` could end it or begin a comment.
        let data = snapshot.replace('<', "\\u003c");
        html.push_str(&format!(
            "<script type=\"application/json\" id=\"snapshot\">{data}</script>"
        ));
    }
    html.push_str(&format!(
        "<script type=\"module\" src=\"{}\"></script></body></html>",
        files.script
    ));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    let gzip = gzip
        .write_all(html.as_bytes())
        .and_then(|()| gzip.finish())
        .unwrap_or_default();
    Html {
        plain: html.into(),
        gzip: gzip.into(),
    }
}

fn send(headers: &HeaderMap, name: &str, html: &Html, status: StatusCode) -> Response {
    let zipped = takes_gzip(headers) && !html.gzip.is_empty();
    let body = if zipped {
        html.gzip.clone()
    } else {
        html.plain.clone()
    };
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        body,
    )
        .into_response();
    let answer = response.headers_mut();
    if zipped {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    answer.insert(
        header::VARY,
        HeaderValue::from_static("accept-encoding, accept-language, cookie"),
    );
    if let Ok(policy) = HeaderValue::from_str(&policy(headers, name)) {
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Names the socket's origin outright: older Safari does not take `'self'` for sockets.
fn policy(headers: &HeaderMap, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host: String = host(headers).chars().filter(|c| plain(*c)).collect();
    let styles = plenary_web::page(name).map_or("", |page| page.styles);
    let hash = STANDARD.encode(Sha256::digest(styles));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash}'; img-src 'self' data:; \
         connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
