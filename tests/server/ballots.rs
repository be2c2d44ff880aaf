//! Bad ballots of each kind over real sockets: what the server refuses, and how, and what it cleans. After each of them the guest
//! votes on the same socket as if nothing had happened, and only that vote counts.

use std::collections::{BTreeMap, BTreeSet};

use plenary::client::{Client, Link, Method};
use plenary::protocol::rejection::TextField;
use plenary::protocol::{Command, Item, PollItem, Rejection};
use plenary_tests::{Heard, Raw, Server, accepted, live, refused, run, until};
use serde_json::{Value, json};

const CODE: &str = "BAD222";
/// An event with a poll of each kind.
const EVENT: &str = include_str!("../../server/src/simulation/event.toml");

/// What becomes of a ballot.
#[derive(Debug, Clone)]
enum Fate {
    /// It does not fit the poll.
    Bad,
    /// It is no ballot of any kind.
    Malformed,
    TooLong(u32),
    Empty,
    /// It counts in this form.
    Cleaned(Value),
}

impl Fate {
    /// Returns true if the server tells it with this refusal.
    fn is(&self, why: &Rejection) -> bool {
        match self {
            Bad => matches!(why, Rejection::BadBallot { .. }),
            Malformed => matches!(why, Rejection::Malformed { .. }),
            Empty => *why == Rejection::TextEmpty,
            TooLong(chars_max) => {
                let (field, chars_max) = (TextField::Entry, *chars_max);
                *why == Rejection::TextTooLong { field, chars_max }
            }
            Cleaned(_) => false,
        }
    }
}

use Fate::{Bad, Cleaned, Empty, Malformed, TooLong};

/// A poll by its title, a ballot that it takes, and ballots that a page of ours never sends.
struct Case {
    title: &'static str,
    good: Value,
    wrong: Vec<(Value, Fate)>,
}

fn cases() -> Vec<Case> {
    let case = |title, good, wrong| Case { title, good, wrong };
    vec![
        case(
            "Where does the wind come from?",
            json!({"choice": [2]}),
            vec![
                (json!({"choice": []}), Bad),
                (json!({"choice": [0, 1]}), Bad),
                (json!({"choice": [0, 0]}), Bad),
                (json!({"choice": [3]}), Bad),
            ],
        ),
        case(
            "Which sails are up?",
            json!({"choice": [0, 2]}),
            vec![
                (json!({"choice": [0, 1, 2]}), Bad),
                (json!({"choice": [0, 255]}), Bad),
                (json!({"choice": [0, 0]}), Bad),
                (
                    json!({"choice": [2, 1]}),
                    Cleaned(json!({"choice": [1, 2]})),
                ),
            ],
        ),
        case(
            "How rough is the sea?",
            json!({"scale": [4]}),
            vec![
                (json!({"scale": []}), Bad),
                (json!({"scale": [0]}), Bad),
                (json!({"scale": [5]}), Bad),
                (json!({"scale": [null]}), Bad),
                (json!({"scale": [1, 1]}), Bad),
            ],
        ),
        case(
            "How tired is the crew?",
            json!({"scale": [0, null, 5]}),
            vec![
                (json!({"scale": [0, 0, 6]}), Bad),
                (json!({"scale": [0, 0, 0, 0]}), Bad),
                (json!({"scale": [null, null, null]}), Bad),
            ],
        ),
        case(
            "We drop the anchor.",
            json!({"motion": 2}),
            vec![
                (json!({"motion": 3}), Bad),
                (json!({"motion": null}), Malformed),
                (json!({"motion": [0]}), Malformed),
            ],
        ),
        case(
            "Who keeps watch first?",
            json!({"ranking": [2, 0]}),
            vec![
                (json!({"ranking": []}), Bad),
                (json!({"ranking": [1, 1]}), Bad),
                (json!({"ranking": [0, 1, 2]}), Bad),
                (json!({"ranking": [0, 3]}), Bad),
            ],
        ),
        case(
            "How do we share the biscuits?",
            json!({"points": [20, 0, 0]}),
            vec![
                (json!({"points": [20, 1, 0]}), Bad),
                (json!({"points": [19, 0, 0]}), Bad),
                (json!({"points": [20]}), Bad),
                (json!({"points": [5, 5, 5, 5]}), Bad),
                (json!({"points": [4_294_967_295_u32, 21, 0]}), Bad),
                (json!({"points": [21, -1, 0]}), Malformed),
                (json!({"points": [19.5, 0.5, 0]}), Malformed),
            ],
        ),
        case(
            "How deep is it here?",
            json!({"estimate": -125}),
            vec![
                (json!({"estimate": 5}), Bad),
                (json!({"estimate": -405}), Bad),
                (json!({"estimate": -124}), Bad),
                (json!({"estimate": -12.5}), Bad),
                (json!({"estimate": 1e308}), Bad),
                (json!({"estimate": -1e308}), Bad),
                // What JSON makes of NaN.
                (json!({"estimate": null}), Bad),
                (json!({"estimate": "-125"}), Malformed),
            ],
        ),
        case(
            "What do we mend first?",
            json!({"matrix": [[1, 4], null, [4, 1]]}),
            vec![
                (json!({"matrix": [[0, 1]]}), Bad),
                (json!({"matrix": [[1, 5]]}), Bad),
                (json!({"matrix": [null, null, null]}), Bad),
                (json!({"matrix": [[1, 1], [1, 1], [1, 1], [1, 1]]}), Bad),
                (json!({"matrix": [[1]]}), Malformed),
            ],
        ),
        case(
            "Which knot holds?",
            json!({"quiz": [1]}),
            vec![
                (json!({"quiz": []}), Bad),
                (json!({"quiz": [0, 1]}), Bad),
                (json!({"quiz": [3]}), Bad),
            ],
        ),
        case(
            "Which course do we steer?",
            json!({"free_choice": {"picks": [0], "own": "Beyond the map"}}),
            vec![
                (json!({"free_choice": {}}), Bad),
                (json!({"free_choice": {"picks": [0, 1, 2]}}), Bad),
                (
                    json!({"free_choice": {"picks": [0, 1], "own": "South"}}),
                    Bad,
                ),
                (json!({"free_choice": {"picks": [0], "none": true}}), Bad),
                (json!({"free_choice": {"own": "South", "none": true}}), Bad),
                (json!({"free_choice": {"picks": [3]}}), Bad),
                (json!({"free_choice": {"own": "\u{301}".repeat(25)}}), Empty),
                (
                    json!({"free_choice": {"own": "海".repeat(61)}}),
                    TooLong(60),
                ),
            ],
        ),
        case(
            "What do you see?",
            json!({"words": ["whale", "鲸"]}),
            vec![
                (json!({"words": []}), Bad),
                (json!({"words": ["a", "b", "c"]}), Bad),
                (json!({"words": ["fog", "ＦＯＧ!"]}), Bad),
                (json!({"words": ["fog", ""]}), Empty),
                (json!({"words": ["\u{301}".repeat(25)]}), Empty),
                (json!({"words": ["\u{202e}\u{2066}\u{200b}"]}), Empty),
                (json!({"words": ["x".repeat(26)]}), TooLong(25)),
                (json!({"words": ["👨‍👩‍👧‍👦".repeat(26)]}), TooLong(25)),
                (
                    json!({"words": [format!("e{}", "\u{302}".repeat(25))]}),
                    Cleaned(json!({"words": ["ê\u{302}\u{302}\u{302}\u{302}"]})),
                ),
                (
                    json!({"words": ["👨‍👩‍👧‍👦".repeat(16)]}),
                    Cleaned(json!({"words": ["👨‍👩‍👧‍👦".repeat(16)]})),
                ),
                (
                    json!({"words": ["\u{202e}fog\u{202c}"]}),
                    Cleaned(json!({"words": ["fog"]})),
                ),
            ],
        ),
        case(
            "What goes into the log?",
            json!({"text": "A calm night."}),
            vec![
                (json!({"text": ""}), Empty),
                (json!({"text": " \u{200d}\u{3164}\u{2800} "}), Empty),
                (json!({"text": "海".repeat(141)}), TooLong(140)),
                (json!({"text": "\u{202e}".repeat(3000)}), TooLong(140)),
                (json!({"text": ["A"]}), Malformed),
                (
                    json!({"text": "\u{202e}rum\u{0}\r\nand\u{2067} <b>water</b>"}),
                    Cleaned(json!({"text": "rum and <b>water</b>"})),
                ),
            ],
        ),
    ]
}

/// Forms in which no kind has a ballot.
fn malformed(kind: &str) -> Vec<Value> {
    let lists = [json!([1e308]), json!([-1]), json!([[[0]]]), json!(true)];
    let mut all: Vec<Value> = lists.into_iter().map(|of| json!({ kind: of })).collect();
    all.extend([json!(null), json!([]), json!({}), json!({"verdict": 0})]);
    all
}

/// A server with this event under [`CODE`], and the link of its host.
fn server(event: &str) -> (Server, Link) {
    let server = Server::start();
    let file = server.folder().join("event.toml");
    std::fs::write(&file, event).expect("written");
    let file = file.to_str().expect("a path");
    let made = run(server.folder(), &["event", "import", file, "--into", CODE]);
    assert!(made.status.success(), "{made:?}");
    let said = String::from_utf8(made.stdout).expect("text");
    let mut words = said.split_whitespace();
    let link = words.find(|word| word.contains("/host#")).expect("a link");
    let path = link.split_once(CODE).expect("the code").1;
    let link = format!("{}/{CODE}{path}", server.url());
    (server, link.parse().expect("a link"))
}

async fn host(link: &Link) -> Client {
    let mut host = Client::new(link.clone(), 1);
    host.auth().await.expect("the link is good");
    live(&mut host).await;
    host
}

async fn guest(link: &Link, seed: u64) -> Client {
    let mut guest = Client::new(link.guest(), seed);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    guest
}

/// Opens a poll, and gives it time if it needs any.
async fn open(host: &mut Client, title: &str) -> u32 {
    let poll = host.view().polls().find(|poll| poll.title["en"] == title);
    let poll = poll.unwrap_or_else(|| panic!("no poll {title}")).clone();
    let open = Command::OpenPoll {
        poll: poll.id,
        seen: poll.rev.unwrap_or_default(),
        seconds: poll.seconds.map(|_| 600),
    };
    let seq = accepted(host, open).await;
    until(host, |host| host.view().seq() >= seq).await;
    poll.id
}

/// Returns the name of a kind on the wire.
fn kind_of(ballot: &Value) -> &str {
    let ballot = ballot.as_object().expect("a ballot");
    ballot.keys().next().expect("a kind")
}

/// Returns a ballot of each kind.
fn kinds(cases: &[Case]) -> BTreeMap<&str, &Value> {
    let goods = cases.iter().map(|case| &case.good);
    goods.map(|good| (kind_of(good), good)).collect()
}

/// Casts a ballot, whatever it is.
async fn cast(raw: &mut Raw, n: &mut u32, poll: u32, round: u32, ballot: &Value) -> Heard {
    *n += 1;
    let cmd = json!({"cast": {"poll": poll, "round": round, "ballot": ballot}});
    raw.say_text(&json!({"t": "do", "c": 9, "n": n, "cmd": cmd}).to_string())
        .await;
    raw.answer(*n).await
}

/// Returns the ballot that the guest's own data have for a poll.
fn own(raw: &Raw, poll: u32) -> Option<Value> {
    let mut ballots = raw.mine.as_ref()?.ballots.iter();
    let own = ballots.find(|own| own.poll == poll)?;
    Some(serde_json::to_value(&own.ballot).expect("JSON"))
}

/// Casts a ballot that counts, and waits until the guest's own data have it in this form.
async fn counts(raw: &mut Raw, n: &mut u32, poll: u32, ballot: &Value, form: &Value) {
    let heard = cast(raw, n, poll, 0, ballot).await;
    assert_eq!(heard, Heard::Ack, "{ballot}");
    while own(raw, poll).as_ref() != Some(form) {
        let shown = own(raw, poll);
        assert!(raw.hear().await.is_some(), "{ballot} counts as {shown:?}");
    }
}

fn count(host: &Client, poll: u32) -> Option<u32> {
    let item = host.view().items().get(&format!("tally:{poll}"))?;
    let Item::Tally(tally) = item else {
        panic!("{item:?} is no tally")
    };
    Some(tally.count)
}

#[tokio::test]
async fn a_bad_ballot_of_each_kind_is_refused_or_cleaned_and_nothing_else_suffers() {
    let (server, link) = server(EVENT);
    let mut host = host(&link).await;
    let cases = cases();
    for (seed, Case { title, good, wrong }) in (2..).zip(&cases) {
        let poll = open(&mut host, title).await;
        let client = guest(&link, seed).await;
        let (mut raw, mut n) = (Raw::open(&server, &client).await.expect("a socket"), 0);
        counts(&mut raw, &mut n, poll, good, good).await;
        let kind = kind_of(good);
        let others = kinds(&cases)
            .into_iter()
            .filter(|(other, _)| *other != kind);
        let of_others = others.map(|(_, ballot)| (ballot.clone(), Bad));
        let malformed = malformed(kind)
            .into_iter()
            .map(|ballot| (ballot, Malformed));
        for (ballot, fate) in wrong.iter().cloned().chain(of_others).chain(malformed) {
            if let Cleaned(form) = &fate {
                counts(&mut raw, &mut n, poll, &ballot, form).await;
                counts(&mut raw, &mut n, poll, good, good).await;
                continue;
            }
            let Heard::Rejected(why) = cast(&mut raw, &mut n, poll, 0, &ballot).await else {
                panic!("{title} takes {ballot}");
            };
            assert!(fate.is(&why), "{title} {ballot}: {why:?}, not {fate:?}");
            assert_eq!(own(&raw, poll).as_ref(), Some(good), "{title} {ballot}");
        }
        counts(&mut raw, &mut n, poll, good, good).await;
        let refused = [
            (9999, 0, Rejection::Unknown),
            (poll, 1, Rejection::PollNotOpen),
        ];
        for (poll, round, why) in refused {
            let heard = cast(&mut raw, &mut n, poll, round, good).await;
            assert_eq!(heard, Heard::Rejected(why), "{title}");
        }
        let seen = host
            .view()
            .poll(poll)
            .and_then(|poll| poll.rev)
            .expect("a revision");
        accepted(&mut host, Command::ClosePoll { poll, seen }).await;
        let late = cast(&mut raw, &mut n, poll, 0, good).await;
        assert_eq!(late, Heard::Rejected(Rejection::PollNotOpen), "{title}");
        until(&mut host, |host| count(host, poll) == Some(1)).await;
    }
    let kind =
        |poll: &PollItem| kind_of(&serde_json::to_value(&poll.kind).expect("JSON")).to_owned();
    let asked: BTreeSet<String> = host.view().polls().map(kind).collect();
    assert!(
        asked.iter().eq(kinds(&cases).keys()),
        "each kind has its cases"
    );
}

/// The event with a group that codes assign, and polls for one of its values. A quiz is for everybody, and so is a survey.
fn for_mates() -> String {
    let polls = EVENT.split("[[poll]]").map(|part| {
        let title = part.find("title.en =").unwrap_or_default();
        let is_for_all = [
            "[event]",
            "kind = \"quiz\"",
            "\nkey = \"cook\"",
            "\nkey = \"food\"",
        ];
        if is_for_all.iter().any(|text| part.contains(text)) {
            part.to_owned()
        } else {
            let (before, after) = part.split_at(title);
            format!("{before}only = {{ crew = [\"mate\"] }}\n{after}")
        }
    });
    let polls = polls.collect::<Vec<_>>().join("[[poll]]");
    let group = "[[group]]\nkey = \"crew\"\nname.en = \"crew\"\nassigned = true\nvalues = [{ key = \"mate\", en = \"Mate\" }, { key = \"boy\", en = \"Boy\" }]";
    polls.replacen("[[person]]", &format!("{group}\n\n[[person]]"), 1)
}

/// Makes a code that gives a value, and enters it for a guest.
async fn enter(server: &Server, guest: &mut Client, value: &str) {
    let file = server.folder().join(format!("{value}.csv"));
    let (file, group) = (file.to_str().expect("a path"), format!("crew={value}"));
    let args = [
        "event", "codes", CODE, "--count", "1", "--group", &group, "--csv", file,
    ];
    let made = run(server.folder(), &args);
    assert!(made.status.success(), "{made:?}");
    let written = std::fs::read_to_string(file).expect("the codes");
    let last = written.lines().last().expect("a code");
    let code = last.split(',').nth(1).expect("its text");
    let body = json!({ "code": code }).to_string();
    let entered = guest
        .http(Method::POST, &format!("/{CODE}/code"), Some(body))
        .await;
    assert!(entered.is_ok(), "{entered:?}");
}

#[tokio::test]
async fn a_poll_of_each_kind_refuses_guests_whom_it_is_not_for() {
    let (server, link) = server(&for_mates());
    let mut host = host(&link).await;
    let [mut nobody, mut boy, mut mate] = [
        guest(&link, 2).await,
        guest(&link, 3).await,
        guest(&link, 4).await,
    ];
    enter(&server, &mut boy, "boy").await;
    enter(&server, &mut mate, "mate").await;
    for Case { title, good, .. } in cases().iter().filter(|case| kind_of(&case.good) != "quiz") {
        let poll = open(&mut host, title).await;
        let ballot = serde_json::from_value(good.clone()).expect("a ballot");
        let cast = Command::Cast {
            poll,
            round: 0,
            ballot,
        };
        let why = refused(&mut nobody, cast.clone()).await;
        assert_eq!(why, Rejection::NeedsCode, "{title}");
        let why = refused(&mut boy, cast.clone()).await;
        assert_eq!(why, Rejection::NotEligible, "{title}");
        accepted(&mut mate, cast).await;
        until(&mut host, |host| count(host, poll) == Some(1)).await;
    }
}
