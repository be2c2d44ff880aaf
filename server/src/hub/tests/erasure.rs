//! Whatever guests write is in no byte of the data folder, neither before nor after it is deleted.

use std::collections::BTreeMap;
use std::fs;
use std::net::IpAddr;
use std::path::Path;

use plenary_domain::command::Command;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::codes::CodeDraft;
use plenary_domain::poll::Ballot;
use plenary_domain::poll::kinds::{choice::Picks, free_choice};
use plenary_domain::poll::written::Written;
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;

use super::*;
use crate::log::SqliteLog;

const EVENT: &str = r#"
[event]
languages = ["en"]
title.en = "T"
venue.en = "V"
date = 2018-08-02
zone = "UTC"
retention_days = 1
questions_open = true

[[poll]]
key = "own"
kind = "single"
other = true
title.en = "Which?"
options = [{ key = "a", en = "A" }, { key = "b", en = "B" }]

[[poll]]
key = "words"
kind = "words"
title.en = "What do you see?"

[[poll]]
key = "slips"
kind = "text"
title.en = "What goes into the log?"

[[poll]]
key = "quiz"
kind = "quiz"
right = "a"
seconds = 20
title.en = "Which?"
options = [{ key = "a", en = "A" }, { key = "b", en = "B" }]
"#;

/// One in every kind of text that a guest writes, or that names one.
const CANARIES: [&str; 8] = [
    "Xqquestion",
    "Xqedited",
    "Xqname",
    "Xqorg",
    "Xqown",
    "Xqword",
    "Xqslip",
    "Xqnick",
];
const CODE_NAME: &str = "Xqcode";
const GUEST: Actor = Actor::Participant(ParticipantId(0));
const HOST: Actor = Actor::Staff(StaffRole::Host);
const MODERATOR: Actor = Actor::Staff(StaffRole::Moderator);

/// Returns the planted texts that any byte of the folder holds.
fn found(folder: &Path) -> Vec<&'static str> {
    let files = fs::read_dir(folder).expect("listed");
    let bytes: Vec<Vec<u8>> = files
        .map(|file| fs::read(file.expect("a file").path()).expect("read"))
        .collect();
    held(&bytes)
}

fn held(all: &[Vec<u8>]) -> Vec<&'static str> {
    let sought = CANARIES.iter().chain([&CODE_NAME]).copied();
    let holds = |text: &&str| {
        let mut windows = all.iter().flat_map(|bytes| bytes.windows(text.len()));
        windows.any(|window| window == text.as_bytes())
    };
    sought.filter(holds).collect()
}

/// Returns the planted texts that the server itself can read in its log.
async fn read(hub: &Hub, code: &str) -> Vec<&'static str> {
    let records = hub
        .first_records(code, usize::MAX >> 1)
        .await
        .expect("read");
    let bytes: Vec<Vec<u8>> = records.into_iter().map(|record| record.bytes).collect();
    held(&bytes)
}

async fn plant(room: &Room) {
    let order = async |actor, command| room.order(actor, command).await.expect("allowed");
    let draft = CodeDraft {
        groups: BTreeMap::new(),
        name: Some(CODE_NAME.into()),
    };
    order(Actor::Operator, Command::MakeCodes { codes: vec![draft] }).await;
    room.join(IpAddr::from([127, 0, 0, 1]).into())
        .await
        .expect("joined");
    let asked = |text: &str| {
        Command::Ask(Asked {
            lang: None,
            text: text.into(),
            to: None,
            name: Some("Xqname".into()),
            org: Some("Xqorg".into()),
        })
    };
    order(GUEST, asked("Xqquestion, is it?")).await;
    for poll in (0..4).map(PollId) {
        let seen = room.read(move |state| state.polls.get(poll).expect("a poll").rev);
        let seen = seen.await.expect("read");
        let seconds = None;
        order(
            HOST,
            Command::OpenPoll {
                poll,
                seen,
                seconds,
            },
        )
        .await;
    }
    let own = free_choice::Ballot {
        picks: Picks::of(&[]),
        own: Some(Box::new(Written::raw("Xqown"))),
        none: false,
    };
    let ballots = [
        Ballot::FreeChoice(own),
        Ballot::Words(vec![Written::raw("Xqword")]),
        Ballot::Text(Written::raw("Xqslip and more")),
    ];
    for (poll, ballot) in (0..).map(PollId).zip(ballots) {
        let round = 0;
        order(
            GUEST,
            Command::Cast {
                poll,
                round,
                ballot,
            },
        )
        .await;
    }
    let name = Some("Xqnick".into());
    order(GUEST, Command::ChooseNickname { name }).await;
    let (question, seen) = room
        .read(|state| {
            let mut questions = state.questions.iter();
            questions.next().map(|(id, question)| (id, question.rev))
        })
        .await
        .expect("read")
        .expect("a question");
    let content = Content {
        text: "Xqedited, is it?".into(),
        lang: "en".into(),
        name: None,
        org: None,
        translations: BTreeMap::new(),
    };
    let edit = Command::EditApprove {
        question,
        seen,
        content,
    };
    order(MODERATOR, edit).await;
}

#[tokio::test]
async fn no_text_of_a_guest_is_in_any_byte_of_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("log.sqlite");
    let clock = Clock::fixed(1_533_200_000_000);
    let open = async || {
        let log = Arc::new(SqliteLog::open(&path).expect("opened"));
        let node = Node::writing(log, clock.clone(), Arc::from([]));
        Hub::open(node).await.expect("a hub")
    };
    let hub = open().await;
    let program = event_file::parse(EVENT).expect("an event").program;
    let code = hub.create(program, None, None).await.expect("made").code;
    plant(&hub.room(&code).await.expect("opened")).await;
    assert_eq!(
        read(&hub, &code).await.len(),
        CANARIES.len() + 1,
        "all are planted"
    );
    assert_eq!(found(folder.path()), [""; 0]);
    let head = hub.head(&code).await.expect("a head");

    // Somebody reads for long while the retention ends.
    let reader = rusqlite::Connection::open(&path).expect("opened");
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM records")
        .expect("it reads");
    clock.set(clock.now() + 40 * DAY_MS);
    hub.sweep(&mut BTreeSet::new()).await;
    assert_eq!(read(&hub, &code).await, [""; 0]);
    assert_eq!(found(folder.path()), [""; 0]);
    // The records are there, and their chain is whole.
    let audit = hub.audit(&code, Some(head.into())).await.expect("checked");
    assert!(audit.found && audit.histories.iter().all(|of| of.broken.is_none()));
    assert_eq!(audit.histories.len(), 2);
    drop(reader);
    hub.close().await;
    drop(hub);

    let hub = open().await;
    assert_eq!(read(&hub, &code).await, [""; 0]);
    assert_eq!(found(folder.path()), [""; 0]);
}
