//! What `/metrics` tells, to the real Prometheus.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use plenary::protocol::{self, Ballot};
use plenary_tests::{Server, accepted, open_poll, refused, until};
use serde_json::Value;

use crate::{PATIENCE, deploy, port, runs};

/// Pause between two questions to a program that cannot tell by itself.
const LOOK: Duration = Duration::from_millis(100);

/// Asks a plain HTTP server. Returns the status line's number and the body.
fn get(port: u16, path: &str) -> Option<(u16, String)> {
    get_as("127.0.0.1", port, path)
}

/// The same under a name.
fn get_as(host: &str, port: u16, path: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

/// Returns the value of a series, if it is there.
fn value(page: &str, series: &str) -> Option<f64> {
    let line = page.lines().find_map(|line| line.strip_prefix(series));
    line?.strip_prefix(' ')?.parse().ok()
}

/// A server with an operator's address.
fn server(options: &[&str]) -> (Server, u16) {
    let admin = port();
    let text = admin.to_string();
    let options = [&["--admin", &text], options].concat();
    let mut server = Server::unstarted(&[] as &[&str]).with(&options);
    server.restart();
    (server, admin)
}

/// Returns the numbers once they are so.
fn page_when(admin: u16, is_so: impl Fn(&str) -> bool) -> String {
    let begun = Instant::now();
    loop {
        let (status, page) = get(admin, "/metrics").expect("an answer");
        assert_eq!(status, 200, "{page}");
        if is_so(&page) {
            return page;
        }
        assert!(begun.elapsed() < PATIENCE, "{page}");
        thread::sleep(LOOK);
    }
}

/// Names of metrics in a text, without the suffixes of histograms.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = words.filter(|word| word.starts_with("plenary_") || word.starts_with("process_"));
    let bare = |word: &str| {
        let base = ["_bucket", "_sum", "_count"];
        let base = base.iter().find_map(|end| word.strip_suffix(end));
        base.unwrap_or(word).to_owned()
    };
    ours.map(bare).collect()
}

#[test]
fn another_sites_name_for_this_machine_reads_no_numbers() {
    let (_server, admin) = server(&[]);
    let read = |host: &str| get_as(host, admin, "/metrics").map(|(status, _)| status);
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:9464", 200),
        ("venue.test", 421),
        ("", 421),
    ] {
        assert_eq!(read(host), Some(status), "{host}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_is_counted() {
    let backups = tempfile::tempdir().expect("a folder");
    let to = backups.path().join("backups");
    let to = to.to_str().expect("a path");
    let (server, admin) = server(&["--backup-every", "1h", "--backup-to", to]);
    let mut host = server.staff("/host#").await;
    let mut guest = server.guest(1).await;
    let other = server.guest(2).await;
    let poll = open_poll(&mut host).await;
    let cast = |pick| protocol::Command::Cast {
        poll,
        round: 0,
        ballot: Ballot::Choice(vec![pick]),
    };
    until(&mut guest, |guest| guest.view().poll(poll).is_some()).await;
    accepted(&mut guest, cast(0)).await;
    refused(&mut guest, cast(200)).await;
    let page = page_when(admin, |page| {
        value(page, "plenary_sweep_seconds_count").is_some_and(|n| n > 0.0)
    });
    for (series, expected) in [
        ("plenary_sockets{audience=\"host\"}", 1.0),
        ("plenary_sockets{audience=\"participant\"}", 2.0),
        ("plenary_sockets{audience=\"screen\"}", 0.0),
        (
            "plenary_commands_total{kind=\"open_poll\",outcome=\"accepted\"}",
            1.0,
        ),
        (
            "plenary_commands_total{kind=\"cast\",outcome=\"accepted\"}",
            1.0,
        ),
        (
            "plenary_commands_total{kind=\"cast\",outcome=\"rejected\"}",
            1.0,
        ),
        ("plenary_ack_seconds_count", 3.0),
        ("plenary_ack_seconds_bucket{le=\"+Inf\"}", 3.0),
        ("plenary_appends_total{outcome=\"failed\"}", 0.0),
        ("plenary_mailbox_messages{mailbox=\"guests\"}", 0.0),
        ("plenary_refused_total{reason=\"full\"}", 0.0),
        ("plenary_shed_total{reason=\"slow\"}", 0.0),
        ("plenary_log_writable", 1.0),
        ("plenary_rooms", 1.0),
        ("plenary_events", 1.0),
        ("plenary_backup_interval_seconds", 3600.0),
    ] {
        assert_eq!(value(&page, series), Some(expected), "{series}: {page}");
    }
    let number = |series: &str| value(&page, series).unwrap_or_else(|| panic!("{series}: {page}"));
    for series in [
        "plenary_commit_seconds_count",
        "plenary_fsync_seconds_count",
        "plenary_commit_batches_count",
        "plenary_turn_messages_count",
        "plenary_appends_total{outcome=\"ok\"}",
        "plenary_log_bytes{file=\"log.sqlite\"}",
        "plenary_disk_free_bytes{of=\"data\"}",
        "process_resident_memory_bytes",
        "process_start_time_seconds",
    ] {
        assert!(number(series) > 0.0, "{series}");
    }
    assert!(number("plenary_fsync_seconds_sum") <= number("plenary_commit_seconds_sum"));
    assert!(number("plenary_backup_age_seconds") < 60.0);
    assert!(number("process_open_fds") < number("process_max_fds"));
    let free = number("plenary_connections_free");
    // No label comes from outside.
    let code = server.link("/host#").code;
    assert!(
        !page.contains(&code) && !page.contains("127.0.0.1"),
        "{page}"
    );

    // Who leaves is no longer counted.
    drop((guest, other));
    let page = page_when(admin, |page| {
        value(page, "plenary_sockets{audience=\"participant\"}") == Some(0.0)
    });
    assert!(value(&page, "plenary_connections_free").is_some_and(|now| now > free));
    drop(host);
}

#[test]
fn the_operators_address_is_of_this_machine_and_only_there_if_asked_for() {
    let (mut server, admin) = server(&[]);
    assert_eq!(get(admin, "/healthz").map(|(status, _)| status), Some(200));
    assert_eq!(get(admin, "/readyz").map(|(status, _)| status), Some(200));
    assert_eq!(get(admin, "/").map(|(status, _)| status), Some(404));
    // Another address of the loopback is not the one it listens on.
    assert!(TcpStream::connect(("127.0.0.2", admin)).is_err());
    // Guests' port does not tell.
    let (status, body) = get(server.port(), "/metrics").expect("an answer");
    assert!(status == 404 && !body.contains("plenary_"), "{status}");
    // More connections than it takes, and each is served when one before it is over.
    let idle: Vec<_> = (0..8)
        .map(|_| TcpStream::connect(("127.0.0.1", admin)))
        .collect();
    let waiting = thread::spawn(move || get(admin, "/healthz"));
    drop(idle);
    let answer = waiting.join().expect("no panic");
    assert_eq!(answer.map(|(status, _)| status), Some(200));
    server.terminate();
    assert!(TcpStream::connect(("127.0.0.1", admin)).is_err());
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let refused = plenary_tests::run(
        server.folder(),
        &["--listen", "127.0.0.1:0", "--admin", &address],
    );
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains(&address),
        "{said}"
    );
}

#[test]
fn dashboard_and_alerts_name_only_what_there_is() {
    let backups = tempfile::tempdir().expect("a folder");
    let to = backups.path().to_str().expect("a path");
    let (_server, admin) = server(&["--backup-every", "1h", "--backup-to", to]);
    let (_, page) = get(admin, "/metrics").expect("an answer");
    let told = names(&page);
    for file in [
        "grafana.json",
        "prometheus/alerts.yml",
        "prometheus/alerts.test.yml",
    ] {
        let text = fs::read_to_string(deploy().join(file)).expect(file);
        let named = names(&text);
        assert!(named.len() > 5, "{file}");
        let unknown: Vec<_> = named.difference(&told).collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}");
        if file.ends_with("json") {
            serde_json::from_str::<Value>(&text).expect("JSON");
            let left: Vec<_> = told.difference(&named).collect();
            assert!(left.is_empty(), "the dashboard lacks {left:?}");
        }
    }
}

#[test]
fn the_alerts_ring_when_they_should_and_not_before() {
    let folder = deploy().join("prometheus");
    let at = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    for args in [
        ["check", "config", &at("prometheus.yml")],
        ["check", "rules", &at("alerts.yml")],
        ["test", "rules", &at("alerts.test.yml")],
    ] {
        let (is_good, said) = runs("promtool", &args);
        assert!(is_good, "{said}");
    }
    let (_server, admin) = server(&[]);
    let (_, page) = get(admin, "/metrics").expect("an answer");
    let mut lint = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool runs");
    let mut stdin = lint.stdin.take().expect("piped");
    stdin.write_all(page.as_bytes()).expect("written");
    drop(stdin);
    let found = lint.wait_with_output().expect("it ends");
    let found = [found.stdout, found.stderr].concat();
    assert!(found.is_empty(), "{}", String::from_utf8_lossy(&found));
}

/// Ends the program when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn prometheus_reads_it_all() {
    let (_server, admin) = server(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let config = fs::read_to_string(deploy().join("prometheus/prometheus.yml")).expect("a file");
    let config = config
        .replace("15s", "1s")
        .replace("9464\"", &format!("{admin}\""));
    assert!(config.contains(&admin.to_string()), "{config}");
    let file = folder.path().join("prometheus.yml");
    fs::write(&file, config).expect("written");
    let alerts = deploy().join("prometheus/alerts.yml");
    fs::copy(alerts, folder.path().join("alerts.yml")).expect("copied");
    let web = port();
    let said = fs::File::create(folder.path().join("said")).expect("a file");
    let prometheus = Command::new("prometheus")
        .arg(format!("--config.file={}", file.display()))
        .arg(format!(
            "--storage.tsdb.path={}",
            folder.path().join("data").display()
        ))
        .arg(format!("--web.listen-address=127.0.0.1:{web}"))
        .stderr(said)
        .spawn()
        .expect("prometheus runs: tests/run installs it");
    let _prometheus = Running(prometheus);
    let begun = Instant::now();
    let ask = |query: &str| -> Option<Value> {
        let (_, body) = get(web, &format!("/api/v1/{query}"))?;
        serde_json::from_str(&body).ok()
    };
    let is_so = |query: &str, is_so: &dyn Fn(&Value) -> bool| {
        while !ask(query).is_some_and(|answer| is_so(&answer["data"])) {
            let said = fs::read_to_string(folder.path().join("said")).unwrap_or_default();
            assert!(
                begun.elapsed() < PATIENCE,
                "{query}: {:?} {said}",
                ask(query)
            );
            thread::sleep(LOOK);
        }
    };
    is_so("query?query=plenary_rooms", &|data| {
        data["result"][0]["value"][1] == "1"
    });
    is_so("query?query=up", &|data| {
        data["result"][0]["value"][1] == "1"
    });
    is_so("query?query=plenary_build_info", &|data| {
        data["result"][0]["metric"]["version"] == env!("CARGO_PKG_VERSION")
    });
    is_so("query?query=plenary_fsync_seconds_bucket", &|data| {
        data["result"].as_array().is_some_and(|all| all.len() == 17)
    });
    // Whether one rings depends on the machine: its disk may be full.
    is_so("rules", &|data| {
        let rules = data["groups"][0]["rules"].as_array();
        rules.is_some_and(|rules| {
            rules.len() == 5 && rules.iter().all(|rule| rule["health"] == "ok")
        })
    });
}
