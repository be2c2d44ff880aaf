//! The numbers of the report are those of the log, counted again without the domain's code; and its page says them to those who
//! may read them.

mod series;

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::Fact;
use plenary_domain::finding::{Evidence, LineInfo, LineKind};
use plenary_domain::ids::{GroupId, ParticipantId, PollId, QuestionId, SessionId, ValueId};
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::{Ballot, LiveResults, Phase};
use plenary_domain::question::ask::Asked;
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use proptest::prelude::*;

use super::page::{How, Paper, html, style};
use super::{Answered, Report};
use crate::event_file;
use crate::protocol as wire;
use crate::protocol::Tally;

const EVENT: &str = r#"
[event]
languages = ["en", "zh-Hans"]
title = { en = "Talks on R&D <b>", zh-Hans = "研讨会" }
venue = { en = "Chengdu", zh-Hans = "成都" }
date = 2018-08-02
zone = "Asia/Shanghai"

[[group]]
key = "side"
name = { en = "Side", zh-Hans = "方" }
ask = true
values = [{ key = "a", en = "Alpha", zh-Hans = "甲" }, { key = "b", en = "Beta", zh-Hans = "乙" }, { key = "c", en = "Gamma", zh-Hans = "丙" }]

[[session]]
key = "night"
kind = "dialogue"
title = { en = "Night session", zh-Hans = "夜场" }
start = "23:30"
end = "00:30"

[[session]]
key = "never"
kind = "keynote"
title = { en = "Cancelled talk", zh-Hans = "取消的演讲" }
start = "09:00"
end = "10:00"

[[poll]]
key = "field"
session = "night"
kind = "single"
title = { en = "Which field?", zh-Hans = "哪个领域？" }
options = [{ key = "n", en = "North", zh-Hans = "北" }, { key = "s", en = "South", zh-Hans = "南" }, { key = "w", en = "West", zh-Hans = "西" }]

[[poll]]
key = "several"
session = "night"
kind = "multiple"
min = 1
max = 2
title = { en = "What helps?", zh-Hans = "什么有帮助？" }
options = [{ key = "n", en = "Money", zh-Hans = "资金" }, { key = "s", en = "Law", zh-Hans = "法律" }, { key = "w", en = "Time", zh-Hans = "时间" }]

[[poll]]
key = "empty"
session = "night"
kind = "single"
title = { en = "Nobody answers", zh-Hans = "无人回答" }
options = [{ key = "n", en = "Yes", zh-Hans = "是" }, { key = "s", en = "No", zh-Hans = "否" }]
"#;
const FIELD: PollId = PollId(0);
const SEVERAL: PollId = PollId(1);
const EMPTY: PollId = PollId(2);
const GUESTS: u32 = 24;
/// 2018-08-02 23:40 in Chengdu.
const LATE: u64 = 1_533_224_400_000;

struct Run {
    state: State,
    /// Everything that was logged.
    facts: Vec<Fact>,
    n: u32,
    at: u64,
}

impl Run {
    fn new() -> Run {
        let program = event_file::parse(EVENT).expect("an event").program;
        let mut run = Run {
            state: State::default(),
            facts: vec![],
            n: 0,
            at: LATE,
        };
        let program = Box::new(program);
        run.act(Actor::Operator, Command::Import { program });
        for _ in 0..GUESTS {
            run.act(Actor::Operator, Command::Join);
        }
        run
    }

    /// Returns true if the command was accepted.
    fn act(&mut self, actor: Actor, command: Command) -> bool {
        self.n += 1;
        let outcome = receive(&self.state, actor, 7, self.n, &command, self.at);
        let Outcome::Accepted(facts) = outcome else {
            return false;
        };
        let record = plenary_domain::fact::Record {
            at: self.at,
            facts: facts.clone(),
        };
        self.state.apply_record(&record);
        self.facts.extend(facts);
        true
    }

    fn host(&mut self, command: Command) -> bool {
        self.act(Actor::Staff(StaffRole::Host), command)
    }

    fn seen(&self, poll: PollId) -> u32 {
        self.state.polls.get(poll).map_or(0, |poll| poll.rev)
    }

    fn open(&mut self, poll: PollId) {
        let seen = self.seen(poll);
        self.host(Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        });
    }

    fn close(&mut self, poll: PollId) {
        let seen = self.seen(poll);
        self.host(Command::ClosePoll { poll, seen });
    }

    fn reveal(&mut self, poll: PollId) {
        let seen = self.seen(poll);
        self.host(Command::RevealPoll { poll, seen });
    }

    fn vote(&mut self, guest: u32, poll: PollId, picks: &[u8]) {
        let round = self.state.polls.get(poll).map_or(0, |p| p.answers.round());
        let ballot = Ballot::Choice(Picks::of(picks));
        let cast = Command::Cast {
            poll,
            round,
            ballot,
        };
        self.act(Actor::Participant(ParticipantId(guest)), cast);
    }

    fn ask(&mut self, guest: u32, text: &str) {
        let asked = Asked {
            text: text.to_owned(),
            to: None,
            name: None,
            org: None,
            lang: Some("en".to_owned()),
        };
        self.act(
            Actor::Participant(ParticipantId(guest)),
            Command::Ask(asked),
        );
    }

    fn step(&mut self, (what, guest, which): (u8, u32, u8)) {
        let poll = if which.is_multiple_of(2) {
            FIELD
        } else {
            SEVERAL
        };
        let (by, seen) = (Actor::Participant(ParticipantId(guest)), self.seen(poll));
        let question = QuestionId(guest % 8);
        let q = self.state.questions.get(question);
        let rev = q.map_or(0, |q| q.rev);
        match what {
            0..20 => self.vote(guest, poll, &[which % 3]),
            20..24 => {
                self.act(
                    by,
                    Command::TakeBack {
                        poll,
                        round: self.round(poll),
                    },
                );
            }
            24..30 => {
                let (group, value) = (GroupId(0), Some(ValueId(which % 3)));
                self.act(by, Command::Declare { group, value });
            }
            30 => self.open(poll),
            31 => self.close(poll),
            32 => self.reveal(poll),
            33 => {
                self.host(Command::RepeatPoll {
                    poll,
                    seen,
                    seconds: None,
                });
            }
            34 => {
                self.host(Command::ResetPoll { poll, seen });
            }
            35..40 => self.ask(guest, &format!("Why {guest} and {which}?")),
            40..44 => {
                self.host(Command::Approve {
                    question,
                    seen: rev,
                });
            }
            44 => {
                let reason =
                    [DeclineReason::OffTopic, DeclineReason::Other][usize::from(which) % 2];
                self.host(Command::Decline {
                    question,
                    seen: rev,
                    reason,
                    note: None,
                });
            }
            45 => {
                let to = [QuestionState::Now, QuestionState::Answered][usize::from(which) % 2];
                self.host(Command::Move {
                    question,
                    seen: rev,
                    to,
                });
            }
            _ => {
                self.act(by, Command::Withdraw { question });
            }
        }
    }

    fn round(&self, poll: PollId) -> u32 {
        self.state.polls.get(poll).map_or(0, |p| p.answers.round())
    }
}

/// The ballots of each round that counts, by guest with their value, from the log alone.
type Rounds = Vec<BTreeMap<u32, (Option<u8>, wire::Ballot)>>;

fn ballots(facts: &[Fact], poll: PollId) -> Rounds {
    let mut rounds: Rounds = vec![BTreeMap::new()];
    let mut values: BTreeMap<u32, Option<u8>> = BTreeMap::new();
    for fact in facts {
        if let Fact::Declared(by, _, value) = fact {
            values.insert(by.0, value.map(|value| value.0));
        }
        let last = rounds.last_mut().expect("a round");
        if let Fact::BallotCast(by, id, ballot) = fact
            && *id == poll
        {
            last.insert(by.0, (values.get(&by.0).copied().flatten(), ballot.into()));
        } else if let Fact::BallotTakenBack(by, id) = fact
            && *id == poll
        {
            last.remove(&by.0);
        } else if *fact == Fact::RoundEnded(poll) {
            rounds.push(BTreeMap::new());
        } else if *fact == Fact::RoundVoided(poll) {
            last.clear();
        }
    }
    rounds
}

fn how(langs: &[&str]) -> How {
    How {
        langs: langs.iter().map(|lang| (*lang).to_owned()).collect(),
        paper: Paper::A4,
        transcript: true,
        qr: None,
        edition: false,
    }
}

fn page(report: &Report, langs: &[&str]) -> String {
    let how = how(langs);
    html(report, None, &how, &style(report, &how), None)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Each number of each round, of each group and of the questions is what a recount of the log finds.
    #[test]
    fn each_number_is_a_recount_of_the_log(steps in prop::collection::vec((0..48_u8, 0..GUESTS, 0..12_u8), 40..260)) {
        let mut run = Run::new();
        for guest in 0..GUESTS {
            let (group, value) = (GroupId(0), Some(ValueId((guest % 3) as u8)));
            run.act(Actor::Participant(ParticipantId(guest)), Command::Declare { group, value });
        }
        run.open(FIELD);
        run.open(SEVERAL);
        for step in steps {
            run.step(step);
        }
        run.close(FIELD);
        run.close(SEVERAL);
        let report = Report::of(&run.state, "CDU7K2");
        for poll in report.polls() {
            let counted = ballots(&run.facts, poll.id);
            prop_assert_eq!(poll.rounds().count(), counted.len(), "{}", &poll.key);
            for (round, counted) in poll.rounds().zip(&counted) {
                let cast: Vec<&wire::Ballot> = counted.values().map(|(_, ballot)| ballot).collect();
                let tally = poll.kind.recount(poll.options.len(), &cast);
                prop_assert_eq!(round.tally.as_ref(), Some(&tally));
                prop_assert_eq!(round.ballots as usize, counted.len());
                let Tally::Choice(counts) = tally else { unreachable!("both polls are choices") };
                for (row, count) in round.table.rows.iter().zip(&counts) {
                    prop_assert_eq!(row.cells[0], Some(i64::from(*count)));
                }
                // A share is within one percent of the exact one.
                for (row, count) in round.table.rows.iter().zip(&counts) {
                    let all = if poll.id == FIELD { counts.iter().sum() } else { counted.len() as u32 };
                    let exact = f64::from(*count) * 100.0 / f64::from(all.max(1));
                    let told = row.cells[1].unwrap_or(0) as f64;
                    prop_assert!((told - exact).abs() <= 1.0, "{told} for {exact}");
                }
            }
            let last = counted.last().expect("a round");
            for value in poll.groups.iter().flat_map(|group| &group.values) {
                let id = ["a", "b", "c"].iter().position(|key| *key == value.key).expect("a value") as u8;
                let own: Vec<_> = last.values().filter(|(of, _)| *of == Some(id)).map(|(_, ballot)| ballot).collect();
                prop_assert!(own.len() >= 5, "{} of {}", own.len(), &value.key);
                prop_assert_eq!(value.ballots as usize, own.len());
                prop_assert_eq!(&value.tally, &poll.kind.recount(poll.options.len(), &own));
            }
        }
        // Who came, by what each said last.
        let mut said: BTreeMap<u32, u8> = BTreeMap::new();
        for fact in &run.facts {
            if let Fact::Declared(by, _, Some(value)) = fact {
                said.insert(by.0, value.0);
            }
        }
        prop_assert_eq!(report.people.joined, GUESTS);
        for value in &report.people.groups[0].values {
            let id = ["a", "b", "c"].iter().position(|key| *key == value.key).expect("a value") as u8;
            prop_assert_eq!(value.people as usize, said.values().filter(|of| **of == id).count());
            prop_assert!(value.people >= 5);
        }
        // All others stand in one row, in the report and on the page.
        let came = &report.people.groups[0];
        let listed: u32 = came.values.iter().map(|value| value.people).sum();
        prop_assert_eq!(came.rest, GUESTS - listed);
        prop_assert_eq!(came.hides, listed < said.len() as u32);
        let rows = super::page::html(&report, None, &how(&["en"]), "", None);
        let rows: Vec<&str> = rows.split("<li class=\"rest\">").skip(1).collect();
        prop_assert_eq!(rows.len(), usize::from(came.rest > 0));
        let rest = format!("<b>{}</b>", came.rest);
        prop_assert!(rows.iter().all(|row| row.contains(&rest)));
        // The questions, by their last state in the log.
        let mut states: BTreeMap<QuestionId, QuestionState> = BTreeMap::new();
        let mut approved: BTreeSet<QuestionId> = BTreeSet::new();
        for fact in &run.facts {
            if let Fact::QuestionAsked(id, ..) = fact {
                states.insert(*id, QuestionState::Waiting);
            } else if let Fact::QuestionApproved(id, ..) = fact {
                approved.insert(*id);
                states.insert(*id, QuestionState::Approved);
            } else if let Fact::QuestionDeclined(id, ..) = fact {
                states.insert(*id, QuestionState::Declined);
            } else if let Fact::QuestionMoved(id, to, _) = fact {
                states.insert(*id, *to);
            } else if let Fact::QuestionWithdrawn(id) = fact {
                states.insert(*id, QuestionState::Withdrawn);
            }
        }
        let count = |meant: QuestionState| states.values().filter(|state| **state == meant).count() as u32;
        let sum = |of: fn(&super::Questions) -> u32| report.sessions.iter().map(|session| of(&session.questions)).sum::<u32>();
        prop_assert_eq!(sum(|questions| questions.answered), count(QuestionState::Answered));
        prop_assert_eq!(sum(super::Questions::declined), count(QuestionState::Declined));
        prop_assert_eq!(report.method.withdrawn, count(QuestionState::Withdrawn));
        let alive = states.len() as u32 - count(QuestionState::Withdrawn);
        prop_assert_eq!(sum(super::Questions::asked), alive);
        // Nothing is listed that nobody approved, and the page says nothing else.
        let page = page(&report, &["en"]);
        for (id, q) in run.state.questions.iter() {
            let is_listed = report.questions().any(|listed| listed.id == id);
            prop_assert!(!is_listed || approved.contains(&id));
            let text = &q.screened.content().text;
            let twice = run.state.questions.iter().filter(|(_, other)| other.screened.content().text == *text).count() > 1;
            prop_assert!(is_listed || twice || !page.contains(text.as_str()), "{text}");
        }
    }
}

fn finding(text: &str, evidence: Option<Evidence>) -> Command {
    let text = [("en".to_owned(), text.to_owned())].into();
    Command::WriteLine {
        line: None,
        seen: 0,
        info: Some(LineInfo {
            kind: LineKind::Finding,
            text,
            by: Texts::new(),
            due: None,
            evidence,
            session: None,
        }),
    }
}

#[test]
fn a_result_that_was_not_revealed_is_on_no_page() {
    let mut run = Run::new();
    run.open(FIELD);
    for guest in 0..10 {
        run.vote(guest, FIELD, &[0]);
    }
    run.close(FIELD);
    run.host(finding("North leads.", Some(Evidence::Poll(FIELD, 0))));
    let hidden = page(&Report::of(&run.state, "CDU7K2"), &["en", "zh-Hans"]);
    assert!(!hidden.contains("100\u{a0}%") && hidden.contains("was not revealed"));
    run.reveal(FIELD);
    let told = page(&Report::of(&run.state, "CDU7K2"), &["en", "zh-Hans"]);
    assert!(told.contains("100\u{a0}%") && told.contains("10 of 10 votes"));
}

#[test]
fn a_result_that_phones_never_see_is_on_no_page() {
    let mut run = Run::new();
    run.open(FIELD);
    for guest in 0..10 {
        run.vote(guest, FIELD, &[0]);
    }
    run.host(Command::SetLive {
        poll: FIELD,
        seen: run.seen(FIELD),
        live: LiveResults::Never,
    });
    run.close(FIELD);
    run.reveal(FIELD);
    run.host(finding("North leads.", Some(Evidence::Poll(FIELD, 0))));
    let kept = page(&Report::of(&run.state, "CDU7K2"), &["en", "zh-Hans"]);
    assert!(!kept.contains("100\u{a0}%") && !kept.contains("10 of 10 votes"));
    assert!(kept.contains("The result is not published."));
}

#[test]
fn a_poll_without_ballots_and_a_session_that_never_started_are_said() {
    let mut run = Run::new();
    run.open(EMPTY);
    run.close(EMPTY);
    run.reveal(EMPTY);
    let page = page(&Report::of(&run.state, "CDU7K2"), &["en", "zh-Hans"]);
    assert!(page.contains("Nobody voted.") && page.contains("无人投票。"));
    assert!(page.contains("Cancelled talk") && page.contains("It never started."));
    let nothing = super::Report::of(&State::default(), "CDU7K2");
    assert!(self::page(&nothing, &["en"]).contains("no programme"));
}

#[test]
fn a_session_that_crosses_midnight_has_both_days() {
    let mut run = Run::new();
    let night = SessionId(0);
    let seen = |run: &Run| {
        run.state
            .sessions
            .get(night)
            .map_or(0, |session| session.rev)
    };
    let start = Command::StartSession {
        session: night,
        seen: seen(&run),
        carry: None,
    };
    assert!(run.host(start));
    run.open(EMPTY);
    run.at += 50 * 60 * 1000;
    let end = Command::EndSession {
        session: night,
        seen: seen(&run),
    };
    assert!(run.host(end));
    let report = Report::of(&run.state, "CDU7K2");
    assert_eq!(report.sessions[0].real.began, Some(LATE));
    assert_eq!(report.sessions[0].real.ended, Some(run.at));
    let page = page(&report, &["en"]);
    assert!(
        page.contains("23:40") && page.contains("08-03 00:30"),
        "{page}"
    );
    // The end is undone, and then the start: neither happened.
    let resume = Command::ResumeSession {
        session: night,
        seen: seen(&run),
    };
    assert!(run.host(resume));
    let real = run.state.sessions.get(night).expect("there").real;
    assert_eq!((real.began, real.ended), (Some(LATE), None));
}

#[test]
fn guests_text_is_never_markup() {
    let mut run = Run::new();
    run.ask(0, "<script>alert(1)</script> & \"so\"?");
    run.host(Command::Approve {
        question: QuestionId(0),
        seen: run.state.questions.get(QuestionId(0)).map_or(0, |q| q.rev),
    });
    let report = Report::of(&run.state, "CDU7K2");
    assert_eq!(report.questions().count(), 1);
    assert!(
        report
            .questions()
            .all(|question| question.answered == Answered::No)
    );
    let page = page(&report, &["en"]);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(page.contains("Talks on R&amp;D &lt;b&gt;"));
    let how = how(&["en"]);
    let style = style(&report, &how);
    assert!(!style.contains('<') && style.contains("Talks on R"));
}

#[test]
fn an_edition_stays_and_a_correction_is_another_one() {
    let mut run = Run::new();
    run.host(finding("First words.", None));
    assert!(Report::edition(&run.state, "CDU7K2").is_none());
    let rev = |run: &Run| run.state.reports.rev();
    let seen = rev(&run);
    assert!(run.host(Command::FinishReport {
        seen,
        changes: Texts::new()
    }));
    let first = Report::edition(&run.state, "CDU7K2").expect("an edition");
    assert!(first.words.is_final && first.words.seal == first.words.editions[0].seal);
    run.host(finding("More words.", None));
    let kept = Report::edition(&run.state, "CDU7K2").expect("an edition");
    assert_eq!(kept.words.lines.len(), 1, "a draft changes no edition");
    assert_eq!(Report::of(&run.state, "CDU7K2").words.lines.len(), 2);
    let seen = rev(&run);
    let silent = Command::FinishReport {
        seen,
        changes: Texts::new(),
    };
    assert!(!run.host(silent), "it must say what it changes");
    let changes: Texts = [("en".to_owned(), "A second finding.".to_owned())].into();
    assert!(run.host(Command::FinishReport { seen, changes }));
    let second = Report::edition(&run.state, "CDU7K2").expect("an edition");
    assert_eq!(second.words.editions.len(), 2);
    assert!(page(&second, &["en"]).contains("A second finding."));
    // A count that changes later is told.
    run.open(FIELD);
    run.vote(0, FIELD, &[0]);
    let later = Report::edition(&run.state, "CDU7K2").expect("an edition");
    assert_ne!(later.words.seal, later.words.editions[1].seal);
    assert!(page(&later, &["en"]).contains("has changed since"));
    assert_eq!(later.words.printed(), second.words.printed());
    assert_eq!(
        run.state.polls.get(FIELD).map(|poll| poll.phase),
        Some(Phase::Open)
    );
}

/// Ten thousand guests, fifty polls of ten thousand ballots each, and two thousand questions: what the server holds after a large
/// event. Facts are applied without a decision, because half a million of those take long.
fn large() -> State {
    let mut state = State::default();
    let mut program = event_file::parse(EVENT).expect("an event").program;
    let first = program.polls[0].clone();
    program.polls = (0..50)
        .map(|n| plenary_domain::poll::PollInfo {
            key: format!("poll-{n}"),
            ..first.clone()
        })
        .collect();
    for fact in plenary_domain::import::plan(&state, &program).facts {
        state.apply(&fact);
    }
    for guest in 0..10_000 {
        state.apply(&Fact::Joined(ParticipantId(guest)));
        let value = ValueId((guest % 3) as u8);
        state.apply(&Fact::Declared(
            ParticipantId(guest),
            GroupId(0),
            Some(value),
        ));
    }
    let by = Actor::Staff(StaffRole::Host);
    for poll in (0..50).map(PollId) {
        state.apply(&Fact::PollOpened(poll, None));
        for guest in 0..10_000 {
            let ballot = Ballot::Choice(Picks::of(&[(guest * 7 % 3) as u8]));
            state.apply(&Fact::BallotCast(ParticipantId(guest), poll, ballot));
        }
        state.apply(&Fact::PollClosed(poll));
        state.apply(&Fact::PollRevealed(poll));
    }
    for n in 0..2_000 {
        let content = plenary_domain::screening::Content {
            text: format!("How will city number {n} finance the retrofit of its heating networks?"),
            lang: "en".to_owned(),
            translations: [(
                "zh-Hans".to_owned(),
                format!("第 {n} 座城市如何为供热改造融资？"),
            )]
            .into(),
            name: None,
            org: None,
        };
        let id = QuestionId(n);
        state.apply(&Fact::QuestionAsked(id, ParticipantId(n), content, None));
        let revision = state.questions.get(id).map_or(0, |q| q.screened.revision());
        state.apply(&Fact::QuestionApproved(id, revision, by));
        if n % 2 == 0 {
            state.apply(&Fact::QuestionMoved(id, QuestionState::Answered, by));
        }
    }
    state
}

/// Limit on what a report may cost the room's thread, in microseconds.
const ROOM_US_MAX: u64 = if cfg!(debug_assertions) {
    100_000
} else {
    10_000
};

/// The bounds that operators may rely on: the copy of the state stops the room for a few milliseconds, and the rest is beside it.
/// They hold for a release build; this one is not optimised, and keeps them nevertheless.
#[test]
#[ignore = "takes a minute to prepare: cargo test --release -p plenary --lib report -- --ignored --nocapture"]
fn a_large_report_is_quick_and_small() {
    let state = large();
    let memory = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap_or_default();
        let kib = line
            .split_whitespace()
            .nth(1)
            .and_then(|kib| kib.parse::<u64>().ok());
        kib.unwrap_or(0) / 1024
    };
    let clock = crate::clock::Clock::system();
    let (before, began) = (memory(), clock.micros());
    let copy = state.clone();
    let copied = clock.micros();
    // The next ballot changes the event while the report has its copy.
    let mut state = state;
    let ballot = Ballot::Choice(Picks::of(&[0]));
    state.apply(&Fact::BallotCast(ParticipantId(0), PollId(0), ballot));
    let voted = clock.micros();
    let report = Report::of(&copy, "CDU7K2");
    let made = clock.micros();
    let page = page(&report, &["en", "zh-Hans"]);
    let (after, ended) = (memory(), clock.micros());
    let ms = |from: u64, to: u64| (to - from) / 1000;
    eprintln!(
        "copy {} us, next ballot {} us, structure {} ms, page {} ms, {} MiB more, {} KiB of HTML",
        copied - began,
        voted - copied,
        ms(voted, made),
        ms(made, ended),
        after.saturating_sub(before),
        page.len() / 1024
    );
    // To be looked at.
    if let Ok(path) = std::env::var("PLENARY_PAPER") {
        std::fs::write(path, &page).expect("a file to write");
    }
    assert_eq!(report.polls().count(), 50);
    assert_eq!(report.questions().count(), 2_000);
    // What the room's thread has of it: the copy, and what the first change after it costs more.
    assert!(voted - began < ROOM_US_MAX, "{} us", voted - began);
    assert!(ended - began < 1_000_000, "{} ms", ms(began, ended));
    assert!(after.saturating_sub(before) <= 64, "{} MiB", after - before);
}
