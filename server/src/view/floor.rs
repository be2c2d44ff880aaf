//! Who speaks in the running session. Phones see who and the clock; what a desk has beside it does not wake them.

use plenary_domain::floor::Floor;
use plenary_domain::question::QuestionState;
use plenary_domain::state::State;

use crate::protocol::{
    FloorDesk, FloorItem, Item, OfferOf, SideTime, SpeakingTime, WaitingSpeaker,
};
use crate::role::{Entry as Sight, FloorSight};

pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    if sight.floor == FloorSight::Nothing {
        return vec![];
    }
    let Some((session, _)) = state.sessions.running() else {
        return vec![];
    };
    let none = Floor::default();
    let floor = state.floors.get(session).unwrap_or(&none);
    let desk = (sight.floor == FloorSight::All).then(|| desk(state, floor));
    vec![Item::Floor(FloorItem {
        session: session.0,
        turn: floor.turn().map(Into::into),
        last: floor.rules.last,
        desk,
    })]
}

fn desk(state: &State, floor: &Floor) -> FloorDesk {
    let State {
        persons, groups, ..
    } = state;
    let order = floor.order(persons, groups).into_iter();
    let sides = floor.times_of_sides(persons, groups).into_iter();
    let in_line = [QuestionState::Now, QuestionState::Next];
    let questions = in_line.into_iter().flat_map(|at| state.questions.at(at));
    let offers = questions.flat_map(|question| {
        let of = state.floors.offers(question);
        of.map(move |(person, offer)| OfferOf {
            question: question.0,
            person: person.0,
            offer: offer.into(),
        })
    });
    FloorDesk {
        rev: floor.rev,
        list: order
            .map(|one| WaitingSpeaker {
                id: one.id,
                speaker: (&one.speaker).into(),
                at: one.at,
            })
            .collect(),
        closed: floor.rules.closed,
        in_turn: floor.rules.sides.map(Into::into),
        hides_times: floor.rules.hides_times,
        times: floor
            .spoken()
            .map(|(speaker, ms)| SpeakingTime {
                speaker: speaker.into(),
                ms,
            })
            .collect(),
        sides: floor.sides(persons, groups).map(Into::into),
        side_times: sides
            .map(|side| SideTime {
                person: side.person.0,
                ms: side.ms,
                speaks: side.speaks,
            })
            .collect(),
        offers: offers.collect(),
    }
}
