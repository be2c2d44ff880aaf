//! The web client's files. Their names hold a hash of what is in them, so that they may be cached for ever; the icons, whose
//! names browsers know, for a day.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;

/// Tells whether the browser takes gzip; on plain http none takes more.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let encodings = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    encodings
        .split(',')
        .any(|encoding| encoding.trim().split(';').next() == Some("gzip"))
}

pub(super) async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let asset = plenary_web::asset(&file).ok_or_else(|| {
        Error::new(
            StatusCode::NOT_FOUND,
            "no_asset",
            "There is no such file in this build.",
        )
    })?;
    let etag = HeaderValue::from_static(asset.etag);
    let known = headers.get(header::IF_NONE_MATCH) == Some(&etag);
    let common = [
        (header::ETAG, etag),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.content_type),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, common).into_response()
    } else if takes_gzip(&headers) {
        (common, [(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (common, asset.bytes).into_response()
    })
}

/// The icon of a tab.
pub(super) async fn icon() -> impl IntoResponse {
    for_a_day("image/svg+xml", plenary_web::ICON_SVG.as_bytes())
}

/// The icon on a phone's home screen and in the preview of a link; old browsers have it in the tab as well.
pub(super) async fn touch_icon() -> impl IntoResponse {
    for_a_day("image/png", plenary_web::TOUCH_ICON_PNG)
}

fn for_a_day(content_type: &'static str, bytes: &'static [u8]) -> impl IntoResponse {
    let head = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (head, bytes)
}
