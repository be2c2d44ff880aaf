//! Caddy, nginx and HAProxy in front of the server, with the configurations of `deploy/proxies`. Ports, certificates and
//! the time after which a proxy by itself ends what is silent are the test's.

use std::fs;
use std::net::TcpStream as Plain;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use plenary_tests::{Server, run};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::{PATIENCE, deploy, port, runs};

const HOST: &str = "plenary.example";
/// What the proxies' own limits on silence become; they have a minute.
const DEFAULT: &str = "1s";
/// A silence that is longer.
const SILENCE: Duration = Duration::from_secs(3);
const LOOK: Duration = Duration::from_millis(100);

/// A proxy that runs, and how it is told to read its configuration again.
struct Proxy {
    child: Child,
    port: u16,
    reload: Box<dyn Fn(&Child)>,
    folder: TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Its workers end with it.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}

/// The files that a proxy gets.
struct Files {
    folder: TempDir,
    port: u16,
    server: u16,
}

impl Files {
    /// Makes a folder with a certificate.
    fn new(server: u16) -> Files {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| {
            folder
                .path()
                .join(name)
                .to_str()
                .expect("a path")
                .to_owned()
        };
        let (made, said) = runs(
            "openssl",
            &[
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=plenary.example",
                "-addext",
                "subjectAltName=DNS:plenary.example",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-keyout",
                &at("plenary.key"),
                "-out",
                &at("plenary.crt"),
            ],
        );
        assert!(made, "{said}");
        let both = fs::read_to_string(at("plenary.crt")).expect("a certificate")
            + &fs::read_to_string(at("plenary.key")).expect("a key");
        fs::write(at("plenary.pem"), both).expect("written");
        Files {
            folder,
            port: port(),
            server,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Copies a configuration with these changes, each of which must be one.
    fn copy(&self, name: &str, changes: &[(&str, &str)]) -> PathBuf {
        let mut text = fs::read_to_string(deploy().join("proxies").join(name)).expect(name);
        let server = format!("127.0.0.1:{}", self.server);
        for (from, to) in [("127.0.0.1:8080", server.as_str())].iter().chain(changes) {
            assert!(text.contains(from), "{name} has no {from}");
            text = text.replace(from, to);
        }
        let path = self.path(name);
        fs::write(&path, text).expect("written");
        path
    }

    fn start(self, mut command: Command, reload: impl Fn(&Child) + 'static) -> Proxy {
        let said = fs::File::create(self.path("said")).expect("a file");
        command
            .stdin(Stdio::null())
            .stdout(said.try_clone().expect("the same"))
            .stderr(said)
            // For Caddy, which keeps files in its home.
            .env("HOME", self.folder.path());
        let child = command
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let Files { folder, port, .. } = self;
        let mut proxy = Proxy {
            child,
            port,
            reload: Box::new(reload),
            folder,
        };
        let begun = Instant::now();
        while Plain::connect(("127.0.0.1", port)).is_err() {
            let ended = proxy.child.try_wait().expect("known");
            let in_time = begun.elapsed() < PATIENCE;
            assert!(ended.is_none() && in_time, "{ended:?} {}", proxy.said());
            thread::sleep(LOOK);
        }
        proxy
    }
}

fn text(path: &Path) -> String {
    path.to_str().expect("a path").to_owned()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
}

fn caddy(server: u16) -> Proxy {
    let files = Files::new(server);
    let admin = format!("unix/{}", text(&files.path("admin.sock")));
    let head = format!(
        "{{\n\tadmin {admin}\n\tauto_https disable_redirects\n}}\nhttps://{HOST}:{} {{\n\tbind 127.0.0.1\n\ttls {} {}\n",
        files.port,
        text(&files.path("plenary.crt")),
        text(&files.path("plenary.key")),
    );
    let config = text(&files.copy("Caddyfile", &[("plenary.example {\n", &head)]));
    let of = ["--config", &config, "--adapter", "caddyfile"].map(str::to_owned);
    let mut command = Command::new("caddy");
    command.arg("run").args(&of);
    let home = files.folder.path().to_owned();
    files.start(command, move |_| {
        let mut reload = Command::new("caddy");
        reload
            .arg("reload")
            .args(&of)
            .args(["--force", "--address", &admin]);
        let said = reload.env("HOME", &home).output().expect("caddy runs");
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
    })
}

fn nginx(server: u16) -> Proxy {
    let files = Files::new(server);
    let (https, http) = (files.port, port());
    let certificate = text(&files.path("plenary.crt"));
    let key = text(&files.path("plenary.key"));
    let site = files.copy(
        "nginx.conf",
        &[
            ("listen 443 ssl;", &format!("listen 127.0.0.1:{https} ssl;")),
            ("listen 80;", &format!("listen 127.0.0.1:{http};")),
            ("/etc/ssl/plenary.pem", &certificate),
            ("/etc/ssl/plenary.key", &key),
        ],
    );
    let folder = text(files.folder.path());
    let user = match fs::metadata("/proc/self")
        .is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
    {
        true => "user root;",
        false => "",
    };
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = temporary
        .map(|of| format!("{of}_temp_path {folder}/{of};"))
        .concat();
    let main = format!(
        "{user} daemon off; pid {folder}/pid; error_log stderr; events {{ worker_connections 256; }}
         http {{ access_log off; {temporary} proxy_read_timeout {DEFAULT}; proxy_send_timeout {DEFAULT};
         include {}; }}",
        text(&site)
    );
    let config = files.path("main.conf");
    fs::write(&config, main).expect("written");
    let mut command = Command::new("nginx");
    command.args(["-e", "stderr", "-c", &text(&config)]);
    files.start(command, |child| signal(child, "-HUP"))
}

fn haproxy(server: u16) -> Proxy {
    let files = Files::new(server);
    let (https, http) = (files.port, port());
    let pem = text(&files.path("plenary.pem"));
    let config = files.copy(
        "haproxy.cfg",
        &[
            ("bind :443 ssl", &format!("bind 127.0.0.1:{https} ssl")),
            ("bind :80", &format!("bind 127.0.0.1:{http}")),
            ("/etc/haproxy/plenary.pem", &pem),
            ("maxconn 20000", "maxconn 200"),
            ("timeout client 60s", &format!("timeout client {DEFAULT}")),
            ("timeout server 60s", &format!("timeout server {DEFAULT}")),
        ],
    );
    let mut command = Command::new("haproxy");
    command.args(["-W", "-db", "-f", &text(&config)]);
    files.start(command, |child| signal(child, "-USR2"))
}

impl Proxy {
    fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("said")).unwrap_or_default()
    }

    /// Opens a connection as a browser does.
    async fn connect(&self) -> TlsStream<TcpStream> {
        let pem = self.folder.path().join("plenary.crt");
        let certificate = CertificateDer::from_pem_file(pem).expect("a certificate");
        let mut roots = RootCertStore::empty();
        roots.add(certificate).expect("good");
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", self.port))
            .await
            .expect("connected");
        let name = ServerName::try_from(HOST).expect("a name");
        let connector = TlsConnector::from(Arc::new(config));
        connector
            .connect(name, stream)
            .await
            .unwrap_or_else(|e| panic!("{e}: {}", self.said()))
    }

    fn origin(&self) -> String {
        format!("https://{HOST}:{}", self.port)
    }

    /// Makes a request, and returns the whole answer.
    async fn ask(&self, method: &str, path: &str) -> String {
        let (mut stream, origin) = (self.connect().await, self.origin());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {HOST}:{}\r\nOrigin: {origin}\r\nContent-Length: 0\r\n\
             X-Forwarded-For: 8.8.8.8\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = vec![];
        // A proxy may hang up without the last word of TLS.
        let _ = timeout(PATIENCE, stream.read_to_end(&mut answer))
            .await
            .expect("in time");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Makes the request that works again after a moment in which the proxy changes over.
    async fn is_back(&self, path: &str) {
        let begun = Instant::now();
        while !self.ask("GET", path).await.starts_with("HTTP/1.1 200") {
            assert!(begun.elapsed() < PATIENCE, "{}", self.said());
        }
    }

    async fn socket(&self, code: &str, cookie: &str) -> WebSocketStream<TlsStream<TcpStream>> {
        let stream = self.connect().await;
        let url = format!("wss://{HOST}:{}/{code}/socket?role=participant", self.port);
        let mut request = url.into_client_request().expect("a request");
        let headers = request.headers_mut();
        headers.insert("origin", self.origin().parse().expect("a header"));
        headers.insert("cookie", cookie.parse().expect("a header"));
        let (mut socket, _) = client_async(request, stream)
            .await
            .unwrap_or_else(|e| panic!("{e}: {}", self.said()));
        let frame = timeout(PATIENCE, socket.next()).await.expect("in time");
        let welcome = frame
            .expect("a frame")
            .expect("a frame")
            .into_text()
            .expect("text");
        assert!(welcome.contains("\"joined\":true"), "{welcome}");
        socket
    }
}

/// Returns true if the server answers a beat.
async fn answers(socket: &mut WebSocketStream<TlsStream<TcpStream>>) -> bool {
    if socket
        .send(Message::text("{\"t\":\"beat\",\"n\":77}"))
        .await
        .is_err()
    {
        return false;
    }
    loop {
        match timeout(PATIENCE, socket.next()).await.expect("in time") {
            Some(Ok(Message::Text(text))) if text.contains("77") => return true,
            Some(Ok(Message::Close(_)) | Err(_)) | None => return false,
            Some(Ok(_)) => {}
        }
    }
}

/// What holds behind each of them.
async fn holds(start: impl Fn(u16) -> Proxy, keeps_sockets: bool) {
    // The port of the public address is the proxy's, which wants the server's first.
    let mut server = Server::unstarted(&[] as &[&str]);
    let proxy = start(server.port());
    let origin = proxy.origin();
    server = server.with(&["--public-url", &origin, "--trusted-proxy", "127.0.0.1"]);
    server.restart();
    let code = server.link("/host#").code;
    let page = proxy.ask("GET", &format!("/{code}")).await;
    assert!(
        page.starts_with("HTTP/1.1 200"),
        "{page:.300} {}",
        proxy.said()
    );
    assert!(
        page.to_ascii_lowercase()
            .contains("strict-transport-security"),
        "{page:.900}"
    );
    let joined = proxy.ask("POST", &format!("/{code}/join")).await;
    let cookie = joined.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie")
            .then(|| value.to_owned())
    });
    let cookie = cookie.unwrap_or_else(|| panic!("no cookie: {joined}"));
    assert!(
        cookie.starts_with("__Host-") && cookie.contains("; Secure"),
        "{cookie}"
    );
    let cookie = cookie.split(';').next().expect("a pair");

    let mut socket = proxy.socket(&code, cookie).await;
    let silence = tokio::time::Instant::now() + SILENCE;
    while let Ok(frame) = tokio::time::timeout_at(silence, socket.next()).await {
        let goes_on = matches!(&frame, Some(Ok(Message::Text(_))));
        assert!(goes_on, "{frame:?} {}", proxy.said());
    }
    assert!(answers(&mut socket).await, "{}", proxy.said());

    (proxy.reload)(&proxy.child);
    proxy.is_back(&format!("/{code}")).await;
    match answers(&mut socket).await {
        true => {}
        false => {
            assert!(!keeps_sockets, "{}", proxy.said());
            socket = proxy.socket(&code, cookie).await;
            assert!(answers(&mut socket).await);
        }
    }
    // Guests have addresses of their own: ten wrong guesses name the peer, and not what somebody wrote.
    for _ in 0..12 {
        let refused = proxy.ask("POST", "/ZZZZZZ/join").await;
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused:.200}");
    }
    assert!(!server.said().contains("8.8.8.8"), "{}", server.said());
    // A prefix leads nowhere.
    let lost = proxy.ask("GET", &format!("/plenary/{code}")).await;
    assert!(lost.starts_with("HTTP/1.1 404"), "{lost:.200}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_caddy() {
    holds(caddy, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_nginx() {
    holds(nginx, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_haproxy() {
    holds(haproxy, true).await;
}

#[test]
fn a_path_is_refused_before_anybody_is_sent_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = run(
        folder.path(),
        &["--public-url", "https://example.org/plenary"],
    );
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success());
    assert!(
        said.contains("a path (/plenary) is not supported"),
        "{said}"
    );
}
