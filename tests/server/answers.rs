//! What every answer over HTTP has, whoever asks for what: the headers that protect a browser, and no word more than it needs. And how
//! requests end that could be read in two ways.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use futures_util::SinkExt;
use plenary_tests::{Server, single_choice};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

/// Upper bound on any wait.
const PATIENCE: Duration = Duration::from_secs(20);
/// The public URL of a server behind a proxy for https.
const PUBLIC: &str = "https://plenary.test";

/// Sends bytes, and returns everything that comes back.
fn say(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // A server that refuses may close before it has read everything.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Returns the answer to a request without a body.
fn ask(server: &Server, method: &str, path: &str, headers: &str) -> String {
    let host = format!("127.0.0.1:{}", server.port());
    say(
        server,
        &format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"),
    )
}

fn status(answer: &str) -> u16 {
    let status = answer.split(' ').nth(1).and_then(|word| word.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {answer}"))
}

/// Returns the value of a header.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

#[test]
fn every_answer_has_the_headers_that_protect_browsers() {
    let server = Server::start();
    let code = server.link("/host#").code;
    let html = "Accept: text/html\r\n";
    let of = |method: &'static str, path: String, headers: &'static str, status: u16| {
        (method, path, headers, status)
    };
    let answers = [
        of("GET", format!("/{code}"), html, 200),
        of("GET", format!("/{code}/host"), html, 200),
        of("GET", format!("/{code}/interpreter"), html, 200),
        of("GET", format!("/{code}/codes"), html, 200),
        of("GET", format!("/{code}/edit"), html, 200),
        of("GET", format!("/{code}/print"), html, 200),
        of("GET", "/ZZZZZZ".into(), html, 404),
        of("GET", "/no/such/page".into(), html, 404),
        of("GET", "/no/such/page".into(), "", 404),
        of("GET", format!("/{code}/qr.svg"), "", 200),
        of("GET", format!("/{code}/qr.svg?ec=z"), "", 400),
        of("GET", format!("/{code}/export.json"), "", 401),
        of("GET", format!("/{code}/preview/0"), "", 401),
        of("GET", format!("/{code}/socket?role=participant"), "", 400),
        of("GET", format!("/{code}/pictures/none/phone"), "", 404),
        of("GET", "/a/none.js".into(), "", 404),
        of("GET", "/a/..%2f..%2fetc%2fpasswd".into(), "", 404),
        of("GET", "/healthz".into(), "", 200),
        of("GET", "/readyz".into(), "", 200),
        of("GET", "/robots.txt".into(), "", 200),
        of("POST", format!("/{code}/auth"), "", 415),
        of("POST", format!("/{code}/join"), "", 200),
        of(
            "POST",
            format!("/{code}/join"),
            "Origin: http://evil.example\r\n",
            403,
        ),
        of("PUT", format!("/{code}/join"), "", 405),
        of("DELETE", format!("/{code}"), "", 405),
        of(
            "OPTIONS",
            format!("/{code}/auth"),
            "Origin: http://evil.example\r\n",
            405,
        ),
        of("TRACE", format!("/{code}"), "X-Secret: swordfish\r\n", 405),
        of("CONNECT", format!("/{code}"), "", 405),
    ];
    for (method, path, headers, wanted) in answers {
        let answer = ask(&server, method, &path, headers);
        let what = format!("{method} {path}: {answer:.400}");
        assert_eq!(status(&answer), wanted, "{what}");
        let is = |name, value: &str| assert_eq!(header(&answer, name), Some(value), "{what}");
        is("x-content-type-options", "nosniff");
        is("referrer-policy", "no-referrer");
        is("cache-control", "no-store");
        let policy = header(&answer, "content-security-policy").expect(&what);
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{what}");
        }
        // Every text says its encoding. JSON has only one.
        let kind = header(&answer, "content-type").unwrap_or_default();
        let is_told = kind == "application/json" || kind.contains("charset=utf-8");
        assert!(
            is_told || header(&answer, "content-length") == Some("0"),
            "{what}"
        );
        // Nothing is for other sites, and nothing names what the server is made of or repeats the request.
        for name in [
            "access-control-allow-origin",
            "server",
            "x-powered-by",
            "strict-transport-security",
        ] {
            assert_eq!(header(&answer, name), None, "{what}");
        }
        assert!(!answer.contains("swordfish"), "{what}");
    }
}

/// It has the names of named polls, so it does not open in a tab on the stage.
#[tokio::test]
async fn an_export_is_a_file() {
    let server = Server::start();
    let host = server.staff("/host#").await;
    let code = &host.link().code;
    let cookie = format!("Cookie: {}\r\n", host.cookies().join("; "));
    let answer = ask(&server, "GET", &format!("/{code}/export.json"), &cookie);
    assert_eq!(status(&answer), 200, "{answer:.400}");
    assert_eq!(
        header(&answer, "content-disposition"),
        Some(format!("attachment; filename=\"{code}.json\"").as_str())
    );
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
}

/// A host's frame draws a poll as phones will. Whatever a poll says, the frame acts for nobody.
#[tokio::test]
async fn a_poll_is_previewed_in_a_frame_without_rights() {
    let server = Server::start();
    let host = server.staff("/host#").await;
    let code = &host.link().code;
    let poll = single_choice(&host);
    let cookie = format!("Cookie: {}\r\n", host.cookies().join("; "));
    let answer = ask(
        &server,
        "GET",
        &format!("/{code}/preview/{}", poll.id),
        &cookie,
    );
    assert_eq!(status(&answer), 200, "{answer:.400}");
    let policy = header(&answer, "content-security-policy").expect("a policy");
    for part in [
        "default-src 'none'",
        "connect-src 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("allow-same-origin"), "{policy}");
    assert!(
        answer.contains("\"phase\":\"open\""),
        "the poll is open there"
    );
    let phone = ask(&server, "GET", &format!("/{code}"), "");
    assert!(!phone.contains("\"phase\":\"open\""), "and only there");
    let none = ask(&server, "GET", &format!("/{code}/preview/9999"), &cookie);
    assert_eq!(status(&none), 404, "{none:.400}");
    // Scripts and styles of every page are the same for everybody, so a frame without an origin may have them.
    let desk = ask(&server, "GET", &format!("/{code}/host"), "");
    let asset = desk
        .split("src=\"/a/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let asset = asset.expect("the page has scripts");
    let asset = ask(&server, "GET", &format!("/a/{asset}"), "");
    assert_eq!(header(&asset, "access-control-allow-origin"), Some("*"));
}

#[test]
fn where_https_is_the_public_address_browsers_come_by_nothing_else() {
    let mut server = Server::unstarted(&["env", &format!("PLENARY_PUBLIC_URL={PUBLIC}")]);
    server.restart();
    let code = server.link("/host#").code;
    let (_, host) = PUBLIC.split_once("://").expect("a host");
    let join = |host: &str, origin: &str| {
        say(
            &server,
            &format!(
                "POST /{code}/join HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\r\n"
            ),
        )
    };
    let always = |answer: &str| header(answer, "strict-transport-security").map(str::to_owned);
    let answer = join(host, "Origin: https://plenary.test\r\n");
    assert_eq!(status(&answer), 200, "{answer}");
    assert_eq!(always(&answer).as_deref(), Some("max-age=31536000"));
    let cookie = header(&answer, "set-cookie").expect("a cookie");
    assert!(
        cookie.starts_with("__Host-") && cookie.contains("; Secure"),
        "{cookie}"
    );
    // Its own name by http is another site's page. The refusal has the header, too.
    let answer = join(host, "Origin: http://plenary.test\r\n");
    assert_eq!(status(&answer), 403, "{answer}");
    assert!(always(&answer).is_some(), "{answer}");
    // In the hall, the same server is at an address without https.
    let answer = join(&format!("127.0.0.1:{}", server.port()), "");
    assert_eq!((status(&answer), always(&answer)), (200, None), "{answer}");
}

/// If two servers in a row read the end of a request differently, one reads the rest as a request of somebody else.
#[test]
fn a_request_has_one_end_or_none() {
    let server = Server::start();
    let code = server.link("/host#").code;
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port());
    let hidden = format!("GET /healthz HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let (join, length) = (
        format!("POST /{code}/join HTTP/1.1\r\n{host}"),
        hidden.len(),
    );
    for two in [
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: {length}, 0\r\n"),
        format!("Content-Length: +{length}\r\n"),
        format!("Content-Length : {length}\r\n"),
        "Transfer-Encoding: xchunked\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n".to_owned(),
        "X: y\r\n Content-Length: 0\r\n".to_owned(),
    ] {
        let answer = say(&server, &format!("{join}{two}\r\n{hidden}"));
        assert_eq!(status(&answer), 400, "{two}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{two}: {answer}");
    }
    // With both, chunks count (RFC 9112, 6.3). What comes after them is not read.
    let both = "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let answer = say(&server, &format!("{join}{both}{hidden}"));
    assert_eq!(status(&answer), 200, "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    let answer = ask(
        &server,
        "GET",
        &format!("/{code}/me?role=participant&role=host"),
        "",
    );
    assert_eq!(status(&answer), 400, "a parameter twice: {answer}");
}

/// The log says what is wrong with a frame, and repeats nothing of it.
#[tokio::test]
async fn nobody_writes_lines_of_their_own_into_the_log() {
    let mut server = Server::unstarted(&["env", "PLENARY_LOG=debug"]);
    server.restart();
    let code = server.link("/host#").code;
    let url = format!(
        "ws://127.0.0.1:{}/{code}/socket?role=participant",
        server.port()
    );
    let (mut socket, _) = connect_async(url).await.expect("connected");
    let planted = "{\"t\":\"do\\nINFO plenary::security: all is well\\u001b[2J\"}";
    socket.send(Message::text(planted)).await.expect("sent");
    // Closed, and so read.
    while let Some(Ok(_)) = futures_util::StreamExt::next(&mut socket).await {}
    let said = server.said();
    assert!(said.contains("a frame violates the protocol"), "{said}");
    assert!(!said.contains("all is well"), "{said}");
}
