//! Compares Plenary's targets with the results.

use serde::Serialize;

use super::results::Results;
use crate::peer::Contender;

/// Time limits for a whole hall to return, and for its slowest phone.
const BACK_MS: f64 = 8_000.0;
const PHONE_BACK_MS: f64 = 15_000.0;
/// Staff reconnect first: an attempt takes at most this long, or at most the phones' median.
const STAFF_ATTEMPT_MS: f64 = 100.0;

/// From the kill to the first ack, with a million ballots in the log.
const RESTART_MS: f64 = 2_000.0;

/// One target.
#[derive(Debug, Serialize)]
pub struct Verdict {
    pub target: &'static str,
    pub found: f64,
    pub limit: f64,
    pub met: bool,
    /// The figure may be the client's limit.
    pub client_bound: bool,
}

/// Judges the targets whose figures exist.
pub fn judge(results: &Results) -> Vec<Verdict> {
    let mut verdicts = vec![];
    let of = |contender, scenario, name| results.median(contender, scenario, name);
    let plenary = |scenario, name| of(&Contender::Plenary, scenario, name);
    let mut at_most = |target, found: Option<(f64, bool)>, limit: f64| {
        verdicts.extend(found.map(|(found, client_bound)| Verdict {
            target,
            found,
            limit,
            met: found <= limit,
            client_bound,
        }));
    };
    let ratio = |scenario, name, to| {
        let (a, b) = (plenary(scenario, name)?, of(to, scenario, name)?);
        (b.value > 0.0).then(|| (a.value / b.value, a.client_bound || b.client_bound))
    };
    let value = |scenario, name| plenary(scenario, name).map(|m| (m.value, m.client_bound));

    let bare = &Contender::Bare;
    at_most(
        "fan-out: server CPU a message ÷ bare",
        ratio("fan-out", "server CPU a message", bare),
        1.15,
    );
    at_most(
        "fan-out: last phone p50 ÷ bare",
        ratio("fan-out", "last phone p50", bare),
        1.2,
    );
    if let Some(sync_ms) = results.sync_ms() {
        at_most(
            "steady: durable ack p99 in ms, against 2 × fsync p99 + 10",
            value("steady", "ack p99"),
            2.0 * sync_ms + 10.0,
        );
    }
    at_most(
        "memory of an idle phone in KiB",
        value("join", "memory a phone"),
        2.0,
    );
    at_most(
        "reconnect: the whole hall back, in ms",
        value("reconnect", "all back after"),
        BACK_MS,
    );
    at_most(
        "reconnect: the slowest phone, in ms",
        value("reconnect", "phone back max"),
        PHONE_BACK_MS,
    );
    let half = plenary("reconnect", "phone attempt p50").map_or(0.0, |half| half.value);
    at_most(
        "reconnect: staff and screen first, the longest attempt in ms",
        value("reconnect", "staff attempt max"),
        half.max(STAFF_ATTEMPT_MS),
    );
    at_most(
        "overload: staff ack p99 in ms",
        value("overload", "staff ack p99"),
        100.0,
    );
    at_most(
        "overload: screen p99 in ms",
        value("overload", "screen p99"),
        100.0,
    );
    at_most(
        "restart: first ack in ms",
        value("restart", "first ack after"),
        RESTART_MS,
    );
    at_most(
        "restart: disk bytes a ballot",
        value("restart", "disk bytes a ballot"),
        64.0,
    );
    let taken = ratio("burst", "acks a second", &Contender::NodeWs);
    verdicts.extend(taken.map(|(found, client_bound)| Verdict {
        target: "burst: acks a second ÷ Node ws, at least",
        found,
        limit: 1.5,
        met: found >= 1.5,
        client_bound,
    }));
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn only_existing_figures_are_judged() {
        let mut results = Results::new(10, vec![]);
        let report = |cpu: f64| {
            let mut report = Report::new("fan-out");
            report.figure("server CPU a message", cpu, "µs");
            vec![report]
        };
        results.add(&Contender::Plenary, report(5.0));
        assert!(judge(&results).is_empty());
        results.add(&Contender::Bare, report(4.0));
        let verdicts = judge(&results);
        assert_eq!(verdicts.len(), 1);
        assert!((verdicts[0].found - 1.25).abs() < 1e-9 && !verdicts[0].met);
    }
}
