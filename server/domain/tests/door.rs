//! The door: whatever tablets send, in whatever order and however often, those present are those who checked in and were not taken
//! back, the counts of groups add up, and a list read again changes nothing. A replay, with the letters that can be read, is the same.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{GroupId, ListedId, ValueId};
use plenary_domain::letters::Kept;
use plenary_domain::people::guest_list::Row;
use plenary_domain::program::{GroupInfo, ValueInfo};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use proptest::prelude::*;

const DOOR: Actor = Actor::Staff(StaffRole::Door);
const HOST: Actor = Actor::Staff(StaffRole::Host);

#[derive(Debug, Clone)]
enum Act {
    List(Vec<(u8, u8, u8)>),
    CheckIn(u32, bool),
    WalkIn(u64),
    Unlist(u32),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => prop::collection::vec((0..6u8, 0..3u8, 0..3u8), 0..6).prop_map(Act::List),
        8 => (0..12u32, any::<bool>()).prop_map(|(id, on)| Act::CheckIn(id, on)),
        2 => (0..4u64).prop_map(Act::WalkIn),
        1 => (0..12u32).prop_map(Act::Unlist),
    ]
}

/// An event with two tablets' commands in its log, as someone reads it who has no destroyed key.
struct Event {
    state: State,
    log: Vec<Kept>,
}

impl Event {
    fn new() -> Event {
        let value = |key: &str| ValueInfo {
            key: key.into(),
            text: Texts::from([("en".into(), key.into())]),
        };
        let group = GroupInfo {
            key: "delegation".into(),
            name: Texts::new(),
            values: vec![value("one"), value("two")],
            ask: false,
            assigned: true,
        };
        let mut event = Event {
            state: State::default(),
            log: vec![],
        };
        let ids = vec![ValueId(0), ValueId(1)];
        event.commit(vec![Fact::GroupPut(GroupId(0), group, ids, 0)]);
        event
    }

    fn commit(&mut self, facts: Vec<Fact>) {
        let at = 1000 + self.log.len() as u64;
        let mut record = Record { at, facts };
        self.state.apply_record(&record);
        let kept = record.keep(&self.state);
        for earlier in &mut self.log {
            earlier
                .letters
                .retain(|letter| !kept.erased.contains(&letter.guest));
        }
        self.log.push(kept);
    }

    fn send(&mut self, by: Actor, command: &Command) -> bool {
        let decided = decide(&self.state, by, command, 1000 + self.log.len() as u64);
        decided.map(|facts| self.commit(facts)).is_ok()
    }

    fn replayed(&self) -> State {
        let mut state = State::default();
        for kept in &self.log {
            let mut record = Record::decode(&kept.bytes).expect("a record");
            for letter in &kept.letters {
                record.restore(&letter.words).expect("a letter");
            }
            state.apply_record(&record);
        }
        state
    }
}

fn rows(written: &[(u8, u8, u8)]) -> Vec<Row> {
    let row = |(name, badge, value): &(u8, u8, u8)| Row {
        name: format!("Guest {name}"),
        org: String::new(),
        badge: match badge {
            0 => String::new(),
            badge => format!("{name}{badge}"),
        },
        groups: match value {
            0 => BTreeMap::new(),
            1 => BTreeMap::from([("delegation".into(), "one".into())]),
            _ => BTreeMap::from([("delegation".into(), "TWO".into())]),
        },
    };
    written.iter().map(row).collect()
}

fn check(acts: &[Act]) -> Result<(), TestCaseError> {
    let mut event = Event::new();
    let mut here: BTreeSet<ListedId> = BTreeSet::new();
    for act in acts {
        match act {
            Act::List(written) => {
                let rows = rows(written);
                let before = event.state.guest_list.clone();
                if event.send(HOST, &Command::ListGuests { rows: rows.clone() }) {
                    let State {
                        guest_list,
                        groups,
                        codes,
                        ..
                    } = &event.state;
                    let again = guest_list.plan(groups, codes, &rows, HOST).expect("read");
                    prop_assert!(again.added.is_empty(), "{again:?}");
                } else {
                    prop_assert_eq!(&event.state.guest_list, &before);
                }
            }
            Act::CheckIn(id, on) => {
                let guest = ListedId(*id);
                if event.send(DOOR, &Command::CheckIn { guest, on: *on }) {
                    match on {
                        true => here.insert(guest),
                        false => here.remove(&guest),
                    };
                }
            }
            Act::WalkIn(walk_in) => {
                let is_known = event
                    .state
                    .guest_list
                    .iter()
                    .any(|(_, listed)| listed.info.walk_in == Some(*walk_in));
                let before = event.state.guest_list.iter().count();
                let command = Command::WalkIn {
                    walk_in: *walk_in,
                    name: format!("Walk-in {walk_in}"),
                    org: String::new(),
                };
                prop_assert!(event.send(DOOR, &command));
                let added = event.state.guest_list.iter().count() - before;
                prop_assert_eq!(added, usize::from(!is_known));
                if let Some((id, _)) = event.state.guest_list.iter().last().filter(|_| !is_known) {
                    here.insert(id);
                }
            }
            Act::Unlist(id) => {
                let guest = ListedId(*id);
                if event.send(HOST, &Command::UnlistGuest { guest }) {
                    here.remove(&guest);
                }
            }
        }
        let list = &event.state.guest_list;
        prop_assert_eq!(list.here() as usize, here.len());
        let found: BTreeSet<ListedId> = list
            .iter()
            .filter_map(|(id, listed)| listed.here.map(|_| id))
            .collect();
        prop_assert_eq!(&found, &here);
        for (id, listed) in list.iter() {
            let code = event.state.codes.get(listed.info.code).expect("a code");
            prop_assert_eq!(&code.info.values, &listed.info.values, "{}", id);
        }
        let [one, two] = [0, 1].map(|value| list.of_value(GroupId(0), ValueId(value)));
        prop_assert!(one.0 + two.0 <= list.len() && one.1 + two.1 <= list.here());
    }
    prop_assert_eq!(&event.replayed(), &event.state);
    let bytes = event.log.iter().flat_map(|kept| &kept.bytes);
    let bytes: Vec<u8> = bytes.copied().collect();
    let text = String::from_utf8_lossy(&bytes);
    prop_assert!(!text.contains("Guest ") && !text.contains("Walk-in"));
    Ok(())
}

proptest! {
    #[test]
    fn those_present_are_those_who_checked_in(acts in prop::collection::vec(act(), 0..60)) {
        check(&acts)?;
    }
}
