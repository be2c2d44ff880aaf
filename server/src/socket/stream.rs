//! What a shard reads from and writes to. Today that is a plain connection, [`Plain`].
//!
//! TLS is another [`Stream`] and no other shard. Its session (rustls does no I/O of its own: it takes and gives bytes) stands
//! between the shard and a [`Plain`]: `read` takes what the kernel has, feeds it to the session and gives out the plain text;
//! `write` gives the session plain text, as much as its buffer takes, and sends what that makes of it. Two things follow that a
//! plain connection does not know, and the shard asks for both: plain text may wait that the kernel does not tell of
//! ([`Stream::has_unread`]), and bytes that were taken may not be out yet, which `flush` sends on when the kernel can take more.
//! [`Source`] is the connection below, which the reactor registers; `http/upgrade.rs` makes the stream.

use std::io::{self, Read, Write};
use std::net::Shutdown;

use mio::event::Source;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use socket2::SockRef;

/// What the kernel keeps of ours that it has not sent: on a bad line a phone gets the newest tally next, and not all that it
/// missed.
const UNSENT_BYTES_MAX: u32 = 16 * 1024;

/// A connection's bytes. Nothing blocks: what cannot be done now is [`io::ErrorKind::WouldBlock`].
pub trait Stream: Read + Write {
    /// Makes the kernel take so many bytes more from us although the other side does not read.
    fn make_room(&mut self, bytes: usize);
    /// Says that nothing more will be written.
    fn finish(&mut self);
    /// There is something to read that came with what was read before: the kernel does not tell of it again.
    fn has_unread(&self) -> bool {
        false
    }
}

/// A connection as the kernel gives it.
pub struct Plain(TcpStream);

impl Plain {
    /// Sets up a connection for small frames that are to be fresh.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn new(stream: std::net::TcpStream) -> io::Result<Plain> {
        let socket = SockRef::from(&stream);
        socket.set_tcp_nodelay(true)?;
        limit_unsent(&socket, UNSENT_BYTES_MAX)?;
        Ok(Plain(TcpStream::from_std(stream)))
    }

    /// Ends it both ways: whoever writes to it next finds that it is over.
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
        // Two limits of the kernel; if it does not lift them, the goodbye is lost and nothing else.
        let _ = limit_unsent(&socket, u32::MAX);
        let taken = socket.send_buffer_size().unwrap_or(0);
        let _ = socket.set_send_buffer_size(taken + 2 * bytes);
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

/// Elsewhere the send buffer alone is the limit.
#[cfg(not(target_os = "linux"))]
fn limit_unsent(_: &SockRef<'_>, _: u32) -> io::Result<()> {
    Ok(())
}
