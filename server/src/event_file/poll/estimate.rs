//! An estimate in an event file: its range, `from` and `to`, its `step` and `unit`, and optionally the `truth` with a
//! `tolerance`. Numbers have as many decimals as the step.

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::estimate::{
    self, DECIMALS_MAX, Truth, UNIT_CHARS_MAX, VALUE_MAX, VALUES_MAX,
};
use plenary_domain::program::OptionInfo;
use toml::Spanned;
use toml::de::DeValue;

use super::Kind;
use crate::event_file::reader::{Fields, Reader};
use crate::event_file::write::Out;

pub(super) const KINDS: &[Kind] = &[Kind {
    word: "estimate",
    keys: &["from", "to", "step", "unit", "truth", "tolerance"],
    read,
}];

/// Numbers are read in thousandths.
const SCALE: i64 = 10i64.pow(DECIMALS_MAX as u32);

fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> (Rules, Vec<OptionInfo>) {
    let step = fields
        .get("step")
        .map_or(Some(SCALE), |value| number(reader, value, 1));
    let step = step.unwrap_or(SCALE);
    let decimals = (0..=DECIMALS_MAX)
        .find(|decimals| step % 10i64.pow((DECIMALS_MAX - decimals).into()) == 0)
        .unwrap_or(DECIMALS_MAX);
    let unit = 10i64.pow((DECIMALS_MAX - decimals).into());
    let mut read = |key: &str, is_required: bool, min: i64| -> Option<i64> {
        let value = if is_required {
            reader.required(fields, key)
        } else {
            fields.get(key)
        }?;
        let read = number(reader, value, min)?;
        if read % unit == 0 {
            return Some(read / unit);
        }
        let message = format!(
            "{} has more decimals than the step, {}: expected at most {decimals}",
            written(read, DECIMALS_MAX),
            written(step, DECIMALS_MAX)
        );
        reader.fault(&value.span(), message);
        None
    };
    let lowest = -VALUE_MAX * SCALE;
    let (from, to) = (read("from", true, lowest), read("to", true, lowest));
    let truth = read("truth", false, lowest);
    let tolerance = read("tolerance", false, 0);
    let step = step / unit;
    let mut range = from.zip(to);
    if let Some((from, to)) = range {
        let at = fields.get("to").map_or(fields.at.clone(), Spanned::span);
        let said = |value: i64| written(value, decimals);
        if to <= from || (to - from) % step != 0 {
            let message = format!(
                "{} is not above `from`, {}, by whole steps of {}",
                said(to),
                said(from),
                said(step)
            );
            reader.fault(&at, message);
            range = None;
        } else if (to - from) / step >= VALUES_MAX {
            let message = format!(
                "{} to {} has {} numbers in steps of {}: expected at most {VALUES_MAX}",
                said(from),
                said(to),
                (to - from) / step + 1,
                said(step)
            );
            reader.fault(&at, message);
            range = None;
        }
    }
    // After a fault, any range: the file is refused.
    let (from, to) = range.unwrap_or((0, step));
    if let (Some(value), None) = (fields.get("tolerance"), fields.get("truth")) {
        reader.fault(
            &value.span(),
            "`tolerance` is the distance from `truth`, which is missing",
        );
    }
    let unit = fields.get("unit");
    let rules = estimate::Rules {
        decimals,
        from,
        to,
        step,
        unit: unit
            .map(|value| reader.texts(value, UNIT_CHARS_MAX))
            .unwrap_or_default(),
        truth: truth.map(|value| Truth { value, tolerance }),
    };
    (Rules::Estimate(rules), Vec::new())
}

/// Reads a number, whole or with a fraction, in thousandths. After a fault it returns None.
fn number(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, min: i64) -> Option<i64> {
    let read = match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .and_then(|whole| whole.checked_mul(SCALE)),
        DeValue::Float(number) => thousandths(number.as_str()),
        DeValue::String(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => {
            reader.expected(value, "a number");
            return None;
        }
    };
    let max = VALUE_MAX * SCALE;
    let read = read.filter(|read| (min..=max).contains(read));
    if read.is_none() {
        let message = format!(
            "this number is out of range: expected {} to {VALUE_MAX}, with at most {DECIMALS_MAX} decimals",
            written(min, DECIMALS_MAX)
        );
        reader.fault(&value.span(), message);
    }
    read
}

/// Returns a written number in thousandths; None if it has smaller parts or is too large.
fn thousandths(written: &str) -> Option<i64> {
    let number: f64 = written.replace('_', "").parse().ok()?;
    let scaled = number * SCALE as f64;
    let whole = scaled.round();
    let is_exact = (scaled - whole).abs() < 1e-3 && whole.abs() <= (VALUE_MAX * SCALE) as f64;
    is_exact.then_some(whole as i64)
}

/// Returns a number as people write it, with no more decimals than it needs.
fn written(value: i64, decimals: u8) -> String {
    let unit = 10u64.pow(decimals.into());
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0width$}", width = decimals.into());
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

pub fn write(out: &mut Out<'_>, rules: &estimate::Rules) {
    out.pair("kind", "\"estimate\"");
    let mut pair = |key: &str, value: i64| out.pair(key, &written(value, rules.decimals));
    pair("from", rules.from);
    pair("to", rules.to);
    if rules.step != 10i64.pow(rules.decimals.into()) || rules.decimals > 0 {
        pair("step", rules.step);
    }
    if let Some(truth) = rules.truth {
        pair("truth", truth.value);
        if let Some(tolerance) = truth.tolerance {
            pair("tolerance", tolerance);
        }
    }
    out.texts("unit", &rules.unit);
}

#[cfg(test)]
mod tests {
    use crate::event_file::poll::around::{self, written};

    fn poll(lines: &str) -> String {
        format!(
            r#"key = "use"
{lines}
kind = "estimate"
title.en = "How much does it use?""#
        )
    }

    fn faults(lines: &str) -> Vec<String> {
        around::faults(&poll(lines))
    }

    #[test]
    fn what_is_written_is_read() {
        for lines in [
            "from = 0\nto = 400\ntruth = 62\ntolerance = 6\nunit.en = \"kWh per m²\"\nunit.zh-Hans = \"千瓦时/平方米\"",
            "from = -1.5\nto = 3.5\nstep = 0.5\ntruth = 0.7",
            "from = -20\nto = 1000000\nstep = 420",
            "from = 0\nto = 0.001\nstep = 0.001",
        ] {
            let (_, written) = written(&poll(lines));
            assert!(written.contains(lines), "{written}");
            assert!(!written.contains("options"), "{written}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        let range = "expected -1000000000 to 1000000000, with at most 3 decimals";
        for (lines, expected) in [
            ("from = 0", vec!["8:1: `to` is missing in [[poll]]".to_owned()]),
            (
                "from = 5\nto = 5",
                vec!["11:6: 5 is not above `from`, 5, by whole steps of 1".to_owned()],
            ),
            (
                "from = 0\nto = 5\nstep = 0.3",
                vec!["11:6: 5 is not above `from`, 0, by whole steps of 0.3".to_owned()],
            ),
            (
                "from = 0\nto = 10001",
                vec!["11:6: 0 to 10001 has 10002 numbers in steps of 1: expected at most 10001".to_owned()],
            ),
            (
                "from = 0\nto = 5\nstep = 0",
                vec!["12:8: this number is out of range: expected 0.001 to 1000000000, with at most 3 decimals".to_owned()],
            ),
            (
                "from = nan\nto = 1e308",
                vec![
                    format!("10:8: this number is out of range: {range}"),
                    format!("11:6: this number is out of range: {range}"),
                ],
            ),
            (
                "from = \"0\"\nto = 0.0005",
                vec![
                    "10:8: found a string: expected a number".to_owned(),
                    format!("11:6: this number is out of range: {range}"),
                ],
            ),
            (
                "from = 0\nto = 5\ntruth = 2.5",
                vec!["12:9: 2.5 has more decimals than the step, 1: expected at most 0".to_owned()],
            ),
            (
                "from = 0\nto = 5\ntolerance = 1",
                vec!["12:13: `tolerance` is the distance from `truth`, which is missing".to_owned()],
            ),
            (
                "from = 0\nto = 5\ntruth = 3\ntolerance = -1",
                vec!["13:13: this number is out of range: expected 0 to 1000000000, with at most 3 decimals".to_owned()],
            ),
            (
                "from = 0\nto = 5\nsteps = 5",
                vec!["12:9: `steps` is only for polls of kind `scale` or `matrix`: remove it".to_owned()],
            ),
        ] {
            assert_eq!(faults(lines), expected, "{lines}");
        }
    }
}
