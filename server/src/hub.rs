//! All events of this server. The hub finds them by code, opens their rooms on demand, closes idle ones, creates and
//! deletes events, and enforces retention.

mod retention;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use dashmap::{DashMap, DashSet};
use plenary_domain::command::Command;
use plenary_domain::ids::{LoginId, Millis, PersonId};
use plenary_domain::import::Plan;
use plenary_domain::poll::voters::Voters;
use plenary_domain::program::{Program, Wifi};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::shelf::Shelf;
use plenary_domain::state::State;
use tokio::sync::{Mutex, OnceCell};

use crate::code;
use crate::images::{Picture, Size};
use crate::log::{Audit, EventId, Head, Header, LogError, Position, Printed, Stored};
use crate::node::{Addresses, Duty, Node};
use crate::protocol::{Rejection, close, staff_role};
use crate::role;
use crate::room::Room;

use retention::{DAY_MS, busy_until, retention_end};

/// How long a rehearsal's copy lives if nobody deletes it: longer than any rehearsal.
const COPY_MS: u64 = 3 * 3_600_000;
/// Limit on rehearsal copies that exist at the same time.
const COPIES_MAX: usize = 8;
/// Limit on events of a server, with those in the trash: the organiser's page lists them all.
pub const EVENTS_MAX: usize = 1000;
/// Attempts to find a free random code. With a thousand events, about one code in a million is taken.
const CODES_TRIED: usize = 20;

/// All events of this server.
pub struct Hub {
    node: Node,
    by_code: DashMap<String, Header>,
    rooms: DashMap<EventId, Arc<OnceCell<Room>>>,
    /// When an event's guest data must be deleted, as of the last check. Later activity can only postpone it.
    due: DashMap<EventId, Millis>,
    /// Events in the trash, as far as their rooms were opened. A room itself knows for certain.
    trash: DashSet<EventId>,
    /// One import at a time, because it deletes the pictures that no poll names, and another's may not be named yet.
    importing: Mutex<()>,
}

/// Why there is no room or no new event.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    #[error("there is no event with this code")]
    NoEvent,
    #[error("{COPIES_MAX} rehearsals are already running")]
    TooManyCopies,
    #[error("the code {0} is taken by another event")]
    CodeTaken(String),
    #[error("a server has at most {EVENTS_MAX} events, with those in the trash; delete one first")]
    TooManyEvents,
    #[error(transparent)]
    Log(LogError),
    #[error("the event's log cannot be written at the moment; try again")]
    Rejected(Rejection),
}

impl Hub {
    /// Lists the events, and deletes those left unfinished when the server ended.
    ///
    /// # Errors
    /// Errors of the log.
    pub async fn open(node: Node) -> Result<Hub, LogError> {
        let is_writing = node.duty == Duty::Writing;
        let by_code = DashMap::new();
        for header in node.catalogue.list().await? {
            // A damaged history still has a tail. Opening its room reports the damage.
            if is_writing && matches!(node.log.tail(header.id).await, Ok(Position { seq: 0, .. })) {
                tracing::warn!(code = %header.code, "an event without records is deleted: its creation never finished");
                node.catalogue.delete(header.id).await?;
            } else {
                by_code.insert(header.code.clone(), header);
            }
        }
        Ok(Hub {
            node,
            by_code,
            rooms: DashMap::new(),
            due: DashMap::new(),
            trash: DashSet::new(),
            importing: Mutex::default(),
        })
    }

    /// Returns the candidate join addresses with their source.
    pub fn candidates(&self) -> Addresses {
        self.node.candidates.current()
    }

    /// Returns what is known of an event without opening its room.
    pub fn header(&self, code: &str) -> Option<Header> {
        self.by_code.get(code).map(|header| header.clone())
    }

    /// Returns all events, the oldest first.
    pub fn events(&self) -> Vec<Header> {
        let mut events: Vec<Header> = self
            .by_code
            .iter()
            .map(|entry| entry.value().clone())
            .collect();
        events.sort_by_key(|header| header.id);
        events
    }

    /// Returns the rooms that are open, in no order.
    pub fn open_rooms(&self) -> Vec<Room> {
        let rooms = self.rooms.iter();
        rooms.filter_map(|cell| cell.get().cloned()).collect()
    }

    /// Returns the room of an event, and opens it if needed.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn room(&self, code: &str) -> Result<Room, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        // Take the cell out of the map before the first await.
        let cell = self.rooms.entry(header.id).or_default().clone();
        let open = || Room::open(&self.node, header.clone());
        let room = cell.get_or_try_init(open).await?;
        // Outside the cell: if a caller hangs up while the room writes, the next caller waits for the same room and
        // opens no second one.
        room.settled().await;
        let is_known = self.header(code).is_some_and(|known| known.id == header.id);
        let is_kept = self
            .rooms
            .get(&header.id)
            .is_some_and(|kept| Arc::ptr_eq(&kept, &cell));
        if is_known && is_kept && !room.is_closed() {
            return Ok(room.clone());
        }
        // While this room was opening, somebody deleted the event or evicted the room. They saw no room to close, and
        // no sweep would see it either.
        let code = if is_known {
            close::COME_BACK
        } else {
            close::GONE
        };
        self.shut(header.id, &cell, code).await;
        if !is_known {
            return Err(HubError::NoEvent);
        }
        // If another node has deleted the event, the next sweep removes its code.
        self.node.log.tail(header.id).await?;
        Err(unavailable())
    }

    /// Returns the room of an event if it is open.
    pub fn open_room(&self, code: &str) -> Option<Room> {
        let cell = self.rooms.get(&self.header(code)?.id)?.clone();
        cell.get().filter(|room| !room.is_closed()).cloned()
    }

    /// Creates an event from a program and its pictures, under the requested code or a random one. A failure leaves nothing behind.
    ///
    /// # Errors
    /// [`HubError::CodeTaken`] for a requested code; [`HubError::TooManyEvents`], which copies are not; errors of the log; a node that follows creates no events.
    pub async fn create(
        &self,
        program: Program,
        pictures: impl Iterator<Item = Picture>,
        wish: Option<String>,
        expires_at: Option<Millis>,
    ) -> Result<Header, HubError> {
        self.must_write()?;
        let kept = self.by_code.iter().filter(|of| of.expires_at.is_none());
        if expires_at.is_none() && kept.count() >= EVENTS_MAX {
            return Err(HubError::TooManyEvents);
        }
        let header = self.create_header(wish, expires_at).await?;
        self.by_code.insert(header.code.clone(), header.clone());
        match self.import(&header.code, program, pictures).await {
            Ok(_) => Ok(header),
            Err(e) => {
                let _ = self.delete(&header.code).await;
                Err(e)
            }
        }
    }

    async fn create_header(
        &self,
        wish: Option<String>,
        expires_at: Option<Millis>,
    ) -> Result<Header, HubError> {
        let epoch = self.node.clock.random_u32();
        let now = self.node.clock.now();
        if let Some(code) = wish {
            return match self
                .node
                .catalogue
                .create(&code, epoch, now, expires_at)
                .await
            {
                Ok(header) => Ok(header),
                Err(LogError::CodeTaken(code)) => Err(HubError::CodeTaken(code)),
                Err(e) => Err(e.into()),
            };
        }
        let mut last = LogError::NoEvent;
        for _ in 0..CODES_TRIED {
            match self
                .node
                .catalogue
                .create(&code::random(&self.node.clock), epoch, now, expires_at)
                .await
            {
                Ok(header) => return Ok(header),
                Err(e) => last = e,
            }
        }
        Err(last.into())
    }

    /// Imports an event file into an existing event. Its pictures are durable before a poll names them; those that no poll names any
    /// more are deleted.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn import(
        &self,
        code: &str,
        program: Program,
        pictures: impl Iterator<Item = Picture>,
    ) -> Result<Plan, HubError> {
        let _alone = self.importing.lock().await;
        let room = self.room(code).await?;
        let (id, store) = (room.header.id, &self.node.pictures);
        let pictures: Vec<(String, Vec<u8>)> = pictures
            .flat_map(|picture| {
                let hash = picture.hash();
                [Size::Phone, Size::Screen].map(|size| {
                    let bytes = picture.image(size).bytes().to_vec();
                    (picture_name(&hash, size), bytes)
                })
            })
            .collect();
        if !pictures.is_empty() {
            self.must_write()?;
            store.keep_pictures(id, pictures).await?;
        }
        let plan = room.import(program).await.map_err(HubError::Rejected)?;
        // If the room has closed meanwhile, or the store fails, the next import deletes them.
        if let Ok(named) = room.read(pictures_of).await
            && let Err(e) = store.drop_pictures_except(id, named).await
        {
            tracing::warn!(code, error = %e, "cannot delete pictures that no poll names");
        }
        Ok(plan)
    }

    /// Returns the bytes of a picture that an option has; None if the event has no such picture. Opens no room.
    ///
    /// # Errors
    /// [`HubError::NoEvent`], also for an event in the trash; errors of the log.
    pub async fn picture(
        &self,
        code: &str,
        hash: &str,
        size: Size,
    ) -> Result<Option<Vec<u8>>, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        if self.is_in_trash(&header) {
            return Err(HubError::NoEvent);
        }
        let picture = self
            .node
            .pictures
            .picture(header.id, picture_name(hash, size));
        Ok(picture.await?)
    }

    /// Copies an event's programme for a rehearsal with `phones` phones. The copy shares nothing with the event and
    /// expires.
    ///
    /// # Errors
    /// [`HubError::TooManyCopies`]; otherwise as [`Hub::create`].
    pub async fn copy_for_rehearsal(&self, code: &str, phones: u32) -> Result<Header, HubError> {
        let is_copy = |header: &&Header| header.expires_at.is_some();
        if self.events().iter().filter(is_copy).count() >= COPIES_MAX {
            return Err(HubError::TooManyCopies);
        }
        let program = self
            .room(code)
            .await?
            .read(State::program)
            .await
            .map_err(HubError::Rejected)?;
        let mut program = program.ok_or(HubError::NoEvent)?;
        program.event.headcount = program.event.headcount.max(phones);
        // Its guests have no codes.
        for poll in &mut program.polls {
            poll.voters = Voters::default();
        }
        // Nor do they see a screen.
        program.event.in_hall = false;
        // Only machines see the copy, and they do not need the password.
        program.event.wifi = program.event.wifi.map(|wifi| Wifi {
            password: String::new(),
            ..wifi
        });
        // Machines load no pictures.
        for option in program.polls.iter_mut().flat_map(|poll| &mut poll.options) {
            option.picture = None;
        }
        let expires_at = Some(self.node.clock.now() + COPY_MS);
        self.create(program, std::iter::empty(), None, expires_at)
            .await
    }

    /// Deletes an event and all its data. Its sockets learn that it is gone.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn delete(&self, code: &str) -> Result<(), HubError> {
        self.must_write()?;
        let (_, header) = self.by_code.remove(code).ok_or(HubError::NoEvent)?;
        self.due.remove(&header.id);
        self.trash.remove(&header.id);
        self.let_go(header.id, close::GONE).await;
        if let Err(e) = self.node.catalogue.delete(header.id).await {
            self.by_code.insert(code.to_owned(), header);
            return Err(e.into());
        }
        Ok(())
    }

    /// Puts an event away, throws it away, or takes it back. Its sockets learn that it is gone when it is thrown away.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn shelve(&self, code: &str, to: Shelf) -> Result<(), HubError> {
        self.must_write()?;
        let room = self.room(code).await?;
        let id = room.header.id;
        let shelved = room.order(Actor::Operator, Command::Shelve { to }).await;
        shelved.map_err(HubError::Rejected)?;
        self.due.remove(&id);
        if to.is_trash() {
            self.trash.insert(id);
            self.let_go(id, close::GONE).await;
        } else {
            self.trash.remove(&id);
        }
        Ok(())
    }

    /// Returns true if the event is known to be in the trash.
    pub fn is_in_trash(&self, header: &Header) -> bool {
        self.trash.contains(&header.id)
    }

    /// Deletes what has expired, and closes rooms that were empty at both this sweep and the last.
    pub async fn sweep(&self, idle: &mut BTreeSet<EventId>) {
        let before = std::mem::take(idle);
        if self.node.duty == Duty::Following
            && let Err(e) = self.look_again().await
        {
            tracing::error!(error = %e, "cannot read the list of events");
        }
        for header in self.events() {
            if self.node.duty == Duty::Writing && self.keep_promises(&header).await {
                continue;
            }
            let empty = self
                .rooms
                .get(&header.id)
                .is_some_and(|cell| cell.get().is_some_and(|room| room.sockets() == 0));
            if empty && before.contains(&header.id) {
                self.let_go(header.id, close::COME_BACK).await;
            } else if empty {
                idle.insert(header.id);
            }
        }
    }

    /// Picks up the events that another node created and deleted.
    async fn look_again(&self) -> Result<(), LogError> {
        let events = self.node.catalogue.list().await?;
        for known in self.events() {
            if !events.contains(&known) {
                self.by_code.remove(&known.code);
                self.let_go(known.id, close::GONE).await;
            }
        }
        for header in events {
            self.by_code.insert(header.code.clone(), header);
        }
        Ok(())
    }

    /// Deletes an event that has expired, or guest data past its retention, and ends old logins. Returns true if the whole event must go.
    async fn keep_promises(&self, header: &Header) -> bool {
        let now = self.node.clock.now();
        if header.expires_at.is_some_and(|at| at <= now) {
            tracing::info!(code = %header.code, "a rehearsal's copy expired");
            if let Err(e) = self.delete(&header.code).await {
                tracing::error!(code = %header.code, error = %e, "cannot delete a rehearsal's copy");
            }
            return true;
        }
        match self.keep_retention(header, now).await {
            Ok(is_deleted) => is_deleted,
            Err(e) => {
                tracing::error!(code = %header.code, error = %e, "cannot enforce an event's retention");
                false
            }
        }
    }

    /// Returns true if the event is deleted, because it was in the trash for long enough.
    async fn keep_retention(&self, header: &Header, now: Millis) -> Result<bool, HubError> {
        // Open a room to check only when its data can be due.
        if self.due.get(&header.id).is_some_and(|due| *due > now) {
            return Ok(false);
        }
        let room = self.room(&header.code).await?;
        let read = move |state: &State| {
            let old = state.logins.old(busy_until(state), now);
            let old = old.collect::<Vec<LoginId>>();
            (retention_end(state), old, state.event.shelf)
        };
        let (end, old, shelf) = room.read(read).await.map_err(HubError::Rejected)?;
        if shelf.is_trash() {
            self.trash.insert(header.id);
        }
        if shelf.ends_at().is_some_and(|at| at <= now) {
            tracing::info!(code = %header.code, "an event was in the trash for long enough: deleting it");
            self.delete(&header.code).await?;
            return Ok(true);
        }
        for login in old {
            let ended = room.order(Actor::Clock, Command::EndLogin { login });
            ended.await.map_err(HubError::Rejected)?;
        }
        if end.is_some_and(|end| end <= now) {
            tracing::info!(code = %header.code, "the retention period ended: deleting guest data");
            room.forget().await.map_err(HubError::Rejected)?;
        }
        // Without guests' data, nothing can be due before the shortest retention has passed. Logins are looked at once a day.
        let due = end.filter(|end| *end > now).unwrap_or(now + DAY_MS);
        let due = due
            .min(now + DAY_MS)
            .min(shelf.ends_at().unwrap_or(Millis::MAX));
        self.due.insert(header.id, due);
        Ok(false)
    }

    /// Closes all rooms once they have finished their accepted commands.
    pub async fn close(&self) {
        // In a fixed order, so a simulated shutdown is reproducible.
        let ids: BTreeSet<EventId> = self.rooms.iter().map(|entry| *entry.key()).collect();
        for id in ids {
            self.let_go(id, close::COME_BACK).await;
        }
    }

    /// Returns all records of an event, as stored on disk.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn records(&self, code: &str) -> Result<Vec<Stored>, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        Ok(self
            .node
            .log
            .read(header.id, 0, usize::MAX >> 1)
            .await?
            .records)
    }

    /// Returns the first records of an event, also of one that does not open.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn first_records(&self, code: &str, most: usize) -> Result<Vec<Stored>, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        Ok(self.node.log.read(header.id, 0, most).await?.records)
    }

    /// Returns the end of an event's chain.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn head(&self, code: &str) -> Result<Head, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        Ok(self.node.log.head(header.id).await?)
    }

    /// Checks an event's whole chain, and looks for a head that was printed once.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn audit(&self, code: &str, sought: Option<Printed>) -> Result<Audit, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        Ok(self.node.log.audit(header.id, sought).await?)
    }

    /// Goes on with an event whose log was cut or replaced by an older copy. Nobody knows which links were revoked in what is
    /// missing, so all are. The log remembers the loss until that is durable, so a crash in between opens nothing.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn accept_loss(&self, code: &str) -> Result<(), HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        self.node.log.accept(header.id).await?;
        let room = self.room(code).await?;
        let people: Vec<PersonId> = room.entrance().people().map(|(id, _)| id).collect();
        // Generations count revocations, or are seconds as here. So this one was never used before.
        let generation = (self.node.clock.now() / 1000) as u32;
        let roles = role::all().flat_map(|entry| {
            let holders = people.iter().copied().map(Some).chain([None]);
            holders.filter_map(|person| staff_role(entry.role, person))
        });
        let roles: BTreeSet<StaffRole> = roles.collect();
        let roles = roles.into_iter().collect();
        let revoke = Command::RevokeLost { roles, generation };
        let revoked = room.order(Actor::Operator, revoke).await;
        revoked.map(|_| ()).map_err(HubError::Rejected)
    }

    /// Checks that the store can be written, or read if this node only follows.
    ///
    /// # Errors
    /// Errors of the log.
    pub async fn check(&self) -> Result<(), LogError> {
        match self.node.duty {
            Duty::Writing => self.node.log.check().await,
            Duty::Following => self.node.catalogue.list().await.map(|_| ()),
        }
    }

    fn must_write(&self) -> Result<(), HubError> {
        match self.node.duty {
            Duty::Writing => Ok(()),
            Duty::Following => Err(unavailable()),
        }
    }

    async fn let_go(&self, id: EventId, code: u16) {
        let cell = self.rooms.get(&id).map(|cell| cell.clone());
        if let Some(cell) = cell {
            self.shut(id, &cell, code).await;
        }
    }

    /// Closes a room and only then forgets it. Until its last batch is written, nobody can open a second room, which would
    /// show an older state than the first one.
    async fn shut(&self, id: EventId, cell: &Arc<OnceCell<Room>>, code: u16) {
        if let Some(room) = cell.get() {
            room.close(code).await;
        }
        self.rooms
            .remove_if(&id, |_, other| Arc::ptr_eq(other, cell));
    }
}

/// Treats an event that another node has deleted as missing, whether or not this node has noticed.
impl From<LogError> for HubError {
    fn from(e: LogError) -> HubError {
        match e {
            LogError::NoEvent => HubError::NoEvent,
            LogError::CodeTaken(_)
            | LogError::Corrupt { .. }
            | LogError::Lost { .. }
            | LogError::NoKey
            | LogError::Store(_) => HubError::Log(e),
        }
    }
}

/// Returns the name of a picture in the store.
fn picture_name(hash: &str, size: Size) -> String {
    format!("{hash}/{}", size.name())
}

/// Returns the names of all pictures that polls name.
fn pictures_of(state: &State) -> BTreeSet<String> {
    let options = state.polls.iter().flat_map(|(_, poll)| &poll.info.options);
    let pictures = options.filter_map(|option| option.picture.as_ref());
    let names = pictures.flat_map(|picture| {
        [Size::Phone, Size::Screen].map(|size| picture_name(&picture.hash, size))
    });
    names.collect()
}

fn unavailable() -> HubError {
    HubError::Rejected(Rejection::Unavailable { retry_ms: 1000 })
}
