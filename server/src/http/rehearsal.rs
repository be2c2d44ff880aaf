//! Copies of an event for rehearsals. The host's cookie of the event creates them, the host's cookie of the copy
//! deletes them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::Error;
use super::auth::{require, same_origin};
use crate::app::App;
use crate::hub::HubError;
use crate::protocol::Role;

/// Limit on the phones of a rehearsal.
const PHONES_MAX: u32 = 50_000;

#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    /// Number of phones. The copy allows that many to join at once.
    phones: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct Copy {
    code: String,
    /// The copy's host link.
    host: String,
}

pub(super) async fn start(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(wish): Json<Wish>,
) -> Result<Json<Copy>, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    if wish.phones > PHONES_MAX {
        return Err(Error::new(
            StatusCode::BAD_REQUEST,
            "bad_parameter",
            format!("phones: expected at most {PHONES_MAX}"),
        ));
    }
    let hub = app.hub.clone();
    let code = room.header.code.clone();
    let copy = whole(async move { hub.copy_for_rehearsal(&code, wish.phones).await }).await?;
    let links = app.links(&app.room(&copy.code).await?);
    let host = links
        .into_iter()
        .find(|link| link.role == Role::Host)
        .map(|link| link.url)
        .unwrap_or_default();
    Ok(Json(Copy {
        code: copy.code,
        host,
    }))
}

pub(super) async fn end(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    if room.header.expires_at.is_none() {
        return Err(Error::new(
            StatusCode::FORBIDDEN,
            "not_a_copy",
            "This is an event and not a rehearsal's copy.",
        ));
    }
    let hub = app.hub.clone();
    whole(async move { hub.delete(&room.header.code).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Completes an operation even if the client hangs up, so no event is left half done.
async fn whole<T: Send + 'static>(
    work: impl Future<Output = Result<T, HubError>> + Send + 'static,
) -> Result<T, Error> {
    match tokio::spawn(work).await {
        Ok(done) => Ok(done?),
        Err(e) => Err(Error::internal(&e)),
    }
}
