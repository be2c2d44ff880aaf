//! What one ballot costs in a poll of each kind, whatever came before: to decide and apply it, to bring the views of guests, screen
//! and host up to date, and in bytes to the host. The polls are those of the simulation, which has one of each kind; then ballots
//! by codes with weights, beside hands that were counted in the room. Then, what an update of all views costs in a hall where
//! every guest wrote something else. `cargo bench -p plenary-load --bench kinds`

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use plenary::event_file;
use plenary::fanout::View;
use plenary::log::Position;
use plenary::protocol::{PollKind, Role};
use plenary_domain::approval;
use plenary_domain::command::Command;
use plenary_domain::decide::{self, Outcome};
use plenary_domain::ids::{CodeId, ParticipantId, PollId};
use plenary_domain::people::codes::{CODES_MAX, CodeDraft};
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::voters::{OnePer, Voters, Weights};
use plenary_domain::poll::written::Written;
use plenary_domain::poll::{Ballot, Rules};
use plenary_domain::program::{GroupInfo, Program, Texts, ValueInfo};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

const EVENT: &str = include_str!("../../../server/src/simulation/event.toml");
/// Guests, each of whom casts one ballot.
const GUESTS: u32 = 100_000;
/// Ballots of a measured part.
const PART: u32 = 2_000;
/// Codes that a host makes at once.
const CODES: usize = 1_000;

fn main() {
    println!(
        "kind, ballots, ns a ballot (decide and apply) at the start, in the middle and at the end, µs for the views, bytes to the host"
    );
    let polls = hall(0, |_| {}).polls.iter().count() as u32;
    for poll in (0..polls).map(PollId) {
        let state = hall(GUESTS, |_| {});
        println!("{}", measured(state, poll, GUESTS, None));
    }
    let codes = CODES_MAX as u32;
    let row = measured(weighed(codes), PollId(0), codes, Some("by codes"));
    println!("{row}");
    println!(
        "guests, each with a word and a slip of their own, half of them approved (µs for all views after one more word)"
    );
    for guests in [0, 2_000, 20_000] {
        println!("{guests:6} {:8}", written(guests).as_micros());
    }
}

struct Measured {
    kind: String,
    guests: u32,
    parts: [Duration; 3],
    views: Duration,
    bytes: usize,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, middle, last] = self.parts.map(|part| part.as_nanos() / u128::from(PART));
        let Measured {
            kind,
            guests,
            bytes,
            ..
        } = self;
        let views = self.views.as_micros();
        write!(
            f,
            "{kind:22} {guests:7} {first:6} {middle:6} {last:6} {views:6} {bytes:8}"
        )
    }
}

/// Returns the event of the simulation, changed, with this many guests.
fn hall(guests: u32, change: impl Fn(&mut Program)) -> State {
    let mut program = event_file::parse(EVENT).expect("an event").program;
    program.event.headcount = GUESTS;
    change(&mut program);
    let mut state = State::default();
    let program = Box::new(program);
    order(&mut state, Actor::Operator, &Command::Import { program });
    for _ in 0..guests {
        order(&mut state, Actor::Operator, &Command::Join);
    }
    state
}

/// Returns a hall in which every guest has a code, and one of three votes for several.
fn weighed(guests: u32) -> State {
    let text = |text: &str| Texts::from([("en".into(), text.into())]);
    let mut state = hall(guests, |program| {
        let value = |key: &str| ValueInfo {
            key: key.into(),
            text: text(key),
        };
        program.groups = vec![GroupInfo {
            key: "role".into(),
            name: text("Role"),
            values: ["jury", "hall"].map(value).into(),
            ask: false,
            assigned: true,
        }];
        program.polls[0].voters = Voters {
            one_per: OnePer::Code,
            weights: Some(Weights {
                group: "role".into(),
                values: BTreeMap::from([("jury".into(), 5)]),
            }),
            ..Voters::default()
        };
    });
    let draft = |n: usize| CodeDraft {
        groups: BTreeMap::from([(
            "role".to_owned(),
            ["jury", "hall", "hall"][n % 3].to_owned(),
        )]),
        name: None,
    };
    let drafts: Vec<CodeDraft> = (0..guests as usize).map(draft).collect();
    for some in drafts.chunks(CODES) {
        let codes = some.to_vec();
        order(&mut state, Actor::Operator, &Command::MakeCodes { codes });
    }
    for guest in 0..guests {
        let code = CodeId(guest);
        order(
            &mut state,
            Actor::Participant(ParticipantId(guest)),
            &Command::TakeCode { code },
        );
    }
    state
}

fn at(state: &State) -> Position {
    Position {
        epoch: 1,
        seq: state.seq,
    }
}

fn order(state: &mut State, actor: Actor, command: &Command) {
    let facts = decide::decide(state, actor, command, state.at).expect("allowed");
    for fact in &facts {
        state.apply(fact);
    }
}

/// Opens a poll, or its survey, and measures the ballots of all guests. `with_hands` names a row in which hands count as well.
fn measured(mut state: State, id: PollId, guests: u32, with_hands: Option<&str>) -> Measured {
    let host = Actor::Staff(StaffRole::Host);
    let poll = state.polls.get(id).expect("a poll");
    let (seen, options) = (poll.rev, poll.info.options.len());
    let asked = PollKind::of(&poll.info.rules, true);
    let open = match poll.survey {
        Some(survey) => {
            let of_polls = state.surveys.get(survey).expect("a survey");
            let seen = of_polls.since(&state.polls);
            Command::OpenSurvey { survey, seen }
        }
        None => Command::OpenPoll {
            poll: id,
            seen,
            seconds: None,
        },
    };
    let in_survey = poll.survey.is_some();
    order(&mut state, host, &open);
    if with_hands.is_some() {
        let seen = state.polls.get(id).expect("a poll").rev;
        let hands = Some(Hands {
            what: What::Hands,
            instead: false,
            counts: vec![20; options],
        });
        let poll = id;
        order(&mut state, host, &Command::CountHands { poll, seen, hands });
    }

    let mut dice = dice();
    let mut ballots = (0..guests).map(|guest| {
        let ballot = asked.any_ballot(options, id.0, &mut dice);
        (ParticipantId(guest), Ballot::from(ballot))
    });
    let mut cast = |state: &mut State, count: u32| {
        let some: Vec<_> = ballots.by_ref().take(count as usize).collect();
        let start = now();
        for (guest, ballot) in some {
            let command = Command::Cast {
                poll: id,
                round: 0,
                ballot,
            };
            let actor = Actor::Participant(guest);
            match decide::receive(state, actor, 7, 1, &command, state.at) {
                Outcome::Accepted(facts) => facts.iter().for_each(|fact| state.apply(fact)),
                Outcome::Repeated | Outcome::Rejected(_) => panic!("every ballot fits"),
            }
        }
        start.elapsed()
    };
    let half = guests / 2 - PART;
    let first = cast(&mut state, PART);
    cast(&mut state, half);
    let middle = cast(&mut state, PART);
    cast(&mut state, half - PART);
    let last = cast(&mut state, PART - 1);

    let mut views = [Role::Participant, Role::Screen, Role::Host].map(View::new);
    let mut update = |state: &State| {
        views
            .each_mut()
            .map(|view| view.update(state, "CDU7K2", at(state)))
    };
    let before =
        update(&state).map(|feed| feed.expect("the first update returns a feed").position());
    cast(&mut state, 1);
    let start = now();
    let [.., of_host] = update(&state);
    let views = start.elapsed();
    let frame = of_host.and_then(|feed| feed.frame(Some(before[2]), None));

    let answers = &state.polls.get(id).expect("a poll").answers;
    assert_eq!(answers.count(), guests, "every ballot counts");
    let asked = serde_json::to_value(&asked).expect("JSON");
    let kind = asked.as_object().and_then(|asked| asked.keys().next());
    let kind = kind.map(String::as_str).unwrap_or_default();
    let note = with_hands
        .or(in_survey.then_some("in a survey"))
        .unwrap_or_default();
    Measured {
        kind: format!("{kind} {note}"),
        guests,
        parts: [first, middle, last],
        views,
        bytes: frame.map_or(0, |frame| frame.payload().len()),
    }
}

/// Returns how long an update of all views takes after a ballot for words, once so many guests wrote a word and a slip of
/// their own.
fn written(guests: u32) -> Duration {
    let mut state = hall(guests + 1, |_| {});
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
            view.update(state, "CDU7K2", at(state));
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
