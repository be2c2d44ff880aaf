//! The `Accept-…` headers: lists of names with weights (RFC 9110, 12.4.2).

use axum::http::{HeaderMap, HeaderName};

/// Returns the names of a header in its order, each with its weight from 0, which refuses it, to 1. A name without a weight has 1,
/// and a weight that is no number is 0.
pub(super) fn weighted(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = (&str, f32)> {
    let lines = headers.get_all(name).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|part| {
        let mut fields = part.split(';').map(str::trim);
        let name = fields.next().unwrap_or_default();
        let weight = fields.find_map(|field| {
            let (key, weight) = field.split_once('=')?;
            key.trim().eq_ignore_ascii_case("q").then(|| weight.trim())
        });
        let weight: f32 = weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        // Not a number is no weight either.
        (name, if weight > 0.0 { weight.min(1.0) } else { 0.0 })
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};

    use super::*;

    #[test]
    fn a_weight_is_read_in_whatever_case_and_spacing() {
        let mut headers = HeaderMap::new();
        for line in ["EN;Q=0.1, fr ; q = 0.9", "de;q=nan,it;q=x,,*;v=1;q=7"] {
            headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line));
        }
        let read: Vec<(&str, f32)> = weighted(&headers, header::ACCEPT_LANGUAGE).collect();
        let expected = [
            ("EN", 0.1),
            ("fr", 0.9),
            ("de", 0.0),
            ("it", 0.0),
            ("", 1.0),
            ("*", 1.0),
        ];
        assert_eq!(read, expected);
    }
}
