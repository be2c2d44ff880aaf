//! Pictures of options over real sockets: imported beside a running server and without one, served by their hash, replaced by a new
//! import, and gone with their event.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use plenary::client::Client;
use plenary_tests::{Server, live, run, until};

/// A JPEG that tells where it was made, and that it was held upright.
const CAMERA: &[u8] = include_bytes!("fixtures/camera.jpg");
const DRAWING: &[u8] = include_bytes!("fixtures/drawing.png");

const CODE: &str = "PCTRES";
const EVENT: &str = r#"[event]
code = "PCTRES"
languages = ["en"]
title = "Pictures"
venue = "Hall"
date = 2018-08-02
zone = "Asia/Shanghai"

[[poll]]
key = "site"
kind = "single"
title = "Which site?"
options = [
  { key = "a", en = "Harbour", picture = "sites/harbour.jpg" },
  { key = "b", en = "Hill", picture = "hill.png" },
  { key = "c", en = "Neither" },
]
"#;

/// Writes the event file and its pictures. Returns the path of the file.
fn event(folder: &Path) -> String {
    fs::create_dir_all(folder.join("sites")).expect("made");
    fs::write(folder.join("sites/harbour.jpg"), CAMERA).expect("written");
    fs::write(folder.join("hill.png"), DRAWING).expect("written");
    let file = folder.join("event.toml");
    fs::write(&file, EVENT).expect("written");
    file.to_str().expect("a path").to_owned()
}

fn said(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

/// Requests an address exactly as written: no client tidies it.
fn get(server: &Server, path: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
    let host = server.port();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{host}\r\nConnection: close\r\n\r\n"
    )
    .expect("sent");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("read");
    let at = all.windows(4).position(|end| end == b"\r\n\r\n");
    let at = at.expect("a head");
    let head = String::from_utf8_lossy(&all[..at]).to_ascii_lowercase();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.expect("a status"),
        head,
        body: all[at + 4..].to_vec(),
    }
}

/// The pictures of the poll once a host sees that this holds of them.
async fn pictures(folder: &Path, holds: impl Fn(&[String]) -> bool) -> Vec<String> {
    let links = said(folder, &["event", "links", CODE]);
    let link = links
        .split_whitespace()
        .find(|word| word.contains("/host#"));
    let link = link.expect("a host's link").parse().expect("a link");
    let mut host = Client::new(link, 1);
    host.auth().await.expect("the link is good");
    live(&mut host).await;
    let of = |host: &Client| -> Vec<String> {
        let poll = host.view().polls().next();
        poll.map(|poll| poll.pictures.clone()).unwrap_or_default()
    };
    // An import is acked before the views follow it.
    until(&mut host, |host| holds(&of(host))).await;
    of(&host)
}

#[tokio::test]
async fn pictures_are_served_by_their_hash_as_long_as_an_option_has_them() {
    let server = Server::start();
    let files = tempfile::tempdir().expect("a folder");
    let file = event(files.path());
    said(server.folder(), &["event", "import", &file]);
    let hashes = pictures(server.folder(), |hashes| hashes.len() == 3).await;
    assert_eq!(hashes.len(), 3);
    assert_eq!(hashes[2], "");
    let address = |hash: &str, size: &str| format!("/{CODE}/pictures/{hash}/{size}");
    for hash in &hashes[..2] {
        for size in ["phone", "screen"] {
            let answer = get(&server, &address(hash, size));
            assert_eq!(answer.status, 200);
            for header in [
                "content-type: image/png",
                "cache-control: public, max-age=31536000, immutable",
                "x-content-type-options: nosniff",
                "connection: close",
                "content-security-policy: default-src 'none'",
            ] {
                assert!(answer.head.contains(header), "{header}: {}", answer.head);
            }
            let published = String::from_utf8_lossy(&answer.body);
            assert!(!published.contains("Jinjiang") && !published.contains("Exif"));
        }
    }
    // A code is read as guests type it.
    assert_eq!(
        get(
            &server,
            &address(&hashes[0], "phone").replace("PCT", "pct-")
        )
        .status,
        200
    );

    let other = "AAAAAAAAAAAAAAAA";
    for path in [
        address(other, "phone"),
        address(&hashes[0], "original"),
        address("", "phone"),
        address(&format!("{}/phone/..", hashes[0]), "phone"),
        address("..%2F..%2Fkey", "phone"),
        address(&format!("{}%2Fphone%00", hashes[0]), "phone"),
        format!("/{CODE}/pictures/../../log.sqlite"),
        format!("/{CODE}/pictures/%2e%2e/%2e%2e/event.toml"),
        // Another event's pictures are not this one's.
        format!("/CDU7K2/pictures/{}/phone", hashes[0]),
        format!("/NOEVNT/pictures/{}/phone", hashes[0]),
    ] {
        assert_eq!(get(&server, &path).status, 404, "{path}");
    }

    // A file with other pictures replaces them.
    fs::write(files.path().join("hill.png"), CAMERA).expect("written");
    said(server.folder(), &["event", "import", &file]);
    // Equal files are one picture.
    let now = pictures(server.folder(), |hashes| hashes[1] == hashes[0]).await;
    assert_eq!(now[0], hashes[0]);
    assert_eq!(get(&server, &address(&hashes[1], "phone")).status, 404);
    assert_eq!(get(&server, &address(&now[1], "phone")).status, 200);

    said(server.folder(), &["event", "delete", CODE]);
    assert_eq!(get(&server, &address(&now[0], "phone")).status, 404);
}

#[tokio::test]
async fn an_event_takes_its_pictures_along() {
    let files = tempfile::tempdir().expect("a folder");
    let file = event(files.path());
    // Without a server, on the data folder, which is then copied.
    let folder = tempfile::tempdir().expect("a folder");
    assert!(said(folder.path(), &["event", "check", &file]).contains("valid"));
    said(folder.path(), &["event", "import", &file]);
    let copy = files.path().join("copy");
    fs::create_dir(&copy).expect("made");
    for entry in fs::read_dir(folder.path()).expect("listed") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), copy.join(entry.file_name())).expect("copied");
    }
    let out = files.path().join("out");
    let exported = said(
        &copy,
        &[
            "event",
            "export",
            CODE,
            "--pictures",
            out.to_str().expect("a path"),
        ],
    );
    assert!(
        exported.contains("picture = \"sites/harbour.jpg\""),
        "{exported}"
    );
    assert!(
        !String::from_utf8_lossy(&fs::read(out.join("sites/harbour.jpg")).expect("written"))
            .contains("Jinjiang")
    );
    fs::write(out.join("event.toml"), &exported).expect("written");
    // What was exported imports beside a running server.
    let server = Server::start();
    let path = out.join("event.toml");
    said(
        server.folder(),
        &["event", "import", path.to_str().expect("a path")],
    );
    let found = pictures(server.folder(), |hashes| hashes.len() == 3).await;
    for hash in &found[..2] {
        assert_eq!(
            get(&server, &format!("/{CODE}/pictures/{hash}/screen")).status,
            200
        );
    }

    // Without its pictures it is refused, and nothing changes.
    fs::remove_file(out.join("hill.png")).expect("removed");
    let refused = run(
        server.folder(),
        &["event", "import", path.to_str().expect("a path")],
    );
    assert!(!refused.status.success());
    let says = String::from_utf8_lossy(&refused.stderr).into_owned();
    let place = exported
        .lines()
        .position(|line| line.contains("hill.png"))
        .expect("a line")
        + 1;
    assert!(
        says.contains(&format!("event.toml:{place}:")) && says.contains("there is no such file"),
        "{says}"
    );
    let left = pictures(server.folder(), |hashes| hashes.len() == 3).await;
    assert_eq!(left, found);
}
