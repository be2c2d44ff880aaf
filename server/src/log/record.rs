//! A record as stored: its tag, a nonce, and what it says, encrypted with the key of its history. Behind the record itself come the
//! letters of its guests, which are encrypted with their own keys already, and the number of their bytes. The first bit of the nonce
//! says whether there are any, so a record without letters takes no byte more.

use super::LogError;
use super::chain::{TAG_BYTES, Tag};
use super::cipher::{Key, NONCE_BYTES, Nonce};

const HAS_LETTERS: u8 = 0x80;
/// The number of the letters' bytes.
const LENGTH_BYTES: usize = 4;

/// What a record says.
pub(super) struct Said {
    pub nonce: Nonce,
    pub bytes: Vec<u8>,
    /// Encrypted with the keys of the guests.
    pub letters: Vec<u8>,
}

/// Encrypts a record and chains it to the tag before it. Returns its tag and what to store.
pub(super) fn seal(
    key: &Key,
    nonce: Nonce,
    before: Tag,
    seq: u64,
    bytes: &[u8],
    letters: &[u8],
) -> (Tag, Vec<u8>) {
    let nonce = marked(nonce, !letters.is_empty());
    let more = letters.len() + LENGTH_BYTES;
    let mut sealed = Vec::with_capacity(TAG_BYTES + NONCE_BYTES + bytes.len() + more);
    sealed.extend([0; TAG_BYTES]);
    sealed.extend(nonce);
    sealed.extend(bytes);
    if !letters.is_empty() {
        sealed.extend(letters);
        sealed.extend((letters.len() as u32).to_le_bytes());
    }
    key.apply(seq, nonce, &mut sealed[TAG_BYTES + NONCE_BYTES..]);
    let tag = before.then(seq, &sealed[TAG_BYTES..]);
    sealed[..TAG_BYTES].copy_from_slice(&tag.bytes());
    (tag, sealed)
}

/// Returns the nonce of a record with or without letters.
pub(super) fn marked(mut nonce: Nonce, has_letters: bool) -> Nonce {
    nonce[0] = nonce[0] & !HAS_LETTERS | if has_letters { HAS_LETTERS } else { 0 };
    nonce
}

/// Checks that a record follows the tag before it. Returns its tag.
pub(super) fn check(before: Tag, seq: u64, sealed: &[u8]) -> Result<Tag, LogError> {
    let corrupt = |why: &str| LogError::Corrupt {
        seq,
        why: why.into(),
    };
    let (tag, body) = sealed
        .split_at_checked(TAG_BYTES)
        .ok_or_else(|| corrupt("it is truncated"))?;
    let follows = before.then(seq, body);
    if follows.bytes() != tag {
        return Err(corrupt("it does not follow from the records before it"));
    }
    Ok(follows)
}

/// Checks a record and decrypts it. Returns its tag and what it says.
pub(super) fn unseal(
    key: &Key,
    before: Tag,
    seq: u64,
    sealed: &[u8],
) -> Result<(Tag, Said), LogError> {
    let tag = check(before, seq, sealed)?;
    let said = says(key, seq, sealed).ok_or_else(|| LogError::Corrupt {
        seq,
        why: "it is truncated".into(),
    })?;
    Ok((tag, said))
}

/// Decrypts what a record says, whether or not it follows from the records before it.
pub(super) fn says(key: &Key, seq: u64, sealed: &[u8]) -> Option<Said> {
    let (nonce, bytes) = sealed.get(TAG_BYTES..)?.split_first_chunk()?;
    let (nonce, mut bytes): (Nonce, Vec<u8>) = (*nonce, bytes.to_vec());
    key.apply(seq, nonce, &mut bytes);
    let mut letters = vec![];
    if nonce[0] & HAS_LETTERS != 0 {
        let (said, length) = bytes.split_last_chunk::<LENGTH_BYTES>()?;
        let end = said
            .len()
            .checked_sub(u32::from_le_bytes(*length) as usize)?;
        letters = said[end..].to_vec();
        bytes.truncate(end);
    }
    Some(Said {
        nonce,
        bytes,
        letters,
    })
}

/// Returns the tag that a stored record carries, unchecked.
pub(super) fn tag(sealed: &[u8]) -> Option<Tag> {
    Tag::of(sealed.get(..TAG_BYTES)?)
}
