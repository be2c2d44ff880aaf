//! Brings questions back to how they stood, by facts of their own: for the undo of an act, and for a line of a question's history.

use std::collections::BTreeMap;

use crate::fact::{Decision, Fact, Parting};
use crate::ids::QuestionId;
use crate::question::standing::Standing;
use crate::question::{Question, QuestionState};
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::screening::{Content, Public};
use crate::state::State;

/// What comes back together.
pub(crate) struct Back<'a> {
    pub state: &'a State,
    /// How each question stood.
    pub stood: BTreeMap<QuestionId, &'a Standing>,
    pub by: Actor,
}

/// Decides that a question stands as it stood after a step of its history. What was merged into it since stands alone again. Marks,
/// notes and the reply stay. No question comes back onto the screen in this way.
///
/// # Errors
/// [`Rejection::Unknown`] for a step that is not remembered, and for the last; [`Rejection::Stale`]; [`Rejection::NotFromHere`] if the
/// question is gone or was on the screen or archived then; [`Rejection::CannotUndo`] if nothing would change, the line has no room,
/// or what it was merged into does not take it.
pub fn back_to(state: &State, id: QuestionId, seen: u32, step: u32, by: Actor) -> Decision {
    let questions = &state.questions;
    let q = questions.as_seen(id, seen)?;
    let was = q.history.after(step).ok_or(Rejection::Unknown)?;
    if !is_within(q.state) || !is_within(was.state) || was.state == QuestionState::Now {
        return Err(Rejection::NotFromHere);
    }
    let parted = q.history.joined_after(step);
    let parted = parted.filter(|other| q.merged.contains(other));
    let parted: BTreeMap<QuestionId, Standing> = parted
        .filter_map(|other| {
            let merged = questions.get(other)?;
            let before = merged.history.before_merge(id)?;
            let was_on_its_way = matches!(before.state, QuestionState::Now | QuestionState::Next);
            let state = if was_on_its_way {
                QuestionState::Approved
            } else {
                before.state
            };
            Some((
                other,
                Standing {
                    state,
                    ..before.clone()
                },
            ))
        })
        .collect();
    let mut stood: BTreeMap<QuestionId, &Standing> =
        parted.iter().map(|(id, was)| (*id, was)).collect();
    stood.insert(id, was);
    let back = Back { state, stood, by };
    let mut facts: Vec<Fact> = vec![];
    for (other, was) in &parted {
        let merged = questions.get(*other).ok_or(Rejection::Unknown)?;
        facts.extend(back.question(*other, merged, was));
    }
    facts.extend(back.question(id, q, was));
    if facts.is_empty() || !questions.line_takes(&facts) {
        return Err(Rejection::CannotUndo);
    }
    Ok(facts)
}

/// Returns true if a question in this state can come back, and another can come back to it.
fn is_within(state: QuestionState) -> bool {
    match state {
        QuestionState::Waiting
        | QuestionState::Approved
        | QuestionState::Next
        | QuestionState::Now
        | QuestionState::Answered
        | QuestionState::Declined
        | QuestionState::Merged => true,
        QuestionState::Withdrawn | QuestionState::Erased | QuestionState::Archived => false,
    }
}

impl Back<'_> {
    /// Returns the facts that make a question stand as it stood; none if another one took its place.
    pub(crate) fn question(&self, id: QuestionId, q: &Question, was: &Standing) -> Vec<Fact> {
        if was.state == QuestionState::Now && q.state != QuestionState::Now && self.is_taken() {
            return vec![];
        }
        let mut facts = vec![];
        let screened = &q.screened;
        let (mut revision, mut content) = (screened.revision(), screened.shared());
        let mut at = q.state;
        let mut public = screened.public().map(Public::shared);
        if was.into != q.into {
            match was.into {
                None => {
                    facts.push(Fact::QuestionSplit(id, was.state, self.by));
                    public = public.filter(|_| was.state != QuestionState::Waiting);
                }
                Some(kept) if self.takes_back(id, q, kept) => {
                    facts.push(Fact::QuestionMerged(id, kept, self.by));
                }
                Some(_) => return vec![],
            }
            at = was.state;
        }
        // Only an approval of the newest revision makes a text public, so what was public comes first.
        let hidden = was
            .public
            .as_ref()
            .filter(|was| public.as_ref() != Some(*was));
        let first = hidden.unwrap_or(&was.content);
        if content != *first {
            let edited = Content::clone(first);
            facts.push(Fact::QuestionEdited(id, edited, self.by));
            (revision, content) = (revision + 1, first.clone());
        }
        if was.to != q.to && self.state.addressee(was.to).is_ok() {
            facts.push(Fact::QuestionAddressed(id, was.to, self.by));
        }
        if hidden.is_some() {
            facts.push(Fact::QuestionApproved(id, revision, self.by));
            if matches!(at, QuestionState::Waiting | QuestionState::Declined) {
                at = QuestionState::Approved;
            }
        }
        if content != was.content {
            let edited = Content::clone(&was.content);
            facts.push(Fact::QuestionEdited(id, edited, self.by));
        }
        if *screened.translated() != was.translated {
            for (lang, of) in &was.translated {
                let (lang, of) = (lang.clone(), of.clone());
                if let Some(text) = was.content.translations.get(&lang).cloned() {
                    facts.push(Fact::QuestionTranslated(id, lang, text, of, self.by));
                }
            }
        }
        match &was.declined {
            Some((reason, note)) if was.state == QuestionState::Declined => {
                if at != QuestionState::Declined {
                    facts.push(Fact::QuestionDeclined(id, *reason, note.clone(), self.by));
                }
            }
            Some(_) | None => {
                if at != was.state && was.state == QuestionState::Archived {
                    facts.push(Fact::QuestionsReturned(vec![Parting {
                        question: id,
                        state: was.state,
                        session: was.session,
                    }]));
                } else if at != was.state {
                    facts.push(Fact::QuestionMoved(id, was.state, self.by));
                }
            }
        }
        let is_back = at != was.state && was.behind.is_some();
        let is_elsewhere =
            at == QuestionState::Next && self.state.questions.behind(id) != was.behind;
        if was.state == QuestionState::Next && (is_back || is_elsewhere) {
            facts.push(Fact::QuestionPlaced(id, was.behind, self.by));
        }
        facts
    }

    /// Returns true if a question can be merged again into one that it was merged into before.
    fn takes_back(&self, id: QuestionId, q: &Question, kept: QuestionId) -> bool {
        let questions = &self.state.questions;
        // What is split off at the same time takes what it had.
        let comes_back = self.stood.get(&kept).is_some_and(|was| was.into.is_none());
        // Both are in the archive, where one was split off the other.
        let is_archived = |q: &Question| q.state == QuestionState::Archived;
        let takes =
            |kept: &Question| kept.state.takes_merged() || (is_archived(kept) && is_archived(q));
        let is_kept = questions.get(kept).is_some_and(takes);
        id != kept && (is_kept || comes_back) && questions.has_room_merged(id, kept)
    }

    /// Returns true if another question is being answered, and does not move at the same time.
    fn is_taken(&self) -> bool {
        let leaves = |other: &QuestionId| {
            let was = self.stood.get(other);
            was.is_some_and(|was| was.state != QuestionState::Now)
        };
        let mut now = self.state.questions.at(QuestionState::Now);
        now.any(|other| !leaves(&other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::decide::{Outcome, receive};
    use crate::fact::Record;
    use crate::ids::Id;
    use crate::question::queue::NEXT_MAX;
    use crate::role::StaffRole;

    const MODERATOR: Actor = Actor::Staff(StaffRole::Moderator);
    /// The question that leaves the line and goes back to it.
    const FIRST: QuestionId = QuestionId(0);

    struct Desk {
        state: State,
        n: u32,
    }

    impl Desk {
        /// So many questions more than the line takes, all of them approved.
        fn new(more: usize) -> Desk {
            let mut state = State::default();
            for index in 0..NEXT_MAX as usize + more {
                let id = QuestionId::at(index);
                let content = Content {
                    text: format!("Q{index}"),
                    lang: "en".into(),
                    ..Content::default()
                };
                let facts = vec![
                    Fact::StaffAsked(id, content, None, MODERATOR),
                    Fact::QuestionApproved(id, 1, MODERATOR),
                    Fact::Accepted(MODERATOR, 9, index as u32 + 1),
                ];
                state.apply_record(&Record { at: 1, facts });
            }
            Desk { state, n: 0 }
        }

        fn rev(&self, id: QuestionId) -> u32 {
            self.state.questions.get(id).map_or(0, |q| q.rev)
        }

        fn does(&mut self, command: &Command) -> Result<(), Rejection> {
            self.n += 1;
            match receive(&self.state, MODERATOR, 1, self.n, command, 2) {
                Outcome::Accepted(facts) => {
                    self.state.apply_record(&Record { at: 2, facts });
                    Ok(())
                }
                Outcome::Rejected(rejection) => Err(rejection),
                Outcome::Repeated => panic!("repeated"),
            }
        }

        fn moves(&mut self, question: QuestionId, to: QuestionState) {
            let seen = self.rev(question);
            let moved = self.does(&Command::Move { question, seen, to });
            assert_eq!(moved, Ok(()), "{question:?}");
        }

        fn fills(&mut self, from: usize) {
            for index in from..from + NEXT_MAX as usize {
                self.moves(QuestionId::at(index), QuestionState::Next);
            }
        }

        fn in_line(&self) -> usize {
            self.state.questions.at(QuestionState::Next).count()
        }

        /// Its steps: 0 approved, 1 next, and then what took it out of the line.
        fn goes_back(&mut self) -> Result<(), Rejection> {
            let (question, step) = (FIRST, 1);
            let seen = self.rev(question);
            self.does(&Command::BackTo {
                question,
                seen,
                step,
            })
        }

        fn goes_back_once_there_is_room(&mut self) {
            assert_eq!(self.goes_back(), Err(Rejection::CannotUndo));
            assert_eq!(self.in_line(), NEXT_MAX as usize);
            self.moves(QuestionId(7), QuestionState::Approved);
            assert_eq!(self.goes_back(), Ok(()));
            assert_eq!(self.in_line(), NEXT_MAX as usize);
        }
    }

    #[test]
    fn no_question_goes_back_into_a_full_line() {
        let mut desk = Desk::new(1);
        desk.moves(FIRST, QuestionState::Next);
        desk.moves(FIRST, QuestionState::Approved);
        desk.fills(1);
        desk.goes_back_once_there_is_room();
    }

    #[test]
    fn no_question_goes_back_into_a_full_line_out_of_the_one_that_it_was_merged_into() {
        let mut desk = Desk::new(2);
        desk.moves(FIRST, QuestionState::Next);
        let (into, seen) = (QuestionId(1), desk.rev(FIRST));
        let merged = desk.does(&Command::Merge {
            question: FIRST,
            seen,
            into,
        });
        assert_eq!(merged, Ok(()));
        desk.fills(2);
        desk.goes_back_once_there_is_room();
    }
}
