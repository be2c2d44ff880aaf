//! **join**: a hall connects. Each phone asks for its identity, opens its socket and waits for its view, a limited
//! number at a time. After an idle second the scenario reads the server's memory.

use anyhow::Result;

use super::Play;
use super::watch::Watch;
use crate::client::text::Text;
use crate::client::{Dialect, Hall, News, Script};
use crate::clock::{Nanos, S, ms};
use crate::latency::Latency;
use crate::report::Report;

/// How long to wait without any arrival before giving up on missing phones.
const PATIENCE: Nanos = 15 * S;
/// How often a phone tries.
const TRIES: u8 = 5;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("join");
    let memory_before = play.server.memory()?;
    let spent_before = play.server.spent()?;
    let mut watch = Watch::default();
    watch.resume(&mut play.hall)?;
    let start = play.hall.clock.now();
    let mut coming = Coming {
        phones: play.phones,
        next: 0,
        started: vec![0; play.phones],
        tries: vec![0; play.phones],
        inside: 0,
        given_up: 0,
        retries: 0,
        last_at: start,
        identity: Latency::new(),
        whole: Latency::new(),
    };
    for _ in 0..play.amounts.joining.min(play.phones) {
        coming.start_next(&mut play.hall)?;
    }
    while coming.inside + coming.given_up < play.phones {
        if play.hall.clock.now() > coming.last_at + PATIENCE {
            break;
        }
        play.hall.turn(coming.last_at + PATIENCE, &mut coming)?;
    }
    let took = coming.last_at - start;
    watch.pause(&mut play.hall)?;
    let spent = play.server.spent_since(spent_before)?;
    play.rest(S)?;

    report.expect("phones inside", coming.inside as u64, play.phones as u64);
    report.figure("everybody is inside after", ms(took), "ms");
    if coming.identity.count() > 0 {
        report.latency("identity", &coming.identity);
    }
    report.latency("phone", &coming.whole);
    report.figure("retries", coming.retries as f64, "");
    report.spent("server CPU a phone", spent, play.phones as u64, took);
    if let (Some(before), Some(after)) = (memory_before, play.server.memory()?) {
        let phones = play.phones as f64;
        for (name, before, after) in [
            ("memory a phone", before.rss, after.rss),
            (
                "anonymous memory a phone",
                before.anonymous,
                after.anonymous,
            ),
            ("proportional memory a phone", before.pss, after.pss),
        ] {
            report.figure(name, (after as f64 - before as f64) / phones, "KiB");
        }
        report.figure("server memory before", before.rss as f64 / 1024.0, "MiB");
    }
    report.note(format!(
        "{} phones come in at a time",
        play.amounts.joining.min(play.phones)
    ));
    report.client = watch.check(coming.whole.percentile_ms(99.0));
    Ok(report)
}

struct Coming {
    phones: usize,
    next: usize,
    started: Vec<Nanos>,
    tries: Vec<u8>,
    inside: usize,
    given_up: usize,
    retries: u64,
    last_at: Nanos,
    identity: Latency,
    whole: Latency,
}

impl Coming {
    fn start_next(&mut self, hall: &mut Hall) -> Result<()> {
        if self.next < self.phones {
            self.started[self.next] = hall.clock.now();
            self.next += 1;
            self.start(hall, self.next - 1)?;
        }
        Ok(())
    }

    fn start(&mut self, hall: &mut Hall, seat: usize) -> Result<()> {
        match hall.target.dialect {
            Dialect::Plenary { .. } if hall.seats[seat].cookie.is_empty() => hall.join(seat),
            Dialect::Plenary { .. } | Dialect::Plain | Dialect::SocketIo => hall.open(seat),
        }
    }

    fn came(&mut self, hall: &mut Hall, seat: usize, at: Nanos) -> Result<()> {
        self.inside += 1;
        self.last_at = at;
        self.whole.record(self.started[seat], at);
        self.start_next(hall)
    }
}

impl Script for Coming {
    fn news(&mut self, hall: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        if seat >= self.phones {
            return Ok(());
        }
        match news {
            News::Joined => {
                self.identity.record(self.started[seat], at);
                hall.open(seat)?;
            }
            News::Open if !hall.target.wants_beats() => self.came(hall, seat, at)?,
            News::Text(Text::Snapshot { .. }, _) => self.came(hall, seat, at)?,
            News::Turned { .. } | News::Lost { .. } => {
                self.tries[seat] += 1;
                if self.tries[seat] < TRIES {
                    self.retries += 1;
                    self.start(hall, seat)?;
                } else {
                    self.given_up += 1;
                    self.start_next(hall)?;
                }
            }
            News::Open | News::Text(..) | News::Acked { .. } | News::Refused { .. } => {}
        }
        Ok(())
    }
}
