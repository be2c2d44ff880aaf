//! What a room publishes: each audience's view, the hall's frames, and the entrance. Those who look at it wait for nobody.

use std::sync::Arc;
use std::time::Duration;

use plenary_domain::effect;
use plenary_domain::fact::Fact;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Entrance, Replica};
use crate::fanout::{Feed, View, encode};
use crate::protocol::{Hall as HallFrame, Role, ServerFrame};
use crate::websocket::Frame;

/// The least time between two publications of a view.
pub const TICK: Duration = Duration::from_millis(100);
/// The same when staff did something: who stands on the stage waits for it to be seen.
pub const STAFF_TICK: Duration = Duration::from_millis(20);

const AUDIENCES: usize = Role::ALL.len();

/// The publishing end.
pub struct Board {
    /// The event's code, which views show.
    code: String,
    views: [View; AUDIENCES],
    feeds: [watch::Sender<Arc<Feed>>; AUDIENCES],
    entrance: watch::Sender<Arc<Entrance>>,
    /// The hall without addresses, and with them.
    people: watch::Sender<Option<Frame>>,
    addresses: watch::Sender<Option<Frame>>,
    /// When something was published last.
    published_at: Instant,
    /// Something durable happened that the views do not show yet.
    dirty: bool,
    /// And it is what staff did, or the end of a poll.
    is_urgent: bool,
}

/// The ends that are looked at.
#[derive(Clone)]
pub struct Boards {
    pub feeds: [watch::Receiver<Arc<Feed>>; AUDIENCES],
    pub entrance: watch::Receiver<Arc<Entrance>>,
    pub people: watch::Receiver<Option<Frame>>,
    pub addresses: watch::Receiver<Option<Frame>>,
}

impl Board {
    /// A board that shows this.
    pub fn new(replica: &Replica, code: &str) -> Board {
        let mut views = Role::ALL.map(View::new);
        let feeds = views.each_mut().map(|view| {
            let first = view.update(replica.state(), code, replica.position().epoch);
            watch::Sender::new(first.expect("the first update of a view has news"))
        });
        Board {
            code: code.to_owned(),
            views,
            feeds,
            entrance: watch::Sender::new(Arc::new(Entrance::of(replica))),
            people: watch::Sender::new(None),
            addresses: watch::Sender::new(None),
            published_at: Instant::now() - TICK,
            dirty: false,
            is_urgent: false,
        }
    }

    /// What it shows, to be looked at.
    pub fn boards(&self) -> Boards {
        Boards {
            feeds: self.feeds.each_ref().map(watch::Sender::subscribe),
            entrance: self.entrance.subscribe(),
            people: self.people.subscribe(),
            addresses: self.addresses.subscribe(),
        }
    }

    /// The entrance as it is published.
    pub fn entrance(&self) -> Arc<Entrance> {
        self.entrance.borrow().clone()
    }

    /// Takes note of durable facts. The entrance changes at once: whoever has the answer to a revocation relies on it.
    pub fn note(&mut self, replica: &Replica, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.dirty = true;
        self.is_urgent |= facts.iter().any(effect::is_urgent);
        if Entrance::is_changed_by(facts) {
            self.entrance.send_replace(Arc::new(Entrance::of(replica)));
        }
    }

    /// Takes note of a state that was read anew; of another history nothing that was shown is true any more.
    pub fn begin_anew(&mut self, replica: &Replica) {
        if replica.position().epoch != self.entrance.borrow().epoch {
            self.views = Role::ALL.map(View::new);
        }
        self.dirty = true;
        self.entrance.send_replace(Arc::new(Entrance::of(replica)));
    }

    /// When there is something to show next, if `hall` says that the hall has changed and `readable` that there is a state to show.
    pub fn due(&self, readable: bool, hall: bool) -> Option<Instant> {
        // What cannot be read is not published, and must not keep the loop awake.
        ((self.dirty && readable) || hall).then(|| self.published_at + self.tick())
    }

    /// The last publication is long enough ago.
    pub fn may_show(&self) -> bool {
        self.published_at.elapsed() >= self.tick()
    }

    /// Shows what is durable to each audience whose view it changes; tells whether there is any.
    pub fn show(&mut self, replica: &Replica) -> bool {
        if !std::mem::take(&mut self.dirty) {
            return false;
        }
        self.is_urgent = false;
        self.published_at = Instant::now();
        let (state, epoch) = (replica.state(), replica.position().epoch);
        let mut news = false;
        for (view, feed) in self.views.iter_mut().zip(&self.feeds) {
            if let Some(next) = view.update(state, &self.code, epoch) {
                feed.send_replace(next);
                news = true;
            }
        }
        news
    }

    /// Shows the hall to those who may see it.
    pub fn show_hall(&mut self, mut frame: HallFrame) {
        self.published_at = Instant::now();
        let encoded =
            |frame: &HallFrame| Some(Frame::text(encode(&ServerFrame::Hall(frame.clone()))));
        self.addresses.send_replace(encoded(&frame));
        frame.addresses.clear();
        self.people.send_replace(encoded(&frame));
    }

    fn tick(&self) -> Duration {
        if self.is_urgent { STAFF_TICK } else { TICK }
    }
}
