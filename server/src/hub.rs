//! All events of this server: finds them by code, opens their rooms when somebody comes and lets go of idle ones,
//! makes and deletes events, and keeps the promises of retention.

use std::collections::BTreeSet;
use std::sync::Arc;

use dashmap::DashMap;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use plenary_domain::ids::Millis;
use plenary_domain::import::Conflict;
use plenary_domain::program::{Program, Wifi};
use plenary_domain::state::State;
use tokio::sync::OnceCell;

use crate::clock::Clock;
use crate::code;
use crate::log::{EventId, Header, Log, LogError, Position, Stored};
use crate::protocol::{Rejection, close};
use crate::room::Room;

const DAY_MS: u64 = 86_400_000;
/// How long a rehearsal's copy lives if nobody removes it: longer than any rehearsal.
const COPY_MS: u64 = 3 * 3_600_000;
/// The most rehearsals' copies at a time.
const COPIES_MAX: usize = 8;
/// How often a new random code is tried; with a thousand events one in a million is taken.
const CODES_TRIED: usize = 20;

/// All events of this server.
pub struct Hub {
    log: Arc<dyn Log>,
    clock: Clock,
    candidates: Arc<[(String, String)]>,
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
    Log(#[from] LogError),
    #[error("the event's log cannot be written: {0:?}")]
    Rejected(Rejection),
}

impl Hub {
    /// Reads which events there are, and removes those that were being made when the server ended. `candidates` are join
    /// addresses with their source, the best first.
    ///
    /// # Errors
    /// What the log says.
    pub async fn open(
        log: Arc<dyn Log>,
        clock: Clock,
        candidates: Arc<[(String, String)]>,
    ) -> Result<Hub, LogError> {
        let by_code = DashMap::new();
        for header in log.list().await? {
            // A damaged history has its tail somewhere, and is told when its room is opened.
            if matches!(log.tail(header.id).await, Ok(Position { seq: 0, .. })) {
                tracing::warn!(code = %header.code, "an event without any record, begun and never made, is removed");
                log.delete(header.id).await?;
            } else {
                by_code.insert(header.code.clone(), header);
            }
        }
        Ok(Hub {
            log,
            clock,
            candidates,
            by_code,
            rooms: DashMap::new(),
            due: DashMap::new(),
        })
    }

    /// The candidate join addresses with their source.
    pub fn candidates(&self) -> &[(String, String)] {
        &self.candidates
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
        let open = || {
            Room::open(
                self.log.clone(),
                header.clone(),
                self.clock.clone(),
                self.candidates.clone(),
            )
        };
        let room = cell.get_or_try_init(open).await?;
        if room.is_closed() {
            self.rooms
                .remove_if(&header.id, |_, other| Arc::ptr_eq(other, &cell));
            return Err(HubError::Rejected(Rejection::Unavailable {
                retry_ms: 1000,
            }));
        }
        Ok(room.clone())
    }

    /// Makes an event of a program, with the code wished for or a random one.
    ///
    /// # Errors
    /// [`HubError::CodeTaken`] for a wish; what the log says. Nothing is left behind then.
    pub async fn create(
        &self,
        program: Program,
        wish: Option<String>,
        expires_at: Option<Millis>,
    ) -> Result<Header, HubError> {
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
        let epoch = self.clock.random_u32();
        let now = self.clock.now();
        if let Some(code) = wish {
            return match self.log.create(&code, epoch, now, expires_at).await {
                Ok(header) => Ok(header),
                Err(LogError::CodeTaken(code)) => Err(HubError::CodeTaken(code)),
                Err(e) => Err(e.into()),
            };
        }
        let mut last = LogError::NoEvent;
        for _ in 0..CODES_TRIED {
            match self
                .log
                .create(&code::random(&self.clock), epoch, now, expires_at)
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
    pub async fn import(&self, code: &str, program: Program) -> Result<Vec<Conflict>, HubError> {
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
        self.create(program, None, Some(self.clock.now() + COPY_MS))
            .await
    }

    /// Deletes an event with all that it holds; its sockets are told that it is gone.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn delete(&self, code: &str) -> Result<(), HubError> {
        let (_, header) = self.by_code.remove(code).ok_or(HubError::NoEvent)?;
        self.due.remove(&header.id);
        self.let_go(header.id, close::GONE).await;
        if let Err(e) = self.log.delete(header.id).await {
            self.by_code.insert(code.to_owned(), header);
            return Err(e.into());
        }
        Ok(())
    }

    /// Deletes what has expired, and closes rooms that nobody is in and nobody was in at the last sweep.
    pub async fn sweep(&self, idle: &mut BTreeSet<EventId>) {
        let before = std::mem::take(idle);
        let now = self.clock.now();
        for header in self.events() {
            if header.expires_at.is_some_and(|at| at <= now) {
                tracing::info!(code = %header.code, "a rehearsal's copy has expired");
                if let Err(e) = self.delete(&header.code).await {
                    tracing::error!(code = %header.code, error = %e, "a rehearsal's copy could not be deleted");
                }
                continue;
            }
            if let Err(e) = self.keep_retention(&header, now).await {
                tracing::error!(code = %header.code, error = %e, "the retention of an event could not be kept");
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
        Ok(self.log.read(header.id, 0, usize::MAX >> 1).await?)
    }

    /// Tells whether the store can be written.
    ///
    /// # Errors
    /// What the log says.
    pub async fn check(&self) -> Result<(), LogError> {
        self.log.check().await
    }

    async fn let_go(&self, id: EventId, code: u16) {
        let cell = self.rooms.remove(&id).map(|(_, cell)| cell);
        if let Some(room) = cell.as_ref().and_then(|cell| cell.get()) {
            room.close(code).await;
        }
    }
}

/// When an event's guest data is to be deleted: so many days after its date or the last thing that somebody did, whichever
/// is later. None when there is none (any more).
pub fn retention_end(state: &State) -> Option<Millis> {
    let info = state.event.info.as_ref()?;
    if state.participants.is_empty() {
        return None;
    }
    let zone = TimeZone::get(&info.zone).unwrap_or(TimeZone::UTC);
    let day_end = info
        .date
        .parse::<Date>()
        .ok()
        .and_then(|date| date.tomorrow().ok()?.to_zoned(zone).ok());
    let day_end = day_end.map_or(0, |end| end.timestamp().as_millisecond().max(0) as u64);
    Some(day_end.max(state.last_act) + u64::from(info.retention_days) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use plenary_domain::access::Actor;
    use plenary_domain::fact::{Fact, Record};
    use plenary_domain::ids::ParticipantId;
    use plenary_domain::import;

    use super::*;
    use crate::event_file;
    use crate::log::MemoryLog;
    use crate::server::DEMO;

    #[test]
    fn only_what_people_do_puts_the_end_of_their_data_off() {
        let mut state = State::default();
        let program = event_file::parse(DEMO).expect("the demo").program;
        let days = u64::from(program.event.retention_days);
        let mut at = 1_700_000_000_000;
        let mut happens = |state: &mut State, facts: Vec<Fact>| {
            at += DAY_MS;
            state.apply_record(&Record { at, facts });
            at
        };
        let imported = import::plan(&state, &program).facts;
        happens(&mut state, imported);
        assert_eq!(retention_end(&state), None, "there is no guest data");
        let joined = happens(&mut state, vec![Fact::Joined(ParticipantId(0))]);
        assert_eq!(retention_end(&state), Some(joined + days * DAY_MS));
        let moved = Fact::AddressChosen("http://10.0.0.9".into(), Actor::Operator);
        happens(&mut state, vec![moved]);
        assert_eq!(retention_end(&state), Some(joined + days * DAY_MS));
        let guest = Actor::Participant(ParticipantId(0));
        let voted = happens(&mut state, vec![Fact::Accepted(guest, 1, 1)]);
        assert_eq!(retention_end(&state), Some(voted + days * DAY_MS));
    }

    #[tokio::test]
    async fn an_event_that_was_begun_and_never_made_is_gone_after_a_restart() {
        let log = Arc::new(MemoryLog::default());
        let address = ("http://10.0.0.1".to_owned(), "eth0".to_owned());
        let candidates: Arc<[(String, String)]> = Arc::from([address]);
        let open = || Hub::open(log.clone(), Clock::fixed(1), candidates.clone());
        let hub = open().await.expect("a hub");
        let program = event_file::parse(DEMO).expect("the demo").program;
        let whole = hub.create(program, None, None).await.expect("made");
        let begun = log.create("CDU7K2", 7, 1, None).await.expect("begun");
        // Its room opens before the programme is in it.
        let room = Room::open(
            log.clone(),
            begun.clone(),
            Clock::fixed(1),
            candidates.clone(),
        );
        let room = room.await.expect("opened");
        assert!(
            room.read(|state| state.event.info.is_none())
                .await
                .expect("read")
        );
        let codes: Vec<String> = open()
            .await
            .expect("a hub")
            .events()
            .into_iter()
            .map(|header| header.code)
            .collect();
        assert_eq!(codes, [whole.code]);
        assert!(log.tail(begun.id).await.is_err(), "it is in the log");
    }
}
