//! The peers: servers that do the same work in other ways, to separate the cost of the machine, the language and the
//! library from Plenary's. Their acks are not durable; Plenary's are.

pub mod axum;
pub mod bare;
pub mod given;
mod tally;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use self::given::{Given, Program};
use crate::client::{Dialect, Target};
use crate::clock::{Nanos, S};
use crate::server::process::Process;
use crate::server::{Owner, Server};

/// `load peer …`: the peers written in Rust.
#[derive(Debug, Subcommand)]
pub enum Peer {
    /// axum's WebSocket out of the box, with tokio's broadcast
    Axum(Place),
    /// One loop that sends one frame to each socket: the lower bound
    Bare {
        #[command(flatten)]
        place: Place,
        /// Size of the frame in bytes
        #[arg(long, default_value_t = 200)]
        bytes: usize,
    },
}

#[derive(Debug, Args)]
pub struct Place {
    /// The port on 127.0.0.1; 0 chooses a free one and prints it
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// The first sequence, so numbers are as long as another server's
    #[arg(long, default_value_t = 0)]
    pub first: u64,
}

/// Time limit for a peer to print its port.
const PATIENCE: Nanos = 10 * S;

/// One of the servers in a comparison.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contender {
    /// The Plenary that is compared with the others.
    Plenary,
    /// A server named on the command line.
    Given(Given),
    NodeWs,
    SocketIo,
    Axum,
    Bare,
}

impl Contender {
    /// The contenders built into this program.
    pub const STANDARD: [Contender; 4] = [
        Contender::NodeWs,
        Contender::SocketIo,
        Contender::Axum,
        Contender::Bare,
    ];

    pub fn name(&self) -> &str {
        match self {
            Contender::Plenary => "Plenary",
            Contender::Given(given) => &given.name,
            Contender::NodeWs => "Node ws",
            Contender::SocketIo => "socket.io",
            Contender::Axum => "axum",
            Contender::Bare => "bare",
        }
    }

    /// Returns true for Plenary and other Plenary binaries.
    pub fn is_plenary(&self) -> bool {
        match self {
            Contender::Plenary => true,
            Contender::Given(given) => matches!(given.program, Program::Plenary(_)),
            Contender::NodeWs | Contender::SocketIo | Contender::Axum | Contender::Bare => false,
        }
    }
}

/// Runs a peer until it is killed.
///
/// # Errors
/// It cannot listen.
pub fn serve(peer: &Peer) -> Result<()> {
    match peer {
        Peer::Axum(place) => axum::serve(place),
        Peer::Bare { place, bytes } => bare::serve(place, *bytes),
    }
}

/// How to start a peer.
pub struct Start<'a> {
    /// The folder of the JavaScript peers.
    pub peers: &'a Path,
    pub core: Option<usize>,
    /// The folder for its output.
    pub folder: &'a Path,
    /// The first sequence.
    pub first: u64,
    /// Size of a tally frame, for the peer that makes none itself.
    pub bytes: usize,
}

/// Starts a peer as its own process.
///
/// # Errors
/// It does not start, or does not print its port in time.
pub fn start(contender: &Contender, with: &Start<'_>) -> Result<Server> {
    let first = with.first.to_string();
    let node = |script: &str| {
        let mut command = Command::new("node");
        command.arg(with.peers.join(script)).args(["0", &first]);
        Ok(command)
    };
    let own = |peer: &str| {
        let this = std::env::current_exe().context("the path of this program")?;
        let mut command = Command::new(this);
        command.args(["peer", peer, "--first", &first]);
        anyhow::Ok(command)
    };
    let command = match contender {
        Contender::Plenary => bail!("Plenary is no peer of itself"),
        Contender::Given(given) => match &given.program {
            Program::Plain(command) => Ok(given::shell(command, with.first)),
            Program::Plenary(_) => bail!("another Plenary is no peer"),
        },
        Contender::NodeWs => node("ws.mjs"),
        Contender::SocketIo => node("socketio.mjs"),
        Contender::Axum => own("axum"),
        Contender::Bare => own("bare").map(|mut command| {
            command.args(["--bytes", &with.bytes.to_string()]);
            command
        }),
    }?;
    let mut process = Process::start(command, with.core, with.folder)?;
    let port = process
        .wait_for(PATIENCE, port)
        .context("expected the line `listening on PORT`")?;
    let account = process.account();
    let target = Target {
        address: ([127, 0, 0, 1], port).into(),
        dialect: match contender {
            Contender::SocketIo => Dialect::SocketIo,
            Contender::Plenary
            | Contender::Given(_)
            | Contender::NodeWs
            | Contender::Axum
            | Contender::Bare => Dialect::Plain,
        },
    };
    Ok(Server::new(
        Owner::Peer(process),
        target,
        None,
        Some(account),
    ))
}

/// Returns the port in a peer's output, once the line is complete.
fn port(said: &str) -> Option<u16> {
    let whole = said.split_inclusive('\n');
    let mut lines = whole.filter_map(|line| line.strip_suffix('\n'));
    lines.find_map(|line| line.strip_prefix("listening on ")?.trim().parse().ok())
}

/// Returns the folder of the JavaScript peers, with their packages installed.
///
/// # Errors
/// Node.js is missing, or npm cannot install.
pub fn prepare() -> Result<PathBuf> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    if !peers.join("node_modules").exists() {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--silent"]);
        let done = npm
            .current_dir(&peers)
            .status()
            .context("the JavaScript peers need npm")?;
        if !done.success() {
            bail!("npm ci failed in {}", peers.display());
        }
    }
    Ok(peers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_taken_from_a_whole_line() {
        assert_eq!(port("listening on 4711\n"), Some(4711));
        assert_eq!(port("ready\nlistening on 80\nmore"), Some(80));
        for early in ["", "listening on 47", "listening on all\n", "on 4711\n"] {
            assert_eq!(port(early), None, "{early}");
        }
    }
}
