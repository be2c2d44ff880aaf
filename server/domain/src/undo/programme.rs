//! Takes back edits of the programme, field by field: what somebody has written since stays.

use super::Undo;
use crate::acts::{Edited, Removed};
use crate::delay::{Delay, Shift};
use crate::edit;
use crate::edit::session::Used;
use crate::fact::{Decision, Fact};
use crate::ids::{GroupId, PersonId, SessionId};
use crate::people::Group;
use crate::people::membership::{GROUP_VALUES_MAX, GROUP_VALUES_MIN};
use crate::program::{EventInfo, GroupInfo, PEOPLE_MAX, PersonInfo, SESSIONS_MAX, SessionInfo};
use crate::rejection::Rejection;
use crate::session::{Session, SessionState};
use crate::state::State;

impl Undo<'_> {
    pub(super) fn event(&self, edited: &Edited<EventInfo>) -> Vec<Fact> {
        let Some((now, (was, made))) = self.state.event.info.as_ref().zip(edited.changed()) else {
            return vec![];
        };
        let undone = edit::event::undone(was, made, now).map(|mut info| {
            // Guests who have come were told of no longer time.
            if !self.state.participants.is_empty() {
                info.retention_days = info.retention_days.min(now.retention_days);
            }
            info
        });
        let back = undone.filter(|info| info != now);
        let back = back.map(|info| Fact::EventWritten(info, self.by));
        back.into_iter().collect()
    }

    pub(super) fn slot(&self, id: SessionId, edited: &Edited<SessionInfo, Removed>) -> Decision {
        let State {
            sessions, persons, ..
        } = self.state;
        Ok(match (sessions.get(id), edited) {
            (Some(session), Edited::Changed { was, now }) => {
                let Some(mut info) = edit::session::undone(was, now, &session.info) else {
                    return Ok(vec![]);
                };
                // Whoever has been removed since stays away.
                info.speakers.retain(|key| persons.by_key(key).is_some());
                info.panelists.retain(|key| persons.by_key(key).is_some());
                edit::session::fits_a_day(&info).map_err(|_| Rejection::CannotUndo)?;
                vec![Fact::SessionWritten(id, Some(info), session.order, self.by)]
            }
            (Some(session), Edited::Made(_)) => {
                let used = Used {
                    polls: &self.state.polls,
                    surveys: &self.state.surveys,
                    questions: &self.state.questions,
                };
                if sessions.needed(used, id).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::SessionWritten(id, None, session.order, self.by)]
            }
            (None, Edited::Removed(removed)) => {
                let Session {
                    info,
                    order,
                    delay,
                    state,
                    ..
                } = &removed.session;
                let is_full = sessions.iter().count() >= SESSIONS_MAX;
                if is_full || sessions.by_key(&info.key).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                let mut info = info.clone();
                info.speakers.retain(|key| persons.by_key(key).is_some());
                info.panelists.retain(|key| persons.by_key(key).is_some());
                let late = Shift {
                    session: id,
                    delay: *delay,
                };
                let late =
                    (*delay != Delay::default()).then(|| Fact::AgendaShifted(vec![late], self.by));
                let skipped = *state == SessionState::Skipped;
                let settings = removed.settings;
                [Fact::SessionWritten(id, Some(info), *order, self.by)]
                    .into_iter()
                    .chain(late)
                    .chain(skipped.then_some(Fact::SessionSkipped(id)))
                    .chain(settings.map(|settings| Fact::QuestionsSet(Some(id), Some(settings))))
                    .collect()
            }
            (Some(_) | None, _) => vec![],
        })
    }

    pub(super) fn group(&self, id: GroupId, edited: &Edited<GroupInfo, Group>) -> Decision {
        let State { groups, .. } = self.state;
        let used = self.state.uses_of_groups();
        Ok(match (groups.get(id), edited) {
            (Some(group), Edited::Changed { was, now }) => {
                let Some(info) = edit::group::undone(was, now, &group.info) else {
                    return Ok(vec![]);
                };
                let goes = |key: &str| info.values.iter().all(|value| value.key != key);
                let mut gone = group.values().filter(|(_, value)| goes(&value.key));
                let turns = info.assigned != group.info.assigned;
                let is_needed = turns && groups.needed(used, id, None).is_some()
                    || gone.any(|(of, value)| {
                        groups.needed(used, id, Some((of, &value.key))).is_some()
                    });
                let fits = (GROUP_VALUES_MIN..=GROUP_VALUES_MAX).contains(&info.values.len());
                if is_needed || !fits {
                    return Err(Rejection::CannotUndo);
                }
                let back = groups.rewritten(id, info, self.by);
                back.map_err(|_| Rejection::CannotUndo)?
            }
            (Some(group), Edited::Made(_)) => {
                if groups.needed(used, id, None).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::GroupWritten(id, None, vec![], group.order, self.by)]
            }
            (None, Edited::Removed(group)) => {
                if groups.by_key(&group.info.key).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                let (info, ids) = (group.info.clone(), group.ids.clone());
                vec![Fact::GroupWritten(
                    id,
                    Some(info),
                    ids,
                    group.order,
                    self.by,
                )]
            }
            (Some(_) | None, _) => vec![],
        })
    }

    pub(super) fn person(&self, id: PersonId, edited: &Edited<PersonInfo>) -> Decision {
        let State {
            persons,
            sessions,
            questions,
            floors,
            ..
        } = self.state;
        Ok(match (persons.get(id), edited) {
            (Some(person), Edited::Changed { was, now }) => {
                let info = edit::person::undone(was, now, person);
                let back = info.map(|info| Fact::PersonWritten(id, Some(info), self.by));
                back.into_iter().collect()
            }
            (Some(_), Edited::Made(_)) => {
                if persons.needed(sessions, questions, floors, id).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::PersonWritten(id, None, self.by)]
            }
            (None, Edited::Removed(info)) => {
                let is_full = persons.iter().count() >= PEOPLE_MAX;
                if is_full || persons.by_key(&info.key).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::PersonWritten(id, Some(info.clone()), self.by)]
            }
            (Some(_) | None, _) => vec![],
        })
    }
}
