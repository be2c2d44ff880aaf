//! Starts the real server as its users do, on a folder and a port of its own, and kills it in the ways that it must
//! survive. `PLENARY_BIN` names the binary; without it, the one beside the test is used.

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

/// Where ports for servers are looked for: below those that the kernel hands out, so that no connection of a test
/// takes the port of a server that is down for a moment.
const PORTS: std::ops::Range<u16> = 10_000..30_000;

/// A server that runs, or ran.
pub struct Server {
    folder: PathBuf,
    /// The folder, if it was made for this server and goes with it.
    _own: Option<TempDir>,
    /// The program that starts it, with its arguments; empty for none. It must become the server (`exec`).
    under: Vec<OsString>,
    /// Kept over restarts, so that phones find it again.
    port: u16,
    child: Option<Child>,
    links: Vec<String>,
    welcome: String,
    /// What it says on stderr, over all its starts.
    said: NamedTempFile,
}

/// The binary under test.
///
/// # Panics
/// If there is none: the tests build it first.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("PLENARY_BIN") {
        return path.into();
    }
    // The test stands in target/<profile>/deps.
    let test = std::env::current_exe().expect("the test knows its path");
    let profile = test
        .ancestors()
        .nth(2)
        .expect("a test stands two folders deep");
    let binary = profile.join("plenary");
    assert!(
        binary.exists(),
        "build the server first: cargo build -p plenary"
    );
    binary
}

/// The command line of the server on a folder, without anything of this environment that could change it.
pub fn plenary(folder: &Path) -> Command {
    let mut command = Command::new(binary());
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

/// Runs a command of the command line to its end.
///
/// # Panics
/// If it cannot be started.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    plenary(folder)
        .args(args)
        .output()
        .expect("the binary runs")
}

/// A port that nobody has, and that no other test is given.
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

    /// A server on a new folder that `under` starts, a program that becomes the server; it does not run yet.
    ///
    /// # Panics
    /// If there is no place for its files.
    pub fn unstarted(under: &[impl Into<OsString> + Clone]) -> Server {
        let own = tempfile::tempdir().expect("a folder");
        Server {
            folder: own.path().to_owned(),
            _own: Some(own),
            under: under.iter().cloned().map(Into::into).collect(),
            port: free_port(),
            child: None,
            links: vec![],
            welcome: String::new(),
            said: NamedTempFile::new().expect("a file"),
        }
    }

    /// The same on a folder of somebody else, which stays when the server goes.
    #[must_use]
    pub fn on(mut self, folder: &Path) -> Server {
        self.folder = folder.to_owned();
        self._own = None;
        self
    }

    /// Starts again on the same folder and port, and waits until it serves.
    ///
    /// # Panics
    /// If it does not start.
    pub fn restart(&mut self) {
        self.begin();
        assert!(
            self.welcomed(),
            "the welcome shows links; it said: {}",
            self.said()
        );
    }

    /// Begins to start on the same folder and port, and waits for nothing.
    ///
    /// # Panics
    /// If it runs, or cannot be run.
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
        let child = command
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?} does not run: {e}"));
        self.child = Some(child);
    }

    /// Waits until a server that was begun serves; false if it ended instead.
    ///
    /// # Panics
    /// If it was not begun.
    pub fn welcomed(&mut self) -> bool {
        let child = self.child.as_mut().expect("it was begun");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"))
            .lines()
            .map_while(Result::ok);
        self.links.clear();
        self.welcome.clear();
        // The welcome ends with an empty line after the last link: what an event with links has before them has none.
        for line in lines.by_ref() {
            self.welcome.push_str(&line);
            self.welcome.push('\n');
            if let Some(link) = line.split_whitespace().find(|word| word.contains('#')) {
                self.links.push(link.to_owned());
            } else if !self.links.is_empty() {
                break;
            }
        }
        !self.links.is_empty()
    }

    /// It was started and not ended by this test.
    pub fn runs(&self) -> bool {
        self.child.is_some()
    }

    /// What it showed at its last start.
    pub fn welcome(&self) -> &str {
        &self.welcome
    }

    /// The process of the server.
    ///
    /// # Panics
    /// If it does not run.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// What it has said on stderr so far, over all its starts.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.said.path()).unwrap_or_default()
    }

    /// The facts of an event, one a line, as `plenary log --participants` prints them.
    ///
    /// # Panics
    /// If they cannot be had.
    pub fn log(&self, code: &str) -> String {
        let output = run(&self.folder, &["log", code, "--participants"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// The folder with the data.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The link of a role, such as `/host#`.
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

    /// A desk or screen that has traded its link and holds its view.
    ///
    /// # Panics
    /// If the server does not take it.
    pub async fn staff(&self, of: &str) -> Client {
        let mut client = Client::new(self.link(of), 1);
        client.auth().await.expect("the link is good");
        live(&mut client).await;
        client
    }

    /// A guest who has joined.
    ///
    /// # Panics
    /// If the server does not take it.
    pub async fn guest(&self, seed: u64) -> Client {
        let mut client = Client::new(self.link("/host#").guest(), seed);
        client.join().await.expect("joined");
        live(&mut client).await;
        client
    }

    /// Ends it as a crash does: nothing is flushed, nobody is told.
    ///
    /// # Panics
    /// If it does not run.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("it runs");
        child.kill().expect("killed");
        child.wait().expect("gone");
    }

    /// Ends it as an operator does.
    ///
    /// # Panics
    /// If it does not run, or does not end well.
    pub fn terminate(&mut self) {
        let mut child = self.child.take().expect("it runs");
        let killed = Command::new("kill")
            .arg(child.id().to_string())
            .status()
            .expect("kill runs");
        assert!(killed.success());
        assert!(child.wait().expect("gone").success(), "it ends well");
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
/// If it comes to its end.
pub async fn live(client: &mut Client) {
    until(client, |client| {
        client.is_live() && client.view().event().is_some()
    })
    .await;
}

/// Drives a client until something holds.
///
/// # Panics
/// If it comes to its end.
pub async fn until(client: &mut Client, holds: impl Fn(&Client) -> bool) {
    while !holds(client) {
        let _: Event = client.next().await.expect("the client goes on");
    }
}

/// Carries out a command that must be accepted; returns the sequence at which it is visible.
///
/// # Panics
/// If it is refused.
pub async fn accepted(client: &mut Client, command: protocol::Command) -> u64 {
    match client
        .act(command.clone())
        .await
        .expect("the client goes on")
    {
        Outcome::Acked { seq, .. } => seq,
        Outcome::Rejected(why) => panic!("{command:?}: {why:?}"),
    }
}

/// Carries out a command that must be refused.
///
/// # Panics
/// If it is accepted.
pub async fn refused(client: &mut Client, command: protocol::Command) -> protocol::Rejection {
    match client
        .act(command.clone())
        .await
        .expect("the client goes on")
    {
        Outcome::Rejected(why) => why,
        Outcome::Acked { .. } => panic!("{command:?} was accepted"),
    }
}

/// The first single-choice poll that a host sees.
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

/// Opens a poll; returns its id.
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

/// The counts of a poll as this viewer holds them.
pub fn counts(client: &Client, poll: u32) -> Option<(u32, Vec<u32>)> {
    let tally = client.view().items().get(&format!("tally:{poll}"))?;
    match tally {
        Item::Tally(tally) => {
            let counts = serde_json::to_value(tally.tally.as_ref()?).expect("JSON");
            let picks = counts["choice"].as_array()?.iter();
            Some((
                tally.count,
                picks.map(|n| n.as_u64().expect("a count") as u32).collect(),
            ))
        }
        Item::Event(_)
        | Item::Group(_)
        | Item::Session(_)
        | Item::Person(_)
        | Item::Poll(_)
        | Item::Question(_)
        | Item::Stage(_) => None,
    }
}
