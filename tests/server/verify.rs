//! `plenary verify` on a log that is good, one that was put back, and one that was printed once.

use std::fs;
use std::path::Path;
use std::process::Output;

use plenary::client::{Client, Link, Method, request};
use plenary::protocol::{Command, Role};
use plenary_tests::ledger::Phone;
use plenary_tests::{Server, accepted, open_poll, run, single_choice, until};

/// Returns what a command printed on both streams.
fn said(output: &Output) -> String {
    let both = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(both).expect("text")
}

fn verify(folder: &Path, code: &str, more: &[&str]) -> (bool, String) {
    let output = run(folder, &[&["verify", code], more].concat());
    (output.status.success(), said(&output))
}

/// Returns true if a link is valid.
async fn enters(link: &Link) -> bool {
    let mut client = Client::new(link.clone(), 9);
    client.auth().await.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_log_is_counted_again_and_has_the_printed_heads() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    for number in 0..3 {
        let mut phone = Phone::join(&server, number, number).await;
        phone.cast(poll, 1);
        phone.settle().await;
    }
    let seen = single_choice(&host).rev.unwrap_or_default();
    accepted(&mut host, Command::ClosePoll { poll, seen }).await;
    let head = |host: &Client| host.view().hall.as_ref()?.head.clone();
    let opened = head(&host);
    until(&mut host, |host| {
        head(host).is_some() && head(host) != opened
    })
    .await;
    // The host's page shows it, and the server's own log has it.
    let closed = head(&host).expect("a head");
    assert!(server.said().contains(&closed), "{}", server.said());
    let exported = request(
        &server.link("/host#").address,
        Method::GET,
        &format!("/{code}/export.json"),
        host.cookies(),
        None,
    )
    .await;
    let exported: serde_json::Value = exported.expect("exported").json().expect("JSON");
    let exported = exported["log"].as_str().expect("a head").to_owned();

    // Beside the running server, and then on the folder.
    for _ in 0..2 {
        let (good, told) = verify(server.folder(), &code, &["--head", &closed]);
        assert!(good, "{told}");
        assert!(told.contains(": 3 ballots, fingerprint "), "{told}");
        assert!(
            told.contains("counted again: the tally is right."),
            "{told}"
        );
        assert!(
            told.contains(&format!("It contains the head {closed}.")),
            "{told}"
        );
        assert!(verify(server.folder(), &code, &["--head", &exported]).0);
        let (seq, tag) = closed.split_once('-').expect("a head");
        let number: u64 = seq.parse().expect("a number");
        let other = format!("{}-{tag}", number + 1);
        let (good, told) = verify(server.folder(), &code, &["--head", &other]);
        assert!(
            !good && told.contains("not the history that was printed"),
            "{told}"
        );
        if server.runs() {
            server.terminate();
        }
    }
}

/// Somebody puts yesterday's log back. The server notices, and links that were revoked since stay revoked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_log_is_noticed_and_revoked_links_stay_revoked() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let first = server.link("/moderator#");
    let organiser = organiser_secret(&server);
    server.terminate();
    let log = server.folder().join("log.sqlite");
    let older = fs::read(&log).expect("a log");
    server.restart();
    let mut host = server.staff("/host#").await;
    let revoke = Command::Revoke {
        role: Role::Moderator,
        person: None,
    };
    accepted(&mut host, revoke).await;
    drop(host);
    assert!(!enters(&first).await, "it was revoked");
    let revoked = run(server.folder(), &["links", "--revoke"]);
    assert!(revoked.status.success(), "{revoked:?}");
    assert!(!organises(&server, &organiser).await, "it was revoked");
    server.terminate();
    server.restart();
    let second = server.link("/moderator#");
    assert!(enters(&second).await);
    server.terminate();

    fs::write(&log, older).expect("put back");
    // With it, what is known of the organiser is lost.
    fs::remove_file(server.folder().join("organisers")).expect("put back");
    let (good, told) = verify(server.folder(), &code, &[]);
    assert!(
        !good && told.contains("replaced by an older copy"),
        "{told}"
    );
    let listed = said(&run(server.folder(), &["event", "list"]));
    let shut = format!("{code}  cannot be read: its log ends at");
    assert!(listed.contains(&shut), "{listed}");

    let (good, told) = verify(server.folder(), &code, &["--accept"]);
    assert!(good && told.contains("so these are new"), "{told}");
    server.restart();
    assert!(!enters(&first).await, "it is valid again");
    assert!(!enters(&second).await, "the older log does not know it");
    assert!(enters(&server.link("/moderator#")).await);
    assert!(!organises(&server, &organiser).await, "it is valid again");
    assert!(organises(&server, &organiser_secret(&server)).await);
    assert!(verify(server.folder(), &code, &[]).0);
}

/// Returns the secret of the organiser's link.
fn organiser_secret(server: &Server) -> String {
    let mut words = server.welcome().split_whitespace();
    let secret = words.find_map(|word| word.split_once("/organise#"));
    secret.expect("the organiser's link").1.to_owned()
}

/// Returns true if the organiser's link lets somebody in.
async fn organises(server: &Server, secret: &str) -> bool {
    let address = server.link("/host#").address;
    let body = serde_json::json!({ "secret": secret }).to_string();
    let path = "/organise/auth";
    let answer = request(&address, Method::POST, path, &[], Some(body)).await;
    answer.is_ok()
}
