//! Identifies frames by their first bytes, so a hall's tallies are never parsed as JSON. It relies on the order of
//! fields in PROTOCOL.md's frames (the type first, the items last), which the peers keep too.

/// How far into a frame its head's numbers may lie.
const HEAD_BYTES: usize = 160;

/// A server frame, as far as the instrument needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text<'a> {
    Welcome,
    Snapshot { epoch: u32, seq: u64 },
    Change { to: u64 },
    Ack { n: u32, seq: u64 },
    Refused { n: u32, kind: &'a [u8] },
    Mine,
    Hall,
    Beat,
    Other,
}

/// Parses the head of a frame.
pub fn read(payload: &[u8]) -> Text<'_> {
    let Some(rest) = payload.strip_prefix(b"{\"t\":\"") else {
        return Text::Other;
    };
    let head = &rest[..rest.len().min(HEAD_BYTES)];
    let read = match head {
        [b'c', b'h', b'a', b'n', b'g', b'e', b'"', ..] => {
            number(head, b",\"to\":").map(|to| Text::Change { to })
        }
        [b'a', b'c', b'k', b'"', ..] => number(head, b",\"n\":")
            .zip(number(head, b",\"seq\":"))
            .map(|(n, seq)| Text::Ack { n: n as u32, seq }),
        [b'm', b'i', b'n', b'e', b'"', ..] => Some(Text::Mine),
        [b'b', b'e', b'a', b't', b'"', ..] => Some(Text::Beat),
        [b'h', b'a', b'l', b'l', b'"', ..] => Some(Text::Hall),
        _ if head.starts_with(b"rejected\"") => number(head, b",\"n\":").map(|n| Text::Refused {
            n: n as u32,
            kind: word(head, b"\"kind\":\"").unwrap_or_default(),
        }),
        _ if head.starts_with(b"snapshot\"") => number(head, b",\"epoch\":")
            .zip(number(head, b",\"seq\":"))
            .map(|(epoch, seq)| Text::Snapshot {
                epoch: epoch as u32,
                seq,
            }),
        _ if head.starts_with(b"welcome\"") => Some(Text::Welcome),
        _ => None,
    };
    read.unwrap_or(Text::Other)
}

/// Returns the number after a key.
pub fn number(bytes: &[u8], key: &[u8]) -> Option<u64> {
    let digits = &bytes[after(bytes, key)?..];
    let mut value = None;
    for byte in digits {
        if !byte.is_ascii_digit() {
            break;
        }
        value = Some(value.unwrap_or(0u64).checked_mul(10)? + u64::from(byte - b'0'));
    }
    value
}

/// Returns the word after a key, up to the next quote.
fn word<'a>(bytes: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let rest = &bytes[after(bytes, key)?..];
    rest.split(|byte| *byte == b'"').next()
}

/// Returns where the bytes after `key` start.
pub fn after(bytes: &[u8], key: &[u8]) -> Option<usize> {
    let at = bytes.windows(key.len()).position(|window| window == key)?;
    Some(at + key.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frames_of_the_protocol_are_told_apart() {
        for (frame, text) in [
            (
                r#"{"t":"welcome","version":1,"now":1533171600000,"build":"1a2b3c","joined":true}"#,
                Text::Welcome,
            ),
            (
                r#"{"t":"snapshot","epoch":7,"seq":120,"items":[{"k":"poll"}]}"#,
                Text::Snapshot { epoch: 7, seq: 120 },
            ),
            (
                r#"{"t":"change","from":120,"to":124,"set":[{"k":"tally","id":1,"count":3}],"gone":["question:17"]}"#,
                Text::Change { to: 124 },
            ),
            (
                r#"{"t":"mine","seq":124,"mine":{"ballots":[]}}"#,
                Text::Mine,
            ),
            (r#"{"t":"hall","here":{"participant":143}}"#, Text::Hall),
            (
                r#"{"t":"ack","c":4294967295,"n":5,"seq":124}"#,
                Text::Ack { n: 5, seq: 124 },
            ),
            (
                r#"{"t":"rejected","c":11,"n":6,"why":{"kind":"too_fast","retry_ms":150}}"#,
                Text::Refused {
                    n: 6,
                    kind: b"too_fast",
                },
            ),
            (r#"{"t":"beat"}"#, Text::Beat),
            (r#"{"t":"new","n":1}"#, Text::Other),
            (r#"{"t":"change","from":1}"#, Text::Other),
            ("2", Text::Other),
            ("", Text::Other),
        ] {
            assert_eq!(read(frame.as_bytes()), text, "{frame}");
        }
    }

    #[test]
    fn numbers_end_where_the_digits_end() {
        let hall = br#"{"t":"hall","here":{"participant":143,"screen":1}}"#;
        assert_eq!(number(hall, b"\"participant\":"), Some(143));
        assert_eq!(number(hall, b"\"screen\":"), Some(1));
        assert_eq!(number(hall, b"\"guests\":"), None);
        assert_eq!(number(br#"{"n":-1}"#, b"\"n\":"), None);
    }
}
