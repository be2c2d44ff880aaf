//! What stands in the log, or in a copy of it.

use plenary_domain::fact::Record;

use crate::Target;

pub const TARGET: Target = Target {
    name: "records",
    run,
    seeds,
};

/// Bytes that can be read are a record that is written and read as the same.
fn run(input: &[u8]) {
    if let Ok(record) = Record::decode(input) {
        let again = Record::decode(&record.encode());
        assert_eq!(again.ok(), Some(record));
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let shapes = include_str!("../../../server/domain/tests/fixtures/facts.hex");
    let bytes = |hex: &str| -> Option<Vec<u8>> {
        let pairs = (0..hex.len()).step_by(2);
        pairs
            .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
            .collect()
    };
    let lines = shapes.lines().filter_map(|line| line.split_once(' '));
    lines.filter_map(|(_, hex)| bytes(hex)).collect()
}
