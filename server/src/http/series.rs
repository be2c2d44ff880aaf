//! The page of a series. An organiser sees all its events; a host sees the own event, and of those before it what this browser may read there:
//! reports that are open to everybody, or to a login that it has at that event.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::auth::require;
use super::lang::Wishes;
use super::report::{Earlier, Editions, Printed, earlier, languages, made, send};
use super::{Error, organise};
use crate::app::App;
use crate::events;
use crate::report::Report;
use crate::report::page::{How, Paper, series, series_style};
use crate::report::series::{EVENTS_MAX, Member, Series};

/// How the reader wants it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// Languages of the event, separated by commas, the first one large.
    #[serde(default)]
    lang: String,
    #[serde(default)]
    paper: String,
}

/// `GET /CODE/series`.
pub(super) async fn page(
    State(app): State<App>,
    Extension(editions): Extension<Arc<Editions>>,
    Path(code): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let organiser = organise::asker(&app, &headers);
    let is_organiser = organiser.is_ok();
    if let Err(refused) = organiser {
        let host = require(&app, &room, &headers, |role| role.sees_links);
        host.map_err(|error| Error {
            guess: error.guess.or(refused.guess),
            ..error
        })?;
    }
    let report = made(&room, Report::of).await?;
    let mut members = vec![Member::of(&report)];
    let mut hidden = 0;
    if is_organiser {
        for other in events::series(&app, &room).await {
            if other.header.id != room.header.id {
                let member = |event: &_, code: &str| Member::of(&Report::of(event, code));
                members.push(made(&other, member).await?);
            }
        }
    } else {
        let mut at = room;
        while members.len() + hidden < EVENTS_MAX
            && let Some(before) = events::before(&app, &at).await?
        {
            match earlier(&app, &editions, &at, &headers).await {
                Earlier::Told(_, report) => members.push(Member::of(&report)),
                Earlier::None | Earlier::Closed => hidden += 1,
            }
            at = before;
        }
    }
    members.sort_by(|a, b| (&a.date, &a.code).cmp(&(&b.date, &b.code)));
    let wishes = Wishes::of(&headers).reader(&report.langs);
    let how = How {
        langs: languages(&wanted.lang, &report.langs, &wishes.reads),
        paper: Paper::named(&wanted.paper),
        transcript: false,
        qr: None,
        edition: false,
    };
    let printed = spawn_blocking(move || {
        let of = Series {
            hidden: hidden as u32,
            ..Series::of(members)
        };
        let next = of.events.last().filter(|_| is_organiser);
        let next = next.map(|event| format!("/organise?next={}", event.code));
        let style = series_style(&report, &how);
        let sheet = plenary_web::type_sheet();
        let html = series(
            &report,
            &of,
            &how,
            next.as_deref(),
            &style,
            sheet.as_deref(),
        );
        Printed::of(html, style)
    });
    let printed = printed.await.map_err(|e| Error::internal(&e))?;
    Ok(send(&printed, true))
}

#[cfg(test)]
mod tests;
