//! What a rapporteur writes into the report, as facts carry it: words and dates, and never a number.

use minicbor::{Decode, Encode};

use crate::ids::{LineId, Millis, PollId, QuestionId, SessionId};
use crate::text::Texts;

/// A line of the report that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LineInfo {
    #[n(0)]
    pub kind: LineKind,
    /// In at least one of the event's languages.
    #[n(1)]
    pub text: Texts,
    /// Who keeps a commitment. May be empty.
    #[n(2)]
    #[cbor(default)]
    pub by: Texts,
    /// Until when: an ISO 8601 local date.
    #[n(3)]
    pub due: Option<String>,
    /// What a finding rests on.
    #[n(4)]
    pub evidence: Option<Evidence>,
    /// The session that a note is about; None for the event as a whole.
    #[n(5)]
    pub session: Option<SessionId>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum LineKind {
    /// What the event found, with its evidence.
    #[n(0)]
    Finding,
    /// What somebody undertakes, until when.
    #[n(1)]
    Commitment,
    /// Words about a session, or about the event.
    #[n(2)]
    Note,
}

/// What a finding rests on. The report prints its number, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Evidence {
    /// A poll, and the row of its result, from the top.
    #[n(0)]
    Poll(#[n(0)] PollId, #[n(1)] u8),
    #[n(1)]
    Question(#[n(0)] QuestionId),
}

/// Who may read the report once it is final. A draft is read by hosts and rapporteurs alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Readers {
    #[default]
    #[n(0)]
    Hosts,
    /// Everybody with a link.
    #[n(1)]
    Staff,
    /// Everybody who knows the event's code.
    #[n(2)]
    Everybody,
}

/// The report as it was finished once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Edition {
    /// From 1.
    #[n(0)]
    pub number: u32,
    #[n(1)]
    pub at: Millis,
    /// In the order of the report.
    #[n(2)]
    pub lines: Vec<(LineId, LineInfo)>,
    /// What it changed, in at least one language; empty for the first.
    #[n(3)]
    pub changes: Texts,
    /// The fingerprint of its words and of all counts at that time.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub seal: [u8; 32],
}
