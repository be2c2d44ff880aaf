//! The report as a page. Hosts and rapporteurs read its draft; once it is final, those whom the host chose read its latest edition.

use std::sync::Arc;

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
use super::auth::{Page, counted, require, viewer};
use super::fresh::Fresh;
use super::lang::Wishes;
use super::qr;
use crate::app::App;
use crate::events;
use crate::log::Position;
use crate::protocol::Role;
use crate::report::Report;
use crate::report::page::{How, Paper, closed, html, style};
use crate::report::series::{Before, Member, Series};
use crate::room::Room;

/// Reports that are made at the same time, each with a copy of its event's state: one for those who write them, and one for all others. So
/// whoever may not more than read holds nobody up who writes.
static FOR_WRITERS: Semaphore = Semaphore::const_new(1);
pub(super) static FOR_OTHERS: Semaphore = Semaphore::const_new(1);

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

/// An event's latest edition. It stays as long as nothing happens in the event: what guests erase leaves it, too.
struct Edition {
    at: Position,
    /// How many editions there were, with this one.
    count: usize,
    report: Option<Arc<Report>>,
    /// At most one for each order of some of the event's languages, paper, with or without captions, and beside the event before or not. With the
    /// moment in that event.
    pages: DashMap<Asked, (Option<Position>, Arc<Printed>)>,
}

/// How a page was asked for: its languages, whether on Letter, with captions, and as the edition, and what it is compared with.
type Asked = (Vec<String>, bool, bool, bool, Beside);

/// What a page says of the event before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Beside {
    Nothing,
    Closed,
    Report,
}

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

/// What is known of the event before this one in its series, by a report that is final and that the asker may read there.
pub(super) enum Earlier {
    None,
    Closed,
    /// With the moment in that event at which it was made.
    Told(Position, Arc<Report>),
}

impl Edition {
    async fn page(
        &self,
        report: Arc<Report>,
        earlier: Earlier,
        how: How,
    ) -> Result<Arc<Printed>, Error> {
        let (beside, at) = match &earlier {
            Earlier::None => (Beside::Nothing, None),
            Earlier::Closed => (Beside::Closed, None),
            Earlier::Told(at, _) => (Beside::Report, Some(*at)),
        };
        let key = (
            how.langs.clone(),
            how.paper == Paper::Letter,
            how.transcript,
            how.edition,
            beside,
        );
        let known = self.pages.get(&key).map(|page| page.clone());
        if let Some((of, known)) = known
            && of == at
        {
            return Ok(known);
        }
        let printed = Arc::new(print(report, earlier, how, &FOR_OTHERS).await?);
        self.pages.insert(key, (at, printed.clone()));
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
    let (asker, refused) = asker(&app, &room, &headers);
    let told = room.read(|event| {
        let langs = event.event.langs().to_vec();
        let reports = &event.reports;
        let editions = reports.editions.len();
        (langs, is_read_as_draft(event), reports.readers, editions)
    });
    let (of_event, has_draft, readers, count) = told.await?;
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
    let made = if asker == Asker::Writer {
        let report = match has_draft && !how.edition {
            true => Some(made(&room, Report::of).await?),
            false => made(&room, Report::edition).await?,
        };
        match report {
            Some(report) => {
                let earlier = earlier(&app, &editions, &room, &headers).await;
                let printed = print(Arc::new(report), earlier, how, &FOR_WRITERS);
                Some(Arc::new(printed.await?))
            }
            None => None,
        }
    } else if asker >= least(readers) {
        let edition = editions.of(&app, &room, count).await?;
        match edition.report.clone() {
            Some(report) => {
                let earlier = earlier(&app, &editions, &room, &headers).await;
                Some(edition.page(report, earlier, how).await?)
            }
            None => None,
        }
    } else {
        None
    };
    // Whether there is no report or it is not for the asker, the answer is the same.
    let is_there = made.is_some();
    let made = made.unwrap_or_else(|| {
        let (html, style) = closed(&lang);
        Arc::new(Printed::of(html, style))
    });
    Ok(counted(send(&made, is_there), refused.as_ref()))
}

/// Returns as whom a request reads an event's report, and why it is not as more.
fn asker(app: &App, room: &Room, headers: &HeaderMap) -> (Asker, Option<Error>) {
    let Err(refused) = require(app, room, headers, |role| role.reports) else {
        return (Asker::Writer, None);
    };
    let is_staff = require(app, room, headers, |role| role.role.is_staff()).is_ok();
    let asker = match is_staff || is_panelist(app, room, headers) {
        true => Asker::Staff,
        false => Asker::Guest,
    };
    (asker, Some(refused))
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

impl Editions {
    /// Returns an event's latest edition, of this many. It is looked at once a second and with each new one, and made anew if something
    /// has happened in the event.
    async fn of(&self, app: &App, room: &Room, count: usize) -> Result<Arc<Edition>, Error> {
        let holds = |edition: &Edition| edition.count >= count;
        let latest = async |known: Option<Arc<Edition>>| edition(room, known).await;
        self.0.get(app, room, holds, latest).await
    }
}

/// Returns the report of the event before this one in its series, if whoever asks may read it at that event's own address: a host of this
/// event is none of that one.
pub(super) async fn earlier(
    app: &App,
    editions: &Editions,
    room: &Room,
    headers: &HeaderMap,
) -> Earlier {
    let before = match events::before(app, room).await {
        Ok(Some(before)) => before,
        Ok(None) => return Earlier::None,
        Err(_) => return Earlier::Closed,
    };
    let (asker, _) = asker(app, &before, headers);
    let told = before.read(|event| (event.reports.readers, event.reports.editions.len()));
    let Ok((readers, count)) = told.await else {
        return Earlier::Closed;
    };
    if asker < least(readers) {
        return Earlier::Closed;
    }
    let edition = editions.of(app, &before, count).await.ok();
    match edition.and_then(|edition| Some((edition.at, edition.report.clone()?))) {
        Some((at, report)) => Earlier::Told(at, report),
        None => Earlier::Closed,
    }
}

/// Returns who must ask at least to read a final report.
fn least(readers: Readers) -> Asker {
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
        let page = Page::of(Role::Panelist, Some(key.to_owned()));
        viewer(app, room, &page, headers).is_ok()
    })
}

/// Returns true while the report is a draft, which hosts and rapporteurs read in place of an edition.
fn is_read_as_draft(event: &Event) -> bool {
    !event.reports.is_final()
}

/// Makes a report of an event for those who write it. The room only copies what it knows; the report is made beside it.
pub(super) async fn made<T: Send + 'static>(
    room: &Room,
    make: impl FnOnce(&Event, &str) -> T + Send + 'static,
) -> Result<T, Error> {
    made_in(&FOR_WRITERS, room, make).await
}

async fn made_in<T: Send + 'static>(
    line: &Semaphore,
    room: &Room,
    make: impl FnOnce(&Event, &str) -> T + Send + 'static,
) -> Result<T, Error> {
    let Ok(_place) = line.acquire().await else {
        return Err(Error::unready());
    };
    let event: Event = room.read(Event::clone).await?;
    let code = room.header.code.clone();
    let made = spawn_blocking(move || make(&event, &code));
    made.await.map_err(|e| Error::internal(&e))
}

/// Returns the latest edition: the known one, if nothing has happened since. Without one nothing is copied.
async fn edition(room: &Room, known: Option<Arc<Edition>>) -> Result<Arc<Edition>, Error> {
    let epoch = room.entrance().epoch;
    let told = room.read(|event| (event.seq, event.reports.editions.len()));
    let (seq, count) = told.await?;
    let at = Position { epoch, seq };
    if let Some(known) = known.filter(|known| known.at == at) {
        return Ok(known);
    }
    let report = match count {
        0 => None,
        _ => made_in(&FOR_OTHERS, room, Report::edition).await?,
    };
    Ok(Arc::new(Edition {
        at,
        count,
        report: report.map(Arc::new),
        pages: DashMap::new(),
    }))
}

/// Writes a page, beside the threads that serve the hall.
async fn print(
    report: Arc<Report>,
    earlier: Earlier,
    how: How,
    line: &Semaphore,
) -> Result<Printed, Error> {
    let Ok(_place) = line.acquire().await else {
        return Err(Error::unready());
    };
    let printed = spawn_blocking(move || {
        let style = style(&report, &how);
        let sheet = plenary_web::type_sheet();
        let before = match earlier {
            Earlier::None => None,
            Earlier::Closed => Some(Before::Closed),
            Earlier::Told(_, earlier) => {
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
    use std::iter::empty;
    use std::time::Duration;

    use plenary_domain::command::Command;
    use plenary_domain::role::{Actor, StaffRole};

    use super::*;
    use crate::event_file;
    use crate::http::tests::app;
    use crate::log::MemoryLog;

    const EVENT: &str = r#"
[event]
languages = ["en"]
title = "Talks"
venue = "Kunming"
date = 2018-05-17
zone = "Asia/Shanghai"
"#;

    #[tokio::test]
    async fn an_edition_is_made_anew_only_if_something_has_happened() {
        let app = app(&MemoryLog::default()).await;
        let program = event_file::parse(EVENT).expect("an event").program;
        let event = app.hub.create(program, empty(), None, None).await;
        let room = app.room(&event.expect("made").code).await.expect("opened");
        let host = async |command| {
            let done = room.order(Actor::Staff(StaffRole::Host), command).await;
            done.expect("allowed");
        };
        let finish = async || {
            let seen = room.read(|event| event.reports.rev()).await.expect("read");
            let changes = [("en".to_owned(), "More.".to_owned())].into();
            host(Command::FinishReport { seen, changes }).await;
        };
        finish().await;
        tokio::time::pause();
        let editions = Editions::default();
        let latest = async || {
            tokio::time::advance(Duration::from_secs(2)).await;
            editions.of(&app, &room, 1).await.expect("an edition")
        };
        let first = latest().await;
        assert!(first.report.is_some());
        assert!(Arc::ptr_eq(&first, &latest().await));
        let to = Readers::Everybody;
        host(Command::ShowReport { to }).await;
        assert!(!Arc::ptr_eq(&first, &latest().await));
        // Nobody waits for the next edition.
        finish().await;
        let second = editions.of(&app, &room, 2).await.expect("an edition");
        assert_eq!(second.count, 2);
    }

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
