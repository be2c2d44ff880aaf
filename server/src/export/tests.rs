//! All files of an event say the same, and no two of them more than one: over random events, against a recount by hand.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::ids::{GroupId, ParticipantId, PollId, QuestionId, ValueId};
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::{Ballot, Phase};
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use proptest::prelude::*;
use zip::ZipArchive;

use super::*;
use crate::clock::Clock;
use crate::event_file;
use crate::protocol::{self, HandCount, Raised};
use crate::report::page::{How, Paper, html};

const EVENT: &str = r#"
[event]
languages = ["en", "zh-Hans"]
title = { en = "Crew", zh-Hans = "船员" }
venue = { en = "Ship", zh-Hans = "船" }
date = 2018-08-02
zone = "Asia/Shanghai"

[[group]]
key = "crew"
name = { en = "Crew", zh-Hans = "船员" }
ask = true
values = [
  { key = "deck", en = "Deck", zh-Hans = "甲板" },
  { key = "galley", en = "Galley", zh-Hans = "厨房" },
  { key = "engine", en = "Engine", zh-Hans = "机舱" },
]

[[poll]]
key = "wind"
kind = "single"
title = { en = "=1+1 & <b>Where from?</b>", zh-Hans = "＝哪里来的风？" }
options = [
  { key = "n", en = "+North", zh-Hans = "北" },
  { key = "s", en = "@South", zh-Hans = "南" },
]

[[poll]]
key = "tide"
kind = "single"
title = { en = "When?", zh-Hans = "何时？" }
options = [
  { key = "a", en = "Now", zh-Hans = "现在" },
  { key = "b", en = "Later", zh-Hans = "以后" },
]
"#;
const POLLS: [&str; 2] = ["wind", "tide"];
const VALUES: [&str; 3] = ["deck", "galley", "engine"];
/// As few as nobody may be told of.
const FEW: u32 = 5;

/// What a guest does: a value or none, and for each poll an option or none.
type Guest = (Option<u8>, [Option<u8>; 2]);

fn guests(most: usize) -> impl Strategy<Value = Vec<Guest>> {
    let value =
        prop_oneof![3 => Just(Some(0)), 2 => Just(Some(1)), 1 => Just(Some(2)), 1 => Just(None)];
    let vote = || prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)];
    let guest = (value, [vote(), vote()]);
    prop::collection::vec(guest, 0..most)
}

fn act(state: &mut State, actor: Actor, command: Command) {
    let facts = decide(state, actor, &command, 1_533_200_000_000);
    let facts = facts.unwrap_or_else(|why| panic!("{command:?}: {why:?}"));
    facts.iter().for_each(|fact| state.apply(fact));
}

fn host(state: &mut State, poll: PollId, command: impl Fn(u32) -> Command) {
    let seen = state.polls.get(poll).map_or(0, |poll| poll.rev);
    act(state, Actor::Staff(StaffRole::Host), command(seen));
}

fn polls_of() -> [PollId; 2] {
    [PollId(0), PollId(1)]
}

/// Returns an event whose guests have voted, and whose polls are over.
fn event(guests: &[Guest]) -> State {
    let mut state = State::default();
    let program = Box::new(event_file::parse(EVENT).expect("an event").program);
    act(&mut state, Actor::Operator, Command::Import { program });
    for poll in polls_of() {
        let seconds = None;
        host(&mut state, poll, |seen| Command::OpenPoll {
            poll,
            seen,
            seconds,
        });
    }
    for (id, (value, votes)) in (0..).zip(guests) {
        act(&mut state, Actor::Operator, Command::Join);
        let guest = Actor::Participant(ParticipantId(id));
        if let Some(value) = value {
            let (group, value) = (GroupId(0), Some(ValueId(*value)));
            act(&mut state, guest, Command::Declare { group, value });
        }
        for (poll, vote) in polls_of().into_iter().zip(votes) {
            if let Some(option) = vote {
                let ballot = Ballot::Choice(Picks::of(&[*option]));
                act(
                    &mut state,
                    guest,
                    Command::Cast {
                        poll,
                        round: 0,
                        ballot,
                    },
                );
            }
        }
    }
    for poll in polls_of() {
        host(&mut state, poll, |seen| Command::ClosePoll { poll, seen });
        host(&mut state, poll, |seen| Command::RevealPoll { poll, seen });
    }
    state
}

fn ask(state: &mut State, text: &str, reply: &str) {
    act(state, Actor::Operator, Command::Join);
    let guest = ParticipantId(state.participants.len() as u32 - 1);
    let asked = Asked {
        text: text.to_owned(),
        to: None,
        name: None,
        org: None,
        lang: Some("en".to_owned()),
    };
    act(state, Actor::Participant(guest), Command::Ask(asked));
    let question = QuestionId(state.questions.len() as u32 - 1);
    let moderator = Actor::Staff(StaffRole::Moderator);
    act(state, moderator, Command::Approve { question, seen: 1 });
    let texts = [("en".to_owned(), reply.to_owned())].into();
    act(
        state,
        moderator,
        Command::Reply {
            question,
            seen: 0,
            texts,
        },
    );
}

fn report(state: &State) -> Report {
    Report::of(state, "CDU7K2")
}

fn written(report: &Report, format: Format) -> Vec<u8> {
    let mut bytes = vec![];
    format.write(report, &mut bytes).expect("to memory");
    bytes
}

/// Returns the files of an archive.
fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for nth in 0..zip.len() {
        let mut file = zip.by_index(nth).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        let name = file.name().expect("a name").into_owned();
        files.insert(name, text);
    }
    files
}

/// Reads CSV as a spreadsheet does.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("a mark");
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "cut off");
    rows
}

fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    }
}

/// The report on paper, in English.
fn plain() -> How {
    How {
        langs: vec!["en".to_owned()],
        paper: Paper::A4,
        transcript: false,
        qr: None,
        edition: false,
    }
}

/// Looks up a cell by the name of its column.
fn at<'r>(sheet: &Sheet, row: &'r [Cell], column: &str) -> &'r Cell {
    let at = sheet.columns.iter().position(|name| name == column);
    &row[at.unwrap_or_else(|| panic!("no column {column}"))]
}

fn number(cell: &Cell) -> u32 {
    let Cell::Number(number) = cell else {
        panic!("{cell:?} is no number");
    };
    *number as u32
}

fn of<'s>(sheets: &'s [Sheet], name: &str) -> &'s Sheet {
    sheets
        .iter()
        .find(|sheet| sheet.name == name)
        .expect("a sheet")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The spreadsheet, the tables and the file for machines have the numbers that a recount by hand gives.
    #[test]
    fn all_files_have_the_numbers_of_a_recount(guests in guests(40)) {
        let state = event(&guests);
        let report = report(&state);
        let sheets = sheets(&report);
        let results = of(&sheets, "results");
        let json = crate::http::exported(&state, "CDU7K2");
        for (nth, key) in POLLS.iter().enumerate() {
            for option in 0..2_u8 {
                let counted = guests.iter().filter(|(_, votes)| votes[nth] == Some(option)).count() as u32;
                let letter = char::from(b'A' + option).to_string();
                let row = results.rows.iter().find(|row| {
                    as_text(at(results, row, "poll")) == *key && as_text(at(results, row, "answer")) == letter
                });
                prop_assert_eq!(number(at(results, row.expect("a row"), "votes")), counted);
                prop_assert_eq!(&json["polls"][nth]["tally"]["choice"][usize::from(option)], counted);
            }
        }
        // Who came: what is listed, and all others in one row, which the page has as well.
        prop_assert_eq!(&json["participants"], guests.len());
        let people = of(&sheets, "people");
        let came = |value: Option<u8>| guests.iter().filter(|(of, _)| *of == value).count() as u32;
        let mut listed = 0;
        for row in &people.rows {
            let (name, told) = (as_text(at(people, row, "value")), number(at(people, row, "people")));
            if let Some(value) = VALUES.iter().position(|value| *value == name) {
                prop_assert_eq!(told, came(Some(value as u8)));
                listed += told;
            } else {
                prop_assert_eq!(told, guests.len() as u32 - listed, "the last row has all others");
                prop_assert_eq!(name == "(not said)", told == came(None));
                let how = plain();
                let page = html(&report, None, &how, "", None);
                let rest = page.split("<li class=\"rest\">").nth(1).unwrap_or_default();
                let rest = rest.split("</li>").next().unwrap_or_default();
                let own = format!("<b>{told}</b>");
                prop_assert!(rest.contains(&own), "{rest}");
            }
        }
        let csv = unpacked(written(&report, Format::Csv));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(&report, Format::Xlsx))).expect("a book");
        for sheet in &sheets {
            let lines = cells(&csv[&format!("{}.csv", sheet.name)]);
            // Both languages of the event stand above each column, and each has a name in both.
            prop_assert_eq!(&lines[0], &sheet.heads);
            prop_assert!(sheet.heads.iter().all(|head| head.contains(" / ")), "{:?}", sheet.heads);
            let range = book.worksheet_range(sheet.name).expect("a sheet");
            for (column, head) in sheet.heads.iter().enumerate() {
                prop_assert_eq!(range.get((0, column)), Some(&Data::String(head.clone())));
            }
            for (nth, row) in sheet.rows.iter().enumerate() {
                for (column, cell) in row.iter().enumerate() {
                    let text = as_text(cell);
                    let guarded = lines[nth + 1][column].strip_prefix('\'').unwrap_or(&lines[nth + 1][column]);
                    prop_assert_eq!(guarded, &text);
                    let found = match range.get((nth + 1, column)) {
                        None | Some(Data::Empty) => String::new(),
                        Some(Data::Float(number)) => number.to_string(),
                        Some(Data::String(text)) => text.clone(),
                        Some(other) => panic!("{other:?}"),
                    };
                    prop_assert_eq!(found, text);
                }
            }
        }
    }

    /// Whoever has every file of an event cannot compute how few people had a value that is left out, and answered what.
    #[test]
    fn no_combination_of_files_tells_of_few(guests in guests(30)) {
        let state = event(&guests);
        let report = report(&state);
        let sheets = sheets(&report);
        let json = crate::http::exported(&state, "CDU7K2");
        let (people, polls, groups) = (of(&sheets, "people"), of(&sheets, "polls"), of(&sheets, "groups"));
        // By value: how many came, where it is told. The rest is in one row.
        let mut came: BTreeMap<String, u32> = BTreeMap::new();
        for row in &people.rows {
            came.insert(as_text(at(people, row, "value")), number(at(people, row, "people")));
        }
        let listed: Vec<u32> = VALUES.iter().filter_map(|value| came.get(*value)).copied().collect();
        prop_assert!(listed.iter().all(|count| *count >= FEW));
        let joined = guests.len() as u32;
        let rest_of_people = joined - listed.iter().sum::<u32>();
        for (nth, key) in POLLS.iter().enumerate() {
            let row = polls.rows.iter().find(|row| as_text(at(polls, row, "poll")) == *key);
            let all = number(at(polls, row.expect("a poll"), "ballots"));
            let mut shown: BTreeMap<String, u32> = BTreeMap::new();
            for row in groups.rows.iter().filter(|row| as_text(at(groups, row, "poll")) == *key) {
                shown.insert(as_text(at(groups, row, "value")), number(at(groups, row, "ballots")));
            }
            // The file for machines shows the same values.
            let told = json["polls"][nth]["groups"].as_array().cloned().unwrap_or_default();
            let told: Vec<String> = told
                .iter()
                .flat_map(|group| group["values"].as_array().cloned().unwrap_or_default())
                .map(|value| value["key"].as_str().unwrap_or_default().to_owned())
                .collect();
            let mut same: Vec<String> = shown.keys().cloned().collect();
            let mut told = told;
            same.sort();
            told.sort();
            prop_assert_eq!(same, told);
            prop_assert!(shown.values().all(|count| *count >= FEW), "{:?}", shown);
            let pool = all - shown.values().sum::<u32>();
            prop_assert!(shown.is_empty() || pool == 0 || pool >= FEW, "{} are left of {:?}", pool, shown);
            // Who has a value that is not shown is in the pool with the others and with those who said nothing. The least and the
            // most of it, from all that is known:
            let most = |value: &str| came.get(value).copied().unwrap_or(rest_of_people).min(pool);
            let hidden: Vec<&str> = VALUES.iter().copied().filter(|value| !shown.contains_key(*value)).collect();
            for value in &hidden {
                let others: u32 = hidden.iter().filter(|other| *other != value).map(|other| most(other)).sum();
                let unsaid = if came.keys().any(|name| name.starts_with('(')) { rest_of_people } else { 0 };
                let least = pool.saturating_sub(others + unsaid);
                let exact = least == most(value);
                prop_assert!(!(exact && (1..FEW).contains(&least)), "{} people of {} are known", least, value);
            }
        }
    }
}

/// An event with a poll of each kind.
const STORM: &str = include_str!("../simulation/event.toml");
/// A choice in which one may raise a hand for nothing of it.
const BERTH: &str = r#"
[[poll]]
key = "berth"
kind = "single"
none = "abstain"
title.en = "Which berth?"
options = [{ key = "a", en = "Ahead" }, { key = "b", en = "Astern" }]
"#;

/// Returns an event in which a guest has cast each of these ballots in one of its polls, which is over then.
fn answered(votes: &[(&str, &[&str])]) -> State {
    let mut state = State::default();
    let program = Box::new(
        event_file::parse(&format!("{STORM}{BERTH}"))
            .expect("an event")
            .program,
    );
    act(&mut state, Actor::Operator, Command::Import { program });
    for (key, ballots) in votes {
        let poll = state.polls.by_key(key).expect("a poll");
        host(&mut state, poll, |seen| Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        });
        for ballot in *ballots {
            act(&mut state, Actor::Operator, Command::Join);
            let guest = ParticipantId(state.participants.len() as u32 - 1);
            let ballot: protocol::poll::Ballot = serde_json::from_str(ballot).expect("a ballot");
            let cast = Command::Cast {
                poll,
                round: 0,
                ballot: ballot.into(),
            };
            act(&mut state, Actor::Participant(guest), cast);
        }
        host(&mut state, poll, |seen| Command::ClosePoll { poll, seen });
    }
    state
}

#[test]
fn what_is_said_beside_a_result_is_in_the_files_as_well() {
    let mut state = answered(&[
        (
            "sea",
            &[r#"{"scale":[1]}"#, r#"{"scale":[4]}"#, r#"{"scale":[4]}"#],
        ),
        (
            "anchor",
            &[r#"{"motion":0}"#, r#"{"motion":0}"#, r#"{"motion":2}"#],
        ),
        (
            "depth",
            &[
                r#"{"estimate":-120}"#,
                r#"{"estimate":-400}"#,
                r#"{"estimate":-110}"#,
            ],
        ),
        ("watch", &[r#"{"ranking":[1,0]}"#]),
        ("berth", &[r#"{"free_choice":{"none":true}}"#]),
    ]);
    for (key, counts) in [("anchor", [4, 1, 0]), ("berth", [1, 2, 3])] {
        let poll = state.polls.by_key(key).expect("a poll");
        let hands = Hands {
            what: What::Hands,
            instead: false,
            counts: counts.to_vec(),
        };
        host(&mut state, poll, |seen| Command::CountHands {
            poll,
            seen,
            hands: Some(hands.clone()),
        });
    }
    let report = report(&state);
    let sheets = sheets(&report);
    let figures = of(&sheets, "figures");
    let figure = |poll: &str, name: &str| {
        let rows = figures.rows.iter();
        let mut rows = rows.filter(|row| {
            as_text(at(figures, row, "poll")) == poll && as_text(at(figures, row, "what")) == name
        });
        rows.next().map(|row| as_text(at(figures, row, "amount")))
    };
    for (poll, name, number) in [
        ("sea", "mean", "3"),
        ("sea", "median", "3.8"),
        ("anchor", "adopted", "1"),
        ("depth", "median", "-12"),
        ("depth", "true value", "-12"),
        ("depth", "within the tolerance", "2"),
        ("depth", "within the tolerance, percent", "67"),
        ("watch", "points for a first place", "2"),
        ("berth", "abstained", "4"),
        ("berth", "abstained, by hand", "3"),
    ] {
        assert_eq!(figure(poll, name).as_deref(), Some(number), "{poll} {name}");
    }
    // Hands stand at their answers, and the answers have names.
    let results = of(&sheets, "results");
    let by_hand = |poll: &str| -> Vec<[String; 3]> {
        let rows = results.rows.iter();
        let rows = rows.filter(|row| as_text(at(results, row, "poll")) == poll);
        let cells = ["answer (en)", "by hand", "votes"];
        rows.map(|row| cells.map(|column| as_text(at(results, row, column))))
            .collect()
    };
    assert_eq!(
        by_hand("anchor")[..2],
        [["for", "4", "6"], ["against", "1", "1"]]
    );
    assert_eq!(
        by_hand("berth")[..2],
        [["Ahead", "1", "1"], ["Astern", "2", "2"]]
    );
}

/// Also while the next round is open, or was reset.
#[test]
fn each_round_says_whether_it_was_revealed() {
    let mut state = answered(&[("anchor", &[r#"{"motion":0}"#])]);
    let poll = state.polls.by_key("anchor").expect("a poll");
    host(&mut state, poll, |seen| Command::RevealPoll { poll, seen });
    host(&mut state, poll, |seen| Command::RepeatPoll {
        poll,
        seen,
        seconds: None,
    });
    let sheets = sheets(&report(&state));
    let polls = of(&sheets, "polls");
    let of_anchor = polls
        .rows
        .iter()
        .filter(|row| as_text(at(polls, row, "poll")) == "anchor");
    let told: Vec<String> = of_anchor
        .map(|row| as_text(at(polls, row, "told")))
        .collect();
    assert_eq!(told, ["yes", "no"]);
}

#[test]
fn the_files_say_how_answers_are_spread() {
    let mut state = answered(&[
        (
            "crew",
            &[r#"{"scale":[0,5,null]}"#, r#"{"scale":[2,5,null]}"#],
        ),
        (
            "rations",
            &[r#"{"points":[20,0,0]}"#, r#"{"points":[10,10,0]}"#],
        ),
        (
            "repairs",
            &[
                r#"{"matrix":[[1,4],null,null]}"#,
                r#"{"matrix":[[2,3],null,null]}"#,
            ],
        ),
    ]);
    for poll in state.polls.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        if state
            .polls
            .get(poll)
            .is_some_and(|poll| poll.phase == Phase::Closed)
        {
            host(&mut state, poll, |seen| Command::RevealPoll { poll, seen });
        }
    }
    let report = report(&state);
    let sheets = sheets(&report);
    let spread = of(&sheets, "spread");
    let rows = |poll: &str| -> Vec<String> {
        let rows = spread.rows.iter();
        let rows = rows.filter(|row| as_text(at(spread, row, "poll")) == poll);
        let cells = ["answer", "what", "least", "most", "votes"];
        rows.map(|row| {
            cells
                .map(|column| as_text(at(spread, row, column)))
                .join(" ")
        })
        .collect()
    };
    let crew = rows("crew");
    // Nobody rated the third item.
    assert_eq!(crew.len(), 12);
    assert_eq!(crew[..3], ["A step 0 0 1", "A step 1 1 0", "A step 2 2 1"]);
    assert_eq!(crew[11], "B step 5 5 2");
    assert_eq!(rows("rations")[0], "A middle half 10 20 ");
    assert_eq!(
        rows("repairs"),
        ["A middle half across 1 2 ", "A middle half up 3 4 "]
    );
    let how = plain();
    let page = html(&report, None, &how, "", None);
    for said in [
        "aria-label=\"0: 1, 1: 0, 2: 1, 3: 0, 4: 0, 5: 0\"",
        ">10\u{2013}20</td>",
        ">1\u{2013}2\u{a0}/\u{a0}3\u{2013}4</td>",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn no_cell_is_a_formula_and_no_text_is_markup() {
    let mut state = event(&[(Some(0), [Some(0), None])]);
    for text in [
        "=HYPERLINK(\"http://evil.example\")",
        "@SUM(1)",
        "-2+3",
        "+1",
        "＝1",
        "a <script>alert(1)</script> & \"b\" *c* [d](e)",
    ] {
        ask(&mut state, text, "=cmd|' /C calc'!A0");
    }
    let report = report(&state);
    for (name, csv) in unpacked(written(&report, Format::Csv)) {
        for cell in cells(&csv).iter().flatten() {
            let first = cell.chars().next().unwrap_or(' ');
            let is_number = cell.parse::<f64>().is_ok();
            assert!(
                is_number || !"=+-@＝＋－＠".contains(first),
                "{name}: {cell}"
            );
        }
    }
    let book = written(&report, Format::Xlsx);
    let mut zip = ZipArchive::new(Cursor::new(book)).expect("an archive");
    for nth in 0..zip.len() {
        let mut file = zip.by_index(nth).expect("a file");
        let mut xml = String::new();
        let name = file.name().expect("a name").into_owned();
        let is_sheet = name.starts_with("xl/worksheets/sheet");
        file.read_to_string(&mut xml).expect("UTF-8");
        assert!(!(is_sheet && xml.contains("<f>")), "a formula");
    }
    for (name, svg) in unpacked(written(&report, Format::Charts)) {
        assert!(svg.contains("&lt;b&gt;") || !svg.contains("<b"), "{name}");
        assert!(!svg.contains("<b>") && svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(
            svg.contains("nobody checked that voters are different people"),
            "{name}: how they were verified"
        );
    }
    let questions = String::from_utf8(written(&report, Format::Questions)).expect("UTF-8");
    assert!(questions.contains(
        "a &lt;script&gt;alert\\(1\\)&lt;/script&gt; &amp; \"b\" \\*c\\* \\[d\\]\\(e\\)"
    ));
    assert!(!questions.contains("<script"));
}

#[test]
fn a_chart_says_that_percents_are_rounded_and_that_hands_replaced_ballots() {
    let report = report(&event(&[(Some(0), [Some(0), None])]));
    let mut poll = report.polls().next().expect("a poll").clone();
    // In a line of its own for each language of the event, however it breaks.
    let foot = |poll: &_| {
        let svg = chart::svg(&report, poll);
        let texts = svg
            .split("</text>")
            .filter_map(|text| text.rsplit('>').next());
        texts.collect::<Vec<_>>().join(" ")
    };
    let plain = foot(&poll);
    assert!(
        plain.contains("1 ballot. ") && plain.contains("1 票。"),
        "{plain}"
    );
    assert!(!plain.contains("do not add up") && !plain.contains("in the room"));
    poll.last.present = Some(3);
    assert!(foot(&poll).contains("1 ballot of 3 phones connected. "));
    poll.last.by_door = true;
    assert!(foot(&poll).contains("1 ballot of 3 guests checked in. "));
    assert!(foot(&poll).contains("签到 3 人"));
    poll.last.table.rounded = true;
    let mut hands = HandCount {
        what: Raised::Hands,
        instead: false,
        counts: vec![4, 7],
    };
    poll.last.hands = Some(hands.clone());
    let beside = foot(&poll);
    assert!(beside.contains("do not add up to 100") && beside.contains("合计不等于 100"));
    assert!(beside.contains("Counted in the room and added: 11 hands."));
    hands.instead = true;
    poll.last.hands = Some(hands);
    assert!(foot(&poll).contains("Counted in the room instead of the phones: 11 hands."));
    assert!(foot(&poll).contains("代替手机投票"));
}

#[test]
fn an_event_without_anything_has_all_files() {
    for state in [State::default(), event(&[])] {
        let report = report(&state);
        for format in [Format::Xlsx, Format::Csv, Format::Charts, Format::Questions] {
            assert!(!written(&report, format).is_empty(), "{format:?}");
        }
    }
}

/// Limit on the time of a large spreadsheet, in milliseconds, of which a build without optimisation takes many times as much.
const LARGE_MS_MAX: u128 = if cfg!(debug_assertions) { 30_000 } else { 2000 };

#[test]
fn a_large_event_is_a_spreadsheet_in_time() {
    let mut file = EVENT.to_owned();
    for nth in 0..48 {
        file.push_str(&format!(
            "[[poll]]\nkey = \"p{nth}\"\nkind = \"single\"\ntitle = {{ en = \"Poll {nth}\", zh-Hans = \"投票 {nth}\" }}\n\
             options = [{{ key = \"a\", en = \"Yes\", zh-Hans = \"是\" }}, {{ key = \"b\", en = \"No\", zh-Hans = \"否\" }}]\n"
        ));
    }
    let guests: u32 = if cfg!(debug_assertions) { 2000 } else { 10_000 };
    let mut state = State::default();
    let program = Box::new(event_file::parse(&file).expect("an event").program);
    act(&mut state, Actor::Operator, Command::Import { program });
    for poll in (0..50).map(PollId) {
        let seconds = None;
        host(&mut state, poll, |seen| Command::OpenPoll {
            poll,
            seen,
            seconds,
        });
    }
    for id in 0..guests {
        act(&mut state, Actor::Operator, Command::Join);
        let guest = Actor::Participant(ParticipantId(id));
        let polls = if cfg!(debug_assertions) { 5 } else { 50 };
        for poll in (0..polls).map(PollId) {
            let ballot = Ballot::Choice(Picks::of(&[(id % 2) as u8]));
            act(
                &mut state,
                guest,
                Command::Cast {
                    poll,
                    round: 0,
                    ballot,
                },
            );
        }
    }
    for nth in 0..2000 {
        ask(
            &mut state,
            &format!("Question {nth} about {} and much else", nth * 7919),
            "As we said.",
        );
    }
    let clock = Clock::system();
    let copy = state.clone();
    let cloned = clock.micros();
    let report = report(&copy);
    let reported = clock.micros();
    let book = written(&report, Format::Xlsx);
    let took = u128::from(clock.micros()) / 1000;
    println!(
        "{} guests: copied in {} ms, reported in {} ms, written in {} ms, {} KiB",
        state.participants.len(),
        cloned / 1000,
        (reported - cloned) / 1000,
        took - u128::from(reported) / 1000,
        book.len() / 1024
    );
    assert!(took <= LARGE_MS_MAX, "{took} ms");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a book");
    assert_eq!(
        book.worksheet_range("questions").expect("a sheet").height(),
        2001
    );
    assert_eq!(book.sheet_names().len(), sheets(&report).len() + 50);
}
