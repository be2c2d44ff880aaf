//! Polls for those in the hall, over real sockets: who gets the hall's code, what it is good for, and what the export says.

use plenary::client::{Client, Fault, Link, Method};
use plenary::protocol::{Ballot, Command, HallCode, Rejection};
use plenary_tests::{Server, accepted, live, refused, run, until};

const CODE: &str = "HAX222";

fn server() -> Server {
    let server = Server::start();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/fixtures/hall.toml");
    assert!(
        run(server.folder(), &["event", "import", file])
            .status
            .success()
    );
    server
}

fn link(server: &Server, role: &str) -> Link {
    let links = run(server.folder(), &["event", "links", CODE]);
    let links = String::from_utf8(links.stdout).expect("text");
    let mut words = links.split_whitespace();
    let link = words.find(|word| word.contains(&format!("/{role}#")));
    let path = link.expect("a link").split_once(CODE).expect("the code").1;
    let link = format!("{}/{CODE}{path}", server.url());
    link.parse().expect("a link")
}

async fn staff(server: &Server, role: &str) -> Client {
    let mut client = Client::new(link(server, role), 1);
    client.auth().await.expect("the link is good");
    live(&mut client).await;
    client
}

/// Sends a request. Returns the kind of the refusal.
async fn ask(
    client: &mut Client,
    method: Method,
    path: &str,
    body: Option<String>,
) -> Result<Vec<u8>, String> {
    match client.http(method, &format!("/{CODE}/{path}"), body).await {
        Ok(answer) => Ok(answer.body.to_vec()),
        Err(Fault::Refused { error, .. }) => Err(error.kind),
        Err(other) => panic!("{other}"),
    }
}

async fn enter(guest: &mut Client, text: &str) -> Result<Vec<u8>, String> {
    let body = serde_json::json!({ "code": text }).to_string();
    ask(guest, Method::POST, "code", Some(body)).await
}

#[tokio::test]
async fn only_who_enters_the_screens_code_votes_and_the_export_says_so() {
    let server = server();
    let mut host = staff(&server, "host").await;
    let mut screen = staff(&server, "screen").await;
    let mut guest = Client::new(link(&server, "host").guest(), 2);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    let polls: Vec<(u32, u32)> = host
        .view()
        .polls()
        .map(|poll| (poll.id, poll.rev.unwrap_or_default()))
        .collect();
    for (poll, seen) in &polls {
        let (poll, seen) = (*poll, *seen);
        accepted(
            &mut host,
            Command::OpenPoll {
                poll,
                seen,
                seconds: None,
            },
        )
        .await;
    }
    until(&mut guest, |guest| guest.view().polls().count() == 2).await;
    let cast = |poll: u32| Command::Cast {
        poll,
        round: 0,
        ballot: Ballot::Choice(vec![0]),
    };
    let [(city, _), (mood, _)] = polls[..] else {
        panic!("{polls:?}");
    };
    assert_eq!(refused(&mut guest, cast(city)).await, Rejection::NeedsHall);
    accepted(&mut guest, cast(mood)).await;

    // Neither the code nor the QR code with it is for guests.
    assert_eq!(
        ask(&mut guest, Method::GET, "hall", None).await,
        Err("bad_link".into())
    );
    assert_eq!(
        ask(&mut guest, Method::GET, "qr.svg?hall=1", None).await,
        Err("bad_link".into())
    );
    assert!(ask(&mut guest, Method::GET, "qr.svg", None).await.is_ok());
    assert!(
        ask(&mut screen, Method::GET, "qr.svg?hall=1", None)
            .await
            .is_ok()
    );
    assert_eq!(enter(&mut guest, "ABCDE").await, Err("bad_code".into()));
    let shown = ask(&mut screen, Method::GET, "hall", None)
        .await
        .expect("shown");
    let shown: HallCode = serde_json::from_slice(&shown).expect("a code");
    assert!(enter(&mut guest, &shown.code.to_lowercase()).await.is_ok());
    until(&mut guest, |guest| guest.view().mine.hall).await;
    accepted(&mut guest, cast(city)).await;

    let export = ask(&mut host, Method::GET, "export.json", None)
        .await
        .expect("exported");
    let export: serde_json::Value = serde_json::from_slice(&export).expect("JSON");
    let verified = |index: usize| {
        export["polls"][index]["verified"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(verified(0).as_deref(), Some("in_hall"));
    assert_eq!(verified(1).as_deref(), Some("open"));
    // The file comes out as it went in.
    let file = run(server.folder(), &["event", "export", CODE]);
    let file = String::from_utf8(file.stdout).expect("text");
    assert_eq!(file.matches("in_hall = ").count(), 2, "{file}");
}
