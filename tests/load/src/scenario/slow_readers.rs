//! **slow-readers**: many sockets open, get their view, and never read again, while tallies go out. What they cost the
//! server, and whether the others feel it.

use std::ops::Range;

use anyhow::Result;

use super::Play;
use super::steady::{Flow, rate};
use super::watch::Watch;
use crate::client::seat::Phase;
use crate::client::{Hall, News, Role, Script};
use crate::clock::{MS, Nanos, S};
use crate::files;
use crate::report::Report;
use crate::server::account::kernel_tcp;

/// Ballots a second of the others: enough for a tally each tenth of a second.
const RATE: f64 = 500.0;
/// Seconds without slow readers at most, to compare with.
const BEFORE_S_MAX: u64 = 5;
/// How long the slow readers may take to come in.
const PATIENCE: Nanos = 20 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("slow-readers");
    let rate = rate(RATE, play.phones);
    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let mut before = Flow::new(play, rate, play.amounts.slow_seconds.min(BEFORE_S_MAX));
    before.finish(play)?;
    let (memory_before, tcp_before_kib) = (play.server.memory()?, kernel_tcp()?);

    let slow = come_in(play)?;
    let inside = in_phase(&play.hall, &slow, Phase::Open);
    if inside < play.amounts.slow {
        let asked = play.amounts.slow;
        report.note(format!("of {asked} slow readers {inside} found a place"));
    }
    if inside == 0 {
        report.fault("no slow reader is inside");
    }
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
        // A desk is told how many are connected: a full pipe hides the end from the slow reader itself.
        if let Some(phones) = during.votes.hall_phones {
            let gone = (play.phones + inside).saturating_sub(phones as usize);
            closed.note(second, gone);
        }
    }
    during.finish(play)?;
    watch.pause(&mut play.hall)?;
    for seat in slow.clone() {
        play.hall.cut(seat);
    }
    play.hall.seats.truncate(slow.start);

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

/// Lets the slow readers in, who only watch; returns their seats.
fn come_in(play: &mut Play) -> Result<Range<usize>> {
    let first = play.hall.seats.len();
    let places = files::sockets_max()?.saturating_sub(first);
    let slow = first..first + play.amounts.slow.min(places);
    let end = play.hall.clock.now() + PATIENCE;
    for _ in slow.clone() {
        let seat = play.hall.seat(Role::Participant, "");
        play.hall.seats[seat].deaf = true;
        play.hall.open(seat)?;
        play.hall.turn(0, &mut Deaf)?;
    }
    while in_phase(&play.hall, &slow, Phase::Upgrading) > 0 && play.hall.clock.now() < end {
        play.hall.turn(play.hall.clock.now() + 10 * MS, &mut Deaf)?;
    }
    Ok(slow)
}

fn in_phase(hall: &Hall, seats: &Range<usize>, phase: Phase) -> usize {
    let seats = &hall.seats[seats.clone()];
    seats.iter().filter(|seat| seat.phase == phase).count()
}

/// When the server closed how many.
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

/// Slow readers tell nothing.
struct Deaf;

impl Script for Deaf {
    fn news(&mut self, _: &mut Hall, _: usize, _: Nanos, _: News<'_>) -> Result<()> {
        Ok(())
    }
}
