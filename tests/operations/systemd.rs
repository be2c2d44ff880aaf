//! The systemd unit, and what the server tells systemd.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::time::{Duration, Instant};

use plenary_tests::{Server, binary};

use crate::{PATIENCE, deploy, runs};

/// What `systemd-analyze security` may find at most: 0 is closed, 10 is open. README.md names the score.
const EXPOSURE_MAX: f32 = 1.5;

/// systemd's end of the socket.
struct Systemd(UnixDatagram);

impl Systemd {
    fn listen(path: &Path) -> Systemd {
        let socket = UnixDatagram::bind(path).expect("a socket");
        socket.set_read_timeout(Some(PATIENCE)).expect("set");
        Systemd(socket)
    }

    fn hears(&self) -> String {
        let mut message = [0; 256];
        let read = self.0.recv(&mut message).expect("a message");
        String::from_utf8_lossy(&message[..read]).into_owned()
    }

    /// Returns what it hears next but for signs of life.
    fn hears_news(&self) -> String {
        loop {
            let heard = self.hears();
            if heard != "WATCHDOG=1" {
                return heard;
            }
        }
    }
}

#[test]
fn systemd_learns_that_it_serves_lives_and_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notify");
    let systemd = Systemd::listen(&path);
    let to = format!("NOTIFY_SOCKET={}", path.display());
    let mut server = Server::unstarted(&["env", &to, "WATCHDOG_USEC=300000"]);
    server.restart();
    assert_eq!(systemd.hears_news(), "READY=1");
    std::net::TcpStream::connect(("127.0.0.1", server.port())).expect("it listens");
    for _ in 0..3 {
        assert_eq!(systemd.hears(), "WATCHDOG=1");
    }
    server.terminate();
    assert_eq!(systemd.hears_news(), "STOPPING=1");
    // Nothing is said of a process that does not run.
    systemd.0.set_nonblocking(true).expect("set");
    while systemd.0.recv(&mut [0; 256]).is_ok() {}
}

#[test]
fn nobody_is_told_that_a_watch_is_kept_for_another_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notify");
    let systemd = Systemd::listen(&path);
    let to = format!("NOTIFY_SOCKET={}", path.display());
    let mut server = Server::unstarted(&["env", &to, "WATCHDOG_USEC=1000", "WATCHDOG_PID=1"]);
    server.restart();
    assert_eq!(systemd.hears(), "READY=1");
    let quiet = Duration::from_millis(200);
    systemd.0.set_read_timeout(Some(quiet)).expect("set");
    let begun = Instant::now();
    assert!(systemd.0.recv(&mut [0; 256]).is_err());
    assert!(begun.elapsed() >= quiet / 2);
}

#[test]
fn the_unit_is_valid_and_lets_little_through() {
    let unit = fs::read_to_string(deploy().join("plenary.service")).expect("the unit");
    let program = binary();
    let here = unit.replace(
        "ExecStart=plenary ",
        &format!("ExecStart={} ", program.display()),
    );
    assert_ne!(here, unit, "the unit names the program");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plenary.service");
    fs::write(&path, here).expect("written");
    let path = path.to_str().expect("a path");
    let (is_valid, said) = runs("systemd-analyze", &["verify", "--man=no", path]);
    assert!(is_valid && said.trim().is_empty(), "{said}");
    let (_, said) = runs("systemd-analyze", &["security", "--offline=true", path]);
    let line = said.lines().find(|line| line.contains("Overall exposure"));
    let score = line.and_then(|line| line.split_whitespace().find_map(|word| word.parse().ok()));
    let score: f32 = score.unwrap_or_else(|| panic!("no score: {said}"));
    assert!(score <= EXPOSURE_MAX, "{score}: {said}");
}
