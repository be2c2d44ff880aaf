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
use crate::events;
use crate::protocol::Role;
use crate::report::Report;
use crate::report::page::{How, Paper, closed, html, style};
use crate::report::series::{Before, Member, Series};
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
pub(super) struct Printed {
    html: Bytes,
    style: String,
}

impl Printed {
    pub(super) fn of(html: String, style: String) -> Printed {
        Printed {
            html: html.into(),
            style,
        }
    }
}

/// What is known of the event before this one in its series, by a report that is final and for all who read that of this one.
pub(super) enum Earlier {
    None,
    Closed,
    Told(Arc<Report>),
}

impl Edition {
    async fn page(
        &self,
        report: Arc<Report>,
        earlier: Earlier,
        how: How,
    ) -> Result<Arc<Printed>, Error> {
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
        let printed = Arc::new(print(report, earlier, how).await?);
        self.pages.insert(key, printed.clone());
        Ok(printed)
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asker {
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
    let told = room.read(|event| {
        let langs = event.event.langs().to_vec();
        (langs, is_read_as_draft(event), event.reports.readers)
    });
    let (of_event, has_draft, readers) = told.await?;
    let wishes = Wishes::of(&headers).reader(&of_event);
    let langs = languages(&wanted.lang, &of_event, &wishes.reads);
    let lang = langs.first().cloned().unwrap_or_default();
    let address = format!("{}/{}/report", app.join_address(&room), room.header.code);
    let how = How {
        langs,
        paper: Paper::named(&wanted.paper),
        transcript: wanted.transcript.is_some(),
        qr: qr::inline(&address),
        edition: wanted.edition.is_some(),
    };
    let made = if asker == Asker::Writer && has_draft && !how.edition {
        let report = made(&room, Report::of).await?;
        let earlier = earlier(&app, &editions, &room, least(readers)).await;
        Some(Arc::new(print(Arc::new(report), earlier, how).await?))
    } else {
        let edition = editions.0.get(&app, &room, async |_| edition(&room).await);
        let edition = edition.await?;
        match edition.report.clone().filter(|_| asker >= edition.least) {
            Some(report) => {
                let earlier = earlier(&app, &editions, &room, edition.least).await;
                Some(edition.page(report, earlier, how).await?)
            }
            None => None,
        }
    };
    // Whether there is no report or it is not for the asker, the answer is the same.
    let is_there = made.is_some();
    let made = made.unwrap_or_else(|| {
        let (html, style) = closed(&lang);
        Arc::new(Printed::of(html, style))
    });
    Ok(send(&made, is_there))
}

/// Returns a finished page as an answer, and whether it is what was asked for.
pub(super) fn send(page: &Printed, is_there: bool) -> Response {
    let status = match is_there {
        true => StatusCode::OK,
        false => StatusCode::NOT_FOUND,
    };
    let Printed { html, style } = page;
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
    response
}

/// Returns the report of the event before this one in its series, if everybody may read it who may read that of this one.
pub(super) async fn earlier(app: &App, editions: &Editions, room: &Room, least: Asker) -> Earlier {
    let before = match events::before(app, room).await {
        Ok(Some(before)) => before,
        Ok(None) => return Earlier::None,
        Err(_) => return Earlier::Closed,
    };
    // That edition is at most a second old too: however many events follow it, and however many read them.
    let edition = editions
        .0
        .get(app, &before, async |_| edition(&before).await);
    let edition = edition.await.ok().filter(|edition| edition.least <= least);
    match edition.and_then(|edition| edition.report.clone()) {
        Some(report) => Earlier::Told(report),
        None => Earlier::Closed,
    }
}

/// Returns who must ask at least to read a final report.
pub(super) fn least(readers: Readers) -> Asker {
    match readers {
        Readers::Hosts => Asker::Writer,
        Readers::Staff => Asker::Staff,
        Readers::Everybody => Asker::Guest,
    }
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
pub(super) async fn made<T: Send + 'static>(
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
        least: least(readers),
        report,
        pages: DashMap::new(),
    }))
}

/// Writes a page, beside the threads that serve the hall.
async fn print(report: Arc<Report>, earlier: Earlier, how: How) -> Result<Printed, Error> {
    let Ok(_place) = MAKING.acquire().await else {
        return Err(Error::unready());
    };
    let printed = spawn_blocking(move || {
        let style = style(&report, &how);
        let sheet = plenary_web::type_sheet();
        let before = match earlier {
            Earlier::None => None,
            Earlier::Closed => Some(Before::Closed),
            Earlier::Told(earlier) => {
                let events = vec![Member::of(&earlier), Member::of(&report)];
                Some(Before::Told(Box::new(Series::of(events))))
            }
        };
        let html = html(&report, before.as_ref(), &how, &style, sheet.as_deref());
        Printed::of(html, style)
    });
    printed.await.map_err(|e| Error::internal(&e))
}

/// Returns the languages of the page: those asked for that the event has, each once; otherwise all, the reader's first.
pub(super) fn languages(asked: &str, of_event: &[String], reads: &str) -> Vec<String> {
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
