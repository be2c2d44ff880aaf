//! For the tests of the kinds: an event file around one poll, and what becomes of it.

use crate::event_file::{parse, write};
use plenary_domain::program::Program;

/// Returns an event with one poll of these lines. They begin at line 9, where most polls have their key.
pub fn file(poll: &str) -> String {
    format!(
        r#"[event]
languages = ["en", "zh-Hans"]
title.en = "Workshop"
venue.en = "Hall"
date = 2018-08-02
zone = "Asia/Shanghai"

[[poll]]
{poll}
"#
    )
}

/// Returns the faults of an event file with such a poll, with their places.
///
/// # Panics
/// If it has none.
pub fn faults(poll: &str) -> Vec<String> {
    let faults = parse(&file(poll)).expect_err("it is faulty");
    faults.iter().map(ToString::to_string).collect()
}

/// Reads an event with such a poll, writes it and reads it again. Returns the programme, and the file as written.
///
/// # Panics
/// If it is faulty, or if the programmes differ.
pub fn written(poll: &str) -> (Program, String) {
    let read = parse(&file(poll)).unwrap_or_else(|faults| panic!("{poll}: {faults:?}"));
    let written = write::write(&read);
    let again = parse(&written).expect("a good file");
    assert_eq!(again.program, read.program, "{written}");
    (read.program, written)
}
