//! What a client holds of an event: the items by name, their position, and its own data. A change is applied or refused
//! as a whole, so a view never mixes two positions.

use std::collections::BTreeMap;

use crate::protocol::{
    EntryItem, EventItem, Hall, Item, Mine, NicknameItem, PersonItem, PollItem, QuestionItem,
    SessionItem, Snapshot, StageItem, SurveyItem, TallyItem,
};

/// The view of one client.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    position: Option<(u32, u64)>,
    /// The history that the view belongs to; kept when the position is dropped.
    epoch: Option<u32>,
    /// By name: `k`, or `k:id`.
    items: BTreeMap<String, Item>,
    /// The client's own data, and the sequence it came at.
    pub mine: Mine,
    pub mine_seq: u64,
    /// Who is connected; staff only.
    pub hall: Option<Hall>,
}

/// The outcome of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Applied,
    /// All of it was known.
    Known,
    /// Something before it is missing: request a snapshot.
    Gap,
}

impl View {
    /// Returns the sequence of the items; 0 before the first snapshot.
    pub fn seq(&self) -> u64 {
        self.position.map_or(0, |(_, seq)| seq)
    }

    /// Returns the epoch and sequence to reconnect with.
    pub fn position(&self) -> Option<(u32, u64)> {
        self.position
    }

    pub fn forget_position(&mut self) {
        self.position = None;
    }

    pub fn items(&self) -> &BTreeMap<String, Item> {
        &self.items
    }

    /// Takes a whole view. Another epoch is another history, in which the client has no data of its own yet.
    pub fn replace(&mut self, snapshot: Snapshot) {
        if self.epoch.replace(snapshot.epoch) != Some(snapshot.epoch) {
            (self.mine, self.mine_seq) = (Mine::default(), 0);
        }
        self.position = Some((snapshot.epoch, snapshot.seq));
        self.items = snapshot
            .items
            .into_iter()
            .map(|item| (item.name().to_string(), item))
            .collect();
    }

    pub fn change(&mut self, from: u64, to: u64, set: Vec<Item>, gone: Vec<String>) -> Change {
        let Some((epoch, held)) = self.position.filter(|(_, held)| *held >= from) else {
            return Change::Gap;
        };
        if held >= to {
            return Change::Known;
        }
        for name in gone {
            self.items.remove(&name);
        }
        for item in set {
            self.items.insert(item.name().to_string(), item);
        }
        self.position = Some((epoch, to));
        Change::Applied
    }

    /// Prepares for a new socket, on which the client's own data comes whole and may be of another history. A client that has not joined,
    /// or whose history the server has lost, has none.
    pub fn greet(&mut self, joined: bool) {
        self.mine_seq = 0;
        if !joined {
            self.mine = Mine::default();
        }
    }

    /// Takes the client's own data, unless this socket has already brought newer data.
    pub fn own(&mut self, seq: u64, mine: Mine) {
        if seq >= self.mine_seq {
            (self.mine, self.mine_seq) = (mine, seq);
        }
    }

    pub fn event(&self) -> Option<&EventItem> {
        match self.items.get("event") {
            Some(Item::Event(event)) => Some(event),
            _ => None,
        }
    }

    pub fn nicknames(&self) -> impl Iterator<Item = &NicknameItem> {
        self.of_kind("nickname:").filter_map(|item| {
            if let Item::Nickname(name) = item {
                Some(name)
            } else {
                None
            }
        })
    }

    pub fn stage(&self) -> Option<&StageItem> {
        match self.items.get("stage") {
            Some(Item::Stage(stage)) => Some(stage),
            _ => None,
        }
    }

    pub fn poll(&self, id: u32) -> Option<&PollItem> {
        if let Some(Item::Poll(poll)) = self.items.get(&format!("poll:{id}")) {
            Some(poll)
        } else {
            None
        }
    }

    pub fn tally(&self, id: u32) -> Option<&TallyItem> {
        if let Some(Item::Tally(tally)) = self.items.get(&format!("tally:{id}")) {
            Some(tally)
        } else {
            None
        }
    }

    pub fn question(&self, id: u32) -> Option<&QuestionItem> {
        if let Some(Item::Question(question)) = self.items.get(&format!("question:{id}")) {
            Some(question)
        } else {
            None
        }
    }

    pub fn polls(&self) -> impl Iterator<Item = &PollItem> {
        self.of_kind("poll:").filter_map(|item| {
            if let Item::Poll(poll) = item {
                Some(poll)
            } else {
                None
            }
        })
    }

    pub fn surveys(&self) -> impl Iterator<Item = &SurveyItem> {
        self.of_kind("survey:").filter_map(|item| {
            if let Item::Survey(survey) = item {
                Some(survey)
            } else {
                None
            }
        })
    }

    pub fn entries(&self) -> impl Iterator<Item = &EntryItem> {
        self.of_kind("entry:").filter_map(|item| {
            if let Item::Entry(entry) = item {
                Some(entry)
            } else {
                None
            }
        })
    }

    pub fn questions(&self) -> impl Iterator<Item = &QuestionItem> {
        self.of_kind("question:").filter_map(|item| {
            if let Item::Question(question) = item {
                Some(question)
            } else {
                None
            }
        })
    }

    pub fn sessions(&self) -> impl Iterator<Item = &SessionItem> {
        self.of_kind("session:").filter_map(|item| {
            if let Item::Session(session) = item {
                Some(session)
            } else {
                None
            }
        })
    }

    pub fn people(&self) -> impl Iterator<Item = &PersonItem> {
        self.of_kind("person:").filter_map(|item| {
            if let Item::Person(person) = item {
                Some(person)
            } else {
                None
            }
        })
    }

    /// Returns the items whose names start with `start`. They are adjacent.
    fn of_kind(&self, start: &'static str) -> impl Iterator<Item = &Item> {
        let from = self.items.range(start.to_owned()..);
        from.take_while(move |(name, _)| name.starts_with(start))
            .map(|(_, item)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(id: u32, count: u32) -> Item {
        Item::Tally(TallyItem {
            id,
            count,
            ballots: None,
            tally: None,
            shares: None,
            hands: None,
            phones: None,
            by_door: false,
            present: None,
            earlier: vec![],
            again: None,
            groups: vec![],
        })
    }

    fn held(seq: u64, items: Vec<Item>) -> View {
        let mut view = View::default();
        view.replace(Snapshot {
            epoch: 1,
            seq,
            items,
        });
        view
    }

    #[test]
    fn a_change_that_overlaps_is_applied_and_an_old_one_is_not() {
        let mut view = held(5, vec![tally(1, 3), tally(2, 1)]);
        assert_eq!(
            view.change(3, 7, vec![tally(1, 4)], vec!["tally:2".to_owned()]),
            Change::Applied
        );
        assert_eq!((view.seq(), view.items().len()), (7, 1));
        assert_eq!(view.change(3, 7, vec![tally(1, 2)], vec![]), Change::Known);
        assert_eq!(view.tally(1).map(|tally| tally.count), Some(4));
    }

    #[test]
    fn a_change_past_a_gap_changes_nothing() {
        let mut view = held(5, vec![tally(1, 3)]);
        assert_eq!(view.change(6, 8, vec![tally(1, 9)], vec![]), Change::Gap);
        assert_eq!(view, held(5, vec![tally(1, 3)]));
        assert_eq!(View::default().change(0, 1, vec![], vec![]), Change::Gap);
    }

    #[test]
    fn an_older_mine_does_not_replace_a_newer_one() {
        let mut view = View::default();
        view.own(
            5,
            Mine {
                upvotes: vec![1],
                ..Mine::default()
            },
        );
        view.own(4, Mine::default());
        assert_eq!(view.mine.upvotes, [1]);
    }

    #[test]
    fn another_history_starts_without_own_data() {
        let mut view = held(50, vec![]);
        view.own(
            50,
            Mine {
                upvotes: vec![1],
                ..Mine::default()
            },
        );
        view.replace(Snapshot {
            epoch: 2,
            seq: 9,
            items: vec![],
        });
        assert_eq!((&view.mine, view.mine_seq), (&Mine::default(), 0));
    }
}
