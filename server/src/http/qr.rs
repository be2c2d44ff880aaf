//! QR codes for the join address, the hall's Wi-Fi, and role links.
//!
//! The join address is written in capitals where that changes nothing (scheme, host, and our codes), because the
//! alphanumeric mode of ISO/IEC 18004 packs it into fewer, larger modules, which the last row can read more easily.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use plenary_domain::program::Wifi;
use qrcode::{Color, EcLevel, QrCode};
use serde::Deserialize;

use super::Error;
use super::auth::require;
use crate::app::App;
use crate::protocol::Role;

/// Limit on the margin in modules; the standard requires four.
const MARGIN_MAX: u32 = 16;
/// Limit on the side length in pixels.
const SIZE_MAX: u32 = 4096;

/// How to draw a code.
#[derive(Debug, Deserialize)]
pub(super) struct Look {
    /// Side length in pixels. Without it the drawing has no fixed size.
    size: Option<u32>,
    /// Margin in modules.
    margin: Option<u32>,
    /// Error correction: l, m, q or h.
    ec: Option<String>,
    /// The colour of the modules, `rrggbb`.
    ink: Option<String>,
}

/// What else a join code contains.
#[derive(Debug, Deserialize)]
pub(super) struct With {
    /// The code of the hall as of now. The value only tells two pictures apart.
    hall: Option<String>,
}

/// `GET /CODE/qr.svg`: opens the event on a phone. With `hall`, for screens, it also says that the phone is in the hall.
pub(super) async fn join(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Query(with): Query<With>,
    Query(look): Query<Look>,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let mut text = join_text(&app.join_address(&room), &room.header.code);
    if with.hall.is_some() {
        require(&app, &room, &headers, |role| role.sees_wifi)?;
        let (hall, _) = app.keys.hall_code(&room.header, app.clock.now());
        text = format!("{text}#code={hall}");
    }
    draw(&text, &look)
}

/// `GET /CODE/wifi.svg`: joins the hall's Wi-Fi. For staff and screens only, because it contains the password.
pub(super) async fn wifi(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Query(look): Query<Look>,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_wifi)?;
    let wifi = room
        .read(|state| state.event.info.as_ref().and_then(|info| info.wifi.clone()))
        .await?;
    let wifi = wifi.ok_or_else(|| {
        Error::new(
            StatusCode::NOT_FOUND,
            "no_wifi",
            "The event file does not name a Wi-Fi.",
        )
    })?;
    draw(&wifi_text(&wifi), &look)
}

/// Whose link the code contains.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    role: Role,
    person: Option<u32>,
    /// Of a screen beside the hall's.
    screen: Option<u32>,
}

/// `GET /CODE/link.svg?role=ROLE&person=ID`: opens a role's page on another device. For roles
/// that see links only, because it contains the secret.
pub(super) async fn link(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Query(whose): Query<Whose>,
    Query(look): Query<Look>,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let links = app.links(&room);
    let link = links
        .iter()
        .find(|link| link.role == whose.role && link.person == whose.person);
    let link = link.ok_or_else(|| {
        Error::new(
            StatusCode::NOT_FOUND,
            "no_link",
            "There is no such role or person.",
        )
    })?;
    let screen = whose.screen.map(|id| format!("&screen={id}"));
    draw(
        &format!("{}{}", link.url, screen.unwrap_or_default()),
        &look,
    )
}

/// Returns the text of a join code.
pub fn join_text(base: &str, code: &str) -> String {
    let text = format!("{base}/{code}");
    let capitals = text.to_ascii_uppercase();
    let alphanumeric =
        |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
    if capitals.chars().all(alphanumeric) {
        capitals
    } else {
        text
    }
}

/// Returns the text of a Wi-Fi code, in the format that phone cameras know, with special characters escaped.
fn wifi_text(wifi: &Wifi) -> String {
    let escape = |text: &str| {
        text.chars().fold(String::new(), |mut escaped, c| {
            if r#"\;,":"#.contains(c) {
                escaped.push('\\');
            }
            escaped.push(c);
            escaped
        })
    };
    let name = escape(&wifi.name);
    match wifi.password.as_str() {
        "" => format!("WIFI:T:nopass;S:{name};;"),
        password => format!("WIFI:T:WPA;S:{name};P:{};;", escape(password)),
    }
}

pub(super) fn draw(text: &str, look: &Look) -> Result<Response, Error> {
    let bad = |what: &str| Error::new(StatusCode::BAD_REQUEST, "bad_parameter", what);
    let level = match look.ec.as_deref() {
        Some("l") => EcLevel::L,
        None | Some("m") => EcLevel::M,
        Some("q") => EcLevel::Q,
        Some("h") => EcLevel::H,
        Some(_) => return Err(bad("ec: expected l, m, q or h")),
    };
    let margin = look.margin.unwrap_or(4);
    if margin > MARGIN_MAX {
        return Err(bad("margin: expected 0 to 16 modules"));
    }
    if look
        .size
        .is_some_and(|size| !(1..=SIZE_MAX).contains(&size))
    {
        return Err(bad("size: expected 1 to 4096 pixels"));
    }
    let ink = look.ink.as_deref().unwrap_or("000000");
    if ink.len() != 6 || !ink.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(bad("ink: expected six hexadecimal digits"));
    }
    let code = QrCode::with_error_correction_level(text, level).map_err(|e| Error::internal(&e))?;
    let svg = svg(&code, margin, look.size, ink);
    Ok((
        [(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")],
        svg,
    )
        .into_response())
}

/// Returns a code as an SVG inside a page, with the clear modules around it; None for a text that is too long.
pub(super) fn inline(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(svg(&code, 4, None, "000000"))
}

/// Draws the dark modules as one path of runs, which shows no seams at any scale.
fn svg(code: &QrCode, margin: u32, size: Option<u32>, ink: &str) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (n, left, top) = (run.len(), x + margin as usize, y + margin as usize);
                path.push_str(&format!("M{left} {top}h{n}v1h-{n}z"));
            }
            x += run.len();
        }
    }
    let side = width as u32 + 2 * margin;
    let size = size
        .map(|px| format!(" width=\"{px}\" height=\"{px}\""))
        .unwrap_or_default();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"{size} shape-rendering=\"crispEdges\">\
         <path fill=\"#{ink}\" d=\"{path}\"/></svg>"
    )
}

/// Draws a code for a terminal: two modules per character, dark on light whatever the terminal's colours.
pub fn terminal(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else {
        return String::new();
    };
    let width = code.width() as i32;
    let colors = code.to_colors();
    let dark = |x: i32, y: i32| {
        (0..width).contains(&x)
            && (0..width).contains(&y)
            && colors[(y * width + x) as usize] == Color::Dark
    };
    let mut drawn = String::new();
    for y in (-4..width + 4).step_by(2) {
        drawn.push_str("  \x1b[30;107m");
        for x in -4..width + 4 {
            drawn.push(match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        drawn.push_str("\x1b[0m\n");
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_in_capitals_where_that_changes_nothing() {
        assert_eq!(
            join_text("http://192.168.8.20:8080", "CDU7K2"),
            "HTTP://192.168.8.20:8080/CDU7K2"
        );
        assert_eq!(
            join_text("http://[fe80::1]:80", "CDU7K2"),
            "http://[fe80::1]:80/CDU7K2"
        );
        let capitals = QrCode::with_error_correction_level(
            join_text("http://192.168.8.20:8080", "CDU7K2"),
            EcLevel::M,
        );
        let small =
            QrCode::with_error_correction_level("http://192.168.8.20:8080/CDU7K2", EcLevel::M);
        assert!(capitals.expect("a code").width() < small.expect("a code").width());
    }

    #[test]
    fn a_wifi_name_cannot_end_its_field() {
        let wifi = Wifi {
            name: "Hall;T:\"x\"".into(),
            password: r"a\b:c,d".into(),
        };
        assert_eq!(
            wifi_text(&wifi),
            r#"WIFI:T:WPA;S:Hall\;T\:\"x\";P:a\\b\:c\,d;;"#
        );
        assert_eq!(
            wifi_text(&Wifi {
                name: "Open".into(),
                password: String::new()
            }),
            "WIFI:T:nopass;S:Open;;"
        );
    }
}
