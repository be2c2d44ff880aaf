//! What a shard reads from and writes to: a plain connection, [`Plain`], or one with TLS, [`Secure`]. The shard does not
//! know which. TLS differs in two ways, and the shard handles both: bytes may wait without an event from the kernel
//! ([`Stream::has_unread`]), and bytes that were accepted may still wait until `flush` sends them. `http/upgrade.rs`
//! creates the stream.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::time::Duration;

use mio::event::Source;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use socket2::SockRef;

use super::secure::Secure;

/// Limit on unsent bytes in the kernel. With a small limit, a phone on a bad line gets the newest tally next instead of
/// everything it missed.
const UNSENT_BYTES_MAX: u32 = 16 * 1024;

/// A connection's bytes. Nothing blocks: an operation that cannot proceed returns [`io::ErrorKind::WouldBlock`].
pub trait Stream: Read + Write {
    /// Lets the kernel accept this many more bytes although the peer does not read.
    fn make_room(&mut self, bytes: usize);
    /// Throws away what was written and not sent. The stream must be dropped then.
    fn discard(&mut self);
    /// Ends the output.
    fn finish(&mut self);
    /// Returns true if an earlier read left bytes to read. The kernel sends no event for them.
    fn has_unread(&self) -> bool {
        false
    }
    /// Returns how many bytes are held because the rest of them has not come.
    fn held_bytes(&self) -> usize {
        0
    }
}

/// A connection of this server.
pub enum Wire {
    Plain(Plain),
    /// Behind a pointer, because a plain hall has as many of these as phones.
    Secure(Box<Secure>),
}

/// A connection as the kernel provides it.
pub struct Plain(TcpStream);

impl Plain {
    /// Configures a connection for small, fresh frames.
    ///
    /// # Errors
    /// Errors of the operating system.
    pub fn new(stream: std::net::TcpStream) -> io::Result<Plain> {
        let socket = SockRef::from(&stream);
        socket.set_tcp_nodelay(true)?;
        limit_unsent(&socket, UNSENT_BYTES_MAX)?;
        Ok(Plain(TcpStream::from_std(stream)))
    }

    /// Shuts it down both ways. The next write fails.
    pub fn cut(&self) {
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

impl Wire {
    /// Returns the connection itself.
    pub fn plain(&mut self) -> &mut Plain {
        match self {
            Wire::Plain(plain) => plain,
            Wire::Secure(secure) => &mut secure.plain,
        }
    }
}

impl Read for Wire {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(plain) => plain.read(bytes),
            Wire::Secure(secure) => secure.read(bytes),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(plain) => plain.write(bytes),
            Wire::Secure(secure) => secure.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Wire::Plain(plain) => plain.flush(),
            Wire::Secure(secure) => secure.flush(),
        }
    }
}

impl Stream for Wire {
    fn make_room(&mut self, bytes: usize) {
        self.plain().make_room(bytes);
    }

    fn discard(&mut self) {
        self.plain().discard();
    }

    fn finish(&mut self) {
        match self {
            Wire::Plain(plain) => plain.finish(),
            Wire::Secure(secure) => secure.finish(),
        }
    }

    fn has_unread(&self) -> bool {
        match self {
            Wire::Plain(plain) => plain.has_unread(),
            Wire::Secure(secure) => secure.has_unread(),
        }
    }

    fn held_bytes(&self) -> usize {
        match self {
            Wire::Plain(plain) => plain.held_bytes(),
            Wire::Secure(secure) => secure.held_bytes(),
        }
    }
}

impl Read for Plain {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Write for Plain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream for Plain {
    fn make_room(&mut self, bytes: usize) {
        let socket = SockRef::from(&self.0);
        // Two kernel limits. If the kernel does not raise them, only the close frame is lost.
        let _ = limit_unsent(&socket, u32::MAX);
        let taken = socket.send_buffer_size().unwrap_or(0);
        let _ = socket.set_send_buffer_size(taken + 2 * bytes);
    }

    fn discard(&mut self) {
        // The kernel resets a connection that is closed without lingering.
        let _ = SockRef::from(&self.0).set_linger(Some(Duration::ZERO));
    }

    fn finish(&mut self) {
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// The kernel's events are of the connection itself.
impl Source for Wire {
    fn register(&mut self, registry: &Registry, token: Token, on: Interest) -> io::Result<()> {
        self.plain().0.register(registry, token, on)
    }

    fn reregister(&mut self, registry: &Registry, token: Token, on: Interest) -> io::Result<()> {
        self.plain().0.reregister(registry, token, on)
    }

    fn deregister(&mut self, registry: &Registry) -> io::Result<()> {
        self.plain().0.deregister(registry)
    }
}

#[cfg(target_os = "linux")]
fn limit_unsent(socket: &SockRef<'_>, bytes: u32) -> io::Result<()> {
    socket.set_tcp_notsent_lowat(bytes)
}

/// On other systems only the send buffer limits it.
#[cfg(not(target_os = "linux"))]
fn limit_unsent(_: &SockRef<'_>, _: u32) -> io::Result<()> {
    Ok(())
}
