//! One file with everything that a data folder holds: events, pictures and keys. It is a copy of one moment, taken from the store's files
//! beside a running server, and never through its rooms.
//!
//! # The format
//! [`MAGIC`], then frames, then the SHA-256 of everything before it. A frame is its kind (one byte), the number of its bytes (four,
//! little endian, as all numbers here), and these bytes:
//!
//! | kind | bytes |
//! | --- | --- |
//! | 1 server key | 32 bytes |
//! | 2 key of a history | event, epoch (four bytes each), key (32) |
//! | 3 event | JSON: `number`, `code`, `created_at`, `expires_at` |
//! | 4 history of the event before | epoch (4), its last place (8), the tag there (16); the last one is the current history |
//! | 5 record of the history before | place (8), and the record as stored: tag, nonce, encrypted bytes |
//! | 6 picture of the event before | length of its name (2), name, picture |
//! | 7 key of a guest | event, epoch, guest, the key's number (4 each), key (32) |
//! | 8 erasure | event, epoch, guest (all bits set: all guests, and the history itself), the key's number (4 each) |
//! | 9 manifest | JSON, [`Manifest`]; the last frame |
//! | 11 organisers | the file of that name, as it is |
//! | 10 failure | text: the backup was given up; the last frame |
//!
//! Erasures come after the keys of guests and were read after them, so a key that was destroyed while the backup was taken is on the list.

mod read;
mod restore;
mod write;

use std::io;

use plenary_domain::ids::Millis;
use serde::{Deserialize, Serialize};

use super::chain::{Head, TAG_BYTES, Tag};
use super::cipher::KEY_BYTES;
use super::guests::Name;
use super::keyring::Of;
use super::{EventId, Header, LogError};

pub use super::guests::merged;
pub use super::sqlite::sound;
pub use read::{Seen, read, verify};
pub use restore::{Into, Restored, are_lists, restore};
pub use write::{Terms, give_up, write};

/// The beginning of each backup. The number is that of the format.
pub const MAGIC: &[u8] = b"plenary backup 1\n";
const HASH_BYTES: usize = 32;
/// Limit on a frame. A record is far smaller, and so is a picture.
const FRAME_BYTES_MAX: usize = 64 << 20;

/// Why a backup cannot be taken, read or restored, in one line.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Log(#[from] LogError),
    #[error("guest data was deleted while the backup was taken: take it again")]
    Changed,
    #[error("this is not a backup that this version reads")]
    Foreign,
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    #[error("the server gave the backup up: {0}")]
    GivenUp(String),
    #[error("{0}")]
    Refused(String),
}

impl From<rusqlite::Error> for BackupError {
    fn from(e: rusqlite::Error) -> BackupError {
        BackupError::Log(e.into())
    }
}

/// What a backup says it contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of the data folder.
    pub format: u32,
    /// Of the server that made it.
    pub version: String,
    pub made_at: Millis,
    /// The highest number that an event ever had.
    pub highest: u32,
    pub events: Vec<Listed>,
    /// Number of keys of histories.
    pub keys: u64,
    /// Number of keys of guests; None: they were left out, and nobody can read what guests wrote.
    pub guests: Option<u64>,
    pub erasures: u64,
}

/// An event in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub number: u32,
    pub code: String,
    pub histories: u64,
    pub records: u64,
    pub facts: u64,
    pub pictures: u64,
    /// SHA-256 of the frames from the event's to the next event's, in hexadecimal digits.
    pub checksum: String,
}

/// The event as its frame says it.
#[derive(Debug, Serialize, Deserialize)]
struct Named {
    number: u32,
    code: String,
    created_at: Millis,
    expires_at: Option<Millis>,
}

/// One part of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    ServerKey([u8; KEY_BYTES]),
    Key(Of, [u8; KEY_BYTES]),
    Event(Header),
    History(Head),
    Record { seq: u64, body: Vec<u8> },
    Picture { name: String, body: Vec<u8> },
    Guest(Name, [u8; KEY_BYTES]),
    Erased(Name),
    Manifest(Manifest),
    Failure(String),
    Organisers(Vec<u8>),
}

impl Frame {
    fn kind(&self) -> u8 {
        match self {
            Frame::ServerKey(_) => 1,
            Frame::Key(..) => 2,
            Frame::Event(_) => 3,
            Frame::History(_) => 4,
            Frame::Record { .. } => 5,
            Frame::Picture { .. } => 6,
            Frame::Guest(..) => 7,
            Frame::Erased(_) => 8,
            Frame::Manifest(_) => 9,
            Frame::Failure(_) => 10,
            Frame::Organisers(_) => 11,
        }
    }

    /// Returns the frame's bytes, with its kind and length.
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut out = vec![self.kind(), 0, 0, 0, 0];
        match self {
            Frame::ServerKey(key) => out.extend(key),
            Frame::Key((event, epoch), key) => {
                out.extend(event.0.to_le_bytes());
                out.extend(epoch.to_le_bytes());
                out.extend(key);
            }
            Frame::Event(header) => {
                let named = Named {
                    number: header.id.0,
                    code: header.code.clone(),
                    created_at: header.created_at,
                    expires_at: header.expires_at,
                };
                out.extend(serde_json::to_vec(&named)?);
            }
            Frame::History(head) => {
                out.extend(head.epoch.to_le_bytes());
                out.extend(head.seq.to_le_bytes());
                out.extend(head.tag.bytes());
            }
            Frame::Record { seq, body } => {
                out.extend(seq.to_le_bytes());
                out.extend(body);
            }
            Frame::Picture { name, body } => {
                out.extend((name.len() as u16).to_le_bytes());
                out.extend(name.as_bytes());
                out.extend(body);
            }
            Frame::Guest(name, key) => {
                out.extend(name_bytes(*name));
                out.extend(key);
            }
            Frame::Erased(name) => out.extend(name_bytes(*name)),
            Frame::Manifest(manifest) => out.extend(serde_json::to_vec(manifest)?),
            Frame::Failure(why) => out.extend(why.as_bytes()),
            Frame::Organisers(bytes) => out.extend(bytes),
        }
        let length = (out.len() - 5) as u32;
        out[1..5].copy_from_slice(&length.to_le_bytes());
        Ok(out)
    }

    /// Reads the bytes of a frame; None if they are not as [`Frame::bytes`] writes them.
    fn of(kind: u8, bytes: &[u8]) -> Option<Frame> {
        Some(match kind {
            1 => Frame::ServerKey(bytes.try_into().ok()?),
            2 => {
                let of = (EventId(small(bytes, 0)?), small(bytes, 4)?);
                Frame::Key(of, bytes.get(8..)?.try_into().ok()?)
            }
            3 => {
                let named: Named = serde_json::from_slice(bytes).ok()?;
                Frame::Event(Header {
                    id: EventId(named.number),
                    code: named.code,
                    created_at: named.created_at,
                    expires_at: named.expires_at,
                })
            }
            4 if bytes.len() == 12 + TAG_BYTES => Frame::History(Head {
                epoch: small(bytes, 0)?,
                seq: large(bytes, 4)?,
                tag: Tag::of(&bytes[12..])?,
            }),
            5 => Frame::Record {
                seq: large(bytes, 0)?,
                body: bytes.get(8..)?.to_vec(),
            },
            6 => {
                let length = u16::from_le_bytes(*bytes.first_chunk()?);
                let (name, body) = bytes.get(2..)?.split_at_checked(usize::from(length))?;
                Frame::Picture {
                    name: str::from_utf8(name).ok()?.to_owned(),
                    body: body.to_vec(),
                }
            }
            7 => Frame::Guest(name_of(bytes)?, bytes.get(16..)?.try_into().ok()?),
            8 if bytes.len() == 16 => Frame::Erased(name_of(bytes)?),
            9 => Frame::Manifest(serde_json::from_slice(bytes).ok()?),
            10 => Frame::Failure(str::from_utf8(bytes).ok()?.to_owned()),
            11 => Frame::Organisers(bytes.to_vec()),
            _ => return None,
        })
    }
}

fn name_bytes(((event, epoch), guest, number): Name) -> Vec<u8> {
    let parts = [event.0, epoch, guest, number].map(u32::to_le_bytes);
    parts.concat()
}

fn name_of(bytes: &[u8]) -> Option<Name> {
    let of = (EventId(small(bytes, 0)?), small(bytes, 4)?);
    Some((of, small(bytes, 8)?, small(bytes, 12)?))
}

fn small(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn large(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// What the frames of a backup add up to, to be compared with its manifest.
#[derive(Default)]
struct Count {
    events: Vec<(Listed, sha2::Sha256)>,
    keys: u64,
    guests: u64,
    erasures: u64,
}

impl Count {
    fn add(&mut self, frame: &Frame, bytes: &[u8]) {
        use sha2::Digest;
        if let Frame::Event(header) = frame {
            let listed = Listed {
                number: header.id.0,
                code: header.code.clone(),
                histories: 0,
                records: 0,
                facts: 0,
                pictures: 0,
                checksum: String::new(),
            };
            self.events.push((listed, sha2::Sha256::new()));
        }
        let mut last = self.events.last_mut();
        match frame {
            Frame::Key(..) => self.keys += 1,
            Frame::Guest(..) => self.guests += 1,
            Frame::Erased(_) => self.erasures += 1,
            Frame::Event(_) | Frame::History(_) | Frame::Record { .. } | Frame::Picture { .. } => {
                if let Some((listed, hash)) = &mut last {
                    hash.update(bytes);
                    match frame {
                        Frame::History(head) => {
                            listed.histories += 1;
                            listed.facts += head.seq;
                        }
                        Frame::Record { .. } => listed.records += 1,
                        Frame::Picture { .. } => listed.pictures += 1,
                        Frame::ServerKey(_)
                        | Frame::Organisers(_)
                        | Frame::Key(..)
                        | Frame::Event(_)
                        | Frame::Guest(..)
                        | Frame::Erased(_)
                        | Frame::Manifest(_)
                        | Frame::Failure(_) => {}
                    }
                }
            }
            Frame::ServerKey(_) | Frame::Organisers(_) | Frame::Manifest(_) | Frame::Failure(_) => {
            }
        }
    }

    fn listed(self) -> Vec<Listed> {
        use sha2::Digest;
        let events = self.events.into_iter();
        let sealed = events.map(|(listed, hash)| {
            let digits = hash.finalize();
            let checksum = digits.iter().map(|byte| format!("{byte:02x}")).collect();
            Listed { checksum, ..listed }
        });
        sealed.collect()
    }
}
