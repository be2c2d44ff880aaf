//! A connection that must keep moving. Bytes that the client does not take end it after a while, and it reads nothing new
//! before the client has taken what it asked for earlier; so a client that only asks costs the server no memory.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::visits::Visit;

/// Time in which a client that is behind must take [`PACE_BYTES`].
const PACE: Duration = Duration::from_secs(10);
/// The slowest pace: a tenth of what the slowest mobile networks have.
const PACE_BYTES: usize = 4096;
/// A client that has not been behind for so long after its time was over had caught up.
const CAUGHT_UP: Duration = Duration::from_secs(1);
/// Limit on unsent bytes in the kernel.
const UNSENT_BYTES_MAX: u32 = 64 * 1024;

/// A connection that makes requests.
pub struct Paced {
    stream: TcpStream,
    visit: Arc<Visit>,
    /// Set while the client is behind.
    behind: Option<Behind>,
    /// A read waits until the client has caught up.
    reads_later: bool,
}

/// A client that does not take everything at once.
struct Behind {
    until: Pin<Box<Sleep>>,
    /// How many bytes it has taken in this time.
    taken: usize,
    /// The last write did not fit.
    is_waiting: bool,
}

impl Paced {
    /// Sets a connection up for answers.
    pub fn new(stream: TcpStream, visit: Arc<Visit>) -> Paced {
        let _ = stream.set_nodelay(true);
        limit_unsent(&SockRef::from(&stream));
        Paced {
            stream,
            visit,
            behind: None,
            reads_later: false,
        }
    }

    /// Returns the bare connection.
    pub fn into_inner(self) -> TcpStream {
        self.stream
    }

    /// Judges a write.
    fn wrote(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let now = Instant::now();
        match written {
            Poll::Ready(Ok(n)) => {
                self.visit.moved();
                if let Some(behind) = &mut self.behind {
                    behind.taken += n;
                    behind.is_waiting = false;
                }
                if std::mem::take(&mut self.reads_later) {
                    context.waker().wake_by_ref();
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let behind = self.behind.get_or_insert_with(|| Behind {
                    until: Box::pin(sleep_until(now + PACE)),
                    taken: 0,
                    is_waiting: false,
                });
                if !behind.is_waiting && behind.until.deadline() + CAUGHT_UP < now {
                    behind.begin(now);
                }
                behind.is_waiting = true;
                while behind.until.as_mut().poll(context).is_ready() {
                    if behind.taken < PACE_BYTES {
                        return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                    }
                    behind.begin(now);
                }
            }
        }
        written
    }
}

impl Behind {
    fn begin(&mut self, now: Instant) {
        self.taken = 0;
        self.until.as_mut().reset(now + PACE);
    }
}

impl AsyncRead for Paced {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.behind.as_ref().is_some_and(|behind| behind.is_waiting) {
            self.reads_later = true;
            return Poll::Pending;
        }
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        self.visit.moved();
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Paced {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.wrote(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(target_os = "linux")]
fn limit_unsent(socket: &SockRef<'_>) {
    // Without it only the send buffer is the limit.
    let _ = socket.set_tcp_notsent_lowat(UNSENT_BYTES_MAX);
}

#[cfg(not(target_os = "linux"))]
fn limit_unsent(_: &SockRef<'_>) {}
