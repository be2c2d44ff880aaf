//! Names that other sites give to this server.

use std::io::Read;

use crate::attacker::Attacker;
use crate::honest::Event;

/// Sends a GET with a Host header. Returns the answer.
fn answer(attacker: &Attacker, host: &str) -> String {
    let request = format!(
        "GET /{} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        attacker.code
    );
    let mut stream = attacker.say(request.as_bytes()).expect("connected");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// A page of another site whose name leads here reaches nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_sites_name_gets_no_page() {
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let port = event.server.port();
    let long = format!("{}.example", "x".repeat(250));
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.2",
        "",
        &long,
    ] {
        let answer = answer(&attacker, host);
        assert!(answer.starts_with("HTTP/1.1 421 "), "{host}: {answer:.80}");
    }
    // Of a right name, a Host has at most 255 bytes: a port of many zeros is the same port.
    let padded = |bytes: usize| format!("127.0.0.1:{port:0>width$}", width = bytes - 10);
    let answered = answer(&attacker, &padded(256));
    assert!(answered.starts_with("HTTP/1.1 421 "), "{answered:.80}");
    for host in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        padded(255),
    ] {
        let answer = answer(&attacker, &host);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{host}: {answer:.80}");
    }
    // A head with a name of sixteen kilobytes is not even read.
    let huge = answer(&attacker, &"x".repeat(16 * 1024));
    assert!(!huge.starts_with("HTTP/1.1 2"), "{huge:.80}");
    event.goes_on().await;
}
