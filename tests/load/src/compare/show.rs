//! The tables of a comparison.

use std::fmt::Write as _;

use super::judge::Verdict;
use super::ratios::Ratio;
use super::results::Results;
use crate::peer::Contender;
use crate::table::number;

/// The rows: scenario, figure, unit.
const ROWS: [(&str, &str, &str); 16] = [
    ("join", "memory a phone", "KiB"),
    ("join", "anonymous memory a phone", "KiB"),
    ("fan-out", "server CPU a message", "µs"),
    ("fan-out", "first phone p50", "ms"),
    ("fan-out", "last phone p50", "ms"),
    ("fan-out", "last phone p99", "ms"),
    ("fan-out", "server waited for a core", "%"),
    ("fan-out", "tally frame", "bytes"),
    ("steady", "ack p50", "ms"),
    ("steady", "ack p99", "ms"),
    ("steady", "ack max", "ms"),
    ("steady", "server CPU", "%"),
    ("burst", "acks a second", "1/s"),
    ("burst", "refused", "ballots"),
    ("burst", "ack p99", "ms"),
    ("burst", "server CPU a ballot", "µs"),
];
/// Rows only for Plenary.
const OWN_ROWS: [(&str, &str, &str); 10] = [
    ("join", "everybody is inside after", "ms"),
    ("join", "phone p99", "ms"),
    ("reconnect", "all back after", "ms"),
    ("reconnect", "phone back p99", "ms"),
    ("reconnect", "phone back max", "ms"),
    ("reconnect", "staff back max", "ms"),
    ("overload", "offered", "1/s"),
    ("overload", "acked", "1/s"),
    ("overload", "staff ack p99", "ms"),
    ("overload", "screen p99", "ms"),
];
/// Above this share of waiting for a core, in percent, ratios depend on the machine as much as on the servers.
const WAITED_PERCENT_MAX: f64 = 15.0;
const LABEL: usize = 42;
const COLUMN: usize = 12;

/// Returns the absolute figures, and the ratios to the bare loop and to Node ws.
pub fn tables(results: &Results, pinned: &str) -> String {
    let mut out = String::new();
    let phones = results.phones;
    let _ = writeln!(out, "\n{phones} phones, medians; {pinned}");
    if phones != results.phones_asked {
        let _ = writeln!(
            out,
            "{} requested, limited by the servers' places",
            results.phones_asked
        );
    }
    let all: Vec<_> = results.contenders.iter().collect();
    header(&mut out, "", &all);
    for (scenario, name, unit) in ROWS {
        figures(&mut out, results, &all, (scenario, name, unit));
    }
    row(&mut out, "an acked ballot is", &all, |contender| {
        let acked = match contender {
            _ if contender.is_plenary() => "on disk",
            Contender::NodeWs | Contender::SocketIo | Contender::Axum => "in memory",
            Contender::Plenary | Contender::Given(_) | Contender::Bare => "–",
        };
        acked.to_owned()
    });
    if let Some(sync) = results.sync_ms() {
        let label = "fsync p99 of the disk, ms";
        row(&mut out, label, &all, |contender| match contender {
            Contender::Plenary => number(sync),
            Contender::Given(_)
            | Contender::NodeWs
            | Contender::SocketIo
            | Contender::Axum
            | Contender::Bare => "–".to_owned(),
        });
    }
    let plenaries: Vec<_> = all.iter().copied().filter(|one| one.is_plenary()).collect();
    header(&mut out, "Plenary alone", &plenaries);
    for (scenario, name, unit) in OWN_ROWS {
        figures(&mut out, results, &plenaries, (scenario, name, unit));
    }
    for to in [&Contender::Bare, &Contender::NodeWs] {
        if !all.contains(&to) {
            continue;
        }
        header(&mut out, &format!("÷ {}", to.name()), &all);
        for (scenario, name, unit) in ROWS {
            let to_value = results.median(to, scenario, name);
            if ["bytes", "%"].contains(&unit) || to_value.is_none_or(|median| median.value <= 0.0) {
                continue;
            }
            row(
                &mut out,
                &format!("{scenario}: {name}"),
                &all,
                |contender| ratio(results, contender, to, scenario, name),
            );
        }
    }
    out.push_str("* client-bound, at least in part, in half of the rounds or more\n");
    for fault in results.faults() {
        let _ = writeln!(out, "FAULT: {fault}");
    }
    out
}

/// Compares Plenary with another Plenary. `waited_percent` is how long other programs had the client's core.
pub fn ratios(other: &str, ratios: &[Ratio], waited_percent: f64) -> String {
    let width = COLUMN.max(other.len() + 2);
    let mut out = format!(
        "\n{:<LABEL$}{:>COLUMN$}{other:>width$}{:>8}   {:<8}rounds\n",
        format!("Plenary ÷ {other}"),
        "Plenary",
        "ratio",
        "",
    );
    for ratio in ratios {
        let label = format!("{}: {}, {}", ratio.scenario, ratio.figure, ratio.unit);
        let (this, that) = (number(ratio.this), number(ratio.other));
        let bound = if ratio.client_bound { "*" } else { "" };
        let rounds = ratio.rounds.iter().map(|round| format!("{round:.2}"));
        let _ = writeln!(
            out,
            "{label:<LABEL$}{this:>COLUMN$}{that:>width$}{:>8}   {:<8}{}",
            format!("{:.2}{bound}", ratio.ratio),
            ratio.difference.word(),
            rounds.collect::<Vec<_>>().join(" "),
        );
    }
    out.push_str(
        "ratio: the median of the rounds' ratios; same: within 5 % of 1; unclear: the rounds disagree\n",
    );
    if waited_percent > WAITED_PERCENT_MAX {
        let _ = writeln!(
            out,
            "the client waited for its core {waited_percent:.0} % of the time: repeat this on an idle machine"
        );
    }
    out
}

/// Returns each target and whether it is met.
pub fn verdicts(verdicts: &[Verdict]) -> String {
    let mut out = String::from("\ntargets\n");
    for verdict in verdicts {
        let word = if verdict.met { "met" } else { "missed" };
        let bound = if verdict.client_bound { "*" } else { "" };
        let found = format!("{}{bound}", number(verdict.found));
        let limit = number(verdict.limit);
        let _ = writeln!(
            out,
            "  {word:<8}{:<58}{found:>9} (limit {limit})",
            verdict.target
        );
    }
    out
}

fn header(out: &mut String, title: &str, contenders: &[&Contender]) {
    out.push('\n');
    row(out, title, contenders, |contender| {
        contender.name().to_owned()
    });
}

fn row(
    out: &mut String,
    label: &str,
    contenders: &[&Contender],
    cell: impl Fn(&Contender) -> String,
) {
    let _ = write!(out, "{label:<LABEL$}");
    for contender in contenders {
        let width = COLUMN.max(contender.name().len() + 2);
        let _ = write!(out, "{:>width$}", cell(contender));
    }
    out.push('\n');
}

/// Adds a row of medians, unless no contender played the scenario.
fn figures(
    out: &mut String,
    results: &Results,
    contenders: &[&Contender],
    (scenario, name, unit): (&str, &str, &str),
) {
    let found = |contender: &&Contender| results.median(contender, scenario, name).is_some();
    if contenders.iter().any(found) {
        let label = format!("{scenario}: {name}, {unit}");
        row(out, &label, contenders, |contender| {
            cell(results, contender, scenario, name)
        });
    }
}

fn cell(results: &Results, contender: &Contender, scenario: &str, name: &str) -> String {
    match results.median(contender, scenario, name) {
        Some(median) if median.client_bound => format!("{}*", number(median.value)),
        Some(median) => number(median.value),
        None => "–".to_owned(),
    }
}

fn ratio(
    results: &Results,
    contender: &Contender,
    to: &Contender,
    scenario: &str,
    name: &str,
) -> String {
    let of = |contender| results.median(contender, scenario, name);
    match (of(contender), of(to)) {
        (Some(a), Some(b)) if b.value > 0.0 => {
            let mark = if a.client_bound || b.client_bound {
                "*"
            } else {
                ""
            };
            format!("{:.2}{mark}", a.value / b.value)
        }
        _ => "–".to_owned(),
    }
}
