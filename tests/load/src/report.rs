//! The results of a scenario: figures with units, notes for the reader, and faults.

use serde::Serialize;
use serde_json::{Value, json};

use crate::clock::Nanos;
use crate::latency::Latency;
use crate::server::account::Spent;

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
}

/// The client's own state while it measured.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct OwnCheck {
    /// Its share of a core while it measured.
    pub cpu_share: f64,
    /// The share of the time in which it was runnable and other programs had its core.
    pub waited_share: f64,
    /// The longest gap between two polls of the sockets.
    pub lag_max_ms: f64,
    /// The figures may be the client's limits and not the server's.
    pub bound: bool,
}

/// The results of one scenario on one server.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub scenario: &'static str,
    pub figures: Vec<Figure>,
    /// What readers of the figures must know.
    pub notes: Vec<String>,
    /// Expected answers or frames that are missing. The figures count only if this is empty.
    pub faults: Vec<String>,
    pub client: OwnCheck,
}

impl Report {
    pub fn new(scenario: &'static str) -> Report {
        Report {
            scenario,
            figures: vec![],
            notes: vec![],
            faults: vec![],
            client: OwnCheck::default(),
        }
    }

    pub fn figure(&mut self, name: &str, value: f64, unit: &'static str) {
        self.figures.push(Figure {
            name: name.to_owned(),
            value,
            unit,
        });
    }

    /// Adds a latency's percentiles as figures.
    pub fn latency(&mut self, name: &str, latency: &Latency) {
        for (which, value) in [
            ("p50", latency.percentile_ms(50.0)),
            ("p99", latency.percentile_ms(99.0)),
            ("max", latency.max_ms()),
        ] {
            self.figure(&format!("{name} {which}"), value, "ms");
        }
    }

    /// Adds the server's processor time divided by `count`, and its share of the wall time spent waiting for a core.
    pub fn spent(&mut self, name: &str, spent: Option<Spent>, count: u64, wall: Nanos) {
        if let Some(spent) = spent {
            self.figure(name, spent.ran as f64 / 1e3 / count.max(1) as f64, "µs");
            let waited = 100.0 * spent.waited as f64 / wall.max(1) as f64;
            self.figure("server waited for a core", waited, "%");
        }
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub fn fault(&mut self, fault: impl Into<String>) {
        self.faults.push(fault.into());
    }

    /// Adds a fault if `got` differs from `expected`.
    pub fn expect(&mut self, what: &str, got: u64, expected: u64) {
        if got != expected {
            self.fault(format!("{what}: {got} of {expected}"));
        }
    }

    pub fn value(&self, name: &str) -> Option<f64> {
        let figure = self.figures.iter().find(|figure| figure.name == name);
        figure.map(|figure| figure.value)
    }
}

/// Returns the machine's own figures, to read beside all others.
pub fn machine(before: &Latency, after: &Latency) -> Value {
    let sync = |latency: &Latency| {
        json!({
            "p50_ms": latency.percentile_ms(50.0),
            "p99_ms": latency.percentile_ms(99.0),
            "max_ms": latency.max_ms(),
        })
    };
    json!({ "fsync_before": sync(before), "fsync_after": sync(after) })
}
