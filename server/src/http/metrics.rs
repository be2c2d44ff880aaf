//! The operator's own address: `/metrics` for Prometheus, and the health checks again. It has a listener of its own, so
//! that a crowd at the door keeps nobody from looking, and few connections, so that whoever looks costs the hall nothing.

use std::convert::Infallible;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use plenary_domain::ids::Millis;
use rlimit::Resource;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::{auth, hosts};
use crate::app::{App, Storage};
use crate::backup;
use crate::metrics::{self, Histogram, OfShard, Page, SHARDS};
use crate::protocol::Role;
use crate::role;

/// Limit on connections at the same time.
pub const CONNECTIONS_MAX: usize = 8;
/// Time limit for a connection, which makes one request.
const CONNECTION: Duration = Duration::from_secs(10);
/// Time limit for the log to take a probe.
const PROBE: Duration = Duration::from_secs(2);
/// Pause after the operating system refused a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// What is told, beside what the process counts.
pub struct Told {
    pub app: App,
    pub started_at: Millis,
}

/// Binds the operator's address.
///
/// # Errors
/// Errors of the operating system, for example if the port is taken.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Answers until the task is aborted.
pub async fn serve(listener: TcpListener, told: Told) {
    let (told, places) = (Arc::new(told), Arc::new(Semaphore::new(CONNECTIONS_MAX)));
    loop {
        // The semaphore is never closed.
        let place = places.clone().acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let told = told.clone();
                tokio::spawn(async move {
                    let _ = timeout(CONNECTION, connection(stream, told)).await;
                    drop(place);
                });
            }
            Err(e) => {
                tracing::debug!(error = %e, "cannot accept a connection for metrics");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, told: Arc<Told>) {
    let local = stream.local_addr().ok();
    let service = service_fn(move |request| answer(told.clone(), local, request));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).keep_alive(false);
    // Whoever hangs up is not worth a line.
    let _ = builder
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    told: Arc<Told>,
    local: Option<SocketAddr>,
    request: Request<Incoming>,
) -> Result<Response<String>, Infallible> {
    let path = request.uri().path();
    // A site's name for this machine makes its pages pages of this address, on this machine alone. Elsewhere a monitor may know the
    // machine by whatever name.
    let is_loopback = local.is_none_or(|local| local.ip().to_canonical().is_loopback());
    let is_named = !is_loopback || hosts::is_loopback(auth::host(request.headers()));
    let (status, text) = match (request.method(), path) {
        (&Method::GET, "/metrics") if !is_named => (
            StatusCode::MISDIRECTED_REQUEST,
            "name this machine as localhost, or by the address that --admin has\n".to_owned(),
        ),
        (&Method::GET, "/metrics") => (StatusCode::OK, page(&told).await),
        (&Method::GET, "/healthz") => (StatusCode::OK, "ok\n".to_owned()),
        (&Method::GET, "/readyz") => match is_writable(&told).await {
            true => (StatusCode::OK, "ready\n".to_owned()),
            false => (StatusCode::SERVICE_UNAVAILABLE, "cannot write\n".to_owned()),
        },
        _ => (
            StatusCode::NOT_FOUND,
            "GET /metrics, /healthz or /readyz\n".to_owned(),
        ),
    };
    let mut response = Response::new(text);
    *response.status_mut() = status;
    let kind = HeaderValue::from_static(Page::CONTENT_TYPE);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(response)
}

async fn is_writable(told: &Told) -> bool {
    matches!(timeout(PROBE, told.app.hub.check()).await, Ok(Ok(())))
}

async fn page(told: &Arc<Told>) -> String {
    let is_writable = is_writable(told).await;
    let (told, mut page) = (told.clone(), Page::default());
    sockets(&mut page);
    commands(&mut page);
    log(&mut page, is_writable);
    hall(&mut page, &told);
    // It looks at files.
    let machine = spawn_blocking(move || {
        machine(&mut page, &told.app.storage);
        page
    });
    machine.await.unwrap_or_default().text()
}

fn one<V>(value: V) -> [(String, V); 1] {
    [(String::new(), value)]
}

fn label<V>(name: &str, value: impl std::fmt::Display, count: V) -> (String, V) {
    (format!("{name}=\"{value}\""), count)
}

fn sockets(page: &mut Page) {
    let roles = Role::ALL.map(|of| {
        let counts = SHARDS.iter();
        let counts = counts.map(|shard| shard.sockets[of as usize].get());
        label("audience", role::of(of).name, counts.sum::<i64>())
    });
    page.gauge("plenary_sockets", "Sockets by audience.", roles);
    let mut shed = SHARDS[0]
        .shed
        .all()
        .map(|(why, _)| (why, 0))
        .collect::<Vec<_>>();
    for shard in &SHARDS {
        for ((_, sum), (_, count)) in shed.iter_mut().zip(shard.shed.all()) {
            *sum += count;
        }
    }
    shed.push(("request", metrics::CUT.get()));
    page.counter(
        "plenary_shed_total",
        "Clients that the server ended, by reason.",
        shed.into_iter().map(|(why, n)| label("reason", why, n)),
    );
    let refused = metrics::REFUSED.all();
    page.counter(
        "plenary_refused_total",
        "Clients that were not let in, by reason.",
        refused.map(|(why, n)| label("reason", why, n)),
    );
    let times = |of: fn(&OfShard) -> &Histogram| Histogram::all(SHARDS.iter().map(of));
    page.histogram(
        "plenary_ack_seconds",
        "From a command's arrival to its answer's departure.",
        times(|shard| &shard.acks),
    );
    page.histogram(
        "plenary_sweep_seconds",
        "From a view's publication until all sockets of its audience in one shard were written to.",
        times(|shard| &shard.sweeps),
    );
}

fn commands(page: &mut Page) {
    let all = metrics::COMMANDS.all();
    page.counter(
        "plenary_commands_total",
        "Commands of clients by kind and outcome.",
        all.map(|(kind, outcome, n)| (format!("kind=\"{kind}\",outcome=\"{outcome}\""), n)),
    );
    page.histogram(
        "plenary_turn_messages",
        "Messages that a room took in one turn.",
        Histogram::all([&metrics::TURNS]),
    );
}

fn log(page: &mut Page, is_writable: bool) {
    page.gauge(
        "plenary_log_writable",
        "1 if the log has just taken a probe.",
        one(u8::from(is_writable)),
    );
    let appends = metrics::APPENDS.all();
    page.counter(
        "plenary_appends_total",
        "Batches of rooms by outcome.",
        appends.map(|(outcome, n)| label("outcome", outcome, n)),
    );
    page.histogram(
        "plenary_commit_batches",
        "Batches of rooms in one transaction.",
        Histogram::all([&metrics::MERGED]),
    );
    page.histogram(
        "plenary_commit_seconds",
        "A transaction of the log, from its begin to its end.",
        Histogram::all([&metrics::COMMITS]),
    );
    page.histogram(
        "plenary_fsync_seconds",
        "The end of a transaction: its pages are written to the write-ahead log and synced.",
        Histogram::all([&metrics::SYNCS]),
    );
}

fn hall(page: &mut Page, told: &Told) {
    let app = &told.app;
    let rooms = app.hub.open_rooms();
    page.gauge("plenary_events", "Events.", one(app.hub.events().len()));
    page.gauge("plenary_rooms", "Open rooms.", one(rooms.len()));
    let waiting = rooms.iter().map(|room| room.waiting());
    let (staff, guests) = waiting.fold((0, 0), |most, (staff, guests)| {
        (most.0.max(staff), most.1.max(guests))
    });
    page.gauge(
        "plenary_mailbox_messages",
        "Messages that wait for the busiest room.",
        [("staff", staff), ("guests", guests)].map(|(of, n)| label("mailbox", of, n)),
    );
    page.gauge(
        "plenary_connections_free",
        "Connections that there are places for.",
        one(app.sockets.places.free()),
    );
    let now = app.clock.now();
    let taken = app.storage.taken.at();
    let backups = app.storage.backups.as_ref();
    // Without any, as old as the server: so a first one that fails is noticed as well.
    let last = taken.or(backups.map(|_| told.started_at));
    page.gauge(
        "plenary_backup_age_seconds",
        "Age of the last backup, or of the server if it has taken none.",
        last.map(|last| (String::new(), now.saturating_sub(last) / 1000)),
    );
    page.gauge(
        "plenary_backup_interval_seconds",
        "Interval between the server's own backups.",
        backups.map(|(_, every)| (String::new(), every.as_secs())),
    );
    let (version, build) = (env!("CARGO_PKG_VERSION"), plenary_web::build_id());
    page.gauge(
        "plenary_build_info",
        "Always 1.",
        [(format!("version=\"{version}\",build=\"{build}\""), 1)],
    );
    page.gauge(
        "process_start_time_seconds",
        "When the server started, in seconds since 1970.",
        one(told.started_at as f64 / 1000.0),
    );
}

fn machine(page: &mut Page, storage: &Storage) {
    let size = |name: &str| {
        let bytes = fs::metadata(storage.folder.join(name)).map_or(0, |file| file.len());
        label("file", name, bytes)
    };
    page.gauge(
        "plenary_log_bytes",
        "Size of the log and of its write-ahead log.",
        [backup::LOG, "log.sqlite-wal"].map(size),
    );
    let backups = storage
        .backups
        .as_ref()
        .map(|(to, _)| ("backups", to.as_path()));
    let folders = [("data", storage.folder.as_path())]
        .into_iter()
        .chain(backups);
    let free = |path: &Path| rustix::fs::statvfs(path).ok();
    let disks = folders.filter_map(|(of, path)| Some((of, free(path)?)));
    let disks: Vec<_> = disks.collect();
    page.gauge(
        "plenary_disk_free_bytes",
        "Free space on the disk of a folder.",
        disks
            .iter()
            .map(|(of, disk)| label("of", of, disk.f_bavail * disk.f_frsize)),
    );
    page.gauge(
        "plenary_disk_bytes",
        "Size of the disk of a folder.",
        disks
            .iter()
            .map(|(of, disk)| label("of", of, disk.f_blocks * disk.f_frsize)),
    );
    let most = Resource::NOFILE.get_soft();
    page.gauge(
        "process_max_fds",
        "Limit on open files.",
        most.ok().map(|most| (String::new(), most)),
    );
    // Only Linux has these.
    let open = fs::read_dir("/proc/self/fd").ok().map(Iterator::count);
    page.gauge(
        "process_open_fds",
        "Open files.",
        open.map(|open| (String::new(), open)),
    );
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident = resident.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    page.gauge(
        "process_resident_memory_bytes",
        "Resident memory.",
        resident.map(|kib| (String::new(), kib * 1024)),
    );
}
