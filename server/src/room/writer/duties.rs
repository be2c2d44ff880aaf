//! What a writer does unprompted: deadlines, the number of those present, the numbers of cards, the join address, erasures that
//! are not in the log, and the end of guest data. It does them in its own turns, so nothing else ever writes.

use plenary_domain::command::Command;
use plenary_domain::ids::Millis;
use plenary_domain::poll::seal::Secret;
use plenary_domain::role::{Actor, StaffRole};

use super::Tail;
use crate::clock::Clock;
use crate::room::RoomTask;
use crate::room::hall::Hall;
use crate::room::mailbox::Done;
use crate::room::replica::Replica;
use crate::room::turn::unavailable;

/// Closes the polls whose deadline has passed.
pub fn pass_deadlines(tail: &mut Tail, replica: &mut Replica, now: Millis) {
    while let Some((_, poll)) = replica
        .state()
        .polls
        .next_deadline()
        .filter(|(at, _)| *at <= now)
    {
        let passed = tail.order(replica, Actor::Clock, &Command::PassDeadline { poll });
        // A deadline that stays would be tried for ever.
        if passed == Ok(0) {
            break;
        }
    }
}

/// Tells the numbers of cards that have waited.
pub fn tell_cards(tail: &mut Tail, replica: &mut Replica, now: Millis) {
    while let Some((_, session)) = replica
        .state()
        .cards
        .next_telling()
        .filter(|(at, _)| *at <= now)
    {
        let told = tail.order(replica, Actor::Clock, &Command::TellCards { session });
        if told == Ok(0) {
            break;
        }
    }
}

/// Shows the announcements whose time has come, and ends those that are over.
pub fn pass_announcements(tail: &mut Tail, replica: &mut Replica, now: Millis) {
    while let Some((_, announcement)) = replica
        .state()
        .announcements
        .next_turn()
        .filter(|(at, _)| *at <= now)
    {
        let command = Command::PassAnnouncement { announcement };
        if tail.order(replica, Actor::Clock, &command) == Ok(0) {
            break;
        }
    }
}

/// Gives an event the secret of its fingerprints, before anybody can vote in it.
pub fn keep_secret(tail: &mut Tail, replica: &mut Replica, clock: &Clock) {
    let state = replica.state();
    // While an event is being created, its programme must be its first record.
    if state.event.info.is_some() && state.polls.lacks_secret() {
        let secret = Secret::of(clock.random());
        // The operator may always do this.
        let _ = tail.order(replica, Actor::Operator, &Command::KeepSecret { secret });
    }
}

/// Records how many phones were connected when a poll closed. The close is in the same batch, unless the poll was opened before the
/// server started: then its phones have time to come back, because without them a majority of those present would be one of few.
pub fn count_present(tail: &mut Tail, replica: &mut Replica, hall: &Hall) {
    let next = |replica: &Replica| {
        let mut lacking = replica.state().polls.lacking_present();
        lacking.find_map(|(poll, opened)| hall.gathers_until(opened).is_none().then_some(poll))
    };
    while let Some(poll) = next(replica) {
        let phones = hall.present();
        let counted = tail.order(
            replica,
            Actor::Operator,
            &Command::CountPresent { poll, phones },
        );
        // A poll that stays would be tried for ever.
        if counted != Ok(1) {
            break;
        }
    }
}

/// Makes sure that QR codes show an address this machine has.
pub fn settle_address(tail: &mut Tail, replica: &mut Replica, candidates: &[(String, String)]) {
    let Some((best, _)) = candidates.first() else {
        return;
    };
    let state = replica.state();
    // While an event is being created, its programme must be its first record, so that a server that ends now leaves
    // nothing behind.
    if state.event.info.is_none() {
        return;
    }
    let is_settled = match &state.event.address {
        Some((url, Actor::Staff(StaffRole::Host))) => {
            candidates.iter().any(|(candidate, _)| candidate == url)
        }
        Some((url, _)) => url == best,
        None => false,
    };
    if !is_settled {
        let url = best.clone();
        // The operator may always do this, and any address replaces the old one or none.
        let _ = tail.order(replica, Actor::Operator, &Command::ChooseAddress { url });
    }
}

/// Erases what guests wrote whose keys are gone. An older copy of the log does not say so, nor does one whose server was killed
/// before it could.
pub fn erase_unreadable(tail: &mut Tail, replica: &mut Replica) {
    while let Some(guest) = replica.unreadable() {
        let erased = tail.order(replica, Actor::Operator, &Command::EraseGuest { guest });
        // A guest who stays would be tried for ever.
        if erased.is_err() {
            break;
        }
    }
}

impl RoomTask {
    /// Deletes guest data. Earlier messages are durable and answered by now.
    pub(in crate::room) async fn forget(&mut self, done: Done<()>) {
        let epoch = self.clock.random_u32();
        let Some((replica, tail)) = self.standing.writing() else {
            let _ = done.send(Err(unavailable()));
            return;
        };
        let forgotten = tail.forget(replica, epoch).await;
        if let Err(why) = &forgotten {
            tracing::error!(event = %self.header.code, %why, "cannot delete guest data");
        }
        let is_read = self.read_anew().await;
        let gone = is_read && forgotten.is_ok();
        let _ = done.send(if gone { Ok(()) } else { Err(unavailable()) });
    }
}
