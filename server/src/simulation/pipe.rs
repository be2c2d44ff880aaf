//! One direction of a connection: data in flight, data that waits to be read, and data that is lost.

use std::collections::VecDeque;

use plenary_domain::ids::Millis;

use crate::client::Dice;

/// How a direction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything sent has arrived.
    Finished,
    /// Broken; unread data is lost.
    Reset,
}

/// Data in flight.
pub enum Chunk {
    Bytes(Vec<u8>),
    End(Ended),
}

/// One direction.
pub struct Pipe {
    flying: VecDeque<(Millis, Chunk)>,
    pub landed: Vec<u8>,
    pub ended: Option<Ended>,
    /// When the last chunk lands; the next does not overtake it.
    last_at: Millis,
    pub is_dark: bool,
    /// Bytes that never arrive, and occupy the sender's buffer for ever.
    lost: usize,
    /// The bytes that sender, network and receiver hold together.
    pub capacity: usize,
    /// The writer was blocked, and must be notified when it can continue.
    pub is_awaited: bool,
    pub finished: bool,
}

impl Pipe {
    pub fn new(capacity: usize) -> Pipe {
        Pipe {
            flying: VecDeque::new(),
            landed: Vec::new(),
            ended: None,
            last_at: 0,
            is_dark: false,
            lost: 0,
            capacity,
            is_awaited: false,
            finished: false,
        }
    }

    fn held(&self) -> usize {
        let flying = self.flying.iter().map(|(_, chunk)| match chunk {
            Chunk::Bytes(bytes) => bytes.len(),
            Chunk::End(_) => 0,
        });
        flying.sum::<usize>() + self.landed.len() + self.lost
    }

    pub fn room(&self) -> usize {
        self.capacity.saturating_sub(self.held())
    }

    /// Sends a chunk. Returns when it lands, if it does.
    pub fn send(&mut self, chunk: Chunk, at: Millis) -> Option<Millis> {
        match chunk {
            Chunk::Bytes(bytes) if self.is_dark => self.lost += bytes.len(),
            Chunk::End(_) if self.is_dark => {}
            Chunk::Bytes(_) | Chunk::End(_) => {
                self.last_at = self.last_at.max(at);
                self.flying.push_back((self.last_at, chunk));
                return Some(self.last_at);
            }
        }
        None
    }

    /// Delivers what has landed by now. Returns true if anything did.
    pub fn land(&mut self, now: Millis) -> bool {
        let mut landed = false;
        while self.flying.front().is_some_and(|(at, _)| *at <= now)
            && let Some((_, chunk)) = self.flying.pop_front()
        {
            landed = true;
            match chunk {
                Chunk::Bytes(bytes) if self.ended.is_none() => self.landed.extend(bytes),
                Chunk::Bytes(_) => {}
                Chunk::End(ended) => {
                    self.ended = Some(ended);
                    if ended == Ended::Reset {
                        self.landed.clear();
                    }
                }
            }
        }
        landed
    }

    /// Loses everything from here on; part of the data in flight may still arrive.
    pub fn darken(&mut self, dice: &mut Dice) {
        self.is_dark = true;
        let mut keep = dice.below(self.held() + 1);
        for (_, chunk) in std::mem::take(&mut self.flying) {
            let Chunk::Bytes(mut bytes) = chunk else {
                // What was sent into a broken line does not arrive either.
                break;
            };
            let cut = bytes.split_off(keep.min(bytes.len()));
            keep -= bytes.len();
            self.lost += cut.len();
            self.flying.push_back((self.last_at, Chunk::Bytes(bytes)));
        }
    }

    pub fn stall(&mut self, until: Millis) {
        self.last_at = self.last_at.max(until);
        for (at, _) in &mut self.flying {
            *at = (*at).max(until);
        }
    }
}
