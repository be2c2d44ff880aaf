//! The server's own TLS, with the clients that people have: openssl, curl, Python and a WebSocket over rustls.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream as Blocking;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use plenary::protocol::{Command as Act, Item, PollKind, ServerFrame, poll::choice::ChoiceRules};
use plenary_tests::{Heard, Raw, Server, run};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::{PATIENCE, runs};

const HOST: &str = "localhost";
const LOOK: Duration = Duration::from_millis(50);
/// The sockets that stay through a renewal.
const SOCKETS: usize = 50;
/// How long a handshake may take, and a moment more.
const HANDSHAKE: Duration = Duration::from_secs(13);

/// A certificate as the operator has it: two files.
struct Pair {
    folder: TempDir,
}

/// A client that trusts a certificate, and whatever that signs, for a host on this machine.
pub struct Trust {
    certificate: PathBuf,
    host: String,
}

/// A certificate and its key, as text.
pub fn made(name: &str, last_year: i32) -> (String, String) {
    let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
    params.not_after = date_time_ymd(last_year, 1, 1);
    let key = KeyPair::generate().expect("a key");
    let certificate = params.self_signed(&key).expect("a certificate");
    (certificate.pem(), key.serialize_pem())
}

impl Pair {
    fn new() -> Pair {
        let pair = Pair {
            folder: tempfile::tempdir().expect("a folder"),
        };
        pair.put(&made(HOST, 2099));
        pair
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("plenary.crt")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("plenary.key")
    }

    fn put(&self, (certificate, key): &(String, String)) {
        fs::write(self.certificate(), certificate).expect("written");
        fs::write(self.key(), key).expect("written");
    }

    fn options(&self, port: u16) -> Vec<String> {
        let text = |path: PathBuf| path.to_str().expect("a path").to_owned();
        let url = format!("https://{HOST}:{port}");
        let all = [
            "--public-url",
            &url,
            "--tls-cert",
            &text(self.certificate()),
            "--tls-key",
            &text(self.key()),
        ];
        all.map(str::to_owned).to_vec()
    }

    fn server(&self, under: &[&str]) -> Server {
        let server = Server::unstarted(under);
        let options = self.options(server.port());
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let mut server = server.with(&options);
        server.restart();
        server
    }

    fn trust(&self) -> Trust {
        Trust::of(&self.certificate(), HOST)
    }

    /// Waits until new connections get this certificate.
    fn is_served(&self, server: &Server) {
        let expected = CertificateDer::from_pem_file(self.certificate()).expect("one");
        let begun = Instant::now();
        while shown(server.port(), HOST) != expected.as_ref() {
            assert!(begun.elapsed() < PATIENCE, "{}", server.said());
            thread::sleep(LOOK);
        }
    }
}

impl Trust {
    pub fn of(certificate: &Path, host: &str) -> Trust {
        Trust {
            certificate: certificate.to_owned(),
            host: host.to_owned(),
        }
    }

    /// Opens a connection as a browser does.
    async fn connect(&self, port: u16) -> TlsStream<TcpStream> {
        let certificate = CertificateDer::from_pem_file(&self.certificate).expect("one");
        let mut roots = RootCertStore::empty();
        roots.add(certificate).expect("good");
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("open");
        let name = ServerName::try_from(self.host.clone()).expect("a name");
        let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
        connecting.await.expect("the certificate is good")
    }

    /// Makes a request, and returns the whole answer.
    async fn ask(&self, port: u16, method: &str, path: &str, body: &str) -> String {
        let (mut stream, host) = (self.connect(port).await, &self.host);
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: https://{host}:{port}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = vec![];
        let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
        read.expect("in time").expect("all, and the end of TLS");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Makes a request that sets a cookie, and returns its pair.
    async fn cookie(&self, port: u16, path: &str, body: &str) -> String {
        let answer = self.ask(port, "POST", path, body).await;
        let cookie = header(&answer, "set-cookie").unwrap_or_else(|| panic!("{answer}"));
        let is_safe = cookie.starts_with("__Host-plenary_") && cookie.contains("; Secure");
        assert!(is_safe, "{cookie}");
        cookie.split(';').next().expect("a pair").to_owned()
    }

    async fn socket(&self, port: u16, code: &str, role: &str, cookie: &str, n: u32) -> Raw {
        let (stream, host) = (self.connect(port).await, &self.host);
        let url = format!("wss://{host}:{port}/{code}/socket?role={role}");
        let mut request = url.into_client_request().expect("a request");
        let headers = request.headers_mut();
        let origin = format!("https://{host}:{port}");
        headers.insert("origin", origin.parse().expect("a header"));
        headers.insert("cookie", cookie.parse().expect("a header"));
        let opened = Raw::over(stream, request, n).await;
        opened.expect("a socket")
    }

    pub async fn guest(&self, port: u16, code: &str, n: u32) -> Raw {
        let cookie = self.cookie(port, &format!("/{code}/join"), "").await;
        self.socket(port, code, "participant", &cookie, n).await
    }
}

/// Returns the certificate that openssl is shown, or nothing.
pub fn shown(port: u16, name: &str) -> Vec<u8> {
    let address = format!("127.0.0.1:{port}");
    let args = ["s_client", "-connect", &address, "-servername", name];
    let mut client = Command::new("openssl");
    let output = client.args(args).stdin(Stdio::null()).output();
    let output = output.expect("openssl runs: tests/run installs it").stdout;
    CertificateDer::from_pem_slice(&output).map_or(vec![], |shown| shown.to_vec())
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Waits for a line of the server's.
pub fn says(server: &Server, words: &str) {
    let begun = Instant::now();
    while !server.said().contains(words) {
        assert!(begun.elapsed() < PATIENCE, "no {words}: {}", server.said());
        thread::sleep(LOOK);
    }
}

/// Opens the demo's first single choice as its host, and returns its number.
pub async fn open_poll(trust: &Trust, server: &Server) -> (Raw, u32) {
    let (link, port) = (server.link("/host#"), server.port());
    let secret = link.secret.as_deref().expect("a secret");
    let body = format!("{{\"role\":\"host\",\"secret\":\"{secret}\"}}");
    let path = format!("/{}/auth", link.code);
    let cookie = trust.cookie(port, &path, &body).await;
    let mut host = trust.socket(port, &link.code, "host", &cookie, 1).await;
    let single = PollKind::Choice(ChoiceRules { min: 1, max: 1 });
    // What came before the host may come in a view, and the rest as a change.
    let poll = loop {
        let items = match host.hear().await.expect("a view with polls") {
            ServerFrame::Snapshot(snapshot) => snapshot.items,
            ServerFrame::Change { set, .. } => set,
            ServerFrame::Welcome { .. }
            | ServerFrame::Mine { .. }
            | ServerFrame::Hall(_)
            | ServerFrame::Messages { .. }
            | ServerFrame::Leave { .. }
            | ServerFrame::Ack { .. }
            | ServerFrame::Rejected { .. }
            | ServerFrame::Beat { .. } => continue,
        };
        let poll = items.into_iter().find_map(|item| {
            let Item::Poll(poll) = item else { return None };
            (poll.kind == single).then_some(poll)
        });
        if let Some(poll) = poll {
            break poll;
        }
    };
    let opened = host
        .send(Act::OpenPoll {
            poll: poll.id,
            seen: poll.rev.unwrap_or_default(),
            seconds: None,
        })
        .await;
    assert_eq!(host.answer(opened).await, Heard::Ack);
    (host, poll.id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_comes_by_https_and_a_ballot_by_wss() {
    let pair = Pair::new();
    let server = pair.server(&[]);
    let (port, code) = (server.port(), server.link("/host#").code);
    assert!(
        server
            .welcome()
            .contains(&format!("https://{HOST}:{port}/{code}"))
    );
    let ca = pair.certificate();
    let ca = ca.to_str().expect("a path");
    let url = format!("https://{HOST}:{port}/{code}");
    let (got, page) = runs(
        "curl",
        &["--silent", "--show-error", "-i", "--cacert", ca, &url],
    );
    assert!(got && page.starts_with("HTTP/1.1 200"), "{page:.300}");
    let always = header(&page, "strict-transport-security");
    assert_eq!(always, Some("max-age=31536000"));
    let program = "import ssl, sys, urllib.request\n\
                   trusts = ssl.create_default_context(cafile=sys.argv[2])\n\
                   print(urllib.request.urlopen(sys.argv[1], context=trusts).status)";
    let (got, said) = runs("python3", &["-c", program, &url, ca]);
    assert!(got && said.trim() == "200", "{said}");
    // A browser that knows HTTP/2 is told that here is none.
    let address = format!("127.0.0.1:{port}");
    let args = [
        "s_client",
        "-connect",
        &address,
        "-alpn",
        "h2,http/1.1",
        "-CAfile",
        ca,
    ];
    let (_, said) = runs(
        "sh",
        &["-c", &format!("openssl {} </dev/null", args.join(" "))],
    );
    assert!(said.contains("ALPN protocol: http/1.1"), "{said}");
    assert!(said.contains("Verify return code: 0 (ok)"), "{said}");

    let (_host, poll) = open_poll(&pair.trust(), &server).await;
    let mut guest = pair.trust().guest(port, &code, 7).await;
    let cast = guest.cast(poll, 0).await;
    assert_eq!(guest.answer(cast).await, Heard::Ack);
    // A socket that reads late still gets everything, and the server still reads it.
    let again = guest.cast(poll, 1).await;
    assert_eq!(guest.answer(again).await, Heard::Ack);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_certificate_is_for_newcomers_and_ends_no_socket() {
    let pair = Pair::new();
    let server = pair.server(&[]);
    let (port, code) = (server.port(), server.link("/host#").code);
    let (_host, poll) = open_poll(&pair.trust(), &server).await;
    let mut guests = vec![];
    for n in 0..SOCKETS as u32 {
        guests.push(pair.trust().guest(port, &code, n + 10).await);
    }
    let old = shown(port, HOST);
    // Whoever renews writes the certificate a moment before its key, and both in steps.
    let (certificate, key) = made(HOST, 2098);
    fs::write(pair.certificate(), &certificate[..certificate.len() / 2]).expect("half of it");
    says(
        &server,
        "has no certificate in PEM form; the certificate in use stays",
    );
    assert_eq!(shown(port, HOST), old);
    fs::write(pair.certificate(), &certificate).expect("written");
    says(&server, "does not belong to the certificate");
    assert_eq!(shown(port, HOST), old);
    fs::write(pair.key(), &key).expect("written");
    pair.is_served(&server);
    says(&server, "new connections get the new certificate");
    for guest in &mut guests {
        let cast = guest.cast(poll, 1).await;
        assert_eq!(guest.answer(cast).await, Heard::Ack);
    }
    let mut newcomer = pair.trust().guest(port, &code, 9).await;
    let cast = newcomer.cast(poll, 0).await;
    assert_eq!(newcomer.answer(cast).await, Heard::Ack);
}

/// Returns what a server that does not start says, without the file's folder.
fn refused(pair: &Pair) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let options = pair.options(1);
    let mut args = vec!["--listen", "127.0.0.1:0"];
    args.extend(options.iter().map(String::as_str));
    let output = run(folder.path(), &args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
    assert!(
        !folder.path().join("log.sqlite").exists(),
        "nothing was begun"
    );
    let of = pair.folder.path().to_str().expect("a path");
    said.trim_end().replace(&format!("{of}/"), "")
}

/// What is wrong with a certificate, and the line that says so.
fn wrongs() -> Vec<((String, String), &'static str)> {
    let (certificate, key) = made(HOST, 2099);
    let with = |certificate: &str, key: &str| (certificate.to_owned(), key.to_owned());
    let locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    vec![
        (with("", &key), "plenary.crt has no certificate in PEM form"),
        (
            with(&certificate[..certificate.len() / 2], &key),
            "plenary.crt has no certificate in PEM form",
        ),
        (
            with(&certificate, &certificate),
            "plenary.key has no private key in PEM form that can be read without a passphrase",
        ),
        (
            with(&certificate, locked),
            "plenary.key has no private key in PEM form that can be read without a passphrase",
        ),
        (
            with(&certificate, &made(HOST, 2099).1),
            "the private key in plenary.key does not belong to the certificate in plenary.crt",
        ),
        (
            made(HOST, 2020),
            "the certificate in plenary.crt expired at 2020-01-01T00:00:00Z",
        ),
        (
            made("other.example", 2099),
            "the certificate in plenary.crt is not for localhost, by which guests reach the server",
        ),
    ]
}

#[test]
fn a_server_with_a_bad_certificate_does_not_start_and_says_why() {
    let pair = Pair::new();
    for (wrong, line) in wrongs() {
        pair.put(&wrong);
        assert_eq!(refused(&pair), format!("plenary: {line}"));
    }
    fs::remove_file(pair.key()).expect("removed");
    let said = refused(&pair);
    assert!(
        said.starts_with("plenary: cannot read plenary.key: No such file"),
        "{said}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    for (options, line) in [
        (
            &["--tls-cert", "x"][..],
            "tls-cert needs tls-key, a PEM file",
        ),
        (&["--tls-key", "x"], "tls-key needs tls-cert, a PEM file"),
        (
            &["--tls-cert", "x", "--tls-key", "x"],
            "tls-cert needs public-url, such as",
        ),
        (
            &[
                "--tls-cert",
                "x",
                "--tls-key",
                "x",
                "--public-url",
                "http://a",
            ],
            "public-url = \"http://a\": with tls-cert it begins with https://",
        ),
    ] {
        let said = run(folder.path(), options);
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.starts_with(&format!("plenary: {line}")), "{said}");
    }
}

#[test]
fn a_bad_certificate_under_a_running_server_changes_nothing() {
    let pair = Pair::new();
    let server = pair.server(&[]);
    let old = shown(server.port(), HOST);
    let mut wrongs = wrongs();
    // Two of them say the same.
    wrongs.remove(1);
    for (wrong, line) in wrongs {
        pair.put(&wrong);
        let of = pair.folder.path().to_str().expect("a path");
        let line = line.replace("plenary.crt", &format!("{of}/plenary.crt"));
        let line = line.replace("plenary.key", &format!("{of}/plenary.key"));
        says(&server, &format!("{line}; the certificate in use stays"));
        assert_eq!(shown(server.port(), HOST), old, "{line}");
    }
    // Each is told once, however often it is seen.
    let lines = server.said();
    let expired = lines
        .lines()
        .filter(|line| line.contains("expired at 2020"));
    assert_eq!(expired.count(), 1, "{lines}");
    pair.put(&made(HOST, 2097));
    pair.is_served(&server);
}

#[test]
fn a_handshake_that_never_ends_is_ended() {
    let pair = Pair::new();
    let server = pair.server(&[]);
    let knock = || {
        let stream = Blocking::connect(("127.0.0.1", server.port())).expect("open");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream
    };
    let begun = Instant::now();
    // The head of a record, and the beginning of a greeting that does not go on.
    let mut slow = knock();
    slow.write_all(&[0x16, 3, 1, 2, 0, 1, 0]).expect("sent");
    // One that greets for ever.
    let mut long = knock();
    let mut record = vec![0x16, 3, 1, 0x40, 0, 1, 0, 0xff, 0xff];
    record.resize(5 + 0x4000, 0);
    let _ = long
        .write_all(&record)
        .and_then(|()| long.write_all(&record));
    let mut rest = vec![];
    let _ = long.read_to_end(&mut rest);
    assert!(
        begun.elapsed() < HANDSHAKE / 2,
        "too many bytes end it at once"
    );
    let mut rest = vec![];
    let _ = slow.read_to_end(&mut rest);
    assert!(begun.elapsed() < HANDSHAKE, "{:?}", begun.elapsed());
}

/// Handshakes that stand still give their seats to others, as heads do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handshakes_that_stand_still_keep_nobody_out() {
    let pair = Pair::new();
    let server = pair.server(&["prlimit", "--nofile=400:400"]);
    let (port, code) = (server.port(), server.link("/host#").code);
    let seats = server.places() + 64;
    let mut slow = vec![];
    for _ in 0..seats + 50 {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("open");
        let _ = stream.write_all(&[0x16, 3, 1, 2, 0, 1, 0]).await;
        slow.push(stream);
    }
    let begun = Instant::now();
    let page = pair.trust().ask(port, "GET", &format!("/{code}"), "").await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page:.300}");
    assert!(begun.elapsed() < HANDSHAKE / 2, "{:?}", begun.elapsed());
}

#[test]
fn http_at_the_door_of_https_is_sent_to_the_right_one() {
    let pair = Pair::new();
    let server = pair.server(&[]);
    let (port, code) = (server.port(), server.link("/host#").code);
    let plain = |method: &str, path: &str, accept: &str| {
        let mut stream = Blocking::connect(("127.0.0.1", port)).expect("open");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: {accept}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let sent = plain("GET", &format!("/{code}?x=1"), "text/html");
    assert!(sent.starts_with("HTTP/1.1 307"), "{sent}");
    let to = format!("https://{HOST}:{port}/{code}?x=1");
    assert_eq!(header(&sent, "location"), Some(to.as_str()));
    assert_eq!(header(&sent, "strict-transport-security"), None);
    let told = plain("GET", &format!("/{code}/export.json"), "*/*");
    assert!(told.starts_with("HTTP/1.1 400"), "{told}");
    let refused = plain("POST", &format!("/{code}/join"), "text/html");
    assert!(refused.starts_with("HTTP/1.1 400"), "{refused}");
    assert!(refused.contains("\"kind\":\"https_only\""), "{refused}");
    assert_eq!(header(&refused, "set-cookie"), None);
    assert!(plain("GET", "/healthz", "*/*").starts_with("HTTP/1.1 200"));
    let listen = format!("127.0.0.1:{port}");
    let mut healthz = vec!["healthz", "--listen", listen.as_str()];
    let options = pair.options(port);
    healthz.extend(options.iter().map(String::as_str));
    let asked = run(Path::new("/nonexistent"), &healthz);
    assert!(asked.status.success(), "{asked:?}");
}
