//! The commands of one client that have no final answer yet, in the order of their numbers. It decides what may be sent
//! now: at most [`WINDOW`] are under way, and none overtakes one that the server put off. It knows no socket and no clock.
//!
//! The server keeps one high-water mark a client, so a number below one that was accepted counts as accepted too. A
//! command that was put off while a later one was acked therefore goes on under a new number; it had no effect so far.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::Command;

/// The most commands under way at once.
pub const WINDOW: usize = 16;

/// The commands without an answer.
pub struct Outbox {
    client: u32,
    next_n: u32,
    /// The highest number that was acked.
    mark: u32,
    /// By rising n.
    entries: VecDeque<Entry>,
}

struct Entry {
    /// What the owner knows the command by: its first number.
    ticket: u32,
    n: u32,
    command: Command,
    /// On its way on the socket that is open now.
    under_way: bool,
    last_sent: Option<Instant>,
    not_before: Option<Instant>,
}

/// A command to send now.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub n: u32,
    pub command: Command,
    /// It was sent before.
    pub again: bool,
}

impl Outbox {
    pub fn new(client: u32) -> Outbox {
        Outbox {
            client,
            next_n: 1,
            mark: 0,
            entries: VecDeque::new(),
        }
    }

    pub fn client(&self) -> u32 {
        self.client
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Takes a command; gives the ticket that its answer will carry.
    pub fn push(&mut self, command: Command) -> u32 {
        let n = self.next_n;
        self.next_n += 1;
        self.entries.push_back(Entry {
            ticket: n,
            n,
            command,
            under_way: false,
            last_sent: None,
            not_before: None,
        });
        n
    }

    /// What to send now, in order.
    pub fn due(&self, now: Instant) -> Vec<Due> {
        let mut due = Vec::new();
        for entry in self.entries.iter().take(WINDOW) {
            if entry.not_before.is_some_and(|at| at > now) {
                break;
            }
            if !entry.under_way {
                due.push(Due {
                    n: entry.n,
                    command: entry.command.clone(),
                    again: entry.last_sent.is_some(),
                });
            }
        }
        due
    }

    /// When something that was put off becomes due.
    pub fn wake(&self) -> Option<Instant> {
        self.entries
            .iter()
            .take(WINDOW)
            .find(|entry| !entry.under_way)
            .and_then(|entry| entry.not_before)
    }

    pub fn sent(&mut self, n: u32, now: Instant) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.n == n) {
            entry.under_way = true;
            entry.not_before = None;
            entry.last_sent = Some(now);
        }
    }

    /// The socket is gone: whatever was under way is not any more.
    pub fn unsent(&mut self) {
        for entry in &mut self.entries {
            entry.under_way = false;
        }
    }

    /// Ends a command; gives its ticket and the time since its last sending, or None if it had ended before.
    pub fn acked(&mut self, n: u32, now: Instant) -> Option<(u32, Duration)> {
        let place = self.entries.iter().position(|entry| entry.n == n)?;
        let entry = self.entries.remove(place)?;
        self.mark = self.mark.max(n);
        let took = entry.last_sent.map_or(Duration::ZERO, |sent| now - sent);
        Some((entry.ticket, took))
    }

    /// Ends a command that was refused for good; gives its ticket, or None if it had ended before.
    pub fn refused(&mut self, n: u32) -> Option<u32> {
        let place = self.entries.iter().position(|entry| entry.n == n)?;
        self.entries.remove(place).map(|entry| entry.ticket)
    }

    /// The server put a command off; nothing overtakes it meanwhile.
    pub fn later(&mut self, n: u32, not_before: Instant) {
        let Some(place) = self.entries.iter().position(|entry| entry.n == n) else {
            return;
        };
        let entry = &mut self.entries[place];
        entry.under_way = false;
        entry.not_before = Some(not_before);
        if self.mark > n
            && let Some(mut entry) = self.entries.remove(place)
        {
            entry.n = self.next_n;
            self.next_n += 1;
            self.entries.push_back(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upvote(question: u32) -> Command {
        Command::Upvote { question, on: true }
    }

    fn numbers(outbox: &Outbox, now: Instant) -> Vec<(u32, bool)> {
        outbox
            .due(now)
            .iter()
            .map(|due| (due.n, due.again))
            .collect()
    }

    fn send_all(outbox: &mut Outbox, now: Instant) {
        for due in outbox.due(now) {
            outbox.sent(due.n, now);
        }
    }

    #[test]
    fn what_was_not_answered_goes_out_again_in_order() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=3).for_each(|question| _ = outbox.push(upvote(question)));
        assert_eq!(numbers(&outbox, now), [(1, false), (2, false), (3, false)]);
        send_all(&mut outbox, now);
        assert!(outbox.due(now).is_empty());
        assert_eq!(
            outbox.acked(1, now + Duration::from_millis(5)),
            Some((1, Duration::from_millis(5)))
        );
        assert_eq!(outbox.acked(1, now), None);
        outbox.unsent();
        assert_eq!(numbers(&outbox, now), [(2, true), (3, true)]);
        assert_eq!((outbox.refused(2), outbox.refused(2)), (Some(2), None));
        assert_eq!(outbox.len(), 1);
    }

    #[test]
    fn only_a_window_is_under_way() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (0..40).for_each(|question| _ = outbox.push(upvote(question)));
        assert_eq!(outbox.due(now).len(), WINDOW);
        send_all(&mut outbox, now);
        outbox.acked(1, now);
        assert_eq!(numbers(&outbox, now), [(17, false)]);
    }

    #[test]
    fn nothing_overtakes_what_was_put_off() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=2).for_each(|question| _ = outbox.push(upvote(question)));
        send_all(&mut outbox, now);
        let later = now + Duration::from_millis(300);
        outbox.later(1, later);
        outbox.push(upvote(3));
        assert!(outbox.due(now).is_empty());
        assert_eq!(outbox.wake(), Some(later));
        assert_eq!(numbers(&outbox, later), [(1, true), (3, false)]);
    }

    #[test]
    fn a_put_off_command_below_the_mark_gets_a_new_number() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=2).for_each(|question| _ = outbox.push(upvote(question)));
        send_all(&mut outbox, now);
        outbox.acked(2, now);
        outbox.later(1, now);
        assert_eq!(numbers(&outbox, now), [(3, true)]);
        outbox.sent(3, now);
        assert_eq!(outbox.push(upvote(4)), 4);
        assert_eq!(outbox.acked(3, now).map(|(ticket, _)| ticket), Some(1));
    }
}
