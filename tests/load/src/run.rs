//! `load run`: scenarios on one Plenary, its own or a running one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;

use crate::client::{Dialect, Hall, Role, Target};
use crate::clock::Clock;
use crate::latency::Latency;
use crate::report::{self, Report};
use crate::scenario::staff::Staff;
use crate::scenario::{Amounts, Play, Scenario};
use crate::server::account::Account;
use crate::server::plenary::{Link, Plenary};
use crate::server::{Owner, Server, disk, process};
use crate::table;

/// File descriptors of this process reserved for other uses than sockets of the hall.
const FILES_KEPT: u64 = 60;

#[derive(Debug, Args)]
pub struct Options {
    /// Start this Plenary on a new folder with its own event
    #[arg(long, value_name = "PATH", required_unless_present = "url")]
    server: Option<PathBuf>,
    /// Play on a running Plenary on this machine: the host's link of an event
    #[arg(long, value_name = "LINK", conflicts_with = "server")]
    url: Option<Link>,
    /// The process id of that Plenary, to measure its cost
    #[arg(long, requires = "url")]
    pid: Option<u32>,
    #[arg(long, default_value_t = 1000)]
    phones: usize,
    /// Scenarios to play; join always comes first
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [
        Scenario::FanOut, Scenario::Steady, Scenario::Burst, Scenario::Reconnect,
    ])]
    scenario: Vec<Scenario>,
    #[command(flatten)]
    amounts: Amounts,
    /// Pin the server to core 0 and the client to core 1
    #[arg(long)]
    pin: bool,
    /// The folder in which the server's data folder is created
    #[arg(long, value_name = "FOLDER", default_value = "/tmp")]
    folder: PathBuf,
    /// The file to which the figures are written, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Plays, and prints the results. Fails if an expected answer or frame is missing.
///
/// # Errors
/// The scenarios could not be played.
pub fn run(options: &Options, stop: &Arc<AtomicBool>) -> Result<ExitCode> {
    let mut phones = most_phones(options.phones)?;
    let core = (options.pin && process::pin_self(1)).then_some(0);
    let mut server = match (&options.server, &options.url) {
        (Some(binary), _) => own(binary, &mut phones, core, &options.folder)?,
        (None, Some(link)) => somebodys(link, options.pid),
        (None, None) => bail!("--server or --url: which Plenary?"),
    };
    let folder = match &server.owner {
        Owner::Plenary(plenary) => plenary.folder().to_owned(),
        Owner::Peer(_) | Owner::Somebody => options.folder.clone(),
    };
    let scenarios = Scenario::in_order(&options.scenario);
    let before = disk::fsync(&folder)?;
    let reports = play(&mut server, phones, &scenarios, &options.amounts, stop)?;
    let after = disk::fsync(&folder)?;
    print!("{}", table::reports(phones, &reports));
    print!("{}", table::disk(&before, &after));
    if let Some(file) = &options.json {
        write(file, phones, &reports, (&before, &after))?;
    }
    let complete = reports.iter().all(|report| report.faults.is_empty());
    Ok(if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Fills a hall on a server and plays in it.
///
/// # Errors
/// The scenarios could not be played.
pub fn play(
    server: &mut Server,
    phones: usize,
    scenarios: &[Scenario],
    amounts: &Amounts,
    stop: &Arc<AtomicBool>,
) -> Result<Vec<Report>> {
    let mut hall = Hall::new(
        Clock::start(),
        server.target.clone(),
        amounts.sources.into(),
        stop.clone(),
    )?;
    for _ in 0..phones {
        hall.seat(Role::Participant, "");
    }
    let staff = match &server.host {
        Some(link) => Some(Staff::arrive(&mut hall, link)?),
        None => None,
    };
    let mut play = Play {
        hall,
        server,
        phones,
        staff,
        amounts,
        taken_per_second: None,
    };
    let mut reports = vec![];
    for scenario in scenarios {
        eprintln!("{scenario} …");
        reports.push(play.play(*scenario)?);
    }
    Ok(reports)
}

/// Starts a Plenary. Lowers `phones` if the server has fewer places.
///
/// # Errors
/// It does not start.
pub fn own(
    binary: &Path,
    phones: &mut usize,
    core: Option<usize>,
    folder: &Path,
) -> Result<Server> {
    let plenary = Plenary::start(binary, *phones, core, folder)?;
    let places = plenary.places.saturating_sub(Staff::COUNT);
    if places < *phones {
        eprintln!("the server has places for {places} phones: using that many");
        *phones = places;
    }
    let host = plenary.host.clone();
    let account = plenary.process.account();
    let target = target(&host);
    let owner = Owner::Plenary(Box::new(plenary));
    Ok(Server::new(owner, target, Some(host), Some(account)))
}

fn somebodys(host: &Link, pid: Option<u32>) -> Server {
    let account = pid.map(Account::of);
    Server::new(Owner::Somebody, target(host), Some(host.clone()), account)
}

fn target(host: &Link) -> Target {
    Target {
        address: host.address,
        dialect: Dialect::Plenary {
            code: host.code.clone(),
        },
    }
}

/// Returns how many of the phones this process can have sockets for.
///
/// # Errors
/// The limit cannot be read.
pub fn most_phones(asked: usize) -> Result<usize> {
    let most = sockets_max()?.saturating_sub(Staff::COUNT);
    if asked == 0 {
        bail!("--phones 0: a hall has at least one phone");
    }
    if asked > most {
        eprintln!("the limit of open files allows only {most} phones: using that many");
    }
    Ok(asked.min(most))
}

/// Raises the limit of open files as far as possible. Returns how many of them can be sockets of the hall.
fn sockets_max() -> Result<usize> {
    let files = rlimit::increase_nofile_limit(u64::MAX).context("the limit of open files")?;
    Ok(usize::try_from(files.saturating_sub(FILES_KEPT)).unwrap_or(usize::MAX))
}

fn write(file: &Path, phones: usize, reports: &[Report], disk: (&Latency, &Latency)) -> Result<()> {
    let found = json!({
        "phones": phones,
        "machine": report::machine(disk.0, disk.1),
        "reports": reports,
    });
    fs::write(file, format!("{found:#}\n")).with_context(|| file.display().to_string())
}
