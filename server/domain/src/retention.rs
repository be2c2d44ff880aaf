//! The end of guest data: the log that replaces the old one when the event's retention is over.
//!
//! The programme and the tallies stay, and the tallies by group of values with at least [`SPLIT_VOTERS_MIN`] voters: smaller
//! counts would reveal how somebody voted. Participants with their declared values, ballots, questions (with names), upvotes
//! and raised cards (but not their curves) are gone from the state and, because the log is rewritten and not appended to, from the disk.

use std::collections::BTreeSet;

use crate::fact::{Fact, SessionEnd};
use crate::ids::GroupId;
use crate::poll::Phase;
use crate::poll::kinds::Counts;
use crate::session::SessionState;
use crate::state::State;

/// Minimum number of voters of a group's value whose counts outlive their ballots.
pub const SPLIT_VOTERS_MIN: u32 = 5;

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
    facts.extend(happened(state));
    let curves = state
        .cards
        .iter()
        .filter(|(_, hands)| !hands.curve.points.is_empty());
    facts.extend(curves.map(|(id, hands)| Fact::CardsKept(id, hands.curve.clone())));
    let revoked = state.staff.generations();
    facts.extend(revoked.map(|(role, generation)| Fact::RoleRevoked(role, generation)));
    let address = state.event.address.clone();
    facts.extend(address.map(|(url, by)| Fact::AddressChosen(url, by)));
    facts.push(Fact::QuestionsSet(false));
    facts.push(Fact::Forgotten);
    facts
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
        if !poll.answers.is_empty() {
            let rounds = poll.answers.counts(poll.info.options.len());
            let kept = (0..).zip(rounds.into_iter().map(without_few));
            facts.extend(kept.map(|(round, counts)| Fact::CountsKept(id, round, counts)));
        }
        if poll.phase == Phase::Revealed {
            facts.push(Fact::PollRevealed(id));
        }
        (poll.since, facts)
    });
    let mut happened: Vec<(u64, Vec<Fact>)> = sessions.chain(polls).collect();
    happened.sort_by_key(|(since, _)| *since);
    happened.into_iter().flat_map(|(_, facts)| facts)
}

/// Drops the counts by group that reveal few voters: small counts, and further ones if the remaining ballots, known by
/// subtraction, would be few.
fn without_few(mut counts: Counts) -> Counts {
    let groups: BTreeSet<GroupId> = counts.splits.iter().map(|split| split.group).collect();
    for group in groups {
        loop {
            let of_group = || counts.splits.iter().filter(|split| split.group == group);
            let rest = counts.count - of_group().map(|split| split.count).sum::<u32>();
            let Some(least) = of_group().min_by_key(|split| split.count) else {
                break;
            };
            if least.count >= SPLIT_VOTERS_MIN && (rest == 0 || rest >= SPLIT_VOTERS_MIN) {
                break;
            }
            let value = least.value;
            counts
                .splits
                .retain(|split| (split.group, split.value) != (group, value));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PollId;
    use crate::poll::Rules;
    use crate::poll::kinds::choice;
    use crate::program::{LiveResults, PollInfo};
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
