//! One guest of the rehearsal. It joins at its time, votes when a poll opens and sometimes changes its mind, asks,
//! supports, locks the phone and returns, and reloads the page. It remembers what the server acknowledged. At the end
//! it checks on a fresh connection that all of it is there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::signals::{Signals, To, Witness};
use super::words::{CITIES, OFF_TOPIC, QUESTIONS};
use crate::client::{Client, Counts, Dice, End, Event, Link};
use crate::protocol::{Addressee, Ballot, Command, Phase, QuestionState, Rejection, Role, Tally};

/// How long to wait for open answers when the play ends, and for the fresh view at the end.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to wait at the end for the word that the hall was to be left.
const WARNED_WITHIN: Duration = Duration::from_secs(10);
/// How many guests ask for captions.
const READERS_PERCENT: u32 = 20;

/// The stage of the rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curtain {
    Up,
    /// Phones start nothing new, and wait for open answers.
    Down,
    /// Phones check the results of their actions.
    Look,
}

/// The settings of one phone.
pub struct Part {
    pub link: Link,
    pub seed: u64,
    pub joins_after: Duration,
    /// How long it acts, from now on.
    pub plays_for: Duration,
    pub curtain: watch::Receiver<Curtain>,
    /// Notified once, when this phone has no open answers.
    pub settled: mpsc::Sender<()>,
    pub joined: Arc<AtomicU32>,
    pub signals: Arc<Signals>,
}

/// What a phone reports afterwards.
#[derive(Debug, Default)]
pub struct Story {
    pub joined: bool,
    pub sent: u32,
    /// The last acknowledged ballot by poll.
    pub ballots: BTreeMap<u32, Ballot>,
    pub ballots_acked: u32,
    pub questions: Vec<String>,
    pub upvotes: BTreeSet<u32>,
    pub upvotes_acked: u32,
    pub took: Vec<Duration>,
    /// By the kind of rejection.
    pub rejected: BTreeMap<String, u32>,
    pub counts: Counts,
    /// It was told to leave the hall, or that this was over.
    pub warned: bool,
    /// What was acknowledged and is missing, or was never answered.
    pub lost: Vec<String>,
    /// The revealed results as this phone sees them.
    pub seen: BTreeMap<u32, (u32, Option<Tally>)>,
    pub failed: Option<String>,
}

/// What was sent and has no answer yet.
enum Act {
    Ballot(u32, Ballot),
    Question(String),
    Upvote(u32),
    Name,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Todo {
    Vote(u32),
    Ask,
    Upvote,
    Lock(Duration),
    Wake,
    Reload,
}

struct Phone<'a> {
    client: Client,
    /// What its guest reads captions with, if they ask for them.
    reader: Option<Client>,
    witness: Witness<'a>,
    reads: Witness<'a>,
    dice: Dice,
    todo: Vec<(Instant, Todo)>,
    out: HashMap<u32, Act>,
    /// The openings of polls that this phone has noticed, by `since`.
    noticed: BTreeMap<u32, u64>,
    asleep: bool,
    /// It has given a name for named polls.
    is_named: bool,
    story: Story,
}

/// Plays a whole rehearsal. Never fails; the story reports problems.
pub async fn play(mut part: Part) -> Story {
    let signals = part.signals.clone();
    let mut phone = Phone::new(&part, &signals);
    tokio::time::sleep(part.joins_after).await;
    let result = phone.act_and_look(&mut part).await;
    if let Err(why) = result {
        phone.story.failed = Some(why);
        let _ = part.settled.send(()).await;
    }
    let mut counts = phone.story.counts;
    counts.add(phone.client.counts());
    if let Some(reader) = &phone.reader {
        counts.add(reader.counts());
    }
    phone.story.counts = counts;
    phone.story.warned = phone.witness.warned;
    phone.story
}

/// Drives a reader of captions, if there is one.
async fn read(reader: &mut Option<Client>) -> Result<Event, End> {
    match reader {
        Some(reader) => reader.next().await,
        None => pending().await,
    }
}

impl Phone<'_> {
    fn new<'a>(part: &Part, signals: &'a Signals) -> Phone<'a> {
        let mut dice = Dice::new(part.seed);
        let client = Client::new(part.link.clone(), dice.roll());
        let reader = dice.chance(READERS_PERCENT).then(|| {
            let role = Role::Reader;
            let link = part.link.clone();
            Client::new(Link { role, ..link }, dice.roll())
        });
        Phone {
            client,
            reader,
            witness: Witness::new(signals, To::Phones),
            reads: Witness::new(signals, To::Phones),
            dice,
            todo: Vec::new(),
            out: HashMap::new(),
            noticed: BTreeMap::new(),
            asleep: false,
            is_named: false,
            story: Story::default(),
        }
    }

    async fn act_and_look(&mut self, part: &mut Part) -> Result<(), String> {
        tokio::select! {
            joined = self.client.join() => joined.map_err(|fault| format!("joining: {fault}"))?,
            _ = part.curtain.wait_for(|curtain| *curtain != Curtain::Up) => return Err("did not join in time".to_owned()),
        };
        self.story.joined = true;
        part.joined.fetch_add(1, Ordering::Relaxed);
        self.make_plans(part.plays_for.saturating_sub(part.joins_after));
        self.play(part).await?;
        self.settle().await?;
        // The receiver lives until all phones have settled.
        let _ = part.settled.send(()).await;
        if part
            .curtain
            .wait_for(|curtain| *curtain == Curtain::Look)
            .await
            .is_err()
        {
            return Ok(());
        }
        self.look().await
    }

    /// Plans what this guest does spontaneously: some ask, most support something, a third lock their phone, a few
    /// reload.
    fn make_plans(&mut self, time: Duration) {
        let now = Instant::now();
        let mut plan = |percent: u32, todo: fn(&mut Dice) -> Todo| {
            if self.dice.chance(percent) {
                let at = now + self.dice.up_to(time);
                self.todo.push((at, todo(&mut self.dice)));
            }
        };
        plan(20, |_| Todo::Ask);
        plan(4, |_| Todo::Ask);
        plan(70, |_| Todo::Upvote);
        plan(50, |_| Todo::Upvote);
        plan(35, |dice| {
            Todo::Lock(Duration::from_secs(1) + dice.up_to(Duration::from_secs(7)))
        });
        plan(10, |dice| {
            Todo::Lock(Duration::from_millis(200) + dice.up_to(Duration::from_secs(2)))
        });
        plan(5, |_| Todo::Reload);
    }

    async fn play(&mut self, part: &mut Part) -> Result<(), String> {
        while *part.curtain.borrow() == Curtain::Up {
            let now = Instant::now();
            if let Some(place) = self.todo.iter().position(|(at, _)| *at <= now) {
                let (_, todo) = self.todo.swap_remove(place);
                self.begin(todo).await?;
                continue;
            }
            let until = self
                .todo
                .iter()
                .map(|(at, _)| *at)
                .min()
                .unwrap_or(now + Duration::from_secs(3600));
            tokio::select! {
                event = self.client.next(), if !self.asleep => {
                    let event = event.map_err(|end| end.to_string())?;
                    self.note(event);
                }
                event = read(&mut self.reader), if !self.asleep => {
                    let event = event.map_err(|end| end.to_string())?;
                    if let Some(reader) = &self.reader {
                        self.reads.note(&event, reader.view());
                    }
                }
                () = sleep_until(until) => {}
                _ = part.curtain.changed() => {}
            }
        }
        Ok(())
    }

    /// Waits until all answers have come.
    async fn settle(&mut self) -> Result<(), String> {
        let until = Instant::now() + PATIENCE;
        while !self.out.is_empty() {
            match tokio::time::timeout_at(until, self.client.next()).await {
                Ok(event) => {
                    let event = event.map_err(|end| end.to_string())?;
                    self.note(event);
                }
                Err(_) => {
                    let never = self.out.len();
                    self.story
                        .lost
                        .extend((0..never).map(|_| "a command was never answered".to_owned()));
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    async fn begin(&mut self, todo: Todo) -> Result<(), String> {
        match todo {
            Todo::Vote(poll) => self.vote(poll).await?,
            Todo::Ask => self.ask(),
            Todo::Upvote => self.upvote(),
            Todo::Lock(time) => self.sleep(time),
            Todo::Wake => self.asleep = false,
            Todo::Reload if self.out.is_empty() => {
                let seed = self.dice.roll();
                let page = self.client.second_page(seed);
                let before = std::mem::replace(&mut self.client, page);
                self.story.counts.add(before.counts());
            }
            // A real page keeps its outbox over a reload; this one waits for its answers instead.
            Todo::Reload => self
                .todo
                .push((Instant::now() + Duration::from_secs(1), Todo::Reload)),
        }
        Ok(())
    }

    async fn vote(&mut self, id: u32) -> Result<(), String> {
        let waiting = self
            .out
            .values()
            .any(|act| matches!(act, Act::Ballot(poll, _) if *poll == id));
        let Some(poll) = self
            .client
            .view()
            .poll(id)
            .filter(|poll| poll.phase == Phase::Open && !waiting && !self.asleep)
        else {
            return Ok(());
        };
        let rethinks = poll.changeable && self.dice.chance(15);
        let below = &mut |n| self.dice.below(n);
        let ballot = poll.kind.any_ballot(poll.options.len(), id, below);
        let round = poll.round;
        let is_named = poll.voters.as_ref().is_some_and(|voters| voters.named);
        if is_named && !self.is_named {
            self.is_named = true;
            let name = format!("Guest {}", self.dice.below(9000) + 1000);
            self.send(Command::GiveName { name }, Act::Name);
        }
        self.send(
            Command::Cast {
                poll: id,
                round,
                ballot: ballot.clone(),
            },
            Act::Ballot(id, ballot),
        );
        if rethinks {
            let at = Instant::now()
                + Duration::from_millis(800)
                + self.dice.up_to(Duration::from_secs(4));
            self.todo.push((at, Todo::Vote(id)));
        } else if self.dice.chance(8) {
            // The guest taps and locks the phone: the ballot is sent, and its answer may be lost.
            let moment = if self.dice.chance(70) {
                Duration::ZERO
            } else {
                self.dice.up_to(Duration::from_millis(20))
            };
            if let Ok(event) = timeout(moment, self.client.next()).await {
                let event = event.map_err(|end| end.to_string())?;
                self.note(event);
            }
            let time = Duration::from_millis(300) + self.dice.up_to(Duration::from_secs(3));
            self.sleep(time);
        }
        Ok(())
    }

    fn ask(&mut self) {
        if self.asleep {
            return;
        }
        let off_topic = self.dice.chance(6);
        let for_a_city = !off_topic && self.dice.chance(60);
        let lines = if off_topic {
            &OFF_TOPIC[..]
        } else {
            &QUESTIONS[..]
        };
        let Some(line) = self.dice.pick(lines) else {
            return;
        };
        let city = self.dice.pick(&CITIES).filter(|_| for_a_city);
        let text = line.asked(city);
        let person = self
            .client
            .view()
            .people()
            .find(|person| Some(person.key.as_str()) == line.to);
        let to = person.map(|person| Addressee::Person(person.id));
        let named = self.dice.chance(40);
        let name = named.then(|| {
            if line.chinese {
                "与会代表"
            } else {
                "A guest"
            }
            .to_owned()
        });
        let org = named.then(|| {
            if line.chinese {
                "成都某设计院"
            } else {
                "A U.S. enterprise"
            }
            .to_owned()
        });
        self.send(
            Command::Ask {
                text: text.clone(),
                to,
                name,
                org,
                lang: None,
            },
            Act::Question(text),
        );
    }

    fn upvote(&mut self) {
        if self.asleep {
            return;
        }
        let open = |place| {
            matches!(
                place,
                QuestionState::Approved | QuestionState::Next | QuestionState::Now
            )
        };
        let view = self.client.view();
        let own: Vec<u32> = view
            .mine
            .questions
            .iter()
            .map(|question| question.id)
            .collect();
        let questions = view
            .questions()
            .filter(|question| open(question.state) && !own.contains(&question.id));
        let known = &self.story.upvotes;
        let questions: Vec<u32> = questions
            .map(|question| question.id)
            .filter(|id| !known.contains(id))
            .collect();
        if let Some(&question) = self.dice.pick(&questions) {
            self.send(
                Command::Upvote { question, on: true },
                Act::Upvote(question),
            );
        }
    }

    fn sleep(&mut self, time: Duration) {
        self.client.lock();
        if let Some(reader) = &mut self.reader {
            reader.lock();
        }
        self.asleep = true;
        self.todo.push((Instant::now() + time, Todo::Wake));
    }

    fn send(&mut self, command: Command, act: Act) {
        self.story.sent += 1;
        let ticket = self.client.send(command);
        self.out.insert(ticket, act);
    }

    fn note(&mut self, event: Event) {
        self.witness.note(&event, self.client.view());
        match event {
            Event::Acked { ticket, took, .. } => {
                self.story.took.push(took);
                match self.out.remove(&ticket) {
                    Some(Act::Ballot(poll, ballot)) => {
                        self.story.ballots_acked += 1;
                        self.story.ballots.insert(poll, ballot);
                    }
                    Some(Act::Question(text)) => self.story.questions.push(text),
                    Some(Act::Upvote(question)) => {
                        self.story.upvotes_acked += 1;
                        self.story.upvotes.insert(question);
                    }
                    Some(Act::Name) | None => {}
                }
            }
            Event::Rejected { ticket, why } => {
                self.out.remove(&ticket);
                *self.story.rejected.entry(kind(&why)).or_default() += 1;
            }
            Event::View => self.notice(),
            Event::Online { .. }
            | Event::Mine
            | Event::Hall
            | Event::Leave { .. }
            | Event::Lost => {}
        }
    }

    /// Notices open polls. Most guests vote within a few seconds, more of them early than late.
    fn notice(&mut self) {
        let open = self
            .client
            .view()
            .polls()
            .filter(|poll| poll.phase == Phase::Open);
        let fresh: Vec<(u32, u64)> = open
            .map(|poll| (poll.id, poll.since))
            .filter(|(id, since)| self.noticed.get(id) != Some(since))
            .collect();
        for (poll, since) in fresh {
            self.noticed.insert(poll, since);
            if self.dice.chance(92) {
                let within = Duration::from_secs(4);
                let delay = self.dice.up_to(within).min(self.dice.up_to(within));
                self.todo.push((
                    Instant::now() + Duration::from_millis(150) + delay,
                    Todo::Vote(poll),
                ));
            }
        }
    }

    /// Checks on a fresh connection that everything acknowledged is there.
    async fn look(&mut self) -> Result<(), String> {
        tokio::time::sleep(self.dice.up_to(Duration::from_secs(3))).await;
        self.client.start_over();
        let looking = async {
            let (mut view, mut mine) = (false, false);
            while !(view && mine) {
                let event = self.client.next().await.map_err(|end| end.to_string())?;
                self.witness.note(&event, self.client.view());
                match event {
                    Event::View => view = true,
                    Event::Mine => mine = true,
                    Event::Online { .. }
                    | Event::Hall
                    | Event::Leave { .. }
                    | Event::Lost
                    | Event::Acked { .. }
                    | Event::Rejected { .. } => {}
                }
            }
            Ok::<(), String>(())
        };
        timeout(PATIENCE, looking)
            .await
            .map_err(|_| "got no fresh view at the end".to_owned())??;
        let warning = async {
            while self.witness.is_unwarned() {
                let event = self.client.next().await.map_err(|end| end.to_string())?;
                self.witness.note(&event, self.client.view());
            }
            Ok::<(), String>(())
        };
        if let Ok(heard) = timeout(WARNED_WITHIN, warning).await {
            heard?;
        }
        let view = self.client.view();
        for (poll, cast) in &self.story.ballots {
            let held = view
                .mine
                .ballots
                .iter()
                .find(|ballot| ballot.poll == *poll)
                .map(|held| &held.ballot);
            if held != Some(cast) {
                self.story.lost.push(format!(
                    "the ballot {cast:?} in poll {poll}: the server has {held:?}"
                ));
            }
        }
        for text in &self.story.questions {
            if !view
                .mine
                .questions
                .iter()
                .any(|question| question.content.text == *text)
            {
                self.story.lost.push(format!("the question “{text}”"));
            }
        }
        for question in &self.story.upvotes {
            if !view.mine.upvotes.contains(question) {
                self.story
                    .lost
                    .push(format!("the upvote of question {question}"));
            }
        }
        for poll in view.polls().filter(|poll| poll.phase == Phase::Revealed) {
            let tally = view
                .tally(poll.id)
                .map(|tally| (tally.count, tally.tally.clone()));
            if let Some(tally) = tally {
                self.story.seen.insert(poll.id, tally);
            }
        }
        Ok(())
    }
}

/// Returns the kind of a rejection, as on the wire.
pub fn kind(why: &Rejection) -> String {
    let value = serde_json::to_value(why).ok();
    let kind = value
        .as_ref()
        .and_then(|value| value.get("kind"))
        .and_then(|kind| kind.as_str());
    kind.unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejection_has_its_kind_of_the_wire() {
        assert_eq!(kind(&Rejection::PollNotOpen), "poll_not_open");
        assert_eq!(
            kind(&Rejection::TooManyQuestions { max: 5 }),
            "too_many_questions"
        );
    }
}
