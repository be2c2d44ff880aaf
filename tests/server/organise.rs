//! The organiser's link and its requests, as a program sends them: what they need, what they tell the operator, and what an event in
//! the trash answers.

use std::io::{Read, Write};
use std::net::TcpStream;

use plenary::client::{Client, End, Method, request};
use plenary_tests::{Server, live, run};

/// More wrong guesses than a line leaves unnamed.
const MANY: usize = 12;

/// Sends a request whose every header counts. Returns the answer.
fn says(server: &Server, what: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
    let headers = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let headers: String = headers.collect();
    let (port, length) = (server.port(), body.len());
    let head = format!(
        "{what} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}Content-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(body.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn status(answer: &str) -> u16 {
    let mut words = answer.split(' ');
    words
        .nth(1)
        .and_then(|word| word.parse().ok())
        .expect("a status")
}

/// Returns the secret of the organiser's link, and the cookie that it buys.
fn organiser(server: &Server, headers: &[(&str, &str)]) -> (String, String) {
    let mut words = server.welcome().split_whitespace();
    let secret = words.find_map(|word| word.split_once("/organise#"));
    let secret = secret.expect("the organiser's link").1.to_owned();
    let body = serde_json::json!({ "secret": secret }).to_string();
    let answer = says(server, "POST /organise/auth", headers, &body);
    assert_eq!(status(&answer), 204, "{answer}");
    let cookie = answer.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie").then_some(value)
    });
    (secret, cookie.expect("a cookie").to_owned())
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap_or_default()
}

#[test]
fn each_request_needs_the_cookie_and_a_page_of_this_server() {
    let server = Server::start();
    let code = server.link("/host#").code;
    let (_, cookie) = organiser(&server, &[]);
    let cookie = pair(&cookie);
    let change = format!("POST /organise/events/{code}");
    let requests = [
        ("GET /organise/events".to_owned(), ""),
        ("POST /organise/events".to_owned(), r#"{"copy":{"of":"X"}}"#),
        ("POST /organise/check".to_owned(), "[event]"),
        (change, r#""archive""#),
        (format!("GET /organise/events/{code}/host"), ""),
        (format!("GET /organise/events/{code}/file"), ""),
        ("DELETE /organise/logins/1".to_owned(), ""),
        ("DELETE /organise/auth".to_owned(), ""),
    ];
    for (what, body) in &requests {
        let none = says(&server, what, &[], body);
        assert_eq!(status(&none), 401, "{what}: {none}");
        for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
            let from = [("Cookie", cookie), ("Origin", origin)];
            let foreign = says(&server, what, &from, body);
            assert_eq!(status(&foreign), 403, "{what}: {foreign}");
        }
    }
    // A host's cookie is not an organiser's.
    let link = server.link("/host#");
    let body = serde_json::json!({ "role": "host", "secret": link.secret }).to_string();
    let host = says(&server, &format!("POST /{code}/auth"), &[], &body);
    let host = host.lines().find_map(|line| line.split_once("et-cookie: "));
    let host = pair(host.expect("a cookie").1);
    let (name, value) = host.split_once('=').expect("a pair");
    assert!(name.ends_with("_host"), "{name}");
    for cookie in [host.to_owned(), format!("plenary_organise={value}")] {
        let answer = says(&server, &requests[0].0, &[("Cookie", &cookie)], "");
        assert_eq!(status(&answer), 401, "{answer}");
    }
    // What is downloaded stays in no cache.
    let file = says(&server, &requests[5].0, &[("Cookie", cookie)], "").to_lowercase();
    assert!(file.starts_with("http/1.1 200"), "{file:.80}");
    assert!(file.contains("cache-control: no-store"), "{file:.400}");
    assert!(
        file.contains("content-disposition: attachment"),
        "{file:.400}"
    );
}

#[test]
fn over_https_the_cookie_is_of_this_host_alone() {
    let server = Server::start();
    let origin = format!("https://127.0.0.1:{}", server.port());
    let (_, cookie) = organiser(&server, &[("Origin", &origin)]);
    assert!(cookie.starts_with("__Host-plenary_organise="), "{cookie}");
    for attribute in ["Secure", "Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    // One of the plain name may be a neighbour's.
    let (_, plain) = organiser(&server, &[]);
    let secure = [("Cookie", pair(&plain)), ("Origin", origin.as_str())];
    let answer = says(&server, "GET /organise/events", &secure, "");
    assert_eq!(status(&answer), 401, "{answer}");
}

/// The operator reads who was let in and who guesses, and no secret.
#[test]
fn what_happens_with_the_link_is_in_the_servers_log() {
    // With all lines that there are.
    let mut server = Server::unstarted(&["env", "PLENARY_LOG=trace"]);
    server.restart();
    let (secret, cookie) = organiser(&server, &[]);
    let own = [("Cookie", pair(&cookie))];
    let ended = says(&server, "DELETE /organise/auth", &own, "");
    assert_eq!(status(&ended), 204, "{ended}");
    let again = says(&server, "GET /organise/events", &own, "");
    assert_eq!(status(&again), 401, "{again}");
    for n in 0..MANY {
        let wrong = format!("plenary_organise=wrong{n}");
        let wrong = says(&server, "GET /organise/events", &[("Cookie", &wrong)], "");
        assert_eq!(status(&wrong), 401, "{wrong}");
    }
    let revoked = run(server.folder(), &["links", "--revoke"]);
    assert!(revoked.status.success(), "{revoked:?}");
    let said = server.said();
    for line in [
        "the organiser's link let a browser in",
        "an organiser's login was ended",
        "the organiser's link was revoked",
        "wrong secrets of links or logins",
        "127.0.0.1",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (_, value) = pair(&cookie).split_once('=').expect("a pair");
    for secret in [secret.as_str(), value, "wrong3"] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[tokio::test]
async fn an_event_in_the_trash_answers_as_if_there_were_none() {
    let server = Server::start();
    let link = server.link("/host#");
    let code = link.code.clone();
    let mut host = server.staff("/host#").await;
    let (_, cookie) = organiser(&server, &[]);
    let own = [("Cookie", pair(&cookie))];
    let change = format!("POST /organise/events/{code}");
    let other = says(&server, &change, &own, r#"{"delete":{"code":"ZZZZZZ"}}"#);
    assert_eq!(status(&other), 400, "{other}");
    let delete = serde_json::json!({ "delete": { "code": code } }).to_string();
    let deleted = says(&server, &change, &own, &delete);
    assert_eq!(status(&deleted), 204, "{deleted}");
    let gone = loop {
        if let Err(end) = host.next().await {
            break end;
        }
    };
    assert!(matches!(gone, End::Gone), "{gone:?}");
    let cookies = host.cookies().to_vec();
    for (method, path) in [
        (Method::GET, ""),
        (Method::POST, "/join"),
        (Method::GET, "/host"),
        (Method::GET, "/links"),
        (Method::GET, "/export.json"),
        (Method::GET, "/me?role=host"),
        (Method::GET, "/qr.svg"),
    ] {
        let path = format!("/{code}{path}");
        let answer = request(&link.address, method, &path, &cookies, None).await;
        let refused = answer.expect_err("there is no such event").to_string();
        assert!(refused.contains("404"), "{path}: {refused}");
    }
    let restored = says(&server, &change, &own, r#""restore""#);
    assert_eq!(status(&restored), 204, "{restored}");
    let mut back = Client::new(link, 2);
    back.auth().await.expect("the link is good again");
    live(&mut back).await;
}
