//! The organiser's page and its requests. Its link is the server's and no event's; like a role's link it buys a cookie, which can be ended
//! alone. What the requests do is the business of [`crate::events`].

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use plenary_domain::shelf::{Shelf, TRASH_DAYS};
use plenary_domain::text::Texts;
use serde::Deserialize;

use super::auth::{cookie_line, own_cookie, same_origin, set_cookie};
use super::{Error, device};
use crate::app::App;
use crate::event_file::{self, Checked, Fault};
use crate::events::{self, Refused};
use crate::guesses::Guess;
use crate::hub::HubError;
use crate::keys::{login_hash, login_secret, same};
use crate::protocol::{
    CheckedFile, EventChange, EventList, FileFault, MadeEvent, NewEvent, OrganiserLogin,
};
use crate::text_file;

/// Limit on the body of an organiser's request in bytes: an event file as JSON.
pub(super) const BODY_BYTES_MAX: usize = 3 * event_file::BYTES_MAX;
const COOKIE: &str = "plenary_organise";

/// A browser that the organiser's link let in. As an extractor it comes before the body is read.
pub(super) struct Organiser {
    login: u32,
}

impl FromRequestParts<App> for Organiser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Organiser, Error> {
        // A page of another site must not act with the organiser's cookie.
        same_origin(app, &parts.headers)?;
        let login = asker(app, &parts.headers)?;
        Ok(Organiser { login })
    }
}

/// Returns the sender's login as an organiser.
///
/// # Errors
/// `bad_link`, as a wrong guess if the sender has a cookie. Without one nobody has guessed anything.
pub(super) fn asker(app: &App, headers: &HeaderMap) -> Result<u32, Error> {
    login(app, headers).ok_or_else(|| match own_cookie(app, headers, COOKIE) {
        Some(_) => Error::bad_link().guessed(Guess::Secret),
        None => Error::bad_link(),
    })
}

/// Returns the sender's login as an organiser.
pub(super) fn login(app: &App, headers: &HeaderMap) -> Option<u32> {
    let secret = own_cookie(app, headers, COOKIE)?;
    app.organisers.login(&login_hash(secret), app.clock.now())
}

#[derive(Debug, Deserialize)]
pub(super) struct Secret {
    secret: String,
}

/// `POST /organise/auth`: trades the link's secret for a cookie.
pub(super) async fn trade(
    State(app): State<App>,
    headers: HeaderMap,
    Json(given): Json<Secret>,
) -> Result<Response, Error> {
    same_origin(&app, &headers)?;
    let generation = app.organisers.generation();
    if !same(&given.secret, &app.keys.organiser_secret(generation)) {
        return Err(Error::bad_link().guessed(Guess::Secret));
    }
    if login(&app, &headers).is_some() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let secret = login_secret(&app.clock);
    let (hash, device, at) = (login_hash(&secret), device::of(&headers), app.clock.now());
    let logged_in = app.organisers.log_in(generation, &hash, device, at).await;
    if !logged_in.map_err(|e| Error::internal(&e))? {
        return Err(Error::bad_link());
    }
    let cookie = set_cookie(&app, &headers, COOKIE, &secret);
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

/// `DELETE /organise/auth`: ends this browser's login.
pub(super) async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
    organiser: Organiser,
) -> Result<Response, Error> {
    end(&app, organiser.login).await?;
    let cookie = cookie_line(&app, &headers, COOKIE, "", 0);
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

/// `DELETE /organise/logins/ID`: ends another browser's login.
pub(super) async fn end_login(
    State(app): State<App>,
    _: Organiser,
    Path(id): Path<u32>,
) -> Result<StatusCode, Error> {
    end(&app, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(app: &App, id: u32) -> Result<(), Error> {
    let ended = app.organisers.end(id).await;
    ended.map(|_| ()).map_err(|e| Error::internal(&e))
}

/// `GET /organise/events`: the list, and what new events can begin with.
pub(super) async fn list(
    State(app): State<App>,
    organiser: Organiser,
) -> Result<Json<EventList>, Error> {
    let mut list = EventList {
        events: vec![],
        unreadable: vec![],
        templates: events::templates(),
        logins: vec![],
        own: organiser.login,
        trash_days: TRASH_DAYS as u32,
    };
    let headers = app.hub.events().into_iter();
    // Rehearsals clear away their copies.
    for header in headers.filter(|header| header.expires_at.is_none()) {
        match events::line(&app, &header).await {
            Ok(Some(line)) => list.events.push(line),
            Ok(None) => {}
            Err(HubError::NoEvent) => {}
            Err(e) => {
                tracing::warn!(code = %header.code, error = %e, "an event cannot be listed");
                list.unreadable.push(header.code);
            }
        }
    }
    list.events
        .sort_by(|a, b| (&b.date, &b.code).cmp(&(&a.date, &a.code)));
    let logins = app.organisers.logins(app.clock.now()).into_iter();
    list.logins = logins
        .map(|login| OrganiserLogin {
            id: login.id,
            device: login.device,
            at: login.at,
            seen_at: login.seen_at,
        })
        .collect();
    Ok(Json(list))
}

/// `POST /organise/check`: reads an event file, and makes nothing. The body is the file.
pub(super) async fn check(_: Organiser, file: Bytes) -> Json<CheckedFile> {
    let mut checked = CheckedFile {
        text: String::new(),
        faults: vec![],
        warnings: vec![],
        title: Texts::new(),
        sessions: 0,
        polls: 0,
        people: 0,
        terms: 0,
    };
    let text = match text_file::text_of(file.into()) {
        Ok(text) => text,
        Err((line, column, message)) => {
            checked.faults.push(FileFault {
                line: line as u32,
                column: column as u32,
                message,
            });
            return Json(checked);
        }
    };
    let (text, Checked { file, warnings }) = events::checked(text).await;
    checked.warnings = warnings.into_iter().map(fault).collect();
    match file {
        Ok(file) => {
            let program = file.program;
            checked.sessions = program.sessions.len() as u32;
            checked.polls = program.polls.len() as u32;
            checked.people = program.people.len() as u32;
            checked.terms = program.terms.len() as u32;
            checked.title = program.event.title;
        }
        Err(faults) => checked.faults = faults.into_iter().map(fault).collect(),
    }
    checked.text = text;
    Json(checked)
}

fn fault(of: Fault) -> FileFault {
    FileFault {
        line: of.line as u32,
        column: of.column as u32,
        message: of.message,
    }
}

/// `POST /organise/events`: makes an event. Answers with the link of its host.
pub(super) async fn make(
    State(app): State<App>,
    _: Organiser,
    Json(new): Json<NewEvent>,
) -> Result<Json<MadeEvent>, Error> {
    let by = app.clone();
    let header = whole(async move { events::make(&by, new).await }).await?;
    let room = app.room(&header.code).await?;
    Ok(Json(MadeEvent {
        host: app.host_link(&room),
        code: header.code,
    }))
}

/// `GET /organise/events/CODE/host`: the link of an event's host.
pub(super) async fn host(
    State(app): State<App>,
    _: Organiser,
    Path(code): Path<String>,
) -> Result<Json<MadeEvent>, Error> {
    let room = app.room(&code).await?;
    Ok(Json(MadeEvent {
        host: app.host_link(&room),
        code: room.header.code.clone(),
    }))
}

/// `GET /organise/events/CODE/file`: the event as a file.
pub(super) async fn file(
    State(app): State<App>,
    _: Organiser,
    Path(code): Path<String>,
) -> Result<Response, Error> {
    let code = crate::code::parse(&code).ok_or_else(Error::no_event)?;
    let program = events::program(&app, &code).await?;
    let named = format!("attachment; filename=\"{code}.toml\"");
    let head = [
        (
            header::CONTENT_TYPE,
            "application/toml; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, named),
    ];
    Ok((head, events::file(program, Some(code))).into_response())
}

/// `POST /organise/events/CODE`: renames an event, puts it away, throws it away or takes it back.
pub(super) async fn change(
    State(app): State<App>,
    _: Organiser,
    Path(code): Path<String>,
    Json(change): Json<EventChange>,
) -> Result<StatusCode, Error> {
    let code = crate::code::parse(&code).ok_or_else(Error::no_event)?;
    let to = match change {
        EventChange::Rename(title) => {
            whole(async move { events::rename(&app, &code, title).await }).await?;
            return Ok(StatusCode::NO_CONTENT);
        }
        EventChange::Archive => Shelf::Archived,
        EventChange::Restore => Shelf::Open,
        EventChange::Delete { code: typed } => {
            if crate::code::parse(&typed).as_ref() != Some(&code) {
                return Err(Error::new(
                    StatusCode::BAD_REQUEST,
                    "wrong_code",
                    "The code is not that of the event: nothing was deleted.",
                ));
            }
            Shelf::Trash(app.clock.now())
        }
    };
    whole(async move { Ok(app.hub.shelve(&code, to).await?) }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Does a piece of work as a whole, also if the sender hangs up.
async fn whole<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refused>> + Send + 'static,
) -> Result<T, Error> {
    match tokio::spawn(work).await {
        Ok(done) => Ok(done?),
        Err(e) => Err(Error::internal(&e)),
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        match refused {
            Refused::Hub(HubError::CodeTaken(code)) => Error::new(
                StatusCode::CONFLICT,
                "code_taken",
                format!("The code {code} is taken by another event."),
            ),
            Refused::Hub(e) => e.into(),
            Refused::Faults(_) => {
                Error::new(StatusCode::BAD_REQUEST, "bad_event", refused.to_string())
            }
            Refused::NoTemplate(_) => {
                Error::new(StatusCode::NOT_FOUND, "no_template", refused.to_string())
            }
        }
    }
}
