//! The data folder of each format is opened and upgraded; a newer one is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use plenary::client::Dice;
use plenary_tests::ledger::moment;
use plenary_tests::{plenary, run};
use tempfile::TempDir;

const CODE: &str = "CDU7K2";
/// The newest format.
const FORMAT: u32 = 1;
const KILLS: u32 = 12;

/// Returns a copy of a folder of an older format.
fn folder(format: u32) -> TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    let from = from.join(format!("server/fixtures/folders/{format}"));
    let to = tempfile::tempdir().expect("a folder");
    for file in fs::read_dir(from).expect("a folder of each format") {
        let file = file.expect("a file").path();
        let name = file.file_name().expect("a name");
        fs::copy(&file, to.path().join(name)).expect("copied");
    }
    to
}

/// Returns the head of an event's log.
fn head(format: u32) -> &'static str {
    match format {
        0 => "155-23FFEDF9-E3D1E9B4-975A9CE3-0ADFFE7A",
        _ => panic!("add the folder of format {format} and its head"),
    }
}

fn verified(folder: &Path, format: u32) {
    let output = run(folder, &["verify", CODE, "--head", head(format)]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(told.matches("the tally is right").count(), 3, "{told}");
}

fn before(folder: &Path) -> PathBuf {
    folder.join(format!("before-format-{FORMAT}.backup"))
}

#[test]
fn a_folder_of_each_older_format_is_upgraded_and_so_is_a_backup_of_it() {
    for format in 0..FORMAT {
        let folder = folder(format);
        let own = tempfile::tempdir().expect("a folder");
        let file = own.path().join("a.backup");
        let file = file.to_str().expect("a path");
        let taken = run(folder.path(), &["backup", file]);
        assert!(taken.status.success(), "{taken:?}");
        verified(folder.path(), format);
        let mark = |folder: &Path| {
            let mark = fs::read_to_string(folder.join("format")).expect("a mark");
            mark.trim().parse::<u32>().expect("a number")
        };
        assert_eq!(mark(folder.path()), FORMAT);
        // What a guest wrote can be read as before.
        let log = run(folder.path(), &["log", CODE]).stdout;
        assert!(!String::from_utf8_lossy(&log).contains("(erased)"));
        // The backup has the folder as it was, and the next start upgrades it.
        let to = tempfile::tempdir().expect("a folder");
        let restored = run(to.path(), &["restore", file]);
        assert!(restored.status.success(), "{restored:?}");
        assert_eq!(mark(to.path()), format);
        verified(to.path(), format);
        assert_eq!(mark(to.path()), FORMAT);
        // What changes nothing leaves no backup.
        assert!(!before(folder.path()).exists());
    }
}

#[test]
fn a_newer_folder_is_refused_with_one_line_and_left_alone() {
    let folder = folder(0);
    fs::write(folder.path().join("format"), "99\n").expect("written");
    let log = fs::read(folder.path().join("log.sqlite")).expect("read");
    let output = run(folder.path(), &["event", "list"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("it has format 99"), "{told}");
    assert!(
        told.contains("run the version that wrote it, or a newer one"),
        "{told}"
    );
    assert_eq!(
        fs::read(folder.path().join("log.sqlite")).expect("read"),
        log
    );
    assert!(!before(folder.path()).exists());
}

#[test]
fn a_killed_upgrade_is_done_again() {
    let mut dice = Dice::new(3);
    for _ in 0..KILLS {
        let folder = folder(0);
        let mut command = plenary(folder.path());
        command.args(["event", "list"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it runs");
        let wait: Duration = moment(&mut dice, 0..40);
        std::thread::sleep(wait);
        let _ = child.kill();
        child.wait().expect("gone");
        verified(folder.path(), 0);
    }
}
