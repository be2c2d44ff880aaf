//! Events from the command line, beside a running server and without one.

use std::path::Path;

use plenary::protocol::{Ballot, Command};
use plenary_tests::{Server, accepted, open_poll, run};

const DEMO: &str = include_str!("../../deploy/events/chengdu.toml");

fn said(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

/// What both ways must do.
fn manages_events(folder: &Path, files: &Path) {
    let code = "ABCDEF";
    let file = files.join("one.toml");
    std::fs::write(&file, DEMO).expect("written");
    let path = file.to_str().expect("a path");
    assert!(said(folder, &["event", "check", path]).contains("valid event file"));
    let made = said(folder, &["event", "import", path, "--into", code]);
    assert!(
        made.contains("Event ABCDEF created") && made.contains("/ABCDEF/host#"),
        "{made}"
    );
    assert!(said(folder, &["event", "list"]).contains(code));
    // An exported file imports to the same event.
    let exported = said(folder, &["event", "export", "abc-def"]);
    std::fs::write(&file, &exported).expect("written");
    assert_eq!(
        said(folder, &["event", "import", path]),
        "Event ABCDEF now matches the file.\n"
    );
    assert_eq!(said(folder, &["event", "export", code]), exported);
    // Revoking a link replaces it.
    let before = said(folder, &["event", "links", code]);
    let after = said(folder, &["event", "links", code, "--revoke", "moderator"]);
    let of = |links: &str, role: &str| {
        links
            .lines()
            .find(|line| line.trim().starts_with(role))
            .map(str::to_owned)
    };
    assert_ne!(of(&before, "moderator"), of(&after, "moderator"));
    assert_eq!(of(&before, "host"), of(&after, "host"));
    assert!(said(folder, &["log", code]).contains("EventDescribed"));
    assert!(said(folder, &["event", "delete", code]).contains("deleted"));
    assert!(!said(folder, &["event", "list"]).contains(code));
    // Errors name their place, and nothing is created.
    std::fs::write(
        &file,
        DEMO.replacen("kind = \"keynote\"", "kind = \"keynot\"", 1),
    )
    .expect("written");
    let bad = run(folder, &["event", "import", path, "--into", code]);
    let text = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(!bad.status.success());
    let place = text.split("one.toml:").nth(1).unwrap_or_default();
    assert!(
        place.split(':').take(2).all(|n| n.parse::<u32>().is_ok()),
        "line and column: {text}"
    );
    assert!(!said(folder, &["event", "list"]).contains(code));
}

#[test]
fn beside_a_running_server() {
    let server = Server::start();
    let files = tempfile::tempdir().expect("a folder");
    manages_events(server.folder(), files.path());
}

#[test]
fn without_a_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = tempfile::tempdir().expect("a folder");
    assert!(said(folder.path(), &["event", "list"]).contains("There is no event yet"));
    manages_events(folder.path(), files.path());
}

#[tokio::test]
async fn an_import_over_ballots_refuses_item_by_item() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut guest = server.guest(1).await;
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            ballot: Ballot::Choice(vec![0]),
        },
    )
    .await;
    let code = server.link("/host#").code;
    let exported = said(server.folder(), &["event", "export", &code]);
    // The poll loses an option and the event gets a new title.
    let files = tempfile::tempdir().expect("a folder");
    let file = files.path().join("changed.toml");
    let begin = exported.find("[[poll]]").expect("polls");
    let option = exported[begin..]
        .find("\n  { key")
        .or_else(|| exported[begin..].find("{ key"))
        .map(|at| at + begin);
    let option = option.expect("an option on its own line");
    let end = exported[option + 1..].find('\n').expect("a line") + option + 1;
    let changed =
        format!("{}{}", &exported[..option], &exported[end..]).replacen("Workshop", "Meeting", 1);
    std::fs::write(&file, changed).expect("written");
    let told = said(
        server.folder(),
        &["event", "import", file.to_str().expect("a path")],
    );
    assert!(
        told.contains("unchanged: it has ballots or is open: its options"),
        "{told}"
    );
    let now = said(server.folder(), &["event", "export", &code]);
    assert!(
        now.contains("Meeting")
            && now[begin..].matches("key").count() >= exported[begin..].matches("key").count()
    );
}
