//! How a server starts, fails to start, and ends.

use std::net::TcpListener;
use std::process::{Output, Stdio};

use futures_util::StreamExt;
use plenary_tests::{Server, live, plenary, run};
use tokio_tungstenite::tungstenite::Message;

/// Checks for a failure exit code and one line that gives the reason.
fn one_line(output: &Output, says: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert_eq!(text.trim_end().lines().count(), 1, "one line: {text}");
    assert!(text.contains(says), "{text}");
}

#[test]
fn a_failed_start_is_reported_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    one_line(
        &run(folder.path(), &["--listen", &address]),
        "cannot listen on",
    );
    one_line(
        &run(folder.path(), &["--listen", "nowhere"]),
        "listen = \"nowhere\": expected",
    );
    one_line(
        &run(folder.path(), &["--public-url", "plenary.example"]),
        "expected http:// or https://",
    );
    one_line(
        &run(folder.path(), &["--config", "/nonexistent.toml"]),
        "/nonexistent.toml",
    );
    let file = folder.path().join("file");
    std::fs::write(&file, "x").expect("written");
    one_line(&run(&file, &[]), "cannot use");
    one_line(
        &run(folder.path(), &["event", "export", "ZZZZZZ"]),
        "no event with this code",
    );
}

#[test]
fn a_folder_serves_only_one_server() {
    let server = Server::start();
    one_line(
        &run(server.folder(), &["--listen", "127.0.0.1:0"]),
        "in use by another server",
    );
}

#[test]
fn without_the_demo_it_explains_how_to_begin() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = plenary(folder.path())
        .args(["--listen", "127.0.0.1:0", "--no-demo"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let lines =
        std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("piped")));
    let found = lines
        .map_while(Result::ok)
        .any(|line| line.contains("plenary event import FILE"));
    child.kill().expect("killed");
    child.wait().expect("gone");
    assert!(found);
}

#[tokio::test]
async fn a_shutdown_tells_phones_to_reconnect_and_leaves_one_file() {
    let mut server = Server::start();
    let mut host = server.staff("/host#").await;
    let link = server.link("/host#");
    let url = format!(
        "ws://127.0.0.1:{}/{}/socket?role=participant",
        server.port(),
        link.code
    );
    let (mut socket, _) = tokio_tungstenite::connect_async(&url)
        .await
        .expect("connected");
    socket.next().await.expect("a frame").expect("a welcome");
    server.terminate();
    let code = loop {
        match socket.next().await {
            Some(Ok(Message::Close(Some(frame)))) => break u16::from(frame.code),
            Some(Ok(_)) => {}
            other => panic!("no close frame: {other:?}"),
        }
    };
    assert_eq!(code, plenary::protocol::close::COME_BACK);
    assert!(!server.folder().join("admin.sock").exists());
    let wal =
        std::fs::metadata(server.folder().join("log.sqlite-wal")).map_or(0, |file| file.len());
    assert_eq!(wal, 0, "the log is folded into one file");
    server.restart();
    live(&mut host).await;
}

#[test]
fn only_the_owner_can_read_the_folders_files() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    const FILES: [&str; 7] = [
        "server.key",
        "lock",
        "log.sqlite",
        "log.keys",
        "log.guests",
        "log.erased",
        "log.heads",
    ];
    let mut server = Server::start();
    let are_private = |server: &Server| {
        for name in FILES.into_iter().chain(["admin.sock"]) {
            let file = std::fs::metadata(server.folder().join(name)).expect(name);
            assert_eq!(file.permissions().mode() & 0o077, 0, "{name}");
        }
    };
    are_private(&server);
    // Somebody has let others read all of them. The next start mends that, and says so.
    server.terminate();
    for name in FILES {
        let others = Permissions::from_mode(0o644);
        std::fs::set_permissions(server.folder().join(name), others).expect(name);
    }
    server.restart();
    are_private(&server);
    let key = server.folder().join("server.key");
    let told = format!("others could read {}", key.display());
    assert!(server.said().contains(&told), "{}", server.said());
}

#[test]
fn a_folder_in_which_others_can_plant_files_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let open = std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(folder.path(), open).expect("opened");
    let refused = run(folder.path(), &["--listen", "127.0.0.1:0"]);
    one_line(&refused, "others can write in it");
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 0);
}

/// Every user of a machine can see the arguments of its programs.
#[test]
fn a_rehearsal_reads_its_link_from_standard_input() {
    use std::io::Write;
    let server = Server::start();
    let link = server.link("/host#");
    let rehearse = |secret: &str| {
        let mut child = plenary(server.folder())
            .args([
                "rehearse",
                "--url",
                "-",
                "--phones",
                "1",
                "--minutes",
                "0.25",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let url = format!("{}/{}/host#{secret}", server.url(), link.code);
        writeln!(stdin, "{url}").expect("written");
        child.wait_with_output().expect("it ends")
    };
    let wrong = rehearse("not-this-one");
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(
        !wrong.status.success() && said.contains("plenary rehearse: "),
        "{said}"
    );
    assert!(!said.contains("not-this-one"), "{said}");
    let right = rehearse(&link.secret.expect("a secret"));
    assert!(right.status.success(), "{right:?}");
}

/// The journal is kept, and other users can read it.
#[test]
fn the_journal_gets_no_links() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().expect("a folder");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let same = writer.try_clone().expect("the same pipe");
    let same = std::fs::File::from(std::os::fd::OwnedFd::from(same));
    let same = same.metadata().expect("known");
    let mut child = plenary(folder.path())
        .args(["--listen", "127.0.0.1:0"])
        .env("JOURNAL_STREAM", format!("{}:{}", same.dev(), same.ino()))
        .stdout(writer)
        .spawn()
        .expect("the binary runs");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(reader));
    let mut printed = vec![];
    for line in lines.map_while(Result::ok) {
        let ends = line.contains("shows the links of the roles");
        printed.push(line);
        if ends {
            break;
        }
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    assert!(
        !printed.iter().any(|line| line.contains('#')),
        "{printed:?}"
    );
    assert!(printed.iter().any(|line| line.contains("guests join at")));
}
