//! Events from the command line, beside a running server and without one.

use std::path::Path;

use plenary::protocol::{Ballot, Command};
use plenary_tests::{Server, accepted, open_poll, run};

/// Events that people in other places wrote: in one language that is not English, in three, and from right to left.
const FOREIGN: [(&str, &str); 3] = [
    ("DEUTSC", include_str!("fixtures/one-language.toml")),
    ("JKETRY", include_str!("fixtures/three-languages.toml")),
    ("ARABEN", include_str!("fixtures/right-to-left.toml")),
];
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
    assert!(said(folder, &["log", code]).contains("The event was described: "));
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

/// What a command says that fails.
fn refused(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(!output.status.success(), "{args:?} succeeds");
    String::from_utf8(output.stderr).expect("text")
}

#[test]
fn events_of_other_places_are_taken_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("event.toml");
    let path = file.to_str().expect("a path");
    for (code, text) in FOREIGN {
        std::fs::write(&file, text).expect("written");
        let checked = run(folder.path(), &["event", "check", path]);
        assert_eq!(String::from_utf8_lossy(&checked.stderr), "", "{code}");
        let made = said(folder.path(), &["event", "import", path]);
        assert!(
            made.starts_with(&format!("Event {code} created.")),
            "{made}"
        );
        let exported = said(folder.path(), &["event", "export", code]);
        std::fs::write(&file, &exported).expect("written");
        assert_eq!(
            said(folder.path(), &["event", "import", path]),
            format!("Event {code} now matches the file.\n")
        );
        for line in text.lines().filter(|line| line.starts_with("title.")) {
            assert!(exported.contains(line.trim()), "{line}");
        }
    }
}

#[test]
fn a_new_file_is_a_good_one_and_replaces_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = said(folder.path(), &["event", "list"]);
    assert!(empty.contains("plenary event new"), "{empty}");
    let file = folder.path().join("begun.toml");
    let path = file.to_str().expect("a path");
    let told = said(folder.path(), &["event", "new", path]);
    assert!(
        told.contains(&format!("plenary event import {path}")),
        "{told}"
    );
    let checked = run(folder.path(), &["event", "check", path]);
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    assert!(said(folder.path(), &["event", "import", path]).contains(" created."));
    std::fs::write(&file, "# mine").expect("written");
    let told = refused(folder.path(), &["event", "new", path]);
    assert!(told.contains("already exists"), "{told}");
    assert_eq!(std::fs::read(&file).expect("read"), b"# mine");
}

#[test]
fn a_file_in_another_encoding_is_told_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("gbk.toml");
    let path = file.to_str().expect("a path");
    std::fs::write(
        &file,
        b"[event]\nlanguages = [\"zh-Hans\"]\ntitle = \"\xc4\xdc\xd4\xb4\"\n",
    )
    .expect("written");
    for args in [["event", "check", path], ["event", "import", path]] {
        let told = refused(folder.path(), &args);
        assert!(
            told.contains(
                "gbk.toml:3:10: the file is not UTF-8 but probably GBK: save it as UTF-8"
            ),
            "{told}"
        );
    }
}

#[test]
fn a_warning_is_told_and_fails_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("est.toml");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, DEMO.replacen("Asia/Shanghai", "EST", 1)).expect("written");
    for args in [
        &["event", "check", path][..],
        &["event", "import", path, "--into", "ABCDEF"],
    ] {
        let output = run(folder.path(), args);
        assert!(output.status.success(), "{args:?}");
        let told = String::from_utf8(output.stderr).expect("text");
        assert!(
            told.contains(": warning: \"EST\" is the same offset"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn the_log_names_no_participant_unless_asked() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut guest = server.guest(1).await;
    let ballot = Ballot::Choice(vec![0]);
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            round: 0,
            ballot,
        },
    )
    .await;
    let code = server.link("/host#").code;
    let log = said(server.folder(), &["log", &code]);
    assert!(log.contains("  A participant voted in poll \""), "{log}");
    assert!(
        log.contains(": A \""),
        "the option has its letter and its key: {log}"
    );
    for private in ["Participant ", " of page ", "ParticipantId", "BallotCast"] {
        assert!(!log.contains(private), "{private}: {log}");
    }
    let log = said(server.folder(), &["log", &code, "--participants"]);
    assert!(log.contains("  Participant 1 voted in poll \""), "{log}");
    assert!(log.contains("  Participant 1: command "), "{log}");
}

#[tokio::test]
async fn an_import_that_makes_no_event_with_what_stays_fails_and_takes_nothing() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    open_poll(&mut host).await;
    let code = server.link("/host#").code;
    let before = said(server.folder(), &["event", "export", &code]);
    let files = tempfile::tempdir().expect("a folder");
    let file = files.path().join("german.toml");
    let german = FOREIGN[0].1.replace("DEUTSC", &code);
    std::fs::write(&file, german).expect("written");
    let path = file.to_str().expect("a path");
    let told = refused(server.folder(), &["event", "import", path]);
    assert!(
        told.contains("Nothing was imported into event") && told.contains("`de`"),
        "{told}"
    );
    assert!(
        told.contains("  poll \"") && told.contains("unchanged: it is open"),
        "{told}"
    );
    assert_eq!(said(server.folder(), &["event", "export", &code]), before);
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
            round: 0,
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
        told.contains("unchanged: it has ballots or is open, so its options"),
        "{told}"
    );
    let now = said(server.folder(), &["event", "export", &code]);
    assert!(
        now.contains("Meeting")
            && now[begin..].matches("key").count() >= exported[begin..].matches("key").count()
    );
}
