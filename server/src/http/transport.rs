//! What a connection's requests come over: the connection itself, or TLS over it.
//!
//! A handshake is bounded as a request's head is: in time by its caller, in bytes here, and it makes room for others when it
//! stands still. It takes its turn for the part that needs the processor, so a flood of handshakes from one address
//! delays that address.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::poll;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::ServerConnection;
use tokio_rustls::rustls::server::Acceptor;
use tokio_rustls::server::TlsStream;

use super::paced::Paced;
use super::turnstile::{Rank, Turnstile};
use crate::address::Address;
use crate::tls::Certificates;

/// Limit on the bytes of a handshake that come from a client. A browser's have about 2,000.
const HANDSHAKE_BYTES_MAX: usize = 16 * 1024;
/// Limit on the bytes of an answer that wait in a session.
const UNSENT_BYTES_MAX: usize = 16 * 1024;

/// A connection that makes requests.
pub enum Transport {
    Plain(Paced),
    /// Behind a pointer, because a plain hall has as many of these as phones that come in.
    Secure(Box<TlsStream<Paced>>),
}

impl Transport {
    /// Speaks TLS with a client that has begun to.
    ///
    /// # Errors
    /// Errors of the connection; the client breaks off or does not follow the protocol; its turn does not come.
    pub async fn secure(
        mut paced: Paced,
        certificates: Arc<Certificates>,
        line: Turnstile,
        address: Address,
    ) -> io::Result<Transport> {
        paced.limit_reads(HANDSHAKE_BYTES_MAX);
        let hello = LazyConfigAcceptor::new(Acceptor::default(), paced).await?;
        // An authority has not given one yet.
        let config = certificates.config().ok_or(io::ErrorKind::NotFound)?;
        let turn = line.pass(Rank::Stranger, address).await;
        let turn = turn.ok_or(io::ErrorKind::TimedOut)?;
        let bound = |session: &mut ServerConnection| {
            session.set_buffer_limit(Some(UNSENT_BYTES_MAX));
        };
        let mut shaking = pin!(hello.into_stream_with(config, bound));
        // The keys are made and signed before the first wait for the client, which is not this turn's.
        let signed = poll!(shaking.as_mut());
        turn.end();
        let mut stream = match signed {
            Poll::Ready(stream) => stream,
            Poll::Pending => shaking.await,
        }?;
        stream.get_mut().0.limit_reads(usize::MAX);
        Ok(Transport::Secure(Box::new(stream)))
    }

    /// Returns the bare connection, and the session over it if there is one.
    pub fn into_inner(self) -> (TcpStream, Option<ServerConnection>) {
        match self {
            Transport::Plain(paced) => (paced.into_inner(), None),
            Transport::Secure(stream) => {
                let (paced, session) = stream.into_inner();
                (paced.into_inner(), Some(session))
            }
        }
    }
}

impl AsyncRead for Transport {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(paced) => Pin::new(paced).poll_read(context, buffer),
            Transport::Secure(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Transport {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Transport::Plain(paced) => Pin::new(paced).poll_write(context, bytes),
            Transport::Secure(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Transport::Plain(paced) => Pin::new(paced).poll_write_vectored(context, parts),
            Transport::Secure(stream) => Pin::new(stream).poll_write_vectored(context, parts),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Transport::Plain(paced) => paced.is_write_vectored(),
            Transport::Secure(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(paced) => Pin::new(paced).poll_flush(context),
            Transport::Secure(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Transport::Plain(paced) => Pin::new(paced).poll_shutdown(context),
            Transport::Secure(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
