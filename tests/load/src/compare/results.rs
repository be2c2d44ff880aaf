//! The results of all rounds, and their medians.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::latency::Latency;
use crate::peer::Contender;
use crate::report::Report;

/// Units that a slow client cannot distort.
const SIZES: [&str; 4] = ["KiB", "MiB", "bytes", ""];

/// The results of one size of hall.
pub struct Results {
    pub phones_asked: usize,
    /// The number of phones that found places.
    pub phones: usize,
    /// In column order.
    pub contenders: Vec<Contender>,
    reports: BTreeMap<Contender, Vec<Report>>,
    /// The disk's p99 of each probe.
    syncs_ms: Vec<f64>,
}

/// A median, and whether most of its rounds were client-bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Median {
    pub value: f64,
    pub client_bound: bool,
}

impl Results {
    pub fn new(phones_asked: usize, contenders: Vec<Contender>) -> Results {
        Results {
            phones_asked,
            phones: phones_asked,
            contenders,
            reports: BTreeMap::new(),
            syncs_ms: vec![],
        }
    }

    pub fn add(&mut self, contender: &Contender, reports: Vec<Report>) {
        let all = self.reports.entry(contender.clone()).or_default();
        all.extend(reports);
    }

    pub fn disk(&mut self, sync: &Latency) {
        self.syncs_ms.push(sync.percentile_ms(99.0));
    }

    /// Returns the disk's p99 in milliseconds.
    pub fn sync_ms(&self) -> Option<f64> {
        median(self.syncs_ms.clone())
    }

    /// Returns a figure's median over the rounds.
    pub fn median(&self, contender: &Contender, scenario: &str, name: &str) -> Option<Median> {
        let (values, bound): (Vec<f64>, Vec<bool>) =
            self.rounds(contender, scenario, name).into_iter().unzip();
        let bound_in = bound.iter().filter(|bound| **bound).count();
        let client_bound = 2 * bound_in >= bound.len();
        median(values).map(|value| Median {
            value,
            client_bound,
        })
    }

    /// Returns a figure of each round, and whether it was client-bound.
    pub fn rounds(&self, contender: &Contender, scenario: &str, name: &str) -> Vec<(f64, bool)> {
        let all = self.reports.get(contender).map_or(&[][..], Vec::as_slice);
        let reports = all.iter().filter(|report| report.scenario == scenario);
        let figures = reports.filter_map(|report| {
            let figure = report.figures.iter().find(|figure| figure.name == name)?;
            // The client's speed does not change how much the server holds.
            let is_bound = report.client.bound && !SIZES.contains(&figure.unit);
            Some((figure.value, is_bound))
        });
        figures.collect()
    }

    /// Returns the share of time the client waited for its core, as the median over the rounds.
    pub fn client_waited(&self, contender: &Contender, scenario: &str) -> Option<f64> {
        let all = self.reports.get(contender)?.iter();
        let reports = all.filter(|report| report.scenario == scenario);
        median(reports.map(|report| report.client.waited_share).collect())
    }

    /// Returns all faults.
    pub fn faults(&self) -> Vec<String> {
        let each = self.reports.iter().flat_map(|(contender, reports)| {
            reports.iter().flat_map(|report| {
                report
                    .faults
                    .iter()
                    .map(|fault| format!("{}, {}: {fault}", contender.name(), report.scenario))
            })
        });
        each.collect()
    }

    /// Returns all medians, with their reports.
    pub fn json(&self) -> Value {
        let mut out = Map::new();
        for (contender, reports) in &self.reports {
            let mut medians = BTreeMap::new();
            for report in reports {
                for figure in &report.figures {
                    let median = self.median(contender, report.scenario, &figure.name);
                    let key = format!("{}: {} [{}]", report.scenario, figure.name, figure.unit);
                    medians.insert(key, median.map(|median| median.value));
                }
            }
            let entry = json!({ "medians": medians, "reports": reports });
            out.insert(contender.name().to_owned(), entry);
        }
        out.insert("fsync p99 [ms]".to_owned(), json!(self.sync_ms()));
        Value::Object(out)
    }
}

/// Returns the middle value, or the mean of the two middle ones.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        len if len % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(value: f64, bound: bool) -> Report {
        let mut report = Report::new("burst");
        report.figure("acks a second", value, "1/s");
        report.client.bound = bound;
        report
    }

    #[test]
    fn figures_are_medians_over_the_rounds() {
        let mut results = Results::new(10, vec![]);
        for (value, bound) in [(900.0, true), (100.0, false), (300.0, false)] {
            results.add(&Contender::Axum, vec![report(value, bound)]);
        }
        assert_eq!(
            results.median(&Contender::Axum, "burst", "acks a second"),
            Some(Median {
                value: 300.0,
                client_bound: false
            })
        );
        assert_eq!(
            results.median(&Contender::Bare, "burst", "acks a second"),
            None
        );
        assert_eq!(
            results.median(&Contender::Axum, "steady", "acks a second"),
            None
        );
        assert_eq!(median(vec![4.0, 1.0]), Some(2.5));
    }
}
