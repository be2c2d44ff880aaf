//! **slow-readers**: many of the phones reconnect and never read again, while tallies go out. Measures what they cost
//! the server, and whether the others notice.

use std::ops::Range;

use anyhow::Result;

use super::Play;
use super::steady::{Flow, rate};
use super::watch::Watch;
use crate::client::seat::Phase;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S};
use crate::report::Report;
use crate::server::account::kernel_tcp;

/// Ballots a second of the others: enough for a tally every tenth of a second.
const RATE: f64 = 500.0;
/// Limit on the seconds measured without slow readers, for comparison.
const BEFORE_S_MAX: u64 = 5;
/// Time limit for the slow readers to connect.
const PATIENCE: Nanos = 20 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("slow-readers");
    let rate = rate(RATE, play.phones / 2);
    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let all = play.phones;
    let slow = all - play.amounts.slow.min(all / 2)..all;
    play.phones = slow.start;
    let mut before = Flow::new(play, rate, play.amounts.slow_seconds.min(BEFORE_S_MAX));
    before.finish(play)?;
    let (memory_before, tcp_before_kib) = (play.server.memory()?, kernel_tcp()?);

    let inside = come_back(play, &slow, true)?;
    report.expect("slow readers inside", inside as u64, slow.len() as u64);
    let mut during = Flow::new(play, rate, play.amounts.slow_seconds);
    let (mut peak_kib, mut peak_tcp_kib) = (0, 0);
    let mut closed = Closed::default();
    let start = play.hall.clock.now();
    for second in 1..=play.amounts.slow_seconds {
        during.run(play, start + second * S)?;
        if let Some(memory) = play.server.memory()? {
            peak_kib = peak_kib.max(memory.rss);
        }
        peak_tcp_kib = peak_tcp_kib.max(kernel_tcp()?);
        // Use the hall figures of a desk, because a full pipe hides the close from the slow reader itself.
        if let Some(phones) = during.votes.hall_phones {
            let gone = (play.phones + inside).saturating_sub(phones as usize);
            closed.note(second, gone);
        }
    }
    during.finish(play)?;
    watch.pause(&mut play.hall)?;
    let again = come_back(play, &slow, false)?;
    report.expect("slow readers healed", again as u64, slow.len() as u64);
    play.phones = all;

    let mib = |kib: u64| kib as f64 / 1024.0;
    report.figure("slow readers", inside as f64, "");
    report.latency("ack before", &before.votes.acks);
    report.latency("ack during", &during.votes.acks);
    for flow in [&before, &during] {
        report.expect("ballots acked", flow.votes.acks.count(), flow.total);
        report.expect("phones lost", flow.votes.lost, 0);
    }
    if let Some(memory) = memory_before {
        report.figure("server memory before", mib(memory.rss), "MiB");
        report.figure("server memory at most", mib(peak_kib), "MiB");
    }
    report.figure("kernel TCP memory before", mib(tcp_before_kib), "MiB");
    report.figure("kernel TCP memory at most", mib(peak_tcp_kib), "MiB");
    report.figure("closed by the server", closed.count as f64, "");
    if closed.count > 0 {
        report.figure("first closed within", closed.first_s as f64, "s");
        report.figure("last closed within", closed.last_s as f64, "s");
    }
    report.client = watch.check(during.votes.acks.percentile_ms(99.0));
    Ok(report)
}

/// Reconnects phones, reading or deaf. Returns how many succeeded.
fn come_back(play: &mut Play, seats: &Range<usize>, deaf: bool) -> Result<usize> {
    for seat in seats.clone() {
        play.hall.cut(seat);
        play.hall.seats[seat].deaf = deaf;
    }
    // Give the server time to notice, so no place is taken twice.
    play.rest(S)?;
    let end = play.hall.clock.now() + PATIENCE;
    for seat in seats.clone() {
        play.hall.open(seat)?;
        play.hall.turn(0, &mut Silent)?;
    }
    while in_phase(&play.hall, seats, Phase::Upgrading) > 0 && play.hall.clock.now() < end {
        play.hall
            .turn(play.hall.clock.now() + 10 * MS, &mut Silent)?;
    }
    Ok(in_phase(&play.hall, seats, Phase::Open))
}

fn in_phase(hall: &Hall, seats: &Range<usize>, phase: Phase) -> usize {
    let seats = &hall.seats[seats.clone()];
    seats.iter().filter(|seat| seat.phase == phase).count()
}

/// How many the server closed, and when.
#[derive(Default)]
struct Closed {
    count: usize,
    first_s: u64,
    last_s: u64,
}

impl Closed {
    fn note(&mut self, second: u64, count: usize) {
        if count > self.count {
            if self.count == 0 {
                self.first_s = second;
            }
            (self.count, self.last_s) = (count, second);
        }
    }
}

/// Reconnecting phones report nothing.
struct Silent;

impl Script for Silent {
    fn news(&mut self, _: &mut Hall, _: usize, _: Nanos, _: News<'_>) -> Result<()> {
        Ok(())
    }
}
