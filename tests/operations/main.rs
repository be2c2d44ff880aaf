//! What an operator meets: log lines, systemd, metrics, proxies. Each is tried against the real program, from Debian.

#![expect(
    clippy::disallowed_methods,
    reason = "how long other programs take is no time of Plenary's"
)]

mod acme;
mod deb;
mod logs;
mod metrics;
mod proxies;
mod systemd;
mod tls;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

/// Upper bound on any wait. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Returns the folder with what an operator needs.
fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy")
}

/// Returns a port that nobody has.
fn port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("an address").port()
}

/// Runs a program of the operator's, with its streams as text.
fn runs(program: &str, args: &[&str]) -> (bool, String) {
    let output = Command::new(program).args(args).output();
    let Output {
        status,
        stdout,
        stderr,
    } = output.unwrap_or_else(|e| panic!("cannot run {program} ({e}): tests/run installs it"));
    let said = [stdout, stderr].concat();
    (
        status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}
