//! The end of guest data: the log that replaces the old one when the event's retention is over.
//!
//! The programme, the announcements, the names of screens, a leave that is on, the report's words with its editions, the tallies, how far guests came with surveys, and the approved entries that some ballot contains stay, and the
//! tallies by group that do not reveal few voters ([`seen`]). The guest list (but not how many were on it and how many came), participants with their codes, names and values, ballots with their
//! names and points, nicknames, captions (they say what people said, so an organiser fetches the transcripts before), questions (with names), upvotes and raised cards (but not their curves), and those from the hall who spoke, are gone from the state
//! and, because the log is rewritten and not appended to, from the disk.

use std::collections::{BTreeMap, BTreeSet};

use crate::announcement::Airing;
use crate::delay::{Delay, Shift};
use crate::fact::{Fact, SessionEnd};
use crate::finding::Readers;
use crate::ids::{CodeId, EntryId, GroupId, PollId, ValueId};
use crate::poll::Phase;
use crate::poll::entries::Entry;
use crate::poll::groups::seen;
use crate::poll::kinds::Counts;
use crate::question::Settings;
use crate::role::Actor;
use crate::session::{RealTimes, SessionState};
use crate::shelf::Shelf;
use crate::state::State;
use crate::survey::Progress;

/// Returns the facts of an event without its guests.
pub fn without_guests(state: &State) -> Vec<Fact> {
    let mut facts = vec![];
    facts.extend(state.event.info.clone().map(Fact::EventDescribed));
    for (id, group) in state.groups.iter() {
        let (info, ids) = (group.info.clone(), group.ids.clone());
        facts.push(Fact::GroupPut(id, info, ids, group.order));
    }
    facts.extend(
        state
            .persons
            .iter()
            .map(|(id, p)| Fact::PersonPut(id, p.clone())),
    );
    for (id, session) in state.sessions.iter() {
        facts.push(Fact::SessionPut(id, session.info.clone(), session.order));
    }
    facts.extend(shifted(state));
    for (id, poll) in state.polls.iter() {
        let (info, order) = (poll.info.clone(), poll.order);
        facts.push(if poll.made {
            Fact::PollMade(id, info, order)
        } else {
            Fact::PollPut(id, info, order)
        });
        // Otherwise results that the host has hidden would be shown again.
        if poll.live != poll.info.live {
            facts.push(Fact::LiveSet(id, poll.live));
        }
    }
    facts.extend(entries(state));
    for (id, survey) in state.surveys.iter() {
        facts.push(Fact::SurveyPut(id, survey.info.clone(), survey.order));
    }
    for (id, label) in state.labels.iter() {
        let (info, order) = (label.info.clone(), label.order);
        facts.push(if label.made {
            Fact::LabelMade(id, info, order, Actor::Operator)
        } else {
            Fact::LabelPut(id, info, order)
        });
    }
    facts.extend(happened(state));
    let begun = state
        .surveys
        .iter()
        .map(|(id, survey)| (id, survey.progress()));
    let begun = begun.filter(|(_, progress)| progress.began > 0);
    facts.extend(begun.map(|(id, progress)| {
        let Progress { began, finished } = progress;
        Fact::SurveyKept(id, began, finished)
    }));
    let curves = state
        .cards
        .iter()
        .filter(|(_, hands)| !hands.curve.points.is_empty());
    facts.extend(curves.map(|(id, hands)| Fact::CardsKept(id, hands.curve.clone())));
    // Not of those from the hall, who have names.
    let spoken = state.floors.iter().filter_map(|(id, floor)| {
        let times = floor.times(state.at).into_iter();
        let times = times.filter_map(|(speaker, ms)| Some((speaker.person()?, ms)));
        let times: Vec<_> = times.collect();
        (!times.is_empty()).then_some(Fact::FloorKept(id, times))
    });
    facts.extend(spoken);
    let revoked = state.staff.generations();
    facts.extend(revoked.map(|(role, generation)| Fact::RoleRevoked(role, generation)));
    let logins = state.logins.iter();
    facts.extend(logins.map(|(id, login)| Fact::LoggedIn(id, login.clone())));
    let terms = state.glossary.iter();
    facts.extend(
        terms.map(|(id, term)| Fact::TermPut(id, term.info.clone(), term.added, Actor::Operator)),
    );
    for (id, one) in state.announcements.iter() {
        let by = Actor::Operator;
        facts.push(Fact::AnnouncementPut(id, one.info.clone(), by));
        if one.airing != Airing::Planned {
            facts.push(Fact::AnnouncementTurned(id, one.airing, by));
        }
    }
    facts.extend(reported(state));
    for (id, screen) in state.screens.iter() {
        facts.push(Fact::ScreenPut(id, screen.name.clone(), Actor::Operator));
    }
    if state.leaving.on {
        facts.push(Fact::LeavingSet(true, Actor::Operator));
    }
    let address = state.event.address.clone();
    let shelf = state.event.shelf;
    facts.extend((shelf != Shelf::Open).then_some(Fact::EventShelved(shelf)));
    facts.extend(address.map(|(url, by)| Fact::AddressChosen(url, by)));
    if !state.guest_list.is_empty() {
        let list = &state.guest_list;
        facts.push(Fact::ArrivalsKept(list.len(), list.here()));
    }
    if state.codes.next() != CodeId::default() {
        facts.push(Fact::CodesForgotten(state.codes.next()));
    }
    let paused = Settings::asking(false);
    facts.push(Fact::QuestionsSet(None, Some(paused)));
    facts.push(Fact::Forgotten);
    facts
}

/// Returns the approved entries that ballots of any round contain, without their guests. What all guests took back is gone; the
/// entries that counted with it still count as one.
fn entries(state: &State) -> Vec<Fact> {
    let entries = &state.polls.entries;
    let stays = |(id, entry): &(EntryId, &Entry)| {
        let poll = state.polls.get(entry.poll);
        poll.is_some_and(|poll| poll.answers.have_mentioned(*id))
    };
    let stay = entries.iter().filter(stays);
    let stay = stay.filter_map(|(id, entry)| Some((id, entry, entry.screened.public()?)));
    let stay: Vec<_> = stay.collect();
    // By the head of each cluster, the head that stays.
    let mut heads: BTreeMap<EntryId, EntryId> = BTreeMap::new();
    for (id, ..) in &stay {
        let head = entries.head(*id);
        let stays = heads.entry(head).or_insert(*id);
        if *id == head {
            *stays = head;
        }
    }
    let facts = stay.into_iter().flat_map(|(id, entry, public)| {
        let (before, head) = (entries.head(id), heads.get(&entries.head(id)).copied());
        let is_head = head == Some(id);
        // The group of a cluster is that of its head.
        let group = match is_head {
            true => entries.get(before).and_then(|head| head.group.clone()),
            false => entry.group.clone(),
        };
        let content = public.content().clone();
        let mut facts = vec![
            Fact::EntryWritten(id, entry.poll, None, content),
            Fact::EntryApproved(id, 1, Actor::Operator),
        ];
        if group.is_some() {
            facts.push(Fact::EntryGrouped(id, group.clone(), Actor::Operator));
        }
        if !is_head {
            facts.push(Fact::EntryJoined(id, head, Actor::Operator));
        }
        facts
    });
    let mut facts: Vec<Fact> = facts.collect();
    let named = facts.iter().filter_map(|fact| {
        let Fact::EntryGrouped(id, Some(group), _) = fact else {
            return None;
        };
        Some((entries.get(*id)?.poll, group.clone()))
    });
    let named: BTreeSet<(PollId, String)> = named.collect();
    for (poll, group) in named {
        let texts = entries.heading(poll, &group).clone();
        if !texts.is_empty() {
            facts.push(Fact::HeadingWritten(poll, group, texts, Actor::Operator));
        }
    }
    facts
}

/// Returns how far the sessions are from their plans.
fn shifted(state: &State) -> Option<Fact> {
    let all = state.sessions.iter();
    let shifts = all.filter(|(_, session)| session.delay != Delay::default());
    let shifts: Vec<Shift> = shifts
        .map(|(id, one)| Shift {
            session: id,
            delay: one.delay,
        })
        .collect();
    (!shifts.is_empty()).then_some(Fact::AgendaShifted(shifts, Actor::Operator))
}

/// Returns the states of sessions and polls in the order in which they reached them, because that order decides what is on.
fn happened(state: &State) -> impl Iterator<Item = Fact> {
    let sessions = state.sessions.iter().map(|(id, session)| {
        let fact = match session.state {
            SessionState::Coming => None,
            SessionState::Running => Some(Fact::SessionStarted(id)),
            SessionState::Ended => Some(Fact::SessionEnded(id, SessionEnd::default())),
            SessionState::Skipped => Some(Fact::SessionSkipped(id)),
        };
        (session.since, fact.into_iter().collect())
    });
    let polls = state.polls.iter().map(|(id, poll)| {
        let mut facts = vec![];
        if poll.phase != Phase::Ready {
            facts.push(Fact::PollClosed(id));
        }
        if poll.is_empty() {
            // Nobody counts who is present after the event.
            let mark = poll.answers.mark();
            facts.extend(mark.present.map(|present| match mark.by_door {
                true => Fact::CheckedInCounted(id, present),
                false => Fact::PresentCounted(id, present),
            }));
        } else {
            let kept = (0..).zip(without_few(poll.answers.counts(), &poll.answers.withheld()));
            facts.extend(kept.map(|(round, counts)| Fact::CountsKept(id, round, counts)));
            let hands = poll.hands.iter();
            facts.extend(
                hands.map(|(round, hands)| Fact::HandsCounted(id, *round, Some(hands.clone()))),
            );
        }
        if poll.phase == Phase::Revealed {
            facts.push(Fact::PollRevealed(id));
        }
        if poll.answer_told {
            facts.push(Fact::AnswerTold(id));
        }
        (poll.since, facts)
    });
    let mut happened: Vec<(u64, Vec<Fact>)> = sessions.chain(polls).collect();
    happened.sort_by_key(|(since, _)| *since);
    happened.into_iter().flat_map(|(_, facts)| facts)
}

/// Drops the counts by group that reveal few voters, by themselves or beside a table that was shown.
fn without_few(mut rounds: Vec<Counts>, withheld: &BTreeSet<GroupId>) -> Vec<Counts> {
    for round in &mut rounds {
        let is_void = round.mark.void;
        let splits = &mut round.splits;
        splits.retain(|split| !is_void && !withheld.contains(&split.group));
    }
    let counted = || {
        rounds
            .iter()
            .filter(|round| !round.mark.void && round.count > 0)
    };
    let splits: Vec<_> = counted()
        .map(|round| (round.count, round.splits.as_slice()))
        .collect();
    let groups: BTreeSet<GroupId> = counted()
        .flat_map(|round| round.splits.iter().map(|split| split.group))
        .collect();
    let seen: BTreeSet<(GroupId, ValueId)> = groups
        .into_iter()
        .flat_map(|group| {
            seen(group, &splits)
                .into_iter()
                .map(move |value| (group, value))
        })
        .collect();
    for round in &mut rounds {
        round
            .splits
            .retain(|split| seen.contains(&(split.group, split.value)));
    }
    rounds
}

/// Returns the report: its editions as they were printed, its draft, and when each session really took place.
fn reported(state: &State) -> Vec<Fact> {
    let by = Actor::Operator;
    let reports = &state.reports;
    let mut facts = vec![];
    // An edition makes the draft final, so what it had comes first.
    let lines = reports.lines().into_iter();
    facts.extend(
        lines.map(|(id, line)| Fact::LineWritten(id, Some(line.info.clone()), line.order, by)),
    );
    facts.extend(reports.editions.iter().cloned().map(Fact::EditionKept));
    if reports.readers != Readers::default() {
        facts.push(Fact::ReportShown(reports.readers, by));
    }
    let real = state
        .sessions
        .iter()
        .filter(|(_, session)| session.real.began.is_some());
    facts.extend(real.map(|(id, session)| {
        let RealTimes { began, ended } = session.real;
        Fact::TimesKept(id, began, ended)
    }));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PollId;
    use crate::poll::Rules;
    use crate::poll::kinds::choice;
    use crate::poll::voters::Voters;
    use crate::program::{LiveResults, PollInfo, Reveal, Show};
    use crate::text::Texts;

    #[test]
    fn hidden_results_stay_hidden() {
        let poll = PollId(0);
        let info = PollInfo {
            key: "field".into(),
            session: None,
            rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
            title: Texts::new(),
            options: vec![],
            changeable: true,
            live: LiveResults::Everyone,
            seconds: None,
            show: Show::default(),
            reveal: Reveal::default(),
            voters: Voters::default(),
            named: false,
        };
        let mut state = State::default();
        state.apply(&Fact::PollPut(poll, info, 0));
        state.apply(&Fact::LiveSet(poll, LiveResults::Count));
        let mut after = State::default();
        without_guests(&state)
            .iter()
            .for_each(|fact| after.apply(fact));
        let live = after.polls.get(poll).map(|poll| poll.live);
        assert_eq!(live, Some(LiveResults::Count));
    }
}
