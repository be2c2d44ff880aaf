//! A client that follows the changes holds what a fresh snapshot has.

use std::collections::BTreeMap;

use plenary_domain::command::Command;
use plenary_domain::ids::PollId;
use plenary_domain::role::{Actor, StaffRole};
use proptest::prelude::*;
use serde_json::Value;

use super::super::{Feed, View};
use super::run::{Run, at, steps};
use crate::log::Position;
use crate::protocol::{Item, Role, Snapshot};
/// A client that knows only frames.
#[derive(Default)]
struct Client {
    held: Option<Position>,
    items: BTreeMap<String, Value>,
}

impl Client {
    fn take(&mut self, frame: &str) {
        let frame: Value = serde_json::from_str(frame).expect("JSON");
        if frame["t"] == "snapshot" {
            self.items.clear();
        } else {
            let held = self.held.expect("a client with a view").seq;
            assert!(
                frame["from"].as_u64() <= Some(held) && frame["to"].as_u64() > Some(held),
                "never backwards"
            );
        }
        let items = frame
            .get("set")
            .or(frame.get("items"))
            .and_then(Value::as_array);
        for item in items.into_iter().flatten() {
            let typed: Item = serde_json::from_value(item.clone()).expect("an item");
            self.items.insert(typed.name().to_string(), item.clone());
        }
        for gone in frame["gone"].as_array().into_iter().flatten() {
            self.items.remove(gone.as_str().expect("a name"));
        }
    }
}

fn fresh(snapshot: &str) -> BTreeMap<String, Value> {
    let snapshot: Snapshot = serde_json::from_str(snapshot).expect("a snapshot");
    snapshot
        .items
        .iter()
        .map(|item| {
            (
                item.name().to_string(),
                serde_json::to_value(item).expect("JSON"),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// For every audience, a snapshot plus all later changes equals a fresh snapshot, however long a client slept.
    #[test]
    fn everybody_converges(steps in steps(), naps in prop::collection::vec(0usize..5, 80)) {
        let mut run = Run::new();
        let mut views = Role::ALL.map(View::new);
        let mut feeds = views.each_mut().map(|view| view.update(&run.state, "CDU7K2", at(&run.state)).expect("first"));
        let mut clients = Role::ALL.map(|_| [Client::default(), Client::default()]);
        for (step, nap) in steps.iter().zip(&naps) {
            run.step(step);
            for ((view, feed), clients) in views.iter_mut().zip(&mut feeds).zip(&mut clients) {
                if let Some(next) = view.update(&run.state, "CDU7K2", at(&run.state)) {
                    *feed = next;
                }
                // The first client follows each step. The second sleeps now and then.
                for (client, awake) in clients.iter_mut().zip([true, *nap == 0]) {
                    if !awake {
                        continue;
                    }
                    if let Some(frame) = feed.frame(client.held, None) {
                        client.take(std::str::from_utf8(frame.payload()).expect("text"));
                        client.held = Some(feed.position());
                    }
                    prop_assert_eq!(&client.items, &fresh(&feed.snapshot()));
                }
                let mut anew = View::new(view.audience);
                let anew = anew.update(&run.state, "CDU7K2", at(&run.state)).expect("first");
                prop_assert_eq!(fresh(&feed.snapshot()), fresh(&anew.snapshot()), "a view is a function of the state");
            }
        }
    }
}

/// A client of the address of one poll gets what the snapshot has of it: nothing of another poll, and no word of a question.
#[test]
fn an_address_of_one_poll_gets_that_poll_alone() {
    let mut run = Run::new();
    let mut view = View::new(Role::Slide);
    let mut update = |run: &Run| view.update(&run.state, "CDU7K2", at(&run.state));
    let first = update(&run).expect("first");
    let polls: Vec<PollId> = run.state.polls.iter().map(|(id, _)| id).collect();
    let (one, other) = (polls[0], polls[1]);
    let mut client = Client::default();
    let mut take = |feed: &Feed| {
        let frame = feed.frame(client.held, Some(one));
        if let Some(frame) = &frame {
            client.take(std::str::from_utf8(frame.payload()).expect("text"));
            client.held = Some(feed.position());
        }
        let names = client.items.keys();
        let names = names.filter(|name| !name.starts_with("group:"));
        (frame.is_some(), names.cloned().collect::<Vec<_>>())
    };
    let nothing = vec!["event".to_owned()];
    assert_eq!(take(&first), (true, nothing.clone()), "before it is open");
    let host = Actor::Staff(StaffRole::Host);
    let open = |run: &mut Run, poll| {
        let seen = run.state.polls.get(poll).expect("a poll").rev;
        run.act(
            host,
            Command::OpenPoll {
                poll,
                seen,
                seconds: None,
            },
        );
    };
    open(&mut run, other);
    let feed = update(&run).expect("another poll opened");
    assert_eq!(take(&feed), (false, nothing), "another poll wakes nobody");
    open(&mut run, one);
    let feed = update(&run).expect("the poll opened");
    let (heard, names) = take(&feed);
    assert!(heard);
    let of = |kind: &str| format!("{kind}:{}", one.0);
    assert_eq!(names, ["event".to_owned(), of("poll"), of("tally")]);
}

#[test]
fn another_epoch_or_an_unknown_position_gets_a_snapshot() {
    let run = Run::new();
    let feed = View::new(Role::Participant)
        .update(&run.state, "CDU7K2", at(&run.state))
        .expect("first");
    let seq = feed.position().seq;
    let kind = |held| {
        feed.frame(held, None)
            .map(|frame| frame.payload().starts_with(b"{\"t\":\"snapshot\""))
    };
    assert_eq!(
        kind(Some(Position { epoch: 9, seq })),
        None,
        "there are no changes"
    );
    assert_eq!(kind(Some(Position { epoch: 8, seq })), Some(true));
    assert_eq!(
        kind(Some(Position {
            epoch: 9,
            seq: seq + 1
        })),
        Some(true)
    );
    assert_eq!(
        kind(Some(Position {
            epoch: 9,
            seq: seq - 1
        })),
        Some(true),
        "a position older than this process"
    );
    assert_eq!(kind(None), Some(true));
}
