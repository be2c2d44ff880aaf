//! Edits of the agenda: new sessions, what they say, their places, and their removal.

use super::{Change, TextEdit, back, back_texts, change, written};
use crate::delay::{Place, minutes_of, time_of};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{PersonId, SessionId};
use crate::people::Persons;
use crate::poll::Polls;
use crate::program::{SESSIONS_MAX, SessionInfo, SessionKind, Texts};
use crate::question::Questions;
use crate::question::addressee::Addressee;
use crate::rejection::{Need, Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::session::{Session, SessionState, Sessions};
use crate::stage::{OnStage, Stage};
use crate::survey::Surveys;

/// Limit on a session that ends past midnight, in minutes. A later end counts as a mistake.
const PAST_MIDNIGHT_MAX: i32 = 12 * 60;
const DAY_MINUTES: i32 = 24 * 60;

/// A new session. Who speaks in it comes with an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDraft {
    pub kind: SessionKind,
    pub title: Texts,
    pub start: String,
    pub end: String,
}

/// The changes of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionEdit {
    pub kind: Option<Change<SessionKind>>,
    pub title: TextEdit,
    pub start: Option<Change<String>>,
    pub end: Option<Change<String>>,
    pub speakers: Option<Change<Vec<PersonId>>>,
    pub panelists: Option<Change<Vec<PersonId>>>,
}

/// What can belong to a session.
#[derive(Clone, Copy)]
pub struct Used<'a> {
    pub polls: &'a Polls,
    pub surveys: &'a Surveys,
    pub questions: &'a Questions,
}

impl Sessions {
    /// Decides a new session, before another one or at the end of the agenda.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::TooManySessions`], [`Rejection::BadTimes`], and what a text can be refused for.
    pub fn make(
        &self,
        event: &Event,
        draft: &SessionDraft,
        before: Option<SessionId>,
        by: Actor,
    ) -> Decision {
        if self.iter().count() >= SESSIONS_MAX {
            let max = SESSIONS_MAX as u32;
            return Err(Rejection::TooManySessions { max });
        }
        let place = match before {
            Some(before) => self.get(before).ok_or(Rejection::Unknown)?.order,
            None => (self.iter().map(|(_, s)| s.order + 1).max()).unwrap_or_default(),
        };
        let id = self.next();
        let keys = (id.0 + 1..).map(|n| format!("session-{n}"));
        let mut free = keys.filter(|key| self.by_key(key).is_none());
        let SessionDraft {
            kind,
            title,
            start,
            end,
        } = draft;
        let info = SessionInfo {
            key: free.next().unwrap_or_default(),
            kind: *kind,
            title: written(event.langs(), title, TextField::Title)?,
            start: start.clone(),
            end: end.clone(),
            speakers: vec![],
            panelists: vec![],
            questions: None,
            cards: false,
        };
        fits_a_day(&info)?;
        Ok(vec![Fact::SessionWritten(id, Some(info), place, by)])
    }

    /// Decides to change a session, field by field.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for people; [`StaleNow::Edited`], [`Rejection::BadTimes`], and what a text can be refused for.
    pub fn edit(
        &self,
        event: &Event,
        persons: &Persons,
        id: SessionId,
        edit: &SessionEdit,
        by: Actor,
    ) -> Decision {
        let session = self.get(id).ok_or(Rejection::Unknown)?;
        let mut info = session.info.clone();
        let SessionEdit {
            kind,
            title,
            start,
            end,
            speakers,
            panelists,
        } = edit.clone();
        change(
            event.langs(),
            &mut info.title,
            &title,
            TextField::Title,
            false,
        )?;
        Change::make(kind, &mut info.kind)?;
        Change::make(start, &mut info.start)?;
        Change::make(end, &mut info.end)?;
        Change::make(keys(persons, speakers)?, &mut info.speakers)?;
        Change::make(keys(persons, panelists)?, &mut info.panelists)?;
        if (&info.start, &info.end) != (&session.info.start, &session.info.end) {
            fits_a_day(&info)?;
        }
        Ok(if info == session.info {
            vec![]
        } else {
            vec![Fact::SessionWritten(id, Some(info), session.order, by)]
        })
    }

    /// Decides to move a session before another one, or to the end. Its duration goes with it, and the sessions between its old and
    /// its new place make room; pauses and delays stay where they are in the day. `seen` is the session that stood behind it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`StaleNow::Edited`]; [`Rejection::Needed`] across a session that has begun;
    /// [`Rejection::BadTimes`] if one would last too long past midnight.
    pub fn place(
        &self,
        id: SessionId,
        seen: Option<SessionId>,
        before: Option<SessionId>,
        by: Actor,
    ) -> Decision {
        let old = self.in_order();
        let at = |list: &[(SessionId, &Session)], id| list.iter().position(|(one, _)| *one == id);
        let from = at(&old, id).ok_or(Rejection::Unknown)?;
        if old.get(from + 1).map(|(behind, _)| *behind) != seen {
            return Err(Rejection::Stale(StaleNow::Edited));
        }
        let mut new = old.clone();
        let moved = new.remove(from);
        let to = match before {
            Some(before) if before == id => from,
            Some(before) => at(&new, before).ok_or(Rejection::Unknown)?,
            None => new.len(),
        };
        new.insert(to, moved);
        let (old, new) = (
            &old[from.min(to)..=from.max(to)],
            &new[from.min(to)..=from.max(to)],
        );
        if from == to {
            return Ok(vec![]);
        }
        let has_begun = |(_, session): &(SessionId, &Session)| {
            matches!(session.state, SessionState::Running | SessionState::Ended)
        };
        if old.iter().any(has_begun) {
            return Err(Rejection::Needed { by: Need::Begun });
        }
        let placed = places(old, new);
        // A long one can reach too far into the night.
        for Place { start, end, .. } in &placed {
            fits(start, end)?;
        }
        Ok(vec![Fact::AgendaPlaced(placed, by)])
    }

    /// Decides to remove a session that has not begun and that nothing refers to.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::Needed`].
    pub fn drop(
        &self,
        used: Used<'_>,
        on_stage: &OnStage,
        id: SessionId,
        seen: u32,
        by: Actor,
    ) -> Decision {
        let session = self.get(id).ok_or(Rejection::Unknown)?;
        if session.rev != seen {
            let state = session.state;
            return Err(Rejection::Stale(StaleNow::Session { state }));
        }
        if let Some(by) = self.needed(used, id) {
            return Err(Rejection::Needed { by });
        }
        let is_shown = on_stage.stage == Stage::Session(id);
        let off = is_shown.then_some(Fact::StageSet(Stage::Auto));
        let gone = Fact::SessionWritten(id, None, session.order, by);
        Ok(off.into_iter().chain([gone]).collect())
    }

    /// Returns what a session cannot be removed for.
    pub fn needed(&self, used: Used<'_>, id: SessionId) -> Option<Need> {
        let session = self.get(id)?;
        let Used {
            polls,
            surveys,
            questions,
        } = used;
        let is_its = |key: &Option<String>| key.as_ref() == Some(&session.info.key);
        if matches!(session.state, SessionState::Running | SessionState::Ended) {
            Some(Need::Begun)
        } else if polls.iter().any(|(_, poll)| is_its(&poll.info.session)) {
            Some(Need::Poll)
        } else if (surveys.iter()).any(|(_, survey)| is_its(&survey.info.session)) {
            Some(Need::Survey)
        } else if questions.put_to(|to| to == Addressee::Session(id)) {
            Some(Need::Question)
        } else {
            None
        }
    }

    /// Returns all sessions in the order of the agenda.
    fn in_order(&self) -> Vec<(SessionId, &Session)> {
        let mut all: Vec<(SessionId, &Session)> = self.iter().collect();
        all.sort_by_key(|(id, session)| (session.order, *id));
        all
    }
}

/// Returns where sessions stand that change their order. Each place keeps its delay and the pause behind it.
fn places(old: &[(SessionId, &Session)], new: &[(SessionId, &Session)]) -> Vec<Place> {
    let times = |(_, session): &(SessionId, &Session)| {
        let start = minutes_of(&session.info.start).unwrap_or_default();
        let end = minutes_of(&session.info.end).unwrap_or_default();
        (start, (end - start).rem_euclid(DAY_MINUTES))
    };
    let mut next = old.first().map_or(0, |first| times(first).0);
    let mut placed = vec![];
    for (at, (was, (session, _))) in old.iter().zip(new).enumerate() {
        let (_, lasts) = times(&new[at]);
        let (start, end) = (next, next + lasts);
        placed.push(Place {
            session: *session,
            order: was.1.order,
            start: time_of(start),
            end: time_of(end),
            delay: was.1.delay,
        });
        if let Some(behind) = old.get(at + 1) {
            let (began, lasted) = times(was);
            next = end + times(behind).0 - (began + lasted);
        }
    }
    placed
}

/// Returns the keys of people.
fn keys(
    persons: &Persons,
    change: Option<Change<Vec<PersonId>>>,
) -> Result<Option<Change<Vec<String>>>, Rejection> {
    let Some(Change { was, now }) = change else {
        return Ok(None);
    };
    let key = |id: &PersonId| persons.get(*id).map(|person| person.key.clone());
    let mut wanted: Vec<String> = vec![];
    for id in &now {
        let key = key(id).ok_or(Rejection::Unknown)?;
        if !wanted.contains(&key) {
            wanted.push(key);
        }
    }
    // Of those seen, somebody may be gone, and then it is another list.
    let was = was.iter().filter_map(key).collect();
    Ok(Some(Change { was, now: wanted }))
}

/// Checks the times of a session, as [`fits`] does.
///
/// # Errors
/// [`Rejection::BadTimes`].
pub(crate) fn fits_a_day(info: &SessionInfo) -> Result<(), Rejection> {
    fits(&info.start, &info.end)
}

/// Checks that a session ends after it begins. One that ends past midnight lasts twelve hours at most.
fn fits(start: &str, end: &str) -> Result<(), Rejection> {
    let is_written = |time: &str| minutes_of(time).map(time_of).as_deref() == Some(time);
    let times = minutes_of(start).zip(minutes_of(end));
    let is_one = times.is_some_and(|(start, end)| {
        let past_midnight = end + DAY_MINUTES - start;
        end > start || (end < start && past_midnight <= PAST_MIDNIGHT_MAX)
    });
    if is_one && is_written(start) && is_written(end) {
        Ok(())
    } else {
        Err(Rejection::BadTimes)
    }
}

/// Returns a session with the fields as they were before an act that are still as it left them; None if there is none.
pub(crate) fn undone(
    was: &SessionInfo,
    now: &SessionInfo,
    current: &SessionInfo,
) -> Option<SessionInfo> {
    let mut info = current.clone();
    let back = [
        back_texts(&was.title, &now.title, &mut info.title),
        back(&was.kind, &now.kind, &mut info.kind),
        back(&was.start, &now.start, &mut info.start),
        back(&was.end, &now.end, &mut info.end),
        back(&was.speakers, &now.speakers, &mut info.speakers),
        back(&was.panelists, &now.panelists, &mut info.panelists),
    ];
    back.contains(&true).then_some(info)
}
