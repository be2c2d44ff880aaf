//! Tells other machines what changed: the live document of an event, posted to each address that the operator allows.
//!
//! # Invariants
//! - Off unless the operator names addresses. What is sent is what anybody may read at `/CODE/live.json`.
//! - No room waits: each is read at most once a second, with the guests' commands, and an address that does not answer holds up nobody,
//!   not even the other addresses.
//! - Bounded: of each event one document waits for each address, the newest. At most [`AT_ONCE_MAX`] are on their way to an address; each
//!   takes [`PATIENCE`] and is tried [`TRIES_MAX`] times at most.
//! - No redirect is followed. A name may lead to an address inside only if the operator allows that address, and the connection goes to
//!   the very address that was checked.

mod delivery;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::clock::Clock;
use crate::config::Webhooks;
use crate::hub::Hub;
use crate::live::Live;
use crate::log::{EventId, Position};
use crate::protocol::Role;
use crate::room::Room;

use delivery::{Failed, Target};

/// Interval between looks at the rooms.
const LOOK: Duration = Duration::from_secs(1);
/// Time limit for a delivery, with the connection.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Limit on the deliveries on their way to an address.
pub const AT_ONCE_MAX: usize = 4;
/// Limit on the tries of one document.
pub const TRIES_MAX: u32 = 8;
/// Limit on the pause before the next try; the first is a second, and each is twice the one before.
pub const PAUSE_MAX: Duration = Duration::from_secs(300);

/// What waits for one address, or was sent to it last, for an event.
#[derive(Default)]
struct Line {
    code: String,
    waiting: Option<Arc<Live>>,
    /// The tag of the document that the address has.
    sent: Option<String>,
    /// Tries of the waiting document.
    tries: u32,
    /// Failures since the last success, over all documents.
    failures: u32,
    /// No try begins before.
    not_before: Option<Instant>,
    is_on_its_way: bool,
}

/// The deliveries to one address.
struct Post {
    target: Arc<Target>,
    lines: BTreeMap<EventId, Line>,
    on_their_way: JoinSet<(EventId, Arc<Live>, Result<(), Failed>)>,
}

/// Delivers until it is aborted.
pub async fn run(hooks: Webhooks, hub: Arc<Hub>, clock: Clock) {
    let targets = Target::all(&hooks);
    let mut posts: Vec<Post> = targets.into_iter().map(Post::new).collect();
    let mut seen: BTreeMap<EventId, (Position, Position)> = BTreeMap::new();
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        let rooms = hub.open_rooms();
        // A rehearsal's copy is nobody's event.
        let rooms: Vec<Room> = rooms
            .into_iter()
            .filter(|room| room.header.expires_at.is_none() && !room.entrance().in_trash)
            .collect();
        let known: Vec<EventId> = rooms.iter().map(|room| room.header.id).collect();
        seen.retain(|id, _| known.contains(id));
        for post in &mut posts {
            post.lines.retain(|id, _| known.contains(id));
        }
        for room in rooms {
            // Questions that guests do not see among so many others may become public too.
            let at = |role| room.feed(role).borrow().position();
            let now = (at(Role::Participant), at(Role::Moderator));
            if seen.get(&room.header.id) == Some(&now) {
                continue;
            }
            let Ok(live) = Live::read(&room).await else {
                continue;
            };
            seen.insert(room.header.id, now);
            let live = Arc::new(live);
            for post in &mut posts {
                post.put(room.header.id, &room.header.code, &live);
            }
        }
        for post in &mut posts {
            post.settle();
            post.send(&clock);
        }
    }
}

impl Post {
    fn new(target: Target) -> Post {
        Post {
            target: Arc::new(target),
            lines: BTreeMap::new(),
            on_their_way: JoinSet::new(),
        }
    }

    /// Puts a document in the place of the one that waits.
    fn put(&mut self, event: EventId, code: &str, live: &Arc<Live>) {
        let line = self.lines.entry(event).or_default();
        code.clone_into(&mut line.code);
        if line.sent.as_ref() == Some(&live.etag) && !line.is_on_its_way {
            line.waiting = None;
            return;
        }
        line.waiting = Some(live.clone());
        line.tries = 0;
    }

    /// Notes what became of the deliveries that ended.
    fn settle(&mut self) {
        while let Some(ended) = self.on_their_way.try_join_next() {
            let Ok((event, live, told)) = ended else {
                continue;
            };
            let Some(line) = self.lines.get_mut(&event) else {
                continue;
            };
            line.is_on_its_way = false;
            match told {
                Ok(()) => {
                    line.sent = Some(live.etag.clone());
                    (line.failures, line.not_before) = (0, None);
                    // Another one may have come meanwhile.
                    if line
                        .waiting
                        .as_ref()
                        .is_some_and(|next| next.etag == live.etag)
                    {
                        line.waiting = None;
                    }
                }
                Err(why) => line.failed(&why, &self.target),
            }
        }
    }

    /// Begins the deliveries that are due.
    fn send(&mut self, clock: &Clock) {
        let now = Instant::now();
        for (event, line) in &mut self.lines {
            if self.on_their_way.len() >= AT_ONCE_MAX {
                return;
            }
            let is_due = line.not_before.is_none_or(|at| at <= now);
            let Some(live) = line
                .waiting
                .as_ref()
                .filter(|_| is_due && !line.is_on_its_way)
            else {
                continue;
            };
            line.is_on_its_way = true;
            line.tries += 1;
            let (target, live, event) = (self.target.clone(), live.clone(), *event);
            let (code, at) = (line.code.clone(), clock.now());
            self.on_their_way.spawn(async move {
                let told = target.deliver(&code, &live, at).await;
                (event, live, told)
            });
        }
    }
}

impl Line {
    fn failed(&mut self, why: &Failed, target: &Target) {
        self.failures += 1;
        let pause = LOOK.saturating_mul(1 << (self.failures - 1).min(16));
        self.not_before = Some(Instant::now() + pause.min(PAUSE_MAX));
        if self.failures == 1 {
            tracing::warn!(to = %target, %why, "a webhook was not delivered; it is tried again");
        }
        if self.tries >= TRIES_MAX {
            self.waiting = None;
            tracing::warn!(to = %target, %why, "a webhook was given up; the next change is sent");
        }
    }
}
