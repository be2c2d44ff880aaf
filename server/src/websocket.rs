//! WebSocket framing (RFC 6455), the server's side: frames that are encoded once for any number of sockets, and a reader
//! that checks all that a client sends. It knows no socket and does no I/O; `tests/conformance` holds it against tungstenite
//! and the Autobahn cases.
//!
//! Why not a library's: they keep a context and buffers for each socket, and encode a frame for each socket anew. Here an idle
//! socket's reader is one word, and a frame is shared bytes.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::protocol::close;

/// The most bytes of a control frame's payload (section 5.5).
const CONTROL_BYTES_MAX: usize = 125;
/// The most bytes of a goodbye's reason, which stands behind its code.
const REASON_BYTES_MAX: usize = CONTROL_BYTES_MAX - 2;

/// An encoded frame of the server. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame(Arc<[u8]>);

/// What a client sent. Fragments are put together, and text is UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming<'a> {
    Text(&'a str),
    Binary(&'a [u8]),
    /// Wants a pong with the same bytes.
    Ping(&'a [u8]),
    Pong,
    /// The client says goodbye, with its code.
    Close(Option<u16>),
}

/// How a client broke the rules. Nothing that it sends afterwards can be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    #[error("not WebSocket: {0}")]
    Protocol(&'static str),
    #[error("a text is not UTF-8")]
    NotUtf8,
    #[error("a message is too long")]
    TooLong,
}

/// What is known of a client's frames between two reads: nothing, for a client that sends them whole.
#[derive(Debug, Default)]
pub struct Reader {
    held: Option<Box<Held>>,
}

#[derive(Debug, Default)]
struct Held {
    /// The start of a frame that has not come whole.
    raw: Vec<u8>,
    /// The message whose first fragments have come.
    message: Option<Message>,
}

#[derive(Debug)]
struct Message {
    is_text: bool,
    bytes: Vec<u8>,
    /// So many bytes are known to be UTF-8.
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
    /// Where the payload starts and ends.
    payload: (usize, usize),
}

impl Frame {
    /// A text frame.
    pub fn text(text: impl AsRef<str>) -> Frame {
        Frame::of(0x1, text.as_ref().as_bytes())
    }

    /// A binary frame.
    pub fn binary(bytes: &[u8]) -> Frame {
        Frame::of(0x2, bytes)
    }

    /// The answer to a ping.
    pub fn pong(payload: &[u8]) -> Frame {
        Frame::of(0xA, payload)
    }

    /// A goodbye with a code and no reason; without a code, the echo of a goodbye that had none.
    pub fn close(code: Option<u16>) -> Frame {
        let code = code.map(u16::to_be_bytes);
        Frame::of(0x8, code.as_ref().map_or(&[], |code| code.as_slice()))
    }

    /// A goodbye with a code and a reason, of which as much is said as a close frame holds.
    pub fn close_because(code: u16, reason: &str) -> Frame {
        let mut payload = code.to_be_bytes().to_vec();
        let held = |at: &usize| reason.is_char_boundary(*at);
        let end = (0..=reason.len().min(REASON_BYTES_MAX)).rev().find(held);
        payload.extend_from_slice(&reason.as_bytes()[..end.unwrap_or(0)]);
        Frame::of(0x8, &payload)
    }

    /// The bytes as they go over the wire.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes without the head.
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
    /// The close code for it (section 7.4.1).
    pub fn code(self) -> u16 {
        match self {
            Violation::Protocol(_) => close::BROKEN,
            Violation::NotUtf8 => close::NOT_TEXT,
            Violation::TooLong => close::TOO_LONG,
        }
    }
}

impl Reader {
    /// Takes the bytes that came in, which are unmasked in place, and hands over what is complete by them: messages of at most
    /// `most` bytes, and control frames. `take` ends it early with a break, after which the reader is of no use.
    ///
    /// # Errors
    /// The first violation, after all that came before it was handed over.
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
            (Opcode::Continuation, None) => Err(Violation::Protocol("nothing to continue")),
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
    /// Text is checked as it comes: who sends nonsense is told at once, and no byte is looked at twice.
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
    /// Reads a frame's head; None if it has not come whole.
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
            return Err(Violation::Protocol("a frame is not masked"));
        }
        let short = usize::from(second & 0x7f);
        let is_control = matches!(opcode, Opcode::Close | Opcode::Ping | Opcode::Pong);
        if is_control && !is_final {
            return Err(Violation::Protocol("a control frame in fragments"));
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

/// The code of a goodbye's payload (section 7.4), whose reason must be text.
fn close_code(payload: &[u8]) -> Result<Option<u16>, Violation> {
    let (code, reason) = match payload {
        [] => return Ok(None),
        [a, b, reason @ ..] => (u16::from_be_bytes([*a, *b]), reason),
        [_] => return Err(Violation::Protocol("half a close code")),
    };
    if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
        return Err(Violation::Protocol("a close code that is never sent"));
    }
    std::str::from_utf8(reason).map_err(|_| Violation::NotUtf8)?;
    Ok(Some(code))
}

#[cfg(test)]
mod tests;
