//! Named polls: whatever guests and hosts do, the names that a host reads are those of a recount of the last ballots.

use std::collections::BTreeMap;

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{CodeId, GroupId, ParticipantId, PollId, ValueId};
use plenary_domain::people::membership::CodeInfo;
use plenary_domain::poll::kinds::choice::{self, Picks};
use plenary_domain::poll::voters::{OnePer, Voters};
use plenary_domain::poll::{Ballot, Phase, Rules};
use plenary_domain::program::{LiveResults, OptionInfo, PollInfo, Reveal, Show, Texts};
use plenary_domain::rejection::Rejection;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use proptest::prelude::*;

const POLL: PollId = PollId(0);
const GUESTS: u32 = 6;
const CODES: u32 = 3;

#[derive(Debug, Clone)]
enum Act {
    Cast(u32, u8),
    TakeBack(u32),
    Name(u32, u8),
    Take(u32, u32),
    Release(u32),
    Open,
    Close,
    Reveal,
    Repeat,
    Reset,
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 0..GUESTS;
    prop_oneof![
        12 => (who(), 0..3u8).prop_map(|(who, pick)| Act::Cast(who, pick)),
        2 => who().prop_map(Act::TakeBack),
        4 => (who(), 0..4u8).prop_map(|(who, name)| Act::Name(who, name)),
        2 => (who(), 0..CODES).prop_map(|(who, code)| Act::Take(who, code)),
        1 => (0..CODES).prop_map(Act::Release),
        3 => Just(Act::Open),
        1 => Just(Act::Close),
        1 => Just(Act::Reveal),
        1 => Just(Act::Repeat),
        1 => Just(Act::Reset),
    ]
}

fn poll(changeable: bool, one_per: OnePer) -> PollInfo {
    let option = |key: &str| OptionInfo {
        key: key.into(),
        text: Texts::from([("en".into(), key.into())]),
        picture: None,
    };
    PollInfo {
        key: "field".into(),
        session: None,
        rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
        title: Texts::from([("en".into(), "Which?".into())]),
        options: ["a", "b", "c"].map(option).into(),
        changeable,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters {
            one_per,
            ..Voters::default()
        },
        named: true,
    }
}

/// The first code has a name on it.
fn codes() -> Vec<CodeInfo> {
    (0..CODES)
        .map(|n| CodeInfo {
            values: vec![(GroupId(0), ValueId(0))],
            name: (n == 0).then(|| "Delegate".to_owned()),
        })
        .collect()
}

/// What a careful clerk would write down.
#[derive(Default)]
struct Clerk {
    per_code: bool,
    changeable: bool,
    names: BTreeMap<u32, String>,
    codes: BTreeMap<u32, u32>,
    /// By round: whether it was reset, and its ballots.
    rounds: Vec<(bool, Signed)>,
}

/// The last ballots, by guest or code, each with its name.
type Signed = BTreeMap<u32, (u8, String)>;

impl Clerk {
    fn key(&self, who: u32) -> u32 {
        match self.codes.get(&who) {
            Some(code) if self.per_code => GUESTS + code,
            Some(_) | None => who,
        }
    }

    fn name(&self, who: u32) -> Option<String> {
        match self.codes.get(&who) {
            Some(0) => Some("Delegate".to_owned()),
            Some(_) | None => self.names.get(&who).cloned(),
        }
    }

    fn last(&mut self) -> &mut BTreeMap<u32, (u8, String)> {
        &mut self.rounds.last_mut().expect("a round").1
    }

    fn rename(&mut self, who: u32, is_open: bool) {
        let (key, name) = (self.key(who), self.name(who));
        if is_open
            && self.changeable
            && let (Some(ballot), Some(name)) = (self.last().get_mut(&key), name)
        {
            ballot.1 = name;
        }
    }
}

proptest! {
    #[test]
    fn the_names_are_those_of_a_recount(
        acts in prop::collection::vec(act(), 0..150),
        per_code in any::<bool>(),
        changeable in any::<bool>(),
    ) {
        recounted(acts, per_code, changeable)?;
    }
}

/// The phone shows the guest's name beside a ballot that can change, so the ballot has that name.
#[test]
fn a_ballot_of_a_poll_that_opens_again_has_the_name_of_its_guest() -> Result<(), TestCaseError> {
    use Act::{Cast, Close, Name, Open};
    let acts = vec![
        Name(4, 2),
        Open,
        Cast(4, 0),
        Close,
        Name(4, 1),
        Open,
        Name(4, 1),
        Close,
    ];
    recounted(acts, false, true)
}

/// Checks after each act that the names are those of a recount.
fn recounted(acts: Vec<Act>, per_code: bool, changeable: bool) -> Result<(), TestCaseError> {
    let info = poll(
        changeable,
        if per_code {
            OnePer::Code
        } else {
            OnePer::Guest
        },
    );
    let mut state = State::default();
    state.apply(&Fact::PollPut(POLL, info, 0));
    state.apply(&Fact::CodesMade(CodeId(0), codes()));
    for who in 0..GUESTS {
        state.apply(&Fact::Joined(ParticipantId(who)));
    }
    let mut clerk = Clerk {
        per_code,
        changeable,
        rounds: vec![Default::default()],
        ..Clerk::default()
    };
    for act in acts {
        let poll = state.polls.get(POLL).expect("the poll");
        let (seen, round, is_open) = (poll.rev, poll.answers.round(), poll.phase == Phase::Open);
        let guest = |who| Actor::Participant(ParticipantId(who));
        let host = Actor::Staff(StaffRole::Host);
        let (by, command) = match act {
            Act::Cast(who, pick) => (
                guest(who),
                Command::Cast {
                    poll: POLL,
                    round,
                    ballot: Ballot::Choice(Picks::of(&[pick])),
                },
            ),
            Act::TakeBack(who) => (guest(who), Command::TakeBack { poll: POLL, round }),
            Act::Name(who, name) => (
                guest(who),
                Command::GiveName {
                    name: format!("Name {name}"),
                },
            ),
            Act::Take(who, code) => (guest(who), Command::TakeCode { code: CodeId(code) }),
            Act::Release(code) => (host, Command::ReleaseCode { code: CodeId(code) }),
            Act::Open => (
                host,
                Command::OpenPoll {
                    poll: POLL,
                    seen,
                    seconds: None,
                },
            ),
            Act::Close => (host, Command::ClosePoll { poll: POLL, seen }),
            Act::Reveal => (host, Command::RevealPoll { poll: POLL, seen }),
            Act::Repeat => (
                host,
                Command::RepeatPoll {
                    poll: POLL,
                    seen,
                    seconds: None,
                },
            ),
            Act::Reset => (host, Command::ResetPoll { poll: POLL, seen }),
        };
        let decision = decide(&state, by, &command, 0);
        if let Act::Cast(who, _) = act
            && is_open
            && (!per_code || clerk.codes.contains_key(&who))
        {
            let is_refused = decision == Err(Rejection::NeedsName);
            prop_assert_eq!(is_refused, clerk.name(who).is_none());
        }
        let Ok(facts) = decision else { continue };
        facts.iter().for_each(|fact| state.apply(fact));
        match act {
            Act::Cast(who, pick) => {
                let (key, name) = (clerk.key(who), clerk.name(who).expect("a name"));
                if changeable || !clerk.last().contains_key(&key) {
                    clerk.last().insert(key, (pick, name));
                }
            }
            Act::TakeBack(who) => {
                let key = clerk.key(who);
                clerk.last().remove(&key);
            }
            Act::Name(who, name) => {
                clerk.names.insert(who, format!("Name {name}"));
                clerk.rename(who, is_open);
            }
            Act::Take(who, code) => {
                clerk.codes.insert(who, code);
                clerk.rename(who, is_open);
            }
            Act::Release(code) => clerk.codes.retain(|_, held| *held != code),
            Act::Repeat | Act::Reset if facts.len() > usize::from(matches!(act, Act::Repeat)) => {
                clerk.rounds.last_mut().expect("a round").0 = matches!(act, Act::Reset);
                clerk.rounds.push(Default::default());
            }
            Act::Open => (0..GUESTS).for_each(|who| clerk.rename(who, true)),
            Act::Close | Act::Reveal | Act::Repeat | Act::Reset => {}
        }
        let poll = state.polls.get(POLL).expect("the poll");
        let is_over = matches!(poll.phase, Phase::Closed | Phase::Revealed);
        for (n, (void, ballots)) in (0..).zip(&clerk.rounds) {
            let tells = !void && (is_over || n + 1 < clerk.rounds.len() as u32);
            let mut recount: Vec<(String, Ballot)> = ballots
                .values()
                .filter(|_| tells)
                .map(|(pick, name)| (name.clone(), Ballot::Choice(Picks::of(&[*pick]))))
                .collect();
            let mut told: Vec<(String, Ballot)> = poll
                .signed(n)
                .into_iter()
                .map(|(name, signed)| (name.text.clone(), signed.ballot))
                .collect();
            let by_text = |(name, ballot): &(String, Ballot)| format!("{name} {ballot:?}");
            recount.sort_by_key(by_text);
            told.sort_by_key(by_text);
            prop_assert_eq!(told, recount);
        }
    }
    Ok(())
}
