//! Checks SQLite's write-ahead log before SQLite opens it. SQLite takes the first frame with a wrong checksum for the
//! end. That is right for a tail torn off by a crash. If a bit flipped in the middle, it silently loses every commit
//! after it. The two can be told apart because a commit is synced before the next one is written: a commit followed by
//! another was once whole.
//!
//! The format: <https://www.sqlite.org/fileformat2.html#walformat>. This module never writes.

use std::fs;
use std::io;
use std::path::Path;

const HEADER_BYTES: usize = 32;
/// Bytes before the page of a frame.
const FRAME_HEADER_BYTES: usize = 24;
/// The lowest bit means that checksums read numbers as big-endian.
const MAGIC: u32 = 0x377f_0682;

/// Damage in the middle of a write-ahead log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damage {
    /// Everything before this byte is good.
    pub at: usize,
    /// Minimum number of later commits that would silently be lost.
    pub commits: usize,
}

/// Finds damage other than a torn tail. A missing file is fine.
///
/// # Errors
/// The file cannot be read.
pub(super) fn damage(path: &Path) -> io::Result<Option<Damage>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Wal::of(&bytes).and_then(|wal| wal.damage())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// Two running sums over pairs of 32-bit numbers.
type Sums = (u32, u32);

struct Wal<'a> {
    big_endian: bool,
    /// Of the header, if it is good.
    start: Option<Start>,
    frames: Vec<Frame<'a>>,
    frame_bytes: usize,
}

struct Start {
    salts: [u8; 8],
    sums: Sums,
}

struct Frame<'a> {
    /// The page's number, and the database size if the frame ends a commit.
    place: &'a [u8],
    commit: bool,
    salts: &'a [u8],
    /// As stored in the frame.
    sums: Sums,
    page: &'a [u8],
}

impl<'a> Wal<'a> {
    /// Splits the file into frames; None if it is too short to hold a commit.
    fn of(bytes: &'a [u8]) -> Option<Wal<'a>> {
        let (header, frames) = bytes.split_at_checked(HEADER_BYTES)?;
        let big_endian = number(header, 0) & 1 == 1;
        let sums = checksum(big_endian, (0, 0), &header[..24]);
        let good = number(header, 0) & !1 == MAGIC && sums == sums_at(header, 24);
        let page_bytes = number(header, 8) as usize;
        // A damaged header may name any size, so assume the default.
        let page_bytes = if good { page_bytes } else { 4096 };
        let frame_bytes = FRAME_HEADER_BYTES + page_bytes;
        let frames = frames.chunks_exact(frame_bytes).map(|frame| Frame {
            place: &frame[..8],
            commit: number(frame, 4) != 0,
            salts: &frame[8..16],
            sums: sums_at(frame, 16),
            page: &frame[FRAME_HEADER_BYTES..],
        });
        Some(Wal {
            // All current machines write little-endian.
            big_endian: good && big_endian,
            start: good.then(|| Start {
                salts: header[16..24].try_into().unwrap_or_default(),
                sums,
            }),
            frames: frames.collect(),
            frame_bytes,
        })
    }

    fn damage(&self) -> Option<Damage> {
        let good = self.good_frames();
        // A frame that continues a commit's last frame was written when that commit was whole.
        let whole_once = |last: &usize| {
            self.frames[*last].commit
                && self
                    .frames
                    .get(last + 1)
                    .is_some_and(|next| self.follows(next, *last))
        };
        let commits = (good..self.frames.len()).filter(whole_once).count();
        let at = match self.start {
            Some(_) => HEADER_BYTES + good * self.frame_bytes,
            None => 0,
        };
        (commits > 0).then_some(Damage { at, commits })
    }

    /// Counts the frames before the first one that is not as written.
    fn good_frames(&self) -> usize {
        let Some(start) = &self.start else {
            return 0;
        };
        let mut sums = start.sums;
        for (i, frame) in self.frames.iter().enumerate() {
            sums = self.sums(sums, frame);
            if *frame.salts != start.salts || sums != frame.sums {
                return i;
            }
        }
        self.frames.len()
    }

    /// Returns true if a frame continues another one as stored.
    fn follows(&self, frame: &Frame, last: usize) -> bool {
        let last = &self.frames[last];
        // Frames left by an earlier use of the file have other salts.
        let salts = self.start.as_ref().map_or(last.salts, |start| &start.salts);
        last.salts == salts && frame.salts == salts && self.sums(last.sums, frame) == frame.sums
    }

    fn sums(&self, before: Sums, frame: &Frame) -> Sums {
        let sums = checksum(self.big_endian, before, frame.place);
        checksum(self.big_endian, sums, frame.page)
    }
}

fn checksum(big_endian: bool, (mut a, mut b): Sums, bytes: &[u8]) -> Sums {
    for pair in bytes.chunks_exact(8) {
        let (x, y) = (number(pair, 0), number(pair, 4));
        let (x, y) = if big_endian {
            (x, y)
        } else {
            (x.swap_bytes(), y.swap_bytes())
        };
        a = a.wrapping_add(x).wrapping_add(b);
        b = b.wrapping_add(y).wrapping_add(a);
    }
    (a, b)
}

fn sums_at(bytes: &[u8], at: usize) -> Sums {
    (number(bytes, at), number(bytes, at + 4))
}

/// Reads four bytes as big-endian, or 0 past the end.
fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map_or(0, u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a WAL with this many commits, as SQLite writes it.
    fn written(commits: u32) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.sqlite");
        let db = rusqlite::Connection::open(&path).expect("opened");
        let made = "PRAGMA journal_mode = WAL; CREATE TABLE t (x)";
        db.execute_batch(made).expect("made");
        for i in 0..commits {
            db.execute("INSERT INTO t VALUES (?)", [i])
                .expect("inserted");
        }
        fs::read(folder.path().join("x.sqlite-wal")).expect("a WAL")
    }

    fn damage_of(bytes: &[u8]) -> Option<Damage> {
        Wal::of(bytes).and_then(|wal| wal.damage())
    }

    #[test]
    fn a_torn_tail_is_no_damage() {
        let whole = written(5);
        assert_eq!(damage_of(&whole), None);
        for end in (0..whole.len()).step_by(97) {
            assert_eq!(damage_of(&whole[..end]), None, "cut at {end}");
        }
        // The last commit is the only frame that a crash may have written in part.
        let mut torn = whole.clone();
        let last = whole.len() - 4096;
        torn[last..last + 512].fill(0);
        assert_eq!(damage_of(&torn), None);
    }

    #[test]
    fn a_flipped_bit_before_the_last_commit_is_found_anywhere() {
        let whole = written(5);
        // Nothing after the last two commits proves that they were once whole.
        let last = whole.len() - 2 * (4096 + FRAME_HEADER_BYTES);
        for at in (0..last).step_by(61).chain(0..HEADER_BYTES) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            let found = damage_of(&damaged).unwrap_or_else(|| panic!("byte {at}"));
            assert!(found.at <= at && found.commits > 0, "{found:?}");
        }
    }

    #[test]
    fn leftovers_of_failed_commits_are_no_damage() {
        const FRAME_BYTES: usize = FRAME_HEADER_BYTES + 4096;
        let mut whole = written(5);
        let salts: [u8; 8] = whole[16..24].try_into().expect("salts");
        // As left by two commits that failed to sync, the second of which overwrote the start: the same salts, but
        // neither continues the other.
        for other in [written(8), written(7)] {
            let mut left = other[other.len() - FRAME_BYTES..].to_vec();
            left[8..16].copy_from_slice(&salts);
            whole.extend(left);
        }
        assert_eq!(damage_of(&whole), None);
    }
}
