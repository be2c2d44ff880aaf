//! The scenarios, and what they share: a hall, its server, and the client's check of itself.

pub mod burst;
pub mod fan_out;
pub mod join;
pub mod overload;
pub mod reconnect;
pub mod restart;
pub mod slow_readers;
pub mod staff;
pub mod steady;
pub mod watch;

use std::fmt;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use self::staff::Staff;
use crate::client::sources::SOURCES_MAX;
use crate::client::text::Text;
use crate::client::{Hall, News, Script};
use crate::clock::{MS, Nanos, S};
use crate::report::Report;
use crate::server::Server;

/// How long to wait for a quiet hall before a scenario starts anyway.
const RESTLESS: Nanos = 10 * S;

/// The scenarios, in playing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Scenario {
    Join,
    FanOut,
    Steady,
    Burst,
    Reconnect,
    SlowReaders,
    Overload,
    Restart,
}

impl Scenario {
    /// Returns the requested scenarios, each once and in order. Join always comes first.
    pub fn in_order(asked: &[Scenario]) -> Vec<Scenario> {
        let mut scenarios = asked.to_vec();
        scenarios.push(Scenario::Join);
        scenarios.sort_unstable();
        scenarios.dedup();
        scenarios
    }
}

/// How much of each.
#[derive(Debug, Clone, Args)]
pub struct Amounts {
    /// Addresses that phones come from, 1 to 250; with 1 the whole hall is behind one
    #[arg(long, default_value_t = SOURCES_MAX as u8, value_parser = clap::value_parser!(u8).range(1..=SOURCES_MAX as i64))]
    pub sources: u8,
    /// Phones that join at a time
    #[arg(long, default_value_t = 500)]
    pub joining: usize,
    /// Tallies of fan-out, one after another
    #[arg(long, default_value_t = 40)]
    pub tallies: u32,
    /// Ballots a second in steady
    #[arg(long, default_value_t = 2000.0)]
    pub rate: f64,
    /// Seconds of steady
    #[arg(long, default_value_t = 10)]
    pub steady_seconds: u64,
    /// Bursts, one after another
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub bursts: u16,
    /// Sockets of slow-readers
    #[arg(long, default_value_t = 1000)]
    pub slow: usize,
    /// Seconds of slow-readers
    #[arg(long, default_value_t = 30)]
    pub slow_seconds: u64,
    /// Seconds of overload
    #[arg(long, default_value_t = 10)]
    pub overload_seconds: u64,
    /// Ballots in the log when restart kills the server
    #[arg(long, default_value_t = 1_000_000)]
    pub ballots: u64,
    /// In reconnect, kill and restart the server instead of cutting the connections
    #[arg(long)]
    pub kill: bool,
}

/// A hall on a server.
pub struct Play<'a> {
    pub hall: Hall,
    pub server: &'a mut Server,
    /// The first seats, up to this number, are phones.
    pub phones: usize,
    /// Only on servers with roles.
    pub staff: Option<Staff>,
    pub amounts: &'a Amounts,
    /// The server's rate in the burst, in ballots a second.
    pub taken_per_second: Option<f64>,
}

impl Play<'_> {
    /// Plays one scenario.
    ///
    /// # Errors
    /// It could not be played at all. If the server ended, the error includes its output.
    pub fn play(&mut self, scenario: Scenario) -> Result<Report> {
        self.settle()?;
        let played = match scenario {
            Scenario::Join => join::play(self),
            Scenario::FanOut => fan_out::play(self),
            Scenario::Steady => steady::play(self),
            Scenario::Burst => burst::play(self),
            Scenario::Reconnect => reconnect::play(self),
            Scenario::SlowReaders => slow_readers::play(self),
            Scenario::Overload => overload::play(self),
            Scenario::Restart => restart::play(self),
        };
        let played = played.with_context(|| format!("in {scenario}"));
        match self.server.post_mortem() {
            Some(dead) => played.with_context(|| dead),
            None => played,
        }
    }

    /// Waits until no tally is in flight, and sends all heartbeats so that none is due soon.
    ///
    /// # Errors
    /// Errors of the hall.
    pub fn settle(&mut self) -> Result<()> {
        self.hall.beat_all();
        let start = self.hall.clock.now();
        let mut quiet = Quiet { at: start };
        while self.hall.clock.now() < (quiet.at + 300 * MS).min(start + RESTLESS) {
            self.hall.turn(quiet.at + 300 * MS, &mut quiet)?;
        }
        Ok(())
    }

    /// Waits for some time.
    ///
    /// # Errors
    /// Errors of the hall.
    pub fn rest(&mut self, time: Nanos) -> Result<()> {
        let end = self.hall.clock.now() + time;
        while self.hall.clock.now() < end {
            self.hall.turn(end, &mut Quiet { at: 0 })?;
        }
        Ok(())
    }

    /// Returns the number of connected phones.
    pub fn open_phones(&self) -> usize {
        let phones = &self.hall.seats[..self.phones];
        phones.iter().filter(|seat| seat.line.is_some()).count()
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scenario::Join => "join",
            Scenario::FanOut => "fan-out",
            Scenario::Steady => "steady",
            Scenario::Burst => "burst",
            Scenario::Reconnect => "reconnect",
            Scenario::SlowReaders => "slow-readers",
            Scenario::Overload => "overload",
            Scenario::Restart => "restart",
        })
    }
}

/// Remembers when something last changed.
struct Quiet {
    at: Nanos,
}

impl Script for Quiet {
    fn news(&mut self, _: &mut Hall, _: usize, at: Nanos, news: News<'_>) -> Result<()> {
        if let News::Text(Text::Change { .. }, _) | News::Acked { .. } = news {
            self.at = at;
        }
        Ok(())
    }
}
