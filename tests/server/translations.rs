//! What interpreters write, over real sockets: who sees it when, and what becomes of a text that changed meanwhile.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use plenary::client::{Client, Fault, Method};
use plenary::protocol::{
    Aids, Asking, Command, DeclineReason, Item, Passage, QuestionChange, QuestionContent,
    QuestionItem, QuestionState, Rejection, Section, TaskItem, Writing,
};
use plenary_tests::{Server, accepted, live, refused, until};

const ASKED: &str = "Who pays 30% of the retrofit?";
const CHINESE: &str = "改造费用的 30% 由谁承担？";

fn translate(question: u32, original: &str, text: &str) -> Command {
    Command::Translate {
        of: Passage::Question(question),
        original: original.to_owned(),
        lang: "zh-Hans".to_owned(),
        text: text.to_owned(),
        without_figures: false,
    }
}

fn tasks(client: &Client) -> Vec<TaskItem> {
    let items = client.view().items().values();
    let tasks = items.filter_map(|item| {
        if let Item::Task(task) = item {
            Some(task.clone())
        } else {
            None
        }
    });
    tasks.collect()
}

/// The question with this text, as a client sees it once it does.
async fn seen(client: &mut Client, text: &str) -> QuestionItem {
    let is_it = |q: &QuestionItem| q.content.text == text;
    until(client, |client| client.view().questions().any(is_it)).await;
    let found = client.view().questions().find(|q| is_it(q)).cloned();
    found.expect("just seen")
}

fn rev(client: &Client, question: u32) -> u32 {
    let item = client.view().question(question).expect("a question");
    item.desk.as_ref().expect("a desk's").rev
}

async fn approves(moderator: &mut Client, question: u32) {
    let seen = rev(moderator, question);
    let seq = accepted(moderator, Command::Approve { question, seen }).await;
    until(moderator, |desk| desk.view().seq() >= seq).await;
}

#[tokio::test]
async fn guests_read_a_translation_once_a_moderator_has() {
    let server = Server::start();
    let mut moderator = server.staff("/moderator#").await;
    let mut interpreter = server.staff("/interpreter#").await;
    let mut guest = Client::new(server.link("/host#").guest(), 2);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    let ask = Command::Ask {
        text: ASKED.to_owned(),
        to: None,
        name: None,
        org: None,
        lang: None,
    };
    accepted(&mut guest, ask).await;
    let question = seen(&mut moderator, ASKED).await.id;
    approves(&mut moderator, question).await;
    until(&mut interpreter, |desk| {
        tasks(desk).iter().any(|task| task.section == Section::List)
    })
    .await;
    let part = tasks(&interpreter)[0].parts[0].clone();
    assert_eq!(
        (part.missing, part.figures),
        (vec!["zh-Hans".into()], vec!["30".into()])
    );

    // A figure is left out; then the original is another one.
    let why = refused(&mut interpreter, translate(question, ASKED, "由谁承担？")).await;
    let figures = vec!["30".to_owned()];
    assert_eq!(why, Rejection::FiguresMissing { figures });
    let why = refused(
        &mut interpreter,
        translate(question, "Who pays 30%?", CHINESE),
    )
    .await;
    assert_eq!(why, Rejection::OriginalChanged);
    accepted(&mut interpreter, translate(question, ASKED, CHINESE)).await;
    until(&mut interpreter, |desk| tasks(desk).is_empty()).await;

    let is_there = |client: &Client| {
        let mut all = client.view().questions();
        all.any(|q| q.content.translations.values().any(|text| text == CHINESE))
    };
    until(&mut moderator, is_there).await;
    assert!(!is_there(&guest), "no moderator has read it");
    approves(&mut moderator, question).await;
    until(&mut guest, is_there).await;

    // The original is edited: guests keep the pair until the translation is renewed.
    let content = QuestionContent {
        text: "Who pays 40% of the retrofit?".to_owned(),
        lang: "en".to_owned(),
        translations: [("zh-Hans".to_owned(), CHINESE.to_owned())].into(),
        name: None,
        org: None,
    };
    let edit = Command::EditApprove {
        question,
        seen: rev(&moderator, question),
        content: content.clone(),
    };
    accepted(&mut moderator, edit).await;
    until(&mut interpreter, |desk| !tasks(desk).is_empty()).await;
    let outdated = tasks(&interpreter)[0].parts[0].outdated.clone();
    assert_eq!(outdated.get("zh-Hans").map(String::as_str), Some(ASKED));
    seen(&mut guest, ASKED).await;
    let renewed = "改造费用的 40% 由谁承担？";
    accepted(
        &mut interpreter,
        translate(question, &content.text, renewed),
    )
    .await;
    until(&mut moderator, |desk| {
        let q = desk.view().question(question);
        q.is_some_and(|q| q.content.translations.values().any(|text| text == renewed))
    })
    .await;
    approves(&mut moderator, question).await;
    let now = seen(&mut guest, &content.text).await;
    assert_eq!(
        now.content.translations.get("zh-Hans").map(String::as_str),
        Some(renewed)
    );
}

#[tokio::test]
async fn a_session_can_require_all_languages_for_the_screen() {
    let server = Server::start();
    let mut moderator = server.staff("/moderator#").await;
    let mut interpreter = server.staff("/interpreter#").await;
    let mut host = server.staff("/host#").await;
    let mut guest = Client::new(server.link("/host#").guest(), 2);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    let change = QuestionChange {
        asking: Some(Asking::Open),
        translated: Some(true),
        ..QuestionChange::default()
    };
    accepted(&mut host, Command::SetQuestions(change)).await;
    let ask = Command::Ask {
        text: ASKED.to_owned(),
        to: None,
        name: None,
        org: None,
        lang: None,
    };
    accepted(&mut guest, ask).await;
    let question = seen(&mut moderator, ASKED).await.id;
    approves(&mut moderator, question).await;
    let show = |desk: &Client| Command::Move {
        question,
        seen: rev(desk, question),
        to: QuestionState::Now,
    };
    let now = show(&moderator);
    let why = refused(&mut moderator, now).await;
    let langs = vec!["zh-Hans".to_owned()];
    assert_eq!(why, Rejection::NeedsLanguage { langs });
    accepted(&mut interpreter, translate(question, ASKED, CHINESE)).await;
    let before = rev(&moderator, question);
    until(&mut moderator, |desk| rev(desk, question) > before).await;
    approves(&mut moderator, question).await;
    let now = show(&moderator);
    accepted(&mut moderator, now).await;
}

/// A machine that makes the same draft of everything. Returns its address, and what it is asked.
fn machine() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("bound"));
    let (heard, asked) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).unwrap_or(0);
            let _ = heard.send(String::from_utf8_lossy(&bytes[..read]).into_owned());
            let body = r#"{"translatedText":"草稿"}"#;
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
            let _ = write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{body}");
        }
    });
    (url, asked)
}

/// An interpreter asks for a draft of a question by its number. Returns the status of the answer.
async fn drafts(interpreter: &mut Client, question: u32) -> u16 {
    let path = format!("/{}/draft", interpreter.link().code);
    let body = serde_json::json!({ "of": { "question": question }, "lang": "zh-Hans" });
    match interpreter
        .http(Method::POST, &path, Some(body.to_string()))
        .await
    {
        Ok(answer) => answer.status,
        Err(Fault::Refused { status, .. }) => status,
        Err(fault) => panic!("{fault}"),
    }
}

/// A draft tells what a text says, and the machine is somebody else's.
#[tokio::test]
async fn there_is_no_draft_of_what_interpreters_may_not_read() {
    const DECLINED: &str = "Who pays 40% of the retrofit?";
    const MUTED: &str = "Who pays 50% of the retrofit?";
    let (url, asked) = machine();
    let mut server = Server::unstarted(&[] as &[&str]).with(&["--translate-url", &url]);
    server.restart();
    let mut moderator = server.staff("/moderator#").await;
    let mut interpreter = server.staff("/interpreter#").await;
    let mut guest = server.guest(2).await;
    let mut ids = vec![];
    for text in [ASKED, DECLINED, MUTED] {
        let ask = Command::Ask {
            text: text.to_owned(),
            to: None,
            name: None,
            org: None,
            lang: None,
        };
        accepted(&mut guest, ask).await;
        let question = seen(&mut moderator, text).await.id;
        assert_eq!(drafts(&mut interpreter, question).await, 200, "{text}");
        ids.push(question);
    }
    assert_eq!(asked.try_iter().count(), 3);

    let question = ids[0];
    accepted(&mut guest, Command::Withdraw { question }).await;
    let (question, seen) = (ids[1], rev(&moderator, ids[1]));
    let decline = Command::Decline {
        question,
        seen,
        reason: DeclineReason::OffTopic,
        note: None,
    };
    accepted(&mut moderator, decline).await;
    let of = Writing::Question(ids[2]);
    accepted(&mut moderator, Command::Mute { of, with: false }).await;
    for question in ids {
        assert_eq!(drafts(&mut interpreter, question).await, 404, "{question}");
        let path = format!("/{}/aids", interpreter.link().code);
        let body = serde_json::json!({ "of": { "question": question }, "lang": "zh-Hans" });
        let aids = interpreter.http(Method::POST, &path, Some(body.to_string()));
        let aids: Aids = aids.await.and_then(|aids| aids.json()).expect("aids");
        assert!(aids.wordings.is_empty(), "{aids:?}");
    }
    assert_eq!(asked.try_iter().count(), 0, "the machine is told nothing");
}
