//! The report as a page. Hosts and rapporteurs read its draft; once it is final, those whom the host chose read its latest edition.

use std::sync::LazyLock;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plenary_domain::finding::Readers;
use plenary_domain::state::State as Event;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::Error;
use super::auth::{Page, require, viewer};
use super::lang::Wishes;
use super::qr;
use crate::app::App;
use crate::protocol::Role;
use crate::report::Report;
use crate::report::page::{How, Paper, closed, html, style};
use crate::room::Room;

/// Reports that are made at the same time. Each holds a copy of its event's state meanwhile.
const AT_ONCE: usize = 2;

static MAKING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// How the reader wants it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// Languages of the event, separated by commas, the first one large.
    #[serde(default)]
    lang: String,
    #[serde(default)]
    paper: String,
    /// The latest edition, although there is a draft.
    edition: Option<String>,
    /// The captions too.
    transcript: Option<String>,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asker {
    Guest,
    Staff,
    /// A host or a rapporteur.
    Writer,
}

/// `GET /CODE/report`.
pub(super) async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let may =
        |meant: fn(&crate::role::Entry) -> bool| require(&app, &room, &headers, meant).is_ok();
    let asker = if may(|role| role.reports) {
        Asker::Writer
    } else if may(|role| role.role.is_staff()) || is_panelist(&app, &room, &headers) {
        Asker::Staff
    } else {
        Asker::Guest
    };
    let Ok(_place) = MAKING.acquire().await else {
        return Err(Error::unready());
    };
    // The room only copies what it knows; the report is made beside it.
    let event: Event = room.read(Event::clone).await?;
    let code = room.header.code.clone();
    let wishes = Wishes::of(&headers).reader(event.event.langs());
    let langs = languages(&wanted.lang, event.event.langs(), &wishes.reads);
    let lang = langs.first().cloned().unwrap_or_default();
    let address = format!("{}/{code}/report", app.join_address(&room));
    let how = How {
        langs,
        paper: match wanted.paper.as_str() {
            "letter" => Paper::Letter,
            _ => Paper::A4,
        },
        transcript: wanted.transcript.is_some(),
        qr: qr::inline(&address),
        edition: wanted.edition.is_some(),
    };
    let made = tokio::task::spawn_blocking(move || {
        let report = readable(&event, &code, asker, wanted.edition.is_some())?;
        let style = style(&report, &how);
        let sheet = plenary_web::type_sheet();
        Some((html(&report, &how, &style, sheet.as_deref()), style))
    });
    let made = made.await.map_err(|_| Error::unready())?;
    let status = match made {
        Some(_) => StatusCode::OK,
        // Whether there is no report or it is not for the asker, the answer is the same.
        None => StatusCode::NOT_FOUND,
    };
    let (html, style) = made.unwrap_or_else(|| closed(&lang));
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'self' 'sha256-{hash}'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html,
    )
        .into_response();
    let answer = response.headers_mut();
    answer.insert(
        header::VARY,
        HeaderValue::from_static("accept-language, cookie"),
    );
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// Returns true if the sender has the link of somebody on the stage.
fn is_panelist(app: &App, room: &Room, headers: &HeaderMap) -> bool {
    let entrance = room.entrance();
    entrance.people().any(|(_, key)| {
        let page = Page {
            role: Role::Panelist,
            person: Some(key.to_owned()),
        };
        viewer(app, room, &page, headers).is_ok()
    })
}

/// Returns the report that somebody may read; None if there is none for them.
fn readable(event: &Event, code: &str, asker: Asker, edition: bool) -> Option<Report> {
    let reports = &event.reports;
    if asker == Asker::Writer && !edition && !reports.is_final() {
        return Some(Report::of(event, code));
    }
    let least = match reports.readers {
        Readers::Hosts => Asker::Writer,
        Readers::Staff => Asker::Staff,
        Readers::Everybody => Asker::Guest,
    };
    if asker < least {
        return None;
    }
    Report::edition(event, code)
}

/// Returns the languages of the page: those asked for that the event has, each once; otherwise all, the reader's first.
fn languages(asked: &str, of_event: &[String], reads: &str) -> Vec<String> {
    let mut langs: Vec<String> = vec![];
    for lang in asked.split(',') {
        if of_event.iter().any(|known| known == lang) && !langs.iter().any(|known| known == lang) {
            langs.push(lang.to_owned());
        }
    }
    if langs.is_empty() {
        langs.extend(of_event.iter().filter(|lang| *lang == reads).cloned());
        langs.extend(of_event.iter().filter(|lang| *lang != reads).cloned());
    }
    if langs.is_empty() {
        langs.push(reads.to_owned());
    }
    langs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_languages_asked_for_or_all_of_the_event() {
        let event = ["en".to_owned(), "zh-Hans".to_owned()];
        assert_eq!(languages("zh-Hans,en", &event, "en"), ["zh-Hans", "en"]);
        assert_eq!(languages("en", &event, "zh-Hans"), ["en"]);
        assert_eq!(languages("", &event, "zh-Hans"), ["zh-Hans", "en"]);
        assert_eq!(languages("tlh,en,en", &event, "en"), ["en"]);
        assert_eq!(languages("", &[], "en"), ["en"]);
    }
}
