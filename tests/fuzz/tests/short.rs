//! Each target on its seeds, whole and damaged.

use plenary_fuzz::{TARGETS, Target};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

/// Damaged inputs of each target, unless PROPTEST_CASES says otherwise.
const CASES: u32 = 2_000;

/// One damage to an input.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, u8),
    /// Repeats a part.
    Repeat(Index, u8, u8),
    /// Replaces the rest by the rest of another seed.
    Splice(Index, Index, Index),
}

/// What parsers trip over.
const WORDS: [&str; 24] = [
    "\0",
    "\u{feff}",
    "\u{202e}",
    "e\u{301}\u{301}",
    "👩\u{200d}👩",
    "\"",
    "\\u0000",
    "\\ud800",
    "{",
    "[[",
    "]]",
    "}",
    "1e308",
    "-1",
    "4294967296",
    "18446744073709551616",
    "NaN",
    "null",
    "true",
    "\n",
    "\r\n",
    "=",
    ";",
    "%00",
];

fn damage() -> impl Strategy<Value = Damage> {
    let word = prop::sample::select(&WORDS[..]).prop_map(|word| word.as_bytes().to_vec());
    let bytes = prop_oneof![2 => word, 1 => prop::collection::vec(any::<u8>(), 1..6)];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, to)| Damage::Flip(at, to)),
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, len)| Damage::Remove(at, len)),
        (any::<Index>(), any::<u8>(), 1..9_u8).prop_map(|(at, len, n)| Damage::Repeat(at, len, n)),
        any::<(Index, Index, Index)>()
            .prop_map(|(at, other, from)| Damage::Splice(at, other, from)),
    ]
}

/// Returns the input with the damage. `seeds` are not empty.
fn damaged(mut input: Vec<u8>, damage: &Damage, seeds: &[Vec<u8>]) -> Vec<u8> {
    let part = |at: &Index, len: u8, input: &[u8]| {
        let start = at.index(input.len() + 1);
        start..(start + usize::from(len)).min(input.len())
    };
    match damage {
        Damage::Flip(at, to) => {
            let at = at.index(input.len() + 1);
            input.splice(part_of_one(at, input.len()), [*to]);
        }
        Damage::Insert(at, bytes) => {
            let at = at.index(input.len() + 1);
            input.splice(at..at, bytes.iter().copied());
        }
        Damage::Remove(at, len) => drop(input.drain(part(at, *len, &input))),
        Damage::Repeat(at, len, n) => {
            let part = part(at, *len, &input);
            let again = input[part.clone()].repeat(usize::from(*n));
            input.splice(part.end..part.end, again);
        }
        Damage::Splice(at, other, from) => {
            let other = other.get(seeds);
            input.truncate(at.index(input.len() + 1));
            input.extend_from_slice(&other[from.index(other.len() + 1)..]);
        }
    }
    input
}

/// Returns the range of one byte, or none at the end.
fn part_of_one(at: usize, len: usize) -> std::ops::Range<usize> {
    at..(at + 1).min(len)
}

fn hold(target: &Target) {
    let seeds = (target.seeds)();
    assert!(!seeds.is_empty());
    for seed in &seeds {
        (target.run)(seed);
    }
    let inputs = (any::<Index>(), prop::collection::vec(damage(), 1..6)).prop_map(|(seed, all)| {
        let seed = seed.get(&seeds).clone();
        all.iter()
            .fold(seed, |input, one| damaged(input, one, &seeds))
    });
    // The cases need no file: a failing input becomes a test of its parser.
    let config = Config {
        cases: std::env::var("PROPTEST_CASES").map_or(CASES, |n| n.parse().unwrap_or(CASES)),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&inputs, |input| {
        (target.run)(&input);
        Ok(())
    });
    if let Err(e) = outcome {
        panic!("{}: {e}", target.name);
    }
}

#[test]
fn every_target_holds_for_damaged_input() {
    for target in &TARGETS {
        hold(target);
    }
}
