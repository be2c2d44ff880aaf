//! Steps of the floor: `floor give p0 120`, `floor pause`, `floor list hall "Row 7"`, `floor offer 0 take`. With `seen=`, the step
//! names an older revision.

use std::error::Error;

use plenary_domain::floor::step::Step;
use plenary_domain::floor::{Offer, Sides, Speaker};
use plenary_domain::ids::{GroupId, PersonId, QuestionId};

use super::Said;

/// Reads a step.
pub fn step(said: &Said) -> Result<Step, Box<dyn Error>> {
    let state = &said.room.state;
    let running = state.sessions.running().map(|(id, _)| id);
    let now = running.and_then(|id| state.floors.get(id));
    let seen = match said.key("seen") {
        Some(seen) => seen.parse()?,
        None => now.map_or(0, |floor| floor.rev),
    };
    let number = |i: usize| -> Result<u32, Box<dyn Error>> { Ok(said.word(i)?.parse()?) };
    let on = || Ok::<bool, Box<dyn Error>>(said.word(1)? == "on");
    Ok(match said.word(0)?.as_str() {
        "give" => Step::Give {
            to: speaker(&said.word(1)?),
            seconds: number(2)?,
            seen,
        },
        "end" => Step::End { seen },
        "pause" => Step::Pause { on: true, seen },
        "run" => Step::Pause { on: false, seen },
        "extend" => Step::Extend {
            seconds: number(1)?,
            seen,
        },
        "list" => Step::List {
            speaker: speaker(&said.word(1)?),
        },
        "place" => Step::Place {
            entry: number(1)?,
            before: said.words.get(2).map(|id| id.parse()).transpose()?,
        },
        "strike" => Step::Strike { entry: number(1)? },
        "sides" => {
            let sides = match said.word(1)?.as_str() {
                "none" => None,
                "org" => Some(Sides::Org),
                group => Some(Sides::Group(GroupId(group.parse()?))),
            };
            rule(Some(sides), None, None)
        }
        "close" => rule(None, Some(on()?), None),
        "last" => rule(None, None, Some(on()?)),
        "offer" => Step::Offer {
            question: QuestionId(number(1)?),
            offer: match said.word(2)?.as_str() {
                "take" => Some(Offer::Take),
                "pass" => {
                    let to = said.words.get(3).map(|id| id.parse().map(PersonId));
                    Some(Offer::Pass(to.transpose()?))
                }
                _ => None,
            },
        },
        other => return Err(format!("no step {other}").into()),
    })
}

fn rule(sides: Option<Option<Sides>>, closed: Option<bool>, last: Option<bool>) -> Step {
    Step::Rule {
        sides,
        closed,
        last,
        hides_times: None,
    }
}

/// A person by id, `p0`, or anything else for somebody from the hall.
fn speaker(word: &str) -> Speaker {
    let id = word.strip_prefix('p').and_then(|id| id.parse().ok());
    id.map_or_else(
        || Speaker::Hall(word.to_owned()),
        |id| Speaker::Person(PersonId(id)),
    )
}
