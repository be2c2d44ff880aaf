//! `load`: fills a Plenary with thousands of phones, measures it, and compares it with servers that do the same work.
//! The README.md beside this explains each figure.

mod client;
mod clock;
mod compare;
mod dice;
mod latency;
mod peer;
mod report;
mod run;
mod scenario;
mod schedule;
mod server;
mod table;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{Parser, Subcommand};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Fills a server with phones, and measures it.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Play scenarios on one Plenary
    Run(run::Options),
    /// Measure Plenary and other servers that do the same work, in turns
    Compare(compare::Options),
    /// Run one of the other servers
    #[command(subcommand)]
    Peer(peer::Peer),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(options) => run::run(&options, &stop()),
        Command::Compare(options) => compare::run(&options, &stop()),
        Command::Peer(peer) => peer::serve(&peer).map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(e) => {
            eprintln!("load: {e:#}");
            ExitCode::FAILURE
        }
    }
}

/// Returns a flag that a signal sets. The run then unwinds as after an error, and stops the servers it started.
fn stop() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        if let Err(e) = signal_hook::flag::register(signal, stop.clone()) {
            eprintln!("load: cannot handle signals: {e}");
        }
    }
    stop
}
