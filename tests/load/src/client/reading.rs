//! The hall's input: bytes become whole frames, frames become news. Bytes are copied only if a read ends within a
//! frame.

use std::io::{ErrorKind, Read};

use anyhow::{Result, bail};

use super::engine::{self, Packet};
use super::frame::{self, Kind};
use super::hall::{Hall, News, Script};
use super::http;
use super::seat::{Phase, later};
use super::target::Dialect;
use super::text::{self, Text};
use crate::clock::Nanos;

impl Hall {
    /// Reads everything available on the seat's socket.
    pub(super) fn read(
        &mut self,
        seat: usize,
        closed: bool,
        buffer: &mut [u8],
        script: &mut impl Script,
    ) -> Result<()> {
        loop {
            let from = &mut self.seats[seat];
            if from.deaf && from.phase == Phase::Open && !closed {
                return Ok(());
            }
            let Some(line) = &mut from.line else {
                return Ok(());
            };
            match line.stream.read(buffer) {
                Ok(0) => return self.lose(seat, None, script),
                Ok(n) => {
                    self.take(seat, &buffer[..n], script)?;
                    // A short read took everything available. Later data causes a new event.
                    if n < buffer.len() && !closed {
                        return Ok(());
                    }
                }
                Err(e) if later(&e) => return Ok(()),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(_) => return self.lose(seat, None, script),
            }
        }
    }

    fn lose(&mut self, seat: usize, code: Option<u16>, script: &mut impl Script) -> Result<()> {
        self.cut(seat);
        let now = self.clock.now();
        script.news(self, seat, now, News::Lost { code })
    }

    /// Handles incoming bytes together with the incomplete frame held back before.
    fn take(&mut self, seat: usize, bytes: &[u8], script: &mut impl Script) -> Result<()> {
        let generation = self.seats[seat].generation;
        let held = match &mut self.seats[seat].line {
            Some(line) => std::mem::take(&mut line.held),
            None => return Ok(()),
        };
        let at = self.clock.now();
        let rest = if held.is_empty() {
            let used = self.digest(seat, generation, at, bytes, script)?;
            bytes[used..].to_vec()
        } else {
            let mut whole = held;
            whole.extend_from_slice(bytes);
            let used = self.digest(seat, generation, at, &whole, script)?;
            whole.drain(..used);
            whole
        };
        let seat = &mut self.seats[seat];
        if let (true, Some(line)) = (seat.generation == generation, &mut seat.line) {
            line.held = rest;
        }
        Ok(())
    }

    /// Reports the whole frames to the script. Returns their length in bytes.
    fn digest(
        &mut self,
        seat: usize,
        generation: u32,
        at: Nanos,
        bytes: &[u8],
        script: &mut impl Script,
    ) -> Result<usize> {
        let mut used = 0;
        while self.seats[seat].generation == generation && used < bytes.len() {
            let rest = &bytes[used..];
            let len = match self.seats[seat].phase {
                Phase::Away => return Ok(bytes.len()),
                Phase::Joining => self.answer(seat, at, rest, script)?,
                Phase::Upgrading => self.upgraded(seat, at, rest, script)?,
                Phase::Open => match frame::scan(rest)? {
                    Some((frame, len)) => {
                        match frame.kind {
                            Kind::Text => self.text(seat, at, frame.payload, script)?,
                            Kind::Close => self.lose(seat, frame.close_code(), script)?,
                            Kind::Ping => {
                                self.put(seat, Kind::Pong, frame.payload);
                                self.flush(seat);
                            }
                            Kind::Pong => {}
                        }
                        len
                    }
                    None => return Ok(used),
                },
            };
            if len == 0 {
                return Ok(used);
            }
            used += len;
        }
        Ok(used)
    }

    fn answer(
        &mut self,
        seat: usize,
        at: Nanos,
        bytes: &[u8],
        script: &mut impl Script,
    ) -> Result<usize> {
        let Some(head) = http::head(bytes)? else {
            return Ok(0);
        };
        let len = head.len + head.body;
        if bytes.len() < len {
            return Ok(0);
        }
        self.cut(seat);
        let news = match (head.status, head.cookie) {
            (200, Some(cookie)) => {
                self.seats[seat].cookie = cookie.into();
                News::Joined
            }
            (status, _) => News::Turned {
                status,
                retry_after_s: head.retry_after_s,
            },
        };
        script.news(self, seat, at, news)?;
        Ok(len)
    }

    fn upgraded(
        &mut self,
        seat: usize,
        at: Nanos,
        bytes: &[u8],
        script: &mut impl Script,
    ) -> Result<usize> {
        let Some(head) = http::head(bytes)? else {
            return Ok(0);
        };
        if head.status != 101 {
            self.cut(seat);
            let news = News::Turned {
                status: head.status,
                retry_after_s: head.retry_after_s,
            };
            script.news(self, seat, at, news)?;
            return Ok(bytes.len());
        }
        self.seats[seat].phase = Phase::Open;
        if self.target.dialect == Dialect::Plain {
            script.news(self, seat, at, News::Open)?;
        }
        Ok(head.len)
    }

    fn text(
        &mut self,
        seat: usize,
        at: Nanos,
        payload: &[u8],
        script: &mut impl Script,
    ) -> Result<()> {
        let payload = match self.target.dialect {
            Dialect::Plenary { .. } | Dialect::Plain => payload,
            Dialect::SocketIo => match engine::read(payload) {
                Packet::Event(event) => event,
                Packet::Open => return self.say(seat, engine::CONNECT),
                Packet::Ping => return self.say(seat, engine::PONG),
                Packet::Connected => return script.news(self, seat, at, News::Open),
                Packet::Other => return Ok(()),
            },
        };
        let said = text::read(payload);
        let from = &mut self.seats[seat];
        let news = match said {
            Text::Ack { n, seq } => match from.answered(n) {
                Some(due) => News::Acked { due, seq },
                None => bail!("an ack of {n}, which is not in flight"),
            },
            Text::Refused { n, kind } => match from.answered(n) {
                Some(_) => News::Refused { kind },
                None => bail!("a rejection of {n}, which is not in flight"),
            },
            Text::Snapshot { epoch, seq } => {
                (from.epoch, from.seq) = (Some(epoch), seq);
                News::Text(said, payload)
            }
            Text::Change { to } => {
                from.seq = from.seq.max(to);
                News::Text(said, payload)
            }
            Text::Welcome => {
                script.news(self, seat, at, News::Open)?;
                News::Text(said, payload)
            }
            Text::Mine | Text::Hall | Text::Beat | Text::Other => News::Text(said, payload),
        };
        script.news(self, seat, at, news)
    }

    fn say(&mut self, seat: usize, payload: &[u8]) -> Result<()> {
        self.put(seat, Kind::Text, payload);
        self.flush(seat);
        Ok(())
    }
}
