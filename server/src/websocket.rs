//! WebSocket framing (RFC 6455), server side: frames that are encoded once for any number of sockets, and a reader that
//! checks everything a client sends. It does no I/O. `tests/conformance` compares it with tungstenite and runs the
//! Autobahn cases.
//!
//! Libraries keep a context and buffers for each socket and encode each frame again for each socket. Here an idle
//! socket's reader is one word, and sockets share a frame's bytes.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::protocol::close;

/// Limit on a control frame's payload in bytes (section 5.5).
const CONTROL_BYTES_MAX: usize = 125;
/// Limit on a close frame's reason in bytes; the code takes the first two.
const REASON_BYTES_MAX: usize = CONTROL_BYTES_MAX - 2;

/// An encoded server frame. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame(Arc<[u8]>);

/// A complete message or control frame from a client. Fragments are joined, and text is valid UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming<'a> {
    Text(&'a str),
    Binary(&'a [u8]),
    /// The server must answer with a pong that carries the same bytes.
    Ping(&'a [u8]),
    Pong,
    /// The client closes the connection, with its code.
    Close(Option<u16>),
}

/// How a client broke the protocol. Nothing it sends afterwards can be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    #[error("not WebSocket: {0}")]
    Protocol(&'static str),
    #[error("a text is not valid UTF-8")]
    NotUtf8,
    #[error("a message is too long")]
    TooLong,
}

/// The reader's state between two reads. It is empty for a client that sends whole frames.
#[derive(Debug, Default)]
pub struct Reader {
    held: Option<Box<Held>>,
}

#[derive(Debug, Default)]
struct Held {
    /// The start of an incomplete frame.
    raw: Vec<u8>,
    /// An incomplete message, whose first fragments have arrived.
    message: Option<Message>,
}

#[derive(Debug)]
struct Message {
    is_text: bool,
    bytes: Vec<u8>,
    /// Number of leading bytes known to be valid UTF-8.
    checked: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opcode {
    Continuation,
    Text,
    Binary,
    Close,
    Ping,
    Pong,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    is_final: bool,
    opcode: Opcode,
    mask: [u8; 4],
    /// Start and end of the payload.
    payload: (usize, usize),
}

impl Frame {
    /// Encodes a text frame.
    pub fn text(text: impl AsRef<str>) -> Frame {
        Frame::of(0x1, text.as_ref().as_bytes())
    }

    /// Encodes a binary frame.
    pub fn binary(bytes: &[u8]) -> Frame {
        Frame::of(0x2, bytes)
    }

    /// Encodes the answer to a ping.
    pub fn pong(payload: &[u8]) -> Frame {
        Frame::of(0xA, payload)
    }

    /// Encodes a close frame with a code and no reason. Without a code, it echoes a close that had none.
    pub fn close(code: Option<u16>) -> Frame {
        let code = code.map(u16::to_be_bytes);
        Frame::of(0x8, code.as_ref().map_or(&[], |code| code.as_slice()))
    }

    /// Returns a close frame with a code and as much of the reason as fits.
    pub fn close_because(code: u16, reason: &str) -> Frame {
        let mut payload = code.to_be_bytes().to_vec();
        let held = |at: &usize| reason.is_char_boundary(*at);
        let end = (0..=reason.len().min(REASON_BYTES_MAX)).rev().find(held);
        payload.extend_from_slice(&reason.as_bytes()[..end.unwrap_or(0)]);
        Frame::of(0x8, &payload)
    }

    /// Returns the bytes as they go over the wire.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the bytes without the header.
    pub fn payload(&self) -> &[u8] {
        let head = match self.0[1] {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        &self.0[head..]
    }

    fn of(opcode: u8, payload: &[u8]) -> Frame {
        let mut bytes = Vec::with_capacity(payload.len() + 10);
        bytes.push(0x80 | opcode);
        match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
            (Ok(len @ 0..=125), _) => bytes.push(len),
            (_, Ok(len)) => {
                bytes.push(126);
                bytes.extend_from_slice(&len.to_be_bytes());
            }
            (_, Err(_)) => {
                bytes.push(127);
                bytes.extend_from_slice(&(payload.len() as u64).to_be_bytes());
            }
        }
        bytes.extend_from_slice(payload);
        Frame(bytes.into())
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({})", String::from_utf8_lossy(self.payload()))
    }
}

impl Violation {
    /// Returns the close code for the violation (section 7.4.1).
    pub fn code(self) -> u16 {
        match self {
            Violation::Protocol(_) => close::BROKEN,
            Violation::NotUtf8 => close::NOT_TEXT,
            Violation::TooLong => close::TOO_LONG,
        }
    }
}

impl Reader {
    /// Returns how many bytes of incomplete frames and messages it holds.
    pub fn held_bytes(&self) -> usize {
        let held = self.held.as_ref();
        held.map_or(0, |held| {
            let message = held.message.as_ref();
            held.raw.capacity() + message.map_or(0, |message| message.bytes.capacity())
        })
    }

    /// Reads incoming bytes, unmasks them in place, and hands each complete message (at most `most` bytes) or control
    /// frame to `take`. If `take` breaks, reading stops and the reader must not be used again.
    ///
    /// # Errors
    /// The first violation, after everything before it was handed over.
    pub fn read<B>(
        &mut self,
        bytes: &mut [u8],
        most: usize,
        mut take: impl FnMut(Incoming<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Violation> {
        let mut raw = match &mut self.held {
            Some(held) => std::mem::take(&mut held.raw),
            None => Vec::new(),
        };
        let joined = !raw.is_empty();
        let all = if joined {
            raw.extend_from_slice(bytes);
            &mut raw[..]
        } else {
            bytes
        };
        let mut done = 0;
        while let Some(head) = Head::of(&all[done..], most)?
            && all.len() - done >= head.payload.1
        {
            let payload = &mut all[done + head.payload.0..done + head.payload.1];
            unmask(payload, head.mask);
            done += head.payload.1;
            if let ControlFlow::Break(end) = self.frame(&head, payload, most, &mut take)? {
                return Ok(ControlFlow::Break(end));
            }
        }
        if done < all.len() {
            let rest = if joined {
                raw.drain(..done);
                raw
            } else {
                all[done..].to_vec()
            };
            self.held.get_or_insert_default().raw = rest;
        } else if self
            .held
            .as_ref()
            .is_some_and(|held| held.message.is_none())
        {
            self.held = None;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn frame<B>(
        &mut self,
        head: &Head,
        payload: &[u8],
        most: usize,
        take: &mut impl FnMut(Incoming<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Violation> {
        let under_way = self.held.as_mut().and_then(|held| held.message.as_mut());
        match (head.opcode, under_way) {
            (Opcode::Ping, _) => Ok(take(Incoming::Ping(payload))),
            (Opcode::Pong, _) => Ok(take(Incoming::Pong)),
            (Opcode::Close, _) => Ok(take(Incoming::Close(close_code(payload)?))),
            (Opcode::Continuation, None) => {
                Err(Violation::Protocol("a continuation without a message"))
            }
            (Opcode::Text | Opcode::Binary, Some(_)) => {
                Err(Violation::Protocol("a message within a message"))
            }
            (Opcode::Text, None) if head.is_final => {
                let text = std::str::from_utf8(payload).map_err(|_| Violation::NotUtf8)?;
                Ok(take(Incoming::Text(text)))
            }
            (Opcode::Binary, None) if head.is_final => Ok(take(Incoming::Binary(payload))),
            (Opcode::Text | Opcode::Binary, None) => {
                let mut message = Message {
                    is_text: head.opcode == Opcode::Text,
                    bytes: Vec::new(),
                    checked: 0,
                };
                message.add(payload, most)?;
                self.held.get_or_insert_default().message = Some(message);
                Ok(ControlFlow::Continue(()))
            }
            (Opcode::Continuation, Some(message)) => {
                message.add(payload, most)?;
                if !head.is_final {
                    return Ok(ControlFlow::Continue(()));
                }
                let message = self.held.as_mut().and_then(|held| held.message.take());
                message.map_or(Ok(ControlFlow::Continue(())), |message| message.end(take))
            }
        }
    }
}

impl Message {
    /// Validates text as it arrives, so invalid text is refused at once and no byte is checked twice.
    fn add(&mut self, fragment: &[u8], most: usize) -> Result<(), Violation> {
        if self.bytes.len() + fragment.len() > most {
            return Err(Violation::TooLong);
        }
        self.bytes.extend_from_slice(fragment);
        if self.is_text {
            match std::str::from_utf8(&self.bytes[self.checked..]) {
                Ok(_) => self.checked = self.bytes.len(),
                Err(e) if e.error_len().is_none() => self.checked += e.valid_up_to(),
                Err(_) => return Err(Violation::NotUtf8),
            }
        }
        Ok(())
    }

    fn end<B>(
        self,
        take: &mut impl FnMut(Incoming<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Violation> {
        if !self.is_text {
            return Ok(take(Incoming::Binary(&self.bytes)));
        }
        let text = std::str::from_utf8(&self.bytes).map_err(|_| Violation::NotUtf8)?;
        Ok(take(Incoming::Text(text)))
    }
}

impl Head {
    /// Reads a frame's header; None if it is incomplete.
    fn of(bytes: &[u8], most: usize) -> Result<Option<Head>, Violation> {
        let [first, second, ..] = *bytes else {
            return Ok(None);
        };
        if first & 0x70 != 0 {
            return Err(Violation::Protocol("a reserved bit is set"));
        }
        let opcode = match first & 0x0f {
            0x0 => Opcode::Continuation,
            0x1 => Opcode::Text,
            0x2 => Opcode::Binary,
            0x8 => Opcode::Close,
            0x9 => Opcode::Ping,
            0xA => Opcode::Pong,
            _ => return Err(Violation::Protocol("an unknown opcode")),
        };
        let is_final = first & 0x80 != 0;
        if second & 0x80 == 0 {
            return Err(Violation::Protocol("an unmasked frame"));
        }
        let short = usize::from(second & 0x7f);
        let is_control = matches!(opcode, Opcode::Close | Opcode::Ping | Opcode::Pong);
        if is_control && !is_final {
            return Err(Violation::Protocol("a fragmented control frame"));
        }
        if is_control && short > CONTROL_BYTES_MAX {
            return Err(Violation::Protocol("a control frame is too long"));
        }
        let (len, mask_at) = match short {
            126 => match bytes.get(2..4) {
                Some(&[a, b]) => (usize::from(u16::from_be_bytes([a, b])), 4),
                _ => return Ok(None),
            },
            127 => match bytes.get(2..10).and_then(|len| len.try_into().ok()) {
                Some(len) => (
                    usize::try_from(u64::from_be_bytes(len)).map_err(|_| Violation::TooLong)?,
                    10,
                ),
                None => return Ok(None),
            },
            len => (len, 2),
        };
        if len > most && !is_control {
            return Err(Violation::TooLong);
        }
        let Some(mask) = bytes
            .get(mask_at..mask_at + 4)
            .and_then(|mask| mask.try_into().ok())
        else {
            return Ok(None);
        };
        let start = mask_at + 4;
        Ok(Some(Head {
            is_final,
            opcode,
            mask,
            payload: (start, start + len),
        }))
    }
}

fn unmask(payload: &mut [u8], mask: [u8; 4]) {
    let (words, rest) = payload.as_chunks_mut::<4>();
    for word in words {
        *word = (u32::from_ne_bytes(*word) ^ u32::from_ne_bytes(mask)).to_ne_bytes();
    }
    for (byte, mask) in rest.iter_mut().zip(mask) {
        *byte ^= mask;
    }
}

/// Parses a close frame's payload (section 7.4). Its reason must be text.
fn close_code(payload: &[u8]) -> Result<Option<u16>, Violation> {
    let (code, reason) = match payload {
        [] => return Ok(None),
        [a, b, reason @ ..] => (u16::from_be_bytes([*a, *b]), reason),
        [_] => return Err(Violation::Protocol("half a close code")),
    };
    if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
        return Err(Violation::Protocol("a close code that must not be sent"));
    }
    std::str::from_utf8(reason).map_err(|_| Violation::NotUtf8)?;
    Ok(Some(code))
}

#[cfg(test)]
mod tests;
