//! The chain of an event's records. The tag of a record is a hash of its place, its stored bytes and the tag before it, so
//! nobody can change, drop, add or move a record without changing every later tag. A history that replaces another starts
//! from the last tag of the replaced one: an event has one chain, however often guest data was deleted.
//!
//! A tag covers the encrypted bytes. Whoever has the log can check the chain without any key, and can still do so when the
//! key of a history is destroyed.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::{EventId, LogError, Position, Stored};

/// Bytes kept of a hash. Finding another record for a given tag takes 2^128 attempts.
pub(super) const TAG_BYTES: usize = 16;
/// The place of what a history starts with: no record ends there.
const START: u64 = u64::MAX;

/// The fingerprint of a record and of everything before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tag([u8; TAG_BYTES]);

impl Tag {
    /// Returns the tag before the first record of a history. `before` is the last tag of the replaced history, if any.
    pub(super) fn start(event: EventId, epoch: u32, before: Tag) -> Tag {
        let mut history = [0; 8];
        history[..4].copy_from_slice(&event.0.to_le_bytes());
        history[4..].copy_from_slice(&epoch.to_le_bytes());
        before.then(START, &history)
    }

    /// Returns the tag of a record that ends at `seq`.
    pub(super) fn then(self, seq: u64, body: &[u8]) -> Tag {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(seq.to_le_bytes());
        hash.update(body);
        let hash: [u8; 32] = hash.finalize().into();
        let mut tag = Tag::default();
        tag.0.copy_from_slice(&hash[..TAG_BYTES]);
        tag
    }

    pub(super) fn bytes(self) -> [u8; TAG_BYTES] {
        self.0
    }

    pub(super) fn of(bytes: &[u8]) -> Option<Tag> {
        Some(Tag(bytes.try_into().ok()?))
    }
}

/// The end of an event's chain: a place, and the fingerprint of everything up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub epoch: u32,
    /// Number of facts before this place.
    pub seq: u64,
    pub tag: Tag,
}

impl Head {
    /// Returns the place alone.
    pub fn position(self) -> Position {
        Position {
            epoch: self.epoch,
            seq: self.seq,
        }
    }
}

/// What people read and type: the place and the tag, without the epoch, which the tag covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    pub seq: u64,
    pub tag: Tag,
}

impl From<Head> for Printed {
    fn from(head: Head) -> Printed {
        Printed {
            seq: head.seq,
            tag: head.tag,
        }
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.seq)?;
        self.tag.0.chunks(4).try_for_each(|part| {
            f.write_str("-")?;
            part.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
        })
    }
}

impl FromStr for Printed {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Printed, &'static str> {
        const WANTED: &str =
            "expected a head as printed, like 1240-0123ABCD-0123ABCD-0123ABCD-0123ABCD";
        let (seq, tag) = text.trim().split_once('-').ok_or(WANTED)?;
        let digits: String = tag.chars().filter(|c| *c != '-').collect();
        if !digits.is_ascii() || digits.len() != 2 * TAG_BYTES {
            return Err(WANTED);
        }
        let mut bytes = [0; TAG_BYTES];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * place..][..2], 16).map_err(|_| WANTED)?;
        }
        Ok(Printed {
            seq: seq.parse().map_err(|_| WANTED)?,
            tag: Tag(bytes),
        })
    }
}

/// What a check of an event's whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The oldest first. The last one is the current history.
    pub histories: Vec<Audited>,
    /// The head that is remembered beside the log, if the log does not contain it: it was cut or replaced by an older copy.
    pub lost: Option<Head>,
    /// True if the sought head is one of the chain.
    pub found: bool,
}

/// What a check of one history found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    pub epoch: u32,
    /// Records that follow from one another.
    pub records: u64,
    /// Where the last of them ends.
    pub head: Head,
    pub broken: Option<Break>,
}

/// The first place at which a chain does not continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Where the record ends, or should end.
    pub seq: u64,
    pub why: String,
    /// What the record says now, if it can be read.
    pub says: Option<Stored>,
}

/// Walks along a history, one record at a time.
pub(super) struct Walk {
    pub audited: Audited,
    sought: Option<Printed>,
    pub found: bool,
}

impl Walk {
    pub fn new(event: EventId, epoch: u32, before: Tag, sought: Option<Printed>) -> Walk {
        let tag = Tag::start(event, epoch, before);
        Walk {
            audited: Audited {
                epoch,
                records: 0,
                head: Head { epoch, seq: 0, tag },
                broken: None,
            },
            sought,
            found: false,
        }
    }

    /// Takes the next record. After a break it takes none.
    pub fn step(
        &mut self,
        seq: u64,
        checked: Result<Tag, LogError>,
        says: impl FnOnce() -> Option<Stored>,
    ) {
        if self.audited.broken.is_some() {
            return;
        }
        match checked {
            Ok(tag) => {
                self.audited.records += 1;
                (self.audited.head.seq, self.audited.head.tag) = (seq, tag);
                self.found |= self.sought == Some(self.audited.head.into());
            }
            Err(why) => {
                self.audited.broken = Some(Break {
                    seq,
                    why: why.to_string(),
                    says: says(),
                });
            }
        }
    }

    /// Compares the end with the head that the history is said to have.
    pub fn end(&mut self, head: Head) {
        if self.audited.broken.is_none() && self.audited.head != head {
            let end = self.audited.head.seq;
            let why = if end == head.seq {
                "its last record is another one".into()
            } else {
                format!("the records after {end} are missing")
            };
            self.audited.broken = Some(Break {
                seq: head.seq,
                why,
                says: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_covers_the_place_the_bytes_and_everything_before() {
        let start = Tag::start(EventId(1), 7, Tag::default());
        let tags = [
            start,
            Tag::start(EventId(2), 7, Tag::default()),
            Tag::start(EventId(1), 8, Tag::default()),
            Tag::start(EventId(1), 7, start),
            start.then(1, b"one"),
            start.then(2, b"one"),
            start.then(1, b"two"),
            start.then(1, b"one").then(2, b"two"),
            start.then(1, b"two").then(2, b"one"),
        ];
        for (i, tag) in tags.iter().enumerate() {
            assert!(!tags[..i].contains(tag), "{i}");
        }
    }

    #[test]
    fn a_printed_head_can_be_typed_again() {
        let tag = Tag::start(EventId(1), 7, Tag::default());
        let printed = Printed { seq: 1240, tag };
        let text = printed.to_string();
        assert_eq!(text.parse(), Ok(printed));
        assert_eq!(text.to_lowercase().parse(), Ok(printed));
        for wrong in [
            "",
            "1240",
            "1240-",
            "1240-00",
            &text[1..text.len() - 1],
            "é-é",
        ] {
            assert!(wrong.parse::<Printed>().is_err(), "{wrong}");
        }
    }
}
