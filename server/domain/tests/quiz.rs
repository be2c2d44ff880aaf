//! Quiz questions: their facts, their rules as scripts, and that scores and ranks equal a naive recount from the log.

mod fixture;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::choice;
use plenary_domain::poll::kinds::quiz::{self, Answer, POINTS, Quiz};
use plenary_domain::poll::picks::Picks;
use plenary_domain::poll::rounds::Mark;
use plenary_domain::poll::voters::Voters;
use plenary_domain::poll::{Answers, Ballot, Counts, Rules, Tally};
use plenary_domain::program::{LiveResults, OptionInfo, PollInfo, Program, Reveal, Show, Texts};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use proptest::prelude::*;

const OPTIONS: usize = 4;

fn rules(right: &[u8], speed: bool) -> Rules {
    Rules::Quiz(quiz::Rules {
        right: Picks::of(right),
        points: POINTS,
        speed,
    })
}

fn poll(key: &str, rules: Rules) -> PollInfo {
    let option = |key: &str| OptionInfo {
        key: key.into(),
        text: Texts::from([("en".into(), key.into())]),
        picture: None,
    };
    PollInfo {
        key: key.into(),
        session: Some("dialogue".into()),
        rules,
        title: Texts::from([("en".into(), "Which is the highest level?".into())]),
        options: ["certified", "silver", "gold", "platinum"]
            .map(option)
            .into(),
        changeable: false,
        live: LiveResults::Count,
        seconds: Some(20),
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
        named: false,
    }
}

fn polls() -> Vec<PollInfo> {
    vec![
        poll("level", rules(&[3], false)),
        poll("fastest", rules(&[1], true)),
        poll("several", rules(&[0, 2], false)),
    ]
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(3);
    let rules_of = |several: &[u8]| quiz::Rules {
        right: Picks::of(several),
        points: 500,
        speed: true,
    };
    let mut tally = Quiz::empty(&rules_of(&[1]), OPTIONS);
    Quiz::count(&mut tally, &Answer::of(&[1]), 98);
    Quiz::count(&mut tally, &Answer::of(&[2]), 41);
    let counts = Counts {
        tally: Tally::Quiz(tally),
        count: 139,
        splits: vec![],
        mark: Mark::default(),
        extra: 0,
    };
    let answer = Answer {
        used: 420,
        ..Answer::of(&[1])
    };
    let put = |right: &[u8]| Fact::PollPut(id, poll("level", Rules::Quiz(rules_of(right))), 1);
    let shapes = vec![
        ("one_is_right", put(&[3])),
        ("several_are_right", put(&[0, 2])),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Quiz(answer)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/quiz/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/quiz/scripts", script::Kind { ballot, edit });
}

/// Parses the letters of options; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    let word = words.first().ok_or("letters")?;
    if word == "choice" {
        return Ok(Ballot::Choice(choice::Picks::of(&[0])));
    }
    let picks: Vec<u8> = word
        .bytes()
        .map(|letter| letter.wrapping_sub(b'a'))
        .collect();
    Ok(Ballot::Quiz(Answer::of(&picks)))
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    match what {
        "only-quiz" => program.polls = polls(),
        "right" => {
            let right = to.bytes().map(|letter| letter.wrapping_sub(b'a'));
            program.polls[0].rules = rules(&right.collect::<Vec<u8>>(), false);
        }
        "changeable" => program
            .polls
            .iter_mut()
            .for_each(|poll| poll.changeable = true),
        _ => return false,
    }
    true
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        casts in prop::collection::vec((0..20u32, prop::collection::vec(0..=4u8, 0..4)), 0..200),
        several in any::<bool>(),
    ) {
        let right: &[u8] = if several { &[0, 2] } else { &[1] };
        let rules = rules(right, true);
        let mut answers = Answers::new(&rules, OPTIONS);
        let mut last: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
        for (who, picks) in casts {
            let cast = Ballot::Quiz(Answer::of(&picks));
            let mut sorted = picks.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let is_good = sorted.len() == picks.len()
                && sorted.iter().all(|pick| usize::from(*pick) < OPTIONS)
                && !sorted.is_empty()
                && (several || sorted.len() == 1);
            prop_assert_eq!(answers.check(OPTIONS, &cast).is_ok(), is_good, "{:?}", picks);
            if is_good {
                answers.cast(ParticipantId(who), &cast, Membership::default());
                last.insert(who, sorted);
            }
        }
        let on = |option| last.values().filter(|picks| picks.contains(&option)).count() as u32;
        let Tally::Quiz(counts) = answers.tally() else { panic!("a quiz") };
        prop_assert_eq!(counts.options, (0..OPTIONS as u8).map(on).collect::<Vec<u32>>());
        let were_right = last.values().filter(|picks| **picks == right).count();
        prop_assert_eq!(counts.right as usize, were_right);
        prop_assert_eq!(answers.count() as usize, last.len());
    }
}

/// Something that happens in a quiz.
#[derive(Debug, Clone)]
enum Step {
    /// By a guest, in a poll.
    Cast(u32, u32, u8),
    Open(u32),
    Close(u32),
    Reveal(u32),
    Hide(u32),
    Answer(u32),
    Reset(u32),
    /// Takes back the host's last act, or an earlier one.
    Undo(u32),
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let poll = || 0..3u32;
    let step = prop_oneof![
        12 => (0..5u32, poll(), 0..4u8).prop_map(|(who, poll, pick)| Step::Cast(who, poll, pick)),
        5 => poll().prop_map(Step::Open),
        2 => poll().prop_map(Step::Close),
        4 => poll().prop_map(Step::Reveal),
        1 => poll().prop_map(Step::Hide),
        5 => poll().prop_map(Step::Answer),
        1 => poll().prop_map(Step::Reset),
        2 => (0..4u32).prop_map(Step::Undo),
        4 => (0..9_000u64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..120)
}

/// What the log says of a question, without the domain's code.
#[derive(Default)]
struct Told {
    /// By round: what each guest's ballot earns.
    rounds: Vec<BTreeMap<u32, u32>>,
    opened: (u64, u64),
    is_told: bool,
}

/// Returns the points of each player, from the log alone.
fn recount(records: &[Record]) -> BTreeMap<u32, u32> {
    let mut polls: Vec<Told> = vec![];
    for record in records {
        for fact in &record.facts {
            #[expect(
                clippy::wildcard_enum_match_arm,
                reason = "no other fact has a part in it"
            )]
            match fact {
                Fact::PollPut(..) => polls.push(Told {
                    rounds: vec![BTreeMap::new()],
                    ..Told::default()
                }),
                Fact::BallotCast(who, id, Ballot::Quiz(answer)) => {
                    let told = &mut polls[id.index()];
                    let (right, speed): (&[u8], bool) =
                        [(&[3][..], false), (&[1], true), (&[0, 2], false)][id.index()];
                    let used = (record.at - told.opened.0) * 1000 / (told.opened.1 - told.opened.0);
                    let lost = if speed { used.min(1000) / 2 } else { 0 };
                    let is_right = answer.picks.indices().eq(right.iter().copied());
                    // A half is rounded in the guest's favour, because it is the loss that is rounded down.
                    let points = if is_right {
                        u64::from(POINTS) - lost
                    } else {
                        0
                    };
                    let round = told.rounds.last_mut().expect("a round");
                    round.insert(who.0, points as u32);
                }
                Fact::PollOpened(id, Some(end)) => {
                    let told = &mut polls[id.index()];
                    told.is_told = false;
                    if told.rounds.last().expect("a round").is_empty() {
                        told.opened = (record.at, *end);
                    }
                }
                Fact::RoundVoided(id) => {
                    polls[id.index()].is_told = false;
                    polls[id.index()].rounds.push(BTreeMap::new());
                }
                Fact::RoundResumed(id) => {
                    polls[id.index()].is_told = false;
                    polls[id.index()].rounds.pop();
                }
                Fact::PollHidden(id) | Fact::AnswerWithheld(id) => {
                    polls[id.index()].is_told = false;
                }
                Fact::AnswerTold(id) => polls[id.index()].is_told = true,
                _ => {}
            }
        }
    }
    let mut sums = BTreeMap::new();
    for round in polls
        .iter()
        .filter(|told| told.is_told)
        .filter_map(|told| told.rounds.last())
    {
        for (who, points) in round {
            *sums.entry(*who).or_default() += points;
        }
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever was cast, repeated, reset, hidden and undone before.
    #[test]
    fn scores_and_ranks_are_the_recount_of_the_log(steps in steps()) {
        let mut state = State::default();
        let mut records: Vec<Record> = vec![];
        let mut at = 1_000;
        let commit = |state: &mut State, records: &mut Vec<Record>, at, facts| {
            let record = Record { at, facts };
            state.apply_record(&record);
            records.push(record);
        };
        let put = (0..).zip(polls()).map(|(id, info)| Fact::PollPut(PollId(id), info, id));
        let joined = (0..5).map(|who| Fact::Joined(ParticipantId(who)));
        commit(&mut state, &mut records, at, put.chain(joined).collect());
        for (n, step) in (1..).zip(steps) {
            let id = |poll: &u32| (PollId(*poll), state.polls.get(PollId(*poll)).expect("a poll").rev);
            let (actor, command) = match &step {
                Step::Wait(ms) => {
                    at += ms;
                    let due = state.polls.next_deadline().filter(|(end, _)| *end <= at);
                    let Some((_, poll)) = due else { continue };
                    (Actor::Clock, Command::PassDeadline { poll })
                }
                Step::Cast(who, poll, pick) => {
                    let picks = if *poll == 2 { vec![0, *pick] } else { vec![*pick] };
                    let (poll, _) = id(poll);
                    let round = state.polls.get(poll).expect("a poll").answers.round();
                    let ballot = Ballot::Quiz(Answer::of(&picks));
                    let who = Actor::Participant(ParticipantId(*who));
                    (who, Command::Cast { poll, round, ballot })
                }
                host @ (Step::Open(_)
                | Step::Close(_)
                | Step::Reveal(_)
                | Step::Hide(_)
                | Step::Answer(_)
                | Step::Reset(_)
                | Step::Undo(_)) => {
                    let command = match host {
                        Step::Open(poll) => {
                            let (poll, seen) = id(poll);
                            Command::OpenPoll { poll, seen, seconds: None }
                        }
                        Step::Close(poll) => {
                            let (poll, seen) = id(poll);
                            Command::ClosePoll { poll, seen }
                        }
                        Step::Reveal(poll) => {
                            let (poll, seen) = id(poll);
                            Command::RevealPoll { poll, seen }
                        }
                        Step::Hide(poll) => {
                            let (poll, seen) = id(poll);
                            Command::HidePoll { poll, seen }
                        }
                        Step::Answer(poll) => {
                            let (poll, seen) = id(poll);
                            Command::TellAnswer { poll, seen }
                        }
                        Step::Reset(poll) => {
                            let (poll, seen) = id(poll);
                            Command::ResetPoll { poll, seen }
                        }
                        Step::Undo(back) => Command::Undo { client: 7, n: (n - 1_u32).saturating_sub(*back) },
                        Step::Cast(..) | Step::Wait(_) => continue,
                    };
                    (Actor::Staff(StaffRole::Host), command)
                }
            };
            if let Outcome::Accepted(facts) = receive(&state, actor, 7, n, &command, at) {
                commit(&mut state, &mut records, at, facts);
            }
        }
        let naive = recount(&records);
        let scores = &state.polls.scores;
        for who in 0..5 {
            let place = scores.place(ParticipantId(who));
            let points = naive.get(&who).copied();
            prop_assert_eq!(place.map(|place| place.points), points);
            let ahead = naive.values().filter(|other| points.is_some_and(|points| **other > points));
            prop_assert_eq!(place.map(|place| place.rank), points.map(|_| 1 + ahead.count() as u32));
        }
        prop_assert_eq!(scores.players() as usize, naive.len());
        let mut leaders: Vec<(std::cmp::Reverse<u32>, u32)> =
            naive.iter().map(|(who, points)| (std::cmp::Reverse(*points), *who)).collect();
        leaders.retain(|(std::cmp::Reverse(points), _)| *points > 0);
        leaders.sort_unstable();
        let leaders: Vec<ParticipantId> = leaders.into_iter().map(|(_, who)| ParticipantId(who)).collect();
        prop_assert_eq!(scores.leaders(), &leaders[..]);
        let replayed = records.iter().fold(State::default(), |mut state, record| {
            state.apply_record(&Record::decode(&record.encode()).expect("a record"));
            state
        });
        prop_assert_eq!(&replayed.polls.scores, scores);
    }
}

#[test]
fn a_tie_at_the_end_of_the_leaderboard_is_told() {
    let mut state = State::default();
    let id = PollId(0);
    let mut facts = vec![Fact::PollPut(id, polls()[0].clone(), 0)];
    facts.extend((0..15).map(|who| Fact::Joined(ParticipantId(who))));
    facts.push(Fact::PollOpened(id, Some(20_000)));
    for who in 0..15 {
        let pick = if who < 13 { 3 } else { 0 };
        facts.push(Fact::BallotCast(
            ParticipantId(who),
            id,
            Ballot::Quiz(Answer::of(&[pick])),
        ));
    }
    facts.extend([
        Fact::PollClosed(id),
        Fact::PollRevealed(id),
        Fact::AnswerTold(id),
    ]);
    facts.iter().for_each(|fact| state.apply(fact));
    let scores = &state.polls.scores;
    assert_eq!(scores.leaders().len(), 10);
    assert_eq!(scores.beside_last(), 3);
    let ranks = [0, 12, 13, 14].map(|who| scores.place(ParticipantId(who)).map(|p| p.rank));
    assert_eq!(ranks, [Some(1), Some(1), Some(14), Some(14)]);
    assert_eq!(scores.players(), 15);
}
