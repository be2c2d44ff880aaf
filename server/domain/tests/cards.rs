//! The numbers of cards: whatever guests do, what is told is the recount of the cards they last raised and did not lower.

use std::collections::BTreeMap;

use plenary_domain::cards::Card;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, SessionId};
use plenary_domain::state::State;
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_told_is_the_recount(
        acts in prop::collection::vec((0..9u32, 0..2u32, 0..4usize, 0..2_000u64), 0..200),
    ) {
        let mut state = State::default();
        for session in [SessionId(0), SessionId(1)] {
            state.apply(&Fact::CardsSet(session, true));
        }
        let mut held = BTreeMap::new();
        for (who, session, card, wait) in acts {
            state.at += wait;
            let (who, session) = (ParticipantId(who), SessionId(session));
            match Card::ALL.get(card) {
                Some(card) => {
                    state.apply(&Fact::CardRaised(who, session, *card));
                    held.insert((session, who), *card);
                }
                None => {
                    state.apply(&Fact::CardLowered(who, session));
                    held.remove(&(session, who));
                }
            }
        }
        while let Some((at, session)) = state.cards.next_telling() {
            state.at = state.at.max(at);
            state.apply(&Fact::CardsTold(session));
        }
        for (session, hands) in state.cards.iter() {
            let up = held.iter().filter(|((of, _), _)| *of == session);
            let on = |card| up.clone().filter(|(_, held)| **held == card).count() as u32;
            prop_assert_eq!(hands.told, Card::ALL.map(on));
            prop_assert_eq!(hands.curve.points.last(), Some(&hands.told));
        }
    }
}
