//! **restart**: the server is killed in the middle of a long event, with a million ballots in its log, and restarted. A
//! phone that retries constantly measures when the first ballot is accepted. Then the server is stopped cleanly, and
//! the size of its folder measured.

use anyhow::Result;

use super::Play;
use super::steady::Votes;
use super::watch::Watch;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S, ms};
use crate::report::Report;

/// Phones that reconnect at a time.
const AT_ONCE: usize = 256;
/// Ballots written between two polls of the sockets.
const WRITES: usize = 64;
/// A phone's burst and rate, a little below the server's limits.
const BURST: usize = 36;
const PER_SECOND: u64 = 4;
/// How long a phase may go without progress.
const PATIENCE: Nanos = 60 * S;
/// The phone's pause after a failed attempt.
const PAUSE: Nanos = 5 * MS;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("restart");
    // Records in the write-ahead log count once they are folded into the file.
    if !play.server.stop()? {
        report.note("this run did not start the server, so it cannot kill it");
        return Ok(report);
    }
    let bytes_before = play.server.bytes()?;
    play.server.kill_and_start()?;
    come_back(play, &mut report)?;

    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let votes = fill(play)?;
    watch.pause(&mut play.hall)?;
    let acked = votes.acks.count();
    report.expect("ballots acked", acked, play.amounts.ballots);
    report.figure("ballots", acked as f64, "");
    report.client = watch.check(votes.acks.percentile_ms(99.0));

    for seat in 0..play.hall.seats.len() {
        play.hall.cut(seat);
    }
    let start = play.hall.clock.now();
    play.server.kill_and_start()?;
    let mut first = First::default();
    while first.acked_at.is_none() && play.hall.clock.now() < start + PATIENCE {
        let now = play.hall.clock.now();
        if first.is_away && now >= first.tries_at {
            first.is_away = false;
            play.hall.open(0)?;
        }
        play.hall.turn(now + PAUSE, &mut first)?;
    }
    report.expect("a first ack", u64::from(first.acked_at.is_some()), 1);
    let (open_at, acked_at) = (first.open_at, first.acked_at.unwrap_or(start));
    report.figure(
        "first socket after",
        ms(open_at.saturating_sub(start)),
        "ms",
    );
    report.figure("first ack after", ms(acked_at - start), "ms");
    if let Some(memory) = play.server.memory()? {
        report.figure("server memory", memory.rss as f64 / 1024.0, "MiB");
    }
    play.server.stop()?;
    let bytes = play.server.bytes()?.saturating_sub(bytes_before);
    report.figure(
        "disk bytes a ballot",
        bytes as f64 / acked.max(1) as f64,
        "B",
    );
    Ok(report)
}

/// Reconnects all phones.
fn come_back(play: &mut Play, report: &mut Report) -> Result<()> {
    for seat in 0..play.hall.seats.len() {
        play.hall.cut(seat);
    }
    let mut back = Back {
        phones: play.phones,
        next: AT_ONCE.min(play.phones),
        fallen: vec![],
        is_back: vec![false; play.phones],
        back: 0,
        at: play.hall.clock.now(),
    };
    for seat in 0..back.next {
        play.hall.open(seat)?;
    }
    while back.back < play.phones && play.hall.clock.now() < back.at + PATIENCE {
        let until = play.hall.clock.now() + PAUSE;
        play.hall.turn(until, &mut back)?;
        for seat in std::mem::take(&mut back.fallen) {
            play.hall.open(seat)?;
        }
    }
    report.expect("phones back", back.back as u64, play.phones as u64);
    Ok(())
}

/// Puts the requested ballots into the log, in rounds of all phones and within the rate limit.
fn fill(play: &mut Play) -> Result<Votes> {
    let mut votes = Votes::new(play.phones);
    let start = play.hall.clock.now();
    let (mut sent, mut round) = (0, 0);
    while sent < play.amounts.ballots {
        let due = start + (round as u64).saturating_sub(BURST as u64) * S / PER_SECOND;
        while play.hall.clock.now() < due {
            play.hall.turn(due, &mut votes)?;
        }
        let most = usize::try_from(play.amounts.ballots - sent).unwrap_or(usize::MAX);
        let voters = play.phones.min(most);
        for first in (0..voters).step_by(WRITES) {
            for seat in first..voters.min(first + WRITES) {
                let now = play.hall.clock.now();
                play.hall.cast(seat, now);
            }
            play.hall.turn(0, &mut votes)?;
        }
        sent += voters as u64;
        round += 1;
        let end = play.hall.clock.now() + PATIENCE;
        while votes.answered() < sent {
            if play.hall.clock.now() >= end {
                return Ok(votes);
            }
            play.hall.turn(end, &mut votes)?;
        }
    }
    Ok(votes)
}

/// A hall that reconnects, a limited number at a time.
struct Back {
    phones: usize,
    next: usize,
    fallen: Vec<usize>,
    is_back: Vec<bool>,
    back: usize,
    at: Nanos,
}

impl Script for Back {
    fn news(&mut self, hall: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        match news {
            News::Open if seat < self.phones => {
                self.back += usize::from(!std::mem::replace(&mut self.is_back[seat], true));
                self.at = at;
                if self.next < self.phones {
                    self.next += 1;
                    hall.open(self.next - 1)?;
                }
            }
            News::Lost { .. } | News::Turned { .. } if seat < self.phones => {
                self.back -= usize::from(std::mem::take(&mut self.is_back[seat]));
                self.fallen.push(seat);
            }
            News::Lost { .. }
            | News::Turned { .. }
            | News::Open
            | News::Text(..)
            | News::Joined
            | News::Acked { .. }
            | News::Refused { .. } => {}
        }
        Ok(())
    }
}

/// The phone that measures.
struct First {
    is_away: bool,
    tries_at: Nanos,
    open_at: Nanos,
    acked_at: Option<Nanos>,
}

impl Default for First {
    fn default() -> First {
        First {
            is_away: true,
            tries_at: 0,
            open_at: 0,
            acked_at: None,
        }
    }
}

impl Script for First {
    fn news(&mut self, hall: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        match news {
            News::Open => {
                self.open_at = at;
                hall.cast(seat, at);
            }
            News::Acked { .. } => self.acked_at = Some(at),
            News::Lost { .. } | News::Turned { .. } | News::Refused { .. } => {
                hall.cut(seat);
                (self.is_away, self.tries_at) = (true, at + PAUSE);
            }
            News::Text(..) | News::Joined => {}
        }
        Ok(())
    }
}
