//! The address of one poll, for slides and video mixers: its secret opens that poll alone, hosts can revoke it, and only pages of the
//! sites that the operator names may show it in a frame.

use std::io::{Read, Write};
use std::net::TcpStream;

use plenary::client::{Client, Fault, Link, Method};
use plenary::protocol::{Command, Item, Phase, PollAddress, Role};
use plenary_tests::{Server, accepted, live, open_poll, single_choice, until};

async fn address(host: &mut Client, poll: u32) -> PollAddress {
    let path = format!("/{}/address?poll={poll}", host.link().code);
    let answer = host.http(Method::GET, &path, None).await;
    answer.expect("an answer").json().expect("an address")
}

/// Returns the link of an address, on the port where the server really is.
fn link(server: &Server, address: &PollAddress) -> Link {
    let link: Link = address.url.parse().expect("an address of a poll");
    Link {
        address: server.link("/host#").address,
        ..link
    }
}

/// Returns what becomes of a page that asks whether it may come in.
async fn asked(client: &mut Client) -> u16 {
    let link = client.link();
    let (code, poll) = (&link.code, link.poll.as_deref().unwrap_or_default());
    let secret = link.secret.as_deref().unwrap_or_default();
    let path = format!("/{code}/me?role=slide&poll={poll}&secret={secret}");
    match client.http(Method::GET, &path, None).await {
        Ok(answer) => answer.status,
        Err(Fault::Refused { status, .. }) => status,
        Err(fault) => panic!("{path}: {fault}"),
    }
}

fn polls(client: &Client) -> Vec<(u32, Phase)> {
    let polls = client.view().polls();
    polls.map(|poll| (poll.id, poll.phase)).collect()
}

#[tokio::test]
async fn an_address_opens_its_poll_alone_until_it_is_revoked() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = single_choice(&host).id;
    let others = host.view().polls().map(|poll| poll.id);
    let other = others.filter(|id| *id != poll).min().expect("another");
    let (its, others) = (
        address(&mut host, poll).await,
        address(&mut host, other).await,
    );
    assert!(its.url.contains("/screen?poll="), "{}", its.url);
    assert!(its.origins.is_empty());

    let mut slide = Client::new(link(&server, &its), 2);
    let mut beside = Client::new(link(&server, &others), 3);
    for client in [&mut slide, &mut beside] {
        assert_eq!(asked(client).await, 204);
        live(client).await;
        assert!(polls(client).is_empty(), "before it is open");
    }
    open_poll(&mut host).await;
    until(&mut slide, |slide| !polls(slide).is_empty()).await;
    assert_eq!(polls(&slide), [(poll, Phase::Open)]);
    let mut guest = server.guest(5).await;
    let cast = Command::Cast {
        poll,
        round: 0,
        ballot: plenary::protocol::poll::Ballot::Choice(vec![0]),
    };
    accepted(&mut guest, cast).await;
    until(&mut slide, |slide| {
        let tally = slide.view().items().get(&format!("tally:{poll}"));
        matches!(tally, Some(Item::Tally(tally)) if tally.count == 1)
    })
    .await;
    // It has the event, its groups, and nothing of anybody.
    for name in slide.view().items().keys() {
        let kind = name.split(':').next().unwrap_or_default();
        assert!(
            ["event", "group", "poll", "tally"].contains(&kind),
            "{name}"
        );
    }
    assert!(
        polls(&beside).is_empty(),
        "another poll's address hears nothing of it"
    );

    // One poll's secret does not open another, and none is a role's link.
    let mixed = Link {
        poll: link(&server, &others).poll,
        ..link(&server, &its)
    };
    assert_eq!(asked(&mut Client::new(mixed, 4)).await, 401);
    for role in [Role::Host, Role::Screen, Role::Slide] {
        let trade = Link {
            role,
            ..link(&server, &its)
        };
        let traded = Client::new(trade, 6).auth().await;
        assert!(traded.is_err(), "{role:?}");
    }

    let revoke = Command::Revoke {
        role: Role::Slide,
        person: None,
    };
    accepted(&mut host, revoke).await;
    assert_eq!(asked(&mut slide).await, 401, "the address is revoked");
    let renewed = address(&mut host, poll).await;
    assert_ne!(renewed.url, its.url);
    let mut slide = Client::new(link(&server, &renewed), 7);
    live(&mut slide).await;
    assert_eq!(polls(&slide), [(poll, Phase::Open)]);
}

/// Returns the policy of a page.
fn policy(server: &Server, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
    let host = format!("127.0.0.1:{}", server.port());
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = vec![];
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let lines = answer.lines().map(str::to_ascii_lowercase);
    let mut policies = lines.filter(|line| line.starts_with("content-security-policy:"));
    policies.next().expect("a policy")
}

#[tokio::test]
async fn only_named_sites_may_frame_a_poll_and_nothing_else() {
    let server = Server::start();
    let code = server.link("/host#").code;
    let page = format!("/{code}/screen?poll=any");
    assert!(policy(&server, &page).contains("frame-ancestors 'none'"));

    let mut server = Server::unstarted(&[] as &[&str]).with(&[
        "--frame-ancestor",
        "https://slides.example,https://*.city.example",
    ]);
    server.begin();
    assert!(server.welcomed(), "it starts");
    let told = policy(&server, &page);
    let named = "frame-ancestors https://slides.example https://*.city.example";
    assert!(told.contains(named), "{told}");
    for path in ["screen", "host", "lower", ""] {
        let told = policy(&server, &format!("/{code}/{path}"));
        assert!(told.contains("frame-ancestors 'none'"), "{path}: {told}");
    }
}
