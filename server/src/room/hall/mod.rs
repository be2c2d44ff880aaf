//! What is known of a room and never logged: who is connected, at which address, and how fast each may send.

mod bucket;
mod crowd;
mod desks;
mod overreach;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use plenary_domain::ids::{LoginId, Millis, ParticipantId, PersonId};
use plenary_domain::role::{Actor, StaffRole};

use super::leaving::Told;
use super::mailbox::{Attach, Delivery, Outlet, SocketId};
use super::replica::Entrance;
use crate::protocol::{
    Address, Hall as HallFrame, Hold, LoginSeen, Role, SOCKETS_PER_GUEST_MAX, close,
};
use crate::websocket::Frame;

pub use bucket::Bucket;

use crowd::Crowd;
use desks::Desks;
use overreach::Overreach;

/// Limit on a burst of one participant's commands: what an outbox sends after a break.
const BURST: u32 = 40;
/// Limit on one participant's commands a second, in the long run.
const PER_SECOND: u32 = 5;
/// An erasure counts for so many commands, because keys are destroyed on the disk before its ack. At most half of a burst.
pub const ERASURE_COST: u32 = 20;
/// The same for a role, whose holders share it: faster than people, and slower than a room.
const STAFF_BURST: u32 = 400;
const STAFF_PER_SECOND: u32 = 100;
/// A participant who has fewer commands left than this acts like no person, or has just come back. Their own data is
/// told once a second.
const CALM: u32 = BURST / 2;
const MINE_EVERY_MS: Millis = 1000;
/// A phone that has left counts as present for this long, because phones lock and lines break.
const PRESENT_MS: Millis = 60_000;
/// How long phones may take to come back to a server that starts: they wait up to 10 s between two tries.
const RETURN_MS: Millis = 15_000;

/// The room's end of a socket. It is small, because there are as many as phones.
struct Socket {
    audience: Role,
    /// None: it only watches.
    actor: Option<Actor>,
    /// The address in its Host header, shared by all sockets that used it.
    address: Arc<str>,
    /// Index of its outlet.
    outlet: u16,
}

/// What let a desk or a screen in.
struct Pass {
    role: StaffRole,
    /// Of the role's link.
    generation: u32,
    login: Option<LoginId>,
}

/// An outlet with this turn's deliveries.
struct Mail {
    outlet: Arc<dyn Outlet>,
    deliveries: Vec<Delivery>,
}

/// Wrong links are told for this long after the last one.
const TRIED_MS: Millis = 600_000;
/// Fewer wrong links than this are a person's own mistakes.
const TRIED_MIN: u32 = 5;

/// Returns the code that closes a socket of this role; None if it may be here.
pub fn refusal(
    entrance: &Entrance,
    role: StaffRole,
    generation: u32,
    login: Option<LoginId>,
) -> Option<u16> {
    if entrance.generation(role) != Some(generation) {
        return Some(close::REVOKED);
    }
    let is_out = login.is_some_and(|login| !entrance.has_login(role, login));
    is_out.then_some(close::SIGNED_OUT)
}

/// When a participant who acts all the time is told of it again.
struct Paced {
    next_at: Millis,
    /// Something has changed since.
    owes: bool,
}

/// Who is connected.
#[derive(Default)]
pub struct Hall {
    sockets: HashMap<SocketId, Socket>,
    /// Of staff.
    passes: BTreeMap<SocketId, Pass>,
    by_participant: BTreeSet<(ParticipantId, SocketId)>,
    /// Number of different participants with a socket.
    joined: u32,
    /// When participants without a socket left, in the last minute.
    left: HashMap<ParticipantId, Millis>,
    /// The same in order of time, with those who came back.
    leaving: VecDeque<(Millis, ParticipantId)>,
    /// Number of sockets per audience.
    counts: [u32; Role::ALL.len()],
    /// Number of phones per address.
    phones_by_address: BTreeMap<Arc<str>, u32>,
    mail: Vec<Mail>,
    buckets: HashMap<ParticipantId, Bucket>,
    staff_buckets: BTreeMap<StaffRole, Bucket>,
    /// Participants who act so much that their own data waits.
    paced: BTreeMap<ParticipantId, Paced>,
    /// The number of each login's sockets; of none, when the last one left.
    logins: BTreeMap<LoginId, Result<u32, Millis>>,
    /// How many wrong links were tried, and when the last was.
    tried: (u32, Millis),
    /// Who came with whom, and who asks much.
    pub crowd: Crowd,
    /// Who works on what.
    desks: Desks,
    /// What roles try that is not theirs.
    pub overreach: Overreach,
    /// The time of this turn.
    now: Millis,
    /// When its room began to serve.
    opened: Millis,
    /// How many guests have checked in at the door.
    arrived: u32,
    /// The hall frame may have changed since it was last made.
    pub changed: bool,
    /// Whether the hall is to be left, as everybody was told.
    pub leave: Told,
    /// The newest printed head of the log.
    pub head: Option<String>,
}

impl Hall {
    /// Adds a socket and admits it, with its participant's own data.
    pub fn attach(&mut self, attach: Attach, mine: Option<Frame>) {
        let Attach {
            id,
            audience,
            actor,
            address,
            outlet,
            generation,
            login,
            ..
        } = attach;
        if let Some(Actor::Staff(role)) = actor {
            let pass = Pass {
                role,
                generation,
                login,
            };
            self.passes.insert(id, pass);
            if let Some(login) = login {
                let here = self.logins.get(&login).and_then(|here| here.ok());
                self.logins.insert(login, Ok(here.unwrap_or(0) + 1));
            }
        }
        let address: Arc<str> = match self.phones_by_address.get_key_value(address.as_str()) {
            Some((known, _)) => known.clone(),
            None => address.into(),
        };
        if let Some(Actor::Participant(participant)) = actor {
            let is_back = self.sockets_of(participant).next().is_none();
            self.joined += u32::from(is_back);
            self.left.remove(&participant);
            self.by_participant.insert((participant, id));
        }
        self.counts[audience as usize] += 1;
        if audience == Role::Participant {
            *self.phones_by_address.entry(address.clone()).or_default() += 1;
        }
        let outlet = self.outlet(outlet);
        self.sockets.insert(
            id,
            Socket {
                audience,
                actor,
                address,
                outlet,
            },
        );
        self.deliver(outlet, Delivery::Admit(id, mine));
        if let Some(frame) = self.leave.frame() {
            self.deliver(outlet, Delivery::Notice(id, frame));
        }
        self.changed = true;
        if let Some(Actor::Participant(participant)) = actor {
            let sockets: Vec<SocketId> = self.sockets_of(participant).collect();
            let most = sockets.len().saturating_sub(SOCKETS_PER_GUEST_MAX);
            for oldest in &sockets[..most] {
                self.close_socket(*oldest, close::TRY_LATER);
            }
        }
    }

    /// Forgets a socket. The last socket of a participant also drops their rate limit.
    pub fn detach(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.remove(&id) else {
            return;
        };
        self.changed = true;
        self.desks.leave(id);
        self.counts[socket.audience as usize] -= 1;
        let pass = self.passes.remove(&id);
        if let Some(login) = pass.and_then(|pass| pass.login)
            && let Some(seen) = self.logins.get_mut(&login)
        {
            *seen = match *seen {
                Ok(here) if here > 1 => Ok(here - 1),
                Ok(_) | Err(_) => Err(self.now),
            };
        }
        if let Some(Actor::Participant(participant)) = socket.actor {
            self.by_participant.remove(&(participant, id));
            if self.sockets_of(participant).next().is_none() {
                self.joined -= 1;
                self.left.insert(participant, self.now);
                self.leaving.push_back((self.now, participant));
            }
        }
        if socket.audience == Role::Participant
            && let Some(phones) = self.phones_by_address.get_mut(&socket.address)
        {
            *phones -= 1;
            if *phones == 0 {
                self.phones_by_address.remove(&socket.address);
            }
        }
    }

    /// Returns when the next phone that has left no longer counts as present, a flood may be smaller, or a hold ends.
    pub fn fades_at(&self) -> Option<Millis> {
        let left = self.leaving.front().map(|(at, _)| at + PRESENT_MS);
        let tried = (self.tried.0 > 0).then_some(self.tried.1 + TRIED_MS);
        let others = self.crowd.fades_at().into_iter().chain(tried);
        let others = others.chain(self.desks.fades_at());
        left.into_iter().chain(others).min()
    }

    /// Says that its room begins to serve now.
    pub fn open(&mut self, now: Millis) {
        (self.opened, self.now) = (now, now);
    }

    /// Returns until when the phones that were there at this time, before the room began to serve, may be on their way back.
    pub fn gathers_until(&self, since: Millis) -> Option<Millis> {
        let until = self.opened + RETURN_MS;
        (since < self.opened && self.now < until).then_some(until)
    }

    /// Moves the time forward, and forgets the phones that left more than a minute ago.
    pub fn fade(&mut self, now: Millis) {
        self.now = now;
        self.changed |= self.crowd.fade(now);
        self.changed |= self.desks.fade(now);
        if self.tried.0 > 0 && self.tried.1 + TRIED_MS <= now {
            self.tried = (0, 0);
            self.changed = true;
        }
        while let Some((at, participant)) = self.leaving.front().copied()
            && at + PRESENT_MS <= now
        {
            self.leaving.pop_front();
            // It may have come back, and left again later.
            if self.left.get(&participant) == Some(&at) {
                self.left.remove(&participant);
                self.changed = true;
            }
        }
    }

    /// Notes so many wrong links.
    pub fn tried(&mut self, more: u32) {
        if more > 0 {
            self.tried = (self.tried.0.saturating_add(more), self.now);
            self.changed |= self.tried.0 >= TRIED_MIN;
        }
    }

    /// Notes what a desk works on; None for nothing. It counts as one of the role's commands, and what comes too fast is not noted:
    /// the page says it again.
    pub fn hold(&mut self, id: SocketId, me: u32, on: Option<Hold>) {
        let Some(socket) = self.sockets.get(&id) else {
            return;
        };
        let (role, actor) = (socket.audience, socket.actor);
        let now = self.now;
        let Some(actor @ Actor::Staff(_)) = actor else {
            return;
        };
        if self.pace(actor, 1, now).is_ok() {
            self.changed |= self.desks.hold(id, (role, me), on, now);
        }
    }

    /// Returns the number of a desk among those of its role; None for one that has not said who it is.
    pub fn desk(&self, id: SocketId) -> Option<u32> {
        self.desks.number(id)
    }

    /// Notes a guest's question.
    pub fn asked(&mut self, by: ParticipantId) {
        self.changed |= self.crowd.asks(by, self.now);
    }

    /// Returns the number of phones connected in the last minute: each guest once, and each phone that only watches.
    pub fn present(&self) -> u32 {
        let of_guests = self.counts[Role::Participant as usize] as usize;
        let watching = of_guests.saturating_sub(self.by_participant.len());
        self.joined + self.left.len() as u32 + watching as u32
    }

    /// Notes how many guests have checked in.
    pub fn arrive(&mut self, guests: u32) {
        self.changed |= self.arrived != guests;
        self.arrived = guests;
    }

    /// Returns the number of sockets.
    pub fn len(&self) -> usize {
        self.sockets.len()
    }

    /// Returns who a socket's commands come from; None for one that only watches or is gone.
    pub fn actor(&self, id: SocketId) -> Option<Actor> {
        self.sockets.get(&id)?.actor
    }

    /// Takes a command from a participant's rate limit, or from a role's. `cost` is the number of commands for which it counts.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn pace(&mut self, actor: Actor, cost: u32, at: Millis) -> Result<(), u32> {
        let id = match actor {
            Actor::Participant(id) => id,
            Actor::Staff(role) => {
                let bucket = self.staff_buckets.entry(role);
                let bucket = bucket.or_insert_with(|| Bucket::full(STAFF_BURST, at));
                return bucket.take(cost, STAFF_BURST, STAFF_PER_SECOND, at);
            }
            Actor::Clock | Actor::Operator => return Ok(()),
        };
        // A full bucket holds no information, so dropping the refilled ones bounds the map.
        if self.buckets.len() > 2 * self.by_participant.len() + 1000 {
            self.buckets
                .retain(|_, bucket| at.saturating_sub(bucket.at) < 60_000);
        }
        self.buckets
            .entry(id)
            .or_insert_with(|| Bucket::full(BURST, at))
            .take(cost, BURST, PER_SECOND, at)
    }

    /// Answers one socket. An answer to a socket that is gone is dropped.
    pub fn answer(&mut self, id: SocketId, frame: Frame, came_us: u64) {
        if let Some(outlet) = self.sockets.get(&id).map(|socket| socket.outlet) {
            self.deliver(outlet, Delivery::Answer(id, frame, came_us));
        }
    }

    /// Returns those of these participants who are connected.
    pub fn connected<'a>(
        &'a self,
        ids: impl Iterator<Item = ParticipantId> + 'a,
    ) -> impl Iterator<Item = ParticipantId> + 'a {
        ids.filter(|id| self.sockets_of(*id).next().is_some())
    }

    /// Returns true if a participant's own data may be told now. Otherwise it is owed.
    pub fn may_tell(&mut self, id: ParticipantId) -> bool {
        let bucket = self.buckets.get(&id);
        if bucket.is_none_or(|bucket| bucket.has(CALM)) {
            self.paced.remove(&id);
            return true;
        }
        let now = self.now;
        let paced = self.paced.entry(id).or_insert(Paced {
            next_at: now,
            owes: false,
        });
        paced.owes = now < paced.next_at;
        if !paced.owes {
            paced.next_at = now + MINE_EVERY_MS;
        }
        !paced.owes
    }

    /// Returns when the next own data that is owed must be told.
    pub fn owes_at(&self) -> Option<Millis> {
        let owed = self.paced.values().filter(|paced| paced.owes);
        owed.map(|paced| paced.next_at).min()
    }

    /// Returns the participants whose own data is owed and due. Nothing is owed to them any more.
    pub fn owed(&mut self) -> Vec<ParticipantId> {
        let now = self.now;
        // Whoever has been told and does nothing more is forgotten.
        self.paced
            .retain(|_, paced| paced.owes || now < paced.next_at);
        let due = self
            .paced
            .iter()
            .filter(|(_, paced)| paced.owes && paced.next_at <= now);
        let owed: Vec<ParticipantId> = due.map(|(id, _)| *id).collect();
        for id in &owed {
            self.paced.remove(id);
        }
        owed
    }

    /// Sends a participant's own frame to each of their sockets.
    pub fn tell(&mut self, id: ParticipantId, mine: &Frame) {
        let ids: Vec<SocketId> = self.sockets_of(id).collect();
        for id in ids {
            if let Some(outlet) = self.sockets.get(&id).map(|socket| socket.outlet) {
                self.deliver(outlet, Delivery::Mine(id, mine.clone()));
            }
        }
    }

    /// Tells all sockets whether the hall is to be left.
    pub fn tell_leaving(&mut self) {
        let Some(frame) = self.leave.frame() else {
            return;
        };
        let sockets: Vec<(SocketId, u16)> = self
            .sockets
            .iter()
            .map(|(id, socket)| (*id, socket.outlet))
            .collect();
        for (id, outlet) in sockets {
            self.deliver(outlet, Delivery::Notice(id, frame.clone()));
        }
    }

    /// Returns the panelists whose pages are connected, by socket.
    pub fn panelists(&self) -> Vec<(SocketId, PersonId)> {
        let passes = self.passes.iter();
        passes
            .filter_map(|(id, pass)| Some((*id, pass.role.person()?)))
            .collect()
    }

    /// Sends a panelist's own messages to one of their sockets. They replace older ones that still wait.
    pub fn tell_panelist(&mut self, id: SocketId, frame: Frame) {
        if let Some(outlet) = self.sockets.get(&id).map(|socket| socket.outlet) {
            self.deliver(outlet, Delivery::Mine(id, frame));
        }
    }

    /// Closes one socket.
    pub fn close_socket(&mut self, id: SocketId, code: u16) {
        if let Some(outlet) = self.sockets.get(&id).map(|socket| socket.outlet) {
            self.deliver(outlet, Delivery::Close(id, code));
            self.detach(id);
        }
    }

    /// Closes the sockets of a role whose links were revoked. Nothing they sent is executed from now on.
    pub fn close_role(&mut self, role: StaffRole, code: u16) {
        self.close(code, |pass| pass.role == role);
    }

    /// Closes the sockets of a login that was ended.
    pub fn close_login(&mut self, login: LoginId, code: u16) {
        self.close(code, |pass| pass.login == Some(login));
        self.logins.remove(&login);
    }

    /// Closes the sockets whose links or logins are no longer valid.
    pub fn close_revoked(&mut self, entrance: &Entrance) {
        let passes = self.passes.iter();
        let refused: Vec<(SocketId, u16)> = passes
            .filter_map(|(id, pass)| {
                let code = refusal(entrance, pass.role, pass.generation, pass.login)?;
                Some((*id, code))
            })
            .collect();
        for (id, code) in refused {
            self.close_socket(id, code);
        }
    }

    /// Closes all sockets.
    pub fn close_all(&mut self, code: u16) {
        self.close_each(self.sockets.keys().copied().collect(), code);
    }

    /// Hands over the gathered deliveries. Those of one socket stay together, in order, and go out in one write.
    pub fn send(&mut self) {
        for mail in &mut self.mail {
            if !mail.deliveries.is_empty() {
                mail.deliveries.sort_by_key(Delivery::socket);
                mail.outlet.deliver(std::mem::take(&mut mail.deliveries));
            }
        }
    }

    /// Tells all outlets that something was published.
    pub fn wake(&self) {
        self.mail.iter().for_each(|mail| mail.outlet.wake());
    }

    /// Returns the hall frame for those who may see it. `candidates` are addresses with their source.
    pub fn frame(
        &self,
        candidates: &[(String, String)],
        chosen: Option<&str>,
        writable: bool,
    ) -> HallFrame {
        let counts = Role::ALL.into_iter().zip(self.counts);
        let mut frame = HallFrame {
            here: counts.filter(|(_, count)| *count > 0).collect(),
            people: self.people(),
            present: match self.arrived {
                0 => self.present(),
                arrived => arrived,
            },
            by_door: self.arrived > 0,
            flood: self.crowd.flood(),
            logins: self.logins(),
            desks: self.desks.list(),
            tried: if self.tried.0 >= TRIED_MIN {
                self.tried.0
            } else {
                0
            },
            addresses: vec![],
            writable,
            head: self.head.clone(),
        };
        let host = |url: &str| url.split("://").nth(1).unwrap_or(url).to_owned();
        let phones = |url: &str| {
            let by_this = self.phones_by_address.get(host(url).as_str());
            by_this.copied().unwrap_or(0)
        };
        frame.addresses = candidates
            .iter()
            .map(|(url, source)| Address {
                url: url.clone(),
                source: source.clone(),
                phones: phones(url),
                chosen: chosen == Some(url),
            })
            .collect();
        frame
    }

    /// Returns the people connected with a personal link.
    fn people(&self) -> Vec<u32> {
        let people = self.passes.values().filter_map(|pass| pass.role.person());
        let people: BTreeSet<u32> = people.map(|person| person.0).collect();
        people.into_iter().collect()
    }

    /// Returns which logins are connected, and when others were.
    fn logins(&self) -> Vec<LoginSeen> {
        let seen = self.logins.iter().map(|(id, seen)| LoginSeen {
            id: id.0,
            here: seen.unwrap_or(0),
            at: seen.err(),
        });
        seen.collect()
    }

    fn sockets_of(&self, id: ParticipantId) -> impl Iterator<Item = SocketId> {
        let of = (id, SocketId(0))..=(id, SocketId(u64::MAX));
        self.by_participant.range(of).map(|(_, id)| *id)
    }

    fn outlet(&mut self, outlet: Arc<dyn Outlet>) -> u16 {
        let known = self
            .mail
            .iter()
            .position(|mail| Arc::ptr_eq(&mail.outlet, &outlet));
        let index = known.unwrap_or_else(|| {
            self.mail.push(Mail {
                outlet,
                deliveries: Vec::new(),
            });
            self.mail.len() - 1
        });
        // There are few outlets: about one per core.
        index as u16
    }

    fn deliver(&mut self, outlet: u16, delivery: Delivery) {
        self.mail[usize::from(outlet)].deliveries.push(delivery);
    }

    /// Closes the sockets that came in with such a pass.
    fn close(&mut self, code: u16, which: impl Fn(&Pass) -> bool) {
        let passes = self.passes.iter().filter(|(_, pass)| which(pass));
        self.close_each(passes.map(|(id, _)| *id).collect(), code);
    }

    fn close_each(&mut self, ids: Vec<SocketId>, code: u16) {
        for id in ids {
            self.close_socket(id, code);
        }
    }
}
