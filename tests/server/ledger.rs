//! What guests sent and received, recorded on their side of the wire, and whether the server's log agrees. This is the
//! whole promise: the log has every acked command, no rejected one, and each unanswered one at most once. The tally
//! follows from it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;

use plenary::client::{Client, Event};
use plenary::protocol::{Ballot, Command, QuestionState};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::{Server, counts, live, until};

/// Commands a guest sends between two server starts. It is fewer than the rate limit's burst, which a start refills, so
/// no command is deferred and each keeps its number.
const COMMANDS_MAX: usize = 34;
/// Unanswered commands of one guest at a time.
const WINDOW: Range<usize> = 1..5;
/// Questions of one guest, below the server's limit.
const QUESTIONS_MAX: usize = 40;
/// More than a view needs. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// The options that guests choose from.
const OPTIONS: usize = 3;

/// What a command does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Ballot(u8),
    Question(String),
}

/// A guest's phone with what it sent and received. A command neither acked nor rejected has an unknown outcome.
pub struct Phone {
    pub client: Client,
    /// The server's number for this guest: phones join one after another.
    number: u64,
    sent: BTreeMap<u32, Deed>,
    acked: BTreeSet<u32>,
    refused: BTreeSet<u32>,
    questions: usize,
}

/// A moderator who approves every waiting question, with what was sent and received.
pub struct Desk {
    pub client: Client,
    /// The question that each command approves.
    sent: BTreeMap<u32, u32>,
    acked: BTreeSet<u32>,
}

/// What happened according to the log.
#[derive(Debug, Default)]
pub struct Told {
    /// The numbers of each guest's commands in log order, with what they did.
    accepted: BTreeMap<u64, Vec<(u32, Option<Deed>)>>,
    /// How often each question was approved.
    approved: BTreeMap<u32, u32>,
    joined: u64,
}

impl Phone {
    /// Joins. The phones of a server must be created in order from 0.
    ///
    /// # Panics
    /// If the server refuses it.
    pub async fn join(server: &Server, number: u64, seed: u64) -> Phone {
        Phone {
            client: server.guest(seed).await,
            number,
            sent: BTreeMap::new(),
            acked: BTreeSet::new(),
            refused: BTreeSet::new(),
            questions: 0,
        }
    }

    /// Votes and asks as fast as answers come until the server is gone, then reads what it still sent.
    ///
    /// # Panics
    /// If the server refuses to let this guest reconnect.
    pub async fn play(&mut self, poll: u32, mut gone: watch::Receiver<bool>) {
        let mut left = COMMANDS_MAX;
        let window = WINDOW.start + self.client.dice().below(WINDOW.len());
        loop {
            // Checked once per turn: a phone locked after the server went would look for it for ever.
            let over = *gone.borrow();
            if over && !self.client.is_live() {
                break;
            }
            while !over && left > 0 && self.client.pending() < window {
                left -= 1;
                self.act(poll);
            }
            // A reloaded page or a locked phone: everything unanswered is resent.
            if !over && self.client.dice().chance(1) {
                self.client.lock();
            }
            tokio::select! {
                event = self.client.next() => self.note(event.expect("the phone may reconnect")),
                _ = gone.wait_for(|gone| *gone), if !over => {}
            }
        }
        self.client.lock();
    }

    /// Sends a ballot, or now and then a question.
    pub fn act(&mut self, poll: u32) {
        if self.questions < QUESTIONS_MAX && self.client.dice().chance(8) {
            self.ask();
        } else {
            let choice = self.client.dice().below(OPTIONS) as u8;
            self.cast(poll, choice);
        }
    }

    /// Sends a ballot.
    pub fn cast(&mut self, poll: u32, choice: u8) -> u32 {
        let ticket = self.client.send(Command::Cast {
            poll,
            round: 0,
            ballot: Ballot::Choice(vec![choice]),
        });
        self.sent.insert(ticket, Deed::Ballot(choice));
        ticket
    }

    /// Sends a question that nobody else asks.
    pub fn ask(&mut self) -> u32 {
        let text = format!("Guest {} asks {}", self.number, self.questions);
        self.questions += 1;
        let ticket = self.client.send(Command::Ask {
            text: text.clone(),
            to: None,
            name: None,
            org: None,
            lang: None,
        });
        self.sent.insert(ticket, Deed::Question(text));
        ticket
    }

    /// Records what the client saw.
    ///
    /// # Panics
    /// If the answer is for a command that was not sent.
    pub fn note(&mut self, event: Event) {
        match event {
            Event::Acked { ticket, .. } => {
                assert!(self.sent.contains_key(&ticket), "an ack without a command");
                self.acked.insert(ticket);
            }
            Event::Rejected { ticket, .. } => {
                assert!(
                    self.sent.contains_key(&ticket),
                    "a rejection without a command"
                );
                self.refused.insert(ticket);
            }
            Event::Online { .. }
            | Event::View
            | Event::Mine
            | Event::Hall
            | Event::Leave { .. }
            | Event::Lost => {}
        }
    }

    /// Drives the client until everything is answered.
    ///
    /// # Panics
    /// If the client will not reconnect.
    pub async fn settle(&mut self) {
        while self.client.pending() > 0 {
            let event = self.client.next().await.expect("the phone reconnects");
            self.note(event);
        }
    }

    /// Returns the number of acked commands.
    pub fn acks(&self) -> usize {
        self.acked.len()
    }

    /// Returns the guest's number, and the acked commands.
    pub fn acked(&self) -> (u64, &BTreeSet<u32>) {
        (self.number, &self.acked)
    }

    /// Treats all answers as unknown, for a log that the test truncates.
    pub fn forget_acks(&mut self) {
        self.acked.clear();
    }

    /// Compares this guest's own data with the log.
    ///
    /// # Panics
    /// If they differ.
    pub async fn sees_what_was(&mut self, told: &Told) {
        self.client.start_over();
        until(&mut self.client, |client| client.view().mine_seq > 0).await;
        let mine = &self.client.view().mine;
        let own = told.accepted.get(&self.number);
        let mut asked: Vec<String> = own
            .into_iter()
            .flatten()
            .filter_map(|(_, deed)| match deed {
                Some(Deed::Question(text)) => Some(text.clone()),
                Some(Deed::Ballot(_)) | None => None,
            })
            .collect();
        let mut seen: Vec<String> = mine
            .questions
            .iter()
            .map(|question| question.content.text.clone())
            .collect();
        asked.sort();
        seen.sort();
        assert_eq!(asked, seen, "guest {}'s own questions", self.number);
        let ballots: Vec<Ballot> = mine.ballots.iter().map(|own| own.ballot.clone()).collect();
        let choice = told.choice(self.number).map(|c| Ballot::Choice(vec![c]));
        assert_eq!(
            ballots,
            choice.into_iter().collect::<Vec<_>>(),
            "guest {}'s own ballot",
            self.number
        );
    }
}

impl Desk {
    /// Opens a desk at the host's link.
    ///
    /// # Panics
    /// If the server refuses it.
    pub async fn open(server: &Server) -> Desk {
        Desk {
            client: server.staff("/host#").await,
            sent: BTreeMap::new(),
            acked: BTreeSet::new(),
        }
    }

    /// Approves waiting questions until the server is gone.
    ///
    /// # Panics
    /// If the desk may not reconnect.
    pub async fn play(&mut self, mut gone: watch::Receiver<bool>) {
        loop {
            let over = *gone.borrow();
            if over && !self.client.is_live() {
                break;
            }
            let waiting: Vec<(u32, u32)> = self
                .client
                .view()
                .questions()
                .filter(|question| question.state == QuestionState::Waiting)
                .filter(|question| !self.sent.values().any(|sent| *sent == question.id))
                .filter_map(|question| Some((question.id, question.desk.as_ref()?.rev)))
                .collect();
            for (question, seen) in waiting {
                let ticket = self.client.send(Command::Approve { question, seen });
                self.sent.insert(ticket, question);
            }
            tokio::select! {
                event = self.client.next() => match event.expect("the desk may reconnect") {
                    Event::Acked { ticket, .. } => {
                        self.acked.insert(ticket);
                    }
                    Event::Rejected { why, .. } => panic!("an approval was rejected: {why:?}"),
                    Event::Online { .. } | Event::View | Event::Mine | Event::Hall | Event::Leave { .. } | Event::Lost => {}
                },
                _ = gone.wait_for(|gone| *gone), if !over => {}
            }
        }
        self.client.lock();
    }
}

impl Told {
    /// Parses the output of `plenary log --participants`.
    ///
    /// # Panics
    /// If the effect of a command lacks its `Accepted` mark.
    pub fn of(log: &str) -> Told {
        let mut told = Told::default();
        // The last effect read. Its mark must be the next fact.
        let mut effect: Option<(u64, Deed)> = None;
        for line in log.lines() {
            let fact = line.trim_start().splitn(3, "  ").last();
            let fact = fact.unwrap_or_default();
            let numbers = numbers(fact);
            let of_guest = fact.strip_prefix("Participant ");
            let verb = of_guest.and_then(|rest| rest.split_once(' '));
            let verb = verb.map_or("", |(_, verb)| verb);
            let guest = numbers.first().map_or(0, |number| number.saturating_sub(1));
            if verb.starts_with("command ") && fact.ends_with(" was accepted") {
                let n = numbers[1] as u32;
                let deed = effect.take().map(|(of, deed)| {
                    assert_eq!(of, guest, "another guest's mark: {line}");
                    deed
                });
                told.accepted.entry(guest).or_default().push((n, deed));
                continue;
            }
            // Follows the question, as the second part of its effect.
            if fact.starts_with("Question ") && fact.contains(" says nearly the same as ") {
                continue;
            }
            assert_eq!(effect, None, "an effect without its mark: {line}");
            if verb.starts_with("voted in poll ") {
                let letter = fact
                    .split(": ")
                    .nth(1)
                    .and_then(|picks| picks.bytes().next());
                let choice = letter.expect("an option") - b'A';
                effect = Some((guest, Deed::Ballot(choice)));
            } else if verb.starts_with("asked question ") {
                let text = fact.split('"').nth(1).unwrap_or_default().to_owned();
                effect = Some((guest, Deed::Question(text)));
            } else if fact.starts_with("Question ") && fact.contains(" was approved ") {
                *told.approved.entry(numbers[0] as u32 - 1).or_default() += 1;
            } else if verb == "joined" {
                told.joined += 1;
            }
        }
        assert_eq!(effect, None, "the last effect has no mark");
        told
    }

    /// Returns true if the log has this command of a guest.
    pub fn has(&self, guest: u64, ticket: u32) -> bool {
        let own = self.accepted.get(&guest);
        own.is_some_and(|own| own.iter().any(|(n, _)| *n == ticket))
    }

    /// Returns the number of guests whose ballot counts.
    pub fn voters(&self) -> usize {
        let guests = self.accepted.keys();
        guests
            .filter(|guest| self.choice(**guest).is_some())
            .count()
    }

    /// Returns a guest's counted ballot.
    pub fn choice(&self, guest: u64) -> Option<u8> {
        let own = self.accepted.get(&guest)?;
        own.iter().rev().find_map(|(_, deed)| match deed {
            Some(Deed::Ballot(choice)) => Some(*choice),
            Some(Deed::Question(_)) | None => None,
        })
    }

    /// Returns the number of accepted commands.
    pub fn commands(&self) -> usize {
        self.accepted.values().map(Vec::len).sum()
    }

    /// Compares the log with what each guest knows.
    ///
    /// # Panics
    /// If an acked command is missing, a rejected one is there, or one is there twice or did something else.
    pub fn agrees(&self, phones: &[Phone]) {
        assert_eq!(self.joined, phones.len() as u64, "guests");
        let known: BTreeSet<u64> = phones.iter().map(|phone| phone.number).collect();
        assert!(
            self.accepted.keys().all(|guest| known.contains(guest)),
            "commands of an unknown guest"
        );
        for phone in phones {
            let guest = phone.number;
            let mut ballot = None;
            let mut there = BTreeSet::new();
            for (n, deed) in self.accepted.get(&guest).into_iter().flatten() {
                assert!(
                    there.insert(*n),
                    "the log has command {n} of guest {guest} twice"
                );
                let meant = phone.sent.get(n);
                let meant = meant.unwrap_or_else(|| panic!("guest {guest} never sent {n}"));
                assert!(
                    !phone.refused.contains(n),
                    "command {n} of guest {guest} was rejected"
                );
                match deed {
                    Some(deed) => assert_eq!(deed, meant, "command {n} of guest {guest}"),
                    // Casting the same ballot again changes nothing.
                    None => {
                        assert_eq!(ballot.as_ref(), Some(meant), "command {n} of guest {guest}")
                    }
                }
                if let Deed::Ballot(_) = meant {
                    ballot = Some(meant.clone());
                }
            }
            let lost: Vec<_> = phone.acked.difference(&there).collect();
            assert!(lost.is_empty(), "guest {guest} got acks for {lost:?}");
        }
    }

    /// Compares the log with what the desk was told.
    ///
    /// # Panics
    /// If an acked approval is missing, or one is there twice.
    pub fn agrees_with_desk(&self, desk: &Desk) {
        for (question, times) in &self.approved {
            assert_eq!(*times, 1, "question {question} was approved");
        }
        for ticket in &desk.acked {
            let question = desk.sent[ticket];
            assert!(
                self.approved.contains_key(&question),
                "the approval of {question} was acked"
            );
        }
    }

    /// Compares the log with what a newly opened desk sees: the bars are the sum of one ballot per guest, and every
    /// question is there once.
    ///
    /// # Panics
    /// If they differ.
    pub async fn is_shown(&self, server: &Server, poll: u32) {
        let mut host = server.staff("/host#").await;
        live(&mut host).await;
        let mut expected = vec![0; OPTIONS];
        for choice in self.accepted.keys().filter_map(|guest| self.choice(*guest)) {
            expected[usize::from(choice)] += 1;
        }
        // Newly durable facts are shown within a tick.
        let fits = |host: &Client| {
            let picks = counts(host, poll).map(|(_, picks)| picks);
            picks.is_some_and(|picks| picks.starts_with(&expected))
        };
        let _ = timeout(PATIENCE, until(&mut host, fits)).await;
        let (ballots, mut picks) = counts(&host, poll).expect("a host sees the counts");
        assert_eq!(ballots, expected.iter().sum::<u32>(), "ballots");
        assert_eq!(ballots, picks.iter().sum::<u32>(), "one option per guest");
        picks.truncate(OPTIONS);
        assert_eq!(picks, expected, "the bars");
        let mut shown: Vec<&str> = host
            .view()
            .questions()
            .map(|question| question.content.text.as_str())
            .collect();
        let asked = self.accepted.values().flatten();
        let mut asked: Vec<&str> = asked
            .filter_map(|(_, deed)| match deed {
                Some(Deed::Question(text)) => Some(text.as_str()),
                Some(Deed::Ballot(_)) | None => None,
            })
            .collect();
        shown.sort_unstable();
        asked.sort_unstable();
        assert_eq!(shown, asked, "questions");
        for question in host.view().questions() {
            let approved = self.approved.contains_key(&question.id);
            assert_eq!(
                question.state == QuestionState::Approved,
                approved,
                "{question:?}"
            );
        }
    }
}

/// Returns the numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Returns a random time within a range.
pub fn moment(client: &mut plenary::client::Dice, within_ms: Range<u64>) -> Duration {
    let span = Duration::from_millis(within_ms.end - within_ms.start);
    Duration::from_millis(within_ms.start) + client.up_to(span)
}
