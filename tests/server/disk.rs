//! The disk as it fails: it cannot sync, is full, turns read-only, tears off the end or flips a bit. The claims are
//! always the same: the server acks nothing that is not durable, people learn of it, nobody is disconnected, and
//! service resumes without help.
//!
//! Needs `fiu-run` and `fiu-ctrl` (Debian: fiu-utils), `strace`, and the right to mount: root, or user namespaces.

use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Output, Stdio};
use std::time::Duration;

use plenary::client::{Client, Dice, Event, Fault, Method, request};
use plenary::log::{Catalogue, Log, SqliteLog, Stored};
use plenary::protocol::Rejection;
use plenary_tests::ledger::{Phone, Told};
use plenary_tests::{Heard, Raw, Server, counts, open_poll, run, until};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

const PHONES: u64 = 8;
/// Room for a server and a few hundred ballots.
const DISK_BYTES: u64 = 16 << 20;
/// Upper bound on any wait. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pause between two polls of state that only a request shows.
const LOOK: Duration = Duration::from_millis(50);

/// Runs a program that must succeed.
fn must(program: &str, args: &[&str]) -> Output {
    let output = Program::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output();
    let output = output.unwrap_or_else(|e| {
        panic!("cannot run {program} ({e}); Debian: apt-get install fiu-utils strace util-linux")
    });
    let said = [output.stdout.clone(), output.stderr.clone()].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{program} {args:?}: {said}");
    output
}

/// Reruns this test in a user namespace if it may not mount here. Returns true if it did.
fn was_run_elsewhere(test: &str) -> bool {
    let here = fs::metadata("/proc/self").expect("this process");
    if here.uid() == 0 {
        return false;
    }
    let own = std::env::current_exe().expect("the test knows its path");
    let own = own.to_str().expect("a path");
    must(
        "unshare",
        &["--map-root-user", "--mount", own, "--exact", test],
    );
    true
}

/// A small file system in memory, unmounted on drop.
struct Disk(TempDir);

impl Disk {
    fn new() -> Disk {
        let folder = tempfile::tempdir().expect("a folder");
        let size = format!("size={DISK_BYTES},mode=0700");
        let path = folder.path().to_str().expect("a path").to_owned();
        must(
            "mount",
            &["-t", "tmpfs", "-o", &size, "plenary-test", &path],
        );
        Disk(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills all free space.
    fn fill(&self) {
        let mut file = fs::File::create(self.ballast()).expect("a file");
        for block in [1 << 16, 4096, 1] {
            while file.write_all(&vec![1; block]).is_ok() {}
        }
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).expect("it was filled");
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    fn make_read_only(&self) {
        must(
            "mount",
            &[
                "-o",
                "remount,bind,ro",
                self.path().to_str().expect("a path"),
            ],
        );
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, because a server left by a failing test may still use it.
        let _ = Program::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// A server whose system calls can be made to fail while it runs.
struct Faulty {
    pipes: TempDir,
}

impl Faulty {
    fn server() -> (Server, Faulty) {
        let pipes = tempfile::tempdir().expect("a folder");
        let prefix = pipes.path().join("control");
        let prefix = prefix.to_str().expect("a path");
        let server = Server::unstarted(&["fiu-run", "-x", "-f", prefix]);
        (server, Faulty { pipes })
    }

    fn tell(&self, server: &Server, what: &str) {
        let prefix = self.pipes.path().join("control");
        let pid = server.pid().to_string();
        must(
            "fiu-ctrl",
            &["-f", prefix.to_str().expect("a path"), "-c", what, &pid],
        );
    }
}

/// Returns the status of `/readyz`.
async fn ready(server: &Server) -> u16 {
    let link = server.link("/host#");
    match request(&link.address, Method::GET, "/readyz", &[], None).await {
        Ok(answer) => answer.status,
        Err(Fault::Refused { status, .. }) => status,
        Err(e) => panic!("{e}"),
    }
}

async fn ready_is(server: &Server, wanted: u16) {
    timeout(PATIENCE, async {
        while ready(server).await != wanted {
            sleep(LOOK).await;
        }
    })
    .await
    .expect("the health check notices in time");
}

/// Keeps a page open until told to stop. Returns how often it lost its socket.
fn keep(
    mut page: Client,
    mut stop: watch::Receiver<bool>,
) -> tokio::task::JoinHandle<(Client, u32)> {
    tokio::spawn(async move {
        let mut lost = 0;
        loop {
            tokio::select! {
                event = page.next() => lost += u32::from(event.expect("the page reconnects") == Event::Lost),
                _ = stop.wait_for(|stop| *stop) => return (page, lost),
            }
        }
    })
}

/// Waits until a phone has resent this often. A deferred command causes no event of its own.
async fn put_off(phone: &mut Phone, resent: u32) {
    timeout(PATIENCE, async {
        while phone.client.counts().resent < resent {
            if let Ok(event) = timeout(LOOK, phone.client.next()).await {
                let event = event.expect("the phone reconnects");
                assert_ne!(event, Event::Lost, "nobody is disconnected");
                phone.note(event);
            }
        }
    })
    .await
    .expect("the command is deferred");
}

/// Votes in a hall whose disk breaks and is repaired, and checks every claim on the way. The server runs before and
/// after.
async fn outage(server: &mut Server, breaks: impl Fn(&Server), mend: impl Fn(&Server)) {
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let moderator = server.staff("/moderator#").await;
    let mut screen = server.staff("/screen#").await;
    let poll = open_poll(&mut host).await;
    let mut phones = vec![];
    for number in 0..PHONES {
        phones.push(Phone::join(server, number, 40 + number).await);
    }
    // One guest watches every frame on a raw socket. It is the same browser as phone 0, so no ledger contains its
    // ballots.
    let watcher = phones[0].client.second_page(99);
    let mut raw = Raw::open(server, &watcher).await.expect("a place");
    for phone in &mut phones {
        phone.cast(poll, 1);
        phone.settle().await;
    }
    let all = PHONES as u32;
    until(&mut screen, |screen| {
        screen.view().tally(poll).is_some_and(|t| t.count == all)
    })
    .await;
    let before: Vec<usize> = phones.iter().map(Phone::acks).collect();

    breaks(server);
    let (stop, stopped) = watch::channel(false);
    let screen = keep(screen, stopped.clone());
    let mut moderator_page = moderator;
    let n = raw.cast(poll, 2).await;
    let Heard::Rejected(Rejection::Unavailable { retry_ms }) = raw.answer(n).await else {
        panic!("a ballot that cannot be written was not deferred");
    };
    assert!(retry_ms > 0);
    until(&mut host, |host| {
        host.view().hall.as_ref().is_some_and(|hall| !hall.writable)
    })
    .await;
    until(&mut moderator_page, |m| {
        m.view().hall.as_ref().is_some_and(|hall| !hall.writable)
    })
    .await;
    ready_is(server, 503).await;
    // The phones keep voting. The server defers each attempt.
    let mut trying = vec![];
    for mut phone in phones {
        trying.push(tokio::spawn(async move {
            phone.cast(poll, 0);
            phone.ask();
            put_off(&mut phone, 3).await;
            phone
        }));
    }
    let mut phones = vec![];
    for phone in trying {
        phones.push(phone.await.expect("a phone"));
    }
    let now: Vec<usize> = phones.iter().map(Phone::acks).collect();
    assert_eq!(now, before, "an ack for what is not durable");
    stop.send_replace(true);
    let (mut screen, lost) = screen.await.expect("the screen");
    assert_eq!(lost, 0, "the screen stays connected");
    assert!(screen.is_live());
    let shown = screen.view().tally(poll).expect("the poll is on").clone();
    assert_eq!(shown.count, all, "the last durable counts");
    assert_eq!(
        screen.view().questions().count(),
        0,
        "a question that is not durable"
    );

    mend(server);
    ready_is(server, 200).await;
    for phone in &mut phones {
        phone.settle().await;
    }
    // Send the very same command again, as the answer requested.
    loop {
        raw.send_as(
            n,
            plenary::protocol::Command::Cast {
                poll,
                round: 0,
                ballot: plenary::protocol::Ballot::Choice(vec![2]),
            },
        )
        .await;
        match raw.answer(n).await {
            Heard::Ack => break,
            Heard::Rejected(Rejection::Unavailable { retry_ms }) => {
                sleep(Duration::from_millis(retry_ms.into())).await;
            }
            Heard::Rejected(why) => panic!("{why:?}"),
        }
    }
    until(&mut host, |host| {
        host.view().hall.as_ref().is_some_and(|hall| hall.writable)
            && counts(host, poll)
                .is_some_and(|(count, picks)| count == all && picks[0] == all - 1 && picks[2] == 1)
    })
    .await;
    until(&mut screen, |screen| {
        screen.view().tally(poll) != Some(&shown)
    })
    .await;
    // The watcher's ballot now counts for phone 0. Phone 0 votes once more, so its ledger is right again.
    phones[0].cast(poll, 1);
    phones[0].settle().await;

    // Now the server dies before the disk is repaired. Whatever was acked before is still there.
    breaks(server);
    for phone in &mut phones {
        phone.cast(poll, 2);
    }
    put_off(&mut phones[1], 4).await;
    server.kill();
    // The operator fixes the disk: a full one is emptied before the start, a broken one replaced.
    mend(server);
    server.restart();
    for phone in &mut phones {
        phone.client.lock();
        phone.settle().await;
    }
    let told = Told::of(&without(&server.log(&code), server.port().into()));
    told.agrees(&phones);
    told.is_shown(server, poll).await;
    for phone in &mut phones {
        phone.sees_what_was(&told).await;
    }
}

/// Returns a log without one client's commands: without its mark and the fact before it.
fn without(log: &str, client: u32) -> String {
    let mark = format!(" of page {client} was accepted");
    let mut lines: Vec<&str> = vec![];
    for line in log.lines() {
        if !line.contains(&mark) {
            lines.push(line);
        } else if lines.last().is_some_and(|line| line.contains(" voted in ")) {
            lines.pop();
        }
    }
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_cannot_sync_gives_no_ack_and_takes_none_back() {
    let (mut server, faults) = Faulty::server();
    server.restart();
    let breaks = |server: &Server| {
        faults.tell(server, "enable name=posix/io/sync/fsync,failinfo=5");
        faults.tell(server, "enable name=posix/io/sync/fdatasync,failinfo=5");
    };
    let mend = |server: &Server| {
        if server.runs() {
            faults.tell(server, "disable name=posix/io/sync/fsync");
            faults.tell(server, "disable name=posix/io/sync/fdatasync");
        }
    };
    outage(&mut server, breaks, mend).await;
    assert!(
        server.said().contains("disk I/O error"),
        "{}",
        server.said()
    );
}

/// The kernel makes a file system read-only under a running server, as it does when a disk fails. Open files stay open,
/// and each write returns EROFS. The kernel refuses a manual remount while a file is open for writing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_turns_read_only_gives_no_ack_until_it_recovers() {
    const EROFS: &str = "30";
    let (mut server, faults) = Faulty::server();
    server.restart();
    let calls = ["rw/pwrite", "rw/ftruncate", "sync/fsync", "sync/fdatasync"];
    let breaks = |server: &Server| {
        for call in calls {
            faults.tell(
                server,
                &format!("enable name=posix/io/{call},failinfo={EROFS}"),
            );
        }
    };
    let mend = |server: &Server| {
        for call in calls.iter().filter(|_| server.runs()) {
            faults.tell(server, &format!("disable name=posix/io/{call}"));
        }
    };
    outage(&mut server, breaks, mend).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_gives_no_ack_until_there_is_room() {
    if was_run_elsewhere("a_full_disk_gives_no_ack_until_there_is_room") {
        return;
    }
    let disk = Disk::new();
    let mut server = Server::unstarted(&[] as &[&str]).on(disk.path());
    server.restart();
    outage(&mut server, |_| disk.fill(), |_| disk.free()).await;
    assert!(server.said().contains("full"), "{}", server.said());
}

#[test]
fn an_unwritable_folder_is_reported_in_one_line() {
    if was_run_elsewhere("an_unwritable_folder_is_reported_in_one_line") {
        return;
    }
    let disk = Disk::new();
    let mut server = Server::unstarted(&[] as &[&str]).on(disk.path());
    server.restart();
    server.terminate();
    disk.make_read_only();
    one_line(
        &run(disk.path(), &["--listen", "127.0.0.1:0"]),
        "Read-only file system",
    );
    let full = Disk::new();
    full.fill();
    one_line(
        &run(full.path(), &["--listen", "127.0.0.1:0"]),
        "cannot use",
    );
}

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
    for name in ["log.sqlite", "log.sqlite-wal", "server.key"] {
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

/// Flips one bit at the first place where a file contains `says`.
fn flip(file: &Path, says: &str) {
    let mut bytes = fs::read(file).expect("a file");
    let at = bytes
        .windows(says.len())
        .position(|window| window == says.as_bytes())
        .expect("the file contains it");
    bytes[at + says.len() / 2] ^= 0x10;
    fs::write(file, bytes).expect("written");
}

/// Returns the number of the first fact containing `says`, in the output of `plenary log`.
fn fact_that_says(log: &str, says: &str) -> u64 {
    let line = log.lines().find(|line| line.contains(says));
    let line = line.expect("a fact").trim_start();
    line.split(' ')
        .next()
        .expect("a number")
        .parse()
        .expect("a number")
}

/// A bit flips in the middle of a history. The server does not open the event, and every request for it fails. The
/// operator learns which record of which event is damaged. The server's other events work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_record_is_reported_and_never_served() {
    const OTHER: &str = "ABCDEF";
    const WORDS: &str = "Guest 0 asks 1";
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let demo = include_str!("../../deploy/events/chengdu.toml");
    let file = server.folder().join("other.toml");
    fs::write(&file, demo).expect("written");
    let file = file.to_str().expect("a path");
    let made = run(server.folder(), &["event", "import", file, "--into", OTHER]);
    assert!(made.status.success());
    let mut guest = Phone::join(&server, 0, 1).await;
    let whose = guest.client.cookies().to_vec();
    for _ in 0..3 {
        guest.ask();
        guest.settle().await;
    }
    // The command's mark ends its record.
    let seq = fact_that_says(&server.log(&code), WORDS) + 1;
    server.terminate();
    flip(&server.folder().join("log.sqlite"), WORDS);
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
    let address = server.link("/host#").address;
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
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    let lost = Raw::open(&server, &guest.client).await;
    assert_eq!(lost.err().map(|shut| shut.status), Some(500));
    let said = server.said();
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
    assert_eq!(ready(&server).await, 200);
}

/// The same before the log is folded into its file. SQLite would take the damaged commit for the end of the log, and
/// silently drop everything acked after it. The server refuses to start, and says what to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_commit_is_not_mistaken_for_the_end_of_the_log() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut guest = Phone::join(&server, 0, 1).await;
    for _ in 0..4 {
        guest.ask();
        guest.settle().await;
    }
    server.kill();
    let wal = server.folder().join("log.sqlite-wal");
    flip(&wal, "Guest 0 asks 1");
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
    must("truncate", &["-s", size, wal.to_str().expect("a path")]);
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

/// Power loss, as far as a test can show it: between writing a ballot to the WAL and its ack to the socket, the kernel
/// was asked for a sync and completed it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ack_is_written_after_its_sync() {
    const BALLOTS: u8 = 20;
    let traced = tempfile::tempdir().expect("a folder");
    let trace = traced.path().join("trace");
    let calls = "trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg,io_uring_enter";
    let mut server = Server::unstarted(&[
        "strace",
        "-D",
        "-f",
        "-q",
        "-s",
        "65536",
        "-e",
        calls,
        "-e",
        "signal=none",
        "-o",
        trace.to_str().expect("a path"),
    ]);
    server.restart();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut guest = Phone::join(&server, 0, 1).await;
    let begun = fs::metadata(&trace).expect("a trace").len();
    for i in 0..BALLOTS {
        guest.cast(poll, i % 3);
        guest.settle().await;
    }
    server.terminate();
    let trace = fs::read(&trace).expect("a trace");
    let trace = String::from_utf8_lossy(&trace[begun as usize..]).into_owned();
    // State of the last WAL write: written, and synced.
    let (mut written, mut synced) = (false, false);
    let mut acks = 0;
    for line in trace.lines() {
        let call = line
            .split_once(' ')
            .map_or("", |(_, call)| call.trim_start());
        let ended_well = call.ends_with(" = 0");
        if call.starts_with("pwrite64(") {
            (written, synced) = (true, false);
        } else if (call.starts_with("fdatasync(")
            || call.starts_with("fsync(")
            || call.contains("sync resumed>"))
            && ended_well
        {
            synced = written;
        } else if call.contains("\\\"t\\\":\\\"ack\\\"") {
            assert!(synced, "an ack before a sync: {call}");
            acks += 1;
            (written, synced) = (false, false);
        }
    }
    assert_eq!(acks, BALLOTS, "the trace shows each ballot's ack");
}
