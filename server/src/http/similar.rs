//! Similar questions while a guest types: the guest may support one instead of asking it again.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use plenary_domain::role::Actor;
use plenary_domain::text::QUESTION_CHARS_MAX;

use super::Error;
use super::auth::{Page, same_origin, viewer};
use super::pace::Pace;
use crate::app::App;
use crate::protocol::{Role, Typed};
use crate::view;

/// Look-ups that a guest may make at once. After them it is one a second.
const AT_ONCE: u32 = 6;
/// Limit on the code points that are compared. A longer text is compared by its beginning.
const CHARS_MAX: usize = 2 * QUESTION_CHARS_MAX as usize;

/// How often each guest has looked.
pub struct Looks(Pace);

impl Default for Looks {
    fn default() -> Looks {
        Looks(Pace::new(AT_ONCE))
    }
}

/// `POST /CODE/similar`: the similar questions of the running session that guests see. What waits is never among them.
pub(super) async fn similar(
    State(app): State<App>,
    Extension(looks): Extension<Arc<Looks>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(typed): Json<Typed>,
) -> Result<Response, Error> {
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
    if !looks.0.take((room.header.id, guest), room.now()) {
        return Err(Error::later(
            StatusCode::TOO_MANY_REQUESTS,
            "too_fast",
            "Too many look-ups in a short time. Try again shortly.",
            1000,
        ));
    }
    let text: String = typed.text.chars().take(CHARS_MAX).collect();
    let found = room
        .read(move |state| view::similar(state, guest, &text))
        .await?;
    // An idle connection would take the place of a socket.
    Ok(([(header::CONNECTION, "close")], Json(found)).into_response())
}
