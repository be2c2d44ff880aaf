//! `load compare`: Plenary and its peers in the same scenarios, in one run and in turns, so a noisy minute of the
//! machine affects all of them. Each figure is the median of the rounds.

mod judge;
mod ratios;
mod results;
mod show;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};
use tempfile::TempDir;

use self::results::Results;
use crate::clock::{Clock, S};
use crate::peer::given::{Given, Program};
use crate::peer::{self, Contender, Start};
use crate::run;
use crate::scenario::{Amounts, Scenario};
use crate::server::{Owner, Server, disk, process};

/// The cores of server and client.
const CORES: (usize, usize) = (0, 1);
/// Seconds the machine rests between two servers.
const REST_S: u64 = 1;

#[derive(Debug, Args)]
pub struct Options {
    /// The Plenary to compare
    #[arg(long, value_name = "PATH")]
    server: PathBuf,
    /// Another contender: a command that serves the plain dialect, or plenary:PATH for another Plenary binary
    #[arg(long = "peer", value_name = "NAME=COMMAND")]
    given: Vec<Given>,
    /// Leave out Node ws, socket.io, axum and bare
    #[arg(long)]
    without_standard: bool,
    /// Scenarios to play; join always comes first
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [
        Scenario::FanOut, Scenario::Steady, Scenario::Burst, Scenario::Reconnect, Scenario::Overload,
        Scenario::Restart,
    ])]
    scenario: Vec<Scenario>,
    /// Sizes of the hall
    #[arg(long, value_delimiter = ',', default_values_t = [5000, 19900])]
    phones: Vec<usize>,
    /// Number of rounds
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    #[command(flatten)]
    amounts: Amounts,
    /// Let server and client run on any core
    #[arg(long)]
    unpinned: bool,
    /// The folder in which the servers' data folders are created
    #[arg(long, value_name = "FOLDER", default_value = "/tmp")]
    folder: PathBuf,
    /// The file to which the figures are written, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Compares, and prints the tables and the targets. Fails if an expected answer or frame is missing.
///
/// # Errors
/// A server does not start, or a scenario cannot be played.
pub fn run(options: &Options, stop: &Arc<AtomicBool>) -> Result<ExitCode> {
    let contenders = contenders(&options.given, options.without_standard)?;
    let scenarios = Scenario::in_order(&options.scenario);
    let peers = match options.without_standard {
        true => PathBuf::new(),
        false => peer::prepare()?,
    };
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
        round.try_all(&contenders)?;
        let mut results = Results::new(*asked, contenders.clone());
        for number in 1..=options.rounds {
            for contender in turns(&contenders, number) {
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
        let ratios = ratios::all(&results);
        print!("{}", show::tables(&results, pinned));
        for (name, ratios) in &ratios {
            let waited = ratios::waited_percent(&results, name);
            print!("{}", show::ratios(name, ratios, waited));
        }
        print!("{}", show::verdicts(&verdicts));
        complete &= results.faults().is_empty();
        found.push(json!({
            "phones_asked": asked,
            "phones": results.phones,
            "medians": results.json(),
            "ratios": ratios,
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

/// Returns the contenders, in column order.
///
/// # Errors
/// Two have the same name.
fn contenders(given: &[Given], without_standard: bool) -> Result<Vec<Contender>> {
    let mut all = vec![Contender::Plenary];
    all.extend(given.iter().cloned().map(Contender::Given));
    if !without_standard {
        all.extend(Contender::STANDARD);
    }
    for (at, contender) in all.iter().enumerate() {
        let name = contender.name();
        if all[..at]
            .iter()
            .any(|other| other.name().eq_ignore_ascii_case(name))
        {
            bail!("two contenders have the name {name}: rename the --peer");
        }
    }
    Ok(all)
}

/// Returns the order of a round. Every second round runs in reverse, so a machine that slows down over minutes favours
/// nobody. The first starts with Plenary, whose tally frame sets the size of the bare peer's.
fn turns(contenders: &[Contender], round: u32) -> Vec<&Contender> {
    let mut turns: Vec<_> = contenders.iter().collect();
    if round.is_multiple_of(2) {
        turns.reverse();
    }
    turns
}

/// One turn of one server.
struct Round<'a> {
    options: &'a Options,
    amounts: &'a Amounts,
    scenarios: &'a [Scenario],
    peers: &'a Path,
    core: Option<usize>,
    phones: usize,
    /// Size of the tally frame, as Plenary sent it.
    bytes: usize,
    stop: &'a Arc<AtomicBool>,
}

impl Round<'_> {
    /// Starts and stops Plenary and the contenders named on the command line. A broken one fails here and not after
    /// minutes of play, and the hall becomes no larger than the smallest Plenary has places for.
    fn try_all(&mut self, contenders: &[Contender]) -> Result<()> {
        for contender in contenders {
            if contender.is_plenary() || matches!(contender, Contender::Given(_)) {
                self.start(contender, &self.folder()?)?;
            }
        }
        Ok(())
    }

    fn folder(&self) -> Result<TempDir> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("plenary-load-");
        let folder = folder.tempdir_in(&self.options.folder);
        folder.context("no folder")
    }

    fn start(&mut self, contender: &Contender, folder: &TempDir) -> Result<Server> {
        let binary = match contender {
            Contender::Plenary => Some(&self.options.server),
            Contender::Given(given) => match &given.program {
                Program::Plenary(binary) => Some(binary),
                Program::Plain(_) => None,
            },
            Contender::NodeWs | Contender::SocketIo | Contender::Axum | Contender::Bare => None,
        };
        let started = match binary {
            Some(binary) => run::own(binary, &mut self.phones, self.core, folder.path()),
            None => {
                let start = Start {
                    peers: self.peers,
                    core: self.core,
                    folder: folder.path(),
                    // Each join has added a fact, so the event's log is this long.
                    first: self.phones as u64,
                    bytes: self.bytes,
                };
                peer::start(contender, &start)
            }
        };
        started.with_context(|| contender.name().to_owned())
    }

    fn play(&mut self, contender: &Contender, results: &mut Results) -> Result<()> {
        let folder = self.folder()?;
        let mut server = self.start(contender, &folder)?;
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
        let reports = played.with_context(|| contender.name().to_owned())?;
        if *contender == Contender::Plenary {
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

/// Returns what a contender can play: peers take ballots and send tallies; the bare one answers no ballot.
fn able(contender: &Contender) -> fn(&Scenario) -> bool {
    match contender {
        _ if contender.is_plenary() => |_| true,
        Contender::Bare => |scenario| *scenario <= Scenario::FanOut,
        Contender::Plenary
        | Contender::Given(_)
        | Contender::NodeWs
        | Contender::SocketIo
        | Contender::Axum => |scenario| *scenario <= Scenario::Burst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(texts: &[&str]) -> Vec<Given> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn each_contender_has_a_name_of_its_own() {
        let two = given(&["old=plenary:/x", "axum=y"]);
        let all = contenders(&two, true).unwrap();
        let names: Vec<_> = all.iter().map(Contender::name).collect();
        assert_eq!(names, ["Plenary", "old", "axum"]);
        assert!(contenders(&two, false).is_err());
        assert!(contenders(&given(&["old=x", "OLD=y"]), true).is_err());
        assert!(contenders(&given(&["plenary=x"]), true).is_err());
    }

    #[test]
    fn turns_go_forwards_and_backwards() {
        let all = contenders(&given(&["old=plenary:/x"]), true).unwrap();
        let names = |round| {
            let turns = turns(&all, round);
            turns.into_iter().map(Contender::name).collect::<Vec<_>>()
        };
        assert_eq!(names(1), ["Plenary", "old"]);
        assert_eq!(names(2), ["old", "Plenary"]);
        assert_eq!(names(3), ["Plenary", "old"]);
    }
}
