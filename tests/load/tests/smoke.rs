//! Plays all scenarios on a small hall. Nothing may be missing; times do not matter.
//!
//! `PLENARY_BIN` names the server; by default it is the one beside the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PHONES: u64 = 50;

/// Returns the server under test.
///
/// # Panics
/// If it is missing: build it before the tests.
fn server() -> PathBuf {
    if let Some(path) = std::env::var_os("PLENARY_BIN") {
        return path.into();
    }
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_load")).with_file_name("plenary");
    assert!(
        binary.exists(),
        "build the server first: cargo build -p plenary"
    );
    binary
}

/// Plays with these arguments, and returns the results.
fn play(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let json = folder.path().join("found.json");
    let output = Command::new(env!("CARGO_BIN_EXE_load"))
        .arg("run")
        .arg("--server")
        .arg(server())
        .arg("--folder")
        .arg(folder.path())
        .arg("--json")
        .arg(&json)
        .args(["--phones", &PHONES.to_string()])
        .args(arguments)
        .output()
        .expect("the instrument runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .collect();
    assert_eq!(left.len(), 1, "the data folder was left behind: {left:?}");
    let found = std::fs::read(json).expect("the figures");
    serde_json::from_slice(&found).expect("JSON")
}

/// Returns a figure of a scenario.
fn figure(found: &Value, scenario: &str, name: &str) -> f64 {
    let reports = found["reports"].as_array().expect("reports");
    let report = reports
        .iter()
        .find(|report| report["scenario"] == scenario)
        .unwrap_or_else(|| panic!("no {scenario}"));
    assert_eq!(report["faults"], Value::Array(vec![]), "{scenario}");
    let figures = report["figures"].as_array().expect("figures");
    figures
        .iter()
        .find(|figure| figure["name"] == name)
        .and_then(|figure| figure["value"].as_f64())
        .unwrap_or_else(|| panic!("no {name} in {scenario}: {figures:?}"))
}

#[test]
fn every_scenario_is_complete() {
    let found = play(&[
        "--scenario=fan-out,steady,burst,reconnect,slow-readers,overload,restart",
        "--tallies=5",
        "--rate=100",
        "--steady-seconds=2",
        "--slow=20",
        "--slow-seconds=2",
        "--overload-seconds=1",
        "--ballots=500",
    ]);
    assert!(figure(&found, "join", "phone p50") > 0.0);
    assert!(figure(&found, "fan-out", "tally frame") > 60.0);
    assert_eq!(figure(&found, "steady", "acked"), 200.0);
    assert!(figure(&found, "steady", "tallies delivered") >= PHONES as f64);
    assert_eq!(figure(&found, "burst", "acked"), PHONES as f64);
    assert!(figure(&found, "reconnect", "phone back max") >= 100.0);
    assert_eq!(figure(&found, "slow-readers", "slow readers"), 20.0);
    assert_eq!(figure(&found, "overload", "unanswered"), 0.0);
    assert_eq!(figure(&found, "restart", "ballots"), 500.0);
    assert!(figure(&found, "restart", "first ack after") > 0.0);
    // No growth would mean that it measured the wrong folder.
    assert!(figure(&found, "restart", "disk bytes a ballot") > 1.0);
}

#[test]
fn a_hall_may_be_behind_one_address() {
    let found = play(&["--scenario=burst,reconnect", "--sources=1"]);
    assert_eq!(figure(&found, "burst", "acked"), PHONES as f64);
}

#[test]
fn a_hall_returns_to_a_killed_server() {
    let found = play(&["--scenario=reconnect", "--kill"]);
    assert!(figure(&found, "reconnect", "staff back max") >= 100.0);
}

/// Compares with these arguments in `folder`, and writes the figures into it.
fn compare(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_load"))
        .arg("compare")
        .arg("--server")
        .arg(server())
        .arg("--folder")
        .arg(folder)
        .arg("--json")
        .arg(folder.join("compared.json"))
        .args(["--phones=20", "--without-standard", "--unpinned"])
        .args(arguments)
        .output()
        .expect("the instrument runs")
}

#[test]
fn a_program_and_another_plenary_are_compared_in_turns() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("a peer.sh");
    let program = env!("CARGO_BIN_EXE_load");
    let text = format!("echo here I am\nexec {program} peer axum --first $1\n");
    std::fs::write(&script, text).expect("a script");
    let output = compare(
        folder.path(),
        &[
            &format!("--peer=mine=sh '{}' $FIRST", script.display()),
            &format!("--peer=old=plenary:{}", server().display()),
            "--scenario=fan-out,steady,burst",
            "--rounds=2",
            "--tallies=5",
            "--rate=50",
            "--steady-seconds=1",
        ],
    );
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert!(said.contains("Plenary ÷ old"), "{said}");
    assert!(!said.contains("Node ws"), "{said}");
    let turns = complained.lines().filter(|line| line.contains("round"));
    let turns: Vec<_> = turns.filter_map(|line| line.split(": ").nth(1)).collect();
    let expected = ["Plenary", "mine", "old", "old", "mine", "Plenary"];
    assert_eq!(turns, expected, "{complained}");

    let found = std::fs::read(folder.path().join("compared.json")).expect("the figures");
    let found: Value = serde_json::from_slice(&found).expect("JSON");
    let hall = &found["halls"][0];
    for contender in ["Plenary", "mine", "old"] {
        let medians = &hall["medians"][contender]["medians"];
        assert_eq!(medians["steady: acked []"], 50.0, "{contender}");
        assert_eq!(medians["burst: acked []"], 20.0, "{contender}");
        assert!(medians["restart: ballots []"].is_null(), "{contender}");
    }
    let ratios = hall["ratios"].as_object().expect("ratios");
    assert_eq!(ratios.keys().collect::<Vec<_>>(), ["old"]);
    // Whether a hall of 20 grows the memory at all depends on the allocator.
    let ratios = ratios["old"].as_array().expect("ratios to the other");
    for (scenario, figure) in [
        ("fan-out", "server CPU a message"),
        ("fan-out", "last phone p50"),
        ("burst", "acks a second"),
        ("burst", "server CPU a ballot"),
        ("steady", "ack p50"),
        ("steady", "ack p99"),
    ] {
        let ratio = ratios
            .iter()
            .find(|ratio| ratio["scenario"] == scenario && ratio["figure"] == figure)
            .unwrap_or_else(|| panic!("no {figure} in {ratios:?}"));
        assert!(ratio["ratio"].as_f64().is_some_and(|ratio| ratio > 0.0));
        assert_eq!(ratio["rounds"].as_array().map(Vec::len), Some(2));
    }
}

#[test]
fn a_peer_that_cannot_play_is_reported_before_the_first_round() {
    for (peers, expected) in [
        (&["old"][..], "NAME=plenary:PATH"),
        (
            &["twice=a", "twice=b"],
            "two contenders have the name twice",
        ),
        (&["plenary=a"], "two contenders have the name plenary"),
        (&["gone=/nowhere/peer"], "gone: "),
        (&["gone=plenary:/nowhere/plenary"], "/nowhere/plenary"),
        (&["broken=ls /no-luck"], "no-luck"),
        (&["silent=sleep 60"], "within 10 s"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let peers: Vec<_> = peers.iter().map(|peer| format!("--peer={peer}")).collect();
        let arguments: Vec<_> = peers.iter().map(String::as_str).collect();
        let output = compare(folder.path(), &arguments);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{peers:?}");
        assert!(complained.contains(expected), "{peers:?}: {complained}");
        assert!(!complained.contains("round"), "{peers:?}: {complained}");
        let left = std::fs::read_dir(folder.path()).expect("the folder");
        assert_eq!(
            left.count(),
            0,
            "the data folder was left behind: {peers:?}"
        );
    }
}
