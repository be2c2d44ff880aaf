//! Compares the reader with tungstenite's over random streams of good and bad frames, cut at random places, and checks
//! the rules that are easy to break. The Autobahn cases are in `tests/conformance`.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use proptest::prelude::*;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

use super::{Frame, Incoming, Reader, Violation};

const MOST: usize = 300;

/// What a reader found in a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Text(String),
    Binary(Vec<u8>),
    Ping(Vec<u8>),
    Pong,
    /// A close or a violation. What follows does not count.
    End,
}

/// A frame as a client sends it, with the mistakes clients make.
#[derive(Debug, Clone)]
struct Sent {
    first: u8,
    is_masked: bool,
    mask: [u8; 4],
    payload: Vec<u8>,
}

impl Sent {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.first];
        let masked = if self.is_masked { 0x80 } else { 0 };
        match self.payload.len() {
            len @ 0..=125 => bytes.push(masked | len as u8),
            len => {
                bytes.push(masked | 126);
                bytes.extend_from_slice(&(len as u16).to_be_bytes());
            }
        }
        if self.is_masked {
            bytes.extend_from_slice(&self.mask);
        }
        let mask = self.mask.iter().cycle();
        let masked = self.payload.iter().zip(mask);
        bytes.extend(masked.map(|(byte, mask)| if self.is_masked { byte ^ mask } else { *byte }));
        bytes
    }
}

fn text(payload: &[u8]) -> Sent {
    Sent {
        first: 0x81,
        is_masked: true,
        mask: [1, 2, 3, 4],
        payload: payload.to_vec(),
    }
}

/// Mostly good frames, often fragmented, and now and then one that no client may send.
fn frames() -> impl Strategy<Value = Vec<Sent>> {
    let payload = prop_oneof![
        6 => "[a-z能源合作🌏]{0,20}".prop_map(String::into_bytes),
        2 => prop::collection::vec(any::<u8>(), 0..10),
        1 => "[a-z]{120,140}".prop_map(String::into_bytes),
        1 => "[a-z]{290,310}".prop_map(String::into_bytes),
    ];
    let first = prop_oneof![
        4 => Just(0x81u8),
        2 => Just(0x01),
        2 => Just(0x00),
        3 => Just(0x80),
        1 => Just(0x82),
        1 => Just(0x02),
        1 => Just(0x89),
        1 => Just(0x8A),
        1 => any::<u8>(),
    ];
    let frame = (first, prop::bool::weighted(0.98), any::<[u8; 4]>(), payload);
    let frame = frame.prop_map(|(first, is_masked, mask, payload)| Sent {
        first,
        is_masked,
        mask,
        payload,
    });
    prop::collection::vec(frame, 0..12)
}

fn ours(stream: &[u8], cuts: &[usize]) -> Vec<Seen> {
    let mut reader = Reader::default();
    let mut seen = Vec::new();
    let mut rest = stream;
    let mut cuts = cuts.iter().cycle();
    while !rest.is_empty() {
        let cut = cuts
            .next()
            .copied()
            .unwrap_or(rest.len())
            .clamp(1, rest.len());
        let (now, later) = rest.split_at(cut);
        rest = later;
        let outcome = reader.read(&mut now.to_vec(), MOST, |incoming| {
            seen.push(match incoming {
                Incoming::Text(text) => Seen::Text(text.to_owned()),
                Incoming::Binary(bytes) => Seen::Binary(bytes.to_vec()),
                Incoming::Ping(payload) => Seen::Ping(payload.to_vec()),
                Incoming::Pong => Seen::Pong,
                Incoming::Close(_) => return ControlFlow::Break(()),
            });
            ControlFlow::Continue(())
        });
        if !matches!(outcome, Ok(ControlFlow::Continue(()))) {
            seen.push(Seen::End);
            break;
        }
    }
    seen
}

/// Bytes to read, with nowhere to write.
struct Tape<'a>(&'a [u8]);

impl Read for Tape<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.0.read(buffer)
    }
}

impl Write for Tape<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn theirs(stream: &[u8]) -> Vec<Seen> {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MOST))
        .max_frame_size(Some(MOST));
    let mut socket = WebSocket::from_raw_socket(Tape(stream), Role::Server, Some(config));
    let mut seen = Vec::new();
    loop {
        seen.push(match socket.read() {
            Ok(Message::Text(text)) => Seen::Text(text.to_string()),
            Ok(Message::Binary(bytes)) => Seen::Binary(bytes.to_vec()),
            Ok(Message::Ping(payload)) => Seen::Ping(payload.to_vec()),
            Ok(Message::Pong(_)) => Seen::Pong,
            Err(tungstenite::Error::Io(e)) if e.kind() == io::ErrorKind::WouldBlock => return seen,
            Ok(Message::Close(_) | Message::Frame(_)) | Err(_) => {
                seen.push(Seen::End);
                return seen;
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn reads_what_tungstenite_reads(
        frames in frames(),
        cuts in prop::collection::vec(1usize..40, 1..20),
    ) {
        let stream: Vec<u8> = frames.iter().flat_map(Sent::bytes).collect();
        prop_assert_eq!(ours(&stream, &cuts), theirs(&stream));
    }
}

/// Returns the violation for which the reader refuses a stream that arrives at once.
fn violation(stream: &[u8]) -> Option<Violation> {
    let mut reader = Reader::default();
    let outcome: Result<ControlFlow<()>, Violation> =
        reader.read(&mut stream.to_vec(), MOST, |_| ControlFlow::Continue(()));
    outcome.err()
}

#[test]
fn each_violation_has_its_own_reason() {
    assert_eq!(violation(&text(&[0xff]).bytes()), Some(Violation::NotUtf8));
    // Text that turns invalid in its first fragment is refused before the message ends.
    let begun = Sent {
        first: 0x01,
        ..text(b"\xe8\x83\xbd\xc0")
    };
    assert_eq!(violation(&begun.bytes()), Some(Violation::NotUtf8));
    assert_eq!(violation(&text(&[b'a'; MOST]).bytes()), None);
    assert_eq!(
        violation(&text(&[b'a'; MOST + 1]).bytes()),
        Some(Violation::TooLong)
    );
    // The header alone is enough to refuse: the reader neither waits for the rest nor stores it.
    let huge = [0x82, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(violation(&huge), Some(Violation::TooLong));
    for code in [0u16, 999, 1004, 1005, 1006, 1015, 2999, 5000, u16::MAX] {
        let close = Sent {
            first: 0x88,
            ..text(&code.to_be_bytes())
        };
        let refused = matches!(violation(&close.bytes()), Some(Violation::Protocol(_)));
        assert!(refused, "{code} must not be sent");
    }
    let unmasked = Sent {
        is_masked: false,
        ..text(b"hello")
    };
    assert!(matches!(
        violation(&unmasked.bytes()),
        Some(Violation::Protocol(_))
    ));
}

#[test]
fn all_fragments_together_respect_the_message_limit() {
    let first = Sent {
        first: 0x01,
        ..text(&[b'a'; 200])
    };
    let last = Sent {
        first: 0x80,
        ..text(&[b'a'; 101])
    };
    let both = [first.bytes(), last.bytes()].concat();
    assert_eq!(violation(&both), Some(Violation::TooLong));
}

#[test]
fn an_idle_reader_holds_nothing() {
    let mut reader = Reader::default();
    let stream = text("能源".as_bytes()).bytes();
    for byte in &stream[..stream.len() - 1] {
        let read = reader.read(&mut [*byte], MOST, |_| ControlFlow::<()>::Continue(()));
        assert_eq!(read, Ok(ControlFlow::Continue(())));
        assert!(reader.held.is_some());
    }
    let mut heard = Vec::new();
    let read = reader.read(&mut [stream[stream.len() - 1]], MOST, |incoming| {
        heard.push(format!("{incoming:?}"));
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(read, Ok(ControlFlow::Continue(())));
    assert_eq!(heard, ["Text(\"能源\")"]);
    assert!(reader.held.is_none());
}

#[test]
fn frames_use_the_shortest_header_for_their_length() {
    for (len, head) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
        let payload = "x".repeat(len);
        let frame = Frame::text(&payload);
        assert_eq!(frame.bytes().len(), len + head);
        assert_eq!(frame.payload(), payload.as_bytes());
    }
}
