//! The commands of one client without a final answer, in the order of their numbers, sent one at a time. This module
//! knows neither sockets nor clocks.
//!
//! One at a time, because the server keeps one high-water mark per client and does not know what became of a lower
//! number. With several commands in flight, an early one whose answer was lost with the socket would be rejected as
//! overtaken when it is resent.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::Command;

/// The unanswered commands.
pub struct Outbox {
    client: u32,
    next_n: u32,
    /// In ascending order of n.
    entries: VecDeque<(u32, Command)>,
    /// The first command is in flight on the open socket.
    under_way: bool,
    /// When the first was last sent, or may be sent again.
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
            entries: VecDeque::new(),
            under_way: false,
            last_sent: None,
            not_before: None,
        }
    }

    pub fn client(&self) -> u32 {
        self.client
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Queues a command. Returns its number, which identifies its answer.
    pub fn push(&mut self, command: Command) -> u32 {
        let n = self.next_n;
        self.next_n += 1;
        self.entries.push_back((n, command));
        n
    }

    /// Returns the command to send now, which then counts as in flight.
    pub fn send(&mut self, now: Instant) -> Option<Due> {
        if self.under_way || self.not_before.is_some_and(|at| at > now) {
            return None;
        }
        let (n, command) = self.entries.front()?;
        let again = self.last_sent.replace(now).is_some();
        self.under_way = true;
        self.not_before = None;
        Some(Due {
            n: *n,
            command: command.clone(),
            again,
        })
    }

    /// Returns when a deferred command becomes due.
    pub fn wake(&self) -> Option<Instant> {
        self.not_before
    }

    /// Notes that the socket is gone, and with it the command in flight.
    pub fn unsent(&mut self) {
        self.under_way = false;
    }

    /// Removes a command. Returns the time since it was last sent, or None if it was removed before.
    pub fn end(&mut self, n: u32, now: Instant) -> Option<Duration> {
        self.entries.front().filter(|(first, _)| *first == n)?;
        self.entries.pop_front();
        self.under_way = false;
        self.not_before = None;
        let sent = self.last_sent.take();
        Some(sent.map_or(Duration::ZERO, |sent| now - sent))
    }

    /// Defers a command that the server asked to retry. Nothing overtakes it meanwhile.
    pub fn later(&mut self, n: u32, not_before: Instant) {
        if self.entries.front().is_some_and(|(first, _)| *first == n) {
            self.under_way = false;
            self.not_before = Some(not_before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upvote(question: u32) -> Command {
        Command::Upvote { question, on: true }
    }

    fn sent(outbox: &mut Outbox, now: Instant) -> Option<(u32, bool)> {
        outbox.send(now).map(|due| (due.n, due.again))
    }

    #[test]
    fn commands_go_out_one_at_a_time_until_answered() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=2).for_each(|question| _ = outbox.push(upvote(question)));
        assert_eq!(sent(&mut outbox, now), Some((1, false)));
        assert_eq!(sent(&mut outbox, now), None);
        outbox.unsent();
        assert_eq!(sent(&mut outbox, now), Some((1, true)));
        let took = Duration::from_millis(5);
        assert_eq!(outbox.end(1, now + took), Some(took));
        assert_eq!(outbox.end(1, now), None);
        assert_eq!(sent(&mut outbox, now), Some((2, false)));
        assert_eq!(outbox.len(), 1);
    }

    #[test]
    fn nothing_overtakes_a_deferred_command() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=2).for_each(|question| _ = outbox.push(upvote(question)));
        assert_eq!(sent(&mut outbox, now), Some((1, false)));
        let later = now + Duration::from_millis(300);
        outbox.later(1, later);
        assert_eq!(sent(&mut outbox, now), None);
        assert_eq!(outbox.wake(), Some(later));
        assert_eq!(sent(&mut outbox, later), Some((1, true)));
        assert_eq!(outbox.wake(), None);
    }

    #[test]
    fn a_late_answer_changes_nothing() {
        let (mut outbox, now) = (Outbox::new(9), Instant::now());
        (1..=2).for_each(|question| _ = outbox.push(upvote(question)));
        sent(&mut outbox, now);
        outbox.end(1, now);
        sent(&mut outbox, now);
        outbox.later(1, now + Duration::from_secs(9));
        assert_eq!((outbox.end(1, now), outbox.wake()), (None, None));
        assert_eq!(sent(&mut outbox, now), None);
    }
}
