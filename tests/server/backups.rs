//! `plenary backup` beside a server under load, `plenary restore`, and kills of both. `PLENARY_BACKUPS` sets the number of backups under
//! load.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plenary::client::{Dice, Link};
use plenary::protocol::Command;
use plenary_tests::ledger::{Phone, Told, moment};
use plenary_tests::{Server, accepted, open_poll, plenary, run, until};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{sleep, timeout};

const BACKUPS: u32 = 10;
const PHONES: u64 = 16;
const KILLS: u32 = 12;
/// More than a view needs. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

type Acks = Arc<Mutex<BTreeSet<(u64, u32)>>>;

fn said(output: &Output) -> String {
    let both = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(both).expect("text")
}

/// Runs a subcommand that must succeed. Returns what it printed.
fn done(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", said(&output));
    said(&output)
}

/// Runs a subcommand that must fail with one line. Returns it.
fn failed(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(!output.status.success(), "{args:?}: {}", said(&output));
    let told = String::from_utf8(output.stderr).expect("text");
    let lines = told.lines().filter(|line| line.starts_with("plenary: "));
    assert_eq!(lines.count(), 1, "{told}");
    told
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

/// Lets a phone vote again and again until it is over, and notes what was acked.
fn voting(
    mut phone: Phone,
    poll: u32,
    acks: Acks,
    over: watch::Receiver<bool>,
) -> JoinHandle<Phone> {
    tokio::spawn(async move {
        let mut choice = 0;
        while !*over.borrow() {
            phone.cast(poll, choice);
            choice = (choice + 1) % 3;
            phone.settle().await;
            let (number, acked) = phone.acked();
            let mut acks = acks.lock().expect("whole");
            acks.extend(acked.iter().map(|ticket| (number, *ticket)));
        }
        phone
    })
}

/// Starts a server with an open poll and phones that vote.
async fn hall() -> (
    Server,
    String,
    Acks,
    watch::Sender<bool>,
    Vec<JoinHandle<Phone>>,
) {
    let server = Server::start();
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let (end, over) = watch::channel(false);
    let (acks, mut playing) = (Acks::default(), vec![]);
    for number in 0..PHONES {
        let phone = Phone::join(&server, number, number).await;
        playing.push(voting(phone, poll, acks.clone(), over.clone()));
    }
    (server, code, acks, end, playing)
}

/// Checks that a restored folder has these commands, and that its tally is that of a recount.
fn has(folder: &Path, code: &str, acked: &BTreeSet<(u64, u32)>) {
    let told = Told::of(&done(folder, &["log", code, "--participants"]));
    for (guest, ticket) in acked {
        assert!(
            told.has(*guest, *ticket),
            "guest {guest}'s command {ticket} is missing"
        );
    }
    let verified = done(folder, &["verify", code]);
    let counted = format!(": {} ballots, fingerprint ", told.voters());
    assert!(verified.contains(&counted), "{counted}: {verified}");
    assert!(
        verified.contains("counted again: the tally is right."),
        "{verified}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_backup_under_load_has_what_was_acked_before_it_began() {
    let rounds = std::env::var("PLENARY_BACKUPS");
    let rounds = rounds.map_or(BACKUPS, |n| n.parse().expect("PLENARY_BACKUPS is a number"));
    let (server, code, acks, end, playing) = hall().await;
    let own = tempfile::tempdir().expect("a folder");
    for round in 0..rounds {
        let before = acks.lock().expect("whole").len();
        timeout(PATIENCE, async {
            while acks.lock().expect("whole").len() < before + 20 {
                sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .expect("there is load");
        let acked = acks.lock().expect("whole").clone();
        let file = own.path().join(format!("{round}.backup"));
        let data = server.folder().to_owned();
        let to = own.path().join(format!("{round}"));
        let code = code.clone();
        let work = spawn_blocking(move || {
            done(&data, &["backup", text(&file)]);
            let verified = done(&data, &["verify", text(&file)]);
            assert!(verified.contains("is whole"), "{verified}");
            done(&to, &["restore", text(&file)]);
            has(&to, &code, &acked);
        });
        work.await.expect("restored");
    }
    end.send_replace(true);
    for phone in playing {
        phone.await.expect("a phone");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_folder_goes_on_with_its_links_guests_and_texts() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut guest = server.guest(1).await;
    let ask = Command::Ask {
        text: "Xqkvwzquestion".into(),
        to: None,
        name: None,
        org: None,
        lang: None,
    };
    accepted(&mut guest, ask).await;
    let own = tempfile::tempdir().expect("a folder");
    let (file, to) = (own.path().join("a.backup"), own.path().join("new"));
    done(server.folder(), &["backup", text(&file)]);
    let host: Link = server.link("/host#");
    let told = failed(server.folder(), &["restore", text(&file)]);
    assert!(told.contains("stop the server on"), "{told}");
    server.kill();
    let told = failed(server.folder(), &["restore", text(&file)]);
    assert!(told.contains("is not empty"), "{told}");
    done(&to, &["restore", text(&file)]);
    let links = done(server.folder(), &["event", "links", &code]);
    server = server.on(&to);
    server.restart();
    assert_eq!(server.link("/host#").code, host.code);
    let mut desk = server.staff("/moderator#").await;
    until(&mut desk, |desk| {
        desk.view()
            .questions()
            .any(|q| q.content.text == "Xqkvwzquestion")
    })
    .await;
    assert!(done(&to, &["event", "links", &code]).contains("/host#"));
    let secret = |links: &str| {
        links
            .split_once("/host#")
            .map(|(_, rest)| rest[..22].to_owned())
    };
    assert_eq!(
        secret(&links),
        secret(&done(&to, &["event", "links", &code]))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_file_passphrase_or_folder_is_one_clear_line() {
    let server = Server::start();
    let own = tempfile::tempdir().expect("a folder");
    let at = |name: &str| own.path().join(name);
    let (sealed, key, other) = (at("a.backup"), at("passphrase"), at("other"));
    fs::write(&key, "correct horse battery staple\n").expect("written");
    fs::write(&other, "wrong\n").expect("written");
    let with = |key: &Path| format!("--passphrase-file={}", key.display());
    done(server.folder(), &["backup", text(&sealed), &with(&key)]);
    let bytes = fs::read(&sealed).expect("read");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let to = at("new");
    let told = failed(&to, &["restore", text(&sealed)]);
    assert!(told.contains("the backup is encrypted"), "{told}");
    let told = failed(&to, &["restore", text(&sealed), &with(&other)]);
    assert!(told.contains("the passphrase is wrong"), "{told}");
    let told = failed(&to, &["verify", text(&sealed), &with(&other)]);
    assert!(told.contains("the passphrase is wrong"), "{told}");
    let told = failed(&to, &["restore", text(&at("nothing"))]);
    assert!(told.contains("nothing: No such file"), "{told}");
    let told = failed(&to, &["restore", text(&key)]);
    assert!(told.contains("not a backup"), "{told}");
    let mut damaged = bytes.clone();
    let end = damaged.len() - 100;
    damaged[end] ^= 1;
    fs::write(at("damaged"), damaged).expect("written");
    let told = failed(&to, &["restore", text(&at("damaged")), &with(&key)]);
    assert!(told.contains("the backup is damaged"), "{told}");
    let told = failed(server.folder(), &["backup", text(&at("no/folder"))]);
    assert!(told.contains("cannot write "), "{told}");
    let told = failed(server.folder(), &["backup", text(&sealed)]);
    assert!(told.contains("is there already"), "{told}");
    assert!(done(&to, &["verify", text(&sealed), &with(&key)]).contains("is whole"));
    done(&to, &["restore", text(&sealed), &with(&key)]);
    // Nothing half written is left.
    let halves = fs::read_dir(own.path()).expect("listed");
    let halves = halves.filter(|file| {
        let name = file.as_ref().expect("a file").file_name();
        name.to_string_lossy().ends_with(".new")
    });
    assert_eq!(halves.count(), 0);
}

/// Starts a subcommand, and kills it after a while. Returns true if it was done before.
async fn killed(folder: &Path, args: &[&str], after: Duration) -> bool {
    let mut command = plenary(folder);
    command
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    sleep(after).await;
    let is_done = child.try_wait().expect("its state").is_some();
    let _ = child.kill();
    child.wait().expect("gone");
    is_done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kills_of_backups_restores_and_servers_lose_nothing() {
    let mut dice = Dice::new(5);
    let (mut server, code, acks, end, playing) = hall().await;
    let own = tempfile::tempdir().expect("a folder");
    sleep(Duration::from_millis(300)).await;
    let good = own.path().join("good.backup");
    let acked = acks.lock().expect("whole").clone();
    done(server.folder(), &["backup", text(&good)]);
    let (mut cut, mut to): (u32, Option<TempDir>) = (0, None);
    for round in 0..KILLS {
        let file: PathBuf = own.path().join(format!("{round}.backup"));
        killed(
            server.folder(),
            &["backup", text(&file)],
            moment(&mut dice, 0..80),
        )
        .await;
        // It is whole or not there.
        if file.exists() {
            done(server.folder(), &["verify", text(&file)]);
        }
        // A killed restore is run again, and no server starts on half of it.
        let new = to
            .take()
            .unwrap_or_else(|| tempfile::tempdir().expect("a folder"));
        killed(
            new.path(),
            &["restore", text(&good)],
            moment(&mut dice, 0..200),
        )
        .await;
        if new.path().join("restoring").exists() {
            cut += 1;
            let told = failed(new.path(), &["event", "list"]);
            assert!(told.contains("was cut off: run it again"), "{told}");
            done(new.path(), &["restore", text(&good)]);
        } else if !new.path().join("format").exists() {
            to = Some(new);
            continue;
        }
        has(new.path(), &code, &acked);
    }
    println!("{cut} of {KILLS} restores were cut off in the middle");
    // The server itself is killed while it gives a backup.
    for round in 0..3 {
        let file = own.path().join(format!("server-{round}.backup"));
        let mut command = plenary(server.folder());
        command.args(["backup", text(&file)]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it runs");
        sleep(moment(&mut dice, 5..60)).await;
        server.kill();
        let status = child.wait().expect("gone");
        assert_eq!(status.success(), file.exists());
        server.restart();
    }
    end.send_replace(true);
    for phone in playing {
        timeout(PATIENCE, phone)
            .await
            .expect("answered")
            .expect("a phone");
    }
    let acked = acks.lock().expect("whole").clone();
    has(server.folder(), &code, &acked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_takes_backups_by_itself_and_keeps_the_newest() {
    let own = tempfile::tempdir().expect("a folder");
    let to = own.path().join("backups");
    let options = [
        "--backup-every",
        "10s",
        "--backup-keep",
        "1",
        "--backup-to",
        text(&to),
    ];
    let mut server = Server::unstarted(&[] as &[&str]).with(&options);
    let files = || {
        let files = fs::read_dir(&to).into_iter().flatten();
        let names = files.map(|file| file.expect("a file").path());
        let mut names: Vec<PathBuf> = names
            .filter(|file| file.extension().is_some_and(|end| end == "backup"))
            .collect();
        names.sort();
        names
    };
    // One when the last is old enough, also after a kill.
    let mut last = vec![];
    for _ in 0..2 {
        server.restart();
        timeout(PATIENCE, async {
            while files().len() != 1 || files() == last {
                sleep(Duration::from_millis(20)).await;
            }
        })
        .await
        .expect("a backup");
        last = files();
        done(own.path(), &["verify", text(&last[0])]);
        server.kill();
    }
    // The list of erasures comes beside them at once.
    server.restart();
    let code = server.link("/host#").code;
    let mut guest = server.guest(1).await;
    let ask = Command::Ask {
        text: "Xqkvwzmine".into(),
        to: None,
        name: None,
        org: None,
        lang: None,
    };
    accepted(&mut guest, ask).await;
    let file = to.join("by-hand.backup");
    done(server.folder(), &["backup", text(&file)]);
    accepted(&mut guest, Command::EraseMine {}).await;
    timeout(PATIENCE, async {
        while fs::metadata(to.join("log.erased")).map_or(0, |list| list.len()) == 0 {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("the list");
    let new = own.path().join("new");
    let told = done(&new, &["restore", text(&file)]);
    assert!(told.contains("stays erased"), "{told}");
    let log = done(&new, &["log", &code, "--participants"]);
    assert!(
        !log.contains("Xqkvwzmine") && log.contains("(erased)"),
        "{log}"
    );
    server.terminate();

    // A place where no folder can be is a line in the log, and no reason not to serve.
    let nowhere = own.path().join("a-file");
    fs::write(&nowhere, "").expect("written");
    let options = ["--backup-every", "10s", "--backup-to", text(&nowhere)];
    let mut server = Server::unstarted(&[] as &[&str]).with(&options);
    server.restart();
    timeout(PATIENCE, async {
        while !server.said().contains("no backup; the older ones stay") {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("a line");
    assert!(server.guest(1).await.is_live());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_without_a_server_comes_beside_its_backups() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut guest = server.guest(1).await;
    let ask = Command::Ask {
        text: "Xqkvwzmine".into(),
        to: None,
        name: None,
        org: None,
        lang: None,
    };
    accepted(&mut guest, ask).await;
    server.kill();
    let own = tempfile::tempdir().expect("a folder");
    let to = own.path().join("backups");
    let backups = ["--backup-every", "5m", "--backup-to", text(&to)];
    let erase = ["event", "erase", &code, "--participant", "1"];
    done(server.folder(), &[&erase[..], &backups].concat());
    let list = |folder: &Path| fs::read(folder.join("log.erased")).expect("a list");
    assert!(!list(&to).is_empty());
    assert_eq!(list(&to), list(server.folder()));
}
