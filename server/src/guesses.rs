//! Who guesses secrets: role links, logins, event codes, single-use codes. It counts wrong ones by origin, slows down whoever keeps
//! guessing, and writes security events into the server's log.
//!
//! A guest who mistypes a code is no attacker, so a log line names an origin only after many wrong guesses.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use plenary_domain::ids::Millis;

use crate::address::Address;

/// Wrong guesses of one origin that cost it nothing. A hall behind one address mistypes a few.
const FREE: u32 = 20;
/// How much later a wrong guess of an origin that keeps guessing is answered. Right ones, and so honest people of the same origin, do
/// not wait.
pub const SLOWED: Duration = Duration::from_secs(1);
/// Wrong guesses after which a line names their origin.
const NAMED: u32 = 10;
/// An origin without a wrong guess for this long is forgotten.
const FORGOTTEN_MS: Millis = 60_000;
/// Limit on origins that are remembered. Others are counted together.
const ORIGINS_MAX: usize = 1000;
/// Minimum time between two lines about the same.
const LINE_MS: Millis = 10_000;

/// What was guessed wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Guess {
    /// The secret of a role's link or login.
    Secret,
    /// The code of an event.
    Event,
    /// A single-use code.
    Code,
    /// A request came from another site's page.
    Origin,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    wrong: u32,
    since: Millis,
    last: Millis,
    /// When a line last told it, and how many it told.
    told: Option<(Millis, u32)>,
}

/// The wrong guesses of the last minutes.
#[derive(Default)]
pub struct Guesses(Mutex<HashMap<(Guess, Option<Address>), Count>>);

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    wrong: u32,
    seconds: u64,
    /// The origin; `some` for one that has guessed little, `others` for those that are not remembered alone.
    from: String,
}

impl Guesses {
    /// Notes a wrong guess, and tells it in the log.
    pub fn note(&self, what: Guess, from: Address, now: Millis) {
        let Some(line) = self.count(what, from, now) else {
            return;
        };
        let Line {
            wrong,
            seconds,
            from,
        } = line;
        let what = match what {
            Guess::Secret => "wrong secrets of links or logins",
            Guess::Event => "wrong event codes",
            Guess::Code => "wrong single-use codes",
            Guess::Origin => "requests from other sites' pages",
        };
        tracing::info!(target: "plenary::security", wrong, seconds, %from, "{what}");
    }

    /// Returns true if somebody of this origin keeps guessing.
    pub fn has(&self, from: Address, now: Millis) -> bool {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kinds = [Guess::Secret, Guess::Event, Guess::Code];
        let recent = kinds.into_iter().filter_map(|what| {
            let count = counts.get(&(what, Some(from)))?;
            (now.saturating_sub(count.last) < FORGOTTEN_MS).then_some(count.wrong)
        });
        recent.sum::<u32>() > FREE
    }

    /// Counts a wrong guess. Returns the line to write now.
    fn count(&self, what: Guess, from: Address, now: Millis) -> Option<Line> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (what, Some(from));
        if counts.len() >= ORIGINS_MAX && !counts.contains_key(&key) {
            counts.retain(|_, count| now.saturating_sub(count.last) < FORGOTTEN_MS);
            if counts.len() >= ORIGINS_MAX {
                key = (what, None);
            }
        }
        let fresh = Count {
            wrong: 0,
            since: now,
            last: now,
            told: None,
        };
        let count = counts.entry(key).or_insert(fresh);
        if now.saturating_sub(count.last) >= FORGOTTEN_MS {
            *count = fresh;
        }
        count.wrong = count.wrong.saturating_add(1);
        count.last = now;
        let is_due = match count.told {
            None => true,
            Some((at, wrong)) => {
                now.saturating_sub(at) >= LINE_MS || (wrong < NAMED && count.wrong == NAMED)
            }
        };
        is_due.then(|| {
            count.told = Some((now, count.wrong));
            Line {
                wrong: count.wrong,
                seconds: now.saturating_sub(count.since) / 1000,
                from: match key.1 {
                    Some(origin) if count.wrong >= NAMED => origin.to_string(),
                    Some(_) => "some".into(),
                    None => "others".into(),
                },
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Address = Address::v4([10, 0, 0, 2]);

    #[test]
    fn only_who_keeps_guessing_is_slowed_and_only_for_a_minute() {
        let guesses = Guesses::default();
        for _ in 0..FREE {
            guesses.note(Guess::Secret, LAPTOP, 0);
        }
        assert!(!guesses.has(LAPTOP, 0));
        guesses.note(Guess::Event, LAPTOP, 0);
        assert!(guesses.has(LAPTOP, FORGOTTEN_MS - 1));
        assert!(!guesses.has(Address::v4([10, 0, 0, 3]), 0));
        assert!(!guesses.has(LAPTOP, FORGOTTEN_MS));
    }

    #[test]
    fn a_line_names_only_who_keeps_guessing_and_lines_are_few() {
        let guesses = Guesses::default();
        let lines = (0..1000).filter_map(|n| guesses.count(Guess::Code, LAPTOP, n * 20));
        let lines: Vec<Line> = lines.collect();
        let told = |line: &Line| (line.wrong, line.from.clone());
        let told: Vec<(u32, String)> = lines.iter().map(told).collect();
        assert_eq!(
            told,
            [
                (1, "some".into()),
                (10, "10.0.0.2".into()),
                (510, "10.0.0.2".into()),
            ]
        );
    }

    #[test]
    fn few_origins_are_remembered() {
        let guesses = Guesses::default();
        for n in 0..=ORIGINS_MAX as u32 {
            guesses.note(Guess::Event, Address::v4(n.to_le_bytes()), 0);
        }
        let from = Address::v4([1, 1, 1, 1]);
        let line = guesses.count(Guess::Event, from, LINE_MS).expect("a line");
        assert_eq!((line.wrong, line.from.as_str()), (2, "others"));
        let counts = guesses.0.lock().expect("no panic").len();
        assert_eq!(counts, ORIGINS_MAX + 1);
        // A minute later there is room again.
        let line = guesses.count(Guess::Event, from, FORGOTTEN_MS + LINE_MS);
        assert_eq!(line.expect("a line").from, "some");
    }
}
