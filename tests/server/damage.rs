//! The disk as it lies: it tears off the end of a file, flips a bit, or holds what somebody else wrote. The server serves what was
//! written or says what is wrong, and `plenary verify` names the first break.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use plenary::client::{Client, Dice, Fault, Method, request};
use plenary::log::{Catalogue, Log, Printed, SqliteLog, Stored};
use plenary_tests::ledger::{Phone, Told};
use plenary_tests::{Raw, Server, open_poll, run};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::sleep;

const PHONES: u64 = 8;

/// Checks for a failure exit code and one line that gives the reason.
fn one_line(output: &Output, says: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert_eq!(text.trim_end().lines().count(), 1, "one line: {text}");
    assert!(text.contains(says), "{text}");
}

/// Copies the files of a log, as a crash left them.
fn copy(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    let files = [
        "log.sqlite",
        "log.sqlite-wal",
        "log.keys",
        "log.guests",
        "server.key",
    ];
    for name in files {
        if folder.join(name).exists() {
            fs::copy(folder.join(name), copy.path().join(name)).expect("copied");
        }
    }
    copy
}

/// Returns all records of the only event, as the server's own log reads them.
async fn records(folder: &Path) -> Result<Vec<Stored>, plenary::log::LogError> {
    let log = SqliteLog::open(&folder.join("log.sqlite"))?;
    let Some(event) = log.list().await?.first().cloned() else {
        return Ok(vec![]);
    };
    Ok(log.read(event.id, 0, usize::MAX >> 1).await?.records)
}

/// A machine crash tears only unsynced data, which a test cannot arrange. So the test tears more than a crash would: at
/// any byte of the WAL. The rest must be a prefix of whole commits, with everything acked before the place of the tear
/// was written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_tail_leaves_whole_commits_and_earlier_acks() {
    const CUTS: u32 = 150;
    const STARTS: u32 = 6;
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let (mut early, mut late) = (vec![], vec![]);
    for number in 0..PHONES {
        early.push(Phone::join(&server, number, number).await);
    }
    for number in PHONES..2 * PHONES {
        late.push(Phone::join(&server, number, number).await);
    }
    for phone in &mut early {
        (0..4).for_each(|_| phone.act(poll));
        phone.settle().await;
    }
    let wal = server.folder().join("log.sqlite-wal");
    let acked_bytes = fs::metadata(&wal).expect("a WAL").len();
    let (gone, see) = watch::channel(false);
    let mut playing = vec![];
    for mut phone in late {
        let see = see.clone();
        playing.push(tokio::spawn(async move {
            phone.play(poll, see).await;
            phone
        }));
    }
    sleep(Duration::from_millis(150)).await;
    server.kill();
    gone.send_replace(true);
    let mut phones = early;
    for phone in playing {
        let mut phone = phone.await.expect("a phone");
        // The tear takes more than a crash would.
        phone.forget_acks();
        phones.push(phone);
    }
    let whole = records(copy(server.folder()).path())
        .await
        .expect("the log");
    let bytes = fs::metadata(&wal).expect("a WAL").len();
    assert!(bytes > acked_bytes, "there was traffic");
    let mut dice = Dice::new(bytes);
    let mut starts = 0;
    for i in 0..CUTS {
        let from = if i % 2 == 0 { acked_bytes } else { 0 };
        let at = from + dice.below((bytes - from) as usize) as u64;
        let torn = copy(server.folder());
        tear(&torn.path().join("log.sqlite-wal"), at, i, &mut dice);
        let left = records(torn.path()).await;
        let left = left.unwrap_or_else(|e| panic!("cut at {at} of {bytes}: {e}"));
        assert!(whole.starts_with(&left), "cut at {at} of {bytes}");
        assert!(i > 0 || left.len() < whole.len(), "nothing was torn");
        if from == acked_bytes && starts < STARTS {
            starts += 1;
            let torn = copy(server.folder());
            tear(&torn.path().join("log.sqlite-wal"), at, i, &mut dice);
            let mut again = Server::unstarted(&[] as &[&str]).on(torn.path());
            again.restart();
            let told = Told::of(&again.log(&code));
            told.agrees(&phones);
            told.is_shown(&again, poll).await;
        }
    }
}

/// Ends a file at a byte. Or keeps its length and puts zeros or older data there, because a file system may write
/// lengths before contents.
fn tear(file: &Path, at: u64, how: u32, dice: &mut Dice) {
    let mut bytes = fs::read(file).expect("a WAL");
    let tail = at as usize..bytes.len();
    match how % 3 {
        0 => bytes.truncate(tail.start),
        1 => bytes[tail].fill(0),
        _ => bytes[tail].fill_with(|| dice.roll() as u8),
    }
    fs::write(file, bytes).expect("written");
}

/// Flips one bit of a file.
fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).expect("a file");
    bytes[at] ^= 0x10;
    fs::write(file, bytes).expect("written");
}

/// Returns the head of the only event.
async fn head(folder: &Path) -> Printed {
    let copy = copy(folder);
    let log = SqliteLog::open(&copy.path().join("log.sqlite")).expect("a log");
    let event = log.list().await.expect("a list")[0].id;
    log.head(event).await.expect("a head").into()
}

/// Returns where a file has the record whose head this was. It is encrypted, so nothing else finds it.
fn place_of(file: &Path, head: Printed) -> usize {
    let head = head.to_string();
    let tag: String = head.split('-').skip(1).collect();
    let tag: Vec<u8> = (0..tag.len() / 2)
        .map(|at| u8::from_str_radix(&tag[2 * at..][..2], 16).expect("hex"))
        .collect();
    let bytes = fs::read(file).expect("a file");
    let found = bytes.windows(tag.len()).position(|window| window == tag);
    found.expect("the file has the record")
}

/// A bit flips in the middle of a history. The server does not open the event, and every request for it fails. The
/// operator learns which record of which event is damaged. The server's other events work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_record_is_reported_and_never_served() {
    const OTHER: &str = "ABCDEF";
    /// Its tag and its nonce.
    const BEFORE_WORDS: usize = 20;
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut guest = Phone::join(&server, 0, 1).await;
    let whose = guest.client.cookies().to_vec();
    let mut heads = vec![];
    for _ in 0..3 {
        guest.ask();
        guest.settle().await;
        heads.push(head(server.folder()).await);
    }
    let Printed { seq, .. } = heads[1];
    let demo = include_str!("../../deploy/events/chengdu.toml");
    let file = server.folder().join("other.toml");
    fs::write(&file, demo).expect("written");
    let file = file.to_str().expect("a path");
    let made = run(server.folder(), &["event", "import", file, "--into", OTHER]);
    assert!(made.status.success());
    server.terminate();
    let before = records(copy(server.folder()).path()).await.expect("a log");
    let number = 1 + before
        .iter()
        .position(|record| record.seq == seq)
        .expect("it is there");
    let file = server.folder().join("log.sqlite");
    flip(&file, place_of(&file, heads[1]) + BEFORE_WORDS + 8);
    server.restart();

    let told = format!("the record ending at {seq} is damaged");
    let of_the_event = format!("Event {code} cannot be opened: {told}");
    assert!(
        server.welcome().contains(&of_the_event),
        "{}",
        server.welcome()
    );
    one_line(&run(server.folder(), &["log", &code]), &told);
    one_line(&run(server.folder(), &["event", "export", &code]), &told);
    let verified = run(server.folder(), &["verify", &code]);
    let verified = String::from_utf8_lossy(&verified.stderr).into_owned();
    let named = format!("BROKEN at record {number}, which ends at fact {seq}: ");
    assert!(verified.contains(&named), "{verified}");
    assert!(
        verified.contains("Guest 0 asks 0"),
        "the line before: {verified}"
    );
    let other = run(server.folder(), &["verify", OTHER]);
    assert!(other.status.success());
    let address = server.link("/host#").address;
    let mut ids = vec![];
    for (method, path) in [
        (Method::GET, ""),
        (Method::GET, "/host"),
        (Method::GET, "/screen"),
        (Method::GET, "/me?role=participant"),
        (Method::GET, "/export.json"),
        (Method::GET, "/socket?role=participant"),
        (Method::POST, "/join"),
    ] {
        let path = format!("/{code}{path}");
        match request(&address, method, &path, &whose, None).await {
            // A request that is not an upgrade is refused before anything else.
            Err(Fault::Refused { status: 400, .. }) if path.contains("/socket") => {}
            Err(Fault::Refused { status, error, .. }) => {
                assert_eq!(status, 500, "{path}: {}", error.message);
                assert!(!error.message.contains("asks"), "{path}");
                ids.push(error.id.unwrap_or_else(|| panic!("{path}: no id")));
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    let lost = Raw::open(&server, &guest.client).await;
    assert_eq!(lost.err().map(|shut| shut.status), Some(500));
    let said = server.said();
    // Each fault is one line, found by what its client was told.
    for id in ids {
        let lines = said.lines().filter(|line| line.contains(&id)).count();
        assert_eq!(lines, 1, "{id}: {said}");
    }
    assert!(!said.contains("asks 0"), "{said}");
    let named = |line: &str| line.contains(&code) && line.contains(&told);
    assert!(said.lines().any(named), "{said}");

    // The other event.
    let mut host = server.staff(&format!("/{OTHER}/host#")).await;
    let poll = open_poll(&mut host).await;
    let mut neighbour = Client::new(server.link(&format!("/{OTHER}/host#")).guest(), 5);
    neighbour.join().await.expect("joined");
    let ballot = plenary::protocol::Ballot::Choice(vec![1]);
    plenary_tests::accepted(
        &mut neighbour,
        plenary::protocol::Command::Cast {
            poll,
            round: 0,
            ballot,
        },
    )
    .await;
    let ready = request(&address, Method::GET, "/readyz", &[], None).await;
    assert_eq!(ready.expect("ready").status, 200);
}

/// The same before the log is folded into its file. SQLite would take the damaged commit for the end of the log, and
/// silently drop everything acked after it. The server refuses to start, and says what to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_commit_is_not_mistaken_for_the_end_of_the_log() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut guest = Phone::join(&server, 0, 1).await;
    let wal = server.folder().join("log.sqlite-wal");
    let mut ends = vec![];
    for _ in 0..4 {
        guest.ask();
        guest.settle().await;
        ends.push(fs::metadata(&wal).expect("a WAL").len() as usize);
    }
    server.kill();
    // In the first page of the second question's commit.
    assert!(ends[1] > ends[0] + 2000);
    flip(&wal, ends[0] + 2000);
    let refused = run(server.folder(), &["--listen", "127.0.0.1:0"]);
    one_line(&refused, "log.sqlite-wal is damaged at byte");
    one_line(
        &run(server.folder(), &["log", &code]),
        "log.sqlite-wal is damaged at byte",
    );
    // After the advised repair it starts, with everything before the damage.
    let said = String::from_utf8(refused.stderr).expect("text");
    let size = said.split("truncate -s ").nth(1).expect("advice");
    let size = size.split(' ').next().expect("a size");
    let file = fs::File::options().write(true).open(&wal).expect("a WAL");
    file.set_len(size.parse().expect("a number")).expect("cut");
    // The server remembers that there was more. Somebody must accept the loss.
    one_line(
        &run(server.folder(), &["log", &code]),
        "does not contain what it was",
    );
    let accepted = run(server.folder(), &["verify", &code, "--accept"]);
    assert!(accepted.status.success());
    server.restart();
    let log = server.log(&code);
    assert!(log.contains("Guest 0 asks 0") && !log.contains("asks 1") && !log.contains("asks 2"));
}

/// Returns what `plenary log` prints of the demo in a folder, or None if it fails.
fn printed(folder: &Path, code: &str) -> Option<String> {
    let output = run(folder, &["log", code, "--participants"]);
    let text = String::from_utf8(output.stdout).expect("text");
    output.status.success().then_some(text)
}

/// A bit flips anywhere in a file at rest. The server reads what was written, or reports an error. Page headers, which
/// say where records are, are a small part of the file and so get extra flips.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_flipped_bit_changes_history() {
    const FLIPS: usize = 120;
    const PAGE: usize = 4096;
    const HEAD: usize = 12;
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    for number in 0..PHONES {
        let mut phone = Phone::join(&server, number, number).await;
        (0..20).for_each(|_| phone.act(poll));
        phone.settle().await;
    }
    server.terminate();
    let whole = printed(copy(server.folder()).path(), &code).expect("the log");
    let bytes = fs::read(server.folder().join("log.sqlite")).expect("a log");
    let mut dice = Dice::new(bytes.len() as u64);
    let mut bits: Vec<(usize, usize)> = (0..FLIPS)
        .map(|_| (dice.below(bytes.len()), dice.below(8)))
        .collect();
    // The first page's header follows the file's.
    for page in 1..bytes.len() / PAGE {
        bits.extend((0..HEAD).map(|at| (page * PAGE + at, dice.below(8))));
    }
    let mut told = 0;
    for (at, bit) in &bits {
        let damaged = copy(server.folder());
        let mut bytes = bytes.clone();
        bytes[*at] ^= 1 << bit;
        fs::write(damaged.path().join("log.sqlite"), bytes).expect("written");
        match printed(damaged.path(), &code) {
            // A flip in unused space damages nothing.
            Some(read) => assert!(read == whole, "bit {bit} of byte {at}: another history"),
            None => told += 1,
        }
    }
    let all = bits.len();
    assert!(told > all / 5, "{told} of {all} flips were noticed");
}
