//! Surveys: polls that guests answer as one form. A survey groups ordinary polls and has no phase of its own: what happens to it
//! happens to all its polls at once (`run.rs`). It knows how far the guests have come.
//!
//! # Invariants
//! - A poll belongs to one survey at most, and knows it.
//! - `began` and `finished` follow from the ballots of its polls' current rounds, or are those that retention kept.

pub mod make;
pub mod run;

use std::collections::BTreeMap;

pub use crate::program::{SURVEY_POLLS_MAX, SurveyInfo};

use crate::ids::{PollId, SurveyId};
use crate::poll::voters::Voter;
use crate::poll::{Phase, Poll, Polls};
use crate::slots::Slots;

/// A survey, live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    pub info: SurveyInfo,
    /// The position in the event file.
    pub order: u32,
    /// Its polls, in its order.
    pub polls: Vec<PollId>,
    /// The turn of the last change of its polls.
    gathered: u64,
    /// The sequence of the last change of its definition.
    pub written: u64,
    /// By guest, and by code where its polls look at codes: a bit for each of them that is answered.
    guests: Vec<u32>,
    codes: Vec<u32>,
    progress: Progress,
    is_kept: bool,
}

/// How far the guests have come with a survey. Where it looks at codes, each code is one guest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Guests who have answered one of its polls.
    pub began: u32,
    /// Guests who have answered all of them.
    pub finished: u32,
}

/// All surveys of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surveys {
    surveys: Slots<SurveyId, Survey>,
    /// The survey of a poll, and the poll's place in it.
    places: BTreeMap<PollId, (SurveyId, u8)>,
    /// The sequence of the last change of a survey's definition.
    pub changed: u64,
}

impl Survey {
    /// Returns how far the guests have come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Returns the phase: open while one of its polls is, and revealed once all that were opened are.
    pub fn phase(&self, polls: &Polls) -> Phase {
        let has = |phase| self.of(polls).any(|(_, poll)| poll.phase == phase);
        [Phase::Open, Phase::Closed, Phase::Revealed]
            .into_iter()
            .find(|phase| has(*phase))
            .unwrap_or(Phase::Ready)
    }

    /// Returns the turn of the last change of its polls or of their phases. A command must have seen it.
    pub fn since(&self, polls: &Polls) -> u64 {
        let phases = self.of(polls).map(|(_, poll)| poll.turn);
        phases.max().unwrap_or(0).max(self.gathered)
    }

    /// Returns true if somebody has voted in one of its polls, in any round.
    pub fn has_ballots(&self, polls: &Polls) -> bool {
        self.of(polls).any(|(_, poll)| !poll.is_empty())
    }

    /// Returns its polls.
    pub fn of<'p>(&self, polls: &'p Polls) -> impl DoubleEndedIterator<Item = (PollId, &'p Poll)> {
        let found = |id: &PollId| Some((*id, polls.get(*id)?));
        let found: Vec<_> = self.polls.iter().filter_map(found).collect();
        found.into_iter()
    }

    /// Notes that a voter has answered the poll at this place, or no longer has.
    fn mark(&mut self, who: Voter, place: u8, has: bool) {
        let (marks, index) = match who {
            Voter::Guest(id) => (&mut self.guests, id.index()),
            Voter::Code(id) => (&mut self.codes, id.index()),
        };
        if index >= marks.len() {
            marks.resize(index + 1, 0);
        }
        let before = marks[index];
        let bit = 1 << place;
        let after = if has { before | bit } else { before & !bit };
        marks[index] = after;
        let all = all_of(self.polls.len());
        let Progress { began, finished } = &mut self.progress;
        *began = *began + u32::from(after != 0) - u32::from(before != 0);
        *finished = *finished + u32::from(after == all) - u32::from(before == all);
    }

    /// Counts anew, after a round began or came back, or after its polls changed.
    fn recount(&mut self, polls: &Polls) {
        if self.is_kept {
            return;
        }
        self.guests.clear();
        self.codes.clear();
        self.progress = Progress::default();
        for (place, id) in (0..).zip(self.polls.clone()) {
            let answered = polls.get(id).map(|poll| poll.answers.voters());
            for who in answered.unwrap_or_default() {
                self.mark(who, place, true);
            }
        }
    }
}

/// The bits of this many polls.
fn all_of(polls: usize) -> u32 {
    (1 << polls) - 1
}

impl Surveys {
    /// Returns a survey, if it exists.
    pub fn get(&self, id: SurveyId) -> Option<&Survey> {
        self.surveys.get(id)
    }

    /// Returns the existing surveys, by id.
    pub fn iter(&self) -> impl Iterator<Item = (SurveyId, &Survey)> {
        self.surveys.iter()
    }

    /// Returns the survey with this key.
    pub fn by_key(&self, key: &str) -> Option<(SurveyId, &Survey)> {
        self.iter().find(|(_, survey)| survey.info.key == key)
    }

    /// Returns the survey of a poll, and the poll's place in it.
    pub fn place(&self, poll: PollId) -> Option<(SurveyId, u8)> {
        self.places.get(&poll).copied()
    }

    /// Returns the next free id.
    pub fn next(&self) -> SurveyId {
        self.surveys.next()
    }

    pub(crate) fn put(
        &mut self,
        polls: &mut Polls,
        id: SurveyId,
        info: &SurveyInfo,
        order: u32,
        seq: u64,
    ) {
        let info = info.clone();
        match self.surveys.get_mut(id) {
            Some(survey) => {
                survey.info = info;
                survey.order = order;
                survey.written = seq;
            }
            None => self.surveys.put(
                id,
                Survey {
                    info,
                    order,
                    polls: Vec::new(),
                    gathered: polls.next_turn(),
                    written: seq,
                    guests: Vec::new(),
                    codes: Vec::new(),
                    progress: Progress::default(),
                    is_kept: false,
                },
            ),
        }
        self.changed = seq;
        self.gather(polls, seq);
    }

    pub(crate) fn removed(&mut self, polls: &mut Polls, id: SurveyId, seq: u64) {
        self.surveys.remove(id);
        self.changed = seq;
        self.gather(polls, seq);
    }

    /// Sets how far guests had come whose ballots were deleted.
    pub(crate) fn kept(&mut self, id: SurveyId, progress: Progress) {
        if let Some(survey) = self.surveys.get_mut(id) {
            survey.progress = progress;
            survey.is_kept = true;
        }
    }

    /// Finds the polls of each survey, after a survey or a poll came, changed or went.
    pub(crate) fn gather(&mut self, polls: &mut Polls, seq: u64) {
        if self.surveys.is_empty() && self.places.is_empty() {
            return;
        }
        let by_key: BTreeMap<&str, PollId> = polls
            .iter()
            .map(|(id, poll)| (poll.info.key.as_str(), id))
            .collect();
        let mut places = BTreeMap::new();
        let mut found: Vec<(SurveyId, Vec<PollId>)> = vec![];
        for (id, survey) in self.surveys.iter() {
            let keys = survey.info.polls.iter();
            let mut its: Vec<PollId> = keys
                .filter_map(|key| by_key.get(key.as_str()).copied())
                .collect();
            its.retain(|poll| !places.contains_key(poll));
            its.truncate(SURVEY_POLLS_MAX);
            places.extend((0..).zip(&its).map(|(place, poll)| (*poll, (id, place))));
            found.push((id, its));
        }
        let turn = polls.next_turn();
        for (id, its) in found {
            if let Some(survey) = self.surveys.get_mut(id)
                && survey.polls != its
            {
                survey.polls = its;
                survey.gathered = turn;
                survey.recount(polls);
            }
        }
        polls.belong(|poll| places.get(&poll).map(|(survey, _)| *survey), seq);
        self.places = places;
    }

    pub(crate) fn answered(&mut self, poll: PollId, who: Voter, has: bool) {
        if let Some((id, place)) = self.places.get(&poll)
            && let Some(survey) = self.surveys.get_mut(*id)
        {
            survey.mark(who, *place, has);
        }
    }

    pub(crate) fn recount(&mut self, polls: &Polls, poll: PollId) {
        if let Some((id, _)) = self.places.get(&poll)
            && let Some(survey) = self.surveys.get_mut(*id)
        {
            survey.recount(polls);
        }
    }
}
