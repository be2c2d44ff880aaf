//! Secrets made from one server key: role links and guests' cookies. Nothing of them is stored; each can be made again
//! by who may, and a role's is revoked by raising its generation.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use plenary_domain::ids::ParticipantId;
use plenary_domain::role::StaffRole;
use sha2::Sha256;

use crate::clock::Clock;
use crate::log::{EventId, Header};
use crate::role;

/// The bytes of a secret that are kept: 128 bits.
const SECRET_BYTES: usize = 16;

/// The server's key. 256 random bits in a file that only its owner can read.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl Keys {
    /// Reads the key of a data folder, or makes it.
    ///
    /// # Errors
    /// What the file system says; a file of another length is not a key.
    pub fn open(folder: &Path, clock: &Clock) -> io::Result<Keys> {
        let path = folder.join("server.key");
        match fs::read(&path) {
            Ok(bytes) => match bytes.try_into() {
                Ok(key) => Ok(Keys(key)),
                Err(_) => Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{} is not a server key", path.display()),
                )),
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                // Whole or not at all: half a key would lock its owner out.
                let key = clock.random();
                let half = folder.join("server.key.new");
                let mut file = fs::OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&half)?;
                file.write_all(&key)?;
                file.sync_all()?;
                fs::rename(&half, &path)?;
                Ok(Keys(key))
            }
            Err(e) => Err(e),
        }
    }

    /// The secret of a role's links, of one generation.
    pub fn role_secret(&self, event: &Header, role: StaffRole, generation: u32) -> String {
        let holder = role.person().map_or(0, |person| person.0);
        self.secret(&[
            "role",
            &event.id.0.to_string(),
            &event.code,
            role::of(role.into()).name,
            &holder.to_string(),
            &generation.to_string(),
        ])
    }

    /// The cookie of a participant, who is known within one history of an event.
    pub fn participant_cookie(&self, event: EventId, epoch: u32, id: ParticipantId) -> String {
        format!(
            "{id}.{}",
            self.secret(&[
                "participant",
                &event.0.to_string(),
                &epoch.to_string(),
                &id.to_string()
            ])
        )
    }

    /// The participant that a cookie names; None for a cookie that this server did not make for this history.
    pub fn participant(&self, event: EventId, epoch: u32, cookie: &str) -> Option<ParticipantId> {
        let id = ParticipantId(cookie.split('.').next()?.parse().ok()?);
        same(cookie, &self.participant_cookie(event, epoch, id)).then_some(id)
    }

    fn secret(&self, words: &[&str]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for word in words {
            mac.update(&(word.len() as u32).to_le_bytes());
            mac.update(word.as_bytes());
        }
        URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..SECRET_BYTES])
    }
}

/// Compares two secrets in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |diff, (a, b)| diff | (a ^ b))
            == 0
}
