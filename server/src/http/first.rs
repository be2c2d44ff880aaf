//! What a guest's page shows first. A long programme, many questions or results do not fit into the first window with the part for
//! an open poll. Such a page carries only what its first paint shows, without a position, and its socket brings the whole view.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::protocol::{Item, Phase, SessionState, Thing};

/// A snapshot with its items as they are encoded.
#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// Returns the part of the guests' view that a phone draws before it is connected: what is on now, all open polls, and the sessions
/// by which it says what comes next. It has no position. None if the snapshot is not one.
pub(super) fn first(snapshot: &str) -> Option<String> {
    let Whole { items } = serde_json::from_str(snapshot).ok()?;
    let read = |raw: &&RawValue| serde_json::from_str(raw.get()).ok();
    let items: Vec<(&RawValue, Item)> = items
        .iter()
        .map(|raw| Some((*raw, read(raw)?)))
        .collect::<Option<_>>()?;
    let shown = Shown::of(items.iter().map(|(_, item)| item));
    let items = items.iter().filter(|(_, item)| shown.has(item));
    let items: Vec<&str> = items.map(|(raw, _)| raw.get()).collect();
    Some(format!("{{\"items\":[{}]}}", items.join(",")))
}

/// What the first paint shows of a view.
#[derive(Default)]
struct Shown {
    polls: BTreeSet<u32>,
    questions: BTreeSet<u32>,
    sessions: BTreeSet<u32>,
    /// A poll names groups, or its result does.
    groups: bool,
}

impl Shown {
    fn of<'a>(items: impl Iterator<Item = &'a Item> + Clone) -> Shown {
        let mut shown = Shown::default();
        // If no session runs, the page shows the next one. One that has ended tells it that the event has begun.
        let (mut next, mut ended) = (None, None);
        for item in items.clone() {
            match item {
                Item::Stage(stage) => {
                    next = stage.next;
                    for thing in &stage.on {
                        match *thing {
                            Thing::Poll(id) => shown.polls.insert(id),
                            Thing::Question(id) => shown.questions.insert(id),
                            Thing::Session(id) => shown.sessions.insert(id),
                            Thing::Survey(_) => false,
                        };
                    }
                }
                Item::Poll(poll) if poll.phase == Phase::Open => {
                    shown.polls.insert(poll.id);
                }
                Item::Session(session) if session.state == SessionState::Running => {
                    shown.sessions.insert(session.id);
                }
                Item::Session(session) if session.state == SessionState::Ended => {
                    ended = ended.or(Some(session.id));
                }
                Item::Event(_)
                | Item::Group(_)
                | Item::Person(_)
                | Item::Session(_)
                | Item::Survey(_)
                | Item::Poll(_)
                | Item::Tally(_)
                | Item::Progress(_)
                | Item::Entry(_)
                | Item::Question(_)
                | Item::Asked(_)
                | Item::Guest(_)
                | Item::Arrivals(_)
                | Item::Cards(_)
                | Item::Floor(_)
                | Item::Board(_)
                | Item::Nickname(_)
                | Item::Names(_)
                | Item::Login(_)
                | Item::Label(_)
                | Item::Codes(_)
                | Item::Task(_)
                | Item::Term(_)
                | Item::Message(_)
                | Item::Announcement(_)
                | Item::Captions(_)
                | Item::Report(_)
                | Item::Line(_) => {}
            }
        }
        if shown.sessions.is_empty() {
            shown.sessions.extend(next.into_iter().chain(ended));
        }
        shown.groups = items.clone().any(|item| {
            let of_voters = matches!(item, Item::Poll(poll) if poll.voters.is_some());
            let of_result = matches!(item, Item::Tally(tally) if !tally.groups.is_empty());
            (of_voters || of_result) && shown.has(item)
        });
        shown
    }

    fn has(&self, item: &Item) -> bool {
        match item {
            Item::Event(_) | Item::Stage(_) | Item::Survey(_) => true,
            Item::Group(_) => self.groups,
            Item::Session(session) => self.sessions.contains(&session.id),
            Item::Poll(poll) => self.polls.contains(&poll.id),
            Item::Tally(tally) => self.polls.contains(&tally.id),
            Item::Question(question) => self.questions.contains(&question.id),
            Item::Person(_)
            | Item::Progress(_)
            | Item::Entry(_)
            | Item::Asked(_)
            | Item::Guest(_)
            | Item::Arrivals(_)
            | Item::Cards(_)
            | Item::Floor(_)
            | Item::Board(_)
            | Item::Nickname(_)
            | Item::Names(_)
            | Item::Login(_)
            | Item::Label(_)
            | Item::Codes(_)
            | Item::Task(_)
            | Item::Message(_)
            | Item::Announcement(_)
            | Item::Captions(_)
            | Item::Report(_)
            | Item::Line(_)
            | Item::Term(_) => false,
        }
    }
}
