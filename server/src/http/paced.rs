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
pub struct Paced<S = TcpStream> {
    stream: S,
    visit: Arc<Visit>,
    /// Set while the client is behind.
    behind: Option<Behind>,
    /// A read waits until the client has caught up.
    reads_later: bool,
    /// How many more bytes may come.
    reads_max: usize,
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
        Paced::over(stream, visit)
    }

    /// Returns the bare connection.
    pub fn into_inner(self) -> TcpStream {
        self.stream
    }
}

impl<S> Paced<S> {
    fn over(stream: S, visit: Arc<Visit>) -> Paced<S> {
        Paced {
            stream,
            visit,
            behind: None,
            reads_later: false,
            reads_max: usize::MAX,
        }
    }

    /// Ends the connection when more bytes than this come.
    pub fn limit_reads(&mut self, bytes: usize) {
        self.reads_max = bytes;
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

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.behind.as_ref().is_some_and(|behind| behind.is_waiting) {
            self.reads_later = true;
            return Poll::Pending;
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let come = buffer.filled().len() - before;
        self.visit.came(come);
        match self.reads_max.checked_sub(come) {
            Some(left) => self.reads_max = left,
            None => return Poll::Ready(Err(io::ErrorKind::InvalidData.into())),
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
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

    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::net::TcpListener;
    use tokio::time::{sleep, timeout};

    use super::super::turnstile::Turn;
    use super::super::visits::{Visitor, Visits};
    use super::*;

    /// What the kernels would hold.
    const HELD_BYTES: usize = 1024;
    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    fn visit() -> Arc<Visit> {
        let local = SocketAddr::from(([127, 0, 0, 1], 80));
        let visitor = Visitor {
            peer: local.ip(),
            local,
            address: local.ip().into(),
            is_proxy: false,
            is_secure: false,
        };
        let visits = Arc::<Visits>::default();
        visits.enter(&visitor, Turn::default()).visit.clone()
    }

    /// Returns a connection and its client.
    fn pair() -> (Paced<DuplexStream>, DuplexStream) {
        let (stream, client) = duplex(HELD_BYTES);
        (Paced::over(stream, visit()), client)
    }

    /// Takes so much as it comes.
    async fn takes(client: &mut DuplexStream, count: usize) {
        client.read_exact(&mut vec![0; count]).await.expect("read");
    }

    /// Waits until the connection ends because of its client.
    async fn ends(writing: impl Future<Output = io::Result<()>>) {
        let ended = timeout(10 * PACE, writing).await;
        let ended = ended.expect("it waits for ever").expect_err("all is taken");
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_gone_when_its_time_is_over() {
        let (mut paced, _client) = pair();
        let began = Instant::now();
        ends(paced.write_all(&[0; 2 * HELD_BYTES])).await;
        assert!((PACE..PACE + QUIET).contains(&began.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_slow_stays_while_it_keeps_the_pace() {
        let (mut paced, mut client) = pair();
        let answer = vec![0; 20 * PACE_BYTES];
        let mut writing = std::pin::pin!(paced.write_all(&answer));
        for _ in 0..8 {
            assert!(timeout(PACE - QUIET, writing.as_mut()).await.is_err());
            tokio::select! {
                ended = writing.as_mut() => panic!("{ended:?}"),
                () = takes(&mut client, PACE_BYTES) => {}
            }
        }
        // Then it takes too little, and no pace of before counts.
        let slower = Instant::now();
        tokio::select! {
            ended = writing.as_mut() => panic!("{ended:?}"),
            () = takes(&mut client, PACE_BYTES / 2) => {}
        }
        ends(writing).await;
        assert!(slower.elapsed() <= 2 * PACE, "{:?}", slower.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_caught_up_has_its_whole_time_again() {
        let (mut paced, mut client) = pair();
        {
            let mut writing = std::pin::pin!(paced.write_all(&[0; HELD_BYTES + 1]));
            assert!(timeout(PACE / 2, writing.as_mut()).await.is_err());
            let ((), written) = tokio::join!(takes(&mut client, HELD_BYTES + 1), writing);
            written.expect("all is taken");
        }
        sleep(10 * PACE).await;
        let again = Instant::now();
        ends(paced.write_all(&[0; 2 * HELD_BYTES])).await;
        assert!(again.elapsed() >= PACE, "{:?}", again.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_new_is_read_from_who_is_behind() {
        let (paced, mut client) = pair();
        let (mut reads, mut writes) = tokio::io::split(paced);
        let mut bytes = [0; 64];
        let mut writing = std::pin::pin!(writes.write_all(&[0; HELD_BYTES + 1]));
        assert!(timeout(QUIET, writing.as_mut()).await.is_err());
        client.write_all(b"more").await.expect("sent");
        let early = timeout(QUIET, reads.read(&mut bytes)).await;
        assert!(early.is_err(), "{early:?}");
        // One task does both, as the HTTP library does, and is told when it can read on.
        {
            let both = async { tokio::join!(biased; reads.read(&mut bytes), writing) };
            let mut both = std::pin::pin!(both);
            assert!(timeout(QUIET, both.as_mut()).await.is_err());
            takes(&mut client, HELD_BYTES).await;
            let began = Instant::now();
            let (read, written) = timeout(PACE, both).await.expect("it waits for ever");
            assert!(began.elapsed() < QUIET, "{:?}", began.elapsed());
            written.expect("all is taken");
            assert_eq!(read.expect("read"), 4);
        }
        assert!(bytes.starts_with(b"more"));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_kernel_keeps_little_that_is_not_sent() {
        let port = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
        let port = port.await.expect("a port");
        let local = port.local_addr().expect("an address");
        let stream = TcpStream::connect(local).await.expect("connected");
        let paced = Paced::new(stream, visit());
        let unsent = SockRef::from(&paced.into_inner()).tcp_notsent_lowat();
        assert_eq!(unsent.ok(), Some(UNSENT_BYTES_MAX));
    }
}
