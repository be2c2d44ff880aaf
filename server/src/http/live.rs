//! What anybody may read of an event at this moment, for other sites and displays.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::fresh::Fresh;
use super::{Error, is_known};
use crate::app::App;
use crate::live::Live;

/// The latest document of each event.
#[derive(Default)]
pub struct Lives(Fresh<Live>);

/// `GET /CODE/live.json`: the public items, at most a second old.
pub(super) async fn json(
    State(app): State<App>,
    Extension(lives): Extension<Arc<Lives>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let read = async |_| Ok(Arc::new(Live::read(&room).await?));
    let live = lives.0.get(&app, &room, |_| true, read).await?;
    let etag = HeaderValue::from_str(&live.etag).map_err(|e| Error::internal(&e))?;
    let common = [
        (header::ETAG, etag),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=1"),
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        // Anybody may read it anyway.
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
    ];
    Ok(match is_known(&headers, &live.etag) {
        true => (StatusCode::NOT_MODIFIED, common).into_response(),
        false => (common, Bytes::from(live.json.clone())).into_response(),
    })
}
