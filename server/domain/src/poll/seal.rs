//! The fingerprint of a round: of its ballots, each with its number of the participant, in the order of the log. Whoever
//! has the log can compute it again. Nobody can change, drop or add a ballot without changing it.
//!
//! It is a chain: each ballot is hashed together with the fingerprint before it, so that one more costs one hash. It starts with the
//! event's secret, which only the log has. Otherwise whoever reads it on the screen could try all ballots of a jury of five until one
//! set of them fits, also while the result is held back.

use std::fmt;

use minicbor::encode::Write;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::ids::{ParticipantId, PollId};

/// The letters of a short fingerprint, without those that look alike.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a short fingerprint, of five bits each.
const SHORT_CHARS: usize = 8;

/// The fingerprint of the ballots so far; all zeros before the first one.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Seal(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

/// Random bytes that hide what a fingerprint is made of.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Secret(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl Secret {
    /// The bytes must come from a source that nobody can guess.
    pub fn of(bytes: [u8; 32]) -> Secret {
        Secret(bytes)
    }

    /// Returns what the fingerprint of a round starts with. Two polls with the same ballots must not show it.
    pub(super) fn start(self, poll: PollId, round: u32) -> Seal {
        Seal(hashed(self.0, (poll, round)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Returns the hash of these bytes and of what follows them.
fn hashed(first: [u8; 32], then: impl Encode<()>) -> [u8; 32] {
    let mut hash = Hash(Sha256::new());
    hash.0.update(first);
    match minicbor::encode(then, &mut hash) {
        Ok(()) => hash.0.finalize().into(),
        // A hash takes any number of bytes, and a ballot encodes itself in every fact.
        Err(never) => unreachable!("hashing failed: {never}"),
    }
}

impl Seal {
    /// Returns the fingerprint after one more ballot; None: the participant took theirs back.
    pub(super) fn after<B: Encode<()>>(self, by: ParticipantId, ballot: Option<&B>) -> Seal {
        Seal(hashed(self.0, (by, ballot)))
    }

    /// Returns true if there was no ballot.
    pub fn is_empty(self) -> bool {
        self == Seal::default()
    }

    /// Returns the fingerprint in hexadecimal digits.
    pub fn whole(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns its beginning in eight letters and digits that can be read aloud.
    pub fn short(self) -> String {
        let bits = self
            .0
            .iter()
            .take(5)
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        let chars = (0..SHORT_CHARS).rev();
        chars
            .map(|place| char::from(LETTERS[(bits >> (5 * place)) as usize % LETTERS.len()]))
            .collect()
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

/// Takes encoded bytes.
struct Hash(Sha256);

impl Write for &mut Hash {
    type Error = std::convert::Infallible;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.0.update(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ballots: &[(u32, Option<u8>)]) -> Seal {
        ballots.iter().fold(Seal::default(), |seal, (by, ballot)| {
            seal.after(ParticipantId(*by), ballot.as_ref())
        })
    }

    #[test]
    fn a_seal_depends_on_each_ballot_its_voter_and_the_order() {
        let seals = [
            of(&[]),
            of(&[(0, Some(1))]),
            of(&[(0, Some(2))]),
            of(&[(1, Some(1))]),
            of(&[(0, Some(1)), (1, Some(1))]),
            of(&[(1, Some(1)), (0, Some(1))]),
            of(&[(0, Some(1)), (0, None)]),
            of(&[(0, Some(1)), (0, None), (0, Some(1))]),
        ];
        for (i, seal) in seals.iter().enumerate() {
            assert!(!seals[..i].contains(seal), "{i}");
        }
        assert!(of(&[]).is_empty() && !seals[6].is_empty());
    }

    #[test]
    fn rounds_polls_and_events_start_with_other_bytes() {
        let (one, other) = (Secret::of([1; 32]), Secret::of([2; 32]));
        let starts = [
            Seal::default(),
            one.start(PollId(0), 0),
            one.start(PollId(0), 1),
            one.start(PollId(1), 0),
            other.start(PollId(0), 0),
        ];
        for (i, start) in starts.iter().enumerate() {
            assert!(!starts[..i].contains(start), "{i}");
        }
        assert!(!format!("{one:?}").contains('1'));
    }

    /// Everybody who checks a log must find the same.
    #[test]
    fn a_seal_is_the_hash_of_the_one_before_with_the_participant_and_the_ballot() {
        let mut by_hand = Sha256::new();
        by_hand.update([0; 32]);
        by_hand.update([0x82, 0x07, 0x03]);
        let whole: String = by_hand
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let seal = of(&[(7, Some(3))]);
        assert_eq!(seal.whole(), whole);
        assert_eq!(seal.short().len(), SHORT_CHARS);
        assert_eq!(Seal::default().short(), "AAAAAAAA");
    }
}
