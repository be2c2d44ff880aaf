//! What browsers request: paths, queries, headers, cookies, bodies, as bytes at the door of a running server.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use plenary::clock::Clock;
use plenary::config::Config;
use plenary::event_file;
use plenary::keys::{login_hash, login_secret};
use plenary::server::{DEMO, Server};
use plenary_domain::role::StaffRole;
use tempfile::TempDir;
use tokio::net::TcpSocket;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::Target;

pub const TARGET: Target = Target {
    name: "requests",
    run,
    seeds,
};

/// The code of the event.
const CODE: &str = "FUZZED";
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Any bytes are answered or refused, the connection ends, and no fault is the server's.
fn run(input: &[u8]) {
    let mut stream = connect(hall());
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // The server may refuse before it has read everything.
    let _ = stream.write_all(input);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    if let Err(e) = stream.read_to_end(&mut answer) {
        let is_reset = e.kind() == std::io::ErrorKind::ConnectionReset;
        assert!(is_reset, "{e} after {} bytes", answer.len());
    }
    let head = &answer[..answer.len().min(12)];
    assert_ne!(head, b"HTTP/1.1 500");
}

/// Connects from another address each time, because the server answers late whoever keeps guessing.
fn connect(hall: &Hall) -> TcpStream {
    static CONNECTED: AtomicU32 = AtomicU32::new(0);
    let [_, a, b, c] = CONNECTED.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let from = Ipv4Addr::new(127, a | 1, b, c | 1);
    let connected = hall.runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        let stream = socket.connect(hall.address).await?.into_std()?;
        stream.set_nonblocking(false)?;
        Ok::<_, std::io::Error>(stream)
    });
    connected.expect("the server accepts")
}

/// A server that runs until the process ends.
struct Hall {
    address: SocketAddr,
    /// Connects to it.
    runtime: Runtime,
    /// The secret of the host's link, and that of a login by it.
    secret: String,
    login: String,
    _folder: TempDir,
}

fn hall() -> &'static Hall {
    static HALL: OnceLock<Hall> = OnceLock::new();
    HALL.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            tls: None,
            public_url: None,
            admin: None,
            data: folder.path().to_owned(),
            demo: false,
            trusted_proxies: vec![],
            backups: None,
            passphrase_file: None,
            translate_url: None,
            translate_key: None,
            webhooks: None,
            frame_ancestors: vec![],
        };
        let (told, hall) = mpsc::channel();
        thread::spawn(move || {
            let runtime = Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let server = Server::start(&config, Clock::system()).await;
                let server = server.expect("a server");
                let program = event_file::parse(DEMO).expect("the demo").program;
                let code = Some(CODE.to_owned());
                let event = server
                    .app
                    .hub
                    .create(program, std::iter::empty(), code, None)
                    .await;
                let event = event.expect("an event");
                let secret = server.app.keys.role_secret(&event, StaffRole::Host, 0);
                let login = login_secret(&server.app.clock);
                let room = server.app.room(CODE).await.expect("its room");
                let hash = login_hash(&login);
                let logged_in = room.log_in(StaffRole::Host, 0, hash, String::new());
                logged_in.await.expect("let in");
                let _ = told.send((server.port(), secret, login));
                let (_stop, ending) = watch::channel(false);
                server.run(ending).await
            })
        });
        let (port, secret, login) = hall.recv().expect("the server starts");
        Hall {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            runtime: Runtime::new().expect("a runtime"),
            secret,
            login,
            _folder: folder,
        }
    })
}

fn seeds() -> Vec<Vec<u8>> {
    let Hall {
        address,
        secret,
        login,
        ..
    } = hall();
    let host =
        format!("Cookie: other=1; plenary_{CODE}_host={login}\r\nAccept-Language: zh-CN,en;q=0.5");
    let socket = "Upgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    let code = "{\"code\":\"ABCDE-FGHJK\"}";
    let auth = format!("{{\"role\":\"host\",\"secret\":\"{secret}\"}}");
    let json = |body: &str| {
        format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let requests = [
        ("GET /?code=chengdu".to_owned(), "Accept: */*".to_owned()),
        (
            format!("GET /{CODE}"),
            format!("Cookie: plenary_{CODE}=x.y; lang=fr\r\nAccept-Language: fr-CA, *;q=0"),
        ),
        (
            format!("GET /{CODE}/qr.svg?size=400&margin=4&ec=h&ink=a2201f"),
            host.clone(),
        ),
        (format!("GET /{CODE}/wifi.svg?size=1"), host.clone()),
        (
            format!("GET /{CODE}/link.svg?role=panelist&person=1"),
            host.clone(),
        ),
        (format!("GET /{CODE}/host"), host.clone()),
        (format!("GET /{CODE}/panelist/emerson"), host.clone()),
        (format!("GET /{CODE}/export.json"), host.clone()),
        (format!("GET /{CODE}/me?role=host"), host.clone()),
        (format!("GET /{CODE}/concerns?question=1"), host.clone()),
        (
            format!("DELETE /{CODE}/auth?role=panelist&person=emerson"),
            host.clone(),
        ),
        (format!("GET /{CODE}/links"), host),
        (
            format!("GET /{CODE}/socket?role=participant"),
            socket.to_owned(),
        ),
        (
            format!("POST /{CODE}/join"),
            format!("Origin: http://{address}\r\nContent-Length: 0"),
        ),
        (format!("POST /{CODE}/code"), json(code)),
        (format!("POST /{CODE}/auth"), json(&auth)),
    ];
    let bytes = requests.into_iter().map(|(line, rest)| {
        let end = if rest.contains("\r\n\r\n") {
            ""
        } else {
            "\r\n\r\n"
        };
        format!("{line} HTTP/1.1\r\nHost: {address}\r\n{rest}{end}").into_bytes()
    });
    bytes.collect()
}
