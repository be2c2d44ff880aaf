//! Imports an event file into an event, item by item by stable key. Changes that would falsify ballots or leave a dangling
//! reference are not made, and reported. If the remaining items and the file cannot form an event together, the import changes
//! nothing, and reports that too.

use crate::fact::Fact;
use crate::ids::{GroupId, Id, SessionId, ValueId};
use crate::poll::make::Fixed;
use crate::poll::{Phase, Poll};
use crate::program::{
    GroupInfo, LABELS_MAX, LabelInfo, PEOPLE_MAX, POLLS_MAX, PersonInfo, PollInfo, Program,
    SESSIONS_MAX, SURVEYS_MAX, SessionInfo, SurveyInfo, Texts,
};
use crate::question::addressee::Addressee;
use crate::rejection::Need;
use crate::role::Actor;
use crate::session::{Session, SessionState};
use crate::state::State;
use crate::survey::Survey;

/// The effect of an import.
///
/// # Invariants
/// - A refused import has no facts. Its conflicts are the items that caused the refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub facts: Vec<Fact>,
    pub conflicts: Vec<Conflict>,
    pub refused: Option<Refused>,
}

/// Why the file and the remaining items cannot form an event together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Remaining items have no text in this language, the file's first.
    #[error("items that must stay have no text in `{0}`, the file's first language")]
    Language(String),
    #[error(
        "with the items that must stay, the event would have {count} {what}, more than the limit of {max}"
    )]
    TooMany {
        what: &'static str,
        count: usize,
        max: usize,
    },
}

/// An item that the import leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// `poll "pilot-field"`.
    pub item: String,
    pub why: &'static str,
}

/// Compares a program with the state. Pure: the facts are the difference.
///
/// Items that the file omits but that stay keep their references: a poll its session, a session its people.
pub fn plan(state: &State, program: &Program) -> Plan {
    let mut plan = Plan::default();
    let polls_kept = polls(state, program, &mut plan);
    let surveys_kept = surveys(state, program, &polls_kept, &mut plan);
    let sessions_kept = sessions(state, program, &polls_kept, &surveys_kept, &mut plan);
    let people_kept = people(state, program, &sessions_kept, &mut plan);
    let groups_kept = groups(state, program, &people_kept, &polls_kept, &mut plan);
    let labels_kept = labels(state, program, &mut plan);

    let polls_left_out = polls_kept.iter().map(|p| &p.info.key);
    let polls_left_out = polls_left_out.filter(|key| program.polls.iter().all(|p| p.key != **key));
    for (what, of_file, left_out, max) in [
        (
            "polls",
            program.polls.len(),
            polls_left_out.count(),
            POLLS_MAX,
        ),
        (
            "surveys",
            program.surveys.len(),
            left_out(&surveys_kept, program),
            SURVEYS_MAX,
        ),
        (
            "sessions",
            program.sessions.len(),
            sessions_kept.len(),
            SESSIONS_MAX,
        ),
        (
            "people",
            program.people.len(),
            people_kept.len(),
            PEOPLE_MAX,
        ),
        (
            "labels",
            program.labels.len(),
            labels_kept.len(),
            LABELS_MAX,
        ),
    ] {
        let count = of_file + left_out;
        if count > max {
            return plan.refuse(Refused::TooMany { what, count, max }, |_| true);
        }
    }
    if let Some(lang) = program.event.langs.first() {
        let lacks = |texts: &Texts| !texts.contains_key(lang);
        let polls = polls_kept.iter().filter(|p| {
            let options = p.info.options.iter().map(|o| &o.text);
            let rules = p.info.rules.texts().into_iter();
            let rules = rules.filter(|texts| !texts.is_empty());
            lacks(&p.info.title) || options.chain(rules).any(lacks)
        });
        let surveys = surveys_kept.iter().filter(|s| lacks(&s.info.title));
        let sessions = sessions_kept.iter().filter(|s| lacks(&s.info.title));
        let people = people_kept
            .iter()
            .filter(|p| lacks(&p.name) || lacks(&p.org));
        let groups = groups_kept
            .iter()
            .filter(|g| lacks(&g.name) || g.values.iter().any(|v| lacks(&v.text)));
        let lacking: Vec<String> = (polls.map(|p| item("poll", &p.info.key)))
            .chain(surveys.map(|s| item("survey", &s.info.key)))
            .chain(sessions.map(|s| item("session", &s.info.key)))
            .chain(people.map(|p| item("person", &p.key)))
            .chain(groups.map(|g| item("group", &g.key)))
            .collect();
        if !lacking.is_empty() {
            let refused = Refused::Language(lang.clone());
            return plan.refuse(refused, |conflict| lacking.contains(&conflict.item));
        }
    }
    terms(state, program, &mut plan);
    if state.event.info.as_ref() != Some(&program.event) {
        plan.facts
            .insert(0, Fact::EventDescribed(program.event.clone()));
    }
    plan
}

/// Makes the terms of the file the terms of the event. Those that staff added during the event stay.
fn terms(state: &State, program: &Program, plan: &mut Plan) {
    for (id, term) in state.glossary.iter() {
        if !term.added && !program.terms.contains(&term.info) {
            plan.facts.push(Fact::TermRemoved(id, Actor::Operator));
        }
    }
    let mut next = state.glossary.next();
    for info in &program.terms {
        if !state.glossary.iter().any(|(_, term)| term.info == *info) {
            plan.facts.push(Fact::TermPut(
                take(&mut next),
                info.clone(),
                false,
                Actor::Operator,
            ));
        }
    }
}

/// Returns the polls that stay as they are.
fn polls<'a>(state: &'a State, program: &Program, plan: &mut Plan) -> Vec<&'a Poll> {
    let mut next = state.polls.next();
    let mut kept = vec![];
    for (order, info) in program.polls.iter().enumerate() {
        let known = state.polls.iter().find(|(_, p)| p.info.key == info.key);
        match known {
            Some((_, p)) if p.info == *info && p.order == order as u32 => {}
            Some((id, p)) => match refusal(p, info) {
                Some(why) => {
                    plan.keep("poll", &info.key, why);
                    kept.push(p);
                }
                None => plan
                    .facts
                    .push(Fact::PollPut(id, info.clone(), order as u32)),
            },
            None => {
                let id = take(&mut next);
                plan.facts
                    .push(Fact::PollPut(id, info.clone(), order as u32));
            }
        }
    }
    for (id, poll) in state.polls.iter() {
        if program.polls.iter().any(|p| p.key == poll.info.key) {
            continue;
        }
        let why = match poll.phase {
            _ if !poll.is_empty() => Some("it has ballots"),
            _ if poll.made => Some("a host made it during the event"),
            _ if is_asked(state, poll) => {
                Some("it is part of a survey that is open or has ballots")
            }
            Phase::Open => Some("it is open"),
            Phase::Ready | Phase::Closed | Phase::Revealed => None,
        };
        match why {
            Some(why) => {
                plan.keep("poll", &poll.info.key, why);
                kept.push(poll);
            }
            None => plan.facts.push(Fact::PollRemoved(id)),
        }
    }
    kept
}

/// Returns the surveys that stay as they are.
fn surveys<'a>(
    state: &'a State,
    program: &Program,
    polls_kept: &[&Poll],
    plan: &mut Plan,
) -> Vec<&'a Survey> {
    let mut next = state.surveys.next();
    let mut kept = vec![];
    for (order, info) in (0..).zip(&program.surveys) {
        let known = state.surveys.by_key(&info.key);
        if known.is_some_and(|(_, s)| s.info == *info && s.order == order) {
            continue;
        }
        let refused = regrouped(state, known.map(|(_, survey)| survey), info);
        match (known, refused) {
            (Some((_, survey)), Some(why)) => {
                plan.keep("survey", &info.key, why);
                kept.push(survey);
            }
            (None, Some(why)) => plan.keep("survey", &info.key, why),
            (known, None) => {
                let id = known.map_or_else(|| take(&mut next), |(id, _)| id);
                plan.facts.push(Fact::SurveyPut(id, info.clone(), order));
            }
        }
    }
    for (id, survey) in state.surveys.iter() {
        let key = &survey.info.key;
        if program.surveys.iter().any(|s| s.key == *key) {
            continue;
        }
        let stays = |key: &String| polls_kept.iter().any(|poll| poll.info.key == *key);
        if is_used(state, survey) {
            plan.keep("survey", key, "it is open or has ballots");
            kept.push(survey);
        } else if survey.info.polls.iter().any(stays) {
            plan.keep("survey", key, "one of its polls stays");
            kept.push(survey);
        } else {
            plan.facts.push(Fact::SurveyRemoved(id));
        }
    }
    kept
}

/// Returns why a survey cannot have these polls. A form that guests fill in, or have filled in, keeps its questions.
fn regrouped(state: &State, known: Option<&Survey>, info: &SurveyInfo) -> Option<&'static str> {
    let before = known.map_or(&[][..], |survey| &survey.info.polls);
    if before == info.polls {
        return None;
    }
    if known.is_some_and(|survey| is_used(state, survey)) {
        return Some("it is open or has ballots, so its polls and their order cannot change");
    }
    let named = |poll: &Poll| info.polls.contains(&poll.info.key);
    let mut polls = state.polls.iter().filter(|(_, poll)| named(poll));
    let is_used = polls.any(|(_, poll)| !poll.is_empty() || poll.phase == Phase::Open);
    is_used.then_some("one of its polls is open or has ballots, so it cannot become part of it")
}

/// Returns true if the poll is part of a form that guests fill in, or have filled in.
fn is_asked(state: &State, poll: &Poll) -> bool {
    let survey = poll.survey.and_then(|id| state.surveys.get(id));
    survey.is_some_and(|survey| is_used(state, survey))
}

fn is_used(state: &State, survey: &Survey) -> bool {
    survey.has_ballots(&state.polls) || survey.phase(&state.polls) == Phase::Open
}

/// Returns how many surveys stay although the file omits them.
fn left_out(kept: &[&Survey], program: &Program) -> usize {
    let omitted = |survey: &&&Survey| program.surveys.iter().all(|s| s.key != survey.info.key);
    kept.iter().filter(omitted).count()
}

/// Opens or closes the cards of a session if the file says now what it did not say before: else they are as a host has set them.
fn cards(state: &State, id: SessionId, info: &SessionInfo) -> Option<Fact> {
    let said = state.sessions.get(id).is_some_and(|s| s.info.cards);
    let is_open = state.cards.get(id).is_some_and(|hands| hands.open);
    (info.cards != said && info.cards != is_open).then_some(Fact::CardsSet(id, info.cards))
}

/// Returns the sessions that stay although the file omits them.
fn sessions<'a>(
    state: &'a State,
    program: &Program,
    polls_kept: &[&Poll],
    surveys_kept: &[&Survey],
    plan: &mut Plan,
) -> Vec<&'a Session> {
    let mut next = state.sessions.next();
    for (order, info) in program.sessions.iter().enumerate() {
        let known = state.sessions.by_key(&info.key);
        let same = known
            .and_then(|id| state.sessions.get(id))
            .is_some_and(|s| s.info == *info && s.order == order as u32);
        if !same {
            let id = known.unwrap_or_else(|| take(&mut next));
            plan.facts
                .push(Fact::SessionPut(id, info.clone(), order as u32));
            plan.facts.extend(cards(state, id, info));
        }
    }
    let mut kept = vec![];
    for (id, session) in state.sessions.iter() {
        let key = &session.info.key;
        if program.sessions.iter().any(|s| s.key == *key) {
            continue;
        }
        let polled = polls_kept
            .iter()
            .any(|p| p.info.session.as_ref() == Some(key));
        let surveyed = surveys_kept
            .iter()
            .any(|s| s.info.session.as_ref() == Some(key));
        let why = match session.state {
            SessionState::Running => Some("it is running"),
            SessionState::Ended => Some("it has taken place"),
            SessionState::Coming | SessionState::Skipped if polled => {
                Some("one of its polls stays")
            }
            SessionState::Coming | SessionState::Skipped if surveyed => {
                Some("one of its surveys stays")
            }
            SessionState::Coming | SessionState::Skipped => {
                let is_it = |to| to == Addressee::Session(id);
                let asked = state.questions.put_to(is_it);
                asked.then_some("questions are addressed to it")
            }
        };
        match why {
            Some(why) => {
                plan.keep("session", key, why);
                kept.push(session);
            }
            None => plan.facts.push(Fact::SessionRemoved(id)),
        }
    }
    kept
}

/// Returns the people that stay although the file omits them.
fn people<'a>(
    state: &'a State,
    program: &Program,
    sessions_kept: &[&Session],
    plan: &mut Plan,
) -> Vec<&'a PersonInfo> {
    let mut next = state.persons.next();
    for info in &program.people {
        let known = state.persons.by_key(&info.key);
        if known.and_then(|id| state.persons.get(id)) == Some(info) {
            continue;
        }
        let id = known.unwrap_or_else(|| take(&mut next));
        plan.facts.push(Fact::PersonPut(id, info.clone()));
    }
    let mut kept = vec![];
    for (id, info) in state.persons.iter() {
        if program.people.iter().any(|p| p.key == info.key) {
            continue;
        }
        let on_stage = |s: &&Session| {
            s.info.speakers.contains(&info.key) || s.info.panelists.contains(&info.key)
        };
        let why = if state.questions.put_to(|to| to.needs() == Some(id)) {
            Some("questions are addressed to them")
        } else if sessions_kept.iter().any(on_stage) {
            Some("they are in a session that stays")
        } else if state.floors.needs(id) {
            Some("they have had the floor, or wait for it")
        } else {
            None
        };
        match why {
            Some(why) => {
                plan.keep("person", &info.key, why);
                kept.push(info);
            }
            None => plan.facts.push(Fact::PersonRemoved(id)),
        }
    }
    kept
}

/// Returns the labels that staff made. Their text stays in the language in which it was written.
fn labels<'a>(state: &'a State, program: &Program, plan: &mut Plan) -> Vec<&'a LabelInfo> {
    let mut next = state.labels.next();
    for (order, info) in (0..).zip(&program.labels) {
        let known = state.labels.by_key(&info.key);
        if known.is_some_and(|(_, label)| label.info == *info && label.order == order) {
            continue;
        }
        let id = known.map_or_else(|| take(&mut next), |(id, _)| id);
        plan.facts.push(Fact::LabelPut(id, info.clone(), order));
    }
    let mut kept = vec![];
    for (id, label) in state.labels.iter() {
        if program.labels.iter().any(|l| l.key == label.info.key) {
            continue;
        }
        if label.made {
            kept.push(&label.info);
        } else {
            plan.facts.push(Fact::LabelRemoved(id));
        }
    }
    kept
}

/// Returns the groups that stay as they are. Ballots and guests refer to a group and to its values.
fn groups<'a>(
    state: &'a State,
    program: &Program,
    people_kept: &[&PersonInfo],
    polls_kept: &[&Poll],
    plan: &mut Plan,
) -> Vec<&'a GroupInfo> {
    let needs = |id, value| needs(state, people_kept, polls_kept, id, value);
    let mut kept = vec![];
    let mut free: Vec<GroupId> = state.groups.free().collect();
    for (id, group) in state.groups.iter() {
        let key = &group.info.key;
        if program.groups.iter().any(|g| g.key == *key) {
            continue;
        }
        match needs(id, None) {
            Some(why) => {
                plan.keep("group", key, why);
                kept.push(&group.info);
            }
            None => {
                plan.facts.push(Fact::GroupRemoved(id));
                free.push(id);
            }
        }
    }
    // An outdated page may still name a value of the group's old id, which must be unknown then.
    free.sort_by_key(|id| (state.groups.values_given(*id), *id));
    let mut free = free.into_iter();
    for (order, info) in (0..).zip(&program.groups) {
        let Some((id, group)) = state.groups.by_key(&info.key) else {
            match free.next() {
                Some(id) => {
                    let ids = state.groups.value_ids(id, info);
                    plan.facts
                        .push(Fact::GroupPut(id, info.clone(), ids, order));
                }
                None => plan.keep(
                    "group",
                    &info.key,
                    "there is no room for it beside the groups that stay",
                ),
            }
            continue;
        };
        if group.info == *info && group.order == order {
            continue;
        }
        let left_out = group
            .values()
            .filter(|(_, value)| info.values.iter().all(|v| v.key != value.key));
        let needed = left_out
            .filter_map(|(of, value)| needs(id, Some((of, &value.key))))
            .next();
        let turns = (group.info.assigned != info.assigned)
            .then(|| needs(id, None))
            .flatten();
        let turns =
            turns.map(|_| "it is in use, so it cannot turn from declared to assigned or back");
        match needed.or(turns) {
            Some(why) => {
                plan.keep("group", &info.key, why);
                kept.push(&group.info);
            }
            None => {
                let ids = state.groups.value_ids(id, info);
                plan.facts
                    .push(Fact::GroupPut(id, info.clone(), ids, order));
            }
        }
    }
    kept
}

/// Returns why a group, or a value of it, cannot be removed.
fn needs(
    state: &State,
    people_kept: &[&PersonInfo],
    polls_kept: &[&Poll],
    id: GroupId,
    value: Option<(ValueId, &str)>,
) -> Option<&'static str> {
    let people = people_kept.iter().copied();
    let polls = polls_kept.iter().copied();
    let used = state.uses_of_groups();
    let need = state.groups.needed_among(used, people, polls, id, value)?;
    Some(match need {
        Need::Ballots => "ballots were cast under a value that the file omits",
        Need::Said => "guests have answered about a group or value that the file omits",
        Need::Codes => "codes give a value that the file omits",
        Need::Voters => "a poll that stays names a group or value that the file omits",
        Need::Person
        | Need::Begun
        | Need::Poll
        | Need::Survey
        | Need::Question
        | Need::Session
        | Need::Floor
        | Need::Guests
        | Need::First
        | Need::Written => "a person who stays has a value that the file omits",
    })
}

/// Returns why a poll cannot change.
fn refusal(poll: &Poll, info: &PollInfo) -> Option<&'static str> {
    poll.fixed(info).map(|fixed| match fixed {
        Fixed::Rules => {
            "it has ballots or is open, so its kind and rules cannot change (its wording can)"
        }
        Fixed::Named => "it has been open, so it stays named or anonymous",
        Fixed::Voters => "it has ballots or is open, so who votes cannot change",
        Fixed::Options => {
            "it has ballots or is open, so its options and their order cannot change (their wording can)"
        }
    })
}

impl Plan {
    fn keep(&mut self, kind: &str, key: &str, why: &'static str) {
        let item = item(kind, key);
        self.conflicts.push(Conflict { item, why });
    }

    /// Refuses the import because of these conflicts.
    fn refuse(mut self, refused: Refused, because_of: impl Fn(&Conflict) -> bool) -> Plan {
        self.conflicts.retain(because_of);
        Plan {
            facts: Vec::new(),
            conflicts: self.conflicts,
            refused: Some(refused),
        }
    }
}

fn item(kind: &str, key: &str) -> String {
    format!("{kind} \"{key}\"")
}

/// Takes the next id, which was never used before.
fn take<I: Id>(next: &mut I) -> I {
    let id = *next;
    *next = I::at(id.index() + 1);
    id
}
