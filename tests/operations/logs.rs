//! The server's log: objects for programs, lines for people.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use plenary_tests::{Server, plenary, run};
use serde_json::Value;

#[test]
fn whatever_reads_the_log_gets_one_object_a_line() {
    let mut server = Server::start();
    server.terminate();
    let said = server.said();
    let lines: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect();
    for line in &lines {
        for name in ["timestamp", "level", "target", "message"] {
            assert!(line[name].is_string(), "{name}: {line}");
        }
    }
    let ended = |line: &Value| {
        line["message"]
            .as_str()
            .is_some_and(|m| m.contains("shutting"))
    };
    assert!(lines.iter().any(ended), "{said}");
}

#[test]
fn the_format_can_be_chosen_on_the_command_line_or_in_the_file() {
    let mut text = Server::unstarted(&[] as &[&str]).with(&["--log-format", "text"]);
    text.restart();
    text.terminate();
    let said = text.said();
    assert!(said.contains(" INFO plenary"), "{said}");
    assert!(!said.contains('{') && !said.contains('\u{1b}'), "{said}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plenary.toml");
    fs::write(&file, "log-format = \"text\"\n").expect("written");
    let file = file.to_str().expect("a path").to_owned();
    let mut of_file = Server::unstarted(&[] as &[&str]).with(&["--config", &file]);
    of_file.restart();
    of_file.terminate();
    assert!(
        of_file.said().contains(" INFO plenary"),
        "{}",
        of_file.said()
    );
}

/// `script` gives the program a terminal.
#[test]
fn on_a_terminal_people_read_it() {
    let mut server = Server::start();
    server.terminate();
    let key = server.folder().join("server.key");
    fs::set_permissions(&key, Permissions::from_mode(0o644)).expect("set");
    let bare = plenary(server.folder());
    let program = bare.get_program().to_str().expect("a path");
    let said = Command::new("script")
        .args(["--quiet", "--return", "--command"])
        .arg(format!("{program} event list"))
        .arg("/dev/null")
        .env("PLENARY_DATA", server.folder())
        .env_remove("PLENARY_LOG")
        .output()
        .expect("script runs");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        said.contains("WARN") && said.contains("others could read"),
        "{said}"
    );
    assert!(said.contains('\u{1b}') && !said.contains('{'), "{said}");
    // The same through a pipe.
    fs::set_permissions(&key, Permissions::from_mode(0o644)).expect("set");
    let said = run(server.folder(), &["event", "list"]).stderr;
    let line: Value = serde_json::from_slice(&said).expect("an object");
    assert_eq!(line["level"], "WARN");
}
