//! What other machines get, whatever they answer. They are sockets of this machine.

use std::iter::empty;
use std::net::SocketAddr;

use plenary_domain::command::Command;
use plenary_domain::ids::QuestionId;
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::delivery::sign;
use super::*;
use crate::address::Address;
use crate::event_file;
use crate::log::MemoryLog;
use crate::node::Node;
use crate::server::DEMO;

const KEY: &str = "a key that only two know";
const ENOUGH: Duration = Duration::from_secs(30);

/// A machine that gives its connections these answers in turn, the last one to all others, and tells what each asked. An empty answer:
/// it says nothing and hangs.
async fn machine(answers: &[&str]) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
    let listener = listener.await.expect("a port");
    let url = format!(
        "http://{}/hook?of=hall",
        listener.local_addr().expect("bound")
    );
    let (told, asked) = unbounded_channel();
    let answers: Vec<String> = answers.iter().map(|&answer| answer.to_owned()).collect();
    tokio::spawn(async move {
        let mut turn = 0;
        while let Ok((mut socket, _)) = listener.accept().await {
            let answer = answers[turn.min(answers.len() - 1)].clone();
            turn += 1;
            let told = told.clone();
            tokio::spawn(async move {
                let _ = told.send(request(&mut socket).await);
                if answer.is_empty() {
                    // The other side ends it.
                    let _ = socket.read(&mut [0; 16]).await;
                } else {
                    let _ = socket.write_all(answer.as_bytes()).await;
                }
            });
        }
    });
    (url, asked)
}

/// Reads a request with its body.
async fn request(socket: &mut TcpStream) -> String {
    let mut bytes = vec![];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length: ")
                    .and_then(|length| length.parse::<usize>().ok())
            });
            if body.len() >= length.unwrap_or_default() {
                return text;
            }
        }
        let mut some = [0; 4096];
        match socket.read(&mut some).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(&some[..count]),
        }
    }
}

const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";
const BROKEN: &str = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n";

fn hooks(urls: &[&str], inward: &[&str]) -> Webhooks {
    Webhooks {
        urls: urls.iter().map(|&url| url.to_owned()).collect(),
        key: KEY.to_owned(),
        inward: inward
            .iter()
            .map(|net| net.parse().expect("a network"))
            .collect(),
    }
}

fn target(url: &str, inward: &[&str]) -> Target {
    Target::all(&hooks(&[url], inward)).remove(0)
}

fn document() -> Live {
    Live {
        json: r#"{"version":1}"#.to_owned(),
        etag: "\"abc\"".to_owned(),
    }
}

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let mut lines = request.lines();
    let line = lines.find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_default()
}

async fn next(asked: &mut UnboundedReceiver<String>) -> String {
    let asked = timeout(ENOUGH, asked.recv()).await;
    asked.expect("in time").expect("a request")
}

#[tokio::test]
async fn changes_are_sent_signed_and_again_after_a_failure_while_another_machine_hangs() {
    let log = Arc::new(MemoryLog::default());
    let clock = Clock::fixed(1_533_200_000_000);
    let hub = Hub::open(Node::writing(log, clock.clone(), Arc::from([])));
    let hub = Arc::new(hub.await.expect("a hub"));
    let program = event_file::parse(DEMO).expect("the demo").program;
    let event = hub.create(program, empty(), None, None).await;
    let room = hub.room(&event.expect("made").code).await.expect("a room");
    let (_, guest) = room.join(Address::default()).await.expect("joined");
    let ask = Command::Ask(Asked {
        text: "SECRET until approved".to_owned(),
        to: None,
        name: None,
        org: None,
        lang: None,
    });
    let guest = Actor::Participant(guest);
    room.order(guest, ask).await.expect("asked");
    let (hanging, mut hung) = machine(&[""]).await;
    let (url, mut asked) = machine(&[BROKEN, OK]).await;
    let running = tokio::spawn(run(
        hooks(&[&hanging, &url], &["127.0.0.0/8"]),
        hub.clone(),
        clock,
    ));
    next(&mut hung).await;
    let first = next(&mut asked).await;
    let again = next(&mut asked).await;
    let (head, body) = again.split_once("\r\n\r\n").expect("a body");
    assert_eq!(
        first.split_once("\r\n\r\n").map(|(_, body)| body),
        Some(body)
    );
    assert!(
        head.starts_with("POST /hook?of=hall HTTP/1.1\r\n"),
        "{head}"
    );
    assert_eq!(header(head, "plenary-event"), room.header.code);
    let signature = format!("t=1533200000,v1={}", sign(KEY, 1_533_200_000, body));
    assert_eq!(header(head, "plenary-signature"), signature);
    let live = Live::read(&room).await.expect("read");
    assert_eq!(body, live.json);
    assert_eq!(
        header(head, "plenary-delivery"),
        live.etag.trim_matches('"')
    );
    assert!(body.contains("\"version\":1") && !body.contains("SECRET"));
    let approve = Command::Approve {
        question: QuestionId(0),
        seen: 1,
    };
    let moderator = Actor::Staff(StaffRole::Moderator);
    room.order(moderator, approve).await.expect("approved");
    let public = next(&mut asked).await;
    assert!(public.contains("SECRET until approved"));
    running.abort();
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let (inside, mut reached) = machine(&[OK]).await;
    let redirect = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {inside}\r\ncontent-length: 0\r\n\r\n"
    );
    let (url, mut asked) = machine(&[&redirect]).await;
    let (target, live) = (target(&url, &["127.0.0.1"]), document());
    let told = target.deliver("CDU7K2", &live, 1).await;
    assert!(matches!(told, Err(Failed::Refused(307))), "{told:?}");
    assert!(asked.try_recv().is_ok());
    assert!(reached.try_recv().is_err(), "the redirect was followed");
}

#[tokio::test]
async fn a_name_that_leads_inside_is_reached_only_if_the_operator_allows_it() {
    let (url, mut asked) = machine(&[OK]).await;
    let port = url.rsplit_once(':').expect("a port").1.to_owned();
    for name in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
        for inward in [&[][..], &["10.0.0.0/8"]] {
            let told = target(&format!("http://{name}:{port}"), inward);
            let told = told.deliver("CDU7K2", &document(), 1).await;
            assert!(matches!(told, Err(Failed::Inward)), "{name}: {told:?}");
        }
    }
    assert!(asked.try_recv().is_err(), "it was reached");
    let (target, live) = (target(&url, &["127.0.0.1"]), document());
    target.deliver("CDU7K2", &live, 1).await.expect("allowed");
    assert!(asked.try_recv().is_ok());
}

#[tokio::test(start_paused = true)]
async fn one_that_never_answers_is_given_up_in_time() {
    let (url, _asked) = machine(&[""]).await;
    let began = Instant::now();
    let (target, live) = (target(&url, &["127.0.0.1"]), document());
    let told = target.deliver("CDU7K2", &live, 1).await;
    assert!(matches!(told, Err(Failed::Timeout)), "{told:?}");
    assert!(began.elapsed() <= PATIENCE * 2);
}

#[tokio::test]
async fn what_fails_again_and_again_waits_longer_and_is_given_up_until_the_next_change() {
    let mut post = Post::new(target("http://192.0.2.1", &[]));
    let event = EventId(1);
    post.put(event, "CDU7K2", &Arc::new(document()));
    let mut pauses = vec![];
    for _ in 0..TRIES_MAX {
        let line = post.lines.get_mut(&event).expect("it waits");
        line.tries += 1;
        line.failed(&Failed::Refused(500), &post.target);
        let at = line.not_before.expect("a pause");
        pauses.push((at - Instant::now()).as_secs_f32().round());
    }
    assert_eq!(pauses, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]);
    let line = &post.lines[&event];
    assert!(line.waiting.is_none());
    // The next document waits out the pause too.
    post.put(event, "CDU7K2", &Arc::new(document()));
    let line = &post.lines[&event];
    assert!(line.waiting.is_some() && line.tries == 0 && line.not_before.is_some());
}
