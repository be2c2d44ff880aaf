//! Promises 1 and 2: what was acked survives `kill -9` at any moment, and counts once however often it is sent.

use std::collections::BTreeMap;
use std::time::Duration;

use plenary::client::{Client, Event};
use plenary::protocol::{Ballot, Command};
use plenary_tests::{Server, accepted, counts, live, open_poll, until};
use tokio::time::{Instant, timeout_at};

const GUESTS: u64 = 30;
const ROUNDS: u32 = 4;

/// One guest's votes: the last acked choice, and the choices without an answer.
struct Voter {
    client: Client,
    next: u8,
    tickets: BTreeMap<u32, u8>,
    acked: Option<u8>,
}

impl Voter {
    /// Votes as fast as answers come, until `until`. The client handles connection errors.
    async fn vote_until(&mut self, poll: u32, until: Instant) {
        while Instant::now() < until {
            if self.tickets.is_empty() {
                self.next = (self.next + 1) % 3;
                let ticket = self.client.send(Command::Cast {
                    poll,
                    round: 0,
                    ballot: Ballot::Choice(vec![self.next]),
                });
                self.tickets.insert(ticket, self.next);
            }
            if let Ok(event) = timeout_at(until, self.client.next()).await {
                self.note(event.expect("the client reconnects"));
            }
        }
    }

    fn note(&mut self, event: Event) {
        match event {
            Event::Acked { ticket, .. } => {
                let choice = self.tickets.remove(&ticket).expect("sent");
                self.acked = Some(choice);
            }
            Event::Rejected { why, .. } => panic!("refused: {why:?}"),
            Event::Online { .. }
            | Event::View
            | Event::Mine
            | Event::Hall
            | Event::Leave { .. }
            | Event::Lost => {}
        }
    }

    async fn settle(&mut self) {
        while !self.tickets.is_empty() {
            let event = self.client.next().await.expect("the client reconnects");
            self.note(event);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acked_is_lost_and_nothing_counts_twice() {
    let mut server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut voters = vec![];
    for seed in 0..GUESTS {
        let client = server.guest(seed).await;
        voters.push(Voter {
            client,
            next: (seed % 3) as u8,
            tickets: BTreeMap::new(),
            acked: None,
        });
    }
    for round in 0..ROUNDS {
        // Each round is killed at another point of the traffic.
        let moment = Instant::now() + Duration::from_millis(120 + 170 * u64::from(round));
        let mut playing = vec![];
        for mut voter in voters.drain(..) {
            playing.push(tokio::spawn(async move {
                voter.vote_until(poll, moment).await;
                voter
            }));
        }
        for voter in playing {
            voters.push(voter.await.expect("a voter"));
        }
        server.kill();
        server.restart();
        // A newcomer sees every ballot acked before the kill, unless a later ballot of the same guest replaced it.
        let mut again = server.staff("/host#").await;
        until(&mut again, |host| counts(host, poll).is_some()).await;
        let (ballots, picks) = counts(&again, poll).expect("counts");
        let acked = voters.iter().filter(|voter| voter.acked.is_some()).count() as u32;
        assert!(
            ballots >= acked,
            "round {round}: {acked} acked, {ballots} found"
        );
        assert!(
            ballots <= GUESTS as u32 && picks.iter().sum::<u32>() == ballots,
            "round {round}: {picks:?}"
        );
    }
    // Phones reconnect and resend unanswered ballots. Each voter's last choice is the one that counts.
    let mut expected = [0; 3];
    for voter in &mut voters {
        voter.settle().await;
        let choice = voter.acked.expect("everybody voted");
        expected[usize::from(choice)] += 1;
    }
    let mut host = server.staff("/host#").await;
    until(&mut host, |host| {
        counts(host, poll).is_some_and(|(_, picks)| picks[..3] == expected[..])
    })
    .await;
    assert_eq!(counts(&host, poll).expect("counts").0, GUESTS as u32);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_is_the_same_guest_after_a_restart() {
    let mut server = Server::start();
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    let mut guest = server.guest(7).await;
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![1]),
        },
    )
    .await;
    accepted(
        &mut guest,
        Command::Ask {
            text: "能源合作".into(),
            to: None,
            name: None,
            org: None,
            lang: None,
        },
    )
    .await;
    server.terminate();
    server.restart();
    until(&mut guest, |guest| {
        guest.is_live() && guest.view().mine.questions.len() == 1
    })
    .await;
    assert_eq!(guest.view().mine.ballots.len(), 1);
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![2]),
        },
    )
    .await;
    live(&mut host).await;
    until(&mut host, |host| {
        counts(host, poll).is_some_and(|(count, picks)| count == 1 && picks[2] == 1)
    })
    .await;
}
