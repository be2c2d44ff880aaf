//! A term of the glossary.

use plenary_domain::ids::TermId;
use plenary_domain::translation::glossary::Term;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::Texts;

/// A term of the event's glossary. Interpreters and hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TermItem {
    pub id: u32,
    /// In at least two of the event's languages.
    pub texts: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// Staff added it during the event.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub added: bool,
}

impl TermItem {
    /// Returns a term.
    pub fn of(id: TermId, term: &Term) -> TermItem {
        TermItem {
            id: id.0,
            texts: term.info.texts.clone(),
            note: term.info.note.clone(),
            added: term.added,
        }
    }
}
