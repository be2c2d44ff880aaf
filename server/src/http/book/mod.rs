//! The book of questions: a page for everybody once a host has published it, for phones, for the screen and for paper. It needs no
//! script, and a hall that opens it at once gets the same bytes.

mod page;
#[cfg(test)]
mod tests;
mod words;

use std::io::Write;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dashmap::DashMap;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::Error;
use super::assets::takes_gzip;
use super::auth::require;
use super::fresh::Fresh;
use super::lang::{Reader, Wishes};
use crate::app::App;
use crate::view::{self, Book};

pub use page::Show;
use page::{Page, style};

/// The books of the events.
#[derive(Default)]
pub struct Books(Fresh<Edition>);

/// An event's book as it was at one moment.
struct Edition {
    book: Book,
    is_published: bool,
    /// At most one for each language of the event and of the interface, and each choice of questions.
    pages: DashMap<(Reader, Show, bool), Arc<Printed>>,
}

/// A finished page.
struct Printed {
    status: StatusCode,
    policy: String,
    etag: String,
    html: Bytes,
    gzip: Bytes,
}

/// What a reader asks for. Anything unknown is as nothing.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
    show: Option<String>,
}

/// `GET /CODE/questions`: the book. Before it is published, hosts alone see it.
pub(super) async fn page(
    State(app): State<App>,
    Extension(books): Extension<Arc<Books>>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    let read = async |before: Option<Arc<Edition>>| {
        let told = room
            .read(|event| Some((view::book(event)?, event.event.book)))
            .await?;
        let (book, is_published) = told.ok_or_else(Error::no_event)?;
        let is_same =
            |before: &Arc<Edition>| before.book == book && before.is_published == is_published;
        let known = before.filter(is_same);
        Ok(known.unwrap_or_else(|| {
            Arc::new(Edition {
                book,
                is_published,
                pages: DashMap::new(),
            })
        }))
    };
    let holds = |edition: &Edition| edition.is_published == room.entrance().is_book_published;
    let edition = books.0.get(&app, &room, holds, read).await?;
    let is_seen =
        edition.is_published || require(&app, &room, &headers, |role| role.sees_links).is_ok();
    let wishes = Wishes::of(&headers);
    let wishes = match asked.lang {
        Some(lang) => wishes.after(lang),
        None => wishes,
    };
    let reader = wishes.reader(&edition.book.langs);
    let show = match asked.show.as_deref() {
        Some("answered") => Show::Answered,
        Some("open") => Show::Open,
        Some(_) | None => Show::All,
    };
    let key = (reader, show, is_seen);
    let known = edition.pages.get(&key).map(|page| page.clone());
    let printed = match known {
        Some(printed) => printed,
        None => {
            let (of, at) = (edition.clone(), key.clone());
            let printed = spawn_blocking(move || Arc::new(print(&of, &at)));
            let printed = printed.await.map_err(|e| Error::internal(&e))?;
            edition.pages.insert(key, printed.clone());
            printed
        }
    };
    Ok(send(&headers, &printed))
}

fn print(edition: &Edition, (reader, show, is_seen): &(Reader, Show, bool)) -> Printed {
    let style = style(&edition.book);
    let is_draft = *is_seen && !edition.is_published;
    let page = Page::new(&edition.book, reader, *show, is_draft);
    let (status, html) = match is_seen {
        true => (StatusCode::OK, page.write(&style)),
        false => (StatusCode::NOT_FOUND, page.unpublished(&style)),
    };
    let hash = |bytes: &[u8]| STANDARD.encode(Sha256::digest(bytes));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    let zipped = gzip.write_all(html.as_bytes()).and_then(|()| gzip.finish());
    Printed {
        status,
        policy: format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            hash(style.as_bytes())
        ),
        etag: format!("\"{}\"", &hash(html.as_bytes())[..22]),
        html: html.into(),
        gzip: zipped.unwrap_or_default().into(),
    }
}

fn send(headers: &HeaderMap, page: &Printed) -> Response {
    let zipped = takes_gzip(headers) && !page.gzip.is_empty();
    let is_known = super::is_known(headers, &page.etag) && page.status == StatusCode::OK;
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else if zipped {
        (page.status, page.gzip.clone()).into_response()
    } else {
        (page.status, page.html.clone()).into_response()
    };
    let answer = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, "text/html; charset=utf-8");
    if zipped && !is_known {
        set(header::CONTENT_ENCODING, "gzip");
    }
    set(header::ETAG, &page.etag);
    // It is asked for again each time, because a host may take it back.
    set(header::CACHE_CONTROL, "private, no-cache");
    set(header::VARY, "accept-encoding, accept-language, cookie");
    set(header::CONTENT_SECURITY_POLICY, &page.policy);
    response
}
