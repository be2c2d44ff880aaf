//! What one ballot costs in a poll of each kind, whatever came before, and how long its tally is on the wire. The polls are
//! those of the simulation, which has one of each kind. Then, what an update of all views costs in a hall where every guest
//! wrote something else. `cargo bench -p plenary-load --bench kinds`

use std::fmt;
use std::time::{Duration, Instant};

use plenary::event_file;
use plenary::fanout::View;
use plenary::protocol::{PollKind, Role, Tally};
use plenary_domain::approval;
use plenary_domain::command::Command;
use plenary_domain::decide::{self, Outcome};
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Rules};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

const EVENT: &str = include_str!("../../../server/src/simulation/event.toml");
/// Guests, each of whom casts one ballot.
const GUESTS: u32 = 100_000;
/// Ballots of a measured part.
const PART: u32 = 5_000;

fn main() {
    println!(
        "kind, ballots before: 0, 50,000, 95,000 (ns a ballot, decide and apply), bytes of the tally"
    );
    let polls = hall(0).polls.iter().count() as u32;
    for poll in (0..polls).map(PollId) {
        println!("{}", measured(poll));
    }
    println!(
        "guests, each with a word and a slip of their own, half of them approved (µs for all views after one more word)"
    );
    for guests in [0, 2_000, 20_000] {
        println!("{guests:6} {:8}", written(guests).as_micros());
    }
}

struct Measured {
    kind: String,
    parts: [Duration; 3],
    bytes: usize,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, middle, last] = self.parts.map(|part| part.as_nanos() / u128::from(PART));
        let Measured { kind, bytes, .. } = self;
        write!(f, "{kind:10} {first:6} {middle:6} {last:6} {bytes:8}")
    }
}

/// Returns the event of the simulation with this many guests.
fn hall(guests: u32) -> State {
    let mut program = event_file::parse(EVENT).expect("an event").program;
    program.event.headcount = GUESTS;
    let mut state = State::default();
    let program = Box::new(program);
    order(&mut state, Actor::Operator, &Command::Import { program });
    for _ in 0..guests {
        order(&mut state, Actor::Operator, &Command::Join);
    }
    state
}

fn order(state: &mut State, actor: Actor, command: &Command) {
    let facts = decide::decide(state, actor, command, state.at).expect("allowed");
    for fact in &facts {
        state.apply(fact);
    }
}

fn measured(id: PollId) -> Measured {
    let mut state = hall(GUESTS);
    let poll = state.polls.get(id).expect("a poll");
    let (seen, options) = (poll.rev, poll.info.options.len());
    let (rules, asked) = (
        poll.info.rules.clone(),
        PollKind::of(&poll.info.rules, true),
    );
    let open = Command::OpenPoll {
        poll: id,
        seen,
        seconds: None,
    };
    order(&mut state, Actor::Staff(StaffRole::Host), &open);

    let mut dice = dice();
    let mut ballots = (0..GUESTS).map(|guest| {
        let ballot = asked.any_ballot(options, id.0, &mut dice);
        (ParticipantId(guest), Ballot::from(ballot))
    });
    let mut cast = |count: u32| {
        let some: Vec<_> = ballots.by_ref().take(count as usize).collect();
        let start = now();
        for (guest, ballot) in some {
            let command = Command::Cast {
                poll: id,
                round: 0,
                ballot,
            };
            let actor = Actor::Participant(guest);
            match decide::receive(&state, actor, 7, 1, &command, state.at) {
                Outcome::Accepted(facts) => facts.iter().for_each(|fact| state.apply(fact)),
                Outcome::Repeated | Outcome::Rejected(_) => panic!("every ballot fits"),
            }
        }
        start.elapsed()
    };
    let half = GUESTS / 2 - PART;
    let first = cast(PART);
    cast(half);
    let middle = cast(PART);
    cast(half - PART);
    let last = cast(PART);

    let answers = &state.polls.get(id).expect("a poll").answers;
    assert_eq!(answers.count(), GUESTS, "every ballot counts");
    let tally = Tally::of(&rules, &answers.tally(), true).expect("a tally of the poll's kind");
    let asked = serde_json::to_value(&asked).expect("JSON");
    let kind = asked.as_object().and_then(|asked| asked.keys().next());
    Measured {
        kind: kind.cloned().unwrap_or_default(),
        parts: [first, middle, last],
        bytes: serde_json::to_vec(&tally).expect("JSON").len(),
    }
}

/// Returns how long an update of all views takes after a ballot for words, once so many guests wrote a word and a slip of
/// their own.
fn written(guests: u32) -> Duration {
    let mut state = hall(guests + 1);
    let host = Actor::Staff(StaffRole::Host);
    let of_words = |rules: &Rules| {
        let is_words = matches!(rules, Rules::Words(_));
        (is_words || matches!(rules, Rules::Text(_))).then_some(is_words)
    };
    let polls = state.polls.iter();
    let polls = polls.filter_map(|(id, poll)| Some((id, of_words(&poll.info.rules)?, poll.rev)));
    let polls: Vec<(PollId, bool, u32)> = polls.collect();
    let cast = |state: &mut State, poll: PollId, is_words: bool, guest: u32| {
        let text = Written::raw(&format!("answer {guest}"));
        let ballot = if is_words {
            Ballot::Words(vec![text])
        } else {
            Ballot::Text(text)
        };
        let command = Command::Cast {
            poll,
            round: 0,
            ballot,
        };
        order(state, Actor::Participant(ParticipantId(guest)), &command);
    };
    for (poll, is_words, seen) in polls.iter().copied() {
        let open = Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        };
        order(&mut state, host, &open);
        (0..guests).for_each(|guest| cast(&mut state, poll, is_words, guest));
    }
    let entries = state.polls.entries.iter();
    let half: Vec<_> = entries
        .map(|(id, entry)| (id, entry.rev))
        .step_by(2)
        .collect();
    for some in half.chunks(approval::AT_ONCE_MAX) {
        let entries = some.to_vec();
        order(&mut state, host, &Command::ApproveEntries { entries });
    }
    let mut views = Role::ALL.map(View::new);
    let mut update = |state: &State| {
        for view in &mut views {
            view.update(state, "CDU7K2", 1);
        }
    };
    update(&state);
    let (words, ..) = polls[0];
    cast(&mut state, words, true, guests);
    let start = now();
    update(&state);
    start.elapsed()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a bench measures by the real clock"
)]
fn now() -> Instant {
    Instant::now()
}

/// Returns dice that always fall the same.
fn dice() -> impl FnMut(usize) -> usize {
    let mut at = 1_u64;
    move |n| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (at >> 33) as usize % n.max(1)
    }
}
