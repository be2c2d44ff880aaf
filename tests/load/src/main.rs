//! `load`: puts a hall of thousands of phones on a Plenary, measures what it does, and compares it with others that do
//! the same work. README.md beside this tells what each figure means.

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

/// Puts a hall of phones on a server, and measures what it does.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays scenarios on one Plenary
    Run(run::Options),
    /// Measures Plenary and others that do the same work, in turns
    Compare(compare::Options),
    /// Is one of the others
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

/// Turns true at an end from outside: the run then unwinds as after an error, and stops the servers that it started.
fn stop() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        if let Err(e) = signal_hook::flag::register(signal, stop.clone()) {
            eprintln!("load: signals are not heard: {e}");
        }
    }
    stop
}
