//! The room's loop, one turn at a time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::time::Duration;

use plenary_domain::effect;
use plenary_domain::fact::Fact;
use plenary_domain::ids::ParticipantId;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use super::hall::refusal;
use super::leaving::record_leaving;
use super::mailbox::{Attach, SocketId, ToRoom};
use super::replica::Replica;
use super::standing::Standing;
use super::writer::{
    count_present, keep_secret, pass_announcements, pass_deadlines, settle_address, tell_cards,
};
use super::{BATCH_MAX, RoomTask};
use crate::fanout::encode;
use crate::log::{Position, Printed};
use crate::metrics::TURNS;
use crate::protocol::{Rejection, ServerFrame, close};
use crate::role;
use crate::view;
use crate::websocket::Frame;

/// Runs when the batch is durable, or (with false) when it failed.
pub type Answer = Box<dyn FnOnce(&mut RoomTask, bool) + Send>;

impl RoomTask {
    pub(super) async fn run(
        mut self,
        mut staff: mpsc::Receiver<ToRoom>,
        mut guests: mpsc::Receiver<ToRoom>,
    ) {
        let (mut inbox, mut of_guests) = (Vec::new(), Vec::new());
        self.read_leaving();
        self.print_head().await;
        // The first turn is for what the writer owes unprompted.
        while self.turn(&mut inbox).await.is_continue() {
            self.hall.send();
            if self.board.may_show() {
                self.publish();
            }
            if let Some(settled) = self.settled.take() {
                let _ = settled.send(());
            }
            let timer = self.timer();
            let followed = tokio::select! {
                biased;
                _ = staff.recv_many(&mut inbox, BATCH_MAX) => None,
                followed = self.standing.followed() => Some(followed),
                () = sleep_until(timer) => None,
                () = self.candidates.changed() => {
                    self.hall.changed = true;
                    None
                }
                () = self.tries.some.notified() => None,
                () = self.holds.some.notified() => None,
                _ = guests.recv_many(&mut of_guests, BATCH_MAX) => None,
            };
            if let Some(followed) = followed
                && !self.follow(followed).await
            {
                self.hall.close_all(close::GONE);
                break;
            }
            // Staff go first in a turn, and every turn also serves guests.
            while of_guests.len() < BATCH_MAX
                && let Ok(message) = guests.try_recv()
            {
                of_guests.push(message);
            }
            inbox.append(&mut of_guests);
            // The hub's handles hold the senders. An empty inbox with closed senders means that the hub dropped the
            // room.
            if inbox.is_empty() && staff.is_closed() && staff.is_empty() {
                break;
            }
        }
        self.hall.send();
    }

    /// Returns when the loop must wake up by itself.
    fn timer(&self) -> Instant {
        let far = Instant::now() + Duration::from_secs(3600);
        let deadline = match &self.standing {
            Standing::Writing { replica, .. } => {
                let State {
                    polls,
                    cards,
                    announcements,
                    ..
                } = replica.state();
                let mut lacking = polls.lacking_present();
                let present = lacking.find_map(|(_, opened)| self.hall.gathers_until(opened));
                let polls = polls.next_deadline().map(|(at, _)| at);
                polls
                    .into_iter()
                    .chain(present)
                    .chain(cards.next_telling().map(|(at, _)| at))
                    .chain(announcements.next_turn().map(|(at, _)| at))
                    .min()
            }
            Standing::Following { .. } | Standing::Recovering { .. } => None,
        };
        let deadline = deadline.map(|at| {
            let wait_ms = at.saturating_sub(self.clock.now());
            Instant::now() + Duration::from_millis(wait_ms)
        });
        let readable = self.standing.replica().is_some();
        let tick = self.board.due(readable, self.hall.changed);
        let noted = [self.hall.fades_at(), self.hall.owes_at()];
        let noted = noted.into_iter().flatten().min().map(|at| {
            let wait_ms = at.saturating_sub(self.clock.now());
            Instant::now() + Duration::from_millis(wait_ms)
        });
        [
            tick,
            self.standing.retry(),
            deadline,
            noted,
            self.joins.due(),
        ]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(far)
    }

    async fn turn(&mut self, inbox: &mut Vec<ToRoom>) -> ControlFlow<()> {
        // Reading the log again may take long.
        self.tell_leaving_first(inbox);
        self.recover().await;
        let now = self.clock.now();
        self.hall.fade(now);
        self.hall.tried(self.tries.new.swap(0, Ordering::Relaxed));
        if let Some((replica, tail)) = self.standing.writing() {
            tail.tick(now.max(self.hall.leave.at()));
            keep_secret(tail, replica, &self.clock);
            pass_deadlines(tail, replica, now);
            tell_cards(tail, replica, now);
            pass_announcements(tail, replica, now);
        }
        let mut answers: Vec<Answer> = Vec::with_capacity(inbox.len());
        let (mut closing, mut forgetting) = (None, None);
        if !inbox.is_empty() {
            TURNS.note(inbox.len() as u64);
        }
        for message in inbox.drain(..) {
            match message {
                ToRoom::Do {
                    socket,
                    c,
                    n,
                    command,
                    came_us,
                } => answers.extend(self.receive((socket, came_us), c, n, command)),
                ToRoom::Join(address, done) => self.join(address, done),
                ToRoom::Attach(attach, done) => {
                    answers.push(Box::new(move |room, _| room.attach(attach, done)))
                }
                ToRoom::Detach(id) => {
                    self.hall.detach(id);
                    self.count();
                }
                // It was told at the start of the turn.
                ToRoom::Leave(..) => {}
                ToRoom::Order {
                    actor,
                    command,
                    done,
                } => answers.push(self.order(actor, &command, done)),
                ToRoom::Import { program, done } => answers.push(self.import(program, done)),
                ToRoom::Read(read) => answers.push(Box::new(move |room, _| {
                    // Without a trusted state, drop the reader; that tells its caller.
                    if let Some(replica) = room.standing.replica() {
                        read(replica.state());
                    }
                })),
                ToRoom::Concerns(of, done) => answers.push(Box::new(move |room, _| {
                    let state = room.standing.replica().map(Replica::state);
                    let told = state.and_then(|state| {
                        let company = room.hall.crowd.company(state.author(of).ok()?);
                        view::concerns(state, of, &company)
                    });
                    let _ = done.send(told);
                })),
                ToRoom::Forget(done) => forgetting = Some(done),
                ToRoom::Close { code, done } => closing = Some((code, done)),
            }
        }
        answers.extend(self.let_join());
        if let Some((replica, tail)) = self.standing.writing() {
            count_present(tail, replica, &self.hall);
            settle_address(tail, replica, &self.candidates.current());
            record_leaving(tail, replica, &mut self.hall);
        }
        self.commit(answers).await;
        self.note_holds();
        let owed = self.hall.owed();
        self.tell_mine(owed);
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

    /// Notes what desks work on. Only the event's languages have texts.
    fn note_holds(&mut self) {
        let info = self.standing.replica().map(|replica| replica.state());
        let langs = info.and_then(|state| state.event.info.as_ref());
        let langs = langs.map_or(vec![], |info| info.langs.clone());
        for (id, (me, on)) in self.holds.take() {
            let on = on.filter(|on| on.lang.as_ref().is_none_or(|lang| langs.contains(lang)));
            self.hall.hold(id, me, on);
        }
    }

    /// Makes the batch durable, then runs the answers, also if it failed.
    async fn commit(&mut self, answers: Vec<Answer>) {
        let committed = match &mut self.standing {
            Standing::Writing { replica, tail } => tail.commit(replica).await,
            // Nothing was decided.
            Standing::Following { .. } | Standing::Recovering { .. } => Ok(vec![]),
        };
        match committed {
            Ok(facts) => {
                self.note(&facts);
                answers.into_iter().for_each(|answer| answer(self, true));
                self.tell(&facts);
                if facts.iter().any(ends_voting) {
                    self.print_head().await;
                }
            }
            Err(why) => {
                tracing::error!(event = %self.header.code, %why, "cannot append to the log: the room is read-only");
                self.distrust();
                answers.into_iter().for_each(|answer| answer(self, false));
            }
        }
    }

    /// Notes the head of the log in the server's own log and for the host's page. From then on, nobody can change what was before
    /// it without contradicting what others have seen.
    pub(super) async fn print_head(&mut self) {
        let Ok(head) = self.log.head(self.header.id).await else {
            return;
        };
        let head = Printed::from(head).to_string();
        tracing::info!(event = %self.header.code, %head, "the head of the log");
        self.hall.head = Some(head);
        self.hall.changed = true;
    }

    /// Acts on durable facts.
    pub(super) fn happened(&mut self, facts: &[Fact]) {
        self.note(facts);
        self.tell(facts);
    }

    fn note(&mut self, facts: &[Fact]) {
        if let Some(replica) = self.standing.replica() {
            self.board.note(replica, facts);
        }
    }

    /// Sends what durable facts change outside the views.
    fn tell(&mut self, facts: &[Fact]) {
        let Some(replica) = self.standing.replica().filter(|_| !facts.is_empty()) else {
            return;
        };
        let mut concerned: BTreeSet<ParticipantId> = facts
            .iter()
            .flat_map(|fact| effect::concerned(replica.state(), fact))
            .collect();
        concerned.extend(effect::writers(replica.state(), facts));
        concerned.extend(effect::supported(replica.state(), facts));
        concerned.extend(effect::joined(replica.state(), facts));
        concerned.extend(effect::players(replica.state(), facts));
        self.tell_mine(concerned);
        if facts.iter().any(is_message) {
            self.tell_messages();
        }
        let is_leaving = |fact: &Fact| {
            matches!(
                fact,
                Fact::LeavingSet(..) | Fact::EventDescribed(_) | Fact::EventWritten(..)
            )
        };
        if facts.iter().any(is_leaving) {
            self.read_leaving();
        }
        for fact in facts {
            if let Fact::RoleRevoked(role, _) = fact {
                self.hall.close_role(*role, close::REVOKED);
                let (event, role) = (&self.header.code, role::of((*role).into()).name);
                tracing::info!(target: "plenary::security", %event, role, "a role's links were revoked");
            }
            if let Fact::LoggedIn(id, login) = fact {
                let (event, role) = (&self.header.code, role::of(login.role.into()).name);
                let (login, device) = (id.0, &login.device);
                tracing::info!(target: "plenary::security", %event, role, login, device, "a link let a browser in");
            }
            if let Fact::LoginEnded(id, _) = fact {
                let (event, login) = (&self.header.code, id.0);
                tracing::info!(target: "plenary::security", %event, login, "a login was ended");
                self.hall.close_login(*id, close::SIGNED_OUT);
            }
            if let Fact::PersonRemoved(id) | Fact::PersonWritten(id, None, _) = fact {
                self.hall
                    .close_role(StaffRole::Panelist(*id), close::REVOKED);
            }
            if let Fact::QuestionAsked(_, by, ..) = fact {
                self.hall.asked(*by);
            }
            if let Fact::AddressChosen(..) = fact {
                self.hall.changed = true;
            }
        }
    }

    /// Returns the position at which clients are told the state as it is now.
    pub(super) fn now_told(&mut self) -> Position {
        let position = self.numbering.next();
        #[cfg(test)]
        if let Some(replica) = self.standing.replica() {
            let place = replica.position();
            super::numbering::told::note(self.header.id, position.seq, place);
        }
        position
    }

    /// Sends their own data to those of these participants who are connected.
    pub(super) fn tell_mine(&mut self, ids: impl IntoIterator<Item = ParticipantId>) {
        let at = self.now_told();
        let Some(replica) = self.standing.replica() else {
            return;
        };
        let connected: Vec<ParticipantId> = self.hall.connected(ids.into_iter()).collect();
        for id in connected {
            if self.hall.may_tell(id) {
                self.hall.tell(id, &replica.mine(id, at));
            }
        }
    }

    /// Sends the panelists who are here what they have not seen yet.
    pub(super) fn tell_messages(&mut self) {
        let Some(replica) = self.standing.replica() else {
            return;
        };
        for (socket, person) in self.hall.panelists() {
            self.hall.tell_panelist(socket, replica.messages(person));
        }
    }

    pub(super) fn tell_everybody(&mut self) {
        let everybody = self
            .standing
            .replica()
            .map_or(0, |replica| replica.state().participants.len() as u32);
        self.tell_mine((0..everybody).map(ParticipantId));
        self.tell_messages();
    }

    /// Answers a command that came at this time, in the room's microseconds.
    pub(super) fn answer(&mut self, (socket, came_us): (SocketId, u64), frame: &ServerFrame) {
        let frame = Frame::text(encode(frame));
        self.hall.answer(socket, frame, came_us);
    }

    fn attach(&mut self, attach: Attach, done: oneshot::Sender<()>) {
        // A socket whose task ended while it waited was never here.
        if done.send(()).is_err() {
            return;
        }
        let (entrance, at) = (self.board.entrance(), self.now_told());
        let (mine, goodbye) = match attach.actor {
            Some(Actor::Participant(_)) if attach.epoch != entrance.epoch => {
                (None, Some(close::COME_BACK))
            }
            Some(Actor::Participant(id)) => (
                (self.standing.replica()).map(|replica| replica.mine(id, at)),
                None,
            ),
            // The link may have been revoked, or its person removed, since the request was checked.
            Some(Actor::Staff(role)) => (
                role.person()
                    .zip(self.standing.replica())
                    .map(|(person, replica)| replica.messages(person)),
                refusal(&entrance, role, attach.generation, attach.login),
            ),
            Some(Actor::Clock | Actor::Operator) | None => (None, None),
        };
        let id = attach.id;
        self.hall.attach(attach, mine);
        if let Some(code) = goodbye {
            self.hall.close_socket(id, code);
        }
        self.count();
    }

    /// Publishes the durable state to each audience whose view changed, and the hall.
    pub(super) fn publish(&mut self) {
        let at = self.now_told();
        let mut news = match self.standing.replica() {
            Some(replica) => {
                self.hall.arrive(replica.state().guest_list.here());
                self.board.show(replica, at)
            }
            None => false,
        };
        if std::mem::take(&mut self.hall.changed) {
            let entrance = self.board.entrance();
            let frame = self.hall.frame(
                &self.candidates.current(),
                entrance.address.as_deref(),
                self.standing.is_writing(),
            );
            self.board.show_hall(frame);
            news = true;
        }
        if news {
            self.hall.wake();
        }
    }

    fn count(&self) {
        self.sockets.store(self.hall.len(), Ordering::Relaxed);
    }
}

fn is_message(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::MessageSent(..) | Fact::MessageSeen(..) | Fact::MessageWithdrawn(..)
    )
}

fn ends_voting(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::PollClosed(_)
            | Fact::PollTimedOut(_)
            | Fact::RoundEnded(_)
            | Fact::RoundVoided(_)
            | Fact::SessionEnded(..)
    )
}

/// The rejection while nothing can be decided.
pub fn unavailable() -> Rejection {
    Rejection::Unavailable { retry_ms: 1000 }
}
