//! What the server says about itself on standard error: readable lines on a terminal, one JSON object a line otherwise.
//!
//! No line has a guest's text, a secret, a cookie or a role's link in it. So a panic is a line without its message, which
//! may quote what it choked on, and other crates are heard from warnings on: at a finer level they print what they send.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::panic::{self, PanicHookInfo};
use std::thread;

use serde::Deserialize;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt, FilterFn, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::clock::Clock;

/// The environment variable with the level, such as `debug`.
const LEVEL: &str = "PLENARY_LOG";

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line, for programs.
    Json,
}

impl LogFormat {
    /// The format for whatever reads standard error.
    fn for_reader() -> LogFormat {
        match io::stderr().is_terminal() {
            true => LogFormat::Text,
            false => LogFormat::Json,
        }
    }
}

/// Begins to log. A panic is then one line with an id, see [`take_panic`].
pub fn start(format: Option<LogFormat>) {
    let level = EnvFilter::try_from_env(LEVEL).unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = level.and(our_own());
    let lines = fmt::layer().with_writer(io::stderr);
    let subscriber = tracing_subscriber::registry();
    match format.unwrap_or_else(LogFormat::for_reader) {
        LogFormat::Text => {
            let lines = lines.with_ansi(io::stderr().is_terminal());
            subscriber.with(lines.with_filter(filter)).init();
        }
        LogFormat::Json => {
            let lines = lines.json().flatten_event(true).with_current_span(false);
            subscriber.with(lines.with_filter(filter)).init();
        }
    }
    panic::set_hook(Box::new(report));
}

/// Lets everything of this program pass, and warnings of other crates.
fn our_own() -> FilterFn<fn(&Metadata<'_>) -> bool> {
    let is_heard: fn(&Metadata<'_>) -> bool = |line| {
        let target = line.target();
        let is_ours = target == "plenary" || target.starts_with("plenary::");
        is_ours || *line.level() <= Level::WARN
    };
    filter_fn(is_heard).with_max_level_hint(LevelFilter::TRACE)
}

thread_local! {
    /// The id of this thread's last panic.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Returns a new id of a fault: for a log line, and for the client that met it.
pub fn fault_id() -> String {
    format!("{:08x}", Clock::system().random_u32())
}

/// Returns the id in the line of the panic that was just caught on this thread, so that the client gets the same. A new
/// one if there is none, because nobody reports panics.
pub fn take_panic() -> String {
    PANICKED.take().unwrap_or_else(fault_id)
}

fn report(panic: &PanicHookInfo<'_>) {
    let id = fault_id();
    // One that the program puts together may contain data.
    let why = panic.payload().downcast_ref::<&'static str>().copied();
    let why = why.unwrap_or("its message may contain data");
    let at = panic.location().map(ToString::to_string);
    let at = at.unwrap_or_default();
    let thread = thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    // Only with RUST_BACKTRACE=1.
    let trace = Backtrace::capture();
    let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
    tracing::error!(%id, %at, thread, why, trace, "the program panicked");
    PANICKED.set(Some(id));
}
