//! What guests earned in the quiz questions of an event, and their ranks. A question counts while its correct answer is told.
//!
//! # Invariants
//! - A player is a participant with a ballot in a question whose answer is told.
//! - Guests with equal points have equal ranks.

use std::cmp::Reverse;

use crate::ids::{Id as _, ParticipantId, PollId};

/// Limit on the leaders that the leaderboard names.
pub const LEADERS_MAX: usize = 10;

/// The scores of all players.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores {
    /// By participant.
    scores: Vec<Score>,
    /// The points of all players, ascending.
    sorted: Vec<u32>,
    leaders: Vec<ParticipantId>,
    /// The questions whose answer is told, the latest last.
    told: Vec<PollId>,
    /// The sequence of the last change.
    pub changed: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Score {
    points: u32,
    /// The number of answered questions.
    answers: u32,
}

/// A player's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// One more than the number of players with more points.
    pub rank: u32,
    pub points: u32,
}

impl Scores {
    /// Returns the questions whose answer is told, the latest last.
    pub fn told(&self) -> &[PollId] {
        &self.told
    }

    /// Returns the number of players.
    pub fn players(&self) -> u32 {
        self.sorted.len() as u32
    }

    /// Returns all players, in joining order.
    pub fn ids(&self) -> impl Iterator<Item = ParticipantId> + '_ {
        let all = self.scores.iter().enumerate();
        all.filter(|(_, score)| score.answers > 0)
            .map(|(index, _)| ParticipantId::at(index))
    }

    /// Returns the place of a player; None for anybody else.
    pub fn place(&self, who: ParticipantId) -> Option<Place> {
        let score = self.scores.get(who.index())?;
        let points = score.points;
        (score.answers > 0).then(|| Place {
            rank: 1 + self.with_more_than(points),
            points,
        })
    }

    /// Returns the players with the most points, at most [`LEADERS_MAX`], those with equal points in joining order. Nobody
    /// leads without points.
    pub fn leaders(&self) -> &[ParticipantId] {
        &self.leaders
    }

    /// Returns how many players have as many points as the last leader, but no place among the leaders.
    pub fn beside_last(&self) -> u32 {
        let last = self.leaders.last().and_then(|who| self.place(*who));
        last.map_or(0, |Place { points, .. }| {
            let as_many = self.players() - self.with_fewer_than(points);
            as_many - self.leaders.len() as u32
        })
    }

    /// Adds what a question's ballots earned.
    pub(super) fn tell(&mut self, poll: PollId, earned: &[(ParticipantId, u32)], seq: u64) {
        self.told.push(poll);
        for (who, points) in earned {
            if who.index() >= self.scores.len() {
                self.scores.resize(who.index() + 1, Score::default());
            }
            let score = &mut self.scores[who.index()];
            score.points = score.points.saturating_add(*points);
            score.answers += 1;
        }
        self.sort(seq);
    }

    /// Takes out what a question's ballots earned.
    pub(super) fn withhold(&mut self, poll: PollId, earned: &[(ParticipantId, u32)], seq: u64) {
        self.told.retain(|told| *told != poll);
        for (who, points) in earned {
            if let Some(score) = self.scores.get_mut(who.index()) {
                score.points = score.points.saturating_sub(*points);
                score.answers = score.answers.saturating_sub(1);
            }
        }
        self.sort(seq);
    }

    fn sort(&mut self, seq: u64) {
        self.changed = seq;
        let players = self.scores.iter().filter(|score| score.answers > 0);
        self.sorted = players.map(|score| score.points).collect();
        self.sorted.sort_unstable();
        let last = self.sorted.len().saturating_sub(LEADERS_MAX);
        let least = self.sorted.get(last).copied().unwrap_or_default().max(1);
        let mut leaders: Vec<(Reverse<u32>, ParticipantId)> = self
            .ids()
            .map(|who| (Reverse(self.scores[who.index()].points), who))
            .filter(|(Reverse(points), _)| *points >= least)
            .collect();
        leaders.sort_unstable();
        leaders.truncate(LEADERS_MAX);
        self.leaders = leaders.into_iter().map(|(_, who)| who).collect();
    }

    fn with_fewer_than(&self, points: u32) -> u32 {
        self.sorted.partition_point(|other| *other < points) as u32
    }

    fn with_more_than(&self, points: u32) -> u32 {
        self.players() - self.sorted.partition_point(|other| *other <= points) as u32
    }
}
