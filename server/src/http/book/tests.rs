//! Who reads what in the book of questions, on the page as the server sends it.

use std::convert::Infallible;
use std::iter::empty;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use axum::{Extension, Router};
use plenary_domain::command::Command;
use plenary_domain::ids::{PersonId, QuestionId};
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use tower::{Layer, Service};

use crate::address::Address;
use crate::app::App;
use crate::event_file;
use crate::http::gate::Caller;
use crate::http::router;
use crate::http::tests::app;
use crate::keys::{login_hash, login_secret};
use crate::log::MemoryLog;
use crate::room::Room;
use crate::server::DEMO;

/// A server with the workshop, and a browser that holds the host's link.
struct Hall {
    app: App,
    room: Room,
    host: String,
    asked: u32,
}

impl Hall {
    async fn new() -> Hall {
        let app = app(&MemoryLog::default()).await;
        let program = event_file::parse(DEMO).expect("the demo").program;
        let event = app.hub.create(program, empty(), None, None).await;
        let room = app.room(&event.expect("made").code).await.expect("opened");
        let secret = login_secret(&app.clock);
        let logged_in = room.log_in(StaffRole::Host, 0, login_hash(&secret), String::new());
        logged_in.await.expect("let in");
        Hall {
            host: format!("plenary_{}_host={secret}", room.header.code),
            app,
            room,
            asked: 0,
        }
    }

    async fn order(&self, actor: Actor, command: Command) {
        let done = self.room.order(actor, command.clone()).await;
        done.unwrap_or_else(|why| panic!("{command:?}: {why:?}"));
    }

    async fn staff(&self, command: Command) {
        self.order(Actor::Staff(StaffRole::Moderator), command)
            .await;
    }

    /// Lets a new guest ask something.
    async fn ask(&mut self, text: &str, to: Option<Addressee>) -> QuestionId {
        let (_, guest) = self.room.join(Address::default()).await.expect("joined");
        let asked = Asked {
            text: text.to_owned(),
            to,
            name: None,
            org: None,
            lang: Some("en".to_owned()),
        };
        self.order(Actor::Participant(guest), Command::Ask(asked))
            .await;
        self.asked += 1;
        QuestionId(self.asked - 1)
    }

    async fn approve(&self, question: QuestionId) {
        self.staff(Command::Approve { question, seen: 1 }).await;
    }

    async fn publish(&self, on: bool) {
        self.order(Actor::Staff(StaffRole::Host), Command::PublishBook { on })
            .await;
    }

    /// Asks a server that has asked nothing before.
    fn server(
        &self,
    ) -> impl Service<Request<Body>, Response = Response, Error = Infallible> + Clone + use<> {
        let caller = Extension(Caller(Address::default()));
        let router: Router = router(self.app.clone());
        caller.layer(router)
    }

    async fn get(&self, query: &str, cookie: &str, tag: &str) -> Response {
        let request = Request::get(format!("/{}/questions{query}", self.room.header.code))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::IF_NONE_MATCH, tag)
            .header(header::COOKIE, cookie)
            .body(Body::empty());
        let answer = self.server().call(request.expect("a request")).await;
        let Ok(answer) = answer;
        answer
    }

    async fn read(&self, query: &str, cookie: &str) -> (StatusCode, String) {
        let answer = self.get(query, cookie, "").await;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 4 << 20).await.expect("a body");
        (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }
}

#[tokio::test]
async fn nothing_is_read_before_a_host_publishes_it_or_after_it_is_taken_back() {
    let mut hall = Hall::new().await;
    let question = hall.ask("Who pays for the heat?", None).await;
    hall.approve(question).await;
    let (status, html) = hall.read("", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!html.contains("heat?") && html.contains("is not published"));
    // Hosts look at it first.
    let (status, html) = hall.read("", &hall.host).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("heat?") && html.contains("only hosts see this page"));
    hall.publish(true).await;
    let (status, html) = hall.read("", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("heat?") && !html.contains("only hosts see"));
    hall.publish(false).await;
    assert_eq!(hall.read("", "").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_is_open_and_closed_at_once_however_many_read_it_at_that_moment() {
    let hall = Hall::new().await;
    let mut server = hall.server();
    for published in [false, true, false, true] {
        hall.publish(published).await;
        let request = Request::get(format!("/{}/questions", hall.room.header.code));
        let request = request.body(Body::empty()).expect("a request");
        let Ok(answer) = server.call(request).await;
        assert_eq!(answer.status() == StatusCode::OK, published);
    }
}

#[tokio::test]
async fn the_book_has_public_texts_alone_and_counts_the_others() {
    let mut hall = Hall::new().await;
    let to = Some(Addressee::Person(PersonId(0)));
    let answered = hall.ask("ANSWERED in the hall", to).await;
    let written = hall.ask("WRITTEN about later", None).await;
    let open = hall.ask("OPEN <b>&\"still", None).await;
    let waiting = hall.ask("SECRET one", None).await;
    let declined = hall.ask("SECRET two", None).await;
    let replied = hall.ask("SECRET three", None).await;
    let withdrawn = hall.ask("SECRET four", None).await;
    for question in [answered, written, open] {
        hall.approve(question).await;
    }
    hall.staff(Command::Move {
        question: answered,
        to: QuestionState::Answered,
        seen: 2,
    })
    .await;
    let reply = |question, text: &str| Command::Reply {
        question,
        seen: 0,
        texts: [
            ("en".to_owned(), text.to_owned()),
            ("zh-Hans".to_owned(), "八度以上可以。".to_owned()),
        ]
        .into(),
    };
    hall.staff(reply(written, "Yes, above 8 °C.")).await;
    hall.staff(reply(replied, "SECRET reply")).await;
    for (question, reason) in [
        (declined, DeclineReason::OffTopic),
        (replied, DeclineReason::AlreadyAsked),
    ] {
        hall.staff(Command::Decline {
            question,
            seen: 1,
            reason,
            note: Some("SECRET note".to_owned()),
        })
        .await;
    }
    let author = Actor::Participant(plenary_domain::ids::ParticipantId(withdrawn.0));
    hall.order(
        author,
        Command::Withdraw {
            question: withdrawn,
        },
    )
    .await;
    hall.staff(Command::Note {
        question: open,
        text: "SECRET for colleagues".to_owned(),
    })
    .await;
    assert_eq!(waiting, QuestionId(3));
    hall.publish(true).await;
    let (_, html) = hall.read("", "").await;
    assert!(!html.contains("SECRET"), "a text that is not public");
    assert!(
        html.contains("OPEN &lt;b&gt;&amp;&quot;still"),
        "markup is text"
    );
    assert!(html.contains("<b>3</b> <span>approved of 7 asked</span>"));
    assert!(html.contains("<b>1</b> <span>answered in the hall</span>"));
    assert!(html.contains("<b>1</b> <span>answered in writing</span>"));
    assert!(html.contains("<b>1</b> <span>not read by a moderator</span>"));
    assert!(html.contains(
        "Off topic<span class=\"alt\" lang=\"zh-Hans\">与议题无关</span></span><b>1</b>"
    ));
    assert!(html.contains("Withdrawn by those who asked"));
    assert!(html.contains("Yes, above 8 °C.") && html.contains("八度以上可以。"));
    assert!(!html.contains("<script"));
    // Each choice has its questions, in the reader's language.
    let (_, html) = hall.read("?show=open&lang=zh-Hans", "").await;
    assert!(html.contains("OPEN") && !html.contains("ANSWERED") && !html.contains("WRITTEN"));
    assert!(html.contains(
        "<h1 lang=\"zh-Hans\">问答集</h1><p class=\"alt\" lang=\"en\">Book of questions</p>"
    ));
    let (_, html) = hall.read("?show=answered", "").await;
    assert!(!html.contains("OPEN") && html.contains("ANSWERED") && html.contains("WRITTEN"));
}

#[tokio::test]
async fn a_browser_that_has_the_page_does_not_get_it_again() {
    let hall = Hall::new().await;
    hall.publish(true).await;
    let first = hall.get("", "", "").await;
    let tag = first.headers()[header::ETAG]
        .to_str()
        .expect("text")
        .to_owned();
    let policy = first.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("text");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert_eq!(
        hall.get("", "", &tag).await.status(),
        StatusCode::NOT_MODIFIED
    );
    assert_eq!(
        hall.get("", "", "\"another\"").await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_live_document_has_nothing_that_nobody_has_approved() {
    let mut hall = Hall::new().await;
    let open = hall.ask("PUBLIC question", None).await;
    hall.ask("SECRET question", None).await;
    hall.approve(open).await;
    // What phones show at once is still unread.
    let change = plenary_domain::question::settings::Change {
        at_once: Some(true),
        ..Default::default()
    };
    let set = Command::SetQuestions {
        session: None,
        change,
    };
    hall.order(Actor::Staff(StaffRole::Host), set).await;
    hall.ask("SECRET at once", None).await;
    let get = async |tag: &str| {
        let request = Request::get(format!("/{}/live.json", hall.room.header.code))
            .header(header::IF_NONE_MATCH, tag)
            .body(Body::empty());
        let Ok(answer) = hall.server().call(request.expect("a request")).await;
        answer
    };
    let first = get("").await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(first.headers()[header::CACHE_CONTROL], "public, max-age=1");
    let tag = first.headers()[header::ETAG]
        .to_str()
        .expect("text")
        .to_owned();
    let body = to_bytes(first.into_body(), 4 << 20).await.expect("a body");
    let json: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["code"], *hall.room.header.code);
    let text = json.to_string();
    assert!(
        text.contains("PUBLIC question") && !text.contains("SECRET"),
        "{text}"
    );
    assert!(!text.contains("password"), "the Wi-Fi is the hall's");
    let known = get(&tag).await;
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    hall.publish(true).await;
    assert_eq!(get(&tag).await.status(), StatusCode::OK, "it has changed");
}
