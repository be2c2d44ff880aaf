//! A waiting line that is fair among addresses. Whoever pushes more than others waits behind their own, and not in front
//! of anybody else; an address that is alone gets everything.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::address::Address;

/// After so many have been served, what each address has got counts half. A hall that has joined is then an equal of
/// newcomers again, and the memory stays small.
const SERVED_UNTIL_HALVED: u32 = 4096;
/// An address that begins to wait is served before the others so many times at most, however little it has got before. So
/// one that comes late has its share from now on, and does not keep a hall of another address waiting until it has got as
/// much as the hall.
const LEAD: u32 = 16;

/// Waiting things, by address. The next is the oldest of the address that has got the fewest.
pub struct Line<T> {
    waiting: HashMap<Address, Waiting<T>>,
    /// Addresses that wait, by what they have got and how long they have waited.
    order: BTreeSet<(u32, u64, Address)>,
    /// What each address has got.
    served: HashMap<Address, u32>,
    served_since_halved: u32,
    /// What the address that was served last had got.
    level: u32,
    /// Numbers the addresses that begin to wait.
    ticket: u64,
    len: usize,
}

struct Waiting<T> {
    place: (u32, u64, Address),
    things: VecDeque<T>,
}

impl<T> Default for Line<T> {
    fn default() -> Line<T> {
        Line {
            waiting: HashMap::new(),
            order: BTreeSet::new(),
            served: HashMap::new(),
            served_since_halved: 0,
            level: 0,
            ticket: 0,
            len: 0,
        }
    }
}

impl<T> Line<T> {
    /// Returns how many wait.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns true if nobody waits.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds something that waits.
    pub fn push(&mut self, address: Address, thing: T) {
        self.len += 1;
        if let Some(waiting) = self.waiting.get_mut(&address) {
            waiting.things.push_back(thing);
            return;
        }
        let place = self.place(address);
        let things = VecDeque::from([thing]);
        self.waiting.insert(address, Waiting { place, things });
    }

    /// Takes out the next one, and counts it for its address.
    pub fn pop(&mut self) -> Option<T> {
        let (level, _, address) = self.order.pop_first()?;
        self.level = level;
        let waiting = self.waiting.get_mut(&address)?;
        let thing = waiting.things.pop_front()?;
        self.len -= 1;
        self.served.insert(address, level + 1);
        self.served_since_halved += 1;
        if waiting.things.is_empty() {
            self.waiting.remove(&address);
        } else {
            let place = self.place(address);
            if let Some(waiting) = self.waiting.get_mut(&address) {
                waiting.place = place;
            }
        }
        if self.served_since_halved >= SERVED_UNTIL_HALVED {
            self.halve();
        }
        Some(thing)
    }

    /// Removes those that must not wait longer, and returns them.
    pub fn remove(&mut self, is_over: impl Fn(&T) -> bool) -> Vec<T> {
        let mut over = Vec::new();
        for waiting in self.waiting.values_mut() {
            // Within an address, the oldest are in front.
            while waiting.things.front().is_some_and(&is_over) {
                over.extend(waiting.things.pop_front());
            }
        }
        self.len -= over.len();
        let order = &mut self.order;
        self.waiting.retain(|_, waiting| {
            let stays = !waiting.things.is_empty();
            if !stays {
                order.remove(&waiting.place);
            }
            stays
        });
        over
    }

    /// Removes the newest of each address from which more than `most` wait, and returns them.
    pub fn shorten(&mut self, most: usize) -> Vec<T> {
        let mut over = Vec::new();
        for waiting in self.waiting.values_mut() {
            over.extend(waiting.things.split_off(most.min(waiting.things.len())));
        }
        self.len -= over.len();
        over
    }

    /// Gives an address its place among those that wait.
    fn place(&mut self, address: Address) -> (u32, u64, Address) {
        self.ticket += 1;
        let served = self.served.get(&address).copied().unwrap_or(0);
        let served = served.max(self.level.saturating_sub(LEAD));
        let place = (served, self.ticket, address);
        self.order.insert(place);
        place
    }

    fn halve(&mut self) {
        self.served_since_halved = 0;
        self.level /= 2;
        self.served.retain(|_, served| {
            *served /= 2;
            *served > 0
        });
        self.order.clear();
        for waiting in self.waiting.values_mut() {
            waiting.place.0 /= 2;
            self.order.insert(waiting.place);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn address(n: u8) -> Address {
        IpAddr::from(Ipv4Addr::new(127, 0, 0, n)).into()
    }

    fn drain<T>(line: &mut Line<T>) -> Vec<T> {
        std::iter::from_fn(|| line.pop()).collect()
    }

    #[test]
    fn an_address_alone_gets_all_in_order() {
        let mut line = Line::default();
        for n in 0..100 {
            line.push(address(1), n);
        }
        assert_eq!(line.shorten(90), (90..100).collect::<Vec<_>>());
        assert_eq!(line.len(), 90);
        assert_eq!(drain(&mut line), (0..90).collect::<Vec<_>>());
        assert!(line.is_empty() && line.waiting.is_empty() && line.order.is_empty());
    }

    #[test]
    fn whoever_pushes_more_does_not_wait_less() {
        let mut line = Line::default();
        for _ in 0..1000 {
            line.push(address(1), "flood");
        }
        for _ in 0..5 {
            line.pop();
        }
        line.push(address(2), "guest");
        assert_eq!(line.pop(), Some("guest"), "it has got less");
        line.push(address(2), "guest");
        line.push(address(3), "other");
        assert_eq!(line.pop(), Some("other"));
        assert_eq!(line.pop(), Some("guest"));
        assert_eq!(line.pop(), Some("flood"));
    }

    #[test]
    fn whoever_comes_late_gets_a_share_and_no_more() {
        let mut line = Line::default();
        for _ in 0..2000 {
            line.push(address(1), "hall");
        }
        for _ in 0..1000 {
            line.pop();
        }
        for _ in 0..1000 {
            line.push(address(2), "laptop");
        }
        let next: Vec<&str> = std::iter::from_fn(|| line.pop()).take(200).collect();
        let hall = next.iter().filter(|who| **who == "hall").count();
        let first = next.iter().position(|who| *who == "hall");
        assert!(first <= Some(LEAD as usize + 1), "{first:?}");
        assert!(hall >= (200 - LEAD as usize) / 2 - 1, "{hall}");
    }

    #[test]
    fn equals_take_turns() {
        let mut line = Line::default();
        for n in [1, 1, 1, 2, 2, 3] {
            line.push(address(n), n);
        }
        assert_eq!(drain(&mut line), [1, 2, 3, 1, 2, 1]);
    }

    #[test]
    fn what_an_address_has_got_is_forgotten_in_time() {
        let mut line = Line::default();
        for _ in 0..4 * SERVED_UNTIL_HALVED {
            line.push(address(1), 1);
        }
        for _ in 0..3 * SERVED_UNTIL_HALVED {
            line.pop();
        }
        let served = line.served[&address(1)];
        assert!(served < 2 * SERVED_UNTIL_HALVED, "{served}");
        let mut many = Line::default();
        for n in 0..3 * u64::from(SERVED_UNTIL_HALVED) {
            many.push(Address::from(IpAddr::from(Ipv4Addr::from(n as u32))), n);
            many.pop();
        }
        assert!(many.served.len() <= SERVED_UNTIL_HALVED as usize);
    }

    #[test]
    fn those_that_waited_too_long_leave() {
        let mut line = Line::default();
        for n in [1, 5, 2] {
            line.push(address(1), n);
            line.push(address(n), n);
        }
        assert_eq!(line.len(), 6);
        let mut over = line.remove(|n| *n < 5);
        over.sort_unstable();
        assert_eq!(over, [1, 1, 2]);
        let mut left = drain(&mut line);
        left.sort_unstable();
        assert_eq!(left, [2, 5, 5], "of an address only those in front");
        assert!(line.order.is_empty());
    }
}
