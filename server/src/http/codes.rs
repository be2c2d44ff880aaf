//! Single-use codes: a guest enters one, a host prints them. A ballot carries no code, so nothing is checked when it is sent again.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::{Extension, Json};
use dashmap::DashMap;
use plenary_domain::ids::{CodeId, Millis, ParticipantId};
use plenary_domain::role::Actor;
use serde::Deserialize;

use super::auth::{Page, require, same_origin, viewer};
use super::{Error, qr};
use crate::app::App;
use crate::guesses::Guess;
use crate::log::EventId;
use crate::protocol::{CodeCard, EnterCode, HallCode, Rejection, Role};
use crate::room::Bucket;

/// Limit on wrong codes that a guest enters at once. After them it is one a second.
const TRIES: u32 = 10;
/// Limit on guests whose tries are remembered. Who tried the longest ago is forgotten first, and may then try as a newcomer may:
/// else many made-up guests could keep everybody else from entering a code.
const TRYING_MAX: usize = 10_000;
/// A guest who has waited this long has all tries again.
const WAITED_MS: Millis = TRIES as Millis * 1000;

/// How many wrong codes each guest has entered.
#[derive(Default)]
pub struct Tries(DashMap<(EventId, ParticipantId), (Bucket, Millis)>);

impl Tries {
    /// Returns true if a guest may enter another code.
    fn take(&self, who: (EventId, ParticipantId), now: Millis) -> bool {
        if self.0.len() >= TRYING_MAX {
            self.0
                .retain(|_, (_, last)| now.saturating_sub(*last) < WAITED_MS);
        }
        if self.0.len() >= TRYING_MAX && !self.0.contains_key(&who) {
            let tried = self.0.iter().map(|tried| (tried.1, *tried.key()));
            if let Some((_, longest_ago)) = tried.min() {
                self.0.remove(&longest_ago);
            }
        }
        let mut tries = self.0.entry(who).or_insert((Bucket::full(TRIES, now), now));
        tries.1 = now;
        tries.0.take(TRIES, 1, now).is_ok()
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
    let page = Page {
        role: Role::Participant,
        person: None,
    };
    let Some(Actor::Participant(guest)) = viewer(&app, &room, &page, &headers)?.actor else {
        return Err(Error::new(
            StatusCode::UNAUTHORIZED,
            "not_joined",
            "Join the event first.",
        ));
    };
    if !tries.take((room.header.id, guest), room.now()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_codes_are_limited_for_each_guest() {
        let tries = Tries::default();
        let (ann, bob) = (
            (EventId(1), ParticipantId(0)),
            (EventId(1), ParticipantId(1)),
        );
        for _ in 0..TRIES {
            assert!(tries.take(ann, 5000));
        }
        assert!(!tries.take(ann, 5000) && tries.take(bob, 5000));
        assert!(!tries.take(ann, 5900) && tries.take(ann, 6000));
    }

    #[test]
    fn few_guests_are_remembered() {
        let tries = Tries::default();
        for guest in 0..TRYING_MAX as u32 {
            assert!(tries.take((EventId(1), ParticipantId(guest)), 0));
        }
        let late = |n: u32| (EventId(1), ParticipantId(TRYING_MAX as u32 + n));
        assert!(
            tries.take(late(0), WAITED_MS - 1),
            "others keep nobody from trying"
        );
        assert_eq!(tries.0.len(), TRYING_MAX);
        assert!(tries.take(late(1), WAITED_MS));
        assert_eq!(tries.0.len(), 2);
    }
}
