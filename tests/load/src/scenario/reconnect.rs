//! **reconnect**: all connections end at one moment, by the network or by the server's death. Clients reconnect as
//! PROTOCOL.md says: with jitter, with their view's position, and more slowly after each failure. Staff and screen
//! reconnect in the same crowd.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::Result;

use super::Play;
use super::watch::Watch;
use crate::client::text::Text;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S, ms};
use crate::dice::Dice;
use crate::latency::Latency;
use crate::report::Report;

/// The first wait after losing the connection.
const FIRST_WAIT: (Nanos, Nanos) = (100 * MS, 600 * MS);
/// The longest wait after failures.
const WAIT_MAX: Nanos = 10 * S;
/// Time limit for one attempt.
const ATTEMPT: Nanos = 10 * S;
/// Time limit for everybody.
const PATIENCE: Nanos = 90 * S;
/// Connections started between two polls of the sockets.
const AT_ONCE: usize = 64;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("reconnect");
    let all = play.phones + play.staff.map_or(0, |staff| staff.seats().len());
    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let start = play.hall.clock.now();
    let mut crowd = Crowd {
        phones: play.phones,
        timers: BinaryHeap::new(),
        failures: vec![0; all],
        lost_at: vec![start; all],
        tried_at: vec![None; all],
        is_back: vec![false; all],
        back: 0,
        retries: 0,
        turned: 0,
        last_at: start,
        snapshots: 0,
        changes: 0,
        of_phones: Latency::new(),
        of_staff: Latency::new(),
        attempts_of_phones: Latency::new(),
        attempts_of_staff: Latency::new(),
        late: Latency::new(),
    };
    if play.amounts.kill && play.server.kill_and_start()? {
        report.note("the server was killed and restarted");
    } else {
        for seat in 0..all {
            play.hall.cut(seat);
            crowd.lost_at[seat] = play.hall.clock.now();
            crowd.wait(&mut play.hall.dice, seat, crowd.lost_at[seat]);
        }
        report.note("the client cut the connections");
    }
    let end = start + PATIENCE;
    while crowd.back < all && play.hall.clock.now() < end {
        let next = crowd.start_due(&mut play.hall)?;
        play.hall.turn(next.unwrap_or(end).min(end), &mut crowd)?;
    }
    watch.pause(&mut play.hall)?;
    // The last ones to return still receive what changed while they were away.
    let end = play.hall.clock.now() + 1500 * MS;
    while play.hall.clock.now() < end {
        play.hall.turn(end, &mut crowd)?;
    }
    report.expect("back", crowd.back as u64, all as u64);
    report.figure("all back after", ms(crowd.last_at - start), "ms");
    report.latency("phone back", &crowd.of_phones);
    report.latency("phone attempt", &crowd.attempts_of_phones);
    if play.staff.is_some() {
        report.latency("staff back", &crowd.of_staff);
        report.latency("staff attempt", &crowd.attempts_of_staff);
    }
    report.latency("client late", &crowd.late);
    report.figure("retries", crowd.retries as f64, "");
    report.figure("refused for now", crowd.turned as f64, "");
    report.figure("snapshots", crowd.snapshots as f64, "");
    report.figure("changes", crowd.changes as f64, "");
    report.client = watch.check(crowd.of_phones.percentile_ms(99.0));
    Ok(report)
}

/// All clients on their way back.
struct Crowd {
    phones: usize,
    /// When each seat starts an attempt, or (with the attempt's generation) gives one up.
    timers: BinaryHeap<Reverse<(Nanos, usize, Option<u32>)>>,
    failures: Vec<u32>,
    lost_at: Vec<Nanos>,
    /// When each seat's last attempt began.
    tried_at: Vec<Option<Nanos>>,
    is_back: Vec<bool>,
    back: usize,
    retries: u64,
    turned: u64,
    last_at: Nanos,
    snapshots: u64,
    changes: u64,
    of_phones: Latency,
    of_staff: Latency,
    attempts_of_phones: Latency,
    attempts_of_staff: Latency,
    /// How long due attempts waited for the client itself.
    late: Latency,
}

impl Crowd {
    /// Starts the due attempts, a few at a time. Returns when the next are due.
    fn start_due(&mut self, hall: &mut Hall) -> Result<Option<Nanos>> {
        for _ in 0..AT_ONCE {
            let Some(Reverse((due, seat, attempt))) = self.timers.peek().copied() else {
                return Ok(None);
            };
            let now = hall.clock.now();
            if due > now {
                return Ok(Some(due));
            }
            self.timers.pop();
            match attempt {
                None => {
                    self.late.record(due, now);
                    self.tried_at[seat] = Some(now);
                    hall.open(seat)?;
                    let attempt = Some(hall.seats[seat].generation);
                    self.timers.push(Reverse((now + ATTEMPT, seat, attempt)));
                }
                Some(generation) => {
                    if !self.is_back[seat] && hall.seats[seat].generation == generation {
                        hall.cut(seat);
                        self.failed(hall, seat, now, 0);
                    }
                }
            }
        }
        Ok(Some(hall.clock.now()))
    }

    fn wait(&mut self, dice: &mut Dice, seat: usize, now: Nanos) {
        let at = now + wait(dice, self.failures[seat]);
        self.timers.push(Reverse((at, seat, None)));
    }

    fn failed(&mut self, hall: &mut Hall, seat: usize, now: Nanos, at_least: Nanos) {
        self.failures[seat] += 1;
        self.retries += 1;
        self.wait(&mut hall.dice, seat, now + at_least);
    }
}

/// Returns the wait before the next attempt.
fn wait(dice: &mut Dice, failures: u32) -> Nanos {
    match failures {
        0 => dice.between(FIRST_WAIT.0, FIRST_WAIT.1),
        _ => dice.between(0, (FIRST_WAIT.1 << failures.min(8)).min(WAIT_MAX)),
    }
}

impl Script for Crowd {
    fn news(&mut self, hall: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        let Some(is_back) = self.is_back.get_mut(seat) else {
            return Ok(());
        };
        match news {
            News::Open if !*is_back => {
                *is_back = true;
                self.back += 1;
                self.last_at = at;
                let (all, attempt) = if seat < self.phones {
                    (&mut self.of_phones, &mut self.attempts_of_phones)
                } else {
                    (&mut self.of_staff, &mut self.attempts_of_staff)
                };
                all.record(self.lost_at[seat], at);
                attempt.record(self.tried_at[seat].unwrap_or(at), at);
            }
            // The server's death starts the clock. A connection lost later is a failed attempt.
            News::Lost { .. } if self.tried_at[seat].is_none() => {
                self.wait(&mut hall.dice, seat, at)
            }
            News::Lost { .. } => {
                if std::mem::take(is_back) {
                    self.back -= 1;
                }
                self.failed(hall, seat, at, 0);
            }
            News::Turned { retry_after_s, .. } => {
                self.turned += 1;
                self.failed(hall, seat, at, retry_after_s.unwrap_or(0) * S);
            }
            News::Text(Text::Snapshot { .. }, _) if *is_back => self.snapshots += 1,
            News::Text(Text::Change { .. }, _) if *is_back => self.changes += 1,
            News::Open
            | News::Text(..)
            | News::Joined
            | News::Acked { .. }
            | News::Refused { .. } => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jitter_is_the_protocols() {
        let mut dice = Dice::new(1);
        let mut longest = |failures| {
            let waits = (0..2000).map(|_| wait(&mut dice, failures));
            waits.fold((Nanos::MAX, 0), |(least, most), wait| {
                (least.min(wait), most.max(wait))
            })
        };
        let (least, most) = longest(0);
        assert!((100 * MS..110 * MS).contains(&least) && (590 * MS..=600 * MS).contains(&most));
        let (least, most) = longest(1);
        assert!(least < 20 * MS && (1150 * MS..=1200 * MS).contains(&most));
        assert!((9500 * MS..=10 * S).contains(&longest(5).1));
        assert!((9500 * MS..=10 * S).contains(&longest(60).1));
    }
}
