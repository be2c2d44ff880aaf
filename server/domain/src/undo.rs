//! Undoes acts of staff, all in the same way. An undo adds facts that reverse the act, so the log shows what happened.
//!
//! Items that somebody has changed since the act stay as they are. An undo never loses a guest's ballot or question: a poll
//! opened by mistake becomes ready again only if nobody has voted, and so does a poll repeated by mistake. A survey and its polls
//! are undone together or not at all.
//!
//! An undo names the command that it undid ([`Fact::Undid`]), so the act before that one can be undone next (`acts.rs`).

mod marks;
mod programme;

use std::cmp::Ordering;

use crate::acts::{Act, Before, Items, Reading, Touched, Written};
use crate::announcement::{Airing, AnnouncementInfo};
use crate::announcements::Announcement;
use crate::back::Back;
use crate::delay::Shift;
use crate::edit::languages;
use crate::fact::{Decision, Fact, SessionEnd};
use crate::finding::LineInfo;
use crate::ids::{
    AnnouncementId, ClientId, EntryId, LabelId, LineId, Millis, NicknameId, PollId, QuestionId,
    ScreenId, SessionId, SurveyId,
};
use crate::poll::entries::{Entry, EntryState};
use crate::poll::make::off_stage;
use crate::poll::run::SECONDS_MIN;
use crate::poll::{Phase, Poll};
use crate::program::{POLLS_MAX, SURVEYS_MAX};
use crate::question::Promise;
use crate::question::labels::Label;
use crate::question::state::Verb;
use crate::rejection::{Rejection, StaleNow};
use crate::role::Actor;
use crate::session::SessionState;
use crate::stage::Stage;
use crate::state::State;
use crate::translation::Passage;

/// Decides to undo a command of this actor.
///
/// # Errors
/// [`Rejection::Stale`] if all of its items, or one of its sessions, or who has the floor, changed since. [`Rejection::CannotUndo`] if the act is
/// too old, has no effect that can be undone, another running session would have to end, or the line has no room for the
/// questions.
pub fn undo(state: &State, by: Actor, client: ClientId, n: u32, at: Millis) -> Decision {
    let act = state.acts.get(by, client, n).ok_or(Rejection::CannotUndo)?;
    let items = state.items();
    let is_same = |touched: &Touched| touched.before.revision(items) == Some(touched.left);
    let survey_of = |touched: &Touched| match &touched.before {
        Before::Poll { id, .. } | Before::PollText(id, _) => state.polls.get(*id)?.survey,
        Before::Survey(id, _) => Some(*id),
        Before::Session { .. }
        | Before::Delay(..)
        | Before::Event(_)
        | Before::Slot(..)
        | Before::Agenda(_)
        | Before::Group(..)
        | Before::Person(..)
        | Before::Question(..)
        | Before::Unasked(_)
        | Before::Marks(..)
        | Before::Reply(..)
        | Before::Label(..)
        | Before::Cards(..)
        | Before::Floor(_)
        | Before::Entry(..)
        | Before::Taken(..)
        | Before::Heading(..)
        | Before::Mute(..)
        | Before::Code(..)
        | Before::Nickname(..)
        | Before::Stage(_)
        | Before::Promise(_)
        | Before::Settings(..)
        | Before::Parted(_)
        | Before::Address(_)
        | Before::Book(_)
        | Before::Passage(..)
        | Before::Announcement(..)
        | Before::Line(..)
        | Before::Readers(_)
        | Before::Screen(..)
        | Before::Message(..)
        | Before::Term(..) => None,
    };
    let leads = |touched: &&Touched| matches!(&touched.before, Before::Floor(part) if part.leads());
    if let Some(Touched { before: led, .. }) =
        act.touched.iter().filter(leads).find(|one| !is_same(one))
    {
        return Err(now(items, led).map_or(Rejection::CannotUndo, Rejection::Stale));
    }
    // The polls of a survey stay together.
    let changed = act.touched.iter().filter(|touched| !is_same(touched));
    let changed: Vec<SurveyId> = changed.filter_map(survey_of).collect();
    let is_untouched = |touched: &&Touched| {
        is_same(touched) && survey_of(touched).is_none_or(|survey| !changed.contains(&survey))
    };
    let untouched: Vec<&Before> = act
        .touched
        .iter()
        .filter(is_untouched)
        .map(|touched| &touched.before)
        .collect();
    let is_session = |before: &Before| matches!(before, Before::Session { .. });
    let sessions = |all: &mut dyn Iterator<Item = &Before>| all.filter(|b| is_session(b)).count();
    let all_sessions = sessions(&mut act.touched.iter().map(|touched| &touched.before));
    if untouched.is_empty() || sessions(&mut untouched.iter().copied()) < all_sessions {
        return Err(act
            .touched
            .first()
            .map_or(Rejection::CannotUndo, |touched| {
                now(items, &touched.before).map_or(Rejection::CannotUndo, Rejection::Stale)
            }));
    }
    let undo = Undo {
        state,
        act,
        untouched: &untouched,
        by,
        at,
    };
    let mut facts: Vec<Fact> = vec![];
    // In reverse order, so one session makes room for the other.
    for before in untouched.iter().rev() {
        for fact in undo.facts(before)? {
            // Thousands of questions come back in one fact.
            if let (Some(Fact::QuestionsReturned(back)), Fact::QuestionsReturned(more)) =
                (facts.last_mut(), &fact)
            {
                back.extend(more);
            } else if let (Some(Fact::AgendaShifted(back, _)), Fact::AgendaShifted(more, _)) =
                (facts.last_mut(), &fact)
            {
                back.extend(more);
            } else {
                facts.push(fact);
            }
        }
    }
    languages::fit(state, &mut facts, by)?;
    if facts.is_empty() || !state.questions.line_takes(&facts) {
        Err(Rejection::CannotUndo)
    } else {
        facts.push(Fact::Undid(client, n));
        Ok(facts)
    }
}

/// Returns the current state of an item that somebody changed.
fn now(items: Items<'_>, before: &Before) -> Option<StaleNow> {
    match before {
        Before::Poll { id, .. } | Before::PollText(id, _) => items
            .polls
            .get(*id)
            .map(|poll| StaleNow::Poll { phase: poll.phase }),
        Before::Session { id, .. } | Before::Delay(id, _) => items
            .sessions
            .get(*id)
            .map(|s| StaleNow::Session { state: s.state }),
        Before::Question(id, _)
        | Before::Unasked(id)
        | Before::Marks(id, _)
        | Before::Reply(id, _)
        | Before::Passage(Passage::Reply(id), ..) => {
            items.questions.get(*id).map(|q| StaleNow::Question {
                state: q.state,
                edited: q.screened.edited(),
            })
        }
        Before::Entry(id, _) => items
            .polls
            .entries
            .get(*id)
            .map(|entry| StaleNow::Entry { state: entry.state }),
        Before::Nickname(id, _) => items
            .nicknames
            .get(*id)
            .map(|name| StaleNow::Entry { state: name.state }),
        Before::Announcement(id, _) => items
            .announcements
            .get(*id)
            .map(|one| StaleNow::Announcement { airing: one.airing }),
        Before::Floor(part) => part.now(items.floors),
        Before::Event(_)
        | Before::Slot(..)
        | Before::Agenda(_)
        | Before::Group(..)
        | Before::Person(..)
        | Before::Line(..) => Some(StaleNow::Edited),
        Before::Survey(..)
        | Before::Screen(..)
        | Before::Label(..)
        | Before::Cards(..)
        | Before::Taken(..)
        | Before::Heading(..)
        | Before::Mute(..)
        | Before::Code(..)
        | Before::Stage(_)
        | Before::Promise(_)
        | Before::Settings(..)
        | Before::Parted(_)
        | Before::Address(_)
        | Before::Book(_)
        | Before::Passage(..)
        | Before::Message(..)
        | Before::Readers(_)
        | Before::Term(..) => None,
    }
}

struct Undo<'a> {
    state: &'a State,
    act: &'a Act,
    untouched: &'a [&'a Before],
    by: Actor,
    at: Millis,
}

impl Undo<'_> {
    fn facts(&self, before: &Before) -> Decision {
        Ok(match before {
            Before::Poll {
                id,
                phase,
                live,
                closes_at,
                round,
                follows_void,
                hands,
                split,
                answer_told,
                sorted,
            } => match self.state.polls.get(*id) {
                // It goes as it stands, so that it can come back like this.
                Some(_) if self.drops(*id) => vec![],
                Some(poll) => {
                    let mut facts = vec![];
                    if poll.live != *live {
                        facts.push(Fact::LiveSet(*id, *live));
                    }
                    if poll.sorted != *sorted {
                        facts.push(Fact::RowsSorted(*id, *sorted));
                    }
                    if poll.split != *split {
                        facts.push(Fact::SplitShown(*id, *split));
                    }
                    let mut now = poll.phase;
                    match round.cmp(&poll.answers.round()) {
                        Ordering::Equal if poll.hands() != hands.as_deref() => {
                            let hands = hands.as_deref().cloned();
                            facts.push(Fact::HandsCounted(*id, *round, hands));
                        }
                        Ordering::Equal => {}
                        // The ballots of the new round stay.
                        Ordering::Less if self.has_votes(poll) => {
                            if now != Phase::Closed {
                                facts.push(Fact::PollClosed(*id));
                            }
                            return Ok(facts);
                        }
                        Ordering::Less => {
                            facts.push(Fact::RoundResumed(*id));
                            now = Phase::Ready;
                        }
                        Ordering::Greater => {
                            facts.push(if *follows_void {
                                Fact::RoundVoided(*id)
                            } else {
                                Fact::RoundEnded(*id)
                            });
                            now = Phase::Ready;
                        }
                    }
                    let is_kept = (now, *round) == (*phase, poll.answers.round());
                    facts.extend(self.poll(*id, poll, now, *phase, *closes_at)?);
                    // With the phase, the answer is withheld again.
                    match (*answer_told, is_kept && poll.answer_told) {
                        (true, false) => facts.push(Fact::AnswerTold(*id)),
                        (false, true) => facts.push(Fact::AnswerWithheld(*id)),
                        (true, true) | (false, false) => {}
                    }
                    facts
                }
                None => vec![],
            },
            Before::PollText(id, was) => self.poll_text(*id, was.as_deref())?,
            Before::Survey(id, was) => match (self.state.surveys.get(*id), was) {
                (Some(survey), None) if !survey.has_ballots(&self.state.polls) => {
                    vec![Fact::SurveyWritten(*id, None, survey.order)]
                }
                (None, Some(was)) => {
                    let (info, order) = (**was).clone();
                    let surveys = &self.state.surveys;
                    if surveys.by_key(&info.key).is_some() || surveys.iter().count() >= SURVEYS_MAX
                    {
                        return Err(Rejection::CannotUndo);
                    }
                    vec![Fact::SurveyWritten(*id, Some(info), order)]
                }
                (Some(survey), Some(was)) if survey.info != was.0 => {
                    // Which polls it has stays once somebody has answered.
                    if survey.info.polls != was.0.polls && survey.has_ballots(&self.state.polls) {
                        return Err(Rejection::CannotUndo);
                    }
                    let (info, order) = (**was).clone();
                    vec![Fact::SurveyWritten(*id, Some(info), order)]
                }
                (Some(_) | None, Some(_) | None) => vec![],
            },
            Before::Session {
                id,
                state,
                since,
                ended,
            } => self.session(*id, *state, *since, ended.clone().unwrap_or_default())?,
            Before::Delay(session, delay) => {
                let (session, delay) = (*session, *delay);
                vec![Fact::AgendaShifted(vec![Shift { session, delay }], self.by)]
            }
            Before::Event(edited) => self.event(edited),
            Before::Slot(id, edited) => self.slot(*id, edited)?,
            Before::Agenda(places) => vec![Fact::AgendaPlaced(places.clone(), self.by)],
            Before::Group(id, edited) => self.group(*id, edited)?,
            Before::Person(id, edited) => self.person(*id, edited)?,
            Before::Question(id, standing) => match self.state.questions.get(*id) {
                Some(q) => self.back().question(*id, q, standing),
                None => vec![],
            },
            Before::Unasked(id) => match self.state.questions.get(*id) {
                // Guests who have seen it lose their support for it, and no question.
                Some(q) if q.state.can_be_withdrawn() => vec![Fact::QuestionWithdrawn(*id)],
                Some(_) | None => return Err(Rejection::CannotUndo),
            },
            Before::Marks(id, was) => match self.state.questions.get(*id) {
                Some(q) => self.marks(*id, &q.marks, was),
                None => vec![],
            },
            Before::Reply(id, was) => {
                vec![Fact::QuestionReplied(*id, was.as_deref().cloned(), self.by)]
            }
            Before::Label(id, was) => self.label(*id, was.as_deref())?,
            Before::Cards(id, open) => vec![Fact::CardsSet(*id, *open)],
            Before::Floor(part) => {
                let needed = part.needs();
                let runs = |id| {
                    self.state
                        .sessions
                        .running()
                        .is_some_and(|(on, _)| on == id)
                };
                let State {
                    floors,
                    persons,
                    groups,
                    ..
                } = self.state;
                let is_over = needed.is_some_and(|id| !runs(id) && !self.resumes(id));
                if is_over || !part.fits(floors, persons, groups) {
                    return Err(Rejection::CannotUndo);
                }
                vec![part.restored(self.by)]
            }
            Before::Mute(id, was_on) => match self.state.mutes.get(*id) {
                Some(mute) if mute.on && !was_on => vec![Fact::GuestsUnmuted(*id, self.by)],
                Some(mute) if !mute.on && *was_on => {
                    vec![Fact::GuestsMuted(*id, mute.guests.clone(), self.by)]
                }
                Some(_) | None => vec![],
            },
            Before::Promise(was) => vec![Fact::Promised(self.promise(*was), self.by)],
            Before::Heading(poll, group, texts) => {
                let (group, texts) = (group.clone(), texts.clone());
                vec![Fact::HeadingWritten(*poll, group, texts, self.by)]
            }
            Before::Taken(poll, entry) => vec![Fact::EntryTaken(*poll, *entry, self.by)],
            Before::Entry(id, was) => match self.state.polls.entries.get(*id) {
                Some(entry) => self.entry(*id, entry, was),
                None => vec![],
            },
            Before::Nickname(id, was) => self.nickname(*id, *was),
            Before::Code(id, holder) => {
                let guest = holder.and_then(|by| self.state.participants.get(by));
                match (holder, guest) {
                    (Some(by), Some(guest)) if guest.code.is_none() => {
                        vec![Fact::CodeTaken(*by, *id)]
                    }
                    (Some(_) | None, Some(_) | None) => return Err(Rejection::CannotUndo),
                }
            }
            Before::Stage(stage) => vec![Fact::StageSet(*stage)],
            Before::Settings(id, was) => vec![Fact::QuestionsSet(*id, *was)],
            Before::Parted(was) => vec![Fact::QuestionsReturned(vec![*was])],
            Before::Address(url) => vec![Fact::AddressChosen(url.clone(), self.by)],
            Before::Book(was) => vec![Fact::BookPublished(*was, self.by)],
            Before::Passage(of, lang, was) => {
                let (text, pair) = (**was).clone();
                vec![Fact::TextTranslated(*of, lang.clone(), text, self.by, pair)]
            }
            Before::Message(id, was) => vec![Fact::MessageWithdrawn(*id, *was, self.by)],
            Before::Announcement(id, was) => self.announcement(*id, was.as_deref())?,
            Before::Line(id, was) => self.line(*id, was.as_deref())?,
            Before::Readers(readers) => vec![Fact::ReportShown(*readers, self.by)],
            Before::Screen(id, was) => self.screen(*id, was.as_deref())?,
            Before::Term(id, None) => vec![Fact::TermRemoved(*id, self.by)],
            Before::Term(id, Some(was)) => {
                let (info, added) = (**was).clone();
                vec![Fact::TermPut(*id, info, added, self.by)]
            }
        })
    }

    /// Returns how a poll whose phase is `now` gets to another phase.
    fn poll(
        &self,
        id: PollId,
        poll: &Poll,
        now: Phase,
        phase: Phase,
        closes_at: Option<Millis>,
    ) -> Decision {
        let earliest = self.at + u64::from(SECONDS_MIN) * 1000;
        Ok(match (phase, now) {
            (Phase::Ready, Phase::Open | Phase::Closed | Phase::Revealed) => {
                if !self.has_votes(poll) {
                    vec![Fact::PollUnopened(id)]
                } else {
                    vec![Fact::PollClosed(id)]
                }
            }
            (Phase::Open, Phase::Ready | Phase::Closed | Phase::Revealed) => {
                if poll.answers.is_kept() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::PollOpened(id, self.time_left(closes_at))]
            }
            (Phase::Open, Phase::Open) if closes_at != poll.closes_at => {
                let end = closes_at.map(|end| end.max(earliest));
                vec![Fact::PollExtended(id, end)]
            }
            (Phase::Closed, Phase::Ready | Phase::Open) => vec![Fact::PollClosed(id)],
            (Phase::Closed, Phase::Revealed) => vec![Fact::PollHidden(id)],
            (Phase::Revealed, Phase::Ready | Phase::Open) => {
                vec![Fact::PollClosed(id), Fact::PollRevealed(id)]
            }
            (Phase::Revealed, Phase::Closed) => vec![Fact::PollRevealed(id)],
            (Phase::Ready, Phase::Ready)
            | (Phase::Open, Phase::Open)
            | (Phase::Closed, Phase::Closed)
            | (Phase::Revealed, Phase::Revealed) => vec![],
        })
    }

    /// Returns true if somebody has voted in the current round of a poll, or of another one in its survey.
    fn has_votes(&self, poll: &Poll) -> bool {
        let State { polls, surveys, .. } = self.state;
        match poll.survey.and_then(|id| surveys.get(id)) {
            Some(survey) => survey.of(polls).any(|(_, poll)| poll.has_votes()),
            None => poll.has_votes(),
        }
    }

    /// Returns when a poll closes that has the time again that was left.
    fn time_left(&self, closes_at: Option<Millis>) -> Option<Millis> {
        let earliest = self.at + u64::from(SECONDS_MIN) * 1000;
        let left = closes_at.map(|end| self.at + end.saturating_sub(self.act.when.at));
        left.map(|end| end.max(earliest))
    }

    /// Returns true if this undo removes a poll that the act made.
    fn drops(&self, id: PollId) -> bool {
        let is_made =
            |before: &&Before| matches!(before, Before::PollText(made, None) if *made == id);
        let poll = self.state.polls.get(id);
        self.untouched
            .iter()
            .copied()
            .any(|before| is_made(&before))
            && poll.is_some_and(|poll| {
                match poll.survey.and_then(|id| self.state.surveys.get(id)) {
                    Some(survey) => !survey.has_ballots(&self.state.polls),
                    None => poll.is_empty(),
                }
            })
    }

    /// Restores how a poll was written. A made poll goes, unless somebody has voted; a removed one comes back.
    fn poll_text(&self, id: PollId, was: Option<&Written>) -> Decision {
        let State {
            polls, on_stage, ..
        } = self.state;
        Ok(match (polls.get(id), was) {
            (Some(_), None) if self.drops(id) => off_stage(on_stage, id)
                .chain([Fact::PollDropped(id)])
                .collect(),
            (Some(poll), Some(was)) if poll.info != was.info => {
                if poll.fixed(&was.info).is_some() {
                    return Err(Rejection::CannotUndo);
                }
                vec![Fact::PollChanged(id, was.info.clone())]
            }
            (None, Some(was)) => {
                if polls.has_key(&was.info.key) || polls.iter().count() >= POLLS_MAX {
                    return Err(Rejection::CannotUndo);
                }
                let (info, live) = (was.info.clone(), was.live);
                let mut facts = vec![];
                // Otherwise results that the host has hidden would be shown again.
                facts.extend((live != info.live).then_some(Fact::LiveSet(id, live)));
                match was.phase {
                    Phase::Ready => {}
                    Phase::Open => facts.push(Fact::PollOpened(id, self.time_left(was.closes_at))),
                    Phase::Closed => facts.push(Fact::PollClosed(id)),
                    Phase::Revealed => {
                        facts.extend([Fact::PollClosed(id), Fact::PollRevealed(id)]);
                    }
                }
                facts.insert(0, Fact::PollRestored(id, info, was.order, was.made));
                facts
            }
            (Some(_) | None, Some(_) | None) => vec![],
        })
    }

    fn session(&self, id: SessionId, state: SessionState, since: u64, end: SessionEnd) -> Decision {
        let sessions = &self.state.sessions;
        let Some(session) = sessions.get(id) else {
            return Ok(vec![]);
        };
        let mut facts = vec![];
        // Polls opened since then close with the session, as at its end.
        if session.state == SessionState::Running && state != SessionState::Running {
            let open = self.state.polls.iter().filter(|(_, p)| {
                p.phase == Phase::Open
                    && p.info.session.as_deref() == Some(&session.info.key)
                    && p.since > self.act.when.seq
            });
            facts.extend(open.map(|(poll, _)| Fact::PollClosed(poll)));
        }
        let is_start = session.state == SessionState::Running
            && session
                .before_start
                .as_ref()
                .is_some_and(|before| (before.state, before.since) == (state, since));
        if is_start {
            facts.push(Fact::SessionUnstarted(id));
            return Ok(facts);
        }
        match (state, session.state) {
            (SessionState::Coming, SessionState::Skipped) => facts.push(Fact::SessionUnskipped(id)),
            (SessionState::Coming, SessionState::Running | SessionState::Ended) => {
                facts.push(Fact::SessionUnstarted(id));
            }
            (
                SessionState::Running,
                SessionState::Coming | SessionState::Ended | SessionState::Skipped,
            ) => {
                let running = sessions.running().map(|(other, _)| other);
                if running.is_some_and(|other| !self.ends(other)) {
                    return Err(Rejection::CannotUndo);
                }
                facts.push(Fact::SessionResumed(id));
            }
            (
                SessionState::Ended,
                SessionState::Coming | SessionState::Running | SessionState::Skipped,
            ) => {
                facts.push(Fact::SessionEnded(id, end));
            }
            (
                SessionState::Skipped,
                SessionState::Coming | SessionState::Running | SessionState::Ended,
            ) => {
                facts.push(Fact::SessionSkipped(id));
            }
            (SessionState::Coming, SessionState::Coming)
            | (SessionState::Running, SessionState::Running)
            | (SessionState::Ended, SessionState::Ended)
            | (SessionState::Skipped, SessionState::Skipped) => {}
        }
        Ok(facts)
    }

    fn label(&self, id: LabelId, was: Option<&Label>) -> Decision {
        let labels = &self.state.labels;
        Ok(match (labels.get(id), was) {
            (Some(_), None) => vec![Fact::LabelDropped(id, self.by)],
            (None, Some(was)) => {
                if labels.by_key(&was.info.key).is_some() || !labels.has_room() {
                    return Err(Rejection::CannotUndo);
                }
                let info = was.info.clone();
                let (order, made) = (was.order, was.made);
                vec![Fact::LabelRestored(id, info, order, made, self.by)]
            }
            (Some(_) | None, Some(_) | None) => vec![],
        })
    }

    fn screen(&self, id: ScreenId, was: Option<&(String, Option<Stage>)>) -> Decision {
        let all = &self.state.screens;
        let now = all.get(id);
        let Some((name, stage)) = was else {
            let dropped = now.map(|_| Fact::ScreenDropped(id, self.by));
            return Ok(dropped.into_iter().collect());
        };
        if now.is_none() && !all.has_room() {
            return Err(Rejection::CannotUndo);
        }
        let mut facts = vec![];
        if now.is_none_or(|now| now.name != *name) {
            facts.push(Fact::ScreenPut(id, name.clone(), self.by));
        }
        if now.and_then(|now| now.stage) != *stage {
            facts.push(Fact::ScreenSet(id, *stage, self.by));
        }
        Ok(facts)
    }

    fn line(&self, id: LineId, was: Option<&(LineInfo, u32)>) -> Decision {
        let all = &self.state.reports;
        if was.is_some() && all.get(id).is_none() && !all.has_room() {
            return Err(Rejection::CannotUndo);
        }
        let (info, order) = was.cloned().unzip();
        Ok(vec![Fact::LineWritten(
            id,
            info,
            order.unwrap_or(0),
            self.by,
        )])
    }

    fn announcement(
        &self,
        id: AnnouncementId,
        was: Option<&(AnnouncementInfo, Airing)>,
    ) -> Decision {
        let all = &self.state.announcements;
        let now = all.get(id);
        let Some((info, airing)) = was else {
            return Ok(now
                .map(|_| Fact::AnnouncementDropped(id, self.by))
                .into_iter()
                .collect());
        };
        if now.is_none() && !all.has_room() {
            return Err(Rejection::CannotUndo);
        }
        // The clock would show it again at once.
        let is_late = info.from.is_some_and(|from| from <= self.at);
        let airing = match airing {
            Airing::Planned if is_late && now.is_some_and(Announcement::is_on) => &Airing::Over,
            Airing::Planned | Airing::On | Airing::Over => airing,
        };
        let mut facts = vec![];
        if now.is_none_or(|now| now.info != *info) {
            facts.push(Fact::AnnouncementPut(id, info.clone(), self.by));
        }
        if now.map_or(Airing::Planned, |now| now.airing) != *airing {
            facts.push(Fact::AnnouncementTurned(id, *airing, self.by));
        }
        Ok(facts)
    }

    fn entry(&self, id: EntryId, entry: &Entry, was: &Reading) -> Vec<Fact> {
        let mut facts = vec![];
        let mut revision = entry.screened.revision();
        let mut translations = &entry.screened.content().translations;
        let mut state = entry.state;
        // Only an approval of the newest revision makes a text public, so what was public comes first.
        let public = entry.screened.public();
        let public = public.map(|public| &public.content().translations);
        if was.public.as_ref() != public
            && let Some(was) = &was.public
        {
            if translations != was {
                facts.push(Fact::EntryTranslated(id, was.clone(), self.by));
                (revision, translations) = (revision + 1, was);
            }
            facts.push(Fact::EntryApproved(id, revision, self.by));
            state = EntryState::Approved;
        }
        if *translations != was.translations {
            let translations = was.translations.clone();
            facts.push(Fact::EntryTranslated(id, translations, self.by));
        }
        if entry.group != was.group {
            facts.push(Fact::EntryGrouped(id, was.group.clone(), self.by));
        }
        // Two joins that would form a circle: the later one stays.
        let entries = &self.state.polls.entries;
        let is_circle = was.with.is_some_and(|with| entries.counts_with(with, id));
        if entry.with != was.with && !is_circle {
            facts.push(Fact::EntryJoined(id, was.with, self.by));
        }
        match was.state {
            EntryState::Waiting if state != was.state => {
                facts.push(Fact::EntryReturned(id, self.by));
            }
            EntryState::Hidden if state != was.state => {
                facts.push(Fact::EntryHidden(id, self.by));
            }
            // What was approved was public.
            EntryState::Approved | EntryState::Waiting | EntryState::Hidden => {}
        }
        facts
    }

    fn nickname(&self, id: NicknameId, was: EntryState) -> Vec<Fact> {
        let Some(name) = self.state.nicknames.get(id) else {
            return vec![];
        };
        match was {
            EntryState::Approved => {
                let revision = name.screened.revision();
                vec![Fact::NicknameApproved(id, revision, self.by)]
            }
            EntryState::Waiting => vec![Fact::NicknameReturned(id, self.by)],
            EntryState::Hidden => vec![Fact::NicknameHidden(id, self.by)],
        }
    }

    /// Returns a promise as it was, unless somebody took its question away since.
    fn promise(&self, was: Option<Promise>) -> Option<Promise> {
        let comes_back = |id: QuestionId| {
            let is_meant =
                |before: &&Before| matches!(before, Before::Question(other, _) if *other == id);
            let q = self.state.questions.get(id);
            q.is_some_and(|q| q.allows(Verb::Now)) || self.untouched.iter().any(is_meant)
        };
        was.filter(|promise| promise.broken.is_some() || comes_back(promise.question))
    }

    /// Returns the questions that this undo brings back.
    fn back(&self) -> Back<'_> {
        let stood = self.untouched.iter().filter_map(|before| {
            if let Before::Question(id, was) = before {
                Some((*id, &**was))
            } else {
                None
            }
        });
        Back {
            state: self.state,
            stood: stood.collect(),
            by: self.by,
        }
    }

    /// Returns true if this undo makes the session run.
    fn resumes(&self, session: SessionId) -> bool {
        self.untouched.iter().any(|before| {
            matches!(before, Before::Session { id, state, .. } if *id == session && *state == SessionState::Running)
        })
    }

    /// Returns true if this undo ends the session, which makes room for another.
    fn ends(&self, session: SessionId) -> bool {
        self.untouched.iter().any(|before| {
            matches!(before, Before::Session { id, state, .. } if *id == session && *state != SessionState::Running)
        })
    }
}
