//! The web client's files. Their names hold a hash of what is in them, so that they may be cached for ever; the icons, whose
//! names browsers know, for a day.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;

/// Returns true if the browser accepts gzip. Over plain http none accepts anything better. A weight of 0 refuses it (RFC 9110,
/// 12.5.3).
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).into_iter();
    let codings = lines.filter_map(|line| line.to_str().ok());
    let codings = codings.flat_map(|line| line.split(',')).map(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| {
            let (key, weight) = part.split_once('=')?;
            key.trim().eq_ignore_ascii_case("q").then(|| weight.trim())
        });
        let is_taken = weight.is_none_or(|weight| weight.parse().is_ok_and(|q: f32| q > 0.0));
        (name, is_taken)
    });
    let codings: Vec<(String, bool)> = codings.collect();
    let said = |names: &[&str]| {
        let of_name = codings
            .iter()
            .find(|(name, _)| names.contains(&name.as_str()));
        of_name.map(|(_, is_taken)| *is_taken)
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
    ];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, common).into_response()
    } else if let Some(gzip) = asset.gzip.filter(|_| takes_gzip(&headers)) {
        (common, [(header::CONTENT_ENCODING, "gzip")], gzip).into_response()
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
