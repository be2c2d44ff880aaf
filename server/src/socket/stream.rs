//! What a shard reads from and writes to. Today that is a plain connection, [`Plain`].
//!
//! TLS would be another [`Stream`]; the shard stays the same. Its session (rustls does no I/O: it takes and returns
//! bytes) sits between the shard and a [`Plain`]. `read` feeds the kernel's bytes to the session and returns plain
//! text. `write` gives the session as much plain text as its buffer takes, and sends the result. TLS differs from a
//! plain connection in two ways, and the shard handles both: plain text may wait without a kernel event
//! ([`Stream::has_unread`]), and accepted bytes may still wait in the session until `flush` sends them. The reactor
//! registers [`Source`], the connection below. `http/upgrade.rs` creates the stream.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::time::Duration;

use mio::event::Source;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use socket2::SockRef;

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

impl Source for Plain {
    fn register(&mut self, registry: &Registry, token: Token, on: Interest) -> io::Result<()> {
        self.0.register(registry, token, on)
    }

    fn reregister(&mut self, registry: &Registry, token: Token, on: Interest) -> io::Result<()> {
        self.0.reregister(registry, token, on)
    }

    fn deregister(&mut self, registry: &Registry) -> io::Result<()> {
        self.0.deregister(registry)
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
