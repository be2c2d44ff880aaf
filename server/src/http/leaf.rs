//! Everything about one question, for the desks that screen questions.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use plenary_domain::ids::QuestionId;

use super::Error;
use super::auth::require;
use crate::app::App;
use crate::protocol::Leaf;
use crate::view;

/// `GET /CODE/questions/ID`: what happened to a question, and what colleagues noted.
pub(super) async fn json(
    State(app): State<App>,
    Path((code, id)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Json<Leaf>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.screens_entries)?;
    let leaf = room
        .read(move |event| view::leaf(event, QuestionId(id)))
        .await?;
    let unknown = || {
        Error::new(
            StatusCode::NOT_FOUND,
            "unknown",
            "There is no such question.",
        )
    };
    Ok(Json(leaf.ok_or_else(unknown)?))
}
