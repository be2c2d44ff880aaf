//! An event as files to save: read off the room from a copy of its state, and sent as they are written.

use std::io::{self, Write};
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::mpsc::{Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::Error;
use super::auth::require;
use crate::app::App;
use crate::export::Format;
use crate::report::Report;

/// Limit on the files that are written at a time, which bounds their memory.
const AT_ONCE_MAX: usize = 2;
/// Bytes that go out together.
const CHUNK_BYTES: usize = 64 << 10;
/// Chunks that wait for a slow line. The writer waits then.
const CHUNKS_MAX: usize = 4;

static ROOM: LazyLock<std::sync::Arc<Semaphore>> =
    LazyLock::new(|| std::sync::Arc::new(Semaphore::new(AT_ONCE_MAX)));

/// `GET /CODE/export.xlsx`.
pub(super) async fn xlsx(
    app: State<App>,
    code: Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    file(app, code, headers, Format::Xlsx).await
}

/// `GET /CODE/export.csv.zip`.
pub(super) async fn csv(
    app: State<App>,
    code: Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    file(app, code, headers, Format::Csv).await
}

/// `GET /CODE/charts.zip`.
pub(super) async fn charts(
    app: State<App>,
    code: Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    file(app, code, headers, Format::Charts).await
}

/// `GET /CODE/questions.md`.
pub(super) async fn questions(
    app: State<App>,
    code: Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    file(app, code, headers, Format::Questions).await
}

async fn file(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    format: Format,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let Ok(place) = ROOM.clone().try_acquire_owned() else {
        let message = "Other files are being made. Try again in a moment.";
        return Err(Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            message,
            2000,
        ));
    };
    let code = room.header.code.clone();
    let name = format!("attachment; filename=\"{}\"", format.file(&code));
    // A copy, so that the room goes on, also if the event is deleted meanwhile.
    let state = room.read(Clone::clone).await?;
    let (to, mut chunks) = channel::<io::Result<Bytes>>(CHUNKS_MAX);
    spawn_blocking(move || {
        let report = Report::of(&state, &code);
        drop(state);
        write(format, &report, to, place);
    });
    let chunks = stream::poll_fn(move |context| chunks.poll_recv(context));
    let head = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((head, Body::from_stream(chunks)).into_response())
}

fn write(
    format: Format,
    report: &Report,
    to: Sender<io::Result<Bytes>>,
    place: OwnedSemaphorePermit,
) {
    let mut pipe = Pipe {
        to,
        chunk: Vec::with_capacity(CHUNK_BYTES),
    };
    let written = format.write(report, &mut pipe).and_then(|()| pipe.flush());
    if let Err(e) = written
        && e.kind() != io::ErrorKind::BrokenPipe
    {
        tracing::error!(%e, ?format, "a file was cut off");
        // The browser sees that it is not whole.
        let _ = pipe.to.blocking_send(Err(e));
    }
    drop(place);
}

/// A writer whose reader is a browser. It waits while the line is slow, and fails when the browser is gone.
struct Pipe {
    to: Sender<io::Result<Bytes>>,
    chunk: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK_BYTES));
        let sent = self.to.blocking_send(Ok(chunk.into()));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::iter::empty;

    use axum::Extension;
    use axum::body::to_bytes;
    use axum::http::Request;
    use plenary_domain::role::StaffRole;
    use tower::{Layer, Service};
    use zip::ZipArchive;

    use super::*;
    use crate::address::Address;
    use crate::event_file;
    use crate::http::gate::Caller;
    use crate::http::router;
    use crate::http::tests::app;
    use crate::keys::{login_hash, login_secret};
    use crate::log::MemoryLog;
    use crate::server::DEMO;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_file_of_an_event_that_is_deleted_meanwhile_is_whole() {
        let app = app(&MemoryLog::default()).await;
        let program = event_file::parse(DEMO).expect("the demo").program;
        let event = app.hub.create(program, empty(), None, None).await;
        let code = event.expect("made").code;
        let room = app.room(&code).await.expect("opened");
        let secret = login_secret(&app.clock);
        let logged_in = room.log_in(StaffRole::Host, 0, login_hash(&secret), String::new());
        logged_in.await.expect("let in");
        let get = async |cookie: &str| {
            let request = Request::get(format!("/{code}/export.csv.zip"))
                .header(header::COOKIE, format!("plenary_{code}_host={cookie}"))
                .body(Body::empty());
            let caller = Extension(Caller(Address::default()));
            let mut router = caller.layer(router(app.clone()));
            let Ok(answer) = router.call(request.expect("a request")).await;
            answer
        };
        assert_eq!(get("another").await.status(), StatusCode::UNAUTHORIZED);
        let begun = get(&secret).await;
        assert_eq!(begun.status(), StatusCode::OK);
        app.hub.delete(&code).await.expect("deleted");
        let bytes = to_bytes(begun.into_body(), 4 << 20).await.expect("whole");
        let zip = ZipArchive::new(Cursor::new(bytes.to_vec())).expect("an archive");
        assert_eq!(zip.len(), 12);
        assert_eq!(get(&secret).await.status(), StatusCode::NOT_FOUND);
    }
}
