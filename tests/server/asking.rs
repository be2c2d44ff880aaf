//! What guests may do with questions, over real sockets: similar ones while they type, and texts that only phones may show.

use plenary::client::{Client, Fault, Method, request};
use plenary::protocol::{Asking, Command, Item, QuestionChange, QuestionItem, Rejection};
use plenary_tests::{Server, accepted, live, refused, until};

fn ask(text: &str) -> Command {
    Command::Ask {
        text: text.to_owned(),
        to: None,
        name: None,
        org: None,
        lang: None,
    }
}

fn set(change: QuestionChange) -> Command {
    Command::SetQuestions(change)
}

async fn guest(server: &Server, seed: u64) -> Client {
    let mut guest = Client::new(server.link("/host#").guest(), seed);
    guest.join().await.expect("joined");
    live(&mut guest).await;
    guest
}

/// What a guest finds who has typed this.
async fn similar(guest: &mut Client, code: &str, text: &str) -> Result<Vec<u32>, u16> {
    let body = serde_json::json!({ "text": text }).to_string();
    let path = format!("/{code}/similar");
    match guest.http(Method::POST, &path, Some(body)).await {
        Ok(answer) => {
            let found: Vec<QuestionItem> = serde_json::from_slice(&answer.body).expect("questions");
            Ok(found.into_iter().map(|q| q.id).collect())
        }
        Err(Fault::Refused { status, .. }) => Err(status),
        Err(other) => panic!("{other:?}"),
    }
}

/// The id of the question with this text, once a client sees it.
async fn seen(client: &mut Client, text: &str) -> u32 {
    let is_it = |q: &QuestionItem| q.content.text == text;
    until(client, |client| client.view().questions().any(is_it)).await;
    let found = client.view().questions().find(|q| is_it(q)).map(|q| q.id);
    found.expect("just seen")
}

#[tokio::test]
async fn what_waits_is_similar_to_nothing_and_looks_are_limited() {
    let server = Server::start();
    let code = server.link("/host#").code;
    let mut moderator = server.staff("/moderator#").await;
    let (mut ann, mut bob) = (guest(&server, 2).await, guest(&server, 3).await);
    let path = format!("/{code}/similar");
    let body = Some("{\"text\":\"How long\"}".to_owned());
    let link = server.link("/host#");
    let unjoined = request(&link.address, Method::POST, &path, &[], body).await;
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

    let text = "How long does the retrofit of an old building take?";
    accepted(&mut ann, ask(text)).await;
    let question = seen(&mut moderator, text).await;
    assert_eq!(
        similar(&mut bob, &code, "How long does the retro").await,
        Ok(vec![])
    );
    let seen = 1;
    accepted(&mut moderator, Command::Approve { question, seen }).await;
    assert_eq!(
        similar(&mut bob, &code, "How long does the retro").await,
        Ok(vec![question])
    );
    // Nobody is offered an own question.
    assert_eq!(
        similar(&mut ann, &code, "How long does the retro").await,
        Ok(vec![])
    );
    let mut refused = false;
    for _ in 0..20 {
        refused |= similar(&mut bob, &code, "How long").await == Err(429);
    }
    assert!(refused, "one guest has no more look-ups than a few at once");
    assert!(
        similar(&mut ann, &code, "How long").await.is_ok(),
        "others have theirs"
    );
}

#[tokio::test]
async fn what_is_published_at_once_reaches_phones_and_no_screen() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut moderator = server.staff("/moderator#").await;
    let mut screen = server.staff("/screen#").await;
    let (mut ann, mut bob) = (guest(&server, 2).await, guest(&server, 3).await);
    accepted(
        &mut host,
        set(QuestionChange {
            at_once: Some(true),
            ..QuestionChange::default()
        }),
    )
    .await;
    accepted(&mut ann, ask("An unread text")).await;
    let question = seen(&mut bob, "An unread text").await;
    accepted(&mut bob, Command::Upvote { question, on: true }).await;
    // What comes later has reached the screen, so the first text had its time.
    accepted(&mut ann, ask("A text that is read")).await;
    let later = seen(&mut moderator, "A text that is read").await;
    let approve = |question, seen| Command::Approve { question, seen };
    accepted(&mut moderator, approve(later, 1)).await;
    seen(&mut screen, "A text that is read").await;
    let shown = |client: &Client| {
        let items: Vec<&Item> = client.view().items().values().collect();
        serde_json::to_string(&items).expect("JSON")
    };
    assert!(!shown(&screen).contains("unread"), "{}", shown(&screen));

    // Its author writes it anew: the moderator who saw the old text is told.
    let text = "Another unread text".to_owned();
    accepted(&mut ann, Command::Reword { question, text }).await;
    seen(&mut bob, "Another unread text").await;
    let stale = refused(&mut moderator, approve(question, 1)).await;
    assert!(matches!(stale, Rejection::Stale { .. }), "{stale:?}");
    assert!(!shown(&screen).contains("unread"));
    accepted(&mut moderator, approve(question, 2)).await;
    seen(&mut screen, "Another unread text").await;

    // Once questions are closed, nobody asks.
    accepted(
        &mut host,
        set(QuestionChange {
            asking: Some(Asking::Closed),
            ..QuestionChange::default()
        }),
    )
    .await;
    let closed = refused(&mut ann, ask("Too late?")).await;
    assert_eq!(closed, Rejection::QuestionsClosed);
}
