//! **fan-out**: one ballot updates every phone. A phone votes, and the next one waits until all phones have the tally.

use anyhow::Result;

use super::Play;
use super::watch::Watch;
use crate::client::text::Text;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S};
use crate::latency::Latency;
use crate::report::Report;

/// Minimum time between two ballots: longer than a server's interval between tallies.
const PACE: Nanos = 120 * MS;
/// Time limit for all phones.
const PATIENCE: Nanos = 20 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("fan-out");
    let mut watch = Watch::default();
    let mut tally = Tally {
        base: 0,
        number: 0,
        seen: vec![0; play.phones],
        arrived: 0,
        first_at: 0,
        last_at: 0,
        bytes: 0,
        lost: 0,
    };
    let (mut first, mut last) = (Latency::new(), Latency::new());
    let (mut delivered, mut expected) = (0, 0);
    let spent_before = play.server.spent()?;
    let start = play.hall.clock.now();
    let mut next_at = start;
    for number in 1..=play.amounts.tallies {
        while play.hall.clock.now() < next_at {
            play.hall.turn(next_at, &mut tally)?;
        }
        tally.start(&play.hall, number);
        let phones = play.open_phones();
        watch.resume(&mut play.hall)?;
        let sent = play.hall.clock.now();
        // A prime step spreads the votes over the hall.
        play.hall.cast(number as usize * 7919 % play.phones, sent);
        while tally.arrived < phones && play.hall.clock.now() < sent + PATIENCE {
            play.hall.turn(sent + PATIENCE, &mut tally)?;
        }
        watch.pause(&mut play.hall)?;
        (delivered, expected) = (delivered + tally.arrived, expected + play.phones);
        if tally.arrived > 0 {
            first.record(sent, tally.first_at);
            last.record(sent, tally.last_at);
        }
        next_at = sent + PACE;
    }
    play.rest(50 * MS)?;
    let wall = play.hall.clock.now() - start;
    let spent = play.server.spent_since(spent_before)?;
    for seat in &mut play.hall.seats {
        // The bare peer does not answer ballots.
        seat.waiting.clear();
    }
    report.expect("tallies delivered", delivered as u64, expected as u64);
    report.expect("phones lost", tally.lost, 0);
    report.spent("server CPU a message", spent, delivered as u64, wall);
    report.latency("first phone", &first);
    report.latency("last phone", &last);
    report.figure("tally frame", tally.bytes as f64, "bytes");
    report.client = watch.check(last.percentile_ms(99.0));
    Ok(report)
}

/// One tally in flight.
struct Tally {
    /// All phones had at least this sequence before.
    base: u64,
    number: u32,
    /// The tally that each phone last saw.
    seen: Vec<u32>,
    arrived: usize,
    first_at: Nanos,
    last_at: Nanos,
    bytes: usize,
    lost: u64,
}

impl Tally {
    fn start(&mut self, hall: &Hall, number: u32) {
        let positions = hall.seats[..self.seen.len()].iter().map(|seat| seat.seq);
        self.base = positions.max().unwrap_or(0);
        self.number = number;
        self.arrived = 0;
    }
}

impl Script for Tally {
    fn news(&mut self, _: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        if seat >= self.seen.len() {
            return Ok(());
        }
        match news {
            News::Text(Text::Change { to }, text) if to > self.base => {
                if self.seen[seat] == self.number {
                    return Ok(());
                }
                self.seen[seat] = self.number;
                if self.arrived == 0 {
                    self.first_at = at;
                }
                self.arrived += 1;
                self.last_at = at;
                self.bytes = text.len();
            }
            News::Lost { .. } => self.lost += 1,
            News::Text(..)
            | News::Joined
            | News::Turned { .. }
            | News::Open
            | News::Acked { .. }
            | News::Refused { .. } => {}
        }
        Ok(())
    }
}
