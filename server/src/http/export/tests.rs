//! The export says what the hall was told.

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::ids::{ParticipantId, ValueId};
use plenary_domain::poll::Ballot;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::written::Written;
use plenary_domain::role::{Actor, StaffRole};
use serde_json::{Value, json};

use super::*;
use crate::event_file;
use crate::protocol::poll::kind::dice;

const EVENT: &str = r#"
[event]
languages = ["en"]
title.en = "T"
venue.en = "V"
date = 2018-08-02
zone = "UTC"

[[group]]
key = "crew"
name.en = "Crew"
ask = true
values = [{ key = "deck", en = "Deck" }, { key = "galley", en = "Galley" }]

[[poll]]
key = "wind"
kind = "single"
title.en = "Where from?"
options = [{ key = "n", en = "North" }, { key = "s", en = "South" }]

[[poll]]
key = "hail"
kind = "words"
max = 1
title.en = "What do you see?"

[[poll]]
key = "log"
kind = "text"
title.en = "What goes into the log?"
"#;
const WIND: PollId = PollId(0);
const HAIL: PollId = PollId(1);
const LOG: PollId = PollId(2);
/// More than a picture holds of words or slips.
const GUESTS: u32 = 50;

fn event() -> Event {
    let program = event_file::parse(EVENT).expect("an event").program;
    let mut event = Event::default();
    let program = Box::new(program);
    act(&mut event, Actor::Operator, Command::Import { program });
    for guest in 0..GUESTS {
        act(&mut event, Actor::Operator, Command::Join);
        let (group, value) = (GroupId(0), Some(ValueId((guest % 2) as u8)));
        as_guest(&mut event, guest, Command::Declare { group, value });
    }
    for poll in [WIND, HAIL, LOG] {
        let open = |seen| Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        };
        as_host(&mut event, poll, open);
    }
    event
}

fn act(event: &mut Event, actor: Actor, command: Command) {
    let facts = decide(event, actor, &command, 0).expect("allowed");
    facts.iter().for_each(|fact| event.apply(fact));
}

fn as_guest(event: &mut Event, guest: u32, command: Command) {
    act(event, Actor::Participant(ParticipantId(guest)), command);
}

fn as_host(event: &mut Event, poll: PollId, command: impl Fn(u32) -> Command) {
    let seen = event.polls.get(poll).map_or(0, |poll| poll.rev);
    act(event, Actor::Staff(StaffRole::Host), command(seen));
}

fn vote(event: &mut Event, guest: u32, poll: PollId, ballot: Ballot) {
    let round = event.polls.get(poll).map_or(0, |p| p.answers.round());
    let cast = Command::Cast {
        poll,
        round,
        ballot,
    };
    as_guest(event, guest, cast);
}

fn raise(event: &mut Event, instead: bool, counts: [u32; 2]) {
    let hands = Some(Hands {
        what: What::Cards,
        instead,
        counts: counts.into(),
    });
    let poll = WIND;
    as_host(event, WIND, |seen| Command::CountHands {
        poll,
        seen,
        hands: hands.clone(),
    });
}

fn exported(event: &Event, poll: PollId) -> Value {
    let export = serde_json::to_value(export(event, "CDU7K2")).expect("JSON");
    export["polls"][poll.0 as usize].clone()
}

#[test]
fn each_round_says_what_phones_and_what_hands_said() {
    let mut event = event();
    let poll = WIND;
    for guest in 0..3 {
        vote(&mut event, guest, poll, Ballot::Choice(Picks::of(&[0])));
    }
    raise(&mut event, false, [4, 1]);
    as_host(&mut event, poll, |seen| Command::ClosePoll { poll, seen });
    let next = |seen| Command::RepeatPoll {
        poll,
        seen,
        seconds: None,
    };
    as_host(&mut event, poll, next);
    vote(&mut event, 0, poll, Ballot::Choice(Picks::of(&[1])));
    raise(&mut event, true, [0, 9]);
    as_host(&mut event, poll, |seen| Command::ResetPoll { poll, seen });
    let earlier = &exported(&event, poll)["earlier"];
    let told = |round: &Value| {
        let keys = ["reset", "ballots", "hands", "tally"];
        keys.map(|key| round[key].clone())
    };
    let cards = |counts: [u32; 2]| json!({ "what": "cards", "counts": counts });
    let mut instead = cards([0, 9]);
    instead["instead"] = true.into();
    assert_eq!(
        [told(&earlier[0]), told(&earlier[1])],
        [
            [
                json!(false),
                json!(3),
                cards([4, 1]),
                json!({ "choice": [7, 1] })
            ],
            [json!(true), json!(1), instead, json!({ "choice": [0, 9] })],
        ]
    );
    assert_eq!(earlier[0]["shares"]["percents"], json!([88, 12]));
    assert_eq!(earlier[0]["base"], exported(&event, poll)["base"]);
    assert!(earlier[0]["base"].is_string());
}

#[test]
fn a_group_of_answers_has_its_heading_in_every_file() {
    let mut event = event();
    let slip = Ballot::Text(Written::raw("Fewer forms"));
    vote(&mut event, 0, LOG, slip);
    let moderator = Actor::Staff(StaffRole::Moderator);
    let (entry, written) = event.polls.entries.iter().next().expect("an entry");
    let entries = vec![(entry, written.rev)];
    act(&mut event, moderator, Command::ApproveEntries { entries });
    let seen = event.polls.entries.get(entry).map_or(0, |entry| entry.rev);
    let headings = [("en".to_owned(), "Permits".to_owned())].into();
    let group = Command::GroupEntry {
        entry,
        seen,
        group: None,
        headings,
    };
    act(&mut event, moderator, group);
    let slips = &exported(&event, LOG)["tally"]["text"]["slips"];
    assert_eq!(slips[0]["headings"], json!({ "en": "Permits" }));
    let report = crate::report::Report::of(&event, "CDU7K2");
    let sheets = crate::export::sheets(&report);
    let results = sheets.iter().find(|sheet| sheet.name == "results");
    let results = results.expect("the results");
    let at = results.columns.iter().position(|name| name == "heading");
    let row = results.rows.last().expect("the slip");
    assert_eq!(
        row[at.expect("a column")],
        crate::export::Cell::Text("Permits".into())
    );
}

#[test]
fn each_poll_says_how_it_was_set_and_what_its_shares_are_of() {
    let set = EVENT.replacen(
        "kind = \"single\"\n",
        "kind = \"single\"\nchangeable = false\nlive = \"never\"\nseconds = 60\nshow = \"both\"\nreveal = \"time_up\"\n",
        1,
    );
    let program = event_file::parse(&set).expect("an event").program;
    let mut event = Event::default();
    let program = Box::new(program);
    act(&mut event, Actor::Operator, Command::Import { program });
    let wind = exported(&event, WIND);
    assert_eq!(
        wind["settings"],
        json!({ "changeable": false, "live": "never", "seconds": 60, "show": "both", "reveal": "time_up" })
    );
    assert_eq!(wind["base"], "votes");
    let hail = exported(&event, HAIL);
    assert_eq!(
        hail["settings"],
        json!({ "changeable": true, "live": "screen", "reveal": "host" })
    );
    assert_eq!(hail["base"], Value::Null);
    // The host's choice counts, not the file's.
    as_host(&mut event, WIND, |seen| Command::SetLive {
        poll: WIND,
        seen,
        live: plenary_domain::poll::LiveResults::Count,
    });
    assert_eq!(exported(&event, WIND)["settings"]["live"], "count");
}

/// Whatever has shares says of what they are.
#[test]
fn each_kind_with_shares_names_its_base() {
    const EACH: &str = include_str!("../../simulation/event.toml");
    let mut program = event_file::parse(EACH).expect("an event").program;
    program.surveys.clear();
    let mut event = Event::default();
    let program = Box::new(program);
    act(&mut event, Actor::Operator, Command::Import { program });
    act(&mut event, Actor::Operator, Command::Join);
    let name = "Ann".to_owned();
    as_guest(&mut event, 0, Command::GiveName { name });
    let polls: Vec<PollId> = event.polls.iter().map(|(id, _)| id).collect();
    for poll in polls {
        let open = |seen| Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        };
        as_host(&mut event, poll, open);
        let asked = event.polls.get(poll).expect("a poll");
        let (kind, options) = (&asked.info.rules, asked.info.options.len());
        let ballot = PollKind::of(kind, true).any_ballot(options, poll.0, &mut dice(7));
        vote(&mut event, 0, poll, ballot.into());
        as_host(&mut event, poll, |seen| Command::ClosePoll { poll, seen });
        let told = exported(&event, poll);
        let percents = told["shares"]["percents"].as_array().map_or(0, Vec::len);
        assert_eq!(told["base"].is_string(), percents > 0, "{told}");
    }
}

#[test]
fn all_that_was_approved_is_exported() {
    let mut event = event();
    for guest in 0..GUESTS {
        let text = Written::raw(&format!("Number {guest}"));
        vote(&mut event, guest, HAIL, Ballot::Words(vec![text.clone()]));
        vote(&mut event, guest, LOG, Ballot::Text(text));
    }
    let entries = event.polls.entries.iter();
    let entries: Vec<_> = entries.map(|(id, entry)| (id, entry.rev)).collect();
    let approve = Command::ApproveEntries { entries };
    act(&mut event, Actor::Staff(StaffRole::Moderator), approve);
    let of = |poll, list: &[&str]| {
        let exported = exported(&event, poll);
        let found = list.iter().fold(&exported, |value, key| &value[*key]);
        found.as_array().map_or(0, Vec::len)
    };
    assert_eq!(of(HAIL, &["tally", "words", "words"]), GUESTS as usize);
    assert_eq!(of(LOG, &["tally", "text", "slips"]), GUESTS as usize);
    let hail = event.polls.get(HAIL).expect("a poll");
    let shown = view::read(&event, HAIL, hail, &hail.result().0, true);
    let Some(Tally::Words(shown)) = shown else {
        panic!("words");
    };
    assert_eq!(shown.words.len(), 40, "a picture holds fewer");
}

#[test]
fn only_a_named_poll_that_is_over_has_names() {
    let mut event = event();
    let poll = WIND;
    let named = EVENT.replacen(
        "kind = \"single\"\n",
        "kind = \"single\"\nnamed = true\n",
        1,
    );
    let file = named.replace("key = \"wind\"", "key = \"gust\"");
    let program = Box::new(event_file::parse(&file).expect("an event").program);
    act(&mut event, Actor::Operator, Command::Import { program });
    let gust = PollId(3);
    as_host(&mut event, gust, |seen| Command::OpenPoll {
        poll: gust,
        seen,
        seconds: None,
    });
    for guest in 0..2 {
        let name = format!("Guest {}", 9 - guest);
        as_guest(&mut event, guest, Command::GiveName { name });
        for poll in [poll, gust] {
            let ballot = Ballot::Choice(Picks::of(&[guest as u8]));
            vote(&mut event, guest, poll, ballot);
        }
    }
    assert_eq!(exported(&event, gust)["names"], Value::Null);
    for poll in [poll, gust] {
        as_host(&mut event, poll, |seen| Command::ClosePoll { poll, seen });
    }
    let row = |name: &str, pick: u8| json!({ "name": name, "of_code": false, "ballot": { "choice": [pick] }, "votes": 1 });
    let told = exported(&event, gust);
    assert_eq!(told["names"], json!([row("Guest 8", 1), row("Guest 9", 0)]));
    assert_eq!(exported(&event, poll)["names"], Value::Null);
    as_host(&mut event, gust, |seen| Command::RepeatPoll {
        poll: gust,
        seen,
        seconds: None,
    });
    let again = exported(&event, gust);
    assert_eq!(again["names"], Value::Null);
    assert_eq!(again["earlier"][0]["names"], told["names"]);
}

#[test]
fn groups_are_of_the_ballots_from_phones_that_count() {
    let mut event = event();
    let poll = WIND;
    for guest in 0..GUESTS {
        let pick = (guest % 2) as u8;
        vote(&mut event, guest, poll, Ballot::Choice(Picks::of(&[pick])));
    }
    raise(&mut event, false, [3, 0]);
    as_host(&mut event, poll, |seen| Command::ClosePoll { poll, seen });
    let added = exported(&event, poll);
    assert_eq!(added["tally"], json!({ "choice": [28, 25] }));
    let values = &added["groups"][0]["values"];
    assert_eq!(
        [&values[0]["tally"], &values[1]["tally"]],
        [&json!({ "choice": [25, 0] }), &json!({ "choice": [0, 25] })]
    );
    raise(&mut event, true, [3, 0]);
    let instead = exported(&event, poll);
    assert_eq!(instead["ballots"], GUESTS);
    assert_eq!(instead["groups"], Value::Null);
}
