//! Who sends a request: the cookies of guests and roles, and how browsers get them.
//!
//! Cookies are named by event and role, because ports do not separate them. A page states its role, and the cookie for
//! that role must be valid.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use plenary_domain::role::{Actor, StaffRole};
use serde::Deserialize;

use super::Error;
use super::gate::Caller;
use super::hosts::is_https;
use crate::app::App;
use crate::code;
use crate::keys::same;
use crate::protocol::{Auth, Joined, Rejection, Role, RoleLink, staff_role};
use crate::role::{self, Entry};
use crate::room::{Entrance, JoinRejected, Room};
use crate::socket::Claim;

/// Cookies live for half a year. The retention of an event ends their use earlier.
const COOKIE_S: u32 = 180 * 86_400;

/// The page that sends a request: its role, and for a panelist whose.
#[derive(Debug, Clone, Deserialize)]
pub struct Page {
    pub role: Role,
    /// A panelist's key in the event file.
    pub person: Option<String>,
}

/// Somebody who may see an audience's view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    pub audience: Role,
    /// None for a guest who has not acted yet.
    pub actor: Option<Actor>,
    /// The history in which a guest is known. In another one the same number is another person.
    pub epoch: u32,
    /// Of a role's link.
    pub generation: u32,
}

impl Viewer {
    /// Returns which place its socket may have.
    pub fn claim(&self) -> Claim {
        match self.actor {
            _ if self.audience != Role::Participant => Claim::Staff,
            Some(_) => Claim::Joined,
            None => Claim::Watcher,
        }
    }
}

/// Identifies the sender of a page's request. It does not ask the room, so pages and sockets never wait behind a hall's
/// commands.
///
/// # Errors
/// `bad_link` if a role's cookie is missing, wrong, or of a revoked generation.
pub fn viewer(app: &App, room: &Room, page: &Page, headers: &HeaderMap) -> Result<Viewer, Error> {
    let entrance = room.entrance();
    let epoch = entrance.epoch;
    let audience = page.role;
    if page.role == Role::Participant {
        let cookie = cookie(headers, &guest_cookie(room));
        let id = cookie.and_then(|cookie| app.keys.participant(room.header.id, epoch, cookie));
        return Ok(Viewer {
            audience,
            actor: id.map(Actor::Participant),
            epoch,
            generation: 0,
        });
    }
    let (role, generation) = holder(&entrance, page)?;
    let secret = cookie(headers, &role_cookie(room, page)).ok_or_else(Error::bad_link)?;
    if !same(
        secret,
        &app.keys.role_secret(&room.header, role, generation),
    ) {
        return Err(Error::bad_link());
    }
    Ok(Viewer {
        audience,
        actor: Some(Actor::Staff(role)),
        epoch,
        generation,
    })
}

/// Returns true if cookies make their sender a guest of the event with this code. It asks only rooms that are open, and
/// waits for nothing.
pub fn is_guest<'a>(app: &App, code: &str, cookies: impl Iterator<Item = &'a str>) -> bool {
    let room = code::parse(code).and_then(|code| app.hub.open_room(&code));
    let Some(room) = room else {
        return false;
    };
    let cookie = of_lines(cookies, &guest_cookie(&room));
    let epoch = room.entrance().epoch;
    cookie.is_some_and(|cookie| {
        app.keys
            .participant(room.header.id, epoch, cookie)
            .is_some()
    })
}

/// Checks that a request comes from a page of this server, if the browser states its origin.
///
/// # Errors
/// `bad_origin`.
pub fn same_origin(app: &App, headers: &HeaderMap) -> Result<(), Error> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin
        .to_str()
        .map_err(|_| Error::bad_origin())?
        .to_ascii_lowercase();
    let host = host(headers).to_ascii_lowercase();
    let ours = |url: &str| origin == url;
    // Where https is known to be, a page that came by http is another site's.
    let by_host = origin.split_once("://").is_some_and(|(scheme, rest)| {
        let is_safe = scheme == "https" || scheme == "http" && !is_https(app, headers);
        is_safe && rest == host
    });
    if by_host || app.public_url.as_deref().is_some_and(ours) {
        Ok(())
    } else {
        Err(Error::bad_origin())
    }
}

/// Returns the Host header, which is the address that a guest used.
pub fn host(headers: &HeaderMap) -> &str {
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default()
}

/// Returns the value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    of_lines(lines, name)
}

fn of_lines<'a>(lines: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// `POST /CODE/join`: makes this browser a participant.
pub(super) async fn join(
    State(app): State<App>,
    Path(code): Path<String>,
    Extension(Caller(address)): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    let page = Page {
        role: Role::Participant,
        person: None,
    };
    if viewer(&app, &room, &page, &headers)?.actor.is_some() {
        return Ok(Json(Joined { fresh: false }).into_response());
    }
    let (epoch, id) = room.join(address).await.map_err(|refused| match refused {
        JoinRejected::TooFast { retry_ms } => {
            let message = "Many people are joining right now. Try again shortly.";
            Error::later(
                StatusCode::TOO_MANY_REQUESTS,
                "joining_too_fast",
                message,
                retry_ms,
            )
        }
        JoinRejected::Unavailable { retry_ms } => Rejection::Unavailable { retry_ms }.into(),
        JoinRejected::Full => Error::new(
            StatusCode::FORBIDDEN,
            "event_full",
            "The event has no room for more participants.",
        ),
    })?;
    let value = app.keys.participant_cookie(room.header.id, epoch, id);
    Ok((
        set_cookie(&app, &headers, &guest_cookie(&room), &value),
        Json(Joined { fresh: true }),
    )
        .into_response())
}

/// `POST /CODE/auth`: trades a role's secret for a cookie.
pub(super) async fn trade(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(auth): Json<Auth>,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    let page = Page {
        role: auth.role,
        person: auth.person,
    };
    let (role, generation) = holder(&room.entrance(), &page)?;
    if !same(
        &auth.secret,
        &app.keys.role_secret(&room.header, role, generation),
    ) {
        return Err(Error::bad_link());
    }
    let cookie = set_cookie(&app, &headers, &role_cookie(&room, &page), &auth.secret);
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

/// `GET /CODE/me?role=…`: reports whether this browser holds that role.
pub(super) async fn me(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(page): Query<Page>,
    Extension(Caller(address)): Extension<Caller>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    let room = app.room(&code).await?;
    let viewer = viewer(&app, &room, &page, &headers)?;
    // A browser does not tell its page why a socket was refused: it asks here.
    if app.sockets.places.is_full(viewer.claim(), address) {
        return Err(Error::full());
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /CODE/links`: the links of all roles, for the host.
pub(super) async fn links(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<RoleLink>>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    Ok(Json(app.links(&room)))
}

/// Checks that the sender holds a role with this right. Returns the first such role.
///
/// # Errors
/// `bad_link`.
pub(super) fn require(
    app: &App,
    room: &Room,
    headers: &HeaderMap,
    may: impl Fn(&Entry) -> bool,
) -> Result<&'static Entry, Error> {
    let holds = |entry: &&'static Entry| {
        let page = Page {
            role: entry.role,
            person: None,
        };
        viewer(app, room, &page, headers).is_ok()
    };
    let mut roles = role::staff().filter(|entry| may(entry));
    roles.find(holds).ok_or_else(Error::bad_link)
}

/// Returns the role that a page claims, with the generation of its valid links.
fn holder(entrance: &Entrance, page: &Page) -> Result<(StaffRole, u32), Error> {
    let person = page.person.as_deref().and_then(|key| entrance.person(key));
    let role = staff_role(page.role, person);
    role.and_then(|role| Some((role, entrance.generation(role)?)))
        .ok_or_else(Error::bad_link)
}

fn guest_cookie(room: &Room) -> String {
    format!("plenary_{}", room.header.code)
}

fn role_cookie(room: &Room, page: &Page) -> String {
    let role = role::of(page.role).name;
    let person = page
        .person
        .as_ref()
        .map(|key| format!("_{key}"))
        .unwrap_or_default();
    format!("plenary_{}_{role}{person}", room.header.code)
}

fn set_cookie(
    app: &App,
    headers: &HeaderMap,
    name: &str,
    value: &str,
) -> [(header::HeaderName, HeaderValue); 1] {
    // If a proxy serves https for us, the browser's origin or the public URL says so.
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let https = match origin {
        Some(origin) => origin.starts_with("https://"),
        None => is_https(app, headers),
    };
    let secure = if https { "; Secure" } else { "" };
    let line =
        format!("{name}={value}; Path=/; Max-Age={COOKIE_S}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static(""));
    [(header::SET_COOKIE, value)]
}
