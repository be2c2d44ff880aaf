//! A guest's own data as a file.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use plenary_domain::role::Actor;

use super::Error;
use super::auth::{Page, viewer};
use crate::app::App;
use crate::protocol::Role;
use crate::view;

/// `GET /CODE/mine.json`: everything that is stored about this browser's guest, as a file to save.
pub(super) async fn json(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let page = Page::of(Role::Participant, None);
    let Some(Actor::Participant(guest)) = viewer(&app, &room, &page, &headers)?.actor else {
        let message = "Nothing is stored about this browser: it has not joined the event.";
        return Err(Error::new(StatusCode::UNAUTHORIZED, "not_joined", message));
    };
    let code = room.header.code.clone();
    let file = format!("attachment; filename=\"{code}-mine.json\"");
    let kept = room
        .read(move |event| view::kept(event, &code, guest))
        .await?;
    Ok(([(header::CONTENT_DISPOSITION, file)], Json(kept)).into_response())
}
