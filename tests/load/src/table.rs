//! The results as text.

use std::fmt::Write as _;

use crate::latency::Latency;
use crate::report::{OwnCheck, Report};

/// Returns the reports of one server, one block each.
pub fn reports(phones: usize, reports: &[Report]) -> String {
    let mut out = format!("\n{phones} phones\n");
    for report in reports {
        let _ = writeln!(out, "\n{}", report.scenario);
        for figure in &report.figures {
            let value = match figure.unit {
                "" => format!("{:.0}", figure.value),
                _ => number(figure.value),
            };
            let _ = writeln!(out, "  {:<32} {value:>12} {}", figure.name, figure.unit);
        }
        for note in &report.notes {
            let _ = writeln!(out, "  note: {note}");
        }
        for fault in &report.faults {
            let _ = writeln!(out, "  FAULT: {fault}");
        }
        let _ = writeln!(out, "  {}", own(&report.client));
    }
    out
}

/// Returns the disk's figures.
pub fn disk(before: &Latency, after: &Latency) -> String {
    let mut out = String::from("\nfsync of 4 KiB on the same disk\n");
    for (when, latency) in [("before", before), ("after", after)] {
        let (p50, p99) = (latency.percentile_ms(50.0), latency.percentile_ms(99.0));
        let max = latency.max_ms();
        let _ = writeln!(
            out,
            "  {when:<8} p50 {} ms, p99 {} ms, max {} ms",
            number(p50),
            number(p99),
            number(max)
        );
    }
    out
}

fn own(check: &OwnCheck) -> String {
    format!(
        "client: {:.0} % of its core, {:.0} % waiting for it, longest lag {} ms; client-bound: {}",
        100.0 * check.cpu_share,
        100.0 * check.waited_share,
        number(check.lag_max_ms),
        if check.bound { "yes" } else { "no" }
    )
}

/// Formats at least three significant digits, and all digits of a large number.
pub fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        ..1.0 => format!("{value:.3}"),
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_or_more() {
        for (value, text) in [
            (0.0, "0"),
            (0.12345, "0.123"),
            (1.2345, "1.23"),
            (12.345, "12.3"),
            (12345.6, "12346"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
