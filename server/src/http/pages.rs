//! The HTML of each page. Browsers never cache it. It contains the current snapshot as data, so the first response is
//! enough to paint.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use dashmap::DashMap;

use super::Error;
use super::assets::takes_gzip;
use super::auth::{Page as Asker, host, require, viewer};
use super::document::{Document, Seen, Shell};
use super::lang::{Reader, Wishes};
use crate::app::App;
use crate::guesses::Guess;
use crate::hub::HubError;
use crate::log::{EventId, Position};
use crate::protocol::Role;
use crate::role::{self, Entry};
use crate::room::Room;

/// Phone pages by event. A hall that joins gets the same bytes until something changes.
#[derive(Default)]
pub struct Cache(DashMap<EventId, Arc<Edition>>);

/// An event's phone pages at one position.
struct Edition {
    position: Position,
    snapshot: String,
    seen: Seen,
    /// At most one per pair of an event language and an interface language.
    pages: DashMap<Reader, Arc<Document>>,
}

/// The page with the code field. If there is only one event, nobody needs to type its code. It redirects instead of serving that
/// event's page, so that the address bar and link previews name the event.
pub(super) async fn home(State(app): State<App>, headers: HeaderMap) -> Response {
    let mut events = app.hub.events();
    // Nobody should join a rehearsal's copy.
    events.retain(|event| event.expires_at.is_none() && !app.hub.is_in_trash(event));
    match &events[..] {
        [only] => Redirect::temporary(&format!("/{}", only.code)).into_response(),
        _ => home_page(&headers, None),
    }
}

/// The organiser's page. Without its cookie it must first trade its link for one.
pub(super) async fn organise(State(app): State<App>, headers: HeaderMap) -> Response {
    let signed = super::organise::login(&app, &headers).map(|_| ("signed", "1"));
    let data: Vec<(&str, &str)> = signed.into_iter().collect();
    let page = Document::new(&Shell {
        name: "organise",
        reader: &Wishes::of(&headers).reader(&[]),
        data: &data,
        snapshot: None,
        seen: &Seen::default(),
    });
    send(&headers, &page, StatusCode::OK)
}

/// The response for an unknown address: the page with the code field for a browser, an error for a machine.
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
    let feed = room.feed(Role::Participant).borrow().clone();
    let (id, position) = (room.header.id, feed.position());
    let known = pages.0.get(&id).map(|entry| entry.clone());
    let edition = known
        .filter(|edition| edition.position == position)
        .unwrap_or_else(|| {
            let snapshot = feed.snapshot();
            let edition = Arc::new(Edition {
                position,
                seen: Seen::of(&snapshot),
                snapshot,
                pages: DashMap::new(),
            });
            // A new edition also evicts the pages of deleted events.
            let alive = app.hub.events();
            pages
                .0
                .retain(|id, _| alive.iter().any(|header| header.id == *id));
            pages.0.insert(id, edition.clone());
            edition
        });
    let reader = Wishes::of(&headers).reader(edition.seen.langs());
    let known = edition.pages.get(&reader).map(|page| page.clone());
    let page = known.unwrap_or_else(|| {
        let page = Arc::new(Document::within_window(&Shell {
            name: "phone",
            reader: &reader,
            data: &[("code", &room.header.code), ("role", "participant")],
            snapshot: Some(&edition.snapshot),
            seen: &edition.seen,
        }));
        edition.pages.insert(reader, page.clone());
        page
    });
    send(&headers, &page, StatusCode::OK)
}

/// The page of the hall's Wi-Fi, with the screen's view, for staff.
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
        Ok(role) => (role.name, Some(Role::Screen)),
        Err(_) => ("screen", None),
    };
    staff_page(&headers, &room, "wifi", name, None, audience)
}

/// The sheet of single-use codes, with the host's view.
pub(super) async fn codes(app: State<App>, code: Path<String>, headers: HeaderMap) -> Response {
    for_hosts("codes", app, code, headers).await
}

/// The editor of the programme, with the host's view.
pub(super) async fn edit(app: State<App>, code: Path<String>, headers: HeaderMap) -> Response {
    for_hosts("edit", app, code, headers).await
}

/// Posters, table cards, badges and link cards to print, with the host's view.
pub(super) async fn print(app: State<App>, code: Path<String>, headers: HeaderMap) -> Response {
    for_hosts("print", app, code, headers).await
}

/// The guest list, with the host's view.
pub(super) async fn guests(app: State<App>, code: Path<String>, headers: HeaderMap) -> Response {
    for_hosts("guests", app, code, headers).await
}

/// A page beside the desk, for those who see the links. Others get it without a view.
async fn for_hosts(
    page: &'static str,
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let (name, audience) = match require(&app, &room, &headers, |role| role.sees_links) {
        Ok(role) => (role.name, Some(role.role)),
        Err(_) => ("host", None),
    };
    staff_page(&headers, &room, page, name, None, audience)
}

/// The lower third for a video mixer: the screens' link and view, drawn as another page.
pub(super) async fn lower(
    app: State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    role_page("lower", app, code, headers, role::of(Role::Screen), None).await
}

/// The page of a role that has links.
pub(super) async fn staff(
    app: State<App>,
    code: String,
    headers: HeaderMap,
    entry: &'static Entry,
    person: Option<String>,
) -> Response {
    role_page(entry.name, app, code, headers, entry, person).await
}

async fn role_page(
    page: &'static str,
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
    // Without its cookie the page gets no view: it must first trade its link for one.
    let audience = viewer(&app, &room, &asker, &headers)
        .ok()
        .map(|viewer| viewer.audience);
    let (name, person) = (entry.name, asker.person.as_deref());
    staff_page(&headers, &room, page, name, person, audience)
}

fn staff_page(
    headers: &HeaderMap,
    room: &Room,
    name: &'static str,
    role: &str,
    person: Option<&str>,
    audience: Option<Role>,
) -> Response {
    let view = |audience| room.feed(audience).borrow().clone().snapshot();
    let snapshot = audience.map(view);
    let mut data = vec![("code", room.header.code.as_str()), ("role", role)];
    data.extend(person.map(|person| ("person", person)));
    let seen = Seen::of(&view(Role::Participant));
    let page = Document::new(&Shell {
        name,
        reader: &Wishes::of(headers).reader(seen.langs()),
        data: &data,
        snapshot: snapshot.as_deref(),
        seen: &seen,
    });
    send(headers, &page, StatusCode::OK)
}

/// The page with the code field. It also reports an unknown code.
pub(super) fn home_page(headers: &HeaderMap, missing: Option<&str>) -> Response {
    let mut data = vec![];
    if let Some(code) = missing {
        data.push(("missing", "1"));
        data.push(("code", code));
    }
    let page = Document::new(&Shell {
        name: "home",
        reader: &Wishes::of(headers).reader(&[]),
        data: &data,
        snapshot: None,
        seen: &Seen::default(),
    });
    let status = if missing.is_some() {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    let mut response = send(headers, &page, status);
    if missing.is_some_and(|code| !code.is_empty()) {
        response.extensions_mut().insert(Guess::Event);
    }
    response
}

/// Returns a page for a frame of a desk.
pub(super) fn framed(page: &Document) -> Response {
    let (html, policy) = page.still();
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn send(headers: &HeaderMap, page: &Document, status: StatusCode) -> Response {
    let zipped = takes_gzip(headers) && !page.gzip.is_empty();
    let body = if zipped {
        page.gzip.clone()
    } else {
        page.plain()
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
    if let Ok(policy) = HeaderValue::from_str(&page.policy(host(headers))) {
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
