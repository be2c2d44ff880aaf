//! What interpreters write, over real sockets: who sees it when, and what becomes of a text that changed meanwhile.

use plenary::client::Client;
use plenary::protocol::{
    Asking, Command, Item, Passage, QuestionChange, QuestionContent, QuestionItem, QuestionState,
    Rejection, Section, TaskItem,
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
