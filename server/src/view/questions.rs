//! Questions: some roles see them as asked. Everybody else sees only public text, which only the domain can make.

use std::cmp::Reverse;

use plenary_domain::ids::{LabelId, QuestionId};
use plenary_domain::on_now;
use plenary_domain::question::labels::Label;
use plenary_domain::question::marks::Marks;
use plenary_domain::question::{Question, QuestionState};
use plenary_domain::role::StaffRole;
use plenary_domain::screening::Content;
use plenary_domain::state::State;

use super::Entry;
use super::scene::shown;
use crate::protocol::{
    Item, ItemKind, ItemName, LabelItem, MergedText, QuestionDesk, QuestionItem,
};
use crate::role::{Entry as Sight, QuestionSight};

pub(super) fn entries(state: &State, sight: &Sight) -> Vec<Entry> {
    let listed = match sight.questions {
        QuestionSight::Asked(states) => {
            let all = state.questions.iter();
            let listed = all.filter(|(_, q)| states.contains(&q.state));
            // Only those who can hear muted guests again see what they ask.
            let screens = sight.screens_entries;
            let waits = |q: &Question| q.state == QuestionState::Waiting;
            let is_heard = |q: &Question| !(waits(q) && q.is_muted(&state.mutes));
            listed.filter(|(_, q)| screens || is_heard(q)).collect()
        }
        QuestionSight::Public {
            top,
            newest,
            answered,
        } => {
            let mut listed = listed(state, top, newest, answered);
            if sight.sees_stage {
                on_screen(state, &mut listed);
            }
            listed
        }
    };
    let entry = |(id, q): (QuestionId, &Question)| Entry::Kept {
        name: ItemName {
            kind: ItemKind::Question,
            id: id.0,
        },
        changed: q.changed,
    };
    listed.into_iter().map(entry).collect()
}

/// Adds the questions on the screen, whatever their rank.
fn on_screen<'a>(state: &'a State, listed: &mut Vec<(QuestionId, &'a Question)>) {
    for id in shown(&on_now::scene(state)) {
        if let Some(q) = state.questions.get(*id)
            && q.screened.public().is_some()
            && !listed.iter().any(|(other, _)| other == id)
        {
            listed.push((*id, q));
        }
    }
}

/// Returns public questions: *now* and *next*, the most supported, the newest, and the last answered.
fn listed(
    state: &State,
    top: usize,
    newest: usize,
    answered: usize,
) -> Vec<(QuestionId, &Question)> {
    let at = |wanted: fn(QuestionState) -> bool| {
        state
            .questions
            .iter()
            .filter(move |(_, q)| wanted(q.state) && q.screened.public().is_some())
            .collect::<Vec<_>>()
    };
    let mut picked = at(|place| matches!(place, QuestionState::Next | QuestionState::Now));
    let mut waiting = at(|place| place == QuestionState::Approved);
    waiting.sort_by_key(|(id, q)| (Reverse(q.upvotes), *id));
    picked.extend(waiting.iter().take(top));
    if newest > 0 && waiting.len() > top {
        let mut rest = waiting.split_off(top);
        rest.sort_by_key(|(_, q)| Reverse(q.since));
        // The newest questions that are not already among the top ones.
        picked.extend(rest.into_iter().take(newest));
    }
    let mut done = at(|place| place == QuestionState::Answered);
    done.sort_by_key(|(_, q)| Reverse(q.since));
    picked.extend(done.into_iter().take(answered));
    picked
}

/// Returns a question as a role sees it: as asked, or its public text.
pub(super) fn item(state: &State, sight: &Sight, id: QuestionId) -> Option<Item> {
    let q = state.questions.get(id)?;
    let content = match sight.questions {
        QuestionSight::Asked(_) => q.screened.content(),
        QuestionSight::Public { .. } => q.screened.public()?.content(),
    };
    let desk = (sight.acts_as)(q).map(|role| desk(state, q, role));
    let mut item = question_item(id, q, content, desk);
    let others = q.merged.iter().copied();
    item.merged = others.filter_map(|text| merged(state, text)).collect();
    item.own = (!item.merged.is_empty()).then(|| state.questions.brings(id));
    if let QuestionSight::Public { .. } = sight.questions {
        in_their_words(&mut item);
    }
    Some(Item::Question(item))
}

/// Puts the words of a guest in place of a translation, where somebody asked the same in that language.
fn in_their_words(item: &mut QuestionItem) {
    for MergedText { content, .. } in item.merged.iter().rev() {
        if content.lang != item.content.lang {
            let translations = &mut item.content.translations;
            translations.insert(content.lang.clone(), content.text.clone());
        }
    }
}

/// Returns a text that was merged into another question. A merge approves it, so everybody may see it wherever they see that one.
fn merged(state: &State, id: QuestionId) -> Option<MergedText> {
    let public = state.questions.get(id)?.screened.public()?;
    Some(MergedText {
        id: id.0,
        content: public.content().into(),
        upvotes: state.questions.brings(id),
    })
}

/// Returns the labels, for desks that see questions as asked.
pub(super) fn labels(state: &State, sight: &Sight) -> Vec<Item> {
    let QuestionSight::Asked(_) = sight.questions else {
        return vec![];
    };
    let label = |(id, label): (LabelId, &Label)| {
        Item::Label(LabelItem {
            id: id.0,
            text: label.info.text.clone(),
            order: label.order,
        })
    };
    state.labels.iter().map(label).collect()
}

fn question_item(
    id: QuestionId,
    q: &Question,
    content: &Content,
    desk: Option<QuestionDesk>,
) -> QuestionItem {
    QuestionItem {
        id: id.0,
        content: content.into(),
        to: q.to.map(|id| id.0),
        state: q.state.into(),
        upvotes: q.upvotes,
        at: q.asked_at,
        since: q.turn,
        place: (q.state == QuestionState::Next).then_some(q.place),
        staff: q.author.is_none(),
        merged: vec![],
        own: None,
        reply: q.reply.clone().unwrap_or_default(),
        desk,
    }
}

fn desk(state: &State, q: &Question, role: StaffRole) -> QuestionDesk {
    // A panelist acts on a question, and still sees nothing of what colleagues mark.
    let marks = match role.screens_questions() {
        true => q.marks.clone(),
        false => Marks::default(),
    };
    let labels = marks.labels.iter();
    let labels = labels.filter(|id| state.labels.get(**id).is_some());
    QuestionDesk {
        rev: q.rev,
        can: q.can(role).map(Into::into).collect(),
        session: q.session.map(|id| id.0),
        reason: q.declined.as_ref().map(|(reason, _)| (*reason).into()),
        note: q.declined.as_ref().and_then(|(_, note)| note.clone()),
        edited: q.screened.edited(),
        muted: q.muted_with(&state.mutes),
        moved_at: q.moved_at,
        into: q.into.map(|id| id.0),
        labels: labels.map(|id| id.0).collect(),
        star: marks.star,
        pin: marks.pin,
        notes: marks.notes.len() as u32,
        marks: marks.rev,
        reply: q.reply_rev,
    }
}
