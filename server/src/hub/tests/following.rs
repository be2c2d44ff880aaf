//! A node follows another over the same log: it shows what the first writes, and never writes itself.

use plenary_domain::command::Command;
use plenary_domain::ids::PollId;
use plenary_domain::poll::Ballot;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::question::settings::{Asking, Change};
use plenary_domain::role::StaffRole;
use std::iter::empty;
use tokio::sync::mpsc;
use tokio::time::{Duration, timeout};

use super::*;
use crate::address::Address;
use crate::log::{Pictures, SqliteLog};
use crate::protocol::{Role, ServerFrame};
use crate::room::{Attach, Delivery, JoinRejected, Outlet, SocketId, told};

const PATIENCE: Duration = Duration::from_secs(30);
const HOST: Actor = Actor::Staff(StaffRole::Host);

/// An outlet with one socket.
struct Ear(mpsc::UnboundedSender<Delivery>);

impl Outlet for Ear {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        for delivery in deliveries {
            let _ = self.0.send(delivery);
        }
    }

    fn wake(&self) {}
}

/// Attaches a socket to a room of the following node.
async fn attach(
    room: &Room,
    id: u64,
    audience: Role,
    actor: Actor,
) -> mpsc::UnboundedReceiver<Delivery> {
    let (ear, deliveries) = mpsc::unbounded_channel();
    let attach = Attach {
        id: SocketId(id),
        audience,
        actor: Some(actor),
        epoch: room.entrance().epoch,
        generation: 0,
        login: None,
        address: "10.0.0.2".into(),
        outlet: Arc::new(Ear(ear)),
    };
    assert!(room.attach(attach).await);
    deliveries
}

/// Waits for a delivery that matches.
async fn told(from: &mut mpsc::UnboundedReceiver<Delivery>, what: impl Fn(&Delivery) -> bool) {
    let look = async { while !what(&from.recv().await.expect("the outlet closed")) {} };
    timeout(PATIENCE, look).await.expect("delivered in time");
}

/// Two nodes over one log.
struct Stage<S> {
    store: Arc<S>,
    id: EventId,
    writer: Room,
    follower: Room,
}

impl<S: Log + Catalogue> Stage<S> {
    /// Sends a command that hosts see to the first node, waits until both show it, and returns the position.
    async fn both_show(&self, actor: Actor, command: Command) -> Position {
        let done = self.writer.order(actor, command).await;
        assert_eq!(done, Ok(()));
        let position = self.store.tail(self.id).await.expect("a tail");
        self.both_are_at(position).await;
        position
    }

    async fn both_are_at(&self, position: Position) {
        for room in [&self.writer, &self.follower] {
            let mut feed = room.feed(Role::Host);
            let shown =
                feed.wait_for(|feed| told::place(self.id, feed.position().seq) == Some(position));
            timeout(PATIENCE, shown)
                .await
                .expect("shown in time")
                .expect("shown");
        }
        for audience in Role::ALL {
            // Each node numbers what it tells.
            let [written, followed] = [&self.writer, &self.follower].map(|room| {
                let snapshot = room.feed(audience).borrow().snapshot();
                let items = snapshot.split_once("\"items\"");
                items.expect("a snapshot").1.to_owned()
            });
            assert_eq!(written, followed, "{audience:?} at {position:?}");
        }
        assert_eq!(self.writer.entrance(), self.follower.entrance());
        let tail = self.store.tail(self.id).await;
        assert_eq!(tail, Ok(position), "somebody wrote");
    }

    /// Returns the first poll's revision.
    async fn seen(&self) -> u32 {
        let rev = self
            .writer
            .read(|state| state.polls.get(PollId(0)).map_or(0, |p| p.rev));
        rev.await.expect("readable")
    }
}

async fn follows(store: Arc<impl Log + Catalogue + Pictures>) {
    let address = |url: &str| Arc::from([(url.to_owned(), "eth0".to_owned())]);
    let clock = Clock::fixed(1_000_000);
    let node = Node::writing(store.clone(), clock, address("http://10.0.0.1"));
    // With other addresses, and at a time when deadlines and retention have passed.
    let late = Node {
        clock: Clock::fixed(4_000_000_000_000),
        candidates: address("http://10.0.0.2").into(),
        duty: Duty::Following,
        ..node.clone()
    };
    let first = Hub::open(node).await.expect("a hub");
    let second = Hub::open(late).await.expect("a hub");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let header = first.create(program.clone(), empty(), None, None).await;
    let Header { id, code, .. } = header.expect("made");
    let mut idle = BTreeSet::new();
    second.sweep(&mut idle).await;
    let stage = Stage {
        store,
        id,
        writer: first.room(&code).await.expect("opened"),
        follower: second.room(&code).await.expect("opened"),
    };
    let at = stage.store.tail(id).await.expect("a tail");
    stage.both_are_at(at).await;

    // The follower shows what the first writes, position by position, and each participant's own data.
    let (_, guest) = stage.writer.join(Address::default()).await.expect("joined");
    let guest = Actor::Participant(guest);
    let (poll, moderator) = (PollId(0), Actor::Staff(StaffRole::Moderator));
    let seen = stage.seen().await;
    let seconds = Some(30);
    let open = Command::OpenPoll {
        poll,
        seen,
        seconds,
    };
    stage.both_show(HOST, open).await;
    let mut phone = attach(&stage.follower, 1, Role::Participant, guest).await;
    let mut desk = attach(&stage.follower, 2, Role::Moderator, moderator).await;
    for option in [0, 1] {
        let ballot = Ballot::Choice(Picks::of(&[option]));
        stage
            .both_show(
                guest,
                Command::Cast {
                    poll,
                    round: 0,
                    ballot,
                },
            )
            .await;
    }
    let has_voted = |delivery: &Delivery| match delivery {
        Delivery::Mine(_, frame) => {
            let frame = serde_json::from_slice(frame.payload()).expect("a frame");
            matches!(frame, ServerFrame::Mine { mine, .. } if !mine.ballots.is_empty())
        }
        Delivery::Admit(..) | Delivery::Answer(..) | Delivery::Notice(..) | Delivery::Close(..) => {
            false
        }
    };
    told(&mut phone, has_voted).await;

    // It refuses every write, and says so.
    let refused = Err(Rejection::Unavailable { retry_ms: 1000 });
    let hide = || asking(false);
    assert_eq!(stage.follower.order(HOST, hide()).await, refused);
    assert_eq!(stage.follower.forget().await, refused);
    assert_eq!(
        stage.follower.import(program.clone()).await.map(|_| ()),
        refused
    );
    assert!(matches!(
        stage.follower.join(Address::default()).await,
        Err(JoinRejected::Unavailable { .. })
    ));
    let sent = stage
        .follower
        .command(Role::Moderator, SocketId(2), 1, 1, hide());
    assert_eq!(sent, Ok(()));
    let is_refused = |delivery: &Delivery| match delivery {
        Delivery::Answer(_, frame, _) => {
            let frame: ServerFrame = serde_json::from_slice(frame.payload()).expect("a frame");
            let why = Rejection::Unavailable { retry_ms: 1000 };
            frame == ServerFrame::Rejected { c: 1, n: 1, why }
        }
        Delivery::Admit(..) | Delivery::Notice(..) | Delivery::Mine(..) | Delivery::Close(..) => {
            false
        }
    };
    told(&mut desk, is_refused).await;
    assert!(matches!(
        second.create(program.clone(), empty(), None, None).await,
        Err(HubError::Rejected(_))
    ));
    assert!(matches!(
        second.delete(&code).await,
        Err(HubError::Rejected(_))
    ));
    second.sweep(&mut idle).await;
    let open = asking(false);
    stage.both_show(HOST, open).await;

    // A revoked link closes its sockets here too, and admits nobody.
    let role = StaffRole::Moderator;
    let revoked = stage.writer.order(HOST, Command::Revoke { role }).await;
    assert_eq!(revoked, Ok(()));
    let is_closed = |with: u16| move |delivery: &Delivery| matches!(delivery, Delivery::Close(_, code) if *code == with);
    told(&mut desk, is_closed(close::REVOKED)).await;
    assert_eq!(stage.follower.entrance().generation(role), Some(1));

    // The history is replaced.
    assert_eq!(stage.writer.forget().await, Ok(()));
    told(&mut phone, is_closed(close::COME_BACK)).await;
    let at = stage.store.tail(id).await.expect("a tail");
    stage.both_are_at(at).await;
    stage.both_show(HOST, asking(true)).await;

    // The event is deleted.
    let mut phone = attach(&stage.follower, 3, Role::Screen, HOST).await;
    first.delete(&code).await.expect("deleted");
    told(&mut phone, is_closed(close::GONE)).await;
    for _ in 0..2 {
        let before_the_sweep = second.room(&code).await.err();
        let is_gone = matches!(before_the_sweep, Some(HubError::NoEvent));
        assert!(is_gone, "{before_the_sweep:?}");
    }
    second.sweep(&mut idle).await;
    assert!(matches!(second.room(&code).await, Err(HubError::NoEvent)));
}

#[tokio::test]
async fn a_node_follows_another_in_memory() {
    follows(Arc::new(MemoryLog::default())).await;
}

#[tokio::test]
async fn a_node_follows_another_on_a_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = SqliteLog::open(&folder.path().join("log.sqlite")).expect("opened");
    follows(Arc::new(log)).await;
}

fn asking(open: bool) -> Command {
    let asking = if open { Asking::Open } else { Asking::Paused };
    Command::SetQuestions {
        session: None,
        change: Change {
            asking: Some(asking),
            ..Change::default()
        },
    }
}
