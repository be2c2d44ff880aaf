//! Motions: their facts, their rules as scripts, and that a tally equals a recount of the last ballots.

mod fixture;
mod kind;
mod script;

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::people::membership::Membership;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kind::Kind as _;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::kinds::motion::{self, Base, Majority, Motion, Votes};
use plenary_domain::poll::{Answers, Ballot, Rules, Tally};
use plenary_domain::program::{LiveResults, PollInfo, Program};
use proptest::prelude::*;

fn rules(base: Base, majority: Option<Majority>) -> Rules {
    Rules::Motion(motion::Rules { base, majority })
}

fn poll(key: &str, rules: Rules) -> PollInfo {
    PollInfo {
        live: LiveResults::Everyone,
        ..kind::poll(
            key,
            "dialogue",
            "The workshop founds a liaison group.",
            rules,
            &[],
        )
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let id = PollId(3);
    let votes = |for_it, against, abstained, present| Votes {
        for_it,
        against,
        abstained,
        present,
    };
    let counts = kind::counts(
        (Tally::Motion(votes(104, 38, 16, Some(170))), 158),
        Some((Tally::Motion(votes(9, 2, 1, None)), 12)),
    );
    let put = |base, majority| Fact::PollPut(id, poll("liaison", rules(base, majority)), 1);
    let shapes = vec![
        ("without_majority", put(Base::Cast, None)),
        (
            "simple",
            put(Base::WithoutAbstentions, Some(Majority::Simple)),
        ),
        (
            "three_fifths",
            put(Base::Present, Some(Majority::ThreeFifths)),
        ),
        ("two_thirds", put(Base::Present, Some(Majority::TwoThirds))),
        (
            "three_quarters",
            put(Base::Cast, Some(Majority::ThreeQuarters)),
        ),
        (
            "ballot_cast",
            Fact::BallotCast(ParticipantId(150), id, Ballot::Motion(motion::ABSTAIN)),
        ),
        ("counts_kept", Fact::CountsKept(id, 0, counts)),
    ];
    fixture::holds("tests/motion/facts.hex", shapes);
}

#[test]
fn scripts() {
    script::run("tests/motion/scripts", script::Kind { ballot, edit });
}

/// Parses a vote, or a number that may be no vote; `choice` is a ballot of another kind.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    Ok(match words.first().ok_or("a vote")?.as_str() {
        "choice" => Ballot::Choice(Picks::of(&[0])),
        "for" => Ballot::Motion(motion::FOR),
        "against" => Ballot::Motion(motion::AGAINST),
        "abstain" => Ballot::Motion(motion::ABSTAIN),
        number => Ballot::Motion(number.parse()?),
    })
}

fn edit(program: &mut Program, what: &str, to: &str) -> bool {
    let two_thirds = Some(Majority::TwoThirds);
    match what {
        "only-motions" => {
            program.polls = vec![
                poll("liaison", rules(Base::Present, two_thirds)),
                poll("opinion", rules(Base::WithoutAbstentions, None)),
            ];
        }
        "base" => {
            let base = if to == "cast" {
                Base::Cast
            } else {
                Base::Present
            };
            program.polls[0].rules = rules(base, two_thirds);
        }
        _ => return false,
    }
    true
}

#[test]
fn hands_beside_the_phones_are_present_beside_them() {
    let rules = rules(Base::Present, Some(Majority::Simple));
    // Phones or guests present; 20 phones voted for it.
    for (by_door, instead, present) in [
        (false, false, 90),
        (false, true, 60),
        (true, false, 60),
        (true, true, 60),
    ] {
        let mut answers = Answers::new(&rules, 0);
        for who in 0..20 {
            let by = ParticipantId(who);
            answers.cast(by, &Ballot::Motion(motion::FOR), Membership::default());
        }
        answers.set_present(Some(60), by_door);
        let hands = Hands {
            what: What::Hands,
            instead,
            counts: vec![10, 20, 0],
        };
        let phones = (&answers.tally(), answers.votes());
        let (tally, _) = answers.with_hands(0, phones, &answers.mark(), &hands);
        let Tally::Motion(votes) = tally else {
            panic!("another kind's tally");
        };
        assert_eq!(votes.present, Some(present), "{by_door} {instead}");
    }
}

proptest! {
    #[test]
    fn a_tally_is_the_recount_of_the_last_ballots(
        casts in prop::collection::vec((0..20u32, 0..=4u8), 0..200),
    ) {
        let rules = rules(Base::Cast, None);
        let mut answers = Answers::new(&rules, 0);
        let mut last = BTreeMap::new();
        for (who, side) in casts {
            if answers.check(0, &Ballot::Motion(side)).is_ok() {
                answers.cast(ParticipantId(who), &Ballot::Motion(side), Membership::default());
                last.insert(who, side);
            } else {
                prop_assert!(side > motion::ABSTAIN);
            }
        }
        let on = |side| last.values().filter(|cast| **cast == side).count() as u32;
        let recount = Votes {
            for_it: on(motion::FOR),
            against: on(motion::AGAINST),
            abstained: on(motion::ABSTAIN),
            present: None,
        };
        prop_assert_eq!(answers.tally(), Tally::Motion(recount));
        prop_assert_eq!(answers.count(), last.len() as u32);
        // Taking the ballots out again leaves nothing.
        let mut votes = recount;
        last.values().for_each(|side| Motion::count(&mut votes, side, -1));
        prop_assert_eq!(votes, Votes::default());
    }
}
