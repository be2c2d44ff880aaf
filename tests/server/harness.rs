//! Starts the real server as its users do, on its own folder and port, and kills it in the ways it must survive.
//! `PLENARY_BIN` names the binary; by default it is the one beside the test.

pub mod ledger;
mod raw;

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use plenary::client::{Client, Event, Link, Outcome};
use plenary::protocol::{self, Item, PollItem};
use tempfile::{NamedTempFile, TempDir};

pub use raw::{Heard, Raw, Shut};

/// Ports for servers, below the kernel's ephemeral range, so no test connection takes the port of a server that is
/// briefly down.
const PORTS: std::ops::Range<u16> = 10_000..30_000;

/// A server that runs, or ran.
pub struct Server {
    folder: PathBuf,
    /// The folder, if this server owns it; deleted on drop.
    _own: Option<TempDir>,
    /// A program that starts the server, with its arguments; empty for none. It must `exec` the server.
    under: Vec<OsString>,
    /// More options for the server.
    options: Vec<String>,
    /// Kept over restarts, so phones find it again.
    port: u16,
    child: Option<Child>,
    links: Vec<String>,
    welcome: String,
    /// Its stderr over all starts.
    said: NamedTempFile,
}

/// Returns the binary under test.
///
/// # Panics
/// If it is missing: build it before the tests.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("PLENARY_BIN") {
        return path.into();
    }
    // The test lies in target/<profile>/deps.
    let test = std::env::current_exe().expect("the test knows its path");
    let profile = test
        .ancestors()
        .nth(2)
        .expect("a test lies two folders deep");
    let binary = profile.join("plenary");
    assert!(
        binary.exists(),
        "build the server first: cargo build -p plenary"
    );
    binary
}

/// Returns the server's command line on a folder, without environment variables that could change it.
pub fn plenary(folder: &Path) -> Command {
    let mut command = Command::new(binary());
    for name in [
        "PLENARY_LISTEN",
        "PLENARY_PUBLIC_URL",
        "PLENARY_TLS_CERT",
        "PLENARY_TLS_KEY",
        "PLENARY_NO_DEMO",
        "PLENARY_TRUSTED_PROXY",
        "PLENARY_LOG",
        "PLENARY_CONFIG",
        "PLENARY_PASSPHRASE",
        "PLENARY_PASSPHRASE_FILE",
    ] {
        command.env_remove(name);
    }
    command.env("PLENARY_DATA", folder);
    command
}

/// Runs a subcommand to its end.
///
/// # Panics
/// If it does not start.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    plenary(folder)
        .args(args)
        .output()
        .expect("the binary runs")
}

/// Returns a free port that no other test gets.
fn free_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 400) as u16 * 50;
    loop {
        let next = first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = PORTS.start + next % (PORTS.end - PORTS.start);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Server {
    /// Starts a server with the demo on a new folder.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start() -> Server {
        let mut server = Server::unstarted(&[] as &[&str]);
        server.restart();
        server
    }

    /// Prepares a server on a new folder, to be started through `under`, a program that becomes the server.
    ///
    /// # Panics
    /// If its files cannot be created.
    pub fn unstarted(under: &[impl Into<OsString> + Clone]) -> Server {
        let own = tempfile::tempdir().expect("a folder");
        Server {
            folder: own.path().to_owned(),
            _own: Some(own),
            under: under.iter().cloned().map(Into::into).collect(),
            options: vec![],
            port: free_port(),
            child: None,
            links: vec![],
            welcome: String::new(),
            said: NamedTempFile::new().expect("a file"),
        }
    }

    /// Starts it with more options.
    #[must_use]
    pub fn with(mut self, options: &[&str]) -> Server {
        self.options = options.iter().map(ToString::to_string).collect();
        self
    }

    /// Moves it to an existing folder, which outlives the server.
    #[must_use]
    pub fn on(mut self, folder: &Path) -> Server {
        self.folder = folder.to_owned();
        self._own = None;
        self
    }

    /// Starts it again on the same folder and port, and waits until it serves.
    ///
    /// # Panics
    /// If it does not start.
    pub fn restart(&mut self) {
        self.begin();
        assert!(
            self.welcomed(),
            "the welcome shows no links; stderr: {}",
            self.said()
        );
    }

    /// Starts it on the same folder and port without waiting.
    ///
    /// # Panics
    /// If it already runs, or does not start.
    pub fn begin(&mut self) {
        assert!(self.child.is_none(), "it runs");
        let bare = plenary(&self.folder);
        let mut command = match self.under.split_first() {
            None => bare,
            Some((program, args)) => {
                let mut command = Command::new(program);
                command.args(args).arg(bare.get_program());
                for (name, value) in bare.get_envs() {
                    match value {
                        Some(value) => command.env(name, value),
                        None => command.env_remove(name),
                    };
                }
                command
            }
        };
        let said = std::fs::File::options()
            .append(true)
            .open(self.said.path())
            .expect("a file");
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        command.args(&self.options);
        let child = command
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?} does not run: {e}"));
        self.child = Some(child);
    }

    /// Waits until a started server serves. Returns false if it ended instead.
    ///
    /// # Panics
    /// If it was not started.
    pub fn welcomed(&mut self) -> bool {
        let child = self.child.as_mut().expect("it was started");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"))
            .lines()
            .map_while(Result::ok);
        self.links.clear();
        self.welcome.clear();
        // The welcome ends with an empty line after the last link. The organiser's link comes before those of an event, which have no
        // empty line between them.
        let is_events = |link: &String| !link.contains("/organise#");
        for line in lines.by_ref() {
            self.welcome.push_str(&line);
            self.welcome.push('\n');
            if let Some(link) = line.split_whitespace().find(|word| word.contains('#')) {
                self.links.push(link.to_owned());
            } else if self.links.iter().any(is_events) {
                break;
            }
        }
        !self.links.is_empty()
    }

    /// Returns true if this test started it and has not ended it.
    pub fn runs(&self) -> bool {
        self.child.is_some()
    }

    /// Returns the welcome of its last start.
    pub fn welcome(&self) -> &str {
        &self.welcome
    }

    /// Returns the server's process id.
    ///
    /// # Panics
    /// If it does not run.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Returns the server's resident memory.
    ///
    /// # Panics
    /// If it does not run.
    pub fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()));
        let status = status.expect("it runs");
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.expect("its memory") * 1024
    }

    /// Returns the number of places for guests that it reports.
    ///
    /// # Panics
    /// If it reports none.
    pub fn places(&self) -> usize {
        let line = self
            .welcome
            .lines()
            .find(|line| line.contains("Guests at once:"));
        let places = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        places.expect("the welcome shows the number of guests")
    }

    /// Returns its stderr so far, over all starts.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.said.path()).unwrap_or_default()
    }

    /// Returns an event's facts, one per line, as `plenary log --participants` prints them.
    ///
    /// # Panics
    /// If `plenary log` fails.
    pub fn log(&self, code: &str) -> String {
        let output = run(&self.folder, &["log", code, "--participants"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the link of a role; `of` is a part of it, such as `/host#`.
    ///
    /// # Panics
    /// If there is none.
    pub fn link(&self, of: &str) -> Link {
        let link = self
            .links
            .iter()
            .find(|link| link.contains(of))
            .expect("a link of this role");
        link.parse().expect("a link")
    }

    /// Returns a desk or screen that has traded its link and holds its view.
    ///
    /// # Panics
    /// If the server refuses it.
    pub async fn staff(&self, of: &str) -> Client {
        let mut client = Client::new(self.link(of), 1);
        client.auth().await.expect("the link is good");
        live(&mut client).await;
        client
    }

    /// Returns a guest who has joined.
    ///
    /// # Panics
    /// If the server refuses it.
    pub async fn guest(&self, seed: u64) -> Client {
        let mut client = Client::new(self.link("/host#").guest(), seed);
        client.join().await.expect("joined");
        live(&mut client).await;
        client
    }

    /// Kills it as a crash does: nothing is flushed, nobody is notified.
    ///
    /// # Panics
    /// If it does not run.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("it runs");
        child.kill().expect("killed");
        child.wait().expect("gone");
    }

    /// Stops it as an operator does.
    ///
    /// # Panics
    /// If it does not run, or exits with an error.
    pub fn terminate(&mut self) {
        let mut child = self.child.take().expect("it runs");
        let killed = Command::new("kill")
            .arg(child.id().to_string())
            .status()
            .expect("kill runs");
        assert!(killed.success());
        assert!(
            child.wait().expect("gone").success(),
            "it exits with success"
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Drives a client until it holds a view.
///
/// # Panics
/// If the client will not reconnect.
pub async fn live(client: &mut Client) {
    until(client, |client| {
        client.is_live() && client.view().event().is_some()
    })
    .await;
}

/// Drives a client until `holds` is true.
///
/// # Panics
/// If the client will not reconnect.
pub async fn until(client: &mut Client, holds: impl Fn(&Client) -> bool) {
    while !holds(client) {
        let _: Event = client.next().await.expect("the client reconnects");
    }
}

/// Sends a command that must be accepted. Returns the sequence at which it is visible.
///
/// # Panics
/// If it is rejected.
pub async fn accepted(client: &mut Client, command: protocol::Command) -> u64 {
    match client
        .act(command.clone())
        .await
        .expect("the client reconnects")
    {
        Outcome::Acked { seq, .. } => seq,
        Outcome::Rejected(why) => panic!("{command:?}: {why:?}"),
    }
}

/// Sends a command that must be rejected.
///
/// # Panics
/// If it is accepted.
pub async fn refused(client: &mut Client, command: protocol::Command) -> protocol::Rejection {
    match client
        .act(command.clone())
        .await
        .expect("the client reconnects")
    {
        Outcome::Rejected(why) => why,
        Outcome::Acked { .. } => panic!("{command:?} was accepted"),
    }
}

/// Returns the first single-choice poll that a host sees.
///
/// # Panics
/// If there is none.
pub fn single_choice(host: &Client) -> PollItem {
    let single = protocol::PollKind::Choice(protocol::poll::choice::ChoiceRules { min: 1, max: 1 });
    host.view()
        .polls()
        .find(|poll| poll.kind == single)
        .expect("the demo has a single choice")
        .clone()
}

/// Opens a poll. Returns its id.
pub async fn open_poll(host: &mut Client) -> u32 {
    let poll = single_choice(host);
    let seen = poll.rev.unwrap_or_default();
    let seq = accepted(
        host,
        protocol::Command::OpenPoll {
            poll: poll.id,
            seen,
            seconds: None,
        },
    )
    .await;
    until(host, |host| host.view().seq() >= seq).await;
    poll.id
}

/// Returns a poll's counts as this viewer holds them.
pub fn counts(client: &Client, poll: u32) -> Option<(u32, Vec<u32>)> {
    let Item::Tally(tally) = client.view().items().get(&format!("tally:{poll}"))? else {
        return None;
    };
    let counts = serde_json::to_value(tally.tally.as_ref()?).expect("JSON");
    let picks = counts["choice"].as_array()?.iter();
    let picks = picks.map(|n| n.as_u64().expect("a count") as u32);
    Some((tally.count, picks.collect()))
}
