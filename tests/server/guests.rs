//! The guest list over real sockets: who may read it and send it, what two tablets do at once, and where no name may be.

use plenary::client::{Client, Fault, Link, Method};
use plenary::protocol::{Command, GuestItem, GuestsRead, Item, Rejection};
use plenary_tests::{Server, accepted, live, refused, run, until};

const CODE: &str = "VTE222";
const LIST: &str = "姓名,单位,编号,delegation\n林青山水,山溪水务,048,china\nLin Yuanfang,Rainlane Transit,117,us\n";

fn server() -> Server {
    let server = Server::start();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/fixtures/codes.toml");
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
    let of = format!("/{role}#");
    let link = words.find(|word| word.contains(&of)).expect("a link");
    let path = link.split_once(CODE).expect("the code").1;
    let link = format!("{}/{CODE}{path}", server.url());
    link.parse().expect("a link")
}

async fn staff(server: &Server, role: &str, seed: u64) -> Client {
    let mut client = Client::new(link(server, role), seed);
    client.auth().await.expect("the link is good");
    live(&mut client).await;
    client
}

async fn send(client: &mut Client, query: &str, list: String) -> Result<GuestsRead, u16> {
    let path = format!("/{CODE}/guests{query}");
    match client.http(Method::POST, &path, Some(list)).await {
        Ok(answer) => Ok(serde_json::from_slice(&answer.body).expect("what was read")),
        Err(Fault::Refused { status, .. }) => Err(status),
        Err(other) => panic!("{other}"),
    }
}

fn guests(client: &Client) -> Vec<GuestItem> {
    let items = client.view().items().values();
    let mut guests: Vec<GuestItem> = items
        .filter_map(|item| {
            let Item::Guest(guest) = item else {
                return None;
            };
            Some(guest.clone())
        })
        .collect();
    guests.sort_by_key(|guest| guest.id);
    guests
}

fn here(client: &Client) -> Option<(u32, u32)> {
    let mut items = client.view().items().values();
    items.find_map(|item| {
        let Item::Arrivals(arrivals) = item else {
            return None;
        };
        Some((arrivals.here, arrivals.listed))
    })
}

#[tokio::test]
async fn a_host_sends_a_list_and_two_tablets_check_a_guest_in_once() {
    let server = server();
    let mut host = staff(&server, "host", 1).await;
    // A look changes nothing, and neither does a list with a fault.
    let look = send(&mut host, "?look=1", LIST.into()).await.expect("read");
    assert_eq!((look.added.len(), look.faults.len()), (2, 0));
    let formula = format!("{LIST}=1+1,x,9,us\n");
    let read = send(&mut host, "", formula).await.expect("read");
    assert_eq!((read.added.len(), read.faults.len()), (0, 1));
    assert_eq!(
        (read.faults[0].row, read.faults[0].column.as_deref()),
        (Some(4), Some("A"))
    );
    assert_eq!(here(&host), None);
    let read = send(&mut host, "", LIST.into()).await.expect("read");
    assert_eq!(read.added.len(), 2);
    let again = send(&mut host, "", LIST.into()).await.expect("read");
    assert_eq!((again.added.len(), again.same), (0, 2));

    let (mut one, mut two) = (
        staff(&server, "door", 2).await,
        staff(&server, "door", 3).await,
    );
    until(&mut one, |one| guests(one).len() == 2).await;
    let guest = guests(&one)[0].id;
    accepted(&mut one, Command::CheckIn { guest, on: true }).await;
    accepted(&mut two, Command::CheckIn { guest, on: true }).await;
    until(&mut host, |host| here(host) == Some((1, 2))).await;
    let walk_in = || Command::WalkIn {
        walk_in: 77,
        name: "Guo Jinghua".into(),
        org: String::new(),
    };
    accepted(&mut one, walk_in()).await;
    accepted(&mut two, walk_in()).await;
    until(&mut host, |host| here(host) == Some((2, 3))).await;
    accepted(&mut two, Command::CheckIn { guest, on: false }).await;
    until(&mut one, |one| here(one) == Some((1, 3))).await;
    let unlist = Command::UnlistGuest { guest };
    assert_eq!(
        refused(&mut one, unlist.clone()).await,
        Rejection::NotAllowed
    );
    accepted(&mut host, unlist).await;
    until(&mut one, |one| guests(one).len() == 2).await;
    // No name is in the server's log lines, nor in what `plenary log` says, nor in the export.
    let export = host
        .http(Method::GET, &format!("/{CODE}/export.json"), None)
        .await;
    let export = String::from_utf8_lossy(&export.expect("the export").body).into_owned();
    for text in [server.said(), server.log(CODE), export] {
        for name in ["林青山水", "Yuanfang", "Jinghua", "山溪水务"] {
            assert!(!text.contains(name), "{name}");
        }
    }
}

#[tokio::test]
async fn nobody_else_reads_or_sends_a_list() {
    let server = server();
    let mut host = staff(&server, "host", 1).await;
    send(&mut host, "", LIST.into()).await.expect("read");
    for role in [
        "moderator",
        "interpreter",
        "screen",
        "chair",
        "captioner",
        "rapporteur",
    ] {
        let client = staff(&server, role, 4).await;
        assert!(
            guests(&client).is_empty() && here(&client).is_none(),
            "{role}"
        );
    }
    let mut door = staff(&server, "door", 5).await;
    assert_eq!(send(&mut door, "", LIST.into()).await, Err(401));
    let mut guest = Client::new(link(&server, "host").guest(), 6);
    guest.join().await.expect("joined");
    assert_eq!(send(&mut guest, "", LIST.into()).await, Err(401));
    // What is too large is refused while it comes, and a stranger's is refused at four kilobytes.
    assert_eq!(send(&mut guest, "", "x".repeat(8 << 10)).await, Err(413));
    assert_eq!(send(&mut host, "", "x".repeat(3 << 20)).await, Err(413));
    until(&mut host, |host| guests(host).len() == 2).await;
}
