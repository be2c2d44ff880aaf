//! What one ballot costs in each part of the server, and that earlier ballots do not change the cost. `cargo bench -p
//! plenary-load`

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use plenary::clock::Clock;
use plenary::event_file;
use plenary::fanout::{View, encode};
use plenary::hub::Hub;
use plenary::log::{Appended, Batch, Catalogue, Log, Position, SqliteLog};
use plenary::node::Node;
use plenary::protocol::{Mine, Role, ServerFrame};
use plenary::websocket::Frame;
use plenary_domain::command::Command;
use plenary_domain::decide::{self, Outcome};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::letters::Kept;
use plenary_domain::poll::Ballot;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

fn main() {
    divan::main();
}

/// Earlier ballots.
const CAST: [u32; 3] = [100, 10_000, 200_000];
/// Questions that one guest may have waiting.
const QUESTIONS_PER_GUEST: u32 = 5;

const EVENT: &str = r#"[event]
code = "BENCH2"
languages = ["en", "zh-Hans"]
title = { en = "A hall", zh-Hans = "会场" }
venue = { en = "Here", zh-Hans = "这里" }
date = 2018-08-02
zone = "Asia/Shanghai"
headcount = 1000

[[poll]]
key = "choice"
kind = "single"
live = "everyone"
title = { en = "Which one?", zh-Hans = "哪一个？" }
options = [
  { key = "a", en = "The first", zh-Hans = "第一" },
  { key = "b", en = "The second", zh-Hans = "第二" },
  { key = "c", en = "The third", zh-Hans = "第三" },
  { key = "d", en = "The fourth", zh-Hans = "第四" },
]
"#;

/// A running event, its clock, and the numbers of its commands.
struct Stage {
    state: State,
    n: u32,
}

impl Stage {
    /// Returns an event with this many guests, all of whom have voted in the open poll.
    fn new(guests: u32) -> Stage {
        let program = event_file::parse(EVENT).expect("an event").program;
        let mut stage = Stage {
            state: State::default(),
            n: 0,
        };
        let program = Box::new(program);
        stage.order(Actor::Operator, &Command::Import { program });
        let seen = stage.state.polls.get(PollId(0)).expect("a poll").rev;
        let open = Command::OpenPoll {
            poll: PollId(0),
            seen,
            seconds: None,
        };
        stage.order(Actor::Staff(StaffRole::Host), &open);
        for _ in 0..guests {
            stage.order(Actor::Operator, &Command::Join);
        }
        for _ in 0..guests {
            stage.vote();
        }
        stage
    }

    fn order(&mut self, actor: Actor, command: &Command) {
        let at = self.state.at;
        let facts = decide::decide(&self.state, actor, command, at).expect("allowed");
        for fact in &facts {
            self.state.apply(fact);
        }
    }

    /// Lets the next guest change their vote. Returns the facts.
    fn vote(&mut self) -> Vec<Fact> {
        self.n += 1;
        let guests = self.state.participants.len() as u32;
        let guest = ParticipantId(self.n % guests);
        let command = Command::Cast {
            poll: PollId(0),
            round: 0,
            ballot: ballot((self.n / guests) as u8 % 4),
        };
        let (actor, at) = (Actor::Participant(guest), self.state.at);
        let outcome = decide::receive(&self.state, actor, 7, self.n, &command, at);
        let Outcome::Accepted(facts) = outcome else {
            panic!("{outcome:?}");
        };
        for fact in &facts {
            self.state.apply(fact);
        }
        facts
    }

    fn ask(&mut self, n: u32) {
        let ask = Command::Ask(Asked {
            lang: None,
            text: format!("How fast could storage grow under rule {n}?"),
            to: None,
            name: None,
            org: None,
        });
        let guest = ParticipantId(n / QUESTIONS_PER_GUEST);
        self.order(Actor::Participant(guest), &ask);
    }
}

fn ballot(place: u8) -> Ballot {
    Ballot::Choice(Picks::of(&[place]))
}

/// Returns the record of a commit with this many ballots.
fn record(ballots: u32) -> Record {
    let of = |n| {
        let guest = ParticipantId(n);
        let mark = Fact::Accepted(Actor::Participant(guest), 0x1234_5678, n);
        [Fact::BallotCast(guest, PollId(0), ballot(1)), mark]
    };
    Record {
        at: 1_533_168_000_000,
        facts: (0..ballots).flat_map(of).collect(),
    }
}

#[divan::bench(args = CAST)]
fn decide_and_apply_a_ballot(bencher: Bencher, cast: u32) {
    let mut stage = Stage::new(cast);
    bencher
        .counter(ItemsCount::new(1_u32))
        .bench_local(|| black_box(stage.vote()));
}

#[divan::bench(args = CAST)]
fn apply_a_ballot(bencher: Bencher, cast: u32) {
    let mut stage = Stage::new(cast);
    let mut n = 0;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        n += 1;
        let guest = ParticipantId(n % cast);
        let fact = Fact::BallotCast(guest, PollId(0), ballot((n / cast) as u8 % 4));
        stage.state.apply(&fact);
    });
}

#[divan::bench(args = [1, 1000])]
fn encode_a_record_of_ballots(bencher: Bencher, ballots: u32) {
    let record = record(ballots);
    bencher
        .counter(ItemsCount::new(ballots))
        .bench(|| record.encode());
}

#[divan::bench]
fn encode_an_ack(bencher: Bencher) {
    let ack = ServerFrame::Ack {
        c: 0x1234_5678,
        n: 17,
        seq: 123_456,
    };
    bencher.bench(|| Frame::text(encode(&ack)));
}

#[divan::bench]
fn encode_what_is_a_guests_own(bencher: Bencher) {
    let stage = Stage::new(100);
    bencher.bench(|| {
        let mine: Mine = plenary::view::mine(&stage.state, ParticipantId(7));
        let seq = stage.state.seq;
        Frame::text(encode(&ServerFrame::Mine { seq, mine }))
    });
}

fn at(state: &State) -> Position {
    Position {
        epoch: 1,
        seq: state.seq,
    }
}

/// A ballot, the guests' view, and the frame for phones that were up to date: the work of one tick.
#[divan::bench(args = CAST)]
fn view_after_a_ballot(bencher: Bencher, cast: u32) {
    let mut stage = Stage::new(cast);
    let mut view = View::new(Role::Participant);
    let first = view
        .update(&stage.state, "BENCH2", at(&stage.state))
        .expect("a first");
    let mut held = first.position();
    bencher.bench_local(|| {
        stage.vote();
        let feed = view
            .update(&stage.state, "BENCH2", at(&stage.state))
            .expect("news");
        let frame = feed.frame(Some(held), None);
        held = feed.position();
        frame
    });
}

/// A desk with this many questions, one of which is new.
#[divan::bench(args = [10, 100, 1000])]
fn desk_view_after_a_question(bencher: Bencher, questions: u32) {
    bencher
        .with_inputs(|| {
            let mut stage = Stage::new(1 + questions / QUESTIONS_PER_GUEST);
            for n in 0..questions {
                stage.ask(n);
            }
            let mut view = View::new(Role::Moderator);
            let first = view
                .update(&stage.state, "BENCH2", at(&stage.state))
                .expect("a first");
            stage.ask(questions);
            (stage, view, first.position())
        })
        .bench_values(|(stage, mut view, held)| {
            let feed = view
                .update(&stage.state, "BENCH2", at(&stage.state))
                .expect("news");
            let frame = feed.frame(Some(held), None);
            (frame, stage, view)
        });
}

/// Opens the room of an event with twenty thousand ballots, so many in a record.
#[divan::bench(args = [1, 10, 100], sample_count = 10, sample_size = 1)]
fn replay_ballots(bencher: Bencher, ballots: u32) {
    const ALL: u32 = 20_000;
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let log = Arc::new(SqliteLog::open(&folder.path().join("log.sqlite")).expect("a log"));
    let node = Node::writing(log.clone(), Clock::system(), Arc::from([]));
    let hub = runtime.block_on(Hub::open(node)).expect("a hub");
    let program = event_file::parse(EVENT).expect("an event").program;
    let header = runtime.block_on(hub.create(program, std::iter::empty(), None, None));
    let header = header.expect("an event");
    runtime.block_on(hub.close());
    runtime.block_on(async {
        for _ in 0..ALL / ballots {
            let at = log.tail(header.id).await.expect("a tail");
            let batch = Batch {
                facts: 2 * ballots,
                kept: Kept {
                    bytes: record(ballots).encode(),
                    ..Kept::default()
                },
            };
            let appended = log.append(header.id, at, batch).await;
            assert_eq!(appended, Appended::Ok);
        }
    });
    bencher.counter(ItemsCount::new(ALL)).bench_local(|| {
        runtime.block_on(async {
            hub.room(&header.code).await.expect("a room");
            hub.close().await;
        });
    });
}

/// A commit with this many ballots to disk, in the temporary folder.
#[divan::bench(args = [1, 100, 1000], sample_count = 50, sample_size = 4)]
fn append_ballots_to_the_log(bencher: Bencher, ballots: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let log = SqliteLog::open(&folder.path().join("log.sqlite")).expect("a log");
    let event = runtime
        .block_on(log.create("BENCH2", 1, 1, None))
        .expect("an event")
        .id;
    let kept = Kept {
        bytes: record(ballots).encode(),
        ..Kept::default()
    };
    let facts = 2 * ballots;
    let mut seq = 0;
    bencher.counter(ItemsCount::new(ballots)).bench_local(|| {
        let batch = Batch {
            facts,
            kept: kept.clone(),
        };
        let appended = runtime.block_on(log.append(event, Position { epoch: 1, seq }, batch));
        assert_eq!(appended, Appended::Ok);
        seq += u64::from(facts);
    });
}
