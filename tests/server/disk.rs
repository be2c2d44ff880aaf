//! The disk as it fails: it cannot sync, is full, or turns read-only. The claims are always the same: the server acks nothing that is not durable, people learn of it, nobody is disconnected, and
//! service resumes without help.
//!
//! Needs `fiu-run` and `fiu-ctrl` (Debian: fiu-utils), `strace`, and the right to mount: root, or user namespaces.

use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Output, Stdio};
use std::time::Duration;

use plenary::client::{Client, Event, Fault, Method, request};
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
        // Anybody may ask, so it does not say why.
        Err(Fault::Refused { status, error, .. }) => {
            assert_eq!(error.kind, "unavailable", "{error:?}");
            assert_eq!(error.message, "The server cannot write at the moment.");
            status
        }
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
        "-y",
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
        // What is remembered beside the log follows it, and no ack depends on it.
        if call.starts_with("pwrite64(") && call.contains("/log.heads>") {
            continue;
        }
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
