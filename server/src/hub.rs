//! All events of this server: finds them by code, opens their rooms when somebody comes and lets go of idle ones,
//! makes and deletes events, and keeps the promises of retention.

mod retention;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use dashmap::DashMap;
use plenary_domain::ids::Millis;
use plenary_domain::import::Plan;
use plenary_domain::program::{Program, Wifi};
use plenary_domain::state::State;
use tokio::sync::OnceCell;

use crate::code;
use crate::log::{EventId, Header, LogError, Position, Stored};
use crate::node::{Duty, Node};
use crate::protocol::{Rejection, close};
use crate::room::Room;

use retention::{DAY_MS, retention_end};

/// How long a rehearsal's copy lives if nobody removes it: longer than any rehearsal.
const COPY_MS: u64 = 3 * 3_600_000;
/// The most rehearsals' copies at a time.
const COPIES_MAX: usize = 8;
/// How often a new random code is tried; with a thousand events one in a million is taken.
const CODES_TRIED: usize = 20;

/// All events of this server.
pub struct Hub {
    node: Node,
    by_code: DashMap<String, Header>,
    rooms: DashMap<EventId, Arc<OnceCell<Room>>>,
    /// When an event's guest data is due to be deleted, as known at the last look; later acts only put it off.
    due: DashMap<EventId, Millis>,
}

/// Why there is no room, or no new event.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    #[error("there is no event with this code")]
    NoEvent,
    #[error("{COPIES_MAX} rehearsals are under way already")]
    TooManyCopies,
    #[error("the code {0} is taken by another event")]
    CodeTaken(String),
    #[error(transparent)]
    Log(LogError),
    #[error("the event's log cannot be written: {0:?}")]
    Rejected(Rejection),
}

impl Hub {
    /// Reads which events there are, and removes those that were being made when the server ended.
    ///
    /// # Errors
    /// What the log says.
    pub async fn open(node: Node) -> Result<Hub, LogError> {
        let is_writing = node.duty == Duty::Writing;
        let by_code = DashMap::new();
        for header in node.catalogue.list().await? {
            // A damaged history has its tail somewhere, and is told when its room is opened.
            if is_writing && matches!(node.log.tail(header.id).await, Ok(Position { seq: 0, .. })) {
                tracing::warn!(code = %header.code, "an event without any record, begun and never made, is removed");
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
        })
    }

    /// The candidate join addresses with their source.
    pub fn candidates(&self) -> &[(String, String)] {
        &self.node.candidates
    }

    /// What is known of an event without its room.
    pub fn header(&self, code: &str) -> Option<Header> {
        self.by_code.get(code).map(|header| header.clone())
    }

    /// All events, the oldest first.
    pub fn events(&self) -> Vec<Header> {
        let mut events: Vec<Header> = self
            .by_code
            .iter()
            .map(|entry| entry.value().clone())
            .collect();
        events.sort_by_key(|header| header.id);
        events
    }

    /// The room of an event, opened if it was not.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn room(&self, code: &str) -> Result<Room, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        // The cell is taken out of the map before anything is awaited.
        let cell = self.rooms.entry(header.id).or_default().clone();
        let open = || Room::open(&self.node, header.clone());
        let room = cell.get_or_try_init(open).await?;
        // Not within the cell: whoever hangs up while the room writes leaves it to the next, who opens no second one.
        room.settled().await;
        let is_known = self.header(code).is_some_and(|known| known.id == header.id);
        let is_kept = self
            .rooms
            .get(&header.id)
            .is_some_and(|kept| Arc::ptr_eq(&kept, &cell));
        if is_known && is_kept && !room.is_closed() {
            return Ok(room.clone());
        }
        // The event was deleted, or the room let go of, while it was being opened: whoever did that saw no room to close, and no
        // sweep would see it either.
        self.rooms
            .remove_if(&header.id, |_, other| Arc::ptr_eq(other, &cell));
        if !is_known {
            room.close(close::GONE).await;
            return Err(HubError::NoEvent);
        }
        room.close(close::COME_BACK).await;
        // Where another node has deleted the event, the next sweep takes its code away.
        self.node.log.tail(header.id).await?;
        Err(unavailable())
    }

    /// Makes an event of a program, with the code wished for or a random one.
    ///
    /// # Errors
    /// [`HubError::CodeTaken`] for a wish; what the log says; a node that follows makes none. Nothing is left behind then.
    pub async fn create(
        &self,
        program: Program,
        wish: Option<String>,
        expires_at: Option<Millis>,
    ) -> Result<Header, HubError> {
        self.must_write()?;
        let header = self.create_header(wish, expires_at).await?;
        self.by_code.insert(header.code.clone(), header.clone());
        let imported = match self.room(&header.code).await {
            Ok(room) => room.import(program).await.map_err(HubError::Rejected),
            Err(e) => Err(e),
        };
        match imported {
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

    /// Takes an event file into an event that is there.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn import(&self, code: &str, program: Program) -> Result<Plan, HubError> {
        self.room(code)
            .await?
            .import(program)
            .await
            .map_err(HubError::Rejected)
    }

    /// Copies an event's programme for a rehearsal with so many phones. The copy shares nothing with the event and
    /// deletes itself.
    ///
    /// # Errors
    /// [`HubError::TooManyCopies`]; else as [`Hub::create`].
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
        // The copy is seen by machines only, and the password is nobody's business there.
        program.event.wifi = program.event.wifi.map(|wifi| Wifi {
            password: String::new(),
            ..wifi
        });
        self.create(program, None, Some(self.node.clock.now() + COPY_MS))
            .await
    }

    /// Deletes an event with all that it holds; its sockets are told that it is gone.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn delete(&self, code: &str) -> Result<(), HubError> {
        self.must_write()?;
        let (_, header) = self.by_code.remove(code).ok_or(HubError::NoEvent)?;
        self.due.remove(&header.id);
        self.let_go(header.id, close::GONE).await;
        if let Err(e) = self.node.catalogue.delete(header.id).await {
            self.by_code.insert(code.to_owned(), header);
            return Err(e.into());
        }
        Ok(())
    }

    /// Deletes what has expired, and closes rooms that nobody is in and nobody was in at the last sweep.
    pub async fn sweep(&self, idle: &mut BTreeSet<EventId>) {
        let before = std::mem::take(idle);
        if self.node.duty == Duty::Following
            && let Err(e) = self.look_again().await
        {
            tracing::error!(error = %e, "the list of events could not be read");
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

    /// Takes over which events another node has made and deleted.
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

    /// Deletes an event whose time is over, or its guests' data. True if the event is to be gone.
    async fn keep_promises(&self, header: &Header) -> bool {
        let now = self.node.clock.now();
        if header.expires_at.is_some_and(|at| at <= now) {
            tracing::info!(code = %header.code, "a rehearsal's copy has expired");
            if let Err(e) = self.delete(&header.code).await {
                tracing::error!(code = %header.code, error = %e, "a rehearsal's copy could not be deleted");
            }
            return true;
        }
        if let Err(e) = self.keep_retention(header, now).await {
            tracing::error!(code = %header.code, error = %e, "the retention of an event could not be kept");
        }
        false
    }

    async fn keep_retention(&self, header: &Header, now: Millis) -> Result<(), HubError> {
        // A room is opened to look no more often than something can be due.
        if self.due.get(&header.id).is_some_and(|due| *due > now) {
            return Ok(());
        }
        let room = self.room(&header.code).await?;
        let end = room.read(retention_end).await.map_err(HubError::Rejected)?;
        if end.is_some_and(|end| end <= now) {
            tracing::info!(code = %header.code, "the retention is over: guest data is deleted");
            room.forget().await.map_err(HubError::Rejected)?;
        }
        // Without guests there is nothing to delete for as long as the shortest retention.
        let due = end.filter(|end| *end > now).unwrap_or(now + DAY_MS);
        self.due.insert(header.id, due);
        Ok(())
    }

    /// Closes all rooms, after what was handed in before.
    pub async fn close(&self) {
        // In an order, so that a simulated end goes the same way each time.
        let ids: BTreeSet<EventId> = self.rooms.iter().map(|entry| *entry.key()).collect();
        for id in ids {
            self.let_go(id, close::COME_BACK).await;
        }
    }

    /// All records of an event, as they are on the disk.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn records(&self, code: &str) -> Result<Vec<Stored>, HubError> {
        let header = self.header(code).ok_or(HubError::NoEvent)?;
        Ok(self
            .node
            .log
            .read(header.id, 0, usize::MAX >> 1)
            .await?
            .records)
    }

    /// Tells whether the store can be written, or read where this node only follows.
    ///
    /// # Errors
    /// What the log says.
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
        let cell = self.rooms.remove(&id).map(|(_, cell)| cell);
        if let Some(room) = cell.as_ref().and_then(|cell| cell.get()) {
            room.close(code).await;
        }
    }
}

/// An event that another node has deleted is none here, whether this one has heard of it or not.
impl From<LogError> for HubError {
    fn from(e: LogError) -> HubError {
        match e {
            LogError::NoEvent => HubError::NoEvent,
            LogError::CodeTaken(_) | LogError::Corrupt { .. } | LogError::Store(_) => {
                HubError::Log(e)
            }
        }
    }
}

fn unavailable() -> HubError {
    HubError::Rejected(Rejection::Unavailable { retry_ms: 1000 })
}
