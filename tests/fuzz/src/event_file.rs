//! What an organiser writes.

use plenary::event_file::{BYTES_MAX, FAULTS_MAX, check, new, parse, write};
use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::role::Actor;
use plenary_domain::state::State;

use crate::Target;

pub const TARGET: Target = Target {
    name: "event-file",
    run,
    seeds,
};

/// A file is refused with places inside it, or it makes an event, and is written as a file with the same content.
fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    if text.len() > BYTES_MAX {
        return;
    }
    match parse(text) {
        Err(faults) => {
            assert!((1..=FAULTS_MAX).contains(&faults.len()), "{faults:?}");
            let lines: Vec<&str> = text.split('\n').collect();
            for fault in &faults {
                let line = lines.get(fault.line.wrapping_sub(1));
                let columns = line.map(|line| line.chars().count() + 1);
                let is_inside = columns.is_some_and(|last| (1..=last).contains(&fault.column));
                assert!(is_inside, "{fault} is outside the file");
            }
            assert_eq!(check(text).file, Err(faults));
        }
        Ok(file) => {
            let again = parse(&write(&file));
            assert_eq!(again.as_ref(), Ok(&file));
            let command = Command::Import {
                program: Box::new(file.program),
            };
            let mut state = State::default();
            let facts = decide(&state, Actor::Operator, &command, 1);
            for fact in facts.into_iter().flatten() {
                state.apply(&fact);
            }
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let workshop = include_str!("../../../deploy/events/chengdu.toml");
    let mut seeds = vec![
        workshop.as_bytes().to_vec(),
        new("2026-11-26", "Asia/Shanghai").into_bytes(),
    ];
    // Small files find more a second: the head with each table alone.
    let mut tables = workshop.split("\n[");
    let head = tables.next().unwrap_or_default().to_owned();
    seeds.extend(tables.map(|table| format!("{head}\n[{table}").into_bytes()));
    seeds
}
