//! What may stand beside each other, and that each number of a comparison is that of its event's report.

use plenary_domain::poll::hands::{Hands, What};
use proptest::prelude::*;

use super::*;
use crate::report::series::{Member, Series, comparable};
use crate::report::{Came, Poll, Topic};

/// An event in which a poll was revealed after so many votes for the first answer and for the second.
fn heard(votes: [u32; 2]) -> Run {
    heard_with(votes, None)
}

/// The same, with what was counted in the room.
fn heard_with(votes: [u32; 2], hands: Option<Hands>) -> Run {
    let mut run = Run::new();
    run.open(FIELD);
    for guest in 0..votes[0] + votes[1] {
        run.vote(guest, FIELD, &[u8::from(guest >= votes[0])]);
    }
    run.close(FIELD);
    if hands.is_some() {
        let (poll, seen) = (FIELD, run.seen(FIELD));
        assert!(run.host(Command::CountHands { poll, seen, hands }));
    }
    run.reveal(FIELD);
    run
}

fn field(report: &Report) -> &Poll {
    report
        .polls()
        .find(|poll| poll.id == FIELD)
        .expect("the poll")
}

fn member(run: &Run, date: &str) -> Member {
    let mut report = Report::of(&run.state, "CDU7K2");
    report.date = date.to_owned();
    Member::of(&report)
}

#[test]
fn what_was_counted_in_the_room_is_said_of_each_event() {
    let options = field(&Report::of(&heard([6, 2]).state, "CDU7K2"))
        .options
        .len();
    let hands = Hands {
        what: What::Cards,
        instead: false,
        counts: [vec![3, 2], vec![0; options - 2]].concat(),
    };
    let run = heard_with([6, 2], Some(hands));
    let report = Report::of(&run.state, "CDU7K2");
    assert_eq!(field(&report).last.votes, 13);
    let members = vec![
        member(&run, "2018-08-02"),
        member(&heard([6, 2]), "2019-08-01"),
    ];
    let series = Series::of(members);
    let how = How {
        langs: vec!["en".into(), "zh-Hans".into()],
        paper: Paper::A4,
        transcript: false,
        qr: None,
        edition: false,
    };
    let page = crate::report::page::series(&report, &series, &how, None, "", None);
    assert!(page.contains("1 \u{b7} Counted in the room and added: 5 cards."));
    assert!(page.contains("1 \u{b7} 现场清点举牌 5，计入结果。"));
    assert!(!page.contains("2 \u{b7} Counted"));
}

#[test]
fn polls_are_comparable_if_they_asked_the_same_people_the_same_in_the_same_way() {
    let report = Report::of(&heard([6, 2]).state, "CDU7K2");
    let one = field(&report).clone();
    type Edit = fn(&mut Poll);
    let same: [(&str, Edit); 4] = [
        ("itself", |_| {}),
        ("a language less", |poll| {
            poll.title.remove("zh-Hans");
            poll.options
                .iter_mut()
                .for_each(|one| _ = one.remove("zh-Hans"));
        }),
        ("space around it", |poll| {
            poll.title.insert("en".into(), " Which field? ".into());
        }),
        ("another result", |poll| poll.last.votes = 1),
    ];
    for (what, edit) in same {
        let mut other = one.clone();
        edit(&mut other);
        assert!(
            comparable(&one, &other) && comparable(&other, &one),
            "{what}"
        );
    }
    let differing: [(&str, Edit); 9] = [
        ("another key", |poll| poll.key = "fields".into()),
        ("another question", |poll| {
            poll.title.insert("en".into(), "Which city?".into());
        }),
        ("a question changed in one of two languages", |poll| {
            poll.title.insert("zh-Hans".into(), "哪座城市？".into());
        }),
        ("no language in common", |poll| {
            poll.title = [("fr".to_owned(), "Quel domaine ?".to_owned())].into();
        }),
        ("an answer less", |poll| {
            poll.options.pop();
        }),
        ("another order", |poll| poll.options.swap(0, 1)),
        ("only some may answer", |poll| {
            poll.only = vec![("side".into(), vec!["a".into()])];
        }),
        ("weights", |poll| poll.weighted = true),
        ("more picks", |poll| {
            if let wire::PollKind::Choice(rules) = &mut poll.kind {
                rules.max = 2;
            }
        }),
    ];
    for (what, edit) in differing {
        let mut other = one.clone();
        edit(&mut other);
        assert!(
            !comparable(&one, &other) && !comparable(&other, &one),
            "{what}"
        );
    }
}

#[test]
fn a_result_that_was_not_revealed_or_that_nobody_voted_in_is_compared_with_nothing() {
    let (told, mut hidden) = (heard([6, 2]), Run::new());
    hidden.open(FIELD);
    for guest in 0..8 {
        hidden.vote(guest, FIELD, &[0]);
    }
    hidden.close(FIELD);
    let silent = heard([0, 0]);
    let both = Series::of(vec![
        member(&told, "2018-05-17"),
        member(&told, "2018-08-02"),
    ]);
    assert_eq!(both.polls.len(), 1);
    for (other, what) in [(&hidden, "hidden"), (&silent, "silent")] {
        let events = vec![member(&told, "2018-05-17"), member(other, "2018-08-02")];
        assert_eq!(Series::of(events).polls, [], "{what}");
    }
    // A third event between them neither helps nor hinders.
    let three = ["2018-05-17", "2018-08-02", "2018-09-19"];
    let events = three.into_iter().zip([&told, &hidden, &told]);
    let series = Series::of(events.map(|(date, run)| member(run, date)).collect());
    let heard: Vec<bool> = series.polls[0].heard.iter().map(Option::is_some).collect();
    assert_eq!(heard, [true, false, true]);
}

#[test]
fn a_poll_that_changed_on_the_way_stands_with_those_alone_that_are_like_it() {
    let report = Report::of(&heard([6, 2]).state, "CDU7K2");
    let worded = |text: &str, date: &str| {
        let mut report = report.clone();
        report.date = date.to_owned();
        for session in &mut report.sessions {
            for poll in session.polls.iter_mut().filter(|poll| poll.id == FIELD) {
                poll.title = [("en".to_owned(), text.to_owned())].into();
            }
        }
        Member::of(&report)
    };
    let series = Series::of(vec![
        worded("Old?", "2018-01-01"),
        worded("New?", "2018-02-01"),
        worded("Old?", "2018-03-01"),
        worded("New?", "2018-04-01"),
    ]);
    let rows: Vec<Vec<bool>> = series
        .polls
        .iter()
        .map(|poll| poll.heard.iter().map(Option::is_some).collect())
        .collect();
    assert_eq!(
        rows,
        [[false, true, false, true], [true, false, true, false]]
    );
}

#[test]
fn who_came_sessions_and_labels_return_under_the_same_key_and_name() {
    let report = Report::of(&heard([6, 2]).state, "CDU7K2");
    let with = |people: &[(&str, u32)], topic: (&str, &str)| {
        let mut report = report.clone();
        let values = people.iter().map(|(key, people)| crate::report::CameWith {
            key: (*key).to_owned(),
            text: [("en".to_owned(), key.to_uppercase())].into(),
            people: *people,
        });
        report.people.groups = vec![Came {
            key: "side".into(),
            name: [("en".to_owned(), "Side".to_owned())].into(),
            values: values.collect(),
            rest: 3,
            hides: true,
        }];
        report.topics = vec![Topic {
            key: topic.0.to_owned(),
            text: [("en".to_owned(), topic.1.to_owned())].into(),
            questions: 4,
        }];
        report.sessions[0].questions.answered = 2;
        Member::of(&report)
    };
    let first = with(&[("a", 9), ("b", 7)], ("heat", "Heat"));
    let second = with(&[("a", 8), ("c", 6)], ("heat", "Heat"));
    let series = Series::of(vec![first.clone(), second]);
    // What few had in one event is not listed there, so it has no number here.
    let came: Vec<_> = series.came.iter().map(|row| &row.people[..]).collect();
    assert_eq!(came, [[Some(9), Some(8)]]);
    assert_eq!(series.topics.len(), 1);
    assert_eq!(series.sessions.len(), 1, "the one in which anybody asked");
    let other = with(&[], ("heat", "Heating bills"));
    assert_eq!(Series::of(vec![first, other]).topics, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Each number of a comparison is one of the event's own report, at its place.
    #[test]
    fn a_comparison_says_what_the_reports_say(
        one in prop::collection::vec((0..48_u8, 0..GUESTS, 0..12_u8), 20..120),
        other in prop::collection::vec((0..48_u8, 0..GUESTS, 0..12_u8), 20..120),
    ) {
        let reports = [one, other].map(|steps| {
            let mut run = Run::new();
            for guest in 0..GUESTS {
                let (group, value) = (GroupId(0), Some(ValueId((guest % 3) as u8)));
                run.act(Actor::Participant(ParticipantId(guest)), Command::Declare { group, value });
            }
            run.open(FIELD);
            run.open(SEVERAL);
            steps.into_iter().for_each(|step| run.step(step));
            run.close(FIELD);
            run.reveal(FIELD);
            Report::of(&run.state, "CDU7K2")
        });
        let series = Series::of(reports.iter().map(Member::of).collect());
        for (nth, report) in reports.iter().enumerate() {
            prop_assert_eq!(series.events[nth].joined, report.people.joined);
            for beside in &series.polls {
                let poll = report.polls().find(|poll| poll.key == beside.key).expect("the poll");
                prop_assert!(poll.is_published() && poll.last.votes > 0);
                let heard = beside.heard[nth].as_ref().expect("both have it");
                let column = poll.last.table.columns.iter().position(|one| *one == beside.column).expect("it");
                let cells: Vec<_> = poll.last.table.rows.iter().map(|row| row.cells[column]).collect();
                prop_assert_eq!(&heard.cells, &cells);
                prop_assert_eq!(Some(heard.base), poll.last.table.base.and_then(|(_, base)| base));
            }
            for row in &series.came {
                let values = report.people.groups.iter().flat_map(|group| &group.values);
                let own = values.clone().find(|value| value.text == row.value).map(|value| value.people);
                prop_assert_eq!(row.people[nth], own);
            }
        }
        // Nothing is left out that could be compared.
        let told = |report: &Report| report.polls().filter(|poll| poll.is_published() && poll.last.votes > 0).map(|poll| poll.id).collect::<BTreeSet<_>>();
        let both: BTreeSet<_> = told(&reports[0]).intersection(&told(&reports[1])).copied().collect();
        prop_assert_eq!(series.polls.len(), both.len());
    }
}
