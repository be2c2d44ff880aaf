//! The captions of a session as a transcript: WebVTT for players, and text.

use std::fmt::Write;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use plenary_domain::captions::Line;
use plenary_domain::ids::{Millis, SessionId};
use plenary_domain::state::State as Event;
use serde::Deserialize;

use super::Error;
use super::auth::require;
use super::pages::home_page;
use crate::app::App;
use crate::code;
use crate::role::CaptionSight;

/// How long the last of several lines stays, and any line that nothing follows.
const LINE_MS_MAX: u64 = 6000;

/// Which transcript.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    session: u32,
    lang: String,
}

/// `GET /CODE/captions`: the desk, by the name that people look for. Nothing but a code leads on: an empty one would begin the address
/// of another host.
pub(super) async fn desk(Path(code): Path<String>, headers: HeaderMap) -> Response {
    match code::parse(&code) {
        Some(code) => Redirect::to(&format!("/{code}/captioner")).into_response(),
        None => home_page(&headers, Some(&code)),
    }
}

/// `GET /CODE/transcript.vtt`: WebVTT, whose times begin with the first caption of the session.
pub(super) async fn vtt(
    state: State<App>,
    path: Path<String>,
    of: Query<Of>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    transcript(state, path, of, headers, "vtt", write_vtt).await
}

/// `GET /CODE/transcript.txt`: a line of text for each caption.
pub(super) async fn text(
    state: State<App>,
    path: Path<String>,
    of: Query<Of>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    transcript(state, path, of, headers, "txt", write_text).await
}

async fn transcript(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(Of { session, lang }): Query<Of>,
    headers: HeaderMap,
    kind: &'static str,
    write: fn(&[&Line], Millis) -> String,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| {
        role.captions == CaptionSight::Write || role.sees_links
    })?;
    let code = room.header.code.clone();
    let file = format!("attachment; filename=\"{code}-{session}-{lang}.{kind}\"");
    let written = room
        .read(move |event| read(event, SessionId(session), &lang, write))
        .await?;
    let none = || {
        let message = "The event has no such session or language.";
        Error::new(StatusCode::NOT_FOUND, "unknown", message)
    };
    let mime = match kind {
        "vtt" => "text/vtt; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, written.ok_or_else(none)?).into_response())
}

fn read(
    event: &Event,
    session: SessionId,
    lang: &str,
    write: fn(&[&Line], Millis) -> String,
) -> Option<String> {
    let langs = &event.event.info.as_ref()?.langs;
    event.sessions.get(session)?;
    langs.iter().find(|one| *one == lang)?;
    // The same beginning in all languages.
    let firsts = langs.iter().filter_map(|lang| {
        let first = event.captions.of(session, lang).next()?;
        Some(first.at)
    });
    let began = firsts.min().unwrap_or_default();
    let lines: Vec<&Line> = event.captions.of(session, lang).collect();
    Some(write(&lines, began))
}

fn write_vtt(lines: &[&Line], began: Millis) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for (n, line) in lines.iter().enumerate() {
        let from = line.at - began;
        let next = lines.get(n + 1).map(|next| next.at - began);
        let until = next.unwrap_or(u64::MAX).min(from + LINE_MS_MAX);
        let until = until.max(from + 1);
        let text = line.text.replace('&', "&amp;");
        let text = text.replace('<', "&lt;").replace('>', "&gt;");
        let _ = write!(out, "\n{} --> {}\n{text}\n", time(from), time(until));
    }
    out
}

fn write_text(lines: &[&Line], _: Millis) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

fn time(ms: u64) -> String {
    let s = ms / 1000;
    let (hours, minutes) = (s / 3600, s / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{:03}", s % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[(&str, u64)]) -> Vec<Line> {
        let line = |(text, at): &(&str, u64)| Line {
            session: SessionId(0),
            text: (*text).to_owned(),
            at: *at,
        };
        texts.iter().map(line).collect()
    }

    #[test]
    fn a_line_stays_until_the_next_one_and_six_seconds_at_most() {
        let lines = lines(&[
            ("Good afternoon.", 1000),
            ("Heat & \"cold\" --> river", 3500),
            ("江水供热。", 3_700_000),
            ("At once.", 3_700_000),
        ]);
        let lines: Vec<&Line> = lines.iter().collect();
        assert_eq!(
            write_vtt(&lines, 1000),
            "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nGood afternoon.\n\n\
             00:00:02.500 --> 00:00:08.500\nHeat &amp; \"cold\" --&gt; river\n\n\
             01:01:39.000 --> 01:01:39.001\n江水供热。\n\n\
             01:01:39.000 --> 01:01:45.000\nAt once.\n"
        );
        assert_eq!(
            write_text(&lines[..2], 1000),
            "Good afternoon.\nHeat & \"cold\" --> river\n"
        );
    }
}
