//! Guests who join. The event's headcount limits how fast. When more want to join than that, they wait in a line that is
//! fair among addresses: a hall behind one address gets every place in it, and one laptop in a hall of phones with their
//! own addresses gets the rest.

use plenary_domain::command::Command;
use plenary_domain::ids::{Millis, ParticipantId};
use plenary_domain::role::Actor;
use tokio::time::{Duration, Instant};

use crate::address::Address;
use crate::line::Line;
use crate::room::mailbox::{JoinRejected, Joining};
use crate::room::turn::Answer;
use crate::room::{Bucket, RoomTask};

/// How long a guest waits in the line before being told to retry.
const WAIT: Duration = Duration::from_secs(3);
/// Limit on those who wait from one address.
const WAITING_OF_ADDRESS_MAX: usize = 16;
/// Limit on the time after which a refused guest is told to retry.
const RETRY_MS_MAX: u32 = 10_000;

/// The joins that wait, and how many may pass.
pub struct Joins {
    passes: Bucket,
    line: Line<Waiting>,
    /// When the next may pass.
    next_at: Option<Instant>,
}

struct Waiting {
    address: Address,
    done: Joining,
    until: Instant,
}

impl Joins {
    /// Returns an empty line.
    pub fn new(now: Millis) -> Joins {
        Joins {
            // Each join passes its own burst limit, because an import may change it.
            passes: Bucket::full(u32::MAX, now),
            line: Line::default(),
            next_at: None,
        }
    }

    /// Returns when the next one may pass; None if nobody waits.
    pub fn due(&self) -> Option<Instant> {
        self.next_at
    }
}

/// A burst of joins as large as the hall, and at least a small hall.
fn burst(headcount: u32) -> u32 {
    headcount.max(50)
}

/// In the long run, the whole hall may join again within a minute. No real hall joins faster.
fn per_second(headcount: u32) -> u32 {
    headcount.max(50).div_ceil(60)
}

impl RoomTask {
    /// Takes a guest who joins into the line.
    pub(in crate::room) fn join(&mut self, address: Address, done: Joining) {
        let until = Instant::now() + WAIT;
        let waiting = Waiting {
            address,
            done,
            until,
        };
        self.joins.line.push(address, waiting);
    }

    /// Lets those pass whose turn has come. Returns their answers.
    pub(in crate::room) fn let_join(&mut self) -> Vec<Answer> {
        self.joins.next_at = None;
        if self.joins.line.is_empty() {
            return vec![];
        }
        let (at, headcount) = (self.clock.now(), self.headcount());
        let (burst, per_second) = (burst(headcount), per_second(headcount));
        let Some((replica, tail)) = self.standing.writing() else {
            for waiting in std::iter::from_fn(|| self.joins.line.pop()) {
                let _ = waiting.done.send(unavailable());
            }
            return vec![];
        };
        let Joins {
            passes,
            line,
            next_at,
        } = &mut self.joins;
        let (now, mut answers) = (Instant::now(), vec![]);
        let retry_ms = loop {
            if line.is_empty() {
                return answers;
            }
            if let Err(retry_ms) = passes.take(1, burst, per_second, at) {
                break retry_ms;
            }
            // Who hung up meanwhile gets no identity.
            let taker = std::iter::from_fn(|| line.pop()).find(|one| !one.done.is_closed());
            let Some(Waiting { address, done, .. }) = taker else {
                return answers;
            };
            let id = ParticipantId(replica.state().participants.len() as u32);
            let joined = match tail.order(replica, Actor::Operator, &Command::Join) {
                Ok(_) => Ok((replica.position().epoch, id)),
                Err(_) => Err(JoinRejected::Full),
            };
            let answer: Answer = Box::new(move |room, durable| {
                if let (true, Ok((_, id))) = (durable, joined) {
                    room.hall.crowd.came(id, address, at);
                }
                let _ = done.send(if durable { joined } else { unavailable() });
            });
            answers.push(answer);
        };
        let mut refused = line.remove(|waiting| waiting.until <= now);
        refused.extend(line.shorten(WAITING_OF_ADDRESS_MAX));
        // By then those who wait have passed.
        let waiting_ms = line.len() as u32 * 1000 / per_second;
        let later = JoinRejected::TooFast {
            retry_ms: retry_ms.max(waiting_ms.min(RETRY_MS_MAX)),
        };
        for refused in refused {
            let _ = refused.done.send(Err(later));
        }
        let wait = Duration::from_millis(retry_ms.into());
        *next_at = (!line.is_empty()).then(|| now + wait);
        answers
    }

    fn headcount(&self) -> u32 {
        let replica = self.standing.replica();
        let info = replica.and_then(|replica| replica.state().event.info.as_ref());
        info.map_or(0, |info| info.headcount)
    }
}

fn unavailable<T>() -> Result<T, JoinRejected> {
    Err(JoinRejected::Unavailable { retry_ms: 1000 })
}
