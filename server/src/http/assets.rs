//! The web client's files. Their names contain a hash of their content, so browsers may cache them for ever. Icons have fixed
//! names, and are cached for a day.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;
use super::accept::weighted;

/// Returns true if the browser accepts gzip. Over plain http none accepts anything better. A weight of 0 refuses it (RFC 9110,
/// 12.5.3).
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = |names: &[&str]| {
        let is_named = |coding: &str| names.iter().any(|name| coding.eq_ignore_ascii_case(name));
        let mut codings = weighted(headers, header::ACCEPT_ENCODING);
        codings
            .find(|(coding, _)| is_named(coding))
            .map(|(_, weight)| weight > 0.0)
    };
    said(&["gzip", "x-gzip"]).or(said(&["*"])).unwrap_or(false)
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
        // For a page in a frame without an origin. They are public, and the same for everybody.
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
    ];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, common).into_response()
    } else if let Some(gzip) = asset.gzip.filter(|_| takes_gzip(&headers)) {
        (common, [(header::CONTENT_ENCODING, "gzip")], gzip).into_response()
    } else {
        (common, asset.bytes).into_response()
    })
}

/// The icon for a tab.
pub(super) async fn icon() -> impl IntoResponse {
    for_a_day(
        "image/svg+xml; charset=utf-8",
        plenary_web::ICON_SVG.as_bytes(),
    )
}

/// The icon for a phone's home screen and for link previews. Old browsers also show it in the tab.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_nothing_refuses_gzip() {
        let takes = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
            }
            takes_gzip(&headers)
        };
        for refused in [
            "",
            "identity",
            "gzip;q=0",
            "gzip; q=0.000, br",
            "GZIP ; Q=0",
            "gzip;q=0, *",
            "br, *;q=0",
            "gzip;q=no",
        ] {
            assert!(!takes(&[refused]), "{refused}");
        }
        for taken in [
            "gzip",
            "br;q=1.0, gzip;q=0.8",
            "x-gzip",
            "Gzip;q=0.001",
            "*",
            "identity;q=0, *;q=0.5",
        ] {
            assert!(takes(&[taken]), "{taken}");
        }
        assert!(takes(&["br", "gzip"]));
        assert!(!takes(&[]));
    }
}
