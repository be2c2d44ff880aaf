//! What a room promises when its log fails, when a role is revoked, and when somebody is too fast. Time stands still
//! until the test waits for something.

use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use plenary_domain::command::{Command, Company};
use plenary_domain::ids::{MessageId, ParticipantId, PersonId, PollId, QuestionId};
use plenary_domain::people::membership::Membership;
use plenary_domain::people::mutes::Writing;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::kinds::motion::{self, Base, Votes};
use plenary_domain::poll::voters::Voice;
use plenary_domain::poll::{Ballot, Rules, Tally};
use plenary_domain::question::ask::Asked;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use tokio::sync::mpsc;
use tokio::time::{Duration, Instant, sleep, timeout};

use super::{Attach, Delivery, JoinRejected, Outlet, Room, STAFF_TICK, SocketId, TICK};
use crate::address::Address;
use crate::clock::Clock;
use crate::event_file;
use crate::log::{Catalogue, Fault, Header, MemoryLog};
use crate::node::Node;
use crate::protocol::{Rejection, Role, ServerFrame, close};
use crate::server::DEMO;
use crate::websocket::Frame;

mod leaving;
mod present;

struct Stage {
    log: MemoryLog,
    clock: Clock,
    room: Room,
    sockets: AtomicU64,
}

struct Guest {
    id: SocketId,
    audience: Role,
    /// Its own data at the start, for a guest.
    own: Option<Frame>,
    deliveries: mpsc::UnboundedReceiver<Delivery>,
}

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

async fn stage() -> Stage {
    let log = MemoryLog::default();
    let clock = Clock::fixed(1_000_000);
    let header = log.create("CDU7K2", 9, 1, None).await.expect("created");
    let candidates = Arc::from([("http://10.0.0.1".to_owned(), "eth0".to_owned())]);
    let node = Node::writing(Arc::new(log.clone()), clock.clone(), candidates);
    let room = Room::open(&node, header).await.expect("opened");
    let program = event_file::parse(DEMO).expect("the demo").program;
    let conflicts = room.import(program).await.map(|plan| plan.conflicts);
    assert_eq!(conflicts, Ok(vec![]));
    Stage {
        log,
        clock,
        room,
        sockets: AtomicU64::new(0),
    }
}

impl Stage {
    async fn attach(&self, audience: Role, actor: Option<Actor>, generation: u32) -> Guest {
        let (ear, mut deliveries) = mpsc::unbounded_channel();
        let id = SocketId(self.sockets.fetch_add(1, Ordering::Relaxed));
        let attach = Attach {
            id,
            audience,
            actor,
            epoch: 9,
            generation,
            login: None,
            address: "10.0.0.1".into(),
            outlet: Arc::new(Ear(ear)),
        };
        assert!(self.room.attach(attach).await, "attached");
        let first = deliveries.recv().await;
        let Some(Delivery::Admit(_, own)) = first else {
            panic!("not admitted: {first:?}");
        };
        Guest {
            id,
            audience,
            own,
            deliveries,
        }
    }

    async fn guest(&self) -> (ParticipantId, Guest) {
        let (_, id) = self.room.join(Address::default()).await.expect("joined");
        (
            id,
            self.attach(Role::Participant, Some(Actor::Participant(id)), 0)
                .await,
        )
    }

    async fn host(&self) -> Guest {
        self.attach(Role::Host, Some(Actor::Staff(StaffRole::Host)), 0)
            .await
    }

    async fn send(&self, from: &mut Guest, n: u32, command: Command) -> ServerFrame {
        self.room
            .command(from.audience, from.id, 1, n, command)
            .expect("taken");
        from.answer().await
    }

    /// Returns the first poll's counts and number of ballots.
    async fn tally(&self) -> (Tally, u32) {
        let read = self.room.read(|state| {
            let poll = state.polls.get(PollId(0)).expect("a poll");
            (poll.answers.tally(), poll.answers.count())
        });
        read.await.expect("readable")
    }

    async fn open_poll(&self, host: &mut Guest) {
        let seen = self
            .room
            .read(|state| state.polls.get(PollId(0)).map_or(0, |p| p.rev))
            .await
            .expect("readable");
        let opened = self
            .send(
                host,
                1,
                Command::OpenPoll {
                    poll: PollId(0),
                    seen,
                    seconds: Some(30),
                },
            )
            .await;
        assert!(matches!(opened, ServerFrame::Ack { .. }), "{opened:?}");
    }
}

impl Guest {
    async fn answer(&mut self) -> ServerFrame {
        loop {
            match self.deliveries.recv().await {
                Some(Delivery::Answer(_, frame, _)) => return decoded(&frame),
                Some(Delivery::Mine(..)) => {}
                other => panic!("no answer: {other:?}"),
            }
        }
    }

    /// Waits until the newest own data has a ballot and this sequence.
    async fn sees_ballot(&mut self, since: u64) {
        loop {
            match self.deliveries.recv().await {
                Some(Delivery::Mine(_, frame)) => {
                    if let ServerFrame::Mine { seq, mine } = decoded(&frame)
                        && seq >= since
                        && mine.ballots.len() == 1
                    {
                        return;
                    }
                }
                Some(Delivery::Answer(..)) => {}
                other => panic!("not told: {other:?}"),
            }
        }
    }
}

impl Guest {
    /// Waits until the newest own data has one question with so many upvotes.
    async fn reads_upvotes(&mut self, upvotes: u32) {
        let reads = async {
            loop {
                if let Some(Delivery::Mine(_, frame)) = self.deliveries.recv().await
                    && let ServerFrame::Mine { mine, .. } = decoded(&frame)
                    && mine.questions.len() == 1
                    && mine.questions[0].upvotes == upvotes
                {
                    return;
                }
            }
        };
        let told = timeout(Duration::from_secs(60), reads).await;
        told.unwrap_or_else(|_| panic!("not told of {upvotes} upvotes"));
    }
}

fn decoded(frame: &Frame) -> ServerFrame {
    serde_json::from_slice(frame.payload()).expect("a frame")
}

/// Matches a hall frame by whether it reports a writable log.
fn writable(expected: bool) -> impl FnMut(&Option<Frame>) -> bool {
    move |frame| match frame.as_ref().map(decoded) {
        Some(ServerFrame::Hall(hall)) => hall.writable == expected,
        _ => false,
    }
}

fn cast(place: u8) -> Command {
    Command::Cast {
        poll: PollId(0),
        round: 0,
        ballot: Ballot::Choice(Picks::of(&[place])),
    }
}

fn is_unavailable(frame: &ServerFrame) -> bool {
    matches!(
        frame,
        ServerFrame::Rejected {
            why: Rejection::Unavailable { .. },
            ..
        }
    )
}

#[tokio::test(start_paused = true)]
async fn only_durable_facts_are_acked_and_shown() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    stage.log.fail_next(Fault::Failed);
    let refused = stage.send(&mut guest, 1, cast(0)).await;
    assert!(is_unavailable(&refused), "{refused:?}");
    // Read-only: the room rejects without trying the log, and nobody can read a state that is not durable.
    assert!(is_unavailable(&stage.send(&mut guest, 2, cast(1)).await));
    let poisoned = stage.room.read(|_| ()).await;
    assert!(matches!(poisoned, Err(Rejection::Unavailable { .. })));
    // The hall learns of it.
    let mut hall = stage.room.hall(Role::Host).expect("hosts see the hall");
    hall.wait_for(writable(false)).await.expect("told");
    hall.wait_for(writable(true)).await.expect("recovered");
    assert_eq!(stage.tally().await.1, 0);
    let acked = stage.send(&mut guest, 1, cast(0)).await;
    assert!(matches!(acked, ServerFrame::Ack { n: 1, .. }), "{acked:?}");
    assert_eq!(stage.tally().await.1, 1);
}

#[tokio::test(start_paused = true)]
async fn while_the_log_writes_nothing_of_it_is_told_shown_or_read() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    sleep(TICK).await;
    let shown = Role::ALL.map(|audience| stage.room.feed(audience).borrow().snapshot());
    let entrance = stage.room.entrance();
    stage.log.be_stalled(true);
    let send = |from: &Guest, n, command| {
        let sent = stage.room.command(from.audience, from.id, 1, n, command);
        sent.expect("taken");
    };
    let role = StaffRole::Moderator;
    send(&guest, 1, cast(0));
    send(&host, 2, Command::Revoke { role });
    let mut tally = pin!(stage.tally());
    let long = Duration::from_secs(20);
    assert!(timeout(long, tally.as_mut()).await.is_err(), "it was read");
    for told in [&mut guest, &mut host] {
        let told = told.deliveries.try_recv();
        assert!(told.is_err(), "{told:?}");
    }
    let still = Role::ALL.map(|audience| stage.room.feed(audience).borrow().snapshot());
    assert_eq!(still, shown);
    assert_eq!(stage.room.entrance(), entrance);
    stage.log.be_stalled(false);
    assert_eq!(tally.await.1, 1);
    for told in [&mut guest, &mut host] {
        assert!(matches!(told.answer().await, ServerFrame::Ack { .. }));
    }
    assert_eq!(stage.room.entrance().generation(role), Some(1));
}

#[tokio::test(start_paused = true)]
async fn only_a_rooms_writer_writes_when_it_opens() {
    let stage = stage().await;
    let header = Header::clone(&stage.room.header);
    stage.room.close(close::COME_BACK).await;
    let before = stage.log.records(header.id);
    let candidates = Arc::from([("http://10.0.0.9".to_owned(), "eth1".to_owned())]);
    let node = Node::writing(Arc::new(stage.log.clone()), stage.clock.clone(), candidates);
    let room = Room::open(&node, header.clone()).await.expect("opened");
    assert_eq!(stage.log.records(header.id), before);
    let mut feed = room.feed(Role::Screen);
    let moved = feed.wait_for(|feed| feed.snapshot().contains("http://10.0.0.9"));
    moved.await.expect("moved to an address of this machine");
    assert_eq!(stage.log.records(header.id), before + 1);
}

#[tokio::test(start_paused = true)]
async fn a_room_writes_again_only_when_the_log_can_be_written() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    stage.log.be_broken(true);
    assert!(is_unavailable(&stage.send(&mut guest, 1, cast(0)).await));
    let mut hall = stage.room.hall(Role::Host).expect("hosts see the hall");
    hall.wait_for(writable(false)).await.expect("told");
    let long = Duration::from_secs(20);
    let believed = timeout(long, hall.wait_for(writable(true))).await.is_ok();
    assert!(!believed, "the log still fails");
    // Guests who join meanwhile are not told that too many join.
    for _ in 0..2000 {
        let refused = stage.room.join(Address::default()).await;
        assert!(
            matches!(refused, Err(JoinRejected::Unavailable { .. })),
            "{refused:?}"
        );
    }
    stage.log.be_broken(false);
    hall.wait_for(writable(true)).await.expect("recovered");
    let acked = stage.send(&mut guest, 1, cast(0)).await;
    assert!(matches!(acked, ServerFrame::Ack { n: 1, .. }), "{acked:?}");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_is_resolved_and_counts_once() {
    for (fault, durable) in [(Fault::UnknownWritten, 1), (Fault::UnknownLost, 0)] {
        let stage = stage().await;
        let mut host = stage.host().await;
        let (_, mut guest) = stage.guest().await;
        stage.open_poll(&mut host).await;
        stage.log.fail_next(fault);
        assert!(is_unavailable(&stage.send(&mut guest, 1, cast(2)).await));
        let mut hall = stage.room.hall(Role::Host).expect("hosts see the hall");
        hall.wait_for(writable(false)).await.expect("told");
        hall.wait_for(writable(true)).await.expect("recovered");
        assert_eq!(stage.tally().await.1, durable, "{fault:?}");
        // The guest has no answer, and sends the same command again.
        let acked = stage.send(&mut guest, 1, cast(2)).await;
        assert!(matches!(acked, ServerFrame::Ack { n: 1, .. }), "{acked:?}");
        assert_eq!(stage.tally().await, (Tally::Choice(vec![0, 0, 1, 0]), 1));
    }
}

#[tokio::test(start_paused = true)]
async fn an_unannounced_revocation_still_takes_effect() {
    let stage = stage().await;
    let moderator = Actor::Staff(StaffRole::Moderator);
    let mut host = stage.host().await;
    let mut desk = stage.attach(Role::Moderator, Some(moderator), 0).await;
    stage.log.fail_next(Fault::UnknownWritten);
    let role = StaffRole::Moderator;
    let answer = stage.send(&mut host, 1, Command::Revoke { role }).await;
    assert!(is_unavailable(&answer), "{answer:?}");
    let mut hall = stage.room.hall(Role::Host).expect("hosts see the hall");
    hall.wait_for(writable(false)).await.expect("told");
    hall.wait_for(writable(true)).await.expect("recovered");
    let closed = desk.deliveries.recv().await;
    assert!(
        matches!(closed, Some(Delivery::Close(_, close::REVOKED))),
        "{closed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn staff_go_before_waiting_guests() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    let rev = stage
        .room
        .read(|state| state.polls.get(PollId(0)).map_or(0, |p| p.rev));
    let seen = rev.await.expect("readable");
    // The room does not run before this task waits.
    let send = |from: &Guest, n, command| {
        let sent = stage.room.command(from.audience, from.id, 1, n, command);
        sent.expect("taken");
    };
    send(&guest, 1, cast(0));
    let poll = PollId(0);
    send(&host, 2, Command::ClosePoll { poll, seen });
    let closed = host.answer().await;
    assert!(matches!(closed, ServerFrame::Ack { .. }), "{closed:?}");
    let late = guest.answer().await;
    let ServerFrame::Rejected { why, .. } = late else {
        panic!("{late:?}");
    };
    assert_eq!(why, Rejection::PollNotOpen);
}

#[tokio::test(start_paused = true)]
async fn staff_commands_are_shown_sooner_than_votes() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    let mut screen = stage.room.feed(Role::Screen);
    // Measured from one publication: a vote, then a host's command.
    let mut seen_after = async |from: &mut Guest, n, command| {
        sleep(TICK).await;
        stage.send(&mut guest, n, cast(n as u8 % 4)).await;
        screen.changed().await.expect("the vote is shown");
        let start = Instant::now();
        match command {
            Some(command) => stage.send(from, n, command).await,
            None => stage.send(&mut guest, n + 1, cast(3)).await,
        };
        screen.changed().await.expect("seen");
        start.elapsed()
    };
    let show = Command::Show {
        stage: plenary_domain::stage::Stage::Blank,
    };
    let of_host = seen_after(&mut host, 2, Some(show)).await;
    let of_guest = seen_after(&mut host, 4, None).await;
    assert!(of_host <= STAFF_TICK, "{of_host:?}");
    assert!(STAFF_TICK < of_guest && of_guest <= TICK, "{of_guest:?}");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_closes_the_poll() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    assert!(matches!(
        stage.send(&mut guest, 1, cast(0)).await,
        ServerFrame::Ack { .. }
    ));
    stage.clock.set(1_000_000 + 30_000);
    let mut feed = stage.room.feed(Role::Participant);
    feed.wait_for(|feed| feed.snapshot().contains("\"phase\":\"closed\""))
        .await
        .expect("the deadline closed it");
    let late = stage.send(&mut guest, 2, cast(1)).await;
    assert!(
        matches!(
            late,
            ServerFrame::Rejected {
                why: Rejection::PollNotOpen,
                ..
            }
        ),
        "{late:?}"
    );
}

/// Otherwise whoever sees it could try all ballots of a small jury until one set of them fits.
#[tokio::test(start_paused = true)]
async fn a_fingerprint_starts_with_something_that_only_the_log_has() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (id, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    let answers = || {
        let read = |state: &State| state.polls.get(PollId(0)).map(|poll| poll.answers.clone());
        stage.room.read(read)
    };
    let mut guessed = answers().await.expect("readable").expect("a poll");
    let (poll, ballot) = (PollId(0), Ballot::Choice(Picks::of(&[0])));
    guessed.cast(id, &ballot, Voice::from(Membership::default()));
    let cast = Command::Cast {
        poll,
        round: 0,
        ballot,
    };
    stage.send(&mut guest, 1, cast).await;
    let cast = answers().await.expect("readable").expect("a poll");
    assert_eq!(cast.tally(), guessed.tally());
    assert_ne!(cast.mark().seal, guessed.mark().seal);
}

#[tokio::test(start_paused = true)]
async fn those_present_are_counted_at_the_close() {
    let stage = stage().await;
    let poll = PollId(0);
    let mut program = event_file::parse(DEMO).expect("the demo").program;
    program.polls.truncate(1);
    program.polls[0].rules = Rules::Motion(motion::Rules {
        base: Base::Present,
        majority: None,
    });
    program.polls[0].options.clear();
    let imported = stage.room.import(program).await;
    assert_eq!(imported.map(|plan| plan.conflicts), Ok(vec![]));
    let mut host = stage.host().await;
    let (id, mut guest) = stage.guest().await;
    let same = Some(Actor::Participant(id));
    let _second_tab = stage.attach(Role::Participant, same, 0).await;
    let _silent = stage.guest().await;
    let _watching = stage.attach(Role::Participant, None, 0).await;
    stage.open_poll(&mut host).await;
    let ballot = Ballot::Motion(motion::FOR);
    let cast = Command::Cast {
        poll,
        round: 0,
        ballot,
    };
    stage.send(&mut guest, 1, cast).await;
    let before = stage.tally().await;
    let seen = stage
        .room
        .read(move |state| state.polls.get(poll).map_or(0, |p| p.rev));
    let seen = seen.await.expect("readable");
    let close = Command::ClosePoll { poll, seen };
    let closed = stage.send(&mut host, 2, close).await;
    assert!(matches!(closed, ServerFrame::Ack { .. }), "{closed:?}");
    let after = stage.tally().await;
    let votes = |present| {
        let votes = Votes {
            for_it: 1,
            present,
            ..Votes::default()
        };
        (Tally::Motion(votes), 1)
    };
    assert_eq!((before, after), (votes(None), votes(Some(3))));
}

#[tokio::test(start_paused = true)]
async fn revoking_a_role_closes_its_sockets_and_disables_old_links() {
    let stage = stage().await;
    let moderator = Actor::Staff(StaffRole::Moderator);
    let mut host = stage.host().await;
    let mut desk = stage.attach(Role::Moderator, Some(moderator), 0).await;
    let revoked = stage
        .send(
            &mut host,
            1,
            Command::Revoke {
                role: StaffRole::Moderator,
            },
        )
        .await;
    assert!(matches!(revoked, ServerFrame::Ack { .. }), "{revoked:?}");
    assert!(matches!(
        desk.deliveries.recv().await,
        Some(Delivery::Close(_, close::REVOKED))
    ));
    let mut late = stage.attach(Role::Moderator, Some(moderator), 0).await;
    assert!(matches!(
        late.deliveries.recv().await,
        Some(Delivery::Close(_, close::REVOKED))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_mute_with_company_is_for_those_of_the_same_address() {
    let stage = stage().await;
    let mut ids = vec![];
    for last in [1, 2, 2] {
        let from = IpAddr::from([10, 0, 0, last]);
        let (_, id) = stage.room.join(from.into()).await.expect("joined");
        ids.push(id);
    }
    let asker = Some(Actor::Participant(ids[1]));
    let mut asker = stage.attach(Role::Participant, asker, 0).await;
    let ask = Command::Ask(Asked {
        text: "Buy my coin".into(),
        to: None,
        name: None,
        org: None,
        lang: None,
    });
    let asked = stage.send(&mut asker, 1, ask).await;
    assert!(matches!(asked, ServerFrame::Ack { .. }), "{asked:?}");
    let moderator = Some(Actor::Staff(StaffRole::Moderator));
    let mut moderator = stage.attach(Role::Moderator, moderator, 0).await;
    let mute = Command::Mute {
        of: Writing::Question(QuestionId(0)),
        company: Company::Everybody(vec![]),
    };
    let muted = stage.send(&mut moderator, 1, mute).await;
    assert!(matches!(muted, ServerFrame::Ack { .. }), "{muted:?}");
    let muted = stage
        .room
        .read(|state| state.mutes.guests().collect::<Vec<ParticipantId>>());
    assert_eq!(muted.await, Ok(vec![ids[1], ids[2]]));
    let (one, other) = (ids[1], ids[0]);
    let together = stage
        .room
        .read(move |state| [one, other].map(|id| state.mutes.together(id)));
    assert_eq!(together.await, Ok([2, 0]), "staff read how many");
}

#[tokio::test(start_paused = true)]
async fn an_asker_is_told_when_support_does_not_count_any_more_and_counts_again() {
    let stage = stage().await;
    let ask = |text: &str| {
        Command::Ask(Asked {
            text: text.into(),
            to: None,
            name: None,
            org: None,
            lang: None,
        })
    };
    let is_acked =
        |frame: ServerFrame| assert!(matches!(frame, ServerFrame::Ack { .. }), "{frame:?}");
    let ((_, mut asker), (_, mut troll)) = (stage.guest().await, stage.guest().await);
    is_acked(
        stage
            .send(&mut asker, 1, ask("How long do permits take?"))
            .await,
    );
    is_acked(stage.send(&mut troll, 1, ask("Buy my coin")).await);
    let moderator = Some(Actor::Staff(StaffRole::Moderator));
    let mut moderator = stage.attach(Role::Moderator, moderator, 0).await;
    let (question, of) = (QuestionId(0), Writing::Question(QuestionId(1)));
    let approve = Command::Approve { question, seen: 1 };
    is_acked(stage.send(&mut moderator, 1, approve).await);
    let upvote = Command::Upvote { question, on: true };
    is_acked(stage.send(&mut troll, 2, upvote).await);
    asker.reads_upvotes(1).await;
    let company = Company::Nobody;
    is_acked(
        stage
            .send(&mut moderator, 2, Command::Mute { of, company })
            .await,
    );
    asker.reads_upvotes(0).await;
    is_acked(stage.send(&mut moderator, 3, Command::Unmute { of }).await);
    asker.reads_upvotes(1).await;
}

#[tokio::test(start_paused = true)]
async fn a_person_removed_while_connecting_is_not_admitted() {
    let stage = stage().await;
    let mut program = event_file::parse(DEMO).expect("the demo").program;
    let gone = program.people.pop().expect("a person").key;
    let person = stage.room.entrance().person(&gone).expect("known");
    for session in &mut program.sessions {
        session.speakers.retain(|key| *key != gone);
        session.panelists.retain(|key| *key != gone);
    }
    let role = StaffRole::Panelist(person);
    let panelist = Some(Actor::Staff(role));
    let mut here = stage.attach(Role::Panelist, panelist, 0).await;
    let conflicts = stage.room.import(program).await.map(|plan| plan.conflicts);
    assert_eq!(conflicts, Ok(vec![]));
    assert_eq!(stage.room.entrance().generation(role), None);
    let mut late = stage.attach(Role::Panelist, panelist, 0).await;
    for guest in [&mut here, &mut late] {
        let closed = timeout(Duration::from_secs(1), guest.deliveries.recv()).await;
        assert!(
            matches!(closed, Ok(Some(Delivery::Close(_, close::REVOKED)))),
            "{closed:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_participants_commands_are_rate_limited() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let (_, mut guest) = stage.guest().await;
    stage.open_poll(&mut host).await;
    let mut refused = 0;
    for n in 0..60 {
        if let ServerFrame::Rejected {
            why: Rejection::TooFast { retry_ms },
            ..
        } = stage.send(&mut guest, n, cast(0)).await
        {
            assert!(retry_ms > 0);
            refused += 1;
        }
    }
    assert_eq!(refused, 20, "a returning outbox sends a burst of 40");
    let mut hall_mate = stage.guest().await.1;
    assert!(
        matches!(
            stage.send(&mut hall_mate, 1, cast(0)).await,
            ServerFrame::Ack { .. }
        ),
        "others are not affected"
    );
}

#[tokio::test(start_paused = true)]
async fn the_headcount_limits_how_fast_guests_join() {
    let stage = stage().await;
    let mut made = 0;
    let refused = loop {
        match stage.room.join(Address::default()).await {
            Ok(_) => made += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!(made, 200, "the demo expects 200");
    let JoinRejected::TooFast { retry_ms } = refused else {
        panic!("{refused:?}")
    };
    stage.clock.set(1_000_000 + u64::from(retry_ms));
    assert!(stage.room.join(Address::default()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_watching_socket_cannot_act_and_every_tab_gets_own_data() {
    let stage = stage().await;
    let mut host = stage.host().await;
    stage.open_poll(&mut host).await;
    let mut watcher = stage.attach(Role::Participant, None, 0).await;
    let refused = stage.send(&mut watcher, 1, cast(0)).await;
    assert!(
        matches!(
            refused,
            ServerFrame::Rejected {
                why: Rejection::NotJoined,
                ..
            }
        ),
        "{refused:?}"
    );
    let (id, mut one) = stage.guest().await;
    let mut other = stage
        .attach(Role::Participant, Some(Actor::Participant(id)), 0)
        .await;
    let ServerFrame::Ack { seq, .. } = stage.send(&mut one, 1, cast(3)).await else {
        panic!("acked")
    };
    other.sees_ballot(seq).await;
    one.sees_ballot(seq).await;
}

#[tokio::test(start_paused = true)]
async fn a_guest_of_an_old_history_reconnects_with_a_new_identity() {
    let stage = stage().await;
    let mut host = stage.host().await;
    stage.open_poll(&mut host).await;
    let (_, mut guest) = stage.guest().await;
    stage.send(&mut guest, 1, cast(0)).await;
    assert_eq!(stage.room.forget().await, Ok(()));
    let (epoch, id) = stage.room.join(Address::default()).await.expect("joined");
    assert_ne!(epoch, 9, "another history");
    // A request was in flight meanwhile: the id is the same, but the person is another.
    let known = Some(Actor::Participant(id));
    let mut late = stage.attach(Role::Participant, known, 0).await;
    assert!(matches!(
        late.deliveries.recv().await,
        Some(Delivery::Close(_, close::COME_BACK))
    ));
}

#[tokio::test(start_paused = true)]
async fn contending_addresses_take_turns_to_join_and_the_one_with_the_fewest_is_first() {
    let stage = stage().await;
    let address = |n: u8| Address::from(std::net::IpAddr::from([127, 0, 0, n]));
    // One laptop takes the whole burst, and more than may wait.
    let mut taken = 0;
    while stage.room.join(address(1)).await.is_ok() {
        taken += 1;
    }
    assert_eq!(taken, 200, "the demo expects 200");
    let (tell, mut told) = mpsc::unbounded_channel();
    for (from, count) in [(1, 100), (2, 1), (3, 1)] {
        for _ in 0..count {
            let (room, tell) = (stage.room.clone(), tell.clone());
            tokio::spawn(async move {
                let joined = room.join(address(from)).await;
                let _ = tell.send((from, joined.is_ok()));
            });
        }
    }
    let mut refused = 0;
    while refused < 100 - 16 {
        assert_eq!(
            told.recv().await,
            Some((1, false)),
            "too many of one address"
        );
        refused += 1;
    }
    // Two may pass now. Neither is the laptop's, which came first.
    stage.clock.set(1_000_000 + 500);
    let mut passed = [told.recv().await, told.recv().await];
    passed.sort_unstable();
    assert_eq!(passed, [Some((2, true)), Some((3, true))]);
    // Alone, it gets what there is.
    stage.clock.set(1_000_000 + 1500);
    assert_eq!(told.recv().await, Some((1, true)));
}

/// The numbers that a guest gets do not depend on what others do, so a guest cannot count hidden ballots by them.
#[tokio::test(start_paused = true)]
async fn an_ack_tells_when_it_was_and_not_how_many_voted() {
    let mut told = vec![];
    for others in [0, 9] {
        let stage = stage().await;
        let mut host = stage.host().await;
        stage.open_poll(&mut host).await;
        let (id, mut guest) = stage.guest().await;
        let mut heard = vec![];
        for n in 1..=3 {
            for _ in 0..others {
                let (_, mut other) = stage.guest().await;
                stage.send(&mut other, 1, cast(0)).await;
            }
            stage.clock.set(1_000_000 + u64::from(n) * 1000);
            // What was accepted before is acked again, and changes nothing.
            for _ in 0..2 {
                let acked = stage.send(&mut guest, n, cast(n as u8)).await;
                let ServerFrame::Ack { seq, .. } = acked else {
                    panic!("not acked: {acked:?}")
                };
                heard.push(seq / 1000);
            }
            let tab = stage
                .attach(Role::Participant, Some(Actor::Participant(id)), 0)
                .await;
            let Some(ServerFrame::Mine { seq, .. }) = tab.own.as_ref().map(decoded) else {
                panic!("no own data")
            };
            heard.push(seq / 1000);
        }
        told.push(heard);
    }
    assert_eq!(told[0], told[1]);
}

impl Guest {
    /// Waits for own messages, and returns how many.
    async fn messages(&mut self) -> usize {
        loop {
            if let Some(Delivery::Mine(_, frame)) = self.deliveries.recv().await
                && let ServerFrame::Messages { messages } = decoded(&frame)
            {
                return messages.len();
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_reaches_its_panelist_alone_and_waits_for_one_who_is_offline() {
    let stage = stage().await;
    let mut host = stage.host().await;
    let panelist = |id| Some(Actor::Staff(StaffRole::Panelist(PersonId(id))));
    let mut other = stage.attach(Role::Panelist, panelist(1), 0).await;
    let message = Command::SendMessage {
        to: Some(PersonId(0)),
        texts: [("en".to_owned(), "Closing words, please.".to_owned())].into(),
    };
    stage.send(&mut host, 1, message).await;
    assert_eq!(other.messages().await, 0);
    let mut own = stage.attach(Role::Panelist, panelist(0), 0).await;
    let Some(ServerFrame::Messages { messages }) = own.own.as_ref().map(decoded) else {
        panic!("no messages")
    };
    assert_eq!(messages.len(), 1);
    let message = MessageId(messages[0].id);
    stage
        .send(&mut own, 1, Command::SeeMessage { message })
        .await;
    let seen = stage.room.read(move |state| {
        let message = state.backstage.get(message).expect("sent");
        message.seen.contains_key(&PersonId(0))
    });
    assert_eq!(seen.await, Ok(true));
}
