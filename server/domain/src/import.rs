//! Takes an event file into an event, item by item by stable key: what can change changes, and what would
//! falsify ballots or leave something pointing at nothing is kept as it is and told.

use crate::fact::Fact;
use crate::ids::{PersonId, PollId, SessionId};
use crate::program::{PollInfo, Program};
use crate::state::{Phase, Poll, SessionState, State};

/// What an import does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub facts: Vec<Fact>,
    pub refused: Vec<Refused>,
}

/// An item that the import leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// `poll "pilot-field"`.
    pub item: String,
    pub why: &'static str,
}

/// Compares a program with what is there. Pure: the facts are the difference.
pub fn plan(state: &State, program: &Program) -> Plan {
    let mut plan = Plan::default();
    if state.info.as_ref() != Some(&program.event) {
        plan.facts.push(Fact::EventDescribed(program.event.clone()));
    }
    people(state, program, &mut plan);
    let kept = sessions(state, program, &mut plan);
    polls(state, program, &kept, &mut plan);
    plan
}

fn people(state: &State, program: &Program, plan: &mut Plan) {
    let mut next = state.people.len() as u32;
    for info in &program.people {
        let known = state.person_by_key(&info.key);
        if known.and_then(|id| state.person(id)) == Some(info) {
            continue;
        }
        let id = known.unwrap_or_else(|| PersonId(take(&mut next)));
        plan.facts.push(Fact::PersonPut(id, info.clone()));
    }
    for (id, info) in state.people() {
        if program.people.iter().any(|p| p.key == info.key) {
            continue;
        }
        if state.questions.iter().any(|q| q.to == Some(id)) {
            plan.refuse("person", &info.key, "questions are addressed to them");
        } else {
            plan.facts.push(Fact::PersonRemoved(id));
        }
    }
}

/// Returns the keys of sessions that stay although the file leaves them out.
fn sessions(state: &State, program: &Program, plan: &mut Plan) -> Vec<String> {
    let mut next = state.sessions.len() as u32;
    for (order, info) in program.sessions.iter().enumerate() {
        let known = state.session_by_key(&info.key);
        let same = known
            .and_then(|id| state.session(id))
            .is_some_and(|s| s.info == *info && s.order == order as u32);
        if !same {
            let id = known.unwrap_or_else(|| SessionId(take(&mut next)));
            plan.facts
                .push(Fact::SessionPut(id, info.clone(), order as u32));
        }
    }
    let mut kept = vec![];
    for (id, session) in state.sessions() {
        let key = &session.info.key;
        if program.sessions.iter().any(|s| s.key == *key) {
            continue;
        }
        let voted = state
            .polls()
            .any(|(_, p)| p.info.session.as_ref() == Some(key) && p.count > 0);
        let why = match session.state {
            SessionState::Running => Some("it is running"),
            SessionState::Ended => Some("it has taken place"),
            SessionState::Coming if voted => Some("a poll of it has ballots"),
            SessionState::Coming => None,
        };
        match why {
            Some(why) => {
                plan.refuse("session", key, why);
                kept.push(key.clone());
            }
            None => plan.facts.push(Fact::SessionRemoved(id)),
        }
    }
    kept
}

fn polls(state: &State, program: &Program, kept_sessions: &[String], plan: &mut Plan) {
    let mut next = state.polls.len() as u32;
    for (order, info) in program.polls.iter().enumerate() {
        let known = state.polls().find(|(_, p)| p.info.key == info.key);
        match known {
            Some((_, p)) if p.info == *info && p.order == order as u32 => {}
            Some((id, p)) => match refusal(p, info) {
                Some(why) => plan.refuse("poll", &info.key, why),
                None => plan
                    .facts
                    .push(Fact::PollPut(id, info.clone(), order as u32)),
            },
            None => {
                let id = PollId(take(&mut next));
                plan.facts
                    .push(Fact::PollPut(id, info.clone(), order as u32));
            }
        }
    }
    for (id, poll) in state.polls() {
        if program.polls.iter().any(|p| p.key == poll.info.key) {
            continue;
        }
        if poll.count > 0 {
            plan.refuse("poll", &poll.info.key, "it has ballots");
        } else if poll.phase == Phase::Open {
            plan.refuse("poll", &poll.info.key, "it is open");
        } else if poll
            .info
            .session
            .as_ref()
            .is_some_and(|key| kept_sessions.contains(key))
            && poll.phase != Phase::Ready
        {
            plan.refuse("poll", &poll.info.key, "its session has taken place");
        } else {
            plan.facts.push(Fact::PollRemoved(id));
        }
    }
}

/// Wording and order may be mended at any time; what a ballot means may not change once there is one,
/// nor while somebody may be filling one in.
fn refusal(poll: &Poll, info: &PollInfo) -> Option<&'static str> {
    if poll.count == 0 && poll.phase != Phase::Open {
        return None;
    }
    let keys = |info: &PollInfo| {
        info.options
            .iter()
            .map(|o| o.key.clone())
            .collect::<Vec<_>>()
    };
    if poll.info.kind != info.kind {
        return Some("it has ballots or is open: its kind, minimum and maximum stay");
    }
    if keys(&poll.info) != keys(info) {
        return Some(
            "it has ballots or is open: its options and their order stay (their wording can change)",
        );
    }
    None
}

impl Plan {
    fn refuse(&mut self, kind: &str, key: &str, why: &'static str) {
        self.refused.push(Refused {
            item: format!("{kind} \"{key}\""),
            why,
        });
    }
}

fn take(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}
