//! A connection with TLS. Its session (rustls does no I/O: it takes and returns bytes) sits between the shard and a
//! [`Plain`], so a socket with TLS is in its shard as every other.
//!
//! # Invariants
//! - Nothing is encrypted while earlier bytes wait for the kernel. So a socket that does not read costs one record of
//!   [`RECORD_BYTES`] besides what any socket costs, and the newest tally comes next.
//! - What is held of a record that has not come whole is counted ([`Stream::held_bytes`]), but for the 4 KiB that a
//!   session's buffer always has.

use std::io::{self, ErrorKind, Read, Write};

use tokio_rustls::rustls::ServerConnection;

use super::stream::{Plain, Stream};

/// Plain text in one record. Smaller records cost more in headers and calls, larger ones more memory for a socket that
/// does not read.
const RECORD_BYTES: usize = 4096;

/// A connection with TLS, after its handshake.
pub struct Secure {
    pub plain: Plain,
    session: ServerConnection,
    /// Bytes that came since there was something to read.
    unfinished_bytes: usize,
    /// The last read may have left bytes in the kernel.
    has_unread: bool,
    /// The output ends when everything is sent.
    is_finishing: bool,
}

impl Secure {
    /// Goes on with a session over its connection.
    pub fn new(plain: Plain, session: ServerConnection) -> Secure {
        Secure {
            plain,
            session,
            unfinished_bytes: 0,
            // What came with the handshake.
            has_unread: true,
            is_finishing: false,
        }
    }

    /// Takes bytes from the kernel into the session.
    fn receive(&mut self) -> io::Result<()> {
        let mut tap = Tap {
            plain: &mut self.plain,
            is_drained: true,
        };
        let read = self.session.read_tls(&mut tap);
        self.has_unread = !tap.is_drained;
        let read = read?;
        self.unfinished_bytes += read;
        let processed = self.session.process_new_packets();
        if processed
            .as_ref()
            .is_ok_and(|state| state.plaintext_bytes_to_read() > 0)
        {
            self.unfinished_bytes = 0;
        }
        if processed.is_err() || self.session.wants_write() {
            // An alert, or the answer to a new key. What does not go now goes later.
            match self.send() {
                Err(e) if e.kind() != ErrorKind::WouldBlock => return Err(e),
                Ok(()) | Err(_) => {}
            }
        }
        processed.map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
        Ok(())
    }

    /// Sends what the session has for the kernel, all of it or until the kernel takes no more.
    fn send(&mut self) -> io::Result<()> {
        while self.session.wants_write() {
            if self.session.write_tls(&mut self.plain)? == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
        }
        Ok(())
    }
}

impl Read for Secure {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.session.reader().read(bytes) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => {}
                // Some clients hang up without the last word of TLS. Frames have an end of their own.
                Err(e) if e.kind() == ErrorKind::UnexpectedEof => return Ok(0),
                read => return read,
            }
            self.receive()?;
        }
    }
}

impl Write for Secure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.send()?;
        let record = &bytes[..bytes.len().min(RECORD_BYTES)];
        let taken = self.session.writer().write(record)?;
        match self.send() {
            Err(e) if e.kind() != ErrorKind::WouldBlock => Err(e),
            // The rest of the record goes with the next write, or when the kernel has room.
            Ok(()) | Err(_) => Ok(taken),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()?;
        if std::mem::take(&mut self.is_finishing) {
            self.plain.finish();
        }
        self.plain.flush()
    }
}

impl Stream for Secure {
    fn make_room(&mut self, bytes: usize) {
        self.plain.make_room(bytes);
    }

    fn discard(&mut self) {
        self.plain.discard();
    }

    fn finish(&mut self) {
        self.session.send_close_notify();
        self.is_finishing = true;
        // If it does not fit now, the kernel tells when it does.
        let _ = self.flush();
    }

    fn has_unread(&self) -> bool {
        self.has_unread
    }

    fn held_bytes(&self) -> usize {
        self.unfinished_bytes
    }
}

/// The kernel's bytes on their way into the session.
struct Tap<'a> {
    plain: &'a mut Plain,
    is_drained: bool,
}

impl Read for Tap<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.plain.read(bytes)?;
        self.is_drained = read < bytes.len();
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
