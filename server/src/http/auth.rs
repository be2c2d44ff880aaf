//! Who sends a request: the cookies of guests and roles, and how browsers get them.
//!
//! Cookies are named by event and role, because ports do not separate them. A page states its role, and the cookie for
//! that role must be valid.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use plenary_domain::ids::{LoginId, PollId};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State as DomainState;
use serde::Deserialize;

use super::gate::Caller;
use super::hosts::comes_by_https;
use super::{Error, device};
use crate::app::App;
use crate::code;
use crate::guesses::Guess;
use crate::keys::{login_hash, login_secret, same};
use crate::metrics::{REFUSED, Refused};
use crate::protocol::{Auth, Joined, PollAddress, Rejection, Role, RoleLink, staff_role};
use crate::role::{self, Entry};
use crate::room::{Entrance, JoinRejected, Room};
use crate::socket::Claim;

/// Cookies live for 400 days, the most that browsers allow, so that none ends in the middle of an event. The end of a login and the
/// retention of an event end their use earlier.
const COOKIE_S: u32 = 400 * 86_400;
/// Browsers take a cookie of this prefix only over https, from the host itself and for all of it. No neighbour can plant one.
const HOST_PREFIX: &str = "__Host-";

/// The page that sends a request: its role, and for a panelist whose.
#[derive(Debug, Clone, Deserialize)]
pub struct Page {
    pub role: Role,
    /// A panelist's key in the event file.
    pub person: Option<String>,
    /// The key of the one poll that an address shows, and the secret of that address.
    pub poll: Option<String>,
    pub secret: Option<String>,
}

impl Page {
    /// Returns a page that shows more than one poll.
    pub fn of(role: Role, person: Option<String>) -> Page {
        Page {
            role,
            person,
            poll: None,
            secret: None,
        }
    }
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
    /// The login of a role's browser.
    pub login: Option<LoginId>,
}

impl Viewer {
    /// Returns which place its socket may have.
    pub fn claim(&self) -> Claim {
        match self.actor {
            _ if self.audience.is_staff() => Claim::Staff,
            Some(Actor::Participant(_)) => Claim::Joined,
            // A poll's address may be on a page that thousands open.
            Some(Actor::Staff(_) | Actor::Clock | Actor::Operator) | None => Claim::Watcher,
        }
    }
}

/// Identifies the sender of a page's request. It does not ask the room, so pages and sockets never wait behind a hall's
/// commands.
///
/// # Errors
/// `bad_link` if a role's cookie is missing, or its login is wrong or ended.
pub fn viewer(app: &App, room: &Room, page: &Page, headers: &HeaderMap) -> Result<Viewer, Error> {
    let entrance = room.entrance();
    let epoch = entrance.epoch;
    let audience = page.role;
    // A reader only watches: nobody needs to know who it is.
    if page.role == Role::Reader {
        return Ok(Viewer {
            audience,
            actor: None,
            epoch,
            generation: 0,
            login: None,
        });
    }
    if page.role == Role::Participant {
        let cookie = own_cookie(app, headers, &guest_cookie(room));
        let id = cookie.and_then(|cookie| app.keys.participant(room.header.id, epoch, cookie));
        return Ok(Viewer {
            audience,
            actor: id.map(Actor::Participant),
            epoch,
            generation: 0,
            login: None,
        });
    }
    let (role, generation) = holder(&entrance, page)?;
    if page.role == Role::Slide {
        let poll = page.poll.as_deref().ok_or_else(Error::bad_link)?;
        let secret = app.keys.poll_secret(&room.header, poll, generation);
        let told = page.secret.as_deref().unwrap_or_default();
        if !same(told, &secret) {
            room.tried();
            return Err(Error::bad_link().guessed(Guess::Secret));
        }
        return Ok(Viewer {
            audience,
            actor: Some(Actor::Staff(role)),
            epoch,
            generation,
            login: None,
        });
    }
    let secret = own_cookie(app, headers, &role_cookie(room, page)).ok_or_else(Error::bad_link)?;
    let login = entrance.login(role, &login_hash(secret));
    let login = login.ok_or_else(|| Error::bad_link().guessed(Guess::Secret))?;
    Ok(Viewer {
        audience,
        actor: Some(Actor::Staff(role)),
        epoch,
        generation,
        login: Some(login),
    })
}

/// Returns true if cookies make their sender a guest of the event with this code. It asks only rooms that are open, and
/// waits for nothing.
pub fn is_guest<'a>(app: &App, code: &str, cookies: impl Iterator<Item = &'a str>) -> bool {
    let room = code::parse(code).and_then(|code| app.hub.open_room(&code));
    let Some(room) = room else {
        return false;
    };
    let (lines, name): (Vec<&str>, String) = (cookies.collect(), guest_cookie(&room));
    let of_name = |name: &str| of_lines(lines.iter().copied(), name);
    let cookie = of_name(&format!("{HOST_PREFIX}{name}")).or_else(|| of_name(&name));
    let epoch = room.entrance().epoch;
    cookie.is_some_and(|cookie| {
        app.keys
            .participant(room.header.id, epoch, cookie)
            .is_some()
    })
}

/// Returns true if a host of the event with this code sends this. It asks only rooms that are open, and waits for nothing.
pub fn is_host(app: &App, code: &str, headers: &HeaderMap) -> bool {
    let room = code::parse(code).and_then(|code| app.hub.open_room(&code));
    let page = Page::of(Role::Host, None);
    room.is_some_and(|room| viewer(app, &room, &page, headers).is_ok())
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
        let is_safe = scheme == "https" || scheme == "http" && !comes_by_https(app, headers);
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

/// Returns the value of a cookie that [`set_cookie`] set. Over https another cookie of that name may come from a neighbour.
pub(super) fn own_cookie<'a>(app: &App, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let plain = || cookie(headers, name).filter(|_| !is_https(app, headers));
    cookie(headers, &format!("{HOST_PREFIX}{name}")).or_else(plain)
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
    let page = Page::of(Role::Participant, None);
    if viewer(&app, &room, &page, &headers)?.actor.is_some() {
        return Ok(Json(Joined { fresh: false }).into_response());
    }
    let joined = room.join(address).await;
    let joined = joined.inspect_err(|_| REFUSED.refuse(Refused::Join));
    let (epoch, id) = joined.map_err(|refused| match refused {
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

/// `POST /CODE/auth`: trades a role's secret for a cookie of its own, which can be ended alone.
pub(super) async fn trade(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(auth): Json<Auth>,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    // What comes without a cookie has none to trade a secret for.
    if !auth.role.is_staff() {
        return Err(Error::bad_link());
    }
    let page = Page::of(auth.role, auth.person);
    let (role, generation) = holder(&room.entrance(), &page)?;
    if !same(
        &auth.secret,
        &app.keys.role_secret(&room.header, role, generation),
    ) {
        room.tried();
        return Err(Error::bad_link().guessed(Guess::Secret));
    }
    if viewer(&app, &room, &page, &headers).is_ok() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let secret = login_secret(&app.clock);
    let (hash, device) = (login_hash(&secret), device::of(&headers));
    let logged_in = room.log_in(role, generation, hash, device).await;
    logged_in.map_err(|refused| {
        if refused == Rejection::NotAllowed {
            Error::bad_link()
        } else {
            refused.into()
        }
    })?;
    let cookie = set_cookie(&app, &headers, &role_cookie(&room, &page), &secret);
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

/// `DELETE /CODE/auth?role=…`: ends this browser's login. Its pages close, and only the link opens them again.
pub(super) async fn leave(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    let viewer = viewer(&app, &room, &page, &headers)?;
    let (Some(Actor::Staff(role)), Some(login)) = (viewer.actor, viewer.login) else {
        return Err(Error::bad_link());
    };
    room.log_out(role, login).await?;
    let name = role_cookie(&room, &page);
    Ok((
        StatusCode::NO_CONTENT,
        cookie_line(&app, &headers, &name, "", 0),
    )
        .into_response())
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

/// Whose address is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct OfPoll {
    poll: u32,
}

/// `GET /CODE/address?poll=ID`: the address that shows this poll alone, for those who have the links.
pub(super) async fn address(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(of): Query<OfPoll>,
    headers: HeaderMap,
) -> Result<Json<PollAddress>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let key = move |state: &DomainState| Some(state.polls.get(PollId(of.poll))?.info.key.clone());
    let key = room.read(key).await?.ok_or_else(Error::no_poll)?;
    Ok(Json(PollAddress {
        url: app.poll_url(&room, &key),
        origins: app.frame_ancestors.to_vec(),
    }))
}

/// Checks that the sender holds a role with this right. Returns the first such role.
///
/// # Errors
/// `bad_link`, as a wrong guess if the sender has a cookie of such a role and none is good.
pub(super) fn require(
    app: &App,
    room: &Room,
    headers: &HeaderMap,
    may: impl Fn(&Entry) -> bool,
) -> Result<&'static Entry, Error> {
    let mut refused = Error::bad_link();
    for entry in role::staff().filter(|entry| may(entry)) {
        let page = Page::of(entry.role, None);
        match viewer(app, room, &page, headers) {
            Ok(_) => return Ok(entry),
            Err(error) => refused.guess = refused.guess.or(error.guess),
        }
    }
    Err(refused)
}

/// Marks the answer to a request whose sender was refused a role, and got less instead: a wrong guess counts there as everywhere.
pub(super) fn counted(mut response: Response, refused: Option<&Error>) -> Response {
    if let Some(guess) = refused.and_then(|error| error.guess) {
        response.extensions_mut().insert(guess);
    }
    response
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
    let entry = role::of(page.role);
    // Of other roles it may be any text, with attributes of a cookie in it. Here it is a key of the programme.
    let person = page.person.as_ref().filter(|_| entry.has_person);
    let person = person.map(|key| format!("_{key}")).unwrap_or_default();
    format!("plenary_{}_{}{person}", room.header.code, entry.name)
}

pub(super) fn set_cookie(
    app: &App,
    headers: &HeaderMap,
    name: &str,
    value: &str,
) -> [(header::HeaderName, HeaderValue); 1] {
    cookie_line(app, headers, name, value, COOKIE_S)
}

/// Returns the header that sets a cookie for this time, or with none deletes it.
pub(super) fn cookie_line(
    app: &App,
    headers: &HeaderMap,
    name: &str,
    value: &str,
    age_s: u32,
) -> [(header::HeaderName, HeaderValue); 1] {
    let (prefix, secure) = if is_https(app, headers) {
        (HOST_PREFIX, "; Secure")
    } else {
        ("", "")
    };
    let line =
        format!("{prefix}{name}={value}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static(""));
    [(header::SET_COOKIE, value)]
}

/// Returns true if the browser speaks https. A proxy may serve it for us; then the browser's origin or the public URL says so.
fn is_https(app: &App, headers: &HeaderMap) -> bool {
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    match origin {
        Some(origin) => origin.starts_with("https://"),
        None => comes_by_https(app, headers),
    }
}
