//! What breaks in a storm, and how often.

use plenary_domain::ids::{Millis, ParticipantId};

use super::network::{Cut, Leave};
use super::page::Page;
use super::world::{Task, World};
use crate::client::View;
use crate::protocol::Role;

impl World {
    /// Breaks something, and plans the next fault.
    pub fn fault(&mut self) {
        if self.calm {
            return;
        }
        let i = self.dice.below(self.pages.len());
        match self.dice.below(100) {
            0..50 => self.cut(i),
            50..62 => self.be_deaf(i),
            62..72 => self.go_away(i),
            72..82 => self.send_on_errand(i),
            82..86 => self.reload(i),
            86..93 => {
                let (faults, slow) = (self.dice.below(12) as u32, self.dice.chance(30));
                let faults = if self.dice.chance(50) { 0 } else { faults };
                self.disk.be(faults, slow);
            }
            93..96 => self.crash(),
            96 => self.restart(),
            97..99 => self.erase(i),
            _ => self.plan_in(40_000, Task::Forget),
        }
        self.plan_in(900, Task::Fault);
    }

    /// Breaks a page's connection in one of the ways real connections break.
    fn cut(&mut self, i: usize) {
        let Some(line) = self.pages[i].line else {
            return;
        };
        let dark = |up, down| Cut::Dark { up, down };
        let cut = match self.dice.below(9) {
            0 => Cut::Reset,
            1 => dark(true, true),
            2 => dark(true, false),
            3 => dark(false, true),
            4 | 5 => Cut::Stall(self.dice.below(12_000) as Millis),
            6 => return self.drop_page(i, Leave::Closed),
            _ => {
                // Data in flight arrives when the next connection already exists.
                let late = self.dice.below(8000) as Millis;
                return self.drop_page(i, Leave::Silent(late));
            }
        };
        self.network.borrow_mut().cut(line, cut);
    }

    fn drop_page(&mut self, i: usize, leave: Leave) {
        self.leave(i, leave);
        self.look_after(i);
    }

    /// Makes a phone stop reading for a while. It still sends.
    fn be_deaf(&mut self, i: usize) {
        let most = if self.dice.chance(20) { 60_000 } else { 12_000 };
        self.pages[i].deaf_until = self.now() + self.dice.below(most) as Millis;
        self.look_after(i);
    }

    /// Puts a phone into a pocket.
    fn go_away(&mut self, i: usize) {
        let most = if self.dice.chance(30) { 30_000 } else { 5000 };
        let page = &mut self.pages[i];
        if page.errand.is_none() && !page.is_left {
            page.away_until = self.network.borrow().now + self.dice.below(most) as Millis;
            self.leave(i, Leave::Silent(2000));
            self.look_after(i);
        }
    }

    /// Reloads a page. The new one takes over the old one's unanswered commands.
    fn reload(&mut self, i: usize) {
        let page = &self.pages[i];
        let loads = self.pages.iter().filter(|p| p.browser == page.browser);
        // The server remembers the last eight clients of a guest.
        if page.errand.is_some() || page.is_left || loads.count() > 6 {
            return;
        }
        self.send_on_errand(i);
        let page = &mut self.pages[i];
        let (browser, event, audience) = (page.browser, page.event, page.audience);
        page.away_until = Millis::MAX;
        page.is_left = true;
        self.leave(i, Leave::Closed);
        let new = Page::new(browser, event, audience, self.dice.roll());
        self.pages.push(new);
        let i = self.pages.len() - 1;
        self.look_after(i);
        self.plan_in(1500, Task::Act(i));
    }

    /// Crashes the server, or its machine.
    fn crash(&mut self) {
        if self.server.is_none() {
            return;
        }
        if self.dice.chance(30) {
            self.network.borrow_mut().lose_power();
        }
        self.stop();
        if self.dice.chance(50) {
            self.restore();
        }
        self.plan_in(4000, Task::Start);
    }

    /// Puts a copy of the log back that lacks a guest's erasure; the list of destroyed keys has it. So nobody can read any more what
    /// the guest wrote, and the server must find out.
    fn restore(&mut self) {
        let i = self.dice.below(self.pages.len());
        if let Some(guest) = self.guest(i) {
            self.disk.lose_key(self.pages[i].event, guest);
        }
    }

    /// The operator erases what a guest wrote. Now and then the server is killed while it does.
    fn erase(&mut self, i: usize) {
        let Some((server, guest)) = self.server.as_ref().zip(self.guest(i)) else {
            return;
        };
        server.erase(&self.browsers[self.pages[i].browser].code, guest);
        if self.dice.chance(30) {
            self.plan_in(20, Task::Stop(self.life));
        }
    }

    /// Returns the guest whose page it is, in the newest history.
    fn guest(&self, i: usize) -> Option<ParticipantId> {
        let page = &self.pages[i];
        let (epoch, guest) = self.browsers[page.browser].cookie?;
        let (position, _) = self.truth.state(page.event);
        (position.epoch == epoch).then_some(guest)
    }

    /// Asks the server to shut down, with some time to do so.
    fn restart(&mut self) {
        if let Some(server) = &self.server {
            server.close();
            self.plan_in(3000, Task::Stop(self.life));
        }
    }

    /// Ends an event's retention. Some of its guests return long after.
    pub fn forget(&mut self) {
        let i = self.dice.below(self.pages.len());
        let (event, browser) = (self.pages[i].event, self.pages[i].browser);
        if let Some(server) = &self.server {
            server.forget(&self.browsers[browser].code);
        }
        for i in 0..self.pages.len() {
            if self.pages[i].event == event && self.dice.chance(30) {
                self.go_away(i);
            }
        }
    }

    /// Repairs everything. Everybody who was away returns.
    pub fn calm_down(&mut self) {
        self.calm = true;
        self.network.borrow_mut().calm = true;
        self.disk.be(0, false);
        for i in 0..self.pages.len() {
            let page = &mut self.pages[i];
            page.deaf_until = 0;
            if page.away_until < Millis::MAX {
                page.away_until = 0;
            }
            let now = self.now();
            self.wake(i, now);
        }
        let now = self.now();
        if self.server.is_none() {
            self.plan(now + 4000, Task::Start);
        }
    }

    /// Checks that every remaining page shows the newest state, and that the hall counts are right.
    ///
    /// # Errors
    /// The first mismatch.
    pub fn check_calm(&self) -> Result<(), String> {
        let pages = self.pages.iter().enumerate();
        for (i, page) in pages.filter(|(_, page)| !page.is_left && page.errand.is_none()) {
            let checked = page.check_converged(&self.truth);
            checked.map_err(|why| format!("page {i}, {:?}: {why}", page.audience))?;
            if page.audience == Role::Host {
                self.check_hall(page, page.core.view())?;
            }
        }
        self.truth.check_counts();
        self.truth.first_wrong().map_or(Ok(()), Err)
    }

    fn check_hall(&self, host: &Page, view: &View) -> Result<(), String> {
        let hall = view.hall.as_ref().ok_or("a host has no hall figures")?;
        let live = |role| {
            let here = self.pages.iter().filter(|page| page.event == host.event);
            here.filter(|page| page.line.is_some() && page.audience == role)
                .count() as u32
        };
        let counted = Role::ALL.map(|role| hall.count(role));
        let expected = Role::ALL.map(live);
        if counted != expected || !hall.writable {
            return Err(format!("a host sees {hall:?} instead of {expected:?}"));
        }
        Ok(())
    }
}
