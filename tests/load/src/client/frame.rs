//! Handmade WebSocket frames. The client's are masked into the caller's buffer, the server's are parsed in place. One
//! copy and no allocation per frame, so one thread can play a hall.

use anyhow::{Result, bail};

/// Limit on a frame in bytes: a host's snapshot holds every question.
const BYTES_MAX: u64 = 32 << 20;

/// The type of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Close,
    Ping,
    Pong,
}

/// A server frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    pub kind: Kind,
    pub payload: &'a [u8],
}

impl Frame<'_> {
    /// Returns the code of a close frame, if it has one.
    pub fn close_code(&self) -> Option<u16> {
        match self.payload {
            [high, low, ..] => Some(u16::from_be_bytes([*high, *low])),
            _ => None,
        }
    }
}

/// Returns the first frame of `bytes` and its length; None if it is incomplete.
///
/// # Errors
/// Frames that none of the servers send: masked, binary, extended, fragmented or oversized ones.
pub fn scan(bytes: &[u8]) -> Result<Option<(Frame<'_>, usize)>> {
    let [first, second, rest @ ..] = bytes else {
        return Ok(None);
    };
    let kind = match first {
        0x81 => Kind::Text,
        0x88 => Kind::Close,
        0x89 => Kind::Ping,
        0x8a => Kind::Pong,
        _ => bail!("a frame starts with {first:#04x}, which this client does not support"),
    };
    let (len, head) = match second {
        0..=125 => (u64::from(*second), 2),
        126 => match rest {
            [a, b, ..] => (u64::from(u16::from_be_bytes([*a, *b])), 4),
            _ => return Ok(None),
        },
        127 => match rest.first_chunk() {
            Some(len) => (u64::from_be_bytes(*len), 10),
            None => return Ok(None),
        },
        _ => bail!("a server frame is masked"),
    };
    if len > BYTES_MAX {
        bail!("a frame of {len} bytes");
    }
    let end = head + len as usize;
    let frame = bytes
        .get(head..end)
        .map(|payload| (Frame { kind, payload }, end));
    Ok(frame)
}

/// Appends a client frame, masked with `mask`.
pub fn put(kind: Kind, payload: &[u8], mask: u32, out: &mut Vec<u8>) {
    out.push(match kind {
        Kind::Text => 0x81,
        Kind::Close => 0x88,
        Kind::Ping => 0x89,
        Kind::Pong => 0x8a,
    });
    match payload.len() {
        len @ 0..=125 => out.push(0x80 | len as u8),
        len @ 126..=0xffff => {
            out.push(0x80 | 126);
            out.extend_from_slice(&(len as u16).to_be_bytes());
        }
        len => {
            out.push(0x80 | 127);
            out.extend_from_slice(&(len as u64).to_be_bytes());
        }
    }
    let mask = mask.to_be_bytes();
    out.extend_from_slice(&mask);
    let masked = payload.iter().zip(mask.iter().cycle());
    out.extend(masked.map(|(byte, mask)| byte ^ mask));
}

/// Appends a server's text frame, as the peers send it.
pub fn put_unmasked(payload: &[u8], out: &mut Vec<u8>) {
    out.push(0x81);
    if payload.len() <= 125 {
        out.push(payload.len() as u8);
    } else {
        out.push(126);
        out.extend_from_slice(&(payload.len() as u16).to_be_bytes());
    }
    out.extend_from_slice(payload);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three frames, one for each way to encode a length, as a server sends them.
    fn stream() -> (Vec<u8>, Vec<Vec<u8>>) {
        let payloads = vec![
            b"{\"t\":\"beat\"}".to_vec(),
            vec![b'm'; 300],
            vec![b'x'; 70_000],
            vec![],
        ];
        let mut bytes = vec![];
        for payload in &payloads {
            match payload.len() {
                70_000 => {
                    bytes.extend([0x81, 127]);
                    bytes.extend(70_000u64.to_be_bytes());
                    bytes.extend(payload);
                }
                _ => put_unmasked(payload, &mut bytes),
            }
        }
        (bytes, payloads)
    }

    #[test]
    fn a_stream_cut_anywhere_gives_the_same_frames() {
        let (bytes, payloads) = stream();
        let cuts = (0..800).chain(bytes.len() - 400..bytes.len());
        for cut in cuts {
            let (mut held, mut got) = (vec![], vec![]);
            for part in [&bytes[..cut], &bytes[cut..]] {
                held.extend_from_slice(part);
                let mut done = 0;
                while let Some((frame, len)) = scan(&held[done..]).unwrap() {
                    assert_eq!(frame.kind, Kind::Text);
                    got.push(frame.payload.to_vec());
                    done += len;
                }
                held.drain(..done);
            }
            assert_eq!(got, payloads, "cut at {cut}");
            assert!(held.is_empty());
        }
    }

    #[test]
    fn a_stream_arriving_byte_by_byte_gives_the_same_frames() {
        let (bytes, payloads) = stream();
        let (mut held, mut got) = (vec![], vec![]);
        for byte in &bytes[..400] {
            held.push(*byte);
            if let Some((frame, len)) = scan(&held).unwrap() {
                got.push(frame.payload.to_vec());
                held.drain(..len);
            }
        }
        assert_eq!(got, payloads[..2]);
    }

    #[test]
    fn a_sent_frame_is_masked_and_can_be_unmasked() {
        for len in [0, 1, 125, 126, 65_535, 65_536] {
            let payload: Vec<u8> = (0..len).map(|i| i as u8).collect();
            let mut out = vec![];
            put(Kind::Text, &payload, 0xdead_beef, &mut out);
            let head = match len {
                0..=125 => 2,
                126..=65_535 => 4,
                _ => 10,
            };
            assert_eq!(out[1] & 0x80, 0x80);
            assert_eq!(out[head..head + 4], [0xde, 0xad, 0xbe, 0xef]);
            let back: Vec<u8> = out[head + 4..]
                .iter()
                .zip([0xde, 0xad, 0xbe, 0xef].iter().cycle())
                .map(|(byte, mask)| byte ^ mask)
                .collect();
            assert_eq!(back, payload);
        }
    }

    #[test]
    fn other_frames_are_refused_and_close_codes_are_read() {
        for bad in [
            &[0x82, 0][..],
            &[0x01, 0],
            &[0xc1, 0],
            &[0x81, 0x80, 0, 0, 0, 0],
            &[0x81, 127, 1, 0, 0, 0, 0, 0, 0, 0],
        ] {
            assert!(scan(bad).is_err(), "{bad:?}");
        }
        let (frame, len) = scan(&[0x88, 2, 0x03, 0xf5]).unwrap().unwrap();
        assert_eq!(
            (frame.kind, frame.close_code(), len),
            (Kind::Close, Some(1013), 4)
        );
        let (frame, _) = scan(&[0x88, 0]).unwrap().unwrap();
        assert_eq!(frame.close_code(), None);
    }
}
