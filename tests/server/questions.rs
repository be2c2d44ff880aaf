//! Questions that ask the same, and what staff write beside them, over real sockets: what each page holds, and who may read the leaf.

use plenary::client::{Client, Fault, Method};
use plenary::protocol::{
    Command, Deed, Leaf, OwnQuestion, QuestionItem, QuestionState, Rejection, Role, Texts,
};
use plenary_tests::{Server, accepted, refused, until};

fn ask(text: &str) -> Command {
    Command::Ask {
        text: text.to_owned(),
        to: None,
        name: None,
        org: None,
        lang: None,
    }
}

fn question(client: &Client, id: u32) -> QuestionItem {
    let mut all = client.view().questions();
    all.find(|q| q.id == id).cloned().expect("the question")
}

fn own(client: &Client, id: u32) -> Option<OwnQuestion> {
    let mut own = client.view().mine.questions.iter();
    own.find(|q| q.id == id).cloned()
}

/// Returns the state of the question that stands for one's own.
fn joined(client: &Client, id: u32) -> Option<(u32, QuestionState)> {
    let joined = own(client, id)?.joined?;
    Some((joined.id, joined.state))
}

async fn leaf(client: &mut Client, server: &Server, id: u32) -> Result<Leaf, u16> {
    let code = server.link("/host#").code;
    let path = format!("/{code}/questions/{id}");
    match client.http(Method::GET, &path, None).await {
        Ok(answer) => Ok(serde_json::from_slice(&answer.body).expect("a leaf")),
        Err(Fault::Refused { status, .. }) => Err(status),
        Err(other) => panic!("{other}"),
    }
}

fn en(text: &str) -> Texts {
    Texts::from([("en".to_owned(), text.to_owned())])
}

#[tokio::test]
async fn a_merged_question_is_one_for_everybody_and_two_again_after_a_split() {
    let server = Server::start();
    let mut desk = server.staff("/moderator#").await;
    let mut ann = server.guest(1).await;
    let mut li = server.guest(2).await;
    let mut fan = server.guest(3).await;
    accepted(&mut ann, ask("How can a small city finance retrofits?")).await;
    accepted(&mut li, ask("小城市怎样为改造融资？")).await;
    until(&mut desk, |desk| desk.view().questions().count() == 2).await;
    let (first, second) = (0, 1);
    for question in [first, second] {
        accepted(&mut desk, Command::Approve { question, seen: 1 }).await;
        accepted(&mut fan, Command::Upvote { question, on: true }).await;
    }
    let itself = Command::Merge {
        question: first,
        seen: 2,
        into: first,
    };
    assert_eq!(refused(&mut desk, itself).await, Rejection::MergeIntoItself);
    let merge = Command::Merge {
        question: second,
        seen: 2,
        into: first,
    };
    accepted(&mut desk, merge).await;
    let circle = Command::Merge {
        question: first,
        seen: 3,
        into: second,
    };
    assert_eq!(
        refused(&mut desk, circle).await,
        Rejection::MergeInto {
            state: QuestionState::Merged
        }
    );

    // Earlier it is the only one because the other one waits.
    until(&mut fan, |fan| {
        let mut all = fan.view().questions();
        all.next().is_some_and(|q| !q.merged.is_empty()) && all.next().is_none()
    })
    .await;
    let kept = question(&fan, first);
    // Who asked them, and the guest who supports both.
    assert_eq!((kept.upvotes, kept.own), (3, Some(2)));
    assert_eq!(kept.merged[0].upvotes, 2);
    assert_eq!(
        kept.content.translations["zh-Hans"],
        kept.merged[0].content.text
    );
    until(&mut fan, |fan| fan.view().mine.upvotes == [first]).await;
    until(&mut li, |li| {
        joined(li, second) == Some((first, QuestionState::Approved))
    })
    .await;
    let upvote = Command::Upvote {
        question: first,
        on: true,
    };
    assert_eq!(refused(&mut li, upvote).await, Rejection::OwnQuestion);

    // What becomes of the one becomes of the other.
    until(&mut desk, |desk| {
        let mut all = desk.view().questions();
        all.any(|q| q.id == first && q.desk.as_ref().is_some_and(|desk| desk.rev == 3))
    })
    .await;
    let now = Command::Move {
        question: first,
        seen: 3,
        to: QuestionState::Now,
    };
    accepted(&mut desk, now).await;
    until(&mut li, |li| {
        joined(li, second) == Some((first, QuestionState::Now))
    })
    .await;

    let split = Command::Split {
        question: second,
        seen: 3,
    };
    accepted(&mut desk, split).await;
    until(&mut fan, |fan| fan.view().questions().count() == 2).await;
    until(&mut fan, |fan| fan.view().mine.upvotes == [first, second]).await;
    until(&mut li, |li| joined(li, second).is_none()).await;
    assert_eq!(question(&fan, second).upvotes, 1);
}

#[tokio::test]
async fn what_colleagues_write_stays_with_colleagues_and_the_reply_is_everybodys() {
    let server = Server::start();
    let mut desk = server.staff("/moderator#").await;
    let mut guest = server.guest(1).await;
    accepted(&mut guest, ask("Who lends to small towns?")).await;
    let question_id = 0;
    until(&mut desk, |desk| desk.view().questions().count() == 1).await;
    accepted(
        &mut desk,
        Command::Approve {
            question: question_id,
            seen: 1,
        },
    )
    .await;
    let labels = |desk: &Client| {
        let names = desk.view().items().keys();
        names.filter(|name| name.starts_with("label:")).count()
    };
    let before = labels(&desk);
    let make = Command::MakeLabel {
        texts: en("lending"),
    };
    accepted(&mut desk, make.clone()).await;
    assert_eq!(refused(&mut desk, make).await, Rejection::LabelTaken);
    until(&mut desk, |desk| labels(desk) == before + 1).await;
    for command in [
        Command::Label {
            question: question_id,
            label: before as u32,
            on: true,
        },
        Command::Star {
            question: question_id,
            on: true,
        },
        Command::Note {
            question: question_id,
            text: "The bank is in row 3.".to_owned(),
        },
        Command::Reply {
            question: question_id,
            seen: 0,
            texts: en("The bank answers in August."),
        },
    ] {
        accepted(&mut desk, command).await;
    }
    until(&mut guest, |guest| {
        let is_there = guest.view().questions().any(|q| !q.reply.is_empty());
        is_there && own(guest, question_id).is_some_and(|q| !q.reply.is_empty())
    })
    .await;
    assert_eq!(labels(&guest), 0);
    assert_eq!(question(&guest, question_id).desk, None);
    until(&mut desk, |desk| {
        let item = question(desk, question_id).desk.expect("a desk");
        item.star && item.notes == 1 && item.labels == [before as u32] && item.rev == 2
    })
    .await;

    let leaf_of_desk = leaf(&mut desk, &server, question_id).await.expect("a leaf");
    assert_eq!(leaf_of_desk.notes[0].text, "The bank is in row 3.");
    assert_eq!(leaf_of_desk.notes[0].by, Some(Role::Moderator));
    let did: Vec<Deed> = leaf_of_desk
        .steps
        .iter()
        .map(|step| step.did.clone())
        .collect();
    let expected = [
        Deed::Approved,
        Deed::Labelled(before as u32),
        Deed::Starred(true),
        Deed::Noted(true),
        Deed::Replied(true),
    ];
    assert_eq!(did, expected);
    assert_eq!(leaf(&mut desk, &server, 99).await.err(), Some(404));
    // Guests, panelists, interpreters and screens have no leaf.
    assert_eq!(
        leaf(&mut guest, &server, question_id).await.err(),
        Some(401)
    );
    for role in ["/interpreter#", "/screen#"] {
        let mut other = server.staff(role).await;
        assert_eq!(
            leaf(&mut other, &server, question_id).await.err(),
            Some(401)
        );
    }
}

#[tokio::test]
async fn staff_ask_too_and_everybody_sees_that() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut guest = server.guest(1).await;
    let content = plenary::protocol::QuestionContent {
        text: "What should we try first?".to_owned(),
        lang: "en".to_owned(),
        translations: Texts::new(),
        name: None,
        org: None,
    };
    let command = Command::AskAsStaff { content, to: None };
    accepted(&mut host, command).await;
    until(&mut guest, |guest| guest.view().questions().count() == 1).await;
    assert!(question(&guest, 0).staff);
    assert!(guest.view().mine.questions.is_empty());
}
