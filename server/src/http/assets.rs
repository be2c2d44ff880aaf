//! The web client's files. Their names contain a hash of their content, so browsers may cache them for ever.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;

/// Returns true if the browser accepts gzip. Over plain http no browser accepts anything better.
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
