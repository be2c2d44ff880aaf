//! The cards of the sessions. Guests see that they can raise one, and not how many others did: that would steer them.

use plenary_domain::on_now;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;

use crate::protocol::{CardsItem, Item};
use crate::role::{CardSight, Entry as Sight};

pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    if sight.cards == CardSight::Nothing {
        return vec![];
    }
    let active = state.cards.active(&state.sessions);
    let seen = state.cards.iter().filter(|(id, _)| {
        state.sessions.get(*id).is_some() && (sight.cards == CardSight::All || active == Some(*id))
    });
    let items = seen.map(|(id, hands)| {
        let counts = match sight.cards {
            CardSight::OnStage => on_now::stages(state).any(|stage| stage == Stage::Cards),
            CardSight::Nothing | CardSight::Open => false,
            CardSight::All => true,
        };
        let curve = (sight.cards == CardSight::All && !hands.curve.points.is_empty())
            .then(|| (&hands.curve).into());
        Item::Cards(CardsItem {
            id: id.0,
            open: hands.open,
            numbers: counts.then(|| hands.told.into()),
            curve,
        })
    });
    items.collect()
}
