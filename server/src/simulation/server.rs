//! One life of the server: its hub and rooms on their own runtime, which stops dead when it is dropped, and its shards.
//! What HTTP does before there is a socket (`http/upgrade.rs`, `http/auth.rs`) is done here in the same order.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use plenary_domain::command::Command;
use plenary_domain::ids::{CodeId, Millis, ParticipantId, PersonId};
use plenary_domain::role::{Actor, StaffRole};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use super::disk::Disk;
use super::driver::Driver;
use super::network::{LineId, ServerEnd, Shared};
use super::stage;
use super::truth::Truth;
use crate::address::Address;
use crate::clock::Clock;
use crate::fanout::encode;
use crate::hub::{Hub, HubError};
use crate::log::{LogError, Position};
use crate::node::Node;
use crate::protocol::{self, Role, ServerFrame};
use crate::room::{Attach, Room, SocketId};
use crate::socket::{Claim, Entry, Place, Places};
use crate::websocket::Frame;

/// The wall-clock time at which a simulation begins: the day of the workshop.
pub const DAWN: Millis = 1_533_171_600_000;
/// The resolution of the rooms' clock.
const CLOCK_TICK: Duration = Duration::from_millis(50);
const CANDIDATES: [&str; 2] = ["http://10.0.0.1", "http://10.0.0.2"];

/// A guest's cookie, valid for one history.
pub type Cookie = (u32, ParticipantId);

/// Somebody who connects.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The page that asks, and its attempt. Answers to old attempts are dropped.
    pub page: usize,
    pub attempt: u32,
    pub code: String,
    pub audience: Role,
    pub cookie: Option<Cookie>,
    /// The generation of a role's link.
    pub generation: u32,
    pub held: Option<Position>,
}

/// The answer to a request.
pub enum Answer {
    /// Becomes a socket.
    In(Visitor, Box<Admitted>),
    /// The role's link was revoked.
    Never(Visitor),
    Later(Visitor),
    /// A browser became a participant, or must retry.
    Joined {
        browser: usize,
        cookie: Option<Cookie>,
    },
}

/// Somebody who was admitted.
pub struct Admitted {
    room: Room,
    epoch: u32,
    pub actor: Option<Actor>,
    place: Place,
}

/// One life of the server.
pub struct Server {
    // Dropped first, so nothing of the rooms outlives the crash.
    runtime: Runtime,
    pub drivers: Vec<Driver>,
    hub: Arc<Hub>,
    places: Arc<Places>,
    answers: Arc<Mutex<Vec<Answer>>>,
    stir: Arc<Notify>,
    idle: BTreeSet<crate::log::EventId>,
    /// When it was started, by the world's clock and its own.
    born: Millis,
    base: Instant,
    sockets: Arc<AtomicU64>,
}

impl Server {
    /// Starts on the disk's current contents.
    ///
    /// # Errors
    /// Errors of the disk.
    pub fn start(
        disk: &Disk,
        clock: &Clock,
        network: &Shared,
        truth: &Truth,
        shards: usize,
    ) -> Result<Server, LogError> {
        let born = network.borrow().now;
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime starts");
        let candidates = CANDIDATES.map(|url| (url.to_owned(), "eth0".to_owned()));
        let node = Node::writing(Arc::new(disk.clone()), clock.clone(), Arc::from(candidates));
        let on = clock.clone();
        let (base, hub) = runtime.block_on(async {
            let base = Instant::now();
            tokio::spawn(keep_time(on, base, born));
            (base, Hub::open(node).await)
        });
        let stir = Arc::new(Notify::new());
        let driver = |_| Driver::new(network.clone(), born, stir.clone(), truth.clone());
        Ok(Server {
            runtime,
            drivers: (0..shards).map(driver).collect(),
            hub: Arc::new(hub?),
            places: Arc::new(Places::new(10_000)),
            answers: Arc::default(),
            stir: stir.clone(),
            idle: BTreeSet::new(),
            born,
            base,
            sockets: Arc::new(AtomicU64::new(1)),
        })
    }

    /// Lets the rooms work until then, or until they have messages. Returns the time reached.
    pub fn work(&mut self, until: Millis) -> Millis {
        let end = self.base + Duration::from_millis(until.saturating_sub(self.born));
        let (stir, base) = (self.stir.clone(), self.base);
        let passed = self.runtime.block_on(async move {
            tokio::select! {
                biased;
                () = stir.notified() => {}
                () = sleep_until(end) => {}
            }
            base.elapsed()
        });
        self.born + passed.as_millis() as Millis
    }

    /// Waits for an operation of a room or the hub, however long it takes.
    pub fn wait<T>(&mut self, what: impl AsyncFnOnce(&Hub) -> T) -> T {
        let hub = self.hub.clone();
        self.runtime.block_on(what(&hub))
    }

    /// Makes the hub sweep idle rooms, as it does every few minutes.
    pub fn sweep(&mut self) {
        let hub = self.hub.clone();
        self.runtime.block_on(hub.sweep(&mut self.idle));
    }

    /// Starts deleting the guest data of an event.
    pub fn forget(&self, code: &str) {
        let (hub, code) = (self.hub.clone(), code.to_owned());
        self.runtime.spawn(async move {
            if let Ok(room) = hub.room(&code).await {
                let _ = room.forget().await;
            }
        });
    }

    /// Starts erasing what a guest of an event wrote, as its operator does.
    pub fn erase(&self, code: &str, guest: ParticipantId) {
        let (hub, code) = (self.hub.clone(), code.to_owned());
        self.runtime.spawn(async move {
            if let Ok(room) = hub.room(&code).await {
                let erase = Command::EraseGuest { guest };
                let _ = room.order(Actor::Operator, erase).await;
            }
        });
    }

    /// Starts closing all rooms, as a server does at shutdown.
    pub fn close(&self) {
        let hub = self.hub.clone();
        self.runtime.spawn(async move { hub.close().await });
    }

    /// `GET /CODE/socket`, until the answer.
    pub fn knock(&self, visitor: Visitor, latency: Duration) {
        let (hub, places) = (self.hub.clone(), self.places.clone());
        let sockets = self.sockets.clone();
        self.answer(async move {
            sleep(latency).await;
            let answer = match let_in(&hub, &places, &sockets, &visitor).await {
                Ok(Some(admitted)) => Answer::In(visitor, Box::new(admitted)),
                Ok(None) => Answer::Never(visitor),
                Err(_) => Answer::Later(visitor),
            };
            sleep(latency).await;
            answer
        });
    }

    /// `POST /CODE/join`.
    pub fn join(&self, browser: usize, code: String, cookie: Option<Cookie>, latency: Duration) {
        let hub = self.hub.clone();
        self.answer(async move {
            sleep(latency).await;
            let cookie = join(&hub, &code, cookie).await;
            sleep(latency).await;
            Answer::Joined { browser, cookie }
        });
    }

    /// `POST /CODE/code`, with the text of this code. Calls `entered` when the server says that the guest has it.
    pub fn enter_code(
        &self,
        event: String,
        (of, guest): Cookie,
        code: CodeId,
        latency: Duration,
        entered: impl FnOnce() + Send + 'static,
    ) {
        let hub = self.hub.clone();
        self.runtime.spawn(async move {
            sleep(latency).await;
            let Ok(room) = hub.room(&event).await else {
                return;
            };
            if room.entrance().epoch == of && room.take_code(guest, code).await.is_ok() {
                entered();
            }
        });
    }

    /// Returns the answers since the last call.
    pub fn take_answers(&self) -> Vec<Answer> {
        std::mem::take(&mut *self.answers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Hands a connection to a shard, and attaches it to the room.
    pub fn seat(&mut self, admitted: Admitted, visitor: &Visitor, stream: ServerEnd) {
        let Admitted {
            room,
            epoch,
            actor,
            place,
        } = admitted;
        let id = place.id;
        let driver = self.driver_of(stream.id, visitor.audience);
        let driver = &mut self.drivers[driver];
        let post = driver.post.clone();
        post.note(id, room.header.id);
        let attach = Attach {
            id,
            audience: visitor.audience,
            actor,
            epoch,
            generation: visitor.generation,
            login: None,
            address: "10.0.0.1".into(),
            outlet: post.clone(),
        };
        driver.enter(Entry {
            stream,
            audience: visitor.audience,
            room: room.clone(),
            held: visitor.held,
            poll: None,
            welcome: Frame::text(encode(&ServerFrame::Welcome {
                version: protocol::VERSION,
                now: DAWN,
                build: "simulated".into(),
                joined: matches!(actor, Some(Actor::Participant(_))),
                person: None,
            })),
            early: Vec::new(),
            place,
        });
        self.runtime.spawn(async move {
            if !room.attach(attach).await {
                post.abandon(id);
            }
        });
    }

    /// Returns the shard of a connection. The first is for staff.
    pub fn driver_of(&self, line: LineId, audience: Role) -> usize {
        match audience {
            Role::Participant | Role::Reader | Role::Slide => 1 + line % (self.drivers.len() - 1),
            Role::Host
            | Role::Moderator
            | Role::Interpreter
            | Role::Panelist
            | Role::Screen
            | Role::Chair
            | Role::Captioner
            | Role::Rapporteur
            | Role::Door => 0,
        }
    }

    /// Returns true if no place is taken.
    pub fn is_empty(&self) -> bool {
        self.places.empty().now_or_never().is_some()
    }

    fn answer(&self, answering: impl Future<Output = Answer> + Send + 'static) {
        let (answers, stir) = (self.answers.clone(), self.stir.clone());
        self.runtime.spawn(async move {
            let answer = answering.await;
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.push(answer);
            stir.notify_one();
        });
    }
}

/// Advances the rooms' clock as time passes.
async fn keep_time(clock: Clock, base: Instant, born: Millis) {
    loop {
        clock.set(DAWN + born + base.elapsed().as_millis() as Millis);
        sleep(CLOCK_TICK).await;
    }
}

/// Identifies a visitor, as `http::auth::viewer` does; None for a revoked link.
async fn let_in(
    hub: &Hub,
    places: &Arc<Places>,
    sockets: &AtomicU64,
    visitor: &Visitor,
) -> Result<Option<Admitted>, HubError> {
    let room = hub.room(&visitor.code).await?;
    let entrance = room.entrance();
    let epoch = entrance.epoch;
    let actor = match staff_role(visitor.audience) {
        None => {
            let cookie = visitor.cookie.filter(|(of, _)| *of == epoch);
            cookie.map(|(_, id)| Actor::Participant(id))
        }
        Some(role) => {
            if entrance.generation(role) != Some(visitor.generation) {
                return Ok(None);
            }
            Some(Actor::Staff(role))
        }
    };
    let claim = match actor {
        Some(Actor::Staff(_)) => Claim::Staff,
        Some(_) => Claim::Joined,
        None => Claim::Watcher,
    };
    let id = SocketId(sockets.fetch_add(1, Ordering::Relaxed));
    let seat = places.seat();
    let place = seat.and_then(|seat| places.take(id, claim, Address::default(), seat));
    let unavailable = || HubError::Rejected(protocol::Rejection::Unavailable { retry_ms: 1000 });
    Ok(Some(Admitted {
        room,
        epoch,
        actor,
        place: place.ok_or_else(unavailable)?.0,
    }))
}

/// Makes a participant of a visitor without one, as `http::auth::join` does.
async fn join(hub: &Hub, code: &str, cookie: Option<Cookie>) -> Option<Cookie> {
    let room = hub.room(code).await.ok()?;
    let epoch = room.entrance().epoch;
    let known = cookie.filter(|(of, _)| *of == epoch);
    if known.is_some() {
        return known;
    }
    room.join(Address::default()).await.ok()
}

/// Returns the role of an audience's actor; None for guests.
pub fn staff_role(audience: Role) -> Option<StaffRole> {
    protocol::staff_role(audience, Some(PersonId(stage::PANELIST)))
}
