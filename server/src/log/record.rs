//! A record as stored: its tag, a nonce, and its bytes encrypted with the key of its history.

use super::LogError;
use super::chain::{TAG_BYTES, Tag};
use super::cipher::{Key, NONCE_BYTES, Nonce};

/// Encrypts a record and chains it to the tag before it. Returns its tag and what to store.
pub(super) fn seal(key: &Key, nonce: Nonce, before: Tag, seq: u64, bytes: &[u8]) -> (Tag, Vec<u8>) {
    let mut sealed = Vec::with_capacity(TAG_BYTES + NONCE_BYTES + bytes.len());
    sealed.extend([0; TAG_BYTES]);
    sealed.extend(nonce);
    sealed.extend(bytes);
    key.apply(seq, nonce, &mut sealed[TAG_BYTES + NONCE_BYTES..]);
    let tag = before.then(seq, &sealed[TAG_BYTES..]);
    sealed[..TAG_BYTES].copy_from_slice(&tag.bytes());
    (tag, sealed)
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

/// Checks a record and decrypts it. Returns its tag and its bytes.
pub(super) fn unseal(
    key: &Key,
    before: Tag,
    seq: u64,
    sealed: &[u8],
) -> Result<(Tag, Vec<u8>), LogError> {
    let tag = check(before, seq, sealed)?;
    let bytes = says(key, seq, sealed).ok_or_else(|| LogError::Corrupt {
        seq,
        why: "it is truncated".into(),
    })?;
    Ok((tag, bytes))
}

/// Decrypts what a record says, whether or not it follows from the records before it.
pub(super) fn says(key: &Key, seq: u64, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, bytes) = sealed.get(TAG_BYTES..)?.split_first_chunk()?;
    let mut bytes = bytes.to_vec();
    key.apply(seq, *nonce, &mut bytes);
    Some(bytes)
}

/// Returns the tag that a stored record carries, unchecked.
pub(super) fn tag(sealed: &[u8]) -> Option<Tag> {
    Tag::of(sealed.get(..TAG_BYTES)?)
}
