//! Which texts interpreters may read. Whatever answers an interpreter who names a text asks here first: a number is easily guessed.

use super::answers::is_heard;
use super::passage::Passage;
use super::write::is_asked;
use crate::ids::{EntryId, QuestionId};
use crate::question::QuestionState;
use crate::state::State;
use crate::status::EntryState;

/// Returns true for what staff wrote, and of what guests wrote for that which stands or waits for a moderator. What muted guests write
/// waits for those who can hear them again.
pub fn is_readable(state: &State, of: Passage) -> bool {
    match of {
        Passage::Question(id) => is_question_readable(state, id),
        Passage::Entry(id) => is_answer_readable(state, id),
        Passage::PollTitle(_)
        | Passage::PollOption(..)
        | Passage::PollRule(..)
        | Passage::SurveyTitle(_)
        | Passage::SessionTitle(_)
        | Passage::PersonName(_)
        | Passage::PersonOrg(_)
        | Passage::GroupName(_)
        | Passage::GroupValue(..)
        | Passage::EventTitle
        | Passage::EventShort
        | Passage::EventVenue
        | Passage::Reply(_) => true,
    }
}

fn is_question_readable(state: &State, id: QuestionId) -> bool {
    let asked = state.questions.get(id).filter(|q| is_asked(q.state));
    asked.is_some_and(|q| q.state != QuestionState::Waiting || !q.is_muted(&state.mutes))
}

fn is_answer_readable(state: &State, id: EntryId) -> bool {
    let Some(entry) = state.polls.entries.get(id) else {
        return false;
    };
    match entry.state {
        EntryState::Approved => true,
        EntryState::Hidden => false,
        EntryState::Waiting => {
            let poll = state.polls.get(entry.poll);
            let count = poll.map_or(0, |poll| poll.answers.mentions(id));
            count > 0 && is_heard(state, entry, count)
        }
    }
}
