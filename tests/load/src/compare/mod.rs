//! `load compare`: Plenary and its peers in the same scenarios, in one run and in turns, so that a noisy minute of the
//! machine falls on all of them. Each figure is the median of the rounds.

mod judge;
mod results;
mod show;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use self::results::Results;
use crate::clock::{Clock, S};
use crate::peer::{self, Contender, Start};
use crate::run;
use crate::scenario::{Amounts, Scenario};
use crate::server::{Owner, disk, process};

/// The cores of server and client.
const CORES: (usize, usize) = (0, 1);
/// How long the machine rests between two servers.
const REST_S: u64 = 1;

#[derive(Debug, Args)]
pub struct Options {
    /// The Plenary to compare
    #[arg(long, value_name = "PATH")]
    server: PathBuf,
    /// What to play; join always comes first
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [
        Scenario::FanOut, Scenario::Steady, Scenario::Burst, Scenario::Reconnect, Scenario::Overload,
        Scenario::Restart,
    ])]
    scenario: Vec<Scenario>,
    /// Sizes of the hall
    #[arg(long, value_delimiter = ',', default_values_t = [5000, 19900])]
    phones: Vec<usize>,
    /// How often each server is measured
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    #[command(flatten)]
    amounts: Amounts,
    /// Let server and client run on any core
    #[arg(long)]
    unpinned: bool,
    /// Where the folders with the servers' data are made
    #[arg(long, value_name = "FOLDER", default_value = "/tmp")]
    folder: PathBuf,
    /// Where the figures are written, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Compares, and prints the tables and what of the targets is met. Fails if something that should have come did not.
///
/// # Errors
/// A server does not start, or a scenario cannot be played.
pub fn run(options: &Options, stop: &Arc<AtomicBool>) -> Result<ExitCode> {
    let scenarios = Scenario::in_order(&options.scenario);
    let peers = peer::prepare()?;
    let is_pinned = !options.unpinned
        && thread::available_parallelism().is_ok_and(|cores| cores.get() > CORES.1)
        && process::pin_self(CORES.1);
    let pinned = if is_pinned {
        "servers on core 0, the client on core 1"
    } else {
        "nothing is pinned to a core"
    };
    let mut amounts = options.amounts.clone();
    amounts.kill = true;
    let (mut found, mut complete) = (vec![], true);
    for asked in &options.phones {
        let mut round = Round {
            options,
            amounts: &amounts,
            scenarios: &scenarios,
            peers: &peers,
            core: is_pinned.then_some(CORES.0),
            phones: run::most_phones(*asked)?,
            bytes: 0,
            stop,
        };
        let mut results = Results::new(*asked);
        for number in 1..=options.rounds {
            for contender in Contender::ALL {
                eprintln!(
                    "{} phones, round {number} of {}: {}",
                    round.phones,
                    options.rounds,
                    contender.name()
                );
                round.play(contender, &mut results)?;
                let clock = Clock::start();
                clock.sleep_until(REST_S * S);
            }
        }
        results.phones = round.phones;
        let verdicts = judge::judge(&results);
        print!("{}", show::tables(&results, pinned));
        print!("{}", show::verdicts(&verdicts));
        complete &= results.faults().is_empty();
        found.push(json!({
            "phones_asked": asked,
            "phones": results.phones,
            "medians": results.json(),
            "targets": verdicts,
        }));
    }
    if let Some(file) = &options.json {
        let found: Value = json!({ "rounds": options.rounds, "pinned": is_pinned, "halls": found });
        fs::write(file, format!("{found:#}\n")).with_context(|| file.display().to_string())?;
    }
    Ok(if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One turn of one server.
struct Round<'a> {
    options: &'a Options,
    amounts: &'a Amounts,
    scenarios: &'a [Scenario],
    peers: &'a PathBuf,
    core: Option<usize>,
    phones: usize,
    /// The tally frame's, as Plenary made it.
    bytes: usize,
    stop: &'a Arc<AtomicBool>,
}

impl Round<'_> {
    fn play(&mut self, contender: Contender, results: &mut Results) -> Result<()> {
        let folder = tempfile::Builder::new()
            .prefix("plenary-load-")
            .tempdir_in(&self.options.folder)
            .context("no folder")?;
        let mut server = match contender {
            Contender::Plenary => run::own(
                &self.options.server,
                &mut self.phones,
                self.core,
                &self.options.folder,
            )?,
            Contender::NodeWs | Contender::SocketIo | Contender::Axum | Contender::Bare => {
                let start = Start {
                    peers: self.peers,
                    core: self.core,
                    folder: folder.path(),
                    // A joined hall is that far into its event's log.
                    first: self.phones as u64,
                    bytes: self.bytes,
                };
                peer::start(contender, &start)?
            }
        };
        let disk_folder = match &server.owner {
            Owner::Plenary(plenary) => plenary.folder().to_owned(),
            Owner::Peer(_) | Owner::Somebody => folder.path().to_owned(),
        };
        let before = disk::fsync(&disk_folder)?;
        let able = able(contender);
        let scenarios: Vec<_> = self.scenarios.iter().copied().filter(able).collect();
        let played = run::play(
            &mut server,
            self.phones,
            &scenarios,
            self.amounts,
            self.stop,
        );
        let reports = played.with_context(|| contender.name())?;
        if contender == Contender::Plenary {
            let fan_out = reports.iter().find(|report| report.scenario == "fan-out");
            let bytes = fan_out.and_then(|report| report.value("tally frame"));
            self.bytes = bytes.unwrap_or(0.0) as usize;
            results.disk(&before);
            results.disk(&disk::fsync(&disk_folder)?);
        }
        results.add(contender, reports);
        Ok(())
    }
}

/// What a contender can play: peers take ballots and send tallies, and the bare one answers no ballot.
fn able(contender: Contender) -> fn(&Scenario) -> bool {
    match contender {
        Contender::Plenary => |_| true,
        Contender::Bare => |scenario| *scenario <= Scenario::FanOut,
        Contender::NodeWs | Contender::SocketIo | Contender::Axum => {
            |scenario| *scenario <= Scenario::Burst
        }
    }
}
