//! What an attacker has: an address, connections, and threads that use them until the test has seen enough.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use plenary_tests::Server;
use socket2::{Domain, Socket, Type};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, WebSocket};

/// Upper bound on a connection attempt and on a read.
const PATIENCE: Duration = Duration::from_millis(500);
/// Pause of an attacker whose connection failed.
const PAUSE: Duration = Duration::from_millis(5);

/// Someone at an address of their own.
#[derive(Debug, Clone)]
pub struct Attacker {
    server: SocketAddr,
    pub code: String,
    from: Ipv4Addr,
}

/// Threads that attack until this is dropped.
#[derive(Default)]
pub struct Attack {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    /// What the attackers count.
    pub counted: Arc<AtomicU32>,
}

impl Attacker {
    /// Returns an attacker at 127.0.0.`n`.
    pub fn at(server: &Server, n: u8) -> Attacker {
        Attacker {
            server: SocketAddr::from(([127, 0, 0, 1], server.port())),
            code: server.link("/host#").code,
            from: Ipv4Addr::new(127, 0, 0, n),
        }
    }

    /// Opens a connection with a small receive buffer and segments of Wi-Fi size.
    pub fn connect(&self) -> io::Result<TcpStream> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((self.from, 0)).into())?;
        socket.set_recv_buffer_size(4096)?;
        socket.set_tcp_mss(1400)?;
        socket.connect_timeout(&self.server.into(), PATIENCE)?;
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    /// Opens a connection and sends something.
    pub fn say(&self, bytes: &[u8]) -> io::Result<TcpStream> {
        let mut stream = self.connect()?;
        stream.write_all(bytes)?;
        Ok(stream)
    }

    /// Encodes a request without a body. `more` are headers, each with its line end.
    pub fn request(&self, method: &str, path: &str, more: &str) -> Vec<u8> {
        let Attacker { server, code, .. } = self;
        let head = format!("{method} /{code}{path} HTTP/1.1\r\nHost: {server}\r\n{more}\r\n");
        head.into_bytes()
    }

    /// Encodes the upgrade to a guest's socket.
    pub fn upgrade(&self, cookie: &str) -> Vec<u8> {
        let more = format!(
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n"
        );
        self.request("GET", "/socket?role=participant", &more)
    }

    /// Joins, and returns the cookie; None if it is refused or not answered.
    pub fn join(&self) -> Option<String> {
        let request = self.request(
            "POST",
            "/join",
            "Content-Length: 0\r\nConnection: close\r\n",
        );
        let mut stream = self.say(&request).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let cookie = answer.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("set-cookie")
                .then(|| value.trim())
        })?;
        cookie.split(';').next().map(str::to_owned)
    }

    /// Opens a guest's socket.
    pub fn socket(&self, cookie: &str) -> io::Result<WebSocket<TcpStream>> {
        let stream = self.connect()?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let url = format!("ws://{}/{}/socket?role=participant", self.server, self.code);
        let mut request = url.into_client_request().map_err(io::Error::other)?;
        let cookie = cookie.parse().map_err(io::Error::other)?;
        request.headers_mut().insert("Cookie", cookie);
        let opened = tungstenite::client(request, stream);
        opened
            .map(|(socket, _)| socket)
            .map_err(|refused| io::Error::other(refused.to_string()))
    }

    /// Starts `threads` threads that do this again and again.
    pub fn attack(
        &self,
        threads: usize,
        act: impl Fn(&Attacker, &AtomicU32) -> io::Result<()> + Clone + Send + 'static,
    ) -> Attack {
        let mut attack = Attack::default();
        for _ in 0..threads {
            let (attacker, act) = (self.clone(), act.clone());
            attack.thread(move |over, counted| {
                while !over.load(Ordering::Relaxed) {
                    if act(&attacker, counted).is_err() {
                        thread::sleep(PAUSE);
                    }
                }
            });
        }
        attack
    }

    /// Keeps `count` connections open on which these bytes were sent, and replaces those that the server closes.
    pub fn occupy(&self, count: usize, bytes: Vec<u8>) -> Attack {
        const THREADS: usize = 4;
        let mut attack = Attack::default();
        for _ in 0..THREADS {
            let (attacker, bytes) = (self.clone(), bytes.clone());
            attack.thread(move |over, opened| {
                let mut streams: Vec<TcpStream> = vec![];
                while !over.load(Ordering::Relaxed) {
                    // Answers are not read, and closed connections are dropped.
                    streams.retain(is_open);
                    while streams.len() < count / THREADS && !over.load(Ordering::Relaxed) {
                        let Ok(stream) = attacker.begin(&bytes) else {
                            break;
                        };
                        opened.fetch_add(1, Ordering::Relaxed);
                        streams.push(stream);
                    }
                    thread::sleep(10 * PAUSE);
                }
            });
        }
        attack
    }

    /// Opens a connection and sends as much of this as the server takes at once.
    fn begin(&self, bytes: &[u8]) -> io::Result<TcpStream> {
        let mut stream = self.connect()?;
        stream.set_nonblocking(true)?;
        let _ = stream.write(bytes);
        Ok(stream)
    }
}

impl Attack {
    fn thread(&mut self, run: impl FnOnce(&AtomicBool, &AtomicU32) + Send + 'static) {
        let (over, counted) = (self.over.clone(), self.counted.clone());
        self.threads
            .push(thread::spawn(move || run(&over, &counted)));
    }
}

fn is_open(stream: &TcpStream) -> bool {
    match stream.peek(&mut [0]) {
        Ok(waiting) => waiting > 0,
        Err(e) => e.kind() == io::ErrorKind::WouldBlock,
    }
}

impl Drop for Attack {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
