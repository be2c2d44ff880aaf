//! Encrypts a stream with a passphrase, in the format of `age` (age-encryption.org/v1) with its scrypt recipient. So the programs `age`
//! and `rage` open what this module makes, and it opens what they make. The crate `age` would add 88 crates for recipients and messages
//! in many languages that nobody needs here; this is the one recipient, from `ring` and `scrypt`.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::Path;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::{hkdf, hmac};

use crate::clock::Clock;

/// How each encrypted file begins.
pub const MAGIC: &str = "age-encryption.org/v1";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, NO_PAD);
/// Logarithm of scrypt's work: 64 MiB, and a quarter of a second. A server on a small machine does it at each backup.
const WORK: u8 = 16;
/// Limit on the work that a file may ask for: 1 GiB.
const WORK_MAX: u8 = 20;
const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;
const FILE_KEY_BYTES: usize = 16;
/// Limit on a line of the header.
const LINE_BYTES_MAX: u64 = 200;

/// A passphrase. It is never printed.
#[derive(Clone)]
pub struct Passphrase(String);

impl Passphrase {
    /// Returns the first line of a text as a passphrase.
    ///
    /// # Errors
    /// It is empty.
    pub fn of(text: &str) -> io::Result<Passphrase> {
        let line = text.lines().next().unwrap_or_default();
        if line.is_empty() {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                "the passphrase is empty",
            ));
        }
        Ok(Passphrase(line.to_owned()))
    }

    /// Reads a passphrase from the first line of a file; `-` is the standard input.
    ///
    /// # Errors
    /// Errors of the file system; it is empty.
    pub fn read(file: &Path) -> io::Result<Passphrase> {
        let mut line = String::new();
        if file == Path::new("-") {
            io::stdin().lock().read_line(&mut line)?;
        } else {
            BufReader::new(std::fs::File::open(file)?).read_line(&mut line)?;
        }
        Passphrase::of(&line)
    }
}

/// Encrypts what is written to it. Without [`Sealing::finish`] the result is truncated, and a reader notices.
pub struct Sealing<W: Write> {
    out: W,
    chunks: Chunks,
    waiting: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Errors of the stream.
    pub fn new(mut out: W, passphrase: &Passphrase, clock: &Clock) -> io::Result<Sealing<W>> {
        let salt: [u8; 16] = clock.random();
        let file_key: [u8; FILE_KEY_BYTES] = clock.random();
        let mut body = file_key.to_vec();
        let key = aead(&wrapping(passphrase, &salt, WORK)?);
        key.seal_in_place_append_tag(nonce(0, false), Aad::empty(), &mut body)
            .map_err(|_| io::Error::other("cannot encrypt"))?;
        let mut header = format!(
            "{MAGIC}\n-> scrypt {} {WORK}\n{}\n---",
            BASE64.encode(salt),
            BASE64.encode(body)
        );
        let mac = hmac::sign(&header_key(&file_key)?, header.as_bytes());
        header.push(' ');
        header.push_str(&BASE64.encode(mac));
        header.push('\n');
        out.write_all(header.as_bytes())?;
        let start: [u8; 16] = clock.random();
        out.write_all(&start)?;
        Ok(Sealing {
            out,
            chunks: Chunks::new(&file_key, &start)?,
            waiting: Vec::with_capacity(CHUNK_BYTES + TAG_BYTES),
        })
    }

    /// Writes the last chunk.
    ///
    /// # Errors
    /// Errors of the stream.
    pub fn finish(mut self) -> io::Result<W> {
        self.chunk(true)?;
        Ok(self.out)
    }

    fn chunk(&mut self, is_last: bool) -> io::Result<()> {
        let nonce = self.chunks.next(is_last);
        let sealed =
            self.chunks
                .key
                .seal_in_place_append_tag(nonce, Aad::empty(), &mut self.waiting);
        sealed.map_err(|_| io::Error::other("cannot encrypt"))?;
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits, because only the last one says that it is the last.
        if self.waiting.len() == CHUNK_BYTES {
            self.chunk(false)?;
        }
        let room = CHUNK_BYTES - self.waiting.len();
        let taken = &bytes[..room.min(bytes.len())];
        self.waiting.extend(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Decrypts what it reads. A byte that was changed, added or taken away is an error of the kind `InvalidData`.
pub struct Opened<R> {
    input: BufReader<R>,
    chunks: Chunks,
    chunk: Vec<u8>,
    /// What of the chunk was read.
    at: usize,
    is_over: bool,
}

impl<R: Read> Opened<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// Errors of the stream; another format; a wrong passphrase.
    pub fn new(input: R, passphrase: &Passphrase) -> io::Result<Opened<R>> {
        let mut input = BufReader::new(input);
        let foreign =
            || invalid("it was not encrypted with a passphrase, or its header is damaged");
        let mut header = String::new();
        let mut line = || -> io::Result<String> {
            let mut bytes = vec![];
            (&mut input)
                .take(LINE_BYTES_MAX)
                .read_until(b'\n', &mut bytes)?;
            let line = String::from_utf8(bytes).map_err(|_| foreign())?;
            line.strip_suffix('\n')
                .map(str::to_owned)
                .ok_or_else(foreign)
        };
        let (magic, stanza, body, mac) = (line()?, line()?, line()?, line()?);
        for part in [&magic, &stanza, &body] {
            header.push_str(part);
            header.push('\n');
        }
        header.push_str("---");
        let (salt, work) = stanza
            .strip_prefix("-> scrypt ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or_else(foreign)?;
        let salt = BASE64.decode(salt).map_err(|_| foreign())?;
        let work: u8 = work.parse().map_err(|_| foreign())?;
        let mut body = BASE64.decode(body).map_err(|_| foreign())?;
        let mac = mac.strip_prefix("--- ").ok_or_else(foreign)?;
        let mac = BASE64.decode(mac).map_err(|_| foreign())?;
        let fits = (1..=WORK_MAX).contains(&work) && salt.len() == 16;
        if magic != MAGIC || !fits || body.len() != FILE_KEY_BYTES + TAG_BYTES {
            return Err(foreign());
        }
        let key = aead(&wrapping(passphrase, &salt, work)?);
        let wrong = || {
            io::Error::new(
                ErrorKind::InvalidInput,
                "the passphrase is wrong, or the first lines of the file are damaged",
            )
        };
        let file_key = key
            .open_in_place(nonce(0, false), Aad::empty(), &mut body)
            .map_err(|_| wrong())?
            .to_vec();
        hmac::verify(&header_key(&file_key)?, header.as_bytes(), &mac).map_err(|_| wrong())?;
        let mut start = [0; 16];
        input
            .read_exact(&mut start)
            .map_err(|_| invalid("its end is missing"))?;
        Ok(Opened {
            input,
            chunks: Chunks::new(&file_key, &start)?,
            chunk: vec![],
            at: 0,
            is_over: false,
        })
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let mut chunk = Vec::with_capacity(CHUNK_BYTES + TAG_BYTES);
        let most = (CHUNK_BYTES + TAG_BYTES) as u64;
        (&mut self.input).take(most).read_to_end(&mut chunk)?;
        let is_last = self.input.fill_buf()?.is_empty();
        let is_first = self.chunks.count == 0;
        let nonce = self.chunks.next(is_last);
        let opened = self
            .chunks
            .key
            .open_in_place(nonce, Aad::empty(), &mut chunk)
            .map_err(|_| invalid("its bytes are not the ones that were encrypted"))?;
        let length = opened.len();
        if length == 0 && !is_first {
            return Err(invalid("its last part is empty"));
        }
        chunk.truncate(length);
        (self.chunk, self.at, self.is_over) = (chunk, 0, is_last);
        Ok(())
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            if self.is_over {
                return Ok(0);
            }
            self.next_chunk()?;
        }
        let rest = &self.chunk[self.at..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        self.at += length;
        Ok(length)
    }
}

/// The key of a file's chunks, and the number of the next.
struct Chunks {
    key: LessSafeKey,
    count: u64,
}

impl Chunks {
    fn new(file_key: &[u8], start: &[u8]) -> io::Result<Chunks> {
        let key = aead(&derived(file_key, start, b"payload")?);
        Ok(Chunks { key, count: 0 })
    }

    fn next(&mut self, is_last: bool) -> Nonce {
        self.count += 1;
        nonce(self.count - 1, is_last)
    }
}

fn nonce(count: u64, is_last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[3..11].copy_from_slice(&count.to_be_bytes());
    bytes[11] = is_last.into();
    Nonce::assume_unique_for_key(bytes)
}

fn wrapping(passphrase: &Passphrase, salt: &[u8], work: u8) -> io::Result<[u8; 32]> {
    let wrong = |_| invalid("its header asks for work that nobody can do");
    let params = scrypt::Params::new(work, 8, 1, 32).map_err(wrong)?;
    let mut key = [0; 32];
    let salt = [LABEL, salt].concat();
    scrypt::scrypt(passphrase.0.as_bytes(), &salt, &params, &mut key)
        .map_err(|_| io::Error::other("cannot derive a key"))?;
    Ok(key)
}

fn header_key(file_key: &[u8]) -> io::Result<hmac::Key> {
    let key = derived(file_key, &[], b"header")?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &key))
}

fn derived(secret: &[u8], salt: &[u8], what: &[u8]) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(secret)
        .expand(&[what], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut key))
        .map_err(|_| io::Error::other("cannot derive a key"))?;
    Ok(key)
}

fn aead(key: &[u8; 32]) -> LessSafeKey {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key).expect("a key of this length");
    LessSafeKey::new(key)
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by the crate `age` 0.12.1.
    const BY_AGE: &[u8] = include_bytes!("sealed/by-age.age");
    const SAID: &str = "correct horse battery staple\nand a second line";

    fn passphrase() -> Passphrase {
        Passphrase::of(SAID).expect("a passphrase")
    }

    fn sealed(bytes: &[u8]) -> Vec<u8> {
        let clock = Clock::fixed(0);
        let mut sealing = Sealing::new(vec![], &passphrase(), &clock).expect("sealing");
        sealing.write_all(bytes).expect("written");
        sealing.finish().expect("finished")
    }

    fn opened(bytes: &[u8], passphrase: &Passphrase) -> io::Result<Vec<u8>> {
        let mut out = vec![];
        Opened::new(bytes, passphrase)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn what_age_made_is_read() {
        let read = opened(BY_AGE, &passphrase()).expect("opened");
        assert_eq!(read, b"made by age, read by plenary\n");
    }

    #[test]
    fn every_length_comes_back() {
        for length in [
            0,
            1,
            CHUNK_BYTES - 1,
            CHUNK_BYTES,
            CHUNK_BYTES + 1,
            3 * CHUNK_BYTES,
        ] {
            let bytes: Vec<u8> = (0..length).map(|at| (at / 7) as u8).collect();
            assert_eq!(
                opened(&sealed(&bytes), &passphrase()).expect("opened"),
                bytes
            );
        }
    }

    #[test]
    fn a_wrong_passphrase_and_a_changed_or_missing_byte_are_found() {
        let whole = sealed(&vec![7; CHUNK_BYTES + 10]);
        let other = Passphrase::of("another").expect("a passphrase");
        let why = opened(&whole, &other).expect_err("wrong").to_string();
        assert!(why.starts_with("the passphrase is wrong"), "{why}");
        let mut lines = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let header = lines.nth(3).map_or(0, |(at, _)| at);
        let places = [
            3,
            35,
            60,
            90,
            140,
            header + 5,
            header + 40,
            CHUNK_BYTES,
            whole.len() - 1,
        ];
        for at in places {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert!(opened(&bytes, &passphrase()).is_err(), "byte {at}");
        }
        for end in [whole.len() - 1, whole.len() - 26, header + 17, 40] {
            assert!(opened(&whole[..end], &passphrase()).is_err(), "{end} bytes");
        }
        assert!(opened(&[whole.as_slice(), &[0]].concat(), &passphrase()).is_err());
    }

    #[test]
    fn an_empty_passphrase_is_refused() {
        assert!(Passphrase::of("").is_err());
        assert!(Passphrase::of("\nsecond").is_err());
    }
}
