//! The report as tables of plain cells, one for each kind of thing. Their names and columns are documented in PROTOCOL.md and stay.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::ids::Millis;
use plenary_domain::program::SessionKind;
use plenary_domain::session::SessionState;
use plenary_domain::text::Texts;

use super::names;
use crate::report::{Answered, Question, Report, Session};
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
        pen.figures(report),
        pen.spread(report),
    ];
    for sheet in &mut sheets {
        let head = |name: &String| names::heading(name, &report.langs);
        sheet.heads = sheet.columns.iter().map(head).collect();
    }
    sheets
}

/// What every table needs to write texts and times.
pub(super) struct Pen<'a> {
    pub langs: &'a [String],
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
pub(super) fn sheet(name: &'static str, columns: Vec<String>) -> Sheet {
    Sheet {
        name,
        columns,
        heads: vec![],
        rows: vec![],
    }
}

pub(super) fn plain<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

impl Pen<'_> {
    /// Returns a column for each language of the event.
    pub(super) fn columns(&self, name: &str) -> Vec<String> {
        let column = |lang: &String| format!("{name} ({lang})");
        self.langs.iter().map(column).collect()
    }

    /// Returns a text in each language of the event.
    pub(super) fn texts(&self, texts: &Texts) -> Vec<Cell> {
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

pub(super) fn session_key(session: &Session) -> Cell {
    session.key.as_deref().into()
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
