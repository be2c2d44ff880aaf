//! A poll in a report: its rounds as tables, and its groups by the rule that says which may be seen.

use plenary_domain::ids::PollId;
use plenary_domain::poll as domain;
use plenary_domain::poll::rounds::Again;
use plenary_domain::poll::seal::Seal;
use plenary_domain::poll::voters::Verified;
use plenary_domain::poll::{Past, Phase};
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use plenary_domain::translation::Passage;

use super::shown;
use super::table::{Table, table};
use crate::protocol::{GroupTally, HandCount, PollKind, Present, Shares, Tally};
use crate::view;

/// A poll that has opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Poll {
    pub id: PollId,
    pub key: String,
    pub kind: PollKind,
    pub title: Texts,
    pub options: Vec<Texts>,
    pub phase: Phase,
    /// The host has revealed the result. Readers other than hosts see no number of any other.
    pub told: bool,
    /// The host never shows the result to phones, where everybody may read the report.
    pub is_kept_back: bool,
    pub verified: Verified,
    /// Hosts could see who answered what, and guests were told so.
    pub named: bool,
    /// Ballots count for more than one vote.
    pub weighted: bool,
    /// The keys of the groups and values that could answer.
    pub only: Vec<(String, Vec<String>)>,
    /// Rounds that a host discarded.
    pub resets: u32,
    /// The rounds that count before the last, oldest first.
    pub earlier: Vec<Round>,
    /// The last round.
    pub last: Round,
    /// How the ballots of the last round differ from those of the one before.
    pub again: Option<Again>,
    /// The last round's ballots from phones by group, once the poll is over.
    pub groups: Vec<SplitBy>,
}

impl Poll {
    /// Returns true if the numbers stand in the report.
    pub fn is_published(&self) -> bool {
        self.told && !self.is_kept_back
    }
}

/// A round of a poll.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// From 1, among those that count.
    pub nth: u32,
    /// From phones.
    pub ballots: u32,
    /// For how many the ballots count, with the hands.
    pub votes: u32,
    /// Phones that were connected when it closed, or guests who had checked in.
    pub present: Option<u32>,
    /// Present are guests who had checked in, and not phones.
    pub by_door: bool,
    /// Its result was revealed.
    pub told: bool,
    /// Counted in the room. The table contains them.
    pub hands: Option<HandCount>,
    pub table: Table,
    /// The fingerprint of its ballots; None while it is open, or without ballots.
    pub seal: Option<Seal>,
    /// The counts in the form of their kind.
    pub tally: Option<Tally>,
    pub shares: Shares,
}

/// A result by the values of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitBy {
    pub key: String,
    pub name: Texts,
    /// Those that may be seen.
    pub values: Vec<ValueResult>,
    /// Some values are left out. Do not print the total beside the others then.
    pub hides: bool,
    /// All of it is left out, because it would differ by few voters from a table that was shown before.
    pub withheld: bool,
}

/// The result among those with one value.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueResult {
    pub key: String,
    pub text: Texts,
    pub ballots: u32,
    pub votes: u32,
    pub table: Table,
    pub tally: Tally,
    pub shares: Shares,
}

impl Poll {
    /// Returns the rounds that count, oldest first.
    pub fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.earlier.iter().chain([&self.last])
    }

    /// Returns true if voting is over.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Closed | Phase::Revealed)
    }
}

/// Returns the polls of a session that have opened; those of no session, or of one that is gone, without a key.
pub(super) fn of(state: &State, session: Option<&str>) -> Vec<Poll> {
    let home = |poll: &domain::Poll| {
        let key = poll.info.session.clone();
        key.filter(|key| state.sessions.by_key(key).is_some())
    };
    let polls = state.polls.iter();
    let mut polls: Vec<_> = polls
        .filter(|(_, poll)| home(poll).as_deref() == session && has_opened(poll))
        .collect();
    polls.sort_by_key(|(id, poll)| (poll.order, *id));
    polls
        .into_iter()
        .map(|(id, poll)| one(state, id, poll))
        .collect()
}

fn has_opened(poll: &domain::Poll) -> bool {
    poll.phase != Phase::Ready || !poll.is_empty()
}

fn one(state: &State, id: PollId, p: &domain::Poll) -> Poll {
    let first = state.event.langs().first().map_or("", String::as_str);
    let info = state.translations.shown_poll(id, first, &p.info);
    let kind = PollKind::of(&info.rules, p.tells_answer());
    let options: Vec<Texts> = info.options.iter().map(|one| one.text.clone()).collect();
    let of_round = Asked {
        state,
        id,
        p,
        kind: &kind,
        options: &options,
    };
    let past = p.past();
    let resets = past.iter().filter(|round| round.counts.mark.void).count() as u32;
    let earlier: Vec<Round> = (1..)
        .zip(p.earlier())
        .map(|(nth, round)| of_round.earlier(nth, &round))
        .collect();
    let is_over = matches!(p.phase, Phase::Closed | Phase::Revealed);
    let groups = match is_over {
        true => of_round.groups(),
        false => vec![],
    };
    Poll {
        id,
        key: info.key.clone(),
        title: info.title.clone(),
        phase: p.phase,
        told: p.phase == Phase::Revealed,
        is_kept_back: p.live_results() == domain::LiveResults::Never,
        verified: info.voters.verified(),
        named: info.named,
        weighted: info.voters.weights.is_some(),
        only: (info.voters.only.iter())
            .map(|(group, values)| (group.clone(), values.clone()))
            .collect(),
        resets,
        last: of_round.last(earlier.len() as u32 + 1),
        earlier,
        again: view::again(p),
        groups,
        kind,
        options,
    }
}

/// A poll as its tables need it.
struct Asked<'a> {
    state: &'a State,
    id: PollId,
    p: &'a domain::Poll,
    kind: &'a PollKind,
    options: &'a [Texts],
}

impl Asked<'_> {
    fn read(&self, tally: &domain::Tally) -> Option<Tally> {
        view::read_whole(self.state, self.id, self.p, tally)
    }

    fn table(&self, tally: Option<&Tally>, shares: &Shares, votes: u32, present: Present) -> Table {
        tally.map_or_else(Table::default, |tally| {
            table(self.kind, self.options, tally, shares, votes, present)
        })
    }

    fn last(&self, nth: u32) -> Round {
        let p = self.p;
        let (tally, votes) = p.result();
        let (mark, shares) = (p.answers.mark(), p.shares().into());
        let is_over = matches!(p.phase, Phase::Closed | Phase::Revealed);
        let tally = self.read(&tally);
        Round {
            nth,
            ballots: p.answers.count(),
            votes,
            present: mark.present,
            by_door: mark.by_door,
            told: p.phase == Phase::Revealed,
            hands: p.hands().map(Into::into),
            table: self.table(
                tally.as_ref(),
                &shares,
                votes,
                Present::of(mark.by_door, p.hands().is_some()),
            ),
            seal: Some(mark.seal).filter(|seal| is_over && !seal.is_empty()),
            tally,
            shares,
        }
    }

    fn earlier(&self, nth: u32, round: &Past<'_>) -> Round {
        let counts = &round.counts;
        let shares = self.p.answers.shares_of(&counts.tally, round.votes).into();
        let tally = self.read(&counts.tally);
        Round {
            nth,
            ballots: round.phones,
            votes: round.votes,
            present: counts.mark.present,
            by_door: counts.mark.by_door,
            told: counts.mark.told,
            hands: round.hands.map(Into::into),
            table: self.table(
                tally.as_ref(),
                &shares,
                round.votes,
                Present::of(counts.mark.by_door, round.hands.is_some()),
            ),
            seal: Some(counts.mark.seal).filter(|seal| !seal.is_empty()),
            tally,
            shares,
        }
    }

    /// Returns the result by each group of which something may be seen, or is withheld.
    fn groups(&self) -> Vec<SplitBy> {
        let read = |tally: &_| self.read(tally);
        let groups = self.state.groups.iter().map(|(id, group)| {
            let told = view::group_tally(self.p, id, group, &read);
            let withheld = self.p.answers.withholds(id);
            let GroupTally { values, hides, .. } = told;
            let values = values.into_iter().filter_map(|value| {
                let (of, info) = group.values().find(|(of, _)| of.0 == value.value)?;
                Some(ValueResult {
                    key: info.key.clone(),
                    text: shown(self.state, Passage::GroupValue(id, of), &info.text),
                    ballots: value.ballots.unwrap_or(value.count),
                    votes: value.count,
                    table: self.table(
                        Some(&value.tally),
                        &value.shares,
                        value.count,
                        Present::of(self.p.answers.mark().by_door, false),
                    ),
                    tally: value.tally,
                    shares: value.shares,
                })
            });
            SplitBy {
                key: group.info.key.clone(),
                name: shown(self.state, Passage::GroupName(id), &group.info.name),
                values: values.collect(),
                hides,
                withheld,
            }
        });
        groups
            .filter(|group| !group.values.is_empty() || group.withheld)
            .collect()
    }
}
