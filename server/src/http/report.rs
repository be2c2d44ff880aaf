//! The report as a page. Hosts and rapporteurs read its draft; once it is final, those whom the host chose read its latest edition.

use std::sync::{Arc, LazyLock};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dashmap::DashMap;
use plenary_domain::finding::Readers;
use plenary_domain::state::State as Event;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::Error;
use super::auth::{Page, require, viewer};
use super::fresh::Fresh;
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

/// The latest edition of each event's report.
#[derive(Default)]
pub struct Editions(Fresh<Edition>);

/// An event's latest edition as it was at one moment.
struct Edition {
    least: Asker,
    report: Option<Arc<Report>>,
    /// At most one for each order of some of the event's languages, paper, and with or without captions.
    pages: DashMap<Asked, Arc<Printed>>,
}

/// How a page was asked for: its languages, and whether on Letter, with captions, and as the edition.
type Asked = (Vec<String>, bool, bool, bool);

/// A finished page.
struct Printed {
    html: Bytes,
    style: String,
}

impl Edition {
    async fn page(&self, report: Arc<Report>, how: How) -> Result<Arc<Printed>, Error> {
        let key = (
            how.langs.clone(),
            how.paper == Paper::Letter,
            how.transcript,
            how.edition,
        );
        let known = self.pages.get(&key).map(|page| page.clone());
        if let Some(known) = known {
            return Ok(known);
        }
        let printed = Arc::new(print(report, how).await?);
        self.pages.insert(key, printed.clone());
        Ok(printed)
    }
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
    Extension(editions): Extension<Arc<Editions>>,
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
    let told = room.read(|event| (event.event.langs().to_vec(), is_read_as_draft(event)));
    let (of_event, has_draft) = told.await?;
    let wishes = Wishes::of(&headers).reader(&of_event);
    let langs = languages(&wanted.lang, &of_event, &wishes.reads);
    let lang = langs.first().cloned().unwrap_or_default();
    let address = format!("{}/{}/report", app.join_address(&room), room.header.code);
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
    let made = if asker == Asker::Writer && has_draft && !how.edition {
        let report = made(&room, Report::of).await?;
        Some(Arc::new(print(Arc::new(report), how).await?))
    } else {
        let edition = editions.0.get(&app, &room, async |_| edition(&room).await);
        let edition = edition.await?;
        match edition.report.clone().filter(|_| asker >= edition.least) {
            Some(report) => Some(edition.page(report, how).await?),
            None => None,
        }
    };
    let status = match made {
        Some(_) => StatusCode::OK,
        // Whether there is no report or it is not for the asker, the answer is the same.
        None => StatusCode::NOT_FOUND,
    };
    let made = made.unwrap_or_else(|| {
        let (html, style) = closed(&lang);
        Arc::new(Printed {
            html: html.into(),
            style,
        })
    });
    let Printed { html, style } = &*made;
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'self' 'sha256-{hash}'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html.clone(),
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

/// Returns true while the report is a draft, which hosts and rapporteurs read in place of an edition.
fn is_read_as_draft(event: &Event) -> bool {
    !event.reports.is_final()
}

/// Makes a report of an event. The room only copies what it knows; the report is made beside it.
async fn made<T: Send + 'static>(
    room: &Room,
    make: impl FnOnce(&Event, &str) -> T + Send + 'static,
) -> Result<T, Error> {
    let Ok(_place) = MAKING.acquire().await else {
        return Err(Error::unready());
    };
    let event: Event = room.read(Event::clone).await?;
    let code = room.header.code.clone();
    let made = spawn_blocking(move || make(&event, &code));
    made.await.map_err(|e| Error::internal(&e))
}

/// Returns the latest edition, if anybody but hosts may read it or a host asks. Without one nothing is copied.
async fn edition(room: &Room) -> Result<Arc<Edition>, Error> {
    let told = room.read(|event| (event.reports.readers, event.reports.edition().is_some()));
    let (readers, exists) = told.await?;
    let report = match exists {
        true => made(room, Report::edition).await?.map(Arc::new),
        false => None,
    };
    Ok(Arc::new(Edition {
        least: match readers {
            Readers::Hosts => Asker::Writer,
            Readers::Staff => Asker::Staff,
            Readers::Everybody => Asker::Guest,
        },
        report,
        pages: DashMap::new(),
    }))
}

/// Writes a page, beside the threads that serve the hall.
async fn print(report: Arc<Report>, how: How) -> Result<Printed, Error> {
    let Ok(_place) = MAKING.acquire().await else {
        return Err(Error::unready());
    };
    let printed = spawn_blocking(move || {
        let style = style(&report, &how);
        let sheet = plenary_web::type_sheet();
        let html = html(&report, &how, &style, sheet.as_deref()).into();
        Printed { html, style }
    });
    printed.await.map_err(|e| Error::internal(&e))
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
