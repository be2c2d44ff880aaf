//! The messages a writing room handles. Each decides on the working state and returns the answer to send once the batch
//! is durable.

use plenary_domain::command::{Command, Company};
use plenary_domain::ids::ClientId;
use plenary_domain::import::{self, Plan};
use plenary_domain::program::Program;
use plenary_domain::rejection as domain;
use plenary_domain::role::Actor;

use super::Decided;
use crate::log::Position;
use crate::metrics::{COMMANDS, Kind, Outcome};
use crate::protocol::{Rejection, Role, ServerFrame};
use crate::role;
use crate::room::RoomTask;
use crate::room::hall::ERASURE_COST;
use crate::room::mailbox::{Done, SocketId};
use crate::room::turn::{Answer, unavailable};

impl RoomTask {
    /// Handles a numbered command that a socket sent at this time, in the room's microseconds.
    pub(in crate::room) fn receive(
        &mut self,
        asked: (SocketId, u64),
        c: ClientId,
        n: u32,
        mut command: Command,
    ) -> Option<Answer> {
        let (kind, (socket, _)) = (Kind::from(&command), asked);
        let refuse = move |why| ServerFrame::Rejected { c, n, why };
        let Some(actor) = self.hall.actor(socket) else {
            COMMANDS.count(kind, Outcome::Rejected);
            self.answer(asked, &refuse(Rejection::NotJoined));
            return None;
        };
        let Some((replica, tail)) = self.standing.writing() else {
            COMMANDS.count(kind, Outcome::Unavailable);
            self.answer(asked, &refuse(unavailable()));
            return None;
        };
        let cost = if matches!(command, Command::EraseMine) {
            ERASURE_COST
        } else {
            1
        };
        if let Err(retry_ms) = self.hall.pace(actor, cost, self.clock.now()) {
            COMMANDS.count(kind, Outcome::TooFast);
            self.answer(asked, &refuse(Rejection::TooFast { retry_ms }));
            return None;
        }
        if let Command::ChooseAddress { url } = &command
            && !self
                .candidates
                .current()
                .iter()
                .any(|(candidate, _)| candidate == url)
        {
            COMMANDS.count(kind, Outcome::Rejected);
            self.answer(asked, &refuse(Rejection::Unknown));
            return None;
        }
        if let Command::Mute {
            of,
            company: Company::Everybody(guests),
        } = &mut command
            && let Ok(guest) = replica.state().author(*of)
        {
            *guests = self.hall.crowd.company(guest);
        }
        let decided = tail.receive(replica, actor, c, n, &command, self.hall.desk(socket));
        let repeated = decided == Decided::Repeated;
        if decided == Decided::Rejected(domain::Rejection::NotAllowed) {
            self.note_overreach(actor);
        }
        let Position { seq, .. } = self.now_told();
        Some(Box::new(move |room, durable| {
            let (outcome, frame) = match decided {
                _ if !durable => (Outcome::Unavailable, refuse(unavailable())),
                Decided::Accepted => (Outcome::Accepted, ServerFrame::Ack { c, n, seq }),
                Decided::Repeated => (Outcome::Repeated, ServerFrame::Ack { c, n, seq }),
                Decided::Rejected(rejection) => (Outcome::Rejected, refuse(rejection.into())),
            };
            COMMANDS.count(kind, outcome);
            room.answer(asked, &frame);
            // A new command's facts cause a `mine` frame. A repeated command has no facts, so send one here.
            if let (true, true, Actor::Participant(id)) = (durable, repeated, actor) {
                room.tell_mine([id]);
            }
        }))
    }

    /// Writes into the server's log that somebody tries what their role may not do. It names no guest.
    fn note_overreach(&mut self, actor: Actor) {
        let role = match actor {
            Actor::Participant(_) => Role::Participant,
            Actor::Staff(role) => role.into(),
            Actor::Clock | Actor::Operator => return,
        };
        if let Some(count) = self.hall.overreach.count(role, self.clock.now()) {
            let (event, role) = (&self.header.code, role::of(role).name);
            tracing::info!(target: "plenary::security", %event, role, count, "commands that a role may not send");
        }
    }

    /// Handles a command of the server's operator.
    pub(in crate::room) fn order(
        &mut self,
        actor: Actor,
        command: &Command,
        done: Done<()>,
    ) -> Answer {
        let outcome = match self.standing.writing() {
            None => Err(unavailable()),
            Some((replica, tail)) => tail
                .order(replica, actor, command)
                .map(|_| ())
                .map_err(Rejection::from),
        };
        when_durable(done, outcome)
    }

    /// Handles an event file.
    pub(in crate::room) fn import(&mut self, program: Box<Program>, done: Done<Plan>) -> Answer {
        let outcome = match self.standing.writing() {
            None => Err(unavailable()),
            Some((replica, tail)) => {
                let plan = import::plan(replica.state(), &program);
                tail.order(replica, Actor::Operator, &Command::Import { program })
                    .map(|_| plan)
                    .map_err(Rejection::from)
            }
        };
        when_durable(done, outcome)
    }
}

fn when_durable<T: Send + 'static>(done: Done<T>, outcome: Result<T, Rejection>) -> Answer {
    Box::new(move |_, durable| {
        let _ = done.send(if durable { outcome } else { Err(unavailable()) });
    })
}
