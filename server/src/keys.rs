//! Secrets derived from one server key: role links and guests' cookies. The server stores none of them, because the key
//! derives them again at any time. Raising a role's generation revokes its link. The secret of a login is random, and only its
//! hash is stored.

use std::io;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use plenary_domain::ids::{CodeId, Millis, ParticipantId};
use plenary_domain::role::StaffRole;
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::code::{ALPHABET, NUMBER_CHARS, tail};
use crate::log::{EventId, Header};
use crate::{private, role};

/// Bytes kept of a secret: 128 bits.
const SECRET_BYTES: usize = 16;
/// Characters of a single-use code that cannot be guessed, of five bits each. A guest may try one a second.
const CODE_SECRET_CHARS: usize = 7;

/// Characters of the code that the screen shows: 25 bits, good for ten minutes.
const HALL_CODE_CHARS: usize = 5;
/// How long the screen shows a code.
const HALL_MS: Millis = 300_000;

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
        match private::read(&path) {
            Ok(bytes) => match bytes.try_into() {
                Ok(key) => Ok(Keys(key)),
                Err(_) => Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{} is not a server key", path.display()),
                )),
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => Keys::make(folder, clock),
            Err(e) => Err(e),
        }
    }

    /// Puts a new key in a data folder, in place of any other. All links, guests' cookies and single-use codes change with it.
    ///
    /// # Errors
    /// Errors of the file system; the old key is still in place then.
    pub fn make(folder: &Path, clock: &Clock) -> io::Result<Keys> {
        // Half a key would lock the owner out.
        let key = clock.random();
        private::write(&folder.join("server.key"), &key)?;
        Ok(Keys(key))
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

    /// Returns the secret in the address of one poll, for one generation of them all.
    pub fn poll_secret(&self, event: &Header, poll: &str, generation: u32) -> String {
        self.secret(&[
            "poll",
            &event.id.0.to_string(),
            &event.code,
            poll,
            &generation.to_string(),
        ])
    }

    /// Returns the secret in the organiser's link, for one generation.
    pub fn organiser_secret(&self, generation: u32) -> String {
        self.secret(&["organiser", &generation.to_string()])
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

    /// Returns the text of a single-use code: 35 bits that only this server can compute, and then the code's number. Nothing of
    /// it is stored, and the sheet can be printed again.
    pub fn code(&self, event: &Header, code: CodeId) -> String {
        let hash = self.hash(&[
            "code",
            &event.id.0.to_string(),
            &event.code,
            &code.to_string(),
        ]);
        let secret = hash[..8]
            .iter()
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        let letter = |bits: u64| char::from(ALPHABET[bits as usize % ALPHABET.len()]);
        let secret = (0..CODE_SECRET_CHARS).map(|place| letter(secret >> (5 * place)));
        secret.chain(tail(code).chars()).collect()
    }

    /// Returns the code that a text is, as people write it: in any case, with spaces or dashes. None if this server did not make it
    /// for this event.
    pub fn read_code(&self, event: &Header, text: &str) -> Option<CodeId> {
        let text = crate::code::letters(text, CODE_SECRET_CHARS + NUMBER_CHARS)?;
        let number = text
            .bytes()
            .skip(CODE_SECRET_CHARS)
            .try_fold(0, |number, byte| {
                let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
                Some(number << 5 | digit as u32)
            });
        let code = CodeId(number?);
        same(&text, &self.code(event, code)).then_some(code)
    }

    /// Returns the code that the screen of an event shows at a time, and for how many milliseconds it does.
    pub fn hall_code(&self, event: &Header, now: Millis) -> (String, Millis) {
        let left_ms = HALL_MS - now % HALL_MS;
        (self.hall_code_of(event, now / HALL_MS), left_ms)
    }

    /// Returns true for a code that the screen of an event shows, or showed before this one. In any case, with spaces or dashes.
    pub fn is_hall_code(&self, event: &Header, text: &str, now: Millis) -> bool {
        let Some(text) = crate::code::letters(text, HALL_CODE_CHARS) else {
            return false;
        };
        let window = now / HALL_MS;
        [window, window.saturating_sub(1)]
            .into_iter()
            .any(|window| same(&text, &self.hall_code_of(event, window)))
    }

    fn hall_code_of(&self, event: &Header, window: u64) -> String {
        let hash = self.hash(&[
            "hall",
            &event.id.0.to_string(),
            &event.code,
            &window.to_string(),
        ]);
        let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
        hash[..HALL_CODE_CHARS].iter().map(letter).collect()
    }

    fn secret(&self, words: &[&str]) -> String {
        URL_SAFE_NO_PAD.encode(&self.hash(words)[..SECRET_BYTES])
    }

    fn hash(&self, words: &[&str]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC accepts keys of any length");
        for word in words {
            mac.update(&(word.len() as u32).to_le_bytes());
            mac.update(word.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

/// Returns a new secret for a login.
pub fn login_secret(clock: &Clock) -> String {
    URL_SAFE_NO_PAD.encode(clock.random::<SECRET_BYTES>())
}

/// Returns what is stored of a login's secret. The secret is random, so nobody can find it from its hash.
pub fn login_hash(secret: &str) -> [u8; SECRET_BYTES] {
    let mut hash = [0; SECRET_BYTES];
    hash.copy_from_slice(&Sha256::digest(secret)[..SECRET_BYTES]);
    hash
}

/// Compares two secrets in constant time, so the time does not reveal where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |diff, (a, b)| diff | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_the_hall_is_good_while_the_screen_shows_it_and_once_more() {
        let event = Header {
            id: EventId(1),
            code: "CDU7K2".into(),
            created_at: 0,
            expires_at: None,
        };
        let keys = Keys([7; 32]);
        let (code, left_ms) = keys.hall_code(&event, HALL_MS + 1000);
        assert_eq!(left_ms, HALL_MS - 1000);
        assert_eq!(code.len(), HALL_CODE_CHARS);
        for at in [HALL_MS, 2 * HALL_MS - 1, 2 * HALL_MS, 3 * HALL_MS - 1] {
            assert!(keys.is_hall_code(&event, &code, at), "{at}");
            assert!(keys.is_hall_code(&event, &format!(" {}", code.to_lowercase()), at));
        }
        for at in [0, HALL_MS - 1, 3 * HALL_MS] {
            assert!(!keys.is_hall_code(&event, &code, at), "{at}");
        }
        assert!(!Keys([8; 32]).is_hall_code(&event, &code, HALL_MS));
        assert!(!keys.is_hall_code(&event, "", HALL_MS));
    }

    #[test]
    fn a_guests_cookie_is_good_as_it_was_made_and_for_its_history_alone() {
        let (keys, event, epoch) = (Keys([7; 32]), EventId(1), 3);
        let id = ParticipantId(12);
        let cookie = keys.participant_cookie(event, epoch, id);
        assert_eq!(keys.participant(event, epoch, &cookie), Some(id));
        for (keys, event, epoch) in [
            (Keys([7; 32]), EventId(2), 3),
            (Keys([7; 32]), EventId(1), 4),
            (Keys([8; 32]), EventId(1), 3),
        ] {
            assert_eq!(keys.participant(event, epoch, &cookie), None);
        }
        let (_, secret) = cookie.split_once('.').expect("a secret");
        let guest = keys.participant_cookie(event, epoch, ParticipantId(13));
        let header = Header {
            id: event,
            code: "CDU7K2".into(),
            created_at: 0,
            expires_at: None,
        };
        let host = keys.role_secret(&header, StaffRole::Host, 0);
        for wrong in [
            "",
            "12",
            "12.",
            secret,
            &guest.replacen("13.", "12.", 1),
            &format!("012.{secret}"),
            &format!("+12.{secret}"),
            &format!("12.{host}"),
            &cookie[..cookie.len() - 1],
            &format!("{cookie}A"),
            &cookie.to_lowercase(),
        ] {
            assert_eq!(keys.participant(event, epoch, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_is_known_as_people_write_it_and_only_in_its_event() {
        let header = |id, code: &str| Header {
            id: EventId(id),
            code: code.into(),
            created_at: 0,
            expires_at: None,
        };
        let (keys, event) = (Keys([7; 32]), header(1, "CDU7K2"));
        for code in [0, 1, 31, 32, 19_999].map(CodeId) {
            let text = keys.code(&event, code);
            assert_eq!(text.len(), 10);
            assert_eq!(keys.read_code(&event, &text), Some(code));
            let written = format!(" {}-{}", &text[..5].to_lowercase(), &text[5..]);
            assert_eq!(keys.read_code(&event, &written), Some(code));
            assert_eq!(keys.read_code(&header(2, "CDU7K2"), &text), None);
            assert_eq!(keys.read_code(&header(1, "CDU7K3"), &text), None);
            assert_eq!(Keys([8; 32]).read_code(&event, &text), None);
            let next = keys.code(&event, CodeId(code.0 + 1));
            let mixed = format!("{}{}", &text[..7], &next[7..]);
            assert_eq!(keys.read_code(&event, &mixed), None);
        }
        for wrong in [
            "",
            "ABC",
            "ABCDE-FGHJ",
            "能源能源能源能源能源",
            "OOOOOOOOOO",
        ] {
            assert_eq!(keys.read_code(&event, wrong), None, "{wrong}");
        }
    }
}
