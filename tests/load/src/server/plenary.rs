//! Plenary itself: on a fresh folder with its own event, or already running.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::process::Process;
use crate::client::http;
use crate::clock::{Nanos, S};

/// Time limit for printing its address, because it may have a log to replay.
const PATIENCE: Nanos = 30 * S;
/// The event's code.
const CODE: &str = "HALL22";
/// Prefix of the log's file names.
const LOG: &str = "log.sqlite";

/// A Plenary that this run started.
pub struct Plenary {
    binary: PathBuf,
    core: Option<usize>,
    folder: TempDir,
    pub process: Process,
    pub host: Link,
    /// Number of guests it can hold.
    pub places: usize,
}

/// A parsed role link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub address: SocketAddr,
    pub code: String,
    pub role: String,
    pub secret: String,
}

impl Plenary {
    /// Starts one for this many phones, in a new folder within `parent`.
    ///
    /// # Errors
    /// The binary is missing, refuses the event, or does not start. The error includes its output.
    pub fn start(
        binary: &Path,
        phones: usize,
        core: Option<usize>,
        parent: &Path,
    ) -> Result<Plenary> {
        let folder = tempfile::Builder::new()
            .prefix("plenary-load-")
            .tempdir_in(parent)
            .context("cannot create the data folder")?;
        let file = folder.path().join("event.toml");
        fs::write(&file, event(phones))?;
        let mut import = command(binary, folder.path());
        import.args(["--no-demo", "event", "import"]).arg(&file);
        let imported = import
            .output()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        if !imported.status.success() {
            let said = String::from_utf8_lossy(&imported.stderr);
            bail!("the server refused the event: {}", said.trim());
        }
        let mut process = serve(binary, folder.path(), 0, core)?;
        let (host, places) = process.wait_for(PATIENCE, |said| {
            let host = said.split_whitespace().find_map(|word| {
                let link: Link = word.parse().ok()?;
                (link.role == "host").then_some(link)
            })?;
            Some((host, places(said).unwrap_or(usize::MAX)))
        })?;
        Ok(Plenary {
            binary: binary.to_owned(),
            core,
            folder,
            process,
            host,
            places,
        })
    }

    /// Kills and restarts it on the same folder and port, without waiting for it.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn kill_and_start(&mut self) -> Result<()> {
        self.process.kill();
        let port = self.host.address.port();
        self.process = serve(&self.binary, self.folder.path(), port, self.core)?;
        Ok(())
    }

    /// Returns the size of the log's files on disk in bytes.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn bytes(&self) -> Result<u64> {
        let mut bytes = 0;
        for entry in fs::read_dir(self.folder.path())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(LOG) {
                bytes += entry.metadata()?.len();
            }
        }
        Ok(bytes)
    }

    /// Returns its data folder, on the disk it waits for.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl std::str::FromStr for Link {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Link> {
        let expected = || format!("{text}: expected http://127.0.0.1:PORT/CODE/host#SECRET");
        let address = http::loopback(text)?;
        let (page, secret) = text.split_once('#').with_context(expected)?;
        let mut parts = page.split('/').skip(3);
        let (Some(code), Some(role)) = (parts.next(), parts.next()) else {
            bail!(expected());
        };
        Ok(Link {
            address,
            code: code.to_owned(),
            role: role.to_owned(),
            secret: secret.to_owned(),
        })
    }
}

fn serve(binary: &Path, folder: &Path, port: u16, core: Option<usize>) -> Result<Process> {
    let mut command = command(binary, folder);
    command.args(["--no-demo", "--listen", &format!("127.0.0.1:{port}")]);
    Process::start(command, core, folder)
}

/// Returns the server's command line on a folder, without environment variables that could change it.
fn command(binary: &Path, folder: &Path) -> Command {
    let mut command = Command::new(binary);
    for name in [
        "PLENARY_LISTEN",
        "PLENARY_PUBLIC_URL",
        "PLENARY_NO_DEMO",
        "PLENARY_CONFIG",
    ] {
        command.env_remove(name);
    }
    command.env("PLENARY_DATA", folder);
    command
}

fn places(said: &str) -> Option<usize> {
    let rest = said.split("Guests at once: ").nth(1)?;
    rest.split_whitespace().next()?.parse().ok()
}

/// Returns an event for this many people with one poll. Everybody sees its bars while it is open, so each vote updates
/// every phone.
fn event(phones: usize) -> String {
    format!(
        r#"[event]
code = "{CODE}"
languages = ["en"]
title.en = "A hall under load"
venue.en = "Here"
date = 2018-08-02
zone = "Etc/UTC"
headcount = {phones}

[[poll]]
key = "choice"
kind = "single"
live = "everyone"
title.en = "Which one?"
options = [
  {{ key = "a", en = "The first" }},
  {{ key = "b", en = "The second" }},
  {{ key = "c", en = "The third" }},
  {{ key = "d", en = "The fourth" }},
]
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_parsed() {
        let link: Link = "http://127.0.0.1:8080/HALL22/host#s3cret".parse().unwrap();
        assert_eq!(link.address.port(), 8080);
        assert_eq!(
            (&*link.code, &*link.role, &*link.secret),
            ("HALL22", "host", "s3cret")
        );
        for bad in [
            "http://127.0.0.1:8080/HALL22/host",
            "http://127.0.0.1:8080/HALL22#x",
            "host",
        ] {
            assert!(bad.parse::<Link>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_welcome_shows_the_places() {
        let said = "Data: /x   Guests at once: 18622\n\nEvent";
        assert_eq!(places(said), Some(18622));
        assert_eq!(places("Data: /x"), None);
    }
}
