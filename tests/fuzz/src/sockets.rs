//! What a browser sends over its socket, as frames.

use std::ops::ControlFlow;

use plenary::websocket::{Incoming, Reader};

use crate::Target;

pub const TARGET: Target = Target {
    name: "sockets",
    run,
    seeds,
};

/// Limit on a message in bytes.
const MOST: usize = 300;

/// A stream says the same however the network cuts it, and no message is longer than the limit. The first byte is the
/// length of the pieces.
fn run(input: &[u8]) {
    let Some((length, stream)) = input.split_first() else {
        return;
    };
    let pieces = usize::from(*length).max(1);
    assert_eq!(read(stream, stream.len().max(1)), read(stream, pieces));
}

/// Returns what was read, and how it ended.
fn read(stream: &[u8], length: usize) -> Vec<String> {
    let mut reader = Reader::default();
    let mut seen = Vec::new();
    for piece in stream.chunks(length) {
        let outcome = reader.read(&mut piece.to_vec(), MOST, |incoming| {
            if let Incoming::Text(text) = incoming {
                assert!(text.len() <= MOST, "{} bytes", text.len());
            }
            if let Incoming::Binary(bytes) = incoming {
                assert!(bytes.len() <= MOST, "{} bytes", bytes.len());
            }
            let is_close = matches!(incoming, Incoming::Close(_));
            seen.push(format!("{incoming:?}"));
            if is_close {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        match outcome {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => return seen,
            Err(violation) => {
                seen.push(format!("{violation:?}"));
                return seen;
            }
        }
    }
    seen
}

fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "{\"t\":\"beat\"}".to_owned(),
        "能源合作".to_owned(),
        "x".repeat(130),
        "x".repeat(MOST + 1),
    ];
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for (opcode, text) in [0x81, 0x82, 0x89, 0x8a].into_iter().zip(&texts) {
        seeds.push([vec![3], frame(opcode, text.as_bytes())].concat());
    }
    let (start, end) = texts[1].as_bytes().split_at(4);
    let fragments = [frame(0x01, start), frame(0x89, b"hi"), frame(0x80, end)];
    seeds.push([vec![1], fragments.concat()].concat());
    seeds.push([vec![7], frame(0x88, &1000_u16.to_be_bytes())].concat());
    seeds
}

/// Returns a masked frame.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [1, 2, 3, 4];
    let mut bytes = vec![first];
    match u8::try_from(payload.len()) {
        Ok(len @ 0..=125) => bytes.push(0x80 | len),
        _ => {
            bytes.push(0x80 | 126);
            let len = u16::try_from(payload.len()).unwrap_or(u16::MAX);
            bytes.extend_from_slice(&len.to_be_bytes());
        }
    }
    bytes.extend_from_slice(&MASK);
    let masked = payload.iter().zip(MASK.iter().cycle());
    bytes.extend(masked.map(|(byte, mask)| byte ^ mask));
    bytes
}
