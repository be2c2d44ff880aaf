//! **overload**: the audience offers five times the server's rate, while the host sends ten commands a second, each of
//! which changes the screen. The staff must not notice.
//!
//! A command has reached the screen with the screen's first frame at or after the position in its ack, because "visible
//! from `seq` on" promises exactly that. One frame can complete several commands.

use std::collections::{BTreeMap, VecDeque};

use anyhow::Result;

use super::Play;
use super::staff::Staff;
use super::watch::Watch;
use crate::client::text::Text;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S};
use crate::latency::Latency;
use crate::report::Report;
use crate::schedule::Schedule;

/// Multiple of the server's rate.
const TIMES: f64 = 5.0;
/// The assumed rate, if no burst was played.
const TAKEN_PER_SECOND: f64 = 10_000.0;
/// Ballots of one phone in one write.
const AT_ONCE: usize = 8;
/// A phone with this many ballots in flight sends no more; the protocol's limit is 16.
const UNDER_WAY_MAX: usize = 16;
/// Writes between two polls of the sockets.
const WRITES: usize = 32;
/// Ballots overdue by more are not offered, because the client cannot keep up.
const OVERDUE_MAX: Nanos = 50 * MS;
/// The host's commands a second, and the commands: each differs from the last, and is harmless.
const COMMANDS: f64 = 10.0;
const STAGES: [&str; 4] = ["auto", "questions", "join", "blank"];
/// Time limit for the last answers.
const PATIENCE: Nanos = 30 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("overload");
    let Some(staff) = play.staff else {
        report.note("this server has no staff");
        return Ok(report);
    };
    let taken = play.taken_per_second.unwrap_or_else(|| {
        report.note("no burst was played: assuming a rate of 10,000 ballots a second");
        TAKEN_PER_SECOND
    });
    let offered = TIMES * taken;
    let seconds = play.amounts.overload_seconds;
    let commands = (COMMANDS * seconds as f64) as u64;
    let mut storm = Storm::new(play.phones, staff);
    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let start = play.hall.clock.now();
    let end = start + seconds * S;
    let writes = (offered * seconds as f64) as u64 / AT_ONCE as u64;
    let mut audience = Schedule::new(start, offered / AT_ONCE as f64, writes);
    let mut host = Schedule::new(start + 100 * MS, COMMANDS, commands);
    while play.hall.clock.now() < end {
        storm.command_due(&mut play.hall, &mut host);
        storm.offer_due(&mut play.hall, &mut audience);
        let next = audience.next_due().unwrap_or(end);
        play.hall
            .turn(next.min(host.next_due().unwrap_or(end)), &mut storm)?;
    }
    watch.pause(&mut play.hall)?;
    while !storm.is_over(commands) && play.hall.clock.now() < end + PATIENCE {
        storm.command_due(&mut play.hall, &mut host);
        play.hall
            .turn(play.hall.clock.now() + 10 * MS, &mut storm)?;
    }
    storm.tell(&mut report, offered, seconds, commands);
    report.client = watch.check(storm.of_staff.percentile_ms(99.0));
    Ok(report)
}

struct Storm {
    phones: usize,
    staff: Staff,
    sent: u64,
    acked: u64,
    refused: BTreeMap<String, u64>,
    lost: u64,
    /// Not offered, because the phone had the maximum in flight.
    held_back: u64,
    /// Not offered, because the client was late.
    too_late: u64,
    of_staff: Latency,
    of_audience: Latency,
    to_screen: Latency,
    staff_refused: u64,
    /// The host's commands on their way to the screen: where each is visible, and when it was due.
    on_the_way: VecDeque<(u64, Nanos)>,
    /// Positions that the screen reached, and when.
    screen: VecDeque<(u64, Nanos)>,
}

impl Storm {
    fn new(phones: usize, staff: Staff) -> Storm {
        Storm {
            phones,
            staff,
            sent: 0,
            acked: 0,
            refused: BTreeMap::new(),
            lost: 0,
            held_back: 0,
            too_late: 0,
            of_staff: Latency::new(),
            of_audience: Latency::new(),
            to_screen: Latency::new(),
            staff_refused: 0,
            on_the_way: VecDeque::new(),
            screen: VecDeque::new(),
        }
    }

    fn command_due(&self, hall: &mut Hall, schedule: &mut Schedule) {
        while let Some((number, due)) = schedule.take(hall.clock.now()) {
            let stage = STAGES[number as usize % STAGES.len()];
            let command = format!("{{\"show\":{{\"stage\":\"{stage}\"}}}}");
            hall.command(self.staff.host, due, &command);
        }
    }

    fn offer_due(&mut self, hall: &mut Hall, schedule: &mut Schedule) {
        for _ in 0..WRITES {
            let now = hall.clock.now();
            let Some((number, due)) = schedule.take(now) else {
                return;
            };
            let phone = number as usize % self.phones;
            if due + OVERDUE_MAX < now {
                self.too_late += AT_ONCE as u64;
                continue;
            }
            let room = UNDER_WAY_MAX.saturating_sub(hall.seats[phone].waiting.len());
            let is_here = hall.seats[phone].line.is_some();
            let ballots = if is_here { room.min(AT_ONCE) } else { 0 };
            for _ in 0..ballots {
                hall.put_ballot(phone, due);
            }
            hall.flush(phone);
            self.sent += ballots as u64;
            self.held_back += (AT_ONCE - ballots) as u64;
        }
    }

    fn answered(&self) -> u64 {
        self.acked + self.refused.values().sum::<u64>()
    }

    fn is_over(&self, commands: u64) -> bool {
        self.answered() >= self.sent
            && self.of_staff.count() + self.staff_refused >= commands
            && self.on_the_way.is_empty()
    }

    /// Completes the commands that the screen shows by now.
    fn shown(&mut self) {
        while let Some((seq, due)) = self.on_the_way.front().copied() {
            while self.screen.front().is_some_and(|(to, _)| *to < seq) {
                self.screen.pop_front();
            }
            let Some((_, at)) = self.screen.front() else {
                return;
            };
            self.to_screen.record(due, *at);
            self.on_the_way.pop_front();
        }
    }

    fn tell(&self, report: &mut Report, offered: f64, seconds: u64, commands: u64) {
        let per_second = |count: u64| count as f64 / seconds.max(1) as f64;
        report.latency("staff ack", &self.of_staff);
        report.latency("screen", &self.to_screen);
        report.latency("audience ack", &self.of_audience);
        report.figure("aimed at", offered, "1/s");
        report.figure("offered", per_second(self.sent), "1/s");
        report.figure("acked", per_second(self.acked), "1/s");
        for (kind, count) in &self.refused {
            report.figure(&format!("refused {kind}"), per_second(*count), "1/s");
        }
        report.figure("held back", per_second(self.held_back), "1/s");
        report.figure("not come to", per_second(self.too_late), "1/s");
        report.figure("unanswered", (self.sent - self.answered()) as f64, "");
        report.figure("phones lost", self.lost as f64, "");
        report.expect("staff commands acked", self.of_staff.count(), commands);
        report.expect("commands on the screen", self.to_screen.count(), commands);
        if self.lost == 0 {
            report.expect("ballots answered", self.answered(), self.sent);
        }
    }
}

impl Script for Storm {
    fn news(&mut self, _: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        if seat == self.staff.host {
            match news {
                News::Acked { due, seq } => {
                    self.of_staff.record(due, at);
                    self.on_the_way.push_back((seq, due));
                    self.shown();
                }
                News::Refused { .. } => self.staff_refused += 1,
                News::Lost { .. }
                | News::Text(..)
                | News::Joined
                | News::Turned { .. }
                | News::Open => {}
            }
        } else if seat == self.staff.screen {
            if let News::Text(Text::Change { to }, _) = news {
                self.screen.push_back((to, at));
                self.shown();
            }
        } else if seat < self.phones {
            match news {
                News::Acked { due, .. } => {
                    self.acked += 1;
                    self.of_audience.record(due, at);
                }
                News::Refused { kind } => {
                    let kind = String::from_utf8_lossy(kind).into_owned();
                    *self.refused.entry(kind).or_default() += 1;
                }
                News::Lost { .. } => self.lost += 1,
                News::Text(..) | News::Joined | News::Turned { .. } | News::Open => {}
            }
        }
        Ok(())
    }
}
