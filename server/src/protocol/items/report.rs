//! The words of the report. Its numbers are those of the polls and questions.

use std::collections::BTreeMap;

use plenary_domain::finding as domain;
use plenary_domain::ids::{LineId, PollId, QuestionId, SessionId};
use plenary_domain::report::{Line, Reports};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::{Texts, same};

/// How far the report is. Rapporteurs and hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ReportItem {
    /// The number that `finish_report` must have seen: it rises with every line.
    pub rev: u32,
    /// The lines say something else than the latest edition.
    pub draft: bool,
    pub readers: Readers,
    /// Oldest first.
    pub editions: Vec<EditionItem>,
}

/// The report as it was finished once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EditionItem {
    /// From 1.
    pub number: u32,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// What it changed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub changes: Texts,
}

/// A line of the draft. Rapporteurs and hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct LineItem {
    pub id: u32,
    pub line: LineText,
    /// Its place among the lines of its kind, lowest first.
    pub order: u32,
    /// The revision for a command's `seen`.
    pub rev: u32,
}

/// What a line of the report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct LineText {
    pub kind: LineKind,
    /// In at least one of the event's languages.
    pub text: Texts,
    /// Who keeps a commitment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub by: Texts,
    /// Until when: an ISO 8601 local date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<String>,
    /// What a finding rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub evidence: Option<Evidence>,
    /// The session that a note is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum LineKind {
    Finding,
    Commitment,
    Note,
}

/// What a finding rests on: a poll and the row of its result, or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Evidence {
    Poll(u32, u8),
    Question(u32),
}

/// Who may read the report once it is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Readers {
    Hosts,
    /// Everybody with a link.
    Staff,
    Everybody,
}

same!(LineKind, domain::LineKind, [Finding, Commitment, Note]);
same!(Readers, domain::Readers, [Hosts, Staff, Everybody]);

impl ReportItem {
    pub fn of(reports: &Reports) -> ReportItem {
        let editions = reports.editions.iter().map(|edition| EditionItem {
            number: edition.number,
            at: edition.at,
            changes: edition.changes.clone(),
        });
        ReportItem {
            rev: reports.rev(),
            draft: !reports.is_final(),
            readers: reports.readers.into(),
            editions: editions.collect(),
        }
    }
}

impl LineItem {
    pub fn of(id: LineId, line: &Line) -> LineItem {
        LineItem {
            id: id.0,
            line: (&line.info).into(),
            order: line.order,
            rev: line.rev,
        }
    }
}

impl From<&domain::LineInfo> for LineText {
    fn from(info: &domain::LineInfo) -> LineText {
        LineText {
            kind: info.kind.into(),
            text: info.text.clone(),
            by: info.by.clone(),
            due: info.due.clone(),
            evidence: info.evidence.map(|evidence| match evidence {
                domain::Evidence::Poll(id, row) => Evidence::Poll(id.0, row),
                domain::Evidence::Question(id) => Evidence::Question(id.0),
            }),
            session: info.session.map(|id| id.0),
        }
    }
}

impl From<LineText> for domain::LineInfo {
    fn from(text: LineText) -> domain::LineInfo {
        domain::LineInfo {
            kind: text.kind.into(),
            text: text.text,
            by: text.by,
            due: text.due,
            evidence: text.evidence.map(|evidence| match evidence {
                Evidence::Poll(id, row) => domain::Evidence::Poll(PollId(id), row),
                Evidence::Question(id) => domain::Evidence::Question(QuestionId(id)),
            }),
            session: text.session.map(SessionId),
        }
    }
}
