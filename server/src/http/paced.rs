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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpSocket};
    use tokio::time::{sleep, timeout};

    use super::super::turnstile::Turn;
    use super::super::visits::{Visitor, Visits};
    use super::*;

    /// More than the kernels hold.
    const LARGE: usize = 32 << 20;
    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    /// Returns a connection and its client, which has a small receive buffer.
    async fn pair() -> (Paced, TcpStream) {
        let port = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
        let port = port.await.expect("a port");
        let local = port.local_addr().expect("an address");
        let client = TcpSocket::new_v4().expect("a socket");
        client.set_recv_buffer_size(4096).expect("set");
        let client = client.connect(local).await.expect("connected");
        let (stream, peer) = port.accept().await.expect("accepted");
        let visitor = Visitor {
            peer: peer.ip(),
            local,
            address: peer.ip().into(),
            is_proxy: false,
        };
        let visiting = Arc::<Visits>::default().enter(&visitor, Turn::default());
        (Paced::new(stream, visiting.visit.clone()), client)
    }

    /// Writes more than the client takes.
    async fn writes(paced: &mut Paced) -> io::Result<()> {
        paced.write_all(&vec![0; LARGE]).await
    }

    /// Takes at least this much, as far as it has come.
    async fn takes(client: &mut TcpStream, least: usize) {
        let mut bytes = vec![0; 1 << 20];
        let mut taken = 0;
        while taken < least {
            taken += client.read(&mut bytes).await.expect("read");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_gone_when_its_time_is_over() {
        let (mut paced, _client) = pair().await;
        let began = Instant::now();
        let ended = timeout(10 * PACE, writes(&mut paced)).await;
        let ended = ended.expect("it waits for ever").expect_err("all is taken");
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        // What the kernels took at first may have been a pace of its own.
        assert!((PACE..=2 * PACE + QUIET).contains(&began.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_slow_but_keeps_the_pace_stays() {
        let (mut paced, mut client) = pair().await;
        let began = Instant::now();
        {
            let mut writing = std::pin::pin!(writes(&mut paced));
            for _ in 0..5 {
                assert!(timeout(PACE / 2, writing.as_mut()).await.is_err());
                tokio::select! {
                    ended = writing.as_mut() => panic!("{ended:?}"),
                    () = takes(&mut client, 1 << 20) => {}
                }
            }
        }
        // Then it takes nothing, and no pace of before counts.
        let rest = timeout(10 * PACE, writes(&mut paced)).await;
        assert_eq!(
            rest.expect("it waits for ever").expect_err("taken").kind(),
            io::ErrorKind::TimedOut
        );
        assert!(began.elapsed() <= 5 * PACE, "{:?}", began.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_caught_up_has_its_whole_time_again() {
        let (mut paced, mut client) = pair().await;
        let writing = timeout(PACE / 2, writes(&mut paced)).await;
        assert!(writing.is_err(), "it is behind");
        while let Ok(taken) = timeout(QUIET, client.read(&mut vec![0; 1 << 20])).await {
            assert!(taken.expect("read") > 0);
        }
        paced.write_all(b"x").await.expect("it fits");
        sleep(10 * PACE).await;
        let again = Instant::now();
        let ended = timeout(10 * PACE, writes(&mut paced)).await;
        assert!(ended.expect("it waits for ever").is_err());
        assert!(again.elapsed() >= PACE, "{:?}", again.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_new_is_read_from_who_is_behind() {
        let (mut paced, mut client) = pair().await;
        client.write_all(b"first").await.expect("sent");
        let mut bytes = [0; 64];
        let read = paced.read(&mut bytes).await.expect("read");
        assert_eq!(&bytes[..read], b"first");
        let (mut reads, mut writing) = tokio::io::split(paced);
        let large = vec![0; 4 << 20];
        let mut writing = std::pin::pin!(writing.write_all(&large));
        assert!(timeout(QUIET, writing.as_mut()).await.is_err());
        client.write_all(b"second").await.expect("sent");
        assert!(timeout(QUIET, reads.read(&mut bytes)).await.is_err());
        // One task does both, as the HTTP library does, and is woken to read on when the client has caught up.
        let taking = tokio::spawn(async move {
            takes(&mut client, 4 << 20).await;
            client
        });
        let both = async { tokio::join!(biased; reads.read(&mut bytes), writing) };
        let (read, written) = timeout(PACE, both).await.expect("it waits for ever");
        written.expect("all is taken");
        let _client = taking.await.expect("no panic");
        assert_eq!(&bytes[..read.expect("read")], b"second");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_kernel_keeps_little_that_is_not_sent() {
        let (paced, _client) = pair().await;
        let unsent = SockRef::from(&paced.into_inner()).tcp_notsent_lowat();
        assert_eq!(unsent.ok(), Some(UNSENT_BYTES_MAX));
    }
}
