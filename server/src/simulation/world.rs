//! The world of one seed: its time, its agenda, and who meets whom. One thing happens at a time, in an order that only
//! the seed decides. In between, the rooms work until they are idle.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use plenary_domain::ids::Millis;
use tokio::time::Instant;

use super::disk::Disk;
use super::network::{LineId, Network, News, Shared};
use super::page::Page;
use super::server::{Cookie, DAWN, Server};
use super::truth::Truth;
use crate::client::Dice;
use crate::clock::Clock;
use crate::protocol::Role;

/// Limit on steps in a world. Reaching it means an endless loop.
const STEPS_MAX: u64 = 300_000;

/// An entry on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    Network(News),
    /// A shard's turn, in this life of the server.
    Turn(u32, usize),
    /// A page is serviced: it sends heartbeats, resends, connects.
    Page(usize),
    /// Somebody does something with a page.
    Act(usize),
    /// Something breaks.
    Fault,
    /// An event's guests are forgotten.
    Forget,
    /// The server starts, or ends, in this life.
    Start,
    Stop(u32),
    /// The hub sweeps idle rooms.
    Sweep,
}

/// What the pages of one browser share.
pub struct Browser {
    pub code: String,
    pub cookie: Option<Cookie>,
    pub generation: u32,
    pub is_joining: bool,
}

pub struct World {
    pub dice: Dice,
    pub network: Shared,
    pub disk: Disk,
    pub truth: Truth,
    pub server: Option<Server>,
    pub life: u32,
    pub browsers: Vec<Browser>,
    pub pages: Vec<Page>,
    /// Nothing breaks any more, and people start nothing new.
    pub calm: bool,
    pub steps: u64,
    /// A hash over everything pages received. The same seed gives the same trace.
    pub trace: u64,
    clock: Clock,
    shards: usize,
    agenda: BinaryHeap<Reverse<(Millis, u64, Task)>>,
    /// Event and role of each connection, by its number.
    pub lines: Vec<(usize, Role)>,
    /// The world's start time as clients read it.
    dawn: Instant,
}

impl Browser {
    /// Returns a browser that has been nowhere yet, or staff with the first links.
    pub fn new(code: &str) -> Browser {
        Browser {
            code: code.to_owned(),
            cookie: None,
            generation: 0,
            is_joining: false,
        }
    }
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut dice = Dice::new(seed);
        let truth = Truth::default();
        World {
            network: Network::new(dice.roll()),
            disk: Disk::new(dice.roll(), truth.clone()),
            truth,
            server: None,
            life: 0,
            browsers: Vec::new(),
            pages: Vec::new(),
            calm: false,
            steps: 0,
            trace: 0,
            clock: Clock::fixed(DAWN),
            shards: 2 + dice.below(2),
            agenda: BinaryHeap::new(),
            lines: Vec::new(),
            dawn: Instant::now(),
            dice,
        }
    }

    pub fn now(&self) -> Millis {
        self.network.borrow().now
    }

    pub fn instant(&self) -> Instant {
        self.dawn + Duration::from_millis(self.now())
    }

    /// Converts a client's instant to the world's time.
    pub fn millis(&self, at: Instant) -> Millis {
        let since = at.saturating_duration_since(self.dawn);
        // Round up, because a page serviced too early would be serviced again without end.
        since.as_nanos().div_ceil(1_000_000) as Millis
    }

    /// Puts a task on the agenda.
    pub fn plan(&mut self, at: Millis, task: Task) {
        // Simultaneous tasks run in the order in which they were planned.
        self.steps += 1;
        self.agenda.push(Reverse((at, self.steps, task)));
    }

    pub fn plan_in(&mut self, most: usize, task: Task) {
        let at = self.now() + self.dice.below(most) as Millis;
        self.plan(at, task);
    }

    /// Starts a life of the server.
    ///
    /// # Errors
    /// It does not start although the disk is well.
    pub fn start(&mut self) -> Result<(), String> {
        self.life += 1;
        let server = Server::start(
            &self.disk,
            &self.clock,
            &self.network,
            &self.truth,
            self.shards,
        );
        self.server = Some(server.map_err(|e| e.to_string())?);
        Ok(())
    }

    /// Stops the server from one moment to the next.
    pub fn stop(&mut self) {
        self.server = None;
        let now = self.instant();
        for i in 0..self.pages.len() {
            let page = &mut self.pages[i];
            if page.is_knocking {
                page.is_knocking = false;
                page.core.put_off(None, now);
                self.wake(i, self.now());
            }
        }
        for browser in &mut self.browsers {
            browser.is_joining = false;
        }
    }

    /// Runs the world until then.
    ///
    /// # Errors
    /// The first broken promise.
    pub fn run(&mut self, until: Millis) -> Result<(), String> {
        loop {
            self.gather();
            if let Some(wrong) = self.truth.first_wrong() {
                return Err(format!("at {} ms: {wrong}", self.now()));
            }
            if self.steps > STEPS_MAX {
                return Err(format!("at {} ms: it never settles", self.now()));
            }
            let next = self.agenda.peek().map(|Reverse((at, ..))| *at);
            let next = next.unwrap_or(until).min(until);
            if next > self.now() {
                let now = match &mut self.server {
                    Some(server) => server.work(next),
                    None => next,
                };
                let mut network = self.network.borrow_mut();
                network.now = network.now.max(now.min(next));
                continue;
            }
            match self.agenda.peek() {
                Some(Reverse((at, ..))) if *at <= until => {
                    let task = self.agenda.pop().map(|Reverse((_, _, task))| task);
                    task.map_or(Ok(()), |task| self.happen(task))?;
                }
                Some(_) | None => return Ok(()),
            }
        }
    }

    /// Plans what came up meanwhile.
    fn gather(&mut self) {
        let news = self.network.borrow_mut().take_news();
        for (at, news) in news {
            self.plan(at, Task::Network(news));
        }
        let Some(server) = &mut self.server else {
            return;
        };
        let answers = server.take_answers();
        let (now, life) = (self.network.borrow().now, self.life);
        let mut turns = Vec::new();
        for (i, driver) in server.drivers.iter_mut().enumerate() {
            let (at, has_work) = match driver.next_turn() {
                // Now and then the shard's thread waits long for a core.
                None if self.dice.chance(2) => (now + self.dice.below(500) as Millis, true),
                None => (now + self.dice.below(4) as Millis, true),
                Some(at) => (at, false),
            };
            // A turn that only serves the clock does not delay one that has work.
            let expected = driver.expected;
            if expected.is_none_or(|(_, before)| has_work && !before) {
                driver.expected = Some((at, has_work));
                turns.push((at, Task::Turn(life, i)));
            }
        }
        for (at, task) in turns {
            self.plan(at, task);
        }
        for answer in answers {
            self.answered(answer);
        }
    }

    fn happen(&mut self, task: Task) -> Result<(), String> {
        self.steps += 1;
        match task {
            Task::Network(News::Land(line)) => {
                if self.network.borrow_mut().land(line) {
                    let page = self.lines[line].0;
                    self.read(page);
                }
            }
            Task::Network(News::Readable(line)) => self.edge(line, true),
            Task::Network(News::Writable(line)) => self.edge(line, false),
            Task::Turn(life, i) => {
                let now = self.now();
                if let Some(server) = self.server.as_mut().filter(|_| life == self.life) {
                    let driver = &mut server.drivers[i];
                    if driver.expected.is_some_and(|(at, _)| at <= now) {
                        driver.expected = None;
                        driver.turn(now, &mut self.dice)?;
                    }
                }
            }
            Task::Page(i) if self.pages[i].wake_at <= self.now() => self.look_after(i),
            // It was serviced meanwhile, and has another wake time.
            Task::Page(_) => {}
            Task::Act(i) => self.act(i),
            Task::Fault => self.fault(),
            Task::Forget if self.calm => {}
            Task::Forget => self.forget(),
            Task::Start if self.server.is_none() => self.start()?,
            Task::Start => {}
            Task::Stop(life) if life == self.life => {
                self.stop();
                self.plan_in(3000, Task::Start);
            }
            Task::Stop(_) => {}
            Task::Sweep => {
                if let Some(server) = &mut self.server {
                    server.sweep();
                }
                self.plan_in(8000, Task::Sweep);
            }
        }
        Ok(())
    }

    fn edge(&mut self, line: LineId, readable: bool) {
        let audience = self.lines[line].1;
        if let Some(server) = &mut self.server {
            let driver = server.driver_of(line, audience);
            server.drivers[driver].edge(line, readable);
        }
    }
}
