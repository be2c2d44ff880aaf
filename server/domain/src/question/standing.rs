//! How a question stands at a moment, so that it can be brought back to it.

use std::sync::Arc;

use super::addressee::Addressee;
use super::state::QuestionState;
use crate::ids::{QuestionId, SessionId};
use crate::screening::Content;
use crate::status::DeclineReason;
use crate::text::Texts;

/// A question's standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: QuestionState,
    /// Shared with the question, so that an act takes no room for texts it did not change.
    pub content: Arc<Content>,
    /// The public text, which may be an earlier revision.
    pub public: Option<Arc<Content>>,
    /// By language: the originals of which interpreters made translations.
    pub translated: Texts,
    pub to: Option<Addressee>,
    pub session: Option<SessionId>,
    /// For a *next* question: the one behind it in the line.
    pub behind: Option<QuestionId>,
    pub declined: Option<(DeclineReason, Option<String>)>,
    /// The question that it was merged into.
    pub into: Option<QuestionId>,
}
