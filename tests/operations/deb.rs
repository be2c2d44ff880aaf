//! The Debian package: made as for a release, installed into a folder of its own, and removed.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use plenary_tests::binary;
use tempfile::TempDir;

use crate::{deploy, runs};

/// A folder that dpkg takes for a whole machine.
struct Machine {
    root: TempDir,
}

impl Machine {
    fn new() -> Machine {
        let root = tempfile::tempdir().expect("a folder");
        for folder in [
            "var/lib/dpkg/updates",
            "var/lib/dpkg/info",
            "var/lib/dpkg/triggers",
        ] {
            fs::create_dir_all(root.path().join(folder)).expect("made");
        }
        for file in ["status", "available"] {
            fs::write(root.path().join("var/lib/dpkg").join(file), "").expect("written");
        }
        Machine { root }
    }

    fn path(&self, of: &str) -> PathBuf {
        self.root.path().join(of)
    }

    fn dpkg(&self, args: &[&str]) -> String {
        let root = format!("--root={}", self.root.path().display());
        let log = format!("--log={}", self.path("log").display());
        let mut all = vec![root.as_str(), log.as_str(), "--force-not-root"];
        // The scripts are tried on this machine, which has no systemd to tell.
        all.extend(["--force-script-chrootless", "--force-depends"]);
        all.extend(args);
        let (done, said) = runs("dpkg", &all);
        assert!(done, "{said}");
        said
    }
}

fn package(folder: &Path) -> PathBuf {
    // A development build has symbols that no release has, and packing them takes a minute.
    let bare = folder.join("plenary");
    let (from, to) = (binary(), bare.to_str().expect("a path"));
    let (done, said) = runs("strip", &["-o", to, from.to_str().expect("a path")]);
    assert!(done, "{said}");
    let notices = deploy().join("notices");
    let texts = deploy().join("../target/release/NOTICES.txt");
    let (done, said) = runs(
        notices.to_str().expect("a path"),
        &[texts.to_str().expect("a path")],
    );
    assert!(done, "{said}");
    let mut make = Command::new(deploy().join("deb"));
    let made = make.arg(&bare).arg(folder).output().expect("python3 runs");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{said}");
    String::from_utf8(made.stdout)
        .expect("a path")
        .trim()
        .into()
}

#[test]
fn the_package_installs_and_leaves_what_is_the_operators() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = package(folder.path());
    let package = package.to_str().expect("a path");
    let machine = Machine::new();
    machine.dpkg(&["--install", package]);
    for (file, mode) in [
        ("usr/bin/plenary", 0o755),
        ("usr/lib/systemd/system/plenary.service", 0o644),
        ("etc/plenary.toml", 0o644),
        ("usr/share/doc/plenary/copyright", 0o644),
        ("usr/share/doc/plenary/NOTICES.txt", 0o644),
    ] {
        let found = fs::metadata(machine.path(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(found.permissions().mode() & 0o7777, mode, "{file}");
        assert!(found.len() > 0, "{file}");
    }
    // Others on the machine cannot change what root runs.
    let (told, listed) = runs("dpkg-deb", &["--contents", package]);
    assert!(told, "{listed}");
    for line in listed.lines() {
        assert!(line.contains("root/root"), "{line}");
    }
    let installed = machine.path("usr/bin/plenary");
    let (starts, version) = runs(installed.to_str().expect("a path"), &["--version"]);
    assert!(starts && version.starts_with("plenary "), "{version}");
    // The settings that it brings are valid.
    let settings = machine.path("etc/plenary.toml");
    let checked = Command::new(&installed)
        .args([
            "--config",
            settings.to_str().expect("a path"),
            "event",
            "list",
        ])
        .env("PLENARY_DATA", folder.path().join("data"))
        .output()
        .expect("it runs");
    assert!(checked.status.success(), "{checked:?}");

    // An upgrade keeps the operator's settings, and so does a removal.
    fs::write(&settings, "listen = \"0.0.0.0:80\"\n").expect("written");
    let data = machine.path("var/lib/private/plenary");
    fs::create_dir_all(&data).expect("made");
    fs::write(data.join("log.sqlite"), "an event").expect("written");
    machine.dpkg(&["--install", "--force-confold", package]);
    let kept = fs::read_to_string(&settings).expect("kept");
    assert_eq!(kept, "listen = \"0.0.0.0:80\"\n");
    machine.dpkg(&["--remove", "plenary"]);
    assert!(!installed.exists() && settings.exists());
    let said = machine.dpkg(&["--purge", "plenary"]);
    assert!(!settings.exists());
    assert!(
        data.join("log.sqlite").exists(),
        "events are nobody's to purge"
    );
    assert!(said.contains("the events are still in"), "{said}");
    assert_eq!(
        fs::metadata(machine.path("var/lib/dpkg/status"))
            .map(|m| m.nlink())
            .ok(),
        Some(1)
    );
}
