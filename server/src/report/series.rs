//! Events of a series beside each other, made of their reports alone: what a report does not tell, no comparison tells.
//!
//! # Invariants
//! - Two results stand beside each other only if [`comparable`] holds for their polls, each with each.
//! - A result that was not revealed, or that nobody voted in, stands nowhere. Groups stand as their reports have them, and no result by
//!   group is compared.

use std::collections::BTreeSet;

use plenary_domain::ids::Millis;
use plenary_domain::program::SessionKind;
use plenary_domain::text::Texts;

use super::table::{Column, Label, Row};
use super::{Came, Poll, Report, Topic};
use crate::protocol::poll::scale::ScaleRules;
use crate::protocol::{HandCount, PollKind};

/// Limit on the events that stand beside each other: the latest ones.
pub const EVENTS_MAX: usize = 8;

/// What can be compared of one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub code: String,
    pub title: Texts,
    pub venue: Texts,
    /// ISO 8601 local date.
    pub date: String,
    pub joined: u32,
    /// Polls whose result was revealed, with votes.
    pub told: u32,
    /// Questions that were asked, and those that were answered in the hall or in writing.
    pub asked: u32,
    pub answered: u32,
    /// When its report became final. None: it is not.
    pub final_at: Option<Millis>,
    /// The fingerprint on its report.
    pub seal: String,
    came: Vec<Came>,
    polls: Vec<Poll>,
    sessions: Vec<(String, Texts, Held)>,
    topics: Vec<Topic>,
}

/// Events beside each other. A list with an entry an event is in the order of [`Series::events`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Oldest first.
    pub events: Vec<Member>,
    /// How many earlier ones are left out.
    pub older: u32,
    /// How many are left out because the reader may not read their reports.
    pub hidden: u32,
    pub came: Vec<CameBeside>,
    /// In the order of the last event's report.
    pub polls: Vec<Beside>,
    pub sessions: Vec<Returning<Held>>,
    /// Labels of the desks. They are no part of a report.
    pub topics: Vec<Returning<u32>>,
}

/// Who came by one value of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameBeside {
    pub group: Texts,
    pub value: Texts,
    /// None where the report lists no such value.
    pub people: Vec<Option<u32>>,
}

/// One poll in several events.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    pub key: String,
    pub title: Texts,
    /// What each number is.
    pub column: Column,
    pub labels: Vec<Label>,
    /// None: the event has no comparable result.
    pub heard: Vec<Option<Heard>>,
}

/// The result of one poll in one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// What 100 % is where one number is meant, else the votes.
    pub base: u32,
    /// By row.
    pub cells: Vec<Option<i64>>,
    /// By row: no other one has more.
    pub leads: Vec<bool>,
    /// Counted in the room. The cells contain them.
    pub hands: Option<HandCount>,
}

/// What returns from event to event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returning<T> {
    pub title: Texts,
    /// None: the event has it not.
    pub at: Vec<Option<T>>,
}

/// Questions of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub asked: u32,
    pub answered: u32,
}

/// What a report says of the last event of its series.
#[derive(Debug, Clone, PartialEq)]
pub enum Before {
    /// Its report is not final, or not for all who read this one.
    Closed,
    /// That event and this one.
    Told(Box<Series>),
}

impl Member {
    /// Returns what can be compared of an event.
    pub fn of(report: &Report) -> Member {
        let sum = |of: fn(&super::Questions) -> u32| {
            let sessions = report.sessions.iter();
            sessions.map(|session| of(&session.questions)).sum()
        };
        let edition = report.words.editions.last();
        let polls = report
            .polls()
            .filter(|poll| poll.is_published() && has_votes(poll));
        let polls: Vec<Poll> = polls
            .map(|poll| Poll {
                // Only the last round and its total are compared.
                earlier: vec![],
                groups: vec![],
                ..poll.clone()
            })
            .collect();
        let sessions = report.sessions.iter().filter_map(|session| {
            let held = Held {
                asked: session.questions.asked(),
                answered: session.questions.answered + session.questions.in_writing,
            };
            let key = session.key.clone()?;
            Some((key, session.title.clone(), held)).filter(|_| session.kind != SessionKind::Break)
        });
        Member {
            code: report.code.clone(),
            title: report.title.clone(),
            venue: report.venue.clone(),
            date: report.date.clone(),
            joined: report.people.joined,
            told: polls.len() as u32,
            asked: sum(super::Questions::asked),
            answered: sum(|questions| questions.answered + questions.in_writing),
            final_at: edition.filter(|_| report.words.is_final).map(|one| one.at),
            seal: report.words.printed().to_owned(),
            came: report.people.groups.clone(),
            polls,
            sessions: sessions.collect(),
            topics: report.topics.clone(),
        }
    }
}

impl Series {
    /// Puts events beside each other, of many the last.
    pub fn of(mut events: Vec<Member>) -> Series {
        let older = events.len().saturating_sub(EVENTS_MAX);
        events.drain(..older);
        Series {
            older: older as u32,
            hidden: 0,
            came: came(&events),
            polls: polls(&events),
            sessions: sessions(&events),
            topics: topics(&events),
            events,
        }
    }
}

/// Returns true if the results of two polls say something about each other: the same key, the same kind with the same rules, the same
/// question and the same answers in the same order in every language that both have, the same voters, and the same weights or none.
/// Answers that guests write, and estimates, are no list that two events share; an answer of a matrix is a place and no number.
pub fn comparable(one: &Poll, other: &Poll) -> bool {
    let options = one.options.iter().zip(&other.options);
    one.key == other.key
        && alike_kinds(&one.kind, &other.kind)
        && alike(&one.title, &other.title)
        && one.options.len() == other.options.len()
        && options.into_iter().all(|(one, other)| alike(one, other))
        && one.only == other.only
        && one.weighted == other.weighted
}

/// Returns true if two texts say the same in every language that both have, and they have one.
fn alike(one: &Texts, other: &Texts) -> bool {
    let mut both = one
        .iter()
        .filter_map(|(lang, text)| Some((text, other.get(lang)?)))
        .peekable();
    let share = both.peek().is_some() || one.is_empty() && other.is_empty();
    share && both.all(|(one, other)| one.trim() == other.trim())
}

fn alike_kinds(one: &PollKind, other: &PollKind) -> bool {
    match one {
        PollKind::Words(_) | PollKind::Text(_) | PollKind::Estimate(_) | PollKind::Matrix(_) => {
            false
        }
        PollKind::Scale(one) => matches!(other, PollKind::Scale(other) if alike_scales(one, other)),
        PollKind::Choice(_)
        | PollKind::FreeChoice(_)
        | PollKind::Quiz(_)
        | PollKind::Ranking(_)
        | PollKind::Points(_)
        | PollKind::Motion(_) => one == other,
    }
}

fn alike_scales(one: &ScaleRules, other: &ScaleRules) -> bool {
    let wordless = |rules: &ScaleRules| ScaleRules {
        low: Texts::new(),
        high: Texts::new(),
        ..rules.clone()
    };
    wordless(one) == wordless(other) && alike(&one.low, &other.low) && alike(&one.high, &other.high)
}

fn has_votes(poll: &Poll) -> bool {
    poll.last.votes > 0 || poll.last.ballots > 0
}

fn polls(events: &[Member]) -> Vec<Beside> {
    let mut done: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut all = vec![];
    // The last event decides the order, and which polls are meant where a wording changed on the way.
    for (at, event) in events.iter().enumerate().rev() {
        for (nth, poll) in event.polls.iter().enumerate() {
            if done.contains(&(at, nth)) {
                continue;
            }
            let mut found: Vec<(usize, usize)> = vec![(at, nth)];
            for (earlier, other) in events.iter().enumerate().take(at).rev() {
                let fits = |candidate: &Poll| {
                    let mut chosen = found.iter().map(|(at, nth)| &events[*at].polls[*nth]);
                    chosen.all(|one| comparable(one, candidate))
                };
                let place = other.polls.iter().position(fits);
                found.extend(
                    place
                        .map(|place| (earlier, place))
                        .filter(|one| !done.contains(one)),
                );
            }
            if found.len() > 1 {
                all.extend(beside(events, poll, &found));
                done.extend(found);
            }
        }
    }
    all
}

/// Puts one poll's results beside each other: the number that speaks for each answer.
fn beside(events: &[Member], poll: &Poll, found: &[(usize, usize)]) -> Option<Beside> {
    let table = &poll.last.table;
    let nth = table.main_column()?;
    let (column, is_listed) = (table.columns[nth], |row: &&Row| {
        // Own words stand as one sum; what they say is another list each time.
        !matches!(row.label, Label::Said(..))
    });
    let mut heard: Vec<Option<Heard>> = vec![None; events.len()];
    for (at, place) in found {
        let last = &events[*at].polls[*place].last;
        let rows = || last.table.rows.iter().filter(is_listed);
        heard[*at] = Some(Heard {
            base: last
                .table
                .base
                .and_then(|(_, base)| base)
                .unwrap_or(last.votes),
            cells: rows()
                .map(|row| row.cells.get(nth).copied().flatten())
                .collect(),
            leads: rows().map(|row| row.leads).collect(),
            hands: last.hands.clone(),
        });
    }
    let labels = table.rows.iter().filter(is_listed);
    Some(Beside {
        key: poll.key.clone(),
        title: poll.title.clone(),
        column,
        labels: labels.map(|row| row.label.clone()).collect(),
        heard,
    })
}

/// Returns who came, by the values that at least two reports list.
fn came(events: &[Member]) -> Vec<CameBeside> {
    let Some(last) = events.last() else {
        return vec![];
    };
    let rows = last.came.iter().flat_map(|group| {
        group.values.iter().map(move |value| {
            let people = |event: &Member| {
                let of = event.came.iter();
                let mut of = of.filter(|one| one.key == group.key && alike(&one.name, &group.name));
                let values = of.find_map(|one| one.values.iter().find(|one| one.key == value.key));
                values
                    .filter(|one| alike(&one.text, &value.text))
                    .map(|one| one.people)
            };
            CameBeside {
                group: group.name.clone(),
                value: value.text.clone(),
                people: events.iter().map(people).collect(),
            }
        })
    });
    rows.filter(|row| returns(&row.people)).collect()
}

/// Returns the sessions that at least two events had, and in which questions were asked.
fn sessions(events: &[Member]) -> Vec<Returning<Held>> {
    let all = events.iter().map(|event| &event.sessions[..]);
    let all = returning(all, |(key, title, held)| (key, title, *held));
    let asked = |one: &Returning<Held>| one.at.iter().flatten().any(|held| held.asked > 0);
    all.into_iter().filter(asked).collect()
}

/// Returns the labels that questions of at least two events had.
fn topics(events: &[Member]) -> Vec<Returning<u32>> {
    let all = events.iter().map(|event| &event.topics[..]);
    returning(all, |topic| (&topic.key, &topic.text, topic.questions))
}

/// Returns what at least two events have under the same key and the same name, in the order of the last one that has it.
fn returning<'a, I: 'a, T: Copy>(
    events: impl DoubleEndedIterator<Item = &'a [I]> + ExactSizeIterator + Clone,
    of: impl Fn(&'a I) -> (&'a String, &'a Texts, T),
) -> Vec<Returning<T>> {
    let mut known: Vec<(&String, Returning<T>)> = vec![];
    for items in events.clone().rev() {
        for item in items {
            let (key, title, _) = of(item);
            if known
                .iter()
                .any(|(one, row)| *one == key && alike(&row.title, title))
            {
                continue;
            }
            let at = events.clone().map(|items| {
                let mut same = items.iter().map(&of);
                let same = same.find(|(one, name, _)| *one == key && alike(name, title));
                same.map(|(_, _, told)| told)
            });
            let row = Returning {
                title: title.clone(),
                at: at.collect(),
            };
            known.push((key, row));
        }
    }
    let rows = known.into_iter().map(|(_, row)| row);
    rows.filter(|row| returns(&row.at)).collect()
}

fn returns<T>(at: &[Option<T>]) -> bool {
    at.iter().flatten().count() > 1
}
