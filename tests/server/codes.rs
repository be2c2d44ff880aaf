//! Single-use codes over real sockets: who may enter one, what a second browser gets, and what counts.

use std::collections::BTreeMap;

use plenary::client::{Client, Fault, Link, Method, request};
use plenary::protocol::{Ballot, CodeCard, Command, Rejection};
use plenary_tests::{Server, accepted, counts, live, refused, run, until};

const CODE: &str = "VTE222";

/// A server with the event of the browser tests, and its codes by number: a U.S. and two Chinese delegates, one of them in the
/// jury, and one without any value.
fn server() -> (Server, Vec<CodeCard>) {
    let server = Server::start();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/fixtures/codes.toml");
    let folder = server.folder();
    assert!(run(folder, &["event", "import", file]).status.success());
    let csv = folder.join("codes.csv");
    let csv = csv.to_str().expect("a path");
    let list = folder.join("list.csv");
    let lines =
        "name,delegation,role\nAnn,us,\n李明,china,jury\n王芳,china,guest\nBob,,\n,,guest\n";
    std::fs::write(&list, lines).expect("written");
    let list = list.to_str().expect("a path");
    let made = run(
        folder,
        &["event", "codes", CODE, "--list", list, "--csv", csv],
    );
    assert!(made.status.success(), "{made:?}");
    let written = std::fs::read_to_string(csv).expect("the codes");
    let cards = written.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        CodeCard {
            n: cells[0].parse().expect("a number"),
            code: cells[1].into(),
            url: cells[2].into(),
            name: Some(cells[3].into()),
            groups: BTreeMap::new(),
            taken: cells[4] == "yes",
        }
    });
    let cards = cards.collect();
    (server, cards)
}

/// The event's link for the host.
fn host_link(server: &Server) -> Link {
    let links = run(server.folder(), &["event", "links", CODE]);
    let links = String::from_utf8(links.stdout).expect("text");
    let mut words = links.split_whitespace();
    let link = words.find(|word| word.contains("/host#")).expect("a link");
    let path = link.split_once(CODE).expect("the code").1;
    format!("{}/{CODE}{path}", server.url())
        .parse()
        .expect("a link")
}

async fn host(server: &Server) -> Client {
    let mut host = Client::new(host_link(server), 1);
    host.auth().await.expect("the link is good");
    live(&mut host).await;
    host
}

async fn guest(server: &Server, seed: u64) -> Client {
    let mut guest = Client::new(host_link(server).guest(), seed);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    guest
}

/// Enters a code. Returns the kind of the refusal.
async fn enter(guest: &mut Client, text: &str) -> Result<(), String> {
    let body = serde_json::json!({ "code": text }).to_string();
    let path = format!("/{CODE}/code");
    match guest.http(Method::POST, &path, Some(body)).await {
        Ok(_) => Ok(()),
        Err(Fault::Refused { error, .. }) => Err(error.kind),
        Err(other) => panic!("{other}"),
    }
}

/// Opens a poll by its English title.
async fn open(host: &mut Client, title: &str) -> u32 {
    let poll = host.view().polls().find(|poll| poll.title["en"] == title);
    let poll = poll.expect("a poll").clone();
    let (seen, seconds) = (poll.rev.unwrap_or_default(), None);
    let poll = poll.id;
    let open = Command::OpenPoll {
        poll,
        seen,
        seconds,
    };
    accepted(host, open).await;
    poll
}

fn vote(poll: u32, option: u8) -> Command {
    Command::Cast {
        poll,
        round: 0,
        ballot: Ballot::Choice(vec![option]),
    }
}

#[tokio::test]
async fn a_code_has_one_vote_whatever_browsers_it_is_entered_in() {
    let (server, cards) = server();
    assert_eq!(cards.len(), 5);
    assert!(
        cards[0]
            .url
            .ends_with(&format!("/{CODE}#code={}", cards[0].code.replace('-', "")))
    );
    let mut host = host(&server).await;
    let (mut ann, mut second) = (guest(&server, 2).await, guest(&server, 3).await);
    let poll = open(&mut host, "Which city hosts the next workshop?").await;

    assert_eq!(refused(&mut ann, vote(poll, 0)).await, Rejection::NeedsCode);
    assert_eq!(enter(&mut ann, "ABCDE-FGHJK").await, Err("bad_code".into()));
    assert_eq!(enter(&mut ann, "能源").await, Err("bad_code".into()));
    let ours = cards[0].code.to_lowercase();
    assert_eq!(enter(&mut ann, &ours).await, Ok(()));
    assert_eq!(enter(&mut ann, &ours).await, Ok(()), "it is theirs already");
    let other = enter(&mut ann, &cards[1].code).await;
    assert_eq!(other, Err("has_code".into()));
    until(&mut ann, |ann| ann.view().mine.code == Some(1)).await;
    accepted(&mut ann, vote(poll, 0)).await;

    let taken = enter(&mut second, &ours).await;
    assert_eq!(taken, Err("code_taken".into()));
    let why = refused(&mut second, vote(poll, 1)).await;
    assert_eq!(why, Rejection::NeedsCode);
    // The first browser is lost. The host releases the code, and the second has the ballot of the first.
    accepted(&mut host, Command::ReleaseCode { code: 1 }).await;
    until(&mut ann, |ann| ann.view().mine.code.is_none()).await;
    assert!(ann.view().mine.ballots.is_empty());
    assert_eq!(enter(&mut second, &ours).await, Ok(()));
    until(&mut second, |second| second.view().mine.ballots.len() == 1).await;
    accepted(&mut second, vote(poll, 1)).await;
    assert_eq!(refused(&mut ann, vote(poll, 0)).await, Rejection::NeedsCode);
    until(&mut host, |host| {
        counts(host, poll) == Some((1, vec![0, 1]))
    })
    .await;
    for code in [0, 2, 99] {
        let why = refused(&mut host, Command::ReleaseCode { code }).await;
        assert!(
            matches!(why, Rejection::Unknown | Rejection::NotFromHere),
            "{code}"
        );
    }
}

#[tokio::test]
async fn groups_of_codes_decide_who_votes_and_how_much() {
    let (server, cards) = server();
    let mut host = host(&server).await;
    let mut guests = vec![];
    for (seed, card) in (2..).zip(&cards) {
        let mut guest = guest(&server, seed).await;
        assert_eq!(enter(&mut guest, &card.code).await, Ok(()));
        guests.push(guest);
    }
    let [ann, li, wang, nobody, _] = &mut guests[..] else {
        panic!("five guests");
    };

    let site = open(&mut host, "Which district takes the pilot project?").await;
    assert_eq!(refused(ann, vote(site, 0)).await, Rejection::NotEligible);
    assert_eq!(refused(nobody, vote(site, 0)).await, Rejection::NotEligible);
    accepted(li, vote(site, 0)).await;
    until(&mut host, |host| {
        counts(host, site) == Some((1, vec![1, 0]))
    })
    .await;

    let prize = open(&mut host, "Which project deserves the prize?").await;
    accepted(li, vote(prize, 0)).await;
    accepted(ann, vote(prize, 1)).await;
    let mut uncoded = guest(&server, 20).await;
    accepted(&mut uncoded, vote(prize, 1)).await;
    until(&mut host, |host| {
        counts(host, prize) == Some((12, vec![10, 2]))
    })
    .await;
    let exported = format!("/{CODE}/export.json");
    let exported = host
        .http(Method::GET, &exported, None)
        .await
        .expect("exported");
    let exported: serde_json::Value = exported.json().expect("JSON");
    let poll = &exported["polls"][2];
    assert_eq!((&poll["ballots"], &poll["votes"]), (&3.into(), &12.into()));
    assert_eq!(poll["voters"]["weights"]["role"]["jury"], 10);
    assert!(!exported.to_string().contains("李明"), "no names");

    let statement = open(&mut host, "Does your delegation support the statement?").await;
    assert_eq!(
        refused(nobody, vote(statement, 0)).await,
        Rejection::NotEligible
    );
    accepted(li, vote(statement, 0)).await;
    accepted(wang, vote(statement, 1)).await;
    let replaced = move |client: &Client| {
        let ballots = &client.view().mine.ballots;
        ballots
            .iter()
            .find(|own| own.poll == statement)
            .map(|own| own.replaced)
    };
    until(li, |li| replaced(li) == Some(true)).await;
    accepted(li, vote(statement, 0)).await;
    until(wang, |wang| replaced(wang) == Some(true)).await;
    until(&mut host, |host| {
        counts(host, statement) == Some((1, vec![1, 0]))
    })
    .await;
    accepted(
        li,
        Command::TakeBack {
            poll: statement,
            round: 0,
        },
    )
    .await;
    until(wang, |wang| replaced(wang) == Some(false)).await;
}

#[tokio::test]
async fn nobody_can_guess_codes_or_read_them() {
    let (server, cards) = server();
    let mut guest = guest(&server, 2).await;
    let mut kinds = vec![];
    for _ in 0..30 {
        kinds.push(enter(&mut guest, "ABCDE-FGHJK").await.expect_err("wrong"));
    }
    assert_eq!(kinds[..10], vec!["bad_code"; 10]);
    assert!(kinds.contains(&"too_fast".to_owned()), "{kinds:?}");
    // Its other commands are not held up.
    assert!(guest.is_live());
    for path in ["codes.json", "code.svg?n=1"] {
        let path = format!("/{CODE}/{path}");
        let refused = guest.http(Method::GET, &path, None).await;
        assert!(
            matches!(refused, Err(Fault::Refused { status: 401, .. })),
            "{path}"
        );
        let mut host = host(&server).await;
        let shown = host
            .http(Method::GET, &path, None)
            .await
            .expect("the host's");
        let body = String::from_utf8_lossy(&shown.body);
        assert!(body.contains(&cards[0].code.replace('-', "")) || body.starts_with("<svg"));
    }
    let body = Some("{\"code\":7}".to_owned());
    let wrong = guest
        .http(Method::POST, &format!("/{CODE}/code"), body)
        .await;
    assert!(
        matches!(
            wrong,
            Err(Fault::Refused {
                status: 422 | 400,
                ..
            })
        ),
        "{wrong:?}"
    );
    let link = host_link(&server);
    let body = Some("{\"code\":\"ABCDE-FGHJK\"}".to_owned());
    let unjoined = request(
        &link.address,
        Method::POST,
        &format!("/{CODE}/code"),
        &[],
        body,
    )
    .await;
    assert!(
        matches!(
            unjoined,
            Err(Fault::Refused {
                status: 401 | 403,
                ..
            })
        ),
        "{unjoined:?}"
    );
}

#[tokio::test]
async fn codes_outlive_a_restart_and_are_written_again() {
    let (mut server, cards) = server();
    let mut ann = guest(&server, 2).await;
    assert_eq!(enter(&mut ann, &cards[0].code).await, Ok(()));
    server.kill();
    server.restart();
    let mut second = guest(&server, 3).await;
    assert_eq!(
        enter(&mut second, &cards[0].code).await,
        Err("code_taken".into())
    );
    assert_eq!(enter(&mut second, &cards[4].code).await, Ok(()));
    let csv = server.folder().join("again.csv");
    let path = csv.to_str().expect("a path");
    let written = run(server.folder(), &["event", "codes", CODE, "--csv", path]);
    let said = String::from_utf8_lossy(&written.stdout).into_owned();
    assert!(
        said.contains("0 codes made") && said.contains("has 5"),
        "{said}"
    );
    let again = std::fs::read_to_string(&csv).expect("written");
    for card in &cards {
        let used = if [1, 5].contains(&card.n) { "yes" } else { "" };
        let name = card.name.as_deref().unwrap_or_default();
        let line = format!("{},{},{},{name},{used},", card.n, card.code, card.url);
        assert!(again.contains(&line), "{line} is not in {again}");
    }
    for (args, why) in [
        (["--group", "delegation=mars"], "no such group or value"),
        (["--group", "party=left"], "no such group or value"),
        (["--count", "30000"], "at most"),
    ] {
        let args = [
            &["event", "codes", CODE, "--count", "1"][..3],
            &args[..],
            &["--csv", path][..],
        ]
        .concat();
        let args = if args.contains(&"--group") {
            [&args[..], &["--count", "1"]].concat()
        } else {
            args
        };
        let refused = run(server.folder(), &args);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(why), "{said}");
    }
}
