//! Certificates from pebble, the ACME authority that Let's Encrypt tests with.

use std::fs;
use std::net::TcpStream as Blocking;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use plenary_tests::{Heard, Server, run};
use tempfile::TempDir;

use crate::tls::{Trust, made, open_poll, says, shown};
use crate::{PATIENCE, port, runs};

const NAME: &str = "plenary.test";
const LOOK: Duration = Duration::from_millis(100);
/// The life of a certificate. It is renewed when two thirds are over.
const LIFE_S: u64 = 30;
/// Sockets that stay while a certificate is renewed, and the variable for more of them.
const SOCKETS: usize = 50;
const MORE: &str = "PLENARY_SOCKETS";

/// The authority, and the name server that it asks.
struct Authority {
    folder: TempDir,
    directory: u16,
    management: u16,
    children: Vec<Child>,
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.end();
    }
}

impl Authority {
    /// Starts one that looks for names at this port of the machine.
    fn start(looks_at: u16) -> Authority {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let (certificate, key) = made("127.0.0.1", 2099);
        fs::write(at("pebble.crt"), certificate).expect("written");
        fs::write(at("pebble.key"), key).expect("written");
        let (directory, management, names) = (port(), port(), port());
        let config = format!(
            "{{\"pebble\": {{\"listenAddress\": \"127.0.0.1:{directory}\", \
             \"managementListenAddress\": \"127.0.0.1:{management}\", \
             \"certificate\": {:?}, \"privateKey\": {:?}, \"httpPort\": {looks_at}, \"tlsPort\": {}, \
             \"ocspResponderURL\": \"\", \"certificateValidityPeriod\": {LIFE_S}}}}}",
            at("pebble.crt"),
            at("pebble.key"),
            port(),
        );
        fs::write(at("pebble.json"), config).expect("written");
        let dns = format!("127.0.0.1:{names}");
        let own = format!("127.0.0.1:{}", port());
        let mut resolver = Command::new("pebble-challtestsrv");
        resolver.args([
            "-defaultIPv4",
            "127.0.0.1",
            "-defaultIPv6",
            "",
            "-dns01",
            &dns,
        ]);
        resolver.args([
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-management",
            &own,
        ]);
        let mut pebble = Command::new("pebble");
        pebble.arg("-config").arg(at("pebble.json"));
        pebble
            .args(["-dnsserver", &dns])
            .env("PEBBLE_VA_NOSLEEP", "1");
        let said = fs::File::create(at("said")).expect("a file");
        let children = [resolver, pebble].map(|mut command| {
            let same = || said.try_clone().expect("the same");
            command.stdin(Stdio::null()).stdout(same()).stderr(same());
            let child = command.spawn();
            child.unwrap_or_else(|e| panic!("cannot run {command:?} ({e}): tests/run installs it"))
        });
        let authority = Authority {
            folder,
            directory,
            management,
            children: children.into(),
        };
        let begun = Instant::now();
        while Blocking::connect(("127.0.0.1", directory)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "{}", authority.said());
            thread::sleep(LOOK);
        }
        authority
    }

    fn end(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("said")).unwrap_or_default()
    }

    /// Returns the file with the certificate that signs all others.
    fn root(&self) -> PathBuf {
        let url = format!("https://127.0.0.1:{}/roots/0", self.management);
        let (got, pem) = runs("curl", &["--silent", "--insecure", &url]);
        assert!(got && pem.contains("BEGIN CERTIFICATE"), "{pem}");
        let path = self.folder.path().join("root.pem");
        fs::write(&path, pem).expect("written");
        path
    }

    /// Prepares a server that gets its certificate here, and answers questions at this port.
    fn server(&self, answers_at: u16) -> Server {
        let trusts = format!("SSL_CERT_FILE={}/pebble.crt", self.folder.path().display());
        let server = Server::unstarted(&["env", &trusts]);
        let url = format!("https://{NAME}:{}", server.port());
        let directory = format!("https://127.0.0.1:{}/dir", self.directory);
        let listen = format!("127.0.0.1:{answers_at}");
        server.with(&[
            "--acme-domain",
            NAME,
            "--acme-directory",
            &directory,
            "--acme-contact",
            "operator@plenary.test",
            "--acme-accept-terms",
            "--acme-listen",
            &listen,
            "--public-url",
            &url,
        ])
    }
}

/// Waits until openssl is shown another certificate than this.
fn is_renewed(server: &Server, old: &[u8]) -> Vec<u8> {
    let begun = Instant::now();
    loop {
        let new = shown(server.port(), NAME);
        if !new.is_empty() && new != old {
            return new;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", server.said());
        thread::sleep(LOOK);
    }
}

fn is_private(path: &Path) {
    let mode = fs::metadata(path).expect("kept").permissions().mode();
    assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_comes_from_nothing_and_is_renewed_under_open_sockets() {
    let sockets = std::env::var(MORE).map_or(SOCKETS, |more| more.parse().expect("a number"));
    let answers_at = port();
    let mut authority = Authority::start(answers_at);
    let mut server = authority.server(answers_at);
    server.restart();
    let code = server.link("/host#").code;
    let first = is_renewed(&server, &[]);
    let trust = Trust::of(&authority.root(), NAME);
    for file in ["acme/account.json", "acme/certificate.pem"] {
        is_private(&server.folder().join(file));
    }
    // Everybody else at that port is sent to https.
    let url = format!("http://127.0.0.1:{answers_at}/{code}");
    let (_, answer) = runs("curl", &["--silent", "-i", &url]);
    let to = format!("https://{NAME}:{}/{code}", server.port());
    assert!(
        answer.starts_with("HTTP/1.1 307") && answer.contains(&to),
        "{answer}"
    );

    let (_host, poll) = open_poll(&trust, &server).await;
    let mut guests = vec![];
    for n in 0..sockets as u32 {
        guests.push(trust.guest(server.port(), &code, n + 10).await);
    }
    let second = is_renewed(&server, &first);
    for guest in &mut guests {
        let cast = guest.cast(poll, 1).await;
        assert_eq!(guest.answer(cast).await, Heard::Ack);
    }
    // The authority is gone when the next one is due: the old one stays, and so does everybody.
    authority.end();
    says(
        &server,
        "the certificate in use stays; the next try is in 60 s",
    );
    assert!(
        server
            .said()
            .contains("no new certificate for plenary.test: ")
    );
    assert_eq!(shown(server.port(), NAME), second);
    for guest in &mut guests {
        let cast = guest.cast(poll, 0).await;
        assert_eq!(guest.answer(cast).await, Heard::Ack);
    }
    drop(guests);
    // What is kept serves the next start, without the authority.
    server.kill();
    server.restart();
    assert_eq!(shown(server.port(), NAME), second);
}

#[test]
fn an_authority_that_refuses_is_told_in_one_line() {
    let answers_at = port();
    // It looks where nobody answers.
    let authority = Authority::start(port());
    let mut server = authority.server(answers_at);
    server.restart();
    says(
        &server,
        "there is none yet, so nobody is served; the next try is in 60 s",
    );
    let said = server.said();
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("no new certificate"))
        .collect();
    assert_eq!(lines.len(), 1, "{said}");
    let reason = "the authority could not see that this server has the name: ";
    assert!(
        lines[0].contains(reason) && lines[0].contains("connection refused"),
        "{}",
        lines[0]
    );
    assert!(shown(server.port(), NAME).is_empty());
    assert!(!server.folder().join("acme/certificate.pem").exists());
    // The account is kept, and used again.
    assert!(server.folder().join("acme/account.json").exists());
}

#[test]
fn settings_for_an_authority_are_checked_before_it_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    for (options, line) in [
        (
            &["--acme-domain", "a.example"][..],
            "acme-domain needs acme-accept-terms",
        ),
        (
            &["--acme-domain", "*.example"],
            "acme-domain = \"*.example\": expected a name",
        ),
        (
            &["--acme-domain", "192.0.2.1"],
            "acme-domain = \"192.0.2.1\": expected a name",
        ),
        (
            &[
                "--acme-domain",
                "a.example",
                "--public-url",
                "https://b.example",
            ],
            "public-url = \"https://b.example\": with acme-domain it is https:// and one of the names",
        ),
        (
            &[
                "--acme-domain",
                "a.example",
                "--acme-accept-terms",
                "--acme-directory",
                "http://x",
            ],
            "acme-directory = \"http://x\": expected https://",
        ),
        (
            &[
                "--acme-domain",
                "a.example",
                "--acme-accept-terms",
                "--acme-contact",
                "me",
            ],
            "acme-contact = \"me\": expected an e-mail address",
        ),
        (
            &[
                "--acme-domain",
                "a.example",
                "--acme-accept-terms",
                "--tls-cert",
                "x",
                "--tls-key",
                "x",
            ],
            "give either tls-cert or acme-domain",
        ),
    ] {
        let said = run(folder.path(), options);
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.starts_with(&format!("plenary: {line}")), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
}
