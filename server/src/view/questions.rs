//! Questions: some roles see them as asked. Everybody else sees only public text, which only the domain can make; guests also what
//! the host lets be published at once.

use std::cmp::Reverse;
use std::iter;

use plenary_domain::ids::{LabelId, ParticipantId, QuestionId};
use plenary_domain::on_now;
use plenary_domain::question::ask::SIMILAR_MAX;
use plenary_domain::question::history::{Step, What};
use plenary_domain::question::labels::Label;
use plenary_domain::question::marks::Marks;
use plenary_domain::question::similar::{self, COMPARED_MAX, Measure};
use plenary_domain::question::{DeclineReason, Question, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::session::SessionState;
use plenary_domain::state::State;

use super::Entry;
use super::scene::shown;
use crate::protocol::{
    AskedItem, Item, ItemKind, ItemName, LabelItem, MergedText, MovedBy, QuestionDesk, QuestionItem,
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
            earlier,
            posted,
        } => {
            let limits = Limits {
                top,
                newest,
                answered,
                earlier,
            };
            let mut listed = listed(state, &limits, |q| public(state, q, posted).is_some());
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
    let asked = asked(state)
        .filter(|_| matches!(sight.questions, QuestionSight::Public { posted: true, .. }));
    let asked = asked.map(|item| Entry::Item(Box::new(Item::Asked(item))));
    listed.into_iter().map(entry).chain(asked).collect()
}

/// Returns what a guest sees of the running session's questions that are similar to a text which the guest has begun.
pub fn similar(state: &State, guest: ParticipantId, text: &str) -> Vec<QuestionItem> {
    let session = state.sessions.running().map(|(id, _)| id);
    let questions = &state.questions;
    // A guest supports the question that stands for a merged one.
    let is_open = |id: QuestionId, q: &Question| {
        q.state != QuestionState::Archived
            && !questions.asked_by(guest, id)
            && public(state, q, true).is_some()
    };
    let is_meant = |id: QuestionId, q: &Question| {
        let head = questions.head(id);
        public(state, q, true).is_some() && questions.get(head).is_some_and(|q| is_open(head, q))
    };
    // The index has the newest texts, of which guests may see earlier ones. Only those that it found are compared anew.
    let begins = |id: &QuestionId| {
        let content = questions.get(*id).and_then(|q| public(state, q, true));
        content.is_some_and(|content| similar::begins(text, &content.text))
    };
    let found = questions.like(session, text, Measure::Begun, COMPARED_MAX, is_meant);
    let found = found.into_iter().filter(begins).take(SIMILAR_MAX);
    let mut heads: Vec<QuestionId> = vec![];
    for head in found.map(|id| questions.head(id)) {
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    let item = |id: QuestionId| {
        let q = questions.get(id)?;
        let item = question_item(id, q, public(state, q, true)?, None);
        Some(as_read(state, with_merged(state, id, q, item)))
    };
    heads.into_iter().filter_map(item).collect()
}

/// Returns what has become of the questions of the running session, or of the one that ended last; None if there are none. Those of
/// muted guests count too, because a guest who is muted is not told.
fn asked(state: &State) -> Option<AskedItem> {
    let ended = state
        .sessions
        .iter()
        .filter(|(_, s)| s.state == SessionState::Ended);
    let ended = ended.max_by_key(|(_, s)| s.since);
    let session = state.sessions.running().or(ended).map(|(id, _)| id);
    let own = || {
        state
            .questions
            .iter()
            .map(|(_, q)| q)
            .filter(|q| q.session == session)
    };
    let count = |wanted| own().filter(|q| q.state == wanted).count() as u32;
    let declined = DeclineReason::ALL.into_iter().map(|reason| {
        let is_meant = |q: &&Question| {
            q.state == QuestionState::Declined
                && q.declined.as_ref().is_some_and(|(why, _)| *why == reason)
        };
        (reason.into(), own().filter(is_meant).count() as u32)
    });
    let item = AskedItem {
        waiting: count(QuestionState::Waiting),
        answered: count(QuestionState::Answered),
        declined: declined.filter(|(_, n)| *n > 0).collect(),
    };
    Some(item).filter(|item| *item != AskedItem::default())
}

/// Returns the text that an audience may see although it screens nothing.
fn public<'s>(state: &'s State, q: &'s Question, posted: bool) -> Option<&'s Content> {
    if posted && !(q.state == QuestionState::Waiting && q.is_muted(&state.mutes)) {
        state.questions.seen_by_guests(q)
    } else {
        q.screened.public().map(|public| public.content())
    }
}

/// Limits on the questions that guests see beside *now* and *next*.
struct Limits {
    top: usize,
    newest: usize,
    answered: usize,
    earlier: usize,
}

/// Adds the questions on the screens, whatever their rank.
fn on_screen<'a>(state: &'a State, listed: &mut Vec<(QuestionId, &'a Question)>) {
    let others = state.screens.iter();
    let others = others.map(|(_, screen)| on_now::scene_on(state, screen));
    for scene in iter::once(on_now::scene(state)).chain(others) {
        for id in shown(&scene) {
            if let Some(q) = state.questions.get(*id)
                && q.screened.public().is_some()
                && !listed.iter().any(|(other, _)| other == id)
            {
                listed.push((*id, q));
            }
        }
    }
}

/// Returns the questions that `is_seen` lets through: *now* and *next*, the most supported, the newest, the last answered, and the
/// last archived.
fn listed<'s>(
    state: &'s State,
    limits: &Limits,
    is_seen: impl Fn(&Question) -> bool,
) -> Vec<(QuestionId, &'s Question)> {
    let Limits {
        top,
        newest,
        answered,
        earlier,
    } = *limits;
    let at = |wanted: fn(QuestionState) -> bool| {
        state
            .questions
            .iter()
            .filter(|(_, q)| wanted(q.state) && is_seen(q))
            .collect::<Vec<_>>()
    };
    let mut picked = at(|place| matches!(place, QuestionState::Next | QuestionState::Now));
    let mut waiting = at(|place| matches!(place, QuestionState::Approved | QuestionState::Waiting));
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
    let mut archived = at(|place| place == QuestionState::Archived);
    archived.sort_by_key(|(_, q)| Reverse(q.since));
    picked.extend(archived.into_iter().take(earlier));
    picked
}

/// Returns a question as a role sees it: as asked, or its public text.
pub(super) fn item(state: &State, sight: &Sight, id: QuestionId) -> Option<Item> {
    let q = state.questions.get(id)?;
    let content = match sight.questions {
        QuestionSight::Asked(_) => q.screened.content(),
        QuestionSight::Public { posted, .. } => public(state, q, posted)?,
    };
    let desk = (sight.acts_as)(q).map(|role| desk(state, q, role));
    let item = with_merged(state, id, q, question_item(id, q, content, desk));
    Some(Item::Question(match sight.questions {
        QuestionSight::Asked(_) => item,
        QuestionSight::Public { .. } => as_read(state, item),
    }))
}

/// Adds the texts that were merged into a question.
fn with_merged(
    state: &State,
    id: QuestionId,
    q: &Question,
    mut item: QuestionItem,
) -> QuestionItem {
    let others = q.merged.iter().copied();
    item.merged = others.filter_map(|text| merged(state, text)).collect();
    item.own = (!item.merged.is_empty()).then(|| state.questions.brings(id));
    item
}

/// Puts the words of a guest in place of a translation, where somebody asked the same in that language, and the reply as it was while
/// one of its translations is out of date.
fn as_read(state: &State, mut item: QuestionItem) -> QuestionItem {
    item.reply = state
        .reply(QuestionId(item.id))
        .cloned()
        .unwrap_or_default();
    for MergedText { content, .. } in item.merged.iter().rev() {
        if content.lang != item.content.lang {
            let translations = &mut item.content.translations;
            translations.insert(content.lang.clone(), content.text.clone());
        }
    }
    item
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

/// Returns the labels, for desks that see questions as asked: not for those that see none.
pub(super) fn labels(state: &State, sight: &Sight) -> Vec<Item> {
    let QuestionSight::Asked([_, ..]) = sight.questions else {
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
        to: q.to.map(Into::into),
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
    // Chairs and panelists act on a question, and still see nothing of what moderators mark and of what they screen.
    let screens = role.screens_questions();
    let marks = match screens {
        true => q.marks.clone(),
        false => Marks::default(),
    };
    let labels = marks.labels.iter();
    let labels = labels.filter(|id| state.labels.get(**id).is_some());
    let info = state.event.info.as_ref().filter(|_| screens);
    let similar = q.similar.iter().filter(|_| screens);
    let marked = info.and_then(|info| info.marks(q.screened.content().said()));
    QuestionDesk {
        rev: q.rev,
        can: q.can(role).map(Into::into).collect(),
        session: q.session.map(|id| id.0),
        reason: q.declined.as_ref().map(|(reason, _)| (*reason).into()),
        note: q.declined.as_ref().and_then(|(_, note)| note.clone()),
        edited: q.screened.edited(),
        muted: if screens {
            q.muted_with(&state.mutes)
        } else {
            0
        },
        posted: screens && q.screened.posted().is_some(),
        reports: if screens {
            q.reports.saturating_sub(q.marks.settled)
        } else {
            0
        },
        settled: if screens {
            q.marks.settled.min(q.reports)
        } else {
            0
        },
        similar: similar.map(|id| id.0).collect(),
        marked: marked.map(str::to_owned),
        moved_at: q.moved_at,
        by: moved_by(q).filter(|_| screens),
        into: q.into.map(|id| id.0),
        labels: labels.map(|id| id.0).collect(),
        star: marks.star,
        pin: marks.pin,
        notes: marks.notes.len() as u32,
        marks: marks.rev,
        reply: q.reply_rev,
    }
}

/// Returns who made the last move of a question; None if it was nobody of the staff.
fn moved_by(q: &Question) -> Option<MovedBy> {
    let moves = |step: &&Step| {
        let is_move = matches!(
            step.what,
            What::Approved | What::Declined(_) | What::Edited | What::Moved(_) | What::Merged(_)
        );
        is_move && step.at == q.moved_at
    };
    let step = q.history.steps().iter().rev().find(moves)?;
    let Actor::Staff(role) = step.by else {
        return None;
    };
    Some(MovedBy {
        role: role.into(),
        n: step.desk,
    })
}
