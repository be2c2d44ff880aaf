//! A caption service: a program with the captioner's link, which sends lines over the socket as PROTOCOL.md says.

use plenary::client::{Client, Event, Fault, Link, Method};
use plenary::protocol::poll::Ballot;
use plenary::protocol::{Command, Item, Rejection, Role};
use plenary_tests::{Server, accepted, open_poll, refused, until};

const SERVICE: u32 = 81;
/// As many as a service sends that nobody has told of the limit.
const LINES: usize = 100;

fn line(text: &str) -> Command {
    Command::Caption {
        writer: SERVICE,
        texts: [("en".to_owned(), text.to_owned())].into(),
    }
}

/// Starts the first session of the demo event. Returns its id.
async fn start(host: &mut Client) -> u32 {
    let session = host.view().items().values().find_map(|item| {
        let Item::Session(session) = item else {
            return None;
        };
        Some((session.id, session.rev.unwrap_or_default()))
    });
    let (session, seen) = session.expect("the demo has a session");
    accepted(
        host,
        Command::StartSession {
            session,
            seen,
            carry: None,
        },
    )
    .await;
    session
}

async fn status(client: &mut Client, path: &str) -> u16 {
    match client.http(Method::GET, path, None).await {
        Ok(answer) => answer.status,
        Err(Fault::Refused { status, .. }) => status,
        Err(fault) => panic!("{path}: {fault}"),
    }
}

#[tokio::test]
async fn a_service_sends_lines_and_a_flood_of_them_delays_no_vote() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut service = server.staff("/captioner#").await;
    let why = refused(&mut service, line("Too early.")).await;
    assert_eq!(why, Rejection::NotFromHere);
    let session = start(&mut host).await;
    let poll = open_poll(&mut host).await;
    let mut guest = server.guest(5).await;
    let link = Link {
        role: Role::Reader,
        ..guest.link().clone()
    };
    let mut reader = Client::new(link, 6);

    accepted(&mut service, line("Heat from the river.")).await;
    let shows = |reader: &Client| {
        let captions = reader.view().items().get("captions:0");
        matches!(captions, Some(Item::Captions(one)) if one.lines.last().is_some_and(|last| last.text.contains("river")))
    };
    until(&mut reader, shows).await;

    // Of a moment with a language that the event lacks, no line is sent.
    let texts =
        [("en", "Both."), ("tlh", "cha'")].map(|(lang, text)| (lang.to_owned(), text.to_owned()));
    let strange = Command::Caption {
        writer: SERVICE,
        texts: texts.into(),
    };
    assert_eq!(refused(&mut service, strange).await, Rejection::BadLanguage);

    // All of them are on their way when the guest votes.
    let flood: Vec<u32> = (0..LINES)
        .map(|n| service.send(line(&format!("Line {n}"))))
        .collect();
    let ballot = Command::Cast {
        poll,
        round: 0,
        ballot: Ballot::Choice(vec![1]),
    };
    accepted(&mut guest, ballot).await;
    let (mut sent, mut lost) = (0, 0);
    while sent + lost < flood.len() {
        match service.next().await.expect("it stays connected") {
            Event::Acked { .. } => sent += 1,
            Event::Rejected { why, .. } => {
                assert_eq!(why, Rejection::TooManyLines { max: 4 });
                lost += 1;
            }
            Event::Online { .. }
            | Event::View
            | Event::Mine
            | Event::Hall
            | Event::Leave { .. }
            | Event::Lost => {}
        }
    }
    assert!(sent >= 1 && lost >= 1, "{sent} sent, {lost} lost");

    let path = format!("/CDU7K2/transcript.txt?session={session}&lang=en");
    let text = service.http(Method::GET, &path, None).await.expect("it");
    let text = String::from_utf8(text.body.to_vec()).expect("text");
    assert!(text.starts_with("Heat from the river.\n"), "{text}");
    assert_eq!(text.lines().count(), 1 + sent);
    for of in [
        "session=900&lang=en",
        &format!("session={session}&lang=tlh"),
    ] {
        let path = format!("/CDU7K2/transcript.vtt?{of}");
        assert_eq!(status(&mut host, &path).await, 404, "{of}");
    }
    assert_eq!(status(&mut guest, &path).await, 401);
    // The desk, by the name that people look for.
    assert_eq!(status(&mut guest, "/CDU7K2/captions").await, 303);
    // What is no code leads nowhere, and not to a host of the name `captioner` either.
    for other in ["/-/captions", "/%2F/captions", "/%5C/captions"] {
        assert_eq!(status(&mut guest, other).await, 404, "{other}");
    }
}
