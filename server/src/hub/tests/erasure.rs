//! Whatever guests write is in no byte of the data folder, neither before nor after it is deleted or erased.

use std::collections::BTreeMap;
use std::fs;
use std::net::IpAddr;
use std::path::Path;

use plenary_domain::command::Command;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::codes::CodeDraft;
use plenary_domain::people::guest_list::Row;
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
    let bytes = records.into_iter().flat_map(|record| {
        let letters = record.letters.into_iter().map(|letter| letter.words);
        letters.chain([record.bytes])
    });
    held(&bytes.collect::<Vec<_>>())
}

/// Returns the planted texts that views show anybody.
async fn shown(room: &Room) -> Vec<&'static str> {
    let state = room.read(|state| format!("{state:?}")).await;
    held(&[state.expect("read").into_bytes()])
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
    let code = hub
        .create(program, std::iter::empty(), None, None)
        .await
        .expect("made")
        .code;
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

/// Names that staff write, on the list, at the door and on codes, are gone after the retention, whether anybody joined or not.
#[tokio::test]
async fn names_that_staff_wrote_are_gone_though_no_phone_joined() {
    let planted = Planted::empty();
    let hub = planted.open().await;
    let program = event_file::parse(EVENT).expect("an event").program;
    let made = hub.create(program, std::iter::empty(), None, None);
    let code = made.await.expect("made").code;
    for round in 0..2 {
        let room = hub.room(&code).await.expect("opened");
        let listed = Row {
            name: "Xqquestion".into(),
            org: "Xqorg".into(),
            ..Row::default()
        };
        let draft = CodeDraft {
            groups: BTreeMap::new(),
            name: Some(CODE_NAME.into()),
        };
        let commands = [
            (HOST, Command::ListGuests { rows: vec![listed] }),
            (
                Actor::Staff(StaffRole::Door),
                Command::WalkIn {
                    walk_in: 7,
                    name: "Xqname".into(),
                    org: String::new(),
                },
            ),
            (Actor::Operator, Command::MakeCodes { codes: vec![draft] }),
        ];
        for (by, command) in commands {
            room.order(by, command).await.expect("allowed");
        }
        let names = ["Xqquestion", "Xqname", "Xqorg", CODE_NAME];
        assert_eq!(shown(&room).await, names, "round {round}");
        assert_eq!(read(&hub, &code).await, names, "round {round}");
        drop(room);
        planted.clock.set(planted.clock.now() + 40 * DAY_MS);
        hub.sweep(&mut BTreeSet::new()).await;
        let room = hub.room(&code).await.expect("opened");
        assert_eq!(shown(&room).await, [""; 0], "round {round}");
        assert_eq!(read(&hub, &code).await, [""; 0], "round {round}");
        assert_eq!(found(planted.folder.path()), [""; 0], "round {round}");
    }
}

const OTHER: Actor = Actor::Participant(ParticipantId(1));

/// A data folder with an event in which a guest has planted all texts, and another guest has asked something.
struct Planted {
    folder: tempfile::TempDir,
    clock: Clock,
    code: String,
}

impl Planted {
    /// A data folder without an event.
    fn empty() -> Planted {
        Planted {
            folder: tempfile::tempdir().expect("a folder"),
            clock: Clock::fixed(1_533_200_000_000),
            code: String::new(),
        }
    }

    async fn new() -> (Planted, Hub) {
        let mut planted = Planted::empty();
        let hub = planted.open().await;
        let program = event_file::parse(EVENT).expect("an event").program;
        let made = hub.create(program, std::iter::empty(), None, None);
        planted.code = made.await.expect("made").code;
        let room = hub.room(&planted.code).await.expect("opened");
        plant(&room).await;
        let address = IpAddr::from([127, 0, 0, 1]).into();
        room.join(address).await.expect("joined");
        let ask = Command::Ask(Asked {
            lang: None,
            text: KEPT.into(),
            to: None,
            name: None,
            org: None,
        });
        room.order(OTHER, ask).await.expect("asked");
        (planted, hub)
    }

    async fn open(&self) -> Hub {
        let log = SqliteLog::open(&self.path()).expect("opened");
        let node = Node::writing(Arc::new(log), self.clock.clone(), Arc::from([]));
        Hub::open(node).await.expect("a hub")
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("log.sqlite")
    }

    fn file(&self, extension: &str) -> std::path::PathBuf {
        self.path().with_extension(extension)
    }

    /// Checks that nothing the first guest wrote can be read, that all of the other guest can, and that the log is whole.
    async fn is_erased(&self, hub: &Hub, head: Head) {
        assert_eq!(read(hub, &self.code).await, [CODE_NAME]);
        let room = hub.room(&self.code).await.expect("opened");
        assert_eq!(shown(&room).await, [CODE_NAME]);
        let (questions, right) = room
            .read(|state| {
                let texts = state.questions.iter().map(|(_, q)| q.screened.content());
                let texts: Vec<String> = texts.map(|content| content.text.clone()).collect();
                let polls = state.polls.iter();
                let right = polls.flat_map(|(_, poll)| poll.answers.recount(&poll.info.voters));
                (texts, right.collect::<Vec<_>>())
            })
            .await
            .expect("read");
        assert_eq!(questions, ["", KEPT]);
        assert_eq!(right, [Some(true); 4]);
        let audit = hub
            .audit(&self.code, Some(head.into()))
            .await
            .expect("checked");
        assert!(audit.found && audit.lost.is_none());
        assert!(audit.histories.iter().all(|of| of.broken.is_none()));
        assert_eq!(found(self.folder.path()), [""; 0]);
    }
}

const KEPT: &str = "What stays?";

#[tokio::test]
async fn what_a_guest_erased_can_be_read_by_nobody() {
    let (planted, hub) = Planted::new().await;
    let room = hub.room(&planted.code).await.expect("opened");
    let head = hub.head(&planted.code).await.expect("a head");
    assert_eq!(read(&hub, &planted.code).await.len(), CANARIES.len() + 1);
    // The first keys are those of this guest.
    let keys = fs::read(planted.file("guests")).expect("read");
    let key = keys[16..48].to_vec();
    let tallies = async || {
        let room = hub.room(&planted.code).await.expect("opened");
        let counts = room.read(|state| {
            let polls = state.polls.iter().map(|(_, poll)| poll.answers.counts());
            format!("{:?}", polls.collect::<Vec<_>>())
        });
        counts.await.expect("read")
    };
    let before = tallies().await;
    // Somebody reads for long meanwhile.
    let reader = rusqlite::Connection::open(planted.path()).expect("opened");
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM records")
        .expect("it reads");
    room.order(GUEST, Command::EraseMine).await.expect("erased");
    planted.is_erased(&hub, head).await;
    assert_eq!(tallies().await, before, "the ballots count as before");
    drop(reader);
    hub.close().await;
    drop((room, hub));
    let mut bytes = vec![];
    for file in fs::read_dir(planted.folder.path()).expect("listed") {
        bytes.extend(fs::read(file.expect("a file").path()).expect("read"));
    }
    assert!(!bytes.windows(16).any(|some| some == &key[..16]));

    let hub = planted.open().await;
    planted.is_erased(&hub, head).await;
}

/// `tests/long/image` runs this with its temporary folders in a file system of its own, whose raw bytes are a file.
#[tokio::test]
#[ignore = "needs a mounted image: tests/long/image"]
async fn nothing_that_is_gone_is_on_the_raw_disk() {
    let image = std::env::var_os("PLENARY_IMAGE").expect("tests/long/image says where");
    let raw = || {
        let synced = std::process::Command::new("sync").status();
        assert!(synced.expect("it runs").success());
        vec![fs::read(&image).expect("read")]
    };
    let has = |raw: &[Vec<u8>], key: &[u8]| raw[0].windows(key.len()).any(|some| some == key);
    let (planted, hub) = Planted::new().await;
    let guests = fs::read(planted.file("guests")).expect("read");
    let keys = fs::read(planted.file("keys")).expect("read");
    let (of_guest, of_history) = (&guests[16..48], &keys[64 + 12..64 + 44]);
    let before = raw();
    assert!(
        has(&before, of_guest) && has(&before, of_history),
        "it sees the disk"
    );
    assert_eq!(held(&before), [""; 0]);

    let room = hub.room(&planted.code).await.expect("opened");
    room.order(GUEST, Command::EraseMine).await.expect("erased");
    let erased = raw();
    assert!(!has(&erased, of_guest) && has(&erased, of_history));

    drop(room);
    planted.clock.set(planted.clock.now() + 40 * DAY_MS);
    hub.sweep(&mut BTreeSet::new()).await;
    assert_eq!(read(&hub, &planted.code).await, [""; 0]);
    let old = fs::read(planted.file("guests")).expect("read");
    assert!(old.iter().all(|byte| *byte == 0), "nobody wrote since");
    for raw in [raw(), {
        hub.close().await;
        raw()
    }] {
        assert!(!has(&raw, of_guest) && !has(&raw, of_history));
        let others = guests.chunks_exact(64).map(|slot| &slot[16..48]);
        assert!(others.into_iter().all(|key| !has(&raw, key)));
        assert_eq!(held(&raw), [""; 0]);
    }
}

#[tokio::test]
async fn the_operator_erases_what_a_guest_wrote_and_no_guest_what_another_did() {
    let (planted, hub) = Planted::new().await;
    let room = hub.room(&planted.code).await.expect("opened");
    let head = hub.head(&planted.code).await.expect("a head");
    let erase = Command::EraseGuest {
        guest: ParticipantId(0),
    };
    for other in [OTHER, HOST, MODERATOR] {
        let refused = room.order(other, erase.clone()).await;
        assert_eq!(refused, Err(Rejection::NotAllowed));
    }
    assert_eq!(shown(&room).await.len(), CANARIES.len() + 1);
    room.order(Actor::Operator, erase).await.expect("erased");
    planted.is_erased(&hub, head).await;
}

/// What a power loss or a kill can leave behind at each step of an erasure.
#[tokio::test]
async fn an_erasure_that_was_cut_off_is_whole_after_the_next_start() {
    let (planted, hub) = Planted::new().await;
    let head = hub.head(&planted.code).await.expect("a head");
    hub.close().await;
    drop(hub);
    let names = ["sqlite", "keys", "heads", "guests", "erased"];
    let files = |planted: &Planted| names.map(|of| fs::read(planted.file(of)).expect("read"));
    let before = files(&planted);
    let hub = planted.open().await;
    let room = hub.room(&planted.code).await.expect("opened");
    room.order(GUEST, Command::EraseMine).await.expect("erased");
    hub.close().await;
    drop((room, hub));
    let after = files(&planted);
    let [.., erased] = &after;
    assert!(!erased.is_empty());
    // The number of files that were written, in the order of writing: the list, the log with its head, the keys.
    for step in 0..=3 {
        for (at, name) in names.iter().enumerate() {
            let written = match *name {
                "erased" => 1,
                "sqlite" | "heads" => 2,
                _ => 3,
            };
            let bytes = if written <= step { &after } else { &before };
            fs::write(planted.file(name), &bytes[at]).expect("written");
        }
        let hub = planted.open().await;
        if step == 0 {
            assert_eq!(read(&hub, &planted.code).await.len(), CANARIES.len() + 1);
        } else {
            hub.room(&planted.code).await.expect("opened");
            planted.is_erased(&hub, head).await;
        }
        hub.close().await;
    }
}

#[tokio::test]
async fn an_older_copy_of_the_folder_is_erased_again() {
    let (planted, hub) = Planted::new().await;
    let head = hub.head(&planted.code).await.expect("a head");
    hub.close().await;
    drop(hub);
    let names = ["sqlite", "keys", "heads", "guests"];
    let older = names.map(|of| fs::read(planted.file(of)).expect("read"));
    let hub = planted.open().await;
    let room = hub.room(&planted.code).await.expect("opened");
    room.order(GUEST, Command::EraseMine).await.expect("erased");
    // They write again, and that stays in the newer folder only.
    hub.close().await;
    drop((room, hub));
    for (name, bytes) in names.iter().zip(&older) {
        fs::write(planted.file(name), bytes).expect("restored");
    }
    let hub = planted.open().await;
    hub.room(&planted.code).await.expect("opened");
    planted.is_erased(&hub, head).await;
    // An ordinary backup has no keys of guests: all they wrote is gone, and their votes are there.
    hub.close().await;
    drop(hub);
    for (name, bytes) in names.iter().zip(&older) {
        fs::write(planted.file(name), bytes).expect("restored");
    }
    fs::remove_file(planted.file("guests")).expect("left out");
    let hub = planted.open().await;
    let room = hub.room(&planted.code).await.expect("opened");
    assert_eq!(shown(&room).await, [CODE_NAME]);
    let counts = room.read(|state| {
        let polls = state.polls.iter().map(|(_, poll)| poll.answers.count());
        polls.collect::<Vec<u32>>()
    });
    assert_eq!(counts.await.expect("read"), [1, 1, 1, 0]);
}
