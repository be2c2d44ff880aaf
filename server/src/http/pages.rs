//! The HTML of each page. Browsers never cache it. It contains the current snapshot as data, so the first response is
//! enough to paint.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use dashmap::DashMap;
use serde::Deserialize;

use super::Error;
use super::assets::takes_gzip;
use super::auth::{Page as Asker, counted, host, require, viewer};
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

impl Cache {
    /// Returns what guests see now. It is made once for each position, however many ask.
    fn edition(&self, app: &App, room: &Room) -> Arc<Edition> {
        let feed = room.feed(Role::Participant).borrow().clone();
        let (id, position) = (room.header.id, feed.position());
        let known = self.0.get(&id).map(|entry| entry.clone());
        known
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
                self.0
                    .retain(|id, _| alive.iter().any(|header| header.id == *id));
                self.0.insert(id, edition.clone());
                edition
            })
    }
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
    let asker = super::organise::asker(&app, &headers);
    let signed = asker.as_ref().ok().map(|_| ("signed", "1"));
    let data: Vec<(&str, &str)> = signed.into_iter().collect();
    let page = Document::new(&Shell {
        name: "organise",
        reader: &Wishes::of(&headers).reader(&[]),
        data: &data,
        snapshot: None,
        seen: &Seen::default(),
    });
    let page = send(&headers, &page, StatusCode::OK);
    counted(page, asker.err().as_ref())
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
    let edition = pages.edition(&app, &room);
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
    Extension(pages): Extension<Arc<Cache>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let asker = require(&app, &room, &headers, |role| role.sees_wifi);
    let (name, audience) = match &asker {
        Ok(role) => (role.name, Some(Role::Screen)),
        Err(_) => ("screen", None),
    };
    let edition = pages.edition(&app, &room);
    let seen = &edition.seen;
    let page = staff_page(&headers, &room, seen, "wifi", (name, None), audience);
    counted(page, asker.err().as_ref())
}

/// The sheet of single-use codes, with the host's view.
pub(super) async fn codes(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    code: Path<String>,
    headers: HeaderMap,
) -> Response {
    for_hosts("codes", app, pages, code, headers).await
}

/// The editor of the programme, with the host's view.
pub(super) async fn edit(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    code: Path<String>,
    headers: HeaderMap,
) -> Response {
    for_hosts("edit", app, pages, code, headers).await
}

/// Posters, table cards, badges and link cards to print, with the host's view.
pub(super) async fn print(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    code: Path<String>,
    headers: HeaderMap,
) -> Response {
    for_hosts("print", app, pages, code, headers).await
}

/// The guest list, with the host's view.
pub(super) async fn guests(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    code: Path<String>,
    headers: HeaderMap,
) -> Response {
    for_hosts("guests", app, pages, code, headers).await
}

/// A page beside the desk, for those who see the links. Others get it without a view.
async fn for_hosts(
    page: &'static str,
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
    let asker = require(&app, &room, &headers, |role| role.sees_links);
    let (name, audience) = match &asker {
        Ok(role) => (role.name, Some(role.role)),
        Err(_) => ("host", None),
    };
    let edition = pages.edition(&app, &room);
    let seen = &edition.seen;
    let page = staff_page(&headers, &room, seen, page, (name, None), audience);
    counted(page, asker.err().as_ref())
}

/// The lower third for a video mixer: the screens' link and view, drawn as another page.
pub(super) async fn lower(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let whose = (role::of(Role::Screen), None);
    role_page("lower", app, pages, code, headers, whose).await
}

/// What an address says after `?`.
#[derive(Deserialize)]
pub(super) struct OfPoll {
    poll: Option<String>,
}

/// The screens' page, or with `poll` the page of that poll alone. The latter may stand in pages of the origins that the operator names.
/// Its secret is after `#`, so the server does not know it yet.
pub(super) async fn screen(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    Path(code): Path<String>,
    Query(of): Query<OfPoll>,
    headers: HeaderMap,
) -> Response {
    let Some(poll) = of.poll else {
        return staff(app, pages, code, headers, role::of(Role::Screen), None).await;
    };
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let edition = pages.edition(&app, &room);
    let seen = &edition.seen;
    let role = role::of(Role::Slide).name;
    let page = Document::new(&Shell {
        name: "slide",
        reader: &Wishes::of(&headers).reader(seen.langs()),
        data: &[("code", &room.header.code), ("role", role), ("poll", &poll)],
        snapshot: None,
        seen,
    });
    let ancestors = match app.frame_ancestors.is_empty() {
        true => "'none'".to_owned(),
        false => app.frame_ancestors.join(" "),
    };
    send_into(&headers, &page, StatusCode::OK, &ancestors)
}

/// The page of a role that has links.
pub(super) async fn staff(
    app: State<App>,
    pages: Extension<Arc<Cache>>,
    code: String,
    headers: HeaderMap,
    entry: &'static Entry,
    person: Option<String>,
) -> Response {
    role_page(entry.name, app, pages, code, headers, (entry, person)).await
}

async fn role_page(
    page: &'static str,
    State(app): State<App>,
    Extension(pages): Extension<Arc<Cache>>,
    code: String,
    headers: HeaderMap,
    (entry, person): (&'static Entry, Option<String>),
) -> Response {
    let room = match app.room(&code).await {
        Ok(room) => room,
        Err(HubError::NoEvent) => return home_page(&headers, Some(&code)),
        Err(e) => return Error::from(e).into_response(),
    };
    let role = entry.role;
    let asker = Asker::of(role, person);
    // Without its cookie the page gets no view: it must first trade its link for one.
    let viewer = viewer(&app, &room, &asker, &headers);
    let audience = viewer.as_ref().ok().map(|viewer| viewer.audience);
    let whose = (entry.name, asker.person.as_deref());
    let edition = pages.edition(&app, &room);
    let seen = &edition.seen;
    let page = staff_page(&headers, &room, seen, page, whose, audience);
    counted(page, viewer.err().as_ref())
}

/// A page of staff, which whoever has no login gets as well, without a view. What it says of its event is known from the guests' pages, so
/// such a request costs nothing that grows with the event.
fn staff_page(
    headers: &HeaderMap,
    room: &Room,
    seen: &Seen,
    name: &'static str,
    (role, person): (&str, Option<&str>),
    audience: Option<Role>,
) -> Response {
    let view = |audience| room.feed(audience).borrow().clone().snapshot();
    let snapshot = audience.map(view);
    let mut data = vec![("code", room.header.code.as_str()), ("role", role)];
    data.extend(person.map(|person| ("person", person)));
    let page = Document::new(&Shell {
        name,
        reader: &Wishes::of(headers).reader(seen.langs()),
        data: &data,
        snapshot: snapshot.as_deref(),
        seen,
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
    send_into(headers, page, status, "'none'")
}

/// Sends a page that pages of these origins may contain.
fn send_into(
    headers: &HeaderMap,
    page: &Document,
    status: StatusCode,
    ancestors: &str,
) -> Response {
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
    if let Ok(policy) = HeaderValue::from_str(&page.policy(host(headers), ancestors)) {
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
