//! Who works on what at the desks of staff. It is known from memory alone: a hold is never logged, decides nothing and stops nobody.
//! It tells colleagues where somebody is, so that two do not do the same.

use std::collections::BTreeMap;

use plenary_domain::ids::Millis;

use crate::protocol::{Desk, HOLD_S, Hold, Role};
use crate::room::SocketId;

/// Limit on the desks of one role that colleagues see. More have no number, and hold nothing.
const DESKS_MAX: u32 = 50;
const HOLD_MS: Millis = HOLD_S as Millis * 1000;

/// The desks that have said who they are.
#[derive(Default)]
pub struct Desks(BTreeMap<SocketId, Place>);

struct Place {
    desk: Desk,
    /// When its hold ends, unless it says more.
    until: Millis,
}

impl Desks {
    /// Notes what a desk works on from now on, None for nothing. Returns true if colleagues should know.
    pub fn hold(
        &mut self,
        id: SocketId,
        (role, me): (Role, u32),
        on: Option<Hold>,
        now: Millis,
    ) -> bool {
        let on = on.map(|hold| Hold {
            writes: hold.writes && !self.is_written(id, &hold),
            ..hold
        });
        let until = now + HOLD_MS;
        if let Some(place) = self.0.get_mut(&id) {
            place.until = until;
            let is_news = (place.desk.me, &place.desk.on) != (me, &on);
            (place.desk.me, place.desk.on) = (me, on);
            return is_news;
        }
        let Some(n) = self.free(role) else {
            return false;
        };
        let desk = Desk { me, role, n, on };
        self.0.insert(id, Place { desk, until });
        true
    }

    /// Forgets a desk that has left. Returns true if colleagues should know.
    pub fn leave(&mut self, id: SocketId) -> bool {
        self.0.remove(&id).is_some()
    }

    /// Ends the holds of desks that have been silent. Returns true if there were any.
    pub fn fade(&mut self, now: Millis) -> bool {
        let mut has_ended = false;
        for place in self.0.values_mut() {
            if place.until <= now && place.desk.on.take().is_some() {
                has_ended = true;
            }
        }
        has_ended
    }

    /// Returns when the next hold ends.
    pub fn fades_at(&self) -> Option<Millis> {
        let holds = self.0.values().filter(|place| place.desk.on.is_some());
        holds.map(|place| place.until).min()
    }

    /// Returns the number of a desk.
    pub fn number(&self, id: SocketId) -> Option<u32> {
        self.0.get(&id).map(|place| place.desk.n)
    }

    /// Returns all desks, by role and number.
    pub fn list(&self) -> Vec<Desk> {
        let mut desks: Vec<Desk> = self.0.values().map(|place| place.desk.clone()).collect();
        desks.sort_by_key(|desk| (desk.role, desk.n));
        desks
    }

    /// Returns true if another desk writes in the same place.
    fn is_written(&self, id: SocketId, hold: &Hold) -> bool {
        self.0.iter().any(|(other, place)| {
            let on = place.desk.on.as_ref();
            *other != id && on.is_some_and(|on| on.writes && on.is_in_the_place_of(hold))
        })
    }

    /// Returns the smallest number that no desk of a role has.
    fn free(&self, role: Role) -> Option<u32> {
        let taken = |n: &u32| {
            let mut desks = self.0.values().map(|place| &place.desk);
            desks.any(|desk| desk.role == role && desk.n == *n)
        };
        (1..=DESKS_MAX).find(|n| !taken(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::HoldKind;

    const ONE: SocketId = SocketId(1);
    const TWO: SocketId = SocketId(2);
    const MODERATOR: Role = Role::Moderator;

    fn question(id: u32) -> Hold {
        Hold {
            k: HoldKind::Question,
            id,
            lang: None,
            writes: false,
        }
    }

    fn writes(lang: &str) -> Hold {
        Hold {
            lang: Some(lang.to_owned()),
            writes: true,
            ..question(7)
        }
    }

    fn held(desks: &Desks) -> Vec<(u32, Option<Hold>)> {
        let desks = desks.list().into_iter();
        desks.map(|desk| (desk.n, desk.on)).collect()
    }

    #[test]
    fn a_desk_holds_one_thing_until_it_lets_go_leaves_or_is_silent() {
        let mut desks = Desks::default();
        assert!(desks.hold(ONE, (MODERATOR, 11), None, 0));
        assert_eq!(held(&desks), [(1, None)]);
        assert!(desks.hold(ONE, (MODERATOR, 11), Some(question(7)), 0));
        assert!(!desks.hold(ONE, (MODERATOR, 11), Some(question(7)), 10_000));
        assert!(desks.hold(TWO, (MODERATOR, 12), Some(question(8)), 10_001));
        assert_eq!(
            held(&desks),
            [(1, Some(question(7))), (2, Some(question(8)))]
        );
        assert!(!desks.fade(10_000 + HOLD_MS - 1));
        assert_eq!(desks.fades_at(), Some(10_000 + HOLD_MS));
        assert!(desks.fade(10_000 + HOLD_MS));
        assert_eq!(held(&desks), [(1, None), (2, Some(question(8)))]);
        assert!(desks.leave(TWO) && !desks.leave(TWO));
        assert_eq!((held(&desks), desks.fades_at()), (vec![(1, None)], None));
        assert!(desks.hold(ONE, (MODERATOR, 11), Some(question(9)), 50_000));
        assert!(desks.hold(ONE, (MODERATOR, 11), None, 50_000));
        assert_eq!(held(&desks), [(1, None)]);
    }

    #[test]
    fn who_writes_first_writes_alone_in_that_language() {
        let mut desks = Desks::default();
        desks.hold(ONE, (MODERATOR, 11), Some(writes("en")), 0);
        desks.hold(TWO, (MODERATOR, 12), Some(writes("en")), 1);
        let reads = Hold {
            writes: false,
            ..writes("en")
        };
        assert_eq!(
            held(&desks),
            [(1, Some(writes("en"))), (2, Some(reads.clone()))]
        );
        desks.hold(TWO, (MODERATOR, 12), Some(writes("zh-Hans")), 2);
        assert_eq!(held(&desks)[1], (2, Some(writes("zh-Hans"))));
        // Once the first has let go, the next letter of the other claims the text.
        desks.hold(ONE, (MODERATOR, 11), None, 3);
        desks.hold(TWO, (MODERATOR, 12), Some(writes("en")), 4);
        assert_eq!(held(&desks), [(1, None), (2, Some(writes("en")))]);
    }

    #[test]
    fn numbers_are_given_again_and_have_an_end() {
        let mut desks = Desks::default();
        for id in 0..u64::from(DESKS_MAX) {
            assert!(desks.hold(SocketId(id), (MODERATOR, 1), None, 0));
        }
        let late = SocketId(1000);
        assert!(!desks.hold(late, (MODERATOR, 1), Some(question(1)), 0));
        assert!(desks.hold(late, (Role::Interpreter, 1), None, 0));
        desks.leave(late);
        desks.leave(SocketId(4));
        assert!(desks.hold(late, (MODERATOR, 1), None, 0));
        assert!(desks.list().iter().any(|desk| desk.n == 5));
        assert_eq!(desks.list().len(), DESKS_MAX as usize);
    }
}
