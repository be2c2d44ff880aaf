//! `GET /CODE/pictures/HASH/SIZE`: the picture of an option. Its address names its content and cannot be guessed, so everybody who knows
//! it may see it: the views of guests name it only once its poll has opened.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;
use crate::app::App;
use crate::code;
use crate::hub::HubError;
use crate::images::{self, Size};

pub(super) async fn picture(
    State(app): State<App>,
    Path((code, hash, size)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let missing = || {
        Error::new(
            StatusCode::NOT_FOUND,
            "no_picture",
            "The event has no such picture.",
        )
    };
    let code = code::parse(&code).ok_or(HubError::NoEvent)?;
    let size = Size::named(&size).ok_or_else(missing)?;
    let bytes = app.hub.picture(&code, &hash, size).await?;
    let bytes = bytes.ok_or_else(missing)?;
    let content_type = images::content_type(&bytes).ok_or_else(missing)?;
    let head = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        // A browser opens several connections for pictures. Idle, they would hold places that phones need for their sockets.
        (header::CONNECTION, "close"),
    ];
    Ok((head, bytes).into_response())
}
