//! Named polls over real sockets: no ballot without a name, names for hosts alone and after the close, and none in the server's
//! own lines.

use plenary::client::{Client, Link, Method};
use plenary::protocol::{Ballot, Command, Item, NamesItem, Rejection};
use plenary_tests::{Server, accepted, live, refused, run, until};

const CODE: &str = "NAMED2";
/// The poll, by its place in the file.
const CHAIR: u32 = 0;

fn server() -> Server {
    let server = Server::start();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/fixtures/named.toml");
    let imported = run(server.folder(), &["event", "import", file]);
    assert!(imported.status.success(), "{imported:?}");
    server
}

/// The event's link for a role.
fn link(server: &Server, role: &str) -> Link {
    let links = run(server.folder(), &["event", "links", CODE]);
    let links = String::from_utf8(links.stdout).expect("text");
    let mut words = links.split_whitespace();
    let of = format!("/{role}#");
    let link = words.find(|word| word.contains(&of)).expect("a link");
    let path = link.split_once(CODE).expect("the code").1;
    format!("{}/{CODE}{path}", server.url())
        .parse()
        .expect("a link")
}

async fn staff(server: &Server, role: &str) -> Client {
    page(server, role, 1).await
}

/// A page of a role; each has its own seed.
async fn page(server: &Server, role: &str, seed: u64) -> Client {
    let mut client = Client::new(link(server, role), seed);
    client.auth().await.expect("the link is good");
    live(&mut client).await;
    client
}

async fn guest(server: &Server, seed: u64) -> Client {
    let mut guest = Client::new(link(server, "host").guest(), seed);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    guest
}

fn vote(option: u8) -> Command {
    Command::Cast {
        poll: CHAIR,
        round: 0,
        ballot: Ballot::Choice(vec![option]),
    }
}

fn name(name: &str) -> Command {
    Command::GiveName { name: name.into() }
}

fn names(client: &Client) -> Option<NamesItem> {
    let items = client.view().items().values();
    let mut names = items.filter_map(|item| {
        if let Item::Names(names) = item {
            Some(names.clone())
        } else {
            None
        }
    });
    names.next()
}

/// Sends a command of the host about the poll as it is now.
async fn act(host: &mut Client, command: impl Fn(u32) -> Command) {
    let poll = host.view().poll(CHAIR).expect("the poll");
    let command = command(poll.rev.expect("a host's"));
    let seq = accepted(host, command).await;
    until(host, |host| host.view().seq() >= seq).await;
}

#[tokio::test]
async fn hosts_alone_read_names_and_only_after_the_close() {
    let mut server = server();
    let mut host = staff(&server, "host").await;
    let mut others = [
        staff(&server, "moderator").await,
        staff(&server, "interpreter").await,
        staff(&server, "screen").await,
    ];
    let (mut ann, mut li) = (guest(&server, 2).await, guest(&server, 3).await);
    let (poll, seconds) = (CHAIR, None);
    act(&mut host, |seen| Command::OpenPoll {
        poll,
        seen,
        seconds,
    })
    .await;

    assert_eq!(refused(&mut ann, vote(0)).await, Rejection::NeedsName);
    assert_eq!(
        refused(&mut ann, name(" \u{202e} ")).await,
        Rejection::TextEmpty
    );
    let long = name(&"W".repeat(61));
    assert!(matches!(
        refused(&mut ann, long).await,
        Rejection::TextTooLong { chars_max: 60, .. }
    ));
    assert_eq!(refused(&mut ann, vote(0)).await, Rejection::NeedsName);
    accepted(&mut ann, name("Ann Lee")).await;
    accepted(&mut ann, vote(0)).await;
    accepted(&mut li, name("李伟")).await;
    accepted(&mut li, vote(1)).await;
    accepted(&mut ann, name("Ann B. Lee")).await;
    until(&mut ann, |ann| {
        let name = ann.view().mine.name.as_ref();
        name.is_some_and(|name| name.text == "Ann B. Lee")
    })
    .await;
    until(&mut host, |host| {
        host.view()
            .tally(CHAIR)
            .is_some_and(|tally| tally.count == 2)
    })
    .await;
    assert_eq!(names(&host), None);

    act(&mut host, |seen| Command::RevealPoll { poll, seen }).await;
    until(&mut host, |host| names(host).is_some()).await;
    let told = names(&host).expect("the names");
    let [round] = told.rounds.as_slice() else {
        panic!("one round: {told:?}");
    };
    let rows: Vec<(&str, &Ballot)> = round
        .rows
        .iter()
        .map(|row| (row.name.as_str(), &row.ballot))
        .collect();
    let (first, second) = (Ballot::Choice(vec![0]), Ballot::Choice(vec![1]));
    assert_eq!(rows, [("Ann B. Lee", &first), ("李伟", &second)]);
    assert_eq!((told.id, round.nth, round.total), (CHAIR, 1, 2));
    for other in others.iter_mut().chain([&mut ann, &mut li]) {
        until(other, |other| {
            let poll = other.view().poll(CHAIR);
            poll.is_some_and(|poll| poll.phase == plenary::protocol::Phase::Revealed)
        })
        .await;
        let items = serde_json::to_string(&other.view().items().values().collect::<Vec<_>>());
        let items = items.expect("JSON");
        assert!(!items.contains("Ann") && !items.contains("李伟"), "{items}");
        assert_eq!(names(other), None);
        let export = format!("/{CODE}/export.json");
        assert!(other.http(Method::GET, &export, None).await.is_err());
    }

    // A restart keeps them, and tells them to nobody else.
    drop((host, others, ann, li));
    server.kill();
    assert!(!server.said().contains("Lee"), "{}", server.said());
    let log = |more: &[&str]| {
        let log = run(server.folder(), &[&["log", CODE], more].concat());
        String::from_utf8(log.stdout).expect("text")
    };
    assert!(log(&[]).contains("A participant gave a name"));
    assert!(!log(&[]).contains("Lee"));
    assert!(log(&["--participants"]).contains("gave the name \"Ann B. Lee\""));
    server.restart();
    let mut host = page(&server, "host", 4).await;
    until(&mut host, |host| names(host).is_some()).await;
    assert_eq!(names(&host).as_ref(), Some(&told));

    // While the next round is open, the names of the one before stay, and its own are not told.
    let again = |seen| Command::RepeatPoll {
        poll,
        seen,
        seconds: None,
    };
    act(&mut host, again).await;
    let mut ann = guest(&server, 5).await;
    accepted(&mut ann, name("Ann Lee")).await;
    let cast = Command::Cast {
        poll,
        round: 1,
        ballot: first.clone(),
    };
    accepted(&mut ann, cast).await;
    until(&mut host, |host| {
        host.view()
            .tally(CHAIR)
            .is_some_and(|tally| tally.count == 1)
    })
    .await;
    assert_eq!(names(&host).as_ref(), Some(&told));
    act(&mut host, |seen| Command::ClosePoll { poll, seen }).await;
    until(&mut host, |host| names(host).as_ref() != Some(&told)).await;
    let both = names(&host).expect("the names");
    let rounds: Vec<(u32, u32)> = both.rounds.iter().map(|of| (of.nth, of.total)).collect();
    assert_eq!(rounds, [(2, 1), (1, 2)]);
    assert_eq!(both.rounds[1], told.rounds[0]);
}
