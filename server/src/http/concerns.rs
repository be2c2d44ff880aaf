//! Whom a mute would concern.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use plenary_domain::ids::{EntryId, NicknameId, QuestionId};
use plenary_domain::people::mutes::Writing;
use serde::Deserialize;

use super::Error;
use super::auth::require;
use crate::app::App;
use crate::protocol::Concerns;

/// What a guest wrote: one of these.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    question: Option<u32>,
    entry: Option<u32>,
    nickname: Option<u32>,
}

impl Of {
    fn writing(&self) -> Option<Writing> {
        let question = self.question.map(|id| Writing::Question(QuestionId(id)));
        let entry = self.entry.map(|id| Writing::Entry(EntryId(id)));
        let nickname = self.nickname.map(|id| Writing::Nickname(NicknameId(id)));
        question.or(entry).or(nickname)
    }
}

/// `GET /CODE/concerns`: how many guests a mute would concern, and how much that waits.
pub(super) async fn concerns(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(of): Query<Of>,
    headers: HeaderMap,
) -> Result<Json<Concerns>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.screens_entries)?;
    let told = match of.writing() {
        Some(of) => room.concerns(of).await?,
        None => None,
    };
    let gone = || {
        let message = "Nobody wrote this, or it is gone.";
        Error::new(StatusCode::NOT_FOUND, "no_writing", message)
    };
    Ok(Json(told.ok_or_else(gone)?))
}
