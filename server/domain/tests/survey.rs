//! Surveys: that what they tell of the guests' way equals a recount of the ballots.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::fact::Fact;
use plenary_domain::ids::{CodeId, ParticipantId, PollId, SurveyId};
use plenary_domain::people::membership::CodeInfo;
use plenary_domain::poll::kinds::choice::{self, Picks};
use plenary_domain::poll::kinds::text;
use plenary_domain::poll::make::fits_survey;
use plenary_domain::poll::voters::{OnePer, Voters, Which};
use plenary_domain::poll::{Ballot, Phase, Rules};
use plenary_domain::program::{
    LiveResults, OptionInfo, PollInfo, Reveal, SURVEY_POLLS_MAX, Show, SurveyInfo, Texts,
};
use plenary_domain::state::State;
use plenary_domain::survey::{Progress, Survey};
use proptest::prelude::*;

const SURVEY: SurveyId = SurveyId(0);

fn poll(n: u32) -> PollInfo {
    let option = |key: &str| OptionInfo {
        key: key.into(),
        text: Texts::from([("en".into(), key.into())]),
    };
    PollInfo {
        key: format!("p{n}"),
        session: None,
        rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
        title: Texts::from([("en".into(), "How was it?".into())]),
        options: vec![option("good"), option("bad")],
        changeable: true,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
    }
}

fn survey(polls: u32) -> SurveyInfo {
    SurveyInfo {
        key: "closing".into(),
        session: Some("closing".into()),
        title: Texts::from([("en".into(), "Five questions".into())]),
        polls: (0..polls).map(|n| format!("p{n}")).collect(),
    }
}

#[test]
fn a_poll_of_a_survey_has_no_time_limit_and_no_weights() {
    assert_eq!(fits_survey(&poll(0)), Ok(()));
    let timed = PollInfo {
        seconds: Some(60),
        ..poll(0)
    };
    assert!(fits_survey(&timed).is_err());
    let told = PollInfo {
        reveal: Reveal::TimeUp,
        ..poll(0)
    };
    assert!(fits_survey(&told).is_err());
    let coded = PollInfo {
        voters: Voters {
            one_per: OnePer::Code,
            ..Voters::default()
        },
        ..poll(0)
    };
    assert_eq!(fits_survey(&coded), Ok(()));
    let of_group = PollInfo {
        voters: Voters {
            one_per: OnePer::Value("delegation".into(), Which::First),
            ..Voters::default()
        },
        ..poll(0)
    };
    assert!(fits_survey(&of_group).is_err());
    let written = PollInfo {
        rules: Rules::Text(text::Rules { chars: 140 }),
        options: vec![],
        ..poll(0)
    };
    assert_eq!(fits_survey(&written), Ok(()));
}

#[test]
fn a_survey_has_a_bit_for_each_of_its_polls() {
    let mut state = State::default();
    let polls = SURVEY_POLLS_MAX as u32 + 1;
    state.apply(&Fact::SurveyPut(SURVEY, survey(polls), 0));
    for n in 0..polls {
        state.apply(&Fact::PollPut(PollId(n), poll(n), n));
        state.apply(&Fact::BallotCast(ParticipantId(5), PollId(n), pick(0)));
    }
    let survey = state.surveys.get(SURVEY).expect("the survey");
    assert_eq!(survey.polls.len(), SURVEY_POLLS_MAX);
    assert_eq!(
        survey.progress(),
        Progress {
            began: 1,
            finished: 1
        }
    );
    let alone = PollId(SURVEY_POLLS_MAX as u32);
    assert_eq!(state.polls.get(alone).and_then(|poll| poll.survey), None);
}

#[test]
fn the_polls_of_a_survey_that_goes_stand_alone() {
    let mut state = State::default();
    state.apply(&Fact::PollPut(PollId(0), poll(0), 0));
    state.apply(&Fact::SurveyPut(SURVEY, survey(1), 0));
    let of = |state: &State| state.polls.get(PollId(0)).and_then(|poll| poll.survey);
    assert_eq!(of(&state), Some(SURVEY));
    state.apply(&Fact::SurveyRemoved(SURVEY));
    assert_eq!(of(&state), None);
}

#[test]
fn where_a_survey_looks_at_codes_each_code_is_one_guest() {
    let mut state = State::default();
    let coded = |n| PollInfo {
        voters: Voters {
            one_per: OnePer::Code,
            ..Voters::default()
        },
        ..poll(n)
    };
    (0..2).for_each(|n| state.apply(&Fact::PollPut(PollId(n), coded(n), n)));
    state.apply(&Fact::SurveyPut(SURVEY, survey(2), 0));
    let (ann, bob, code) = (ParticipantId(0), ParticipantId(1), CodeId(0));
    let progress = |state: &State| state.surveys.get(SURVEY).map(Survey::progress);
    state.apply(&Fact::Joined(ann));
    state.apply(&Fact::Joined(bob));
    state.apply(&Fact::CodesMade(code, vec![CodeInfo::default()]));
    state.apply(&Fact::CodeTaken(ann, code));
    state.apply(&Fact::BallotCast(ann, PollId(0), pick(0)));
    let (began, finished) = (1, 0);
    assert_eq!(progress(&state), Some(Progress { began, finished }));
    // The guest goes on in another browser.
    state.apply(&Fact::CodeReleased(code));
    state.apply(&Fact::CodeTaken(bob, code));
    state.apply(&Fact::BallotCast(bob, PollId(1), pick(1)));
    state.apply(&Fact::BallotCast(bob, PollId(0), pick(1)));
    let (began, finished) = (1, 1);
    assert_eq!(progress(&state), Some(Progress { began, finished }));
}

fn pick(option: u8) -> Ballot {
    Ballot::Choice(Picks::of(&[option]))
}

#[derive(Debug, Clone)]
enum Act {
    Cast(u32, u32, u8),
    TakeBack(u32, u32),
    Void(u32),
    Resume(u32),
    Open(u32),
    Gather(u32),
}

fn act() -> impl Strategy<Value = Act> {
    let poll = || 0..4u32;
    prop_oneof![
        12 => (0..9u32, poll(), 0..2u8).prop_map(|(who, poll, pick)| Act::Cast(who, poll, pick)),
        3 => (0..9u32, poll()).prop_map(|(who, poll)| Act::TakeBack(who, poll)),
        1 => poll().prop_map(Act::Void),
        1 => poll().prop_map(Act::Resume),
        1 => poll().prop_map(Act::Open),
        1 => (1..5u32).prop_map(Act::Gather),
    ]
}

proptest! {
    #[test]
    fn what_is_told_of_the_way_is_the_recount(acts in prop::collection::vec(act(), 0..150)) {
        let mut state = State::default();
        for n in 0..4 {
            state.apply(&Fact::PollPut(PollId(n), poll(n), n));
        }
        state.apply(&Fact::SurveyPut(SURVEY, survey(4), 0));
        // By poll, the voters of each round.
        let mut rounds: BTreeMap<u32, Vec<BTreeSet<u32>>> = (0..4).map(|n| (n, vec![BTreeSet::new()])).collect();
        let mut its = 4;
        for act in acts {
            let voters = |rounds: &mut BTreeMap<u32, Vec<BTreeSet<u32>>>, poll| -> BTreeSet<u32> {
                rounds.get(&poll).and_then(|all| all.last()).cloned().unwrap_or_default()
            };
            match act {
                Act::Cast(who, poll, option) => {
                    state.apply(&Fact::BallotCast(ParticipantId(who), PollId(poll), pick(option)));
                    if let Some(last) = rounds.get_mut(&poll).and_then(|all| all.last_mut()) {
                        last.insert(who);
                    }
                }
                Act::TakeBack(who, poll) => {
                    state.apply(&Fact::BallotTakenBack(ParticipantId(who), PollId(poll)));
                    if let Some(last) = rounds.get_mut(&poll).and_then(|all| all.last_mut()) {
                        last.remove(&who);
                    }
                }
                Act::Void(poll) => {
                    state.apply(&Fact::RoundVoided(PollId(poll)));
                    rounds.entry(poll).or_default().push(BTreeSet::new());
                }
                Act::Resume(poll) => {
                    let all = rounds.entry(poll).or_default();
                    if all.len() > 1 {
                        all.pop();
                        state.apply(&Fact::RoundResumed(PollId(poll)));
                    }
                }
                Act::Open(poll) => {
                    state.apply(&Fact::PollOpened(PollId(poll), None));
                }
                Act::Gather(polls) => {
                    state.apply(&Fact::SurveyPut(SURVEY, survey(polls), 0));
                    its = polls;
                }
            }
            let answered: Vec<BTreeSet<u32>> = (0..its).map(|n| voters(&mut rounds, n)).collect();
            let everybody = 0..9u32;
            let began = everybody.clone().filter(|who| answered.iter().any(|of| of.contains(who)));
            let finished = everybody.filter(|who| answered.iter().all(|of| of.contains(who)));
            let told = state.surveys.get(SURVEY).expect("the survey").progress();
            let recount = Progress {
                began: began.count() as u32,
                finished: finished.count() as u32,
            };
            prop_assert_eq!(told, recount);
        }
        let phase = state.surveys.get(SURVEY).expect("the survey").phase(&state.polls);
        let any = state.surveys.get(SURVEY).expect("the survey").of(&state.polls).any(|(_, p)| p.phase == Phase::Open);
        prop_assert_eq!(phase == Phase::Open, any);
    }
}
