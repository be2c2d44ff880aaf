//! What a writer does without being asked by anybody in the hall: deadlines, the join address, and the end of guest data. It does
//! them in its turns, so that nobody else ever writes.

use plenary_domain::command::Command;
use plenary_domain::ids::Millis;
use plenary_domain::role::{Actor, StaffRole};

use super::Tail;
use crate::room::RoomTask;
use crate::room::mailbox::Done;
use crate::room::replica::Replica;
use crate::room::turn::unavailable;

/// Closes the polls whose time is over.
pub fn pass_deadlines(tail: &mut Tail, replica: &mut Replica, now: Millis) {
    while let Some((_, poll)) = replica
        .state()
        .polls
        .next_deadline()
        .filter(|(at, _)| *at <= now)
    {
        let passed = tail.order(replica, Actor::Clock, &Command::PassDeadline { poll });
        // A deadline that does not pass would be asked for without end.
        if passed == Ok(0) {
            break;
        }
    }
}

/// Sees to it that the address of QR codes is one that this machine has.
pub fn settle_address(tail: &mut Tail, replica: &mut Replica, candidates: &[(String, String)]) {
    let Some((best, _)) = candidates.first() else {
        return;
    };
    let state = replica.state();
    // An event that is being made has no record before its programme: a server that ends now leaves nothing behind.
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
        // The operator may; and the state has an address or none, both of which an address replaces.
        let _ = tail.order(replica, Actor::Operator, &Command::ChooseAddress { url });
    }
}

impl RoomTask {
    /// Deletes guest data. What was handed in before is durable and answered by now.
    pub(in crate::room) async fn forget(&mut self, done: Done<()>) {
        let epoch = self.clock.random_u32();
        let Some((replica, tail)) = self.standing.writing() else {
            let _ = done.send(Err(unavailable()));
            return;
        };
        let forgotten = tail.forget(replica, epoch).await;
        if let Err(why) = &forgotten {
            tracing::error!(event = %self.header.code, %why, "guest data could not be deleted");
        }
        let is_read = self.read_anew().await;
        let gone = is_read && forgotten.is_ok();
        let _ = done.send(if gone { Ok(()) } else { Err(unavailable()) });
    }
}
