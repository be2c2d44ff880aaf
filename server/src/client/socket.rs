//! One open socket of a client: the handshake with cookie and position, and frames as text in both directions. Its
//! buffers are small, so thousands fit into one process.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::http::{self, Fault, PATIENCE, Stream};
use super::link::Link;
use crate::protocol::{ClientFrame, HttpError};
use crate::role;

/// Limit on a server frame in bytes: a desk's snapshot holds every question.
const FRAME_BYTES_MAX: usize = 32 << 20;

/// An open socket.
pub struct Socket {
    frames: WebSocketStream<Stream>,
    /// The buffer holds data to flush.
    unflushed: bool,
}

/// What arrived.
pub enum Heard {
    Frame(String),
    /// A sign of life without a frame.
    Sign,
    /// Nothing before it was time to wake up.
    Nothing,
}

/// Why the socket did not open.
pub enum Refused {
    /// Retry, at the earliest after this long.
    Later(Option<Duration>),
    Gone,
    Final(String),
}

/// The socket is closed, by either side.
pub struct Closed {
    pub code: Option<u16>,
}

impl Socket {
    /// Opens a socket at `position`.
    pub async fn open(
        link: &Link,
        position: Option<(u32, u64)>,
        cookies: &[String],
    ) -> Result<Socket, Refused> {
        let opening = handshake(link, position, cookies);
        let frames = tokio::time::timeout(PATIENCE, opening)
            .await
            .map_err(|_| Refused::Later(None))??;
        Ok(Socket {
            frames,
            unflushed: false,
        })
    }

    /// Buffers a frame, which goes out with the next [`Socket::next`].
    pub fn queue(&mut self, frame: &ClientFrame) -> Result<(), Closed> {
        let text = serde_json::to_string(frame).map_err(|_| Closed { code: None })?;
        // `start_send` never waits: tungstenite keeps the frame until the flush.
        self.frames
            .start_send_unpin(Message::text(text))
            .map_err(|_| Closed { code: None })?;
        self.unflushed = true;
        Ok(())
    }

    /// Waits for the next message until `wake`. Cancel-safe.
    pub async fn next(&mut self, wake: Option<Instant>) -> Result<Heard, Closed> {
        let coming = async {
            if self.unflushed {
                self.frames
                    .flush()
                    .await
                    .map_err(|_| Closed { code: None })?;
                self.unflushed = false;
            }
            match self.frames.next().await {
                Some(Ok(Message::Text(text))) => Ok(Heard::Frame(text.as_str().to_owned())),
                Some(Ok(Message::Close(frame))) => Err(Closed {
                    code: frame.map(|frame| frame.code.into()),
                }),
                Some(Ok(_)) => Ok(Heard::Sign),
                Some(Err(_)) | None => Err(Closed { code: None }),
            }
        };
        match wake {
            Some(wake) => tokio::time::timeout_at(wake, coming)
                .await
                .unwrap_or(Ok(Heard::Nothing)),
            None => coming.await,
        }
    }
}

async fn handshake(
    link: &Link,
    position: Option<(u32, u64)>,
    cookies: &[String],
) -> Result<WebSocketStream<Stream>, Refused> {
    let scheme = if link.address.https { "wss" } else { "ws" };
    let mut url = format!(
        "{scheme}://{}/{}/socket?role={}",
        link.address.authority(),
        link.code,
        role::of(link.role).name
    );
    if let Some(person) = &link.person {
        url = format!("{url}&person={person}");
    }
    if let (Some(poll), Some(secret)) = (&link.poll, &link.secret) {
        url = format!("{url}&poll={poll}&secret={secret}");
    }
    if let Some((epoch, seq)) = position {
        url = format!("{url}&epoch={epoch}&seq={seq}");
    }
    let mut request = url
        .into_client_request()
        .map_err(|error| Refused::Final(error.to_string()))?;
    if !cookies.is_empty() {
        let cookies = HeaderValue::from_str(&cookies.join("; "))
            .map_err(|error| Refused::Final(error.to_string()))?;
        request.headers_mut().insert(header::COOKIE, cookies);
    }
    let config = WebSocketConfig::default()
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(Some(FRAME_BYTES_MAX))
        .max_frame_size(Some(FRAME_BYTES_MAX));
    let stream = http::open(&link.address)
        .await
        .map_err(|fault| match fault {
            Fault::Unreadable(message) => Refused::Final(message),
            Fault::Unreachable { .. }
            | Fault::Timeout
            | Fault::Broken(_)
            | Fault::Refused { .. } => Refused::Later(None),
        })?;
    match tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await {
        Ok((frames, _)) => Ok(frames),
        Err(Error::Http(response)) => {
            let body = response.body().as_deref().unwrap_or_default();
            let retry_after = response
                .headers()
                .get(header::RETRY_AFTER)
                .and_then(|value| value.to_str().ok());
            let retry_after = retry_after
                .and_then(|seconds| seconds.parse().ok())
                .map(Duration::from_secs);
            let status = response.status().as_u16();
            match status {
                404 | 410 => Err(Refused::Gone),
                429 | 500.. => Err(Refused::Later(retry_after)),
                _ => {
                    let error = serde_json::from_slice(body).map(|error: HttpError| error.message);
                    Err(Refused::Final(
                        error.unwrap_or_else(|_| format!("status {status}")),
                    ))
                }
            }
        }
        Err(_) => Err(Refused::Later(None)),
    }
}
