//! Who came with whom, and who asks much. It is known from memory alone: an origin never leaves it, and after a restart nobody
//! came with anybody.

use std::collections::{BTreeMap, VecDeque};

use plenary_domain::ids::{Millis, ParticipantId};

use crate::address::Address;
use crate::protocol::Flood;

/// Limit on guests whose arrival is remembered. The earliest is forgotten first.
const ARRIVALS_MAX: usize = 20_000;
/// Guests of one origin came together if they joined at most this long before or after one another.
const TOGETHER_S: u32 = 120;
/// Questions are watched for this long.
const WATCHED_MS: Millis = 60_000;
/// Limit on questions that are watched.
const WATCHED_MAX: usize = 4096;
/// A guest with so many questions in a minute asks much.
const MUCH: u32 = 3;
/// Questions a minute that are a flood, if guests ask them who ask much.
const FLOOD: u32 = 12;
/// Questions a minute that are a flood, if guests ask them who came together.
const FLOOD_TOGETHER: u32 = 40;

/// The guests' arrivals, and the questions of the last minute.
#[derive(Default)]
pub struct Crowd {
    /// In joining order, which is that of the ids.
    arrivals: VecDeque<Arrival>,
    asked: VecDeque<(Millis, ParticipantId)>,
}

/// How a guest came. It is small, because there are as many as phones.
struct Arrival {
    id: ParticipantId,
    at_s: u32,
    from: Address,
}

impl Crowd {
    /// Notes a guest's arrival.
    pub fn came(&mut self, id: ParticipantId, from: Address, at: Millis) {
        if self.arrivals.len() >= ARRIVALS_MAX {
            self.arrivals.pop_front();
        }
        // In a new history, guests are counted from the start.
        let is_later = |other: &Arrival| other.id >= id;
        while self.arrivals.back().is_some_and(is_later) {
            self.arrivals.pop_back();
        }
        let at_s = (at / 1000) as u32;
        self.arrivals.push_back(Arrival { id, at_s, from });
    }

    /// Returns the guests who came with this one: from the same origin, in the same minutes.
    pub fn company(&self, of: ParticipantId) -> Vec<ParticipantId> {
        let Some(Arrival { at_s, from, .. }) = self.arrival(of) else {
            return vec![];
        };
        let together = |other: &&Arrival| {
            other.id != of && other.from == *from && other.at_s.abs_diff(*at_s) <= TOGETHER_S
        };
        let company = self.arrivals.iter().filter(together);
        company.map(|other| other.id).collect()
    }

    /// Notes a question. Returns true if it may have made a flood, or a larger one.
    pub fn asks(&mut self, by: ParticipantId, at: Millis) -> bool {
        if self.asked.len() >= WATCHED_MAX {
            self.asked.pop_front();
        }
        self.asked.push_back((at, by));
        self.may_flood()
    }

    /// Forgets the questions of more than a minute ago. Returns true if a flood may have become smaller.
    pub fn fade(&mut self, now: Millis) -> bool {
        let mut faded = false;
        while let Some((at, _)) = self.asked.front().copied()
            && at + WATCHED_MS <= now
        {
            faded |= self.may_flood();
            self.asked.pop_front();
        }
        faded
    }

    /// Returns when the flood may be smaller.
    pub fn fades_at(&self) -> Option<Millis> {
        let (at, _) = self.asked.front().filter(|_| self.may_flood())?;
        Some(at + WATCHED_MS)
    }

    /// Returns the flood of questions in the last minute, if there is one: those of guests who ask much, or of guests who came
    /// together.
    pub fn flood(&self) -> Option<Flood> {
        if !self.may_flood() {
            return None;
        }
        let mut by_guest: BTreeMap<ParticipantId, u32> = BTreeMap::new();
        for (_, by) in &self.asked {
            *by_guest.entry(*by).or_default() += 1;
        }
        let flood = |of: &mut dyn Iterator<Item = u32>| {
            of.fold(Flood::default(), |flood, asked| Flood {
                questions: flood.questions + asked,
                guests: flood.guests + 1,
            })
        };
        let much = flood(&mut by_guest.values().copied().filter(|asked| *asked >= MUCH));
        if much.questions >= FLOOD {
            return Some(much);
        }
        let mut by_origin: BTreeMap<Address, Vec<u32>> = BTreeMap::new();
        for (by, asked) in &by_guest {
            if let Some(arrival) = self.arrival(*by) {
                by_origin.entry(arrival.from).or_default().push(*asked);
            }
        }
        let together = by_origin.into_values();
        let together = together.map(|asked| flood(&mut asked.into_iter()));
        together
            .max_by_key(|flood| flood.questions)
            .filter(|flood| flood.questions >= FLOOD_TOGETHER)
    }

    fn arrival(&self, id: ParticipantId) -> Option<&Arrival> {
        let place = self.arrivals.binary_search_by_key(&id, |other| other.id);
        self.arrivals.get(place.ok()?)
    }

    fn may_flood(&self) -> bool {
        self.asked.len() >= FLOOD as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALL: Address = Address::v4([10, 0, 0, 1]);
    const LAPTOP: Address = Address::v4([10, 0, 0, 2]);

    #[test]
    fn guests_of_one_origin_and_the_same_minutes_came_together() {
        let mut crowd = Crowd::default();
        for (id, from, at) in [
            (0, LAPTOP, 0),
            (1, HALL, 1),
            (2, LAPTOP, TOGETHER_S),
            (3, LAPTOP, 2 * TOGETHER_S),
        ] {
            crowd.came(ParticipantId(id), from, Millis::from(at) * 1000);
        }
        let company = |id| {
            let company = crowd.company(ParticipantId(id)).into_iter();
            company.map(|id| id.0).collect::<Vec<u32>>()
        };
        assert_eq!(company(0), [2]);
        assert!(company(1).is_empty());
        assert_eq!(company(2), [0, 3]);
        assert!(company(9).is_empty(), "it came before the server started");
        crowd.came(ParticipantId(0), HALL, 0);
        assert!(
            crowd.company(ParticipantId(2)).is_empty(),
            "of an earlier history"
        );
    }

    #[test]
    fn few_guests_who_ask_much_are_a_flood_for_a_minute() {
        let mut crowd = Crowd::default();
        for n in 0..12 {
            // Many who ask once are none.
            crowd.asks(ParticipantId(100 + n), 0);
        }
        assert_eq!(crowd.flood(), None);
        for n in 0..FLOOD {
            assert_eq!(crowd.flood(), None);
            assert!(crowd.asks(ParticipantId(n % 2), 1000));
        }
        let (questions, guests) = (FLOOD, 2);
        assert_eq!(crowd.flood(), Some(Flood { questions, guests }));
        assert_eq!(crowd.fades_at(), Some(WATCHED_MS));
        assert!(crowd.fade(WATCHED_MS) && crowd.flood().is_some());
        assert!(crowd.fade(WATCHED_MS + 1000) && crowd.flood().is_none());
    }

    #[test]
    fn many_guests_who_came_from_one_origin_are_a_flood_too() {
        let mut crowd = Crowd::default();
        for n in 0..FLOOD_TOGETHER {
            crowd.came(ParticipantId(n), LAPTOP, 0);
            assert_eq!(crowd.flood(), None);
            crowd.asks(ParticipantId(n), 0);
        }
        let (questions, guests) = (FLOOD_TOGETHER, FLOOD_TOGETHER);
        assert_eq!(crowd.flood(), Some(Flood { questions, guests }));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut crowd = Crowd::default();
        for n in 0..ARRIVALS_MAX as u32 + 7 {
            crowd.came(ParticipantId(n), HALL, 0);
            crowd.asks(ParticipantId(n), 0);
        }
        assert_eq!(crowd.arrivals.len(), ARRIVALS_MAX);
        assert!(crowd.company(ParticipantId(0)).is_empty());
        assert_eq!(crowd.asked.len(), WATCHED_MAX);
    }
}
