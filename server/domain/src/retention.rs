//! The end of guest data: the log that replaces the old one when the event's retention is over.
//!
//! The programme and the tallies stay. Participants with what they said to belong to, ballots, questions (with names) and upvotes are gone from the
//! state and, since the log is rewritten and not appended to, from the disk.

use crate::fact::{Fact, SessionEnd};
use crate::poll::Phase;
use crate::session::SessionState;
use crate::state::State;

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
        match session.state {
            SessionState::Coming => {}
            SessionState::Running => facts.push(Fact::SessionStarted(id)),
            SessionState::Ended => facts.push(Fact::SessionEnded(id, SessionEnd::default())),
        }
    }
    for (id, poll) in state.polls.iter() {
        facts.push(Fact::PollPut(id, poll.info.clone(), poll.order));
        // Otherwise results that the host has hidden would be shown again.
        if poll.live != poll.info.live {
            facts.push(Fact::LiveSet(id, poll.live));
        }
        if poll.phase != Phase::Ready {
            facts.push(Fact::PollClosed(id));
        }
        if !poll.answers.is_empty() {
            let rounds = poll.answers.counts(poll.info.options.len());
            let kept = (0..).zip(rounds);
            facts.extend(kept.map(|(round, counts)| Fact::CountsKept(id, round, counts)));
        }
        if poll.phase == Phase::Revealed {
            facts.push(Fact::PollRevealed(id));
        }
    }
    let revoked = state.staff.generations();
    facts.extend(revoked.map(|(role, generation)| Fact::RoleRevoked(role, generation)));
    let address = state.event.address.clone();
    facts.extend(address.map(|(url, by)| Fact::AddressChosen(url, by)));
    facts.push(Fact::QuestionsSet(false));
    facts.push(Fact::Forgotten);
    facts
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
