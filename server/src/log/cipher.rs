//! The encryption of records: AES-256 in counter mode. It hides what a record says and nothing else. That a record is the
//! written one is the chain's to say, because it covers the encrypted bytes and must still hold when the key is destroyed.
//! So no record needs sixteen more bytes to be authenticated a second time.

use std::sync::Arc;

use aes::Aes256Enc;
use aes::cipher::{InnerIvInit, KeyInit, StreamCipher, StreamCipherCoreWrapper};
use ctr::CtrCore;
use ctr::flavors::Ctr32BE;

pub(super) const KEY_BYTES: usize = 32;
pub(super) const NONCE_BYTES: usize = 4;
/// Tells two records at one place apart. The first may have been lost, and must not be encrypted like the second.
pub(super) type Nonce = [u8; NONCE_BYTES];

/// The key of one history. Cheap to clone.
#[derive(Clone)]
pub(super) struct Key(Arc<Aes256Enc>);

impl Key {
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Key {
        Key(Arc::new(Aes256Enc::new(bytes.into())))
    }

    /// Encrypts or decrypts the record that ends at `seq`.
    pub fn apply(&self, seq: u64, nonce: Nonce, bytes: &mut [u8]) {
        // The last four bytes count the blocks of a record.
        let mut start = [0; 16];
        start[..8].copy_from_slice(&seq.to_be_bytes());
        start[8..12].copy_from_slice(&nonce);
        let blocks = CtrCore::<&Aes256Enc, Ctr32BE>::inner_iv_init(&*self.0, &start.into());
        StreamCipherCoreWrapper::from_core(blocks).apply_keystream(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_hidden_by_key_place_and_nonce() {
        let key = Key::new(&[1; KEY_BYTES]);
        let text = *b"a guest's secret words, longer than a block";
        let apply = |key: &Key, seq, nonce| {
            let mut bytes = text;
            key.apply(seq, nonce, &mut bytes);
            bytes
        };
        let hidden = apply(&key, 1, [0; 4]);
        let mut again = hidden;
        key.apply(1, [0; 4], &mut again);
        assert_eq!(again, text);
        for other in [
            text,
            apply(&key, 2, [0; 4]),
            apply(&key, 1, [1; 4]),
            apply(&Key::new(&[2; KEY_BYTES]), 1, [0; 4]),
        ] {
            let same = hidden.iter().zip(other).filter(|(a, b)| **a == *b).count();
            assert!(same < text.len() / 2);
        }
    }
}
