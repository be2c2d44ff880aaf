//! Who reads what of a series: the organiser all of it, others what the reports of the events say to them.

use std::iter::empty;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use axum::{Extension, Router};
use plenary_domain::command::Command;
use plenary_domain::finding::Readers;
use plenary_domain::ids::PollId;
use plenary_domain::poll::Ballot;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::shelf::Shelf;
use plenary_domain::text::Texts;
use tokio::time::timeout;
use tower::{Layer, Service};

use crate::address::Address;
use crate::app::App;
use crate::event_file;
use crate::events;
use crate::guesses::Guess;
use crate::http::gate::Caller;
use crate::http::report::FOR_OTHERS;
use crate::http::router;
use crate::http::tests::app;
use crate::keys::{login_hash, login_secret};
use crate::log::MemoryLog;
use crate::protocol::{Details, Keep, NewEvent};
use crate::room::Room;

/// How long to wait before concluding that nothing happens.
const QUIET: Duration = Duration::from_millis(100);

const FIRST: &str = r#"
[event]
languages = ["en"]
title = "First talks"
venue = "Kunming"
date = 2018-05-17
zone = "Asia/Shanghai"

[[poll]]
key = "field"
kind = "single"
title = "Which field comes first?"
options = [{ key = "n", en = "North" }, { key = "s", en = "South" }]
"#;

/// Two events of a series, in each of which a poll was revealed: 3 of 4 votes, then 1 of 2.
struct Series {
    app: App,
    first: Room,
    second: Room,
    organiser: String,
}

impl Series {
    async fn new() -> Series {
        let app = app(&MemoryLog::default()).await;
        let program = event_file::parse(FIRST).expect("an event").program;
        let first = app.hub.create(program, empty(), None, None).await;
        let first = app.room(&first.expect("made").code).await.expect("opened");
        let second = next(&app, &first, "2018-08-02", "Second talks").await;
        vote(&first, &[0, 0, 0, 1]).await;
        vote(&second, &[0, 1]).await;
        let (secret, generation) = (login_secret(&app.clock), app.organisers.generation());
        let hash = login_hash(&secret);
        let let_in = app.organisers.log_in(generation, &hash, String::new(), 1);
        assert!(let_in.await.expect("written"));
        Series {
            organiser: format!("plenary_organise={secret}"),
            app,
            first,
            second,
        }
    }

    async fn finish(&self, room: &Room, to: Readers) {
        let seen = room.read(|event| event.reports.rev()).await.expect("read");
        let changes: Texts = [("en".to_owned(), "More.".to_owned())].into();
        host(room, Command::FinishReport { seen, changes }).await;
        host(room, Command::ShowReport { to }).await;
    }

    /// Asks a server that has answered nothing before.
    async fn read(&self, path: &str, cookie: &str) -> (StatusCode, String) {
        let answer = self.answer(path, cookie).await;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 4 << 20).await.expect("a body");
        (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }

    /// Asks a server, and returns what it counts as guessed.
    async fn guess(&self, path: &str, cookie: &str) -> Option<Guess> {
        let answer = self.answer(path, cookie).await;
        answer.extensions().get().copied()
    }

    async fn answer(&self, path: &str, cookie: &str) -> Response {
        let request = Request::get(path)
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, cookie)
            .body(Body::empty());
        let caller = Extension(Caller(Address::default()));
        let router: Router = router(self.app.clone());
        let Ok(answer) = caller.layer(router).call(request.expect("a request")).await;
        answer
    }

    async fn series(&self, of: &Room, cookie: &str) -> (StatusCode, String) {
        self.read(&format!("/{}/series", of.header.code), cookie)
            .await
    }

    async fn report(&self, cookie: &str) -> (StatusCode, String) {
        let path = format!("/{}/report", self.second.header.code);
        self.read(&path, cookie).await
    }

    async fn host_of(&self, room: &Room) -> String {
        let secret = login_secret(&self.app.clock);
        let logged_in = room.log_in(StaffRole::Host, 0, login_hash(&secret), String::new());
        logged_in.await.expect("let in");
        format!("plenary_{}_host={secret}", room.header.code)
    }
}

async fn next(app: &App, after: &Room, date: &str, title: &str) -> Room {
    let texts = |text: &str| [("en".to_owned(), text.to_owned())].into();
    let made = events::make(
        app,
        NewEvent::Series {
            // As people write it.
            after: after.header.code.to_lowercase(),
            details: Details {
                langs: vec!["en".to_owned()],
                title: texts(title),
                venue: texts("Chengdu"),
                date: date.to_owned(),
                zone: "Asia/Shanghai".to_owned(),
            },
            keep: Keep {
                agenda: true,
                polls: true,
                people: true,
                look: true,
            },
        },
    );
    let code = made.await.expect("made").code;
    app.room(&code).await.expect("opened")
}

async fn host(room: &Room, command: Command) {
    let done = room.order(Actor::Staff(StaffRole::Host), command.clone());
    done.await
        .unwrap_or_else(|why| panic!("{command:?}: {why:?}"));
}

async fn seen(room: &Room) -> u32 {
    let rev = room.read(|event| event.polls.get(PollId(0)).map_or(0, |poll| poll.rev));
    rev.await.expect("read")
}

async fn vote(room: &Room, picks: &[u8]) {
    let poll = PollId(0);
    host(
        room,
        Command::OpenPoll {
            poll,
            seen: seen(room).await,
            seconds: None,
        },
    )
    .await;
    for pick in picks {
        let (_, guest) = room.join(Address::default()).await.expect("joined");
        let cast = Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(Picks::of(&[*pick])),
        };
        let cast = room.order(Actor::Participant(guest), cast);
        cast.await.expect("counted");
    }
    let seen_open = seen(room).await;
    host(
        room,
        Command::ClosePoll {
            poll,
            seen: seen_open,
        },
    )
    .await;
    let seen_closed = seen(room).await;
    host(
        room,
        Command::RevealPoll {
            poll,
            seen: seen_closed,
        },
    )
    .await;
}

/// Returns true if the page has the result of the first event beside that of the second.
fn compares(page: &str) -> bool {
    page.contains("First talks") && page.contains("75\u{a0}%") && page.contains("\u{2212}25")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_sees_the_whole_series_from_each_of_its_events_and_others_need_a_hosts_link() {
    let series = Series::new().await;
    let (_, alone) = (
        series.first.clone(),
        event_file::parse(FIRST).expect("an event").program,
    );
    let alone = series.app.hub.create(alone, empty(), None, None).await;
    let alone = alone.expect("made").code;
    for room in [&series.first, &series.second] {
        let (status, page) = series.series(room, &series.organiser).await;
        assert_eq!(status, StatusCode::OK);
        assert!(compares(&page), "{page}");
        // The next one comes after the last, wherever one looks from.
        let next = format!("/organise?next={}", series.second.header.code);
        assert!(page.contains(&next), "{page}");
        assert!(!page.contains(&alone));
        for cookie in ["", "plenary_organise=wrong"] {
            let (status, page) = series.series(room, cookie).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            assert!(!page.contains("talks"));
        }
    }
    let (_, page) = series
        .read(&format!("/{alone}/series"), &series.organiser)
        .await;
    assert!(page.contains("No other event is in this series yet."));
    // A host of one event is none of the other.
    let other = series.host_of(&series.first).await;
    let (status, _) = series.series(&series.second, &other).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_earlier_event_each_reads_what_they_may_read_there() {
    let series = Series::new().await;
    let own = series.host_of(&series.second).await;
    let closed = "Nothing is compared here";
    // Nobody has finished the report of the first event.
    let (_, page) = series.report(&own).await;
    assert!(
        page.contains(closed) && !page.contains("First talks"),
        "{page}"
    );
    let (status, page) = series.series(&series.second, &own).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("First talks") && page.contains("not for you to read"));
    assert!(!page.contains("/organise"), "a host makes no events");
    // A host of the second event is none of the first, and whoever is both reads both.
    let both = format!("{own}; {}", series.host_of(&series.first).await);
    for to in [Readers::Hosts, Readers::Staff] {
        series.finish(&series.first, to).await;
        for page in [
            series.report(&own).await.1,
            series.series(&series.second, &own).await.1,
        ] {
            assert!(!page.contains("First talks"), "{page}");
        }
        assert!(compares(&series.report(&both).await.1));
        assert!(compares(&series.series(&series.second, &both).await.1));
    }
    // So it is where everybody reads the second.
    series.finish(&series.second, Readers::Everybody).await;
    for cookie in ["", own.as_str()] {
        let (status, page) = series.report(cookie).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains(closed) && !page.contains("First talks"),
            "{page}"
        );
    }
    host(
        &series.first,
        Command::ShowReport {
            to: Readers::Everybody,
        },
    )
    .await;
    assert!(compares(&series.report("").await.1));
    // An event before all others is compared with nothing.
    let path = format!("/{}/report", series.first.header.code);
    let (_, page) = series.read(&path, "").await;
    assert!(page.contains("First talks") && !page.contains(closed) && !page.contains("Compared"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_in_the_trash_and_a_younger_one_with_its_code_are_compared_with_nothing() {
    let series = Series::new().await;
    series.finish(&series.first, Readers::Everybody).await;
    let own = series.host_of(&series.second).await;
    assert!(compares(&series.report(&own).await.1));
    let code = series.first.header.code.clone();
    let hub = &series.app.hub;
    hub.shelve(&code, Shelf::Trash(1)).await.expect("shelved");
    let (_, page) = series.report(&own).await;
    assert!(!page.contains("Compared with") && !page.contains("First talks"));
    hub.delete(&code).await.expect("deleted");
    let program = event_file::parse(FIRST).expect("an event").program;
    let again = hub.create(program, empty(), Some(code), None).await;
    let again = series.app.room(&again.expect("made").code).await;
    series
        .finish(&again.expect("opened"), Readers::Everybody)
        .await;
    let (_, page) = series.report(&own).await;
    assert!(!page.contains("Compared with") && !page.contains("First talks"));
    let (_, page) = series.series(&series.second, &series.organiser).await;
    assert!(page.contains("No other event is in this series yet."));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_long_series_the_latest_events_stand_beside_each_other() {
    let series = Series::new().await;
    let mut last = series.second.clone();
    for n in 0..8 {
        last = next(
            &series.app,
            &last,
            &format!("2019-0{}-01", n + 1),
            &format!("Talks {n}"),
        )
        .await;
    }
    let (_, page) = series.series(&series.first, &series.organiser).await;
    assert!(
        page.contains("Earlier events that are left out: 2."),
        "{page}"
    );
    assert!(page.contains("Talks 7") && !page.contains("Second talks"));
    let copy = NewEvent::Copy {
        of: last.header.code.clone(),
    };
    let copy = events::make(&series.app, copy).await.expect("made").code;
    let (_, page) = series
        .read(&format!("/{copy}/series"), &series.organiser)
        .await;
    assert!(
        page.contains("No other event is in this series yet."),
        "a copy follows nothing"
    );
}

/// Reports are made in two lines: who writes them never waits for who reads them.
#[tokio::test(flavor = "multi_thread")]
async fn who_only_reads_holds_nobody_up_who_writes() {
    let series = Series::new().await;
    series.finish(&series.second, Readers::Hosts).await;
    let own = series.host_of(&series.second).await;
    let others = FOR_OTHERS.acquire().await.expect("never closed");
    assert_eq!(series.report(&own).await.0, StatusCode::OK);
    // A report that only hosts read is made for nobody else.
    assert_eq!(series.report("").await.0, StatusCode::NOT_FOUND);
    let to = Readers::Everybody;
    host(&series.second, Command::ShowReport { to }).await;
    let mut reads = Box::pin(series.report(""));
    let early = timeout(QUIET, reads.as_mut()).await;
    assert!(early.is_err(), "readers wait for their own line");
    assert_eq!(series.report(&own).await.0, StatusCode::OK);
    drop(others);
    assert_eq!(reads.await.0, StatusCode::OK);
}

/// A page that comes without its view, and a report that comes as to a guest, count a wrong cookie like an error does.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_login_counts_wherever_it_is_shown() {
    let series = Series::new().await;
    let code = &series.second.header.code;
    let wrong = format!("plenary_{code}_host=wrong; plenary_{code}_screen=wrong");
    let own = series.host_of(&series.second).await;
    let pages = [
        "host",
        "screen",
        "edit",
        "guests",
        "print",
        "codes",
        "wifi",
        "lower",
        "series",
        "report",
        "links",
        "export.json",
    ];
    for page in pages.map(|page| format!("/{code}/{page}")) {
        assert_eq!(
            series.guess(&page, &wrong).await,
            Some(Guess::Secret),
            "{page}"
        );
        assert_eq!(
            series.guess(&page, "").await,
            None,
            "{page}: nobody guessed"
        );
        assert_eq!(series.guess(&page, &own).await, None, "{page}");
    }
    for page in ["/organise", "/organise/events"] {
        let guess = series.guess(page, "plenary_organise=wrong").await;
        assert_eq!(guess, Some(Guess::Secret), "{page}");
        assert_eq!(series.guess(page, &series.organiser).await, None, "{page}");
    }
}
