//! What people on and behind the stage do in a storm: chairs, hosts and panelists with the floor, whoever writes captions, and whoever
//! sends messages and announcements.

use crate::client::{Dice, View};
use crate::protocol::{
    AnnouncementItem, CaptionPlace, CaptionsItem, Command, FloorItem, FloorStep, Item, MessageItem,
    Offer, QuestionState, Sides, Speaker, Texts,
};

/// The panelist of the storms.
pub const PANELIST: u32 = 0;
/// The other person of the event, who has no page.
const COLLEAGUE: u32 = 1;

fn texts(text: String) -> Texts {
    Texts::from([("en".to_owned(), text)])
}

fn floor(view: &View) -> Option<&FloorItem> {
    view.items().values().find_map(|item| {
        let Item::Floor(floor) = item else {
            return None;
        };
        Some(floor)
    })
}

/// Mostly a step of one who leads; sometimes a question goes on or off the screen.
pub fn chair(view: &View, dice: &mut Dice) -> Option<Command> {
    if dice.chance(20) {
        let next = |state: QuestionState| state == QuestionState::Next;
        let q = view.questions().find(|q| next(q.state))?;
        return Some(Command::Move {
            question: q.id,
            seen: q.desk.as_ref().map_or(1, |desk| desk.rev),
            to: QuestionState::Now,
        });
    }
    lead(view, dice)
}

/// Returns a step of the chair or a host. Now and then it is one that somebody else has overtaken.
pub fn lead(view: &View, dice: &mut Dice) -> Option<Command> {
    let desk = floor(view)?.desk.as_ref()?;
    let seen = desk.rev.saturating_sub(u32::from(dice.chance(10)));
    let speaker = match dice.below(6) {
        0..3 => Speaker::Person(PANELIST),
        3 => Speaker::Person(COLLEAGUE),
        _ => Speaker::Hall(format!("Row {}", dice.below(4))),
    };
    let entry = dice.pick(&desk.list).map(|waiting| waiting.id);
    let on = dice.chance(60);
    Some(Command::Floor(match dice.below(20) {
        0..6 => FloorStep::Give {
            to: speaker,
            seconds: 10 + dice.below(60) as u32,
            seen,
        },
        6 | 7 => FloorStep::End { seen },
        8..11 => FloorStep::Pause { on, seen },
        11 => FloorStep::Extend { seconds: 30, seen },
        12..15 => FloorStep::List { speaker },
        15 => FloorStep::Strike { entry: entry? },
        16 => FloorStep::Place {
            entry: entry?,
            before: None,
        },
        17 => FloorStep::Close {
            on: dice.chance(30),
        },
        18 => FloorStep::InTurn {
            sides: on.then_some(Sides::Org),
        },
        _ => FloorStep::Last { on },
    }))
}

pub fn panelist(view: &View, dice: &mut Dice) -> Option<Command> {
    let desk = floor(view)?.desk.as_ref()?;
    let own = Speaker::Person(PANELIST);
    Some(match dice.below(10) {
        // Nobody tells it which messages there are but a frame of its own, so it guesses.
        0..3 => Command::SeeMessage {
            message: dice.below(8) as u32,
        },
        3..6 => Command::Floor(FloorStep::List { speaker: own }),
        6 => {
            let entry = desk.list.iter().find(|waiting| waiting.speaker == own)?.id;
            Command::Floor(FloorStep::Strike { entry })
        }
        7 => Command::Floor(FloorStep::End { seen: desk.rev }),
        _ => {
            let questions: Vec<u32> = view.questions().map(|q| q.id).collect();
            Command::Floor(FloorStep::Offer {
                question: *dice.pick(&questions)?,
                offer: match dice.below(20) {
                    0..10 => Some(Offer::Take),
                    10..13 => Some(Offer::Pass(None)),
                    13..16 => Some(Offer::Pass(Some(COLLEAGUE))),
                    _ => None,
                },
            })
        }
    })
}

/// `writer` is the page's own number for itself.
pub fn captioner(view: &View, writer: u32, dice: &mut Dice) -> Option<Command> {
    let track = view.items().values().find_map(|item| {
        let Item::Captions(track) = item else {
            return None;
        };
        Some(track)
    });
    let last = track.and_then(|CaptionsItem { lines, .. }| lines.last());
    let lang = "en".to_owned();
    Some(match dice.below(10) {
        0..6 => Command::Caption {
            writer,
            texts: texts(format!("We are at {:x}.", dice.roll())),
        },
        6 | 7 => Command::CorrectCaption {
            writer,
            lang,
            seen: last?.at,
            text: format!("We were at {:x}.", dice.roll()),
        },
        8 => Command::TakeCaptions {
            writer,
            lang,
            on: dice.chance(70),
        },
        _ => place_captions(dice),
    })
}

fn place_captions(dice: &mut Dice) -> Command {
    let places = [CaptionPlace::Off, CaptionPlace::Strip, CaptionPlace::Alone];
    Command::PlaceCaptions {
        place: *dice.pick(&places).unwrap_or(&CaptionPlace::Off),
    }
}

/// What a host does beside the polls: the floor, messages, announcements and where captions are.
pub fn host(view: &View, dice: &mut Dice) -> Option<Command> {
    match dice.below(10) {
        0..4 => lead(view, dice),
        4 | 5 => message(view, dice),
        6 => Some(place_captions(dice)),
        _ => announce(view, dice),
    }
}

/// A message to the panelist or to all, or the end of one.
pub fn message(view: &View, dice: &mut Dice) -> Option<Command> {
    let sent: Vec<&MessageItem> = (view.items().values())
        .filter_map(|item| {
            let Item::Message(message) = item else {
                return None;
            };
            Some(message)
        })
        .collect();
    if dice.chance(30) {
        let message = dice.pick(&sent)?.id;
        return Some(Command::WithdrawMessage { message });
    }
    Some(Command::SendMessage {
        to: dice.chance(60).then_some(PANELIST),
        texts: texts(format!("Come to {:x}.", dice.roll())),
    })
}

fn announce(view: &View, dice: &mut Dice) -> Option<Command> {
    let all: Vec<&AnnouncementItem> = (view.items().values())
        .filter_map(|item| {
            let Item::Announcement(one) = item else {
                return None;
            };
            Some(one)
        })
        .collect();
    let one = dice.pick(&all).filter(|_| dice.chance(60));
    let Some((announcement, desk)) = one.and_then(|one| Some((one.id, one.desk.as_ref()?))) else {
        return Some(Command::PutAnnouncement {
            announcement: None,
            seen: 0,
            texts: texts(format!("Land in {:x}.", dice.roll())),
            phones: dice.chance(70),
            screen: true,
            from: None,
            until: None,
            back: None,
            show: dice.chance(50),
        });
    };
    let seen = desk.rev;
    Some(match dice.below(5) {
        0 => Command::DropAnnouncement { announcement, seen },
        _ => Command::TurnAnnouncement {
            announcement,
            seen,
            on: dice.chance(60),
        },
    })
}
