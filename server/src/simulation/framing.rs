//! WebSocket framing on the client's side: masks and sometimes fragments what it sends, and parses a server's bytes
//! strictly. A server's frame is whole, unfragmented, unmasked and of few kinds.

use crate::client::Dice;

/// A frame from the server.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming {
    Text(String),
    Pong(Vec<u8>),
    Close(Option<u16>),
}

/// Server bytes that do not yet form a whole frame.
#[derive(Default)]
pub struct Decoder(Vec<u8>);

impl Decoder {
    /// Adds bytes, and returns the frames that are now whole.
    ///
    /// # Errors
    /// What no server frame may be: torn, or nested in another.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Vec<Incoming>, String> {
        self.0.extend(bytes);
        let mut frames = Vec::new();
        while let Some((head, len)) = self.head()? {
            if self.0.len() < head + len {
                break;
            }
            let payload = self.0[head..head + len].to_vec();
            let opcode = self.0[0] & 0x0f;
            self.0.drain(..head + len);
            frames.push(match (opcode, payload.as_slice()) {
                (0x1, _) => Incoming::Text(
                    String::from_utf8(payload)
                        .map_err(|_| "a text is not valid UTF-8".to_owned())?,
                ),
                (0x8, []) => Incoming::Close(None),
                (0x8, [a, b]) => Incoming::Close(Some(u16::from_be_bytes([*a, *b]))),
                (0xA, _) => Incoming::Pong(payload),
                _ => return Err(format!("a frame with opcode {opcode}")),
            });
        }
        Ok(frames)
    }

    /// Returns the lengths of the next frame's header and payload; None if the header is incomplete.
    fn head(&self) -> Result<Option<(usize, usize)>, String> {
        let [first, second, ..] = *self.0 else {
            return Ok(None);
        };
        if first & 0xf0 != 0x80 || second & 0x80 != 0 {
            return Err(format!("a frame starts with {first:#x} {second:#x}"));
        }
        let extended = match second {
            126 => 2,
            127 => 8,
            len => return Ok(Some((2, usize::from(len)))),
        };
        let Some(len) = self.0.get(2..2 + extended) else {
            return Ok(None);
        };
        let len = len
            .iter()
            .fold(0usize, |len, byte| len << 8 | usize::from(*byte));
        Ok(Some((2 + extended, len)))
    }
}

/// Encodes a text as a client sends it.
pub fn text(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    let mut opcode = 0x1;
    while rest.len() > 1 && dice.chance(8) {
        let (part, more) = rest.split_at(1 + dice.below(rest.len() - 1));
        frame(&mut bytes, opcode, part, dice);
        if dice.chance(30) {
            frame(&mut bytes, 0x89, b"?", dice);
        }
        (rest, opcode) = (more, 0x0);
    }
    frame(&mut bytes, 0x80 | opcode, rest, dice);
    bytes
}

/// Encodes a close frame.
pub fn close(code: u16, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    frame(&mut bytes, 0x88, &code.to_be_bytes(), dice);
    bytes
}

fn frame(bytes: &mut Vec<u8>, first: u8, payload: &[u8], dice: &mut Dice) {
    let mask = (dice.roll() as u32).to_be_bytes();
    bytes.push(first);
    match payload.len() {
        len @ 0..126 => bytes.push(0x80 | len as u8),
        len => {
            bytes.push(0x80 | 126);
            bytes.extend((len as u16).to_be_bytes());
        }
    }
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m));
}
