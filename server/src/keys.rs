//! Secrets derived from one server key: role links and guests' cookies. The server stores none of them, because the key
//! derives them again at any time. Raising a role's generation revokes its link.

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

/// Bytes kept of a secret: 128 bits.
const SECRET_BYTES: usize = 16;

/// The server's key: 256 random bits in a file that only its owner can read.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl Keys {
    /// Reads the key of a data folder, or creates it.
    ///
    /// # Errors
    /// Errors of the file system. A file of another length is not a key.
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
                // Write all of it or nothing, because half a key would lock the owner out.
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

    /// Returns the secret in a role's links, for one generation.
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

    /// Returns a participant's cookie. It is valid within one history of an event.
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

    /// Returns the participant a cookie names, or None if this server did not make the cookie for this history.
    pub fn participant(&self, event: EventId, epoch: u32, cookie: &str) -> Option<ParticipantId> {
        let id = ParticipantId(cookie.split('.').next()?.parse().ok()?);
        same(cookie, &self.participant_cookie(event, epoch, id)).then_some(id)
    }

    fn secret(&self, words: &[&str]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC accepts keys of any length");
        for word in words {
            mac.update(&(word.len() as u32).to_le_bytes());
            mac.update(word.as_bytes());
        }
        URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..SECRET_BYTES])
    }
}

/// Compares two secrets in constant time, so the time does not reveal where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |diff, (a, b)| diff | (a ^ b))
            == 0
}
