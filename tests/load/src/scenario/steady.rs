//! **steady**: an open loop of ballots, while tallies go out to everybody. A ballot's latency counts from its due time
//! and not from its sending, so a stall counts in full.

use anyhow::Result;

use super::Play;
use super::watch::Watch;
use crate::client::text::{Text, number};
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S};
use crate::latency::Latency;
use crate::report::Report;
use crate::schedule::Schedule;

/// Ballots a second of one phone, a little below the server's rate limit.
const PER_PHONE: f64 = 4.0;
/// Time limit for answers after the last ballot.
const PATIENCE: Nanos = 20 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("steady");
    let rate = rate(play.amounts.rate, play.phones);
    if rate < play.amounts.rate {
        report.note(format!(
            "{rate:.0} ballots a second: the rate limit of {} phones",
            play.phones
        ));
    }
    let mut watch = Watch::default();
    let spent_before = play.server.spent()?;
    watch.resume(&mut play.hall)?;
    let start = play.hall.clock.now();
    let mut flow = Flow::new(play, rate, play.amounts.steady_seconds);
    flow.finish(play)?;
    let wall = play.hall.clock.now() - start;
    watch.pause(&mut play.hall)?;
    let spent = play.server.spent_since(spent_before)?;
    let Flow {
        total, late, votes, ..
    } = flow;
    votes.tell(&mut report, total);
    report.latency("client late", &late);
    report.expect("ballots refused", votes.refused, 0);
    report.figure("rate", rate, "1/s");
    report.figure("tallies delivered", votes.tallies as f64, "");
    if let Some(spent) = spent {
        let share = spent.ran as f64 / wall.max(1) as f64;
        report.figure("server CPU", 100.0 * share, "%");
    }
    report.spent("server CPU a ballot", spent, total, wall);
    report.client = watch.check(votes.acks.percentile_ms(99.0));
    Ok(report)
}

/// Returns the requested rate, limited to what this many phones may send.
pub fn rate(asked: f64, phones: usize) -> f64 {
    asked.min(PER_PHONE * phones as f64)
}

/// Ballots at a steady rate, with phones taking turns.
pub struct Flow {
    schedule: Schedule,
    pub total: u64,
    last_due: Nanos,
    /// How long after its due time each ballot was written.
    pub late: Latency,
    pub votes: Votes,
}

impl Flow {
    /// Starts now, for this many seconds.
    pub fn new(play: &Play, rate: f64, seconds: u64) -> Flow {
        let start = play.hall.clock.now() + 5 * MS;
        let total = (rate * seconds as f64) as u64;
        Flow {
            schedule: Schedule::new(start, rate, total),
            total,
            last_due: start,
            late: Latency::new(),
            votes: Votes::new(play.phones),
        }
    }

    /// Sends due ballots and takes answers until a moment.
    ///
    /// # Errors
    /// Errors of the hall.
    pub fn run(&mut self, play: &mut Play, until: Nanos) -> Result<()> {
        while play.hall.clock.now() < until {
            while let Some((number, due)) = self.schedule.take(play.hall.clock.now()) {
                self.late.record(due, play.hall.clock.now());
                play.hall.cast(number as usize % play.phones, due);
                self.last_due = due;
            }
            let next = self.schedule.next_due().unwrap_or(until);
            play.hall.turn(next.min(until), &mut self.votes)?;
        }
        Ok(())
    }

    /// Continues until everything is answered, or the time limit has passed.
    ///
    /// # Errors
    /// Errors of the hall.
    pub fn finish(&mut self, play: &mut Play) -> Result<()> {
        while self.votes.answered() < self.total {
            let now = play.hall.clock.now();
            if self.schedule.next_due().is_none() && now > self.last_due + PATIENCE {
                break;
            }
            self.run(play, now + 5 * MS)?;
        }
        Ok(())
    }
}

/// The outcomes of ballots.
pub struct Votes {
    phones: usize,
    pub acks: Latency,
    pub refused: u64,
    pub tallies: u64,
    pub lost: u64,
    pub last_at: Nanos,
    /// The number of guests that the server last reported to the host.
    pub hall_phones: Option<u64>,
}

impl Votes {
    pub fn new(phones: usize) -> Votes {
        Votes {
            phones,
            acks: Latency::new(),
            refused: 0,
            tallies: 0,
            lost: 0,
            last_at: 0,
            hall_phones: None,
        }
    }

    /// Returns the number of answered ballots, whatever the answer.
    pub fn answered(&self) -> u64 {
        self.acks.count() + self.refused
    }

    /// Adds the figures common to all reports about ballots.
    pub fn tell(&self, report: &mut Report, sent: u64) {
        report.latency("ack", &self.acks);
        report.figure("acked", self.acks.count() as f64, "");
        report.figure("refused", self.refused as f64, "");
        report.figure("unanswered", (sent - self.answered()) as f64, "");
        report.expect("ballots answered", self.answered(), sent);
        report.expect("phones lost", self.lost, 0);
    }
}

impl Script for Votes {
    fn news(&mut self, _: &mut Hall, seat: usize, at: Nanos, news: News<'_>) -> Result<()> {
        if let News::Text(Text::Hall, text) = news {
            self.hall_phones = number(text, b"\"phones\":");
        }
        if seat >= self.phones {
            return Ok(());
        }
        match news {
            News::Acked { due, .. } => {
                self.acks.record(due, at);
                self.last_at = at;
            }
            News::Refused { .. } => self.refused += 1,
            News::Text(Text::Change { .. }, _) => self.tallies += 1,
            News::Lost { .. } => self.lost += 1,
            News::Text(..) | News::Joined | News::Turned { .. } | News::Open => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::Arc;
    use std::thread;
    use std::time::Duration;

    use clap::Parser;

    use super::*;
    use crate::client::{Dialect, Role, Target, frame};
    use crate::scenario::Amounts;
    use crate::server::{Owner, Server};

    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        amounts: Amounts,
    }

    const STALL: Duration = Duration::from_millis(500);

    /// Acks ballots, but stalls for half a second before one of them.
    fn serve(mut stream: TcpStream, stall_before: u32) {
        let mut buffer = [0; 4096];
        let mut n = 0;
        // The request arrives in one piece.
        assert!(stream.read(&mut buffer).unwrap() > 0);
        stream
            .write_all(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            .unwrap();
        let mut held = vec![];
        while let Ok(read @ 1..) = stream.read(&mut buffer) {
            held.extend_from_slice(&buffer[..read]);
            // A ballot in this test is a short masked frame: two bytes, the mask, the text.
            while held.len() >= 2 && held.len() >= 6 + usize::from(held[1] & 0x7f) {
                held.drain(..6 + usize::from(held[1] & 0x7f));
                n += 1;
                if n == stall_before {
                    thread::sleep(STALL);
                }
                let mut answer = vec![];
                let text = format!(r#"{{"t":"ack","c":1,"n":{n},"seq":{n}}}"#);
                frame::put_unmasked(text.as_bytes(), &mut answer);
                stream.write_all(&answer).unwrap();
            }
        }
    }

    /// Sends 400 ballots in two seconds over a real socket. In the middle, the client does something else for a while.
    fn play(stall_before: u32, meanwhile: Duration) -> Flow {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || serve(listener.accept().unwrap().0, stall_before));
        let target = Target {
            address,
            dialect: Dialect::Plain,
        };
        let clock = crate::clock::Clock::start();
        let mut hall = Hall::new(clock, target.clone(), 1, Arc::default()).unwrap();
        let seat = hall.seat(Role::Participant, "");
        hall.open(seat).unwrap();
        let mut play = Play {
            hall,
            server: &mut Server::new(Owner::Somebody, target, None, None),
            phones: 1,
            staff: None,
            amounts: &Defaults::parse_from(["test"]).amounts,
            taken_per_second: None,
        };
        play.rest(50 * MS).unwrap();
        let mut flow = Flow::new(&play, 200.0, 2);
        flow.run(&mut play, clock.now() + S).unwrap();
        thread::sleep(meanwhile);
        flow.finish(&mut play).unwrap();
        assert_eq!((flow.votes.answered(), flow.votes.lost), (400, 0));
        flow
    }

    fn assert_p99_has_the_stall(votes: &Votes) {
        let p99_ms = votes.acks.percentile_ms(99.0);
        assert!((400.0..2000.0).contains(&p99_ms), "p99 {p99_ms} ms");
        assert!(votes.acks.percentile_ms(50.0) < 400.0);
    }

    #[test]
    fn a_server_stall_shows_in_the_percentiles() {
        assert_p99_has_the_stall(&play(100, Duration::ZERO).votes);
    }

    /// No ballot is sent into this stall, yet every ballot due meanwhile has waited.
    #[test]
    fn a_stall_of_the_client_shows_in_the_percentiles() {
        let flow = play(0, STALL);
        assert_p99_has_the_stall(&flow.votes);
        assert!(flow.late.percentile_ms(99.0) >= 400.0);
    }
}
