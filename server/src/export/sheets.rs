//! The report as tables of plain cells, one for each kind of thing. Their names and columns are documented in PROTOCOL.md and stay.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::ids::Millis;
use plenary_domain::poll::Phase;
use plenary_domain::poll::voters::Verified;
use plenary_domain::program::SessionKind;
use plenary_domain::session::SessionState;
use plenary_domain::text::Texts;

use super::names;
use crate::report::{Answered, Column, Label, Poll, Question, Report, Session, Table};
use crate::words::reason as reason_in;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub name: &'static str,
    /// Their own names, in English.
    pub columns: Vec<String>,
    /// What stands above them: their names in the event's languages.
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// All columns of results, in the order of a sheet.
pub const COLUMNS: [Column; 12] = [
    Column::Votes,
    Column::Percent,
    Column::Points,
    Column::Firsts,
    Column::Rank,
    Column::Mean,
    Column::Median,
    Column::MeanPoints,
    Column::Ratings,
    Column::Across,
    Column::Up,
    Column::Mentions,
];

/// Returns all tables of an event.
pub fn sheets(report: &Report) -> Vec<Sheet> {
    let pen = Pen {
        langs: &report.langs,
        zone: TimeZone::get(&report.zone).unwrap_or(TimeZone::UTC),
    };
    let mut sheets = vec![
        pen.event(report),
        pen.people(report),
        pen.sessions(report),
        pen.polls(report),
        pen.results(report),
        pen.groups(report),
        pen.questions(report),
        pen.declined(report),
        pen.transcript(report),
        pen.method(report),
    ];
    for sheet in &mut sheets {
        let head = |name: &String| names::heading(name, &report.langs);
        sheet.heads = sheet.columns.iter().map(head).collect();
    }
    sheets
}

/// What every table needs to write texts and times.
struct Pen<'a> {
    langs: &'a [String],
    zone: TimeZone,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        match text {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        text.as_str().into()
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Number(number.into())
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Cell {
        if yes { "yes" } else { "no" }.into()
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Empty, Into::into)
    }
}

/// Begins a table with these columns.
fn sheet(name: &'static str, columns: Vec<String>) -> Sheet {
    Sheet {
        name,
        columns,
        heads: vec![],
        rows: vec![],
    }
}

fn plain<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

impl Pen<'_> {
    /// Returns a column for each language of the event.
    fn columns(&self, name: &str) -> Vec<String> {
        let column = |lang: &String| format!("{name} ({lang})");
        self.langs.iter().map(column).collect()
    }

    /// Returns a text in each language of the event.
    fn texts(&self, texts: &Texts) -> Vec<Cell> {
        let text = |lang: &String| texts.get(lang).map(String::as_str).into();
        self.langs.iter().map(text).collect()
    }

    /// Returns a local time.
    fn time(&self, at: Option<Millis>) -> Cell {
        let at = at.and_then(|at| Timestamp::from_millisecond(i64::try_from(at).ok()?).ok());
        at.map(|at| {
            let at = at.to_zoned(self.zone.clone());
            at.strftime("%Y-%m-%d %H:%M:%S").to_string()
        })
        .into()
    }

    fn event(&self, report: &Report) -> Sheet {
        let mut sheet = sheet("event", plain(["what", "value"]));
        let mut row = |what: String, value: Cell| {
            let what = names::heading(&what, self.langs);
            sheet.rows.push(vec![what.into(), value]);
        };
        row("code".into(), report.code.as_str().into());
        for (name, texts) in [("title", &report.title), ("venue", &report.venue)] {
            for (column, text) in self.columns(name).into_iter().zip(self.texts(texts)) {
                row(column, text);
            }
        }
        row("date".into(), report.date.as_str().into());
        row("zone".into(), report.zone.as_str().into());
        row("as of".into(), self.time(Some(report.at)));
        row("participants".into(), report.people.joined.into());
        sheet
    }

    fn people(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["group", "value"]),
            self.columns("value"),
            plain(["people"]),
        ];
        let mut sheet = sheet("people", columns.concat());
        for group in &report.people.groups {
            let mut row = |value: &str, texts: &Texts, people: u32| {
                let head = vec![group.key.as_str().into(), value.into()];
                sheet
                    .rows
                    .push([head, self.texts(texts), vec![people.into()]].concat());
            };
            for value in &group.values {
                row(&value.key, &value.text, value.people);
            }
            let name = match group.hides {
                false => "(not said)",
                true => "(not said, or too few to tell)",
            };
            if group.rest > 0 {
                row(name, &names::texts(name, self.langs), group.rest);
            }
        }
        sheet
    }

    fn sessions(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["session"]),
            self.columns("title"),
            plain([
                "kind",
                "state",
                "planned start",
                "planned end",
                "began",
                "ended",
                "polls",
                "questions asked",
                "answered in the hall",
                "answered in writing",
                "open",
                "not read",
                "declined",
                "merged",
            ]),
        ];
        let mut sheet = sheet("sessions", columns.concat());
        for one in &report.sessions {
            let (start, end) = one.planned.clone().unzip();
            let of = &one.questions;
            let rest: Vec<Cell> = vec![
                kind(one.kind).into(),
                state(one.state).into(),
                start.into(),
                end.into(),
                self.time(one.real.began),
                self.time(one.real.ended),
                (one.polls.len() as u32).into(),
                of.asked().into(),
                of.answered.into(),
                of.in_writing.into(),
                of.open.into(),
                of.unread.into(),
                of.declined().into(),
                of.merged.into(),
            ];
            let head = vec![session_key(one)];
            sheet
                .rows
                .push([head, self.texts(&one.title), rest].concat());
        }
        sheet
    }

    fn polls(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["poll", "session", "kind"]),
            self.columns("title"),
            plain([
                "phase",
                "told",
                "round",
                "ballots",
                "votes",
                "by hand",
                "present",
                "base",
                "base number",
                "rounded",
                "verified",
                "named",
                "weighted",
                "rounds reset",
                "fingerprint",
            ]),
        ];
        let mut sheet = sheet("polls", columns.concat());
        for (session, poll) in polls(report) {
            let head: Vec<Cell> = vec![
                poll.key.as_str().into(),
                session_key(session),
                kind_of(poll).into(),
            ];
            for round in poll.rounds() {
                let (base, number) = round.table.base.unzip();
                let rest: Vec<Cell> = vec![
                    phase(poll.phase).into(),
                    poll.told.into(),
                    round.nth.into(),
                    round.ballots.into(),
                    round.votes.into(),
                    round
                        .hands
                        .as_ref()
                        .map(|hands| hands.counts.iter().sum::<u32>())
                        .into(),
                    round.present.into(),
                    base.into(),
                    number.flatten().into(),
                    round.table.rounded.into(),
                    match poll.verified {
                        Verified::Open => "open",
                        Verified::InHall => "in the hall",
                        Verified::Code => "one per code",
                    }
                    .into(),
                    poll.named.into(),
                    poll.weighted.into(),
                    poll.resets.into(),
                    round.seal.map(|seal| seal.whole()).into(),
                ];
                let row = [head.clone(), self.texts(&poll.title), rest];
                sheet.rows.push(row.concat());
            }
        }
        sheet
    }

    fn results(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["poll", "round", "row", "answer"]),
            self.columns("answer"),
            measures(),
        ];
        let mut sheet = sheet("results", columns.concat());
        for (_, poll) in polls(report) {
            for round in poll.rounds() {
                let head: Vec<Cell> = vec![poll.key.as_str().into(), round.nth.into()];
                sheet.rows.extend(self.rows(&head, &round.table));
            }
        }
        sheet
    }

    fn groups(&self, report: &Report) -> Sheet {
        let columns = [
            plain([
                "poll", "group", "value", "ballots", "votes", "row", "answer",
            ]),
            self.columns("answer"),
            measures(),
        ];
        let mut sheet = sheet("groups", columns.concat());
        for (_, poll) in polls(report) {
            for group in &poll.groups {
                for value in &group.values {
                    let head: Vec<Cell> = vec![
                        poll.key.as_str().into(),
                        group.key.as_str().into(),
                        value.key.as_str().into(),
                        value.ballots.into(),
                        value.votes.into(),
                    ];
                    sheet.rows.extend(self.rows(&head, &value.table));
                }
            }
        }
        sheet
    }

    /// Returns the rows of a result: what it belongs to, the answer, and its numbers.
    fn rows(&self, head: &[Cell], table: &Table) -> Vec<Vec<Cell>> {
        let row = |(nth, row): (u32, &crate::report::Row)| {
            let numbers = COLUMNS.map(|column| {
                let at = table.columns.iter().position(|one| *one == column);
                let number = at.and_then(|at| row.cells.get(at).copied().flatten());
                number.map_or(Cell::Empty, |number| Cell::Number(scaled(column, number)))
            });
            let (name, texts) = label(&row.label);
            let answer = [vec![nth.into(), name.into()], self.texts(&texts)].concat();
            [head.to_vec(), answer, numbers.to_vec()].concat()
        };
        (1..).zip(&table.rows).map(row).collect()
    }

    fn questions(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["number", "session", "language"]),
            self.columns("text"),
            self.columns("to"),
            plain(["answered", "support", "asked at"]),
            self.columns("reply"),
            plain(["replied at", "asked the same", "edited", "by staff"]),
        ];
        let mut sheet = sheet("questions", columns.concat());
        for session in &report.sessions {
            for q in &session.questions.listed {
                sheet.rows.push(self.question(session, q));
            }
        }
        sheet
    }

    fn question(&self, session: &Session, q: &Question) -> Vec<Cell> {
        let none = Texts::new();
        let head: Vec<Cell> = vec![
            (q.id.0 + 1).into(),
            session_key(session),
            q.lang.as_str().into(),
        ];
        let answered: Vec<Cell> = vec![
            match q.answered {
                Answered::Hall => "in the hall",
                Answered::Writing => "in writing",
                Answered::No => "no",
            }
            .into(),
            q.upvotes.into(),
            self.time(Some(q.asked_at)),
        ];
        let rest: Vec<Cell> = vec![
            self.time(q.replied_at.filter(|_| q.reply.is_some())),
            (q.merged.len() as u32).into(),
            q.edited.into(),
            q.staff.into(),
        ];
        [
            head,
            self.texts(&q.text),
            self.texts(q.to.as_ref().unwrap_or(&none)),
            answered,
            self.texts(q.reply.as_ref().unwrap_or(&none)),
            rest,
        ]
        .concat()
    }

    fn declined(&self, report: &Report) -> Sheet {
        let mut sheet = sheet("declined", plain(["session", "reason", "questions"]));
        for session in &report.sessions {
            for (reason, count) in &session.questions.declined {
                let row = vec![
                    session_key(session),
                    reason_in("en", *reason).into(),
                    (*count).into(),
                ];
                sheet.rows.push(row);
            }
        }
        sheet
    }

    fn transcript(&self, report: &Report) -> Sheet {
        let mut sheet = sheet("transcript", plain(["session", "language", "time", "text"]));
        for session in &report.sessions {
            for track in &session.transcript {
                let row = |(at, text): &(Millis, String)| {
                    let time = self.time(Some(*at));
                    vec![
                        session_key(session),
                        track.lang.as_str().into(),
                        time,
                        text.as_str().into(),
                    ]
                };
                sheet.rows.extend(track.lines.iter().map(row));
            }
        }
        sheet
    }

    fn method(&self, report: &Report) -> Sheet {
        let method = &report.method;
        let mut sheet = sheet("method", plain(["what", "number"]));
        for (what, number) in [
            ("polls with entries by hand", method.by_hand),
            ("rounds that were reset", method.resets),
            (
                "results whose percents do not add up to 100",
                method.rounded,
            ),
            ("results by group with values left out", method.withheld),
            ("questions withdrawn", method.withdrawn),
            ("questions erased by their guests", method.erased),
            ("questions merged into others", method.merged),
            ("questions edited by moderators", method.edited),
            ("texts that lack a language", method.untranslated),
        ] {
            let what = names::heading(what, self.langs);
            sheet.rows.push(vec![what.into(), number.into()]);
        }
        let forgotten = names::heading("guest data deleted", self.langs);
        sheet
            .rows
            .push(vec![forgotten.into(), method.forgotten.into()]);
        sheet
    }
}

/// Returns all polls with their sessions.
pub(super) fn polls(report: &Report) -> impl Iterator<Item = (&Session, &Poll)> {
    let sessions = report.sessions.iter();
    sessions.flat_map(|session| session.polls.iter().map(move |poll| (session, poll)))
}

fn session_key(session: &Session) -> Cell {
    session.key.as_deref().into()
}

fn measures() -> Vec<String> {
    COLUMNS.map(|column| name(column).to_owned()).to_vec()
}

/// Returns the name of a column.
pub(super) fn name(column: Column) -> &'static str {
    match column {
        Column::Votes => "votes",
        Column::Percent => "percent",
        Column::Points => "points",
        Column::Firsts => "first places",
        Column::Rank => "rank",
        Column::Mean => "mean",
        Column::Median => "median",
        Column::MeanPoints => "mean points",
        Column::Ratings => "ratings",
        Column::Across => "across",
        Column::Up => "up",
        Column::Mentions => "mentions",
    }
}

/// Returns a number of a table in whole units.
pub(super) fn scaled(column: Column, number: i64) -> f64 {
    let number = number as f64;
    match column {
        Column::Mean | Column::Across | Column::Up => number / 100.0,
        Column::Median | Column::MeanPoints => number / 10.0,
        Column::Votes
        | Column::Percent
        | Column::Points
        | Column::Firsts
        | Column::Rank
        | Column::Ratings
        | Column::Mentions => number,
    }
}

/// Returns what a row is: a short name, and its texts if it has some.
pub(super) fn label(label: &Label) -> (String, Texts) {
    match label {
        Label::Option(place, texts) => {
            let letter = char::from(b'A' + (*place).min(25));
            (letter.to_string(), texts.clone())
        }
        Label::Own => ("own words".to_owned(), Texts::new()),
        Label::For => ("for".to_owned(), Texts::new()),
        Label::Against => ("against".to_owned(), Texts::new()),
        Label::Abstained => ("abstained".to_owned(), Texts::new()),
        Label::Absent => ("did not vote".to_owned(), Texts::new()),
        Label::Step(step, texts) => (step.to_string(), texts.clone()),
        Label::Range(from, to, decimals) => {
            let of = |number: i64| {
                let decimals = usize::from(*decimals);
                format!(
                    "{:.decimals$}",
                    number as f64 / 10_f64.powi(decimals as i32)
                )
            };
            let range = if from == to {
                of(*from)
            } else {
                format!("{} to {}", of(*from), of(*to))
            };
            (range, Texts::new())
        }
        Label::Said(texts, lang) => {
            let said = texts.get(lang).or_else(|| texts.values().next());
            (said.cloned().unwrap_or_default(), texts.clone())
        }
    }
}

fn kind_of(poll: &Poll) -> String {
    // A kind's name is that of the protocol: the only key of its encoding.
    let kind = serde_json::to_value(&poll.kind).unwrap_or_default();
    let name = kind
        .as_object()
        .and_then(|kind| kind.keys().next().cloned());
    name.or_else(|| kind.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Ready => "ready",
        Phase::Open => "open",
        Phase::Closed => "closed",
        Phase::Revealed => "revealed",
    }
}

fn state(state: SessionState) -> &'static str {
    match state {
        SessionState::Coming => "coming",
        SessionState::Running => "running",
        SessionState::Ended => "ended",
        SessionState::Skipped => "skipped",
    }
}

fn kind(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Opening => "opening",
        SessionKind::Keynote => "keynote",
        SessionKind::Dialogue => "dialogue",
        SessionKind::RoundTable => "round table",
        SessionKind::Cooperation => "cooperation",
        SessionKind::Break => "break",
        SessionKind::Other => "other",
    }
}
