//! Questions: desks see all that guests asked; everybody else sees public words only, which only the domain can make.

use std::cmp::Reverse;

use plenary_domain::ids::QuestionId;
use plenary_domain::question::{Place, Question};
use plenary_domain::screening::Content;
use plenary_domain::state::{Stage, State};

use super::Audience;
use crate::protocol::{Item, QuestionDesk, QuestionItem};

/// The most supported questions that a phone gets.
pub const TOP_MAX: usize = 50;
/// The newest questions that a phone gets beside those.
pub const NEWEST_MAX: usize = 50;
/// The last answered questions that a phone gets.
pub const ANSWERED_MAX: usize = 20;
/// The questions that wait, on the screen.
pub const SCREEN_MAX: usize = 12;

pub(super) fn items(state: &State, audience: Audience) -> Vec<Item> {
    match audience {
        Audience::Moderator | Audience::Host => {
            let all = state
                .questions()
                .filter(|(_, q)| q.place != Place::Withdrawn);
            all.map(|(id, q)| desk_item(id, q)).collect()
        }
        Audience::Participant => listed(state, TOP_MAX, NEWEST_MAX, ANSWERED_MAX, false),
        Audience::Panelist => listed(state, usize::MAX, 0, ANSWERED_MAX, true),
        Audience::Screen => {
            let mut items = listed(state, SCREEN_MAX, 0, 0, false);
            // One that the host put on the screen stays there whatever its place.
            if let Stage::Question(id) = state.stage
                && let Some(q) = state.questions.get(id.index())
                && !items
                    .iter()
                    .any(|item| matches!(item, Item::Question(q) if q.id == id.0))
            {
                items.extend(public_item(id, q, false));
            }
            items
        }
    }
}

/// Public questions: those now and next, the most supported, the newest, and the last answered.
fn listed(state: &State, top: usize, newest: usize, answered: usize, panelist: bool) -> Vec<Item> {
    let at = |wanted: fn(Place) -> bool| {
        state
            .questions()
            .filter(move |(_, q)| wanted(q.place) && q.screened.public().is_some())
            .collect::<Vec<_>>()
    };
    let mut picked = at(|place| matches!(place, Place::Next | Place::Now));
    let mut waiting = at(|place| place == Place::Approved);
    waiting.sort_by_key(|(id, q)| (Reverse(q.up), *id));
    picked.extend(waiting.iter().take(top));
    if newest > 0 && waiting.len() > top {
        let mut rest = waiting.split_off(top);
        rest.sort_by_key(|(_, q)| Reverse(q.since));
        // Of the newest, those that are not among the top already.
        picked.extend(rest.into_iter().take(newest));
    }
    let mut done = at(|place| place == Place::Answered);
    done.sort_by_key(|(_, q)| Reverse(q.since));
    picked.extend(done.into_iter().take(answered));
    picked
        .into_iter()
        .filter_map(|(id, q)| public_item(id, q, panelist))
        .collect()
}

fn public_item(id: QuestionId, q: &Question, panelist: bool) -> Option<Item> {
    let content = q.screened.public()?.content();
    // A panelist may say that the question put to them is answered, and needs the revision for it.
    let desk = (panelist && q.place == Place::Now).then(|| desk(q));
    Some(Item::Question(item(id, q, content, desk)))
}

fn desk_item(id: QuestionId, q: &Question) -> Item {
    Item::Question(item(id, q, q.screened.content(), Some(desk(q))))
}

fn item(
    id: QuestionId,
    q: &Question,
    content: &Content,
    desk: Option<QuestionDesk>,
) -> QuestionItem {
    QuestionItem {
        id: id.0,
        content: content.into(),
        to: q.to.map(|id| id.0),
        place: q.place.into(),
        up: q.up,
        at: q.asked_at,
        since: q.since,
        desk,
    }
}

fn desk(q: &Question) -> QuestionDesk {
    QuestionDesk {
        rev: q.rev,
        session: q.session.map(|id| id.0),
        reason: q.declined.as_ref().map(|(reason, _)| (*reason).into()),
        note: q.declined.as_ref().and_then(|(_, note)| note.clone()),
        edited: q.screened.edited(),
        moved_at: q.moved_at,
    }
}
