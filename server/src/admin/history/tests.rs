//! `plenary log` tells every fact in words, and names participants only if asked.

use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ClientId, GroupId, PollId, ValueId};
use plenary_domain::poll;
use plenary_domain::poll::kinds::choice::Picks;

use super::*;
use crate::event_file;
use crate::server::DEMO;

const CLIENT: ClientId = 77_001;

/// Returns the lines for the facts of the demo and these.
fn told(facts: Vec<Fact>, with_participants: bool) -> String {
    let program = event_file::parse(DEMO).expect("the demo").program;
    let mut all = plenary_domain::import::plan(&State::default(), &program).facts;
    let demo = all.len();
    all.extend(facts);
    let record = Record {
        at: 1_533_173_400_000,
        facts: all,
    };
    let stored = Stored {
        seq: record.facts.len() as u64,
        bytes: record.encode(),
        ..Stored::default()
    };
    let out = lines(&[stored], with_participants).expect("readable");
    out.lines()
        .skip(demo)
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Returns every shape of a fact, from the domain's fixture.
fn shapes() -> Vec<Record> {
    let kept = [
        include_str!("../../../domain/tests/fixtures/facts.hex"),
        include_str!("../../../domain/tests/scale/facts.hex"),
        include_str!("../../../domain/tests/ranking/facts.hex"),
        include_str!("../../../domain/tests/points/facts.hex"),
        include_str!("../../../domain/tests/motion/facts.hex"),
        include_str!("../../../domain/tests/matrix/facts.hex"),
    ];
    let hex = kept
        .iter()
        .flat_map(|kept| kept.lines())
        .filter_map(|line| line.split_once(' '));
    let bytes = |hex: &str| -> Vec<u8> {
        let digits = (0..hex.len()).step_by(2);
        digits
            .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).expect("hex"))
            .collect()
    };
    hex.map(|(_, hex)| Record::decode(&bytes(hex)).expect("a record"))
        .collect()
}

#[test]
fn every_fact_is_told_in_words() {
    for fact in shapes().into_iter().flat_map(|record| record.facts) {
        for with_participants in [false, true] {
            let history = History {
                state: State::default(),
                with_participants,
            };
            let said = history.say(&fact).unwrap_or_default();
            let is_rust = ["Id(", "Some(", "None", " { ", "::"];
            assert!(!is_rust.iter().any(|word| said.contains(word)), "{said}");
            assert!(
                with_participants || !said.contains("Participant "),
                "{said}"
            );
            // Nobody did that something was told.
            let is_silent = matches!(fact, Fact::CardsTold(_))
                || (matches!(fact, Fact::Accepted(..)) && !with_participants);
            assert_eq!(said.is_empty(), is_silent);
        }
    }
}

#[test]
fn participants_have_numbers_only_if_asked_for() {
    let (guest, poll) = (ParticipantId(4), PollId(0));
    let ballot = poll::Ballot::Choice(Picks::of(&[1]));
    let facts = || {
        vec![
            Fact::Joined(guest),
            Fact::Declared(guest, GroupId(0), Some(ValueId(0))),
            Fact::PollOpened(poll, Some(1_533_173_460_000)),
            Fact::BallotCast(guest, poll, ballot.clone()),
            Fact::Accepted(Actor::Participant(guest), CLIENT, 3),
        ]
    };
    let at = "2018-08-02 09:30:00+08:00";
    let without: Vec<String> = told(facts(), false)
        .lines()
        .map(|line| line.trim().to_owned())
        .collect();
    let first: usize = without[0]
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .expect("a number");
    let expected = [
        "A participant joined",
        "A participant chose \"us\" in group \"delegation\"",
        "Poll \"KEY\" was opened, until 2018-08-02 09:31:00+08:00",
        "A participant voted in poll \"KEY\": B \"OPTION\"",
    ];
    let program = event_file::parse(DEMO).expect("the demo").program;
    let (key, option) = (&program.polls[0].key, &program.polls[0].options[1].key);
    let expected: Vec<String> = (first..)
        .zip(expected)
        .map(|(seq, said)| {
            format!(
                "{seq}  {at}  {}",
                said.replace("KEY", key).replace("OPTION", option)
            )
        })
        .collect();
    assert_eq!(without, expected);
    let with = told(facts(), true);
    assert!(with.contains("  Participant 5 voted in poll "), "{with}");
    assert!(
        with.contains("  Participant 5: command 3 of page 77001 was accepted"),
        "{with}"
    );
}
