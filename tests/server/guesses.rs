//! Somebody guesses: it is noticed, slowed down and told, and honest people of the same address are served as before.

use plenary::client::{Client, Method, request};
use plenary::protocol::{Asking, Command, QuestionChange};
use plenary_tests::{Server, accepted, until};
use tokio::time::{Duration, Instant};

/// More wrong guesses than an address has free.
const MANY: usize = 25;

#[tokio::test]
async fn who_keeps_guessing_waits_and_is_told_of_and_nobody_else_waits() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let link = server.link("/host#");
    let path = format!("/{}/auth", link.code);
    let wrong = |n: usize| {
        let body = format!("{{\"role\":\"host\",\"secret\":\"wrong{n}\"}}");
        request(&link.address, Method::POST, &path, &[], Some(body))
    };
    for n in 0..MANY {
        assert!(wrong(n).await.is_err());
    }
    let begun = Instant::now();
    assert!(wrong(MANY).await.is_err());
    assert!(begun.elapsed() >= Duration::from_millis(900), "it waits");
    // The host sees it, and is not delayed by it. A guest joins from the same address.
    until(&mut host, |host| {
        host.view()
            .hall
            .as_ref()
            .is_some_and(|hall| hall.tried >= 5)
    })
    .await;
    accepted(
        &mut host,
        Command::SetQuestions(QuestionChange {
            asking: Some(Asking::Paused),
            ..QuestionChange::default()
        }),
    )
    .await;
    let begun = Instant::now();
    let mut guest = Client::new(link.guest(), 9);
    guest.join().await.expect("joined");
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "it does not wait"
    );
    let said = server.said();
    assert!(said.contains("wrong secrets of links or logins"), "{said}");
    assert!(said.contains("127.0.0.1"), "{said}");
    assert!(!said.contains("wrong1\""), "no secret is told: {said}");
}

#[tokio::test]
async fn one_mistake_names_nobody() {
    let server = Server::start();
    let link = server.link("/host#");
    let none = request(&link.address, Method::POST, "/ZZZZZZ/join", &[], None);
    assert!(none.await.is_err());
    let said = server.said();
    assert!(said.contains("wrong event codes"), "{said}");
    assert!(!said.contains("\"from\":\"127.0.0.1"), "{said}");
}
