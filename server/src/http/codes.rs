//! Single-use codes: a guest enters one, a host prints them. A ballot carries no code, so nothing is checked when it is sent again.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::{Extension, Json};
use plenary_domain::ids::CodeId;
use plenary_domain::role::Actor;
use serde::Deserialize;

use super::auth::{Page, require, same_origin, viewer};
use super::pace::Pace;
use super::{Error, qr};
use crate::app::App;
use crate::guesses::Guess;
use crate::protocol::{CodeCard, EnterCode, HallCode, Rejection, Role};

/// Wrong codes that a guest may enter at once. After them it is one a second.
const TRIES: u32 = 10;

/// How many wrong codes each guest has entered.
pub struct Tries(Pace);

impl Default for Tries {
    fn default() -> Tries {
        Tries(Pace::new(TRIES))
    }
}

/// `POST /CODE/code`: binds a code to this guest, or notes that this guest is in the hall.
pub(super) async fn enter(
    State(app): State<App>,
    Extension(tries): Extension<Arc<Tries>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(entered): Json<EnterCode>,
) -> Result<StatusCode, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    let page = Page::of(Role::Participant, None);
    let Some(Actor::Participant(guest)) = viewer(&app, &room, &page, &headers)?.actor else {
        return Err(Error::new(
            StatusCode::UNAUTHORIZED,
            "not_joined",
            "Join the event first.",
        ));
    };
    if !tries.0.take((room.header.id, guest), room.now()) {
        let message = "Too many codes in a short time. Try again shortly.";
        return Err(Error::later(
            StatusCode::TOO_MANY_REQUESTS,
            "too_fast",
            message,
            1000,
        ));
    }
    let bad_code = || {
        let message = "This is not a code of this event.";
        Error::new(StatusCode::NOT_FOUND, "bad_code", message).guessed(Guess::Code)
    };
    if app
        .keys
        .is_hall_code(&room.header, &entered.code, app.clock.now())
    {
        room.enter_hall(guest).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let known = app.keys.read_code(&room.header, &entered.code);
    let taken = room.take_code(guest, known.ok_or_else(bad_code)?).await;
    match taken {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Rejection::Unknown) => Err(bad_code()),
        Err(Rejection::CodeTaken) => Err(Error::new(
            StatusCode::CONFLICT,
            "code_taken",
            "Another guest has entered this code.",
        )),
        Err(Rejection::HasCode) => Err(Error::new(
            StatusCode::CONFLICT,
            "has_code",
            "This browser has entered another code.",
        )),
        Err(other) => Err(other.into()),
    }
}

/// `GET /CODE/codes.json`: all codes, for the sheet that a host prints.
pub(super) async fn list(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<CodeCard>>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    Ok(Json(app.codes(&room).await?))
}

/// `GET /CODE/hall`: the code that the screen shows to those in the hall.
pub(super) async fn hall(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<HallCode>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_wifi)?;
    let (code, left_ms) = app.keys.hall_code(&room.header, app.clock.now());
    Ok(Json(HallCode { code, left_ms }))
}

/// Which code.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    n: u32,
}

/// `GET /CODE/code.svg?n=NUMBER`: joins the event and enters the code.
pub(super) async fn qr(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Query(which): Query<Which>,
    Query(look): Query<qr::Look>,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let id = CodeId(which.n.wrapping_sub(1));
    if !room
        .read(move |state| state.codes.get(id).is_some())
        .await?
    {
        return Err(Error::new(
            StatusCode::NOT_FOUND,
            "no_code",
            "There is no code with this number.",
        ));
    }
    qr::draw(&app.code_url(&room, id), &look)
}
