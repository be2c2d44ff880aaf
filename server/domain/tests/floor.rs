//! Speaking times: whatever chairs, hosts and panelists do, the times of all speakers sum to the time for which the floor was
//! given and the clock ran. A replay has the same times.

use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::floor::step::Step;
use plenary_domain::floor::{Floor, Sides, Speaker};
use plenary_domain::ids::{PersonId, SessionId};
use plenary_domain::program::{PersonInfo, SessionInfo, SessionKind};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use proptest::prelude::*;

const SESSION: SessionId = SessionId(0);

fn event() -> Vec<Fact> {
    let text = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
    let info = SessionInfo {
        key: "table".into(),
        kind: SessionKind::RoundTable,
        title: text("Table"),
        start: "10:00".into(),
        end: "11:00".into(),
        speakers: vec![],
        panelists: (0..3).map(|id| format!("p{id}")).collect(),
        questions: None,
        cards: false,
    };
    let mut facts = vec![Fact::SessionPut(SESSION, info, 0)];
    for id in 0..3 {
        let info = PersonInfo {
            key: format!("p{id}"),
            name: text("A"),
            org: text(if id == 0 { "One" } else { "Two" }),
            groups: [].into(),
        };
        facts.push(Fact::PersonPut(PersonId(id), info));
    }
    facts.push(Fact::SessionStarted(SESSION));
    facts
}

fn speaker(which: u32) -> Speaker {
    match which {
        3 => Speaker::Hall("Row 7".into()),
        id => Speaker::Person(PersonId(id)),
    }
}

proptest! {
    #[test]
    fn speaking_times_sum_to_the_time_the_floor_was_given(
        acts in prop::collection::vec((0..9u32, 0..4u32, 0..4u32, 0..90_000u64), 0..120),
    ) {
        let mut records = vec![Record { at: 1_000, facts: event() }];
        let mut state = State::default();
        state.apply_record(&records[0]);
        // Without undo, time goes by for whoever has the floor.
        let (mut at, mut given, mut n) = (1_000, 0, 0);
        for (act, which, who, wait) in acts {
            let floor = state.floors.get(SESSION).cloned().unwrap_or_default();
            if floor.turn().is_some_and(|turn| turn.running_since.is_some()) {
                given += wait;
            }
            at += wait;
            let seen = floor.rev.saturating_sub(u32::from(which == 1 && act > 3));
            let step = match act {
                0 | 1 => Step::Give { to: speaker(which), seconds: 60, seen },
                2 => Step::End { seen },
                3 => Step::Pause { on: true, seen },
                4 => Step::Pause { on: false, seen },
                5 => Step::Extend { seconds: 30, seen },
                6 => Step::Rule {
                    sides: Some((which > 1).then_some(Sides::Org)),
                    closed: Some(which == 3),
                    last: None,
                    hides_times: None,
                },
                7 => Step::Strike { entry: which },
                _ => Step::List { speaker: speaker(which) },
            };
            let role = match who {
                0 => StaffRole::Chair,
                1 => StaffRole::Host,
                _ => StaffRole::Panelist(PersonId(which % 3)),
            };
            n += 1;
            let by = Actor::Staff(role);
            if let Outcome::Accepted(facts) = receive(&state, by, 1, n, &Command::Floor(step), at) {
                let record = Record { at, facts };
                state.apply_record(&record);
                records.push(record);
            }
            let now = state.floors.get(SESSION).cloned().unwrap_or_default();
            prop_assert_eq!(sum(&now, at), given);
            sides_sum_to_their_people(&state, &now)?;
            let listed = now.list();
            let twice = listed.iter().any(|a| listed.iter().any(|b| a.id != b.id && a.speaker == b.speaker));
            prop_assert!(!twice);
            prop_assert_eq!(now.order(&state.persons, &state.groups).len(), listed.len());
        }
        let mut replayed = State::default();
        for record in &records {
            replayed.apply_record(&Record::decode(&record.encode()).expect("a record"));
        }
        prop_assert_eq!(&replayed.floors, &state.floors);
        // An undo of the last giving leaves the time with the speaker before, or with nobody.
        for back in (1..=n).rev() {
            for role in [StaffRole::Chair, StaffRole::Host] {
                let undo = Command::Undo { client: 1, n: back };
                n += 1;
                if let Outcome::Accepted(facts) = receive(&state, Actor::Staff(role), 2, n, &undo, at) {
                    state.apply_record(&Record { at, facts });
                }
            }
            let floor = state.floors.get(SESSION).cloned().unwrap_or_default();
            prop_assert!(sum(&floor, at) <= at - 1_000);
        }
    }
}

/// While sides speak in turn, each has the times of its people, and the one who speaks is on one of them.
fn sides_sum_to_their_people(state: &State, floor: &Floor) -> Result<(), TestCaseError> {
    let sides = floor.times_of_sides(&state.persons, &state.groups);
    if floor.rules.sides.is_none() {
        // Nobody here has a group that would part them.
        prop_assert!(sides.is_empty());
        return Ok(());
    }
    let org = |id: PersonId| &state.persons.get(id).expect("a person").org;
    let people = floor
        .spoken()
        .filter_map(|(who, ms)| Some((who.person()?, ms)));
    let people: Vec<(PersonId, u64)> = people.collect();
    for side in &sides {
        let own = people.iter().filter(|(id, _)| org(*id) == org(side.person));
        prop_assert_eq!(side.ms, own.map(|(_, ms)| ms).sum::<u64>());
        let turn = floor.turn().and_then(|turn| turn.speaker.person());
        prop_assert_eq!(
            side.speaks,
            turn.is_some_and(|id| org(id) == org(side.person))
        );
    }
    let all: u64 = people.iter().map(|(_, ms)| ms).sum();
    prop_assert_eq!(sides.iter().map(|side| side.ms).sum::<u64>(), all);
    Ok(())
}

fn sum(floor: &Floor, at: u64) -> u64 {
    floor.times(at).values().sum()
}
