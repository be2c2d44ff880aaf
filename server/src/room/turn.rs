//! The room's loop, one turn at a time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Duration;

use plenary_domain::access::{Actor, StaffRole};
use plenary_domain::command::Command;
use plenary_domain::decide::Outcome;
use plenary_domain::effect;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ClientId, ParticipantId};
use plenary_domain::import;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use super::messages::{Attach, Done, JoinRejected, SocketId, ToRoom};
use super::writer::Committed;
use super::{BATCH_MAX, READ_ONLY, RoomTask, STAFF_TICK, TICK};
use crate::fanout::{View, encode};
use crate::protocol::{Hall as HallFrame, Rejection, ServerFrame, close};
use crate::view::{self, Audience};
use crate::websocket::Frame;

/// What is said when the batch is durable, or (with false) when it is not.
type Answer = Box<dyn FnOnce(&mut RoomTask, bool) + Send>;

/// A burst of joins as large as the hall, and at least a small hall.
fn join_burst(headcount: u32) -> u32 {
    headcount.max(50)
}

/// In the long run a hall joins again within a minute; more is not a hall.
fn joins_per_second(headcount: u32) -> u32 {
    headcount.max(50).div_ceil(60)
}

impl RoomTask {
    pub(super) async fn run(
        mut self,
        mut staff: mpsc::Receiver<ToRoom>,
        mut guests: mpsc::Receiver<ToRoom>,
    ) {
        self.choose_address().await;
        let (mut inbox, mut of_guests) = (Vec::new(), Vec::new());
        loop {
            let timer = self.timer();
            tokio::select! {
                biased;
                _ = staff.recv_many(&mut inbox, BATCH_MAX) => {}
                _ = sleep_until(timer) => {}
                _ = guests.recv_many(&mut of_guests, BATCH_MAX) => {}
            }
            // Staff go first in a turn, and guests are in each.
            while of_guests.len() < BATCH_MAX
                && let Ok(message) = guests.try_recv()
            {
                of_guests.push(message);
            }
            inbox.append(&mut of_guests);
            // Senders live in the hub's handles: no message and none to come means that the hub let go of the room.
            if inbox.is_empty() && staff.is_closed() && staff.is_empty() {
                return;
            }
            let turn = self.turn(&mut inbox).await;
            if turn.is_continue() && self.writer.state().event.address.is_none() {
                self.choose_address().await;
            }
            self.hall.send();
            if turn.is_break() {
                return;
            }
            if self.published_at.elapsed() >= self.tick() {
                self.publish();
            }
        }
    }

    /// When the loop must wake up by itself.
    fn timer(&self) -> Instant {
        let far = Instant::now() + Duration::from_secs(3600);
        // What cannot be read is not published, and must not keep the loop awake.
        let tick = ((self.dirty && !self.read_only()) || self.hall.changed)
            .then(|| self.published_at + self.tick());
        let retry = self.read_only_until;
        let deadline = self
            .writer
            .state()
            .polls
            .next_deadline()
            .filter(|_| !self.read_only())
            .map(|(at, _)| {
                let wait_ms = at.saturating_sub(self.clock.now());
                Instant::now() + Duration::from_millis(wait_ms)
            });
        [tick, retry, deadline]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(far)
    }

    fn tick(&self) -> Duration {
        if self.is_urgent { STAFF_TICK } else { TICK }
    }

    async fn turn(&mut self, inbox: &mut Vec<ToRoom>) -> ControlFlow<()> {
        self.recover().await;
        self.writer.tick(self.clock.now());
        self.pass_deadlines();
        let mut answers: Vec<Answer> = Vec::with_capacity(inbox.len());
        let (mut closing, mut forgetting) = (None, None);
        for message in inbox.drain(..) {
            match message {
                ToRoom::Do {
                    socket,
                    c,
                    n,
                    command,
                } => answers.extend(self.receive(socket, c, n, &command)),
                ToRoom::Join(done) => answers.extend(self.join(done)),
                ToRoom::Attach(attach, done) => {
                    answers.push(Box::new(move |room, _| room.attach(attach, done)))
                }
                ToRoom::Detach(id) => {
                    self.hall.detach(id);
                    self.count();
                }
                ToRoom::Order {
                    actor,
                    command,
                    done,
                } => answers.extend(self.order(actor, &command, done)),
                ToRoom::Import { program, done } => {
                    let conflicts = import::plan(self.writer.state(), &program).conflicts;
                    let done_import = self.order_with(
                        Actor::Operator,
                        &Command::Import { program },
                        done,
                        conflicts,
                    );
                    answers.extend(done_import);
                }
                ToRoom::Read(read) => answers.push(Box::new(move |room, _| {
                    // Without a state to trust the reader is dropped, and its owner told so by that.
                    if !room.read_only() {
                        read(room.writer.state());
                    }
                })),
                ToRoom::Forget(done) => forgetting = Some(done),
                ToRoom::Close { code, done } => closing = Some((code, done)),
            }
        }
        self.commit(answers).await;
        if let Some(done) = forgetting {
            self.forget(done).await;
        }
        match closing {
            None => ControlFlow::Continue(()),
            Some((code, done)) => {
                self.hall.close_all(code);
                self.hall.send();
                let _ = done.send(());
                ControlFlow::Break(())
            }
        }
    }

    fn receive(
        &mut self,
        socket: SocketId,
        c: ClientId,
        n: u32,
        command: &Command,
    ) -> Option<Answer> {
        let refuse = move |why| ServerFrame::Rejected { c, n, why };
        let refusal = match self.hall.actor(socket) {
            None => Some(Rejection::NotJoined),
            Some(_) if self.read_only() => Some(unavailable()),
            Some(actor) => self
                .hall
                .pace(actor, self.clock.now())
                .err()
                .map(|retry_ms| Rejection::TooFast { retry_ms }),
        };
        if let Some(why) = refusal {
            self.answer(socket, &refuse(why));
            return None;
        }
        let actor = self.hall.actor(socket)?;
        if let Command::ChooseAddress { url } = command
            && !self
                .candidates
                .iter()
                .any(|(candidate, _)| candidate == url)
        {
            self.answer(socket, &refuse(Rejection::Unknown));
            return None;
        }
        let outcome = self.writer.receive(actor, c, n, command);
        let seq = self.writer.state().seq;
        let repeated = outcome == Outcome::Repeated;
        let frame = match outcome {
            Outcome::Accepted(_) | Outcome::Repeated => ServerFrame::Ack { c, n, seq },
            Outcome::Rejected(rejection) => refuse(rejection.into()),
        };
        Some(Box::new(move |room, durable| {
            let frame = if durable {
                frame
            } else {
                refuse(unavailable())
            };
            room.answer(socket, &frame);
            // A new command's own things follow from its facts; a repeated one has none, and is shown all the same.
            if let (true, true, Actor::Participant(id)) = (durable, repeated, actor) {
                let mine = room.mine(id);
                room.hall.tell(id, &mine);
            }
        }))
    }

    fn answer(&mut self, socket: SocketId, frame: &ServerFrame) {
        self.hall.answer(socket, Frame::text(encode(frame)));
    }

    fn join(
        &mut self,
        done: oneshot::Sender<Result<(u32, ParticipantId), JoinRejected>>,
    ) -> Option<Answer> {
        if self.read_only() {
            let _ = done.send(Err(JoinRejected::Unavailable { retry_ms: 1000 }));
            return None;
        }
        let info = self.writer.state().event.info.as_ref();
        let headcount = info.map_or(0, |info| info.headcount);
        let (burst, per_second) = (join_burst(headcount), joins_per_second(headcount));
        if let Err(retry_ms) = self.joins.take(burst, per_second, self.clock.now()) {
            let _ = done.send(Err(JoinRejected::TooFast { retry_ms }));
            return None;
        }
        let id = ParticipantId(self.writer.state().participants.len() as u32);
        let joined = match self.writer.order(Actor::Operator, &Command::Join) {
            Ok(_) => Ok((self.writer.position().epoch, id)),
            Err(_) => Err(JoinRejected::Full),
        };
        Some(Box::new(move |_, durable| {
            let _ = done.send(if durable {
                joined
            } else {
                Err(JoinRejected::Unavailable { retry_ms: 1000 })
            });
        }))
    }

    fn attach(&mut self, attach: Attach, done: oneshot::Sender<()>) {
        // A socket whose task went away while it waited was never here.
        if done.send(()).is_err() {
            return;
        }
        let epoch = self.writer.position().epoch;
        let (mine, goodbye) = match attach.actor {
            Some(Actor::Participant(_)) if attach.epoch != epoch => (None, Some(close::COME_BACK)),
            Some(Actor::Participant(id)) if !self.read_only() => (Some(self.mine(id)), None),
            Some(Actor::Staff(role)) => {
                let generation = self.writer.state().staff.generation(role);
                let revoked = generation != attach.generation;
                // What is not known to be durable is no reason to send anybody away for good.
                let code = if self.read_only() {
                    close::COME_BACK
                } else {
                    close::REVOKED
                };
                (None, revoked.then_some(code))
            }
            Some(Actor::Participant(_) | Actor::Clock | Actor::Operator) | None => (None, None),
        };
        let id = attach.id;
        self.hall.attach(attach, mine);
        if let Some(code) = goodbye {
            self.hall.close_socket(id, code);
        }
        self.count();
    }

    fn order(&mut self, actor: Actor, command: &Command, done: Done<()>) -> Option<Answer> {
        self.order_with(actor, command, done, ())
    }

    fn order_with<T: Send + 'static>(
        &mut self,
        actor: Actor,
        command: &Command,
        done: Done<T>,
        told: T,
    ) -> Option<Answer> {
        let outcome = match self.read_only_until {
            Some(_) => Err(unavailable()),
            None => self
                .writer
                .order(actor, command)
                .map(|_| told)
                .map_err(Rejection::from),
        };
        Some(Box::new(move |_, durable| {
            let _ = done.send(if durable { outcome } else { Err(unavailable()) });
        }))
    }

    fn pass_deadlines(&mut self) {
        if self.read_only() {
            return;
        }
        let now = self.clock.now();
        while let Some((_, poll)) = self
            .writer
            .state()
            .polls
            .next_deadline()
            .filter(|(at, _)| *at <= now)
        {
            let passed: Result<Vec<Fact>, plenary_domain::rejection::Rejection> = self
                .writer
                .order(Actor::Clock, &Command::PassDeadline { poll });
            // A deadline that does not pass would be asked for without end.
            if passed.is_ok_and(|facts| facts.is_empty()) {
                break;
            }
        }
    }

    /// Makes the batch durable, then says so; or says that it is not.
    async fn commit(&mut self, answers: Vec<Answer>) {
        match self.writer.commit().await {
            Committed::Ok(facts) => {
                answers.into_iter().for_each(|answer| answer(self, true));
                self.follow(&facts);
            }
            Committed::Lost(why) => {
                tracing::error!(event = %self.header.code, %why, "the log took no batch: the room is read-only");
                self.read_only_until = Some(Instant::now() + READ_ONLY);
                self.hall.changed = true;
                answers.into_iter().for_each(|answer| answer(self, false));
            }
        }
    }

    /// What follows from durable facts beside the views.
    fn follow(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.dirty = true;
        self.is_urgent |= facts.iter().any(effect::is_urgent);
        let concerned: BTreeSet<ParticipantId> = facts
            .iter()
            .flat_map(|fact| effect::concerned(self.writer.state(), fact))
            .collect();
        let connected: Vec<ParticipantId> = self.hall.connected(concerned.into_iter()).collect();
        for id in connected {
            let mine = self.mine(id);
            self.hall.tell(id, &mine);
        }
        for fact in facts {
            if let Fact::RoleRevoked(role, _) = fact {
                self.hall.close_role(*role, close::REVOKED);
            }
            if let Fact::PersonRemoved(id) = fact {
                self.hall
                    .close_role(StaffRole::Panelist(*id), close::REVOKED);
            }
            if let Fact::AddressChosen(..) = fact {
                self.hall.changed = true;
            }
        }
    }

    fn mine(&self, id: ParticipantId) -> Frame {
        let state = self.writer.state();
        Frame::text(encode(&ServerFrame::Mine {
            seq: state.seq,
            mine: view::mine(state, id),
        }))
    }

    /// Shows what is durable, to each audience whose view it changes.
    fn publish(&mut self) {
        let mut news = false;
        if self.dirty && !self.read_only() {
            (self.dirty, self.is_urgent) = (false, false);
            self.published_at = Instant::now();
            let epoch = self.writer.position().epoch;
            for (view, feed) in self.views.iter_mut().zip(&self.feeds) {
                if let Some(next) = view.update(self.writer.state(), &self.header.code, epoch) {
                    feed.send_replace(next);
                    news = true;
                }
            }
        }
        if self.hall.changed {
            self.hall.changed = false;
            self.published_at = Instant::now();
            let chosen = self
                .writer
                .state()
                .event
                .address
                .as_ref()
                .map(|(url, _)| url.as_str());
            let mut frame = self.hall.frame(&self.candidates, chosen, !self.read_only());
            let encoded =
                |frame: &HallFrame| Some(Frame::text(encode(&ServerFrame::Hall(frame.clone()))));
            self.hosts.send_replace(encoded(&frame));
            frame.addresses.clear();
            self.desks.send_replace(encoded(&frame));
            news = true;
        }
        if news {
            self.hall.wake();
        }
    }

    /// After a failed append: goes on when the time has come and the log can be written again.
    async fn recover(&mut self) {
        let waited = |until: &Instant| *until <= Instant::now();
        if !self.read_only_until.as_ref().is_some_and(waited) {
            return;
        }
        match self.writer.check().await {
            Ok(()) => {
                self.read_anew().await;
            }
            Err(why) => {
                tracing::error!(event = %self.header.code, %why, "the log cannot be written: the room stays read-only");
                self.read_only_until = Some(Instant::now() + READ_ONLY);
            }
        }
    }

    /// Throws the state away, reads what is durable and compares. Tells whether the room can be trusted now.
    async fn read_anew(&mut self) -> bool {
        let held = self.writer.position();
        self.hall.changed = true;
        if let Err(why) = self.writer.reload().await {
            tracing::error!(event = %self.header.code, %why, "the log cannot be read: the room stays read-only");
            self.read_only_until = Some(Instant::now() + READ_ONLY);
            return false;
        }
        let durable = self.writer.position();
        tracing::warn!(event = %self.header.code, ?held, ?durable, "read the log anew: the room writes");
        if durable.epoch != held.epoch {
            // Another history: its participants are others, and whoever is here comes back as who they are in it.
            self.views = Audience::ALL.map(View::new);
            self.hall.close_all(close::COME_BACK);
        }
        self.read_only_until = None;
        self.dirty = true;
        if durable.epoch != held.epoch {
            // Whoever comes in now is told what is their own of this history, and is to hold a view of it. Whoever is here was told
            // of the last one, and that comes first.
            self.hall.send();
            self.publish();
        }
        // A revocation that nobody was told of may be durable.
        self.hall.close_revoked(self.writer.state());
        // Acks were withheld, but what they were about may be durable after all: everybody looks again.
        self.tell_everybody();
        true
    }

    fn tell_everybody(&mut self) {
        let all = self.writer.state().participants.ids();
        let connected: Vec<ParticipantId> = self.hall.connected(all).collect();
        for id in connected {
            let mine = self.mine(id);
            self.hall.tell(id, &mine);
        }
    }

    /// Deletes guest data. What was handed in before is durable and answered by now.
    async fn forget(&mut self, done: Done<()>) {
        if self.read_only() {
            let _ = done.send(Err(unavailable()));
            return;
        }
        let forgotten = self.writer.forget(self.clock.random_u32()).await;
        if let Committed::Lost(why) = &forgotten {
            tracing::error!(event = %self.header.code, %why, "guest data could not be deleted");
        }
        let trusted = self.read_anew().await;
        let gone = trusted && matches!(forgotten, Committed::Ok(_));
        let _ = done.send(if gone { Ok(()) } else { Err(unavailable()) });
    }

    /// Sees to it that the address of QR codes is one that this machine has.
    async fn choose_address(&mut self) {
        let Some((best, _)) = self.candidates.first().cloned() else {
            return;
        };
        // An event that is being made has no record before its programme: a server that ends now leaves nothing behind.
        if self.writer.state().event.info.is_none() || self.read_only() {
            return;
        }
        let keep = match &self.writer.state().event.address {
            Some((url, Actor::Staff(StaffRole::Host))) => self
                .candidates
                .iter()
                .any(|(candidate, _)| candidate == url),
            Some((url, _)) => *url == best,
            None => false,
        };
        if !keep {
            self.writer.tick(self.clock.now());
            // The operator may; and the state has an address or none, both of which an address replaces.
            let _ = self
                .writer
                .order(Actor::Operator, &Command::ChooseAddress { url: best });
            self.commit(vec![]).await;
        }
        self.publish();
    }

    /// The state may hold what is not durable: nothing is decided on it, and nothing is read from it.
    fn read_only(&self) -> bool {
        self.read_only_until.is_some()
    }

    fn count(&self) {
        self.sockets
            .store(self.hall.len(), std::sync::atomic::Ordering::Relaxed);
    }
}

fn unavailable() -> Rejection {
    Rejection::Unavailable { retry_ms: 1000 }
}
