//! The checklist of a host, and the rehearsal from the page.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

use super::Error;
use super::auth::{require, same_origin};
use crate::app::App;
use crate::events;
use crate::protocol::{REHEARSAL_PHONES_MAX, Readiness, Rehearse};
use crate::rehearsals::Busy;
use crate::room::Room;

/// Returns the room for a host.
async fn room_of(app: &App, code: &str, headers: &HeaderMap) -> Result<Room, Error> {
    let room = app.room(code).await?;
    require(app, &room, headers, |role| role.sees_links)?;
    Ok(room)
}

/// `GET /CODE/readiness`: what is ready and what is not, with the last rehearsal.
pub(super) async fn readiness(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Readiness>, Error> {
    let room = room_of(&app, &code, &headers).await?;
    Ok(Json(events::readiness(&app, &room).await?))
}

/// `POST /CODE/rehearse`: plays the event on a copy of it.
pub(super) async fn start(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(Rehearse { phones }): Json<Rehearse>,
) -> Result<StatusCode, Error> {
    same_origin(&app, &headers)?;
    let room = room_of(&app, &code, &headers).await?;
    if !(1..=REHEARSAL_PHONES_MAX).contains(&phones) {
        let message = format!("phones: expected 1 to {REHEARSAL_PHONES_MAX}");
        return Err(Error::new(
            StatusCode::BAD_REQUEST,
            "bad_parameter",
            message,
        ));
    }
    if room.header.expires_at.is_some() {
        let message = "This is a rehearsal's copy, which nobody rehearses.";
        return Err(Error::new(StatusCode::FORBIDDEN, "is_a_copy", message));
    }
    let own = app.rehearsals.own().ok_or_else(Error::unready)?;
    let link = app.host_link_at(&room, own);
    let code = room.header.code.clone();
    app.rehearsals
        .start(code, link, phones, &app.clock)
        .map_err(|Busy| {
            let message = "Another rehearsal is playing on this server. Wait until it is over.";
            Error::new(StatusCode::CONFLICT, "rehearsing", message)
        })?;
    Ok(StatusCode::ACCEPTED)
}

/// `DELETE /CODE/rehearse`: stops it.
pub(super) async fn stop(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    same_origin(&app, &headers)?;
    let room = room_of(&app, &code, &headers).await?;
    app.rehearsals.stop(&room.header.code);
    Ok(StatusCode::NO_CONTENT)
}
