//! From state to frames. Each audience's view is a set of encoded items, each with the sequence at which it last
//! changed. The changes since a position are encoded once and shared by all sockets at that position. The positions here are those
//! that clients see, and not places in the log. This module knows nothing about sockets.
//!
//! # Invariants
//! - The snapshot at n with the changes n+1..m applied equals the snapshot at m ([`tests`] check it on every step).
//! - A feed is immutable: a slow socket reads an old feed or a new one, never half of each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use plenary_domain::ids::PollId;
use plenary_domain::state::State;
use plenary_domain::translation::Subject;
use serde::Serialize;
use serde_json::Value;

use crate::log::Position;
use crate::protocol::{ItemKind, ItemName, Role, task_subject};
use crate::view::{self, Entry, Part};
use crate::websocket::Frame;

/// Limit on tombstones. A socket older than the oldest tombstone gets a snapshot.
const GONE_MAX: usize = 1000;
/// Limit on encoded ranges that a feed caches. The few sockets at other positions encode their own.
const RANGES_MAX: usize = 64;

/// An encoded item.
#[derive(Debug, Clone)]
struct Encoded {
    changed: u64,
    /// The sequence at which it was last found in the state.
    seen: u64,
    json: Arc<str>,
}

/// One audience's view, updated over time. The room owns it.
pub struct View {
    audience: Role,
    items: BTreeMap<ItemName, Encoded>,
    gone: BTreeMap<ItemName, u64>,
    /// Changes before this sequence cannot be told apart.
    floor: u64,
    /// The sequence of the state from which the items were made; None before the first.
    made: Option<u64>,
    /// The sequence at which this audience last lost a text that somebody took back.
    retracted: u64,
    takes_back: bool,
}

/// What a frame holds: the poll that it is about, or all of the view; and its start, or without one the whole view.
type Range = (Option<PollId>, Option<u64>);

/// One audience's view at one position, shared by all its sockets.
pub struct Feed {
    position: Position,
    floor: u64,
    retracted: u64,
    items: BTreeMap<ItemName, Encoded>,
    gone: BTreeMap<ItemName, u64>,
    /// Encoded ranges.
    frames: Mutex<BTreeMap<Range, Option<Frame>>>,
}

impl View {
    /// Returns an empty view. The first [`View::update`] fills it and always returns a feed.
    pub fn new(audience: Role) -> View {
        View {
            audience,
            items: BTreeMap::new(),
            gone: BTreeMap::new(),
            floor: 0,
            made: None,
            retracted: 0,
            takes_back: false,
        }
    }

    /// Notes that somebody took a text back, among the changes that the next update applies.
    pub fn takes_back(&mut self) {
        self.takes_back = true;
    }

    /// Applies the state's changes since the last call, at a higher position than then. Returns a feed if this audience sees
    /// anything new. Otherwise the audience keeps its position.
    pub fn update(&mut self, state: &State, code: &str, at: Position) -> Option<Arc<Feed>> {
        let first = self.made.is_none();
        let mut news = first;
        for part in Part::ALL {
            if self.made.is_none_or(|made| part.changed(state) > made) {
                let entries = view::entries(state, code, self.audience, part);
                news |= self.replace(state, at.seq, part, entries);
            }
        }
        // After a restart nobody knows what changed when, so every socket at another position needs the whole view.
        if first || self.gone.len() > GONE_MAX {
            self.floor = at.seq;
            self.gone.clear();
        }
        self.made = Some(state.seq);
        self.takes_back = false;
        let feed = || Feed {
            position: at,
            floor: self.floor,
            retracted: self.retracted,
            items: self.items.clone(),
            gone: self.gone.clone(),
            frames: Mutex::default(),
        };
        news.then(|| Arc::new(feed()))
    }

    /// Replaces the items of one part. Returns true if anything changed.
    fn replace(&mut self, state: &State, seq: u64, part: Part, entries: Vec<Entry>) -> bool {
        let mut news = false;
        for entry in entries {
            let item = match entry {
                Entry::Item(item) => *item,
                Entry::Kept { name, changed } => {
                    // Most have not changed since the last update, and need no new encoding.
                    let held = self.items.get_mut(&name);
                    if let (Some(held), Some(made)) = (held, self.made)
                        && changed <= made
                    {
                        held.seen = seq;
                        continue;
                    }
                    match view::item(state, self.audience, name) {
                        Some(item) => item,
                        None => continue,
                    }
                }
            };
            let name = item.name();
            let json = encode(&item);
            if let Some(held) = self.items.get_mut(&name)
                && *held.json == *json
            {
                held.seen = seq;
                continue;
            }
            news = true;
            if self.takes_back
                && may_lose(name.kind)
                && let Some(held) = self.items.get(&name)
                && loses_text(&held.json, &json)
            {
                self.retracted = seq;
            }
            self.gone.remove(&name);
            let encoded = Encoded {
                changed: seq,
                seen: seq,
                json: json.into(),
            };
            self.items.insert(name, encoded);
        }
        let gone: Vec<ItemName> = self
            .items
            .iter()
            .filter(|(name, held)| part_of(**name) == part && held.seen != seq)
            .map(|(name, _)| *name)
            .collect();
        for name in gone {
            news = true;
            if self.takes_back && may_lose(name.kind) {
                self.retracted = seq;
            }
            self.items.remove(&name);
            self.gone.insert(name, seq);
        }
        news
    }
}

impl Feed {
    /// Returns the position of clients that hold this view.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns the sequence at which this audience last lost a text that somebody took back. What was encoded before may
    /// contain it.
    pub fn retracted(&self) -> u64 {
        self.retracted
    }

    /// Returns the frame for a socket that holds the view at `held`: the changes since, the whole view, or nothing. `poll`: the
    /// socket gets this poll alone.
    pub fn frame(&self, held: Option<Position>, poll: Option<PollId>) -> Option<Frame> {
        let from = held.filter(|p| {
            p.epoch == self.position.epoch && p.seq >= self.floor && p.seq <= self.position.seq
        });
        let from = from.map(|p| p.seq);
        if from == Some(self.position.seq) {
            return None;
        }
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = frames.get(&(poll, from)) {
            return frame.clone();
        }
        let frame = match from {
            Some(from) => self.change(from, poll),
            None => Some(Frame::text(format!(
                "{{\"t\":\"snapshot\",{}",
                &self.view_of(poll)[1..]
            ))),
        };
        if frames.len() < RANGES_MAX {
            frames.insert((poll, from), frame.clone());
        }
        frame
    }

    /// Returns the whole view as JSON of a [`Snapshot`](crate::protocol::Snapshot).
    pub fn snapshot(&self) -> String {
        self.view_of(None)
    }

    fn view_of(&self, poll: Option<PollId>) -> String {
        let Position { epoch, seq } = self.position;
        let items = self.items.iter().filter(|(name, _)| is_of(**name, poll));
        let items = join(items.map(|(_, item)| &*item.json));
        format!("{{\"epoch\":{epoch},\"seq\":{seq},\"items\":[{items}]}}")
    }

    /// Returns the changes after `from`, or None if there are none.
    fn change(&self, from: u64, poll: Option<PollId>) -> Option<Frame> {
        let to = self.position.seq;
        let set = join(
            self.items
                .iter()
                .filter(|(name, item)| item.changed > from && is_of(**name, poll))
                .map(|(_, item)| &*item.json),
        );
        let gone: Vec<String> = self
            .gone
            .iter()
            .filter(|(name, at)| **at > from && is_of(**name, poll))
            .map(|(name, _)| name.to_string())
            .collect();
        if set.is_empty() && gone.is_empty() {
            return None;
        }
        let gone = if gone.is_empty() {
            String::new()
        } else {
            format!(",\"gone\":{}", encode(&gone))
        };
        Some(Frame::text(format!(
            "{{\"t\":\"change\",\"from\":{from},\"to\":{to},\"set\":[{set}]{gone}}}"
        )))
    }
}

/// Fields whose texts are the protocol's words and not somebody's.
const OUR_WORDS: [&str; 6] = ["k", "state", "can", "lang", "phase", "reason"];

/// Returns true for what the address of one poll shows: the poll with its result, and what both are read by. Everything is, for those
/// who see more than one poll.
fn is_of(name: ItemName, poll: Option<PollId>) -> bool {
    let Some(PollId(id)) = poll else {
        return true;
    };
    let is_its = matches!(name.kind, ItemKind::Poll | ItemKind::Tally) && name.id == id;
    is_its || matches!(name.kind, ItemKind::Event | ItemKind::Group)
}

/// Returns false for items that only count what is elsewhere: a number that moves on takes nothing away from anybody.
fn may_lose(kind: ItemKind) -> bool {
    kind != ItemKind::Asked
}

/// Returns true if an item no longer has a text that it had.
fn loses_text(before: &str, after: &str) -> bool {
    fn texts<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::String(text) => {
                found.insert(text);
            }
            Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
            Value::Object(fields) => fields
                .iter()
                .filter(|(name, _)| !OUR_WORDS.contains(&name.as_str()))
                .for_each(|(_, value)| texts(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let read = |json: &str| serde_json::from_str::<Value>(json).unwrap_or_default();
    let (before, after) = (read(before), read(after));
    let (mut had, mut has) = (BTreeSet::new(), BTreeSet::new());
    texts(&before, &mut had);
    texts(&after, &mut has);
    !had.is_subset(&has)
}

/// Returns the part of a view that produces items of this name.
fn part_of(name: ItemName) -> Part {
    match name.kind {
        ItemKind::Event
        | ItemKind::Group
        | ItemKind::Person
        | ItemKind::Session
        | ItemKind::Survey
        | ItemKind::Poll => Part::Program,
        ItemKind::Tally | ItemKind::Progress => Part::Tallies,
        ItemKind::Entry => Part::Entries,
        ItemKind::Question | ItemKind::Asked => Part::Questions,
        ItemKind::Stage => Part::Stage,
        ItemKind::Cards => Part::Cards,
        ItemKind::Floor => Part::Floor,
        ItemKind::Board => Part::Board,
        ItemKind::Nickname => Part::Nicknames,
        ItemKind::Names => Part::Names,
        ItemKind::Codes => Part::Codes,
        ItemKind::Login => Part::Logins,
        ItemKind::Guest | ItemKind::Arrivals => Part::Guests,
        ItemKind::Label => Part::Labels,
        ItemKind::Task => match task_subject(name.id) {
            Some(Subject::Entry(_)) => Part::Answers,
            Some(_) | None => Part::Tasks,
        },
        ItemKind::Term => Part::Terms,
        ItemKind::Message => Part::Messages,
        ItemKind::Announcement => Part::Announcements,
        ItemKind::Captions => Part::Captions,
        ItemKind::Report | ItemKind::Line => Part::Report,
    }
}

/// Encodes a frame or an item.
///
/// # Panics
/// Never for the protocol's types, because all their map keys are strings.
pub fn encode<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("the protocol's types are JSON")
}

fn join<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for item in items {
        if !joined.is_empty() {
            joined.push(',');
        }
        joined.push_str(item);
    }
    joined
}

#[cfg(test)]
mod tests;
