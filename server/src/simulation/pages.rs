//! What pages do in the world: they read, send what is due, connect, join, leave and return, and people act with them.

use std::time::Duration;

use plenary_domain::ids::{CodeId, Millis};
use plenary_domain::role::Actor;

use super::WATCHES;
use super::framing;
use super::network::{Leave, LineId, ServerEnd};
use super::page::{Errand, Heard, Page};
use super::people;
use super::server::{Admitted, Answer, Visitor, staff_role};
use super::world::{Task, World};
use crate::client::{Event, Silent};
use crate::fanout::encode;
use crate::protocol::{ClientFrame, Role};

impl World {
    /// Makes a page read what has arrived, unless it is deaf now.
    pub fn read(&mut self, i: usize) {
        let now = self.instant();
        let page = &mut self.pages[i];
        let Some(line) = page
            .line
            .filter(|_| page.deaf_until <= self.network.borrow().now)
        else {
            return;
        };
        let (bytes, ended) = self.network.borrow_mut().client_reads(line);
        for byte in &bytes {
            self.trace = self.trace.wrapping_mul(0x100_0000_01b3) ^ u64::from(*byte);
        }
        let heard = page.hear(&bytes, now, &self.truth);
        match heard {
            Heard::Goodbye(code) => {
                if let Some(code) = code {
                    let bye = framing::close(code, &mut self.dice);
                    self.network.borrow_mut().client_writes(line, bye);
                }
                self.closed(i, code);
            }
            Heard::Events(_) if ended.is_some() => self.closed(i, None),
            Heard::Events(events) => {
                let is_watching = |event: &Event| *event == Event::Online { joined: false };
                if events.iter().any(is_watching)
                    && let Some(errand) = &mut self.pages[i].errand
                {
                    // The server has forgotten whose commands these were.
                    errand.left.clear();
                }
            }
        }
        self.look_after(i);
    }

    /// Notes that the peer is gone, as far as the page can tell.
    fn closed(&mut self, i: usize, code: Option<u16>) {
        let now = self.instant();
        let page = &mut self.pages[i];
        if page.core.closed(code, now).is_err() {
            self.relink(i);
        }
        self.drop_line(i, Leave::Closed);
    }

    /// Drops a page's connection. The page may return.
    pub fn leave(&mut self, i: usize, leave: Leave) {
        self.pages[i].core.lock();
        self.pages[i].is_knocking = false;
        self.drop_line(i, leave);
    }

    fn drop_line(&mut self, i: usize, leave: Leave) {
        let page = &mut self.pages[i];
        page.deaf_until = 0;
        if let Some(line) = page.line.take() {
            self.network.borrow_mut().client_leaves(line, leave);
        }
    }

    /// Gives the holder of a revoked link the new one.
    fn relink(&mut self, i: usize) {
        let now = self.instant();
        let page = &mut self.pages[i];
        page.core.put_off(Some(Duration::from_secs(1)), now);
        if let Some(role) = staff_role(page.audience) {
            let (_, state) = self.truth.state(page.event);
            self.browsers[page.browser].generation = state.staff.generation(role);
        }
    }

    /// Sends what is due, connects if it is time, and plans the next service.
    pub fn look_after(&mut self, i: usize) {
        let (now, instant) = (self.now(), self.instant());
        self.pages[i].wake_at = Millis::MAX;
        if self.pages[i].away_until > now {
            return self.wake(i, self.pages[i].away_until);
        }
        match self.pages[i].line {
            Some(line) => match self.pages[i].core.due(instant) {
                Err(Silent) => self.closed(i, None),
                Ok(frame) => {
                    frame.iter().for_each(|frame| self.send(line, frame));
                    if self.run_errand(i, line) {
                        return;
                    }
                }
            },
            None if self.pages[i].is_knocking => return,
            None => {}
        }
        let page = &mut self.pages[i];
        if page.line.is_some() {
            let wake = page
                .core
                .wake()
                .map_or(Millis::MAX, |wake| self.millis(wake));
            let deaf = Some(self.pages[i].deaf_until).filter(|until| *until > now);
            self.wake(i, wake.min(deaf.unwrap_or(Millis::MAX)));
            return self.join_if_need_be(i);
        }
        match page.core.wait_until().filter(|until| *until > instant) {
            Some(until) => {
                let at = self.millis(until);
                self.wake(i, at);
            }
            None => self.knock(i),
        }
    }

    /// Services the page at `at`, or earlier if planned so.
    pub fn wake(&mut self, i: usize, at: Millis) {
        if at < self.pages[i].wake_at {
            self.pages[i].wake_at = at;
            self.plan(at, Task::Page(i));
        }
    }

    fn send(&mut self, line: LineId, frame: &ClientFrame) {
        let text = encode(frame);
        let twice = match frame {
            ClientFrame::Do { c, n, cmd } => {
                self.truth.mean(*c, *n, cmd);
                !self.calm && self.dice.chance(6)
            }
            ClientFrame::Beat { .. } | ClientFrame::Hold { .. } | ClientFrame::Leave { .. } => {
                false
            }
        };
        for _ in 0..1 + usize::from(twice) {
            let bytes = framing::text(&text, &mut self.dice);
            self.network.borrow_mut().client_writes(line, bytes);
        }
    }

    /// Resends another page's next command, under its own name. Returns true when none is left, after closing the page.
    fn run_errand(&mut self, i: usize, line: LineId) -> bool {
        let live = self.pages[i].core.is_live();
        let Some(errand) = &mut self.pages[i].errand else {
            return false;
        };
        match errand.left.first_key_value() {
            Some((n, text)) if live && errand.sent != Some(*n) => {
                errand.sent = Some(*n);
                let bytes = framing::text(text, &mut self.dice);
                self.network.borrow_mut().client_writes(line, bytes);
                false
            }
            Some(_) => false,
            None => {
                self.pages[i].away_until = Millis::MAX;
                self.leave(i, Leave::Closed);
                true
            }
        }
    }

    /// Lets a second page of the same browser take over this one's unanswered commands.
    pub fn send_on_errand(&mut self, i: usize) {
        let page = &self.pages[i];
        let errand = Errand {
            client: page.core.client(),
            left: page.unanswered.clone(),
            sent: None,
        };
        if !errand.left.is_empty() {
            let mut other = Page::new(page.browser, page.event, page.audience, self.dice.roll());
            other.errand = Some(errand);
            self.pages.push(other);
            self.look_after(self.pages.len() - 1);
        }
    }

    fn knock(&mut self, i: usize) {
        let now = self.instant();
        let latency = Duration::from_millis(1 + self.dice.below(60) as u64);
        let page = &mut self.pages[i];
        page.core.connecting(now);
        let browser = &self.browsers[page.browser];
        if let Some(server) = &self.server {
            page.attempt += 1;
            page.is_knocking = true;
            let visitor = Visitor {
                page: i,
                attempt: page.attempt,
                code: browser.code.clone(),
                audience: page.audience,
                cookie: browser.cookie,
                generation: browser.generation,
                held: page.held(),
            };
            server.knock(visitor, latency);
        } else {
            page.core.put_off(None, now);
            self.look_after(i);
        }
    }

    fn join_if_need_be(&mut self, i: usize) {
        let page = &self.pages[i];
        let watches = page.core.is_live() && !page.core.is_joined();
        if watches && page.core.pending() > 0 {
            self.join(page.browser);
        }
    }

    fn join(&mut self, b: usize) {
        let latency = Duration::from_millis(1 + self.dice.below(60) as u64);
        let browser = &mut self.browsers[b];
        if let Some(server) = self.server.as_ref().filter(|_| !browser.is_joining) {
            browser.is_joining = true;
            server.join(b, browser.code.clone(), browser.cookie, latency);
        }
    }

    /// Lets a guest enter one of the codes, which another may have.
    fn enter_code(&mut self, i: usize) {
        let latency = Duration::from_millis(1 + self.dice.below(60) as u64);
        let code = CodeId(self.dice.below(WATCHES.len() + 1) as u32);
        let (event, browser) = (self.pages[i].event, &self.browsers[self.pages[i].browser]);
        if let Some(server) = &self.server
            && let Some(cookie) = browser.cookie
        {
            let truth = self.truth.clone();
            let entered = move || truth.check_code(event, cookie, code);
            server.enter_code(browser.code.clone(), cookie, code, latency, entered);
        }
    }

    pub fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::In(visitor, admitted) => self.seat(&visitor, *admitted),
            Answer::Never(visitor) => {
                if self.end_try(&visitor) {
                    self.relink(visitor.page);
                    self.look_after(visitor.page);
                }
            }
            Answer::Later(visitor) => {
                if self.end_try(&visitor) {
                    let now = self.instant();
                    self.pages[visitor.page].core.put_off(None, now);
                    self.look_after(visitor.page);
                }
            }
            Answer::Joined { browser, cookie } => {
                self.browsers[browser].is_joining = false;
                self.browsers[browser].cookie = cookie.or(self.browsers[browser].cookie);
                for i in 0..self.pages.len() {
                    let page = &self.pages[i];
                    if page.browser != browser || page.line.is_none() || page.core.is_joined() {
                        continue;
                    }
                    // Reopen a watching socket as a participant's.
                    if cookie.is_some() {
                        self.leave(i, Leave::Closed);
                    }
                    self.wake(i, self.now() + 500);
                }
            }
        }
    }

    /// Returns true if the answer belongs to the current attempt.
    fn end_try(&mut self, visitor: &Visitor) -> bool {
        let page = &mut self.pages[visitor.page];
        let is_current = page.is_knocking && page.attempt == visitor.attempt;
        page.is_knocking &= !is_current;
        is_current
    }

    fn seat(&mut self, visitor: &Visitor, admitted: Admitted) {
        let Some(server) = &mut self.server else {
            return;
        };
        let id = self.network.borrow_mut().open();
        self.lines.push((visitor.page, visitor.audience));
        let participant = match admitted.actor {
            Some(Actor::Participant(_)) => visitor.cookie,
            Some(Actor::Staff(_) | Actor::Clock | Actor::Operator) | None => None,
        };
        let stream = ServerEnd {
            network: self.network.clone(),
            id,
        };
        server.seat(admitted, visitor, stream);
        if self.end_try(visitor) {
            let now = self.instant();
            self.pages[visitor.page].opened(id, participant, now);
            self.look_after(visitor.page);
        } else {
            self.network.borrow_mut().client_leaves(id, Leave::Closed);
        }
    }

    pub fn act(&mut self, i: usize) {
        if self.calm {
            return;
        }
        if self.pages[i].audience == Role::Participant && self.dice.chance(5) {
            self.enter_code(i);
        }
        let page = &mut self.pages[i];
        let busy = page.core.pending() > 30 || page.away_until > self.network.borrow().now;
        let (core, dice) = (&page.core, &mut self.dice);
        let act = people::act(page.audience, core.client(), core.view(), dice);
        if let Some(command) = act.filter(|_| !busy) {
            let frame = ClientFrame::Do {
                c: page.core.client(),
                n: page.core.push(command.clone()),
                cmd: command,
            };
            if let ClientFrame::Do { c, n, cmd } = &frame {
                self.truth.mean(*c, *n, cmd);
                page.unanswered.insert(*n, encode(&frame));
            }
            self.look_after(i);
        }
        self.plan_in(1500, Task::Act(i));
    }
}
