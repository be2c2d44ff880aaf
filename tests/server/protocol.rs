//! The edges of the protocol, over real sockets: who may not connect, what invalid input does, and to whom.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use plenary::client::{End, Fault, Method, request};
use plenary::protocol::{
    Asking, Ballot, Command, Item, QuestionChange, QuestionState, Rejection, Wrong, close,
};
use plenary::role::{self, HallSight};
use plenary_tests::{Heard, Raw, Server, accepted, counts, live, open_poll, refused, run, until};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

const PATIENCE: Duration = Duration::from_secs(20);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn socket(server: &Server, query: &str) -> Result<Socket, u16> {
    with_origin(server, query, None).await
}

async fn with_origin(server: &Server, query: &str, origin: Option<&str>) -> Result<Socket, u16> {
    let code = server.link("/host#").code;
    let url = format!("ws://127.0.0.1:{}/{code}/socket?{query}", server.port());
    let mut request = url.into_client_request().expect("a request");
    if let Some(origin) = origin {
        request
            .headers_mut()
            .insert("Origin", origin.parse().expect("a header"));
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(e) => panic!("{e}"),
    }
}

/// Reads until the server closes. Returns the code; None if there is no close frame.
async fn closing(socket: &mut Socket) -> Option<u16> {
    goodbye(socket).await.map(|(code, _)| code)
}

/// The same with the reason.
async fn goodbye(socket: &mut Socket) -> Option<(u16, String)> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Close(frame))) => {
                return frame.map(|frame| (frame.code.into(), frame.reason.to_string()));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return None,
        }
    }
}

#[tokio::test]
async fn http_refuses_those_who_may_not_connect() {
    let server = Server::start();
    assert!(
        socket(&server, "role=participant").await.is_ok(),
        "anybody may watch"
    );
    for entry in role::staff() {
        let query = format!("role={}", entry.name);
        for query in [format!("{query}&person=emerson"), query] {
            assert_eq!(socket(&server, &query).await.err(), Some(401), "{query}");
        }
    }
    assert_eq!(socket(&server, "role=king").await.err(), Some(400));
    assert_eq!(
        with_origin(&server, "role=participant", Some("http://evil.example"))
            .await
            .err(),
        Some(403)
    );
    let own = server.url();
    assert!(
        with_origin(&server, "role=participant", Some(&own))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn each_role_connects_by_its_link_until_that_is_revoked() {
    let server = Server::start();
    for entry in role::staff() {
        let end = if entry.has_person { '/' } else { '#' };
        let mut client = server.staff(&format!("/{}{end}", entry.name)).await;
        assert!(client.view().event().is_some(), "{}", entry.name);
        if entry.hall != HallSight::Nothing {
            until(&mut client, |c| c.view().hall.is_some()).await;
        }
        let link = client.link().clone();
        let mut words = vec!["event", "links", &link.code, "--revoke", entry.name];
        if let Some(person) = &link.person {
            words.extend(["--person", person]);
        }
        assert!(run(server.folder(), &words).status.success());
        let revoked = async {
            loop {
                match client.next().await {
                    Ok(_) => {}
                    Err(End::Revoked) => break,
                    Err(end) => panic!("{}: {end:?}", entry.name),
                }
            }
        };
        timeout(PATIENCE, revoked)
            .await
            .expect("the revocation closes it");
    }
}

#[tokio::test]
async fn invalid_input_closes_its_own_socket_only() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut bystander = server.guest(1).await;
    let deep = "[".repeat(4_000);
    let nonsense = [
        Message::text("hello"),
        Message::text("{\"t\":\"do\"}"),
        Message::text(deep),
        Message::binary(vec![0, 1, 2]),
    ];
    for message in nonsense {
        let mut guest = socket(&server, "role=participant")
            .await
            .expect("connected");
        guest.send(message.clone()).await.expect("sent");
        let (code, reason) = goodbye(&mut guest).await.expect("a goodbye");
        assert_eq!(code, close::NONSENSE, "{message:?}");
        assert!(!reason.is_empty(), "{message:?}");
    }
    // A frame over the limit is not even read.
    let mut guest = socket(&server, "role=participant")
        .await
        .expect("connected");
    let _ = guest.send(Message::text("x".repeat(100_000))).await;
    assert!(matches!(closing(&mut guest).await, Some(close::TOO_LONG)));
    accepted(
        &mut bystander,
        Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![0]),
        },
    )
    .await;
    until(&mut host, |host| {
        counts(host, poll).is_some_and(|(count, _)| count == 1)
    })
    .await;
}

#[tokio::test]
async fn a_value_that_is_wrong_is_refused_with_its_field_and_ends_nothing() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let guest = server.guest(1).await;
    let mut raw = Raw::open(&server, &guest).await.expect("a socket");
    let wrong = [
        (
            format!("{{\"cast\":{{\"poll\":{poll},\"ballot\":{{\"choice\":[-1]}}}}}}"),
            "cast.ballot.choice[0]",
        ),
        (
            "{\"decline\":{\"question\":0,\"seen\":1,\"reason\":\"silly\"}}".to_owned(),
            "decline.reason",
        ),
        ("\"reign\"".to_owned(), "."),
    ];
    for (n, (cmd, wrong)) in (1..).zip(&wrong) {
        raw.say_text(&format!("{{\"t\":\"do\",\"c\":9,\"n\":{n},\"cmd\":{cmd}}}"))
            .await;
        let Heard::Rejected(Rejection::Malformed { field, message }) = raw.answer(n).await else {
            panic!("{cmd}")
        };
        assert!(field.starts_with(wrong), "{cmd}: {field}");
        assert!(!message.is_empty(), "{cmd}");
    }
    // The socket is as good as before.
    let n = raw.cast(poll, 0).await;
    assert!(matches!(raw.answer(n).await, Heard::Ack));
}

#[tokio::test]
async fn a_poll_that_cannot_be_is_refused_with_what_is_wrong_and_ends_nothing() {
    let server = Server::start();
    let host = server.staff("/host#").await;
    let mut raw = Raw::open(&server, &host).await.expect("a socket");
    let choice = |title: &str, options: &str| {
        format!(
            "{{\"kind\":{{\"choice\":{{\"min\":1,\"max\":1}}}},\"title\":{{\"en\":\"{title}\"}},\"options\":[{options}]}}"
        )
    };
    let two = "{\"en\":\"A\"},{\"en\":\"B\"}";
    let many = vec!["{\"en\":\"A\"}"; 300].join(",");
    let marks = "a\u{301}".repeat(200) + &"\u{301}".repeat(3_000);
    let wrong = [
        (choice("", two), "title", Wrong::Missing),
        (choice("\u{202e}\u{200b}", two), "title", Wrong::Missing),
        (
            choice(&"能".repeat(201), two),
            "title",
            Wrong::TooLong { chars_max: 200 },
        ),
        (
            choice(&marks, two),
            "title",
            Wrong::TooLong { chars_max: 200 },
        ),
        (
            choice("P", &many),
            "options",
            Wrong::OutOfRange { min: 2, max: 20 },
        ),
        (
            choice("P", "{\"en\":\"A\"},{\"en\":\"Ａ \"}"),
            "options",
            Wrong::Alike,
        ),
        (
            choice("P", "{\"en\":\"A\"},{\"xx\":\"B\"}"),
            "options",
            Wrong::Language,
        ),
        (
            "{\"kind\":{\"scale\":{\"steps\":255}},\"title\":{\"en\":\"P\"}}".to_owned(),
            "steps",
            Wrong::OutOfRange { min: 2, max: 10 },
        ),
    ];
    for (n, (draft, field, wrong)) in (1..).zip(wrong) {
        raw.say_text(&format!(
            "{{\"t\":\"do\",\"c\":9,\"n\":{n},\"cmd\":{{\"make_poll\":{{\"draft\":{draft}}}}}}}"
        ))
        .await;
        let Heard::Rejected(Rejection::BadPoll {
            field: said,
            wrong: what,
            ..
        }) = raw.answer(n).await
        else {
            panic!("{draft}")
        };
        assert_eq!((said.as_str(), what), (field, wrong), "{draft}");
    }
    let n = 99;
    let draft = choice("P", two);
    raw.say_text(&format!(
        "{{\"t\":\"do\",\"c\":9,\"n\":{n},\"cmd\":{{\"make_poll\":{{\"draft\":{draft},\"open\":true}}}}}}"
    ))
    .await;
    assert!(matches!(raw.answer(n).await, Heard::Ack));
}

#[tokio::test]
async fn a_beat_with_a_number_is_answered() {
    let server = Server::start();
    let mut guest = socket(&server, "role=participant")
        .await
        .expect("connected");
    guest
        .send(Message::text("{\"t\":\"beat\"}"))
        .await
        .expect("sent");
    for n in [7, 8] {
        guest
            .send(Message::text(format!("{{\"t\":\"beat\",\"n\":{n}}}")))
            .await
            .expect("sent");
    }
    let mut answers = Vec::new();
    while answers.len() < 2 {
        let message = timeout(PATIENCE, guest.next()).await.expect("an answer");
        let text = message.expect("open").expect("a frame").into_text();
        let text = text.expect("text").to_string();
        let frame: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        if frame["t"] == "beat" {
            assert!(frame["now"].is_u64(), "{text}");
            answers.push(frame["n"].as_u64());
        }
    }
    // The one without a number is not answered.
    assert_eq!(answers, [Some(7), Some(8)]);
}

#[tokio::test]
async fn a_watchers_command_is_rejected_until_it_joins() {
    let server = Server::start();
    let mut guest = socket(&server, "role=participant")
        .await
        .expect("connected");
    let command =
        "{\"t\":\"do\",\"c\":1,\"n\":1,\"cmd\":{\"upvote\":{\"question\":0,\"on\":true}}}";
    guest.send(Message::text(command)).await.expect("sent");
    loop {
        let frame = guest
            .next()
            .await
            .expect("a frame")
            .expect("a frame")
            .into_text()
            .expect("text");
        if frame.contains("rejected") {
            assert!(frame.contains("not_joined"), "{frame}");
            return;
        }
    }
}

#[tokio::test]
async fn roles_are_kept_apart_and_secrets_do_not_leak() {
    let server = Server::start();
    let mut moderator = server.staff("/moderator#").await;
    let mut guest = server.guest(3).await;
    let not_allowed = refused(
        &mut moderator,
        Command::SetQuestions(QuestionChange {
            asking: Some(Asking::Paused),
            ..QuestionChange::default()
        }),
    )
    .await;
    assert_eq!(not_allowed, Rejection::NotAllowed);
    let said = server.said();
    assert!(said.contains("commands that a role may not send"), "{said}");
    let question = Command::Ask {
        text: "Who pays?".into(),
        to: None,
        name: Some("Ann".into()),
        org: None,
        lang: None,
    };
    accepted(&mut guest, question).await;
    until(&mut moderator, |m| m.view().questions().count() == 1).await;
    // Others receive no byte of it before it is approved.
    let link = server.link("/host#");
    let page = async || {
        let answer = request(
            &link.address,
            Method::GET,
            &format!("/{}", link.code),
            &[],
            None,
        )
        .await
        .expect("a page");
        String::from_utf8_lossy(&answer.body).into_owned()
    };
    assert!(!page().await.contains("Who pays?"));
    let seen = moderator
        .view()
        .questions()
        .next()
        .and_then(|q| q.desk.as_ref())
        .map(|desk| desk.rev)
        .expect("a revision");
    let stale = refused(
        &mut moderator,
        Command::Approve {
            question: 0,
            seen: seen + 1,
        },
    )
    .await;
    assert!(matches!(stale, Rejection::Stale { .. }));
    accepted(&mut moderator, Command::Approve { question: 0, seen }).await;
    let mut other = server.guest(4).await;
    until(&mut other, |o| {
        o.view()
            .question(0)
            .is_some_and(|q| q.state == QuestionState::Approved)
    })
    .await;
    assert!(page().await.contains("Who pays?"));
    for path in ["links", "export.json", "wifi.svg"] {
        let answer = request(
            &link.address,
            Method::GET,
            &format!("/{}/{path}", link.code),
            moderator.cookies(),
            None,
        )
        .await;
        let allowed = path == "wifi.svg";
        assert_eq!(
            answer.is_ok_and(|answer| answer.status == 200),
            allowed,
            "{path}"
        );
    }
    let password = "Password that nobody may guess";
    assert!(!page().await.contains(password));
}

#[tokio::test]
async fn the_export_has_tallies_and_no_identities() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut guest = server.guest(5).await;
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![1]),
        },
    )
    .await;
    let name = Some("A very private name".to_owned());
    accepted(
        &mut guest,
        Command::Ask {
            text: "能源？".into(),
            to: None,
            name: name.clone(),
            org: name,
            lang: None,
        },
    )
    .await;
    let path = format!("/{}/export.json", server.link("/host#").code);
    let answer = host
        .http(Method::GET, &path, None)
        .await
        .expect("an export");
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(text.contains("能源？") && !text.contains("private"));
    let export: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let voted = export["polls"]
        .as_array()
        .expect("polls")
        .iter()
        .find(|p| p["ballots"] == 1)
        .expect("the poll");
    assert_eq!(voted["tally"]["choice"][1], 1);
}

#[tokio::test]
async fn two_events_of_one_server_are_independent() {
    let server = Server::start();
    let files = tempfile::tempdir().expect("a folder");
    let file = files.path().join("two.toml");
    std::fs::write(&file, include_str!("../../deploy/events/chengdu.toml")).expect("written");
    let made = run(
        server.folder(),
        &[
            "event",
            "import",
            file.to_str().expect("a path"),
            "--into",
            "ABCDEF",
        ],
    );
    assert!(made.status.success());
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    let host_two = text
        .split_whitespace()
        .find(|word| word.contains("/host#"))
        .expect("a link");
    let mut one = server.staff("/host#").await;
    let mut two = plenary::client::Client::new(host_two.parse().expect("a link"), 2);
    two.auth().await.expect("the link is good");
    plenary_tests::live(&mut two).await;
    let poll = open_poll(&mut one).await;
    let poll_two = two.view().poll(poll).expect("the same file").phase;
    assert_eq!(poll_two, plenary::protocol::Phase::Ready);
    // The secret of one event does not open the other.
    let wrong = host_two.replace("ABCDEF", &server.link("/host#").code);
    let mut intruder = plenary::client::Client::new(wrong.parse().expect("a link"), 3);
    assert!(intruder.auth().await.is_err());
}

#[tokio::test]
async fn every_http_error_has_a_kind_and_a_message() {
    let server = Server::start();
    let link = server.link("/host#");
    let code = &link.code;
    let wrong = [
        (
            Method::GET,
            format!("/{code}/join"),
            None,
            "method_not_allowed",
        ),
        (
            Method::POST,
            format!("/{code}/auth"),
            Some("nonsense"),
            "bad_request",
        ),
        (
            Method::POST,
            format!("/{code}/auth"),
            Some("{\"role\":\"king\",\"secret\":\"\"}"),
            "bad_request",
        ),
        (
            Method::POST,
            format!("/{code}/auth"),
            Some("{\"role\":\"host\",\"secret\":\"\"}"),
            "bad_link",
        ),
        (
            Method::GET,
            format!("/{code}/me?role=king"),
            None,
            "bad_request",
        ),
        (
            Method::GET,
            format!("/{code}/me?role=host"),
            None,
            "bad_link",
        ),
        (Method::GET, format!("/{code}/links"), None, "bad_link"),
        (
            Method::GET,
            format!("/{code}/qr.svg?ec=z"),
            None,
            "bad_parameter",
        ),
        (Method::POST, "/ZZZZZZ/join".into(), None, "no_event"),
        (Method::GET, "/a/none.js".into(), None, "no_asset"),
        (
            Method::GET,
            format!("/{code}/socket?role=participant"),
            None,
            "bad_request",
        ),
    ];
    for (method, path, body, kind) in wrong {
        let answer = request(&link.address, method, &path, &[], body.map(str::to_owned)).await;
        let Err(Fault::Refused { error, .. }) = answer else {
            panic!("{path}: {answer:?}")
        };
        assert_eq!(error.kind, kind, "{path}: {}", error.message);
        assert!(!error.message.is_empty());
    }
}

#[tokio::test]
async fn rehearsals_get_their_own_copies_up_to_a_limit() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let path = format!("/{}/rehearsal", server.link("/host#").code);
    let begin = Some("{\"phones\":10}".to_owned());
    for _ in 0..8 {
        let copy = host.http(Method::POST, &path, begin.clone()).await;
        assert_eq!(copy.expect("a copy").status, 200);
    }
    let Err(Fault::Refused { error, .. }) = host.http(Method::POST, &path, begin).await else {
        panic!("the server made a ninth copy")
    };
    assert_eq!(error.kind, "too_many_copies");
    // The event itself cannot be deleted as if it were a copy.
    let Err(Fault::Refused { error, .. }) = host.http(Method::DELETE, &path, None).await else {
        panic!("removed")
    };
    assert_eq!(error.kind, "not_a_copy");
}

/// Else eight that were stopped would leave no room for a ninth, and sixty-four would push the hosts out of their own list.
#[tokio::test]
async fn a_rehearsal_that_is_stopped_leaves_no_copy_and_no_login() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let code = server.link("/host#").code;
    let (rehearse, readiness) = (format!("/{code}/rehearse"), format!("/{code}/readiness"));
    let begin = Some("{\"phones\":5}".to_owned());
    for _ in 0..10 {
        let begun = host.http(Method::POST, &rehearse, begin.clone());
        assert_eq!(begun.await.expect("it begins").status, 202);
        let stopped = host.http(Method::DELETE, &rehearse, None);
        assert_eq!(stopped.await.expect("it ends").status, 204);
        let rehearsal = loop {
            let told = host.http(Method::GET, &readiness, None).await;
            let told: serde_json::Value = told.and_then(|told| told.json()).expect("told");
            let rehearsal = told["rehearsal"].clone();
            if rehearsal["state"] != "playing" {
                break rehearsal;
            }
        };
        assert_eq!(rehearsal["state"], "none", "{rehearsal}");
    }
    let listed = run(server.folder(), &["event", "list"]);
    let listed = String::from_utf8(listed.stdout).expect("text");
    assert_eq!(listed.lines().count(), 1, "{listed}");
    let mut late = host.second_page(2);
    live(&mut late).await;
    // A view is told of an end a moment after it.
    until(&mut late, |late| {
        let items = late.view().items().values();
        let logins = items.filter(|item| matches!(item, Item::Login(_)));
        logins.count() == 1
    })
    .await;
}

#[tokio::test]
async fn a_desk_with_more_than_a_megabyte_of_questions_still_opens() {
    let server = Server::start();
    let mut moderator = server.staff("/moderator#").await;
    // Long in bytes and short in characters, like a hall's emoji.
    let long = "👩‍👩‍👧‍👦".repeat(180);
    for seed in 0..80 {
        let mut guest = server.guest(seed).await;
        for i in 0..5 {
            let text = format!("{i}{long}");
            accepted(
                &mut guest,
                Command::Ask {
                    text,
                    to: None,
                    name: None,
                    org: None,
                    lang: None,
                },
            )
            .await;
        }
    }
    until(&mut moderator, |m| m.view().questions().count() == 400).await;
    let bytes: usize = moderator
        .view()
        .questions()
        .map(|q| q.content.text.len())
        .sum();
    assert!(bytes > 1024 * 1024);
    // A newly opened desk gets them all in one snapshot.
    let mut late = server.staff("/moderator#").await;
    until(&mut late, |m| m.view().questions().count() == 400).await;
}

#[tokio::test]
async fn an_unknown_address_is_an_error_for_machines_and_a_page_for_people() {
    let server = Server::start();
    let link = server.link("/host#");
    let nothing = request(&link.address, Method::GET, "/no/such/page", &[], None).await;
    let Err(Fault::Refused {
        status: 404, error, ..
    }) = nothing
    else {
        panic!("{nothing:?}")
    };
    assert_eq!(error.kind, "no_page");
    let slash = request(
        &link.address,
        Method::GET,
        &format!("/{}/", link.code),
        &[],
        None,
    )
    .await;
    assert_eq!(slash.expect("the event's page").status, 200);
    let ready = request(&link.address, Method::GET, "/readyz", &[], None).await;
    assert_eq!(ready.expect("ready").status, 200);
}
