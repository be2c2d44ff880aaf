//! What a room publishes: each audience's view, the hall's frames, and the entrance. Reading the board never waits.

use std::sync::Arc;
use std::time::Duration;

use plenary_domain::effect;
use plenary_domain::fact::Fact;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Entrance, Replica};
use crate::fanout::{Feed, View, encode};
use crate::log::Position;
use crate::protocol::{Hall as HallFrame, Role, ServerFrame};
use crate::websocket::Frame;

/// Minimum time between two publications of a view.
pub const TICK: Duration = Duration::from_millis(100);
/// The same after a staff command, because somebody on stage waits for the result.
pub const STAFF_TICK: Duration = Duration::from_millis(20);

const AUDIENCES: usize = Role::ALL.len();

/// The publishing end.
pub struct Board {
    /// The event's code, which views show.
    code: String,
    views: [View; AUDIENCES],
    feeds: [watch::Sender<Arc<Feed>>; AUDIENCES],
    entrance: watch::Sender<Arc<Entrance>>,
    /// The hall as a number, with people, and with addresses too.
    present: watch::Sender<Option<Frame>>,
    people: watch::Sender<Option<Frame>>,
    addresses: watch::Sender<Option<Frame>>,
    /// When something was last published.
    published_at: Instant,
    /// Durable facts that the views do not show yet.
    dirty: bool,
    /// Among them is a text that somebody took back.
    takes_back: bool,
    /// Among them is a staff command or the end of a poll.
    is_urgent: bool,
}

/// The reading ends.
#[derive(Clone)]
pub struct Boards {
    pub feeds: [watch::Receiver<Arc<Feed>>; AUDIENCES],
    pub entrance: watch::Receiver<Arc<Entrance>>,
    pub present: watch::Receiver<Option<Frame>>,
    pub people: watch::Receiver<Option<Frame>>,
    pub addresses: watch::Receiver<Option<Frame>>,
}

impl Board {
    /// Returns a board that shows this replica, at this position of clients.
    pub fn new(replica: &Replica, code: &str, at: Position) -> Board {
        let mut views = Role::ALL.map(View::new);
        let feeds = views.each_mut().map(|view| {
            let first = view.update(replica.state(), code, at);
            watch::Sender::new(first.expect("the first update of a view returns a feed"))
        });
        Board {
            code: code.to_owned(),
            views,
            feeds,
            entrance: watch::Sender::new(Arc::new(Entrance::of(replica))),
            present: watch::Sender::new(None),
            people: watch::Sender::new(None),
            addresses: watch::Sender::new(None),
            published_at: Instant::now() - TICK,
            dirty: false,
            takes_back: false,
            is_urgent: false,
        }
    }

    /// Returns its reading ends.
    pub fn boards(&self) -> Boards {
        Boards {
            feeds: self.feeds.each_ref().map(watch::Sender::subscribe),
            entrance: self.entrance.subscribe(),
            present: self.present.subscribe(),
            people: self.people.subscribe(),
            addresses: self.addresses.subscribe(),
        }
    }

    /// Returns the published entrance.
    pub fn entrance(&self) -> Arc<Entrance> {
        self.entrance.borrow().clone()
    }

    /// Notes durable facts. The entrance changes at once, because a revocation must hold as soon as it is answered.
    pub fn note(&mut self, replica: &Replica, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.dirty = true;
        self.takes_back |= facts.iter().any(effect::takes_back);
        self.is_urgent |= facts.iter().any(effect::is_urgent);
        if Entrance::is_changed_by(facts) {
            self.entrance.send_replace(Arc::new(Entrance::of(replica)));
        }
    }

    /// Notes a state that was read again. After a change of history, nothing shown before is valid.
    pub fn begin_anew(&mut self, replica: &Replica) {
        if replica.position().epoch != self.entrance.borrow().epoch {
            self.views = Role::ALL.map(View::new);
        }
        self.dirty = true;
        // Nobody knows what has happened since.
        self.takes_back = true;
        self.entrance.send_replace(Arc::new(Entrance::of(replica)));
    }

    /// Returns when to publish next. `hall`: the hall has changed. `readable`: there is a state to show.
    pub fn due(&self, readable: bool, hall: bool) -> Option<Instant> {
        // An unreadable state is not published, and must not keep the loop awake.
        ((self.dirty && readable) || hall).then(|| self.published_at + self.tick())
    }

    /// Returns true if the last publication is long enough ago.
    pub fn may_show(&self) -> bool {
        self.published_at.elapsed() >= self.tick()
    }

    /// Publishes the durable state to each audience whose view changed, at this position of clients. Returns true if any did.
    pub fn show(&mut self, replica: &Replica, at: Position) -> bool {
        if !std::mem::take(&mut self.dirty) {
            return false;
        }
        self.is_urgent = false;
        let takes_back = std::mem::take(&mut self.takes_back);
        self.published_at = Instant::now();
        let mut news = false;
        for (view, feed) in self.views.iter_mut().zip(&self.feeds) {
            if takes_back {
                view.takes_back();
            }
            if let Some(next) = view.update(replica.state(), &self.code, at) {
                feed.send_replace(next);
                news = true;
            }
        }
        news
    }

    /// Publishes the hall to those who may see it.
    pub fn show_hall(&mut self, mut frame: HallFrame) {
        self.published_at = Instant::now();
        let encoded =
            |frame: &HallFrame| Some(Frame::text(encode(&ServerFrame::Hall(frame.clone()))));
        self.addresses.send_replace(encoded(&frame));
        frame.addresses.clear();
        frame.logins.clear();
        frame.tried = 0;
        frame.head = None;
        self.people.send_replace(encoded(&frame));
        let HallFrame {
            present,
            by_door,
            writable,
            ..
        } = frame;
        self.present.send_replace(encoded(&HallFrame {
            present,
            by_door,
            writable,
            ..HallFrame::default()
        }));
    }

    fn tick(&self) -> Duration {
        if self.is_urgent { STAFF_TICK } else { TICK }
    }
}
